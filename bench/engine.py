"""What the engine makes of a model file, beside the limit, llama.cpp's bare loop, and plain llama_cpp.Llama.

    python bench/engine.py FILE.gguf [--threads N] [--tokens 64]

Plain use is serial. Each is measured in a process of its own, one after the other, in one run: first token of a fresh
prompt of 1,200 tokens and of a follow-up with 60 new ones, tokens per second alone and for 4 and 8 users at once with
the longest wait, the longest pause of a text while a prompt of 4,000 tokens is read, what 200 cancelled texts leave
behind, and the peak of memory. Ratios count, not seconds; the machine should be quiet. Files with random weights at
real shapes: bench/shapes.py.
"""

import argparse
import json
import multiprocessing
import resource
import threading
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from assistant.budget import Limits
from assistant.models.engine import BATCH, Engine
from assistant.models.jobs import Job
from assistant.models.llama import Llama, Row

CONTEXT, SEQUENCES = 4_608, 4
FRESH, NEW, LONG = 1_200, 60, 4_000
# New tokens of each user where several ask at once, as in a follow-up.
SHARED = 60
CANCELLED = 200


def prompt(seed: int, length: int) -> list[int]:
    """Random tokens below those with a meaning of their own."""
    return np.random.default_rng(seed).integers(300, 40_000, length).tolist()


# --- the limit ---


def bare(path: Path, threads: int, tokens: int) -> dict[str, float]:
    """The loop that llama.cpp's interface allows, with nothing around it."""
    llama = Llama(path, context=CONTEXT, sequences=SEQUENCES, threads=threads, batch=BATCH)
    _read(llama, 0, prompt(0, 64))
    llama.cut(0, 0)
    start = time.perf_counter()
    _read(llama, 0, prompt(1, FRESH))
    read = time.perf_counter()
    _decode(llama, 1, FRESH, tokens)
    end = time.perf_counter()
    llama.cut(0, 0)
    begun = time.perf_counter()
    for sequence in range(SEQUENCES):
        _read(llama, sequence, prompt(sequence, SHARED))
    _decode(llama, SEQUENCES, SHARED, tokens)
    together = SEQUENCES * tokens / (time.perf_counter() - begun)
    llama.close()
    return {"prefill": FRESH / (read - start), "decode": tokens / (end - read), "4 users": together}


def _read(llama: Llama, sequence: int, tokens: Sequence[int]) -> None:
    for place in range(0, len(tokens), BATCH):
        part = tokens[place : place + BATCH]
        llama.decode([Row(sequence, place, part, int(place + BATCH >= len(tokens)))])


def _decode(llama: Llama, sequences: int, position: int, count: int) -> None:
    token = [1_000] * sequences
    for step in range(count):
        llama.decode([Row(sequence, position + step, [token[sequence]], 1) for sequence in range(sequences)])
        token = [int(llama.logits(output).argmax()) for output in range(sequences)]


# --- plain use ---


def plain(path: Path, threads: int, tokens: int) -> dict[str, float]:
    """llama_cpp.Llama as its documentation shows it, one request after the other."""
    from llama_cpp import Llama as Plain

    llama = Plain(str(path), n_ctx=CONTEXT, n_threads=threads, n_threads_batch=threads, verbose=False)

    def text(tokens_: Sequence[int], count: int) -> tuple[float, float]:
        start, first = time.perf_counter(), 0.0
        for number, _ in enumerate(llama.generate(list(tokens_), temp=0.0), start=1):
            first = first or time.perf_counter() - start
            if number == count:
                break
        return first, time.perf_counter() - start

    text(prompt(0, 64), 2)
    fresh, whole = text(prompt(1, FRESH), tokens)
    follow_up = [*prompt(1, FRESH), *prompt(99, NEW)]
    text(prompt(2, FRESH), 1)  # another's question in between
    again, _ = text(follow_up, 1)
    users = [prompt(10 + user, SHARED) for user in range(8)]
    start, waits = time.perf_counter(), []
    for user in users:
        first, _ = text(user, tokens)
        waits.append(time.perf_counter() - start)
    total = time.perf_counter() - start
    return {
        "first token, fresh": fresh,
        "first token, follow-up after another's question": again,
        "decode": (tokens - 1) / (whole - fresh),
        "4 users": 4 * tokens / waits[3],
        "8 users": 8 * tokens / total,
    }


# --- ours ---


class _Reader(threading.Thread):
    """Reads a job as a page would and notes when its pieces come."""

    def __init__(self, engine: Engine, tokens: Sequence[int], count: int) -> None:
        super().__init__()
        self.job, self.times, self.begun = Job(tokens, Limits(count, 3_600.0), trial=True), [], time.perf_counter()
        engine.submit(self.job)
        self.start()

    def run(self) -> None:
        while self.job.pieces.get() is not None:
            self.times.append(time.perf_counter())
        self.end = time.perf_counter()

    @property
    def first(self) -> float:
        return self.times[0] - self.begun if self.times else self.end - self.begun

    def pauses(self) -> list[float]:
        return [after - before for before, after in pairwise(self.times)]


def ours(path: Path, threads: int, tokens: int) -> dict[str, float]:
    """The engine, with texts read by threads of their own."""
    engine = Engine(Llama(path, context=CONTEXT, sequences=SEQUENCES, threads=threads, batch=BATCH), SEQUENCES)

    def text(tokens_: Sequence[int], count: int) -> _Reader:
        reader = _Reader(engine, tokens_, count)
        reader.join()
        return reader

    text(prompt(0, 64), 4)
    fresh = text(prompt(1, FRESH), tokens)
    other = text(prompt(2, FRESH), 2)
    again = text([*prompt(1, FRESH), *fresh.job.written[:-1], *prompt(99, NEW)], 2)
    measured = {
        "first token, fresh": fresh.first,
        "first token, follow-up after another's question": again.first,
        "decode": (tokens - 1) / (fresh.end - fresh.begun - fresh.first),
    }
    for count in (4, 8):
        start = time.perf_counter()
        readers = [_Reader(engine, prompt(20 * count + user, SHARED), tokens) for user in range(count)]
        for reader in readers:
            reader.join()
        measured[f"{count} users"] = count * tokens / (time.perf_counter() - start)
        measured[f"{count} users, longest wait"] = max(reader.first for reader in readers)
    writing = _Reader(engine, prompt(7, SHARED), 400)
    while not writing.times:
        time.sleep(0.01)
    long = text(prompt(8, LONG), 2)
    engine.stop(writing.job)
    writing.join()
    measured["longest pause beside 4,000 tokens"] = max(writing.pauses())
    measured["first token of the 4,000"] = long.first
    assert other.end
    measured |= _cancelled(engine, text, tokens)
    engine.close()
    return measured


def _cancelled(engine: Engine, text: Callable[[Sequence[int], int], _Reader], tokens: int) -> dict[str, float]:
    """What CANCELLED texts leave behind, stopped while they wait, are read and are written."""

    def speed() -> float:
        reader = text(prompt(1, SHARED), tokens)
        return (tokens - 1) / (reader.end - reader.begun - reader.first)

    before, memory = speed(), _resident()
    for number in range(CANCELLED):
        reader = _Reader(engine, prompt(number, SHARED), tokens)
        time.sleep(number % 5 * 0.2)
        engine.stop(reader.job)
        if number % 3:
            reader.join()
    reader.join()
    return {"speed after cancelling": speed() / before, "GB more after cancelling": _resident() - memory}


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**30


CONTENDERS: dict[str, Callable[..., dict[str, float]]] = {"limit": bare, "plain": plain, "ours": ours}


def _child(name: str, arguments: tuple[Path, int, int], answers: Any) -> None:
    measured = CONTENDERS[name](*arguments)
    measured["memory, GB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    answers.put(measured)


def main() -> None:
    """Prints what was measured and the ratios."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--tokens", type=int, default=64)
    given = arguments.parse_args()
    spawning = multiprocessing.get_context("spawn")
    found: dict[str, dict[str, float]] = {}
    for name in CONTENDERS:
        answers = spawning.Queue()
        child = spawning.Process(target=_child, args=(name, (given.file, given.threads, given.tokens), answers))
        child.start()
        found[name] = answers.get()
        child.join()
        print(name, json.dumps({key: round(value, 3) for key, value in found[name].items()}), flush=True)
    for line in _ratios(found["limit"], found["plain"], found["ours"]):
        print(line)


def _ratios(limit: dict[str, float], plain_: dict[str, float], ours_: dict[str, float]) -> list[str]:
    follow_up = "first token, follow-up after another's question"
    whole = (FRESH + NEW) / limit["prefill"]
    return [
        f"decode alone: {ours_['decode'] / limit['decode']:.3f} of the limit",
        f"first token of a fresh prompt: {ours_['first token, fresh'] * limit['prefill'] / FRESH:.3f} times the limit",
        f"follow-up: {whole / ours_[follow_up]:.1f} times faster than reading the whole prompt; "
        f"plain: {whole / plain_[follow_up]:.1f}",
        f"4 users: {ours_['4 users'] / limit['4 users']:.3f} of the limit, {ours_['4 users'] / plain_['4 users']:.2f} "
        f"times plain (the limit: {limit['4 users'] / plain_['4 users']:.2f}); 8 users: "
        f"{ours_['8 users'] / plain_['8 users']:.2f} times plain",
        f"longest pause beside a prompt of 4,000 tokens: {ours_['longest pause beside 4,000 tokens']:.2f} s",
        f"after {CANCELLED} cancelled texts: {ours_['speed after cancelling']:.3f} times the speed, "
        f"{ours_['GB more after cancelling']:.3f} GB more",
    ]


if __name__ == "__main__":
    main()
