"""Checks a risk that a model has put into other words: no source, no claim; nothing invented, nothing lost.

Rules over words, numbers and names, as for goals. They do not understand a sentence: one that passes uses the words of
the rules' text, the description and the quotes, but may join them clumsily. Doubt speaks against the model.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.goals.facts import find_facts
from assistant.goals.guard import NEGATION, figures, names
from assistant.goals.guard_draft import FUNCTION_WORDS, WORD, Draft, Objection
from assistant.goals.guard_form import form_objections
from assistant.goals.lexicon import Lexicon
from assistant.language import content_words
from assistant.opposites import opposites
from assistant.statements import tokens

LONGEST_LETTERS = 600
# Share of the content words of each part that must be kept.
KEPT = 0.5
# A risk has three parts; so has its sentence. The words at their joints are free.
PARTS = {
    "de": re.compile(
        r"(?:Gefahr|Risiko), dass (?P<event>.+?), weil (?P<cause>.+), "
        r"(?:was zu (?P<effect>.+) führt|(?:sodass|mit der Folge, dass) (?P<effect2>.+))\."
    ),
    "en": re.compile(
        r"(?:The )?[Rr]isk that (?P<event>.+?),? because (?P<cause>.+?),? "
        r"(?:(?:resulting in|leading to) (?P<effect>.+)|so that (?P<effect2>.+))\."
    ),
}
_JOINTS = {
    "de": "Gefahr Risiko dass weil was zu führt sodass mit der Folge",
    "en": "The risk that because resulting in leading to so that",
}
_TEXTS = {
    "number": ("Die Zahl „{detail}“ steht in keiner Quelle.", "The number “{detail}” stands in no source."),
    "date": ("Die Zeitangabe „{detail}“ steht in keiner Quelle.", "The date or period “{detail}” stands in no source."),
    "name": (
        "Der Name „{detail}“ steht so in keiner Quelle.",
        "The name “{detail}” does not stand like this in a source.",
    ),
    "wording": ("„{detail}“ ist durch keine Quelle gedeckt.", "“{detail}” rests on no source."),
    "lost_fact": ("Es fehlt oder hat einen anderen Sinn: „{detail}“.", "Missing, or changed in meaning: “{detail}”."),
    "language": (
        "Der Text ist nicht durchgehend auf Deutsch ({detail}).",
        "The text is not in English throughout ({detail}).",
    ),
    "format": (
        "„{detail}“ gehört nicht hinein; erlaubt ist einfacher Text.",
        "“{detail}” does not belong here; plain text is allowed.",
    ),
    "length": ("Der Text ist leer, zu lang oder bricht ab.", "The text is empty, too long or breaks off."),
    "parts": (
        "Dem Satz fehlt ein Teil: „Gefahr, dass …, weil …, was zu … führt.“",
        "The sentence lacks a part: “Risk that …, because …, resulting in ….”",
    ),
}


def objections(
    text: str, *, ruled: str, language: str, description: str, quotes: Sequence[str], today: date
) -> list[Objection]:
    """Why a model's sentence does not stand; nothing when it does. `ruled` is the rules' sentence in three parts;
    `quotes` are those of the sources. Names are those of goals' objections, and 'parts'."""
    text = text.strip()
    if not text or len(text) > LONGEST_LETTERS:
        return [Objection("length", "empty" if not text else str(len(text)))]
    facts = tuple(find_facts(ruled, language, today))
    grounds = (description, _JOINTS[language])
    draft = Draft(text, ruled, facts, language, grounds, tuple(quotes), (), today)
    return list(dict.fromkeys([*form_objections(draft), *inventions(draft), *_parts(draft)]))


def inventions(draft: Draft) -> Iterator[Objection]:
    """Numbers, dates, names and words of a draft that stand neither in the rules' text nor in what it may rest on:
    'number', 'date', 'name', 'wording'."""
    yield from figures(draft)
    yield from names(draft)
    for word in WORD.findall(draft.text):
        if word.lower() not in FUNCTION_WORDS[draft.language] and not (word.isdigit() or draft.said.knows(word)):
            yield Objection("wording", word)


def keeps(part: str, written: str) -> bool:
    """Whether `written` has the numbers and the negation of a part of the rules' text and at least half of its content
    words, and none that says the opposite of one left out."""
    there, wanted = Lexicon([written]), content_words(part)
    kept = [word for word in wanted if there.knows(word)]
    figure = [word for word in wanted if re.search(r"\d", word) and not there.has(word)]
    denied = bool(NEGATION.search(part)) != bool(NEGATION.search(written))
    return len(kept) >= KEPT * len(wanted) and not (figure or denied or _opposite(part, written))


def told(objection: Objection, language: str) -> str:
    """An objection as a sentence in 'de' or 'en'."""
    return _TEXTS[objection.name][0 if language == "de" else 1].format(detail=objection.detail)


def parts_of(text: str, language: str) -> dict[str, str]:
    """Event, cause and effect of a sentence; {} where it lacks one."""
    match = PARTS[language].fullmatch(text.strip())
    if match is None:
        return {}
    return {"event": match["event"], "cause": match["cause"], "effect": match["effect"] or match["effect2"]}


def clauses(text: str, language: str) -> dict[str, str]:
    """Event, cause and effect of a sentence as they can be read alone; {} where it lacks one."""
    match = PARTS[language].fullmatch(text.strip())
    if match is None:
        return {}
    german = language == "de"
    effect = f"führt zu {match['effect']}" if german else f"resulting in {match['effect']}"
    other = match["effect2"]
    return {
        "event": f"Gefahr, dass {match['event']}" if german else f"Risk that {match['event']}",
        "cause": f"weil {match['cause']}" if german else f"because {match['cause']}",
        "effect": effect if match["effect"] else f"sodass {other}" if german else f"so that {other}",
    }


def _parts(draft: Draft) -> Iterator[Objection]:
    """Each of the three parts is there and is kept."""
    ruled, written = parts_of(draft.goal, draft.language), parts_of(draft.text, draft.language)
    if not written:
        yield Objection("parts", "")
        return
    for name, part in ruled.items():
        if not keeps(part, written[name]):
            yield Objection("lost_fact", part)


def _opposite(ruled: str, written: str) -> bool:
    # Function words count: "before" and "after" are some.
    before, after = ({token.stem for token in tokens(text)} for text in (ruled, written))
    return any(opposites(stem) & (after - before) for stem in before - after if stem)
