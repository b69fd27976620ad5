"""Runs an encoder over many texts on a CPU: batches of similar length, mean pooling, unit vectors.

Shared by the teacher, the training and the evaluation. Does not train and does not know the languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, PreTrainedModel, PreTrainedTokenizerFast

PAD = 0


def load_tokenizer(folder: Path) -> PreTrainedTokenizerFast:
    """The folder's tokenizer without padding or truncation of its own."""
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder)
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.no_truncation()
    return tokenizer


def load_encoder(folder: Path, dtype: torch.dtype = torch.float32) -> PreTrainedModel:
    """The folder's BERT, or the like, without its unused pooler head and without dropout."""
    model = AutoModel.from_pretrained(folder, dtype=dtype, add_pooling_layer=False)
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    return model


def token_ids(tokenizer: PreTrainedTokenizerFast, texts: Sequence[str], max_length: int) -> list[np.ndarray]:
    """Token ids of each text with [CLS] and [SEP], cut to max_length tokens."""
    backend = tokenizer.backend_tokenizer
    backend.enable_truncation(max_length)
    ids: list[np.ndarray] = []
    for start in range(0, len(texts), 20_000):
        encoded = backend.encode_batch_fast([*texts[start : start + 20_000]])
        ids += [np.array(one.ids, dtype=np.int32) for one in encoded]
    backend.no_truncation()
    return ids


def length_batches(lengths: np.ndarray, tokens: int) -> list[np.ndarray]:
    """Indices grouped by length so that a padded batch holds at most `tokens` tokens (at least one text)."""
    order = np.argsort(lengths, kind="stable")
    batches: list[np.ndarray] = []
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and (end + 1 - start) * lengths[order[end]] <= tokens:
            end += 1
        batches.append(order[start:end])
        start = end
    return batches


def padded(ids: Sequence[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor]:
    """(input ids, attention mask), both [texts, longest], int64."""
    longest = max(len(one) for one in ids)
    inputs = np.full((len(ids), longest), PAD, dtype=np.int64)
    mask = np.zeros((len(ids), longest), dtype=np.int64)
    for row, one in enumerate(ids):
        inputs[row, : len(one)] = one
        mask[row, : len(one)] = 1
    return torch.from_numpy(inputs), torch.from_numpy(mask)


def pooled(model: PreTrainedModel, inputs: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Mean of the last hidden states over the mask, unit length, float32 [texts, dimension]."""
    full = bool(mask.all())
    hidden = model(input_ids=inputs, attention_mask=None if full else mask).last_hidden_state.float()
    weights = mask.unsqueeze(-1).float()
    return torch.nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1), dim=-1)


def encode(model: PreTrainedModel, ids: Sequence[np.ndarray], *, tokens: int = 8192) -> np.ndarray:
    """Unit vectors of all texts in their order, float16 [texts, dimension]."""
    vectors = np.zeros((len(ids), model.config.hidden_size), dtype=np.float16)
    lengths = np.array([len(one) for one in ids])
    model.eval()
    with torch.inference_mode():
        for batch in length_batches(lengths, tokens):
            vectors[batch] = pooled(model, *padded([ids[i] for i in batch])).numpy().astype(np.float16)
    return vectors
