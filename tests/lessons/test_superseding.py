"""Later decisions override earlier ones, and only those."""

from collections.abc import Mapping, Sequence

import pytest

from assistant.lessons.card import Card, Override
from assistant.lessons.superseding import LaterWords, replaced_names
from assistant.passages import Kind
from tests.lessons.samples import card


def _overrides(
    cards: Sequence[Card], texts: Mapping[str, str], replaces: Mapping[str, Sequence[str]]
) -> dict[str, Override]:
    words = LaterWords()
    for each in cards:
        words.hear(each, replaces=replaces.get(each.document, ()), text=texts.get(each.key, ""))
    return {each.key: said for each in cards if (said := words.against(each))}


EARLIER = card("Lenkungskreis September", date="2025-09-23", kind=Kind.NOTE)
LATER = card("Lenkungskreis Dezember", date="2025-12-09", kind=Kind.NOTE)


@pytest.mark.parametrize(
    "sentence",
    [
        "Decision 4 of 23 September 2025 (weekly figures) is withdrawn.",
        "Beschluss 4 vom 23.09.2025 ist aufgehoben.",
        "Der Beschluss vom 23. September 2025 gilt nicht mehr.",
        "The rule of September 23, 2025 was replaced.",
        "Ersetzt den Beschluss vom 2025-09-23.",
    ],
)
def test_a_sentence_that_withdraws_names_the_day_of_the_earlier_minutes(sentence: str) -> None:
    text = f"Begrüßung. {sentence} Ende."
    assert _overrides([LATER, EARLIER], {LATER.key: text}, {}) == {
        EARLIER.key: Override(LATER.document, "2025-12-09", sentence)
    }


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Beschluss 4 vom 23.09.2025 wird umgesetzt.", {}),
        ("Beschluss vom 24.09.2025 ist aufgehoben.", {}),
        ("Beschluss vom 123.09.2025 ist aufgehoben.", {}),
        ("Beschluss vom 23.09.2025 ist aufgehoben.", {"project": "B"}),
        ("Beschluss vom 23.09.2025 ist aufgehoben.", {"date": "2025-09-01"}),
        ("Beschluss vom 23.09.2025 ist aufgehoben.", {"date": None}),
        ("", {}),
    ],
)
def test_nothing_else_overrides(text: str, fields: dict[str, str | None]) -> None:
    other = card("Anderes", **({"date": "2025-12-09", "kind": Kind.NOTE} | fields))
    assert _overrides([other, EARLIER], {other.key: text}, {}) == {}


def test_a_document_may_say_what_it_replaces() -> None:
    old, new = card("Alte Lehre zum Pilot"), card("Neue Lehre", date="2025-06-01")
    assert _overrides([old, new], {}, {new.document: ["alte lehre zum pilot"]}) == {
        old.key: Override(new.document, "2025-06-01")
    }


def test_the_same_title_with_a_later_date_replaces_and_a_short_title_does_not() -> None:
    old, new = (card("Vertretung beim Pilot benennen", date=f"202{n}-01-01", document=f"{n}.md") for n in (4, 5))
    assert _overrides([old, new], {}, {}) == {old.key: Override("5.md", "2025-01-01")}
    old, new = (card("Fazit", date=f"202{n}-01-01", document=f"{n}.md") for n in (4, 5))
    assert _overrides([old, new], {}, {}) == {}


def test_the_latest_of_several_words_counts() -> None:
    old, newer, newest = (
        card("Vertretung beim Pilot benennen", date=f"202{n}-01-01", document=f"{n}.md") for n in (3, 4, 5)
    )
    found = _overrides([newest, old, newer], {}, {})
    assert found[old.key] == Override("5.md", "2025-01-01") == found[newer.key] and newest.key not in found


def test_front_matter_names_one_or_many() -> None:
    assert replaced_names({"supersedes": "a.md", "ersetzt": ["b", "c"], "title": "x"}) == ["a.md", "b", "c"]
    assert replaced_names({}) == []
