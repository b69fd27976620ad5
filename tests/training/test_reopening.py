"""A shipped folder opened again: the same vectors in both languages, and a German part that follows the English one."""

from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.library.embedding_by_language import EncoderByLanguage
from tests.training.small_encoder import SIZE, encoder_folder
from training.encoding import encode, load_encoder, load_tokenizer, token_ids
from training.export import write_folder
from training.reopening import reopen

ENGLISH = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "pump", "##s", "of"]
GERMAN = [*ENGLISH, "die", "pumpe", "nicht"]
TEXTS = {"german": "Die Pumpe ist nicht die Pumpe", "english": "The pumps of the pump"}


@pytest.fixture()
def shipped(tmp_path: Path) -> Path:
    torch.manual_seed(3)
    rows = torch.randn(len(GERMAN), SIZE)
    teacher = encoder_folder(tmp_path / "teacher", ENGLISH, rows[: len(ENGLISH)])
    layers = {
        name: weight + 0.1 * torch.randn_like(weight)
        for name, weight in load_encoder(teacher).state_dict().items()
        if name.startswith("encoder.")
    }
    write_folder(teacher, encoder_folder(tmp_path / "trained", GERMAN, rows, layers), tmp_path / "shipped", "")
    return tmp_path / "shipped"


def vectors(folder: Path, text: str) -> np.ndarray:
    return encode(load_encoder(folder), token_ids(load_tokenizer(folder), [text], 384))[0].astype(np.float32)


@pytest.mark.parametrize("language", ["german", "english"])
def test_both_folders_give_the_vectors_of_what_ships(shipped: Path, tmp_path: Path, language: str) -> None:
    reopen(shipped, tmp_path)
    encoder = EncoderByLanguage(shipped)
    ids = np.array(encoder.ids(TEXTS[language], german=language == "german"))
    expected = encode(getattr(encoder, language), [ids])[0].astype(np.float32)
    assert vectors(tmp_path / language, TEXTS[language]) == pytest.approx(expected, abs=2e-3)


def test_the_german_part_follows_an_english_model_that_was_trained_further(shipped: Path, tmp_path: Path) -> None:
    reopen(shipped, tmp_path)
    further = load_encoder(tmp_path / "english")
    name = "encoder.layer.0.output.dense.weight"
    with torch.no_grad():
        further.state_dict()[name].add_(1.0)
    further.save_pretrained(tmp_path / "further")
    reopen(shipped, tmp_path / "moved", tmp_path / "further")
    before, after = (load_encoder(tmp_path / one).state_dict() for one in ("german", "moved/german"))
    changed = {one for one in before if not torch.equal(before[one], after[one])}
    assert changed == {name}
    assert torch.allclose(after[name] - before[name], torch.ones(()))
