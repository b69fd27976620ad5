"""Rewrites a goal by rules: one sentence that keeps every fact and shows a placeholder for what is missing.

Chooses the sentence to work on, lets the language's grammar write it, and makes sure that no fact is lost: where a
shape would lose one, the user's own words stay and only what is missing is added.
"""

import re
from collections.abc import Mapping
from datetime import date

from assistant.goals.english_sentence import english_notes, english_sentence
from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.facts import find_facts
from assistant.goals.german_sentence import german_notes, german_sentence
from assistant.goals.kpis import Kpi
from assistant.goals.missing import missing_parts
from assistant.goals.rewrite import PLACEHOLDERS
from assistant.goals.smart import GoalText
from assistant.goals.vocabulary import phrase_pattern
from assistant.sentences import sentence_texts

_LABEL = re.compile(
    r"^\s*(?:[-*•–]\s+|\(?\d{1,2}[.)]\s+|#+\s+)?(?:(?:unser|mein|our|my)\s+)?(?:projekt|"
    r"project\s+)?(?:ziel|goal|objective|aim|target|vorhaben)(?:\s*\d+)?\s*[:–]\s*|^\s*(?:[-*•]\s+|#+\s+|"
    r"\d{1,2}[.)]\s+)",
    re.I,
)


def compose(goal: GoalText, *, answers: Mapping[str, str], kpi: Kpi | None, today: date) -> str:
    """The rewritten goal. The goal's own text where nothing is missing; '' where it has no words of its own."""
    missing = missing_parts(goal, answers, kpi)
    text = _tidy(goal.text)
    if not text or not missing:
        return re.sub(r"[^\S\n]{2,}", " ", goal.text).strip() if text else ""
    if missing.deadline:
        text = without_vague_times(text, goal.language)
    main, rest = _main_sentence(text, goal.language, today)
    facts = list(find_facts(main, goal.language, today))
    write, notes = _LANGUAGES[goal.language]
    for composed in (write(main, facts, missing), notes(main, facts, missing)):
        whole = " ".join(part for part in (*rest[0], composed, *rest[1]) if part)
        lost = lost_facts(goal.facts, find_facts(whole, goal.language, today))
        if all(_is_completed(fact, whole) for fact in lost):
            return whole
    return notes(text, list(goal.facts), missing)


_LANGUAGES = {"de": (german_sentence, german_notes), "en": (english_sentence, english_notes)}


# These say how something is done, not by when.
_MANNER = re.compile(
    r"laufend|dauerhaft|ständig|kontinuierlich|auf dauer|constantly|continuously|ongoing|over time", re.I
)


def without_vague_times(text: str, language: str) -> str:
    """The text without "so schnell wie möglich" and the like: a deadline takes their place."""

    def kept(match: re.Match[str]) -> str:
        return match.group() if _MANNER.fullmatch(match.group().strip(" ,")) else ""

    pattern = phrase_pattern(language, "vague_times").pattern
    shorter = re.sub(rf",?\s+(?:{pattern})(?=[\s.,!]|$)|^(?:{pattern})\s+", kept, text, flags=re.I)
    shorter = re.sub(r",?\s*\b(?:und zwar|and)\s*(?=[.!]?$)", "", shorter)
    return shorter.strip(" ,") or text


def placeholders_in(text: str, language: str) -> tuple[str, ...]:
    """The placeholders of a text, in the order in which they stand."""
    known = [pair[0 if language == "de" else 1] for pair in PLACEHOLDERS.values()]
    found = sorted((text.find(name), name) for name in known if name in text)
    return tuple(name for _place, name in found)


def lost_facts(facts: tuple[Fact, ...], found: tuple[Fact, ...]) -> list[Fact]:
    """The facts that are not among those found: other keys, or baseline and target swapped."""
    keys = {(fact.kind, fact.key) for fact in found}
    swapped = {(fact.key, fact.role) for fact in found if fact.role in (Role.BASELINE, Role.TARGET)}
    return [
        fact
        for fact in facts
        if (fact.kind, fact.key) not in keys
        or (
            fact.role in (Role.BASELINE, Role.TARGET)
            and (fact.key, _other(fact.role)) in swapped - {(fact.key, fact.role)}
            and (fact.key, fact.role) not in swapped
        )
    ]


def _is_completed(fact: Fact, text: str) -> bool:
    """Whether a deadline is there still, with the year or date that it lacked."""
    words = fact.text.casefold().removesuffix(" at the latest").removesuffix(" spätestens")
    return fact.kind is FactKind.DEADLINE and not fact.complete and words in text.casefold()


def _other(role: Role) -> Role:
    return Role.TARGET if role is Role.BASELINE else Role.BASELINE


def _tidy(text: str) -> str:
    text = re.sub(r"[ \t\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u2069]+", " ", text)
    text = re.sub(r"\s*\n\s*", "\n", text).strip()
    text = _LABEL.sub("", text).strip(" \n")
    return text.replace("\n", " ")


def _main_sentence(text: str, language: str, today: date) -> tuple[str, tuple[list[str], list[str]]]:
    """The sentence that says what is to be reached, and those before and after it."""
    parts = sentence_texts(text) or [text]
    weights = [_weight(part, language, today) for part in parts]
    place = weights.index(max(weights))
    return parts[place], (parts[:place], parts[place + 1 :])


def _weight(part: str, language: str, today: date) -> int:
    """A sentence with values to be reached is the goal; then one with a metric; else the first."""
    facts = find_facts(part, language, today)
    reached = any(fact.role in (Role.TARGET, Role.CHANGE) for fact in facts)
    return 2 * reached + any(fact.kind is FactKind.METRIC for fact in facts)
