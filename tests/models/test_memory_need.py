"""The memory a model takes follows from its header: weights, cache and buffers."""

from pathlib import Path
from typing import Any

import pytest

from assistant.models.catalogue import starter_chat_model
from assistant.models.entries import read_entries
from assistant.models.gguf_header import read_header
from assistant.models.memory_need import CacheShape, active_bytes, cache_shape, demand_of
from tests.models.gguf_files import SHAPE, metadata, write

GEMMA_4_E4B = {
    "block_count": 42,
    "embedding_length": 2_560,
    "attention.head_count": 8,
    "attention.head_count_kv": 2,
    "attention.key_length": 512,
    "attention.value_length": 512,
    "attention.key_length_swa": 256,
    "attention.value_length_swa": 256,
    "attention.sliding_window_pattern": ((True,) * 5 + (False,)) * 7,
    "attention.shared_kv_layers": 18,
}
QWEN_NEXT = {
    "block_count": 8,
    "embedding_length": 64,
    "attention.head_count": 4,
    "attention.head_count_kv": 2,
    "full_attention_interval": 4,
    "ssm.conv_kernel": 4,
    "ssm.inner_size": 128,
    "ssm.state_size": 16,
    "ssm.group_count": 2,
}


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (SHAPE, CacheShape(2 * 2 * (16 + 16) * 2)),
        ({**SHAPE, "attention.head_count_kv": (2, 0)}, CacheShape(2 * (16 + 16) * 2)),
        ({**SHAPE, "attention.key_length": 32}, CacheShape(2 * 2 * (32 + 16) * 2)),
        ({**SHAPE, "attention.head_count": (4, 4)}, CacheShape(2 * 2 * (16 + 16) * 2)),
        # 24 layers have a cache of their own: 4 see everything, 20 a window with narrower heads.
        (GEMMA_4_E4B, CacheShape(4 * 2 * 1_024 * 2 + 20 * 2 * 512 * 2)),
        ({**GEMMA_4_E4B, "attention.sliding_window_pattern": 6}, CacheShape(4 * 2 * 1_024 * 2 + 20 * 2 * 512 * 2)),
        (QWEN_NEXT, CacheShape(2 * 2 * 32 * 2, 6 * 4 * (128 * 16 + 3 * (128 + 2 * 2 * 16)))),
        ({**SHAPE, "attention.head_count_kv": (2, 0), "shortconv.l_cache": 3}, CacheShape(128, 4 * 2 * 64)),
        ({}, CacheShape(0)),
    ],
    ids="dense hybrid wide list gemma gemma-number interval shortconv unknown".split(),
)
def test_the_cache_follows_from_the_shape(shape: dict[str, Any], expected: CacheShape) -> None:
    assert cache_shape(shape) == expected


def test_tokens_share_the_context_and_each_sequence_has_its_own_state() -> None:
    assert CacheShape(100, 7).size(1_000, sequences=4) == 100_028


def test_the_need_is_weights_cache_and_buffers(tmp_path: Path) -> None:
    demand = demand_of(read_header(write(tmp_path / "m.gguf", metadata())))
    assert demand.weights == 25_600 + 3_600 + 2_176 and demand.vocabulary == 100
    small, large = demand.need(1_000, batch=64), demand.need(2_000, batch=512)
    assert small.total == small.weights + small.cache + small.runtime
    assert large.cache == 2 * small.cache and large.runtime > small.runtime


@pytest.mark.parametrize(
    ("tensors", "more", "expected"),
    [
        # With an output of its own only a row of the embedding is read, else all of it.
        ((("token_embd.weight", (64, 100), 0), ("output.weight", (64, 100), 0)), {}, 25_600),
        ((("token_embd.weight", (64, 100), 0),), {}, 25_600),
        ((("per_layer_token_embd.weight", (64, 100), 0), ("blk.0.ffn_up.weight", (64, 32), 8)), {}, 2_176),
        (
            (("blk.0.ffn_up_exps.weight", (64, 32, 8), 8), ("blk.0.attn_q.weight", (64, 32), 8)),
            {"llama__expert_count": 8, "llama__expert_used_count": 2},
            2_176 * 2 + 2_176,
        ),
    ],
    ids="own tied per-layer experts".split(),
)
def test_a_token_reads_only_what_it_needs(
    tmp_path: Path, tensors: tuple[Any, ...], more: dict[str, Any], expected: int
) -> None:
    assert active_bytes(read_header(write(tmp_path / "m.gguf", metadata(**more), tensors))) == expected


def test_catalogue_and_header_agree_where_both_are_known() -> None:
    starter = next(entry for entry in read_entries() if entry.id == "smollm2-135m")
    from_file = demand_of(read_header(starter_chat_model().path))
    assert starter.demand is not None and starter.demand.cache == from_file.cache
    assert starter.demand.vocabulary == from_file.vocabulary
    assert abs(starter.demand.need(4_096).total / from_file.need(4_096).total - 1) < 0.02
