"""Answers that go on without the page: a thread takes the events, the store keeps what came of them.

A reload finds the running answer again, a restart finds it interrupted with what was written so far. It searches and
writes nothing itself: the stream of events is handed in.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

from assistant.answer import Event, Evidence, Finished, Piece, Planned
from assistant.conversation import Exchange, State, Wanted, history
from assistant.conversation_store import ConversationStore
from assistant.errors import AnswerBroken, AssistantClosing, AssistantError, QuestionEmpty

Stream = Callable[..., Iterator[Event]]

# Seconds after which an answer that nobody waits for is stopped: a closed tab must not keep the processor.
UNWATCHED = 60.0
# Seconds between two times that a growing draft is stored; a killed process loses no more.
STORE_EVERY = 2.0
# Exchanges given to the answering as history; what fits into a prompt is less.
HISTORY = 12
# Seconds that closing waits for a thread; what it had written is stored by then.
CLOSING = 10.0
_log = logging.getLogger(__name__)


class Run:
    """An answer on its way. `exchange` is what has come so far; `version` grows with each change of it."""

    def __init__(self, exchange: Exchange, store: ConversationStore, *, unwatched: float = UNWATCHED) -> None:
        self.exchange, self.version = exchange, 0
        self._store, self._unwatched = store, unwatched
        self._changed, self._storing = threading.Condition(), threading.Lock()
        self._begun = self._watched = self._stored = time.monotonic()
        self._watchers = 0
        self._ended: float | None = None

    @property
    def seconds(self) -> float:
        """Seconds since the question; they stand still at the end."""
        return (self._ended or time.monotonic()) - self._begun

    def wait(self, version: int, timeout: float) -> int:
        """The version as soon as it differs from the one given; at once where the answer has ended, otherwise at the
        latest after `timeout` seconds. Calling it is what keeps an answer going."""
        with self._changed:
            self._watchers += 1
            self._changed.wait_for(lambda: self.version != version or not self.exchange.running, timeout)
            self._watchers -= 1
            self._watched = time.monotonic()
            return self.version

    def stop(self) -> None:
        """Ends the answer with what is written so far; the model stops at its next event. Raises StoreUnusable."""
        self.end(State.STOPPED)

    def end(self, state: State, **facts: object) -> bool:
        """Moves a running answer to its last state and stores it; False where it has ended already."""
        with self._changed:
            if not self.exchange.running:
                return False
            self._ended = time.monotonic()
            self._change(state=state, **facts)
        self.store()
        return True

    def take(self, events: Iterator[Event]) -> None:
        """Takes the events until the end, or until somebody stops it."""
        for event in events:
            if not self._go_on(event):
                return

    def fail(self, error: AssistantError) -> None:
        """Ends the answer with an error; one that comes after the end, or cannot be stored, goes to the log."""
        try:
            if not self.end(State.FAILED, failure=(error.in_language("de"), error.in_language("en"))):
                _log.error("%s", error)
        except AssistantError as unstored:
            _log.error("%s", unstored)

    def store(self) -> bool:
        """Stores the exchange as it stands; False where it has been deleted."""
        with self._storing:  # whoever comes later stores what is newer
            self._stored = time.monotonic()
            return self._store.finish(self.exchange)

    def _go_on(self, event: Event) -> bool:
        """Keeps what an event brings; False where the answer has ended."""
        with self._changed:
            if not self.exchange.running:
                return False
            unwatched = not self._watchers and time.monotonic() - self._watched > self._unwatched
        match event:
            case Finished(answer):
                self.end(State.FINISHED, answer=answer, mode=answer.mode, passages=answer.passages)
                return False
            case Evidence(passages, _, carries, mode):
                self._update(passages=passages, carries=carries, mode=mode)
            case Planned(estimate):
                self._update(estimate=estimate)
            case Piece(text):
                self._update(draft=self.exchange.draft + text)
        if unwatched:
            self.stop()
        elif time.monotonic() - self._stored > STORE_EVERY and not self.store():
            self.stop()  # deleted meanwhile: nobody will read it
        return self.exchange.running

    def _update(self, **facts: object) -> None:
        with self._changed:
            if self.exchange.running:
                self._change(**facts)

    def _change(self, **facts: object) -> None:
        """With the lock held."""
        self.exchange = replace(self.exchange, **facts)
        self.version += 1
        self._changed.notify_all()


class Conversing:
    """The answers being written, one at a time in a conversation.

    `stream` is called as stream(question, mode=…, history=…, only=…, effort=…) and gives events; closing what it gives
    stops the model.
    """

    def __init__(self, store: ConversationStore, stream: Stream, *, unwatched: float = UNWATCHED) -> None:
        self._store, self._stream, self._unwatched = store, stream, unwatched
        self._runs: dict[int, tuple[str, Run]] = {}
        self._threads: list[threading.Thread] = []
        self._asking, self._closed = threading.Lock(), False

    def ask(
        self,
        owner: str,
        question: str,
        *,
        wanted: Wanted,
        conversation: int | None = None,
        replaces: int | None = None,
        writer: str = "ready",
    ) -> Run:
        """Stores the question and starts a thread that answers it; an answer still running in the conversation is
        stopped. `replaces` is the id of an exchange to be answered again. Raises QuestionEmpty, ConversationMissing,
        AssistantClosing and the store's errors; what fails later is the exchange's failure."""
        if not question.strip():
            raise QuestionEmpty()
        with self._asking:
            if self._closed:
                raise AssistantClosing()
            running = self.run_of(owner, conversation)
            if running and not running.end(State.STOPPED):
                running.store()  # its end is on screen and may not be stored yet: the next answer needs it
            exchange = self._store.begin(
                owner, question, wanted, conversation=conversation, replaces=replaces, writer=writer
            )
            run = Run(exchange, self._store, unwatched=self._unwatched)
            self._runs[exchange.conversation] = (owner, run)
            self._start(owner, run)
            return run

    def run_of(self, owner: str, conversation: int | None) -> Run | None:
        """The answer being written in a conversation of this owner. It is known until its end is stored, so that
        whoever finds none finds its end in the store."""
        known = self._runs.get(conversation or 0)
        return known[1] if known and known[0] == owner else None

    def stop_all(self, state: State = State.STOPPED) -> None:
        """Stops every answer and stores it."""
        for _, run in list(self._runs.values()):
            run.end(state)

    def close(self) -> None:
        """Ends every answer as INTERRUPTED, stores it, waits for the threads and takes no question any more."""
        with self._asking:
            self._closed = True
            self.stop_all(State.INTERRUPTED)
        for thread in self._threads:
            thread.join(CLOSING)

    def _start(self, owner: str, run: Run) -> None:
        thread = threading.Thread(target=self._answer, args=(owner, run), name="answer", daemon=True)
        self._threads = [earlier for earlier in self._threads if earlier.is_alive()] + [thread]
        thread.start()

    def _answer(self, owner: str, run: Run) -> None:
        exchange = run.exchange
        try:
            earlier = self._store.exchanges(owner, exchange.conversation, before=exchange.number, last=HISTORY)
            wanted = exchange.wanted
            facts = {"mode": wanted.mode, "only": wanted.only, "effort": wanted.effort}
            facts["history"] = history(earlier)
            with closing(self._stream(exchange.question, **facts)) as events:
                run.take(events)
        except AssistantError as error:
            run.fail(error)
        finally:
            if run.exchange.running:  # an error of the program, which the thread reports
                run.fail(AnswerBroken())
            known = self._runs.get(exchange.conversation)
            if known and known[1] is run:
                del self._runs[exchange.conversation]
