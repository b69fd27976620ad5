"""Errors are worded in both languages and survive the way out of the reading process."""

import pickle
import string

import pytest

from assistant import errors
from assistant.errors import AssistantError


def _all(kind: type[AssistantError] = AssistantError) -> list[type[AssistantError]]:
    return [kind, *(deeper for below in kind.__subclasses__() for deeper in _all(below))]


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("kind", _all(), ids=lambda kind: kind.__name__)
def test_both_texts_exist_and_take_the_same_fields(kind: type[AssistantError]) -> None:
    assert _fields(kind.german) == _fields(kind.english)
    assert kind.__doc__ or kind.german != kind.english


def test_an_error_speaks_both_languages() -> None:
    error = errors.PathMissing(path="/a")
    assert error.in_language("de").startswith("Den Pfad /a")
    assert error.in_language("en").startswith("The path /a") and str(error) == error.in_language("en")


def test_an_error_keeps_its_fields_when_it_is_sent_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(errors.ReadingTooSlow(seconds=60.0)))
    assert isinstance(error, errors.ReadingTooSlow) and error.fields == {"seconds": 60.0}
