"""How long an answer may take, what fits into that time, and how long it probably will take on this machine.

Rules over measured speeds; nothing here measures or writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate


class Effort(StrEnum):
    """How much time the user gives: SHORT wants an answer soon, THOROUGH wants more passages and a longer text."""

    SHORT = "short"
    THOROUGH = "thorough"


# Seconds for reading and writing together; time in the queue comes on top.
SECONDS = {Effort.SHORT: 20.0, Effort.THOROUGH: 90.0}
# Tokens of an answer below which it says nothing; given even where the machine is too slow for the seconds.
LEAST_ANSWER = 120
# The share of the seconds kept for writing, where it is worth more than the least answer.
FOR_WRITING = 0.5
# A machine may become slower while it writes: an answer is cut off after so many times the seconds planned.
PATIENCE = 1.5


@dataclass(frozen=True)
class Speed:
    """Tokens per second that the model has evaluated (`reading`) and written (`writing`) on this machine."""

    reading: float
    writing: float


@dataclass(frozen=True)
class Estimate:
    """Seconds until the first word and until the end, the time in the queue included; `position` is the number of
    answers that come before, 0 for none."""

    first_token: float
    total: float
    position: int = 0


@dataclass(frozen=True)
class Limits:
    """Where a generation ends at the latest: tokens written, seconds from its start. `expected` are the seconds it will
    probably take, which those behind it in the queue are told; None where nobody has estimated them."""

    tokens: int
    seconds: float = 120.0
    expected: float | None = None


@dataclass
class Place:
    """A place in a model's queue: jobs `ahead` and the `seconds` they will probably still take. The model keeps it up
    to date while the job waits."""

    ahead: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Prompt:
    """What a prompt holds, in tokens: `fixed`, all but the passages, `fresh`, the part of it that has not been
    evaluated yet, and each of the passages, best first."""

    fixed: int
    fresh: int
    passages: tuple[int, ...]


@dataclass(frozen=True)
class Capacity:
    """What a model can take, in tokens: prompt and answer in `context`, passages in `reading`, and the longest
    `answer`. `usual` is the length its answers have had, None before the first."""

    context: int
    reading: int
    answer: int
    usual: float | None = None


@dataclass(frozen=True)
class Plan:
    """Tokens of passages to give, limits for the answer, and seconds to read and to write, None while the speed is
    unknown."""

    passages: int
    limits: Limits
    reading: float | None = None
    writing: float | None = None

    def estimate(self, place: Place) -> Estimate | None:
        """What to tell who waits at this place in the queue; None while the speed is unknown."""
        if self.reading is None or self.writing is None:
            return None
        first = place.seconds + self.reading
        return Estimate(first, first + self.writing, place.ahead)


def plan(effort: Effort, speed: Speed | None, *, prompt: Prompt, capacity: Capacity) -> Plan:
    """As many passages and as long an answer as the seconds of the effort allow, within what the model can take.

    At least one passage and LEAST_ANSWER tokens (or the model's longest answer, where that is shorter) are given, also
    where they take longer than that: the estimate then says so. While the speed is unknown the capacity alone decides.
    """
    room = min(capacity.reading, capacity.context - prompt.fixed - capacity.answer)
    if speed is None:
        return Plan(room, Limits(capacity.answer, PATIENCE * SECONDS[effort]))
    seconds = SECONDS[effort]
    kept = max(seconds * FOR_WRITING, min(LEAST_ANSWER, capacity.answer) / speed.writing)
    kept = min(kept, capacity.answer / speed.writing)
    given = fitting(prompt.passages, min(room, round((seconds - kept) * speed.reading) - prompt.fresh))
    reading = (prompt.fresh + given) / speed.reading
    answer = min(capacity.answer, max(LEAST_ANSWER, round((seconds - reading) * speed.writing)))
    usual = answer if capacity.usual is None else min(answer, capacity.usual)
    latest = PATIENCE * max(seconds, reading + answer / speed.writing)
    writing = usual / speed.writing
    return Plan(given, Limits(answer, latest, reading + writing), reading, writing)


def fitting(passages: Sequence[int], room: int) -> int:
    """The tokens of the first passages that fit into the room together; those of the first one always."""
    sums = list(accumulate(passages))
    return max([0, *sums[:1], *(total for total in sums if total <= room)])
