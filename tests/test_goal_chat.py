"""A goal in the chat: the events and the answer that every mode of the chat has."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.answer import Answer, Evidence, Finished, Mode, Piece, Waiting
from assistant.goal_chat import chat_events, sources
from assistant.goals.criteria import Criterion, GoalCheck, Source, Status
from assistant.goals.rewrite import GoalRewrite
from assistant.passages import Passage
from assistant.rewriting import Checked, GoalEvent, Reworded

ONE = Passage(id="1", text="Das Budget ist bewilligt. Der Pilot lief gut.", document="a.md", title="A")
TWO = Passage(id="2", text="Der Betriebsrat stimmt zu.", document="b.md", title="B")
BUDGET, TRIAL = Source(ONE, "Das Budget ist bewilligt."), Source(ONE, "Der Pilot lief gut.")
COUNCIL = Source(TWO, "Der Betriebsrat stimmt zu.")


def _criterion(name: str, *found: Source) -> Criterion:
    return Criterion(name, Status.PARTIAL, f"Grund {name}.", sources=found)


CHECK = GoalCheck(
    text="Kosten senken",
    language="de",
    facts=(),
    criteria=(_criterion("S"), _criterion("M"), _criterion("A", TRIAL), _criterion("R"), _criterion("T")),
    further=(_criterion("feasibility", TRIAL), _criterion("ethics", COUNCIL), _criterion("budget", BUDGET)),
)
RULED = GoalRewrite(CHECK, "Bis [Termin] die Kosten senken.", "rules", ("[Termin]",), ())
WRITTEN = replace(RULED, text="Wir senken die Kosten bis [Termin].", written_by="model")


def test_a_model_that_writes_shows_the_rules_proposal_first() -> None:
    events: list[GoalEvent] = [Checked(CHECK), Reworded(RULED, final=False), Waiting(), Reworded(WRITTEN, final=True)]
    evidence, piece, waiting, finished = chat_events(events)
    assert evidence == Evidence((ONE, TWO), "de", mode=Mode.GOAL) and waiting == Waiting()
    assert isinstance(piece, Piece) and RULED.text in piece.text
    assert isinstance(finished, Finished) and WRITTEN.text in finished.answer.text
    assert RULED.text not in finished.answer.text


def test_without_a_model_evidence_and_answer_are_all() -> None:
    events = list(chat_events([Checked(CHECK), Reworded(RULED, final=True)]))
    assert [type(event) for event in events] == [Evidence, Finished]


def _answer(rewrite: GoalRewrite) -> Answer:
    *_, finished = chat_events([Checked(rewrite.check), Reworded(rewrite, final=True)])
    assert isinstance(finished, Finished)
    return finished.answer


def test_the_answer_is_that_of_a_goal_and_holds_its_rewrite() -> None:
    answer = _answer(WRITTEN)
    assert (answer.mode, answer.language, answer.written_by, answer.refused) == (Mode.GOAL, "de", "model", False)
    assert answer.goal is WRITTEN and answer.as_dict()["goal"] == WRITTEN.as_dict()
    assert answer.seconds.total >= answer.seconds.evidence >= 0 and answer.seconds.first_token is None


def test_every_citation_has_its_passage_and_its_number_in_the_text() -> None:
    answer = _answer(RULED)
    assert answer.passages == (ONE, TWO)
    for citation in answer.citations:
        assert answer.passages[citation.number - 1] is citation.passage
        assert citation.quote in citation.passage.text
    assert "Grund A. [1]" in answer.text and "Grund S.\n" in answer.text


def test_each_sentence_is_a_source_once_in_reading_order() -> None:
    assert sources(CHECK) == [TRIAL, COUNCIL, BUDGET]
    assert sources(replace(CHECK, criteria=(), further=())) == []


def test_a_goal_without_documents_has_no_citation() -> None:
    bare = replace(CHECK, criteria=(_criterion("S"),), further=())
    answer = _answer(replace(RULED, check=bare))
    assert answer.passages == () == answer.citations and "[1]" not in answer.text


def test_closing_the_chat_closes_the_rewriting() -> None:
    closed = []

    def events() -> Iterator[GoalEvent]:
        try:
            yield Checked(CHECK)
            yield Reworded(RULED, final=False)
            yield Waiting()
        finally:
            closed.append(True)

    shown = chat_events(events())
    next(shown), next(shown)
    shown.close()
    del shown
    assert closed == [True]


def test_events_come_one_by_one_and_not_at_the_end() -> None:
    def events() -> Iterator[GoalEvent]:
        yield Checked(CHECK)
        raise AssertionError("asked too early")

    shown = chat_events(events())
    assert isinstance(next(shown), Evidence)
    with pytest.raises(AssertionError, match="too early"):
        next(shown)
