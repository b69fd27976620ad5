"""What an amount in a goal is: a number with its unit, its rate and its comparator, and where it stands. Pure facts."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.goals.units import canonical_noun


@dataclass(frozen=True)
class Amount:
    """A number of the text at [start, end). `changing` marks a verb that holds its amount ("halbieren"); `counted` a
    unit that is a noun; `preposition` one that stands between comparator and number ("mindestens um 5 %")."""

    start: int
    end: int
    number: Decimal
    upper: Decimal | None = None
    unit: str = ""
    rate: str = ""
    comparator: str = ""
    signed: bool = False
    changing: bool = False
    counted: bool = False
    fraction: bool = False
    preposition: str = ""

    @property
    def key(self) -> str:
        """The same for amounts that say the same: '>=95|%', '5-10|%', '500|request/day', 'change:50|%'."""
        upper = f"-{_plain(self.upper)}" if self.upper is not None else ""
        unit = canonical_noun(self.unit) if self.counted else self.unit
        key = f"{self.comparator}{_plain(self.number)}{upper}|{unit}{'/' if self.rate else ''}{self.rate}"
        return f"change:{key}" if self.changing else key


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"
