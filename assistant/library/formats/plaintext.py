"""Reads plain text with an optional YAML block at its head. Line breaks stay as they are; nothing is a heading."""

from pathlib import Path

from assistant.library.formats.cleaning import plain_bullets
from assistant.library.formats.encodings import decode
from assistant.library.formats.front_matter import split_front_matter
from assistant.library.formats.sections import DocumentText, SectionBuilder

FAILURES: tuple[type[Exception], ...] = ()


def read(path: Path) -> DocumentText:
    """The text of a TXT file as one section."""
    text = decode(path.read_bytes(), name="TXT").replace("\r\n", "\n").replace("\r", "\n")
    metadata, body = split_front_matter(text.lstrip("\ufeff"))
    builder = SectionBuilder()
    builder.paragraph(plain_bullets(body))
    title = metadata.get("title")
    return DocumentText(title=title if isinstance(title, str) else None, sections=builder.sections(), metadata=metadata)
