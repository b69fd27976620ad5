"""A lesson as the draft of a risk: the document's words, nothing else."""

import pytest

from assistant.lessons.risk_draft import risk_draft, risk_of
from tests.lessons.samples import card

SITUATION = (
    "Die Annotation begann ohne schriftliche Regeln. Beim Datum widersprachen sich 19 % der Belege. "
    "Der Meilenstein verschob sich um elf Wochen, die Mehrkosten betrugen 8.700 EUR."
)


def test_what_was_left_out_is_the_cause_what_failed_the_event_and_what_it_cost_the_effect() -> None:
    draft = risk_draft(card(situation=SITUATION, recommendation=("Leitfaden schreiben.",))).as_dict()
    assert draft["cause"] == "Die Annotation begann ohne schriftliche Regeln."
    assert draft["risk"] == "Beim Datum widersprachen sich 19 % der Belege."
    assert str(draft["effect"]).endswith("die Mehrkosten betrugen 8.700 EUR.")
    assert draft["mitigation"] == ["Leitfaden schreiben."] and draft["source"] == "Pilot zu groß.md"


@pytest.mark.parametrize(
    ("situation", "cause"),
    [
        ("Die Pumpe ist ausgefallen, weil ein Funkmodem defekt war.", "ein Funkmodem defekt war"),
        ("The test failed because it had changed on 3.5. at night.", "it had changed on 3.5. at night"),
        ("Ursache waren Stempel über dem Datum.", "Ursache waren Stempel über dem Datum."),
    ],
)
def test_a_stated_reason_is_the_cause(situation: str, cause: str) -> None:
    assert risk_draft(card(situation=situation)).as_dict()["cause"] == cause


def test_the_documents_own_cause_comes_first() -> None:
    draft = risk_draft(card(situation=SITUATION, cause="Niemand war zuständig. Es fehlte Zeit."))
    assert draft.as_dict()["cause"] == "Niemand war zuständig."


def test_what_no_rule_finds_stays_empty() -> None:
    draft = risk_draft(card(lesson="Geduld."))
    assert (draft.event, draft.cause, draft.effect, draft.measures) == (None, None, None, ())


def test_a_draft_becomes_a_risk_with_link_and_source_and_without_any_estimate() -> None:
    lesson = card(
        situation=SITUATION,
        recommendation=("Leitfaden schreiben.", "Eine Person benennt Regeln."),
        document="rechnungen/lehren/leitfaden.md",
        project="rechnungen",
        date="2024-03-18",
    )
    risk = risk_of(risk_draft(lesson), "Neues Vorhaben")
    assert (risk.text, risk.project, risk.language) == ("Pilot zu groß", "Neues Vorhaben", "de")
    assert risk.cause == "Die Annotation begann ohne schriftliche Regeln."
    assert risk.event == "Beim Datum widersprachen sich 19 % der Belege."
    assert risk.effect.endswith("die Mehrkosten betrugen 8.700 EUR.")
    assert risk.measure == "Leitfaden schreiben; Eine Person benennt Regeln"
    assert risk.lessons == ("rechnungen/lehren/leitfaden.md",)
    assert risk.source == "Lehre „Pilot zu groß“ (Projekt rechnungen, 2024): rechnungen/lehren/leitfaden.md"
    assert (risk.id, risk.current, risk.owner, risk.review, risk.status) == (None, None, "", None, "open")


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ({"project": None, "date": None}, "Lesson “Pilot zu groß”: Pilot zu groß.md"),
        ({"project": "A", "date": None}, "Lesson “Pilot zu groß” (project A): Pilot zu groß.md"),
        ({"project": None, "document": "a\nb.md"}, "Lesson “Pilot zu groß” (2025): a b.md"),
    ],
)
def test_the_source_of_a_risk_names_what_is_known(fields: dict[str, object], source: str) -> None:
    risk = risk_of(risk_draft(card(lesson="Patience.", language="en", **fields)))
    assert risk.source == source
    assert (risk.event, risk.cause, risk.effect, risk.measure, risk.project) == ("", "", "", "", "")
    assert all("\n" not in name for name in risk.lessons)
