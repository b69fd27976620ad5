"""A real workspace with two small documents and no model loaded: questions are answered from words alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.workspace import Workspace, open_workspace

LESSON_DE = """---
title: Ausgangswert messen
project: rechnungen
kind: lesson
date: 2024-03-18
language: de
---

# Ausgangswert messen

## Situation

Die Bearbeitungszeit je Rechnung wurde geschätzt, nicht gemessen. Der Lenkungskreis lehnte den Nutzennachweis ab.

## Empfehlung

- Den Ausgangswert vor dem Projektstart an 200 Rechnungen messen.
- Messgrundlage und Datum im Projektauftrag nennen.
"""
NOTE_EN = """---
title: Steering minutes
project: support
kind: note
date: 2025-07-15
language: en
---

# Steering minutes

The pilot moves by six weeks. The privacy assessment was started too late.
"""


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds both documents, indexed for words; copied for every test."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "lesson.md").write_text(LESSON_DE, encoding="utf-8")
    (folder / "minutes.md").write_text(NOTE_EN, encoding="utf-8")
    data = tmp_path_factory.mktemp("data")
    with open_workspace(data) as workspace:
        workspace.ingest([folder])
        workspace.catch_up()
    return data


@pytest.fixture
def workspace(tmp_path: Path, ingested: Path) -> Iterator[Workspace]:
    """Both documents ingested and indexed for words; no model is loaded."""
    shutil.copytree(ingested, tmp_path / "data")
    with open_workspace(tmp_path / "data") as workspace:
        yield workspace
