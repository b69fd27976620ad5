"""Where uploaded files lie in the data folder, and how a new one takes the place of an earlier one.

It reads no document; whether a file is kept is decided by whoever places it.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from assistant.passages import Kind

UPLOADS = "uploads"
# File systems take names of up to 255 bytes.
LONGEST_NAME = 200


def upload_folder(data_dir: Path, project: str, kind: Kind) -> Path:
    """The folder for a project's uploads of a kind."""
    return data_dir / UPLOADS / folder_name(project) / str(kind)


def folder_name(project: str) -> str:
    """A project's name as one folder name: as typed, but for slashes, control characters and leading dots."""
    kept = "".join("-" if letter in "/\\" or not letter.isprintable() else letter for letter in project)
    short = kept.strip(" .").encode("utf-8", "ignore")[:LONGEST_NAME].decode("utf-8", "ignore")
    return short.strip(" .") or UPLOADS


def free_name(folder: Path, name: str) -> str:
    """The name, or the first of name-2, name-3 … that no file of the folder has."""
    path, number = Path(name), 1
    while (folder / name).exists():
        number += 1
        name = f"{path.stem}-{number}{path.suffix}"
    return name


@contextmanager
def written(name: str, text: str) -> Iterator[Path]:
    """A file of this name with this text while the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text(text, encoding="utf-8")
        yield path


class Placed:
    """Copies a file into a folder while the block runs; unless `kept` is set to True in it, the copy is removed again
    and an earlier file of the same name comes back."""

    def __init__(self, file: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file, self.path = file, folder / file.name
        self._earlier = folder / f".{file.name}.earlier"
        self.kept = False

    def __enter__(self) -> "Placed":
        if self.path.exists():
            self.path.replace(self._earlier)
        try:
            shutil.copyfile(self._file, self.path)
        except OSError:
            self._restore()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.kept:
            self._restore()
        self._earlier.unlink(missing_ok=True)

    def _restore(self) -> None:
        self.path.unlink(missing_ok=True)
        if self._earlier.exists():
            self._earlier.replace(self.path)
