"""The database: texts, manifest and the journal of changes. It is the truth; the indexes are caches of it.

It keeps what it is given and decides nothing about documents. How the file is opened stands in `database`; several
processes may read and write it at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKey,
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

from assistant.database import Database
from assistant.manifest import Copy, StoredDocument
from assistant.passages import Kind, Passage

T = TypeVar("T")
_schema = MetaData()
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


class Store:
    """Opens or makes the database at `path`; raises StoreDamaged, StoreTooNew or StoreUnusable.

    Every other method raises StoreDamaged or StoreUnusable when the file breaks or cannot be reached later on.
    """

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.database.add_tables(_schema)
        self.identity = self.database.identity

    def close(self) -> None:
        """Releases the file."""
        self.database.close()

    # --- manifest ---

    def documents(self) -> list[StoredDocument]:
        """All documents with their number of passages, by name."""
        count = select(_passages.c.document_id, func.count().label("n")).group_by(_passages.c.document_id).subquery()
        rows = select(_documents, func.coalesce(count.c.n, 0).label("n")).outerjoin(
            count, count.c.document_id == _documents.c.id
        )
        with self.database.reading() as connection:
            return [_document(row) for row in connection.execute(rows.order_by(_documents.c.name))]

    def copies(self) -> list[Copy]:
        """All files that were left out because their content is already stored."""
        with self.database.reading() as connection:
            rows = connection.execute(select(_copies).order_by(_copies.c.path))
            return [Copy(row.path, row.name, row.content_hash) for row in rows]

    def add_copy(self, copy: Copy) -> None:
        """Remembers a copy; a second call with the same path replaces the first."""
        with self.database.writing() as connection:
            connection.execute(delete(_copies).where(_copies.c.path == copy.path))
            connection.execute(insert(_copies).values(path=copy.path, name=copy.name, content_hash=copy.content_hash))

    def forget_copy(self, path: str) -> None:
        """Forgets that the file was a copy."""
        with self.database.writing() as connection:
            connection.execute(delete(_copies).where(_copies.c.path == path))

    # --- documents, each in one transaction ---

    def put(self, document: StoredDocument, passages: Sequence[Passage]) -> int:
        """Stores a document with its passages, instead of an earlier version (`document.id`) or whatever another
        process has stored under its path; returns its id. Passage ids get the document's id in front, and equal
        passages of a document keep their ids."""
        with self.database.writing() as connection:
            document_id = self._place(connection, document)
            self._set_passages(connection, document_id, passages)
            return document_id

    def move(self, document: StoredDocument) -> None:
        """Records a new path and the metadata that follow from it; the passages stay."""
        assert document.id is not None
        with self.database.writing() as connection:
            ids = connection.scalars(select(_passages.c.id).where(_passages.c.document_id == document.id)).all()
            if ids:  # else another process has just removed it, and the next run reads the file anew
                self._place(connection, document)
                _record(connection, ids)

    def remove(self, document_id: int) -> None:
        """Removes a document and its passages; an unknown id is no error."""
        with self.database.writing() as connection:
            self._delete(connection, document_id)

    def _place(self, connection: Connection, document: StoredDocument) -> int:
        """Writes the manifest line: over its own earlier one, else over the one at its path, else as a new one."""
        connection.execute(delete(_copies).where(_copies.c.path == document.path))
        fitting = or_(_documents.c.id == document.id, _documents.c.path == document.path)
        found = set(connection.scalars(select(_documents.c.id).where(fitting)))
        values = _document_values(document)
        if not found:
            return int(connection.execute(insert(_documents).values(**values)).inserted_primary_key[0])
        document_id = document.id if document.id in found else min(found)
        for other in found - {document_id}:
            self._delete(connection, other)
        connection.execute(update(_documents).where(_documents.c.id == document_id).values(**values))
        return document_id

    def _delete(self, connection: Connection, document_id: int) -> None:
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
        found: dict[str, Passage] = {}
        with self.database.reading() as connection:
            for some in _portions(ids):
                rows = connection.execute(_with_document().where(_passages.c.id.in_(some)))
                found.update((row.id, _passage(row)) for row in rows)
        return found

    def passages_of(self, document_id: int) -> list[Passage]:
        """The passages of a document in reading order."""
        mine = _with_document().where(_passages.c.document_id == document_id).order_by(_passages.c.position)
        with self.database.reading() as connection:
            return [_passage(row) for row in connection.execute(mine)]

    def documents_of(self, ids: Iterable[str]) -> list[tuple[StoredDocument, list[Passage]]]:
        """The documents these passages belong to, each with all its passages in reading order."""
        found: dict[int, tuple[StoredDocument, list[Passage]]] = {}
        with self.database.reading() as connection:
            owners = select(_passages.c.document_id).distinct()
            mine = [
                id_ for some in _portions(ids) for id_ in connection.scalars(owners.where(_passages.c.id.in_(some)))
            ]
            for some in _portions(dict.fromkeys(mine)):
                rows = connection.execute(select(_documents, literal(0).label("n")).where(_documents.c.id.in_(some)))
                found.update((row.id, (_document(row), [])) for row in rows)
                whole = _with_document().where(_passages.c.document_id.in_(some)).order_by(_passages.c.position)
                for row in connection.execute(whole):
                    found[row.document_id][1].append(_passage(row))
        return list(found.values())

    def count_passages(self) -> int:
        """How many passages there are."""
        with self.database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(_passages)) or 0

    def count_documents(self) -> int:
        """How many documents there are."""
        with self.database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(_documents)) or 0

    def projects(self) -> list[str]:
        """The names of all projects, sorted."""
        names = select(_documents.c.project).where(_documents.c.project.is_not(None)).distinct()
        with self.database.reading() as connection:
            return sorted(connection.scalars(names))

    # --- journal ---

    def last_change(self) -> int:
        """The number of the newest change, 0 when nothing was ever stored."""
        with self.database.reading() as connection:
            return connection.scalar(select(func.max(_changes.c.number))) or 0

    def changed_after(self, number: int) -> list[str]:
        """Ids of all passages added, changed or removed after a change; each once."""
        with self.database.reading() as connection:
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


def _portions(ids: Iterable[T]) -> Iterator[list[T]]:
    """The ids by 500: SQLite limits the number of parameters."""
    wanted = list(ids)
    return (wanted[start : start + 500] for start in range(0, len(wanted), 500))


def _record(connection: Connection, ids: Iterable[str]) -> None:
    rows = [{"passage_id": passage_id} for passage_id in sorted(ids)]
    if rows:
        connection.execute(insert(_changes), rows)


def _with_document() -> Select:
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
