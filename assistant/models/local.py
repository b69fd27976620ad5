"""A chat model in this process, run by llama.cpp on the CPU.

The only place that knows llama_cpp. One worker thread owns the model and takes one job at a time: a llama.cpp
context must not be used by two threads. Jobs can be stopped while they wait, while their prompt is evaluated and
between two tokens. The evaluated prompt is kept, so that a prompt with the same beginning costs only its rest. It
measures how fast it reads and writes and knows who waits for how long.
With a JSON schema it writes nothing but a document of that schema, or fails. It knows nothing of passages or prompts.
"""

import codecs
import json
import logging
import queue
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from assistant.budget import SECONDS, Capacity, Effort, Limits, Place, Speed
from assistant.errors import ModelFailed, ModelMissing
from assistant.models.catalogue import ChatModelDescription

# Prompt tokens evaluated between two looks at the stop flag.
SLICE = 64
# How often a stream that has nothing to say yields an empty piece, in seconds.
HEARTBEAT = 0.2
# Tokens written while warming up, to know how long one takes.
TRIAL = 12
# Tokens after which an earlier measurement counts half: the load of a machine changes.
READING_MEMORY, WRITING_MEMORY = 1_000, 200
# The share of the newest answer in the usual length of answers.
NEWEST = 0.2
# A letter of a JSON string. llama-cpp-python's own rule lets raw line breaks through, which JSON forbids, and halves of
# surrogate pairs, which no text can hold.
_LETTER = r"""char ::= [^"\\\x00-\x1F\x7F] | "\\" ["\\/bfnrt]"""
_ROLES = {"system": "system", "human": "user", "ai": "assistant"}
_log = logging.getLogger(__name__)


@dataclass
class _Pace:
    """Tokens per second, smoothed: `memory` tokens later a measurement counts half."""

    memory: int
    tokens: float = 0.0
    seconds: float = 0.0

    def note(self, tokens: int, seconds: float) -> None:
        kept = 0.5 ** (tokens / self.memory)
        self.tokens, self.seconds = self.tokens * kept + tokens, self.seconds * kept + seconds


@dataclass(eq=False)
class _Job:
    messages: Sequence[BaseMessage]
    limits: Limits
    # llama_cpp's LlamaGrammar; without one the model writes freely.
    grammar: Any = None
    # Written only to be measured: it goes on where the model would end.
    trial: bool = False
    started: float | None = None
    stopped: threading.Event = field(default_factory=threading.Event)
    # str: text; None: the end; ModelFailed: the end with an error.
    pieces: "queue.Queue[str | ModelFailed | None]" = field(default_factory=queue.Queue)

    def remaining(self) -> float:
        """Seconds it will probably still take; as long as a short answer where nobody has estimated it."""
        expected = SECONDS[Effort.SHORT] if self.limits.expected is None else self.limits.expected
        return expected if self.started is None else max(0.0, expected - (time.monotonic() - self.started))


class LocalChatModel(BaseChatModel):
    """LangChain's chat model over one GGUF file. load() first, close() at the end."""

    description: ChatModelDescription
    threads: int

    _jobs: "queue.Queue[_Job | None]" = PrivateAttr(default_factory=queue.Queue)
    # Jobs not finished, in the order in which they are done; replaced as a whole, so that it can be read at any time.
    _line: tuple[_Job, ...] = PrivateAttr(default=())
    _joining: threading.Lock = PrivateAttr(default_factory=threading.Lock)
    _reads: _Pace = PrivateAttr(default_factory=lambda: _Pace(READING_MEMORY))
    _writes: _Pace = PrivateAttr(default_factory=lambda: _Pace(WRITING_MEMORY))
    _speed: Speed | None = PrivateAttr(default=None)
    # Whether anything has been evaluated: the first time the file is read from disk, which is not measured.
    _touched: bool = PrivateAttr(default=False)
    _usual: float | None = PrivateAttr(default=None)
    _evaluated: list[int] = PrivateAttr(default_factory=list)
    _worker: threading.Thread | None = PrivateAttr(default=None)
    _llama: Any = PrivateAttr(default=None)
    _formatter: Any = PrivateAttr(default=None)
    _is_end: Any = PrivateAttr(default=None)
    _translate: Any = PrivateAttr(default=None)
    _tokenizing: threading.Lock = PrivateAttr(default_factory=threading.Lock)

    model_config = {"arbitrary_types_allowed": True}

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    @property
    def capacity(self) -> Capacity:
        """Tokens it can take and write. Small models lose the thread in long prompts, so passages have a limit of
        their own."""
        facts = self.description
        return Capacity(facts.context, facts.reading, facts.longest_answer, self._usual)

    @property
    def needs_proof(self) -> bool:
        """Whether it is known to invent."""
        return self.description.needs_proof

    def writes(self, language: str) -> bool:
        """Whether its texts in a language are good enough to be shown."""
        return language in self.description.languages

    def load(self) -> None:
        """Opens the file and starts the worker; raises ModelMissing or ModelFailed."""
        path = self.description.path
        if not path.is_file():
            raise ModelMissing(name=self.description.name, path=path, command=self.description.command)
        # Loaded on first use: the shared library takes time the page does not have.
        import llama_cpp
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        try:
            self._llama = llama_cpp.Llama(
                str(path),
                n_ctx=self.description.context,
                n_threads=self.threads,
                n_threads_batch=self.threads,
                n_batch=SLICE,
                verbose=False,
            )
        except (ValueError, OSError, RuntimeError) as error:
            raise ModelFailed(name=self.description.name, detail=str(error)) from error
        self._is_end = llama_cpp.llama_vocab_is_eog
        self._translate = lambda schema: _grammar(schema, llama_cpp, self._llama._model.vocab)
        template = self._llama.metadata.get("tokenizer.chat_template")
        if not template:
            raise ModelFailed(name=self.description.name, detail="no chat template in the file")
        piece = self._llama._model.token_get_text
        self._formatter = Jinja2ChatFormatter(template, piece(self._llama.token_eos()), piece(self._llama.token_bos()))
        self._worker = threading.Thread(target=self._work, name="inference", daemon=True)
        self._worker.start()

    def close(self) -> None:
        """Ends the worker after its present job and frees the model."""
        if self._worker is not None:
            self._jobs.put(None)
            self._worker.join()
            self._llama.close()
            self._worker = None

    def get_num_tokens(self, text: str) -> int:
        """Tokens of a text, special tokens taken as plain text."""
        with self._tokenizing:
            return len(self._llama.tokenize(text.encode(), add_bos=False, special=False))

    def count_fresh(self, messages: Sequence[BaseMessage]) -> tuple[int, int]:
        """Tokens of a prompt, and how many of them would have to be evaluated if it came next."""
        tokens, evaluated = self._tokens(messages), self._evaluated
        same = (place for place, (old, new) in enumerate(zip(evaluated, tokens, strict=False)) if old != new)
        return len(tokens), len(tokens) - next(same, min(len(evaluated), len(tokens)))

    def speed(self) -> Speed | None:
        """How fast it reads and writes here, smoothed over what it has done; None before the warm-up."""
        return self._speed

    def queued(self) -> int:
        """Jobs that would come before a new one."""
        return self.place().ahead

    def place(self) -> Place:
        """The place that a new job would have."""
        return _place(self._line)

    def warm_up(self, messages: Sequence[BaseMessage]) -> None:
        """Evaluates the beginning of coming prompts and writes a few tokens, so that the first question does not wait
        for it and the speed is known. The prompt should have more than SLICE tokens."""
        self._drain(self._submitted(_Job(messages, Limits(TRIAL), trial=True)))

    def _drain(self, job: _Job) -> None:
        while (piece := job.pieces.get()) is not None:
            if isinstance(piece, ModelFailed):
                raise piece

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
        """Pieces of text; an empty piece whenever nothing came for HEARTBEAT seconds. Closing it stops the job.

        With a JSON `schema` the pieces make one document of it; raises ModelFailed where the schema cannot be
        translated and where the document is not complete within the limits. Give its strings a maxLength (1,500
        letters at most): without one they end only with the limits. A `place` is kept up to date with every piece.
        """
        grammar = None if schema is None else self._grammar(schema)
        job = self._submitted(_Job(messages, limits or Limits(tokens=self.description.longest_answer), grammar))
        try:
            while True:
                try:
                    piece = job.pieces.get(timeout=HEARTBEAT)
                except queue.Empty:
                    piece = ""
                if piece is None:
                    return
                if isinstance(piece, ModelFailed):
                    raise piece
                if place is not None:
                    now = self._place_of(job)
                    place.ahead, place.seconds = now.ahead, now.seconds
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        finally:
            job.stopped.set()

    def _submitted(self, job: _Job) -> _Job:
        with self._joining:
            self._line = (*self._line, job)
            self._jobs.put(job)
        return job

    def _place_of(self, job: _Job) -> Place:
        line = self._line
        return _place(line[: line.index(job)] if job in line else ())

    def _grammar(self, schema: Mapping[str, Any]) -> Any:
        try:
            return self._translate(schema)
        # What llama-cpp-python raises on schemas it does not know; it asserts, too.
        except (AssertionError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            detail = f"JSON schema cannot be translated: {error}"
            raise ModelFailed(name=self.description.name, detail=detail) from error

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.started = time.monotonic()
            try:
                for piece in self._written(job):
                    job.pieces.put(piece)
            except ModelFailed as failure:
                job.pieces.put(failure)
            except (ValueError, RuntimeError, MemoryError) as error:
                _log.warning("%s: %s", self.description.name, error)
                self._llama.reset()
                job.pieces.put(ModelFailed(name=self.description.name, detail=str(error)))
            with self._joining:
                self._line = tuple(other for other in self._line if other is not job)
            self._note_speed()
            job.pieces.put(None)

    def _note_speed(self) -> None:
        self._evaluated = self._llama.input_ids[: self._llama.n_tokens].tolist()
        if self._reads.seconds and self._writes.seconds:
            reads, writes = self._reads, self._writes
            self._speed = Speed(reads.tokens / reads.seconds, writes.tokens / writes.seconds)

    def _written(self, job: _Job) -> Iterator[str]:
        deadline = time.monotonic() + job.limits.seconds
        over = lambda: job.stopped.is_set() or time.monotonic() > deadline  # noqa: E731
        tokens = self._tokens(job.messages)
        if len(tokens) + job.limits.tokens > self.description.context:
            raise ValueError(f"prompt of {len(tokens)} tokens, context of {self.description.context}")
        written = ""
        if self._evaluate(tokens, over) and job.limits.tokens:
            for piece in self._generated(job, tokens, over):
                written += piece
                yield piece
        if job.grammar is not None and not job.stopped.is_set() and not _is_json(written):
            detail = f"JSON not complete after {job.limits.tokens} tokens or {job.limits.seconds:g} seconds"
            raise ModelFailed(name=self.description.name, detail=detail)

    def _generated(self, job: _Job, tokens: list[int], over: Callable[[], bool]) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        generated = self._llama.generate(tokens, temp=0.0, repeat_penalty=1.0, grammar=job.grammar)
        start, count = time.perf_counter(), 0
        try:
            for count, token in enumerate(generated, start=1):
                if over() or (self._is_end(self._llama._model.vocab, token) and not job.trial):
                    return
                # A token can hold part of a letter; the decoder keeps it until the rest comes.
                if text := decoder.decode(self._llama.detokenize([token], special=False)):
                    yield text
                if count >= job.limits.tokens:
                    return
        finally:
            self._note_written(job, count, time.perf_counter() - start)

    def _note_written(self, job: _Job, count: int, seconds: float) -> None:
        if job.grammar is not None or not count:
            return  # a grammar makes it slower and its documents say nothing of the length of answers
        self._writes.note(count, seconds)
        if not job.trial:
            usual = count if self._usual is None else self._usual
            self._usual = usual + NEWEST * (count - usual)

    def _evaluate(self, tokens: list[int], over: Callable[[], bool]) -> bool:
        """Evaluates all tokens but the last in slices, behind what is already evaluated; False when stopped."""
        llama = self._llama
        kept = llama.longest_token_prefix(llama.input_ids[: llama.n_tokens].tolist(), tokens[:-1])
        if kept < llama.n_tokens and not llama._ctx.kv_cache_seq_rm(-1, kept, -1):
            llama.reset()  # a recurrent state cannot drop its end: start from nothing
            kept = 0
        llama.n_tokens = kept
        for start in range(kept, len(tokens) - 1, SLICE):
            if over():
                return False
            part = tokens[start : min(start + SLICE, len(tokens) - 1)]
            self._eval(part)
        return True

    def _eval(self, part: list[int]) -> None:
        start = time.perf_counter()
        self._llama.eval(part)
        if self._touched:
            self._reads.note(len(part), time.perf_counter() - start)
        self._touched = True

    def _tokens(self, messages: Sequence[BaseMessage]) -> list[int]:
        """The prompt as tokens. Only the template's own marks become special tokens: a document that holds
        '<|im_end|>' must not end a message."""
        marks = [f"@{uuid.uuid4().hex}@" for _ in messages]
        chat = [{"role": _ROLES[m.type], "content": mark} for m, mark in zip(messages, marks, strict=True)]
        rest = self._formatter(messages=chat, enable_thinking=False).prompt
        tokens: list[int] = []
        with self._tokenizing:
            for message, mark in zip(messages, marks, strict=True):
                before, _, rest = rest.partition(mark)
                tokens += self._llama.tokenize(before.encode(), add_bos=False, special=True)
                tokens += self._llama.tokenize(str(message.content).encode(), add_bos=False, special=False)
            return tokens + self._llama.tokenize(rest.encode(), add_bos=False, special=True)


def _place(ahead: Sequence[_Job]) -> Place:
    waited_for = [job for job in ahead if not job.stopped.is_set()]
    return Place(len(waited_for), sum(job.remaining() for job in waited_for))


def _grammar(schema: Mapping[str, Any], llama_cpp: Any, vocab: Any) -> Any:
    """llama.cpp's grammar of a JSON schema; raises what the translation raises, ValueError where llama.cpp does not
    take the result: it would crash at the first token."""
    rules = llama_cpp.LlamaGrammar.from_json_schema(json.dumps(schema))._grammar
    rules = re.sub(r"^char ::= .*$", lambda _: _LETTER, rules, flags=re.MULTILINE)
    sampler = llama_cpp.llama_sampler_init_grammar(vocab, rules.encode(), b"root")
    if not sampler:
        raise ValueError("llama.cpp does not take its grammar; strings may have 1,500 letters at most")
    llama_cpp.llama_sampler_free(sampler)
    return llama_cpp.LlamaGrammar.from_string(rules)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
