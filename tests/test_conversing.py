"""Answers go on without the page, lose nothing, and stop when nobody waits for them."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant import conversing as module
from assistant.answer import Event, Evidence, Finished, Mode, Piece, Planned, Waiting
from assistant.answering import Answering
from assistant.budget import Effort, Estimate
from assistant.conversation import Exchange, State, Turn, Wanted
from assistant.conversation_store import ConversationStore
from assistant.conversing import Conversing, Run
from assistant.database import Database
from assistant.errors import (
    AssistantClosing,
    ConversationMissing,
    DataInUse,
    ModelFailed,
    QuestionEmpty,
    StoreUnusable,
)
from assistant.passages import Filter
from assistant.prompts import Prompts
from assistant.workspace import PROMPTS, open_workspace
from tests.scripted import ScriptedModel
from tests.test_answering import PILOT, OnePassage

ME, YOU = "browser of mine", "browser of yours"
QUESTION = "Wann startete der Pilot?"
SAID = ["Der Pilot startete ", "am 3. März 2025."]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    database = Database(tmp_path / "conversations.sqlite")
    yield ConversationStore(database)
    database.close()


@contextmanager
def _open(store: ConversationStore, stream: Callable[..., Iterator[Event]], **options: float) -> Iterator[Conversing]:
    opened = Conversing(store, stream, **options)
    yield opened
    opened.close()


def _scripted(*answers: list[str | ModelFailed], coverage: float = 1.0) -> Callable[..., Iterator[Event]]:
    """The real answering over one passage and a model that says what it was told to."""
    answering = Answering(OnePassage(coverage), Prompts(PROMPTS), ScriptedModel(list(answers)))

    def stream(question: str, *, mode: Mode, history: Sequence[Turn], only: Filter, effort: Effort) -> Iterator[Event]:
        return answering.answer(question, history, only=only)

    return stream


class Held:
    """A stream that says one piece and then waits, event by event, until it is let go or closed."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, object]]] = []
        self.closed, self._go = 0, threading.Event()

    def __call__(self, question: str, **facts: object) -> Iterator[Event]:
        self.asked.append((question, facts))
        try:
            yield Evidence((PILOT,), "de", mode=Mode.ANSWER)
            yield Planned(Estimate(1.0, 5.0, 2))
            yield Piece(f"Zu „{question}“: ")
            while not self._go.wait(0.005):
                yield Waiting()
            yield from _scripted([*SAID])("Wann?", mode=Mode.ANSWER, history=(), only=Filter(), effort=Effort.SHORT)
        finally:
            self.closed += 1

    def let_go(self) -> None:
        self._go.set()


def _until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def _ended(run: Run) -> Run:
    version = -1
    while run.exchange.running:
        version = run.wait(version, 10)
    return run


def _written(run: Run) -> Run:
    _until(lambda: bool(run.exchange.draft))
    return run


def test_an_answer_is_taken_to_its_end_and_stored(store: ConversationStore) -> None:
    with _open(store, _scripted([*SAID])) as conversing:
        run = _ended(conversing.ask(ME, QUESTION, wanted=Wanted()))
        exchange = run.exchange
        assert (exchange.state, exchange.mode, exchange.passages) == (State.FINISHED, Mode.ANSWER, (PILOT,))
        assert exchange.answer.text == "Der Pilot startete am 3. März 2025. [1]"
        _until(lambda: conversing.run_of(ME, exchange.conversation) is None)
        assert store.exchanges(ME, exchange.conversation) == [exchange]


def test_what_comes_is_seen_as_it_comes_and_each_change_has_a_version(store: ConversationStore) -> None:
    held = Held()
    with _open(store, held) as conversing:
        run = _written(conversing.ask(ME, QUESTION, wanted=Wanted()))
        assert (run.exchange.passages, run.exchange.draft) == ((PILOT,), f"Zu „{QUESTION}“: ")
        assert run.exchange.estimate == Estimate(1.0, 5.0, 2)
        assert run.wait(run.version, 0.05) == run.version == 3  # Waiting is no change
        assert run.wait(0, 10) == 3
        held.let_go()
        assert run.wait(3, 10) > 3
        seconds = _ended(run).seconds
        time.sleep(0.02)
        assert run.seconds == seconds > 0
        assert run.wait(run.version, 10) == run.version  # at once, as nothing comes any more


def test_the_wish_and_the_history_reach_the_stream(store: ConversationStore) -> None:
    held, wanted = Held(), Wanted(Mode.RISKS, Filter("rechnungserkennung"), Effort.THOROUGH)
    with _open(store, _scripted([*SAID])) as conversing:
        first = _ended(conversing.ask(ME, QUESTION, wanted=Wanted())).exchange
    with _open(store, held) as conversing:
        _written(conversing.ask(ME, "Und wo?", wanted=wanted, conversation=first.conversation))
    turn = Turn(QUESTION, first.answer.text, (PILOT,))
    facts = {"mode": Mode.RISKS, "only": Filter("rechnungserkennung"), "effort": Effort.THOROUGH, "history": [turn]}
    assert held.asked == [("Und wo?", facts)]


def test_a_question_right_behind_an_answer_knows_it_although_it_is_still_being_stored(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = store.finish

    def slowly(exchange: Exchange) -> bool:
        time.sleep(0.3)
        return finish(exchange)

    monkeypatch.setattr(store, "finish", slowly)
    asked: list[Sequence[Turn]] = []
    scripted = _scripted(SAID, SAID)

    def stream(question: str, **facts: Any) -> Iterator[Event]:
        asked.append(facts["history"])
        return scripted(question, **facts)

    with _open(store, stream) as conversing:
        first = conversing.ask(ME, QUESTION, wanted=Wanted())
        while first.exchange.running:
            first.wait(first.version, 5)
        _ended(conversing.ask(ME, "Und wo?", wanted=Wanted(), conversation=first.exchange.conversation))
    assert [turn.question for turn in asked[1]] == [QUESTION]


def test_the_history_of_an_answer_asked_again_ends_before_it(store: ConversationStore) -> None:
    held = Held()
    with _open(store, _scripted([*SAID], [*SAID])) as conversing:
        first = _ended(conversing.ask(ME, QUESTION, wanted=Wanted())).exchange
        second = _ended(conversing.ask(ME, "Wann genau?", wanted=Wanted(), conversation=first.conversation)).exchange
    with _open(store, held) as conversing:
        again = conversing.ask(ME, QUESTION, wanted=Wanted(), conversation=first.conversation, replaces=first.id)
        _written(again)
    assert held.asked[0][1]["history"] == [] and again.exchange.number == 1
    assert [e.id for e in store.exchanges(ME, first.conversation)] == [again.exchange.id, second.id]


def test_stopped_failed_and_refused_exchanges_are_no_history(store: ConversationStore) -> None:
    held = Held()
    with _open(store, _scripted(coverage=0.0)) as conversing:
        refused = _ended(conversing.ask(ME, "Wie hoch ist der Umsatz?", wanted=Wanted())).exchange
        assert refused.answer.refused and not refused.carries
    with _open(store, held) as conversing:
        conversation = refused.conversation
        _written(conversing.ask(ME, "eins", wanted=Wanted(), conversation=conversation)).stop()
        _written(conversing.ask(ME, "zwei", wanted=Wanted(), conversation=conversation))
    assert [facts["history"] for _, facts in held.asked] == [[], []]


def test_stop_keeps_what_is_written_and_closes_the_stream_at_its_next_event(store: ConversationStore) -> None:
    held = Held()
    with _open(store, held) as conversing:
        run = _written(conversing.ask(ME, QUESTION, wanted=Wanted()))
        run.stop()
        assert run.exchange.state is State.STOPPED
        assert store.exchanges(ME, run.exchange.conversation)[0].state is State.STOPPED  # at once
        _until(lambda: held.closed == 1)
        run.stop()
        held.let_go()
        kept = store.exchanges(ME, run.exchange.conversation)[0]
        assert (kept.draft, kept.passages, kept.answer) == (f"Zu „{QUESTION}“: ", (PILOT,), None)


def test_a_stopped_model_is_closed(store: ConversationStore) -> None:
    model = ScriptedModel([["Der ", *[""] * 100_000]])
    answering = Answering(OnePassage(), Prompts(PROMPTS), model)
    with _open(store, lambda question, **_: answering.answer(question)) as conversing:
        _written(conversing.ask(ME, QUESTION, wanted=Wanted())).stop()
        _until(lambda: model.closed > 0)
    assert model.closed == 1


def test_a_second_question_in_the_conversation_stops_the_first(store: ConversationStore) -> None:
    held = Held()
    with _open(store, held) as conversing:
        first = _written(conversing.ask(ME, "eins", wanted=Wanted()))
        conversation = first.exchange.conversation
        second = conversing.ask(ME, "zwei", wanted=Wanted(), conversation=conversation)
        assert first.exchange.state is State.STOPPED
        assert conversing.run_of(ME, conversation) is second
        held.let_go()
        _ended(second)
        _until(lambda: held.closed == 2)
        assert [e.state for e in store.exchanges(ME, conversation)] == [State.STOPPED, State.FINISHED]


def test_answers_of_two_conversations_run_side_by_side(store: ConversationStore) -> None:
    held = Held()
    with _open(store, held) as conversing:
        mine, yours = (_written(conversing.ask(owner, owner, wanted=Wanted())) for owner in (ME, YOU))
        assert mine.exchange.running and yours.exchange.running
        assert conversing.run_of(YOU, mine.exchange.conversation) is None
        assert conversing.run_of(ME, yours.exchange.conversation) is None
        with pytest.raises(ConversationMissing):
            conversing.ask(YOU, "zwei", wanted=Wanted(), conversation=mine.exchange.conversation)
        assert conversing.run_of(ME, mine.exchange.conversation) is mine and mine.exchange.running


def test_many_questions_at_once_end_each_with_its_own_answer(store: ConversationStore) -> None:
    def stream(question: str, **_: object) -> Iterator[Event]:
        for piece in question.split("-"):
            yield Piece(piece)
            time.sleep(0.001)
        *_, last = _scripted([*SAID])(question, mode=Mode.AUTO, history=(), only=Filter(), effort=Effort.SHORT)
        yield last

    with _open(store, stream) as conversing:
        runs: list[Run] = []
        asking = [
            threading.Thread(
                target=lambda n=n: runs.append(conversing.ask(f"o{n}", "-".join([str(n)] * 30), wanted=Wanted()))
            )
            for n in range(12)
        ]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        for run in runs:
            _ended(run)
            assert run.exchange.draft == run.exchange.question.replace("-", "")
        _until(lambda: not any(conversing.run_of(f"o{n}", c) for n in range(12) for c in range(1, 13)))
        for n in range(12):
            (conversation,) = store.conversations(f"o{n}")
            (kept,) = store.exchanges(f"o{n}", conversation.id)
            assert kept.state is State.FINISHED and kept.draft == str(n) * 30


def test_stopping_and_finishing_at_once_ends_in_one_state_everywhere(store: ConversationStore) -> None:
    for _ in range(25):
        with _open(store, _scripted([*SAID])) as conversing:
            run = conversing.ask(ME, QUESTION, wanted=Wanted())
            stoppers = [threading.Thread(target=run.stop) for _ in range(3)]
            for stopper in stoppers:
                stopper.start()
            for stopper in stoppers:
                stopper.join()
            _until(lambda c=conversing, r=run: c.run_of(ME, r.exchange.conversation) is None)
            assert store.exchanges(ME, run.exchange.conversation) == [run.exchange]
            assert run.exchange.state in (State.STOPPED, State.FINISHED)


# --- nobody waits ---


def test_an_answer_that_nobody_waits_for_is_stopped_and_keeps_what_is_written(store: ConversationStore) -> None:
    held = Held()
    with _open(store, held, unwatched=0.2) as conversing:
        run = conversing.ask(ME, QUESTION, wanted=Wanted())
        _until(lambda: held.closed == 1)
        assert run.exchange.state is State.STOPPED and run.exchange.draft
        assert run.seconds > 0.15


@pytest.mark.parametrize("timeout", [0.02, 5.0], ids=["short waits", "one long wait"])
def test_an_answer_that_somebody_waits_for_goes_on(store: ConversationStore, timeout: float) -> None:
    held = Held()
    with _open(store, held, unwatched=0.7) as conversing:
        run = _written(conversing.ask(ME, QUESTION, wanted=Wanted()))
        threading.Timer(1.2, held.let_go).start()
        while run.exchange.running:
            run.wait(run.version, timeout)
        assert run.exchange.state is State.FINISHED


def test_a_deleted_conversation_stops_its_answer(store: ConversationStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STORE_EVERY", 0.02)
    held = Held()
    with _open(store, held) as conversing:
        run = _written(conversing.ask(ME, QUESTION, wanted=Wanted()))
        store.delete(ME, run.exchange.conversation)
        _until(lambda: held.closed == 1)
        assert run.exchange.state is State.STOPPED and store.conversations(ME) == []


# --- errors ---


@pytest.mark.parametrize(
    "raising", ["at the call", "before the first event", "after a piece"], ids=lambda when: when.replace(" ", "-")
)
def test_an_error_of_ours_becomes_the_failure_in_both_languages(store: ConversationStore, raising: str) -> None:
    def later() -> Iterator[Event]:
        if raising == "after a piece":
            yield Piece("Der Pilot")
        raise DataInUse(folder="/daten")

    def stream(question: str, **_: object) -> Iterator[Event]:
        if raising == "at the call":
            raise DataInUse(folder="/daten")
        return later()

    with _open(store, stream) as conversing:
        run = _ended(conversing.ask(ME, QUESTION, wanted=Wanted()))
        german, english = run.exchange.failure
        assert run.exchange.state is State.FAILED and "wird schon von" in german and "already used" in english
        assert run.exchange.draft == ("Der Pilot" if raising == "after a piece" else "")
        _until(lambda: conversing.run_of(ME, run.exchange.conversation) is None)
        assert store.exchanges(ME, run.exchange.conversation) == [run.exchange]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("events", ["raises", "ends"])
def test_an_error_of_the_program_does_not_leave_the_answer_running(store: ConversationStore, events: str) -> None:
    def stream(question: str, **_: object) -> Iterator[Event]:
        yield Piece("Der Pilot")
        if events == "raises":
            raise ZeroDivisionError

    with _open(store, stream) as conversing:
        run = _ended(conversing.ask(ME, QUESTION, wanted=Wanted()))
        assert run.exchange.state is State.FAILED and "Protokoll" in run.exchange.failure[0]
        again = conversing.ask(ME, "weiter", wanted=Wanted(), conversation=run.exchange.conversation)
        assert again.exchange.number == 2


def test_a_store_that_cannot_be_written_ends_the_answer_with_its_error(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    held = Held()
    with _open(store, held) as conversing:
        run = _written(conversing.ask(ME, QUESTION, wanted=Wanted()))

        def full(exchange: object) -> bool:
            raise StoreUnusable(path="x", detail="database or disk is full")

        monkeypatch.setattr(store, "finish", full)
        monkeypatch.setattr(module, "STORE_EVERY", 0.0)
        _ended(run)
        assert run.exchange.state is State.FAILED and "disk is full" in run.exchange.failure[1]
        assert run.exchange.draft
        _until(lambda: held.closed == 1)
        _until(lambda: "disk is full" in caplog.text)


@pytest.mark.parametrize("question", ["", "  \n"])
def test_an_empty_question_is_refused_and_makes_no_conversation(store: ConversationStore, question: str) -> None:
    with _open(store, Held()) as conversing, pytest.raises(QuestionEmpty):
        conversing.ask(ME, question, wanted=Wanted())
    assert store.conversations(ME) == []


# --- ends and restarts ---


def test_closing_interrupts_every_answer_stores_it_and_takes_no_more(store: ConversationStore) -> None:
    held = Held()
    conversing = Conversing(store, held)
    runs = [_written(conversing.ask(owner, QUESTION, wanted=Wanted())) for owner in (ME, YOU)]
    conversing.close()
    assert held.closed == 2
    for owner, run in zip((ME, YOU), runs, strict=True):
        kept = store.exchanges(owner, run.exchange.conversation)[0]
        assert (kept.state, kept.draft) == (State.INTERRUPTED, f"Zu „{QUESTION}“: ")
    with pytest.raises(AssistantClosing):
        conversing.ask(ME, QUESTION, wanted=Wanted())


def test_stop_all_stops_every_answer_and_the_next_question_is_answered(store: ConversationStore) -> None:
    held = Held()
    with _open(store, held) as conversing:
        runs = [_written(conversing.ask(owner, QUESTION, wanted=Wanted())) for owner in (ME, YOU)]
        conversing.stop_all()
        assert {run.exchange.state for run in runs} == {State.STOPPED}
        held.let_go()
        assert _ended(conversing.ask(ME, QUESTION, wanted=Wanted())).exchange.state is State.FINISHED


def _answer_slowly(path: Path) -> None:
    """A process that writes an answer without an end, a word every few milliseconds."""
    module.STORE_EVERY = 0.05

    def stream(question: str, **_: object) -> Iterator[Event]:
        yield Evidence((PILOT,), "de", mode=Mode.ANSWER)
        for number in range(1_000_000):
            time.sleep(0.005)
            yield Piece(f"{number} ")

    Conversing(ConversationStore(Database(path)), stream).ask(ME, QUESTION, wanted=Wanted())
    time.sleep(60)


def test_a_killed_process_loses_little_and_the_next_one_can_go_on(tmp_path: Path) -> None:
    path = tmp_path / "killed.sqlite"
    database = Database(path)
    store = ConversationStore(database)
    process = multiprocessing.get_context("spawn").Process(target=_answer_slowly, args=(path,))
    process.start()
    _until(lambda: any(len(e.draft) > 20 for c in store.conversations(ME) for e in store.exchanges(ME, c.id)))
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    (conversation,) = store.conversations(ME)
    assert store.interrupt_running() == 1
    (kept,) = store.exchanges(ME, conversation.id)
    assert kept.state is State.INTERRUPTED and kept.draft.startswith("0 1 2 3 ") and kept.passages == (PILOT,)
    with _open(store, _scripted([*SAID])) as conversing:
        again = conversing.ask(ME, QUESTION, wanted=Wanted(), conversation=conversation.id, replaces=kept.id)
        assert _ended(again).exchange.state is State.FINISHED
    assert [e.state for e in store.exchanges(ME, conversation.id)] == [State.FINISHED]
    database.close()


def test_finished_is_the_last_event_taken(store: ConversationStore) -> None:
    def stream(question: str, **_: object) -> Iterator[Event]:
        *_, last = _scripted([*SAID])(question, mode=Mode.AUTO, history=(), only=Filter(), effort=Effort.SHORT)
        assert isinstance(last, Finished)
        yield last
        yield Piece("zu spät")

    with _open(store, stream) as conversing:
        assert _ended(conversing.ask(ME, QUESTION, wanted=Wanted())).exchange.draft == ""


def test_a_workspace_interrupts_what_was_running_unless_another_process_may_be_answering(tmp_path: Path) -> None:
    with open_workspace(tmp_path) as first:
        running = first.conversations.begin(ME, QUESTION, Wanted())
        with open_workspace(tmp_path) as second:  # as a command beside the page
            assert not second.holds_indexes
            assert second.conversations.exchanges(ME, running.conversation)[0].running
    with open_workspace(tmp_path) as again:
        assert again.conversations.exchanges(ME, running.conversation)[0].state is State.INTERRUPTED
        assert again.conversing.run_of(ME, running.conversation) is None
