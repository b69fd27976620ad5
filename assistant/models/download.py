"""Fetches one file of a model, so that it ends whole and checked, or not at all.

A cut connection is taken up where it broke off (HTTP Range with If-Range, RFC 9110), also by a later run: the partial
file lies beside the target with the server's mark of the version. Size and checksum are checked before the file gets
its name. It does without huggingface_hub's downloader, which checks no checksum, cannot use a plain mirror and cannot
be stopped; the hub's headers are its documented ones.
"""

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeVar

import httpx

from assistant.folder_lock import try_lock
from assistant.models.errors import (
    AccessDenied,
    ChecksumWrong,
    DiskTooSmall,
    DownloadFailed,
    DownloadRefused,
    FileNotWritten,
    PullRunning,
    PullStopped,
    RemoteFileMissing,
    SizeWrong,
)
from assistant.models.network import Network, address, client, credentials, said, shown
from assistant.models.remote_files import (
    LONGEST_WAIT,
    Checksum,
    Offered,
    begins_at,
    offered,
    retry_after,
    tells_all,
    total,
)

# Tries in a row that bring not a single byte before it gives up, and seconds waited before the second of them.
TRIES, PAUSE = 6, 1.0
# Bytes left free on the disk.
RESERVE = 512 << 20
# Answers that may be better next time (RFC 9110), and those of servers that cannot be asked without fetching.
_PASSING, _NOT_ASKED = {408, 425, 429, 500, 502, 503, 504}, {403, 405, 501}

Progress = Callable[[int, int], None]
_Done = TypeVar("_Done")


@dataclass(frozen=True)
class Wanted:
    """A file to fetch: size in bytes and SHA-256 where they are known beforehand."""

    url: str
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Fetching:
    """How to fetch: `progress` is called with (bytes there, bytes in all); setting `stopped` ends it; `pause` are the
    seconds before a second try."""

    network: Network = field(default_factory=Network)
    progress: Progress = lambda done, total: None
    stopped: threading.Event = field(default_factory=threading.Event)
    pause: float = PAUSE


def fetch(wanted: Wanted, target: Path, how: Fetching) -> Path:
    """The whole, checked file at `target`. One process at a time fetches a target.

    Raises PullRunning, PullStopped, DiskTooSmall, DownloadFailed, AccessDenied, RemoteFileMissing, DownloadRefused,
    SizeWrong, ChecksumWrong, FileNotWritten, AddressUnusable, KeyUnprotected.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target), client(how.network) as http:
            return _Download(wanted, target, how, http).run()
    except OSError as error:
        raise FileNotWritten(path=target, detail=error.strerror or error) from error


def hub_url(network: Network, repository: str, revision: str, path: str) -> str:
    """Where a file lies on the hub, or on a mirror with the same paths."""
    return f"{network.hub.rstrip('/')}/{repository}/resolve/{revision}/{path}"


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    lock = try_lock(_beside(target, ".lock"))
    if lock is None:
        raise PullRunning(name=target.name)
    with lock:
        yield


class _Download:
    """One file on its way."""

    def __init__(self, wanted: Wanted, target: Path, how: Fetching, http: httpx.Client) -> None:
        self._wanted, self._target, self._how, self._http = wanted, target, how, http
        self._url = address(wanted.url)
        own = self._url.host == address(how.network.hub).host
        self._headers = {"Accept-Encoding": "identity"}
        self._headers |= credentials(self._url, how.network.token if own else None)
        self._part, self._note = _beside(target, ".part"), _beside(target, ".part.json")

    def run(self) -> Path:
        on_offer = self._retried(self._ask)
        size = self._wanted.size or on_offer.size
        if self._wanted.size and on_offer.size and on_offer.size != self._wanted.size:
            raise SizeWrong(name=self._target.name, found=on_offer.size, expected=self._wanted.size)
        checksum = Checksum("sha256", self._wanted.sha256) if self._wanted.sha256 else on_offer.checksum
        if not self._is_there(size, checksum):
            self._keep_only(on_offer.version or self._wanted.sha256)
            self._demand_room(size)
            self._retried(lambda: self._go_on(size, on_offer.tag))
            self._check(size, checksum)
            os.replace(self._part, self._target)
            self._note.unlink(missing_ok=True)
        return self._target

    # --- asking ---

    def _ask(self) -> Offered:
        """What the server says of the file, without fetching it."""
        answer = self._http.head(self._url, headers=self._headers)
        answers = [answer]
        while not tells_all(answer) and len(answers) < self._http.max_redirects and answer.next_request:
            answer = self._http.send(answer.next_request)
            answers.append(answer)
        if answer.status_code in _NOT_ASKED:
            return Offered()
        if not answer.is_redirect:
            self._refuse(answer)
        return offered(answers)

    def _is_there(self, size: int | None, checksum: Checksum | None) -> bool:
        if not self._target.is_file() or self._target.stat().st_size != size or checksum is None:
            return False
        return checksum.of(self._target) == checksum.digits

    def _keep_only(self, version: str | None) -> None:
        """Keeps the partial file only where it is known to belong to the version on offer."""
        known = {"url": shown(self._url), "version": version}
        if self._part.exists() and (not version or _noted(self._note) != known):
            self._part.unlink()
        self._note.write_text(json.dumps(known), encoding="utf-8")

    def _demand_room(self, size: int | None) -> None:
        needed, folder = (size or 0) - self._present() + RESERVE, self._target.parent
        free = shutil.disk_usage(folder).free
        if needed > free:
            name = self._target.name
            raise DiskTooSmall(name=name, folder=folder, needed=_gigabytes(needed), free=_gigabytes(free))

    # --- fetching ---

    def _retried(self, work: Callable[[], _Done]) -> _Done:
        """Tries again after what may pass; a try that got further than any before starts the count anew."""
        failed, furthest = 0, self._present()
        while True:
            try:
                return work()
            except (httpx.TransportError, _Passing) as error:
                now = self._present()
                failed, furthest = (1 if now > furthest else failed + 1), max(now, furthest)
                if failed >= TRIES:
                    detail = said(error) if isinstance(error, httpx.HTTPError) else str(error)
                    raise DownloadFailed(url=shown(self._url), tries=failed, detail=detail) from error
                asked = error.after if isinstance(error, _Passing) else 0.0
                self._pause(max(asked, min(LONGEST_WAIT, self._how.pause * 2 ** (failed - 1))))

    def _pause(self, seconds: float) -> None:
        if self._how.stopped.wait(seconds):
            raise PullStopped(name=self._target.name)

    def _present(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _go_on(self, size: int | None, tag: str) -> None:
        """Takes what is missing; raises httpx.TransportError or _Passing where it is cut."""
        present = self._present()
        if size is not None and present == size:
            return
        if size is not None and present > size:
            self._begin_again("the file had grown too long")
        headers = dict(self._headers)
        if present:
            headers["Range"] = f"bytes={present}-"
            if tag:
                headers["If-Range"] = tag
        with self._http.stream("GET", self._url, headers=headers, follow_redirects=True) as answer:
            if answer.status_code == 416:
                self._begin_again("the server has no bytes behind those there")
            self._refuse(answer)
            expected = total(answer, present) or size
            if size and expected != size:
                raise SizeWrong(name=self._target.name, found=expected, expected=size)
            with self._part.open("ab" if self._goes_on(answer, present) else "wb") as file:
                self._write(answer, file, expected or 0)
        if expected and self._present() < expected:
            raise _Passing("the connection was closed early")

    def _goes_on(self, answer: httpx.Response, present: int) -> bool:
        """Whether the answer begins where the partial file ends; a plain 200 begins at the beginning."""
        if not present or answer.status_code == 200:
            return False
        if begins_at(answer) != present:
            self._begin_again("the server went on at another place")
        return True

    def _begin_again(self, why: str) -> None:
        self._part.unlink(missing_ok=True)
        raise _Passing(why)

    def _write(self, answer: httpx.Response, file: IO[bytes], expected: int) -> None:
        for piece in answer.iter_raw():
            file.write(piece)
            self._how.progress(file.tell(), expected)
            if self._how.stopped.is_set():
                raise PullStopped(name=self._target.name)
        file.flush()
        os.fsync(file.fileno())

    def _refuse(self, answer: httpx.Response) -> None:
        status, url = answer.status_code, shown(self._url)
        if status in _PASSING:
            raise _Passing(f"HTTP {status}", retry_after(answer))
        if status in (401, 403):
            raise AccessDenied(url=url, status=status)
        if status in (404, 410):
            raise RemoteFileMissing(url=url, status=status)
        if status not in (200, 206):
            raise DownloadRefused(url=url, status=status)

    # --- checking ---

    def _check(self, size: int | None, checksum: Checksum | None) -> None:
        found = self._present()
        if size is not None and found != size:
            self._discard()
            raise SizeWrong(name=self._target.name, found=found, expected=size)
        if checksum and (digits := checksum.of(self._part)) != checksum.digits:
            self._discard()
            raise ChecksumWrong(name=self._target.name, found=digits, expected=checksum.digits)

    def _discard(self) -> None:
        self._part.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)


class _Passing(Exception):
    """Something that may be better at the next try, `after` so many seconds."""

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


def _noted(path: Path) -> Mapping[str, object] | None:
    """What was noted of a partial file; None where nothing usable was."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(target.name + ending)


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB"
