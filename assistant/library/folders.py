"""Finds the files below the given paths, and what their places say: name, project, kind.

It opens no file and knows nothing of the store.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.library.documents import CONVERTIBLE, READABLE
from assistant.passages import Kind

_KIND_FOLDERS = {
    Kind.METHODOLOGY: ("methodology", "methodologie", "methodik", "methoden", "methods"),
    Kind.NOTE: ("note", "notes", "notiz", "notizen", "minutes", "protokoll", "protokolle", "meetings"),
    Kind.LESSON: ("lesson", "lessons", "lessons-learned", "lessons-learnt", "lehren", "erfahrungen", "retrospektiven"),
    Kind.RISK: ("risk", "risks", "risiko", "risiken"),
    Kind.OTHER: ("other", "sonstiges"),
}
_KIND_OF_FOLDER = {name: kind for kind, names in _KIND_FOLDERS.items() for name in names}


@dataclass(frozen=True)
class Source:
    """A file to be read: where it is and what a person calls it."""

    path: Path
    name: str


def from_folders(path: Path) -> tuple[str | None, Kind | None]:
    """Project and kind told by folders `…/<project>/<kind>/…`: the innermost kind counts, and the project is the
    nearest folder above it that names no kind. Methodology has no project."""
    folders = [(folder, kind_named(folder)) for folder in path.parent.parts[1:]]
    while folders and folders[-1][1] is None:
        folders.pop()
    if not folders:
        return None, None
    kind = folders[-1][1]
    above = [folder for folder, other in folders if other is None]
    return shown_name(above[-1]) if above and kind is not Kind.METHODOLOGY else None, kind


def find_sources(roots: list[Path]) -> tuple[list[Source], int]:
    """The files below the paths, each once, and the number of those in formats that are not read."""
    found: dict[Path, Source] = {}
    skipped: set[Path] = set()
    for root in roots:
        if root.is_file():
            found.setdefault(root, Source(root, shown_name(root.name)))
            continue
        for path in _files(root):
            if path.suffix.lower() in READABLE or path.suffix.lower() in CONVERTIBLE:
                found.setdefault(path, Source(path, shown_name(f"{root.name}/{path.relative_to(root).as_posix()}")))
            else:
                skipped.add(path)
    return list(found.values()), len(skipped - found.keys())


def shown_name(path: str) -> str:
    """What a person reads: composed umlauts, and a question mark for bytes that are no letter in any encoding."""
    return unicodedata.normalize("NFC", path.encode("utf-8", "replace").decode())


def title_of(path: Path) -> str:
    """The title of a document that names none itself."""
    return shown_name(path.stem)


def is_unicode(path: str) -> bool:
    """Whether the name holds letters only, no bytes of an unknown encoding."""
    return path.encode("utf-8", "surrogateescape") == path.encode("utf-8", "replace")


def _files(root: Path) -> Iterator[Path]:
    """Files below a folder, sorted; hidden ones, office lock files and links out of it are left alone, and so are
    folders that may not be opened."""
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith((".", "~$")))
        for name in sorted(names):
            path = Path(folder, name)
            outside = path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root)
            if not name.startswith((".", "~$")) and not outside and os.path.isfile(path):
                yield path


def is_gone(path: str) -> bool:
    """Whether there is no such file. One that cannot be reached, as on a disk in trouble, is not gone."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False


def kind_named(name: str) -> Kind | None:
    """The kind that a folder or a front matter names: 'Lessons Learned', 'lessons_learned', 'RISIKEN'."""
    plain = re.sub(r"[\s_-]+", "-", unicodedata.normalize("NFC", name).strip().lower())
    return _KIND_OF_FOLDER.get(plain)
