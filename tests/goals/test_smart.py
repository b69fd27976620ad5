"""S, M and T of a goal by rules: status, evidence, vague words, gap and question."""

import re
from decimal import Decimal

import pytest

from assistant.goals.criteria import Criterion, Status
from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.smart import GoalText, check_smart, concrete_objects, lack, measures, vague_words
from assistant.goals.wording import QUESTIONS
from tests.goals.ruled import goal_text

# Goal, then S, M and T: + met, ~ partial, - missing. Behind "!" stands what the rules do not get right yet.
CASES = """
Kundenservice mit KI verbessern                                         | ~--
Wir wollen den Kundenservice mit KI verbessern.                         | ~--
Besser werden                                                           | ---
Wir wollen innovativer sein                                             | ---
Mehr KI nutzen                                                          | ---
KI im Vertrieb                                                          | ~--
Mehr Umsatz durch KI                                                    | ~~-
Prozesse automatisieren                                                 | ~--
Qualität verbessern                                                     | ---
Abläufe optimieren und Effizienz steigern                               | ~--
Durchlaufzeit der Rechnungsprüfung senken                               | +~-
Einen Chatbot im Kundenservice einführen                                | +--
Wir führen einen Chatbot im Kundenservice ein.                          | +--
Einführung eines Chatbots im Kundenservice bis Q3 2027                  | +-+
Entwicklung eines Prognosemodells für den Einkauf                       | +--
Reduktion der Ausschussquote                                            | +~-
Die Erstlösungsquote von 61 % auf 75 % verbessern                       | ++-
Die Durchlaufzeit von 12 auf 9 Tage senken                              | ++-
Durchlaufzeit um 20 % senken                                            | +~-
Die Bearbeitungszeit halbieren                                          | +~-
Die Durchlaufzeit von heute 12 Tagen um 25 % senken                     | ++-
auf 95 % kommen                                                         | -~-
Recall mindestens 95 %                                                  | ++-
80 % der Rechnungen werden automatisch erkannt                          | ++-
Die Fehlerquote sinkt von 4 auf 2 %                                     | ++-
500 Anfragen pro Tag automatisch beantworten                            | ++-
Bearbeitung in unter 3 Tagen                                            | ~+-
An 3 Standorten einen Chatbot einführen                                 | +--
Einen Chatbot mit einem Budget von 50.000 € einführen                   | +--
Texte an Linie 4 mit GPT-4 übersetzen                                   | +--
Durchlaufzeit bis 30.06.2027 senken                                     | +~+
Durchlaufzeit bis Ende Q3 2027 senken                                   | +~+
Durchlaufzeit bis KW 12/2027 senken                                     | +~+
Durchlaufzeit im GJ 2027/28 senken                                      | +~+
Durchlaufzeit bis Jahresende senken                                     | +~+
Durchlaufzeit bis Ende nächsten Jahres senken                           | +~+
Durchlaufzeit in 6 Monaten senken                                       | +~+
Durchlaufzeit innerhalb von zwei Quartalen senken                       | +~+
Durchlaufzeit bis Quartalsende senken                                   | +~+
Durchlaufzeit zum 1. März senken                                        | +~~
Durchlaufzeit bis KW 12 senken                                          | +~~
Durchlaufzeit bis Q3 senken                                             | +~~
Durchlaufzeit bis zum Go-Live senken                                    | +~~
Durchlaufzeit vor dem Rollout senken                                    | +~~
Durchlaufzeit 3 Monate nach Go-Live senken                              | +~~
Durchlaufzeit bis 31.02.2027 senken                                     | +~~
Durchlaufzeit bald senken                                               | +~-
Durchlaufzeit so schnell wie möglich senken                             | +~-
Durchlaufzeit langfristig senken                                        | +~-
100 Anfragen pro Monat automatisch beantworten                          | ++-
90 % der Anfragen innerhalb von 24 Stunden beantworten                  | ++-
durchlaufzeit der rechnungsprüfung senken                               | +~-
DURCHLAUFZEIT SENKEN                                                    | +~-
Die Nummer 1 werden                                                     | ---
🙂                                                                       | ---
123                                                                     | ---
Improve customer service with AI                                        | ~--
Get better                                                              | ---
We want to be more innovative                                           | ---
Use more AI                                                             | ---
AI in sales                                                             | ~--
More revenue through AI                                                 | ~~-
Automate processes                                                      | ~--
Improve quality                                                         | ---
Reduce the lead time of invoice checking                                | +~-
Launch a chatbot in customer service                                    | +--
Rollout of a chatbot in customer service by Q3 2027                     | +-+
Reduction of the scrap rate                                             | +~-
Prepare quotes faster                                                   | +--
Improve first-contact resolution from 61% to 75%                        | ++-
Cut lead time from 12 to 9 days                                         | ++-
Cut lead time by 20%                                                    | +~-
Halve the handling time                                                 | +~-
Reduce lead time by 25% from 12 days today                              | ++-
get to 95%                                                              | -~-
Recall of at least 95%                                                  | ++-
80% of invoices are recognised automatically                            | ++-
The error rate falls from 4 to 2%                                       | ++-
Answer 500 requests per day automatically                               | ++-
Handle claims in under 3 days                                           | ++-
Launch a chatbot at 3 sites                                             | +--
Launch a chatbot with a budget of €50,000                               | +--
Translate texts on Line 4 with GPT-4                                    | +--
Reduce lead time by 30 June 2027                                        | +~+
Reduce lead time by the end of Q3 2027                                  | +~+
Reduce lead time in FY2027                                              | +~+
Reduce lead time by year-end                                            | +~+
Reduce lead time within two quarters                                    | +~+
Reduce lead time by the end of next month                               | +~+
Reduce lead time by 1 March                                             | +~~
Reduce lead time by June                                                | +~~
Reduce lead time before launch                                          | +~~
Reduce lead time by go-live                                             | +~~
Reduce lead time soon                                                   | +~-
Reduce lead time asap                                                   | +~-
Reduce lead time in the long run                                        | +~-
Answer 100 requests per month automatically                             | ++-
Answer 90% of requests within 24 hours                                  | ++-
""".strip().splitlines()
FIRST_ENGLISH = next(place for place, line in enumerate(CASES) if line.startswith("Improve customer service"))
SIGNS = {"+": Status.MET, "~": Status.PARTIAL, "-": Status.MISSING}


def _cases() -> list[object]:
    cases = []
    for place, line in enumerate(CASES):
        text, _, signs = line.partition(" | ")
        language = "de" if place < FIRST_ENGLISH else "en"
        cases.append(pytest.param(text.strip(), language, signs.strip(), id=text.strip()))
    return cases


@pytest.mark.parametrize(("text", "language", "signs"), _cases())
def test_s_m_and_t_are_decided_as_the_methodology_asks(text: str, language: str, signs: str) -> None:
    found = check_smart(goal_text(text, language))
    assert [criterion.name for criterion in found] == ["S", "M", "T"]
    assert [criterion.status for criterion in found] == [SIGNS[sign] for sign in signs]


@pytest.mark.parametrize(("text", "language", "signs"), _cases())
def test_each_gap_has_one_question_and_no_gap_has_none(text: str, language: str, signs: str) -> None:
    for criterion in check_smart(goal_text(text, language)):
        assert bool(criterion.gap) == (criterion.status is not Status.MET) == bool(criterion.question)
        assert criterion.reason.strip() and "{" not in criterion.reason
        if criterion.gap:
            assert criterion.question in QUESTIONS[criterion.gap]


@pytest.mark.parametrize(("text", "language", "signs"), _cases())
def test_evidence_and_vague_words_stand_in_the_goal(text: str, language: str, signs: str) -> None:
    for criterion in check_smart(goal_text(text, language)):
        for words in (*criterion.evidence, *criterion.vague):
            assert text[words.start : words.end] == words.text and words.text.strip()
        if criterion.status is not Status.MISSING:
            assert criterion.evidence


def _criterion(text: str, name: str, language: str = "de") -> Criterion:
    return next(c for c in check_smart(goal_text(text, language)) if c.name == name)


@pytest.mark.parametrize(
    ("language", "text", "vague"),
    [
        ("de", "Die Bearbeitung deutlich verbessern", ["deutlich", "verbessern"]),
        ("de", "Wir wollen Angebote schneller und besser erstellen.", ["schneller", "besser"]),
        ("de", "Die Fehlerquote auf unter 2 % senken", []),
        ("de", "Den Bestand an Ersatzteilen senken", []),
        ("en", "Improve customer service significantly", ["Improve", "significantly"]),
        pytest.param(
            "en", "Significantly improve customer service", ["Significantly", "improve"]),
        ("en", "Prepare quotes faster and better", ["faster", "better"]),
        ("en", "Reduce the error rate to below 2%", []),
    ],
)  # fmt: skip
def test_what_says_too_little_is_named(language: str, text: str, vague: list[str]) -> None:
    assert [words.text for words in vague_words(goal_text(text, language))] == vague


@pytest.mark.parametrize(
    ("language", "text", "vague"),
    [
        ("de", "So schnell wie möglich die Kosten senken", ["So schnell wie möglich"]),
        ("de", "Bald und dauerhaft die Kosten senken", ["Bald", "dauerhaft"]),
        ("de", "Kosten bis 30.06.2027 senken", []),
        ("en", "Cut costs as soon as possible", ["as soon as possible"]),
        ("en", "Cut costs by 30 June 2027", []),
    ],
)
def test_vague_times_are_named_where_a_deadline_is_missing(language: str, text: str, vague: list[str]) -> None:
    criterion = _criterion(text, "T", language)
    assert [words.text for words in criterion.vague] == vague
    assert all(word in criterion.reason for word in vague)


def test_vague_words_inside_a_deadline_or_a_value_are_none() -> None:
    assert vague_words(goal_text("Durchlaufzeit auf mehr als 9 Tage senken", "de")) == []


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Durchlaufzeit senken", "target"),
        ("Durchlaufzeit um 20 % senken", "baseline"),
        ("auf 95 % kommen", "metric"),
        ("Einen Chatbot einführen", "metric"),
        ("Durchlaufzeit von 12 auf 9 Tage senken", ""),
    ],
)
def test_the_gap_of_m_says_what_to_ask(text: str, gap: str) -> None:
    assert _criterion(text, "M").gap == gap


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Kosten senken", "deadline"),
        ("Kosten bis Q3 senken", "year"),
        ("Kosten bis zum Go-Live senken", "event"),
        ("Kosten bis 31.02.2027 senken", "invalid"),
        ("Kosten bis 30.06.2027 senken", ""),
    ],
)
def test_the_gap_of_t_says_what_to_ask(text: str, gap: str) -> None:
    criterion = _criterion(text, "T")
    assert criterion.gap == gap
    incomplete = [fact for fact in goal_text(text, "de").of(FactKind.DEADLINE) if not fact.complete]
    assert [lack(fact) for fact in incomplete] == ([gap] if gap not in ("", "deadline") else [])


def test_reasons_and_questions_are_in_the_language_of_the_goal() -> None:
    german, english = _criterion("Kosten senken", "T"), _criterion("Cut costs", "T", "en")
    assert german.reason == "Ein Termin fehlt." and english.reason == "There is no deadline."
    assert german.question.startswith("Bis wann") and english.question.startswith("By when")
    assert "„" in _criterion("Kosten senken", "S").reason and "“" in _criterion("Cut costs", "S", "en").reason


@pytest.mark.parametrize(
    ("language", "text", "measured"),
    [
        ("de", "80 % der Rechnungen erkennen", True),
        ("de", "80 % erkennen", False),
        ("de", "unter 3 Tage", True),
        ("de", "um 5 Punkte", False),
        ("de", "500 Anfragen", True),
        ("de", "200.000 € sparen", True),
        ("en", "80% of invoices", True),
        ("en", "to 80%", False),
        ("en", "under 3 days", True),
    ],
)
def test_some_values_say_by_themselves_what_is_measured(language: str, text: str, measured: bool) -> None:
    goal = goal_text(text, language)
    assert measures(goal, goal.of(FactKind.VALUE)[0]) is measured


@pytest.mark.parametrize(
    ("language", "text", "objects"),
    [
        ("de", "Kundenservice mit KI verbessern", ["Kundenservice"]),
        ("de", "die Durchlaufzeit der Rechnungsprüfung", ["Durchlaufzeit", "Rechnungsprüfung"]),
        ("de", "Prozesse und Qualität", []),
        ("de", "Besser werden", []),
        ("de", "kundenservice verbessern", ["kundenservice"]),
        ("en", "improve customer service", ["customer", "service"]),
        ("en", "get better processes", []),
    ],
)
def test_objects_are_nouns_that_say_something(language: str, text: str, objects: list[str]) -> None:
    assert [words.text for words in concrete_objects(goal_text(text, language))] == objects


def test_blanking_facts_keeps_every_place() -> None:
    goal = goal_text("Kosten bis 30.06.2027 um 20 % senken", "de")
    bare = goal.outside_facts(*FactKind)
    assert len(bare) == len(goal.text) and re.findall(r"\w+", bare) == ["um", "senken"]
    assert goal.outside_facts() == goal.text


def test_roles_choose_among_the_facts_of_a_kind() -> None:
    value = Fact(FactKind.VALUE, 0, 2, "12", "12|", Role.BASELINE, number=Decimal(12))
    goal = GoalText("12 x", "de", (value,))
    assert goal.of(FactKind.VALUE) == [value] == goal.of(FactKind.VALUE, Role.BASELINE)
    assert goal.of(FactKind.VALUE, Role.TARGET) == [] == goal.of(FactKind.METRIC)
