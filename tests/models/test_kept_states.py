"""Beginnings put aside: which one helps, and which one goes when memory is short."""

import numpy as np
import pytest

from assistant.models.kept_states import KeptStates, State, begins, common

A, B = [1] * 100, [2] * 100


def state(tokens: list[int], size: int = 10, *, for_good: bool = False) -> State:
    return State(tuple(tokens), np.zeros(size, np.uint8), for_good)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [([], [], 0), ([1], [], 0), ([1, 2], [1, 2, 3], 2), ([1, 2, 3], [1, 2], 2), ([1, 9], [1, 2], 1), ([9], [1], 0)],
)
def test_common_counts_what_both_begin_with(one: list[int], other: list[int], same: int) -> None:
    assert common(one, other) == common(other, one) == same
    assert begins(one, other) == (same == len(other))


@pytest.mark.parametrize(
    ("asked", "cuts", "saved"),
    [
        ([*A, 3], True, 100),
        ([*A, 3], False, 100),
        ([*A[:60], 3], True, 60),
        ([*A[:60], 3], False, 0),  # only whole states without cutting
        ([*A[:40], 3], True, 0),  # too short to be worth a copy
        ([3, *A], True, 0),
        ([], True, 0),
    ],
)
def test_the_best_state_saves_most(asked: list[int], cuts: bool, saved: int) -> None:
    states = KeptStates(1_000)
    states.add(state(A)), states.add(state(B))
    best, count = states.best(asked, cuts=cuts)
    assert count == saved and (best is not None) == bool(saved)


def test_the_oldest_go_first_when_memory_is_short() -> None:
    states = KeptStates(25)
    for tokens in (A, B, [3] * 100):
        states.add(state(tokens))
    assert [states.has(tokens) for tokens in (A, B, [3] * 100)] == [False, True, True]


def test_one_larger_than_the_memory_is_not_kept() -> None:
    states = KeptStates(5)
    states.add(state(A))
    assert not states.has(A)


def test_what_is_kept_for_good_stays_and_does_not_count() -> None:
    states = KeptStates(15)
    states.add(state(A, 1_000, for_good=True))
    states.add(state(B)), states.add(state([3] * 100))
    assert [states.has(tokens) for tokens in (A, B, [3] * 100)] == [True, False, True]


def test_a_state_takes_the_place_of_those_it_goes_on_from() -> None:
    states = KeptStates(1_000)
    states.add(state(A)), states.add(state([*A, 5]))
    assert states.best([*A, 9], cuts=False)[0] is None
    assert states.best([*A, 5, 9], cuts=False)[1] == 101
