"""The chip and the buttons of an answer."""

import re

import pytest

from assistant.answer import Mode
from assistant.conversation import Feedback, State, Wanted
from assistant.web.answer_actions import actions_html, chip_html, edit_html
from tests.web.exchange_samples import answer, exchange


@pytest.mark.parametrize(
    ("mode", "wanted", "label"),
    [
        (Mode.RISKS, Mode.AUTO, "Erkannt: Risiken"),
        (Mode.GOAL, Mode.GOAL, "Gewählt: Ziel"),
        (Mode.ANSWER, Mode.AUTO, "Erkannt: Frage"),
    ],
)
def test_the_chip_names_the_mode_and_offers_the_others(mode: Mode, wanted: Mode, label: str) -> None:
    html = chip_html(exchange(mode=mode, wanted=Wanted(wanted)), "de")
    assert f"<summary>{label}</summary>" in html
    assert set(re.findall(r'data-mode="(\w+)"', html)) == {*map(str, Mode)} - {"auto", str(mode)}


def test_before_the_mode_is_known_there_is_no_chip() -> None:
    assert chip_html(exchange(mode=None), "de") == ""


def test_a_running_answer_has_no_actions_and_a_stopped_one_can_be_asked_again() -> None:
    assert actions_html(exchange(), "de", copied="") == ""
    html = actions_html(exchange(state=State.STOPPED), "de", copied="")
    assert "Neu antworten" in html and "thumb" not in html and "Kopieren" not in html


@pytest.mark.parametrize(("feedback", "pressed"), [(None, []), (Feedback(True), ["1"]), (Feedback(False), ["0"])])
def test_the_thumb_given_is_pressed(feedback: Feedback | None, pressed: list[str]) -> None:
    html = actions_html(exchange(answer=answer(), feedback=feedback), "en", copied="x")
    assert re.findall(r'data-good="(\d)" aria-pressed="true"', html) == pressed
    assert ("<form" in html) == bool(feedback)


def test_a_remark_is_shown_escaped_and_can_be_changed() -> None:
    rated = exchange(answer=answer(), feedback=Feedback(False, "Zahl </textarea><img src=x>"))
    html = actions_html(rated, "de", copied="")
    assert "<summary>Ihre Anmerkung: Zahl &lt;/textarea&gt;" in html and "<img" not in html
    assert "<details" in html and " open>" not in html
    assert " open>" in actions_html(rated, "de", copied="", remarking=True)


def test_the_question_can_be_edited_in_a_field() -> None:
    html = edit_html(exchange(question='Zeile <1>\n"Zwei"'), "de")
    assert 'data-action="edit" data-event="submit" data-exchange="2"' in html
    assert "Zeile &lt;1&gt;\n&quot;Zwei&quot;</textarea>" in html


def test_what_is_copied_is_escaped() -> None:
    assert 'data-copy="&quot;a&quot; &lt;b&gt;"' in actions_html(exchange(answer=answer()), "de", copied='"a" <b>')
