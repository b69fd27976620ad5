"""A model of arithmetic: its next token depends on every token before it, so that a wrong beginning shows at once."""

import threading
from collections.abc import Sequence

import numpy as np

from assistant.models.llama import DecodingInterrupted, Row

VOCABULARY = 97
END = 0


def next_token(tokens: Sequence[int]) -> int:
    """What the model writes after these tokens."""
    total = 7
    for token in tokens:
        total = (total * 31 + token + 1) % 1_000_003
    return 1 + total % (VOCABULARY - 1)


def written(prompt: Sequence[int], count: int) -> list[int]:
    """What it writes after a prompt."""
    tokens = list(prompt)
    for _ in range(count):
        tokens.append(next_token(tokens))
    return tokens[len(prompt) :]


class ToyModel:
    """Holds its sequences as lists; a step can be made to wait, to fail or to be interrupted."""

    def __init__(self, sequences: int, *, cuts: bool = True) -> None:
        self.cuts = cuts
        self.held: list[list[int]] = [[] for _ in range(sequences)]
        self.batches: list[list[Row]] = []
        self.gate: threading.Semaphore | None = None
        self.interrupted = threading.Event()
        self.fails = 0
        self._outputs: list[int] = []

    def decode(self, rows: Sequence[Row]) -> None:
        if self.gate is not None:
            while not self.gate.acquire(timeout=0.01):
                if self.interrupted.is_set():
                    raise DecodingInterrupted
        if self.fails:
            self.fails -= 1
            raise ValueError("llama.cpp failed with -3")
        self.batches.append(list(rows))
        self._outputs = []
        for row in rows:
            held = self.held[row.sequence]
            assert row.position == len(held), "a gap or an overlap in a sequence"
            held += row.tokens
            if row.wanted:
                self._outputs.append(next_token(held))

    def interrupt(self) -> None:
        self.interrupted.set()

    def go_on(self) -> None:
        self.interrupted.clear()

    def logits(self, output: int) -> np.ndarray:
        row = np.zeros(VOCABULARY, np.float32)
        row[self._outputs[output]] = 1
        return row

    def cut(self, sequence: int, length: int) -> bool:
        if not self.cuts and 0 < length < len(self.held[sequence]):
            return False
        del self.held[sequence][length:]
        return True

    def saved(self, sequence: int) -> np.ndarray:
        return np.array(self.held[sequence], np.int32)

    def restore(self, sequence: int, state: np.ndarray) -> bool:
        self.held[sequence] = state.tolist()
        return True

    def piece(self, token: int) -> bytes:
        return f"{token} ".encode()

    def is_end(self, token: int) -> bool:
        return token == END
