"""Only whole chat models are taken; everything else is refused with what it is."""

import os
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import AssistantError
from assistant.models.catalogue import starter_chat_model
from assistant.models.errors import (
    AccessoryInstead,
    ChatTemplateBroken,
    EmbedderInstead,
    GgufSplit,
    ModelFileMissing,
    NoChatTemplate,
    NotGguf,
)
from assistant.models.model_files import chat_model_file
from assistant.models.thinking import Thinking
from tests.models.gguf_files import SHAPE, metadata, write


def test_a_chat_model_says_what_it_is(tmp_path: Path) -> None:
    entries = metadata(general__license="apache-2.0", general__languages=["de"])
    file = chat_model_file(write(tmp_path / "m.gguf", entries))
    assert (file.name, file.license, file.languages, file.context) == ("Test Model", "apache-2.0", ("de",), 4_096)
    assert file.at_once.thinking is Thinking.NEVER and file.demand.vocabulary == 100


def test_the_shipped_model_is_a_chat_model() -> None:
    file = chat_model_file(starter_chat_model().path)
    assert file.license == "apache-2.0" and file.demand.cache.per_token == 30 * 2 * 3 * 64 * 2


@pytest.mark.parametrize(
    ("entries", "error"),
    [
        (metadata("bert"), EmbedderInstead),
        (metadata("nomic-bert-moe"), EmbedderInstead),
        (metadata("gemma-embedding"), EmbedderInstead),
        (metadata("qwen3", {**SHAPE, "pooling_type": 3}), EmbedderInstead),
        (metadata("clip"), AccessoryInstead),
        (metadata(general__type="mmproj"), AccessoryInstead),
        (metadata(general__type="adapter"), AccessoryInstead),
        (metadata("gemma4-assistant"), AccessoryInstead),
        (metadata(tokenizer__chat_template=None), NoChatTemplate),
        (metadata(tokenizer__chat_template="  "), NoChatTemplate),
        (metadata(tokenizer__chat_template="{% for %}"), ChatTemplateBroken),
        (metadata(tokenizer__chat_template="immer dasselbe"), ChatTemplateBroken),
        (metadata(tokenizer__chat_template="{{ messages.no.such.thing }}"), ChatTemplateBroken),
        (metadata(tokenizer__chat_template="{{ 1 // 0 }}"), ChatTemplateBroken),
        (metadata(tokenizer__chat_template="{{ ''.__class__.__mro__[1].__subclasses__() }}"), ChatTemplateBroken),
        (metadata(split__count=3, split__no=0), GgufSplit),
    ],
)
def test_everything_else_is_refused_with_what_it_is(
    tmp_path: Path, entries: dict[str, Any], error: type[AssistantError]
) -> None:
    with pytest.raises(error) as raised:
        chat_model_file(write(tmp_path / "m.gguf", entries))
    assert str(tmp_path / "m.gguf") in raised.value.in_language("de")


def test_parts_of_a_split_model_are_counted_from_one(tmp_path: Path) -> None:
    with pytest.raises(GgufSplit, match="part 2 of 3"):
        chat_model_file(write(tmp_path / "m.gguf", metadata(split__count=3, split__no=1)))


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path / "m.gguf", metadata(general__name="Eins"))
    assert chat_model_file(path).name == "Eins" and chat_model_file(path) is chat_model_file(path)
    write(path, metadata(general__name="Dreizehn"))
    assert chat_model_file(path).name == "Dreizehn"
    path.unlink()
    with pytest.raises(ModelFileMissing):
        chat_model_file(path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "m.gguf")
    with pytest.raises(ModelFileMissing):
        chat_model_file(tmp_path / "m.gguf")


@pytest.mark.parametrize("content", [b"hunter2", b"root:x:0:0\n" * 9, "Straße".encode("latin-1")])
def test_of_a_file_that_is_no_model_nothing_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.txt").write_bytes(content)
    with pytest.raises(NotGguf) as raised:
        chat_model_file(tmp_path / "m.txt")
    said = raised.value.in_language("de").replace(str(tmp_path), "")
    assert f"{len(content)} Bytes" in said and content[:3].decode("latin-1") not in said
