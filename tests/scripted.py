"""The one double of the suite: a chat model that says what it was told to and records what it was asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from langchain_core.messages import AIMessageChunk, BaseMessage

from assistant.budget import Capacity, Limits, Place, Speed
from assistant.errors import ModelFailed


@dataclass
class ScriptedModel:
    """Says one list of pieces per question; a piece may be an error to raise, or the place in the queue from then on.
    Tokens are words; nothing of a prompt has been evaluated before."""

    answers: list[list[str | ModelFailed | Place]]
    languages: tuple[str, ...] = ("de", "en")
    needs_proof: bool = False
    context: int = 4_096
    reading: int = 1_400
    prompts: list[list[BaseMessage]] = field(default_factory=list)
    schemas: list[Mapping[str, object] | None] = field(default_factory=list)
    closed: int = 0
    measured: Speed | None = None
    first_place: Place = field(default_factory=Place)
    limits: list[Limits | None] = field(default_factory=list)

    @property
    def capacity(self) -> Capacity:
        return Capacity(self.context, self.reading, answer=400)

    def count_fresh(self, messages: Sequence[BaseMessage]) -> tuple[int, int]:
        tokens = sum(self.get_num_tokens(str(message.content)) for message in messages)
        return tokens, tokens

    def speed(self) -> Speed | None:
        return self.measured

    def place(self) -> Place:
        return Place(self.first_place.ahead, self.first_place.seconds)

    def writes(self, language: str) -> bool:
        return language in self.languages

    def get_num_tokens(self, text: str) -> int:
        return len(text.split())

    def stream(
        self,
        input: Sequence[BaseMessage],
        *,
        schema: Mapping[str, object] | None = None,
        limits: Limits | None = None,
        place: Place | None = None,
    ) -> Iterator[AIMessageChunk]:
        self.prompts.append(list(input))
        self.limits.append(limits)
        self.schemas.append(schema)
        try:
            for piece in self.answers.pop(0):
                if isinstance(piece, ModelFailed):
                    raise piece
                if isinstance(piece, Place):
                    assert place is not None
                    place.ahead, place.seconds = piece.ahead, piece.seconds
                    piece = ""
                yield AIMessageChunk(content=piece)
        finally:
            self.closed += 1
