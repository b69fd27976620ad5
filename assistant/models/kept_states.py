"""Beginnings of prompts that have been evaluated and put aside, within a budget of memory.

Facts and a choice; the states themselves are bytes of the model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# A shorter beginning is evaluated again sooner than it is copied.
WORTH_KEEPING = 48


@dataclass(frozen=True, eq=False)
class State:
    """What a sequence held after these tokens; one `for_good` is never dropped."""

    tokens: tuple[int, ...]
    data: np.ndarray
    for_good: bool = False


class KeptStates:
    """States, the newest at the end; together at most `memory` bytes beside those kept for good."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._states: list[State] = []

    def add(self, state: State) -> None:
        """Puts a state aside, in place of those that it goes on from."""
        self._states = [kept for kept in self._states if kept.for_good or not begins(state.tokens, kept.tokens)]
        self._states.append(state)
        while sum(len(kept.data) for kept in self._states if not kept.for_good) > self._memory:
            self._states.remove(next(kept for kept in self._states if not kept.for_good))

    def best(self, tokens: Sequence[int], *, cuts: bool) -> tuple[State | None, int]:
        """The state that saves most of evaluating these tokens, and how many; only whole states where the model cannot
        cut what it holds."""
        saved = [(self._saves(state, tokens, cuts), state) for state in self._states]
        count, best = max(saved, key=lambda one: one[0], default=(0, None))
        return (best, count) if best is not None and count >= WORTH_KEEPING else (None, 0)

    def has(self, tokens: Sequence[int]) -> bool:
        """Whether a state holds all these tokens."""
        return any(begins(state.tokens, tokens) for state in self._states)

    @staticmethod
    def _saves(state: State, tokens: Sequence[int], cuts: bool) -> int:
        same = common(state.tokens, tokens)
        return same if cuts or same == len(state.tokens) else 0


def common(one: Sequence[int], other: Sequence[int]) -> int:
    """How many tokens both begin with."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def begins(tokens: Sequence[int], beginning: Sequence[int]) -> bool:
    """Whether the tokens begin with these."""
    return common(tokens, beginning) == len(beginning)
