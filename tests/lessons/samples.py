"""Passages and cards as the readers make them, for the tests of the lessons."""

from assistant.lessons.card import Card, Part, Quote
from assistant.passages import Kind, Passage


def passage(text: str, *headings: str, **fields: object) -> Passage:
    """A passage of a note; every text and heading path has an id of its own."""
    known: dict[str, object] = {"id": f"1-{headings}{text[:30]}", "document": "notizen/a.md", "title": "Notiz"}
    return Passage(text=text, headings=headings, **(known | fields))  # type: ignore[arg-type]


def card(title: str = "Pilot zu groß", **fields: object) -> Card:
    """A card; parts are given as situation="…", lesson="…", recommendation=("…", "…")."""
    texts = {part: fields.pop(str(part)) for part in Part if str(part) in fields}
    known: dict[str, object] = {
        "key": f"{title}{fields.get('date')}",
        "document": f"{title}.md",
        "project": "A",
        "kind": Kind.LESSON,
        "date": "2025-01-01",
        "language": "de",
    }
    known |= fields
    source = passage("", document=known["document"])
    parts = tuple(
        (part, tuple(Quote(each, source) for each in ((text,) if isinstance(text, str) else text)))
        for part, text in texts.items()
    )
    return Card(title=title, parts=parts, **known)  # type: ignore[arg-type]
