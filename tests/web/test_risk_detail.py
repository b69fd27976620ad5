"""An opened risk with its facts, gaps, links and versions."""

from dataclasses import replace

import pytest

from assistant.risks.gaps import gaps
from assistant.risks.register import Risk, RiskStatus
from assistant.web.risk_detail import Change, RiskView, detail_html, summary_html
from assistant.web.risk_facts import LinkNames
from tests.web.risk_samples import HOSTILE, TODAY, bare, risk, versions

LINKS = LinkNames({3: "Stillstände senken"}, {"pumpen/lehre.md": "Ausgangswert messen"})
LINKED = risk(7, goals=(3, 9), lessons=("pumpen/lehre.md", "weg.md"))


def view(one: Risk, *changes: dict[str, object], deleting: bool = False) -> str:
    seen = RiskView(one, versions(one, *changes), gaps([one], TODAY), LINKS, TODAY, deleting)
    return detail_html(seen, "de")


def test_all_facts_are_shown_with_scores_and_the_steps_they_come_from() -> None:
    html = view(risk(7))
    assert "R07 · Daten · Pumpen" in html
    assert "<b>8</b> mittel</span> <small>Eintritt 2 × Schaden 4</small>" in html
    assert "<b>16</b> kritisch</span> <small>Eintritt 4 × Schaden 4</small>" in html
    for fact in ("Gefahr, dass echte", "weil kaum", "führt zu", "200 Altfälle", "unter 80 %", "08.09.2026", "Notiz"):
        assert fact in html
    assert "Lücken" not in html


def test_gaps_say_what_to_do() -> None:
    html = view(bare(3, 5, 4))
    assert "hat den Wert 20 (kritisch), aber keine Maßnahme" in html and ">niemand<" in html


def test_goals_are_linked_by_their_text_and_lessons_by_their_title() -> None:
    html = view(LINKED)
    assert 'data-goal="3">Ziel 3: Stillstände senken</button>' in html
    assert "Ziel 9 gibt es nicht mehr</li>" in html and 'data-goal="9"' not in html
    assert 'data-lesson="pumpen/lehre.md">Ausgangswert messen</button>' in html
    assert "weg.md (nicht mehr im Bestand)</li>" in html


def test_the_history_says_what_changed_when_and_why() -> None:
    html = view(risk(7), {"likelihood": 5}, {"status": RiskStatus.CLOSED, "review": None, "goals": (3,)})
    assert "Verlauf des Risikos (3)" in html
    assert "Wahrscheinlichkeit: <s>4</s> → 5" in html and "Grund: Grund 2" in html and "02.11.2026" in html
    assert "Status: <s>in Bearbeitung</s> → geschlossen" in html and "Überprüfung: <s>15.12.2026</s> → –" in html
    assert "Bedrohte Ziele: <s>–</s> → Ziel 3: Stillstände senken" in html
    assert html.index("Grund 3") < html.index("Grund 2") < html.index("angelegt")


def test_deleting_asks_first_and_names_the_better_way() -> None:
    html = view(risk(7), deleting=True)
    assert 'role="alertdialog"' in html and "R07 „Zu wenige" in html and "„geschlossen“" in html
    assert 'data-follow="delete-7"' in html and 'data-follow="risk-7"' not in html
    assert "alertdialog" not in view(risk(7))


def test_the_summary_of_a_new_risk_holds_every_fact() -> None:
    html = summary_html(Change(LINKED, None, "", gaps([LINKED], TODAY, goals=[3])), LINKS, "de")
    assert "So wird das Risiko gespeichert" in html and "<dt>Risiko</dt>" in html and "<s>" not in html
    for fact in ("Daten", "in Bearbeitung", "Pumpen", "15.12.2026", "Ziel 3: Stillstände senken", "Ausgangswert"):
        assert fact in html
    assert "Danach noch offen" in html and "Ziel Nr. 9" in html


def test_the_summary_of_a_change_holds_what_differs_with_the_scores() -> None:
    after = replace(risk(7), likelihood=5, residual_likelihood=None, residual_impact=None, owner="")
    html = summary_html(Change(after, risk(7), "Neu geschätzt", ()), LINKS, "de")
    assert "<dt>Wahrscheinlichkeit</dt><dd><s>4</s> → 5</dd>" in html
    assert "<dt>Verantwortlich</dt><dd><s>Jana Illmer</s> → –</dd>" in html
    assert "Ursache" not in html and "Grund: Neu geschätzt" in html and "hat das Risiko keine Lücke" in html
    assert "<b>8</b> mittel</span> → <span" in html and "<b>16</b> kritisch</span> → <span" in html


@pytest.mark.parametrize("field", ["text", "event", "owner", "notes", "project", "language"])
def test_nothing_hostile_becomes_active(field: str) -> None:
    one = risk(7, **{field: HOSTILE})
    for html in (
        view(one, {"owner": HOSTILE}),
        view(risk(7, lessons=(HOSTILE,)), deleting=True),
        summary_html(Change(one, risk(7), HOSTILE, ()), LINKS, "de"),
    ):
        assert "<img" not in html and 'lang="<' not in html
