"""Checks an answer against the passages it may cite.

Every sentence gets a support and the citations that carry it: missing marks are added, wrong ones moved, invented ones
removed. Words, numbers, dates, names and negation decide by rules, likeness of meaning may only add a doubt: nothing
here understands a text, and a sentence called quoted can still be quoted out of context.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.citing import marked, without_links
from assistant.instructions import bare_passage, instructions, instructions_in_document
from assistant.language import content_words, detect, fold_umlauts
from assistant.passages import Passage
from assistant.sentences import sentences
from assistant.statements import stems
from assistant.support import Carried, Support, carried, passage_text

# Thresholds of `similar`, fixed on the tuning half of evals/support.*.jsonl with bench/support.py.
# False support there: by meaning alone (cosine 0.9) 56 of 180, by words 2 of 180, by both 1 of 180; supported sentences
# missed: 42, 7 and 8 of 135. Meaning sees no swapped number: it may only veto what words allow.
WORDS, WORDS_ALONE, MEANING = 0.65, 0.75, 0.52
# Passages whose meaning is compared with a sentence.
COMPARED = 2
# Likeness of meaning of a text to others, None where no embedder knows its language.
Similarity = Callable[[str, Sequence[str]], Sequence[float] | None]

# Where one sentence may say two things that stand apart; behind a reason it says one.
_JOINT = re.compile(r"[,;]\s+(?:(?:und|and|sowie|aber|but|while|während)\s+)?|\s+(?:und|and)\s+")
_REASON = re.compile(
    r"\b(?:weil|da|denn|deshalb|daher|darum|deswegen|dadurch|damit|sodass|wodurch|infolge\w*|wegen|aufgrund|obwohl|wenn|falls"
    r"|because|since|therefore|thus|hence|so that|so|due|owing|although|though|if|unless|which|who|der|die|das)\b",
    re.IGNORECASE,
)
CLAUSE_WORDS = 3


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
    """A passage an answer rests on: its number, and the words that carry the statements. `spans` are their places in
    passage.text, `quote` is the text of the first."""

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


def check(answer: str, passages: Sequence[Passage], *, similarity: Similarity | None = None) -> list[Sentence]:
    """The sentences of an answer with their support; citations point only to passages that carry the sentence.

    Without `similarity`, or where it returns None, words alone decide, at a stricter threshold.
    """
    told = instructions_in_document(answer)
    bare = [bare_passage(passage) for passage in passages]
    known = "\n".join(passage.text for passage in passages)
    checked = []
    for text, marks, place in _said(answer, len(passages)):
        shown = without_links(text, known)
        if shown != text or any(words.start < place[1] and words.end > place[0] for words in told):
            sentence = Sentence(shown, Support.UNSUPPORTED)
        else:
            sentence = _supported(text, marks, bare, similarity)
        checked.append(_marks_compared(sentence, marks))
    return checked


def _said(answer: str, passages: int) -> list[tuple[str, list[int], tuple[int, int]]]:
    """The sentences of an answer without their marks, the numbers they name, and their places."""
    said: list[tuple[str, list[int], tuple[int, int]]] = []
    for start, end in sentences(answer):
        text, marks = marked(answer[start:end], passages)
        if text.strip(" .…;,-*:#|\n"):
            said.append((text.strip(), marks, (start, end)))
        elif said:  # "Satz. [2]": the mark stands behind the full stop
            said[-1][1].extend(marks)
    return said


def is_unsupported(sentence: str, passages: Sequence[Passage]) -> bool:
    """Whether words alone already show that no passage carries a finished sentence."""
    return any(checked.support is Support.UNSUPPORTED for checked in check(sentence, passages))


def obeyed(checked: Sequence[Sentence], question: str, passages: Sequence[Passage]) -> list[Sentence]:
    """The unsupported sentences that do as an instruction to a machine says, in the question or in a passage: they use
    a word that stands nowhere but in it."""
    texts = [question, *(f"{passage.title}\n\n{passage.text}" for passage in passages)]
    told = [words.text for text in texts for words in instructions_in_document(text)]
    told += [words.text for words in instructions(question)]
    if not told:
        return []
    known = {stem for passage in map(bare_passage, passages) for stem in stems(f"{passage.title}\n\n{passage.text}")}
    strange = {stem for text in told for stem in stems(text)} - known
    unsupported = (sentence for sentence in checked if sentence.support is Support.UNSUPPORTED)
    return [sentence for sentence in unsupported if strange & set(stems(sentence.text))]


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
    """One citation per passage used, with the places in it that carry what was said."""
    used = sorted({number for sentence in checked for number in sentence.citations})
    return [_citation(number, checked, passages[number - 1]) for number in used]


def _citation(number: int, checked: Sequence[Sentence], passage: Passage) -> Citation:
    bare = bare_passage(passage)
    said = [sentence.text for sentence in checked if number in sentence.citations]
    found = [span for text in said for span in _pieces(text, bare)]
    spans = tuple(dict.fromkeys(found)) or ((0, len(passage.text)),)
    start, end = spans[0]
    return Citation(number, passage, passage.text[start:end], spans)


def _pieces(text: str, passage: Passage) -> list[tuple[int, int]]:
    """The spans that carry a sentence, or each of its clauses where no place carries it whole."""
    whole = carried(text, passage)
    if whole.objection or not whole.spans:
        clauses = [carried(clause, passage) for clause in _clauses(text)]
        found = [span for clause in clauses if clause.quoted for span in clause.spans]
        return found or list(whole.spans)
    return list(whole.spans)


def _supported(text: str, marks: Sequence[int], passages: Sequence[Passage], similarity: Similarity | None) -> Sentence:
    """Quoted, else similar, else each clause quoted; among equal passages one that the model has named."""
    found = {number: carried(text, passage) for number, passage in enumerate(passages, start=1)}
    quoted = [number for number, words in found.items() if words.quoted]
    if quoted:
        named = [number for number in quoted if number in marks]
        return Sentence(text, Support.QUOTED, tuple(named or quoted[:1]))
    open_ = {number: words for number, words in found.items() if not words.objection and words.share >= WORDS}
    close = _close_in_meaning(text, open_, passages, similarity)
    if close:
        best = max(close, key=lambda number: (found[number].share, number in marks, -number))
        return Sentence(text, Support.SIMILAR, (best,))
    clauses = _clause_citations(text, marks, passages)
    return Sentence(text, Support.SIMILAR if clauses else Support.UNSUPPORTED, clauses)


def _close_in_meaning(
    text: str, found: dict[int, Carried], passages: Sequence[Passage], similarity: Similarity | None
) -> list[int]:
    """The passages that share enough words with a sentence and, where an embedder knows the language, mean the
    same."""
    best = sorted(found, key=lambda number: -found[number].share)[:COMPARED]
    pieces = [passage_text(passages[number - 1], found[number].spans) for number in best]
    meanings = similarity(text, pieces) if similarity and pieces else None
    if meanings is None:
        return [number for number in best if found[number].share >= WORDS_ALONE]
    return [number for number, meaning in zip(best, meanings, strict=True) if meaning >= MEANING]


def _clauses(text: str) -> list[str]:
    """The statements that a sentence joins, none where they hang on one another."""
    parts = [part for part in _JOINT.split(text) if part]
    return parts if len(parts) > 1 and not any(_REASON.match(part) for part in parts[1:]) else []


def _clause_citations(text: str, marks: Sequence[int], passages: Sequence[Passage]) -> tuple[int, ...]:
    """The passages that quote the clauses of a sentence, () where one clause stands nowhere or is a mere fragment."""
    numbers: list[int] = []
    for clause in _clauses(text):
        quoted = [number for number, passage in enumerate(passages, start=1) if carried(clause, passage).quoted]
        if not quoted or len(content_words(clause)) < CLAUSE_WORDS:
            return ()
        numbers.append(next((number for number in quoted if number in marks), quoted[0]))
    return tuple(sorted(set(numbers)))


def _marks_compared(sentence: Sentence, marks: Sequence[int]) -> Sentence:
    """The sentence with how its citations differ from the marks that the model set."""
    set_, right = set(marks), set(sentence.citations)
    if set_ == right:
        corrected = ""
    elif not set_:
        corrected = "added"
    else:
        corrected = "removed" if right < set_ else "moved"
    return replace(sentence, corrected=corrected)


def _with_marks(sentence: Sentence) -> str:
    marks = "".join(f" [{number}]" for number in sentence.citations)
    return f"{sentence.text}{marks}"
