"""What a rule file for a screening under the EU AI Act holds: questions, results, dates, each with its article.

Facts only. `ai_act_file` reads and checks them, `screening` walks through them. No date of application stands in code.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.goals.kpis import Worded


@dataclass(frozen=True)
class Source:
    """A text the rules rest on. `checked` says how it was compared: text, secondary or knowledge."""

    id: str
    title: Worded
    url: str
    checked: str


@dataclass(frozen=True)
class Applies:
    """From when something applies, by which article, found in which source."""

    id: str
    date: datetime.date
    article: Worded
    what: Worded
    source: str


@dataclass(frozen=True)
class Named:
    """A class of results, a stage of questions or a role; classes have no article."""

    id: str
    title: Worded
    article: Worded | None = None


@dataclass(frozen=True)
class Option:
    """An answer: `next` is a question or a result, `adds` are results found on the way, `roles` roles taken on."""

    id: str
    label: Worded
    next: str
    adds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question of the tree."""

    id: str
    stage: str
    text: Worded
    help: Worded
    article: Worded
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Duty:
    """A duty or a next step; without roles it concerns everyone. Next steps may have no article. `other_law` says that
    it rests on other law, which applies whatever the calendar of the AI Act says."""

    text: Worded
    article: Worded | None
    roles: tuple[str, ...]
    other_law: bool = False


@dataclass(frozen=True)
class Result:
    """A result. `only_with` names the result without which it is not shown; `dates` are ids, the first one says from
    when its duties apply."""

    id: str
    class_: str
    title: Worded
    meaning: Worded
    duties: tuple[Duty, ...]
    next_steps: tuple[Duty, ...]
    dates: tuple[str, ...]
    only_with: str | None = None


@dataclass(frozen=True)
class Checked:
    """How the file was checked: in one sentence; by comparison, from secondary accounts, from general knowledge; and
    what stays open. Each list by language."""

    date: datetime.date
    summary: Worded
    compared: Mapping[str, tuple[str, ...]]
    from_secondary: Mapping[str, tuple[str, ...]]
    from_knowledge: Mapping[str, tuple[str, ...]]
    open: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class AiAct:
    """The whole rule file, by id; dictionaries keep the file's order. `classes` come strictest first."""

    version: int
    as_of: datetime.date
    start: str
    disclaimer: Worded
    checked: Checked
    sources: Mapping[str, Source]
    dates: Mapping[str, Applies]
    classes: Mapping[str, Named]
    roles: Mapping[str, Named]
    stages: Mapping[str, Named]
    questions: Mapping[str, Question]
    results: Mapping[str, Result]
