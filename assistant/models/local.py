"""A chat model in this process, run by llama.cpp on the CPU: LangChain's interface over the engine.

Turns messages into tokens and tokens into pieces of text. Several texts are written at once; each can be stopped while
it waits, while its prompt is evaluated and between two tokens. It knows who waits for how long. With a JSON schema it
writes nothing but a document of that schema, or fails. It knows nothing of passages or prompts.
"""

import queue
import uuid
from collections.abc import Generator, Mapping, Sequence
from typing import Any

from langchain_core.messages import BaseMessage, HumanMessage
from pydantic import PrivateAttr

from assistant.budget import Capacity, Limits, Place, Speed
from assistant.errors import ModelFailed, ModelMissing
from assistant.models.catalogue import ChatModelDescription
from assistant.models.engine import BATCH, Engine
from assistant.models.errors import MemoryShort
from assistant.models.fit import MemoryPlan, memory_plan, shown
from assistant.models.jobs import Job
from assistant.models.kept_states import common
from assistant.models.llama import Llama
from assistant.models.machine import free_memory
from assistant.models.memory_need import Demand
from assistant.models.model_files import chat_model_file
from assistant.models.streaming import HEARTBEAT, StreamedChatModel
from assistant.models.thinking import MARKS, AnswersAtOnce, Thinking, without_thoughts

# Tokens written while warming up, to know how long one takes.
TRIAL = 12
# The share of the newest answer in the usual length of answers.
NEWEST = 0.2
_ROLES = {"system": "system", "human": "user", "ai": "assistant"}


class LocalChatModel(StreamedChatModel):
    """LangChain's chat model over one GGUF file. load() first, close() at the end."""

    description: ChatModelDescription
    threads: int

    _llama: Llama | None = PrivateAttr(default=None)
    _engine: Engine | None = PrivateAttr(default=None)
    _formatter: Any = PrivateAttr(default=None)
    _quick: AnswersAtOnce = PrivateAttr(default=AnswersAtOnce(Thinking.NEVER))
    _opens_thoughts: bool = PrivateAttr(default=False)
    _usual: float | None = PrivateAttr(default=None)

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    @property
    def capacity(self) -> Capacity:
        """Tokens it can take and write. Small models lose the thread in long prompts, so passages have a limit of
        their own."""
        facts = self.description
        return Capacity(facts.context, facts.reading, facts.longest_answer, self._usual)

    def load(self) -> None:
        """Opens the file and starts the engine; raises ModelMissing, ModelFileRefused, MemoryShort, ModelFailed."""
        facts = self.description
        if not facts.path.is_file():
            raise ModelMissing(name=facts.name, path=facts.path, command=facts.command)
        file = chat_model_file(facts.path)
        how = self._plan(file.demand)
        try:
            llama = Llama(
                facts.path,
                context=facts.context,
                sequences=how.sequences,
                threads=self.threads,
                batch=BATCH,
                mapped=how.mapped,
            )
        except (ValueError, OSError, RuntimeError) as error:
            raise self._failed(str(error)) from error
        self._quick = file.at_once
        self._formatter = llama.chat_formatter(llama.metadata("tokenizer.chat_template"))
        asked = self._formatter(messages=[{"role": "user", "content": "?"}], **self._quick.options).prompt
        self._opens_thoughts = asked.rstrip().endswith(tuple(MARKS))
        self._llama, self._engine = llama, Engine(llama, how.sequences)

    def _plan(self, demand: Demand) -> MemoryPlan:
        """llama.cpp would take more memory than there is, and the system end the whole process: refused before."""
        facts, free = self.description, free_memory()
        if how := memory_plan(demand, free, context=facts.context, at_once=facts.at_once):
            return how
        needed = demand.need(facts.context).total
        raise MemoryShort(name=facts.name, needed=shown(needed), free=shown(free))

    def close(self) -> None:
        """Stops what is being written and frees the model."""
        if self._engine is not None:
            self._engine.close()
            self._llama.close()
            self._engine = self._llama = None

    def get_num_tokens(self, text: str) -> int:
        """Tokens of a text, special tokens taken as plain text."""
        return len(self._llama.tokenize(text, special=False))

    def count_fresh(self, messages: Sequence[BaseMessage]) -> tuple[int, int]:
        """Tokens of a prompt, and how many of them would have to be evaluated if it came next."""
        tokens = self._tokens(messages)
        return len(tokens), self._engine.fresh(tokens)

    def speed(self) -> Speed | None:
        """How fast it reads and writes here, smoothed over what it has done; None before the warm-up."""
        return self._engine.speed() if self._engine is not None else None

    def queued(self) -> int:
        """Jobs that would come before a new one."""
        return self.place().ahead

    def place(self) -> Place:
        """The place that a new job would have."""
        return self._engine.place()

    def warm_up(self, messages: Sequence[BaseMessage]) -> None:
        """Evaluates the beginning of coming prompts, which is kept for good, and writes a few tokens, so that the first
        question does not wait for it and the speed is known. The last message stands for the question."""
        prompts = [self._tokens([*messages[:-1], HumanMessage(question)]) for question in ("?", "Why")]
        beginning = prompts[0][: common(*prompts)]
        for job in (Job(beginning, Limits(0), keep=True), Job(self._tokens(messages), Limits(TRIAL), trial=True)):
            self._engine.submit(job)
            while (piece := job.pieces.get()) is not None:
                self._text(piece)

    def _written(
        self, messages: Sequence[BaseMessage], schema: Mapping[str, Any] | None, limits: Limits, place: Place | None
    ) -> Generator[str, None, None]:
        job = self._job(messages, schema, limits)
        pieces = iter(lambda: self._next(job, place), None)
        try:
            yield from pieces if schema else without_thoughts(pieces, thinking=self._opens_thoughts)
        finally:
            self._engine.stop(job)
            self._note_length(job)

    def _job(self, messages: Sequence[BaseMessage], schema: Mapping[str, Any] | None, limits: Limits) -> Job:
        tokens = self._tokens(messages)
        if len(tokens) + limits.tokens > self._llama.context:
            raise self._failed(f"prompt of {len(tokens)} tokens, context of {self._llama.context}")
        try:
            grammar = None if schema is None else self._llama.grammar(schema)
        except ValueError as error:
            raise self._failed(f"JSON schema cannot be translated: {error}") from error
        job = Job(tokens, limits, grammar)
        self._engine.submit(job)
        return job

    def _next(self, job: Job, place: Place | None) -> str | None:
        try:
            piece = job.pieces.get(timeout=HEARTBEAT)
        except queue.Empty:
            piece = ""
        if place is not None:
            now = self._engine.place(job)
            place.ahead, place.seconds = now.ahead, now.seconds
        return None if piece is None else self._text(piece)

    def _text(self, piece: str | ValueError) -> str:
        if isinstance(piece, ValueError):
            raise self._failed(str(piece)) from piece
        return piece

    def _failed(self, detail: str) -> ModelFailed:
        return ModelFailed(name=self.description.name, detail=detail)

    def _note_length(self, job: Job) -> None:
        """Documents of a schema say nothing of the length of answers."""
        count = len(job.written)
        if job.grammar is None and count:
            usual = count if self._usual is None else self._usual
            self._usual = usual + NEWEST * (count - usual)

    def _tokens(self, messages: Sequence[BaseMessage]) -> list[int]:
        """The prompt as tokens. Only the template's own marks become special tokens: a document that holds
        '<|im_end|>' must not end a message."""
        marks = [f"@{uuid.uuid4().hex}@" for _ in messages]
        chat = [{"role": _ROLES[m.type], "content": mark} for m, mark in zip(messages, marks, strict=True)]
        if self._quick.command:
            chat[-1]["content"] += f" {self._quick.command}"
        rest = self._formatter(messages=chat, **self._quick.options).prompt
        tokens: list[int] = []
        for message, mark in zip(messages, marks, strict=True):
            before, _, rest = rest.partition(mark)
            tokens += self._llama.tokenize(before, special=True)
            tokens += self._llama.tokenize(str(message.content), special=False)
        return tokens + self._llama.tokenize(rest, special=True)
