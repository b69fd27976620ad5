"""Deadlines: what says by when, and dates and durations that do not."""

from datetime import date

import pytest

from assistant.goals.calendar_periods import add_months
from assistant.goals.fact import Fact, FactKind
from assistant.goals.facts import find_facts

TODAY = date(2026, 11, 21)
GERMAN = (
    ("bis zum 30.06.2027", ["deadline: bis zum 30.06.2027 = 2027-06-30"]),
    ("bis 30.6.27", ["deadline: bis 30.6.27 = 2027-06-30"]),
    ("am 1. März 2027", ["deadline: am 1. März 2027 = 2027-03-01"]),
    ("30. Juni 2027", ["deadline: 30. Juni 2027 = 2027-06-30"]),
    ("2027-03-31", ["deadline: 2027-03-31 = 2027-03-31"]),
    ("bis 06/2027", ["deadline: bis 06/2027 = 2027-06-30"]),
    ("bis 06.2027", ["deadline: bis 06.2027 = 2027-06-30"]),
    ("Juni 2027", ["deadline: Juni 2027 = 2027-06-30"]),
    ("bis Ende Juni 2027", ["deadline: bis Ende Juni 2027 = 2027-06-30"]),
    ("Anfang Juni 2027", ["deadline: Anfang Juni 2027 = 2027-06-10"]),
    ("Mitte Juni 2027", ["deadline: Mitte Juni 2027 = 2027-06-15"]),
    ("Q3 2027", ["deadline: Q3 2027 = 2027-09-30"]),
    ("bis Q3/2027", ["deadline: bis Q3/2027 = 2027-09-30"]),
    ("Ende Q3 2027", ["deadline: Ende Q3 2027 = 2027-09-30"]),
    ("3. Quartal 2027", ["deadline: 3. Quartal 2027 = 2027-09-30"]),
    ("im dritten Quartal 2027", ["deadline: im dritten Quartal 2027 = 2027-09-30"]),
    (
        "bis zum Ende des dritten Quartals 2027",
        ["deadline: bis zum Ende des dritten Quartals 2027 = 2027-09-30"],
    ),
    ("2027-Q3", ["deadline: 2027-Q3 = 2027-09-30"]),
    ("H1 2027", ["deadline: H1 2027 = 2027-06-30"]),
    ("im 1. Halbjahr 2027", ["deadline: im 1. Halbjahr 2027 = 2027-06-30"]),
    ("zweites Halbjahr 2027", ["deadline: zweites Halbjahr 2027 = 2027-12-31"]),
    ("in KW 12/2027", ["deadline: in KW 12/2027 = 2027-03-28"]),
    ("KW 12 2027", ["deadline: KW 12 2027 = 2027-03-28"]),
    ("bis Kalenderwoche 12", ["deadline: bis Kalenderwoche 12 = --W12"]),
    ("12. KW 2027", ["deadline: 12. KW 2027 = 2027-03-28"]),
    ("bis Jahresende", ["deadline: bis Jahresende = 2026-12-31"]),
    ("bis zum Jahresende 2027", ["deadline: bis zum Jahresende 2027 = 2027-12-31"]),
    ("Ende des Jahres", ["deadline: Ende des Jahres = 2026-12-31"]),
    ("Ende 2027", ["deadline: Ende 2027 = 2027-12-31"]),
    ("Mitte 2027", ["deadline: Mitte 2027 = 2027-06-30"]),
    ("Anfang 2027", ["deadline: Anfang 2027 = 2027-03-31"]),
    ("bis 2028", ["deadline: bis 2028 = 2028-12-31"]),
    ("im Jahr 2028", ["deadline: im Jahr 2028 = 2028-12-31"]),
    ("bis Ende nächsten Jahres", ["deadline: bis Ende nächsten Jahres = 2027-12-31"]),
    ("im nächsten Quartal", ["deadline: im nächsten Quartal = 2027-03-31"]),
    ("nächstes Jahr", ["deadline: nächstes Jahr = 2027-12-31"]),
    ("bis Monatsende", ["deadline: bis Monatsende = 2026-11-30"]),
    ("bis Ende des Monats", ["deadline: bis Ende des Monats = 2026-11-30"]),
    ("bis Quartalsende", ["deadline: bis Quartalsende = 2026-12-31"]),
    ("in 6 Monaten", ["deadline: in 6 Monaten = in:6|month (2027-05-21)"]),
    ("in sechs Monaten", ["deadline: in sechs Monaten = in:6|month (2027-05-21)"]),
    ("innerhalb von zwei Quartalen", ["deadline: innerhalb von zwei Quartalen = in:2|quarter (2027-05-21)"]),
    ("binnen eines Jahres", ["deadline: binnen eines Jahres = in:1|year (2027-11-21)"]),
    (
        "innerhalb der nächsten 6 Monate",
        ["deadline: innerhalb der nächsten 6 Monate = in:6|month (2027-05-21)"],
    ),
    (
        "in den kommenden zwölf Monaten",
        ["deadline: in den kommenden zwölf Monaten = in:12|month (2027-11-21)"],
    ),
    ("in einem halben Jahr", ["deadline: in einem halben Jahr = in:6|month (2027-05-21)"]),
    ("in zwei bis drei Monaten", ["deadline: in zwei bis drei Monaten = in:2-3|month (2027-02-21)"]),
    ("binnen Jahresfrist", ["deadline: binnen Jahresfrist = in:1|year (2027-11-21)"]),
    ("in 90 Tagen", ["deadline: in 90 Tagen = in:90|day (2027-02-19)"]),
    ("spätestens zum 1. März", ["deadline: spätestens zum 1. März = --03-01"]),
    ("spätestens am 31.12.2026", ["deadline: spätestens am 31.12.2026 = 2026-12-31"]),
    ("bis zum 15.1.", ["deadline: bis zum 15.1. = --01-15"]),
    ("bis Juni", ["deadline: bis Juni = --06"]),
    ("bis Q3", ["deadline: bis Q3 = --Q3"]),
    ("bis KW 12", ["deadline: bis KW 12 = --W12"]),
    ("GJ 2027/28", ["deadline: GJ 2027/28 = fy:2027/28 (2028-12-31)"]),
    ("im Geschäftsjahr 2027", ["deadline: im Geschäftsjahr 2027 = fy:2027 (2027-12-31)"]),
    ("bis Ende GJ 2027/28", ["deadline: bis Ende GJ 2027/28 = fy:2027/28 (2028-12-31)"]),
    ("bis Ende des Geschäftsjahres", ["deadline: bis Ende des Geschäftsjahres = fy-end"]),
    ("bis zum Go-Live", ["deadline: bis zum Go-Live = event:go-live"]),
    ("vor dem Rollout", ["deadline: vor dem Rollout = event:rollout"]),
    ("drei Monate nach Go-Live", ["deadline: drei Monate nach Go-Live = event:go-live+3|month"]),
    (
        "spätestens 6 Wochen vor dem Rollout",
        ["deadline: spätestens 6 Wochen vor dem Rollout = event:rollout-6|week"],
    ),
    ("bis zum Projektende", ["deadline: bis zum Projektende = event:project end"]),
    ("im Sommer 2027", ["deadline: im Sommer 2027 = 2027-08-31"]),
    ("31.02.2027", ["deadline: 31.02.2027 = invalid:31.02.2027"]),
    ("KW 54/2027", ["deadline: KW 54/2027 = invalid:KW 54/2027"]),
    ("32. Januar 2027", ["deadline: 32. Januar 2027 = invalid:32. Januar 2027"]),
    ("bis 29.02.2028", ["deadline: bis 29.02.2028 = 2028-02-29"]),
    ("innerhalb von 24 Stunden antworten", ["target: 24 Stunden = 24|h"]),
    ("500 Anfragen pro Monat", ["target: 500 Anfragen pro Monat = 500|request/month"]),
    ("seit 2021", []),
    ("im Jahr 2023 waren es 12", ["baseline: 12 = 12|"]),
    ("von 2021 bis 2023", []),
    ("Daten der letzten 3 Jahre", ["amount: 3 Jahre = 3|year"]),
    ("vom 1.1.2025", []),
    ("Stand Juni 2026", []),
    ("monatlich", []),
    ("je Quartal", []),
    ("Wir wollen 2027 die Kosten senken", ["deadline: 2027 = 2027-12-31"]),
    ("bis Ende Juni nächsten Jahres", ["deadline: bis Ende Juni nächsten Jahres = 2027-06-30"]),
    ("im 2. Halbjahr dieses Jahres", ["deadline: im 2. Halbjahr dieses Jahres = 2026-12-31"]),
    ("Strategie 2028 und Agenda 2030", []),
    ("Ausschuss (Basis: Durchschnitt 2025)", []),
    ("am 1. März 2025 lag die Quote bei 5 %", ["baseline: 5 % = 5|%"]),
    ("bis Q3 oder Q4 2027", ["deadline: bis Q3 = --Q3", "deadline: Q4 2027 = 2027-12-31"]),
)
ENGLISH = (
    ("by 30 June 2027", ["deadline: by 30 June 2027 = 2027-06-30"]),
    ("by June 30, 2027", ["deadline: by June 30, 2027 = 2027-06-30"]),
    ("June 30th, 2027", ["deadline: June 30th, 2027 = 2027-06-30"]),
    ("by the 30th of June 2027", ["deadline: by the 30th of June 2027 = 2027-06-30"]),
    ("by 2027-06-30", ["deadline: by 2027-06-30 = 2027-06-30"]),
    ("by 06/30/2027", ["deadline: by 06/30/2027 = 2027-06-30"]),
    ("by 30/06/2027", ["deadline: by 30/06/2027 = 2027-06-30"]),
    ("by 06/2027", ["deadline: by 06/2027 = 2027-06-30"]),
    ("in June 2027", ["deadline: in June 2027 = 2027-06-30"]),
    ("by the end of June 2027", ["deadline: by the end of June 2027 = 2027-06-30"]),
    ("early June 2027", ["deadline: early June 2027 = 2027-06-10"]),
    ("mid-June 2027", ["deadline: mid-June 2027 = 2027-06-15"]),
    ("Q3 2027", ["deadline: Q3 2027 = 2027-09-30"]),
    ("by the end of Q3 2027", ["deadline: by the end of Q3 2027 = 2027-09-30"]),
    ("by Q3/2027", ["deadline: by Q3/2027 = 2027-09-30"]),
    ("in the third quarter of 2027", ["deadline: in the third quarter of 2027 = 2027-09-30"]),
    ("by the 3rd quarter 2027", ["deadline: by the 3rd quarter 2027 = 2027-09-30"]),
    ("2027-Q3", ["deadline: 2027-Q3 = 2027-09-30"]),
    ("H1 2027", ["deadline: H1 2027 = 2027-06-30"]),
    ("in the first half of 2027", ["deadline: in the first half of 2027 = 2027-06-30"]),
    ("second half of 2027", ["deadline: second half of 2027 = 2027-12-31"]),
    ("by week 12 of 2027", ["deadline: by week 12 of 2027 = 2027-03-28"]),
    ("calendar week 12", ["deadline: calendar week 12 = --W12"]),
    ("CW 12/2027", ["deadline: CW 12/2027 = 2027-03-28"]),
    ("2027-W12", ["deadline: 2027-W12 = 2027-03-28"]),
    ("by year-end", ["deadline: by year-end = 2026-12-31"]),
    ("by the end of the year", ["deadline: by the end of the year = 2026-12-31"]),
    ("by the end of 2027", ["deadline: by the end of 2027 = 2027-12-31"]),
    ("by EOY 2027", ["deadline: by EOY 2027 = 2027-12-31"]),
    ("by mid-2027", ["deadline: by mid-2027 = 2027-06-30"]),
    ("early 2027", ["deadline: early 2027 = 2027-03-31"]),
    ("by 2028", ["deadline: by 2028 = 2028-12-31"]),
    ("in 2028", ["deadline: in 2028 = 2028-12-31"]),
    ("by the end of next year", ["deadline: by the end of next year = 2027-12-31"]),
    ("next quarter", ["deadline: next quarter = 2027-03-31"]),
    ("by next year", ["deadline: by next year = 2027-12-31"]),
    ("by the end of the month", ["deadline: by the end of the month = 2026-11-30"]),
    ("by the end of next month", ["deadline: by the end of next month = 2026-12-31"]),
    ("by the end of this quarter", ["deadline: by the end of this quarter = 2026-12-31"]),
    ("in 6 months", ["deadline: in 6 months = in:6|month (2027-05-21)"]),
    ("within six months", ["deadline: within six months = in:6|month (2027-05-21)"]),
    ("within two quarters", ["deadline: within two quarters = in:2|quarter (2027-05-21)"]),
    ("within a year", ["deadline: within a year = in:1|year (2027-11-21)"]),
    ("within the next 6 months", ["deadline: within the next 6 months = in:6|month (2027-05-21)"]),
    ("in the next 6 months", ["deadline: in the next 6 months = in:6|month (2027-05-21)"]),
    ("over the next 12 months", ["deadline: over the next 12 months = in:12|month (2027-11-21)"]),
    ("within half a year", ["deadline: within half a year = in:6|month (2027-05-21)"]),
    ("in two to three months", ["deadline: in two to three months = in:2-3|month (2027-02-21)"]),
    ("within 90 days", ["deadline: within 90 days = in:90|day (2027-02-19)"]),
    ("by March 1", ["deadline: by March 1 = --03-01"]),
    ("by March 1st", ["deadline: by March 1st = --03-01"]),
    ("by 1 March", ["deadline: by 1 March = --03-01"]),
    ("by June", ["deadline: by June = --06"]),
    ("by Q3", ["deadline: by Q3 = --Q3"]),
    ("by week 12", ["deadline: by week 12 = --W12"]),
    ("FY2027", ["deadline: FY2027 = fy:2027 (2027-12-31)"]),
    ("by FY 27", ["deadline: by FY 27 = fy:2027 (2027-12-31)"]),
    ("in fiscal year 2027", ["deadline: in fiscal year 2027 = fy:2027 (2027-12-31)"]),
    ("by the end of FY2027/28", ["deadline: by the end of FY2027/28 = fy:2027/28 (2028-12-31)"]),
    ("by the end of the fiscal year", ["deadline: by the end of the fiscal year = fy-end"]),
    ("before launch", ["deadline: before launch = event:launch"]),
    ("by go-live", ["deadline: by go-live = event:go-live"]),
    ("before the rollout", ["deadline: before the rollout = event:rollout"]),
    ("within 3 months of go-live", ["deadline: within 3 months of go-live = event:go-live+3|month"]),
    ("three months after go-live", ["deadline: three months after go-live = event:go-live+3|month"]),
    ("by the end of the project", ["deadline: by the end of the project = event:project end"]),
    ("in summer 2027", ["deadline: in summer 2027 = 2027-08-31"]),
    ("no later than 31 March 2027", ["deadline: no later than 31 March 2027 = 2027-03-31"]),
    ("31 March 2027 at the latest", ["deadline: 31 March 2027 at the latest = 2027-03-31"]),
    ("by 31 February 2027", ["deadline: by 31 February 2027 = invalid:31 February 2027"]),
    ("by week 54 of 2027", ["deadline: by week 54 of 2027 = invalid:week 54 of 2027"]),
    ("within 24 hours", ["target: 24 hours = 24|h"]),
    ("within 2 seconds", ["target: 2 seconds = 2|s"]),
    ("500 requests per month", ["target: 500 requests per month = 500|request/month"]),
    ("since 2021", []),
    ("in 2023 it was 12", ["baseline: 12 = 12|"]),
    ("from 2021 to 2023", []),
    ("over the last 3 years", ["amount: 3 years = 3|year"]),
    ("as of June 2026", []),
    ("monthly", []),
    ("we may double it", ["change: double = change:2|x"]),
    ("by June next year", ["deadline: by June next year = 2027-06-30"]),
    ("in the second half of next year", ["deadline: in the second half of next year = 2027-12-31"]),
    ("in 2027 we want to be better", ["deadline: in 2027 = 2027-12-31"]),
    ("Strategy 2028 and Agenda 2030", []),
    ("scrap (base year 2024)", []),
    ("by 15 Jan.", ["deadline: by 15 Jan. = --01-15"]),
)


def said(fact: Fact) -> str:
    """A fact as the tables write it: role or kind, text, key and, where the key is none, the day."""
    day = f" ({fact.day})" if fact.day and fact.day.isoformat() != fact.key else ""
    return f"{fact.role or fact.kind}: {fact.text} = {fact.key}{day}"


def when(text: str, language: str) -> list[Fact]:
    return [fact for fact in find_facts(text, language, TODAY) if fact.kind in (FactKind.DEADLINE, FactKind.VALUE)]


@pytest.mark.parametrize(("text", "expected"), GERMAN)
def test_deadlines_of_a_german_goal(text: str, expected: list[str]) -> None:
    assert [said(fact) for fact in when(text, "de")] == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_deadlines_of_an_english_goal(text: str, expected: list[str]) -> None:
    assert [said(fact) for fact in when(text, "en")] == expected


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("bis 30.06.2027", True),
        ("bis Jahresende", True),
        ("in 6 Monaten", True),
        ("im Geschäftsjahr 2027", True),
        ("zum 1. März", False),
        ("bis Q3", False),
        ("bis zum Go-Live", False),
        ("drei Monate nach Go-Live", False),
        ("bis 31.02.2027", False),
        ("KW 54/2027", False),
    ],
)
def test_a_deadline_is_complete_when_it_can_be_put_into_a_calendar(text: str, complete: bool) -> None:
    (fact,) = when(text, "de")
    assert (fact.complete, fact.day is not None) == (complete, complete)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("bis zum 30.06.2027", "by 30 June 2027"),
        ("bis Ende Juni 2027", "by the end of June 2027"),
        ("in 6 Monaten", "within six months"),
        ("zum 1. März", "by March 1"),
        ("bis Jahresende", "by year-end"),
        ("GJ 2027/28", "FY2027/28"),
        ("bis zum Go-Live", "by go-live"),
        ("drei Monate nach Go-Live", "within 3 months of go-live"),
    ],
)
def test_the_same_deadline_has_one_key_in_both_languages(german: str, english: str) -> None:
    assert when(german, "de")[0].key == when(english, "en")[0].key


@pytest.mark.parametrize(("language", "day"), [("en", date(2027, 6, 7)), ("de", date(2027, 7, 6))])
def test_slashes_are_read_by_the_language_where_both_orders_are_possible(language: str, day: date) -> None:
    assert when("by 06/07/2027", language)[0].day == day


def test_relative_deadlines_count_from_today() -> None:
    leap = find_facts("in einem Jahr", "de", date(2028, 2, 29))
    assert leap[0].day == date(2029, 2, 28)
    assert find_facts("bis Jahresende", "de", date(2030, 1, 1))[0].day == date(2030, 12, 31)


def test_a_duration_beyond_the_calendar_gives_no_day() -> None:
    (fact,) = find_facts("in 9999 Jahren", "de", TODAY)
    assert (fact.day, fact.complete) == (None, False)


def test_months_are_added_to_the_last_day_of_a_shorter_month() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2027, 12, 1), 1) == date(2028, 1, 1)
