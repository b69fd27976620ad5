"""Passages: no sentence and no table row is cut, no word is lost."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.documents import Document

from assistant.library.formats.sections import pipe_table, section
from assistant.library.splitting import LONGEST, LONGEST_SENTENCE, PassageSplitter
from assistant.sentences import sentence_texts

SENTENCE = "Die Datenqualität im CRM wird bis zum 30.06.2027 von 71 % auf 95 % gebracht."
HEADER = "| Risiko | Maß |\n| --- | --- |"


def split(text: str) -> list[str]:
    return PassageSplitter().split_text(text)


def words_of(text: str) -> list[str]:
    return text.split()


def table(rows: int, *, header: str = HEADER) -> str:
    return "\n".join([header, *(f"| Risiko Nummer {row}. Das ist ernst | {row},5 % |" for row in range(rows))])


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\n\n\n", "\u00a0"])
def test_a_text_without_words_has_no_passages(text: str) -> None:
    assert split(text) == []


def test_what_fits_stays_together_with_its_paragraphs_and_lines() -> None:
    text = "Erster Absatz.\n\n- Punkt eins\n- Punkt zwei\n\nLetzter Absatz. Mit zwei Sätzen."
    assert split(text) == [text]


def test_a_paragraph_that_does_not_fit_starts_the_next_passage() -> None:
    first, second = " ".join([SENTENCE] * 6), " ".join([SENTENCE] * 7)
    assert split(f"{first}\n\n{second}") == [first, second]


def test_a_long_paragraph_is_cut_into_even_parts_between_sentences() -> None:
    passages = split(" ".join([SENTENCE] * 30))
    lengths = [len(passage) for passage in passages]
    assert max(lengths) <= LONGEST
    assert min(lengths) > max(lengths) / 2
    assert {sentence for passage in passages for sentence in sentence_texts(passage)} == {SENTENCE}


def test_a_single_sentence_too_long_stays_whole() -> None:
    long = "Das Ziel " + "und noch ein Ziel " * 100 + "gilt."
    assert LONGEST < len(long) < LONGEST_SENTENCE
    assert long in split(f"{SENTENCE}\n\n{long} {SENTENCE}")


@pytest.mark.parametrize("space", [" ", "\n", "\t", "\u2009"])
def test_what_is_longer_than_any_sentence_is_cut_between_words(space: str) -> None:
    text = space.join(f"wort{number}" for number in range(3000))
    passages = split(text)
    assert max(map(len, passages)) <= LONGEST_SENTENCE
    assert words_of(" ".join(passages)) == words_of(text)


def test_a_word_without_end_is_cut_all_the_same() -> None:
    passages = split("x" * 10_000)
    assert max(map(len, passages)) <= LONGEST_SENTENCE
    assert "".join(passages) == "x" * 10_000


def test_a_long_table_repeats_its_header_and_cuts_no_row() -> None:
    text = table(60)
    passages = split(text)
    assert len(passages) > 1
    assert all(passage.startswith(HEADER + "\n| Risiko Nummer") for passage in passages)
    assert max(map(len, passages)) <= LONGEST
    rows = [line for passage in passages for line in passage.removeprefix(HEADER).strip().split("\n")]
    assert rows == text.split("\n")[2:]


def test_a_header_longer_than_half_a_passage_is_not_repeated() -> None:
    header = pipe_table([["Spalte " * 40, "Wert " * 40]])
    passages = split(table(60, header=header))
    assert sum("Spalte" in passage for passage in passages) == 1
    assert max(map(len, passages)) <= LONGEST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEADER, HEADER),
        ("| nur | eine |", "| nur | eine |"),
        (f"{HEADER}\n| a | b |\n\n{HEADER}\n| c | d |", f"{HEADER}\n| a | b |\n\n{HEADER}\n| c | d |"),
        (f"{HEADER}\n| a | b |\n\n| c | d |\n| e | f |", f"{HEADER}\n| a | b |\n\n| c | d |\n| e | f |"),
        (f"Davor:\n{HEADER}\n| a. B | b |", f"Davor:\n\n{HEADER}\n| a. B | b |"),
        (f"{HEADER}\n| a | b |\nQuelle: Abt. 3", f"{HEADER}\n| a | b |\n\nQuelle: Abt. 3"),
    ],
)
def test_short_tables_keep_their_shape(text: str, expected: str) -> None:
    assert split(text) == [expected]


def test_a_row_right_below_a_paragraph_is_not_cut_at_its_full_stops() -> None:
    row = "| Fertig. " + "Danach geht es weiter. " * 30 + "| ja |"
    passages = split(f"Die Tabelle:\n{HEADER}\n{row}\n{row}")
    assert sum(row in passage for passage in passages) == 2


def test_a_row_longer_than_a_passage_stays_whole_under_its_header() -> None:
    row = "| " + "wichtig " * 150 + "| ja |"
    assert split(f"{HEADER}\n{row}\n| a | b |")[0] == f"{HEADER}\n{row}"


@pytest.mark.parametrize("width", [1, 60])
def test_row_ranges_name_the_rows_of_each_passage(width: int) -> None:
    rows = [["Nummer " * width, "Text"], *([str(number), "mit Inhalt " * 5] for number in range(2, 102))]
    source = section(pipe_table(rows), sheet="Tabelle1", first_row=2)
    following = 2
    for passage in PassageSplitter().split_documents([source]):
        first, last = map(int, re.fullmatch(r"Tabelle1, (\d+)-(\d+)", passage.metadata["rows"]).groups())
        numbers = [int(found) for found in re.findall(r"^\| (\d+) \|", passage.page_content, re.M)]
        assert (first, last) == (numbers[0], numbers[-1])
        assert first == following
        following = last + 1
    assert following == 102


@pytest.mark.parametrize(
    ("sheet", "first_row", "text", "rows"),
    [
        (None, None, table(2), None),
        (None, 5, table(2), "5-6"),
        ("Blatt", None, "Nur ein Absatz.", "Blatt"),
        ("Blatt", 3, f"Einleitung.\n\n{table(1)}", "Blatt, 3-3"),
        ("Blatt", 3, HEADER, "Blatt"),
    ],
)
def test_a_place_in_a_table_is_named_as_far_as_it_is_known(
    sheet: str | None, first_row: int | None, text: str, rows: str | None
) -> None:
    passages = PassageSplitter().split_documents([section(text, sheet=sheet, first_row=first_row)])
    assert [passage.metadata["rows"] for passage in passages] == [rows]


def test_headings_and_page_travel_with_every_passage() -> None:
    source = section(" ".join([SENTENCE] * 30), headings=["1 Ziele", "1.2 Daten"], page=4)
    passages = PassageSplitter().split_documents([source, Document(page_content="Ohne alles.")])
    assert len(passages) > 2
    assert {(p.metadata["headings"], p.metadata["page"]) for p in passages[:-1]} == {(("1 Ziele", "1.2 Daten"), 4)}
    assert passages[-1].metadata == {"headings": (), "page": None, "rows": None}


_WORDS = st.lists(st.sampled_from(["Ziel", "größer", "3,5", "%", "z. B.", "ja.", "Nein!", "x" * 40]), min_size=1)
_PARAGRAPHS = _WORDS.map(" ".join)
_LISTS = st.lists(_PARAGRAPHS, min_size=1).map(lambda items: "\n".join(f"- {item}" for item in items))
_PLAIN = st.text(alphabet="aÄ. !?\n-|1\t:„“)", max_size=400)


@given(st.lists(st.one_of(_PARAGRAPHS, _LISTS, _PLAIN), max_size=20).map("\n\n".join), st.integers(20, 2000))
def test_the_words_of_all_passages_are_the_words_of_the_text(text: str, longest: int) -> None:
    passages = PassageSplitter(longest=longest).split_text(text)
    assert all(passage.strip() == passage != "" for passage in passages)
    bare = [passage for passage in passages if "---" not in passage]
    if len(bare) == len(passages):  # no header that could have been repeated
        assert words_of(" ".join(passages)) == words_of(text)


@given(st.lists(_PARAGRAPHS, min_size=1), st.integers(100, 1000))
def test_only_a_single_sentence_may_be_longer_than_a_passage(paragraphs: list[str], longest: int) -> None:
    for passage in PassageSplitter(longest=longest).split_text("\n\n".join(paragraphs)):
        assert len(passage) <= longest or len(sentence_texts(passage)) == 1


_CELLS = st.text(alphabet="aß. |\n1", max_size=60)


@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=60))
def test_every_row_of_any_table_is_in_a_passage_as_it_was(rows: list[tuple[str, str]]) -> None:
    text = pipe_table(rows)
    lines = {line for passage in split(text) for line in passage.split("\n") if line}
    assert lines == set(text.split("\n")) - {""}


@pytest.mark.parametrize(
    "unit", [SENTENCE + " ", "wort ", "x", "\n", "| a |\n", "- Punkt.\n", ". ", "a.\n\n", "„", "|"]
)
def test_huge_texts_take_less_than_two_seconds(unit: str) -> None:
    text = unit * min(1_000_000 // len(unit), 100_000 if len(unit) > 1 else 1_000_000)
    start = time.process_time()
    split(text)
    assert time.process_time() - start < 2
