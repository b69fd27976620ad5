"""Writes small GGUF files (version 3, gguf.md) with the header that a test wants and weights of zeros."""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
# A dense model of 2 layers: 4 heads of 16 numbers, 2 of them for keys and values.
SHAPE = {"block_count": 2, "embedding_length": 64, "attention.head_count": 4, "attention.head_count_kv": 2}
TENSORS = (("token_embd.weight", (64, 100), 0), ("output.weight", (64, 100), 2), ("blk.0.ffn_up.weight", (64, 32), 8))


def metadata(architecture: str = "llama", shape: Mapping[str, Any] = SHAPE, **more: Any) -> dict[str, Any]:
    """The metadata of a chat model; `more` with __ for dots."""
    own = {name.replace("__", "."): value for name, value in more.items()}
    return {
        "general.architecture": architecture,
        "general.name": "Test Model",
        **{f"{architecture}.{key}": value for key, value in shape.items()},
        f"{architecture}.context_length": 4_096,
        "tokenizer.ggml.tokens": [f"word{number}" for number in range(100)],
        "tokenizer.chat_template": CHATML,
        **own,
    }


def write(
    path: Path,
    entries: Mapping[str, Any],
    tensors: Sequence[tuple[str, tuple[int, ...], int]] = TENSORS,
    *,
    version: int = 3,
) -> Path:
    """The file at `path`; tensors as (name, dimensions, ggml type) of types 0, 2 and 8."""
    known = {name: value for name, value in entries.items() if value is not None}
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(known))
    for name, value in known.items():
        head += _text(name) + _typed(value)
    offset = 0
    for name, dimensions, kind in tensors:
        head += _text(name) + struct.pack(f"<I{len(dimensions)}QIQ", len(dimensions), *dimensions, kind, offset)
        offset += -(-_size(dimensions, kind) // 32) * 32
    path.write_bytes(head + bytes(-len(head) % 32) + bytes(offset))
    return path


def _size(dimensions: tuple[int, ...], kind: int) -> int:
    weights = 1
    for length in dimensions:
        weights *= length
    return {0: weights * 4, 2: weights // 32 * 18, 8: weights // 32 * 34}[kind]


def _text(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _typed(value: Any) -> bytes:
    if isinstance(value, list | tuple):
        kinds, data = zip(*((_kind(one), _value(one)) for one in value), strict=True) if value else ((4,), ())
        return struct.pack("<IIQ", 9, kinds[0], len(value)) + b"".join(data)
    return struct.pack("<I", _kind(value)) + _value(value)


def _kind(value: Any) -> int:
    return 7 if isinstance(value, bool) else 4 if isinstance(value, int) else 6 if isinstance(value, float) else 8


def _value(value: Any) -> bytes:
    if isinstance(value, str):
        return _text(value)
    return struct.pack({7: "<?", 4: "<I", 6: "<f"}[_kind(value)], value)
