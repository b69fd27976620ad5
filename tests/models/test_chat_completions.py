"""The protocol of model servers, a line at a time: what is asked, what is understood, what is a complaint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import HumanMessage

from assistant.models.chat_completions import (
    Delta,
    StreamBroken,
    complaint,
    delta,
    refused_field,
    request,
    whole,
    without,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('data: {"choices":[{"delta":{"content":"Ä"}}]}', Delta("Ä")),
        ('data:{"choices":[{"delta":{"content":null,"role":"assistant"}}]}', Delta()),
        ('data: {"choices":[{"delta":{"reasoning_content":"Hm"}}]}', Delta()),
        ('data: {"choices":[{"delta":{},"finish_reason":"length"}]}', Delta(finished=True)),
        ('data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}', Delta("", False, 7, 3)),
        ('data: {"choices":null,"usage":null}', Delta()),
        ("data: [DONE]", None),
        (": keep-alive", None),
        ("event: message", None),
        ("", None),
    ],
)
def test_a_line_of_the_stream_is_understood(line: str, expected: Delta | None) -> None:
    assert delta(line) == expected


@pytest.mark.parametrize(
    "data", ['{"error":{"message":"no memory"}}', '{"error":"no memory"}', "[1]", "5", "{", '{"choices":[5]}']
)
def test_what_is_no_event_breaks_the_stream(data: str) -> None:
    with pytest.raises(StreamBroken):
        delta(f"data: {data}")


@given(st.text(max_size=60))
def test_no_line_raises_anything_else(line: str) -> None:
    try:
        delta(f"data: {line}")
    except StreamBroken as error:
        assert str(error)


def test_a_whole_answer_is_understood() -> None:
    text = '{"choices":[{"message":{"content":"Ja."},"finish_reason":"stop"}],"usage":{"completion_tokens":2}}'
    assert whole(text) == Delta("Ja.", True, None, 2)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("Unsupported parameter: 'max_tokens' is not supported, use 'max_completion_tokens'", "max_tokens"),
        (
            '{"detail":[{"loc":["body","chat_template_kwargs"],"msg":"extra fields not permitted"}]}',
            "chat_template_kwargs",
        ),
        ("'temperature' does not support 0.0 with this model", "temperature"),
        ("prompt is too long", None),
    ],
)
def test_a_complaint_names_the_field_to_leave_out(said: str, field: str | None) -> None:
    assert refused_field(request("m", [HumanMessage("?")], tokens=5), said) == field


def test_a_field_that_is_left_out_may_have_a_successor() -> None:
    body = request("m", [HumanMessage("?")], tokens=5)
    assert without(body, "max_tokens")["max_completion_tokens"] == 5
    assert "temperature" not in without(body, "temperature")
    assert refused_field(without(body, "max_tokens"), "max_completion_tokens") is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"error":{"message":"bad key sk-geheim"}}', "bad key …"),
        ('{"error":"busy"}', "busy"),
        ('{"detail":"not found"}', "{'detail': 'not found'}"),
        ("<html>\n502 Bad   Gateway</html>", "<html> 502 Bad Gateway</html>"),
        ("x" * 1_000, "x" * 300),
    ],
)
def test_a_complaint_is_short_and_holds_no_key(text: str, shown: str) -> None:
    assert complaint(text, "sk-geheim") == shown
