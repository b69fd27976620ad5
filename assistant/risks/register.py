"""What a risk in a project's register is: its facts, its rating with bands, and the versions it went through.

Scale, bands and the split into inherent and residual risk are those of the methodology ("Risikobänder und ihre
Folgen", "Inhärentes Risiko und Restrisiko"). Pure facts; what is missing is found in `gaps`, the picture in `matrix`.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from assistant.goals.kpis import Worded

# Likelihood and impact have these steps.
STEPS = range(1, 6)
# An impact from which the steering committee decides, however unlikely.
COMMITTEE_IMPACT = 5


class Band(StrEnum):
    """Into what action a score translates, from the least."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def severe(self) -> bool:
        """Whether a measure with date and money is due, and the steering committee hears of it."""
        return self in (Band.HIGH, Band.CRITICAL)


# The highest score of each band.
LIMITS = {Band.LOW: 4, Band.MEDIUM: 9, Band.HIGH: 14, Band.CRITICAL: 25}


def band_of(score: int) -> Band:
    """The band of a score from 1 to 25."""
    return next(band for band, limit in LIMITS.items() if score <= limit)


class Category(StrEnum):
    """Where a risk comes from; UNKNOWN where nobody said."""

    DATA = "data"
    MODEL = "model"
    TECHNOLOGY_OPERATION = "technology_operation"
    ORGANISATION = "organisation"
    LAW_ETHICS = "law_ethics"
    BUSINESS = "business"
    UNKNOWN = ""


class RiskStatus(StrEnum):
    """Where a risk stands by decision. One that occurred is a problem now, not a risk any more."""

    OPEN = "open"
    MITIGATING = "mitigating"
    ACCEPTED = "accepted"
    OCCURRED = "occurred"
    CLOSED = "closed"

    @property
    def live(self) -> bool:
        """Whether it can still happen."""
        return self in (RiskStatus.OPEN, RiskStatus.MITIGATING, RiskStatus.ACCEPTED)


BAND_NAMES = {
    Band.LOW: Worded("niedrig", "low"),
    Band.MEDIUM: Worded("mittel", "medium"),
    Band.HIGH: Worded("hoch", "high"),
    Band.CRITICAL: Worded("kritisch", "critical"),
}
CATEGORY_NAMES = {
    Category.DATA: Worded("Daten", "Data"),
    Category.MODEL: Worded("Modell", "Model"),
    Category.TECHNOLOGY_OPERATION: Worded("Technik und Betrieb", "Technology and operation"),
    Category.ORGANISATION: Worded("Organisation", "Organisation"),
    Category.LAW_ETHICS: Worded("Recht und Ethik", "Law and ethics"),
    Category.BUSINESS: Worded("Geschäft", "Business"),
    Category.UNKNOWN: Worded("", ""),
}
STATUS_NAMES = {
    RiskStatus.OPEN: Worded("offen", "open"),
    RiskStatus.MITIGATING: Worded("in Bearbeitung", "mitigating"),
    RiskStatus.ACCEPTED: Worded("angenommen", "accepted"),
    RiskStatus.OCCURRED: Worded("eingetreten", "occurred"),
    RiskStatus.CLOSED: Worded("geschlossen", "closed"),
}


@dataclass(frozen=True)
class Rating:
    """Likelihood and impact, each 1 to 5; raises ValueError for anything else."""

    likelihood: int
    impact: int

    def __post_init__(self) -> None:
        for value in (self.likelihood, self.impact):
            if type(value) is not int or value not in STEPS:
                raise ValueError(f"{value!r} is not between 1 and 5")

    @property
    def score(self) -> int:
        """The product, 1 to 25: it ranks and does not measure."""
        return self.likelihood * self.impact

    @property
    def band(self) -> Band:
        """The band of the score."""
        return band_of(self.score)


@dataclass(frozen=True)
class Risk:
    """A risk of the register. `text` names it in a few words, `event` says what may happen; texts are '' where they
    are missing. `id` is None until it is stored. Likelihood and impact are inherent, without measures; the residual
    ones hold once measures are proven to work. `committee` is the day on which the steering committee dealt with it,
    `review` the next review. `goals` are numbers of the goal tree, `lessons` names of documents without line breaks."""

    text: str
    language: str
    id: int | None = None
    project: str = ""
    event: str = ""
    cause: str = ""
    effect: str = ""
    category: Category = Category.UNKNOWN
    likelihood: int | None = None
    impact: int | None = None
    residual_likelihood: int | None = None
    residual_impact: int | None = None
    measure: str = ""
    owner: str = ""
    trigger: str = ""
    review: date | None = None
    status: RiskStatus = RiskStatus.OPEN
    committee: date | None = None
    goals: tuple[int, ...] = ()
    lessons: tuple[str, ...] = ()
    source: str = ""
    notes: str = ""

    @property
    def inherent(self) -> Rating | None:
        """The rating without measures; None where it is not complete."""
        return _rating(self.likelihood, self.impact)

    @property
    def residual(self) -> Rating | None:
        """The rating with measures that are proven to work; None where it is not complete."""
        return _rating(self.residual_likelihood, self.residual_impact)

    @property
    def current(self) -> Rating | None:
        """What counts today: the residual rating, and until there is one the inherent one."""
        return self.residual or self.inherent


def _rating(likelihood: int | None, impact: int | None) -> Rating | None:
    return Rating(likelihood, impact) if likelihood and impact else None


FIELDS = tuple(field.name for field in fields(Risk))


@dataclass(frozen=True)
class Version:
    """A risk as it was from `saved_at` (UTC) until the next version, the last one as it is now. Numbers count from 1;
    `changed` names the fields that differ from the version before, `reason` is what the person gave for it."""

    number: int
    saved_at: datetime
    changed: tuple[str, ...]
    risk: Risk
    reason: str = ""


def changed_fields(before: Risk, after: Risk) -> tuple[str, ...]:
    """The fields in which two risks differ, in the order of FIELDS; the id does not count."""
    return tuple(name for name in FIELDS if name != "id" and getattr(before, name) != getattr(after, name))


def by_severity(risk: Risk) -> tuple[int, int, int]:
    """Sorts risks: the highest present score first, the higher impact first among equals, unrated ones last."""
    rating = risk.current
    return (-rating.score, -rating.impact, risk.id or 0) if rating else (0, 0, risk.id or 0)


def reference(risk: Risk) -> str:
    """How people call the risk: 'R07', 'R' alone before it is stored."""
    return f"R{risk.id:02}" if risk.id is not None else "R"
