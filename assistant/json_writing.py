"""A model writes one JSON document: asks, tells that time passes, reads what came.

What the document means and whether it may be shown is decided by whoever asked for it.
"""

import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Protocol

from langchain_core.messages import AIMessage, BaseMessage

from assistant.answer import Waiting
from assistant.budget import Limits


class Writer(Protocol):
    """What is asked of a chat model; one that `needs_proof` is known to invent."""

    needs_proof: bool

    def writes(self, language: str) -> bool:
        """Whether the model can write a language well enough to be shown."""

    def stream(
        self, input: Sequence[BaseMessage], *, schema: Mapping[str, object], limits: Limits | None = None
    ) -> Iterator[AIMessage]:
        """A JSON document of the schema, piece by piece, within the limits; None: the model's own."""


def draft(
    writer: Writer, messages: Sequence[BaseMessage], schema: Mapping[str, object], limits: Limits | None = None
) -> Generator[Waiting, None, str]:
    """Returns what the model wrote; yields with every piece. Raises ModelFailed; closing it stops the model."""
    written = ""
    with closing(writer.stream(messages, schema=schema, limits=limits)) as pieces:
        for piece in pieces:
            written += str(piece.content)
            yield Waiting()
    return written


def fields(written: str) -> dict[str, object]:
    """The fields of a document; {} where it is none."""
    try:
        document = json.loads(written)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
