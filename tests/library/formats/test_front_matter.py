"""YAML front matter."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.formats.front_matter import iso_date, normalised, split_front_matter


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-3-5", "2024-03-05"),
        ("2024-03-05T10:00:00Z", "2024-03-05"),
        ("05.03.2024", "2024-03-05"),
        ("5. 3. 2024", "2024-03-05"),
        ("08/11/2014", "2014-08-11"),  # month first
        ("25/12/2014", "2014-12-25"),  # cannot be a month
        ("August 11, 2014", "2014-08-11"),
        ("Aug 1st, 2014", "2014-08-01"),
        ("5. März 2024", "2024-03-05"),
        ("12 Dezember 2023", "2023-12-12"),
        (datetime.date(2024, 3, 5), "2024-03-05"),
        (datetime.datetime(2024, 3, 5, 23, 59), "2024-03-05"),
        ("31.02.2024", None),
        ("13/13/2024", None),
        ("März 2024", None),
        ("2024", None),
        ("demnächst", None),
        ("", None),
    ],
)
def test_dates_become_iso_or_are_left_out(written: object, iso: str | None) -> None:
    assert iso_date(written) == iso


def test_german_keys_become_english_ones_and_authors_are_left_out() -> None:
    facts = {
        "Titel": " Datenqualität  sichern ",
        "PROJEKT": "Rübe",
        "Datum": "05.03.2024",
        "Sprache": "Deutsch",
        "Schlagworte": "Daten; Qualität,  ",
        "Autor": "Erika Mustermann",
        "authors": ["a", "b"],
        "phase": 2,
        "fertig": True,
        "leer": None,
        "verschachtelt": {"a": 1},
    }
    assert normalised(facts) == {
        "title": "Datenqualität sichern",
        "project": "Rübe",
        "date": "2024-03-05",
        "language": "de",
        "topics": ["Daten", "Qualität"],
        "phase": "2",
        "fertig": "true",
    }


@pytest.mark.parametrize(
    ("stated", "language"), [("de-DE", "de"), ("EN", "en"), ("en_US", "en"), ("English", "en"), ("klingonisch", None)]
)
def test_languages_become_two_letters(stated: str, language: str | None) -> None:
    assert normalised({"lang": stated}).get("language") == language


def test_the_block_is_taken_off_the_text() -> None:
    text = '\n---\ntitle: "Größe"\ntags: [a, b]\ndate: 2024-01-31\n---\n\n# Text\n'
    assert split_front_matter(text) == (
        {"title": "Größe", "topics": ["a", "b"], "date": "2024-01-31"},
        "\n# Text\n",
    )


@pytest.mark.parametrize(
    "text",
    [
        "---\nNur ein Satz zwischen Linien\n---\nText",
        "---\ntitle: nie geschlossen\nText",
        "Text\n---\ntitle: zu spät\n---\n",
        "",
    ],
)
def test_what_is_no_block_stays_as_it_is(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


@pytest.mark.parametrize(
    "block",
    [
        "title: [offen",
        "\tx: : :",
        "date: 2024-13-45",
        "[" * 1000,
        "a: &a [1]\nb: !!python/object:os.system x",
    ],
)
def test_a_block_that_cannot_be_read_is_text(block: str) -> None:
    assert split_front_matter(f"---\n{block}\n---\nText") == ({}, f"{block}\n\nText")


def test_aliases_that_would_grow_without_bounds_do_not() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    metadata, _ = split_front_matter("---\n" + "\n".join(lines) + "\n---\nText")
    assert metadata == {"a0": ["x"] * 9}


@given(st.text(alphabet="---\n abc:[]{}&*!%\"'1.", max_size=200))
def test_any_block_is_split_off_without_an_error(block: str) -> None:
    _, body = split_front_matter(f"---\n{block}\n---\nSchluss")
    assert body.endswith("Schluss")
