"""The start of the German part: the teacher's rows come back, and German words may stand inside others."""

from pathlib import Path

import pytest
import torch

from tests.training.small_encoder import SIZE, encoder_folder, numbered
from training.encoding import load_encoder, load_tokenizer, token_ids
from training.separating import separate, shared_places, with_insides

TEACHER = ["[PAD]", "[unused0]", "[UNK]", "pump", "##s", "pilot"]
TRAINED = ["[PAD]", "pumpe", "[UNK]", "pump", "##s", "pilot", "speicher", "##zeit", "tor"]


def test_pieces_at_the_same_place_are_shared() -> None:
    assert shared_places(numbered(TEACHER), numbered(TRAINED)) == [0, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("piece", "place"),
    [
        ("##speicher", 6),
        ("##pumpe", 1),
        ("##tor", None),  # too short
        ("##pilot", None),  # not the German part's own
        ("####zeit", None),
        ("##zeit", 7),
    ],
)
def test_long_pieces_of_the_german_part_may_stand_inside_a_word(piece: str, place: int | None) -> None:
    assert with_insides(numbered(TRAINED), {1, 6, 7, 8}).get(piece) == place


def test_the_start_shares_the_teachers_rows_and_reads_compounds(tmp_path: Path) -> None:
    teacher, trained = (
        encoder_folder(tmp_path / name, pieces, torch.full((len(pieces), SIZE), value))
        for name, pieces, value in (("a", TEACHER, 1.0), ("b", TRAINED, 2.0))
    )
    (tmp_path / "out").mkdir()
    separate(teacher, trained, tmp_path / "out")
    rows = load_encoder(tmp_path / "out").embeddings.word_embeddings.weight
    assert [row[0].item() for row in rows] == [1, 2, 1, 1, 1, 1, 2, 2, 2]
    assert token_ids(load_tokenizer(tmp_path / "out"), ["Pilotspeicher"], 9)[0].tolist() == [5, 6]
