"""A proposal tells its sources and the reason of its estimate, and becomes a draft of the register."""

from pathlib import Path

import pytest

from assistant.passages import Kind, Passage
from assistant.risks.catalogue import parse
from assistant.risks.past_risks import PastRisk
from assistant.risks.proposal import MOST_SOURCES, RiskProposal, from_catalogue, from_past, why, with_past
from assistant.risks.register import Category, Rating, RiskStatus

TEXT = (Path(__file__).resolve().parents[2] / "knowledge/catalogues/risks.yaml").read_text(encoding="utf-8")
COUNCIL = next(risk for risk in parse(TEXT) if risk.id == "works-council-late")


def _past(kind: Kind = Kind.LESSON, **facts: object) -> PastRisk:
    project, date = facts.pop("project", "pumpen"), facts.pop("date", "2024-12-03")
    document = str(facts.pop("document", "pumpen/lehren/betriebsrat.md"))
    passage = Passage(
        id="p", text="t", document=document, title="T", project=project, kind=kind, date=date, headings=("Situation",)
    )
    whole: dict[str, object] = {"text": "Betriebsrat zuerst", "quote": "Zwei Tage später.", "happened": True}
    return PastRisk(passage=passage, **(whole | facts))


def _proposed(*past: PastRisk, language: str = "de", own: str | None = None) -> RiskProposal:
    return with_past(from_catalogue(COUNCIL, language), past, own_project=own)


def test_clauses_of_the_catalogue_are_readable_alone() -> None:
    german, english = from_catalogue(COUNCIL, "de"), from_catalogue(COUNCIL, "en")
    assert german.event.startswith("Gefahr, dass ") and english.event.startswith("Risk that ")
    assert german.cause.startswith("weil ") and english.cause.startswith("because ")
    assert german.effect.startswith("führt zu ") and english.effect.startswith("resulting in ")
    assert german.sentence == COUNCIL.sentence("de") and german.source.startswith("Risikokatalog: ")


def test_a_lesson_raises_the_likelihood_by_one_and_the_reason_says_so() -> None:
    proposal = _proposed(_past())
    before = COUNCIL.rating.likelihood
    assert proposal.rating == Rating(before + 1, COUNCIL.rating.impact)
    assert proposal.reason == (
        f"{COUNCIL.reason.de} Das Projekt pumpen zog 2024 eine Lehre daraus, "
        f"daher Wahrscheinlichkeit {before + 1} statt {before}."
    )
    assert proposal.sources[-1].text == "gesehen im Projekt pumpen, 2024: pumpen/lehren/betriebsrat.md"
    assert _proposed(_past(), language="en").reason.endswith(
        f"Project pumpen drew a lesson from it in 2024, hence likelihood {before + 1} instead of {before}."
    )


def test_several_projects_raise_it_no_further() -> None:
    both = _proposed(_past(), _past(project="büro", document="b.md"))
    assert both.rating.likelihood == COUNCIL.rating.likelihood + 1


@pytest.mark.parametrize(
    ("past", "source", "said"),
    [
        (
            _past(Kind.RISK, happened=False, rating=Rating(2, 4), document="liste.csv"),
            "im Risikoregister des Projekts pumpen, 2024: liste.csv",
            "Das Projekt pumpen bewertete es 2024 mit Wahrscheinlichkeit 2 und Schadensausmaß 4.",
        ),
        (
            _past(Kind.RISK, document="liste.csv"),
            "gesehen im Projekt pumpen, 2024: liste.csv",
            "Im Projekt pumpen ist es 2024 eingetreten, daher Wahrscheinlichkeit 4 statt 3.",
        ),
        (_past(Kind.RISK, happened=False, project=None, document="l.csv"), "in einer Risikoliste, 2024: l.csv", ""),
        (_past(date=None), "gesehen im Projekt pumpen: pumpen/lehren/betriebsrat.md", "zog eine Lehre daraus"),
    ],
)
def test_sources_say_where_and_when(past: PastRisk, source: str, said: str) -> None:
    proposal = _proposed(past)
    assert proposal.sources[-1].text == source and said in proposal.reason
    assert proposal.rating.likelihood == COUNCIL.rating.likelihood + past.happened


def test_what_a_project_says_of_itself_raises_nothing() -> None:
    proposal = _proposed(_past(), own="pumpen")
    assert proposal.rating == COUNCIL.rating and proposal.reason == COUNCIL.reason.de
    assert proposal.sources[-1].text.startswith("steht in den Unterlagen dieses Projekts")


def test_a_later_document_of_a_project_overrides_an_earlier_one() -> None:
    old, new = _past(date="2023-01-01", document="alt.md"), _past(date="2024-01-01", document="neu.md")
    assert [source.passage.document for source in _proposed(old, new).sources[1:] if source.passage] == ["neu.md"]


def test_the_newest_sources_come_first_and_not_too_many() -> None:
    past = [_past(project=f"p{year}", date=f"{year}-01-01", document=f"{year}.md") for year in range(2018, 2025)]
    documents = [source.passage.document for source in _proposed(*past).sources if source.passage]
    assert documents == ["2024.md", "2023.md", "2022.md"] and len(documents) == MOST_SOURCES


def test_the_highest_likelihood_stays_and_the_reason_says_so() -> None:
    proposal = with_past(from_past(_past(rating=Rating(5, 2)), "en"), [_past(rating=Rating(5, 2))])
    assert proposal.rating == Rating(5, 2) and "at its highest already" in proposal.reason


def test_a_past_risk_alone_keeps_its_words_and_invents_no_number() -> None:
    past = _past(cause="a", effect="b", measure="c")
    proposal = with_past(from_past(past, "de"), [past])
    assert (proposal.text, proposal.cause, proposal.effect, proposal.measures) == (past.text, "a", "b", ("c",))
    assert proposal.rating == Rating(4, 3) and proposal.reason.startswith("Dazu liegt keine Bewertung vor")
    assert proposal.category is Category.UNKNOWN and proposal.sentence == ""


def test_a_proposal_prints_as_scripts_expect_it() -> None:
    facts = _proposed(_past()).as_dict()
    assert list(facts)[:7] == ["risk", "cause", "effect", "probability", "impact", "mitigation", "source"]
    assert (facts["probability"], facts["impact"], facts["score"], facts["band"]) == (4, 4, 16, "critical")
    assert "gesehen im Projekt pumpen, 2024" in str(facts["source"])
    sources = facts["sources"]
    assert isinstance(sources, list) and [source["kind"] for source in sources] == ["catalogue", "lesson"]
    assert sources[1]["document"] == "pumpen/lehren/betriebsrat.md" and sources[1]["quote"] == "Zwei Tage später."


def test_a_draft_for_the_register_has_sources_but_no_owner_and_no_day() -> None:
    draft = _proposed(_past()).as_risk("büro", goals=(3,))
    assert (draft.text, draft.project, draft.goals, draft.status) == (COUNCIL.title.de, "büro", (3,), RiskStatus.OPEN)
    assert draft.lessons == ("pumpen/lehren/betriebsrat.md",) and draft.inherent == Rating(4, 4)
    assert (draft.owner, draft.review, draft.residual, draft.id) == ("", None, None, None)
    assert "Risikokatalog" in draft.source and "statt 3" in draft.notes


@pytest.mark.parametrize(
    ("facts", "german"),
    [
        ({"words": ("a", "b", "c", "d")}, "Ihre Beschreibung nennt „a“, „b“, „c“."),
        (
            {"use": "Chatbot", "alike": True},
            "Das Risiko ist typisch für: Chatbot. Ihre Beschreibung ähnelt diesem Risiko.",
        ),
        ({"past": True}, "Ein früheres Projekt hatte damit zu tun."),
        ({}, "Betrifft die meisten KI-Projekte."),
    ],
)
def test_what_speaks_for_a_proposal_is_said(facts: dict[str, object], german: str) -> None:
    assert why("de", **facts) == german and why("en", **facts) != german
