"""Risks and versions for the tests of the page."""

from dataclasses import replace
from datetime import UTC, date, datetime

from assistant.risks.register import Category, Risk, RiskStatus, Version, changed_fields

TODAY = date(2026, 11, 21)
HOSTILE = "<img src=x onerror=alert(1)> \"quote\" & 'x'"


def risk(number: int | None = 1, **facts: object) -> Risk:
    """A risk of 4 × 4 = 16, lowered to 2 × 4 = 8, with every fact."""
    whole: dict[str, object] = {
        "text": "Zu wenige aufgezeichnete Ausfälle",
        "language": "de",
        "project": "Pumpen",
        "event": "Gefahr, dass echte Ausfälle übersehen werden",
        "cause": "weil kaum welche aufgezeichnet sind",
        "effect": "führt zu Stillstand",
        "category": Category.DATA,
        "likelihood": 4,
        "impact": 4,
        "residual_likelihood": 2,
        "residual_impact": 4,
        "measure": "200 Altfälle einordnen",
        "owner": "Jana Illmer",
        "trigger": "Trefferquote unter 80 %",
        "review": date(2026, 12, 15),
        "status": RiskStatus.MITIGATING,
        "committee": date(2026, 9, 8),
        "source": "Risikokatalog",
        "notes": "Notiz",
    }
    return Risk(id=number, **(whole | facts))  # type: ignore[arg-type]


def bare(number: int | None = 1, likelihood: int | None = 3, impact: int | None = 3, **facts: object) -> Risk:
    """A risk that says little more than its rating."""
    return Risk(
        **{"text": f"Risiko {number}", "language": "de", "id": number} | facts, likelihood=likelihood, impact=impact
    )  # type: ignore[arg-type]


def versions(first: Risk, *changes: dict[str, object]) -> list[Version]:
    """The versions that these changes made, a day apart."""
    found, now = [Version(1, datetime(2026, 11, 1, 9, tzinfo=UTC), (), first)], first
    for number, change in enumerate(changes, start=2):
        after = replace(now, **change)  # type: ignore[arg-type]
        moment = datetime(2026, 11, number, 9, tzinfo=UTC)
        found.append(Version(number, moment, changed_fields(now, after), after, f"Grund {number}"))
        now = after
    return found
