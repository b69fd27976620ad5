"""Reads documents of any format into sections of text: picks the reader, and runs it in a child process.

The child has a time and a memory limit, because files come from anywhere and their parsers crash, hang and leak.
What a format means is the business of formats/; cutting sections into passages is splitting's.
"""

import importlib
import os
import resource
import signal
import struct
import subprocess
import sys
import threading
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Self, TypeVar

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from assistant.errors import (
    AssistantError,
    DamagedDocument,
    NotAccessible,
    NoText,
    ReadingTooLarge,
    ReadingTooSlow,
    UnknownFormat,
)
from assistant.library.formats.sections import DocumentText

# Module in formats/ by suffix.
_READERS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "plaintext",
    ".text": "plaintext",
    ".rst": "restructured",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".pdf": "pdf",
    ".docx": "word",
    ".pptx": "slides",
    ".pptm": "slides",
    ".xlsx": "sheets",
    ".xlsm": "sheets",
    ".xls": "sheets",
    ".csv": "csvfile",
    ".tsv": "csvfile",
    ".html": "markup",
    ".htm": "markup",
    ".xhtml": "markup",
    ".eml": "mail",
    ".msg": "mail",
    ".odt": "opendocument",
    ".epub": "books",
}
READABLE: frozenset[str] = frozenset(_READERS)
# Known formats that are not read, and what to save them as.
CONVERTIBLE: dict[str, str] = {
    ".doc": ".docx",
    ".docm": ".docx",
    ".dot": ".docx",
    ".dotx": ".docx",
    ".rtf": ".docx",
    ".pages": ".docx",
    ".wpd": ".docx",
    ".ott": ".odt",
    ".fodt": ".odt",
    ".ppt": ".pptx",
    ".pps": ".pptx",
    ".ppsx": ".pptx",
    ".potx": ".pptx",
    ".odp": ".pptx",
    ".key": ".pptx",
    ".xlsb": ".xlsx",
    ".xltx": ".xlsx",
    ".ods": ".xlsx",
    ".numbers": ".xlsx",
    ".mbox": ".eml",
    ".mobi": ".epub",
    ".azw3": ".epub",
    ".xps": ".pdf",
    ".djvu": ".pdf",
    ".vsdx": ".pdf",
    ".mpp": ".pdf",
    ".one": ".pdf",
}
_Result = TypeVar("_Result")
_ALTERNATIVES = ".docx, .pdf, .md"

# Parsers of damaged or hostile files fail in each of these ways, besides the errors of their own that each module
# of formats/ names in FAILURES. All of them mean the file.
_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,  # of XML, not of Python
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
_START_LIMIT = 120.0  # seconds for the child to import what it needs
_GRACE = 5.0  # seconds after which an orphaned child ends itself
_CHILD = "from assistant.library.documents import answer_requests; answer_requests()"


def parse(path: Path) -> DocumentText:
    """Reads a document in this process, without limits.

    Raises subclasses of UnreadableDocument only; MemoryError passes.
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise UnknownFormat(suffix=suffix or path.name, alternative=CONVERTIBLE.get(suffix, _ALTERNATIVES))
    _check_file(path)
    # A door: a Markdown file must not pay for the import of the PowerPoint library, nor the start of the page for any.
    reader = importlib.import_module(f"assistant.library.formats.{_READERS[suffix]}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of libraries, about odd files
            document: DocumentText = reader.read(path)
    except (*_FAILURES, *reader.FAILURES) as error:
        raise DamagedDocument(format=suffix[1:].upper(), detail=_detail(error, path)) from error
    if not document.sections:
        raise NoText()
    return replace(document, title=document.title or _first_heading(document))


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except OSError as error:
        raise NotAccessible(detail=error.strerror or type(error).__name__) from error
    if empty:
        raise NoText()


def _detail(error: Exception, path: Path) -> str:
    """Class and first line of a library's error, short enough to stand in a sentence."""
    first = next(iter(str(error).replace(str(path), path.name).splitlines()), "")
    return f"{type(error).__name__}: {first}"[:120].rstrip(": ")


def _first_heading(document: DocumentText) -> str | None:
    paths = [section.metadata["headings"] for section in document.sections]
    return next((path[0] for path in paths if path), None)


# --- the child process -------------------------------------------------------------------------------------------


def answer_requests() -> None:
    """The child: receives (function, path, further arguments), sends (result or AssistantError, whether it ends now),
    until told to end.

    Arguments of the process: file descriptor of the connection, memory limit in bytes, seconds for one request.
    """
    connection = Connection(int(sys.argv[1]))
    memory_limit, seconds = int(sys.argv[2]), float(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    connection.send(None)  # ready
    ends = False
    while not ends:
        try:
            function, *arguments = connection.recv()
        except EOFError:
            return
        # Ends the child by the kernel's hand if the parent died while a parser hangs.
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
        try:
            answer = _answer(function, arguments)
            # Libraries leak: one that has grown makes room for a new child.
            ends = _resident() > memory_limit / 2
            connection.send((answer, ends))
        except MemoryError:
            ends = True
            connection.send((ReadingTooLarge(megabytes=memory_limit / 1e6), ends))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _resident() -> int:
    """Bytes of memory this process holds. Not getrusage's ru_maxrss: it survives exec, so that a child of a large
    parent counts as large from its first document on."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def _answer(function: Callable[..., Any], arguments: list[Any]) -> Any:
    try:
        return function(*arguments)
    except AssistantError as error:
        return error


@dataclass(frozen=True)
class _Child:
    process: subprocess.Popen[bytes]
    connection: Connection
    messages: IO[bytes]


class ReadingProcess:
    """Works on files in a child process of its own, one at a time; safe to share between threads.

    `time_limit` in seconds for one file, `memory_limit` in bytes of address space. The child starts with the
    first file, survives from one to the next, and is replaced after a crash or kill.
    """

    def __init__(self, *, time_limit: float = 60.0, memory_limit: int = 1_500_000_000) -> None:
        self._time_limit = time_limit
        self._memory_limit = memory_limit
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, function: Callable[..., _Result], path: Path, *arguments: object) -> _Result:
        """function(path, *arguments) in the child; function, arguments and result are pickled.

        Besides the AssistantErrors of the function raises ReadingTooSlow and ReadingTooLarge; a crash is a
        DamagedDocument.
        """
        with self._lock:
            answer = self._ask(function, path.absolute(), arguments)
        if isinstance(answer, AssistantError):
            raise answer
        return answer

    def close(self) -> None:
        """Ends the child; a later call() would start another."""
        with self._lock:
            self._stop()

    def _ask(
        self, function: Callable[..., _Result], path: Path, arguments: tuple[object, ...]
    ) -> _Result | AssistantError:
        ends = True
        try:
            child = self._running() or self._start()
            child.connection.send((function, path, *arguments))
            if not child.connection.poll(self._time_limit):
                return ReadingTooSlow(seconds=self._time_limit)
            answer, ends = child.connection.recv()
            return answer
        except (EOFError, ConnectionError):
            return DamagedDocument(format=path.suffix[1:].upper(), detail=self._cause_of_death())
        finally:
            # Also after Ctrl-C: an answer that nobody waited for must not reach the next document.
            if ends:
                self._stop()

    def _running(self) -> _Child | None:
        """The child, unless it has died since the last document."""
        if self._child is not None and self._child.process.poll() is not None:
            self._stop()
        return self._child

    def _start(self) -> _Child:
        """Starts the child and waits until it has imported its modules, which does not count as reading time.

        Not by multiprocessing: its spawn method runs the caller's main script once more in the child, which loads
        the whole web page there and breaks scripts without an `if __name__ == "__main__"`.
        """
        ours, theirs = Pipe()
        messages = TemporaryFile()  # noqa: SIM115 - lives as long as the child
        limits = [str(self._memory_limit), str(self._time_limit)]
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-c", _CHILD, str(theirs.fileno()), *limits],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=messages,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,  # Ctrl-C is for the parent
            )
        self._child = _Child(process, ours, messages)
        try:
            if not ours.poll(_START_LIMIT):
                raise EOFError
            ours.recv()
        except EOFError as error:
            # Not the document's fault: the installation is broken or the memory limit far too low.
            raise RuntimeError(f"The process that reads documents does not start: {self._cause_of_death()}") from error
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.connection.close()
            child.process.kill()
            child.process.wait()
            child.messages.close()

    def _cause_of_death(self) -> str:
        """Name of the signal, or the last line the child wrote."""
        assert self._child is not None
        try:
            code = self._child.process.wait(timeout=_GRACE)
        except subprocess.TimeoutExpired:
            return "no answer"
        if code < 0:
            return signal.Signals(-code).name
        self._child.messages.seek(0)
        lines = self._child.messages.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:120] if lines else f"exit {code}"


class DocumentReader(ReadingProcess):
    """Reads documents in a child process."""

    def read(self, path: Path) -> DocumentText:
        """parse() in the child. Besides its errors raises ReadingTooSlow and ReadingTooLarge; a crash of the
        parser is a DamagedDocument."""
        return self.call(parse, path)


class DocumentLoader(BaseLoader):
    """LangChain's loader interface over a DocumentReader, for one file."""

    def __init__(self, path: Path, reader: DocumentReader) -> None:
        self._path = path
        self._reader = reader

    def lazy_load(self) -> Iterator[Document]:
        """The sections, with `source` (path) and `title` beside the metadata that DocumentText promises."""
        document = self._reader.read(self._path)
        for section in document.sections:
            metadata: dict[str, Any] = {
                **section.metadata,
                "source": str(self._path),
                "title": document.title,
            }
            yield Document(page_content=section.page_content, metadata=metadata)
