"""How much memory a model takes while it answers, and how many bytes of it each token reads.

Rules over a GGUF file's metadata and tensors; nothing here measures. The cache follows what llama.cpp allocates by
default: keys and values in half precision, sliding-window layers in full (`swa_full`), recurrent states in single
precision once for each sequence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.models.gguf_header import Counted, GgufHeader, Tensor

HALF, SINGLE = 2, 4
# Tokens evaluated together; llama.cpp's default, for which it reserves its buffers.
BATCH = 512
# What llama.cpp and its Python binding take besides weights, cache and buffers, in bytes.
FIXED = 100 << 20
# Widths of the embedding that one layer needs at the same time: queries, keys, values, the feed-forward's halves.
WIDTHS = 12


@dataclass(frozen=True)
class CacheShape:
    """Bytes of keys and values for each token, and bytes of recurrent states for each sequence."""

    per_token: int
    per_sequence: int = 0

    def size(self, context: int, sequences: int = 1) -> int:
        """Bytes for so many tokens over all sequences together."""
        return self.per_token * context + self.per_sequence * sequences


@dataclass(frozen=True)
class MemoryNeed:
    """Bytes: `weights` once (mapped or repacked), `cache` and `runtime` (buffers, library)."""

    weights: int
    cache: int
    runtime: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.cache + self.runtime


@dataclass(frozen=True)
class Demand:
    """What decides memory and speed of a model: bytes of all `weights`, bytes that each token reads (`active`), the
    `cache`, and the widths that set the size of the buffers."""

    weights: int
    active: int
    cache: CacheShape
    vocabulary: int
    embedding: int

    def need(self, context: int, *, sequences: int = 1, batch: int = BATCH) -> MemoryNeed:
        """The memory for a context of so many tokens, shared by the sequences."""
        buffers = batch * SINGLE * (self.vocabulary + WIDTHS * self.embedding)
        return MemoryNeed(self.weights, self.cache.size(context, sequences), FIXED + buffers)


def demand_of(header: GgufHeader) -> Demand:
    """What the file's header says of it."""
    tokens = header.metadata.get("tokenizer.ggml.tokens", ())
    vocabulary = tokens.length if isinstance(tokens, Counted) else len(tokens)
    prefix = f"{header.architecture}."
    shape = {key.removeprefix(prefix): value for key, value in header.metadata.items() if key.startswith(prefix)}
    weights = sum(tensor.size or 0 for tensor in header.tensors) or header.size
    return Demand(weights, active_bytes(header), cache_shape(shape), vocabulary, int(shape.get("embedding_length", 0)))


def active_bytes(header: GgufHeader) -> int:
    """Bytes read for one token: all but the experts that stay out, and tables of which only a row is looked up."""
    experts, used = header.of_architecture("expert_count", 0), header.of_architecture("expert_used_count", 0)
    share = used / experts if experts and used else 1.0
    tied = not any(tensor.name == "output.weight" for tensor in header.tensors)
    return round(sum(_read_of(tensor, share, tied=tied) for tensor in header.tensors))


def _read_of(tensor: Tensor, experts: float, *, tied: bool) -> float:
    size = tensor.size or 0
    if tensor.name == "per_layer_token_embd.weight" or (tensor.name == "token_embd.weight" and not tied):
        return 0.0
    return size * experts if "_exps." in tensor.name else float(size)


def cache_shape(shape: Mapping[str, Any]) -> CacheShape:
    """The cache of a model with this shape: keys of the architecture as in GGUF files, without its name.

    A layer with no key/value heads keeps a recurrent state; the last `shared_kv_layers` use the cache of earlier ones.
    """
    layers = int(shape.get("block_count", 0))
    heads = _each(shape.get("attention.head_count_kv", shape.get("attention.head_count", 0)), layers)
    heads = [count if _attends(layer, shape) else 0 for layer, count in enumerate(heads)]
    own = layers - int(shape.get("attention.shared_kv_layers", 0))
    per_token = sum(HALF * heads[layer] * _width(layer, shape) for layer in range(own))
    return CacheShape(per_token, sum(_state(shape) for layer in range(own) if not heads[layer]))


def _attends(layer: int, shape: Mapping[str, Any]) -> bool:
    interval = int(shape.get("full_attention_interval", 1) or 1)
    return (layer + 1) % interval == 0


def _width(layer: int, shape: Mapping[str, Any]) -> int:
    """Numbers kept for a token by one head of the layer: those of its key and of its value."""
    count = max(_each(shape.get("attention.head_count", 1), 1))
    usual = int(shape.get("embedding_length", 0)) // max(1, count)
    key, value = shape.get("attention.key_length", usual), shape.get("attention.value_length", usual)
    if _slides(layer, shape):
        key, value = (
            shape.get("attention.key_length_swa", key),
            shape.get("attention.value_length_swa", value),
        )
    return int(key) + int(value)


def _slides(layer: int, shape: Mapping[str, Any]) -> bool:
    """Whether the layer sees a window only. The pattern is a list, or every how many layers one sees all."""
    pattern = shape.get("attention.sliding_window_pattern", 1)
    if isinstance(pattern, Sequence):
        return bool(pattern[layer]) if layer < len(pattern) else False
    return (layer + 1) % max(1, int(pattern)) != 0


def _state(shape: Mapping[str, Any]) -> int:
    """Bytes of a recurrent layer's state for one sequence: Mamba-2 and Gated DeltaNet (ssm), LFM2 (shortconv)."""
    inner, width = int(shape.get("ssm.inner_size", 0)), int(shape.get("ssm.state_size", 0))
    group, kernel = int(shape.get("ssm.group_count", 1)), int(shape.get("ssm.conv_kernel", 1))
    convolved = (kernel - 1) * (inner + 2 * group * width)
    short = (int(shape.get("shortconv.l_cache", 1)) - 1) * int(shape.get("embedding_length", 0))
    return SINGLE * (inner * width + convolved if inner else short)


def _each(value: Any, layers: int) -> list[int]:
    """One number for each layer, from a list or from one number for all."""
    if isinstance(value, Sequence):
        return [int(one) for one in value[:layers]] + [0] * (layers - len(value))
    return [int(value)] * layers
