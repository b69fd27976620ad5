"""Contrastive batches: negatives come along, nothing stands there twice, the right passage costs least."""

import random

import numpy as np
import pytest
import torch

from training.contrasting import SEEDS, Example, batches, distinct, example, ranking_loss
from training.matching import Matched, Matches
from training.reading import Pair

SECTION = Matched(
    Pair("Pumpe", "Die Pumpe läuft. Der Druck fällt. Das Ventil klemmt."),
    Pair("Pump", "The pump runs. The pressure drops. The valve is stuck."),
)
TRANSLATIONS = {
    "Die Pumpe läuft.": "The pump runs.",
    "Der Druck fällt.": "The pressure drops.",
    "Das Ventil klemmt.": "The valve is stuck.",
}


def test_a_sentence_that_is_the_query_no_longer_stands_in_the_passage() -> None:
    random.seed(0)
    made = [example(SECTION, TRANSLATIONS) for _ in range(60)]
    cut = [one for one in made if one.german != "Pumpe"]
    assert {one.passage.startswith(("Die", "Der", "Das")) for one in made} == {True, False}
    assert cut
    for one in cut:
        assert one.german not in one.passage
        assert one.english not in one.passage


def test_a_short_section_keeps_its_heading_as_query() -> None:
    short = Matched(Pair("Pumpe", "Die Pumpe läuft."), Pair("Pump", "The pump runs."))
    made = {example(short, TRANSLATIONS) for _ in range(20)}
    assert {(one.german, one.english) for one in made} == {("Pumpe", "Pump")}


def test_batches_bring_negatives_along_and_no_place_twice() -> None:
    number = 3 * SEEDS
    negatives = np.full((number, 4), -1, dtype=np.int32)
    negatives[:, 0] = (np.arange(number) + 1) % number
    stream = batches(Matches([SECTION] * number, negatives), seed=1)
    for batch in (next(stream) for _ in range(6)):
        assert len(batch) == len(set(batch.tolist())) >= SEEDS
        assert batch.min() >= 0


@pytest.mark.parametrize(
    ("examples", "kept"),
    [
        ([Example("a", "b", "c", True), Example("a", "x", "y", True)], 1),  # the same German query
        ([Example("a", "b", "c", True), Example("d", "e", "c", True)], 1),  # the same passage
        ([Example("a", "b", "c", True), Example("d", "e", "f", True)], 2),
        ([], 0),
    ],
)
def test_an_example_that_would_be_a_false_negative_is_left_out(examples: list[Example], kept: int) -> None:
    assert distinct(examples) == examples[:kept]


def test_the_loss_is_least_where_every_query_lies_at_its_own_passage() -> None:
    passages = torch.eye(4)
    right, wrong = ranking_loss(passages, passages), ranking_loss(passages.roll(1, 0), passages)
    assert float(right) < 0.01 < 5 < float(wrong)
