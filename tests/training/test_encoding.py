"""Batches of similar length hold every text once and stay within their tokens."""

import numpy as np
import pytest

from training.encoding import length_batches, padded


@pytest.mark.parametrize("lengths", [[5], [3, 9, 4, 4, 100, 1], list(range(1, 60))])
def test_batches_hold_every_text_once_and_stay_within_their_tokens(lengths: list[int]) -> None:
    batches = length_batches(np.array(lengths), 64)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(len(b) == 1 or len(b) * max(lengths[i] for i in b) <= 64 for b in batches)


def test_padding_is_masked() -> None:
    inputs, mask = padded([np.array([7, 8, 9]), np.array([7])])
    assert inputs.tolist() == [[7, 8, 9], [7, 0, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0]]
