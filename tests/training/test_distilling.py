"""Contrastive steps: passages of both languages keep their places, and each language learns from its own questions."""

from collections.abc import Sequence

import pytest
import torch

from training.contrasting import Example
from training.distilling import both, contrast_source

PLACES = {"eins": 0, "one": 0, "zwei": 1, "two": 1, "drei": 2, "three": 2}


def embed(texts: Sequence[str]) -> torch.Tensor:
    return torch.eye(3)[[PLACES[text] for text in texts]]


def wrong(texts: Sequence[str]) -> torch.Tensor:
    return embed(texts).roll(1, dims=1)


@pytest.mark.parametrize(
    "in_german", [(True, True, True), (False, False, False), (True, False, True), (False, True, False)]
)
def test_passages_of_two_languages_keep_their_places(in_german: tuple[bool, ...]) -> None:
    texts = [
        german if own else english
        for own, german, english in zip(in_german, ("eins", "zwei", "drei"), ("one", "two", "three"), strict=True)
    ]
    assert torch.equal(both(in_german, texts, {"de": embed, "en": embed}), torch.eye(3))


@pytest.mark.parametrize(
    ("languages", "cheap"),
    [
        ({"de": embed, "en": embed}, True),
        ({"de": wrong, "en": embed}, False),  # a German question that does not find its passage costs
        ({"en": embed}, True),  # German questions are not asked where German is not learned
    ],
)
def test_every_language_that_learns_is_asked(languages: dict, cheap: bool) -> None:
    batch = [Example(german, english, english, False) for german, english in (("eins", "one"), ("zwei", "two"))]
    source = contrast_source("asked", iter([batch]), languages, 1.0)
    assert (float(source.loss(next(source.batches))) < 0.01) == cheap
