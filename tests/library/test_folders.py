"""What the place of a file says of it. Which files are found is tested with test_ingesting."""

import unicodedata
from pathlib import Path

import pytest

from assistant.library.folders import from_folders
from assistant.passages import Kind


@pytest.mark.parametrize(
    ("path", "project", "kind"),
    [
        ("/d/Alpha/notes/a.md", "Alpha", Kind.NOTE),
        ("/d/Büro 4.0/Risiken/a.md", "Büro 4.0", Kind.RISK),
        (unicodedata.normalize("NFD", "/d/Büro/Protokolle/a.md"), "Büro", Kind.NOTE),
        ("/d/Alpha/Lessons-Learned/a.md", "Alpha", Kind.LESSON),
        ("/d/Alpha/Lessons Learned/a.md", "Alpha", Kind.LESSON),
        ("/d/Alpha/lessons_learned/2024/Q3/a.md", "Alpha", Kind.LESSON),
        ("/d/Alpha/RISIKEN/a.md", "Alpha", Kind.RISK),
        ("/d/Alpha/Protokolle/Risiken/a.md", "Alpha", Kind.RISK),
        ("/d/Alpha/sonstiges/a.md", "Alpha", Kind.OTHER),
        ("/d/Alpha/methodik/de/a.md", None, Kind.METHODOLOGY),
        ("/d/methodology/Alpha/notes/a.md", "Alpha", Kind.NOTE),
        ("/risks/a.md", None, Kind.RISK),
        ("/a.md", None, None),
        ("/d/Alpha/Notizbuch/a.md", None, None),
        ("/d/Alpha/notes.md", None, None),
    ],
)
def test_folders_tell_project_and_kind(path: str, project: str | None, kind: Kind | None) -> None:
    assert from_folders(Path(path)) == (project, kind)
