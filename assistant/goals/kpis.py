"""The catalogue of uses of AI with their KPIs, and which use a goal is about.

Reads the text of knowledge/catalogues/kpis.yaml, which is handed in; it opens no file. The use is recognised by the
words of the goal and, where they do not decide, by likeness of meaning, which is handed in too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from assistant.errors import CatalogueInvalid
from assistant.language import fold

# Likeness of meaning alone decides from this cosine on, and this much ahead of the next use: "KI soll Prozesse
# effizienter machen" is like many a use.
MEANING_ALONE = 0.6
AHEAD = 0.06
# How much likeness of meaning adds to the words' score, which counts letters: "predictive maintenance" tells more
# than "ticket".
MEANING_COUNTS = 10.0


# Safe like yaml.safe_load; the one in C, where it is installed, is ten times as fast.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Worded:
    """A text in both languages."""

    de: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.de if language == "de" else self.en


@dataclass(frozen=True)
class Kpi:
    """A measure of success. `subject` and `object` are the name with its article, fit for a sentence ("der Anteil …
    steigt", "den Anteil … erhöhen"), `after_by` the dative for "gemessen an …". `upward` says whether more is better;
    `model` whether it measures the model and not the business."""

    id: str
    model: bool
    name: Worded
    subject: Worded
    object: Worded
    after_by: Worded
    definition: Worded
    unit: Worded
    upward: bool
    measure: Worded
    pitfalls: Worded

    def as_dict(self, language: str) -> dict[str, object]:
        """As `goal --json` prints it."""
        return {
            "id": self.id,
            "kind": "model" if self.model else "business",
            "name": self.name[language],
            "definition": self.definition[language],
            "unit": self.unit[language],
            "direction": "up" if self.upward else "down",
            "measure": self.measure[language],
            "pitfalls": self.pitfalls[language],
        }


@dataclass(frozen=True)
class Use:
    """A use of AI in a company. `words` are beginnings of words or phrases that betray it, by language; `point` is the
    ethical or legal point to mind, with its source."""

    id: str
    name: Worded
    words: Mapping[str, tuple[str, ...]]
    description: Worded
    point: Worded
    kpis: tuple[Kpi, ...]


def parse(text: str) -> tuple[Use, ...]:
    """The uses of a catalogue in YAML; raises CatalogueInvalid, which names the entry and what it lacks."""
    try:
        return tuple(_use(entry) for entry in yaml.load(text, Loader=LOADER))
    except (yaml.YAMLError, TypeError) as error:
        raise CatalogueInvalid(name="kpis.yaml", entry="-", detail=str(error)) from error


def _use(entry: Mapping[str, Any]) -> Use:
    try:
        return Use(
            id=entry["id"],
            name=worded(entry["name"]),
            words={language: tuple(fold(word) for word in entry["words"][language]) for language in ("de", "en")},
            description=worded(entry["description"]),
            point=worded(entry["point"]),
            kpis=tuple(_kpi(kpi) for kpi in entry["kpis"]),
        )
    except KeyError as error:
        raise CatalogueInvalid(name="kpis.yaml", entry=entry.get("id", "?"), detail=f"{error} missing") from error


def _kpi(entry: Mapping[str, Any]) -> Kpi:
    return Kpi(
        id=entry["id"],
        model={"model": True, "business": False}[entry["kind"]],
        upward={"up": True, "down": False}[entry["direction"]],
        **{name: worded(entry[name]) for name in _WORDED},
    )


_WORDED = ("name", "subject", "object", "after_by", "definition", "unit", "measure", "pitfalls")


def worded(entry: Mapping[str, str]) -> Worded:
    """A text of a catalogue; raises KeyError where a language is missing."""
    return Worded(entry["de"], entry["en"])


def recognise(goal: str, uses: Sequence[Use], *, language: str, likeness: Sequence[float] | None = None) -> Use | None:
    """The use a goal is about, None where nothing tells. `likeness` is the goal's cosine with each description."""
    folded = fold(goal)
    words = [sum(len(word) for word in set(use.words[language]) if begins_in(word, folded)) for use in uses]
    meanings = list(likeness) if likeness is not None else [0.0] * len(uses)
    if not any(words):
        first, second = sorted([0.0, 0.0, *meanings])[:-3:-1]
        return uses[meanings.index(first)] if first >= MEANING_ALONE and first - second >= AHEAD else None
    scores = [
        (count + MEANING_COUNTS * meaning, -place)
        for place, (count, meaning) in enumerate(zip(words, meanings, strict=True))
    ]
    return uses[-max(score for score in scores if words[-score[1]])[1]]


def begins_in(word: str, text: str) -> bool:
    """Whether a word of the text begins with it; a leading * lets it stand inside a compound."""
    if word.startswith("*"):
        return word[1:] in text
    return text.startswith(word) or any(f"{before}{word}" in text for before in " -/(\"'„‚“»\n\t,.:;")
