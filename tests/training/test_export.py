"""The folder that ships: English vectors are the teacher's, German ones the trained model's."""

from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from assistant.library.embedding import EmbedderDescription, LocalEmbeddings
from tests.training.small_encoder import encoder_folder, numbered
from training.encoding import encode, load_encoder, load_tokenizer, token_ids
from training.export import is_read, renumbered, smallest_cosine, write_folder

TEACHER = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "я", "the", "pump", "of", "is", "##s"]
TRAINED = ["[PAD]", "pumpe", "[UNK]", "[CLS]", "[SEP]", "я", "the", "pump", "of", "is", "##s", "die", "nicht"]
GERMAN, ENGLISH = ["Die Pumpe ist nicht die Pumpe", "nicht die Pumpe"], ["The pump is the pump", "pumps of the pump"]


def layers_changed(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of a folder, those of its layers changed, without the rows."""
    weights = load_encoder(folder).state_dict()
    weights.pop("embeddings.word_embeddings.weight")
    return {name: one + 0.3 * torch.randn_like(one) if "encoder" in name else one for name, one in weights.items()}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Teacher and trained model: the same layers but for a change, the same rows where the pieces are the same."""
    torch.manual_seed(0)
    rows = torch.randn(len(TRAINED), 8)
    old = torch.randn(len(TEACHER), 8)
    rows[[0, *range(2, 11)]] = old[[0, *range(2, 11)]]
    teacher = encoder_folder(tmp_path / "teacher", TEACHER, old)
    return teacher, encoder_folder(tmp_path / "trained", TRAINED, rows, layers_changed(teacher))


@pytest.mark.parametrize(
    ("piece", "read"),
    [
        ("pump", True),
        ("##größe", True),
        ("α", True),
        ("##5", True),
        ("#", True),
        ("я", False),
        ("##語", False),
        ("ا", False),
    ],
)
def test_latin_and_greek_pieces_digits_and_signs_are_kept(piece: str, read: bool) -> None:
    assert is_read(piece) == read


def test_places_that_nobody_reads_are_given_up() -> None:
    kept, english, vocabulary = renumbered(numbered(TEACHER), numbered(TRAINED))
    assert kept == [0, 2, 3, 4, 6, 7, 8, 9, 10, 1, 11, 12]
    assert {piece: kept[place] for piece, place in vocabulary.items()} == {
        p: n for p, n in numbered(TRAINED).items() if p != "я"
    }
    assert {piece for piece, place in vocabulary.items() if place < english} == {*TEACHER} - {"я", "[unused0]"}


def test_each_language_gets_its_models_vectors_alone_and_in_one_batch(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    teacher, trained = folders
    revision = write_folder(teacher, trained, tmp_path / "out", "Revision {revision}")
    assert (tmp_path / "out" / "README.md").read_text() == f"Revision {revision}"
    assert smallest_cosine(trained, tmp_path / "out", GERMAN, german=True) > 0.999
    assert smallest_cosine(teacher, tmp_path / "out", ENGLISH, german=False) > 0.999
    exported = LocalEmbeddings(EmbedderDescription("tiny", tmp_path / "out", ("de", "en")))
    together = exported.encode_passages([GERMAN[0], ENGLISH[0], GERMAN[1], ENGLISH[1]])
    alone = [
        encode(load_encoder(folder), token_ids(load_tokenizer(folder), texts, 64))
        for folder, texts in ((trained, GERMAN), (teacher, ENGLISH))
    ]
    expected = np.stack([alone[0][0], alone[1][0], alone[0][1], alone[1][1]])
    assert (together * expected).sum(axis=1) == pytest.approx(1.0, abs=2e-3)
    assert abs(float(alone[0][0] @ alone[1][0])) < 0.99  # the two models differ
    plain = SentenceTransformer(str(tmp_path / "out"), device="cpu", local_files_only=True)
    assert (plain.encode(GERMAN) * expected[[0, 2]]).sum(axis=1) == pytest.approx(1.0, abs=2e-3)
