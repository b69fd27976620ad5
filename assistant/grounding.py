"""Checks an answer against the passages it may cite.

Every sentence gets a support; invented citations are removed. Words, numbers and language decide, by rules: nothing
here understands a text, and a sentence called quoted can still be quoted out of context.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.language import content_words, detect, fold_umlauts
from assistant.passages import Passage
from assistant.sentences import sentences

# Shares of a sentence's content words that must stand, in the same order, in a window of a passage.
QUOTED = 0.9
SIMILAR = 0.6
# Consecutive sentences of a passage that may carry one sentence of the answer together.
WINDOW = 2
# A word counts as found when its first letters are: German and English inflect at the end.
STEM_LETTERS = 6

_MARKS = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}\b)")
_NEGATION = re.compile(
    r"\b(nicht|nichts|nie|niemals|kein\w*|weder|ohne|not|no|never|none|neither|nor|without|cannot|\w+n['’]t)\b"
)


class Support(StrEnum):
    """How far a sentence rests on a passage."""

    QUOTED = "quoted"
    SIMILAR = "similar"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True)
class Sentence:
    """A sentence without its citation marks, its support and the numbers of the passages it rests on (from 1).

    `corrected` says how the marks that the model set were corrected: 'added' where it set none, 'moved' where it
    named another passage, 'removed' where nothing carries the sentence or a mark too many was set; '' where they
    were right.
    """

    text: str
    support: Support
    citations: tuple[int, ...] = ()
    corrected: str = ""

    def as_dict(self) -> dict[str, object]:
        """As `ask --json` prints it."""
        return {"text": self.text, "support": str(self.support), "citations": list(self.citations)}


@dataclass(frozen=True)
class Citation:
    """A passage an answer rests on: its number, where it stands, and the words that carry the statement."""

    number: int
    passage: Passage
    quote: str
    spans: tuple[tuple[int, int], ...] = ()

    def as_dict(self) -> dict[str, object]:
        """As `ask --json` prints it."""
        return {
            "number": self.number,
            "document": self.passage.document,
            "page": self.passage.page,
            "heading": self.passage.heading,
            "quote": self.quote,
        }


def check(answer: str, passages: Sequence[Passage]) -> list[Sentence]:
    """The sentences of an answer with their support; citations point only to passages that carry the sentence."""
    checked: list[Sentence] = []
    for start, end in sentences(answer):
        marks = _marks(answer[start:end])
        text = _MARKS.sub("", answer[start:end]).strip()
        if text.strip(" .…;,-*"):
            checked.append(_supported(text, marks, passages))
        elif marks and checked:  # "Satz. [2]": the mark stands behind the full stop
            checked[-1] = _supported(checked[-1].text, [*checked[-1].citations, *marks], passages)
    return checked


def objections(checked: Sequence[Sentence], *, language: str, proof: bool) -> list[str]:
    """Why an answer does not stand, nothing when it does: 'empty', 'language', 'unsupported', 'repetition'.

    With `proof` every sentence must be supported, as for a model known to invent; without, more than half.
    """
    if not checked:
        return ["empty"]
    reasons = []
    if detect(" ".join(sentence.text for sentence in checked), language) != language:
        reasons.append("language")
    unsupported = sum(sentence.support is Support.UNSUPPORTED for sentence in checked)
    if unsupported > (0 if proof else len(checked) // 2):
        reasons.append("unsupported")
    distinct = {fold_umlauts(sentence.text) for sentence in checked}
    if len(distinct) < len(checked):
        reasons.append("repetition")
    return reasons


def with_marks(checked: Sequence[Sentence], *, joint: str = " ") -> str:
    """The sentences as one text, citation marks before the full stop's end."""
    return joint.join(_with_marks(sentence) for sentence in checked)


def citations(checked: Sequence[Sentence], passages: Sequence[Passage]) -> list[Citation]:
    """One citation per passage used, with the passage sentence that carries the most of what was said."""
    used = sorted({number for sentence in checked for number in sentence.citations})
    return [Citation(number, passages[number - 1], _quote(number, checked, passages)) for number in used]


def overlap(text: str, passage: Passage) -> float:
    """How much of a sentence a passage carries, 0-1: the longest run of its content words, gaps allowed, that stands
    in the same order in some window of the passage. 0 where one of the two is negated and the other is not."""
    said = stems(text)
    if not said:
        return 0.0
    return max((_common(said, stems(window)) / len(said) for window in _windows(passage, text)), default=0.0)


def stems(text: str) -> list[str]:
    """The content words of a text, folded and cut to their first letters, in reading order."""
    return [fold_umlauts(word)[:STEM_LETTERS] for word in content_words(_THOUSANDS.sub("", text))]


def numbers(text: str) -> set[str]:
    """The numbers of a text, '1.000' and '1000' alike."""
    return set(_NUMBER.findall(_THOUSANDS.sub("", text)))


def _supported(text: str, marks: Sequence[int], passages: Sequence[Passage]) -> Sentence:
    """The best-carrying passage decides; among equals one that the model has named."""
    scores = [
        (overlap(text, passage), number in marks, -number)
        for number, passage in enumerate(passages, start=1)
        if numbers(text) <= numbers(_whole(passage))
    ]
    if not scores:
        return Sentence(text, Support.UNSUPPORTED)
    share, _named, negative = max(scores)
    if share < SIMILAR:
        return Sentence(text, Support.UNSUPPORTED)
    return Sentence(text, Support.QUOTED if share >= QUOTED else Support.SIMILAR, (-negative,))


def _windows(passage: Passage, text: str) -> Iterator[str]:
    """Runs of consecutive sentences, under their heading, that are negated as the text is."""
    negated = bool(_NEGATION.search(text.lower()))
    spans = sentences(passage.text)
    for first in range(len(spans)):
        window = passage.text[spans[first][0] : spans[min(first + WINDOW, len(spans)) - 1][1]]
        if bool(_NEGATION.search(window.lower())) == negated:
            yield "\n".join([*passage.headings[-1:], window])


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for word in one:
        diagonal = 0
        for place, candidate in enumerate(other, start=1):
            above = row[place]
            row[place] = diagonal + 1 if word == candidate else max(above, row[place - 1])
            diagonal = above
    return row[-1]


def _whole(passage: Passage) -> str:
    return "\n".join([passage.title, *passage.headings, passage.text])


def _quote(number: int, checked: Sequence[Sentence], passages: Sequence[Passage]) -> str:
    said = " ".join(sentence.text for sentence in checked if number in sentence.citations)
    text = passages[number - 1].text
    spans = sentences(text) or [(0, len(text))]
    start, end = max(spans, key=lambda span: _shared(said, text[span[0] : span[1]]))
    return text[start:end]


def _shared(said: str, sentence: str) -> float:
    """How many content words both share, long sentences slightly behind short ones."""
    wanted, present = set(stems(said)), set(stems(sentence))
    return len(wanted & present) - 0.01 * len(present)


def _marks(text: str) -> list[int]:
    return [int(number) for marks in _MARKS.findall(text) for number in re.findall(r"\d+", marks)]


def _with_marks(sentence: Sentence) -> str:
    marks = "".join(f" [{number}]" for number in sentence.citations)
    return f"{sentence.text}{marks}"
