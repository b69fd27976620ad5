"""Reads the header of a GGUF file: metadata and the list of tensors, not the weights.

Format: github.com/ggml-org/ggml/blob/master/docs/gguf.md, versions 2 and 3, little endian. Long lists (vocabulary,
merges) are stepped over and only counted. The reference reader (package gguf 0.19) makes an array of each word: 6.6 s
and 150 MB for a vocabulary of 49,152, where this takes 0.03 s. Whether a file suits the assistant is decided in
`model_files`.
"""

import mmap
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.models.errors import GgufDamaged, GgufTruncated, GgufUnsupported, ModelFileMissing, NotGguf

# Longer lists are only counted: per-layer lists are kept, vocabularies are not.
KEPT = 1_024
# What no sane header exceeds.
MOST_ENTRIES, LONGEST_KEY, LONGEST_TEXT, MOST_DIMENSIONS = 100_000, 65_535, 64 << 20, 8
# Type number → struct format, gguf.md.
_SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
_TEXT, _LIST = 8, 9
# ggml's types: number → (weights in a block, bytes of a block), ggml.h and ggml-common.h.
BLOCKS = {
    **{0: (1, 4), 1: (1, 2), 30: (1, 2), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8)},
    **{2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 20: (32, 18), 39: (32, 17)},
    **{10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292)},
    **{16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 21: (256, 110), 22: (256, 82), 23: (256, 136)},
    **{29: (256, 56), 34: (256, 54), 35: (256, 66), 40: (64, 36), 41: (128, 18)},
}


@dataclass(frozen=True)
class Tensor:
    """A tensor's name, its number of weights and its bytes; None where the type of its weights is not known."""

    name: str
    weights: int
    size: int | None


@dataclass(frozen=True)
class Counted:
    """Stands for a list too long to keep."""

    length: int


@dataclass(frozen=True)
class GgufHeader:
    """`metadata` as in the file, long lists as Counted; `size` is the file's in bytes."""

    path: Path
    size: int
    metadata: Mapping[str, Any]
    tensors: tuple[Tensor, ...]

    @property
    def architecture(self) -> str:
        """As llama.cpp calls it; empty where the file does not say."""
        return str(self.metadata.get("general.architecture", ""))

    @property
    def parameters(self) -> int:
        """All weights."""
        return sum(tensor.weights for tensor in self.tensors)

    def of_architecture(self, key: str, default: Any = None) -> Any:
        """The value of `{architecture}.{key}`."""
        return self.metadata.get(f"{self.architecture}.{key}", default)


def read_header(path: Path) -> GgufHeader:
    """The header of a whole file; raises the kinds of ModelFileRefused, GgufTruncated where weights are missing."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
            if start != b"GGUF":
                # Nothing of what stands in it: whoever may name a path need not be allowed to read the file.
                raise NotGguf(path=path, detail=f"{path.stat().st_size} Bytes")
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return _Reader(path, data).header()
    except OSError as error:
        raise ModelFileMissing(path=path, detail=error.strerror or error) from error


class _Reader:
    """Walks over the mapped file once."""

    def __init__(self, path: Path, data: mmap.mmap) -> None:
        self._path, self._data, self._place = path, data, 4

    def header(self) -> GgufHeader:
        try:
            return self._header()
        except (struct.error, UnicodeDecodeError) as error:
            # A header that ends too early lies in a file that was cut off, or promises more than there is.
            raise GgufDamaged(path=self._path, detail=f"{error}, Byte {self._place}") from error

    def _header(self) -> GgufHeader:
        version = self._scalar("<I")
        if version not in (2, 3):
            swapped = int.from_bytes(version.to_bytes(4, "little"), "big")
            known = f"big endian, Version {swapped}" if swapped in (2, 3) else f"Version {version}"
            raise GgufUnsupported(path=self._path, detail=known)
        tensors, entries = self._count(), self._count()
        metadata = {self._text(LONGEST_KEY): self._value(self._scalar("<I")) for _ in range(entries)}
        described = list(self._tensors(tensors))
        alignment = metadata.get("general.alignment", 32)
        if not isinstance(alignment, int) or not 1 <= alignment <= 1 << 20:
            raise GgufDamaged(path=self._path, detail=f"general.alignment {alignment}")
        begin = -(-self._place // alignment) * alignment
        self._demand(begin + max((offset + (tensor.size or 0) for tensor, offset in described), default=0))
        return GgufHeader(self._path, len(self._data), metadata, tuple(tensor for tensor, _ in described))

    def _demand(self, expected: int) -> None:
        if expected > len(self._data):
            raise GgufTruncated(path=self._path, present=len(self._data), expected=expected)

    def _tensors(self, count: int) -> Iterator[tuple[Tensor, int]]:
        for _ in range(count):
            name, dimensions = self._text(LONGEST_KEY), self._scalar("<I")
            if dimensions > MOST_DIMENSIONS:
                raise GgufDamaged(path=self._path, detail=f"{name}: {dimensions} dimensions")
            weights = 1
            for _ in range(dimensions):
                weights *= self._scalar("<Q")
            kind, offset = self._scalar("<I"), self._scalar("<Q")
            block = BLOCKS.get(kind)
            yield Tensor(name, weights, None if block is None else -(-weights // block[0]) * block[1]), offset

    def _count(self) -> int:
        count = self._scalar("<Q")
        if count > MOST_ENTRIES:
            raise GgufDamaged(path=self._path, detail=f"{count} entries")
        return count

    def _value(self, kind: int) -> Any:
        if kind == _TEXT:
            return self._text(LONGEST_TEXT)
        if kind == _LIST:
            return self._list(self._scalar("<I"), self._scalar("<Q"))
        if kind not in _SCALARS:
            raise GgufDamaged(path=self._path, detail=f"type {kind}")
        return self._scalar(_SCALARS[kind])

    def _list(self, kind: int, length: int) -> tuple[Any, ...] | Counted:
        if kind in _SCALARS and length > KEPT:
            self._step(length * struct.calcsize(_SCALARS[kind]))
            return Counted(length)
        if kind == _TEXT and length > KEPT:
            self._step_over_texts(length)
            return Counted(length)
        if kind == _LIST or length > KEPT:  # no writer nests lists
            raise GgufDamaged(path=self._path, detail=f"list of type {kind}, {length} long")
        return tuple(self._value(kind) for _ in range(length))

    def _step_over_texts(self, count: int) -> None:
        # A loop over local names: vocabularies have hundreds of thousands of words.
        place, data, length_at = self._place, self._data, struct.Struct("<Q").unpack_from
        for _ in range(count):
            place += 8 + length_at(data, place)[0]
        self._place = place
        self._step(0)

    def _text(self, longest: int) -> str:
        length = self._scalar("<Q")
        if length > longest:
            raise GgufDamaged(path=self._path, detail=f"text of {length} bytes")
        start = self._place
        self._step(length)
        return self._data[start : self._place].decode("utf-8")

    def _scalar(self, form: str) -> Any:
        (value,) = struct.unpack_from(form, self._data, self._place)
        self._place += struct.calcsize(form)
        return value

    def _step(self, size: int) -> None:
        self._place += size
        self._demand(self._place)
