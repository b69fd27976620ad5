"""How long an answer may take, and how long it probably will on this machine.

Rules over measured speeds; nothing here measures or writes.
"""

from dataclasses import dataclass
from enum import StrEnum


class Effort(StrEnum):
    """How much time the user gives: SHORT wants an answer soon, THOROUGH wants more passages and a longer text."""

    SHORT = "short"
    THOROUGH = "thorough"


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
