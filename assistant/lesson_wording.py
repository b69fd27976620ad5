"""Lets a model word a candidate for a lesson, where one can write its language; the rules' text comes first.

Each field must pass `lessons.wording_guard`; what does not stand leaves the rules' text as it was and is told with the
reasons. Nothing is stored here: somebody looks it over and confirms. It opens nothing: prompts and model are handed in.
"""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.answer import Waiting
from assistant.budget import Limits
from assistant.errors import ModelFailed
from assistant.goals.guard_draft import Objection
from assistant.instructions import bare_document, blank, instructions
from assistant.json_writing import Writer, draft, fields
from assistant.lessons.capture import LessonForm
from assistant.lessons.wording_guard import LONGEST_LETTERS, objections
from assistant.prompts import Prompts

# The fields a model may word, in the order it is given them.
FIELDS = tuple(LONGEST_LETTERS)
# Quotes from around the candidates shown, and letters of each.
QUOTES, QUOTE = 2, 600
# Tokens that four fields and their JSON may take.
LIMITS = Limits(tokens=480)


@dataclass(frozen=True)
class Worded:
    """The lesson with the model's words where they stand, and by field why others do not. `failure` is set where the
    model could not write at all."""

    form: LessonForm
    refused: Mapping[str, tuple[Objection, ...]] = field(default_factory=dict)
    failure: ModelFailed | None = None


class LessonWording:
    """Words candidates; `writer` is None until a model is there."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self.writer: Writer | None = None

    def writes(self, language: str) -> bool:
        """Whether a model is there that can write the language."""
        return self.writer is not None and self.writer.writes(language)

    def stream(self, form: LessonForm, quotes: Sequence[str]) -> Generator[Waiting | Worded, None, None]:
        """Waiting while the model writes, then the lesson with what stands of it; the lesson as it was where no model
        writes its language. `quotes` are the sentences around the candidates. Closing the iterator stops the model."""
        bare = {name: _bare(getattr(form, name)) for name in FIELDS}
        asked = [name for name in FIELDS if 0 < len(bare[name]) < LONGEST_LETTERS[name]]
        too_long = {name: (Objection("length", "long"),) for name in FIELDS if len(bare[name]) >= LONGEST_LETTERS[name]}
        if not asked or not self.writes(form.language):
            yield Worded(form, too_long)
            return
        around = [_bare(quote)[:QUOTE] for quote in quotes[:QUOTES]]
        try:
            written = yield from self._written(form.language, bare, asked=asked, quotes=around)
        except ModelFailed as failure:
            yield Worded(form, failure=failure)
            return
        worded = _checked(form, bare, {name: written.get(name) for name in asked}, quotes=around)
        yield replace(worded, refused={**worded.refused, **too_long})

    def _written(
        self, language: str, bare: Mapping[str, str], *, asked: Sequence[str], quotes: Sequence[str]
    ) -> Generator[Waiting, None, dict[str, object]]:
        """Returns the model's JSON; {} where it wrote none. Raises ModelFailed."""
        assert self.writer is not None
        shown = {name: bare[name] or "-" for name in FIELDS}
        quoted = "\n".join(f"- {quote}" for quote in quotes if quote) or "-"
        messages: list[BaseMessage] = [
            SystemMessage(self._prompts.fill("lesson_wording.system", language)),
            HumanMessage(self._prompts.fill("lesson_wording.user", language, quotes=quoted, **shown)),
        ]
        return fields((yield from draft(self.writer, messages, _schema(asked), LIMITS)))


def _checked(
    form: LessonForm, bare: Mapping[str, str], written: Mapping[str, object], *, quotes: Sequence[str]
) -> Worded:
    """The fields that stand in their place, the others with why they do not."""
    taken: dict[str, str] = {}
    refused: dict[str, tuple[Objection, ...]] = {}
    for name, said in written.items():
        text = said.strip() if isinstance(said, str) else ""
        text = text.rstrip(".") if name == "title" else text
        if text.rstrip(".") in (bare[name].rstrip("."), getattr(form, name).rstrip(".")) and text:
            continue
        others = [bare[other] for other in FIELDS if other != name]
        found = objections(
            text,
            field=name,
            ruled=bare[name].removesuffix(" …"),
            language=form.language,
            sources=[*others, *quotes],
            today=date.today(),
        )
        if found:
            refused[name] = tuple(found)
        else:
            taken[name] = text
    return Worded(replace(form, **taken), refused)


def _bare(text: str) -> str:
    """A text without what speaks to a machine, white space squeezed line by line."""
    plain = bare_document(text)
    plain = blank(plain, [(words.start, words.end) for words in instructions(plain)])
    return "\n".join(line for each in plain.splitlines() if (line := " ".join(each.split())))


def _schema(asked: Sequence[str]) -> dict[str, object]:
    fields = {name: {"type": "string", "maxLength": LONGEST_LETTERS[name]} for name in asked}
    return {"type": "object", "properties": fields, "required": list(asked), "additionalProperties": False}
