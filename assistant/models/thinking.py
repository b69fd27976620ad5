"""How a chat template is told that the model shall answer at once, and how thoughts are taken out of a text.

A model that thinks aloud first costs minutes on a CPU. Some templates have a switch, some know a command in the
prompt, some models always think. Decided by rendering the template, in Jinja's sandbox: a template comes with the file
and is not trusted. Nothing here loads a model.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from jinja2 import TemplateError
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.models.stopping import beginning

COMMAND = "/no_think"
# Names under which templates ask whether to think: Qwen, Gemma, SmolLM; DeepSeek, Granite.
SWITCHES = ("enable_thinking", "thinking")
# Where thoughts begin and end: Qwen, DeepSeek, LFM; Gemma; Mistral.
MARKS = {
    "<think>": "</think>",
    "<|channel>thought": "<channel|>",
    "[THINK]": "[/THINK]",
}
_CHAT = ({"role": "system", "content": "SYSTEM"}, {"role": "user", "content": "QUESTION"})


class Thinking(StrEnum):
    """Whether a model thinks aloud before it answers: NEVER, only where it is not told otherwise by SWITCH or by
    COMMAND, or ALWAYS."""

    NEVER = "never"
    SWITCH = "switch"
    COMMAND = "command"
    ALWAYS = "always"


@dataclass(frozen=True)
class AnswersAtOnce:
    """How to render a template so that the model does not think: `options` go to the template, `command` is put at the
    end of the last question."""

    thinking: Thinking
    options: Mapping[str, Any] = field(default_factory=dict)
    command: str = ""


def at_once(template: str) -> AnswersAtOnce:
    """How this template is told not to think; raises TemplateError where it cannot be rendered."""
    compiled = _compiled(template)
    plain = _rendered(compiled)
    if "SYSTEM" not in plain and "QUESTION" not in plain:
        raise TemplateError("the question does not appear in what it renders")
    for name in SWITCHES:
        off, on = (_rendered(compiled, **{name: value}) for value in (False, True))
        if off != on:
            return AnswersAtOnce(Thinking.SWITCH, {name: False})
    if COMMAND in template:
        return AnswersAtOnce(Thinking.COMMAND, command=COMMAND)
    if any(plain.rstrip().endswith(mark) for mark in MARKS) or "reasoning_effort" in template:
        return AnswersAtOnce(Thinking.ALWAYS, {"reasoning_effort": "low"} if "reasoning_effort" in template else {})
    return AnswersAtOnce(Thinking.NEVER)


def _compiled(template: str) -> Any:
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols])
    environment.globals.update(raise_exception=_refuse, strftime_now=lambda form: "2026-01-01")
    return environment.from_string(template)


def _refuse(message: object = "") -> None:
    raise TemplateError(str(message))


def _rendered(compiled: Any, **options: Any) -> str:
    """The prompt of a short chat; without the system message where the template takes none."""
    common = {"bos_token": "", "eos_token": "", "add_generation_prompt": True, "tools": None, **options}
    try:
        return _with(compiled, _CHAT, common)
    except TemplateError:
        return _with(compiled, _CHAT[1:], common)


def _with(compiled: Any, messages: Sequence[Mapping[str, str]], values: Mapping[str, Any]) -> str:
    try:
        return str(compiled.render(messages=[dict(message) for message in messages], **values))
    # What expressions of a faulty template raise.
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise TemplateError(f"{type(error).__name__}: {error}") from error


_OPENING = re.compile("|".join(map(re.escape, MARKS)))


def without_thoughts(pieces: Iterable[str], *, thinking: bool = False) -> Iterator[str]:
    """The pieces of a streamed text without what stands between thought marks; an empty piece for each that holds
    nothing else. With `thinking` the text begins inside thoughts, as some templates open them."""
    end, kept = (MARKS["<think>"] if thinking else ""), ""
    begun = False
    for piece in pieces:
        kept += piece
        said = ""
        while kept:
            if end:
                _, found, rest = kept.partition(end)
                kept, end = (rest, "") if found else (beginning(kept, (end,)), end)
                if not found:
                    break
            elif opening := _OPENING.search(kept):
                said += kept[: opening.start()]
                kept, end = kept[opening.end() :], MARKS[opening.group()]
            else:
                tail = beginning(kept, MARKS)
                said, kept = said + kept[: len(kept) - len(tail)], tail
                break
        said = said if begun else said.lstrip()
        begun = begun or bool(said)
        yield said
    if kept and not end:
        yield kept
