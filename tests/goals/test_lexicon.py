"""A word counts as known in any inflection and as a compound of known words, never because it begins alike."""

import pytest

from assistant.goals.lexicon import Lexicon

SAID = Lexicon(
    ["Wir senken die Durchlaufzeit der Rechnungsprüfung für Verträge.", "Claims are handled by Frau Özdemirs Team."]
)


@pytest.mark.parametrize(
    "word",
    ["Durchlaufzeiten", "gesenkt", "SENKT", "Vertrag", "Rechnungspruefung", "Prüfung", "Rechnung", "Vertragsprüfung",
     "claim", "handling", "handle", "Claim's", "Vertrags-Prüfung"],
)  # fmt: skip
def test_forms_and_compounds_of_said_words_are_known(word: str) -> None:
    assert SAID.knows(word)


@pytest.mark.parametrize(
    "word", ["Senf", "Vertrieb", "Durchbruch", "Lieferung", "clinic", "Rechner", "x", "Vertriebszeit"]
)
def test_words_that_merely_begin_alike_are_not(word: str) -> None:
    assert not SAID.knows(word)


@pytest.mark.parametrize(
    ("word", "has"), [("Özdemir", True), ("ÖZDEMIRS", True), ("Özdil", False), ("Team", True), ("Özdemirhan", False)]
)
def test_names_must_stand_there_themselves(word: str, has: bool) -> None:
    assert SAID.has(word) is has


def test_neighbours_keep_their_order() -> None:
    assert SAID.beside("Frau", "Özdemir") and not SAID.beside("Özdemir", "Frau")
