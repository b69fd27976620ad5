"""Turns a risk into what the form shows, and what was typed into the form into a risk.

Nothing is guessed. What cannot be read is named field by field, and stays typed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.goals.figures import day_text
from assistant.language import detect
from assistant.risks.register import FIELDS, Category, Risk, RiskStatus
from assistant.web.goal_draft import read_day
from assistant.web.risk_facts import DAYS, STEPS
from assistant.web.wording import say

# What the form asks for; the reason belongs to a change, not to the risk.
ENTRIES = tuple(name for name in FIELDS if name not in ("id", "language"))
TEXTS = ("text", "project", "event", "cause", "effect", "measure", "owner", "trigger", "source", "notes")
LISTS = ("goals", "lessons")
# Likelihood and impact are given together or not at all.
_PAIRS = (("likelihood", "impact"), ("residual_likelihood", "residual_impact"))
# A step alone, or with its name behind it.
_STEP = re.compile(r"([1-5])(?:\s*[–-].*)?")

Entry = str | Sequence[str]


@dataclass(frozen=True)
class Unreadable:
    """Why a form was not accepted: a sentence for each field, in the language of the page."""

    problems: Mapping[str, str]


def entries_of(risk: Risk, language: str) -> dict[str, Any]:
    """A risk as the form shows it; links as lists of texts."""
    values = {name: getattr(risk, name) for name in ENTRIES}
    texts: dict[str, Any] = {name: "" if value is None else str(value) for name, value in values.items()}
    texts |= {name: day_text(values[name], language) for name in DAYS if values[name] is not None}
    return texts | {name: [str(value) for value in values[name]] for name in LISTS}


def read_risk(entries: Mapping[str, Entry | None], draft: Risk, *, language: str, today: date) -> Risk | Unreadable:
    """The draft with what the form says."""
    problems: dict[str, str] = {}
    texts = {name: str(entries.get(name) or "").strip() for name in ENTRIES if name not in LISTS}
    texts["text"] = " ".join(texts["text"].split())
    if not texts["text"]:
        problems["text"] = say("riskproblem.text", language)
    steps = {name: _step(name, texts[name], language, problems) for name in STEPS}
    for pair in _PAIRS:
        missing = [name for name in pair if not texts[name]]
        if len(missing) == 1:
            problems[missing[0]] = say("riskproblem.pair", language)
    days = {name: _day(name, texts[name], language, today, problems) for name in DAYS}
    committee = days["committee"]
    if committee is not None and committee > today and committee != draft.committee:
        problems["committee"] = say("riskproblem.future", language)
    if problems:
        return Unreadable({name: problems[name] for name in ENTRIES if name in problems})
    words: dict[str, Any] = {name: texts[name] for name in TEXTS}
    kinds: dict[str, Any] = {"category": Category(texts["category"]), "status": RiskStatus(texts["status"] or "open")}
    return replace(draft, **words, **kinds, **steps, **days, **_links(entries), language=_language(texts, draft))


def _step(name: str, text: str, language: str, problems: dict[str, str]) -> int | None:
    found = _STEP.fullmatch(text)
    if text and not found:
        problems[name] = say("riskproblem.step", language, value=text)
    return int(found[1]) if found else None


def _day(name: str, text: str, language: str, today: date, problems: dict[str, str]) -> date | None:
    try:
        return read_day(text, language, today)
    except ValueError:
        problems[name] = say("riskproblem.day", language, value=text)
        return None


def _links(entries: Mapping[str, Entry | None]) -> dict[str, Any]:
    """Goals and lessons, each once; a lesson that was typed is one line."""
    goals, lessons = (list(entries.get(name) or ()) for name in LISTS)
    names = (" ".join(lesson.split()) for lesson in lessons)
    return {
        "goals": tuple(dict.fromkeys(int(goal) for goal in goals if goal.isascii() and goal.isdecimal())),
        "lessons": tuple(dict.fromkeys(filter(None, names))),
    }


def _language(texts: Mapping[str, str], draft: Risk) -> str:
    """That of the draft; a form that began empty speaks the language of its words."""
    if draft.text:
        return draft.language
    words = " ".join(texts[name] for name in ("text", "event", "cause", "effect", "measure"))
    return detect(words, default=draft.language)
