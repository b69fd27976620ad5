"""The database: texts, manifest and the journal of changes. It is the truth; the indexes are caches of it.

The only place that knows SQLAlchemy. One SQLite file; several processes may read and write it at once. It keeps
what it is given and decides nothing about documents.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DatabaseError

from assistant.errors import StoreDamaged, StoreTooNew
from assistant.passages import Kind, Passage

SCHEMA_VERSION = 1

_schema = MetaData()
_facts = Table("facts", _schema, Column("name", String, primary_key=True), Column("value", String, nullable=False))
_documents = Table(
    "documents",
    _schema,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("path", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("content_hash", String, nullable=False, index=True),
    Column("made_by", String, nullable=False),
    Column("title", String, nullable=False),
    Column("project", String),
    Column("kind", String, nullable=False),
    Column("date", String),
    Column("language", String, nullable=False),
    Column("pages", Integer),
    Column("pages_without_text", JSON, nullable=False),
    Column("attributes", JSON, nullable=False),
    sqlite_autoincrement=True,
)
_copies = Table(
    "copies",
    _schema,
    Column("path", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("content_hash", String, nullable=False, index=True),
)
_passages = Table(
    "passages",
    _schema,
    Column("id", String, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("text", String, nullable=False),
    Column("headings", JSON, nullable=False),
    Column("page", Integer),
    Column("rows", String),
    Column("language", String, nullable=False),
)
_changes = Table(
    "changes",
    _schema,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("passage_id", String, nullable=False),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True)
class StoredDocument:
    """One line of the manifest. `path` is absolute, `name` what a person reads; `made_by` names the reader and
    splitter revision; `id` is None before it is stored."""

    path: str
    name: str
    content_hash: str
    made_by: str
    title: str
    project: str | None
    kind: Kind
    date: str | None
    language: str
    pages: int | None = None
    pages_without_text: tuple[int, ...] = ()
    attributes: dict[str, object] | None = None
    id: int | None = None
    passages: int = 0


@dataclass(frozen=True)
class Copy:
    """A file with the content of a stored document, kept out of the index."""

    path: str
    name: str
    content_hash: str


class Store:
    """Opens or makes the database at `path`; raises StoreDamaged or StoreTooNew."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._engine = _engine(path)
        try:
            self._prepare()
        except DatabaseError as error:
            raise StoreDamaged(path=path, detail=str(error.orig)) from error

    def _prepare(self) -> None:
        _schema.create_all(self._engine)
        with self._engine.begin() as connection:
            facts = {row.name: row.value for row in connection.execute(select(_facts))}
            if int(facts.get("schema", SCHEMA_VERSION)) > SCHEMA_VERSION:
                raise StoreTooNew(path=self._path, found=facts["schema"], known=SCHEMA_VERSION)
            fresh = {"schema": str(SCHEMA_VERSION), "identity": uuid.uuid4().hex}
            missing = [{"name": name, "value": value} for name, value in fresh.items() if name not in facts]
            if missing:
                connection.execute(insert(_facts), missing)
            self.identity = facts.get("identity", fresh["identity"])

    def close(self) -> None:
        """Releases the file."""
        self._engine.dispose()

    # --- manifest ---

    def documents(self) -> list[StoredDocument]:
        """All documents with their number of passages, by name."""
        count = select(_passages.c.document_id, func.count().label("n")).group_by(_passages.c.document_id).subquery()
        rows = select(_documents, func.coalesce(count.c.n, 0).label("n")).outerjoin(
            count, count.c.document_id == _documents.c.id
        )
        with self._engine.connect() as connection:
            return [_document(row) for row in connection.execute(rows.order_by(_documents.c.name))]

    def copies(self) -> list[Copy]:
        """All files that were left out because their content is already stored."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(_copies).order_by(_copies.c.path))
            return [Copy(row.path, row.name, row.content_hash) for row in rows]

    def add_copy(self, copy: Copy) -> None:
        """Remembers a copy; a second call with the same path replaces the first."""
        with self._engine.begin() as connection:
            connection.execute(delete(_copies).where(_copies.c.path == copy.path))
            connection.execute(insert(_copies).values(path=copy.path, name=copy.name, content_hash=copy.content_hash))

    def forget_copy(self, path: str) -> None:
        """Forgets that the file was a copy."""
        with self._engine.begin() as connection:
            connection.execute(delete(_copies).where(_copies.c.path == path))

    # --- documents, each in one transaction ---

    def add(self, document: StoredDocument, passages: Sequence[Passage]) -> int:
        """Stores a new document with its passages; returns its id. Passage ids get the document's id in front."""
        with self._engine.begin() as connection:
            connection.execute(delete(_copies).where(_copies.c.path == document.path))
            result = connection.execute(insert(_documents).values(**_document_values(document)))
            document_id = int(result.inserted_primary_key[0])
            self._set_passages(connection, document_id, passages)
            return document_id

    def replace(self, document: StoredDocument, passages: Sequence[Passage]) -> None:
        """Puts new text in the place of an earlier version (`document.id`); equal passages keep their id."""
        assert document.id is not None
        with self._engine.begin() as connection:
            connection.execute(
                update(_documents).where(_documents.c.id == document.id).values(**_document_values(document))
            )
            self._set_passages(connection, document.id, passages)

    def move(self, document: StoredDocument) -> None:
        """Records a new path and the metadata that follow from it; the passages stay."""
        assert document.id is not None
        with self._engine.begin() as connection:
            connection.execute(delete(_copies).where(_copies.c.path == document.path))
            connection.execute(
                update(_documents).where(_documents.c.id == document.id).values(**_document_values(document))
            )
            ids = connection.scalars(select(_passages.c.id).where(_passages.c.document_id == document.id)).all()
            _record(connection, ids)

    def remove(self, document_id: int) -> None:
        """Removes a document and its passages."""
        with self._engine.begin() as connection:
            self._set_passages(connection, document_id, [])
            connection.execute(delete(_documents).where(_documents.c.id == document_id))

    def _set_passages(self, connection: Connection, document_id: int, passages: Sequence[Passage]) -> None:
        mine = _passages.c.document_id == document_id
        before = set(connection.scalars(select(_passages.c.id).where(mine)))
        rows = [_passage_values(passage, document_id) for passage in passages]
        connection.execute(delete(_passages).where(mine))
        if rows:
            connection.execute(insert(_passages), rows)
        _record(connection, before | {row["id"] for row in rows})

    # --- passages ---

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages with these ids that (still) exist."""
        wanted = list(ids)
        found: dict[str, Passage] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), 500):  # SQLite limits the number of parameters
                some = _with_document().where(_passages.c.id.in_(wanted[start : start + 500]))
                found.update((row.id, _passage(row)) for row in connection.execute(some))
        return found

    def passages_of(self, document_id: int) -> list[Passage]:
        """The passages of a document in reading order."""
        mine = _with_document().where(_passages.c.document_id == document_id).order_by(_passages.c.position)
        with self._engine.connect() as connection:
            return [_passage(row) for row in connection.execute(mine)]

    def count_passages(self) -> int:
        """How many passages there are."""
        with self._engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(_passages)) or 0

    def count_documents(self) -> int:
        """How many documents there are."""
        with self._engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(_documents)) or 0

    def projects(self) -> list[str]:
        """The names of all projects, sorted."""
        names = select(_documents.c.project).where(_documents.c.project.is_not(None)).distinct()
        with self._engine.connect() as connection:
            return sorted(connection.scalars(names))

    # --- journal ---

    def last_change(self) -> int:
        """The number of the newest change, 0 when nothing was ever stored."""
        with self._engine.connect() as connection:
            return connection.scalar(select(func.max(_changes.c.number))) or 0

    def changed_after(self, number: int) -> list[str]:
        """Ids of all passages added, changed or removed after a change; each once."""
        with self._engine.connect() as connection:
            changed = select(_changes.c.passage_id).where(_changes.c.number > number).distinct()
            return list(connection.scalars(changed))


@contextmanager
def open_store(path: Path) -> Iterator[Store]:
    """The store at `path`, closed at the end."""
    store = Store(path)
    try:
        yield store
    finally:
        store.close()


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", json_serializer=lambda value: json.dumps(value, ensure_ascii=False))

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        # A reader never waits for a writer; a second writer waits for the first instead of failing at once.
        for pragma in ("journal_mode=WAL", "busy_timeout=30000", "foreign_keys=ON", "synchronous=NORMAL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _record(connection: Connection, ids: Iterable[str]) -> None:
    rows = [{"passage_id": passage_id} for passage_id in sorted(ids)]
    if rows:
        connection.execute(insert(_changes), rows)


def _with_document():  # type: ignore[no-untyped-def]
    facts = (_documents.c.name, _documents.c.title, _documents.c.project, _documents.c.kind, _documents.c.date)
    return select(_passages, *facts).join(_documents, _documents.c.id == _passages.c.document_id)


def _passage(row: Row) -> Passage:
    return Passage(
        id=row.id,
        text=row.text,
        document=row.name,
        title=row.title,
        headings=tuple(row.headings),
        page=row.page,
        rows=row.rows,
        project=row.project,
        kind=Kind(row.kind),
        date=row.date,
        language=row.language,
        position=row.position,
    )


def _passage_values(passage: Passage, document_id: int) -> dict[str, object]:
    return {
        "id": f"{document_id}-{passage.id}",
        "document_id": document_id,
        "position": passage.position,
        "text": passage.text,
        "headings": list(passage.headings),
        "page": passage.page,
        "rows": passage.rows,
        "language": passage.language,
    }


def _document(row: Row) -> StoredDocument:
    return StoredDocument(
        path=row.path,
        name=row.name,
        content_hash=row.content_hash,
        made_by=row.made_by,
        title=row.title,
        project=row.project,
        kind=Kind(row.kind),
        date=row.date,
        language=row.language,
        pages=row.pages,
        pages_without_text=tuple(row.pages_without_text),
        attributes=row.attributes,
        id=row.id,
        passages=row.n,
    )


def _document_values(document: StoredDocument) -> dict[str, object]:
    values = {column.name: getattr(document, column.name) for column in _documents.columns if column.name != "id"}
    return values | {
        "kind": str(document.kind),
        "pages_without_text": list(document.pages_without_text),
        "attributes": document.attributes or {},
    }
