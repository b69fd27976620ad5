"""What the engine makes of a model file, beside the limit, llama.cpp's bare loop, and plain llama_cpp.Llama.

    python bench/engine.py FILE.gguf [--threads N] [--tokens 64]

Plain use is serial. Each is measured in a process of its own, one after the other, in one run: first token of a fresh
prompt of 1,200 tokens and of a follow-up with 60 new ones, tokens per second alone and for 4 and 8 users at once with
the longest wait, the longest pause of a text while a prompt of 4,000 tokens is read, and the peak of memory. Ratios
count, not seconds; the machine should be quiet. Files with random weights at real shapes: bench/shapes.py.
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
# Tokens of each user's prompt where several ask at once.
SHARED = 300


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
    _decode(llama, [0], FRESH, tokens)
    end = time.perf_counter()
    for sequence in range(1, SEQUENCES):
        _read(llama, sequence, prompt(sequence, FRESH))
    begun = time.perf_counter()
    _decode(llama, list(range(SEQUENCES)), FRESH + tokens, tokens, lag=tokens)
    batched = SEQUENCES * tokens / (time.perf_counter() - begun)
    llama.close()
    return {"prefill": FRESH / (read - start), "decode": tokens / (end - read), "decode of 4": batched}


def _read(llama: Llama, sequence: int, tokens: Sequence[int]) -> None:
    for place in range(0, len(tokens), BATCH):
        part = tokens[place : place + BATCH]
        llama.decode([Row(sequence, place, part, int(place + BATCH >= len(tokens)))])


def _decode(llama: Llama, sequences: Sequence[int], position: int, count: int, lag: int = 0) -> None:
    """`lag` is how many tokens the sequences other than the first are behind it."""
    token = [1_000] * len(sequences)
    for step in range(count):
        places = [position + step - (lag if sequence else 0) for sequence in sequences]
        llama.decode([Row(s, place, [t], 1) for s, place, t in zip(sequences, places, token, strict=True)])
        token = [int(llama.logits(output).argmax()) for output in range(len(sequences))]


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
    engine.close()
    return measured


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
        f"4 users: {ours_['4 users'] / plain_['4 users']:.2f} times plain; 8: "
        f"{ours_['8 users'] / plain_['8 users']:.2f}",
        f"longest pause beside a prompt of 4,000 tokens: {ours_['longest pause beside 4,000 tokens']:.2f} s",
    ]


if __name__ == "__main__":
    main()
