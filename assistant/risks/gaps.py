"""What is missing or wrong in a register of risks, by rule.

The rules are those of the methodology ("Risikobänder und ihre Folgen", "Risikoeigner, Auslöser und Überprüfung
festlegen"), as far as the fields of a risk can tell. Risks that are closed or have occurred have no gaps.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.goals.figures import day_text, quoted
from assistant.goals.kpis import Worded
from assistant.language import LANGUAGES
from assistant.risks.gap_wording import TEXTS
from assistant.risks.register import BAND_NAMES, COMMITTEE_IMPACT, Band, Rating, Risk, RiskStatus, reference


class Rule(StrEnum):
    """The rules, in the order in which the gaps of a risk are named."""

    NOT_RATED = "not_rated"
    NO_COMMITTEE = "no_committee"
    NO_OWNER = "no_owner"
    NO_MEASURE = "no_measure"
    NO_TRIGGER = "no_trigger"
    RESIDUAL_ABOVE = "residual_above"
    RESIDUAL_UNPROVEN = "residual_unproven"
    NO_REVIEW = "no_review"
    REVIEW_OVERDUE = "review_overdue"
    GOAL_GONE = "goal_gone"


@dataclass(frozen=True)
class Gap:
    """A gap of the risk with the id `risk`. The text says what is wrong and what to do."""

    risk: int | None
    rule: Rule
    text: Worded

    def as_dict(self) -> dict[str, object]:
        """As data for scripts."""
        return {"risk": self.risk, "rule": str(self.rule), "de": self.text.de, "en": self.text.en}


def gaps(risks: Sequence[Risk], today: date, *, goals: Collection[int] | None = None) -> list[Gap]:
    """All gaps, risk by risk in the order given. `goals` are the numbers of the goals there are; without them, links
    to goals are not looked at."""
    return [gap for risk in risks if risk.status.live for gap in _gaps(risk, today, goals)]


def _gaps(risk: Risk, today: date, goals: Collection[int] | None) -> Iterator[Gap]:
    if risk.inherent is None:
        yield _gap(risk, Rule.NOT_RATED)
    if reaches_committee(risk) and risk.committee is None:
        key = "no_committee.impact" if (risk.impact or 0) >= COMMITTEE_IMPACT else "no_committee.critical"
        yield _gap(risk, Rule.NO_COMMITTEE, key)
    if not risk.owner.strip():
        yield _gap(risk, Rule.NO_OWNER)
    if risk.inherent and risk.status is not RiskStatus.ACCEPTED:
        yield from _answer_gaps(risk, risk.inherent)
    yield from _review_gaps(risk, today)
    for goal in risk.goals:
        if goals is not None and goal not in goals:
            yield _gap(risk, Rule.GOAL_GONE, number=str(goal))


def reaches_committee(risk: Risk) -> bool:
    """Whether the steering committee has to deal with it: impact 5, however unlikely, or a critical score today."""
    critical = risk.current is not None and risk.current.band is Band.CRITICAL
    return critical or (risk.impact or 0) >= COMMITTEE_IMPACT


def _answer_gaps(risk: Risk, inherent: Rating) -> Iterator[Gap]:
    """What answers the risk: measure, trigger and the rating that rests on them. An accepted risk needs none."""
    measured = bool(risk.measure.strip())
    if inherent.band.severe and not measured:
        yield _gap(risk, Rule.NO_MEASURE)
    if inherent.band.severe and not risk.trigger.strip():
        yield _gap(risk, Rule.NO_TRIGGER)
    residual = risk.residual
    if residual and residual.score > inherent.score:
        yield _gap(risk, Rule.RESIDUAL_ABOVE, residual=str(residual.score))
    elif residual and residual.score < inherent.score and not measured:
        yield _gap(risk, Rule.RESIDUAL_UNPROVEN, residual=str(residual.score))


def _review_gaps(risk: Risk, today: date) -> Iterator[Gap]:
    if risk.review is None:
        yield _gap(risk, Rule.NO_REVIEW)
    elif risk.review < today:
        yield _gap(risk, Rule.REVIEW_OVERDUE)


# --- wording ---


def _gap(risk: Risk, rule: Rule, key: str = "", **words: str) -> Gap:
    texts = [
        text.format(**_words(risk, language), **words)
        for language, text in zip(LANGUAGES, TEXTS[key or rule], strict=True)
    ]
    return Gap(risk.id, rule, Worded(*texts))


def _words(risk: Risk, language: str) -> dict[str, str]:
    inherent, current = risk.inherent, risk.current
    return {
        "risk": name(risk, language),
        "score": str(inherent.score) if inherent else "",
        "band": BAND_NAMES[inherent.band][language] if inherent else "",
        "current": str(current.score) if current else "",
        "review": day_text(risk.review, language) if risk.review else "",
    }


def name(risk: Risk, language: str) -> str:
    """The risk's reference and text in quotation marks, cut to one short line."""
    quote = quoted(risk.text, language)
    return quote if risk.id is None else f"{reference(risk)} {quote}"
