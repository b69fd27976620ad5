"""Whether a message is a goal to be checked and put better, and which part of it is the goal.

Rules over the first words and the shape of the message; a question is never a goal unless it asks for a rewrite.
"""

import re
from datetime import date

from assistant.goals import english_shapes, german_shapes
from assistant.goals.fact import FactKind, Role
from assistant.goals.facts import find_facts
from assistant.goals.goal_language import goal_language

LONGEST = 1_000
_REQUEST = re.compile(
    r"""\b(?:formulier\w*|überarbeit\w*|verbesser\w*|prüf\w*|schreib\w*|mach\w*|umformulier\w*|schärf\w*
        |konkretisier\w*|bewert\w*)\b[^.?!:\n]{0,60}\b(?:\w*ziel(?:e|en|s|formulierung)?|smart\w*)\b
    | \b(?:smart(?:es|e)?|smarter)\b[^.?!:\n]{0,40}\bziel\w* | \bziel\w*\b[^.?!:\n]{0,40}\b(?:smart
        |umformulier\w*|formulier\w*|überarbeit\w*|prüfen)\b
    | \b(?:write|rewrite|rephrase|reword|improve|check|sharpen|review|make|turn|formulate
        |word)\b[^.?!:\n]{0,60}\b(?:goals?|objectives?|smart)\b
    | \bsmart\b[^.?!:\n]{0,30}\b(?:goal|objective|version|rewrite)\b
    | \b(?:formulier\w*|schreib\w*|mach\w*|fass\w*|make|write|put|turn|word)\b[^.?!:\n]{0,40}\b(?:messbar\w*
      |konkret\w*
        |measurable|concrete|specific)\b
    | \b(?:was\s+fehlt|ist|sind|taugt)\b[^.?!:\n]{0,30}\b\w*ziel(?:e|en)?\b
    | \b(?:what\s+is\s+missing|what's\s+missing|is|are)\b[^.?!:\n]{0,30}\b(?:goals?|objectives?)\b
    | ^\s*(?:ist|is)\s+[„“\"»«'‚].*\bsmart\b""",
    re.I | re.X,
)
# "Formuliere ein Ziel für …": what stands behind it is what the goal shall be about.
_ABOUT = re.compile(
    r"\b(?:formulier\w*|schreib\w*|write|word|formulate|draft)\b[^.?!:\n]{0,30}\b(?:\w*ziel|goal|objective)\s+"
    r"(?:für|zu[rm]?|for|about)\s+(\S+\s+\S[^.?!\n]*)",
    re.I,
)
# Orders to the assistant: to collect and to propose is what it does, not what the project shall reach.
_ORDER = re.compile(
    r"""^\s*(?:(?:bitte|please|kannst\s+du|can\s+you)\s+)?(?:
      (?:stell\w*|trag\w*|such\w*|schreib\w*|fass\w*)\b.*\b(?:zusammen|heraus|raus|auf)\W*$
    | (?:gib|geben\s+sie|nenn\w*|schlag\w*\b.*\bvor|such\w*\s+(?:mir|bitte|nach|alle|die)|finde?\s+(?:mir
      |alle|die))\b
    | put\s+together | compile | give\s+(?:me|us) | find\s+(?:me|all|the) | look\s+up | search\s+(?:for
      |the) | suggest | propose
    | (?:\w+\s+){0,4}?(?:erstell\w*|mach\w*|sammle?|sammeln|collect|gather|create|prepare|draw\s+up|do
      |make)\b[^.:]{0,30}
      \b(?:\w*risiko\w*|risiken|lektionen|erfahrungen|lessons?|experiences?|risks?)\b)""",
    re.I | re.X,
)
# "Weniger Ausschuss durch …": a change as a heading.
_HEADING = re.compile(
    r"^\s*(?:weniger|mehr|(?:höher|kürzer|schneller|besser|geringer|niedriger|zufrieden|günstiger)e?[rs]?|fewer|less|more|higher"
    r"|shorter|faster|better|lower|happier|cheaper)\s+(?!informationen|infos?|details|beispiele|information|examples)\S+.*"
    r"\b(?:durch|mit|mithilfe|dank|by|through|with|thanks\s+to)\s+\S+",
    re.I,
)
_LABELLED = re.compile(
    r"^\s*(?:(?:unser|mein|das|our|my|the)\s+)?(?:projekt|project\s+)?(?:ziel|goal|objective|aim)\s*[:–]\s*\S", re.I
)
_QUESTION = re.compile(
    r"\?\s*$|^\s*(?:was|wer|wie|wo|wann|warum|wieso|weshalb|welche\w*|wem|wen|wessen|woran|womit|wofür|"
    r"worauf|gibt es|gab es|haben wir|hat|kann|können|sind|ist das|nenne|zeig\w*|erklär\w*|liste|fasse|"
    r"whats|what|who|how|where|when|why|which|whose|is there|are there|did|does|do we|do you|has|have we|can|"
    r"could|show|explain|list|summar\w*|describe|tell|plan (?:für|for)|vorlage|checkliste|template|checklist)\b",
    re.I,
)
_STATED = re.compile(
    r"^\s*(?:(?:bis|in|im|by|in|within|until|this|next|dieses|nächstes)\b[^,]{0,40},?\s+)?(?:wir (?:wollen"
    r"|möchten|müssen|sollten|werden|planen)|(?:wollen|möchten|müssen|sollten|werden) wir|"
    r"(?:unser |das |our |the |my |mein )?(?:ziel|goal|aim|objective) (?:ist|is|wäre)|we (?:want|need|"
    r"would like|plan|intend|aim|will|should|must)\b|ich (?:will|möchte)|i want)",
    re.I,
)
# A period before an order: "Within six months, classify …".
_FRONT = re.compile(r"^\s*(?:bis|in|innerhalb|binnen|by|within|until|this|next)\b[^,.;:]{2,40},\s*", re.I)
# Small talk and reports of what has been hold figures too.
_GREETING = re.compile(
    r"^\s*(?:(?:vielen )?dank|danke|hallo|guten (?:morgen|tag|abend)|okay|ok|ja|nein|(?:many )?thanks|"
    r"thank you|hello|hi|"
    r"good (?:morning|afternoon|evening)|yes|no)\b",
    re.I,
)
_REPORTED = re.compile(
    r"\b(?:war|waren|lag|lagen|hatte|hatten|betrug|betrugen|stieg|stiegen|sank|sanken|fiel|fielen|"
    r"erreichte|startete|wurde|wurden)\b"
    r"|\b(?:hat|haben)\b[^.;]*\b\w*(?:ge|ier|er|be|ver)\w*(?:t|en)\s*[.!]?$|\b(?:gesunken|gestiegen|"
    r"gefallen|gewachsen)\b"
    r"|\b(?:was|were|had|did|rose|fell|dropped)\b|\b(?:we|it|they|pilot|model|team|project|system)\s+\w{3,}ed\b",
    re.I | re.S,
)
_CHANGES = re.compile(
    r"\b(?:soll|sollen|muss|müssen|should|must|shall|(?:is|are|has|have)\s+to|to\s+be)\b"
    r"|\b(?:um|by)\s+\d|\d\s*(?:%|prozent|percent)",
    re.I,
)
# Roles of a value that say what shall be, not what is.
_WANTED = (Role.TARGET, Role.CHANGE)


def goal_in(message: str) -> str | None:
    """The goal of a message, None where it is something else: "Formuliere SMART: …" gives what stands behind it."""
    text = message.strip()
    if not text or len(text) > LONGEST:
        return None
    if about := _ABOUT.search(text):
        return about[1].strip()
    if _REQUEST.search(text) and (goal := _behind_request(text)):
        return goal
    if _LABELLED.match(text):
        return text
    if _REQUEST.search(text) or _QUESTION.search(text) or _ORDER.search(text):
        return None
    return text if _STATED.match(text) or _HEADING.match(text) or _has_goal_shape(text) else None


def _behind_request(text: str) -> str | None:
    """What stands in quotation marks, behind a colon or in the next line; None where only the request is there."""
    quoted = re.search(r"[„“\"»«'‚](.{8,}?)[“”\"«»'‘](?=\s*[.?!]?\s*$|\s)", text, re.S)
    if quoted:
        return quoted[1].strip()
    _request, mark, rest = text.partition(":") if ":" in text else text.partition("\n")
    return rest.strip() if mark and rest.strip() and _REQUEST.search(_request) else None


def _has_goal_shape(text: str) -> bool:
    """An infinitive or an order of a few words up to a few sentences, or a clause that says what shall be: in words, by
    a deadline or by a target."""
    if len(text.split()) < 2:
        return False
    shapes = german_shapes if goal_language(text) == "de" else english_shapes
    if shapes.infinitive_core(_FRONT.sub("", text)) is not None:
        return not _GREETING.match(text)
    if _GREETING.match(text) or _REPORTED.search(text):
        return False
    return bool(_CHANGES.search(text)) or _has_goal_facts(text)


def _has_goal_facts(text: str) -> bool:
    facts = find_facts(text, goal_language(text), date.today())
    return any(fact.kind is FactKind.DEADLINE or fact.role in _WANTED for fact in facts)
