"""What is lent stays with whoever borrowed it; what was replaced is free only when all of it is back."""

import threading
import time
from collections.abc import Iterator

from assistant.lending import Lending


class Thing:
    """Equal to every other thing: only identity counts."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thing)

    __hash__ = None  # type: ignore[assignment]


def never() -> bool:
    return False


def test_whoever_borrowed_keeps_the_same_while_another_becomes_current() -> None:
    old, new = Thing(), Thing()
    lending = Lending(old)
    with lending.lent() as mine:
        assert lending.change(lambda _: new) is old
        assert mine is old and lending.current is new
        with lending.lent() as other:
            assert other is new
        assert lending.count(lambda one: one is old) == 1
    assert lending.count(lambda one: True) == 0


def test_waiting_ends_when_the_last_one_is_back() -> None:
    old = Thing()
    lending = Lending(old)
    back = threading.Event()

    def borrow() -> None:
        with lending.lent():
            back.wait(5)

    borrowers = [threading.Thread(target=borrow) for _ in range(3)]
    for borrower in borrowers:
        borrower.start()
    while lending.count(lambda one: True) < 3:
        time.sleep(0.01)
    lending.change(lambda _: Thing())
    assert not lending.wait_for_return(lambda one: one is old, give_up=lambda: True)
    back.set()
    assert lending.wait_for_return(lambda one: one is old, give_up=never)
    for borrower in borrowers:
        borrower.join()


def test_a_stream_borrows_with_its_first_event_and_gives_back_at_the_end_or_when_closed() -> None:
    lending, closed = Lending("one"), []

    def events(lent: str) -> Iterator[str]:
        try:
            yield lent
            yield lent
        finally:
            closed.append(lent)

    stream = lending.stream(events)
    assert lending.count(lambda one: True) == 0
    lending.change(lambda _: "two")
    assert next(stream) == "two" and lending.count(lambda one: one == "two") == 1
    stream.close()  # type: ignore[attr-defined]
    assert closed == ["two"] and lending.count(lambda one: True) == 0
    assert list(lending.stream(events)) == ["two", "two"] and lending.count(lambda one: True) == 0
