"""Whether a GGUF file can serve as the assistant's chat model, and what it says of itself.

Decided from the header alone. That llama.cpp knows the architecture shows only when it loads the file.
"""

import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import TemplateError

from assistant.models.errors import (
    AccessoryInstead,
    ChatTemplateBroken,
    EmbedderInstead,
    GgufSplit,
    ModelFileMissing,
    NoChatTemplate,
)
from assistant.models.gguf_header import GgufHeader, read_header
from assistant.models.memory_need import Demand, demand_of
from assistant.models.thinking import AnswersAtOnce, at_once

TEMPLATE = "tokenizer.chat_template"
# Architectures of llama.cpp that make vectors, not text.
_EMBEDDERS = {"t5encoder", "gemma-embedding", "llama-embed", "pangu-embedded", "wavtokenizer-dec"}
# Values of general.type, and architectures, of files that belong to a model.
_ACCESSORIES = {"adapter", "mmproj", "imatrix", "clip", "gemma4-assistant", "eagle3", "control_vector", "controlvector"}


@dataclass(frozen=True)
class ModelFile:
    """A chat model's file: what its makers call it, its licence, languages and size, and how it answers at once."""

    path: Path
    name: str
    license: str
    languages: tuple[str, ...]
    architecture: str
    parameters: int
    context: int
    size: int
    demand: Demand
    at_once: AnswersAtOnce


def chat_model_file(path: Path) -> ModelFile:
    """What the file says of itself; raises the kinds of ModelFileRefused where it is no whole chat model.

    Read once for each state of the file: a list of models is shown often.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise ModelFileMissing(path=path, detail=error.strerror or error) from error
    if not stat.S_ISREG(found.st_mode):  # opening a pipe would wait for ever
        raise ModelFileMissing(path=path, detail="no file")
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, _size: int) -> ModelFile:
    header = read_header(path)
    _refuse_parts(header)
    _refuse_others(header)
    template = header.metadata.get(TEMPLATE)
    if not isinstance(template, str) or not template.strip():
        raise NoChatTemplate(path=path)
    try:
        answers = at_once(template)
    except TemplateError as error:
        raise ChatTemplateBroken(path=path, detail=error.message or error) from error
    return ModelFile(
        path=path,
        name=str(header.metadata.get("general.name") or path.stem),
        license=str(header.metadata.get("general.license") or ""),
        languages=tuple(map(str, header.metadata.get("general.languages") or ())),
        architecture=header.architecture,
        parameters=header.parameters,
        context=int(header.of_architecture("context_length", 0)),
        size=header.size,
        demand=demand_of(header),
        at_once=answers,
    )


def _refuse_parts(header: GgufHeader) -> None:
    parts = header.metadata.get("split.count", 0)
    if isinstance(parts, int) and parts > 1:
        part = header.metadata.get("split.no", 0)
        raise GgufSplit(path=header.path, part=int(part) + 1, parts=parts)


def _refuse_others(header: GgufHeader) -> None:
    kind, architecture = str(header.metadata.get("general.type", "model")), header.architecture
    for found in (kind, architecture):
        if found in _ACCESSORIES:
            raise AccessoryInstead(path=header.path, detail=found)
    pooling = header.of_architecture("pooling_type", 0)
    if "bert" in architecture or architecture in _EMBEDDERS or pooling:
        detail = f"{architecture}, pooling {pooling}" if pooling else architecture
        raise EmbedderInstead(path=header.path, detail=detail)
