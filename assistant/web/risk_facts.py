"""A risk's facts as they are read in the list, beside an opened risk and in a summary: names, values, scores, gaps.

Renders safe HTML out of what is handed in; it rates nothing and finds no gap.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

from assistant.goals.figures import day_text
from assistant.risks.columns import COLUMNS
from assistant.risks.gaps import Gap
from assistant.risks.register import BAND_NAMES, CATEGORY_NAMES, STATUS_NAMES, Rating, Risk, RiskStatus
from assistant.web.wording import NOTHING, day, say

STEPS = ("likelihood", "impact", "residual_likelihood", "residual_impact")
DAYS = ("review", "committee")
# Told apart without colour, too.
STATUS_SYMBOLS = {
    RiskStatus.OPEN: "○",
    RiskStatus.MITIGATING: "◐",
    RiskStatus.ACCEPTED: "●",
    RiskStatus.OCCURRED: "✗",
    RiskStatus.CLOSED: "✓",
}


@dataclass(frozen=True)
class LinkNames:
    """What linked things are called: texts of goals by number, titles of lessons by document name."""

    goals: Mapping[int, str] = field(default_factory=dict)
    lessons: Mapping[str, str] = field(default_factory=dict)

    def goal(self, number: int, language: str) -> str:
        """A goal by its title; says so where it is gone."""
        text = self.goals.get(number)
        return say("risk.goal_gone", language, n=number) if text is None else _goal(number, text, language)

    def lesson(self, name: str, language: str) -> str:
        """A lesson by its title; says so where it is not stored any more."""
        return self.lessons.get(name) or say("risk.lesson_gone", language, name=name)


def _goal(number: int, text: str, language: str) -> str:
    return say("risk.goal", language, n=number, text=" ".join(text.split()))


def field_name(name: str, language: str) -> str:
    """What a field of a risk is called in a sentence."""
    return say(f"riskform.{name}", language) if name in ("goals", "lessons") else COLUMNS[name][language]


def value_text(risk: Risk, name: str, links: LinkNames, language: str) -> str:
    """A field of a risk as it is read; '' where it is empty."""
    value = getattr(risk, name)
    if value in (None, "", ()):
        return ""
    if name in DAYS:
        return day_text(value, language)
    if name == "category":
        return CATEGORY_NAMES[risk.category][language]
    if name == "status":
        return STATUS_NAMES[risk.status][language]
    if name == "language":
        return say(f"language.{value}", language)
    if name == "goals":
        return "; ".join(links.goal(number, language) for number in value)
    if name == "lessons":
        return "; ".join(links.lesson(document, language) for document in value)
    return str(value)


def score_html(rating: Rating | None, language: str, *, steps: bool = False) -> str:
    """A score with its band in words and colour, and the steps it comes from where they are wanted."""
    if rating is None:
        return f'<span class="score unrated">{escape(say("risks.unrated", language))}</span>'
    said = {"likelihood": rating.likelihood, "impact": rating.impact}
    shown = f" <small>{escape(say('risk.score_steps', language, **said))}</small>" if steps else ""
    name = escape(BAND_NAMES[rating.band][language])
    return f'<span class="score band-{rating.band}"><b>{rating.score}</b> {name}</span>{shown}'


def status_html(risk: Risk, language: str) -> str:
    """The state by symbol and word."""
    symbol, name = STATUS_SYMBOLS[risk.status], escape(STATUS_NAMES[risk.status][language])
    return f'<span class="risk-status"><span aria-hidden="true">{symbol}</span> {name}</span>'


def review_html(risk: Risk, today: date, language: str) -> str:
    """The day of the next review, marked where it has passed."""
    if risk.review is None:
        missing = f'<span class="absent">{escape(say("risks.no_review", language))}</span>'
        return missing if risk.status.live else NOTHING
    iso = risk.review.isoformat()
    shown = f'<time datetime="{iso}">{escape(day(iso, language))}</time>'
    if risk.review >= today or not risk.status.live:
        return shown
    return f'<span class="overdue">{shown} <b>{escape(say("risks.overdue", language))}</b></span>'


def gaps_html(gaps: Iterable[Gap], language: str) -> str:
    """What is missing and what to do, one line each."""
    items = "".join(f'<li><span aria-hidden="true">△</span> {escape(gap.text[language])}</li>' for gap in gaps)
    label = escape(say("risk.gaps", language))
    return f'<ul class="tree-gaps" aria-label="{label}">{items}</ul>' if items else ""


def facts_html(risk: Risk, names: Sequence[str], links: LinkNames, language: str, *, before: Risk | None = None) -> str:
    """Fields as a list of terms; with `before` each as 'old → new'. Fields that are empty in both are left out."""
    rows = ""
    for name in names:
        new = value_text(risk, name, links, language)
        old = value_text(before, name, links, language) if before else ""
        if not new and not old:
            continue
        text = escape(new or NOTHING)
        if before is not None:
            text = f"<s>{escape(old or NOTHING)}</s> → {text}"
        rows += f"<dt>{escape(field_name(name, language))}</dt><dd>{text}</dd>"
    return f'<dl class="goal-facts">{rows}</dl>' if rows else ""
