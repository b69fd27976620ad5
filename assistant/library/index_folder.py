"""The folder of an index: what it was made of and how far it has followed the store.

An index is a cache. Its folder says which store, embedder, revision, dimension and splitter it was made of; if any
of them differs, the folder is thrown away and the index starts empty. Thrown away means deleted from the disk: the
rebuilt index lies in a new folder, so no removed text or vector survives in old files.
"""

import json
import logging
import shutil
import uuid
from pathlib import Path

_STAMP = "stamp.json"
_log = logging.getLogger(__name__)


class IndexFolder:
    """Finds the folder `<kind>-…` below `parent` that was made of exactly `made_of`, or makes an empty one.

    `seen` is the number of the last change of the store that the index holds. Other folders of the kind are deleted.
    """

    def __init__(self, parent: Path, kind: str, made_of: dict[str, object]) -> None:
        self._parent, self._kind, self._made_of = parent, kind, made_of
        parent.mkdir(parents=True, exist_ok=True)
        fitting = [folder for folder in self._folders() if self._stamp(folder).get("made_of") == made_of]
        self.path = fitting[0] if fitting else self._fresh()
        self.seen = int(self._stamp(self.path).get("seen", 0))  # type: ignore[call-overload]
        self._delete_others()

    def mark(self, seen: int) -> None:
        """Writes down that the index holds everything up to this change; call it after the index has committed."""
        self.seen = seen
        temporary = self.path / f"{_STAMP}.new"
        temporary.write_text(json.dumps({"made_of": self._made_of, "seen": seen}, indent=1), encoding="utf-8")
        temporary.replace(self.path / _STAMP)

    def start_again(self) -> None:
        """Leaves the present folder for a new, empty one and deletes it."""
        self.path = self._fresh()
        self._delete_others()

    def _fresh(self) -> Path:
        path = self._parent / f"{self._kind}-{uuid.uuid4().hex[:12]}"
        path.mkdir()
        self.path = path
        self.mark(0)
        return path

    def _folders(self) -> list[Path]:
        return sorted(self._parent.glob(f"{self._kind}-*"))

    def _delete_others(self) -> None:
        for folder in self._folders():
            if folder != self.path:
                shutil.rmtree(folder, onerror=lambda _call, path, error: _log.warning("%s stays: %s", path, error[1]))

    def _stamp(self, folder: Path) -> dict[str, object]:
        """The stamp, or nothing where it is missing or broken: such a folder fits no index."""
        try:
            stamp = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}
