"""What may be chosen, and how many lessons fit each choice."""

import pytest

from assistant.lessons.facets import Facets, counts, values_of
from tests.lessons.samples import card

CARDS = [
    card("Eins", project="A", phases=("operation",), topics=("cost", "drift"), date="2024-05-01"),
    card("Zwei", project="A", phases=("modeling",), topics=("cost",), date="2025-02-01"),
    card("Drei", project="B", phases=("operation",), language="en", date=None),
]


@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        (Facets(), ["Eins", "Zwei", "Drei"]),
        (Facets(project="A", topic="cost"), ["Eins", "Zwei"]),
        (Facets(phase="operation", year="2024"), ["Eins"]),
        (Facets(language="en"), ["Drei"]),
        (Facets(project="C"), []),
    ],
)
def test_a_card_must_fit_all_that_is_chosen(chosen: Facets, titles: list[str]) -> None:
    assert [each.title for each in CARDS if chosen.allow(each)] == titles


def test_a_facet_counts_without_its_own_choice_but_with_the_others() -> None:
    found = counts(CARDS, Facets(project="A", phase="operation"))
    assert found["phase"] == {"modeling": 1, "operation": 1}
    assert found["project"] == {"A": 1, "B": 1}
    assert found["topic"] == {"cost": 1, "drift": 1}


def test_years_are_listed_newest_first_and_no_date_is_no_year() -> None:
    assert list(counts(CARDS, Facets())["year"]) == ["2025", "2024"]
    assert values_of(CARDS[2], "year") == ()


def test_no_cards_count_nothing() -> None:
    assert counts([], Facets())["project"] == {}
