"""The encoder of the starter embedder: which language a text is read in, and that German leaves English alone."""

import copy
import json
from pathlib import Path

import pytest
import torch

from assistant.library.embedding_by_language import EncoderByLanguage
from tests.training.small_encoder import encoder_folder
from tests.training.test_export import TEACHER, TRAINED, layers_changed
from training.export import write_folder


@pytest.fixture
def encoder(tmp_path: Path) -> EncoderByLanguage:
    """A tiny pair of models, written as a folder that ships."""
    torch.manual_seed(0)
    rows = torch.randn(len(TRAINED), 8)
    teacher = encoder_folder(tmp_path / "teacher", TEACHER, rows[: len(TEACHER)])
    trained = encoder_folder(tmp_path / "trained", TRAINED, rows, layers_changed(teacher))
    write_folder(teacher, trained, tmp_path / "out", "")
    return EncoderByLanguage(tmp_path / "out")


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("Was lernen wir aus dem Piloten?", True),
        ("What did the pilot teach us?", False),
        ("Datenqualität", True),
        ("nicht", True),
        ("pump pumps", False),  # both vocabularies read it alike
        ("", False),
        ("2027-03-31", False),
        ("🙂", False),
        ("The project is called Rechnungserkennung and it was late.", False),
        ("Das Projekt heißt Invoice Recognition und ist zu spät.", True),
    ],
)
def test_a_text_is_read_in_its_language(encoder: EncoderByLanguage, text: str, german: bool) -> None:
    assert encoder.is_german(text) == german


def test_long_texts_are_cut_and_keep_their_end_mark(encoder: EncoderByLanguage) -> None:
    features = encoder.tokenize(["the pump is " * 1000, "die und der nicht"])
    assert features["input_ids"].shape == (2, encoder.max_seq_length)
    assert features["input_ids"][0, [0, -1]].tolist() == encoder.english_tokenizer.encode("").ids
    assert int(features["attention_mask"][0].sum()) == encoder.max_seq_length
    assert features["german"].tolist() == [False, True]


def test_a_text_has_the_same_vectors_alone_and_among_others(encoder: EncoderByLanguage) -> None:
    texts = ["Die Pumpe fällt aus.", "The pump fails.", "Wer haftet dafür?"]
    with torch.inference_mode():
        together = encoder.forward(encoder.tokenize(texts))["token_embeddings"]
        for number, text in enumerate(texts):
            alone = encoder.forward(encoder.tokenize([text]))["token_embeddings"][0]
            assert torch.allclose(together[number, : len(alone)], alone, atol=1e-4)


def test_german_has_layers_of_its_own_and_shares_the_word_pieces(encoder: EncoderByLanguage) -> None:
    english, german = encoder.english.state_dict(), encoder.german.state_dict()
    layer = "encoder.layer.0.attention.self.query.weight"
    assert not torch.equal(german[layer], english[layer])
    assert encoder.english.embeddings.word_embeddings is encoder.german.embeddings.word_embeddings


def test_a_copy_reads_pieces_that_share_a_number(tmp_path: Path, encoder: EncoderByLanguage) -> None:
    path = tmp_path / "out" / "tokenizer.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    vocabulary = content["model"]["vocab"]
    vocabulary |= {f"##{piece}": vocabulary[piece] for piece in ("pumpe", "nicht", "die")}
    path.write_text(json.dumps(content), encoding="utf-8")
    aliased = EncoderByLanguage(tmp_path / "out")
    wanted = aliased.ids("die pumpepumpe nichtdie", german=True)
    assert len(wanted) == 7
    for _ in range(8):
        twin = copy.deepcopy(aliased).to(torch.bfloat16)
        assert twin.ids("die pumpepumpe nichtdie", german=True) == wanted
        assert next(aliased.parameters()).dtype is torch.float32
