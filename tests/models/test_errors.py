"""Errors around models are worded in both languages and say how to repair."""

import string

import pytest

from assistant.errors import AssistantError, ModelFailed
from assistant.models import errors
from assistant.models.errors import EndpointFailed, ModelFileRefused

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, AssistantError) and kind.__module__ == errors.__name__
]


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_both_texts_take_the_same_fields(kind: type[AssistantError]) -> None:
    assert _fields(kind.german) == _fields(kind.english)
    assert kind is ModelFileRefused or kind.german != kind.english


def test_a_failing_server_is_a_failing_model() -> None:
    """Whoever writes answers falls back to the sources, whatever the model is."""
    assert issubclass(EndpointFailed, ModelFailed)
