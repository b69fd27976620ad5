"""From the template follows how a model is told to answer at once; thoughts are taken out of what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateError

from assistant.models.thinking import AnswersAtOnce, Thinking, at_once, without_thoughts
from tests.models.gguf_files import CHATML

SWITCHED = CHATML + (
    "{% if add_generation_prompt and enable_thinking is defined and enable_thinking is false %}"
    "<think>\n\n</think>\n\n{% endif %}"
)
# As Gemma 4 does it: a mark in front where it shall think, an empty thought at the end where it shall not.
ON_DEMAND = (
    "{% if enable_thinking is defined and enable_thinking %}<|think|>{% endif %}"
    + CHATML
    + "{% if not enable_thinking | default(false) %}<|channel>thought\n<channel|>{% endif %}"
)
GRANITE = CHATML.replace("{% for", "{% if thinking %}Think first.{% endif %}{% for", 1)
ALWAYS = CHATML.replace("assistant\n", "assistant\n<think>\n")
NO_SYSTEM = "{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}" + CHATML
COMMANDED = CHATML + "{# Users may write /no_think. #}"
EFFORT = "Reasoning: {{ reasoning_effort | default('medium') }}\n" + CHATML


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (CHATML, AnswersAtOnce(Thinking.NEVER)),
        (SWITCHED, AnswersAtOnce(Thinking.SWITCH, {"enable_thinking": False})),
        (ON_DEMAND, AnswersAtOnce(Thinking.SWITCH, {"enable_thinking": False})),
        (GRANITE, AnswersAtOnce(Thinking.SWITCH, {"thinking": False})),
        (COMMANDED, AnswersAtOnce(Thinking.COMMAND, command="/no_think")),
        (ALWAYS, AnswersAtOnce(Thinking.ALWAYS)),
        (EFFORT, AnswersAtOnce(Thinking.ALWAYS, {"reasoning_effort": "low"})),
        (NO_SYSTEM, AnswersAtOnce(Thinking.NEVER)),
    ],
    ids="plain switched on-demand granite command always effort no-system".split(),
)
def test_a_template_tells_how_a_model_answers_at_once(template: str, expected: AnswersAtOnce) -> None:
    assert at_once(template) == expected


@pytest.mark.parametrize("template", ["{{", "{{ messages[7].content }}", "{{ raise_exception('never') }}", "nothing"])
def test_a_template_that_cannot_be_used_is_said(template: str) -> None:
    with pytest.raises(TemplateError):
        at_once(template)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Antwort.", "Antwort."),
        ("<think>Hm.</think>\n\nAntwort.", "Antwort."),
        ("\n<think></think>Antwort.", "Antwort."),
        ("<|channel>thought\nHm.<channel|>Antwort.", "Antwort."),
        ("[THINK]Hm[/THINK]Antwort.", "Antwort."),
        ("<think>nie zu Ende", ""),
        ("A <think>x</think> B", "A  B"),
        ("1 < 2 und <thin", "1 < 2 und <thin"),
        ("Ein </think> ohne Anfang", "Ein </think> ohne Anfang"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("length", [1, 2, 5, 100])
def test_thoughts_are_left_out_however_the_text_is_cut(text: str, said: str, length: int) -> None:
    pieces = [text[start : start + length] for start in range(0, len(text), length)]
    assert "".join(without_thoughts(pieces)) == said


def test_thoughts_that_the_template_began_are_left_out() -> None:
    assert "".join(without_thoughts(["Hm.</th", "ink>\nJa."], thinking=True)) == "Ja."


def test_each_piece_gives_one_so_that_nobody_waits_for_a_sign_of_life() -> None:
    assert list(without_thoughts(["<think>", "Hm", "</think>", "Ja"])) == ["", "", "", "Ja"]


@given(st.lists(st.text(alphabet="ab <>/", max_size=6), max_size=12))
def test_a_text_without_thoughts_stays_as_it_is(pieces: list[str]) -> None:
    assert "".join(without_thoughts(pieces)) == "".join(pieces).lstrip()
