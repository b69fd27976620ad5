"""Steps in the background: order, failures, following, closing."""

import threading

from assistant.background import Background
from assistant.errors import DataInUse

WAIT = 10.0


def nothing() -> None:
    return None


def test_steps_run_in_order_and_the_last_again_and_again() -> None:
    taken: list[str] = []
    twice = threading.Event()

    def follow() -> None:
        taken.append("follow")
        if taken.count("follow") == 2:
            twice.set()

    background = Background()
    steps = [("documents", lambda: taken.append("documents")), ("model", lambda: taken.append("model"))]
    background.start(steps, then=("documents", follow), every=0.01)
    assert twice.wait(WAIT)
    background.close()
    assert taken[:4] == ["documents", "model", "follow", "follow"]


def test_a_failed_step_is_kept_by_name_and_the_others_go_on() -> None:
    followed = threading.Event()
    error = DataInUse(folder="data")

    def fail() -> None:
        raise error

    background = Background()
    background.start([("model", fail), ("risks", nothing)], then=("documents", followed.set), every=0.01)
    assert followed.wait(WAIT)
    background.close()
    assert background.failures == {"model": error}


def test_a_step_that_succeeds_later_takes_its_failure_away() -> None:
    tries = iter([DataInUse(folder="data")])
    again = threading.Event()

    def second_try() -> None:
        for error in tries:
            raise error
        again.set()

    background = Background()
    background.start([("documents", second_try)], then=("documents", second_try), every=0.01)
    assert again.wait(WAIT)
    background.close()
    assert background.failures == {}


def test_closing_waits_for_the_step_under_way_and_takes_no_other() -> None:
    started, go_on = threading.Event(), threading.Event()
    taken: list[str] = []

    def long() -> None:
        started.set()
        assert go_on.wait(WAIT)
        taken.append("long")

    background = Background()
    background.start([("documents", long), ("model", lambda: taken.append("model"))], then=("x", nothing), every=0.01)
    assert started.wait(WAIT)
    threading.Timer(0.05, go_on.set).start()
    background.close()
    assert background.closing
    assert taken == ["long"]


def test_closing_without_a_start_is_quiet() -> None:
    background = Background()
    background.close()
    assert background.closing
