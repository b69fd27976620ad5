"""Makes the store match document folders.

Decides by content hash what is new, edited, moved, copied or gone; one transaction a document, so that a kill at any
point leaves a state from which the next run ends where an undisturbed one would. It writes to the store alone;
bringing the indexes level is indexing's work.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from assistant.errors import NotAccessible, NoText, PathMissing, UnreadableDocument
from assistant.language import LANGUAGES, detect
from assistant.library.documents import DocumentReader, DocumentText
from assistant.library.folders import Source, find_sources, from_folders, is_gone, is_unicode, kind_named, title_of
from assistant.library.keywords import searchable_text
from assistant.library.splitting import SPLITTER_REVISION, PassageSplitter
from assistant.manifest import Copy, StoredDocument
from assistant.passages import Kind, Passage
from assistant.store import Store

# Raise it when a reader gives other text than before: documents are then read again.
READER_REVISION = "1"
MADE_BY = f"reader {READER_REVISION}, splitter {SPLITTER_REVISION}"


@dataclass(frozen=True)
class Unreadable:
    """A document that gave no text, with the error that says why."""

    document: str
    error: UnreadableDocument

    def as_dict(self, language: str) -> dict[str, str]:
        """Name and reason."""
        return {"document": self.document, "reason": self.error.in_language(language)}


@dataclass
class IngestReport:
    """What a run did, in numbers of documents. `passages` counts those written, `skipped` files of other formats
    (images, programs), `pages_without_text` the pages by document."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    duplicate: int = 0
    skipped: int = 0
    passages: int = 0
    seconds: float = 0.0
    unreadable: list[Unreadable] = field(default_factory=list)
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    pages_without_text: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def as_dict(self, language: str = "en") -> dict[str, object]:
        """The report as `ingest --json` prints it."""
        numbers = ("added", "updated", "unchanged", "moved", "removed", "duplicate", "skipped")
        return {name: getattr(self, name) for name in numbers} | {
            "unreadable": [item.as_dict(language) for item in self.unreadable],
            "duplicates": [{"document": name, "same_as": other} for name, other in self.duplicates],
            "pages_without_text": {name: list(pages) for name, pages in self.pages_without_text.items()},
            "passages": self.passages,
            "seconds": round(self.seconds, 3),
        }


Progress = Callable[[int, int, str], None]


def synchronise(
    paths: Iterable[Path], store: Store, *, reader: DocumentReader, progress: Progress = lambda done, total, name: None
) -> IngestReport:
    """Reads what is new or edited below the paths and removes what has vanished below them.

    `progress` gets files done, files in all and the present name. Raises PathMissing before anything is written.
    """
    roots = [path.resolve() for path in paths]
    for root in roots:
        if not root.exists():
            raise PathMissing(path=root)
    report = IngestReport()
    sources, report.skipped = find_sources(roots)
    _Run(store, reader, report, roots).go(sources, progress)
    return report


class _Run:
    """One synchronisation: the manifest as it was, and what is still to be told of it."""

    def __init__(self, store: Store, reader: DocumentReader, report: IngestReport, roots: list[Path]) -> None:
        self._store, self._reader, self._report = store, reader, report
        self._by_path = {document.path: document for document in store.documents()}
        self._copies = {copy.path: copy for copy in store.copies()}
        self._by_hash = {document.content_hash: document for document in self._by_path.values()}
        self._hashes: dict[str, str] = {}
        self._roots = roots
        self._splitter = PassageSplitter()

    def go(self, sources: list[Source], progress: Progress) -> None:
        present = {str(source.path) for source in sources}
        # A document whose file is gone may have moved; it is looked for among the new files first.
        vanished = sorted(path for path in self._by_path if path not in present and self._is_lost(path))
        for done, source in enumerate(sources):
            progress(done, len(sources), source.name)
            self._try(source, self._take)
        for path in [path for path in self._copies if path not in present and self._is_lost(path)]:
            self._store.forget_copy(path)
            del self._copies[path]
        for path in vanished:
            if path in self._by_path:
                self._drop(self._by_path[path])
        self._adopt_copies()
        progress(len(sources), len(sources), "")

    def _try(self, source: Source, act: Callable[[Source], None]) -> None:
        try:
            act(source)
        except UnreadableDocument as error:
            # What is stored of an earlier version stays: the file may be locked or half saved just now.
            self._report.unreadable.append(Unreadable(source.name, error))

    def _take(self, source: Source) -> None:
        if not is_unicode(str(source.path)):
            raise NotAccessible(detail="Name ≠ UTF-8")
        content_hash = self._hash(source.path)
        known = self._by_path.get(str(source.path))
        if known and known.content_hash == content_hash and known.made_by == MADE_BY:
            self._report.unchanged += 1
            self._note_empty_pages(known)
            return
        twin = self._by_hash.get(content_hash)
        if twin and twin.path != str(source.path):
            if known is None and twin.made_by == MADE_BY and is_gone(twin.path):
                return self._move(twin, source)
            if self._still_holds(twin.path, content_hash):
                return self._leave_out(source, content_hash, twin, known)
        self._read(source, content_hash, known)

    def _read(self, source: Source, content_hash: str, known: StoredDocument | None) -> None:
        document, passages = self._described(source, content_hash)
        document = replace(document, id=known.id if known else None)
        self._keep(replace(document, id=self._store.put(document, passages)), instead_of=known)
        if known is None:
            self._report.added += 1
        else:
            self._report.updated += 1
        self._report.passages += len(passages)
        self._note_empty_pages(document)

    def _described(self, source: Source, content_hash: str) -> tuple[StoredDocument, list[Passage]]:
        document, passages = described(source, content_hash, self._reader.read(source.path), self._splitter)
        if not passages:
            raise NoText()
        return document, passages

    def _move(self, document: StoredDocument, source: Source) -> None:
        if document.title == title_of(Path(document.path)) != title_of(source.path):
            # Its name is its title, and the title is part of what is searched.
            moved, passages = self._described(source, document.content_hash)
            moved = replace(moved, id=document.id)
            self._store.put(moved, passages)
        else:
            project, kind = from_folders(source.path)
            attributes = document.attributes or {}
            moved = replace(
                document,
                path=str(source.path),
                name=source.name,
                project=_text(attributes.get("project")) or project,
                kind=_kind(attributes.get("kind")) or kind or Kind.OTHER,
            )
            self._store.move(moved)
        self._keep(moved, instead_of=document)
        self._report.moved += 1

    def _leave_out(self, source: Source, content_hash: str, twin: StoredDocument, known: StoredDocument | None) -> None:
        if known is not None:  # edited until it was the same as another
            self._forget(known)
        copy = Copy(str(source.path), source.name, content_hash)
        if self._copies.get(copy.path) != copy:
            self._store.add_copy(copy)
            self._copies[copy.path] = copy
        self._report.duplicate += 1
        self._report.duplicates.append((source.name, twin.name))

    def _drop(self, document: StoredDocument) -> None:
        """Removes a vanished document, unless a copy of it outside the given folders can take its place."""
        if self._by_hash.get(document.content_hash) is document:
            for copy in list(self._copies.values()):
                if copy.content_hash == document.content_hash and self._still_holds(copy.path, copy.content_hash):
                    return self._try(Source(Path(copy.path), copy.name), partial(self._move, document))
        self._forget(document)

    def _adopt_copies(self) -> None:
        """Reads the copies whose original has got another text: now they are the only ones with theirs."""
        for copy in list(self._copies.values()):
            if copy.content_hash not in self._by_hash and self._still_holds(copy.path, copy.content_hash):
                self._try(Source(Path(copy.path), copy.name), self._take)

    def _keep(self, document: StoredDocument, *, instead_of: StoredDocument | None) -> None:
        """Notes what has just been stored."""
        if instead_of is not None:
            self._strike_out(instead_of)
        self._copies.pop(document.path, None)
        self._by_path[document.path] = self._by_hash[document.content_hash] = document

    def _forget(self, document: StoredDocument) -> None:
        assert document.id is not None
        self._store.remove(document.id)
        self._strike_out(document)
        self._report.removed += 1

    def _strike_out(self, document: StoredDocument) -> None:
        del self._by_path[document.path]
        if self._by_hash.get(document.content_hash) is document:
            del self._by_hash[document.content_hash]

    def _note_empty_pages(self, document: StoredDocument) -> None:
        if document.pages_without_text:
            self._report.pages_without_text[document.name] = document.pages_without_text

    def _hash(self, path: Path) -> str:
        """The SHA-256 of a file, computed once a run; raises NotAccessible."""
        if str(path) not in self._hashes:
            self._hashes[str(path)] = content_hash_of(path)
        return self._hashes[str(path)]

    def _still_holds(self, path: str, content_hash: str) -> bool:
        """Whether there is a file with this content; one that cannot be opened just now is taken to hold it."""
        try:
            return not is_gone(path) and self._hash(Path(path)) == content_hash
        except NotAccessible:
            return True

    def _is_lost(self, path: str) -> bool:
        return any(Path(path).is_relative_to(root) for root in self._roots) and is_gone(path)


def described(
    source: Source, content_hash: str, text: DocumentText, splitter: PassageSplitter
) -> tuple[StoredDocument, list[Passage]]:
    """The manifest line of a document and its passages; front matter counts before folders and file dates."""
    pieces = [piece for piece in splitter.split_documents(text.sections) if piece.page_content.strip()]
    whole = "\n".join(piece.page_content for piece in pieces[:5])
    stated = _text(text.metadata.get("language"))
    language = stated if stated in LANGUAGES else detect(whole)
    project, kind = from_folders(source.path)
    document = StoredDocument(
        path=str(source.path),
        name=source.name,
        content_hash=content_hash,
        made_by=MADE_BY,
        title=text.title or title_of(source.path),
        project=_text(text.metadata.get("project")) or project,
        kind=_kind(text.metadata.get("kind")) or kind or Kind.OTHER,
        date=_iso_date(text.metadata.get("date")) or _file_date(source.path),
        language=language,
        pages=text.pages,
        pages_without_text=text.pages_without_text,
        attributes=dict(text.metadata),
    )
    return document, _passages(document, pieces, stated in LANGUAGES)


def _passages(document: StoredDocument, pieces: list, language_is_stated: bool) -> list[Passage]:  # type: ignore[type-arg]
    passages = []
    seen: dict[str, int] = {}
    for position, piece in enumerate(pieces):
        text = piece.page_content
        passage = Passage(
            id="",
            text=text,
            document=document.name,
            title=document.title,
            headings=tuple(piece.metadata["headings"]),
            page=piece.metadata["page"],
            rows=piece.metadata["rows"],
            language=document.language if language_is_stated else detect(text, document.language),
            position=position,
        )
        digest = hashlib.sha256(searchable_text(passage).encode()).hexdigest()[:20]
        seen[digest] = seen.get(digest, 0) + 1  # the same words under the same heading may come twice
        passages.append(replace(passage, id=digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"))
    return passages


def content_hash_of(path: Path) -> str:
    """The SHA-256 of a file, as the store keeps it; raises NotAccessible."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise NotAccessible(detail=error.strerror or str(error)) from error


def _kind(value: object) -> Kind | None:
    return kind_named(_text(value) or "")


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _iso_date(value: object) -> str | None:
    text = _text(value) or ""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


def _file_date(path: Path) -> str:
    try:
        return date.fromtimestamp(path.stat().st_mtime).isoformat()
    except OSError as error:  # deleted while it was read
        raise NotAccessible(detail=error.strerror or str(error)) from error
