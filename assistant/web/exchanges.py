"""What one browser tab knows: its language, its conversation, and what it has open; and what can be done with it.

It renders nothing and knows no widget. A session is handed around inside one tab only; which conversations it may see
is decided by the browser's own token, `owner`.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from assistant.answer import Answer
from assistant.conversation import Exchange, Feedback, State, Wanted
from assistant.conversing import Run
from assistant.errors import AssistantError, ConversationMissing
from assistant.lessons.risk_draft import risk_draft, risk_of
from assistant.risks.register import Risk
from assistant.web.goal_session import GoalSession, TreeSession
from assistant.web.lesson_session import LessonSession
from assistant.web.model_session import ModelSession
from assistant.web.proposals_session import ProposalsSession
from assistant.web.risk_session import RiskSession
from assistant.web.screening_session import ScreeningSession
from assistant.web.turns import Turn
from assistant.workspace import Workspace

# So many seconds the first reply to a question waits for its sources; they are nearly always there by then.
EVIDENCE_WITHIN = 0.4
# Seconds between two drawings of a growing draft: more often than the eye follows.
DRAW_EVERY = 0.1
# Seconds after which somebody who follows an answer is asked whether he is still there.
STILL_THERE = 1.0
LONGEST_REMARK = 2_000


@dataclass
class Session:
    """One browser tab. `conversation` is the one shown, None for a new one; `exchanges` are all of its exchanges, and
    `run` is the answer being written. `shown` is the number of the exchange whose sources are on screen, `active` the
    source that was pointed at last; `follower` numbers those who show the answer as it grows: only the last one does.
    `deleting` is the document whose deletion waits for a yes, `seen` what the status line showed. `turn` keeps quick
    events from changing it at the same time."""

    language: str = "de"
    owner: str = ""
    conversation: int | None = None
    exchanges: list[Exchange] = field(default_factory=list)
    run: Run | None = None
    shown: int = 0
    active: int = 0
    follower: int = 0
    deleting: int | None = None
    seen: tuple[object, ...] = ()
    goal: GoalSession = field(default_factory=GoalSession)
    tree: TreeSession = field(default_factory=TreeSession)
    lessons: LessonSession = field(default_factory=LessonSession)
    risks: RiskSession = field(default_factory=RiskSession)
    screening: ScreeningSession = field(default_factory=ScreeningSession)
    proposals: ProposalsSession = field(default_factory=ProposalsSession)
    models: ModelSession = field(default_factory=ModelSession)
    turn: Turn = field(default_factory=Turn, compare=False, repr=False)

    def open(self, conversation: int | None, exchanges: Sequence[Exchange], run: Run | None = None) -> None:
        """Shows a conversation; an answer of another one goes on without this tab."""
        self.conversation, self.exchanges, self.run = conversation, list(exchanges), run
        self.shown, self.active = (self.exchanges[-1].number if self.exchanges else 0), 0
        self.follower += 1

    def clear(self) -> None:
        """Starts from nothing."""
        self.open(None, [])

    def begin(self, run: Run) -> None:
        """Takes an answer that has just begun."""
        self.conversation, self.run = run.exchange.conversation, run
        self.follower += 1
        self.take(run.exchange)
        self.shown, self.active = run.exchange.number, 0

    def take(self, exchange: Exchange) -> None:
        """Puts an exchange as it stands now in its place."""
        kept = [other for other in self.exchanges if other.number != exchange.number]
        self.exchanges = sorted([*kept, exchange], key=lambda other: other.number)

    def exchange(self, number: int) -> Exchange | None:
        """The exchange with this number, None where the conversation shown has none."""
        return next((exchange for exchange in self.exchanges if exchange.number == number), None)


def identify(session: Session, workspace: Workspace, *, token: str, conversation: int) -> None:
    """Tells a new session whose it is, and opens the conversation that the page's address names. After a restart of
    the server every session is new."""
    if not session.owner:
        session.owner = token
        open_conversation(session, workspace, conversation)


def open_conversation(session: Session, workspace: Workspace, conversation: int) -> None:
    """Shows a conversation of this browser; for any other number nothing."""
    # The answer first: while it is known its end may not be stored yet, and where it is not, the store has the end.
    run = workspace.conversing.run_of(session.owner, conversation)
    try:
        exchanges = workspace.conversations.exchanges(session.owner, conversation) if conversation else []
    except ConversationMissing:
        exchanges = []
    if not exchanges:
        session.clear()
        return
    session.open(conversation, exchanges, run)
    if run:
        session.take(run.exchange)


def ask(
    session: Session, workspace: Workspace, question: str, wanted: Wanted, *, replaces: int | None = None
) -> list[Exchange]:
    """Asks in the session's conversation and waits a moment for the sources; returns the exchanges that changed.

    An answer that is still being written is stopped. Where the conversation has been deleted meanwhile, the question
    begins a new one; an error stands in the place of the answer.
    """
    halted = stop(session)
    try:
        run = _begun(session, workspace, question, wanted, replaces)
    except ConversationMissing:
        session.clear()
        halted, run = None, _begun(session, workspace, question, wanted, None)
    except AssistantError as error:
        session.take(_failed(session, question, wanted, error))
        return session.exchanges[-1:]
    session.begin(run)
    session.take(_with_evidence(run))
    return [each for each in (halted, session.exchange(session.shown)) if each]


def _begun(session: Session, workspace: Workspace, question: str, wanted: Wanted, replaces: int | None) -> Run:
    writer = workspace.status().model
    return workspace.conversing.ask(
        session.owner, question, wanted=wanted, conversation=session.conversation, replaces=replaces, writer=writer
    )


def _failed(session: Session, question: str, wanted: Wanted, error: AssistantError) -> Exchange:
    number = session.exchanges[-1].number + 1 if session.exchanges else 1
    failure = (error.in_language("de"), error.in_language("en"))
    now = datetime.now(UTC).isoformat()
    return Exchange(0, session.conversation or 0, number, question, now, wanted, State.FAILED, failure=failure)


def _with_evidence(run: Run) -> Exchange:
    deadline = time.monotonic() + EVIDENCE_WITHIN
    while True:
        version, exchange = run.version, run.exchange
        left = deadline - time.monotonic()
        if exchange.passages is not None or not exchange.running or left <= 0:
            return exchange
        run.wait(version, left)


def branch(session: Session, workspace: Workspace, number: int) -> None:
    """Shows a copy of the conversation up to the exchange with this number; the original stays as it is."""
    if session.conversation is None or session.exchange(number) is None:
        return
    store = workspace.conversations
    new = store.branch(session.owner, session.conversation, number)
    session.open(new, store.exchanges(session.owner, new))


def follow(session: Session) -> Iterator[Exchange | None]:
    """The exchange being answered whenever it has changed, None at least every second so that a closed tab is noticed.

    Ends with the answer, or when the session shows something else.
    """
    run, follower, drawn = session.run, session.follower, None
    while run is not None and session.follower == follower:
        version, exchange = run.version, run.exchange
        if exchange is drawn:
            yield None
        else:
            session.take(exchange)
            drawn = exchange
            yield exchange
        if not exchange.running:
            session.run = None if session.run is run else session.run
            return
        time.sleep(DRAW_EVERY)
        run.wait(version, STILL_THERE)


def stop(session: Session) -> Exchange | None:
    """Stops the answer being written; the exchange as it then stands, None where there is none."""
    run = session.run
    if run is None:
        return None
    run.stop()
    exchange = run.exchange
    if exchange.running:  # its thread notices in a moment
        exchange = replace(exchange, state=State.STOPPED)
    if exchange.conversation == session.conversation:
        session.take(exchange)
    return exchange


def rate(session: Session, workspace: Workspace, exchange: Exchange, feedback: Feedback | None) -> Exchange:
    """Keeps a rating, or takes it back."""
    workspace.conversations.rate(session.owner, exchange.id, feedback)
    session.take(rated := replace(exchange, feedback=feedback))
    return rated


def drafted(exchange: Exchange | None, kind: object, place: int) -> Risk | None:
    """A card of an answer as the draft of a risk, for the project that was asked about: the proposal ('risk') or lesson
    at a place, counted from 1. None where there is none; nothing is stored."""
    answer = exchange.answer if exchange else None
    if exchange is None or answer is None:
        return None
    project = exchange.wanted.only.project or ""
    if kind == "risk" and 1 <= place <= len(answer.proposals):
        return answer.proposals[place - 1].as_risk(project)
    if kind == "lesson" and 1 <= place <= len(answer.cards):
        return risk_of(risk_draft(answer.cards[place - 1]), project)
    return None


def integer(value: object) -> int:
    """A whole number sent by the browser, 0 for anything else."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def cited_numbers(answer: Answer | None) -> Sequence[int]:
    """Numbers of the passages an answer cites."""
    return [citation.number for citation in answer.citations] if answer else []
