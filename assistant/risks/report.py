"""A register of risks as a status report in Markdown: where it stands, what to decide, what moved, what is missing.

Words what the other modules find; it rates and judges nothing. Texts of the register stay text: marks are escaped.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.goals.exchange import marked
from assistant.goals.figures import day_text
from assistant.risks.gaps import gaps, reaches_committee
from assistant.risks.matrix import MOVEMENT_NAMES, Movement, movement
from assistant.risks.register import (
    BAND_NAMES,
    STATUS_NAMES,
    Band,
    Rating,
    Risk,
    Version,
    by_severity,
    reference,
)

# Risks that the table of the highest ones holds.
HIGHEST = 10
_TEXTS = {
    "title": ("Risikobericht", "Risk report"),
    "as_of": ("Stand: {day}", "As of {day}"),
    "empty": ("Das Register enthält keine offenen Risiken.", "The register holds no open risks."),
    "state": ("Lage", "State"),
    "one": ("1 Risiko kann noch eintreten.", "1 risk can still occur."),
    "many": ("{count} Risiken können noch eintreten.", "{count} risks can still occur."),
    "unrated": ("Nicht bewertet: {count}", "Not rated: {count}"),
    "bands": ("| Band | ohne Maßnahmen | heute |", "| Band | without measures | today |"),
    "committee": ("Vom Lenkungskreis zu behandeln", "For the steering committee"),
    "committee_line": (
        "{risk}: Wert {score} ({band}), Schadensausmaß {impact}{dealt}",
        "{risk}: score {score} ({band}), impact {impact}{dealt}",
    ),
    "dealt": (", behandelt am {day}", ", dealt with on {day}"),
    "not_dealt": (", **noch nicht behandelt**", ", **not dealt with yet**"),
    "highest": ("Höchste Risiken", "Highest risks"),
    "columns": (
        "| Nr. | Risiko | heute | ohne Maßnahmen | Maßnahme | Verantwortlich | Überprüfung | Status |",
        "| No. | Risk | today | without measures | Measure | Owner | Review | Status |",
    ),
    "moved": ("Veränderungen seit dem {day}", "Changes since {day}"),
    "unmoved": ("Kein Wert hat sich geändert.", "No score has changed."),
    "gaps": ("Lücken", "Gaps"),
    "no_gaps": ("Keine.", "None."),
}


@dataclass(frozen=True)
class ReportScope:
    """What a report is about: the day it is written, the project ('' for all), and the day since which changes are
    told, with the versions of each risk by number."""

    today: date
    project: str = ""
    since: date | None = None
    histories: Mapping[int, Sequence[Version]] = field(default_factory=dict)


def status_report(risks: Sequence[Risk], scope: ReportScope, language: str) -> str:
    """The report; changes are told where the scope has a day `since`."""
    live = sorted((risk for risk in risks if risk.status.live), key=by_severity)
    title = _say("title", language) + (f": {marked(scope.project)}" if scope.project else "")
    lines = [f"# {title}", "", _say("as_of", language, day=day_text(scope.today, language)), ""]
    if not live:
        lines += [_say("empty", language), ""]
    else:
        lines += [*_state(live, language), *_committee(live, language), *_highest(live, language)]
    if scope.since:
        lines += _moved(risks, scope, language)
    if live:
        found = [f"- {marked(gap.text[language])}" for gap in gaps(live, scope.today)]
        lines += [f"## {_say('gaps', language)}", "", *(found or [_say("no_gaps", language)]), ""]
    return "\n".join(lines)


def _state(live: Sequence[Risk], language: str) -> list[str]:
    inherent = Counter(risk.inherent.band for risk in live if risk.inherent)
    today = Counter(risk.current.band for risk in live if risk.current)
    lines = [f"## {_say('state', language)}", "", _say("one" if len(live) == 1 else "many", language, count=len(live))]
    lines += ["", _say("bands", language), "|---|---:|---:|"]
    lines += [f"| {BAND_NAMES[band][language]} | {inherent[band]} | {today[band]} |" for band in reversed(Band)]
    unrated = len(live) - today.total()
    return [*lines, "", *([_say("unrated", language, count=unrated), ""] if unrated else [])]


def _committee(live: Sequence[Risk], language: str) -> list[str]:
    lines = []
    for risk in filter(reaches_committee, live):
        rating = risk.current
        dealt = (
            _say("dealt", language, day=day_text(risk.committee, language))
            if risk.committee
            else _say("not_dealt", language)
        )
        line = _say(
            "committee_line",
            language,
            risk=f"{reference(risk)} {marked(risk.text)}",
            score=rating.score if rating else "–",
            band=BAND_NAMES[rating.band][language] if rating else "–",
            impact=risk.impact or "–",
            dealt=dealt,
        )
        lines.append(f"- {line}")
    return [f"## {_say('committee', language)}", "", *lines, ""] if lines else []


def _highest(live: Sequence[Risk], language: str) -> list[str]:
    rows = []
    for risk in live[:HIGHEST]:
        review = day_text(risk.review, language) if risk.review else ""
        cells = (
            reference(risk),
            marked(risk.text),
            _rating(risk.current, language),
            _rating(risk.inherent, language),
            marked(risk.measure),
            marked(risk.owner),
            review,
            STATUS_NAMES[risk.status][language],
        )
        rows.append("| " + " | ".join(cells) + " |")
    return [f"## {_say('highest', language)}", "", _say("columns", language), "|---" * 8 + "|", *rows, ""]


def _rating(rating: Rating | None, language: str) -> str:
    if rating is None:
        return "–"
    return f"{rating.score} ({rating.likelihood} × {rating.impact}, {BAND_NAMES[rating.band][language]})"


def _moved(risks: Sequence[Risk], scope: ReportScope, language: str) -> list[str]:
    assert scope.since is not None
    found = list(_movements(risks, scope, language))
    heading = _say("moved", language, day=day_text(scope.since, language))
    return [f"## {heading}", "", *(found or [_say("unmoved", language)]), ""]


def _movements(risks: Sequence[Risk], scope: ReportScope, language: str) -> Iterator[str]:
    """One line for each risk that moved, by kind of movement."""
    moved = [
        (movement(scope.histories[risk.id], scope.since), risk)
        for risk in sorted(risks, key=by_severity)
        if risk.id in scope.histories and scope.since
    ]
    for kind in Movement:
        for risk in (risk for found, risk in moved if found is kind is not Movement.STEADY):
            now = _rating(risk.current, language) if risk.status.live else STATUS_NAMES[risk.status][language]
            yield f"- {MOVEMENT_NAMES[kind][language]}: {reference(risk)} {marked(risk.text)} – {now}"


def _say(name: str, language: str, **words: object) -> str:
    return _TEXTS[name][0 if language == "de" else 1].format(**words)
