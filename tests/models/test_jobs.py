"""A job: letters in parts, time, and its place behind others."""

import time

import pytest

from assistant.budget import Limits, Place
from assistant.models.jobs import Job, place_behind


def job(expected: float | None = None, **options: object) -> Job:
    return Job([1], Limits(9, 60.0, expected), **options)  # type: ignore[arg-type]


def test_a_letter_in_two_tokens_comes_as_one() -> None:
    writing = job()
    for byte in "ä€".encode():
        writing.write(7, bytes([byte]))
    pieces = [writing.pieces.get_nowait() for _ in range(2)]
    assert pieces == ["ä", "€"] and writing.pieces.empty() and len(writing.written) == 5


def test_bytes_that_are_no_letter_do_not_break_it() -> None:
    writing = job()
    writing.write(7, b"\xff"), writing.write(8, b"a")
    assert writing.pieces.get_nowait() == "�" and writing.pieces.get_nowait() == "a"


def test_it_is_over_when_stopped_or_late() -> None:
    assert not job().over and not job(started=time.monotonic()).over
    assert job(started=time.monotonic() - 61).over
    stopped = job()
    stopped.stopped.set()
    assert stopped.over


@pytest.mark.parametrize(
    ("expected", "sequences", "place"),
    [
        ([], 4, Place(0, 0.0)),
        ([8.0], 1, Place(1, 8.0)),
        ([8.0], 4, Place(0, 0.0)),
        ([8.0, 3.0], 2, Place(1, 3.0)),
        ([8.0, 3.0, 2.0], 2, Place(2, 5.0)),
        ([None], 1, Place(1, 20.0)),  # nobody has estimated it: as long as a short answer
    ],
)
def test_a_place_is_where_a_sequence_becomes_free_first(
    expected: list[float | None], sequences: int, place: Place
) -> None:
    assert place_behind([job(seconds) for seconds in expected], sequences) == place


def test_who_has_given_up_is_not_waited_for() -> None:
    gone = job(9.0)
    gone.stopped.set()
    assert place_behind([gone], 1) == Place(0, 0.0)


def test_what_has_run_for_a_while_has_less_left() -> None:
    assert place_behind([job(9.0, started=time.monotonic() - 4)], 1).seconds == pytest.approx(5, abs=1)
    assert place_behind([job(9.0, started=time.monotonic() - 40)], 1).seconds == 0
