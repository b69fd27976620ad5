"""A model server answers like a local model, its troubles become clear errors; against a real server on loopback."""

import logging
import threading
import time
from contextlib import closing

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from pydantic import SecretStr

from assistant.budget import Limits, Place
from assistant.errors import ModelFailed
from assistant.models.choice import EndpointDescription
from assistant.models.errors import EndpointFailed, KeyUnprotected
from assistant.models.remote import RemoteChatModel
from tests.models.model_server import ModelServer, serving

MESSAGES = [SystemMessage("Kurz."), HumanMessage("Was?"), AIMessage("Das."), HumanMessage("Und?")]
SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}}


def _model(server: ModelServer, key: str | None = None) -> RemoteChatModel:
    described = EndpointDescription("server", server.url, "m")
    return RemoteChatModel(description=described, key=SecretStr(key) if key else None, pause=0.01)


def _said(model: RemoteChatModel, limits: Limits | None = None, **more: object) -> str:
    pieces = model.stream(MESSAGES, limits=limits or Limits(50, seconds=5.0), **more)  # type: ignore[arg-type]
    return "".join(str(piece.content) for piece in pieces)


def test_an_answer_is_streamed_piece_by_piece() -> None:
    with serving(ModelServer(["Die ", "Antwört", "."], delay=0.05)) as server:
        pieces = [str(p.content) for p in _model(server).stream(MESSAGES, limits=Limits(50), place=Place())]
    assert [piece for piece in pieces if piece] == ["Die ", "Antwört", "."]
    body = server.bodies[0]
    assert [message["role"] for message in body["messages"]] == ["system", "user", "assistant", "user"]
    assert (body["model"], body["max_tokens"], body["temperature"]) == ("m", 50, 0.0)


def test_a_stop_string_ends_the_text_and_hangs_up() -> None:
    with serving(ModelServer(["Die Ant", "wort.", *["\n\nFrage: und?"] * 300], delay=0.02)) as server:
        assert _said(_model(server), Limits(50, seconds=60), stop=["\n\nFrage:"]) == "Die Antwort."
        assert server.hung_up.wait(3)


def test_while_nothing_comes_empty_pieces_come() -> None:
    with serving(ModelServer(mute=0.7)) as server:
        pieces = [str(p.content) for p in _model(server).stream(MESSAGES)]
    assert pieces[:2] == ["", ""] and "".join(pieces) == "Die Antwort."


def test_closing_the_stream_hangs_up_within_a_moment() -> None:
    with serving(ModelServer(["Wort "] * 500, delay=0.02)) as server:
        with closing(_model(server).stream(MESSAGES, limits=Limits(50, seconds=60))) as pieces:
            next(piece for piece in pieces if piece.content)
        assert server.hung_up.wait(3)


def test_a_request_without_a_first_word_can_be_cancelled() -> None:
    with serving(ModelServer(mute=3.0)) as server:
        model = _model(server)
        with closing(model.stream(MESSAGES, limits=Limits(50, seconds=60))) as pieces:
            next(pieces)
        deadline = time.monotonic() + 2.5  # the server would go on for three seconds
        while any(t.name == "model server" for t in threading.enumerate()) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not any(t.name == "model server" for t in threading.enumerate())


def test_a_text_that_takes_too_long_ends_with_what_there_is() -> None:
    with serving(ModelServer(["Wort "] * 500, delay=0.05)) as server:
        assert _said(_model(server), Limits(500, seconds=0.6)).startswith("Wort Wort")


def test_a_server_that_says_nothing_in_time_has_failed() -> None:
    with serving(ModelServer(mute=2.0)) as server, pytest.raises(EndpointFailed, match="no word"):
        _said(_model(server), Limits(50, seconds=0.4))


def test_a_busy_server_is_asked_again() -> None:
    with serving(ModelServer(statuses=[503, 429])) as server:
        assert _said(_model(server)) == "Die Antwort."
    assert len(server.bodies) == 3


@pytest.mark.parametrize("refuses", [("chat_template_kwargs",), ("max_tokens", "temperature", "stream_options")])
def test_fields_that_a_server_refuses_are_left_out(refuses: tuple[str, ...]) -> None:
    with serving(ModelServer(refuses=refuses)) as server:
        model = _model(server)
        assert _said(model) == "Die Antwort." and not set(refuses) & set(server.bodies[-1])
        _said(model)
    assert len(server.bodies) == len(refuses) + 2, "what it refused once is not sent again"
    if "max_tokens" in refuses:
        assert server.bodies[-1]["max_completion_tokens"] == 50


@pytest.mark.parametrize(
    ("server", "detail"),
    [
        (ModelServer(statuses=[503] * 3), "HTTP 503: busy"),
        (ModelServer(statuses=[404]), "HTTP 404"),
        (ModelServer(breaks=1), "broke off"),
        (ModelServer([{"error": {"message": "out of memory"}}]), "out of memory"),
        (ModelServer([[1, 2]]), "no event"),
    ],
    ids=["busy", "missing", "cut", "error in the stream", "no protocol"],
)
def test_troubles_of_a_server_are_said(server: ModelServer, detail: str) -> None:
    with serving(server), pytest.raises(ModelFailed, match=detail) as raised:
        _said(_model(server))
    assert "Modellserver server" in raised.value.in_language("de")


def test_a_server_that_is_not_there_is_said() -> None:
    with serving(ModelServer()) as server:
        model = _model(server)
    for work in (model.load, lambda: _said(model)):
        with pytest.raises(EndpointFailed):
            work()


def test_the_key_is_sent_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(ModelServer(key="sk-geheim")) as server:
        right, wrong = _model(server, "sk-geheim"), _model(server, "sk-falsch")
        right.load()
        assert _said(right) == "Die Antwort."
        for work in (wrong.load, lambda: _said(wrong)):
            with pytest.raises(EndpointFailed, match="401") as raised:
                work()
            assert "sk-falsch" not in str(raised.value)
    assert "sk-" not in caplog.text + repr(right)


def test_a_key_does_not_go_over_an_open_line() -> None:
    described = EndpointDescription("far", "http://models.example/v1", "m")
    with pytest.raises(KeyUnprotected):
        RemoteChatModel(description=described, key=SecretStr("sk-geheim")).load()


def test_thoughts_are_left_out() -> None:
    events = [{"choices": [{"delta": {"reasoning_content": "Hm."}}]}, "<thi", "nk>Hm</think>\n\nDas ", "ist <es>."]
    with serving(ModelServer(events)) as server:
        assert _said(_model(server)) == "Das ist <es>."


def test_a_server_that_does_not_stream_is_understood() -> None:
    with serving(ModelServer(whole=True)) as server:
        assert _said(_model(server)) == "Die Antwort."


def test_json_is_asked_for_by_its_schema_and_must_be_complete() -> None:
    with serving(ModelServer(['{"a": ', "1}"])) as server:
        assert _said(_model(server), schema=SCHEMA) == '{"a": 1}'
        assert server.bodies[0]["response_format"]["json_schema"]["schema"] == SCHEMA
        server.events = ['{"a": ']
        with pytest.raises(ModelFailed, match="not complete"):
            _said(_model(server), schema=SCHEMA)


def test_its_speed_is_known_after_an_answer_whose_tokens_it_told() -> None:
    usage = {"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 20}}
    with serving(ModelServer(["Wort "] * 5 + [usage], mute=0.1, delay=0.02)) as server:
        model = _model(server)
        assert model.speed() is None
        _said(model)
        speed = model.speed()
    assert speed is not None and 0 < speed.reading <= 1_000 and 0 < speed.writing <= 250


def test_it_answers_several_at_once() -> None:
    with serving(ModelServer(["Wort "] * 5, delay=0.05)) as server:
        model, said = _model(server), []
        threads = [threading.Thread(target=lambda: said.append(_said(model))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert said == ["Wort Wort Wort Wort Wort "] * 4


def test_its_tokens_are_estimated_rather_too_high() -> None:
    model = RemoteChatModel(description=EndpointDescription("s", "http://127.0.0.1/v1", "m"))
    assert model.get_num_tokens("Donaudampfschifffahrt") == 7 and model.count_fresh([HumanMessage("abcd")]) == (2, 2)
    assert model.writes("de") and not model.writes("fr") and model.place() == Place()
