from collections.abc import Iterator

import pytest

from assistant.answer import Answer, Event, Evidence, Finished, Piece, Seconds, Waiting
from assistant.errors import QuestionTooLong
from assistant.passages import Filter, Passage
from assistant.web.exchanges import Exchange, Session, converse, integer

PASSAGE = Passage("1-a", "Der Pilot begann später.", "notiz.md", "Notiz")
ONLY = Filter(project="pumpen")


def answer(text: str = "Später [1].", *, refused: bool = False) -> Answer:
    return Answer(text, "de", "answer", "rules", refused, (PASSAGE,), (), (), Seconds(0.1, None, 0.2))


class Stream:
    """Yields given events; remembers what it was asked and whether it was closed."""

    def __init__(self, *events: Event | Exception) -> None:
        self.events, self.asked, self.closed = events, [], False

    def __call__(self, question: str, *, history: object, only: Filter) -> Iterator[Event]:
        self.asked.append((question, history, only))
        try:
            for event in self.events:
                if isinstance(event, Exception):
                    raise event
                yield event
        finally:
            self.closed = True


def steps(session: Session, stream: Stream, question: str = "Warum?") -> Iterator[Exchange]:
    return converse(session, question, stream=stream, only=ONLY, model_state=lambda: "ready")


def seen(exchange: Exchange) -> tuple[object, ...]:
    return (exchange.passages, exchange.draft, exchange.answer, exchange.running)


def test_every_event_is_on_the_exchange_before_it_is_drawn() -> None:
    stream = Stream(Evidence((PASSAGE,), "de"), Waiting(), Piece("Spä"), Piece("ter"), Finished(answer()))
    states = [seen(exchange) for exchange in steps(Session(), stream)]
    assert states == [
        (None, "", None, True),
        ((PASSAGE,), "", None, True),
        ((PASSAGE,), "", None, True),
        ((PASSAGE,), "Spä", None, True),
        ((PASSAGE,), "Später", None, True),
        ((PASSAGE,), "Später", answer(), False),
        ((PASSAGE,), "Später", answer(), False),
    ]
    assert stream.closed and stream.asked == [("Warum?", [], ONLY)]


def test_stop_ends_the_answer_at_the_next_event_and_keeps_the_sources() -> None:
    session, stream = Session(), Stream(Evidence((PASSAGE,), "de"), Piece("Spä"), Piece("ter"), Finished(answer()))
    running = steps(session, stream)
    for _ in range(3):
        exchange = next(running)
    session.stop()
    assert [seen(step) for step in running] == [((PASSAGE,), "Spä", None, False)]
    assert exchange.stopped and stream.closed


def test_a_closed_tab_closes_the_stream() -> None:
    session, stream = Session(), Stream(Evidence((PASSAGE,), "de"), Waiting(), Waiting())
    running = steps(session, stream)
    next(running), next(running)
    running.close()
    assert stream.closed and session.exchanges[0].stopped


def test_a_new_question_stops_the_one_before_and_leaves_it_out_of_the_history() -> None:
    session = Session()
    first = steps(session, Stream(Evidence((PASSAGE,), "de"), Piece("a"), Finished(answer())), "Eins?")
    next(first), next(first)
    second = Stream(Evidence((PASSAGE,), "de"), Finished(answer()))
    assert [step.number for step in steps(session, second, "Zwei?")] == [2, 2, 2, 2]
    assert [step.number for step in first] == [1]
    assert [exchange.stopped for exchange in session.exchanges] == [True, False]
    assert second.asked == [("Zwei?", [], ONLY)]


def test_the_history_holds_what_was_answered_and_nothing_refused() -> None:
    session = Session()
    for question, given in (("Eins?", answer("A")), ("Zwei?", answer("Nichts", refused=True))):
        list(steps(session, Stream(Finished(given)), question))
    stream = Stream(Finished(answer()))
    list(steps(session, stream, "Drei?"))
    assert [(turn.question, turn.answer) for turn in stream.asked[0][1]] == [("Eins?", "A")]


def test_an_error_is_kept_for_the_reader() -> None:
    error = QuestionTooLong(length=5000, limit=4000)
    (*_, last) = steps(Session(), Stream(error))
    assert last.error is error and not last.running


def test_a_programming_mistake_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        list(steps(Session(), Stream(ZeroDivisionError())))


def test_clearing_starts_from_nothing_and_keeps_the_language() -> None:
    session = Session("en")
    list(steps(session, Stream(Finished(answer()))))
    session.clear()
    assert session == Session("en")
    assert session.exchange(1) is None


@pytest.mark.parametrize(
    ("value", "number"),
    [("7", 7), (7, 7), ("", 0), (None, 0), ("-1", 0), ("1.5", 0), ("٣", 0), ("9" * 40, 0), ("1; DROP", 0), (["1"], 0)],
)
def test_numbers_from_the_browser_are_checked(value: object, number: int) -> None:
    assert integer(value) == number
