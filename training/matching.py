"""Finds the sections that exist in both languages, and for each the other sections it is easily taken for.

    python -m training.matching START_FOLDER PAIRS.tsv.gz SECTIONS.de.tsv.gz SECTIONS.en.tsv.gz OUT.npz

A German section belongs to the English one that holds the translations of most of its sentences. Hard
negatives are the sections whose passage comes nearest to the German query with the start model (mined as in
Karpukhin et al. 2020, arXiv:2004.04906); a passage nearly as near as the right one is left out, because it
often answers the query too (Moreira et al. 2024, arXiv:2407.15831). Does not train.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from training.composing import SENTENCE_END
from training.encoding import encode, load_encoder, load_tokenizer, token_ids
from training.reading import Pair, read_pairs

FOUND = 0.5  # share of a German section's characters that must have an English sentence in its partner
NEGATIVES = 4
NEARLY = 0.95  # of the right passage's cosine: nearer ones may be right too
LONGEST = 96
FIELDS = ("german_queries", "german_passages", "english_queries", "english_passages")


@dataclass(frozen=True)
class Matched:
    """One section in both languages."""

    german: Pair
    english: Pair


@dataclass(frozen=True)
class Matches:
    """Sections in both languages and the places of each one's hard negatives [sections, NEGATIVES], -1 for none."""

    sections: Sequence[Matched]
    negatives: np.ndarray


def match(pairs: Sequence[Pair], german: Sequence[Pair], english: Sequence[Pair]) -> list[Matched]:
    """The German sections with their English partners; no partner twice."""
    translations = dict(pairs)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, section in enumerate(english):
        for sentence in SENTENCE_END.split(section.second):
            holders[sentence].append(number)
    taken: set[int] = set()
    matched: list[Matched] = []
    for section in german:
        sentences = [s for s in SENTENCE_END.split(section.second) if s in translations]
        votes: Counter[int] = Counter()
        for sentence in sentences:
            votes.update({number: len(sentence) for number in holders[translations[sentence]]})
        number, weight = next(iter(votes.most_common(1)), (-1, 0))
        if weight >= FOUND * len(section.second) and number not in taken:
            taken.add(number)
            matched.append(Matched(section, english[number]))
    return matched


def hard_negatives(queries: np.ndarray, passages: np.ndarray) -> np.ndarray:
    """Places of the nearest wrong passages, int32 [queries, NEGATIVES], -1 for none; vectors of length 1."""
    found = np.full((len(queries), NEGATIVES), -1, dtype=np.int32)
    for start in range(0, len(queries), 1000):
        scores = queries[start : start + 1000].astype(np.float32) @ passages.T.astype(np.float32)
        rows = np.arange(len(scores))
        right = scores[rows, start + rows]
        scores[scores > NEARLY * right[:, None]] = -1.0
        best = np.argsort(-scores, axis=1)[:, :NEGATIVES]
        found[start : start + 1000] = np.where(np.take_along_axis(scores, best, axis=1) > 0, best, -1)
    return found


def write_matches(path: Path, matches: Matches) -> None:
    """Writes sections and negatives to one compressed file."""
    columns = zip(*((*one.german, *one.english) for one in matches.sections), strict=True)
    texts = {name: np.array(column) for name, column in zip(FIELDS, columns, strict=True)}
    np.savez_compressed(path, negatives=matches.negatives, **texts)


def read_matches(path: Path) -> Matches:
    """The opposite of write_matches."""
    with np.load(path) as stored:
        columns = [stored[name].tolist() for name in FIELDS]
        sections = [Matched(Pair(a, b), Pair(c, d)) for a, b, c, d in zip(*columns, strict=True)]
        return Matches(sections, stored["negatives"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("start", type=Path, help="model folder whose mistakes become the negatives")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("german", type=Path, help="sections")
    parser.add_argument("english", type=Path, help="sections")
    parser.add_argument("out", type=Path)
    parser.add_argument("--most", type=int, default=20_000, help="sections; a random choice where there are more")
    arguments = parser.parse_args()
    sections = match(*(read_pairs(p) for p in (arguments.pairs, arguments.german, arguments.english)))
    sections = random.Random(0).sample(sections, min(arguments.most, len(sections)))
    tokenizer, model = load_tokenizer(arguments.start), load_encoder(arguments.start, torch.bfloat16)
    queries = encode(model, token_ids(tokenizer, [s.german.first for s in sections], LONGEST))
    passages = encode(model, token_ids(tokenizer, [s.english.second for s in sections], LONGEST))
    negatives = hard_negatives(queries, passages)
    write_matches(arguments.out, Matches(sections, negatives))
    print(f"{len(sections)} sections in both languages, {(negatives >= 0).sum(1).mean():.1f} negatives each")


if __name__ == "__main__":
    main()
