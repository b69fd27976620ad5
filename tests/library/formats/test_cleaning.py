"""Texts in one form: spaces, hyphens, control characters."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.formats.cleaning import clean, one_line, plain_bullets


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Gro\u0308\u00dfe", "Größe"),  # letter and diaeresis apart, as macOS writes names
        ("Daten\u00adqualität", "Datenqualität"),
        ("10\u00a0000\u202f€", "10 000 €"),
        ("a\u200bb\ufeffc\u2060d", "abcd"),
        ("\u202egeheim\u202c", "geheim"),
        ("x\U000e0041\U000e0042y", "xy"),  # letters that only a machine reads
        ("a\x00b\x1bc\x07", "abc"),
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("a\n\n\n\n\nb\n\n", "a\n\nb"),
        ("  eingerückt  \nZeile\t", "  eingerückt\nZeile"),
        ("\ud83d kaputt", " kaputt"),
        ("Kosten: 1.000,50 € – „gut“", "Kosten: 1.000,50 € – „gut“"),
        ("", ""),
    ],
)
def test_text_is_brought_into_one_form(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing_and_the_result_can_be_stored(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


def test_a_heading_fits_on_one_line() -> None:
    assert one_line("  Ziele \n und\tRisiken ") == "Ziele und Risiken"


def test_bullet_signs_become_dashes_only_at_the_start_of_a_line() -> None:
    assert plain_bullets("• eins\n  ▪ zwei\nA • B") == "- eins\n- zwei\nA • B"


@pytest.mark.parametrize("unit", [" ", "\t", "\n", "\u00a0", "a ", "\u200b"])
def test_a_long_run_takes_no_long_time(unit: str) -> None:
    began = time.process_time()
    clean("a" + unit * 300_000 + "b")
    assert time.process_time() - began < 2
