"""What the clicks in one tab do happens one after the other."""

import copy
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import gradio as gr
import pytest

from assistant.web.chat import FOLLOWING, QUICK
from assistant.web.exchanges import Session
from assistant.web.turns import Turn, in_turn, take_turns


@dataclass
class Log:
    """A handler that notes when it begins and ends."""

    notes: list[str] = field(default_factory=list)

    def handle(self, name: str, session: object) -> str:
        """Works for a while."""
        self.notes.append(f"{name} begins")
        time.sleep(0.05)
        self.notes.append(f"{name} ends")
        return name


def at_once(*calls: Callable[[], Any]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
        time.sleep(0.01)
    for thread in threads:
        thread.join()


def test_two_events_of_one_session_do_not_overlap_and_keep_their_order() -> None:
    log, session = Log(), Session()
    handle = in_turn(log.handle)
    at_once(lambda: handle("first", session), lambda: handle("second", session))
    assert log.notes == ["first begins", "first ends", "second begins", "second ends"]


def test_other_sessions_and_events_without_one_wait_for_nobody() -> None:
    log = Log()
    handle = in_turn(log.handle)
    at_once(lambda: handle("first", Session()), lambda: handle("second", Session()), lambda: handle("third", None))
    assert log.notes[:3] == ["first begins", "second begins", "third begins"]


def test_an_event_that_fails_lets_the_next_one_in() -> None:
    def fail(session: Session) -> None:
        raise ValueError("broken")

    session = Session()
    with pytest.raises(ValueError, match="broken"):
        in_turn(fail)(session)
    assert in_turn(Log().handle)("next", session) == "next"


def test_everybody_who_opens_the_page_gets_a_turn_of_his_own() -> None:
    session = Session()
    with session.turn:
        assert in_turn(Log().handle)("other", copy.deepcopy(session)) == "other"
    assert isinstance(session.turn, Turn) and session == Session()


def test_the_quick_events_of_a_page_take_turns_and_the_long_ones_do_not() -> None:
    log, session = Log(), Session()
    with gr.Blocks() as blocks:
        state, name = gr.State(session), gr.Textbox()
        name.change(log.handle, [name, state], name, **QUICK)
        name.submit(log.handle, [name, state], name, **FOLLOWING)
    take_turns(blocks, QUICK["concurrency_id"])
    quick, following = (event.fn for event in blocks.fns.values())
    assert quick is not None and following is not None
    with session.turn:
        assert following("long", session) == "long"
        waiting = threading.Thread(target=quick, args=("quick", session))
        waiting.start()
        waiting.join(0.1)
        assert waiting.is_alive() and log.notes == ["long begins", "long ends"]
    waiting.join()
    assert log.notes[2:] == ["quick begins", "quick ends"]
