"""Turns a lesson into the entries of its form and back, and says field by field what is to be put right.

Nothing is guessed: what cannot be read is named, and stays typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any

from assistant.goals.figures import day_text
from assistant.language import detect
from assistant.lessons.capture import LessonForm
from assistant.lessons.card import Part
from assistant.lessons.subjects import PHASES
from assistant.web.goal_draft import read_day
from assistant.web.lesson_facets import value_name
from assistant.web.wording import say

# What the form asks for, in its order.
ENTRIES = ("title", "project", "date", "situation", "lesson", "recommendation", "phase", "topics")
# Fields that have a place for what is wrong with them.
CHECKED = ("title", "project", "date", "lesson")


@dataclass(frozen=True)
class Mistakes:
    """What is to be put right, by field, in the language of the page."""

    of: Mapping[str, str]


def entries_of(form: LessonForm, language: str) -> dict[str, Any]:
    """A lesson as the form shows it."""
    entries: dict[str, Any] = {name: getattr(form, name) for name in ENTRIES}
    shown = day_text(date.fromisoformat(form.date), language) if _is_day(form.date) else form.date
    return entries | {"date": shown, "topics": list(form.topics)}


def read_lesson(entries: Mapping[str, Any], draft: LessonForm, *, language: str, today: date) -> LessonForm | Mistakes:
    """The draft with what the form says. The language is that of the words typed."""
    texts = {name: str(entries.get(name) or "").strip() for name in ENTRIES if name != "topics"}
    missing = [name for name in ("title", "project") if not texts[name]]
    mistakes = {name: say(f"lessons.problem.{name}", language) for name in missing}
    if not texts["lesson"] and not texts["recommendation"]:
        mistakes["lesson"] = say("lessons.problem.lesson", language)
    try:
        day = read_day(texts["date"], language, today)
    except ValueError:
        day = None
        mistakes["date"] = say("lessons.problem.day", language, value=texts["date"])
    if day and day > today:
        mistakes["date"] = say("lessons.problem.future", language)
    if mistakes:
        return Mistakes(mistakes)
    said = " ".join(texts[name] for name in ("title", "situation", "lesson", "recommendation"))
    phase = texts.pop("phase")
    texts |= {"date": day.isoformat() if day else "", "recommendation": as_points(texts["recommendation"])}
    return replace(
        draft,
        **texts,
        phase=phase if phase in PHASES else "",
        topics=tuple(str(topic).strip() for topic in entries.get("topics") or () if str(topic).strip()),
        language=detect(said, language),
    )


def as_points(text: str) -> str:
    """Several lines as a list with a point a line; one line stays as it is."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return text
    return "\n".join(line if line.startswith(("- ", "* ", "• ")) else f"- {line}" for line in lines)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def problem_html(text: str) -> str:
    """What is wrong with a field, to stand under it."""
    return f'<p class="field-problem" role="alert">{escape(text)}</p>' if text else ""


def summary_html(form: LessonForm, language: str) -> str:
    """What would be stored."""
    facts = {
        "title": form.title,
        "project": form.project,
        "date": day_text(date.fromisoformat(form.date), language) if form.date else "",
        **{str(part): getattr(form, str(part)) for part in Part},
        "phase": value_name("phase", form.phase, language) if form.phase else "",
        "topics": ", ".join(form.topics),
        "language": say(f"language.{form.language}", language),
        "source": form.source,
    }
    rows = "".join(
        f"<dt>{escape(say(_LABELS.get(name, f'lessons.field.{name}'), language))}</dt><dd>{_lines(text)}</dd>"
        for name, text in facts.items()
        if text
    )
    return f'<h3>{escape(say("lessons.summary", language))}</h3><dl class="goal-facts">{rows}</dl>'


# What is asked for at length in the form has a short name, too.
_LABELS = {str(part): f"lessons.part.{part}" for part in Part}


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())
