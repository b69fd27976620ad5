"""Which KPIs of a use of AI fit a goal: "faster" asks for a time, "9 days" cannot be a rate.

Rules over words and units. Whether the use is the right one is decided by `kpis.recognise`.
"""

import re
from collections.abc import Iterable, Sequence

from assistant.goals.fact import Fact, FactKind
from assistant.goals.kpis import Kpi
from assistant.goals.units import CURRENCIES, SHARES, TIME_UNITS, UNIT, unit_of

# What a goal wishes for, and the kind of unit that measures it.
_WISHES = (
    (
        "time",
        re.compile(
            r"\b(?:schnell\w*|beschleunig\w*|zügig\w*|verkürz\w*|kürzer\w*|rascher\w*|früher\w*|verzöger\w*|wartezeit\w*"
            r"|zeit ?spar\w*|zeitersparnis|fast|faster|quick\w*|speed\w*|accelerat\w*|short(?:en|er)\w*|delays?"
            r"|waiting times?|sooner|save time)\b",
            re.I,
        ),
    ),
    (
        "money",
        re.compile(r"\b(?:günstig\w*|billig\w*|kosten\w*|\w+kosten|cheap\w*|costs?|save money|einspar\w*)\b", re.I),
    ),
)


def proposed(kpis: Sequence[Kpi], goal: str) -> tuple[Kpi, ...]:
    """The KPIs, those first that measure what the goal wishes for; business KPIs stay before model metrics."""
    wished = [kind for kind, words in _WISHES if words.search(goal)]
    return tuple(sorted(kpis, key=lambda kpi: (kpi.model, _unit_kind(kpi) not in wished)))


def fitting(kpis: Iterable[Kpi], values: Sequence[Fact]) -> list[Kpi]:
    """The KPIs that can have these values; values without a unit fit all."""
    kinds = {_kind(fact.unit) for fact in values if fact.kind is FactKind.VALUE and fact.unit} - {""}
    return [kpi for kpi in kpis if not kinds or _unit_kind(kpi) in kinds]


def _unit_kind(kpi: Kpi) -> str:
    found = UNIT.match(kpi.unit.en)
    return _kind(unit_of(found)) if found else ""


def _kind(unit: str) -> str:
    unit = unit.split("/")[0]
    return next((kind for kind, units in _KINDS if unit in units), "")


_KINDS = (("time", TIME_UNITS), ("money", CURRENCIES), ("share", SHARES))
