"""A chat model behind an OpenAI-compatible address, with the interface of a local one.

Each answer is a request of its own in a thread with an event loop, so that it can be cancelled at any moment: while
waiting for the connection, for the first word, or between two. A request that fails before its first word is tried
again. Prompts go to that server and nowhere else; the key goes with them and into no log or error.
"""

import asyncio
import math
import queue
import threading
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
from langchain_core.messages import BaseMessage
from pydantic import PrivateAttr, SecretStr

from assistant.budget import Capacity, Limits, Place, Speed
from assistant.errors import AssistantError
from assistant.models import chat_completions as protocol
from assistant.models.choice import EndpointDescription
from assistant.models.errors import EndpointFailed
from assistant.models.network import Network, address, credentials, said, trust
from assistant.models.streaming import HEARTBEAT, StreamedChatModel
from assistant.models.thinking import without_thoughts

CONNECT, ASKED = 10.0, 15.0
# Tries before the first word, and seconds before the second.
TRIES, PAUSE = 3, 1.0
_PASSING = {408, 425, 429, 500, 502, 503, 504}
# Letters of a token: fewer than German has on average, so that prompts fit rather than not. The server's own tokenizer
# is out of reach.
LETTERS = 3.0
# The share of the newest answer in the measured speed.
NEWEST = 0.5


@dataclass(eq=False)
class _Job:
    body: dict[str, Any]
    limits: Limits
    # str: text; EndpointFailed: the end with an error; None: the end.
    pieces: "queue.Queue[str | EndpointFailed | None]" = field(default_factory=queue.Queue)
    started: float = field(default_factory=time.monotonic)
    first: float | None = None
    last: protocol.Delta = field(default_factory=protocol.Delta)
    written: str = ""
    cancel: threading.Event = field(default_factory=threading.Event)


class RemoteChatModel(StreamedChatModel):
    """LangChain's chat model over one model server. load() checks that it can be reached."""

    description: EndpointDescription
    key: SecretStr | None = None
    # Why it cannot be asked at all; load() raises it.
    problem: AssistantError | None = None
    network: Network = Network()
    pause: float = PAUSE

    _trust: Any = PrivateAttr(default=None)
    # Fields that this server has refused.
    _refused: tuple[str, ...] = PrivateAttr(default=())
    _speed: Speed | None = PrivateAttr(default=None)
    _jobs: tuple[_Job, ...] = PrivateAttr(default=())
    _joining: threading.Lock = PrivateAttr(default_factory=threading.Lock)

    @property
    def _llm_type(self) -> str:
        return "openai-compatible"

    @property
    def capacity(self) -> Capacity:
        """Tokens it is given and may write."""
        return Capacity(self.description.context, self.description.reading, self.description.longest_answer)

    def load(self) -> None:
        """Asks the server for its models; raises EndpointFailed, AddressUnusable, KeyUnprotected. That the model is not
        in the list is no error: some servers take any name."""
        if self.problem is not None:
            raise self.problem
        self._trust = trust(self.network.certificates)
        with httpx.Client(verify=self._trust, timeout=httpx.Timeout(ASKED, connect=CONNECT)) as http:
            try:
                answer = http.get(self._url("models"), headers=self._headers())
            except httpx.HTTPError as error:
                raise self._failed(said(error)) from error
        # Servers without a list answer 404 or 405; the first question will tell.
        if answer.status_code not in (200, 404, 405):
            raise self._failed(f"HTTP {answer.status_code}: {self._complaint(answer.text)}")

    def warm_up(self, messages: Sequence[BaseMessage]) -> None:
        """Nothing to do: the server keeps what it has evaluated, and asking may cost money."""

    def close(self) -> None:
        """Cancels what is running."""
        for job in self._jobs:
            job.cancel.set()

    def get_num_tokens(self, text: str) -> int:
        """Tokens of a text, estimated from its letters."""
        return math.ceil(len(text) / LETTERS)

    def count_fresh(self, messages: Sequence[BaseMessage]) -> tuple[int, int]:
        """Tokens of a prompt, all of them counted as new: what the server has kept is not known."""
        tokens = sum(self.get_num_tokens(str(message.content)) for message in messages)
        return tokens, tokens

    def speed(self) -> Speed | None:
        """How fast it reads and writes, the way there included; None before the first answer."""
        return self._speed

    def place(self) -> Place:
        """Always the first: how servers queue is not known."""
        return Place()

    def _written(
        self, messages: Sequence[BaseMessage], schema: Mapping[str, Any] | None, limits: Limits, place: Place | None
    ) -> Generator[str, None, None]:
        job = _Job(protocol.request(self.description.model, messages, tokens=limits.tokens, schema=schema), limits)
        thread = threading.Thread(target=self._work, args=(job,), name="model server", daemon=True)
        with self._joining:
            self._jobs = (*self._jobs, job)
        thread.start()
        try:
            yield from without_thoughts(self._pieces(job))
        finally:
            job.cancel.set()
            with self._joining:
                self._jobs = tuple(other for other in self._jobs if other is not job)

    def _pieces(self, job: _Job) -> Iterator[str]:
        """What the thread says, until the end or the deadline; a server that says nothing until then has failed."""
        while (left := job.started + job.limits.seconds - time.monotonic()) > 0:
            try:
                piece = job.pieces.get(timeout=min(HEARTBEAT, left))
            except queue.Empty:
                piece = ""
            if piece is None:
                return
            if isinstance(piece, EndpointFailed):
                raise piece
            yield piece
        if job.first is None:
            raise self._failed(f"no word within {job.limits.seconds:g} seconds")

    # --- in the job's own thread ---

    def _work(self, job: _Job) -> None:
        try:
            asyncio.run(self._until_cancelled(job))
        except EndpointFailed as failure:
            job.pieces.put(failure)
        except httpx.HTTPError as error:
            job.pieces.put(self._failed(said(error)))
        except protocol.StreamBroken as error:
            job.pieces.put(self._failed(str(error)))
        else:
            self._note_speed(job)
            job.pieces.put(None)

    async def _until_cancelled(self, job: _Job) -> None:
        talking = asyncio.ensure_future(self._talk(job))
        while not talking.done() and not job.cancel.is_set():
            await asyncio.wait([talking], timeout=HEARTBEAT / 4)
        if talking.done():
            return talking.result()
        talking.cancel()
        await asyncio.wait([talking])

    async def _talk(self, job: _Job) -> None:
        timeout = httpx.Timeout(job.limits.seconds, connect=CONNECT)
        tries = 1
        async with httpx.AsyncClient(verify=self._trust or trust(self.network.certificates), timeout=timeout) as http:
            while not await self._answered(job, http, last=tries >= TRIES):
                await asyncio.sleep(self.pause * 2 ** (tries - 1))
                tries += 1

    async def _answered(self, job: _Job, http: httpx.AsyncClient, *, last: bool) -> bool:
        """Whether the answer is there; False where another try may help. Raises what will not pass."""
        body = job.body
        for refused in self._refused:
            body = protocol.without(body, refused) if refused in body else body
        try:
            async with http.stream("POST", self._url("chat/completions"), json=body, headers=self._headers()) as answer:
                if answer.status_code == 200:
                    await self._read(job, answer)
                    return True
                said_text = (await answer.aread()).decode(errors="replace")
        except httpx.TransportError:
            if job.written or last:
                raise
            return False
        if answer.status_code in (400, 422) and (refused := protocol.refused_field(body, said_text)):
            self._refused = (*self._refused, refused)
            return await self._answered(job, http, last=last)
        if answer.status_code in _PASSING and not last:
            return False
        raise self._failed(f"HTTP {answer.status_code}: {self._complaint(said_text)}")

    async def _read(self, job: _Job, answer: httpx.Response) -> None:
        if answer.headers.get("Content-Type", "").startswith("application/json"):
            return self._take(job, protocol.whole((await answer.aread()).decode(errors="replace")))
        finished = False
        async for line in answer.aiter_lines():
            if (event := protocol.delta(line)) is not None:
                self._take(job, event)
                finished = finished or event.finished
            elif line.strip() == "data: [DONE]":
                finished = True
        if not finished:
            raise protocol.StreamBroken("the stream broke off")

    def _take(self, job: _Job, event: protocol.Delta) -> None:
        if event.text:
            job.first = job.first or time.monotonic()
            job.written += event.text
            job.pieces.put(event.text)
        if event.answer_tokens is not None:
            job.last = event

    def _note_speed(self, job: _Job) -> None:
        """Only where the server tells its tokens: guesses would be taken for measurements."""
        used, now = job.last, time.monotonic()
        if job.first is None or not used.prompt_tokens or not used.answer_tokens or used.answer_tokens < 8:
            return
        reading = used.prompt_tokens / max(1e-3, job.first - job.started)
        writing = used.answer_tokens / max(1e-3, now - job.first)
        old = self._speed or Speed(reading, writing)
        self._speed = Speed(
            old.reading + NEWEST * (reading - old.reading), old.writing + NEWEST * (writing - old.writing)
        )

    # --- facts of the server ---

    def _url(self, path: str) -> httpx.URL:
        return address(f"{self.description.url.rstrip('/')}/{path}")

    def _headers(self) -> dict[str, str]:
        return credentials(self._url(""), self.key.get_secret_value() if self.key else None)

    def _complaint(self, text: str) -> str:
        return protocol.complaint(text, self.key.get_secret_value() if self.key else None)

    def _failed(self, detail: str) -> EndpointFailed:
        return EndpointFailed(name=self.description.name, detail=detail)
