"""The shapes in which German goals are written, and how to see through them: wishes, aims, orders, noun phrases.

It finds; `german_sentence` writes. Patterns over words and their order, no parser: what fits none of them is left as it
stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.vocabulary import GERMAN
from assistant.language import GERMAN_FUNCTION_WORDS

_WANT = "wollen|will|möchten|möchte|sollten|sollen|sollte|müssen|muss|werden|würden gerne?"
_WISH = re.compile(
    rf"^(?:wir|ich|man)\s+(?:{_WANT})\s+(?P<rest>.+)$|^(?:wollen|möchten|sollten|müssen|"
    rf"werden)\s+wir\s+(?P<turned>.+)$",
    re.I | re.S,
)
_TEAM_WANTS = re.compile(r"^(?:unser|unsere|das|die|der)\s+(?:[\w-]+\s+){1,3}(?:will|möchte|wollen|möchten)\s", re.I)
_FRONTED = re.compile(rf"^(?P<front>(?:[^,.;:]|(?<=\d)[.,]){{2,80}}?)\s+(?:{_WANT})\s+wir\s+(?P<rest>.+)$", re.I | re.S)
_AIM = re.compile(
    r"^(?:(?:unser|das|mein|erklärtes|unser erklärtes|das erklärte)\s+)?(?:ziel|projektziel|vorhaben|"
    r"anliegen|plan|wunsch)"
    r"(?:\s+(?:des|der|im|in|für|von)\s[^,]{2,60}?)?\s+(?:ist|wäre|lautet|besteht)(?:\s+(?:es|"
    r"darin))?\s*[,:]?\s*(?P<rest>.+)$"
    r"|^(?:wir|ich)\s+(?:planen|beabsichtigen|streben an|haben vor|nehmen uns vor|haben uns vorgenommen|arbeiten daran)"
    r"\s*,\s*(?P<plan>.+)$|^es\s+gilt\s*,?\s*(?P<due>.+)$",
    re.I | re.S,
)
_WE_DO = re.compile(r"^wir\s+(?P<verb>[a-zäöüß]{3,}(?:en|ern|eln))\s+(?P<rest>.+)$", re.I | re.S)
_DO_WE = re.compile(
    r"^(?P<front>(?:[^,.;:]|(?<=\d)[.,]){2,80}?)\s+(?P<verb>[a-zäöüß]{4,}(?:en|ern|"
    r"eln))\s+wir\s+(?P<rest>.+)$",
    re.I | re.S,
)
_PREFIXES = "ab an auf aus bei ein fest her hin los mit nach um vor weg weiter zu zurück zusammen bereit durch voran"
_INFINITIVE_END = re.compile(r"(?<![\w-])(?P<verb>[a-zäöüß]{3,}(?:en|ern|eln)|tun|sein)$")
_ZU = re.compile(
    rf"(?:\bzu\s+(?P<bare>[a-zäöüß]{{3,}}n)|\b(?P<prefix>{'|'.join(_PREFIXES.split())})zu(?P<stem>[a-zäöüß]{{3,}}n))$"
)
NOMINAL = re.compile(
    r"^(?:(?:die|eine|der|ein)\s+)?(?:[a-zäöüßA-ZÄÖÜ][a-zäöüß]+e\s+)?"
    r"(?P<noun>[A-ZÄÖÜ][a-zäöüß]+(?:ung|tion|bau|gang|stieg))\s+"
    r"(?:der|des|von|eines|einer|unserer|unseres|aller|um|auf|bei|im|in|für)\b"
)
_REACHED = (
    "senkung reduktion reduzierung erhöhung steigerung verkürzung verringerung verbesserung halbierung verdopplung "
    "verdoppelung optimierung minimierung beschleunigung anhebung absenkung rückgang anstieg"
).split()
# A clause that begins so belongs to the word before it, and no infinitive of ours ends it.
_SUBORDINATE = re.compile(
    r"^\s*(?:(?:mit|in|an|bei|durch|von|aus|für|auf|zu|über|nach)\s+)?(?:die|der|das|den|dem|deren|dessen|"
    r"denen|welche[nrsm]?)\s+(?!\w+\s*$)"
    r"|^\s*(?:um|damit|sodass|so dass|dass|weil|wenn|sobald|indem|ohne|obwohl|während|bis|falls|ob|wie|nachdem|bevor|"
    r"als|denn|was|wo\w*|da)\b",
    re.I,
)
RELATIVE = re.compile(
    r"^,\s*(?:(?:mit|in|an|bei|durch|von|aus|für|auf|zu|über|nach)\s+)?(?:die|der|das|den|dem|deren|dessen"
    r"|denen|welche[nrsm]?|was|wo\w*)\s+\S+\s+\S+"
)
MODAL = re.compile(r"(?<=\s)(?:will|möchte|soll|sollen|sollte|sollten|muss|müssen|wird|werden|darf|dürfen)(?=\s)")
FINITE = re.compile(
    r"(?<=\s)(?:erreicht|erreichen|sinkt|sinken|steigt|steigen|fällt|fallen|läuft|laufen|dauert|dauern|kostet|kosten|"
    r"erkennt|erkennen|beantwortet|beantworten|senkt|reduziert|erhöht|steigert|verkürzt|verringert|halbiert|verdoppelt|"
    r"automatisiert|übersetzt|prüft|sortiert|klassifiziert|liefert|führt|bearbeitet|ordnet|meldet|übernimmt|löst|spart|"
    r"verbessert|optimiert|entwickelt|setzt|baut|stellt|bringt|hebt|hält|wächst|erstellt|plant|disponiert|verteilt|"
    r"leitet|erfasst|gewinnt|deckt|schreibt|berechnet|prognostiziert|bewertet|überwacht|schult|testet)(?=\s)"
)
# These say how things are; they are a goal only with a value to be reached.
STATE = re.compile(r"(?<=\s)(?:beträgt|betragen|liegt|liegen|ist|sind|bleibt|bleiben|hat|haben|stammen|stammt)(?=\s)")
NO_STATEMENT = re.compile(
    r"\?|^\s*(?:es (?:wäre|wird zeit)|was wir|wie|ich|da muss|können wir|könnte|wir (?:wollen|möchten), dass)\b", re.I
)
_LABEL = re.compile(r"^(?P<label>[^:.;!?(]{2,70}):\s+(?P<rest>\S.*)$", re.S)


@dataclass(frozen=True)
class Core:
    """A wish without its beginning: of "Wir wollen die Kosten senken, und zwar bald" the middle is "die Kosten", the
    verb "senken" and the tail ", und zwar bald"."""

    middle: str
    verb: str
    tail: str = ""


def infinitive_core(text: str) -> Core | None:
    """The infinitive of a wish, None where the text is none: "Wir wollen X senken", "Ziel ist es, X zu senken",
    "Wir senken X", "X senken"."""
    text = text.strip().rstrip(".!")
    if NO_STATEMENT.search(text):
        return None
    if match := _WISH.match(text):
        return _split(match["rest"] or match["turned"])
    if _TEAM_WANTS.match(text):
        return None
    if match := _FRONTED.match(text):
        return _split(f"{lower_first(match['front'])} {match['rest']}")
    if match := _AIM.match(text):
        return _split_zu(match["rest"] or match["plan"] or match["due"])
    if match := _WE_DO.match(text):
        return _from_finite(match["verb"], match["rest"])
    if (match := _DO_WE.match(text)) and match["verb"].lower() not in GERMAN_FUNCTION_WORDS:
        return _from_finite(match["verb"], f"{lower_first(match['front'])} {match['rest']}")
    if not MODAL.search(text) and not FINITE.search(text) and not STATE.search(text):
        return _split(lower_first(text))
    return None


def aim(text: str) -> str:
    """What stands behind "Ziel ist" where it is a noun phrase, else the text."""
    match = _AIM.match(text.strip())
    rest = match and (match["rest"] or match["plan"] or match["due"])
    return rest if rest and NOMINAL.match(upper_first(rest)) else text


def labelled(text: str) -> tuple[str, str] | None:
    """A heading and what follows its colon, None where there is no heading."""
    match = _LABEL.match(text)
    return (match["label"], match["rest"]) if match else None


def is_reached(noun: str) -> bool:
    """Whether a noun of doing is one of change, which is reached, and not one of work, which is done."""
    return noun.lower().endswith(tuple(_REACHED))


def _split(text: str) -> Core | None:
    """The longest part of the text that ends in an infinitive of its main clause."""
    for place in _cuts(text):
        main = text[:place].rstrip()
        match = _INFINITIVE_END.search(main)
        last = main.rpartition(",")[2] if "," in main else ""
        if match and match.start() > 0 and not _SUBORDINATE.match(last):
            return Core(main[: match.start()].strip(), match["verb"], text[place:].rstrip())
    return None


def _split_zu(text: str) -> Core | None:
    for place in _cuts(text):
        main = text[:place].rstrip()
        if match := _ZU.search(main):
            verb = match["bare"] or f"{match['prefix']}{match['stem']}"
            return Core(main[: match.start()].strip(), verb, text[place:].rstrip())
    return None


def _from_finite(verb: str, rest: str) -> Core:
    """Of "führen … ein" the infinitive: the prefix at the end of a part of the clause goes before the verb."""
    for place in _cuts(rest):
        *before, last = rest[:place].rstrip().split(" ")
        if last in _PREFIXES.split() and before:
            return Core(" ".join(before), f"{last}{verb.lower()}", rest[place:].rstrip())
    place = min(_cuts(rest))
    return Core(rest[:place].rstrip(), verb.lower(), rest[place:].rstrip())


def _cuts(text: str) -> Iterator[int]:
    """Where a main clause may end, the end of the text first."""
    places = {match.start() for match in re.finditer(r",\s|;|:\s|\s[–(]|\s+-\s", text)}
    yield from sorted([*places, len(text)], reverse=True)


def fact_named(facts: list[Fact], kind: FactKind, text: str) -> Fact | None:
    """The first fact of a kind that stands in the text."""
    return next((fact for fact in facts if fact.kind is kind and find(text, fact.text) >= 0), None)


def reached_values(facts: list[Fact]) -> list[Fact]:
    """The values to be reached."""
    return [fact for fact in facts if fact.role in (Role.TARGET, Role.CHANGE)]


def find(text: str, part: str) -> int:
    """Where a part stands, whatever its first letter; -1 where it does not."""
    return text.casefold().find(part.casefold())


def lower_first(text: str) -> str:
    """The text with a small first letter where its first word is no noun."""
    match = re.match(r"[^\W\d_]+", text)
    word = match.group().lower() if match else ""
    if word in _SMALL or word in GERMAN_FUNCTION_WORDS or word in GERMAN.vague_words or _ADJECTIVE.match(text):
        return text[:1].lower() + text[1:]
    return text


# "Ungeplante Stillstände": a word with the ending of an adjective before a noun.
_ADJECTIVE = re.compile(
    r"(?!Deutsche|Technische)[A-ZÄÖÜ][a-zäöüß]*(?:ig|lich|isch|bar|sam|haft|los|ell|iert|plant|end|ittler)e[nrs]?"
    r" (?=[A-ZÄÖÜ][a-zäöüß])"
)
_SMALL = set(
    "uns beim vorne spätestens innerhalb binnen mindestens höchstens neue neuen neuer neues alle dank mittels derzeit "
    "ausgehend bessere besseren schnellere weniger künftig gemeinsam deutlich ab".split()
)


def upper_first(text: str) -> str:
    """The text with a capital first letter; a placeholder stays as it is."""
    return text[:1].upper() + text[1:]
