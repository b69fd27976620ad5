"""A model's rewrite of a goal stands only where it invents nothing, loses nothing and turns nothing round."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.goals.facts import find_facts
from assistant.goals.guard import Objection, objections
from assistant.goals.guard_wording import told
from assistant.goals.rewrite import PLACEHOLDERS
from assistant.goals.smart import GoalText, check_smart
from tests.goals.guard_cases import ENGLISH_FALLS, ENGLISH_STANDS, GERMAN_FALLS, GERMAN_STANDS

TODAY = date(2026, 11, 20)
STANDS = [("de", *case) for case in GERMAN_STANDS] + [("en", *case) for case in ENGLISH_STANDS]
FALLS = [("de", *case) for case in GERMAN_FALLS] + [("en", *case) for case in ENGLISH_FALLS]


def _objections(
    language: str, goal: str, rewrite: str, allowed: Sequence[str] = (), sources: Sequence[str] = ()
) -> list[Objection]:
    def check(text: str) -> Mapping[str, str]:
        criteria = check_smart(GoalText(text, language, tuple(find_facts(text, language, TODAY))))
        return {criterion.name: str(criterion.status) for criterion in criteria}

    return objections(
        rewrite,
        goal=goal,
        facts=find_facts(goal, language, TODAY),
        language=language,
        allowed=allowed,
        sources=sources,
        placeholders=[words[0 if language == "de" else 1] for words in PLACEHOLDERS.values()],
        today=TODAY,
        check=check,
    )


@pytest.mark.parametrize(("language", "goal", "rewrite", "allowed"), STANDS)
def test_a_rewrite_that_only_says_what_was_said_stands(
    language: str, goal: str, rewrite: str, allowed: tuple[str, ...]
) -> None:
    assert _objections(language, goal, rewrite, allowed) == []


@pytest.mark.parametrize(("language", "goal", "rewrite", "name"), FALLS)
def test_a_rewrite_that_invents_loses_or_turns_something_falls(
    language: str, goal: str, rewrite: str, name: str
) -> None:
    assert name in {objection.name for objection in _objections(language, goal, rewrite)}


PASSAGE = (
    "Der Pilot 2025 hat die Erkennungsquote von 71 % auf 88 % gehoben; verantwortlich war das Team Datenplattform."
)


def test_a_figure_from_a_passage_stands_and_any_other_does_not() -> None:
    goal = "Die Erkennungsquote steigern"
    good = "Wir steigern die Erkennungsquote bis [Termin] von 88 % auf [Zielwert]."
    assert _objections("de", goal, good, sources=[PASSAGE]) == []
    assert Objection("number", "89 %") in _objections("de", goal, good.replace("88", "89"), sources=[PASSAGE])
    assert _objections("de", goal, good)


def test_an_answer_may_name_the_person() -> None:
    goal, answers = "Wartezeit an der Hotline senken", ["Frau Dr. Yılmaz", "bis Ende 2027", "4 Minuten"]
    rewrite = "Frau Dr. Yılmaz senkt die Wartezeit an der Hotline bis Ende 2027 von [Ist-Wert] auf 4 Minuten."
    assert _objections("de", goal, rewrite, answers) == []


def test_only_the_given_placeholders_are_allowed() -> None:
    found = objections(
        "We cut the scrap rate to 2% by [deadline].",
        goal="Cut the scrap rate to 2% by 1 May 2027",
        facts=find_facts("Cut the scrap rate to 2% by 1 May 2027", "en", TODAY),
        language="en",
        allowed=(),
        sources=(),
        placeholders=(),
        today=TODAY,
        check=lambda text: {"S": "met", "M": "met", "T": "missing"},
    )
    assert {objection.name for objection in found} == {"format", "lost_fact"}


def test_the_goal_itself_stands_where_nothing_is_missing() -> None:
    for language, goal in (
        (
            "de",
            "Das Team Rechnungsprüfung senkt die Durchlaufzeit der Rechnungen bis zum 30.06.2027 von 12 auf 9 Tage.",
        ),
        ("en", "Team Billing cuts the lead time of invoices from 12 to 9 days by 30 June 2027."),
    ):
        assert _objections(language, goal, goal) == []


@settings(max_examples=60, deadline=None)
@given(goal=st.text(max_size=120), rewrite=st.text(max_size=200), language=st.sampled_from(["de", "en"]))
def test_no_text_breaks_it_and_every_objection_can_be_told(goal: str, rewrite: str, language: str) -> None:
    found = _objections(language, goal, rewrite, allowed=[goal], sources=[rewrite])
    assert all(told(objection, spoken) for objection in found for spoken in ("de", "en"))


@given(number=st.integers(min_value=10, max_value=99))
def test_no_invented_percentage_passes(number: int) -> None:
    rewrite = f"We improve our support chatbot from [current value] to {number}% by [deadline]."
    assert any(o.name == "number" for o in _objections("en", "We want to improve our support chatbot.", rewrite))


@pytest.mark.parametrize("filler", ["a" * 900, "[" * 900, "9" * 900, "und " * 220, "A " * 450, "<" * 900, "a-" * 450])
def test_hostile_filler_does_not_make_a_rewrite_pass(filler: str) -> None:
    found = _objections("de", f"Kosten senken {filler}", f"Wir senken Kosten {filler}", sources=[filler * 4])
    assert "incomplete" in {objection.name for objection in found}


@pytest.mark.parametrize(
    ("objection", "german", "english"),
    [
        (Objection("number", "25 %"), "Die Zahl „25 %“ steht weder im Ziel", "The number “25 %” stands neither"),
        (Objection("lost_fact", "von 12 Tagen"), "„von 12 Tagen“ aus dem Ziel fehlt", "“von 12 Tagen” from the goal"),
        (Objection("length", "sentences:3"), "hat 3 Sätze", "has 3 sentences"),
        (Objection("length", "unfinished"), "bricht ab", "breaks off"),
        (Objection("incomplete", "T"), "Es fehlt der Termin", "by when"),
    ],
)
def test_an_objection_is_told_in_both_languages(objection: Objection, german: str, english: str) -> None:
    assert german in told(objection, "de") and english in told(objection, "en")
