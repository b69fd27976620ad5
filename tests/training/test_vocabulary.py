"""Word pieces: longest first, English stays as it is, first rows from translations."""

from collections import Counter

import numpy as np
import pytest

from training.aligning import Aligned
from training.vocabulary import new_rows, pieces_of, used

VOCABULARY = {"projekt", "projekts", "##leitung", "##lei", "##tung", "a", "##b"}


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("projektleitung", ["projekt", "##leitung"]),
        ("projekts", ["projekts"]),
        ("projektleib", ["projekt", "##lei", "##b"]),
        ("ab", ["a", "##b"]),
        ("größe", ["größe"]),
    ],
)
def test_a_word_is_split_into_its_longest_pieces(word: str, pieces: list[str]) -> None:
    assert pieces_of(word, VOCABULARY) == pieces


def test_uses_count_every_occurrence_of_a_word() -> None:
    assert used(Counter({"projektleitung": 3, "projekt": 2}), VOCABULARY)["projekt"] == 5


def test_a_new_row_points_where_its_translation_points() -> None:
    old = np.random.default_rng(0).normal(size=(2000, 8)).astype(np.float32)
    rows = new_rows(old, [(1, 2), (3,)], [Aligned((7,), (1.0,), 1.0), Aligned((), (), 0.0)])
    centre = old[1000:].mean(axis=0)
    for row, source in zip(rows, (old[7], old[3]), strict=True):
        away, wanted = row - centre, source - centre
        assert away @ wanted / np.linalg.norm(away) / np.linalg.norm(wanted) == pytest.approx(1, abs=1e-4)
