"""Facts with everything filled in that a test does not care about."""

from assistant.manifest import StoredDocument
from assistant.passages import Kind, Passage


def document(path: str = "/p/plan.md", **facts: object) -> StoredDocument:
    """A line of the manifest."""
    rest = {"name": path.lstrip("/"), "content_hash": f"hash of {path}", "made_by": "test", "title": "Plan"}
    rest |= {"project": None, "kind": Kind.OTHER, "date": None, "language": "de"}
    return StoredDocument(path=path, **(rest | facts))


def passage(text: str, **facts: object) -> Passage:
    """A passage whose id is its text."""
    return Passage(**({"id": text, "text": text, "document": "p/plan.md", "title": "Plan"} | facts))
