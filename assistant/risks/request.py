"""Whether a message asks for risks of something planned, or for what a stored list, register or document says of risks.

Rules over the words of the sentence that asks. The past, a register, one named risk and whatever is asked of it (who,
when, how high) point to documents; so does a project that is stored, and a message that names nothing to think of.
"""

import re
from collections.abc import Iterable

from assistant.language import content_words, detect, fold_umlauts
from assistant.sentences import sentence_texts

_DANGER = re.compile(
    r"""\b(?:\w*risiko\w*|\w*risiken|gefahr(?:en)?|gefährd\w*|riskant|gefährlich|stolper\w+|fallstricke?|schwachstellen?|bedrohung\w*
    |schief\w*|scheitern|spricht\s+(?:da)?gegen|droh(?:t|en)|worauf|risks?|risky|dangers?|dangerous|threats?|threaten\w*|pitfalls?|traps?
    |endanger\w*|jeopardi[sz]e\w*|go(?:es)?\s+wrong|fail|watch\s+out|speaks\s+against)\b""",
    re.I | re.X,
)
# A list that shall be made is none that is there.
_CREATE = re.compile(
    r"""\b(?:erstell\w*|mach\w*|leg\w*|entwirf|entwerf\w*|stell\w*|create|draw\s+up|make|draft|prepare|compile|write)\b[^.?!]{0,30}
    \b(?:eine?n?|an?|the)\s+(?:\w+\s+){0,2}?(?:risikoliste|risikoregister|liste\b|risk\s+(?:list|register|log))""",
    re.I | re.X,
)
_PAST = re.compile(
    r"""\b(?:hatten?|gab(?:\s+es|['’]?s)|waren?|wurden?|worden|blieb(?:en)?|trat(?:en)?|bestand(?:en)?|sah(?:en)?|galt(?:en)?
    |were|had|did|came|remained|occurred|happened)\b
    | \b(?:haben|hat|sind|ist)\b[^.?!]*\b(?:\w*ge\w{2,}t|\w+iert|\w*getreten|\w*gesehen|erfasst|erkannt|benannt
      |vermerkt|beschlossen|überfällig|offen|geschlossen|bekannt)\b
    | \b(?:has|have|is|are)\b[^.?!]*\b(?:logged|recorded|listed|documented|identified|noted|raised|accepted|closed
      |overdue|due|come\s+true|materiali[sz]ed|been|still\s+open)\b""",
    re.I | re.X,
)
# In German "was" asks.
_ENGLISH_PAST = re.compile(r"\bwas\b", re.I)
_STORED = re.compile(
    r"""\brisiko(?:register|liste|log)\w*|\brisk\s+(?:register|list|log)\b
    | \b(?:im|in\s+the|aus\s+dem|from\s+the)\s+register\b
    | \b(?:laut|gemäß|according\s+to)\b
    | \b(?:im|in\s+den|in\s+unseren|in\s+the|in\s+our)\s+(?:\w+\s+)?(?:protokoll\w*|unterlagen|dokumenten?|akten
      |statusbericht\w*|minutes|documents|notes|files|reports?)\b
    | \b(?:nennt|steht|(?<!weg\s)stehen|enthält|mentions?|says?|say|contain)\b
    | \b(?:offene|aktuelle|derzeitige|bekannte|bisherige|überfällige|akzeptierte|erfasste|dokumentierte|kritische
      |geschlossene|open|current|known|existing|overdue|accepted|recorded|documented|critical)[nrs]?\s+(?:\w+\s+)?(?:risik|risk)
    | \b(?:frühere|vergangene|vorherige|andere|abgeschlossene|earlier|previous|past|other|former)[nr]?\s+(?:[\w-]+\s+)?
      (?:\w+-)?(?:projekt|project)
    | \brestrisik\w*|\bresidual\s+risks?""",
    re.I | re.X,
)
# One risk that has a name, and what is asked of it: no question for risks.
_ONE = re.compile(
    r"""\b(?:[Dd]as|[Dd]em|[Dd]es|[Dd]ieses|[Dd]iesem)\s+Risikos?\s+(?:[„“"»‚]|[A-ZÄÖÜ]|nr|\d)
    | \b[Rr]isk\s+(?:[“"„'‘]|[A-Z]\w*\d|\d|no\b|number\b) | \bR-?\d{1,3}\b
    | \b[Tt]he\s+(?!(?:biggest|main|greatest|largest|key|top|worst|most|typical|legal|possible|potential|technical)\b)
      (?:[\w-]+\s+){1,3}risk\b(?!\s+(?:of|in|for|when|that)\b)
    | \b(?:[Ww]elche[rsn]?|[Ww]elches|[Ww]hich|[Ww]hat|[Nn]enne?n?|[Ll]ist|[Ss]how)\s+(?:\w+\s+){0,2}?
      (?:(?:Gegen|Risiko)?[Mm]aßnahmen?|[Bb]ewertung|Punktzahl|Frühwarn\w+|Verantwortliche\w*|(?:counter)?measures?|mitigations?|scores?|ratings?|owners?|triggers?
      |early\s+(?:signs?|warnings?))\b
    | \b[Ww]elches\s+Risiko\b[^.?!]*\b(?:höchste|größte|Punktzahl) | \b[Ww]hich\s+risk\b[^.?!]*\b(?:highest|score)""",
    re.X,
)
_FACT = re.compile(
    r"""^\W*(?:und\s+|and\s+)?(?:wer|wem|wessen|wann|warum|wieso|weshalb|wie\s*viele?|wie\s+(?:hoch|oft|lange|wird|werden|ist|sind)
    |wo\b(?!rauf)|bis\s+wann|seit\s+wann|who|whose|when|why|how\s+(?:many|much|high|often|long)|how\s+(?:is|are)|where)\b""",
    re.I | re.X,
)
_QUESTION = re.compile(r"\?\s*$")
# Words that every project and every question about risks has: alone they say nothing to think of.
_GENERAL = re.compile(
    r"""(?:\w*risiko\w*|\w*risiken|risks?|risky|riskant|gefahr(?:en)?|gefähr\w+|dangers?|dangerous|threats?|threat\w*|pitfalls?|stolper\w+
    |fallstricke?|(?:ki-?|ai-?)?projekt(?:e[ns]?|s)?|(?:ki|ai)|(?:ai-)?projects?|vorhabens?|unse?re?\w*|größte[nr]?|wichtigste[nr]?
    |biggest|main|greatest|top|drei|fünf|three|five|zehn|ten|nenne?n?|name|list\w*|zeig\w*|show|finde?n?|find|gibt|geben|gib|give
    |sehen|see|seht|haben|hat|achten|watch|wrong|schief\w*|passieren|happen|typische[nr]?|typical|mögliche[nr]?|possible|bitte|please
    |vorschlag\w*|schlag\w*|suggest|assess|bewerte\w*|create|erstelle\w*|mach\w*|identify|fail|scheitern|worauf|rechnen|endanger\w*)""",
    re.I | re.X,
)


def description_in(message: str, *, projects: Iterable[str] = ()) -> str | None:
    """What the risks shall be proposed for; None where the message asks what documents say. `projects` are the names
    of those that have documents: a question about one of them asks for its own risks."""
    asking = [text for text in sentence_texts(message) if _DANGER.search(text)]
    said = " ".join(asking) or message
    if not asking and _QUESTION.search(message):
        return None
    if asking and (_FACT.search(said) or _ONE.search(said)):
        return None
    if asking and not _CREATE.search(said) and (_STORED.search(said) or _is_past(said)):
        return None
    if any(_names(message, project) for project in projects):
        return None
    return message if _says_something(message) else None


def asks_for_risks(message: str) -> bool:
    """Whether a message speaks of risks or what may go wrong at all."""
    return bool(_DANGER.search(message))


def _is_past(said: str) -> bool:
    return bool(_PAST.search(said)) or (detect(said) == "en" and bool(_ENGLISH_PAST.search(said)))


def _names(message: str, project: str) -> bool:
    """Whether a message names a project; 'ein Support-Assistent' and 'a support assistant' are any of the kind."""
    folded = re.sub(r"[-_\s]+", " ", fold_umlauts(message))
    name = re.sub(r"[-_\s]+", " ", fold_umlauts(project)).strip()
    found = re.search(rf"(?:(\w+) )?\b{re.escape(name)}\b", folded) if name else None
    return bool(found) and (found[1] or "") not in ("ein", "eine", "einen", "einer", "einem", "eines", "a", "an")


def _says_something(message: str) -> bool:
    return any(not _GENERAL.fullmatch(word) for word in content_words(message))
