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
    \b(?:beim|zum|fürs)\s+nächste[ns]?\s+(?:mal|projekt|vorhaben)\b | \bnächstes\s+mal\b
    | \b(?:künftig|in\s+zukunft|zukünftig)\b
    | \bwürden\s+(?:wir|sie)\s+(?:heute\s+)?(?:anders|früher|wieder|nicht\s+(?:mehr|wieder))\b
    | \b(?:das|dies|es)\s+(?:machen|würden)\s+wir\s+anders\b | \bnie\s+wieder\b
    | \bnext\s+time\b | \bin\s+(?:the\s+)?future\b | \bgoing\s+forward\b | \bfrom\s+now\s+on\b
    | \b(?:we|i|they)(?:\s+would|['’]d)\s+(?:do|start|plan|ask|test|measure|involve|not|never)\b
    | \bnever\s+again\b | \bbefore\s+the\s+next\s+(?:project|phase|release)\b
    """,
    re.I | re.X,
)
_TEACHES = re.compile(
    r"""
    \bhätte[nt]?\s+(?:\w+\s+){0,6}?(?:früher|eher|vorher|zuerst|sollen|müssen|gleich|besser|von\s+anfang\s+an)\b
    | \b(?:früher|eher|vorher|zuerst|besser)\b[^.;]*\bhätte[nt]?\b
    | \bwäre\s+(?:\w+\s+){0,6}?(?:besser|billiger|vermeidbar)
    | \b(?:rückblickend|im\s+nachhinein|im\s+rückblick)\s*(?:,|betrachtet|war|ist|wäre|hätte|haben|hat|würde)\w*
    | \b(?:haben|hat|wurde)\s+(?:\w+\s+){0,4}?unterschätzt\b
    | \bunterschätzt(?:e|en)\s+(?:wir|das|die|der)\b | \b(?:wir\s+haben|haben\s+wir)\s+(?:daraus\s+)?gelernt\b
    | \b(?:der|unser|ein)\s+fehler\s+war\b | \bwar\s+(?:\w+\s+){0,2}?ein\s+fehler\b | \bzu\s+spät\b
    | \bbewährt\b | \bausgezahlt\b | \bsich\s+gelohnt\b
    | \b(?:should|could|ought\s+to)(?:\s+not|n['’]t)?\s+have\s+\w+
    | \bwould\s+have\s+(?:been\s+(?:better|cheaper|easier|avoid\w+|enough)|helped|saved|avoided|prevented|shown|cost)
    | \bin\s+hindsight\b | \blooking\s+back\b | \bwith\s+hindsight\b | \bwe\s+(?:have\s+)?learn(?:ed|t)\b
    | \bwe\s+(?:had\s+)?underestimated\b | \bwas\s+a\s+mistake\b | \b(?:the|our)\s+mistake\s+was\b | \btoo\s+late\b
    | \bwish\s+(?:we|i|they)\s+had\b | \bregret(?:s|ted)?\b | \bpaid\s+off\b | \bworked\s+(?:very\s+)?well\b
    """,
    re.I | re.X,
)
# Nothing has been learned where it is only asked, planned or denied.
_NO_LESSON = re.compile(
    r"\?\s*$|\bnicht\s+zu\s+spät\b|\bnot\s+too\s+late\b|\bnächste[ns]?\s+(?:termin|sitzung|treffen)\b|\bnext\s+meeting\b",
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
_ITEM = re.compile(r"^[ \t]*(?:[-*•]|\d+[.)])[ \t]+(.+)$", re.M)
_FEWEST_WORDS = 2
_LONGEST_TITLE = 70


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
        part = Part.RECOMMENDATION if _RECOMMENDS.search(text) else Part.LESSON if _TEACHES.search(text) else None
        if part and not text.lstrip().startswith("|") and not _NO_LESSON.search(text):
            yield _candidate(passage, (start, end), part, Sign.PHRASE, before=before)
        before = readable(text)


def _candidate(passage: Passage, span: tuple[int, int], part: Part, sign: Sign, *, before: str = "") -> Candidate:
    start, end = span
    return Candidate(passage, start, end, readable(passage.text[start:end]), part, sign, before)


def _collected(column: str) -> Part | None:
    return _RETRO_PART.get(_plain(column)) or part_named(column)
