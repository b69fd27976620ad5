"""What a server says of a file: its size, its version, its checksum.

Rules over HTTP answers. The hub tells the checksum of a large file in X-Linked-ETag, of a small one in ETag
(huggingface_hub, get_hf_file_metadata); of other servers an ETag only tells versions apart.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

BLOCK = 1 << 20
LONGEST_WAIT = 30.0


@dataclass(frozen=True)
class Checksum:
    """`method` is "sha256", or "git" for the SHA-1 that git gives a file's content (blob)."""

    method: str
    digits: str

    def of(self, path: Path) -> str:
        """The digits that the file has."""
        with path.open("rb") as file:
            if self.method == "sha256":
                return hashlib.file_digest(file, "sha256").hexdigest()
            blob = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
            while piece := file.read(BLOCK):
                blob.update(piece)
            return blob.hexdigest()


@dataclass(frozen=True)
class Offered:
    """A file on a server, as far as it says: `version` tells two contents apart, `tag` is the one to send back in
    If-Range, empty where the answer came from another server than the file will."""

    size: int | None = None
    version: str = ""
    tag: str = ""
    checksum: Checksum | None = None


def offered(answers: Sequence[httpx.Response]) -> Offered:
    """What a chain of redirects and its last answer say of the file."""
    last = answers[-1]
    linked, size = _first(answers, "X-Linked-ETag"), _first(answers, "X-Linked-Size")
    hub = linked or (_first(answers, "ETag") if _first(answers, "X-Repo-Commit") else "")
    own = "" if last.is_redirect else last.headers.get("ETag", "")
    length = size or ("" if last.is_redirect else last.headers.get("Content-Length", ""))
    return Offered(
        size=int(length) if length.isdigit() else None,
        version=linked or own,
        tag=own if own.startswith('"') and not linked else "",
        checksum=_checksum(hub),
    )


def tells_all(answer: httpx.Response) -> bool:
    """Whether the hub has said what there is to say; the storage behind its redirect may refuse to be asked."""
    return "X-Linked-Size" in answer.headers or not answer.is_redirect


def total(answer: httpx.Response, present: int) -> int | None:
    """Bytes of the whole file as an answer to a download says, `present` of them asked to be left out; None where it
    does not say."""
    whole = answer.headers.get("Content-Range", "").rpartition("/")[2]
    if whole.isdigit():
        return int(whole)
    length = answer.headers.get("Content-Length", "")
    return int(length) + (present if answer.status_code == 206 else 0) if length.isdigit() else None


def begins_at(answer: httpx.Response) -> int | None:
    """The place in the file where a partial answer (206) begins."""
    begin = answer.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(begin) if begin.isdigit() else None


def retry_after(answer: httpx.Response) -> float:
    """Seconds that the server asks to wait."""
    seconds = answer.headers.get("Retry-After", "")
    return min(float(seconds), LONGEST_WAIT) if seconds.isdigit() else 0.0


def _first(answers: Sequence[httpx.Response], name: str) -> str:
    return next((answer.headers[name] for answer in answers if name in answer.headers), "")


def _checksum(tag: str) -> Checksum | None:
    digits = tag.removeprefix("W/").strip('"').lower()
    method = {64: "sha256", 40: "git"}.get(len(digits))
    return Checksum(method, digits) if method and set(digits) <= set("0123456789abcdef") else None
