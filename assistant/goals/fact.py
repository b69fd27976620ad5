"""What a fact of a goal is: a piece of its text that must survive every rewriting.

Pure facts; finding them is the work of `facts`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class FactKind(StrEnum):
    """What a fact says."""

    VALUE = "value"
    DEADLINE = "deadline"
    OWNER = "owner"
    SYSTEM = "system"
    METRIC = "metric"


class Role(StrEnum):
    """What a value is in the goal: where things stand, what is to be reached, by how much it changes, what may be
    spent, or any other amount (three sites, 200 users). Facts that are no values have the role NONE."""

    BASELINE = "baseline"
    TARGET = "target"
    CHANGE = "change"
    BUDGET = "budget"
    AMOUNT = "amount"
    NONE = ""


@dataclass(frozen=True)
class Fact:
    """A piece of a goal: `text` stands at [start, end) of it.

    `key` is the same for two facts that say the same in other words or the other language ("15 %" and "15 Prozent",
    "30.06.2027" and "30 June 2027"). Of a value: `number`, `upper` where it is a range, `unit` in its canonical form
    ('%', 'pp' for percentage points, 'EUR', 'USD', 'CHF', 's', 'min', 'h', 'day', 'week', 'month', 'quarter', 'year',
    'x' for a factor, 'point', else the counted noun in lower case or ''), `comparator` one of '', '>=', '<=', '>',
    '<', '~'. Of a deadline: `day`, the last day of it, None where it hangs on an event or lacks its year, and
    `complete`, whether it can be put into a calendar as it stands.
    """

    kind: FactKind
    start: int
    end: int
    text: str
    key: str
    role: Role = Role.NONE
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    comparator: str = ""
    day: date | None = None
    complete: bool = True

    def as_dict(self) -> dict[str, object]:
        """As `goal --json` prints it."""
        facts: dict[str, object] = {"kind": str(self.kind), "text": self.text, "start": self.start, "end": self.end}
        if self.kind is FactKind.VALUE:
            numbers = {"number": self.number, "upper": self.upper}
            facts |= {name: float(number) for name, number in numbers.items() if number is not None}
            facts |= {"role": str(self.role), "unit": self.unit, "comparator": self.comparator}
        if self.kind is FactKind.DEADLINE:
            facts |= {"day": self.day.isoformat() if self.day else None, "complete": self.complete}
        return facts
