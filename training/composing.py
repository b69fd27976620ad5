"""Makes extra pairs beyond the sentences of the data, written as German-English pair files.

    python -m training.composing TEACHER_FOLDER PAIRS.tsv.gz SECTIONS.de.tsv.gz OUT_FOLDER

Passages: a German section whose sentences are (nearly) all found among the pairs, with its English
sentences in the same order: sentence pairs alone teach no long passages. Named: a short pair with the same
invented name on both sides: rare words have to pass through unchanged. Questions: those of the pairs, and our
own templates (questions.tsv) with invented names. Sentences: our own (sentences.tsv). Chains: words of our
glossary (glossary.tsv) in a row. Disturbed: English sentences with foreign words, for the anchor. Calls no model.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
from collections.abc import Sequence
from pathlib import Path

from training.encoding import load_tokenizer
from training.reading import Pair, read_glossary, read_pairs
from training.vocabulary import INSIDE, word_counts

SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")
FOUND = 0.75  # share of a section's characters that must have an English sentence
TEMPLATES = (
    ("{name}: {text}", "{name}: {text}"),
    ("{text} ({name})", "{text} ({name})"),
    ("{name} in {other}: {text}", "{name} in {other}: {text}"),
    ("{text} {name} und {other}.", "{text} {name} and {other}."),
    ("Was ist {name}? {text}", "What is {name}? {text}"),
    ("{text} Das sagte {name} im Jahr {year}.", "{text} This was said by {name} in {year}."),
    ("{year} zog {name} nach {other}. {text}", "In {year}, {name} moved to {other}. {text}"),
)

JOINTS = (
    *[Pair("", "")] * 3,
    Pair(",", ","),
    Pair("und", "and"),
    Pair("oder", "or"),
    Pair("in", "in"),
    Pair("von", "of"),
    Pair("mit", "with"),
    Pair("ohne", "without"),
    Pair("für", "for"),
    Pair("gegen", "against"),
    Pair("vor", "before"),
    Pair("nach", "after"),
    Pair("durch", "through"),
    Pair("zwischen", "between"),
    Pair("aus", "from"),
)


def passages(pairs: Sequence[Pair], sections: Sequence[Pair]) -> list[Pair]:
    """Sections of two sentences and more in both languages, only sentences that have a translation."""
    english = dict(pairs)
    made: list[Pair] = []
    for section in sections:
        sentences = SENTENCE_END.split(section.second)
        found = [s for s in sentences if s in english]
        if len(found) >= 2 and sum(map(len, found)) >= FOUND * len(section.second):
            made.append(Pair(" ".join(found), " ".join(english[s] for s in found)))
    return sorted(set(made))


def vocabulary_parts(folder: Path) -> tuple[list[str], list[str]]:
    """(whole words, continuations without ##) of the tokenizer's vocabulary, plain letters only."""
    pieces = [p for p in load_tokenizer(folder).backend_tokenizer.get_vocab() if p.isascii()]
    words = [p for p in pieces if p.isalpha() and len(p) > 2]
    return words, [p[2:] for p in pieces if p.startswith("##") and p[2:].isalpha() and len(p) > 3]


def invented_names(words: Sequence[str], ends: Sequence[str], number: int) -> list[str]:
    """One or two capitalised words each, some of them joined from a word and a continuation."""

    def word() -> str:
        start = random.choice(words)
        return (start + random.choice(ends) if random.random() < 0.4 else start).capitalize()

    return [" ".join(word() for _ in range(random.choice((1, 1, 2)))) for _ in range(number)]


def named(pairs: Sequence[Pair], names: Sequence[str], number: int) -> list[Pair]:
    """Short pairs with the same names and year on both sides."""
    short = [p for p in pairs if len(p.first) < 110]
    made: list[Pair] = []
    for pair in random.choices(short, k=number):
        german, english = random.choice(TEMPLATES)
        fill = {
            "name": random.choice(names),
            "other": random.choice(names),
            "year": random.randint(1500, 2030),
        }
        made.append(Pair(german.format(text=pair.first, **fill), english.format(text=pair.second, **fill)))
    return made


def asked(templates: Sequence[Pair], names: Sequence[str], number: int) -> list[Pair]:
    """Our own question templates with the same names and year on both sides."""
    made: list[Pair] = []
    for german, english in random.choices(templates, k=number):
        fill = {
            "name": random.choice(names),
            "other": random.choice(names),
            "year": random.randint(1500, 2030),
        }
        made.append(Pair(german.format(**fill), english.format(**fill)))
    return made


def framed(frames: Sequence[Pair], things: Sequence[Pair], people: Sequence[Pair], number: int) -> list[Pair]:
    """Everyday sentences: frames filled with the same plurals on both sides, so that no word is inflected."""
    made: list[Pair] = []
    for german, english in random.choices(frames, k=number):
        some = dict(zip(("thing", "other"), random.sample(things, 2), strict=True)) | {"people": random.choice(people)}
        first, second = ({slot: pair[side] for slot, pair in some.items()} for side in (0, 1))
        sentence = english.format(**second)
        made.append(Pair(german.format(**first), sentence[0].upper() + sentence[1:]))
    return made


def word_chains(glossary: Sequence[Pair], names: Sequence[str], number: int) -> list[Pair]:
    """Chains of 3 to 10 words of the glossary, some names between them, joined by the same small words."""
    made: list[Pair] = []
    for _ in range(number):
        german, english = [], []
        for word in random.sample(glossary, random.randint(3, 10)):
            name = random.choice(names) if random.random() < 0.15 else ""
            joint = random.choice(JOINTS)
            german += [word.first, name, joint.first]
            english += [word.second, name, joint.second]
        made.append(Pair(joined(german[:-1]), joined(english[:-1])))
    return made


def joined(words: Sequence[str]) -> str:
    """The words with single spaces, none before a comma."""
    return " ".join(" ".join(words).split()).replace(" ,", ",")


def disturbed(texts: Sequence[str], words: Sequence[str], number: int) -> list[Pair]:
    """English sentences with a third of the words replaced: anchors beyond the data's own subjects."""
    made: list[Pair] = []
    for text in random.choices(texts, k=number):
        changed = [random.choice(words) if random.random() < 0.35 else word for word in text.split()]
        made.append(Pair("-", " ".join(changed)))
    return made


def write_pairs(path: Path, pairs: Sequence[Pair]) -> None:
    """Writes a gzipped two-column file."""
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(f"{pair.first}\t{pair.second}\n" for pair in pairs)
    print(f"{path.name}: {len(pairs)} pairs")


def compose(teacher: Path, pairs: Sequence[Pair], sections: Sequence[Pair]) -> dict[str, list[Pair]]:
    """All extra pairs by the name of their file."""
    words, ends = vocabulary_parts(teacher)
    backend = load_tokenizer(teacher).backend_tokenizer
    counts = word_counts(backend, (text for pair in pairs[::5] for text in pair))
    names = invented_names([w for w in words if counts[w] < 3], ends, 20_000)
    real = [p for p in pairs if p.first.endswith("?") and p.second.endswith("?")]
    here = Path(__file__).parent
    glossary = read_glossary(here / "glossary.tsv")
    frequent = [p for p in read_glossary(here / "frequent.tsv") if not p.first.startswith(INSIDE)]
    return {
        "passages": passages(pairs, sections),
        "named": named(pairs, names, 25_000),
        "questions": real + asked(read_glossary(here / "questions.tsv"), names, 8_000),
        "sentences": read_glossary(here / "sentences.tsv"),
        "glossary": glossary,
        "chains": word_chains([*glossary, *frequent], names, 20_000),
        "framed": framed(*(read_glossary(here / f"{n}.tsv") for n in ("frames", "plurals", "people")), 8_000),
        "disturbed": disturbed([p.second for p in pairs], words, 12_000),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("sections", type=Path, help="German")
    parser.add_argument("out", type=Path, help="folder for the files")
    arguments = parser.parse_args()
    random.seed(0)
    made = compose(arguments.teacher, read_pairs(arguments.pairs), read_pairs(arguments.sections))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, some in made.items():
        write_pairs(arguments.out / f"{name}.tsv.gz", some)


if __name__ == "__main__":
    main()
