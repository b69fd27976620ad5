"""Finds what minutes and retrospectives may have to teach, by rules over words: candidates for lessons.

Labels ("Lehre: …"), phrases ("beim nächsten Mal", "we should have"), and the lists and tables of retrospectives (Start,
Stop, Continue; Keep, Problem, Try; Mad, Sad, Glad). Each candidate quotes its source with its place. A candidate is a
suggestion: nothing is stored before somebody has confirmed it, and sentences that only sound like one do occur.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.extracting import readable
from assistant.instructions import bare_document
from assistant.language import content_words, fold_umlauts
from assistant.lessons.capture import LessonForm
from assistant.lessons.card import Part
from assistant.lessons.cards import table_rows
from assistant.lessons.part_names import labels, part_named
from assistant.passages import Passage
from assistant.sentences import sentences


class Sign(StrEnum):
    """By what a candidate was recognised."""

    LABEL = "label"
    HEADING = "heading"
    PHRASE = "phrase"
    RETROSPECTIVE = "retrospective"


@dataclass(frozen=True)
class Candidate:
    """A place that may hold a lesson: `text` is what passage.text holds from `start` to `end`, without list marks.
    `part` is what it would be in a lesson, `before` the sentence in front of it, which often tells the situation."""

    passage: Passage
    start: int
    end: int
    text: str
    part: Part
    sign: Sign
    before: str = ""

    def as_dict(self) -> dict[str, object]:
        """As JSON output shows it."""
        return {
            "text": self.text,
            "part": str(self.part),
            "sign": str(self.sign),
            "before": self.before,
            "document": self.passage.document,
            "heading": self.passage.heading,
            "start": self.start,
            "end": self.end,
        }


# What was wished for afterwards, and what is to be done another way.
_RECOMMENDS = re.compile(
    r"""
    \b(?:beim|zum|fürs|im|ins)\s+nächste[ns]?\s+(?:mal|projekt|vorhaben|piloten|sprint)\b | \bnächstes\s+mal\b
    | \bfür\s+(?:das|ein|den)\s+(?:nächste|folge)\w*\s*(?:projekt|vorhaben|piloten|release)\b
    | \b(?:künftig|in\s+zukunft|zukünftig)\b | \bnie\s+wieder\b
    | \b(?:wir|ich)\s+(?:raten|rate|empfehlen|empfehle)\b | \b(?:raten|rate|empfehlen|empfehle)\s+(?:wir|ich)\b
    | \bwürden\s+(?:wir|sie)\s+(?:heute\s+)?(?:anders|früher|wieder|nicht\s+(?:mehr|wieder))\b
    | \b(?:das|dies|es)\s+(?:machen|würden)\s+wir\s+anders\b | \bwir\s+müssen\s+(?:uns\s+angewöhnen|lernen)\b
    | \bwenn\s+wir\s+(?:noch\s+)?(?:einmal|neu)\b | \bbehalten\s+wir\s+bei\b
    | \b(?:wird|werden)\s+empfohlen\b | \bempf(?:iehlt|ahl)\b | \bdarf\b[^.;]*\bnicht\s+wieder | \bab\s+sofort\b
    | ^(?:achten\s+sie\s+darauf|stellen\s+sie\s+sicher|make\s+sure|don['’]t|do\s+not|never|always)\b
    | \b(?:do|done)\s+differently\b | \brecommends?\s+(?:that|to|\w+ing)\b
    | \bnext\s+time\b | \bin\s+(?:the\s+)?future\b | \bgoing\s+forward\b | \bfrom\s+now\s+on\b
    | \bin\s+(?:the|our)\s+next\s+(?:project|pilot|sprint|release)\b | \bnever\s+again\b
    | \b(?:we|i)\s+(?:strongly\s+)?(?:recommend|advise|suggest)\b | \bif\s+we\s+(?:had|could|were)\b
    | \bwe\s+(?:will|should|shall)\s+(?:keep|stop|never|always|not\s+(?:repeat|again))\b
    | \b(?:we|i|they)(?:\s+would|['’]d)\s+(?:do|start|begin|plan|ask|test|measure|involve|not|never)\b
    | \bbefore\s+the\s+next\s+(?:project|phase|release)\b
    """,
    re.I | re.X,
)
# What was understood too late, what would have been otherwise, and what proved itself. What "would have been" is only
# said in hindsight, so any such sentence is taken.
_TEACHES = re.compile(
    r"""
    \b(?:hätte|wäre)[nt]?\b[^.;]*\b(?:ge\w+(?:t|en)|(?:be|ver|er|ent|zer)\w+(?:t|en)|\w+iert|\w+ge\w+(?:t|en)
      |\w+en\s+(?:können|müssen|sollen|dürfen)|früher|vorher|vermeidbar|besser|billiger)\b
    | \b(?:früher|eher|vorher|zuerst|besser)\b[^.;]*\bhätte[nt]?\b
    | \b(?:rückblickend|im\s+nachhinein|im\s+rückblick)\s*(?:,|betrachtet|(?:zu|nicht|falsch|richtig)\b
      |war|ist|wäre|hätte|haben|hat|würde)
    | \b(?:unter|über)schätzt(?:e|en)?\b | \brächt(?:e|en)?\s+sich\b | \bsich\b[^.;]*\b(?:rächt|gerächt)\b
    | \b(?:haben|hat|mussten)\s+(?:\w+\s+){0,3}?(?:gelernt|lernen)\b | \blernen\s+wir\b
    | \bnehmen\s+wir\s+mit\b | ^(?:fazit|lehre|erkenntnis)\b[^:.]{0,50}:
    | \bsich\s+(?:\w+\s+){0,3}?(?:gezeigt|herausgestellt|erwiesen)\b | \bstellte\s+sich\s+(?:\w+\s+){0,2}?heraus\b
    | \berwies(?:en)?\s+sich\b | \bbewährt\b | \bausgezahlt\b | \bsich\s+gelohnt\b
    | \b(?:besser|schlechter|aufwendiger|aufwändiger|länger|teurer)\s+als\s+(?:erwartet|gedacht|geplant|angenommen)\b
    | \b(?:der|unser|ein|größter)\s+fehler\s+war\b | \bwar\s+(?:\w+\s+){0,2}?ein\s+fehler\b | \bzu\s+spät\b
    | \bfiel\b[^.;]*\berst\b[^.;]*\bauf\b | \bwie\s+wichtig\b | \bzu\s+(?:optimistisch|knapp|kurzfristig)\b
    | ^(?:positiv|negativ|gut|schlecht)\s*: | \b(?:größte|böse)\s+überraschung\b
    | \bzum\s+glück\b | \bglücklicherweise\b
    | \b(?:kostete|gekostet|verloren|verlor\w*)\b[^.;]*,\s*weil\b
    | \b(?:should|could|would|might|ought\s+to)(?:\s+not|n['’]t)?\s+have\s+(?!liked|loved|preferred)
      (?:\w+ed|been|\w+[^s]en|seen|\w*caught|found|spent|kept|made|had|known|cost|asked|told|held|brought|sent|lost)\b
    | ^had\s+(?:we|they|the|it|someone|anyone)\b[^.;]*\b(?:would|could|might)\b
    | \b(?:in|with)\s+hindsight\b | \blooking\s+back\b | \bwe\s+(?:have\s+)?learn(?:ed|t)\b | \btoo\s+late\b
    | \b(?:under|over)estimated\b | \bwas\s+a\s+mistake\b | \bmistakes?\s+(?:was|were|we)\b
    | \b(?:biggest|main)\s+(?:surprise|mistake|lesson)\b | \b(?:luckily|fortunately)\b
    | \b(?:it|this)\s+turned\s+out\b | \b(?:proved|turned\s+out)\s+to\s+be\b
    | \b(?:better|worse|harder|longer|easier)\s+than\s+(?:expected|planned|thought)\b
    | \blost\b[^.;]*\bbecause\b | \bcost\s+us\b | \b(?:best|worst)\s+decisions?\b
    | \btoo\s+optimistic\b | \bhow\s+important\b
    | \bwish\s+(?:we|i|they)\s+had\b | \bregret(?:s|ted)?\s+(?:not|that|having)\b | \bpaid\s+off\b
    | \bworked\s+(?:very\s+)?well\b
    """,
    re.I | re.X,
)
# What was left out or taken for granted: it tells of a situation that somebody may have learned from.
_TELLS = re.compile(
    r"""
    \bniemand(?:em|en)?\s+(?:\w+\s+){0,5}?(?:hatte|zugeordnet|zuständig|gefragt|geprüft)\b | \bhatte\s+niemand\b
    | \bnirgends\s+(?:festgehalten|geregelt|dokumentiert)\b
    | \b(?:ging|gingen)\s+(?:\w+\s+){0,3}?davon\s+aus\b | \bstillschweigend\b
    | \b(?:nobody|no\s+one)\s+had\b | \bhad\s+(?:wrongly\s+)?assumed\b
    """,
    re.I | re.X,
)
_PHRASES = ((Part.RECOMMENDATION, _RECOMMENDS), (Part.LESSON, _TEACHES), (Part.SITUATION, _TELLS))
# Nothing has been learned where it is only asked, planned or denied.
_NO_LESSON = re.compile(
    r"\?\s*$|\bnicht\s+zu\s+spät\b|\bnot\s+too\s+late\b|\bnächste[ns]?\s+(?:termin|sitzung|treffen)\b|\bnext\s+meeting\b"
    r"|\bwill\s+(?:present|report|attend|join|chair|host)\b|\b(?:herr|frau|mr|mrs|ms)\.?\s+\w+\s+(?:kam|kommt|came|arrived)\b",
    re.I,
)
# What the column or heading of a retrospective collects.
_RETROSPECTIVE = {
    Part.RECOMMENDATION: """start|starten|anfangen|beginnen|stop|stopp|stoppen|aufhoren|continue|weitermachen
        |beibehalten|keep|behalten|try|probieren|versuchen|ausprobieren|more of|mehr davon|less of|weniger davon|actions
        |what to change|was andern wir|to improve|improve|verbessern|besser machen|was konnen wir besser machen
        |what could be better|what can be improved|could be improved""",
    Part.LESSON: """went well|what went well|gut gelaufen|was lief gut|das lief gut|lief gut|positiv|glad|liked|learned
        |learnt|gelernt|what we learned|wins|erfolge""",
    Part.SITUATION: """problem|problems|probleme|schlecht gelaufen|lief schlecht|was lief schlecht|was lief nicht gut
        |lief nicht so gut|negativ|mad|sad|lacked|longed for|went wrong|what went wrong|what did not go well
        |what went badly|didnt go well|what didnt go well|hindernisse|blockers|impediments""",
}


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", fold_umlauts(name)).replace("_", " ").split())


_RETRO_PART = {_plain(name): part for part, names in _RETROSPECTIVE.items() for name in names.split("|")}
_ITEM = re.compile(r"^[ \t]*(?:[-*•]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(.+)$", re.M)
_FEWEST_WORDS = 2
_LONGEST_TITLE = 70
# Of a sentence, so many characters are looked at; what is longer is no sentence.
_LONGEST = 600
# How far from a candidate the sentences around it may reach, in characters.
_AROUND = 300


def candidates(passages: Sequence[Passage]) -> list[Candidate]:
    """The candidates of a document in reading order, each place once; the surest sign counts."""
    return [candidate for passage in passages for candidate in _of_passage(passage)]


def as_form(chosen: Sequence[Candidate]) -> LessonForm:
    """One lesson of one or several candidates of a document, for somebody to look over: their words by part, a sentence
    in front of one as the situation, the document as the source. The title is the beginning of what was learned."""
    texts = {part: [each.text for each in chosen if each.part is part] for part in Part}
    said = {each.text for each in chosen}
    before = [each.before for each in chosen if each.before and each.before not in said]
    told = texts[Part.LESSON] or texts[Part.RECOMMENDATION] or texts[Part.SITUATION]
    source = chosen[0].passage
    return LessonForm(
        title=_shortened(told[0]),
        lesson=" ".join(texts[Part.LESSON]),
        situation=" ".join([*dict.fromkeys(before), *texts[Part.SITUATION]]),
        recommendation="\n".join(texts[Part.RECOMMENDATION]),
        project=source.project or "",
        date=source.date or "",
        language="de" if source.language == "de" else "en",
        source=source.document,
    )


def surroundings(candidate: Candidate) -> str:
    """The sentences around a candidate, which often say what it speaks of; nothing that speaks to a machine."""
    text = bare_document(candidate.passage.text)
    near = [
        " ".join(text[start:end].split())
        for start, end in sentences(text)
        if start > candidate.start - _AROUND and end < candidate.end + _AROUND
    ]
    return " ".join(near)


def _shortened(text: str) -> str:
    text = text.rstrip(" .")
    return text if len(text) <= _LONGEST_TITLE else f"{text[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"


def _of_passage(passage: Passage) -> list[Candidate]:
    found: list[Candidate] = []
    for candidate in (*_labelled(passage), *_columns(passage), *_under_heading(passage), *_phrases(passage)):
        told = len(content_words(candidate.text)) >= _FEWEST_WORDS
        if told and all(candidate.end <= other.start or other.end <= candidate.start for other in found):
            found.append(candidate)
    return sorted(found, key=lambda candidate: candidate.start)


def _labelled(passage: Passage) -> Iterator[Candidate]:
    """ "Lehre: …" up to the end of its line."""
    for _, start, part in labels(passage.text):
        end = passage.text.find("\n", start)
        if part in (Part.LESSON, Part.RECOMMENDATION):
            yield _candidate(passage, (start, len(passage.text) if end < 0 else end), part, Sign.LABEL)


def _columns(passage: Passage) -> Iterator[Candidate]:
    """The cells of a retrospective's table, or of a table of lessons."""
    rows = table_rows(passage.text)
    parts = {column: part for column in (rows[0] if rows else ()) if (part := _collected(column))}
    if len(parts) < 2:
        return
    at = passage.text.find("\n", passage.text.find("\n") + 1)
    for row in rows:
        for column, cell in row.items():
            start = passage.text.find(cell, at) if cell else -1
            if start >= 0:
                at = start + len(cell)
                if column in parts:
                    yield _candidate(passage, (start, at), parts[column], Sign.RETROSPECTIVE)


def _under_heading(passage: Passage) -> Iterator[Candidate]:
    """The points of a list under a heading of a retrospective, or of one that names lesson or recommendation."""
    heading = passage.headings[-1] if passage.headings else ""
    named = part_named(heading)
    part = _RETRO_PART.get(_plain(heading)) or (named if named in (Part.LESSON, Part.RECOMMENDATION) else None)
    if part:
        sign = Sign.HEADING if named else Sign.RETROSPECTIVE
        for item in _ITEM.finditer(passage.text):
            yield _candidate(passage, item.span(1), part, sign)


def _phrases(passage: Passage) -> Iterator[Candidate]:
    before = ""
    for start, end in sentences(passage.text):
        text = passage.text[start:end]
        part = next((part for part, sign in _PHRASES if sign.search(text[:_LONGEST])), None)
        if part and not text.lstrip().startswith("|") and not _NO_LESSON.search(text):
            yield _candidate(passage, (start, end), part, Sign.PHRASE, before=before)
        before = readable(text)


def _candidate(passage: Passage, span: tuple[int, int], part: Part, sign: Sign, *, before: str = "") -> Candidate:
    start, end = span
    return Candidate(passage, start, end, readable(passage.text[start:end]), part, sign, before)


def _collected(column: str) -> Part | None:
    return _RETRO_PART.get(_plain(column)) or part_named(column)
