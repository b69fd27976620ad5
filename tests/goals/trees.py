"""Goals for tests: a whole tree in order, and goals that Hypothesis makes up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from assistant.goals.levels import Goal, GoalStatus, Level, MetricKind

TODAY = date(2027, 6, 1)


def goal(number: int | None, level: Level, parent: int | None = None, **facts: object) -> Goal:
    """An agreed goal without a gap of its own."""
    end = {Level.STRATEGIC: date(2029, 12, 31), Level.BUSINESS: date(2028, 12, 31), Level.DATA: date(2027, 3, 31)}
    rest: dict[str, object] = {"text": f"{level.value} {number}", "language": "de", "owner": "Leitung"}
    rest |= {"status": GoalStatus.AGREED, "metric": "Quote", "unit": "%", "review": date(2027, 12, 1)}
    if level is not Level.MISSION:
        rest |= {"baseline": Decimal(10), "target": Decimal(20), "start": date(2027, 1, 1)}
        rest |= {"end": end.get(level, date(2027, 9, 30))}
    if level is Level.DATA:
        rest |= {"upkeep_until": date(2028, 12, 31)}
    rest |= {"metric_kind": MetricKind.MODEL if level is Level.MODEL else MetricKind.BUSINESS}
    return Goal(id=number, level=level, parent=parent, **(rest | facts))


def tree() -> list[Goal]:
    """The pump maker of the methodology: five levels, no gap."""
    return [
        goal(1, Level.MISSION),
        goal(2, Level.STRATEGIC, 1),
        goal(3, Level.BUSINESS, 2),
        goal(4, Level.DATA, 3),
        goal(5, Level.MODEL, 4),
    ]


def changed(number: int, **facts: object) -> list[Goal]:
    """The tree with other facts at one goal."""
    return [replace(one, **facts) if one.id == number else one for one in tree()]


_texts = st.text(max_size=40) | st.sampled_from(
    ["=1+1", "'=x", "-5", "a|b\n„c“\r\n\t", "_x000D_", "#N/A", "\\*ü*", "  "]
)
_numbers = (
    st.none()
    | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3)
    | st.sampled_from([Decimal("0.1234567890123456789"), Decimal("1.234"), Decimal("-0.5"), Decimal("1E+15")])
)
_days = st.none() | st.dates()


@st.composite
def forests(draw: st.DrawFn) -> list[Goal]:
    """Up to six goals with any facts; parents are anywhere among them, so there may be cycles."""
    size = draw(st.integers(0, 6))
    numbers = draw(st.lists(st.integers(1, 10**6), min_size=size, max_size=size, unique=True))
    return [draw(_goals(number, numbers)) for number in numbers]


def _goals(number: int, numbers: list[int]) -> st.SearchStrategy[Goal]:
    return st.builds(
        Goal,
        id=st.just(number),
        text=_texts.filter(str.strip),
        language=st.sampled_from(["de", "en"]),
        level=st.sampled_from(Level),
        parent=st.none() | st.sampled_from(numbers),
        project=_texts,
        owner=_texts,
        status=st.sampled_from(GoalStatus),
        metric=_texts,
        metric_kind=st.sampled_from(MetricKind),
        unit=_texts,
        baseline=_numbers,
        target=_numbers,
        start=_days,
        end=_days,
        upkeep_until=_days,
        review=_days,
        notes=_texts,
    )
