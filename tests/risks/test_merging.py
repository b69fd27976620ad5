"""Proposals that are the same risk become one that has what both had."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.passages import Kind, Passage
from assistant.risks.catalogue import parse
from assistant.risks.merging import may_be_same, merged, named_alike, without_doubles
from assistant.risks.past_risks import PastRisk
from assistant.risks.proposal import RiskProposal, from_catalogue, from_past, with_past
from assistant.risks.register import Category, Rating

TEXT = (Path(__file__).resolve().parents[2] / "knowledge/catalogues/risks.yaml").read_text(encoding="utf-8")
LISTED, OTHER = (from_catalogue(risk, "de") for risk in parse(TEXT)[:2])


def _past(text: str, document: str = "a.md", **facts: object) -> RiskProposal:
    passage = Passage(id=document, text="t", document=document, title="T", project="alt", kind=Kind.LESSON)
    past = PastRisk(text, passage, "q", happened=True, **facts)  # type: ignore[arg-type]
    return with_past(from_past(past, "de"), [past])


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Drift nach Tausch von Pumpe oder Motor", "Drift: Ein Pumpentausch verändert den Normalzustand", True),
        ("Betriebsrat lehnt ab", "Der Betriebsrat lehnte die Tests ab", True),
        ("Datenlücken im Leitsystem", "Urlaubsplan und Fachwissen", False),
        ("KI", "KI", False),
        ("", "Betriebsrat lehnt ab", False),
    ],
)
def test_names_are_alike_where_they_share_their_longer_words(one: str, other: str, alike: bool) -> None:
    assert named_alike(_past(one), _past(other)) is alike is named_alike(_past(other), _past(one))


def test_two_of_the_catalogue_or_of_two_categories_are_never_the_same() -> None:
    assert not may_be_same(LISTED, OTHER) and not may_be_same(LISTED, LISTED)
    named = replace(_past(LISTED.text), category=Category.BUSINESS)
    assert may_be_same(LISTED, _past(LISTED.text)) and not may_be_same(LISTED, named)


def test_what_shares_a_document_may_be_the_same() -> None:
    assert may_be_same(_past("Alpha", "a.md"), _past("Omega", "a.md"))
    assert not may_be_same(_past("Alpha", "a.md"), _past("Omega", "b.md"))


def test_nothing_of_either_is_lost_and_no_number_is_new() -> None:
    other = _past("Mangelhafte Eingangsdaten", cause="c", measure="m", rating=Rating(5, 5))
    both = merged(LISTED, other)
    assert both.text == LISTED.text and both.sentence == LISTED.sentence and both.cause == LISTED.cause
    assert set(both.sources) == {*LISTED.sources, *other.sources} and {*LISTED.measures, "m"} == set(both.measures)
    assert both.rating == other.rating and both.reason.startswith(other.reason) and other.text in both.reason


def test_doubles_are_merged_into_the_first_and_the_order_stays() -> None:
    first, second = _past("Drift nach Tausch der Pumpe", "a.md"), _past("Urlaubsplan und Fachwissen", "b.md")
    again = _past("Drift: Tausch einer Pumpe", "c.md")
    kept = without_doubles([first, second, again])
    assert [one.text for one in kept] == [first.text, second.text] and len(kept[0].sources) == 2
    assert without_doubles([]) == []
