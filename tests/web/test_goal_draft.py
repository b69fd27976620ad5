"""The draft of a goal: what the form takes from a checked text, and how its fields are read back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.goals.facts import find_facts
from assistant.goals.levels import Goal, GoalStatus, Level, MetricKind
from assistant.goals.review import Reading
from assistant.web.goal_draft import (
    Unreadable,
    adapted,
    draft_of,
    entries_of,
    read_day,
    read_goal,
    read_number,
)
from tests.web.goal_samples import check, kpi, rewrite

TODAY = date(2026, 11, 21)
GOAL = Goal(
    "Recall bis 30.06.2027 von 80 % auf 95 % erhöhen.",
    "de",
    Level.MODEL,
    id=7,
    parent=3,
    project="Pumpen",
    owner="Team Daten",
    metric="Recall",
    metric_kind=MetricKind.MODEL,
    unit="%",
    baseline=Decimal("80"),
    target=Decimal("1234.5"),
    start=date(2026, 12, 1),
    end=date(2027, 6, 30),
    review=date(2027, 1, 4),
    notes="Notiz",
)
PARENT = Goal("Datenziel", "de", Level.DATA, id=3)


def read(entries: dict[str, str], draft: Goal = GOAL, language: str = "de") -> Goal | Unreadable:
    return read_goal(entries_of(draft, language) | entries, draft, language=language, today=TODAY, goals=[PARENT, GOAL])


def test_a_draft_holds_what_the_text_says_and_nothing_else() -> None:
    text = "Das Team Nord hebt die Erstlösungsquote bis 30.06.2027 von 61 % auf 75 %."
    draft = draft_of(rewrite(text, check=check(text)), find_facts(text, "de", TODAY), None, project="P", today=TODAY)
    assert (draft.text, draft.language, draft.level, draft.project) == (text, "de", Level.BUSINESS, "P")
    assert (draft.baseline, draft.target, draft.unit, draft.end) == (Decimal(61), Decimal(75), "%", date(2027, 6, 30))
    assert "Team Nord" in draft.owner and draft.metric == "Erstlösungsquote"
    assert (draft.start, draft.status, draft.parent, draft.id) == (TODAY, GoalStatus.DRAFT, None, None)


def test_of_a_text_without_facts_the_fields_stay_empty() -> None:
    draft = draft_of(rewrite("Besser [Kennzahl]."), (), None, project="", today=TODAY)
    assert (draft.owner, draft.metric, draft.unit, draft.baseline, draft.target, draft.end) == (
        "",
        "",
        "",
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("model", "level", "kind"),
    [(True, Level.MODEL, MetricKind.MODEL), (False, Level.BUSINESS, MetricKind.BUSINESS)],
)
def test_a_proposed_kpi_decides_level_and_kind_of_metric(model: bool, level: Level, kind: MetricKind) -> None:
    draft = draft_of(rewrite("x"), (), kpi("Recall", model=model), project="", today=TODAY)
    assert (draft.level, draft.metric, draft.metric_kind) == (level, "Recall", kind)


@pytest.mark.parametrize(("end", "review"), [("31.12.2026", date(2026, 12, 31)), ("31.12.2028", date(2027, 2, 21))])
def test_the_first_review_comes_after_one_interval_and_not_after_the_end(end: str, review: date) -> None:
    facts = find_facts(f"Quote bis {end} auf 5 % senken", "de", TODAY)
    assert draft_of(rewrite("x"), facts, None, project="", today=TODAY).review == review


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_the_form_shows_is_read_as_the_same_goal(language: str) -> None:
    assert read({}, language=language) == GOAL


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9),
    st.dates(min_value=date(2001, 1, 1), max_value=date(2098, 12, 31)),
    st.sampled_from(["de", "en"]),
)
def test_every_number_and_day_survives_the_form(number: Decimal, day: date, language: str) -> None:
    goal = replace(GOAL, target=number, start=day)
    assert read({}, goal, language) == goal


@pytest.mark.parametrize(
    ("text", "unit", "language", "number"),
    [
        ("", "", "de", None),
        ("12,5", "", "de", "12.5"),
        ("12.5", "", "en", "12.5"),
        ("1.234,5", "", "de", "1234.5"),
        ("1,234.5", "", "en", "1234.5"),
        ("1.234", "", "de", "1234"),
        ("75 %", "", "de", "75"),
        ("75%", "%", "en", "75"),
        ("9 Tage", "Tage", "de", "9"),
        ("-3", "", "de", "-3"),
        ("−3", "", "de", "-3"),
        ("0", "", "de", "0"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, unit: str, language: str, number: str | None) -> None:
    assert read_number(text, unit, language) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    "text", ["neun", "9 Tage", "%", "1..2", "12,5,6", "NaN", "Infinity", "1e9", "<b>1</b>", "9" * 70]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_number(text, "", "de")


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("", "de", None),
        ("30.06.2027", "de", date(2027, 6, 30)),
        ("2027-06-30", "en", date(2027, 6, 30)),
        ("30 June 2027", "en", date(2027, 6, 30)),
        ("Ende Q3 2027", "de", date(2027, 9, 30)),
        ("KW 12/2027", "de", date(2027, 3, 28)),
        (" 1.3.2027 ", "de", date(2027, 3, 1)),
        ("01.01.2020", "de", date(2020, 1, 1)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, language: str, day: date | None) -> None:
    assert read_day(text, language, TODAY) == day


@pytest.mark.parametrize(
    "text", ["31.02.2027", "1.3.", "bald", "bis 30.06.2027 oder später", "Q3", "30.06.2027 31.07.2027"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_day(text, "de", TODAY)


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ({"text": " \n"}, "Wortlaut: Schreiben Sie das Ziel auf."),
        ({"level": ""}, "Ebene: Wählen Sie eine Ebene."),
        ({"target": "viel"}, "Zielwert: „viel“ ist keine Zahl."),
        ({"end": "31.02.2027"}, "Ende: „31.02.2027“ ist kein Tag mit Jahr."),
        ({"parent": "7"}, "Oberziel: Ein Ziel kann nicht unter sich selbst"),
    ],
)
def test_every_problem_is_named_with_its_field(entries: dict[str, str], problem: str) -> None:
    result = read(entries)
    assert isinstance(result, Unreadable) and any(text.startswith(problem) for text in result.problems)


def test_all_problems_are_named_at_once() -> None:
    result = read({"text": "", "baseline": "x", "target": "y", "start": "z"})
    assert isinstance(result, Unreadable) and len(result.problems) == 4


def test_a_goal_cannot_hang_below_one_of_its_own() -> None:
    child = replace(GOAL, id=8, parent=7)
    draft = replace(GOAL, parent=8)
    result = read_goal(entries_of(draft, "de"), GOAL, language="de", today=TODAY, goals=[PARENT, GOAL, child])
    assert isinstance(result, Unreadable)


READINGS = [Reading(7, date(2027, 3, 1), Decimal(200))]


@pytest.mark.parametrize(("action", "field"), [("take_target", "target"), ("take_end", "end"), ("edit", "")])
def test_a_reviews_proposal_changes_one_field(action: str, field: str) -> None:
    changed = adapted(GOAL, READINGS, action, date(2027, 4, 1))
    differing = {name for name in ("target", "end") if getattr(changed, name) != getattr(GOAL, name)}
    assert differing == ({field} if field else set())


def test_without_a_proposal_nothing_changes() -> None:
    assert adapted(GOAL, [], "take_target", TODAY) is GOAL
