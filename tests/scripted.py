"""The one double of the suite: a chat model that says what it was told to and records what it was asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from langchain_core.messages import AIMessageChunk, BaseMessage

from assistant.errors import ModelFailed


@dataclass
class ScriptedModel:
    """Says one list of pieces per question; a piece may be an error to raise. Tokens are words."""

    answers: list[list[str | ModelFailed]]
    languages: tuple[str, ...] = ("de", "en")
    needs_proof: bool = False
    context: int = 4_096
    reading: int = 1_400
    prompts: list[list[BaseMessage]] = field(default_factory=list)
    schemas: list[Mapping[str, object] | None] = field(default_factory=list)
    closed: int = 0

    def writes(self, language: str) -> bool:
        return language in self.languages

    def get_num_tokens(self, text: str) -> int:
        return len(text.split())

    def stream(
        self, input: Sequence[BaseMessage], *, schema: Mapping[str, object] | None = None
    ) -> Iterator[AIMessageChunk]:
        self.prompts.append(list(input))
        self.schemas.append(schema)
        try:
            for piece in self.answers.pop(0):
                if isinstance(piece, ModelFailed):
                    raise piece
                yield AIMessageChunk(content=piece)
        finally:
            self.closed += 1
