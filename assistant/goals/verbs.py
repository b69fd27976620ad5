"""Finds the verbs of a goal that say concretely what is done, in German and English.

German verbs are known by their forms and by their place at the end of a clause; English ones, which look like nouns,
by the words around them. It knows no grammar beyond that.
"""

import re
from collections.abc import Iterator
from functools import cache

from assistant.goals.criteria import Words
from assistant.goals.vocabulary import ENGLISH, GERMAN, verb_pattern

_LOOK_BACK = 80
_CONCRETE = ("downward", "upward", "doing")


def german_actions(text: str) -> Iterator[Words]:
    """The concrete verbs of a German text, and nouns made of them, in reading order."""
    found: dict[int, Words] = {}
    for group in _CONCRETE:
        for match in verb_pattern("de", group).finditer(text):
            if match.group()[0].islower() or _starts_clause(text, match.start()) or _NOMINAL.search(match.group()):
                found[match.start()] = _words(match)
    for pattern in (_PARTICIPLE, _separated()):
        for match in pattern.finditer(text):
            found.setdefault(match.start(), _words(match))
    vague = {match.start() for match in verb_pattern("de", "vague_verbs").finditer(text)}
    vague -= {match.start() for match in _separated().finditer(text)}
    for start in sorted(found):
        if start not in vague and found[start].text.lower() not in GERMAN.vague_objects:
            yield found[start]


_NOMINAL = re.compile(r"(?:ung|ungen|ion|ionen|bau|gang|gleich)$")
_NO_VERBS = (
    "werden haben sein sollen wollen können müssen möchten lassen dürfen machen neuen allen unseren ihren einen innen "
    "außen oben unten morgen zwischen gegen neben zusammen wegen einigen vielen wenigen mehreren anderen beiden diesen "
    "jeden keinen deren denen wären würden sollten könnten müssten ihnen seinen meinen ersten letzten nächsten eigenen"
)
# An infinitive at the end of a clause, or a participle before "werden": verbs that no list knows.
_INFINITIVE = re.compile(
    rf"(?<![\w-])(?!(?:{'|'.join(_NO_VERBS.split())})\b)"
    r"[a-zäöüß]{4,}(?:en|ern|eln)(?=\s*(?:[.!?;,)]|$|und\s|oder\s|\())"
)
_PARTICIPLE = re.compile(
    r"(?<![\w-])(?:[a-zäöüß]{0,12}ge[a-zäöüß]{3,}(?:t|en)|(?:be|ver|er|ent|zer)[a-zäöüß]{3,}(?:t|en)|[a-zäöüß]{3,}iert)"
    r"(?=\s+(?:werden|wird|sein|ist|sind|worden|haben)\b)"
)


@cache
def _separated() -> re.Pattern[str]:
    """A finite verb with its prefix at the end of the clause: "führt … ein"."""
    pairs: dict[str, list[str]] = {}
    for group in _CONCRETE:
        for entry in getattr(GERMAN, group):
            prefix, bar, stem = entry.partition("|")
            if bar:
                pairs.setdefault(prefix, []).append(stem)
    ways = [
        rf"(?:{'|'.join(stems)})(?:e|en|t|et|te|ten)?\b(?=[^.;!?]{{1,240}}?\s{prefix}(?=\s*(?:[.,;!?)–-]|$|und\b)))"
        for prefix, stems in pairs.items()
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(ways)})", re.I)


def _starts_clause(text: str, place: int) -> bool:
    return not re.search(r"[\w,]\s*$", text[:place])


# --- English ---

_BEFORE_VERB = re.compile(
    r"(?:^|[.:;!?(–—\n,]|\b(?:to|will|should|must|shall|can|could|would|may|and|or|we|i|they|who|which|"
    r"that|by|not|let's|"
    r"please|\w+ly|now|it|also|then|'ll|system|assistant|chatbot|model|tool|ai|team|unit|"
    r"department)) ?[-*•\"“']? ?$",
    re.I,
)
_BE_BEFORE = re.compile(r"\b(?:be|is|are|was|were|been|being|get|gets)\s+(?:\w+\s+){0,3}$", re.I)
_OBJECT_AFTER = re.compile(
    r"\s+(?:(?:the|a|an|our|its|their|all|every|each|from|to|by|below|above|under|over|up|down|out)\b|\d|[€$£])", re.I
)
_HEAD_OF_CLAUSE = re.compile(r"(?:^|[.:;\n•–-]\s*)(?:(?:the|an?|our)\s+)?(?:[a-z-]+\s+)?$", re.I)
_NOUN_OF = re.compile(r"\s+(?:of|in)\b", re.I)
_NOUN_ENDING = re.compile(r"(?:tion|ment|sal|ing|cut|out|ction|launch|rise|drop|decrease|increase)$", re.I)


# Verbs that no list knows, by the words around them: "to W", "should W", "be W-ed", an order at the beginning.
_NO_VERB = "|".join(
    (
        "be have do the a an our all its their not also more less no some any other over it this that become "
        "fully soon as well so we you they being better higher lower faster fewer new best good ai date end"
    ).split()
)
_AFTER_TO = re.compile(
    rf"(?:\b(?:to|will|should|must|shall|can|could|would)\s+(?:\w+ly\s+)?)"
    rf"(?P<verb>(?!(?:{_NO_VERB})\b)[a-z]{{3,}})"
    r"(?=\s+(?:the|a|an|our|its|their|all|every|each|any|which|how|for|into|with|on|at|\d|[a-z]+\s))",
    re.I,
)
_PASSIVE = re.compile(
    r"\b(?:be|is|are|gets?)\s+(?:\w+ly\s+|no longer\s+)?"
    r"(?P<verb>(?!need|interest|bas|suppos|expect|hop|plan|requir|relat|concern)[a-z]{3,}(?:ed|[^aeiou]en))\b"
)
_ORDER = re.compile(
    rf"(?:^|[.:;!?\n•*-]\s*)(?P<verb>(?!(?:{_NO_VERB})\b)[A-Za-z]{{3,}}(?<!ing)(?<!ed)(?<!tion)(?<!ly))"
    r"(?=\s+(?:the|a|an|our|its|their|all|every|each|which|how)\s)"
)


_UNLISTED = (_AFTER_TO, _PASSIVE, _ORDER)


def english_actions(text: str) -> Iterator[Words]:
    """The concrete verbs of an English text, and nouns made of them, in reading order."""
    vague = {match.start() for match in verb_pattern("en", "vague_verbs").finditer(text)}
    found = {}
    for pattern in _UNLISTED:
        for match in pattern.finditer(text):
            word = match["verb"].lower()
            if match.start("verb") not in vague and word not in ENGLISH.function_words | ENGLISH.vague_objects:
                found[match.start("verb")] = Words(match.start("verb"), match.end("verb"), match["verb"])
    for group in _CONCRETE:
        for match in verb_pattern("en", group).finditer(text):
            if match.start() not in vague and _is_english_verb(match, text):
                found[match.start()] = _words(match)
    yield from (found[start] for start in sorted(found))


def _is_english_verb(match: re.Match[str], text: str) -> bool:
    """Whether a word that may be a noun stands where a verb stands."""
    # The last words alone: searched from the beginning, runs of white space would cost cubic time.
    before = re.sub(r"\s+", " ", text[max(0, match.start() - _LOOK_BACK) : match.start()])
    word, after = match.group().lower(), match.end()
    if re.search(r"(?:ed|en|t|ne|ld|nt|ut|wn)$", word) and _BE_BEFORE.search(before):
        return True
    if _NOUN_ENDING.search(word) and _NOUN_OF.match(text, after):
        return bool(_HEAD_OF_CLAUSE.search(before))  # "Reduction of …", but not "advance the planning of …"
    if word.endswith("s") and not word.endswith("ss"):
        return bool(_OBJECT_AFTER.match(text, after))
    if _BEFORE_VERB.search(before):
        return not word.endswith("tion") and not (word.endswith("ed") and not before.strip())
    return bool(_OBJECT_AFTER.match(text, after)) and not re.search(
        r"\b(?:the|an?|our|its|their|of|for|in|on|per)\s+$", before, re.I
    )


def vague_verbs(text: str, language: str) -> Iterator[re.Match[str]]:
    """The verbs that leave open what is done; English nouns that look like them ("in support") are left out."""
    for match in verb_pattern(language, "vague_verbs").finditer(text):
        if language == "de" or _is_english_verb(match, text):
            yield match


def is_verb(match: re.Match[str], text: str, language: str) -> bool:
    """Whether a word is a verb and so no object of a goal."""
    word = match.group()
    groups = (*_CONCRETE, "vague_verbs")
    if language == "de":
        known = any(verb_pattern("de", group).fullmatch(word) for group in groups)
        if word[0].isupper() and known:
            return bool(_NOMINAL.search(word)) or _starts_clause(text, match.start())
        return known or (word.islower() and bool(_INFINITIVE.fullmatch(word)))
    if any(verb_pattern("en", group).fullmatch(word) for group in groups):
        return _is_english_verb(match, text)
    return any(found.start("verb") == match.start() for pattern in _UNLISTED for found in pattern.finditer(text))


def _words(match: re.Match[str]) -> Words:
    return Words(match.start(), match.end(), match.group())
