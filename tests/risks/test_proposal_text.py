"""Proposed risks in words: what the proposals hold and nothing else."""

from assistant.risks.proposal_text import proposals_text, statement
from tests.answer_cards import SITUATION, proposal


def test_a_proposal_is_told_with_reason_estimate_measures_and_cited_sources() -> None:
    assert proposals_text([proposal()], {SITUATION.id: 3}, "de").split("\n") == [
        "**Ein Risiko passt dazu.** Die Schätzung ist ein Vorschlag: Prüfen Sie sie mit Ihrem Team.",
        "",
        "**1. Fehlende Mitbestimmung** (Organisation)",
        "Gefahr, dass der Start sich verschiebt, weil der Betriebsrat spät erfährt.",
        "- Warum hier: Ihre Beschreibung nennt „Beschäftigte“.",
        "- Erste Schätzung: Wahrscheinlichkeit 4 × Schadensausmaß 4 = 16 (kritisch). "
        "Ein früheres Projekt hat es erlebt.",
        "- Maßnahmen: Früh sprechen; Termin planen",
        "- Quellen: Risikokatalog: § 87 BetrVG; gesehen im Projekt p: p/lessons/rat.md [3]",
    ]


def test_several_are_counted_and_numbered() -> None:
    text = proposals_text([proposal(), proposal("Zweites", measures=())], {}, "en")
    assert text.startswith("**2 risks fit, the best fit first.**") and "**2. Zweites** (Organisation)" in text
    assert text.count("- Measures:") == 1 and "[" not in text


def test_what_a_source_does_not_give_is_not_said() -> None:
    assert statement(proposal(sentence="", cause="")) == ""
    bare = proposals_text([proposal(sentence="", cause="", category="")], {}, "de")
    assert "**1. Fehlende Mitbestimmung**\n- Warum hier" in bare
