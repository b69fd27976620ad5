"""Extra pairs: both sides keep saying the same."""

import random

import pytest

from training.composing import asked, framed, joined, named, passages, word_chains
from training.reading import Pair

PAIRS = [Pair("Das ist gut.", "This is good."), Pair("Es regnet.", "It rains.")]


def test_a_section_of_known_sentences_becomes_a_passage_pair() -> None:
    sections = [
        Pair("Wetter", "Das ist gut. Es regnet."),
        Pair("Unbekannt", "Das ist gut. Dieser Satz fehlt."),
    ]
    assert passages(PAIRS, sections) == [Pair("Das ist gut. Es regnet.", "This is good. It rains.")]


def test_names_and_years_are_the_same_on_both_sides() -> None:
    random.seed(0)
    for made in named(PAIRS, ["Kelm Vossar"], 20):
        assert "Kelm Vossar" in made.first and "Kelm Vossar" in made.second


def test_questions_keep_their_name() -> None:
    template = Pair("Wer ist {name}?", "Who is {name}?")
    assert asked([template], ["Orla"], 1) == [Pair("Wer ist Orla?", "Who is Orla?")]


def test_chains_have_as_many_glossary_words_on_both_sides() -> None:
    random.seed(0)
    glossary = [Pair(f"wort{i}", f"word{i}") for i in range(20)]
    for made in word_chains(glossary, ["Name"], 20):
        assert made.first.count("wort") == made.second.count("word") >= 3


@pytest.mark.parametrize(
    ("words", "text"), [(["a", "", "b"], "a b"), (["a", ",", "b"], "a, b"), ([], ""), (["", ""], "")]
)
def test_words_are_joined_with_single_spaces(words: list[str], text: str) -> None:
    assert joined(words) == text


def test_framed_sentences_name_the_same_things_on_both_sides() -> None:
    random.seed(0)
    frames = [Pair("Wo sind {thing} von {people}?", "Where are {thing} of {people}?"), Pair("{thing}!", "{thing}!")]
    things, people = [Pair("Kabel", "cables"), Pair("Türen", "doors")], [Pair("Gäste", "guests")]
    made = set(framed(frames, things, people, 60))
    assert Pair("Wo sind Kabel von Gäste?", "Where are cables of guests?") in made
    assert made == {
        *(Pair(f"Wo sind {a} von Gäste?", f"Where are {b} of guests?") for a, b in things),
        *(Pair(f"{a}!", f"{b.capitalize()}!") for a, b in things),
    }
