"""Lessons found: cards, facets, order, and what to do differently, with real indexes and no model."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Workspace, learning, open_workspace
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


def _many(folder: Path) -> None:
    """Lessons of two projects, phases and years that all speak of the works council."""
    for number in range(12):
        _write(
            folder / "akten" / ("pumpen" if number % 2 else "rechnungen") / "lehren" / f"lehre-{number}.md",
            title=f"Lehre {number}",
            date=f"{2022 + number % 3}-01-0{1 + number % 9}",
            phase="deployment" if number % 4 else "modeling",
            situation=f"Der Betriebsrat fragte {number} Mal nach der Schulung.",
            advice=f"Den Betriebsrat in Werk {number} einladen.",
        )


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """More lessons than are shown at once, for tests that only read."""
    folder = tmp_path_factory.mktemp("shelves")
    _many(folder)
    with open_workspace(folder / "daten") as opened:
        opened.ingest([folder / "akten"])
        opened.catch_up()
        yield opened


@pytest.mark.parametrize("query", ["Betriebsrat einladen", "Wen fragen wir vor der Schulung?", ""])
@pytest.mark.parametrize(
    "chosen",
    [Facets(kind="lesson"), Facets(kind="lesson", year="2023"), Facets(kind="lesson", project="pumpen", year="2022")],
)
def test_a_count_says_how_many_cards_choosing_it_shows(shelves: Workspace, query: str, chosen: Facets) -> None:
    counts = shelves.lessons(query, chosen).counts
    assert counts["phase"] and counts["year"] and counts["project"]
    for name in ("phase", "year", "language", "topic", "project"):
        for value, number in counts[name].items():
            shown = shelves.lessons(query, replace(chosen, **{name: value}), limit=100).cards
            assert len(shown) == number, (name, value)


def test_a_choice_of_phase_or_year_looks_at_no_other_cards(shelves: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "POOL", 5)
    counts = shelves.lessons("Betriebsrat einladen").counts
    assert sum(counts["year"].values()) < 12
    for name in ("phase", "year"):
        for value, number in counts[name].items():
            shown = shelves.lessons("Betriebsrat einladen", Facets(kind="lesson", **{name: value}), limit=100).cards
            assert len(shown) == number, (name, value)


def test_a_later_word_counts_though_its_document_is_not_among_the_hits(workspace: Workspace, tmp_path: Path) -> None:
    notes = tmp_path / "akten" / "pumpen" / "notizen"
    new = "---\ndate: 2025-06-01\n---\n# Protokoll Juni\n\nDer Beschluss vom 03.02.2025 ist aufgehoben.\n"
    (notes / "juni.md").write_text(new, encoding="utf-8")
    successor = (
        "---\ndate: 2026-01-01\nsupersedes: betriebsrat.md\n---\n# Kantine\n\n## Lehre\n\nSuppe kühlt schnell ab.\n"
    )
    (tmp_path / "akten" / "pumpen" / "lehren" / "neu.md").write_text(successor, encoding="utf-8")
    workspace.ingest([tmp_path / "akten"])
    workspace.catch_up()
    (minutes,) = workspace.lessons("Betriebsrat früher einladen", Facets(kind="note"), limit=1).cards
    (lesson,) = workspace.lessons("Betriebsrat vor der Vorführung", limit=1).cards
    assert minutes.overridden == Override(
        "akten/pumpen/notizen/juni.md", "2025-06-01", "Der Beschluss vom 03.02.2025 ist aufgehoben."
    )
    assert lesson.overridden == Override("akten/pumpen/lehren/neu.md", "2026-01-01")
    newest = {card.document: card.overridden for card in workspace.lessons("").cards}
    assert newest[lesson.document] == lesson.overridden and newest["akten/pumpen/lehren/neu.md"] is None


def test_what_is_overridden_advises_nothing(workspace: Workspace, tmp_path: Path) -> None:
    later = LESSON.replace("---\n", "---\nersetzt: [Betriebsrat vor der Vorführung]\n", 1).format(
        title="Betriebsrat nach der Vorführung",
        date="2026-01-01",
        phase="deployment",
        situation="Der Betriebsrat wollte erst etwas sehen.",
        lesson="Wer zeigt, was er meint, wird verstanden.",
        advice="Die Vorführung gemeinsam mit dem Betriebsrat planen.",
    )
    (tmp_path / "akten" / "pumpen" / "lehren" / "zweite.md").write_text(later, encoding="utf-8")
    workspace.ingest([tmp_path / "akten"])
    workspace.catch_up()
    advice = [point.text for point in workspace.lessons("Betriebsrat bei der Vorführung").points]
    assert "Die Vorführung gemeinsam mit dem Betriebsrat planen." in advice
    assert "Den Betriebsrat vor der ersten Vorführung einladen." not in advice
