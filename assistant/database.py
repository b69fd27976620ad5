"""The SQLite file that everything is kept in: opening it, its transactions, its version, and its troubles in our words.

Several processes may read and write it at once. What is kept in which table is the business of `store` and
`goal_store`.
"""

import json
import sqlite3
import time
import uuid
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.engine import ExceptionContext

from assistant.errors import StoreDamaged, StoreTooNew, StoreUnusable

# 1: documents. 2: goals as well; their tables are added to a database of version 1.
SCHEMA_VERSION = 2
# Seconds a writer waits for another.
WAIT = 30
# SQLite's words for a broken file, and for a sound one that cannot be read or written just now.
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_TROUBLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}

_schema = MetaData()
_facts = Table("facts", _schema, Column("name", String, primary_key=True), Column("value", String, nullable=False))


class Database:
    """Opens or makes the file at `path`; raises StoreDamaged, StoreTooNew or StoreUnusable.

    Every transaction raises StoreDamaged or StoreUnusable when the file breaks or cannot be reached later on.
    `identity` is a random name of the file, the same as long as the file lives.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._engine = _engine(path)
        # Whoever writes takes the lock at the start, so that what it reads first is still true when it writes.
        self._writing = self._engine.execution_options(begin="BEGIN IMMEDIATE")
        self.identity = self._prepare()

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one state of the file throughout."""
        return self._engine.connect()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction: kept as a whole at the end, or not at all when an error leaves it."""
        return self._writing.begin()

    def add_tables(self, tables: MetaData) -> None:
        """Makes those tables that the file does not have yet."""
        with self.writing() as connection:
            tables.create_all(connection)

    def close(self) -> None:
        """Releases the file."""
        self._engine.dispose()

    def _prepare(self) -> str:
        with self.writing() as connection:
            _schema.create_all(connection)
            facts = {row.name: row.value for row in connection.execute(select(_facts))}
            found = int(facts.get("schema", SCHEMA_VERSION))
            if found > SCHEMA_VERSION:
                raise StoreTooNew(path=self._path, found=found, known=SCHEMA_VERSION)
            fresh = {"schema": str(SCHEMA_VERSION), "identity": uuid.uuid4().hex}
            missing = [{"name": name, "value": value} for name, value in fresh.items() if name not in facts]
            if missing:
                connection.execute(insert(_facts), missing)
            if found < SCHEMA_VERSION:
                connection.execute(update(_facts).where(_facts.c.name == "schema").values(value=str(SCHEMA_VERSION)))
            return facts.get("identity", fresh["identity"])


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": WAIT},  # a second writer waits for the first instead of failing at once
        json_serializer=lambda value: json.dumps(value, ensure_ascii=False),
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin below, not where the driver guesses
        _use_log(connection)
        for pragma in ("foreign_keys=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    @event.listens_for(engine, "handle_error")
    def _translate(context: ExceptionContext) -> None:
        error = context.original_exception
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the upper bits only refine it
        if code in _DAMAGE:
            raise StoreDamaged(path=path, detail=str(error)) from error
        if code in _TROUBLE:
            raise StoreUnusable(path=path, detail=str(error)) from error

    return engine


def _use_log(connection: sqlite3.Connection) -> None:
    """With the log a reader never waits for a writer. SQLite does not wait itself while the log is switched on, which
    fails when several processes open a new database at once."""
    deadline = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
