"""Which sequence of the context evaluates a prompt, so that as little as possible is evaluated again.

A sequence keeps what it has evaluated when its job is done. The next prompt with the same beginning goes on there; any
other takes the sequence not used for longest, whose tokens are put aside first. Decides and moves states; evaluates
nothing.
"""

from collections.abc import Sequence as Tokens
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from assistant.models.jobs import Job
from assistant.models.kept_states import WORTH_KEEPING, KeptStates, State, common


class Holder(Protocol):
    """What holds the sequences; see llama.Llama. One that does not cut (a recurrent state) forgets all or nothing."""

    cuts: bool

    def cut(self, sequence: int, length: int) -> bool:
        """Drops what stands behind the first `length` tokens."""

    def saved(self, sequence: int) -> np.ndarray:
        """All that a sequence holds."""

    def restore(self, sequence: int, state: np.ndarray) -> bool:
        """Gives it back."""


@dataclass(eq=False)
class Sequence:
    """A sequence: the tokens it holds, the job that uses it, and when one last did."""

    number: int
    tokens: list[int] = field(default_factory=list)
    job: Job | None = None
    used: int = 0

    def unread(self) -> Tokens[int]:
        """What its job still has to have evaluated: the rest of the prompt, or the token written last."""
        assert self.job is not None
        prompt, place = self.job.tokens, len(self.tokens)
        return prompt[place:] if place < len(prompt) else self.job.written[place - len(prompt) :]


class Sequences:
    """All sequences of a context, with `memory` bytes for what is displaced."""

    def __init__(self, holder: Holder, count: int, memory: int) -> None:
        self._holder = holder
        self._all = [Sequence(number) for number in range(count)]
        self._states = KeptStates(memory)
        self._clock = 0

    @property
    def busy(self) -> list[Sequence]:
        """Those with a job, the longest at it first."""
        return sorted((one for one in self._all if one.job is not None), key=lambda one: one.used)

    @property
    def full(self) -> bool:
        """Whether every sequence has a job."""
        return all(one.job is not None for one in self._all)

    def fresh(self, tokens: Tokens[int]) -> int:
        """How many of these tokens would have to be evaluated if they came next."""
        wanted = tokens[:-1]
        held = max(self._held(one, wanted) for one in self._all)
        return len(tokens) - max(held, self._states.best(wanted, cuts=self._holder.cuts)[1])

    def take(self, job: Job) -> Sequence:
        """A free sequence for a job, holding as much of its prompt as is known; its last token is always evaluated."""
        wanted = job.tokens[:-1]
        free = [one for one in self._all if one.job is None]
        state, saved = self._states.best(wanted, cuts=self._holder.cuts)
        holding = max(self._all, key=lambda one: self._held(one, wanted))
        held = self._held(holding, wanted)
        chosen = min(free, key=lambda one: one.used)
        if holding in free and held >= saved and len(holding.tokens) - held < WORTH_KEEPING:
            chosen = holding
        elif held > max(saved, WORTH_KEEPING) and holding is not chosen:
            state, saved = State(tuple(holding.tokens), self._holder.saved(holding.number)), held
        if self._held(chosen, wanted) < saved and state is not None:
            self._put_aside(chosen)
            self._load(chosen, state)
        else:
            self._put_aside(chosen, length=self._held(chosen, wanted))
        self._cut(chosen, self._held(chosen, wanted))
        self._clock += 1
        chosen.job, chosen.used = job, self._clock
        return chosen

    def leave(self, sequence: Sequence) -> None:
        """Frees a sequence; a job that wants to be kept has its state put aside for good."""
        job, sequence.job = sequence.job, None
        self._clock += 1
        sequence.used = self._clock
        if job is not None and job.keep and sequence.tokens:
            self._states.add(State(tuple(sequence.tokens), self._holder.saved(sequence.number), for_good=True))

    def forget(self, sequence: Sequence, length: int = 0) -> None:
        """Leaves a sequence with its first tokens, or none where the model cannot cut."""
        self._cut(sequence, length)

    def _held(self, sequence: Sequence, wanted: Tokens[int]) -> int:
        same = common(sequence.tokens, wanted)
        return same if self._holder.cuts or same == len(sequence.tokens) else 0

    def _put_aside(self, sequence: Sequence, length: int = 0) -> None:
        """Keeps the state of a sequence that loses more than a few tokens."""
        if len(sequence.tokens) - length >= WORTH_KEEPING and not self._states.has(sequence.tokens):
            self._states.add(State(tuple(sequence.tokens), self._holder.saved(sequence.number)))

    def _load(self, sequence: Sequence, state: State) -> None:
        restored = self._holder.restore(sequence.number, state.data)
        sequence.tokens = list(state.tokens) if restored else []

    def _cut(self, sequence: Sequence, length: int) -> None:
        if length == len(sequence.tokens):
            return
        if not self._holder.cut(sequence.number, length):
            self._holder.cut(sequence.number, 0)
            length = 0
        del sequence.tokens[length:]
