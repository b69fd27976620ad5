"""Writes GGUF files with random weights at the shape of real models, to measure speed and memory without the models.

    python bench/shapes.py SHAPE [FILE]

Shapes: dense-4b (Qwen3-4B: config.json of Qwen/Qwen3-4B), dense-1b (Llama-3.2-1B), mixture-8b-a1b (OLMoE-1B-7B, 64
experts, 8 of them used, with 19 layers instead of 16) and hybrid (LFM2-1.2B: short convolutions, whose state cannot be
cut, beside attention). Matrices are Q4_0, the vocabulary's Q6_K, as in the files people use. What such a model writes
is noise; how fast it does is not. The tokenizer is the starter model's, filled up to the real vocabulary.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np

from assistant.models.catalogue import starter_chat_model

# Bytes of a block of 32 weights in Q4_0 and of 256 in Q6_K.
Q4_0, Q6_K = (32, 18), (256, 210)
SEED = 7


@dataclass(frozen=True)
class Shape:
    """The numbers that make a model; lists of layers where `convolutions` names those without attention."""

    architecture: str
    layers: int
    width: int
    inner: int
    heads: int
    key_heads: int
    head: int
    vocabulary: int
    experts: int = 0
    experts_used: int = 0
    convolutions: tuple[int, ...] = ()
    own_output: bool = False


SHAPES = {
    "dense-4b": Shape("qwen3", 36, 2560, 9728, 32, 8, 128, 151_936),
    "dense-1b": Shape("llama", 16, 2048, 8192, 32, 8, 64, 128_256),
    "mixture-8b-a1b": Shape("olmoe", 19, 2048, 1024, 16, 16, 128, 50_304, experts=64, experts_used=8, own_output=True),
    "hybrid": Shape(
        "lfm2",
        16,
        2048,
        8192,
        32,
        8,
        64,
        65_536,
        convolutions=tuple(n for n in range(16) if n not in (2, 5, 8, 10, 12, 14)),
    ),
    # Small enough for tests.
    "tiny": Shape("llama", 2, 64, 128, 4, 2, 16, 49_152),
    "tiny-hybrid": Shape("lfm2", 4, 64, 128, 4, 2, 16, 49_152, convolutions=(0, 1, 3)),
}


def write(shape: Shape, path: Path) -> None:
    """Writes the file."""
    writer = gguf.GGUFWriter(path, shape.architecture)
    _numbers(writer, shape)
    _tokenizer(writer, shape.vocabulary)
    noise = _Noise(np.random.default_rng(SEED))
    for name, size in _matrices(shape):
        kind = gguf.GGMLQuantizationType.Q6_K if name in ("token_embd", "output") and size[-1] % 256 == 0 else None
        data, type_ = noise.matrix(size, kind)
        writer.add_tensor(f"{name}.weight", data, raw_dtype=type_)
    for name, size in _vectors(shape):
        writer.add_tensor(f"{name}.weight", np.ones(size, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _numbers(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_name(f"random {shape.architecture}")
    writer.add_block_count(shape.layers)
    writer.add_context_length(32_768)
    writer.add_embedding_length(shape.width)
    writer.add_feed_forward_length(shape.inner)
    writer.add_head_count(shape.heads)
    keys = [0 if layer in shape.convolutions else shape.key_heads for layer in range(shape.layers)]
    writer.add_head_count_kv(keys if shape.convolutions else shape.key_heads)
    writer.add_key_length(shape.head)
    writer.add_value_length(shape.head)
    writer.add_rope_dimension_count(shape.head)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(1_000_000.0)
    writer.add_vocab_size(shape.vocabulary)
    if shape.experts:
        writer.add_expert_count(shape.experts)
        writer.add_expert_used_count(shape.experts_used)
    if shape.convolutions:
        writer.add_shortconv_l_cache(3)


def _tokenizer(writer: gguf.GGUFWriter, vocabulary: int) -> None:
    fields = gguf.GGUFReader(starter_chat_model().path).fields
    words = fields["tokenizer.ggml.tokens"].contents()
    kinds = fields["tokenizer.ggml.token_type"].contents()
    words += [f"<unused{number}>" for number in range(vocabulary - len(words))]
    kinds += [gguf.TokenType.UNUSED] * (vocabulary - len(kinds))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(fields["tokenizer.ggml.pre"].contents())
    writer.add_token_list(words[:vocabulary])
    writer.add_token_types(kinds[:vocabulary])
    writer.add_token_merges(fields["tokenizer.ggml.merges"].contents())
    for key in ("bos", "eos"):
        getattr(writer, f"add_{key}_token_id")(fields[f"tokenizer.ggml.{key}_token_id"].contents())
    writer.add_chat_template(fields["tokenizer.chat_template"].contents())


def _matrices(shape: Shape) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Names and sizes (rows, columns), experts before them."""
    yield "token_embd", (shape.vocabulary, shape.width)
    if shape.own_output:
        yield "output", (shape.vocabulary, shape.width)
    for layer in range(shape.layers):
        block = f"blk.{layer}"
        if layer in shape.convolutions:
            yield f"{block}.shortconv.in_proj", (3 * shape.width, shape.width)
            yield f"{block}.shortconv.out_proj", (shape.width, shape.width)
        else:
            yield f"{block}.attn_q", (shape.heads * shape.head, shape.width)
            yield f"{block}.attn_k", (shape.key_heads * shape.head, shape.width)
            yield f"{block}.attn_v", (shape.key_heads * shape.head, shape.width)
            yield f"{block}.attn_output", (shape.width, shape.heads * shape.head)
        ending, many = ("_exps", (shape.experts,)) if shape.experts else ("", ())
        yield f"{block}.ffn_gate{ending}", (*many, shape.inner, shape.width)
        yield f"{block}.ffn_up{ending}", (*many, shape.inner, shape.width)
        yield f"{block}.ffn_down{ending}", (*many, shape.width, shape.inner)


def _vectors(shape: Shape) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What stays in full precision."""
    yield ("token_embd_norm" if shape.architecture == "lfm2" else "output_norm"), (shape.width,)
    for layer in range(shape.layers):
        block = f"blk.{layer}"
        yield f"{block}.attn_norm", (shape.width,)
        yield f"{block}.ffn_norm", (shape.width,)
        if layer in shape.convolutions:
            yield f"{block}.shortconv.conv", (shape.width, 3)
        elif shape.architecture in ("qwen3", "lfm2"):
            yield f"{block}.attn_q_norm", (shape.head,)
            yield f"{block}.attn_k_norm", (shape.head,)
        elif shape.architecture == "olmoe":
            yield f"{block}.attn_q_norm", (shape.heads * shape.head,)
            yield f"{block}.attn_k_norm", (shape.key_heads * shape.head,)
        if shape.experts:
            yield f"{block}.ffn_gate_inp", (shape.experts, shape.width)


class _Noise:
    """Random blocks; all matrices are cut from the same bytes, so that writing takes little memory."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._made: dict[int, np.ndarray] = {}

    def matrix(self, size: tuple[int, ...], kind: gguf.GGMLQuantizationType | None) -> tuple[np.ndarray, int]:
        """Bytes of a matrix, (…, rows, bytes a row), and their type, Q4_0 by default."""
        weights, bytes_ = Q6_K if kind else Q4_0
        row = size[-1] // weights * bytes_
        count = int(np.prod(size[:-1])) * row // bytes_
        blocks = self._made.get(bytes_)
        if blocks is None or len(blocks) < count:
            blocks = self._made[bytes_] = self._blocks(count, bytes_)
        return blocks[:count].reshape(*size[:-1], row), kind or gguf.GGMLQuantizationType.Q4_0

    def _blocks(self, count: int, bytes_: int) -> np.ndarray:
        some = self._rng.integers(0, 256, (min(count, 1 << 16), bytes_), dtype=np.uint8)
        scale = np.frombuffer(np.float16(0.004 if bytes_ == Q4_0[1] else 0.0002).tobytes(), np.uint8)
        if bytes_ == Q4_0[1]:
            some[:, :2] = scale
        else:
            some[:, 192:208] %= 32
            some[:, 208:] = scale
        return np.resize(some, (count, bytes_))


def main() -> None:
    """Writes one shape."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("shape", choices=SHAPES)
    arguments.add_argument("file", nargs="?", type=Path)
    given = arguments.parse_args()
    path = given.file or Path(f"{given.shape}.gguf")
    write(SHAPES[given.shape], path)
    print(f"{path}: {path.stat().st_size / 1e9:.2f} GB")


if __name__ == "__main__":
    main()
