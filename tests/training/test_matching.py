"""Sections in both languages: partners by translated sentences, negatives near but not as near as the right one."""

from pathlib import Path

import numpy as np
import pytest

from training.matching import Matched, Matches, hard_negatives, match, read_matches, write_matches
from training.reading import Pair

PAIRS = [
    Pair("Die Pumpe läuft.", "The pump runs."),
    Pair("Der Druck fällt.", "The pressure drops."),
    Pair("Prüfen Sie das Ventil.", "Check the valve."),
]
GERMAN = Pair("Pumpe", "Die Pumpe läuft. Der Druck fällt.")
ENGLISH = Pair("Pump", "Intro. The pump runs. The pressure drops.")


@pytest.mark.parametrize(
    ("german", "english", "partners"),
    [
        ([GERMAN], [Pair("Valve", "Check the valve."), ENGLISH], ["Pump"]),
        ([GERMAN, Pair("Noch einmal", GERMAN.second)], [ENGLISH], ["Pump"]),  # no partner twice
        ([Pair("Öl", "Die Pumpe läuft. Über das Öl steht nichts in der anderen Sprache.")], [ENGLISH], []),
        ([Pair("Öl", "Niemand hat das übersetzt.")], [ENGLISH], []),
        ([], [ENGLISH], []),
    ],
)
def test_a_section_belongs_to_the_one_that_holds_its_translated_sentences(
    german: list[Pair], english: list[Pair], partners: list[str]
) -> None:
    assert [one.english.first for one in match(PAIRS, german, english)] == partners


def test_a_passage_nearly_as_near_as_the_right_one_is_no_negative() -> None:
    angles = np.radians([0, 5, 40, 120, 140, 160, 170])
    passages = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    negatives = hard_negatives(passages[:1], passages)
    assert negatives.tolist() == [[2, -1, -1, -1]]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    matches = Matches([Matched(GERMAN, ENGLISH)], np.array([[0, -1, -1, -1]], dtype=np.int32))
    write_matches(tmp_path / "matches.npz", matches)
    read = read_matches(tmp_path / "matches.npz")
    assert read.sections == matches.sections
    assert read.negatives.tolist() == matches.negatives.tolist()
