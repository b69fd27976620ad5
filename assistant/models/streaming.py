"""What the chat models of this product have in common towards LangChain: a stream of pieces, and the whole text.

A subclass says where the pieces come from. Stop strings, documents of a schema and the form of the chunks are alike for
all of them. It loads and asks nothing itself.
"""

import json
from abc import abstractmethod
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from assistant.budget import Limits, Place
from assistant.errors import AssistantError
from assistant.models.catalogue import ChatModelDescription
from assistant.models.choice import EndpointDescription
from assistant.models.stopping import until

# How often a stream that has nothing to say yields an empty piece, in seconds.
HEARTBEAT = 0.2


class StreamedChatModel(BaseChatModel):
    """A chat model whose texts come piece by piece."""

    description: ChatModelDescription | EndpointDescription

    model_config = {"arbitrary_types_allowed": True}

    @property
    def needs_proof(self) -> bool:
        """Whether it is known to invent."""
        return self.description.needs_proof

    def writes(self, language: str) -> bool:
        """Whether its texts in a language are good enough to be shown."""
        return language in self.description.languages

    @abstractmethod
    def _written(
        self, messages: Sequence[BaseMessage], schema: Mapping[str, Any] | None, limits: Limits, place: Place | None
    ) -> Generator[str, None, None]:
        """Pieces of text without thoughts, an empty one whenever nothing came for HEARTBEAT seconds. Closing it ends
        the work on the text."""

    @abstractmethod
    def _failed(self, detail: str) -> AssistantError:
        """The error of this kind of model."""

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **options: Any,
    ) -> ChatResult:
        text = "".join(str(chunk.message.content) for chunk in self._stream(messages, stop, run_manager, **options))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        schema: Mapping[str, Any] | None = None,
        limits: Limits | None = None,
        place: Place | None = None,
        **_options: Any,
    ) -> Iterator[ChatGenerationChunk]:
        """Pieces of text; an empty piece whenever nothing came for HEARTBEAT seconds. Closing it ends the work, and so
        does one of the `stop` strings, which is not part of the text any more.

        With a JSON `schema` the pieces make one document of it; raises the model's own error where the document is not
        complete within the `limits`. Give its strings a maxLength (1,500 letters at most): without one they end only
        with the limits. A `place` in the queue is kept up to date with every piece where the model knows it.
        """
        limits = limits or Limits(tokens=self.description.longest_answer)
        text = ""
        with closing(self._written(messages, schema, limits, place)) as pieces:
            for piece in until(pieces, stop or ()):
                text += piece
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        if schema is not None and not _is_json(text):
            raise self._failed(f"JSON not complete after {limits.tokens} tokens or {limits.seconds:g} seconds")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
