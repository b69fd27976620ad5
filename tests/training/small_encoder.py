"""Writes an encoder of one layer and a few word pieces, as training reads and writes them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel

SIZE = 8  # numbers of a vector


def numbered(pieces: Sequence[str]) -> dict[str, int]:
    return {piece: place for place, piece in enumerate(pieces)}


def encoder_folder(
    folder: Path, pieces: Sequence[str], rows: torch.Tensor, layers: Mapping[str, torch.Tensor] | None = None
) -> Path:
    """The folder, with these rows [pieces, SIZE] and layers, others at random; texts get [CLS] and [SEP] where both are
    pieces."""
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=SIZE,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=2 * SIZE,
        max_position_embeddings=512,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict({**(layers or {}), "embeddings.word_embeddings.weight": rows}, strict=False)
    model.save_pretrained(folder)
    places = numbered(pieces)
    tokenizer = Tokenizer(models.WordPiece(places, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
    if {"[CLS]", "[SEP]"} <= set(places):
        ends = [(piece, places[piece]) for piece in ("[CLS]", "[SEP]")]
        tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
        tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "PreTrainedTokenizerFast"}))
    return folder
