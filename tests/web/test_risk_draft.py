"""The fields of the risk form, read back and explained."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.risks.register import Risk, RiskStatus
from assistant.web.risk_draft import ENTRIES, Unreadable, entries_of, read_risk
from tests.risks.registers import registers
from tests.web.risk_samples import TODAY, risk

WHOLE = risk(7, goals=(3, 5), lessons=("pumpen/lehre.md",))


def read(language: str = "de", draft: Risk = WHOLE, **typed: object) -> Risk | Unreadable:
    entries = entries_of(draft, language) | typed
    return read_risk(entries, draft, language=language, today=TODAY)


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_the_form_shows_is_read_back_unchanged(language: str) -> None:
    assert read(language) == WHOLE
    bare = Risk("Überlast", "de", id=1)
    assert read(language, bare) == bare


@given(registers())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_risk_that_can_be_read_back_keeps_all_its_facts(risks: list[Risk]) -> None:
    for one in risks:
        again = read("de", one)
        if isinstance(again, Risk):
            assert again.id == one.id and read("de", again) == again
            assert (again.likelihood, again.review, again.goals) == (one.likelihood, one.review, one.goals)
        else:
            assert set(again.problems) <= {*ENTRIES}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("text", "  \n ", "Schreiben Sie das Risiko"),
        ("likelihood", "7", "„7“ geht nicht: Wählen Sie eine Stufe von 1 bis 5."),
        ("likelihood", "0", "„0“"),
        ("impact", "hoch", "„hoch“"),
        ("impact", "2,5", "„2,5“"),
        ("residual_impact", "-1", "„-1“"),
        ("residual_impact", "", "beides"),
        ("likelihood", None, "beides"),
        ("review", "morgen", "„morgen“ ist kein Tag mit Jahr"),
        ("review", "30.02.2027", "„30.02.2027“"),
        ("review", "irgendwann im Mai", "irgendwann im Mai"),
        ("committee", "12.2026 oder so", "oder so"),
        ("committee", "01.12.2026", "liegt in der Zukunft"),
    ],
)
def test_what_cannot_be_read_is_explained_at_its_field(field: str, value: str | None, said: str) -> None:
    found = read(**{field: value})
    assert isinstance(found, Unreadable) and list(found.problems) == [field] and said in found.problems[field]


def test_all_mistakes_are_named_at_once_in_the_order_of_the_form() -> None:
    found = read(text="", likelihood="7", review="morgen")
    assert isinstance(found, Unreadable) and list(found.problems) == ["text", "likelihood", "review"]
    english = read("en", review="tomorrow")
    assert isinstance(english, Unreadable) and "no day with a year" in english.problems["review"]


@pytest.mark.parametrize("text", ["4", " 4 ", "4 – wahrscheinlich", "4 - likely"])
def test_a_step_is_read_alone_or_with_its_name(text: str) -> None:
    found = read(likelihood=text)
    assert isinstance(found, Risk) and found.likelihood == 4


@pytest.mark.parametrize("text", ["31.03.2027", "2027-03-31", "31. März 2027", "Ende Q1 2027"])
def test_days_are_read_as_people_write_them(text: str) -> None:
    found = read(review=text)
    assert isinstance(found, Risk) and found.review == date(2027, 3, 31)


def test_a_form_that_began_empty_speaks_the_language_of_its_words() -> None:
    empty = Risk("", "de", project="Pumpen")
    typed = {"text": "The supplier changes the interface", "event": "The data arrive too late for the training."}
    found = read(draft=empty, **typed)
    assert isinstance(found, Risk) and found.language == "en" and found.project == "Pumpen" and found.id is None
    kept = read(text="The supplier changes the interface")
    assert isinstance(kept, Risk) and kept.language == "de"


def test_links_are_kept_once_each_in_one_line() -> None:
    found = read(goals=["5", "5", "3", "x"], lessons=["a\nb.md", "", "a b.md"])
    assert isinstance(found, Risk) and (found.goals, found.lessons) == ((5, 3), ("a b.md",))
    assert read(goals=None, lessons=None) == replace(WHOLE, goals=(), lessons=())


def test_a_committee_day_that_was_stored_already_may_stay() -> None:
    future = replace(WHOLE, committee=date(2027, 1, 5))
    assert read(draft=future) == future


def test_no_status_means_open() -> None:
    found = read(status=None, category=None)
    assert isinstance(found, Risk) and found.status is RiskStatus.OPEN and found.category == ""
