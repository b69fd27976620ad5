"""Lessons found: cards, facets, order, and what to do differently, with real indexes and no model."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant import Workspace, open_workspace
from assistant.errors import DateInvalid, LessonIncomplete
from assistant.learning import EQUAL, newest_among_equals
from assistant.lessons.candidates import candidates
from assistant.lessons.capture import LessonForm
from assistant.lessons.card import Override, Part
from assistant.lessons.facets import Facets
from tests.lessons.samples import card

LESSON = """---
title: {title}
date: {date}
phase: {phase}
---
# {title}

## Situation

{situation}

## Lehre

{lesson}

## Empfehlung

- {advice}
"""
MINUTES = """---
date: 2025-02-03
---
# Protokoll

## Betriebsrat

Der Betriebsrat fragte nach den Daten. Wir hätten ihn früher einladen sollen.
"""


def _write(path: Path, **fields: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    known = {"phase": "deployment", "lesson": "Wer früh fragt, wartet nicht.", "situation": "Der Betriebsrat fehlte."}
    path.write_text(LESSON.format(**(known | fields)), encoding="utf-8")


def _folder(tmp_path: Path) -> Path:
    akten = tmp_path / "akten"
    _write(
        akten / "pumpen" / "lehren" / "betriebsrat.md",
        title="Betriebsrat vor der Vorführung",
        date="2024-05-01",
        advice="Den Betriebsrat vor der ersten Vorführung einladen.",
    )
    _write(
        akten / "rechnungen" / "lehren" / "leitfaden.md",
        title="Leitfaden vor dem Labeling",
        date="2025-01-01",
        phase="data preparation",
        situation="Die Annotation begann ohne Leitfaden.",
        lesson="Ohne Leitfaden sind Labels uneinheitlich.",
        advice="Den Leitfaden zuerst schreiben.",
    )
    (akten / "pumpen" / "notizen").mkdir()
    (akten / "pumpen" / "notizen" / "protokoll.md").write_text(MINUTES, encoding="utf-8")
    return akten


@contextmanager
def _opened(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "daten") as opened:
        opened.ingest([_folder(tmp_path)])
        opened.catch_up()
        yield opened


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """For tests that only read."""
    with _opened(tmp_path_factory.mktemp("shelf")) as opened:
        yield opened


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """For tests that write."""
    with _opened(tmp_path) as opened:
        yield opened


def test_a_lesson_is_found_as_a_card_with_its_parts(shelf: Workspace) -> None:
    found = shelf.lessons("Betriebsrat einladen")
    assert found.cards[0].title == "Betriebsrat vor der Vorführung" and found.cards[0].carries
    assert found.cards[0].text(Part.SITUATION) == "Der Betriebsrat fehlte."
    assert found.cards[0].quotes(Part.LESSON)[0].passage.document == "akten/pumpen/lehren/betriebsrat.md"


def test_what_to_do_differently_quotes_the_recommendations(shelf: Workspace) -> None:
    (point, *_) = shelf.lessons("Betriebsrat einladen").points
    assert (point.text, point.numbers) == ("Den Betriebsrat vor der ersten Vorführung einladen.", (1,))


def test_the_counts_show_what_other_kinds_and_projects_hold(shelf: Workspace) -> None:
    counts = shelf.lessons("Betriebsrat").counts
    assert counts["kind"] == {"lesson": 1, "note": 1}
    assert counts["phase"] == {"deployment": 1} and list(counts["year"]) == ["2024"]


@pytest.mark.parametrize(
    ("chosen", "since", "titles"),
    [
        (Facets(kind="lesson", project="rechnungen"), None, ["Leitfaden vor dem Labeling"]),
        (Facets(kind="lesson", phase="data_preparation"), None, ["Leitfaden vor dem Labeling"]),
        (Facets(kind="lesson", topic="co_determination"), None, ["Betriebsrat vor der Vorführung"]),
        (Facets(kind="lesson", year="2025"), None, ["Leitfaden vor dem Labeling"]),
        (Facets(kind="lesson"), "2024-06-01", ["Leitfaden vor dem Labeling"]),
        (Facets(kind="lesson", language="en"), None, []),
        (Facets(kind="lesson", project="gibt es nicht"), None, []),
    ],
)
@pytest.mark.parametrize("query", ["Leitfaden Betriebsrat", ""])
def test_facets_leave_only_what_fits(
    shelf: Workspace, query: str, chosen: Facets, since: str | None, titles: list[str]
) -> None:
    assert [each.title for each in shelf.lessons(query, chosen, since=since).cards] == titles


def test_an_empty_query_gives_the_newest_first(shelf: Workspace) -> None:
    found = shelf.lessons(" ")
    assert [each.date for each in found.cards] == ["2025-01-01", "2024-05-01"]
    assert found.counts["kind"] == {"lesson": 2, "note": 1} and found.points == ()


def test_minutes_without_parts_show_the_sentence_that_fits(shelf: Workspace) -> None:
    (found,) = shelf.lessons("Betriebsrat früher einladen", Facets(kind="note")).cards
    assert "Wir hätten ihn früher einladen sollen." in [quote.text for quote in found.excerpt]


def test_minutes_offer_candidates_and_store_none(shelf: Workspace) -> None:
    (minutes,) = [document for document in shelf.documents() if document.kind == "note"]
    (found,) = candidates(shelf.passages_of(minutes.id or 0))
    assert found.text == "Wir hätten ihn früher einladen sollen." and len(shelf.documents()) == 3


def test_a_captured_lesson_can_be_found_and_a_second_one_of_its_title_stays_beside_it(workspace: Workspace) -> None:
    form = LessonForm(title="Kühlung vergessen", lesson="Der Serverraum braucht Kühlung.", project="rechnungen")
    for _ in range(2):
        assert workspace.capture_lesson(form).unreadable == []
        form = LessonForm(title="Kühlung vergessen", lesson="Auch im Winter.", project="rechnungen")
    workspace.catch_up()
    assert {each.text(Part.LESSON) for each in workspace.lessons("Kühlung vergessen").cards} >= {
        "Der Serverraum braucht Kühlung.",
        "Auch im Winter.",
    }


def test_a_lesson_without_content_is_refused_and_nothing_is_stored(workspace: Workspace) -> None:
    with pytest.raises(LessonIncomplete):
        workspace.capture_lesson(LessonForm(title="Titel", lesson=""))
    assert len(workspace.documents()) == 3


def test_a_wrong_day_is_refused(shelf: Workspace) -> None:
    with pytest.raises(DateInvalid):
        shelf.lessons("Pilot", since="gestern")


@pytest.mark.parametrize("query", ["Betriebsrat", "", "   "])
def test_an_empty_knowledge_base_gives_nothing(tmp_path: Path, query: str) -> None:
    with open_workspace(tmp_path / "leer") as opened:
        opened.catch_up()
        found = opened.lessons(query)
    assert (found.cards, found.points) == ((), ()) and not any(found.counts.values())


def test_an_edited_lesson_gives_a_new_card(workspace: Workspace, tmp_path: Path) -> None:
    workspace.lessons("Betriebsrat einladen")
    path = tmp_path / "akten" / "pumpen" / "lehren" / "betriebsrat.md"
    path.write_text(path.read_text(encoding="utf-8").replace("fehlte", "wurde übergangen"), encoding="utf-8")
    workspace.ingest([tmp_path / "akten"])
    workspace.catch_up()
    assert (
        workspace.lessons("Betriebsrat einladen").cards[0].text(Part.SITUATION) == "Der Betriebsrat wurde übergangen."
    )


def test_equals_come_newest_first_and_overridden_ones_last() -> None:
    ranked = [
        card("sicher", score=0.9, date="2020-01-01"),
        card("alt", score=0.5, date="2021-01-01"),
        card("aufgehoben", score=0.5, date="2025-01-01", overridden=Override("x.md", None)),
        card("neu", score=0.5 - EQUAL / 2, date="2024-01-01"),
        card("schwach", score=0.4, date="2026-01-01"),
    ]
    assert [each.title for each in newest_among_equals(ranked)] == ["sicher", "neu", "alt", "aufgehoben", "schwach"]
