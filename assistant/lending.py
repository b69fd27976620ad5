"""Lends what is current to work that goes on for a while, and knows when what was replaced is free.

Whoever borrows keeps the same thing until the end, whatever becomes current meanwhile. It closes nothing itself.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Generic, TypeVar

_Thing = TypeVar("_Thing")
_Event = TypeVar("_Event")
# How often whoever waits looks whether to go on waiting, in seconds.
LOOK = 0.2


class Lending(Generic[_Thing]):
    """One thing that may be replaced at any time while it is lent."""

    def __init__(self, current: _Thing) -> None:
        self._current = current
        self._lent: list[_Thing] = []
        self._changed = threading.Condition()

    @property
    def current(self) -> _Thing:
        """What is lent from now on."""
        return self._current

    def change(self, replaced: Callable[[_Thing], _Thing]) -> _Thing:
        """Makes current what `replaced` makes of the present thing, and returns that one."""
        with self._changed:
            before = self._current
            self._current = replaced(before)
        return before

    @contextmanager
    def lent(self) -> Iterator[_Thing]:
        """The current thing, for as long as the block lasts."""
        with self._changed:
            thing = self._current
            self._lent.append(thing)
        try:
            yield thing
        finally:
            with self._changed:
                # By identity: two things may be equal and only one of them given back.
                place = next(place for place, other in enumerate(self._lent) if other is thing)
                del self._lent[place]
                self._changed.notify_all()

    def stream(self, events: Callable[[_Thing], Iterator[_Event]]) -> Iterator[_Event]:
        """The events of the current thing; it is lent from the first one to the last, or until closed."""
        with self.lent() as thing, closing(events(thing)) as streamed:  # type: ignore[type-var]
            yield from streamed

    def count(self, is_meant: Callable[[_Thing], bool]) -> int:
        """How many times such things are lent."""
        with self._changed:
            return sum(map(is_meant, self._lent))

    def wait_for_return(self, is_meant: Callable[[_Thing], bool], *, give_up: Callable[[], bool]) -> bool:
        """Waits until no such thing is lent; False where `give_up` said so before."""
        with self._changed:
            while any(map(is_meant, self._lent)):
                if give_up():
                    return False
                self._changed.wait(LOOK)
        return True
