"""Which models were chosen, and which model servers are known: a small file beside the models.

A file and not the database, because it is read before anything else is opened, and by processes that open nothing. Keys
are never in it: only the name of a variable or file that holds one.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.models.errors import ChoiceUnreadable, EndpointKeyMissing, FileNotWritten

FILE = "choice.json"
# Letters of a key at most.
LONGEST_KEY = 4_096


@dataclass(frozen=True)
class EndpointDescription:
    """A model behind an OpenAI-compatible address (base URL, such as http://host:8080/v1); `model` as the server calls
    it. The key is in an environment variable or in a file. The rest as in ChatModelDescription."""

    name: str
    url: str
    model: str
    key_variable: str | None = None
    key_file: Path | None = None
    languages: tuple[str, ...] = ("de", "en")
    context: int = 8_192
    reading: int = 4_000
    longest_answer: int = 800
    needs_proof: bool = False

    def key(self, variables: Mapping[str, str]) -> str | None:
        """The key, None where none is needed, from these environment variables; raises EndpointKeyMissing."""
        if self.key_variable is not None:
            if value := variables.get(self.key_variable, "").strip():
                return value
            raise EndpointKeyMissing(name=self.name, source=self.key_variable)
        if self.key_file is None:
            return None
        try:
            with self.key_file.open("rb") as file:
                key = file.read(LONGEST_KEY + 1).decode("ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise EndpointKeyMissing(name=self.name, source=f"{self.key_file} ({error.__class__.__name__})") from error
        # Anything else is no key, and an error about it further on would quote it.
        if not key.isprintable() or not 0 < len(key) <= LONGEST_KEY:
            raise EndpointKeyMissing(name=self.name, source=f"{self.key_file} (1 line, {LONGEST_KEY} letters)")
        return key


@dataclass(frozen=True)
class Choice:
    """The ids of the chat model and the embedder chosen, None for those that ship, and the servers known. The embedder
    that comes is chosen once its index has been built."""

    chat: str | None = None
    embedder: str | None = None
    endpoints: tuple[EndpointDescription, ...] = ()
    coming_embedder: str | None = None


_STORED = TypeAdapter(Choice)


def read_choice(folder: Path) -> Choice:
    """The choice kept in a folder, the shipped models where there is none; raises ChoiceUnreadable."""
    path = folder / FILE
    try:
        return _STORED.validate_json(path.read_bytes())
    except FileNotFoundError:
        return Choice()
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, problem["loc"]))
        raise ChoiceUnreadable(path=path, detail=f"{place}: {problem['msg']}" if place else problem["msg"]) from error
    except OSError as error:
        raise ChoiceUnreadable(path=path, detail=error.strerror or error) from error


def write_choice(folder: Path, choice: Choice) -> None:
    """Keeps it, or leaves the earlier one as it was; raises FileNotWritten."""
    path, fresh = folder / FILE, folder / f"{FILE}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(_STORED.dump_json(choice, indent=1) + b"\n")
        os.replace(fresh, path)
    except OSError as error:
        raise FileNotWritten(path=path, detail=error.strerror or error) from error
