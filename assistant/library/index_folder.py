"""The folder of an index: what it was made of, how far it has followed the store, and whether its files are whole.

An index is a cache. Its folder says which store, embedder, revision, dimension and splitter it was made of; if any
of them differs, the folder is thrown away and the index starts empty. Thrown away means deleted from the disk: the
rebuilt index lies in a new folder, so no removed text or vector survives in old files. The same happens to a folder
whose files are not what the last writer left: tantivy and Chroma map their files into memory without checking them,
and a torn one gives wrong answers or ends the whole process.
"""

import hashlib
import json
import logging
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import IndexDamaged

_STAMP = "stamp.json"
_log = logging.getLogger(__name__)


class IndexFolder:
    """Finds the folder `<kind>-…` below `parent` that was made of exactly `made_of`, or makes an empty one.

    `seen` is the number of the last change of the store that the index holds. Other folders of the kind are deleted,
    except one made of what is `spared`: that of an index that takes the place of this one, or had it before.
    """

    def __init__(
        self, parent: Path, kind: str, made_of: dict[str, object], *, spared: dict[str, object] | None = None
    ) -> None:
        self._parent, self._kind, self._made_of, self.spared = parent, kind, made_of, spared
        parent.mkdir(parents=True, exist_ok=True)
        fitting = [folder for folder in self._folders() if self._fits(folder)]
        if fitting:
            self.path = fitting[0]
            self.seen: int = _stamp(self.path)["seen"]  # type: ignore[assignment]
        else:
            self.path = self._fresh()
        self._delete_others()

    def mark(self, seen: int) -> None:
        """Writes down that the index holds everything up to this change; call it after the index has committed."""
        self.seen = seen
        self._write_stamp(_sums(self.path))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Stands around whatever changes the index's files. A process that ends inside leaves a folder that is
        not used again, since nobody can tell which files are whole."""
        self._write_stamp(None)
        yield
        self._write_stamp(_sums(self.path))

    def note_opened(self) -> None:
        """Writes down what opening the index has changed in its files, which fitted before."""
        files = _sums(self.path)
        if files != _stamp(self.path).get("files"):
            self._write_stamp(files)

    def start_again(self) -> None:
        """Leaves the present folder for a new, empty one and deletes it."""
        self.path = self._fresh()
        self._delete_others()

    def be_alone(self) -> None:
        """Deletes the folder that was spared; nobody may have it open."""
        self.spared = None
        self._delete_others()

    def _fresh(self) -> Path:
        path = self._parent / f"{self._kind}-{uuid.uuid4().hex[:12]}"
        path.mkdir(parents=True)
        self.path = path
        self.mark(0)
        return path

    def _folders(self) -> list[Path]:
        return sorted(self._parent.glob(f"{self._kind}-*"))

    def _delete_others(self) -> None:
        for folder in self._folders():
            spared = self.spared is not None and _stamp(folder).get("made_of") == self.spared
            if folder != self.path and not spared:
                shutil.rmtree(folder, onerror=lambda _call, path, error: _log.warning("%s stays: %s", path, error[1]))

    def _fits(self, folder: Path) -> bool:
        stamp = _stamp(folder)
        made_of, seen, files = (stamp.get(name) for name in ("made_of", "seen", "files"))
        if made_of != self._made_of or type(seen) is not int:
            return False
        whole = isinstance(files, dict) and files.items() <= _sums(folder).items()
        if not whole:
            _log.warning("%s is not as it was left and is rebuilt", folder)
        return whole

    def _write_stamp(self, files: dict[str, str] | None) -> None:
        stamp = {"made_of": self._made_of, "seen": self.seen, "files": files}
        temporary = self.path / f"{_STAMP}.new"
        try:
            temporary.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
            temporary.replace(self.path / _STAMP)
        except FileNotFoundError as error:  # somebody has deleted the folder
            raise IndexDamaged(folder=self.path, detail=str(error)) from error


def _stamp(folder: Path) -> dict[str, object]:
    """The stamp, or nothing where it is missing or broken: such a folder fits no index."""
    try:
        stamp = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _sums(folder: Path) -> dict[str, str]:
    """Checksums of an index's files by their path in the folder. Not of locks, nor of Chroma's database, which lies
    one level higher, checks itself and changes when it is only opened."""
    sums = {}
    for path in sorted(folder.glob("*/*")):
        if path.is_file() and path.suffix != ".lock":
            with path.open("rb") as file:
                sums[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return sums
