"""One text to be written: its prompt as tokens, its limits, what has come of it, and who waits for it.

A job is handed to the engine by one thread and read by another; nothing here evaluates anything.
"""

import codecs
import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from assistant.budget import SECONDS, Effort, Limits, Place


class Chooser(Protocol):
    """What allows only certain texts; see llama.Grammar."""

    def choose(self, logits: np.ndarray) -> int:
        """The likeliest token that is allowed here."""

    def close(self) -> None:
        """Frees it."""


@dataclass(eq=False)
class Job:
    """`keep` asks for its prompt to be remembered for good; a `trial` is written only to be measured: it goes on where
    the model would end."""

    tokens: Sequence[int]
    limits: Limits
    grammar: Chooser | None = None
    trial: bool = False
    keep: bool = False
    started: float | None = None
    written: list[int] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    # str: text; None: the end; an exception: the end with an error.
    pieces: "queue.Queue[str | ValueError | None]" = field(default_factory=queue.Queue)
    _decoder: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))

    def __post_init__(self) -> None:
        self._decoder.errors = "replace"

    @property
    def over(self) -> bool:
        """Whether it was stopped or its time is up."""
        return self.stopped.is_set() or (
            self.started is not None and time.monotonic() > self.started + self.limits.seconds
        )

    def remaining(self) -> float:
        """Seconds it will probably still take; as long as a short answer where nobody has estimated it."""
        expected = SECONDS[Effort.SHORT] if self.limits.expected is None else self.limits.expected
        return expected if self.started is None else max(0.0, expected - (time.monotonic() - self.started))

    def write(self, token: int, piece: bytes) -> None:
        """Adds a token. It can hold a part of a letter, which is kept until the rest comes."""
        self.written.append(token)
        if text := self._decoder.decode(piece):
            self.pieces.put(text)


def place_behind(jobs: Sequence[Job], sequences: int) -> Place:
    """The place of a job behind others where so many are written at a time."""
    waited_for = [job for job in jobs if not job.stopped.is_set()]
    ends = [0.0] * sequences
    for job in waited_for:
        ends[ends.index(min(ends))] += job.remaining()
    return Place(max(0, len(waited_for) - sequences + 1), min(ends))
