"""What notes of earlier projects say of risks and problems: sentences found by rules over words, German and English.

A sentence counts where it names a risk or problem ("Risiko", "issue") or tells of one ("verzögerte sich", "was
missing") and does not deny it. Nothing is reworded; which risk a sentence is about is decided in `matching`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.extracting import readable
from assistant.instructions import bare_passage
from assistant.language import content_words
from assistant.passages import Passage
from assistant.sentences import sentences


class Told(StrEnum):
    """What a sentence says of a risk: that it came true, or that somebody fears it."""

    HAPPENED = "happened"
    FEARED = "feared"


@dataclass(frozen=True)
class NotedRisk:
    """A sentence of a note as it stands there, without list marks; `before` is the one in front of it."""

    text: str
    told: Told
    passage: Passage
    before: str = ""


# What went wrong. A denial before it or right behind it takes it back.
_WENT_WRONG = re.compile(
    r"""
    \b(?:verzöger\w+|verspäte\w+|verschob\w*|verschoben|verschieb\w+|ausgefallen|(?:fiel|fielen|fällt)\s[^.;]{0,60}?\baus\b
    |gescheitert\w*|scheiter\w+|fehlte[nt]?|gestoppt|stoppte\w*|blockier\w+|abgelehnt|lehnte[nt]?\s[^.;]{0,60}\bab
    |überschritten|übersteig\w+|mehrkosten|verloren|unbrauchbar\w*|falsch\w*|fehlalarm\w*|alarmflut|störung\w*
    |unvollständig\w*|veraltet\w*|lückenhaft\w*|datenlücken?|beschädigt|unterschätz\w+|widersprüchlich\w*
    |widersprech\w+|abgewiesen\w*|kündig(?:te|ten|t)|gekündigt|verspätung\w*|stillstand|gesunken
    |zurückgestellt|bemängel\w+|beanstandet|kritisier\w+|überlastet\w*|zu\s(?:spät|wenig\w*|langsam|teuer)
    |zu\sknapp
    |delay\w*|slip(?:s|ped|ping)?|fail(?:s|ed|ure|ures|ing)?|missing|lacked|blocked|stalled|outages?|overrun\w*
    |overspent|exceeded|rejected|wrong|incorrect\w*|outdated|obsolete|incomplete|inconsistent\w*|contradict\w*|broke\w*
    |down\sfor|underestimated|unsupported|hallucinat\w+|lost|resigned|complain\w+|too\s(?:late|slow
    |few|little|expensive)|backlog|postponed|not\senough|over\sbudget)\b
    """,
    re.I | re.X,
)
# What is a problem in itself because something was denied.
_NOT_DONE = re.compile(
    r"""
    \bnicht\s(?:\w+\s){0,2}?(?:eingehalten|erreicht|verfügbar|zulässig|nutzbar|geklärt|gemessen|erkannt|besetzt|bekannt
    |informiert|dokumentiert|abgestimmt|freigegeben|genehmigt|gehalten|vollständig|ausreichend\w*|belegt|vergleichbar)\b
    | \berfuhr\b[^.;]{0,50}\bnicht[s]?\b | \b(?:reicht\w*|genüg\w+|funktionier\w+|passt\w*)\b[^.;]{0,40}\bnicht\b
    | \bcannot\sbe\s(?:held|met|used)\b
    | \bnot\s(?:\w+\s){0,2}?(?:met|signed|available|approved|reached|agreed|measured|documented|informed|reviewed|ready
    |usable|allowed|comparable|enough)\b
    """,
    re.I | re.X,
)
# What somebody expects to go wrong.
_FEARED = re.compile(
    r"""
    \b(?:risiko|risiken|(?:haupt|rest|projekt)risik(?:o|en)|gefahr(?:en)?|befürcht\w+|bedenken|droht|drohen|drohte\w*
    |gefährde\w+|sorge[n]?|kritisch\w*|warnt\w*|engpass|engpässe|abhängigkeit\w*
    |risks?|dangers?|fears?|feared|worr(?:y|ies|ied)|concern(?:s|ed)?\s(?:about|over|that)|threat\w*|at\srisk|jeopardi[sz]e\w*|warned
    |warns|bottleneck\w*|dependen(?:t|cy|cies)\son)\b
    """,
    re.I | re.X,
)
_PROBLEM = re.compile(
    r"""
    \b(?:problem(?:e|en|s)?|schwierigkeit(?:en)?|hindernis(?:se|sen)?|schwachstellen?|mangel|mängel
    |issues?|problems?|difficult(?:y|ies)|obstacles?|impediments?|blockers?|defects?|shortcomings?)\b
    """,
    re.I | re.X,
)
_SIGNS = ((_WENT_WRONG, Told.HAPPENED), (_PROBLEM, Told.HAPPENED), (_FEARED, Told.FEARED))
# In the words before or right behind a sign: it is denied, called small, or over.
_DENIED_BEFORE = re.compile(
    r"\b(?:kein\w*|nicht|ohne|nie|niemals|weder|noch|kaum|statt|gegen|no|not|without|never|none|neither|nor|hardly|zero"
    r"|instead\sof|n['’]t|\w+n['’]t|avoid\w*|prevent\w*|vermeid\w*|verhinder\w*|damit|falls|wenn|if|unless|whether|ob"
    r"|(?:mehr|weniger|more|less|fewer)\s(?:als|than))"
    r"\s+(?:\S+\s+){0,3}$",
    re.I,
)
_BOUND = re.compile(r"\b(?:höchstens|maximal|at\smost|no\smore\sthan)\b", re.I)
_DENIED_BEHIND = re.compile(
    r"^\s*(?:\w+\s+){0,2}?(?:nicht\b(?!\s+nur)|not\b(?!\s+only)|ausgeschlossen\b|behoben\b|gering\b|niedrig\b"
    r"|(?:was|were|is|are|has\sbeen)\s+(?:\w+\s+)?(?:ruled\sout|low|small|negligible|avoided)\b|(?:für|als)\s+gering\b)",
    re.I,
)
# Names of papers and methods; then decisions, tasks and questions.
_NO_RISK = re.compile(
    r"\brisiko(?:liste|register|management|analyse|bewertung|bericht|matrix)\w*\b"
    r"|\brisk\s(?:list|register|management|analysis|assessment|report|matrix)\b"
    r"|\bhochrisiko\S*|\bhigh-risk\b|\bfehlerquote\w*|\bfehleranalyse\w*|\bissue\s+(?:#|no)\S*",
    re.I,
)
_TASK = re.compile(
    r"^(?:(?:beschluss|decision|resolution)\s*\d*\W*:|(?:A|T|TODO|Aufgabe|Action)\s?\d+\b)|\?\s*[\"“”']?$", re.I
)
_TASKS = re.compile(r"aufgaben|action items?|to-?dos?|nächste schritte|next steps|teilnehm|participants", re.I)
# Under such a heading every point is a risk that somebody expects.
_RISKS = re.compile(
    r"^(?:\W|\d)*(?:(?:bekannte|wichtigste|known|main|top|projekt|project)\W*)?(?:risiken|risks?)\b", re.I
)
_ONLY_IF = re.compile(r"\b(?:falls|wenn|sofern|ob|if|unless|whether|in\scase|should)\b", re.I)
_CLAUSE_END = re.compile(r"(?<!\d)[,;:.–]|[,;:.–](?!\d)")
_FEWEST_WORDS = 5
_LONGEST = 400


def noted_risks(passage: Passage) -> Iterator[NotedRisk]:
    """The sentences of a note that tell of a risk or problem, in reading order."""
    if passage.headings and _TASKS.search(passage.headings[-1]):
        return
    listing = bool(passage.headings and _RISKS.search(passage.headings[-1]))
    text, before = bare_passage(passage).text, ""
    for start, end in sentences(text):
        sentence = readable(text[start:end])
        told = Told.FEARED if listing else told_in(sentence)
        told = None if sentence.startswith(("|", ">")) or _TASK.search(sentence) else told
        if told and len(content_words(sentence)) >= _FEWEST_WORDS and len(sentence) <= _LONGEST:
            yield NotedRisk(sentence, told, passage, before)
        before = sentence


def told_in(sentence: str) -> Told | None:
    """What a sentence tells of a risk, None where it names none or denies it."""
    bare = _NO_RISK.sub(" ", sentence)
    if (match := _NOT_DONE.search(bare)) and not _ONLY_IF.search(_clause_before(match)):
        return Told.HAPPENED
    for pattern, told in _SIGNS:
        if any(not _denied(match) for match in pattern.finditer(bare)):
            return told
    return None


def _clause_before(sign: re.Match[str]) -> str:
    return _CLAUSE_END.split(sign.string[: sign.start()])[-1]


def _denied(sign: re.Match[str]) -> bool:
    """Whether the clause takes the sign back. Clauses end at commas, semicolons and dashes."""
    before = _clause_before(sign)
    behind = _CLAUSE_END.split(sign.string[sign.end() :])[0]
    return bool(_BOUND.search(before) or _DENIED_BEFORE.search(before) or _DENIED_BEHIND.search(behind))
