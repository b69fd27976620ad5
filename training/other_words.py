"""Contrastive steps on our own questions in other words: a question should find its text though they share no word.

    python -m training.other_words training/asked OUT.tsv.gz

The files (asked/*.tsv, one a field of work) hold a question and a text that answers it, each in both languages.
A batch stays within one field, so that its texts resemble each other; every second text is put between others of its
field, as an answer stands in a passage with other matters. As a command it writes all questions, texts and sentences as
a pair file for the distillation. Reads no model and updates no weights.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.sentences import sentences
from training.composing import write_pairs
from training.contrasting import Example
from training.reading import MalformedLine, Pair

AT_ONCE = 48  # questions a batch
NEIGHBOURS = 2  # texts at most that are put beside an answer


class Asked(NamedTuple):
    """One line: the question and the text that answers it."""

    question_english: str
    question_german: str
    text_english: str
    text_german: str

    def text(self, in_german: bool) -> str:
        """The text in one of the languages."""
        return self.text_german if in_german else self.text_english


def read_asked(path: Path) -> list[Asked]:
    """All lines of a plain file of four columns; raises MalformedLine with the line's number."""
    asked: list[Asked] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        columns = line.split("\t")
        if len(columns) != len(Asked._fields) or not all(columns):
            raise MalformedLine(f"{path}, line {number}: {len(columns)} columns, expected 4 with text; repair the line")
        asked.append(Asked(*columns))
    return asked


def fields(folder: Path) -> list[list[Asked]]:
    """The lines of every file of a folder, a list each."""
    return [read_asked(path) for path in sorted(folder.glob("*.tsv"))]


def translations(asked: Sequence[Asked]) -> list[Pair]:
    """All questions, texts and sentences of texts, German and English, each once."""
    texts = [Pair(one.text_german, one.text_english) for one in asked]
    pairs = [
        *(Pair(one.question_german, one.question_english) for one in asked),
        *texts,
        *(pair for text in texts for pair in sentence_pairs(text)),
    ]
    return [*dict.fromkeys(pairs)]


def sentence_pairs(text: Pair) -> list[Pair]:
    """The sentences of a text with their translations; none where both languages have not as many."""
    german, english = ([one[a:b] for a, b in sentences(one)] for one in text)
    return [Pair(*pair) for pair in zip(german, english, strict=True)] if len(german) == len(english) else []


def passage(own: Asked, others: Sequence[Asked], *, in_german: bool) -> str:
    """The text, every second time between others."""
    texts = [own.text(in_german)]
    if random.random() < 0.5:
        texts += [one.text(in_german) for one in random.sample(others, min(len(others), random.randint(1, NEIGHBOURS)))]
    random.shuffle(texts)
    return " ".join(texts)


def example(own: Asked, others: Sequence[Asked], *, in_german: bool) -> Example:
    """A question in both languages and its passage in one of them."""
    return Example(own.question_german, own.question_english, passage(own, others, in_german=in_german), in_german)


def batches(asked: Sequence[Sequence[Asked]], german: float) -> Iterator[list[Example]]:
    """Endless batches of one field each; `german` is the share of passages in German, 0-1."""
    while True:
        rounds = [(field, random.sample(range(len(field)), len(field))) for field in asked]
        parts = [
            (f, order[n : n + AT_ONCE]) for f, order in rounds for n in range(0, len(order) - AT_ONCE + 1, AT_ONCE)
        ]
        for field, chosen in random.sample(parts, len(parts)):
            asked_now = {field[place].text_english: field[place] for place in chosen}  # a text once, with one question
            others = [one for one in field if one.text_english not in asked_now]
            yield [example(one, others, in_german=random.random() < german) for one in asked_now.values()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    write_pairs(arguments.out, translations([one for field in fields(arguments.folder) for one in field]))


if __name__ == "__main__":
    main()
