"""A text that ends before a given string, however it comes in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.stopping import beginning, until


@pytest.mark.parametrize(
    ("pieces", "stops", "said"),
    [
        (["Ja. ", "Nein."], [], "Ja. Nein."),
        (["Ja. ", "Nein."], ["Nein"], "Ja. "),
        (["Ja.\n", "\nUnd ", "weiter"], ["\n\n"], "Ja."),
        (["Ein Sto", "rch"], ["Stopp"], "Ein Storch"),
        (["Ein Sto", "pp hier"], ["Stopp"], "Ein "),
        (["aab", "aac"], ["aac", "b"], "aa"),
        (["Über", "maß"], ["ma", "maß"], "Über"),
        (["ab", "a"], ["aba", "b"], ""),
        (["ab", "c"], ["aba", "b"], "a"),
        (["ab"], ["aba", "b"], "a"),
        ([], ["x"], ""),
        (["", "", "x"], ["x"], ""),
        (["<|", "im_", "end|>"], ["<|im_end|>"], ""),
        (["offen <|im"], ["<|im_end|>"], "offen <|im"),
    ],
)
def test_a_text_ends_before_the_first_stop(pieces: list[str], stops: list[str], said: str) -> None:
    assert "".join(until(pieces, stops)) == said


@given(
    st.lists(st.text("abÄ\n", max_size=4), max_size=12),
    st.lists(st.text("abÄ\n", min_size=1, max_size=3), max_size=3),
)
def test_pieces_do_not_matter(pieces: list[str], stops: list[str]) -> None:
    text = "".join(pieces)
    ends = [at for stop in stops if (at := text.find(stop)) >= 0]
    said = "".join(until(pieces, stops))
    assert said == text[: min(ends, default=len(text))]


@pytest.mark.parametrize(
    ("text", "mark", "end"),
    [("ab", "bc", "b"), ("ab", "cd", ""), ("", "x", ""), ("a<|", "<|x|>", "<|"), ("bc", "bc", "")],
)
def test_the_end_that_may_begin_a_mark_is_found(text: str, mark: str, end: str) -> None:
    assert beginning(text, [mark]) == end
