"""A model writes one JSON document."""

import pytest

from assistant.answer import Waiting
from assistant.budget import Limits
from assistant.errors import ModelFailed
from assistant.json_writing import draft, fields
from tests.scripted import ScriptedModel

SCHEMA = {"type": "object", "properties": {"rewrite": {"type": "string"}}}


def test_it_yields_with_every_piece_and_returns_the_whole() -> None:
    model = ScriptedModel([['{"rewrite": ', '"Bis Q3"', "}"]])
    writing = draft(model, [], SCHEMA, Limits(20))
    pieces = []
    while True:
        try:
            pieces.append(next(writing))
        except StopIteration as end:
            assert end.value == '{"rewrite": "Bis Q3"}'
            break
    assert pieces == [Waiting()] * 3 and model.closed == 1


def test_closing_it_stops_the_model() -> None:
    model = ScriptedModel([["{", *[""] * 1_000]])
    writing = draft(model, [], SCHEMA)
    next(writing)
    writing.close()
    assert model.closed == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('{"rewrite": "Bis Q3/2027 auf 12,5 %"}', {"rewrite": "Bis Q3/2027 auf 12,5 %"}),
        ('{"rewrite": ["a"], "more": null}', {"rewrite": ["a"], "more": None}),
        ('{"rewrite": "cut off', {}),
        ('["no", "object"]', {}),
        ('"only a text"', {}),
        ("", {}),
        ("Sure! Here is the JSON: {}", {}),
    ],
)
def test_what_is_no_document_has_no_fields(written: str, read: dict[str, object]) -> None:
    assert fields(written) == read


def test_a_model_that_fails_is_told_to_whoever_asked() -> None:
    model = ScriptedModel([["{", ModelFailed(name="Probe", detail="kaputt")]])
    with pytest.raises(ModelFailed, match="Probe"):
        list(draft(model, [], SCHEMA))
