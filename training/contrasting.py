"""Contrastive steps: a query in one language should find its passage in either, among hard negatives.

Batches are made of sections that exist in both languages (training.matching), each with some of its hard
negatives, so that one forward pass gives right and wrong passages for all of them. The passage's language
is drawn for each section; every query stands there in German and in English. Every second query is a
sentence cut out of the passage instead of the heading: headings share their words with the passage, real
questions do not. Multiple negatives ranking loss (Henderson et al. 2017, arXiv:1705.00652) in both
directions. Reads no files and updates no weights.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from training.composing import SENTENCE_END
from training.matching import Matched, Matches

TEMPERATURE = 0.05
SEEDS = 20  # sections a batch, before their negatives
EACH = 1  # hard negatives a section


@dataclass(frozen=True)
class Example:
    """A query in both languages and its passage in one; `in_german` says in which."""

    german: str
    english: str
    passage: str
    in_german: bool


def example(section: Matched, translations: Mapping[str, str]) -> Example:
    """The section with its heading as the query or, every second time, with one of its sentences cut out."""
    in_german = random.random() < 0.5
    passage = section.german.second if in_german else section.english.second
    sentences = [s for s in SENTENCE_END.split(section.german.second) if s in translations]
    if len(sentences) < 3 or random.random() < 0.5:
        return Example(section.german.first, section.english.first, passage, in_german)
    german = random.choice(sentences)
    english = translations[german]
    rest = passage.replace(german if in_german else english, "")
    return Example(german, english, rest.strip() or passage, in_german)


def batches(matches: Matches, seed: int) -> Iterator[np.ndarray]:
    """Endless batches of places: SEEDS sections and EACH of their hard negatives, no place twice."""
    generator = np.random.default_rng(seed)
    while True:
        order = generator.permutation(len(matches.sections))
        for start in range(0, len(order) - SEEDS + 1, SEEDS):
            seeds = order[start : start + SEEDS]
            wrong = generator.permuted(matches.negatives[seeds], axis=1)[:, :EACH].ravel()
            yield np.unique(np.concatenate([seeds, wrong[wrong >= 0]]))


def distinct(examples: Sequence[Example]) -> list[Example]:
    """The examples without those that share a query or a passage with an earlier one."""
    kept: list[Example] = []
    seen: set[str] = set()
    for one in examples:
        if seen.isdisjoint((one.german, one.english, one.passage)):
            kept.append(one)
            seen |= {one.german, one.english, one.passage}
    return kept


def ranking_loss(queries: torch.Tensor, passages: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of finding the own passage and the own query among those of the batch; rows of length 1."""
    scores = queries @ passages.T / TEMPERATURE
    own = torch.arange(len(scores))
    both = torch.nn.functional.cross_entropy
    return 0.5 * (both(scores, own) + both(scores.T, own))
