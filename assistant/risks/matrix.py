"""The 5×5 matrix of a register, how its risks move, and its state over time. For a plot; it draws nothing.

Computed from risks and their versions each time it is shown. Only risks that can still happen count.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from assistant.goals.kpis import Worded
from assistant.risks.register import STEPS, Band, Rating, Risk, Version, by_severity


@dataclass(frozen=True)
class MatrixCell:
    """The risks with a rating, the most severe first."""

    rating: Rating
    risks: tuple[Risk, ...]

    @property
    def count(self) -> int:
        """How many risks have this rating."""
        return len(self.risks)


def matrix(risks: Sequence[Risk], *, residual: bool) -> tuple[tuple[MatrixCell, ...], ...]:
    """Five rows from likelihood 5 down to 1, each with five cells from impact 1 to 5. Inherent ratings, or what counts
    today: the residual rating, and the inherent one where there is none yet. Risks without a rating stand nowhere."""
    found: dict[Rating, list[Risk]] = {}
    for risk in sorted(risks, key=by_severity):
        rating = risk.current if residual else risk.inherent
        if rating and risk.status.live:
            found.setdefault(rating, []).append(risk)
    ratings = [[Rating(likelihood, impact) for impact in STEPS] for likelihood in reversed(STEPS)]
    return tuple(tuple(MatrixCell(rating, tuple(found.get(rating, ()))) for rating in row) for row in ratings)


class Movement(StrEnum):
    """How the score that counts has changed since a day."""

    NEW = "new"
    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
    ENDED = "ended"


MOVEMENT_NAMES = {
    Movement.NEW: Worded("neu", "new"),
    Movement.RISING: Worded("steigend", "rising"),
    Movement.FALLING: Worded("fallend", "falling"),
    Movement.STEADY: Worded("unverändert", "steady"),
    Movement.ENDED: Worded("beendet", "ended"),
}


def movement(versions: Sequence[Version], since: date) -> Movement:
    """How a risk has moved from the end of the day `since` until now: ENDED where it was live then and is not any
    more. Of one that had no rating then, NEW where it has one now. `versions` are all of one risk, oldest first."""
    then, now = _as_of(versions, since), versions[-1].risk
    before = then.current if then and then.status.live else None
    if not now.status.live:
        return Movement.ENDED if then and then.status.live else Movement.STEADY
    if then is None or not then.status.live or (before is None and now.current):
        return Movement.NEW
    change = (now.current.score if now.current else 0) - (before.score if before else 0)
    return Movement.RISING if change > 0 else Movement.FALLING if change < 0 else Movement.STEADY


@dataclass(frozen=True)
class TrendPoint:
    """The register at the end of a day: how many risks stood in each band, how many had no rating, and the sum of the
    scores that counted."""

    day: date
    bands: Mapping[Band, int]
    unrated: int
    score: int


def trend(histories: Sequence[Sequence[Version]]) -> list[TrendPoint]:
    """A point for every day (UTC) on which a version was saved, oldest first. `histories` are the versions of each
    risk, oldest first; risks that were removed are not among them and have never been."""
    changes = [(version.saved_at.date(), place) for place, versions in enumerate(histories) for version in versions]
    coming = [iter(versions) for versions in histories]
    standing: dict[int, Rating | None] = {}  # live risks by place, each with the rating that counts
    totals = Counter[Rating | None]()
    points = []
    for day, places in groupby(sorted(changes), key=itemgetter(0)):
        for _, place in places:
            if place in standing:
                totals[standing.pop(place)] -= 1
            risk = next(coming[place]).risk
            if risk.status.live:
                standing[place] = risk.current
                totals[risk.current] += 1
        points.append(_point(totals, day))
    return points


def _point(totals: Mapping[Rating | None, int], day: date) -> TrendPoint:
    """`totals` are live risks by rating."""
    bands = dict.fromkeys(Band, 0)
    score = 0
    for rating, count in totals.items():
        if rating:
            bands[rating.band] += count
            score += rating.score * count
    return TrendPoint(day, bands, totals[None], score)


def _as_of(versions: Sequence[Version], day: date) -> Risk | None:
    """The risk at the end of the day; None before its first version."""
    return next((version.risk for version in reversed(versions) if version.saved_at.date() <= day), None)
