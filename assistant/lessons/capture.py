"""A lesson that somebody writes down: a form → a Markdown document with front matter, read like any other document.

It writes no file. What the user typed stays text: marks that would make a heading, a table or a code block of it are
escaped, so that no typed line can become another field.
"""

import re
from dataclasses import dataclass

import yaml

from assistant.days import iso_day
from assistant.errors import LessonIncomplete
from assistant.language import fold
from assistant.lessons.card import Part

HEADINGS = {
    "de": {
        Part.SITUATION: "Situation",
        Part.CAUSE: "Ursache",
        Part.LESSON: "Lehre",
        Part.RECOMMENDATION: "Empfehlung",
    },
    "en": {
        Part.SITUATION: "Situation",
        Part.CAUSE: "Root cause",
        Part.LESSON: "Lesson",
        Part.RECOMMENDATION: "Recommendation",
    },
}
_TITLE = {"de": "Titel", "en": "title"}
_LONGEST_NAME = 60
# What begins a heading, a rule, a table, a quotation or a code block, or underlines a heading.
_BLOCK_MARK = re.compile(r"^([ \t]*)(#{1,6}(?=\s|$)|[=\-_*]{2,}[ \t]*$|\||>|```|~~~|<)", re.M)
_LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class LessonForm:
    """What the capture form holds. `date` is an ISO day; `source` says where the lesson comes from, such as the name
    of the minutes; `phase` is an id of `subjects.PHASES`, `topics` are free words."""

    title: str
    lesson: str = ""
    situation: str = ""
    cause: str = ""
    recommendation: str = ""
    project: str = ""
    phase: str = ""
    topics: tuple[str, ...] = ()
    date: str = ""
    language: str = "de"
    source: str = ""


def to_markdown(form: LessonForm) -> str:
    """The document; raises LessonIncomplete without a title or without both lesson and recommendation, DateInvalid for
    no ISO day."""
    _check(form)
    headings = HEADINGS[form.language]
    blocks = [f"## {headings[part]}\n\n{_as_text(text)}" for part in Part if (text := getattr(form, str(part))).strip()]
    title = _block_safe(_one_line(form.title))
    return f"---\n{_front_matter(form)}---\n\n# {title}\n\n" + "\n\n".join(blocks) + "\n"


def file_name(form: LessonForm) -> str:
    """A name of letters, digits and hyphens, with the day in front: '2026-03-01-pilot-zu-gross.md'."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(form.title)).strip("-")[:_LONGEST_NAME].strip("-")
    return "-".join(part for part in (form.date, words or "lesson") if part) + ".md"


def _check(form: LessonForm) -> None:
    headings = HEADINGS[form.language]
    taught = f"{headings[Part.LESSON]} / {headings[Part.RECOMMENDATION]}"
    for text, name in ((form.title, _TITLE[form.language]), (form.lesson + form.recommendation, taught)):
        if not text.strip():
            raise LessonIncomplete(missing=name)
    if form.date:
        iso_day(form.date)


def _front_matter(form: LessonForm) -> str:
    facts: dict[str, object] = {
        "title": _one_line(form.title),
        "kind": "lesson",
        "project": _one_line(form.project),
        "language": form.language,
        "date": form.date,
        "phase": form.phase,
        "topics": [_one_line(topic).replace(",", " ") for topic in form.topics if topic.strip()],
        "source": _one_line(form.source),
    }
    kept = {name: value for name, value in facts.items() if value}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10_000)


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub("", _LINE_BREAKS.sub("\n", text)).split())


def _as_text(text: str) -> str:
    return _block_safe(_CONTROL.sub("", _LINE_BREAKS.sub("\n", text)).strip())


def _block_safe(text: str) -> str:
    return _BLOCK_MARK.sub(lambda match: f"{match[1].replace(chr(9), ' ')[:3]}\\{match[2]}", text)
