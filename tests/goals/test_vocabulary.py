"""The word lists of goals, and the patterns made of them."""

import re
import unicodedata

import pytest

from assistant.goals.vocabulary import ENGLISH, GERMAN, phrase_pattern, verb_pattern, vocabulary

VERBS = ("downward", "upward", "doing", "vague_verbs")
PHRASES = ("vague_words", "vague_times")
LISTS = (*VERBS, *PHRASES, "states")
BOTH = pytest.mark.parametrize("language", ["de", "en"])


@BOTH
@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_long_enough_and_holds_nothing_twice(language: str, name: str) -> None:
    entries = getattr(vocabulary(language), name)
    assert len(entries) >= 15
    assert [entry for entry in entries if entries.count(entry) > 1] == []


@BOTH
@pytest.mark.parametrize("name", [*LISTS, "vague_objects", "function_words"])
def test_entries_are_lower_case_composed_and_trimmed(language: str, name: str) -> None:
    for entry in getattr(vocabulary(language), name):
        assert entry == entry.lower().strip() == unicodedata.normalize("NFC", entry) and entry


@BOTH
def test_the_languages_differ(language: str) -> None:
    mine, other = (GERMAN, ENGLISH) if language == "de" else (ENGLISH, GERMAN)
    for name in LISTS:
        shared = set(getattr(mine, name)) & set(getattr(other, name))
        assert len(shared) <= 0.15 * len(getattr(mine, name)), shared


@BOTH
def test_a_verb_does_not_lead_both_up_and_down(language: str) -> None:
    words = vocabulary(language)
    assert set(words.downward) & set(words.upward) == set()


@BOTH
def test_a_verb_of_change_is_not_vague(language: str) -> None:
    words = vocabulary(language)
    assert (set(words.downward) | set(words.upward)) & set(words.vague_verbs) == set()


@pytest.mark.parametrize(
    ("language", "group", "word"),
    [
        *(("de", "downward", word) for word in ["senken", "Senkung", "gesenkt", "senkt", "reduziert", "Reduzierung",
          "verkürzt", "abzubauen", "abgebaut", "einsparen", "sinkt", "gesunken", "vermieden", "halbiert"]),
        *(("de", "upward", word) for word in ["erhöhen", "Erhöhung", "steigern", "gesteigert", "verdoppeln",
          "Steigerung", "Verdoppelung", "steigt", "gestiegen", "wachsen", "aufgestockt", "aufzustocken"]),
        *(("de", "doing", word) for word in ["einführen", "Einführung", "einzuführen", "eingeführt", "automatisiert",
          "Automatisierung", "entwickelt", "erkannt", "erkennt", "übersetzen", "zugeordnet", "bearbeiten"]),
        *(("de", "vague_verbs", word) for word in ["verbessern", "Verbesserung", "optimiert", "voranzubringen",
          "vorangetrieben", "stärken", "nutzen", "unterstützen", "eingesetzt", "ausgebaut"]),
        *(("en", "downward", word) for word in ["reduce", "reducing", "reduces", "cut", "cutting", "lowered",
          "halve", "halved", "shorten", "shrinking", "saved", "saving", "dropping"]),
        *(("en", "upward", word) for word in ["increase", "raising", "doubled", "grow", "tripling", "boosted"]),
        *(("en", "doing", word) for word in ["launch", "automate", "automation", "detecting", "classify",
          "classifies", "classified", "translation", "planned", "routing", "summarise", "summarize"]),
        *(("en", "vague_verbs", word) for word in ["improve", "improving", "optimise", "optimize",
          "leveraging", "enhanced", "using"]),
    ],
)  # fmt: skip
def test_every_form_of_a_verb_is_matched(language: str, group: str, word: str) -> None:
    assert verb_pattern(language, group).fullmatch(word)


@pytest.mark.parametrize(
    ("language", "group", "word"),
    [
        ("en", "downward", "reduction"),
        ("en", "doing", "introduction"),
        ("en", "doing", "detection"),
        ("en", "doing", "prepare"),
        ("de", "downward", "Einsparungen"),
        ("de", "upward", "Verdopplung"),
        ("de", "doing", "Entwicklung"),
        ("en", "vague_verbs", "improvement"),
        ("en", "vague_verbs", "modernisation"),
        ("de", "downward", "reduktion"),
    ],
)
def test_nouns_of_doing_are_matched_too(language: str, group: str, word: str) -> None:
    assert verb_pattern(language, group).fullmatch(word)


@pytest.mark.parametrize(
    ("language", "group", "text"),
    [
        ("de", "downward", "Senkgrube Senkrechte Fallobst Sparkasse Kürzel Sinkflug"),
        ("de", "upward", "Steigbügel Wachstumsmarkt Erhöhungsfaktor"),
        ("de", "doing", "Prüfungsamt Testament Baumarkt Zahlen"),
        ("de", "vague_verbs", "Nutzfahrzeug Machtfrage Kommission Gehweg Setzkasten"),
        ("de", "downward", "Kosten-senken senken-1 vorsenken"),
        ("en", "downward", "cutlery fallow dropout saver lowland remover reducible"),
        ("en", "upward", "raisin growth doublet"),
        ("en", "doing", "planet testament builder rollercoaster checkpoint"),
        ("en", "vague_verbs", "useful dozen worker maker"),
        ("en", "downward", "cost-cut re-cut uncut"),
    ],
)
def test_verbs_are_matched_as_whole_words_only(language: str, group: str, text: str) -> None:
    assert verb_pattern(language, group).findall(text) == []


@BOTH
@pytest.mark.parametrize("name", PHRASES)
def test_every_phrase_is_found_whole_and_in_any_case(language: str, name: str) -> None:
    pattern = phrase_pattern(language, name)
    for phrase in getattr(vocabulary(language), name):
        assert pattern.fullmatch(phrase) and pattern.fullmatch(phrase.capitalize())
        for glued in (f"x{phrase}", f"{phrase}x", f"{phrase}-x"):
            assert phrase not in [found.casefold() for found in pattern.findall(glued)]


@pytest.mark.parametrize(
    ("language", "text", "phrase"),
    [
        ("de", "Das soll so schnell wie möglich gehen", "so schnell wie möglich"),
        ("de", "mittel- bis langfristig", "mittel- bis langfristig"),
        ("en", "as soon as possible, please", "as soon as possible"),
        ("en", "in the long term", "in the long term"),
    ],
)
def test_the_longest_phrase_wins(language: str, text: str, phrase: str) -> None:
    match = phrase_pattern(language, "vague_times").search(text)
    assert match is not None and match.group() == phrase


def test_no_english_list_holds_an_empty_or_bare_entry_that_matches_everything() -> None:
    for language in ("de", "en"):
        for group in VERBS:
            assert not verb_pattern(language, group).fullmatch("")
            assert all(len(re.sub(r"\W", "", entry)) >= 2 for entry in getattr(vocabulary(language), group))


def test_an_unknown_language_is_read_as_english() -> None:
    assert vocabulary("de") is GERMAN and vocabulary("en") is ENGLISH
