"""Words find what people mean by them: inflected, compounded, misspelt, with or without umlauts."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import IndexDamaged
from assistant.library.index_folder import IndexFolder
from assistant.library.keywords import KeywordIndex, grams
from assistant.passages import Filter, Kind
from tests.samples import passage

TEXTS = {
    "quality": "Die Qualität der Stammdaten ist zu gering.",
    "invoice": "Die Rechnungserkennung liest Belege der Buchhaltung.",
    "council": "Betriebsräte stimmen dem Pilotbetrieb zu.",
    "size": "Die Größe der Stichprobe reicht aus.",
    "english": "The models drifted after two releases.",
    "costs": "3,5 Mio. Euro Budget für alles über Version 2.0",
    "emoji": "Läuft 🙂",
}
ALL = Filter()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> KeywordIndex:
    made = KeywordIndex(IndexFolder(tmp_path_factory.mktemp("indexes"), "keywords", {}))
    language = {"english": "en"}
    made.replace(
        [passage(text, id=id_, title="T", language=language.get(id_, "de")) for id_, text in TEXTS.items()], []
    )
    return made


def first(index: KeywordIndex, query: str) -> str | None:
    hits = index.search(query, 5, ALL)
    return hits[0][0] if hits else None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Qualität", "quality"),
        ("Qualitaet", "quality"),
        ("QUALITÄT", "quality"),
        ("qualita\u0308t", "quality"),
        ("Größe", "size"),
        ("GROESSE", "size"),
        ("groesse", "size"),
        ("GRÖSSE", "size"),
        ("Grosse", "size"),
        ("Betriebsrat", "council"),
        ("Betriebsraete", "council"),
        ("Rechnung", "invoice"),
        ("Rechnungen", "invoice"),
        ("Rechnungs-Erkennung", "invoice"),
        ("Stammdatenqualität", "quality"),
        ("Buchhaltungsbelege", "invoice"),
        ("Stichprobn", "size"),
        ("Rechnugnserkennung", "invoice"),
        ("model", "english"),
        ("release drift", "english"),
        ("drifting", "english"),
        ("Wie groß ist die Stichprobe?", "size"),
        ("Version 2.0", "costs"),
        ("3,5 Mio.", "costs"),
        ("Zypresse", None),
    ],
)
def test_a_word_finds_its_passage_in_any_spelling(index: KeywordIndex, query: str, expected: str | None) -> None:
    assert first(index, query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "und oder nicht",
        "the and of",
        "FUER UEBER",
        "was ist das?",
        "",
        " ",
        "?!",
        "🙂",
        "\x00",
        "- + *",
        "\ud800",
        "\\",
    ],
)
def test_a_query_without_content_finds_nothing(index: KeywordIndex, query: str) -> None:
    assert index.search(query, 5, ALL) == []


@pytest.mark.parametrize(
    "query",
    [
        'Qualität "',
        "Qualität AND OR NOT",
        "+Qualität -Stammdaten",
        "title:x Qualität",
        "Qualität [a TO b] {c TO *}",
        "(((Qualität",
        "Qualität^99 ~2 * ? /x/",
        "Quali\x00tät Qualität",
        "Qualität 🙂 \ud83d",
        "Qualität " + "x" * 70_000,
        "Qualität " + "wie gut sind unsere Daten wirklich " * 120,
        "Qualität " + " ".join(f"wort{n}" for n in range(600)),
    ],
)
def test_signs_of_query_languages_are_no_more_than_signs(index: KeywordIndex, query: str) -> None:
    assert "quality" in dict(index.search(query, 5, ALL))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=80))
def test_no_query_raises(index: KeywordIndex, query: str) -> None:
    scores = [score for _, score in index.search(query, 5, ALL)]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_a_stem_outweighs_a_shared_piece_of_a_word(tmp_path: Path) -> None:
    index = KeywordIndex(IndexFolder(tmp_path, "keywords", {}))
    index.replace([passage("Die Rechnungserkennung läuft."), passage("Eine Rechnung liegt vor.")], [])
    assert [id_ for id_, _ in index.search("Rechnungen", 5, ALL)][0] == "Eine Rechnung liegt vor."


def test_title_and_headings_are_searched_too(tmp_path: Path) -> None:
    index = KeywordIndex(IndexFolder(tmp_path, "keywords", {}))
    index.replace([passage("Text.", id="1", title="Abschlussbericht", headings=("Lehren", "Datenschutz"))], [])
    assert first(index, "Datenschutz") == first(index, "Abschlussbericht") == "1"


def test_a_passage_indexed_anew_replaces_itself_and_a_removed_one_is_gone(tmp_path: Path) -> None:
    index = KeywordIndex(IndexFolder(tmp_path, "keywords", {}))
    index.replace([passage("Pumpe", id="1"), passage("Ventil", id="2")], ["unbekannt"])
    index.replace([passage("Pumpe", id="1", project="Neu")], ["2"])
    assert index.count() == 1
    assert index.search("Pumpe", 5, Filter(project="Neu")) != []
    assert index.search("Ventil", 5, ALL) == []


def test_frequency_counts_passages_of_one_language(index: KeywordIndex) -> None:
    stem = index.stems("Stammdaten", "de")[0]
    assert (index.frequency(stem, "de"), index.frequency(stem, "en"), index.frequency("nichts", "de")) == (1, 0, 0)


def test_a_reopened_index_finds_the_same(tmp_path: Path) -> None:
    KeywordIndex(IndexFolder(tmp_path, "keywords", {})).replace([passage("Pumpe", id="1")], [])
    assert first(KeywordIndex(IndexFolder(tmp_path, "keywords", {})), "Pumpe") == "1"


def test_starting_again_empties_it(tmp_path: Path) -> None:
    index = KeywordIndex(IndexFolder(tmp_path, "keywords", {}))
    index.replace([passage("Pumpe", id="1")], [])
    index.start_again()
    assert (index.count(), index.search("Pumpe", 5, ALL)) == (0, [])


def test_a_file_that_breaks_later_is_damage(tmp_path: Path) -> None:
    index = KeywordIndex(IndexFolder(tmp_path, "keywords", {}))
    index.replace([passage("Pumpe", id="1")], [])
    (index.folder.path / "tantivy" / "meta.json").write_text("kaputt")
    with pytest.raises(IndexDamaged, match="keywords-"):
        index.replace([passage("Ventil", id="2")], [])


def test_a_date_that_is_none_is_no_damage(index: KeywordIndex) -> None:
    with pytest.raises(ValueError):
        index.search("Qualität", 5, Filter(since="gestern", kinds=(Kind.NOTE,)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pumpe", ["pump", "umpe"]),
        ("KI", ["ki"]),
        ("über", ["uber"]),
        ("ueber", ["uber"]),
        ("z. B. 3", ["z", "b", "3"]),
        ("", []),
    ],
)
def test_grams_are_the_four_letter_pieces_of_each_word(text: str, expected: list[str]) -> None:
    assert grams(text) == expected
