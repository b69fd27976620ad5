"""Writes several texts at once with one model: continuous batching over the sequences of one context.

One thread takes step after step. Each evaluates, in one batch, the next token of every text being written and a slice
of one prompt, so that a long prompt holds up nobody. Greedy: the likeliest token is taken. What a sequence has
evaluated already is the matter of `sequences`. Does not know messages, templates or files.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Sequence as Tokens
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from assistant.budget import Place, Speed
from assistant.models.jobs import Job, place_behind
from assistant.models.llama import DecodingInterrupted, Row
from assistant.models.sequences import Holder, Sequence, Sequences

# Tokens evaluated in one step at most.
BATCH = 512
# Seconds of a step in which a prompt is read beside texts being written: below QUICK its slice grows, above LONG it
# shrinks. And seconds of a slice read alone.
QUICK, LONG, ALONE = 0.5, 1.0, 2.0
# Tokens that llama.cpp multiplies at once: 17 take as long as 24 (bench/engine.py). A slice is a multiple of it.
TILE = 16
# Where even a tile takes longer than the pause allows, slices are a multiple of this.
LEAST = 4
# The slice while the speed is unknown.
FIRST_SLICE = 64
# Bytes for what displaced sequences held.
KEPT_MEMORY = 512 * 2**20
# Tokens after which an earlier measurement counts half: the load of a machine changes.
READING_MEMORY, WRITING_MEMORY = 1_000, 200
_log = logging.getLogger(__name__)


class Model(Holder, Protocol):
    """What evaluates; see llama.Llama."""

    def decode(self, rows: Tokens[Row]) -> None:
        """Evaluates rows together."""

    def interrupt(self) -> None:
        """Ends decode()."""

    def go_on(self) -> None:
        """Takes that back."""

    def logits(self, output: int) -> np.ndarray:
        """Of the wanted tokens, by their order."""

    def piece(self, token: int) -> bytes:
        """What a token stands for."""

    def is_end(self, token: int) -> bool:
        """Whether it ends the text."""


@dataclass
class Pace:
    """Tokens per second, smoothed: `memory` tokens later a measurement counts half."""

    memory: int
    tokens: float = 0.0
    seconds: float = 0.0

    def note(self, tokens: int, seconds: float) -> None:
        """Adds a measurement."""
        kept = 0.5 ** (tokens / self.memory)
        self.tokens, self.seconds = self.tokens * kept + tokens, self.seconds * kept + seconds

    @property
    def rate(self) -> float | None:
        """None before the first measurement."""
        return self.tokens / self.seconds if self.seconds else None


class Engine:
    """The thread that evaluates, and the line of jobs before it; close() at the end."""

    def __init__(self, model: Model, sequences: int, *, memory: int = KEPT_MEMORY) -> None:
        self._model, self._count = model, sequences
        self._sequences = Sequences(model, sequences, memory)
        self._waiting: deque[Job] = deque()
        self._changed = threading.Condition(threading.Lock())
        # Jobs not finished, in the order they came; replaced as a whole, so that it can be read at any time.
        self._line: tuple[Job, ...] = ()
        self._alone: Job | None = None
        self._closing = False
        self._reads, self._writes = Pace(READING_MEMORY), Pace(WRITING_MEMORY)
        # Whether anything has been evaluated: the first time the weights come from disk, which is not measured.
        self._touched = False
        self._turn = 0
        # Tokens of a prompt read in one step beside texts being written; None until that happens.
        self._beside: int | None = None
        self._thread = threading.Thread(target=self._work, name="inference", daemon=True)
        self._thread.start()

    # --- for other threads ---

    def submit(self, job: Job) -> None:
        """Puts a job at the end of the line."""
        with self._changed:
            self._line = (*self._line, job)
            self._waiting.append(job)
            self._changed.notify()

    def stop(self, job: Job) -> None:
        """Ends a job within a token; one whose prompt is evaluated alone ends within it."""
        with self._changed:
            job.stopped.set()
            if self._alone is job:
                self._model.interrupt()
            self._changed.notify()

    def close(self) -> None:
        """Ends all jobs and the thread."""
        with self._changed:
            self._closing = True
            line = self._line
            self._changed.notify()
        for job in line:
            self.stop(job)
        self._thread.join()

    def place(self, job: Job | None = None) -> Place:
        """The place of a job in the line, by default of a new one."""
        line = self._line
        return place_behind(line[: line.index(job)] if job in line else line if job is None else (), self._count)

    def fresh(self, tokens: Tokens[int]) -> int:
        """How many of these tokens would have to be evaluated if they came next."""
        return self._sequences.fresh(tokens)

    def speed(self) -> Speed | None:
        """Tokens per second read and written, as one text sees it; None before the first text."""
        reading, writing = self._reads.rate, self._writes.rate
        return None if reading is None or writing is None else Speed(reading, writing)

    # --- the thread ---

    def _work(self) -> None:
        while True:
            with self._changed:
                while not (self._closing or self._waiting or self._sequences.busy):
                    self._changed.wait()
                if self._closing and not (self._waiting or self._sequences.busy):
                    return
            self._end_stopped()
            self._admit()
            if rows := self._rows():
                self._step(rows)

    def _end_stopped(self) -> None:
        with self._changed:
            gone = [job for job in self._waiting if job.over]
            self._waiting = deque(job for job in self._waiting if not job.over)
        for job in gone:
            self._end(job)
        for sequence in self._sequences.busy:
            if sequence.job is not None and sequence.job.over:
                self._leave(sequence)

    def _admit(self) -> None:
        while not self._sequences.full:
            with self._changed:
                if not self._waiting:
                    return
                job = self._waiting.popleft()
            job.started = time.monotonic()
            self._sequences.take(job)

    def _rows(self) -> dict[Sequence, Row]:
        """What the next step evaluates: a token of each text being written and a slice of one prompt."""
        unread = {sequence: sequence.unread() for sequence in self._sequences.busy}
        rows = {one: _row(one, tokens, wanted=1) for one, tokens in unread.items() if len(tokens) == 1}
        prompts = [one for one, tokens in unread.items() if len(tokens) > 1]
        if prompts:
            one = self._next(prompts, unread)
            part = unread[one][: self._slice(len(unread[one]), alone=not rows)]
            rows[one] = _row(one, part, wanted=int(len(part) == len(unread[one])))
        # In any other order llama.cpp takes neighbours apart and evaluates them one after the other.
        return dict(sorted(rows.items(), key=lambda each: each[0].number))

    def _next(self, prompts: Tokens[Sequence], unread: dict[Sequence, Tokens[int]]) -> Sequence:
        """In turn the prompt that came first and the one with the least left: neither waits for a long one."""
        self._turn += 1
        return prompts[0] if self._turn % 2 else min(prompts, key=lambda one: len(unread[one]))

    def _slice(self, unread: int, *, alone: bool) -> int:
        """Beside tokens being written one more: llama.cpp evaluates the first of the slice together with them."""
        tokens = self._paced(ALONE) if alone else self._beside or self._paced(QUICK)
        if not alone:
            self._beside = tokens
            tokens += 1
        # A rest of a few tokens would take as long as a whole tile.
        return unread if unread < tokens + min(TILE, tokens // 2) and unread <= BATCH - self._count else tokens

    def _paced(self, seconds: float) -> int:
        """Whole tiles that are read in about so many seconds."""
        rate = self._reads.rate
        tokens = FIRST_SLICE if rate is None else round(rate * seconds)
        return max(1, min(tokens, BATCH - self._count) // TILE) * TILE

    def _adapt(self, rows: Tokens[Row], seconds: float) -> None:
        """Lets the slices beside texts being written follow the time that they take: it grows with what stands before
        them and with the number of texts."""
        slice_ = self._beside
        if slice_ is None or len(rows) == 1 or max(len(row.tokens) for row in rows) <= slice_:
            return
        step = TILE if slice_ > TILE or (slice_ == TILE and seconds < QUICK) else LEAST
        if seconds > LONG:
            self._beside = max(LEAST, slice_ - step)
        elif seconds < QUICK:
            self._beside = min(slice_ + step, (BATCH - self._count) // TILE * TILE)

    def _step(self, rows: dict[Sequence, Row]) -> None:
        with self._changed:
            if any(one.job is None or one.job.stopped.is_set() for one in rows):
                return
            self._alone = next(iter(rows)).job if len(rows) == 1 else None
            self._model.go_on()
        start = time.perf_counter()
        try:
            self._model.decode(list(rows.values()))
        except DecodingInterrupted:
            for one in rows:
                self._sequences.forget(one, len(one.tokens))
        except (ValueError, MemoryError) as error:
            self._fail(rows, error)
        else:
            self._note(list(rows.values()), time.perf_counter() - start)
            self._take_tokens(rows)
        finally:
            self._alone = None

    def _take_tokens(self, rows: dict[Sequence, Row]) -> None:
        output = 0
        for one, row in rows.items():
            one.tokens += row.tokens
            if row.wanted:
                self._write(one, self._model.logits(output))
                output += 1

    def _write(self, sequence: Sequence, logits: np.ndarray) -> None:
        job = sequence.job
        assert job is not None
        if job.limits.tokens == 0:
            return self._leave(sequence)
        token = job.grammar.choose(logits) if job.grammar is not None else int(logits.argmax())
        if self._model.is_end(token) and not job.trial:
            return self._leave(sequence)
        job.write(token, self._model.piece(token))
        if len(job.written) >= job.limits.tokens:
            self._leave(sequence)

    def _note(self, rows: Tokens[Row], seconds: float) -> None:
        """Measures; with a grammar, choosing takes time that is not the model's."""
        touched, self._touched = self._touched, True
        if not touched:
            return
        self._adapt(rows, seconds)
        for row in rows:
            if len(row.tokens) > 1:
                self._reads.note(len(row.tokens), seconds)
            else:
                self._writes.note(1, seconds)

    def _fail(self, rows: dict[Sequence, Row], error: Exception) -> None:
        _log.warning("%s", error)
        for one in rows:
            job = one.job
            self._sequences.forget(one)
            one.job = None
            if job is not None:
                job.pieces.put(ValueError(str(error)))
                self._end(job)

    def _leave(self, sequence: Sequence) -> None:
        job = sequence.job
        self._sequences.leave(sequence)
        if job is not None:
            self._end(job)

    def _end(self, job: Job) -> None:
        with self._changed:
            self._line = tuple(other for other in self._line if other is not job)
        if job.grammar is not None:
            job.grammar.close()
        job.pieces.put(None)


def _row(sequence: Sequence, tokens: Tokens[int], *, wanted: int) -> Row:
    return Row(sequence.number, len(sequence.tokens), tokens, wanted)
