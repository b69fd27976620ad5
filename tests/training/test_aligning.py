"""Word alignment finds the translations of a small made-up language pair."""

import random

import numpy as np

from training.aligning import translations


def test_each_word_gets_its_translation() -> None:
    random.seed(0)
    german, english = [], []
    for _ in range(300):
        words = random.sample(range(2, 20), 5)
        german.append(np.array([0, *words, 1]))
        english.append(np.array([0, *random.sample([w + 20 for w in words], 5), 1]))
    found = translations(german, english, wanted=range(2, 20), size=60)
    assert [one.ids[0] for one in found] == [w + 20 for w in range(2, 20)]
    assert all(one.sure > 0.9 for one in found)


def test_a_word_the_pairs_do_not_contain_has_no_translation() -> None:
    rows = [np.array([0, 5, 1])] * 5
    (found,) = translations(rows, rows, wanted=[9], size=20)
    assert found.ids == () and found.sure == 0.0
