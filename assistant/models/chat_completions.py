"""The chat-completions protocol that llama-server, vLLM, Ollama and others share: what is asked, what comes back.

Rules over JSON; nothing here connects. Servers differ in the fields they take beyond the first ones of OpenAI's
specification: a field that a server refuses by name is left out at the next try.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.messages import BaseMessage

_ROLES = {"system": "system", "human": "user", "ai": "assistant"}
# What an answer can do without, and what stands in its place: newer servers of OpenAI's own renamed the limit.
_OPTIONAL = {
    "chat_template_kwargs": None,
    "stream_options": None,
    "temperature": None,
    "response_format": None,
    "max_tokens": "max_completion_tokens",
}
# Letters of a server's complaint that are shown.
SHOWN = 300


@dataclass(frozen=True)
class Delta:
    """One event of the stream: new text, whether it was the last, and the tokens used where the server tells."""

    text: str = ""
    finished: bool = False
    prompt_tokens: int | None = None
    answer_tokens: int | None = None


class StreamBroken(Exception):
    """The server reports an error inside the stream, or sends what is no event."""


def request(
    model: str, messages: Sequence[BaseMessage], *, tokens: int, schema: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The body of a request for a streamed answer of at most so many tokens, in JSON of the schema where there is one.
    It asks the model not to think first, in the way of chat templates."""
    body: dict[str, Any] = {
        "model": model,
        "messages": [{"role": _ROLES[message.type], "content": str(message.content)} for message in messages],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0.0,
        "max_tokens": tokens,
        "chat_template_kwargs": {"enable_thinking": False},
    }
    if schema is not None:
        body["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "document", "schema": schema, "strict": True},
        }
    return body


def without(body: Mapping[str, Any], field: str) -> dict[str, Any]:
    """The same request without a field that the server refuses, or with the one that stands in its place."""
    rest = {name: value for name, value in body.items() if name != field}
    replacement = _OPTIONAL.get(field)
    return rest | {replacement: body[field]} if replacement else rest


def refused_field(body: Mapping[str, Any], complaint: str) -> str | None:
    """The field that a complaint names and the request can do without; None where there is none."""
    return next((field for field in _OPTIONAL if field in body and field in complaint), None)


def complaint(text: str, key: str | None) -> str:
    """What a server says is wrong, short, without the key."""
    try:
        said = json.loads(text)
        error = said.get("error", said) if isinstance(said, dict) else said
        text = str(error.get("message", error)) if isinstance(error, dict) else str(error)
    except ValueError:
        text = " ".join(text.split())
    return (text.replace(key, "…") if key else text)[:SHOWN]


def delta(line: str) -> Delta | None:
    """What a line of the stream says; None for comments, empty lines and the end mark. Raises StreamBroken."""
    if not line.startswith("data:"):
        return None
    data = line.removeprefix("data:").strip()
    return None if data == "[DONE]" or not data else _event(data)


def whole(text: str) -> Delta:
    """The answer of a server that does not stream; raises StreamBroken."""
    return _event(text)


def _event(data: str) -> Delta:
    try:
        event = json.loads(data)
        if event.get("error"):
            raise StreamBroken(complaint(data, None))
        choice = (event.get("choices") or [{}])[0]
        said = choice.get("delta") or choice.get("message") or {}
        usage = event.get("usage") or {}
        return Delta(
            text=str(said.get("content") or ""),
            finished=bool(choice.get("finish_reason")),
            prompt_tokens=usage.get("prompt_tokens"),
            answer_tokens=usage.get("completion_tokens"),
        )
    except (ValueError, AttributeError, TypeError, LookupError) as error:
        raise StreamBroken(f"no event: {data[:80]}") from error
