"""Headers are read without the weights, and what is no whole GGUF file is refused with the reason."""

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import AssistantError
from assistant.models.catalogue import starter_chat_model
from assistant.models.errors import (
    GgufDamaged,
    GgufTruncated,
    GgufUnsupported,
    ModelFileMissing,
    ModelFileRefused,
    NotGguf,
)
from assistant.models.gguf_header import Counted, read_header
from tests.models.gguf_files import metadata, write


def test_metadata_and_tensors_are_read(tmp_path: Path) -> None:
    entries = metadata(general__languages=["de", "en"], llama__rope=0.5, llama__flag=True, llama__pattern=[True, False])
    header = read_header(write(tmp_path / "m.gguf", entries))
    assert header.architecture == "llama" and header.of_architecture("block_count") == 2
    assert header.metadata["general.languages"] == ("de", "en")
    assert header.of_architecture("pattern") == (True, False) and header.of_architecture("rope") == 0.5
    assert header.parameters == 6_400 + 6_400 + 2_048
    assert [tensor.size for tensor in header.tensors] == [25_600, 3_600, 2_176]


def test_a_vocabulary_is_counted_and_not_kept(tmp_path: Path) -> None:
    words = [f"Wort{number}" for number in range(60_000)]
    path = write(tmp_path / "m.gguf", metadata(tokenizer__ggml__tokens=words, tokenizer__ggml__scores=[0.5] * 60_000))
    header = read_header(path)
    assert header.metadata["tokenizer.ggml.tokens"] == Counted(60_000) == header.metadata["tokenizer.ggml.scores"]


def test_the_shipped_model_is_read() -> None:
    header = read_header(starter_chat_model().path)
    assert header.parameters == 134_515_008 and header.of_architecture("attention.head_count_kv") == 3
    assert header.metadata["tokenizer.ggml.tokens"] == Counted(49_152)


@pytest.mark.parametrize("missing", [1, 100, 30_000])
def test_a_file_that_was_cut_off_is_told_from_a_whole_one(tmp_path: Path, missing: int) -> None:
    path = write(tmp_path / "m.gguf", metadata())
    whole = path.read_bytes()
    path.write_bytes(whole[:-missing])
    # Behind the last weight there may be padding.
    if missing == 1:
        path.write_bytes(whole[: len(whole) - 32])
    with pytest.raises(GgufTruncated) as raised:
        read_header(path)
    assert str(len(path.read_bytes())) in raised.value.in_language("de")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NotGguf),
        (b"GGU", NotGguf),
        (b"<!DOCTYPE html>", NotGguf),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", NotGguf),
        (b"GGUF", GgufDamaged),
        (b"GGUF" + struct.pack("<IQQ", 1, 0, 0), GgufUnsupported),
        (b"GGUF" + struct.pack(">IQQ", 3, 0, 0), GgufUnsupported),
        (b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 0), GgufDamaged),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1 << 60), GgufDamaged),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1 << 40), GgufDamaged),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 3) + b"\xff\xfe\xfd" + bytes(40), GgufDamaged),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"a" + struct.pack("<I", 99) + bytes(40), GgufDamaged),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"a" + struct.pack("<IIQ", 9, 9, 1) + bytes(40), GgufDamaged),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1) + b"a" + struct.pack("<IIQ", 9, 0, 1 << 50), GgufTruncated),
    ],
    ids="empty short html lfs bare old big-endian tensors entries key utf8 type nested list".split(),
)
def test_what_is_no_gguf_file_is_refused(tmp_path: Path, content: bytes, error: type[AssistantError]) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(content)
    with pytest.raises(error):
        read_header(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelFileMissing):
        read_header(tmp_path / "none.gguf")
    with pytest.raises(ModelFileMissing):
        read_header(tmp_path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 2_500), byte=st.integers(0, 255), cut=st.integers(0, 3_000))
def test_damage_anywhere_is_refused_or_harmless(tmp_path: Path, place: int, byte: int, cut: int) -> None:
    path = write(tmp_path / "m.gguf", metadata())
    content = bytearray(path.read_bytes())
    content[place] = byte
    path.write_bytes(content[: len(content) - cut])
    try:
        header = read_header(path)
    except ModelFileRefused:
        return
    assert header.size == len(content) - cut
