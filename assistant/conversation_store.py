"""Conversations with their questions and answers, in the same SQLite file as the documents.

Every row belongs to one owner, the token of a browser, and no method shows or changes another owner's; the file holds
a hash of the token, not the token. It keeps what it is given: answering and stopping is the business of `conversing`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Row,
    Select,
    String,
    Table,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from assistant.answer import Answer, Mode
from assistant.conversation import Conversation, Exchange, Feedback, State, Wanted
from assistant.database import Database
from assistant.errors import ConversationMissing, StoredAnswerUnreadable
from assistant.language import fold_umlauts
from assistant.passages import Passage

# A title is the first line of the first question, cut here.
TITLE = 80

_schema = MetaData()
_conversations = Table(
    "conversations",
    _schema,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *(Column(name, String, nullable=False) for name in "owner title folded_title begun_at changed_at".split()),
    Index("conversations_of_owner", "owner", "changed_at"),
    sqlite_autoincrement=True,
)
_exchanges = Table(
    "exchanges",
    _schema,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("superseded", Boolean, nullable=False, default=False),
    *(Column(name, String, nullable=False) for name in "state question asked_at writer draft".split()),
    Column("carries", Boolean, nullable=False),
    Column("mode", String),
    # Facts as JSON text.
    *(Column(name, String) for name in "wanted passages answer failure feedback".split()),
    Index("exchanges_of_conversation", "conversation", "superseded", "number"),
    Index("exchanges_by_state", "state"),
    sqlite_autoincrement=True,
)
# Folded questions and answers apart from the exchanges: a search reads these small rows and not the passages.
_words = Table(
    "exchange_words",
    _schema,
    Column("exchange", ForeignKey("exchanges.id", ondelete="CASCADE"), primary_key=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("words", String, nullable=False),
)
_FACTS: dict[str, TypeAdapter[Any]] = {
    "wanted": TypeAdapter(Wanted),
    "passages": TypeAdapter(tuple[Passage, ...]),
    "answer": TypeAdapter(Answer),
    "failure": TypeAdapter(tuple[str, str]),
    "feedback": TypeAdapter(Feedback),
}


@dataclass(frozen=True)
class Rated:
    """An exchange with its feedback, of whichever owner; `superseded` where it was asked again since."""

    exchange: Exchange
    superseded: bool


class ConversationStore:
    """The conversations in a database that is already open; closing it is up to whoever opened it.

    Every method raises StoreDamaged or StoreUnusable when the file breaks or cannot be reached. An answer whose stored
    form cannot be read (damaged, or of a version with other facts) comes back as a failed exchange that says so, with
    its question and draft; the stored form stays.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        database.add_tables(_schema)

    # --- questions and answers ---

    def begin(
        self,
        owner: str,
        question: str,
        wanted: Wanted,
        *,
        conversation: int | None = None,
        replaces: int | None = None,
        writer: str = "ready",
    ) -> Exchange:
        """Stores a question whose answer is RUNNING; without a conversation in a new one, named by the question.

        `replaces` is the id of an exchange of the conversation that it takes the place and number of. Raises
        ConversationMissing for either where the owner has no such.
        """
        question, now = _storable(question), _now()
        with self._database.writing() as connection:
            if conversation is None:
                conversation = _new_conversation(connection, _owned_by(owner), _title(question))
            row = _own(connection, owner, conversation)
            if not row.title:
                _name(connection, conversation, _title(question))
            number = _next_number(connection, conversation, replaces)
            begun = Exchange(0, conversation, number, question, now, wanted, writer=writer)
            key = connection.execute(insert(_exchanges).values(**_values(begun))).inserted_primary_key
            begun = replace(begun, id=int(key[0]))
            connection.execute(insert(_words).values(**_words_of(begun)))
            _touch(connection, conversation, now)
        return begun

    def finish(self, exchange: Exchange) -> bool:
        """Stores how an exchange stands, by its id: state, mode, passages, draft, answer, failure. False where it has
        been deleted."""
        mine = _exchanges.c.id == exchange.id
        values = _values(exchange)
        kept = {name: values[name] for name in "state mode passages carries draft answer failure".split()}
        with self._database.writing() as connection:
            if connection.execute(update(_exchanges).where(mine).values(**kept)).rowcount == 0:
                return False
            words = {"words": _words_of(exchange)["words"]}
            connection.execute(update(_words).where(_words.c.exchange == exchange.id).values(**words))
            _touch(connection, exchange.conversation, _now())
        return True

    def rate(self, owner: str, exchange_id: int, feedback: Feedback | None) -> None:
        """Keeps a thumb, or takes it back; raises ConversationMissing."""
        if feedback is not None:
            feedback = replace(feedback, remark=_storable(feedback.remark))
        mine = (_exchanges.c.id == exchange_id) & _exchanges.c.conversation.in_(_ids_of(owner))
        with self._database.writing() as connection:
            stored = update(_exchanges).where(mine).values(feedback=_json("feedback", feedback))
            if connection.execute(stored).rowcount == 0:
                raise ConversationMissing()

    def interrupt_running(self) -> int:
        """What was being written when the assistant ended becomes INTERRUPTED, its draft kept; returns how many. Only
        for the one process that answers."""
        running = update(_exchanges).where(_exchanges.c.state == str(State.RUNNING))
        with self._database.writing() as connection:
            return connection.execute(running.values(state=str(State.INTERRUPTED))).rowcount

    # --- conversations ---

    def conversations(self, owner: str, search: str = "") -> list[Conversation]:
        """The owner's conversations, last changed first; those whose title, questions or answers hold the searched
        text, upper case, accents and the spelling of umlauts aside."""
        shown = (_exchanges.c.conversation == _conversations.c.id) & ~_exchanges.c.superseded
        count = select(func.count()).select_from(_exchanges).where(shown).scalar_subquery()
        columns = [_conversations.c[name] for name in ("id", "title", "begun_at", "changed_at")]
        wanted = select(*columns, count.label("exchanges")).where(_conversations.c.owner == _hashed(owner))
        if needle := _folded(search).strip():
            wanted = wanted.where(_holds(needle))
        wanted = wanted.order_by(_conversations.c.changed_at.desc(), _conversations.c.id.desc())
        with self._database.reading() as connection:
            found = [Conversation(**row) for row in connection.execute(wanted).mappings()]
        return [conversation for conversation in found if conversation.exchanges]

    def exchanges(
        self, owner: str, conversation: int, *, before: int | None = None, last: int | None = None
    ) -> list[Exchange]:
        """The exchanges of a conversation in order, without those asked again; only those `before` a number, and only
        the `last` of them, where given. Raises ConversationMissing."""
        wanted = _shown(conversation)
        if before is not None:
            wanted = wanted.where(_exchanges.c.number < before)
        with self._database.reading() as connection:
            _own(connection, owner, conversation)
            newest = wanted.order_by(_exchanges.c.number.desc()).limit(last)
            return [_exchange(row) for row in connection.execute(newest).mappings()][::-1]

    def rename(self, owner: str, conversation: int, title: str) -> None:
        """Gives a conversation another title, an empty one leaves it; raises ConversationMissing."""
        with self._database.writing() as connection:
            _own(connection, owner, conversation)
            if title := _title(_storable(title)):
                _name(connection, conversation, title)

    def delete(self, owner: str, conversation: int) -> None:
        """Removes a conversation with all that was said, for good; raises ConversationMissing."""
        with self._database.writing() as connection:
            _own(connection, owner, conversation)
            connection.execute(delete(_conversations).where(_conversations.c.id == conversation))

    def branch(self, owner: str, conversation: int, before: int) -> int:
        """A new conversation with copies of the exchanges before that number, and its number; raises
        ConversationMissing. Ratings stay with the original, so that each counts once. A branch without an exchange is
        listed and named when its first question is asked."""
        with self._database.writing() as connection:
            title = _own(connection, owner, conversation).title
            rows = connection.execute(_shown(conversation).where(_exchanges.c.number < before)).mappings().all()
            new = _new_conversation(connection, _hashed(owner), title if rows else "")
            for row in rows:
                state = State.STOPPED if row["state"] == State.RUNNING else row["state"]
                copied = {name: row[name] for name in row if name != "id"}
                copied |= {"conversation": new, "state": str(state), "feedback": None}
                key = connection.execute(insert(_exchanges).values(**copied)).inserted_primary_key
                words = select(literal(int(key[0])), literal(new), _words.c.words).where(_words.c.exchange == row["id"])
                connection.execute(insert(_words).from_select(["exchange", "conversation", "words"], words))
        return new

    # --- of all owners ---

    def rated(self) -> Iterator[Rated]:
        """All exchanges with feedback, of every owner, in the order asked; those asked again since included."""
        wanted = select(_exchanges).where(_exchanges.c.feedback.is_not(None)).order_by(_exchanges.c.id)
        with self._database.reading() as connection:
            for row in connection.execute(wanted).mappings():
                yield Rated(_exchange(row), row["superseded"])


# --- single steps, inside a transaction of the caller ---


def _own(connection: Connection, owner: str, conversation: int) -> Row[Any]:
    """The row of a conversation of this owner; raises ConversationMissing."""
    mine = (_conversations.c.id == conversation) & (_conversations.c.owner == _hashed(owner))
    row = connection.execute(select(_conversations).where(mine)).one_or_none()
    if row is None:
        raise ConversationMissing()
    return row


def _new_conversation(connection: Connection, owner: str, title: str) -> int:
    now = _now()
    row = {"owner": owner, "title": title, "folded_title": _folded(title), "begun_at": now, "changed_at": now}
    return int(connection.execute(insert(_conversations).values(**row)).inserted_primary_key[0])


def _next_number(connection: Connection, conversation: int, replaces: int | None) -> int:
    """The number of a new exchange: that of the one it replaces, which is superseded, or the next."""
    mine = _exchanges.c.conversation == conversation
    if replaces is None:
        last = connection.execute(select(func.max(_exchanges.c.number)).where(mine)).scalar_one()
        return (last or 0) + 1
    replaced = mine & (_exchanges.c.id == replaces)
    number = connection.execute(select(_exchanges.c.number).where(replaced)).scalar_one_or_none()
    if number is None:
        raise ConversationMissing()
    same = select(_exchanges.c.id).where(mine & (_exchanges.c.number == number))
    connection.execute(delete(_words).where(_words.c.exchange.in_(same)))
    connection.execute(update(_exchanges).where(mine & (_exchanges.c.number == number)).values(superseded=True))
    return number


def _name(connection: Connection, conversation: int, title: str) -> None:
    mine = _conversations.c.id == conversation
    named = {"title": title, "folded_title": _folded(title)}
    connection.execute(update(_conversations).where(mine).values(**named))


def _touch(connection: Connection, conversation: int, now: str) -> None:
    connection.execute(update(_conversations).where(_conversations.c.id == conversation).values(changed_at=now))


def _shown(conversation: int) -> Select[Any]:
    mine = (_exchanges.c.conversation == conversation) & ~_exchanges.c.superseded
    return select(_exchanges).where(mine)


def _ids_of(owner: str) -> Select[Any]:
    return select(_conversations.c.id).where(_conversations.c.owner == _hashed(owner))


def _holds(needle: str) -> Any:
    """A condition: the conversation's title or one of its exchanges holds the folded text."""
    of_conversation = _words.c.conversation == _conversations.c.id
    said = select(_words.c.exchange).where(of_conversation & (func.instr(_words.c.words, needle) > 0)).exists()
    return or_(func.instr(_conversations.c.folded_title, needle) > 0, said)


# --- rows ---


def _values(exchange: Exchange) -> dict[str, Any]:
    """As columns; without the id, which the database gives."""
    names = ("conversation", "number", "question", "asked_at", "carries", "writer")
    row = {name: getattr(exchange, name) for name in names} | {"draft": _storable(exchange.draft)}
    row |= {"state": str(exchange.state), "mode": exchange.mode and str(exchange.mode)}
    return row | {name: _json(name, getattr(exchange, name)) for name in _FACTS}


def _json(name: str, fact: object) -> str | None:
    if fact is None:
        return None
    return _storable(json.dumps(_FACTS[name].dump_python(fact, mode="json"), ensure_ascii=False))


def _exchange(row: Mapping[str, Any]) -> Exchange:
    """The stored exchange; one whose facts cannot be read as a failed one that says so."""
    names = ("id", "conversation", "number", "question", "asked_at", "carries", "draft", "writer")
    plain = {name: row[name] for name in names}
    try:
        facts = {name: adapter.validate_json(row[name]) for name, adapter in _FACTS.items() if row[name] is not None}
        states = {"state": State(row["state"]), "mode": None if row["mode"] is None else Mode(row["mode"])}
    except ValueError:  # pydantic's ValidationError is one
        error = StoredAnswerUnreadable()
        return Exchange(**plain, state=State.FAILED, failure=(error.in_language("de"), error.in_language("en")))
    return Exchange(**plain, **states, **facts)


def _words_of(exchange: Exchange) -> dict[str, Any]:
    """What a search finds an exchange by."""
    said = exchange.answer.text if exchange.answer else exchange.draft
    folded = _folded(f"{exchange.question}\n{said}")
    return {"exchange": exchange.id, "conversation": exchange.conversation, "words": folded}


# --- texts ---


def _owned_by(owner: str) -> str:
    """The hash of a token; raises ValueError for an empty one, which all browsers without a token would share."""
    if not owner:
        raise ValueError("a conversation needs an owner")
    return _hashed(owner)


def _hashed(owner: str) -> str:
    return hashlib.sha256(_storable(owner).encode()).hexdigest()


def _title(text: str) -> str:
    """The first line that says something, its blanks joined, cut at a word."""
    lines = (" ".join(line.split()) for line in text[: 50 * TITLE].splitlines())
    line = next((line for line in lines if line), "")
    if len(line) <= TITLE:
        return line
    cut = line[:TITLE]
    return (cut.rsplit(" ", 1)[0] if " " in cut[TITLE // 2 :] else cut) + " …"


def _folded(text: str) -> str:
    return " ".join(fold_umlauts(_storable(text)).split())


def _storable(text: str) -> str:
    """The text without half surrogates, which a browser can send and UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
