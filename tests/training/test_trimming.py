"""Word pieces given up: only such as two others spell, the rarest first, and never the spelling of another."""

from pathlib import Path

import pytest
import torch

from tests.training.small_encoder import encoder_folder, numbered
from training.encoding import load_tokenizer
from training.trimming import given_up, listed, piece_counts, two_for

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "storno",
    "##buchung",
    "stornobuchung",
    "datei",
    "##datei",
    "log",
    "##s",
    "logs",
    "logdatei",
]


@pytest.mark.parametrize(
    ("piece", "two"),
    [
        ("stornobuchung", ("storno", "##buchung")),
        ("logdatei", ("log", "##datei")),
        ("##logdatei", None),  # no piece "##log"
        ("logs", None),  # too short a rest
        ("datei", None),
        ("größe", None),
    ],
)
def test_two_pieces_that_spell_a_third(piece: str, two: tuple[str, str] | None) -> None:
    assert two_for(piece, VOCABULARY) == two


def test_the_longest_beginning_decides_as_it_does_in_reading() -> None:
    assert two_for("logdateien", ["log", "##dateien", "logdatei", "##en"]) is None
    assert two_for("logdateien", ["log", "##dateien", "##en"]) == ("log", "##dateien")


def test_the_rarest_goes_first_and_what_spells_it_stays() -> None:
    vocabulary = numbered(["haupt", "##buch", "##haltung", "##buchhaltung", "hauptbuchhaltung", "hauptbuch"])
    counts = {4: 2, 3: 1, 5: 9}
    assert [*given_up(vocabulary, counts, [3, 4, 5], most=1)] == ["##buchhaltung"]
    # "hauptbuch" is the longest beginning of "hauptbuchhaltung": it spells it now, and so it stays.
    gone = given_up(vocabulary, counts, [3, 4, 5], most=3)
    assert gone == {"##buchhaltung": ("##buch", "##haltung"), "hauptbuchhaltung": ("hauptbuch", "##haltung")}
    assert given_up(vocabulary, counts, [], most=3) == {}


def test_a_row_goes_only_with_all_its_names() -> None:
    vocabulary = numbered(["haupt", "##haupt", "##buch", "hauptbuch"]) | {"##hauptbuch": 3}
    assert set(given_up(vocabulary, {}, [3], most=1)) == {"hauptbuch", "##hauptbuch"}
    del vocabulary["##haupt"]
    assert given_up(vocabulary, {}, [3], most=1) == {}


def test_pieces_are_counted_and_words_listed_as_the_tokenizer_sees_them(tmp_path: Path) -> None:
    folder = encoder_folder(tmp_path, ["[PAD]", "haupt", "[UNK]", "[CLS]", "[SEP]", "große"], torch.zeros(6, 8))
    tokenizer = load_tokenizer(folder).backend_tokenizer
    counts = piece_counts(tokenizer, ["Haupt haupt", "Große"])
    assert (counts[1], counts[5]) == (2, 1)
    words = tmp_path / "words.tsv"
    words.write_text("Größe Nr\tsize\n##Häuser\thouses\n", encoding="utf-8")
    assert listed(tokenizer, [words]) == {"große", "nr", "hauser"}
