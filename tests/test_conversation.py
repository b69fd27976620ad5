"""How much history fits, and what a follow-up searches for."""

from dataclasses import replace

import pytest

from assistant.answer import Answer, Mode, Seconds
from assistant.conversation import CARRIED, Exchange, State, Turn, fitting, history, leans, search_text, topic
from assistant.grounding import Citation
from assistant.passages import Kind
from tests.samples import passage

HISTORY = [Turn("eins zwei", "drei"), Turn("vier", "fünf sechs"), Turn("sieben", "acht")]


def _words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize(("tokens", "kept"), [(0, 0), (1, 0), (2, 1), (4, 1), (5, 2), (8, 3), (1000, 3)])
def test_the_newest_turns_that_fit_are_kept_in_order(tokens: int, kept: int) -> None:
    assert fitting(HISTORY, tokens=tokens, count=_words) == HISTORY[3 - kept :]


def test_a_turn_that_does_not_fit_ends_the_history() -> None:
    long = Turn("wort " * 50, "wort")
    assert fitting([HISTORY[0], long, HISTORY[2]], tokens=20, count=_words) == [HISTORY[2]]


STANDS = Turn("Wie lief der Pilot der Rechnungserkennung?", "Gut.")


@pytest.mark.parametrize(
    "question",
    [
        "Und was hat das gekostet?",
        "was hat das gekostet",
        "why?",
        "Warum?",
        "Und in England?",
        "Wer war dafür verantwortlich?",
        "what about the second pilot?",
        "And in Wexcombe?",
        "Wie teuer war der Schaden?",
        "Ab wann gilt die?",
        "Warum war die falsch?",
        "Wer ist sein Nachfolger?",
        "Warum nicht der Autoencoder?",
        "Did that matter?",
        "What were the conditions?",
        "How long does it take?",
        "Hast du ein Beispiel?",
        "Wie hoch war das Budget?",
        "How long was the training?",
        "Gab es das auch bei den Pumpen?",
        "???",
        "",
    ],
)
def test_a_question_that_points_back_or_names_nothing_leans_on_the_one_before(question: str) -> None:
    assert leans(question, [STANDS])
    assert search_text(question, [STANDS]).split("\n") == [question, "Pilot Rechnungserkennung"]


@pytest.mark.parametrize(
    "question",
    [
        "Welche Risiken nennt die Methodik?",
        "Welche Risiken hat der Pilot im Lager?",
        "How do we measure the acceptance of advisers?",
        "Was bedeutet Quantisierung?",
        "what is shadow mode?",
        "Who invented SMART?",
        "Wer hat SMART erfunden?",
        "Was ist Überanpassung?",
        "When is it time to escalate a conflict?",
        "Wie viele Eskalationsstufen gibt es bei Glasl?",
        "what does overfitting mean, it keeps coming up in our model reviews",
        "Was gehört in das neue Modell der Kreditorenbuchhaltung?",
        "Und welche Risiken nennt die Methodik für Daten aus fremden Quellen?",
        "precision vs recall",
        "Betriebsvereinbarung?",
        "Was kostet der Zünder?",
        "Was hat der Server zusätzlich gekostet?",
        "Who pays for the crane?",
        "wort " * 800,
    ],
)
def test_a_question_that_stands_alone_is_not_mixed_with_the_old_topic(question: str) -> None:
    assert not leans(question, [STANDS]) and search_text(question, [STANDS]) == question


def test_a_single_word_leans_where_it_was_said_before() -> None:
    heard = Turn("Was steht im Budget?", "Ein zweiter Server war nötig.")
    assert search_text("Was hat der Server zusätzlich gekostet?", [heard]).endswith("\nBudget")


def _said(question: str, title: str = "", **facts: object) -> Turn:
    return Turn(question, "Antwort.", (passage("Text", title=title, **facts),) if title else ())


def test_several_follow_ups_carry_the_topic_they_began_with() -> None:
    history = [
        _said("Was ist Quantisierung?"),
        _said("Wie viele Daten fehlten im Pumpwerk Süd?"),
        _said("Woran lag das?"),
        _said("Und das Funkmodem?"),
    ]
    assert topic(history) == ["Daten", "fehlten", "Pumpwerk", "Süd", "Funkmodem"]
    assert search_text("Warum?", history) == "Warum?\nDaten fehlten Pumpwerk Süd Funkmodem"


def test_where_every_question_leans_the_first_one_is_the_topic() -> None:
    assert search_text("Warum?", [_said("Und das Budget?"), _said("Wann?")]) == "Warum?\nBudget"


@pytest.mark.parametrize(
    ("question", "kind", "carried"),
    [
        ("Warum?", Kind.LESSON, "Betriebsrat Vorführung gefragt Gespräch vorab"),
        ("Warum?", Kind.NOTE, "Betriebsrat Vorführung gefragt"),  # titles of minutes name the meeting, not the topic
        ("Und die Freigabe?", Kind.LESSON, "Betriebsrat Vorführung gefragt"),
    ],
)
def test_a_question_that_names_nothing_carries_the_title_cited_too(question: str, kind: Kind, carried: str) -> None:
    history = [_said("Wurde der Betriebsrat vor der Vorführung gefragt?", "Gespräch vorab", kind=kind)]
    assert search_text(question, history) == f"{question}\n{carried}"


def test_a_question_about_another_project_leaves_the_name_of_the_first_behind() -> None:
    history = [_said("Warum verschob sich der Pilot der Rechnungserkennung?", "Pilot", project="rechnungserkennung")]
    assert search_text("Und bei den Pumpen?", history) == "Und bei den Pumpen?\nverschob Pilot"
    assert "Rechnungserkennung" in search_text("Was hat das gekostet?", history)


def test_where_nothing_was_named_nothing_is_carried() -> None:
    assert search_text("Warum?", [_said("Wieso?")]) == "Warum?"


def test_no_more_than_a_few_words_are_carried() -> None:
    history = [_said(" ".join(f"Thema{number}" for number in range(200)))]
    assert len(search_text("Warum?", history).split()) == 1 + CARRIED


def test_without_history_the_question_itself_is_searched() -> None:
    assert search_text("Warum?", []) == "Warum?"


# --- what the answering may see of a conversation ---


def test_only_finished_answers_that_are_no_refusals_are_history() -> None:
    answer = Answer("Bald. [1]", "de", Mode.ANSWER, "rules", False, (), (), (), Seconds(0, None, 0))
    cited = passage("Text")
    answer = replace(answer, passages=(cited,), citations=(Citation(1, cited, "Text"),))
    asked = Exchange(1, 1, 1, "Wann?", "2026-01-01T00:00:00+00:00", state=State.FINISHED, answer=answer)
    others = [
        replace(asked, answer=replace(answer, refused=True)),
        replace(asked, answer=None, draft="Ba", state=State.STOPPED),
        replace(asked, answer=None, state=State.RUNNING),
        replace(asked, state=State.FAILED),
        replace(asked, answer=None, state=State.INTERRUPTED),
    ]
    assert history([*others, asked]) == [Turn("Wann?", "Bald. [1]", (cited,))]
