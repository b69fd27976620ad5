"""Reads the text of a rule file for the AI Act and checks that the tree holds together.

It opens no file. A rule file that leads nowhere, in circles or to unknown ids is refused as a whole, with the place.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import yaml

from assistant.errors import CatalogueInvalid
from assistant.goals.kpis import Worded
from assistant.risks.ai_act import AiAct, Applies, Checked, Duty, Named, Option, Question, Result, Source

NAME = "ai_act.yaml"
# The class whose results only explain or extend another one.
ADDITION = "addition"
# The class whose dates hold for results that have none of their own.
HIGH_RISK = "high_risk"
# The class in which a walk ends that found nothing.
MINIMAL = "minimal"
# Safe like yaml.safe_load; the one in C, where it is installed, is ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Entry = Mapping[str, Any]
T = TypeVar("T")


def parse(text: str) -> AiAct:
    """The rules of a file in YAML; raises CatalogueInvalid, which names the entry and what is wrong with it."""
    try:
        data = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise CatalogueInvalid(name=NAME, entry="-", detail=str(error)) from error
    if not isinstance(data, dict):
        raise CatalogueInvalid(name=NAME, entry="-", detail="no mapping")
    act = _made("-", _act, data)
    _check(act)
    return act


def _act(data: Entry) -> AiAct:
    return AiAct(
        version=int(data["version"]),
        as_of=_day(data["as_of"]),
        start=data["start"],
        disclaimer=_worded(data["disclaimer"]),
        checked=_checked(data["checked"]),
        sources=_each(data["sources"], _source),
        dates=_each(data["dates"], _applies),
        classes=_each(data["classes"], _named),
        roles=_each(data["roles"], _named),
        stages=_each(data["stages"], _named),
        questions=_each(data["nodes"], _question),
        results=_each(data["results"], _result),
    )


def _each(entries: Iterable[Entry], make: Callable[[Entry], T]) -> dict[str, T]:
    made: dict[str, T] = {}
    for entry in entries:
        if entry["id"] in made or not isinstance(entry["id"], str):
            raise CatalogueInvalid(name=NAME, entry=entry["id"], detail="id twice or no text")
        made[entry["id"]] = _made(entry["id"], make, entry)
    return made


def _made(name: str, make: Callable[[Entry], T], entry: Entry) -> T:
    try:
        return make(entry)
    except KeyError as error:
        raise CatalogueInvalid(name=NAME, entry=name, detail=f"{error} missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise CatalogueInvalid(name=NAME, entry=name, detail=str(error)) from error


def _source(entry: Entry) -> Source:
    return Source(entry["id"], _worded(entry["title"]), entry["url"], entry["checked"])


def _applies(entry: Entry) -> Applies:
    article, what = _worded(entry["article"]), _worded(entry["what"])
    return Applies(entry["id"], _day(entry["date"]), article, what, entry["source"])


def _named(entry: Entry) -> Named:
    return Named(entry["id"], _worded(entry["title"]), _worded(entry["article"]) if "article" in entry else None)


def _question(entry: Entry) -> Question:
    return Question(
        id=entry["id"],
        stage=entry["stage"],
        text=_worded(entry["question"]),
        help=_worded(entry["help"]),
        article=_worded(entry["article"]),
        options=tuple(_each(entry["options"], _option).values()),
    )


def _option(entry: Entry) -> Option:
    adds, roles = tuple(entry.get("adds", ())), tuple(entry.get("roles", ()))
    return Option(entry["id"], _worded(entry["label"]), entry["next"], adds, roles)


def _result(entry: Entry) -> Result:
    return Result(
        id=entry["id"],
        class_=entry["class"],
        title=_worded(entry["title"]),
        meaning=_worded(entry["meaning"]),
        duties=tuple(_duty(item) for item in entry["duties"]),
        next_steps=tuple(_duty(item) for item in entry["next_steps"]),
        dates=tuple(entry["dates"]),
        only_with=entry.get("only_with"),
    )


def _duty(entry: Entry) -> Duty:
    article = _worded(entry["article"]) if "article" in entry else None
    return Duty(_worded(entry), article, tuple(entry.get("roles", ())), bool(entry.get("other_law", False)))


def _checked(entry: Entry) -> Checked:
    lists = {
        name: {language: tuple(entry[name][language]) for language in ("de", "en")}
        for name in ("compared", "from_secondary", "from_knowledge", "open")
    }
    return Checked(date=_day(entry["date"]), summary=_worded(entry["summary"]), **lists)


def _worded(entry: Entry) -> Worded:
    if not all(isinstance(entry[language], str) and entry[language].strip() for language in ("de", "en")):
        raise ValueError("a text in German and one in English are needed")
    return Worded(entry["de"].strip(), entry["en"].strip())


def _day(value: object) -> datetime.date:
    if not isinstance(value, datetime.date):
        raise ValueError(f"{value!r} is no day of the form YYYY-MM-DD")
    return value


# --- the tree holds together ---


def _check(act: AiAct) -> None:
    """Raises CatalogueInvalid for the first fault."""
    for question in act.questions.values():
        _known(question.id, "stage", [question.stage], act.stages)
        for option in question.options:
            place = f"{question.id}/{option.id}"
            _known(place, "next", [option.next], {**act.questions, **act.results})
            _known(place, "adds", option.adds, act.results)
            _known(place, "roles", option.roles, act.roles)
    for result in act.results.values():
        _known(result.id, "class", [result.class_], act.classes)
        _known(result.id, "dates", result.dates, act.dates)
        _known(result.id, "only_with", [result.only_with] if result.only_with else [], act.results)
        for duty in (*result.duties, *result.next_steps):
            _known(result.id, "roles", duty.roles, act.roles)
    for applies in act.dates.values():
        _known(applies.id, "source", [applies.source], act.sources)
    _known("start", "start", [act.start], act.questions)
    _fail_on(act.questions.keys() & act.results.keys(), "names a question and a result")
    _fail_on(act.questions.keys() - _reached(act, act.start, ()), "is never asked")


def _reached(act: AiAct, question: str, above: tuple[str, ...], done: set[str] | None = None) -> set[str]:
    """All questions from this one on; raises CatalogueInvalid for a circle."""
    done = set() if done is None else done
    if question in above:
        raise CatalogueInvalid(name=NAME, entry=question, detail=f"a circle: {' → '.join([*above, question])}")
    if question in act.questions and question not in done:
        for option in act.questions[question].options:
            _reached(act, option.next, (*above, question), done)
        done.add(question)
    return done


def _known(place: str, field: str, ids: Iterable[str], among: Mapping[str, object]) -> None:
    for id_ in ids:
        if id_ not in among:
            raise CatalogueInvalid(name=NAME, entry=place, detail=f"{field}: {id_} is unknown")


def _fail_on(ids: Iterable[str], what: str) -> None:
    for id_ in sorted(ids):
        raise CatalogueInvalid(name=NAME, entry=id_, detail=what)
