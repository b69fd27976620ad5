"""Reading documents in a child process: limits, replacement, reports."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import psutil
import pytest

from assistant.errors import (
    DamagedDocument,
    NotAccessible,
    NoText,
    ReadingTooLarge,
    ReadingTooSlow,
    UnknownFormat,
    UnreadableDocument,
)
from assistant.library.documents import CONVERTIBLE, READABLE, DocumentLoader, DocumentReader, parse

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "notiz.md"
    path.write_text("# Größe\n\nText")
    return path


@pytest.fixture(scope="module")
def shared_reader() -> Iterator[DocumentReader]:
    with DocumentReader() as reader:
        yield reader


def _child() -> psutil.Process:
    """The process that was last started to read for us."""
    children = [c for c in psutil.Process().children() if "answer_requests" in " ".join(c.cmdline())]
    return max(children, key=psutil.Process.create_time)


# --- parse ---


def test_the_title_is_stated_or_the_first_heading(tmp_path: Path, note: Path) -> None:
    assert parse(note).title == "Größe"
    (tmp_path / "b.md").write_text("---\ntitle: Anders\n---\n# Größe\n\nText")
    assert parse(tmp_path / "b.md").title == "Anders"
    (tmp_path / "c.txt").write_text("Text")
    assert parse(tmp_path / "c.txt").title is None


def test_the_ending_counts_in_any_case(tmp_path: Path) -> None:
    (tmp_path / "A.MD").write_text("Text")
    assert parse(tmp_path / "A.MD").sections[0].page_content == "Text"


@pytest.mark.parametrize("name", ["a.doc", "a.rtf", "a.ODP", "a.pages", "a.png", "ohne", "a.exe"])
def test_other_formats_name_what_to_save_as(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"abc")
    with pytest.raises(UnknownFormat) as caught:
        parse(tmp_path / name)
    suffix = Path(name).suffix.lower()
    assert caught.value.fields["alternative"] == CONVERTIBLE.get(suffix, ".docx, .pdf, .md")


def test_no_format_is_both_read_and_to_be_converted_and_advice_can_be_followed() -> None:
    assert not READABLE & set(CONVERTIBLE)
    assert set(CONVERTIBLE.values()) <= READABLE


def test_missing_files_and_folders_are_not_accessible(tmp_path: Path) -> None:
    (tmp_path / "ordner.md").mkdir()
    for name in ("fehlt.md", "ordner.md"):
        with pytest.raises(NotAccessible):
            parse(tmp_path / name)


def _truncated_archive() -> bytes:
    import_path = Path(docx.__file__).parent / "templates" / "default.docx"
    return import_path.read_bytes()[:15_000]


HOSTILE = {
    "zufall": random.Random(7).randbytes(3000),
    "nullen": bytes(3000),
    "abgeschnitten": _truncated_archive(),
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(8).randbytes(3000),
    "pdf": b"%PDF-1.7\n" + random.Random(9).randbytes(3000),
    "text": "Nur ein Text mit Größe.\n".encode() * 20,
    "html": b"<html><body><p>Text" * 20,
}


@pytest.mark.parametrize("content", HOSTILE)
@pytest.mark.parametrize("suffix", sorted(READABLE))
def test_whatever_lies_in_a_file_gives_text_or_a_clear_error(tmp_path: Path, suffix: str, content: str) -> None:
    path = tmp_path / f"datei{suffix}"
    path.write_bytes(HOSTILE[content])
    try:
        document = parse(path)
    except UnreadableDocument as error:
        assert error.in_language("de") and str(tmp_path) not in error.in_language("de")
    else:
        assert all(section.page_content.strip() for section in document.sections)


@pytest.mark.parametrize("suffix", sorted(READABLE))
def test_empty_files_have_no_text(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"leer{suffix}"
    path.write_bytes(b"")
    with pytest.raises(NoText):
        parse(path)


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx", ".odt", ".epub"])
def test_an_archive_with_broken_parts_is_damaged(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"datei{suffix}"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("[Content_Types].xml", "META-INF/container.xml", "META-INF/manifest.xml", "content.xml"):
            archive.writestr(name, "<a><b></a>")
    with pytest.raises(DamagedDocument):
        parse(path)


def test_reading_markdown_imports_no_other_reader_and_no_model_library(note: Path) -> None:
    heavy = ["pptx", "docx", "pypdfium2", "openpyxl", "odf", "oxmsg", "torch", "transformers", "chromadb", "gradio"]
    code = (
        "import sys; from pathlib import Path; from assistant.library.documents import parse; "
        f"parse(Path({str(note)!r})); print([name for name in {heavy} if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


# --- the child process ---


def test_the_child_gives_the_same_as_parse_and_is_kept(note: Path, shared_reader: DocumentReader) -> None:
    assert shared_reader.read(note) == parse(note)
    child = _child()
    assert shared_reader.read(note) == parse(note)
    assert _child() == child


def test_errors_of_the_child_arrive_with_their_fields(tmp_path: Path, shared_reader: DocumentReader) -> None:
    (tmp_path / "a.doc").write_bytes(b"x")
    with pytest.raises(UnknownFormat) as caught:
        shared_reader.read(tmp_path / "a.doc")
    assert caught.value.fields == {"suffix": ".doc", "alternative": ".docx"}


def test_relative_paths_are_those_of_the_caller(
    note: Path, shared_reader: DocumentReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared_reader.read(note)
    monkeypatch.chdir(note.parent)
    assert shared_reader.read(Path(note.name)).title == "Größe"


def test_nothing_is_printed_about_odd_files(
    tmp_path: Path, shared_reader: DocumentReader, capfd: pytest.CaptureFixture[str]
) -> None:
    for suffix in sorted(READABLE):
        path = tmp_path / f"datei{suffix}"
        path.write_bytes(HOSTILE["abgeschnitten"])
        with pytest.raises(UnreadableDocument):
            shared_reader.read(path)
    assert capfd.readouterr() == ("", "")


@pytest.fixture(scope="module")
def hasty_reader() -> Iterator[DocumentReader]:
    with DocumentReader(time_limit=1.5) as reader:
        yield reader


def test_a_child_that_hangs_is_replaced(note: Path, hasty_reader: DocumentReader) -> None:
    hasty_reader.read(note)
    hanging = _child()
    hanging.suspend()
    began = time.monotonic()
    with pytest.raises(ReadingTooSlow):
        hasty_reader.read(note)
    assert 1.4 < time.monotonic() - began < 10
    assert not hanging.is_running()
    assert hasty_reader.read(note).title == "Größe"


@pytest.mark.parametrize("fatal", [signal.SIGSEGV, signal.SIGKILL])
def test_a_child_that_crashes_while_reading_is_replaced(
    note: Path, hasty_reader: DocumentReader, fatal: signal.Signals
) -> None:
    hasty_reader.read(note)
    descriptors = psutil.Process().num_fds()
    child = _child()
    child.suspend()

    def crash() -> None:
        os.kill(child.pid, fatal)
        os.kill(child.pid, signal.SIGCONT)

    timer = threading.Timer(0.3, crash)
    timer.start()
    with pytest.raises(DamagedDocument) as caught:
        hasty_reader.read(note)
    timer.join()
    assert caught.value.fields == {"format": "MD", "detail": fatal.name}
    assert hasty_reader.read(note).title == "Größe"
    assert psutil.Process().num_fds() == descriptors


def test_a_child_that_died_between_two_documents_is_replaced_unnoticed(
    note: Path, hasty_reader: DocumentReader
) -> None:
    hasty_reader.read(note)
    child = _child()
    child.kill()
    child.wait()
    assert hasty_reader.read(note).title == "Größe"


def test_a_document_too_large_for_the_memory_is_refused(tmp_path: Path, note: Path) -> None:
    with (tmp_path / "riesig.txt").open("wb") as file:
        file.truncate(3_000_000_000)  # takes no room on disk
    with DocumentReader(memory_limit=1_000_000_000) as reader:
        with pytest.raises(ReadingTooLarge):
            reader.read(tmp_path / "riesig.txt")
        assert reader.read(note).title == "Größe"


def test_a_child_that_does_not_start_is_no_fault_of_the_document(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with DocumentReader() as reader, pytest.raises(RuntimeError, match="does not start: exit 1"):
        reader.read(note)


def test_many_threads_may_share_a_reader(tmp_path: Path, shared_reader: DocumentReader) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(12)]
    for path in paths:
        path.write_text(f"Text {path.stem}")
    found: dict[str, str] = {}

    def read(path: Path) -> None:
        found[path.stem] = shared_reader.read(path).sections[0].page_content

    threads = [threading.Thread(target=read, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {path.stem: f"Text {path.stem}" for path in paths}


def test_the_child_ends_with_its_reader_and_with_its_parent(note: Path) -> None:
    reader = DocumentReader()
    reader.read(note)
    child = _child()
    reader.close()
    assert not child.is_running()
    code = (
        "import os; from pathlib import Path; from assistant.library.documents import DocumentReader\n"
        f"reader = DocumentReader(); reader.read(Path({str(note)!r}))\n"
        "print(reader._child.process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    orphan = int(result.stdout)
    deadline = time.monotonic() + 10
    while psutil.pid_exists(orphan) and psutil.Process(orphan).status() != "zombie" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(orphan) or psutil.Process(orphan).status() == "zombie"


def test_a_script_without_a_main_guard_can_read(tmp_path: Path, note: Path) -> None:
    script = tmp_path / "skript.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\nfrom assistant.library.documents import DocumentReader\n"
        f"with DocumentReader() as reader: print(reader.read(Path({str(note)!r})).title)\n"
    )
    result = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == ("Größe\n", "")


def test_the_loader_gives_sections_with_source_and_title(note: Path, shared_reader: DocumentReader) -> None:
    (document,) = DocumentLoader(note, shared_reader).load()
    assert document.page_content == "Text"
    assert document.metadata["source"] == str(note)
    assert (document.metadata["title"], document.metadata["headings"]) == ("Größe", ["Größe"])


def test_a_large_parent_keeps_its_child_from_one_document_to_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ein Satz.", encoding="utf-8")
    script = """
import sys
from pathlib import Path
from assistant.library.documents import DocumentReader
ballast = bytearray(900_000_000)
ballast[::4096] = b"x" * len(ballast[::4096])
with DocumentReader() as reader:
    children = set()
    for _ in range(3):
        reader.read(Path(sys.argv[1]))
        children.add(reader._child and reader._child.process.pid)
print(len(children), None in children)
"""
    command = [sys.executable, "-c", script, str(tmp_path / "a.txt")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=Path(__file__).parents[2])
    assert done.stdout.split() == ["1", "False"], done.stderr
