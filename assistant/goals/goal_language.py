"""Tells in which language a goal is written: goals are short and often hold no function word at all.

Asks `language` first; where its words do not decide, the verbs and vague words of goals do. A name with an umlaut
("Düsseldorf") decides last.
"""

import re

from assistant.goals.vocabulary import phrase_pattern, verb_pattern
from assistant.language import GERMAN_FUNCTION_WORDS, detect, words

_GROUPS = ("downward", "upward", "doing", "vague_verbs")


def goal_language(goal: str, default: str = "de") -> str:
    """'de' or 'en'; `default` where nothing decides."""
    telling = " ".join(word for word in words(goal) if word.isascii() or word.lower() in GERMAN_FUNCTION_WORDS)
    one, other = detect(telling, "de"), detect(telling, "en")
    if one == other:
        return one
    counts = {language: _known(goal, language) for language in ("de", "en")}
    if counts["de"] == counts["en"]:
        return detect(goal, default)
    return max(counts, key=lambda language: counts[language])


def _known(goal: str, language: str) -> int:
    verbs = sum(len(match.group()) for group in _GROUPS for match in verb_pattern(language, group).finditer(goal))
    named = len(re.findall(r"\bki\b" if language == "de" else r"\bai\b", goal, re.IGNORECASE))
    return verbs + named + sum(len(match.group()) for match in phrase_pattern(language, "vague_words").finditer(goal))
