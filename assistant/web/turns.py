"""What the clicks in one tab do happens one after the other, in the order of the clicks.

Gradio runs every event in a thread of its own: two quick clicks would change one session at the same time, and what
the first one drew could come after the second one's and stay on screen. Events of different tabs are not ordered, and
those that go on for long must be left out: an answer that grows keeps nobody from clicking.
"""

import functools
import threading
from collections.abc import Callable
from typing import Any

import gradio as gr


class Turn:
    """Whose turn it is in one session, as a context. Gradio copies the session of the page for everyone who opens it:
    the copy of a turn is a new one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def __deepcopy__(self, _: dict[int, Any]) -> "Turn":
        return Turn()


def take_turns(blocks: gr.Blocks, concurrency_id: str) -> None:
    """Makes the events of a page that share this `concurrency_id` wait for each other within a session: the argument
    that has a `turn`. To be called when all events are connected."""
    for event in blocks.fns.values():
        if event.concurrency_id == concurrency_id and event.fn is not None:
            event.fn = in_turn(event.fn)


def in_turn(handler: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, run when no other one works on the session among its arguments; as it is without one."""

    @functools.wraps(handler)
    def one_at_a_time(*arguments: Any) -> Any:
        turn = next((each.turn for each in arguments if isinstance(getattr(each, "turn", None), Turn)), None)
        if turn is None:
            return handler(*arguments)
        with turn:
            return handler(*arguments)

    return one_at_a_time
