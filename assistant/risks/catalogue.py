"""The catalogue of risks of AI projects, and how much of a description hints at each of them.

Reads the text of knowledge/catalogues/risks.yaml, which is handed in; it opens no file. Which risks are proposed is
decided one floor up.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import yaml

from assistant.errors import CatalogueInvalid
from assistant.goals.kpis import LOADER, Worded, begins_in, worded
from assistant.language import LANGUAGES, fold, words
from assistant.risks.register import Category, Rating

FILE = "risks.yaml"
# Words up to this length are abbreviations: 'rag' does not begin 'ragt'.
SHORT = 3


class Phase(StrEnum):
    """The phases of CRISP-DM 1.0 (2000), and operation after them."""

    BUSINESS_UNDERSTANDING = "business_understanding"
    DATA_UNDERSTANDING = "data_understanding"
    DATA_PREPARATION = "data_preparation"
    MODELING = "modeling"
    EVALUATION = "evaluation"
    DEPLOYMENT = "deployment"
    OPERATION = "operation"


PHASE_NAMES = {
    Phase.BUSINESS_UNDERSTANDING: Worded("Geschäftsverständnis", "Business understanding"),
    Phase.DATA_UNDERSTANDING: Worded("Datenverständnis", "Data understanding"),
    Phase.DATA_PREPARATION: Worded("Datenaufbereitung", "Data preparation"),
    Phase.MODELING: Worded("Modellierung", "Modelling"),
    Phase.EVALUATION: Worded("Bewertung", "Evaluation"),
    Phase.DEPLOYMENT: Worded("Einführung", "Deployment"),
    Phase.OPERATION: Worded("Betrieb", "Operation"),
}


@dataclass(frozen=True)
class CatalogueRisk:
    """A risk that AI projects meet. `event`, `cause` and `effect` are the parts of `sentence`; `signs` and `measures`
    are texts by language; `threatens` names levels of goals and letters of SMART, `uses` the uses of AI (ids of
    kpis.yaml) that it concerns especially, empty for all. `rating` is a first estimate, `reason` what it rests on."""

    id: str
    category: Category
    title: Worded
    event: Worded
    cause: Worded
    effect: Worded
    signs: Mapping[str, tuple[str, ...]]
    measures: Mapping[str, tuple[str, ...]]
    owner: Worded
    phases: tuple[Phase, ...]
    threatens: tuple[str, ...]
    rating: Rating
    reason: Worded
    words: Mapping[str, tuple[str, ...]]
    uses: tuple[str, ...]
    source: Worded

    def sentence(self, language: str) -> str:
        """Cause, event and effect as one sentence."""
        event, cause, effect = self.event[language], self.cause[language], self.effect[language]
        if language == "de":
            return f"Gefahr, dass {event}, weil {cause}, was zu {effect} führt."
        return f"Risk that {event}, because {cause}, resulting in {effect}."


def parse(text: str) -> tuple[CatalogueRisk, ...]:
    """The risks of a catalogue in YAML; raises CatalogueInvalid, which names the entry and what is wrong with it."""
    try:
        risks = tuple(_risk(entry) for entry in yaml.load(text, Loader=LOADER))
    except (yaml.YAMLError, TypeError) as error:
        raise CatalogueInvalid(name=FILE, entry="-", detail=str(error)) from error
    for id_, count in Counter(risk.id for risk in risks).items():
        if count > 1:
            raise CatalogueInvalid(name=FILE, entry=id_, detail=f"{count} × id")
    return risks


def _risk(entry: Mapping[str, Any]) -> CatalogueRisk:
    try:
        return CatalogueRisk(
            id=entry["id"],
            category=Category(entry["category"]),
            signs=_lists(entry["signs"]),
            measures=_lists(entry["measures"]),
            phases=tuple(map(Phase, entry["phases"])),
            threatens=tuple(entry["threatens"]),
            rating=Rating(entry["likelihood"], entry["impact"]),
            words={language: tuple(map(fold, entry["words"][language])) for language in LANGUAGES},
            uses=tuple(entry["uses"]),
            **{name: worded(entry[name]) for name in _WORDED},
        )
    except KeyError as error:
        raise CatalogueInvalid(name=FILE, entry=entry.get("id", "?"), detail=f"{error} missing") from error
    except ValueError as error:
        raise CatalogueInvalid(name=FILE, entry=entry["id"], detail=str(error)) from error


_WORDED = ("title", "event", "cause", "effect", "owner", "reason", "source")


def _lists(entry: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(entry[language]) for language in LANGUAGES}


def hints(text: str, risks: Sequence[CatalogueRisk], language: str) -> list[tuple[str, ...]]:
    """For each risk its words that the text holds, folded and without the star, longest first. A word inside another
    one that was found ('daten' in 'trainingsdaten') does not count; one of up to three letters has to stand alone."""
    folded = fold(text)
    alone = set(words(folded))
    return [_longest(word for word in risk.words[language] if _holds(folded, word, alone)) for risk in risks]


def _holds(folded: str, word: str, alone: Collection[str]) -> bool:
    return word in alone if len(word) <= SHORT else begins_in(word, folded)


def _longest(words: Iterable[str]) -> tuple[str, ...]:
    found = sorted({word.removeprefix("*") for word in words}, key=lambda word: (-len(word), word))
    return tuple(word for place, word in enumerate(found) if not any(word in other for other in found[:place]))


def telling(risks: Sequence[CatalogueRisk], language: str) -> dict[str, float]:
    """How telling each word of the catalogue is, 0-1: one over the number of risks that share it."""
    counts = Counter(word.removeprefix("*") for risk in risks for word in set(risk.words[language]))
    return {word: 1 / count for word, count in counts.items()}
