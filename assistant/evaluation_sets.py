"""Reads evaluation sets: JSON lines, each a question, a goal or a rated answer, with what is expected of it.

Checks every line and tells all that are wrong; evals/README.md describes the fields. It opens no file, and whether
an expected document exists is asked later, by `evaluating`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.answer import Mode
from assistant.conversation import Turn
from assistant.goals.criteria import Status
from assistant.goals.fact import FactKind
from assistant.language import LANGUAGES, detect
from assistant.passages import EVERYTHING, Filter, Kind


class CaseKind(StrEnum):
    """What is expected: an answer from known documents, a refusal, another answer than the bad one, a good rewrite."""

    ANSWERABLE = "answerable"
    UNANSWERABLE = "unanswerable"
    RATED_BAD = "rated_bad"
    GOAL = "goal"


@dataclass(frozen=True)
class Kept:
    """A fact that a rewritten goal must still hold."""

    text: str
    kind: FactKind


@dataclass(frozen=True)
class Earlier:
    """What a rated answer rested on: (document, quote) of its citations; a refusal has none."""

    refused: bool
    quotes: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Case:
    """One line of a set. `set` and `id` together are unique; `text` is the question or the goal.

    `document` with `span` is the passage expected; a hit in a document of `also` counts without the span. `statuses`
    are expected of a goal by letter, `not_facts` are words of it that hold no value. `earlier` is the answer that was
    rated, None where the case does not come from a rating.
    """

    set: str
    id: str
    line: int
    kind: CaseKind
    text: str
    language: str
    style: str = ""
    part: str = ""
    document: str = ""
    span: str = ""
    also: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    only: Filter = EVERYTHING
    earlier: Earlier | None = None
    statuses: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[Kept, ...] = ()
    not_facts: tuple[str, ...] = ()

    @property
    def documents(self) -> frozenset[str]:
        """The documents of which one must be found and cited; empty where only a span is expected."""
        return frozenset(name for name in (self.document, *self.also) if name)


@dataclass(frozen=True)
class Problem:
    """Why a line cannot be used, in both languages."""

    set: str
    line: int
    german: str
    english: str


def parse_set(name: str, text: str) -> tuple[list[Case], list[Problem]]:
    """The cases of a set and the lines that are none; empty lines are skipped, an empty set is a problem of line 1."""
    cases: list[Case] = []
    problems: list[Problem] = []
    ids: dict[str, int] = {}
    for line, written in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not written.strip():
            continue
        found = _case(name, line, written)
        if isinstance(found, Problem):
            problems.append(found)
        elif found.earlier and found.id in ids:  # the same question asked and rated again is no mistake
            cases.append(replace(found, id=f"{found.id} ({line})"))
        elif ids.setdefault(found.id, line) != line:
            twice = (
                f"„{found.id}“ steht schon in Zeile {ids[found.id]}",
                f"“{found.id}” is already in line {ids[found.id]}",
            )
            problems.append(Problem(name, line, *twice))
        else:
            cases.append(found)
    if not cases and not problems:
        problems.append(Problem(name, 1, "die Datei enthält keine Zeile", "the file holds no line"))
    return cases, problems


def sampled(cases: Sequence[Case], limit: int | None) -> list[Case]:
    """At most `limit` cases, spread evenly over the set: the same ones each time, so that runs can be compared."""
    if limit is None or limit >= len(cases):
        return list(cases)
    return [cases[place * len(cases) // limit] for place in range(limit)]


def _case(name: str, line: int, written: str) -> Case | Problem:
    try:
        item = json.loads(written)
    except (ValueError, RecursionError) as error:  # no JSON; a number of thousands of digits; nested without end
        at = getattr(error, "colno", 1)
        return Problem(name, line, f"kein gültiges JSON (Spalte {at})", f"no valid JSON (column {at})")
    if not isinstance(item, dict):
        return Problem(name, line, "kein JSON-Objekt mit Feldern", "no JSON object with fields")
    if wrong := next(_wrong(item), None):
        return Problem(name, line, *wrong)
    if "rating" in item:
        item = {field: item[field] for field in _RATED_FIELDS if field in item}
    text = item.get("goal") or item["question"]
    kinds = (Kind(item["kind"]),) if "kind" in item else ()
    only = Filter(item.get("project"), kinds=kinds, since=item.get("since"))
    facts = _expectation(item)
    return Case(
        set=name,
        id=str(item.get("id", text)),
        line=line,
        text=text,
        language=item.get("language") or detect(text),
        style=item.get("style", ""),
        part=item.get("part", ""),
        history=tuple(Turn(turn["question"], turn["answer"]) for turn in item.get("history", ())),
        only=only,
        **facts,
    )


def _expectation(item: dict[str, Any]) -> dict[str, Any]:
    """What is expected, as fields of a case."""
    if "goal" in item:
        keep = tuple(Kept(kept["text"], FactKind(kept["kind"])) for kept in item.get("keep", ()))
        rest = {"statuses": item.get("expected", {}), "not_facts": tuple(item.get("not_facts", ()))}
        return {"kind": CaseKind.GOAL, "keep": keep} | rest
    if "rating" in item:
        return _rated(item)
    if item.get("answerable") is False:
        return {"kind": CaseKind.UNANSWERABLE}
    place = {
        "document": item.get("document", ""),
        "span": item.get("span", ""),
        "also": tuple(item.get("also", ())),
    }
    return {"kind": CaseKind.ANSWERABLE} | place


def _rated(item: dict[str, Any]) -> dict[str, Any]:
    """A good answer is expected again: its documents, or its refusal. A bad one is expected to be another one. What
    was rated as an answer to a goal is run as a goal of which nothing is expected."""
    citations = [(cited["document"], cited["quote"]) for cited in item.get("citations", ())]
    earlier = Earlier(not citations, frozenset(citations))
    if item.get("mode") == Mode.GOAL:
        return {"kind": CaseKind.GOAL, "earlier": earlier}
    if item["rating"] == "bad":
        return {"kind": CaseKind.RATED_BAD, "earlier": earlier}
    if earlier.refused:
        return {"kind": CaseKind.UNANSWERABLE, "earlier": earlier}
    documents = tuple(dict.fromkeys(document for document, _ in citations))
    return {"kind": CaseKind.ANSWERABLE, "earlier": earlier, "also": documents}


# --- what the fields must be ---


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(text) for text in value)


def _are_objects(value: object, **fields: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict) and all(check(item.get(name)) for name, check in fields.items()) for item in value
    )


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_statuses(value: object) -> bool:
    return isinstance(value, dict) and all(
        letter in ("S", "M", "T") and _is_one_of(*Status)(status) for letter, status in value.items()
    )


def _is_one_of(*values: object) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in values


_TEXT = (_is_text, "ein Text, der nicht leer ist", "a text that is not empty")
_TEXTS = (_are_texts, "eine Liste von Texten", "a list of texts")
_ANY_FIELDS = {
    "id": _TEXT,
    "language": (_is_one_of(*LANGUAGES), "„de“ oder „en“", "“de” or “en”"),
    "style": _TEXT,
    "part": _TEXT,
    "why": _TEXT,
    "project": _TEXT,
}
_QUESTION_FIELDS = _ANY_FIELDS | {
    "question": _TEXT,
    "document": _TEXT,
    "also": _TEXTS,
    "span": _TEXT,
    "answerable": (lambda value: isinstance(value, bool), "true oder false", "true or false"),
    "kind": (_is_one_of(*Kind), f"eines von {', '.join(Kind)}", f"one of {', '.join(Kind)}"),
    "since": (_is_day, "ein Tag der Form JJJJ-MM-TT", "a day of the form YYYY-MM-DD"),
    "history": (
        lambda value: _are_objects(value, question=_is_text, answer=_is_text),
        "eine Liste von Objekten mit „question“ und „answer“",
        "a list of objects with “question” and “answer”",
    ),
}
_GOAL_FIELDS = _ANY_FIELDS | {
    "goal": _TEXT,
    "expected": (
        _is_statuses,
        'ein Objekt wie {"S": "met", "M": "partial", "T": "missing"}',
        'an object such as {"S": "met", "M": "partial", "T": "missing"}',
    ),
    "keep": (
        lambda value: _are_objects(value, text=_is_text, kind=_is_one_of(*FactKind)),
        f"eine Liste von Objekten mit „text“ und „kind“ ({', '.join(FactKind)})",
        f"a list of objects with “text” and “kind” ({', '.join(FactKind)})",
    ),
    "not_facts": _TEXTS,
}
# What `python -m assistant feedback` prints holds more; the rest is for people.
_RATED_FIELDS = {
    "question": _TEXT,
    "language": _ANY_FIELDS["language"],
    "mode": (
        lambda value: value is None or _is_one_of(*Mode)(value),
        f"eines von {', '.join(Mode)}",
        f"one of {', '.join(Mode)}",
    ),
    "rating": (_is_one_of("good", "bad"), "„good“ oder „bad“", "“good” or “bad”"),
    "citations": (
        lambda value: _are_objects(value, document=_is_text, quote=lambda quote: isinstance(quote, str)),
        "eine Liste von Objekten mit „document“ und „quote“",
        "a list of objects with “document” and “quote”",
    ),
}


def _wrong(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with an item, in German and English."""
    if ("goal" in item) == ("question" in item):
        yield (
            "genau eines der Felder „question“ und „goal“ muss da sein",
            "exactly one of the fields “question” and “goal” must be there",
        )
        return
    rated = "rating" in item
    known = _GOAL_FIELDS if "goal" in item else _RATED_FIELDS if rated else _QUESTION_FIELDS
    for name, value in item.items():
        if name not in known:
            if not rated:
                names = ", ".join(known)
                yield (
                    f"das Feld „{name}“ ist unbekannt; erlaubt sind {names}",
                    f"the field “{name}” is unknown; allowed are {names}",
                )
            continue
        fits, german, english = known[name]
        if not fits(value):
            yield f"das Feld „{name}“ muss {german} sein", f"the field “{name}” must be {english}"
    yield from _unmet(item)


def _unmet(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What an item whose fields are right for themselves lacks as a whole."""
    if "goal" in item:
        for text in [kept["text"] for kept in item.get("keep", ())] + list(item.get("not_facts", ())):
            if text not in item["goal"]:
                yield f"„{text}“ steht nicht im Ziel", f"“{text}” does not stand in the goal"
        return
    if "rating" in item:
        return
    expects = bool({"document", "span", "also"} & set(item))
    if item.get("answerable") is False and expects:
        yield (
            "eine unbeantwortbare Frage hat kein erwartetes Dokument",
            "an unanswerable question has no expected document",
        )
    if item.get("answerable") is not False and not expects:
        yield (
            'es fehlt, was erwartet wird: „document“ oder „span“, oder "answerable": false',
            'what is expected is missing: “document” or “span”, or "answerable": false',
        )
