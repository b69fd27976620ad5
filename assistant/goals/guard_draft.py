"""A model's wording of a goal, with all that it may rest on.

What the checks of `guard` and `guard_form` look at; it judges nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.goals.fact import Fact, FactKind
from assistant.goals.facts import find_facts
from assistant.goals.guard_vocabulary import FREE
from assistant.goals.lexicon import Lexicon
from assistant.language import ENGLISH_FUNCTION_WORDS, GERMAN_FUNCTION_WORDS, detect

BRACKETS = re.compile(r"\[[^\[\]\n]*\]")
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
FUNCTION_WORDS = {"de": GERMAN_FUNCTION_WORDS, "en": ENGLISH_FUNCTION_WORDS}


@dataclass(frozen=True)
class Objection:
    """Why a rewrite does not stand. `name` is one of 'number', 'date', 'name', 'lost_fact', 'language', 'length',
    'subject', 'incomplete', 'wording', 'format'. `detail` holds the offending words; for 'incomplete' the letter, for
    'language' the foreign words or the language found, for 'length' 'empty', 'unfinished', 'sentences:<n>',
    'words:<n>' or 'letters:<n>'."""

    name: str
    detail: str


@dataclass(frozen=True)
class Draft:
    """A rewrite with all it may rest on."""

    text: str
    goal: str
    goal_facts: tuple[Fact, ...]
    language: str
    allowed: tuple[str, ...]
    sources: tuple[str, ...]
    placeholders: tuple[str, ...]
    today: date

    @cached_property
    def bare(self) -> str:
        """The text with its placeholders blanked; every place stays where it is."""
        return BRACKETS.sub(lambda match: " " * len(match.group()), self.text)

    @cached_property
    def said(self) -> Lexicon:
        """What the user and the passages said."""
        return Lexicon([self.goal, *self.allowed, *self.sources])

    @cached_property
    def free(self) -> Lexicon:
        """Words that anyone may use in a goal."""
        return Lexicon([" ".join(FREE[self.language])])

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the rewrite, none of them in a placeholder."""
        spans = [match.span() for match in BRACKETS.finditer(self.text)]
        found = find_facts(self.text, self.language, self.today)
        return tuple(fact for fact in found if not any(start < fact.end and fact.start < end for start, end in spans))

    @cached_property
    def grounds(self) -> tuple[Fact, ...]:
        """The facts that the user and the passages state."""
        texts = [*self.allowed, *self.sources]
        others = [fact for text in texts for fact in find_facts(text, detect(text, self.language), self.today)]
        return (*self.goal_facts, *others)

    @cached_property
    def rest(self) -> str:
        """The text without placeholders, values and deadlines."""
        return blanked(self.bare, [fact for fact in self.facts if fact.kind in (FactKind.VALUE, FactKind.DEADLINE)])


def blanked(text: str, facts: Sequence[Fact]) -> str:
    """The text with the facts replaced by as many spaces."""
    for fact in facts:
        text = text[: fact.start] + " " * (fact.end - fact.start) + text[fact.end :]
    return text
