"""Shows pages of PDF files as pictures, quotes found on them.

Drawing happens in a child process with a time and a memory limit, because files come from anywhere; the last pictures
are kept. A stored document is shown only while its file is the one that was read.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import FileChanged, FileGone, NotAccessible, PageNotShown, UnknownFormat, UnreadableDocument
from assistant.library.documents import ReadingProcess
from assistant.library.folders import is_gone
from assistant.library.formats.page_picture import PageImage, draw
from assistant.library.ingesting import content_hash_of
from assistant.manifest import StoredDocument
from assistant.passages import Passage

# Pictures kept; one has 50 to 500 KB.
KEPT = 16
TIME_LIMIT = 15.0


class PageImages:
    """Draws pages; safe to share between threads. `time_limit` in seconds for one page, its memory in bytes of
    address space."""

    def __init__(self, *, time_limit: float = TIME_LIMIT, memory_limit: int = 1_500_000_000) -> None:
        self._process = ReadingProcess(time_limit=time_limit, memory_limit=memory_limit)
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], PageImage] = OrderedDict()

    def image_of(self, passage: Passage, quotes: Sequence[str], *, documents: Sequence[StoredDocument]) -> PageImage:
        """The page a passage begins on; `documents` are the manifest. Raises PageNotShown, also where the file does
        not hold any more what was read from it."""
        # Stored passages carry the id of their document in front.
        document = next((d for d in documents if passage.id.startswith(f"{d.id}-")), None)
        try:
            if document is None or is_gone(document.path):
                raise FileGone()
            if content_hash_of(Path(document.path)) != document.content_hash:
                raise FileChanged()
            return self._image(Path(document.path), passage.page or 0, tuple(quotes))
        except UnreadableDocument as reason:
            raise PageNotShown(document=passage.document, reason=reason) from reason

    def image(self, path: Path, page: int, quotes: Sequence[str]) -> PageImage:
        """A page of a PDF file, from 1, with the boxes of the quotes on it; raises PageNotShown."""
        try:
            return self._image(path, page, tuple(quotes))
        except UnreadableDocument as reason:
            raise PageNotShown(document=path.name, reason=reason) from reason

    def close(self) -> None:
        """Ends the child process."""
        self._process.close()

    def _image(self, path: Path, page: int, quotes: tuple[str, ...]) -> PageImage:
        if path.suffix.lower() != ".pdf":
            raise UnknownFormat(suffix=path.suffix or path.name, alternative=".pdf")
        key = (path, *_state(path), page, quotes)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        image = self._process.call(draw, path, page, quotes)
        with self._lock:
            self._kept[key] = image
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return image


def _state(path: Path) -> tuple[int, int]:
    """What changes with the content of a file: time and size."""
    try:
        facts = path.stat()
    except OSError as error:
        raise NotAccessible(detail=error.strerror or type(error).__name__) from error
    return facts.st_mtime_ns, facts.st_size
