"""More words for a trained model: the teacher's unused places first, English stays as it is."""

import json
from collections import Counter
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import BertConfig, BertModel

from training.encoding import load_encoder, load_tokenizer
from training.enlarging import enlarge, placed, wanted_pieces
from training.reading import Pair

VOCABULARY = ["[PAD]", "[unused0]", "[UNK]", "[unused1]", "kr", "##ane", "crane", "lift", "##s", "##en"]


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordPiece({p: n for n, p in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    made.normalizer, made.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
    return made


@pytest.mark.parametrize(
    ("german", "english", "piece"),
    [
        ("Kräne", {}, "krane"),  # umlauts count as their base letters
        ("##bühne", {}, "##buhne"),
        ("Größe", {}, "große"),  # ß stays
        ("lift", {}, None),  # known already
        ("Tor", {}, None),  # too short
        ("zu Ende", {}, None),  # two words
        ("Kräne", {"krane": 500}, None),  # English uses it too
    ],
)
def test_a_word_gets_a_piece_that_english_does_not_use(german: str, english: dict[str, int], piece: str | None) -> None:
    wanted = wanted_pieces(tokenizer(), [Pair(german, "crane")], Counter(english))
    assert wanted == ({piece: "crane"} if piece else {})


def test_unused_places_are_taken_before_new_ones() -> None:
    vocabulary = {p: n for n, p in enumerate(VOCABULARY)}
    larger = placed(vocabulary, ["krane", "##buhne", "tor"])
    assert (larger["krane"], larger["##buhne"], larger["tor"]) == (1, 3, len(VOCABULARY))
    assert {p: larger[p] for p in vocabulary if p in larger} == {p: n for p, n in vocabulary.items() if p in larger}


def test_a_new_row_starts_at_its_translation_and_old_rows_stay(tmp_path: Path) -> None:
    start, out = tmp_path / "start", tmp_path / "out"
    start.mkdir()
    padding = [f"word{n}" for n in range(1200)]
    content = json.loads(tokenizer().to_str())
    content["model"]["vocab"] = {p: n for n, p in enumerate(VOCABULARY + padding)}
    (start / "tokenizer.json").write_text(json.dumps(content), encoding="utf-8")
    (start / "tokenizer_config.json").write_text('{"unk_token": "[UNK]"}', encoding="utf-8")
    torch.manual_seed(0)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=1210, **shape), add_pooling_layer=False).save_pretrained(start)
    enlarge(start, out, {"krane": "crane", "##buhne": "lift", "turm": "crane lift"})
    before = load_encoder(start).embeddings.word_embeddings.weight
    after = load_encoder(out).embeddings.word_embeddings.weight
    assert len(after) == len(before) + 1
    assert torch.equal(after[4:1210], before[4:])
    assert torch.cosine_similarity(after[1], before[6], dim=0).item() > 0.9
    assert load_tokenizer(out).tokenize("Kräne") == ["krane"]
