"""What is known of each document file: a line of the manifest.

Facts only; the store keeps them, ingesting makes them.
"""

from dataclasses import dataclass

from assistant.passages import Kind


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
