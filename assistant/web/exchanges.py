"""What one browser tab knows: its language, its questions and answers, and what it has open.

Takes the events of an answer and keeps them; it renders nothing and knows no widget. A session is handed around
inside one tab only, so two browsers never share anything.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from assistant.answer import Answer, Event, Evidence, Finished, Piece
from assistant.conversation import Turn
from assistant.errors import AssistantError
from assistant.passages import Filter, Passage
from assistant.web.goal_session import GoalSession, TreeSession

Stream = Callable[..., Iterator[Event]]


@dataclass
class Exchange:
    """A question and what has come of it so far. `passages` is None while the search runs; where they do not carry an
    answer they are merely the closest. `model_state` is the
    state of the chat model when the question was asked, which explains why it did not write."""

    number: int
    question: str
    only: Filter = Filter()
    started: float = field(default_factory=time.monotonic)
    passages: tuple[Passage, ...] | None = None
    carries: bool = True
    draft: str = ""
    answer: Answer | None = None
    error: AssistantError | None = None
    stopped: bool = False
    model_state: str = "ready"

    @property
    def running(self) -> bool:
        """Whether the answer is still to come."""
        return self.answer is None and self.error is None and not self.stopped

    @property
    def seconds(self) -> int:
        """Whole seconds since the question."""
        return int(time.monotonic() - self.started)

    def take(self, event: Event) -> None:
        """Keeps what an event brings."""
        if isinstance(event, Evidence):
            self.passages, self.carries = event.passages, event.carries
        elif isinstance(event, Piece):
            self.draft += event.text
        elif isinstance(event, Finished):
            self.answer, self.passages = event.answer, event.answer.passages


@dataclass
class Session:
    """One browser tab. `shown` is the number of the exchange whose sources are on screen, `active` the source that
    was pointed at last; `deleting` the document whose deletion waits for a yes."""

    language: str = "de"
    exchanges: list[Exchange] = field(default_factory=list)
    shown: int = 0
    active: int = 0
    deleting: int | None = None
    seen: tuple[object, ...] = ()
    goal: GoalSession = field(default_factory=GoalSession)
    tree: TreeSession = field(default_factory=TreeSession)

    def begin(self, question: str, only: Filter) -> Exchange:
        """A new exchange; an answer that still runs is stopped."""
        self.stop()
        exchange = Exchange(len(self.exchanges) + 1, question, only)
        self.exchanges.append(exchange)
        self.shown, self.active = exchange.number, 0
        return exchange

    def stop(self) -> None:
        """Stops the running answer, if there is one."""
        for exchange in self.exchanges:
            if exchange.running:
                exchange.stopped = True

    def clear(self) -> None:
        """Starts a new conversation."""
        self.stop()
        self.exchanges = []
        self.shown = self.active = 0

    def exchange(self, number: int) -> Exchange | None:
        """The exchange with this number, None if the conversation has been cleared since."""
        return self.exchanges[number - 1] if 1 <= number <= len(self.exchanges) else None

    def history(self) -> list[Turn]:
        """The answered questions before the last one, as the model may see them."""
        answered = [(e.question, e.answer) for e in self.exchanges[:-1] if e.answer and not e.answer.refused]
        return [Turn(question, answer.text) for question, answer in answered]


def converse(
    session: Session, question: str, *, stream: Stream, only: Filter, model_state: Callable[[], str]
) -> Iterator[Exchange]:
    """Asks and yields the exchange after every event, first before the search. Closing it stops the answer."""
    exchange = session.begin(question, only)
    exchange.model_state = model_state()
    yield exchange
    try:
        with closing(stream(question, history=session.history(), only=only)) as events:
            yield from _taken(exchange, events)
    except AssistantError as error:
        exchange.error = error
    finally:
        exchange.stopped = exchange.stopped or exchange.running
    yield exchange


def _taken(exchange: Exchange, events: Iterator[Event]) -> Iterator[Exchange]:
    for event in events:
        if exchange.stopped:
            return
        exchange.take(event)
        yield exchange


def integer(value: object) -> int:
    """A whole number sent by the browser, 0 for anything else."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def cited_numbers(answer: Answer | None) -> Sequence[int]:
    """Numbers of the passages an answer cites."""
    return [citation.number for citation in answer.citations] if answer else []
