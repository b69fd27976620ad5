"""The shapes in which English goals are written, and how to see through them: wishes, aims, orders, noun phrases.

It finds; `english_sentence` writes. Patterns over words and their order, no parser: what fits none of them is left as
it stands.
"""

import re

from assistant.goals.vocabulary import verb_pattern

_WISH = re.compile(
    r"^(?:(?:this|next) year,?\s+)?(?:we|i|our (?:company|team|department))\s+(?:really\s+|simply\s+)?"
    r"(?:want|wish|would like|need|intend|plan|aim|are going|have|are trying|'d like)\s+to\s+(?P<rest>.+)$"
    r"|^(?:we|i)(?:\s+(?:will|should|must|shall|can)|'ll)\s+(?P<will>.+)$|^let(?:'s| us)\s+(?P<lets>.+)$"
    r"|^to\s+(?P<bare>[a-z].+)$",
    re.I | re.S,
)
_AIM = re.compile(
    r"^(?:(?:our|the|my|this)\s+)?(?:\w+\s+)?(?:goal|aim|objective|target|plan|mission|task|intention)"
    r"(?:\s+(?:of|for)\s[^,]{2,60}?)?\s+(?:is|was|will be)\s+to\s+(?P<rest>.+)$",
    re.I | re.S,
)
MODAL = re.compile(r"(?<=\s)(?:should|will|must|shall|needs? to|has to|have to|is to|are to|may|would)(?=\s)", re.I)
FINITE = re.compile(
    r"(?<=\s)(?:falls?|rises?|drops?|stays?|remains?|reach(?:es)?|takes?|costs?|goes|equals|achieves?|hits"
    r"|answers?|detects?|"
    r"reduces?|increases?|cuts?|raises?|handles?|resolves?|processes|classif(?:y|ies)|translates?|predicts?|finds?|"
    r"covers?|delivers?|lowers?|grows?|shrinks?|brings?|gets?|launch(?:es)?|introduces?)(?=\s)",
    re.I,
)
# These say how things are; they are a goal only with a value to be reached.
STATE = re.compile(r"(?<=\s)(?:is|are|has|have|improves?|makes?|helps?|supports?|uses?|runs?)(?=\s)", re.I)
NO_STATEMENT = re.compile(
    r"\?|^\s*(?:it (?:would|is time)|what|how|i'd|i would|i need|we(?:'re| are) hoping|we hope|if only|"
    r"the board|maybe)\b",
    re.I,
)
NOMINAL = re.compile(
    r"^(?:(?:an?|the)\s+)?(?:[a-z]+\s+)?"
    r"(?P<noun>(?!consumption|production|satisfaction|information|position|condition|section|option|attention)"
    r"[a-z]*(?:tion|ment|sal|crease|launch|rollout|uplift|drop|rise|growth|lift|doubling|halving|"
    r"lowering|raising))"
    r"\s+(?:of|in|to|for|by)\b",
    re.I,
)
_REACHED = re.compile(
    r"(?:reduction|increase|decrease|improvement|drop|rise|growth|uplift|lift|optimi[sz]ation|acceleration|doubling|"
    r"halving|lowering|raising)$",
    re.I,
)
# Where the main clause ends and what follows should stay behind the values put in.
CLAUSE_END = re.compile(
    r",\s|;\s?|:\s|\s[–—-]\s|\s+(?:so that|in order to|while|without|because|although|where|when|whereas|thereby)\b"
    r"|\s+\((?=[^()\[]*\)\s*$)",
    re.I,
)
_LABEL = re.compile(r"^(?P<label>[^:.;!?(]{2,70}):\s+(?P<rest>\S.*)$", re.S)


# What cannot follow an order: "Search for …" can be one, "Rollout of …", "Delivery takes …", "Costs down" cannot.
_NO_ORDER = re.compile(
    r"\s+(?:of|for)\b|\s+(?:\w+\s+)?(?:takes|should|must|will|is|are|to be)\s"
    r"|(?:\s+\w+)?\s+(?:up|down)\s*[.!,;]?\s*(?:and\b|$)",
    re.I,
)
_IN = re.compile(r"\s+in\b", re.I)


def infinitive_core(text: str) -> str | None:
    """The bare infinitive of a wish or an order: "We want to cut costs", "Our aim is to cut costs", "Cut costs"."""
    text = text.strip().rstrip(".!")
    if NO_STATEMENT.search(text):
        return None
    for pattern in (_AIM, _WISH):
        if match := pattern.match(text):
            return next(group for group in match.groups() if group)
    first = re.match(r"[A-Za-z][a-z-]+\b", text)
    noun = first and (_NO_ORDER.match(text[first.end() :]) or (NOMINAL.match(text) and _IN.match(text[first.end() :])))
    return lower_first(text) if first and not noun and _is_order(first.group()) else None


def _is_order(word: str) -> bool:
    if word.lower().endswith(("ing", "tion", "ed", "ment", "s")) and not word.lower().endswith("ss"):
        return False
    groups = ("downward", "upward", "doing", "vague_verbs")
    return any(verb_pattern("en", group).fullmatch(word) for group in groups)


def labelled(text: str) -> tuple[str, str] | None:
    """A heading and what follows its colon, None where there is no heading."""
    match = _LABEL.match(text)
    return (match["label"], match["rest"]) if match else None


def is_reached(noun: str) -> bool:
    """Whether a noun of doing is one of change, which is achieved, and not one of work, which is completed."""
    return bool(_REACHED.search(noun))


def main_clause(text: str) -> tuple[str, str]:
    """The main clause and what follows it."""
    cut = CLAUSE_END.search(text)
    return (text[: cut.start()], text[cut.start() :]) if cut else (text, "")


def lower_first(text: str) -> str:
    """The text with a small first letter, unless its first word is an abbreviation."""
    return text if re.match(r"[A-Z]{2}|I\b", text) else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text with a capital first letter; a placeholder stays as it is."""
    return text[:1].upper() + text[1:]
