"""Titles and other properties of Office files."""

import zipfile
from pathlib import Path

import pytest

from assistant.library.formats.properties import office_properties, real_title


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Projektplan  Rübe", "Projektplan Rübe"),
        ("Microsoft Word - Dokument1", None),
        ("Microsoft PowerPoint - Folien final.pptx", None),
        ("PowerPoint-Präsentation", None),
        ("Unbenanntes Dokument", None),
        ("untitled", None),
        ("Angebot final.docx", None),
        ("Word Document", None),
        ("Dokumentation der Prüfung", "Dokumentation der Prüfung"),
        ("Präsentation der Ergebnisse", "Präsentation der Ergebnisse"),
        (" - ", None),
        ("", None),
        (None, None),
    ],
)
def test_titles_that_a_program_made_up_are_none(stated: str | None, title: str | None) -> None:
    assert real_title(stated) == title


def test_missing_or_damaged_properties_are_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert office_properties(path) == (None, {})
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("docProps/core.xml", "<a><title>Plan</title><broken")
    assert office_properties(path) == ("Plan", {})


def test_entities_in_properties_are_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "docProps/core.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]><a><title>&x;</title></a>'
        )
    assert office_properties(path) == (None, {})
