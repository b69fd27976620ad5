import threading
from collections.abc import Callable, Iterator

import pytest

from assistant.answer import Event, Evidence, Finished, Piece, Waiting
from assistant.conversation import State, Wanted
from assistant.conversing import Conversing
from assistant.errors import AnswerBroken
from assistant.web import exchanges
from assistant.web.exchanges import Session, integer
from assistant.workspace import Workspace
from tests.web.exchange_samples import PASSAGE, answer

EVIDENCE = Evidence((PASSAGE,), "de")


class Gated:
    """A stream that gives its events one after the other, each when the test lets it."""

    def __init__(self, *events: Event | Exception) -> None:
        self.events, self.gate = events, threading.Semaphore(0)

    def __call__(self, question: str, **_facts: object) -> Iterator[Event]:
        for event in self.events:
            while not self.gate.acquire(timeout=0.01):
                yield Waiting()
            if isinstance(event, Exception):
                raise event
            yield event


Streaming = Callable[..., Gated]


@pytest.fixture
def streaming(workspace: Workspace) -> Streaming:
    """Lets the workspace answer with given events."""

    def given(*events: Event | Exception) -> Gated:
        stream = Gated(*events)
        workspace.conversing.close()
        workspace.conversing = Conversing(workspace.conversations, stream)
        return stream

    return given


def browser(name: str = "one") -> Session:
    return Session(owner=name)


def ask(session: Session, workspace: Workspace, question: str = "Warum?") -> None:
    exchanges.ask(session, workspace, question, Wanted())


def finished(session: Session) -> None:
    for _ in exchanges.follow(session):
        assert session.exchanges


def test_the_sources_are_there_when_the_question_has_been_asked(workspace: Workspace) -> None:
    session = browser()
    (exchange,) = exchanges.ask(session, workspace, "Wann wird der Ausgangswert gemessen?", Wanted())
    assert exchange.passages and session.conversation == exchange.conversation
    assert (session.shown, session.exchange(1)) == (1, exchange)


def test_an_answer_is_followed_to_its_end_and_a_look_in_between_is_noticed(
    workspace: Workspace, streaming: Streaming, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanges, "STILL_THERE", 0.05)
    monkeypatch.setattr(exchanges, "DRAW_EVERY", 0)
    stream, session = streaming(EVIDENCE, Piece("Spä"), Finished(answer())), browser()
    stream.gate.release()
    ask(session, workspace)
    steps = exchanges.follow(session)
    assert next(steps).passages == (PASSAGE,)  # type: ignore[union-attr]
    assert next(steps) is None  # nothing new: a closed tab would be noticed here
    stream.gate.release(2)
    rest = [step for step in steps if step]
    assert rest[-1].answer == answer() and rest[-1].state is State.FINISHED
    assert session.exchanges == [rest[-1]] and session.run is None


def test_a_question_that_finds_nothing_in_time_does_not_wait_longer(
    workspace: Workspace, streaming: Streaming, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanges, "EVIDENCE_WITHIN", 0.05)
    streaming(EVIDENCE)
    session = browser()
    ask(session, workspace)
    assert session.exchanges[0].passages is None


def test_stop_ends_the_answer_and_keeps_what_is_there(workspace: Workspace, streaming: Streaming) -> None:
    stream, session = streaming(EVIDENCE, Piece("Spä"), Finished(answer())), browser()
    stream.gate.release()
    ask(session, workspace)
    stopped = exchanges.stop(session)
    assert stopped and (stopped.state, stopped.passages) == (State.STOPPED, (PASSAGE,))
    finished(session)
    assert session.exchanges[0].state is State.STOPPED and exchanges.stop(session) is None


def test_a_new_question_stops_the_one_before(workspace: Workspace, streaming: Streaming) -> None:
    stream, session = streaming(EVIDENCE, Finished(answer())), browser()
    stream.gate.release()
    ask(session, workspace, "Eins?")
    follower = exchanges.follow(session)
    next(follower)
    stream.gate.release(2)
    changed = exchanges.ask(session, workspace, "Zwei?", Wanted())
    assert [(each.number, each.state is State.STOPPED) for each in changed] == [(1, True), (2, False)]
    assert list(follower) == []  # only the last one is drawn by its follower


def test_another_tab_of_the_browser_follows_the_running_answer_on(workspace: Workspace, streaming: Streaming) -> None:
    stream, session, reloaded = streaming(EVIDENCE, Piece("Spä"), Finished(answer())), browser(), browser()
    stream.gate.release()
    ask(session, workspace)
    exchanges.open_conversation(reloaded, workspace, session.conversation or 0)
    assert reloaded.exchanges[0].running and reloaded.run is session.run
    stream.gate.release(2)
    finished(reloaded)
    assert reloaded.exchanges[0].answer == answer()


@pytest.mark.parametrize("number", [0, 99, None])
def test_a_foreign_or_unknown_conversation_opens_an_empty_page(workspace: Workspace, number: int | None) -> None:
    mine, foreign = browser("mine"), browser("foreign")
    ask(mine, workspace)
    foreign.open(5, [])
    exchanges.open_conversation(foreign, workspace, mine.conversation or 0 if number is None else number)
    assert (foreign.conversation, foreign.exchanges, foreign.run) == (None, [], None)


def test_a_new_session_learns_its_browser_and_its_conversation_once(workspace: Workspace) -> None:
    session, fresh = browser(), Session()
    ask(session, workspace)
    finished(session)
    exchanges.identify(fresh, workspace, token="one", conversation=session.conversation or 0)
    assert (fresh.owner, fresh.exchanges) == ("one", session.exchanges)
    exchanges.identify(fresh, workspace, token="other", conversation=0)
    assert (fresh.owner, fresh.conversation) == ("one", session.conversation)


def test_a_question_in_a_conversation_that_was_deleted_begins_a_new_one(workspace: Workspace) -> None:
    session = browser()
    ask(session, workspace)
    finished(session)
    gone = session.conversation or 0
    workspace.conversations.delete("one", gone)
    ask(session, workspace, "Noch da?")
    assert session.conversation != gone
    assert [(each.number, each.question) for each in session.exchanges] == [(1, "Noch da?")]


def test_an_error_stands_in_the_place_of_the_answer_and_the_question_is_kept(workspace: Workspace) -> None:
    session = browser()
    workspace.conversing.close()
    (exchange,) = exchanges.ask(session, workspace, "Warum?", Wanted())
    assert exchange.failure and (exchange.question, exchange.running) == ("Warum?", False)
    assert session.exchanges == [exchange]


def test_an_error_of_the_stream_is_the_answers_failure(workspace: Workspace, streaming: Streaming) -> None:
    stream, session = streaming(EVIDENCE, AnswerBroken()), browser()
    stream.gate.release(2)
    ask(session, workspace)
    finished(session)
    assert session.exchanges[0].state is State.FAILED and session.exchanges[0].failure


def test_a_branch_leaves_the_conversation_as_it_was(workspace: Workspace) -> None:
    session = browser()
    for question in ("Wann wird der Ausgangswert gemessen?", "Und wo?", "Und wie oft?"):
        ask(session, workspace, question)
        finished(session)
    before, kept = session.conversation or 0, list(session.exchanges)
    exchanges.branch(session, workspace, 2)
    assert session.conversation != before and [each.number for each in session.exchanges] == [1]
    ask(session, workspace, "Und warum?")
    assert [each.question for each in session.exchanges] == [kept[0].question, "Und warum?"]
    assert workspace.conversations.exchanges("one", before) == kept


def test_a_branch_at_a_number_that_is_not_there_changes_nothing(workspace: Workspace) -> None:
    session = browser()
    ask(session, workspace)
    before = session.conversation
    exchanges.branch(session, workspace, 9)
    assert session.conversation == before and len(workspace.conversations.conversations("one")) == 1


def test_clearing_starts_from_nothing_and_keeps_language_and_browser() -> None:
    session = Session("en", owner="one", conversation=3, shown=2, active=1)
    session.clear()
    assert (session.language, session.owner, session.conversation, session.shown) == ("en", "one", None, 0)
    assert session.exchange(1) is None


@pytest.mark.parametrize(
    ("value", "number"),
    [("7", 7), (7, 7), ("", 0), (None, 0), ("-1", 0), ("1.5", 0), ("٣", 0), ("9" * 40, 0), ("1; DROP", 0), (["1"], 0)],
)
def test_numbers_from_the_browser_are_checked(value: object, number: int) -> None:
    assert integer(value) == number
