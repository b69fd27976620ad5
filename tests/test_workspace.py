"""The joined parts: documents in, answer out, with real indexes and without models."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Workspace, open_workspace
from assistant.answer import Evidence, Finished
from assistant.errors import DataInUse, PathMissing, QuestionEmpty
from assistant.passages import Kind

PILOT = """---
title: Statusbericht Pilot
date: 2025-03-10
---
# Statusbericht Pilot

## Verlauf

Der Pilot startete am 3. März 2025 mit 12 Sachbearbeitern. Die Erkennungsrate lag bei 91,8 %.

## Risiken

Der Betriebsrat hat der Auswertung der Protokolle noch nicht zugestimmt.
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "akten" / "rechnungen" / "notizen"
    folder.mkdir(parents=True)
    (folder / "pilot.md").write_text(PILOT, encoding="utf-8")
    return tmp_path / "akten"


@pytest.fixture
def workspace(tmp_path: Path, documents: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "daten") as opened:
        opened.ingest([documents])
        opened.catch_up()
        yield opened


def test_a_document_can_be_searched_by_words_before_any_model_is_loaded(workspace: Workspace) -> None:
    (first, *_) = workspace.search("Wann startete der Pilot?")
    assert (first.project, first.kind, first.date) == ("rechnungen", Kind.NOTE, "2025-03-10")
    assert first.headings[-1] == "Verlauf" and "3. März 2025" in first.text


def test_an_answer_rests_on_the_passage(workspace: Workspace) -> None:
    answer = workspace.answer("Wann startete der Pilot?")
    assert "Der Pilot startete am 3. März 2025 mit 12 Sachbearbeitern. [1]" in answer.text
    assert answer.citations[0].passage.document == "akten/rechnungen/notizen/pilot.md"


def test_evidence_is_the_first_event_and_finished_the_last(workspace: Workspace) -> None:
    events = list(workspace.stream("Wie hoch war die Erkennungsrate?"))
    assert isinstance(events[0], Evidence) and isinstance(events[-1], Finished)


@pytest.mark.parametrize("filters", [{"project": "anderes"}, {"kind": "lesson"}, {"since": "2025-03-11"}])
def test_filters_leave_out_what_they_do_not_allow(workspace: Workspace, filters: dict[str, str]) -> None:
    assert workspace.search("Pilot", **filters) == []


def test_an_empty_question_is_refused(workspace: Workspace) -> None:
    with pytest.raises(QuestionEmpty):
        workspace.search("  ")


def test_a_missing_path_is_named_and_nothing_is_read(workspace: Workspace, documents: Path) -> None:
    with pytest.raises(PathMissing, match="fehlt"):
        workspace.ingest([documents, documents / "fehlt"])
    assert workspace.status().documents == 1


def _note(tmp_path: Path, text: str, name: str = "budget.txt") -> Path:
    source = tmp_path / name
    source.write_text(text, encoding="utf-8")
    return source


def test_a_deleted_upload_leaves_disk_and_search(workspace: Workspace, tmp_path: Path) -> None:
    source = _note(tmp_path, "Das Budget für die Annotation beträgt 12.000 Euro.")
    assert workspace.upload(source, project="Übung/../x", kind=Kind.OTHER).added == 1
    (document,) = [d for d in workspace.documents() if d.name == "budget.txt"]
    assert Path(document.path).is_relative_to(workspace.data_dir / "uploads") and workspace.is_upload(document)
    workspace.delete(document)
    workspace.catch_up()
    assert not Path(document.path).exists() and source.exists()
    assert not any("12.000" in passage.text for passage in workspace.search("Budget Annotation"))


def test_an_unreadable_upload_is_not_kept_and_spares_the_earlier_one(workspace: Workspace, tmp_path: Path) -> None:
    workspace.upload(_note(tmp_path, "Das Budget beträgt 12.000 Euro."), project="A", kind=Kind.NOTE)
    broken = tmp_path / "budget.txt"
    broken.write_bytes(bytes(range(256)) * 40)
    report = workspace.upload(broken, project="A", kind=Kind.NOTE)
    kept = [path for path in (workspace.data_dir / "uploads").rglob("*") if path.is_file()]
    assert len(report.unreadable) == 1
    assert [path.read_text(encoding="utf-8") for path in kept] == ["Das Budget beträgt 12.000 Euro."]


def test_a_newer_upload_of_the_same_name_replaces_the_earlier_one(workspace: Workspace, tmp_path: Path) -> None:
    for text in ("Das Budget beträgt 12.000 Euro.", "Das Budget beträgt 15.000 Euro."):
        report = workspace.upload(_note(tmp_path, text), project="A", kind=Kind.NOTE)
    assert report.updated == 1 and workspace.status().documents == 2


def test_a_deleted_document_of_a_folder_stays_on_disk(workspace: Workspace) -> None:
    (document,) = workspace.documents()
    workspace.delete(document)
    assert Path(document.path).exists() and workspace.documents() == []


def test_uploads_of_the_same_name_live_side_by_side_in_two_projects(workspace: Workspace, tmp_path: Path) -> None:
    for project in ("A", "B"):
        workspace.upload(_note(tmp_path, f"Notiz von {project}."), project=project, kind=Kind.NOTE)
    assert {d.project for d in workspace.documents() if d.name == "budget.txt"} == {"A", "B"}


def test_the_retriever_speaks_langchain(workspace: Workspace) -> None:
    (document, *_) = workspace.retriever(limit=1).invoke("Erkennungsrate")
    assert "91,8 %" in document.page_content and document.metadata["title"] == "Statusbericht Pilot"


def test_a_second_process_may_ingest_but_not_search(workspace: Workspace, tmp_path: Path, documents: Path) -> None:
    (documents / "neu.md").write_text("# Neu\n\nDie Schnittstelle zum ERP fehlt noch immer.", encoding="utf-8")
    command = [sys.executable, "-m", "assistant", "ingest", str(documents), "--json"]
    done = subprocess.run(
        [*command, "--data-dir", str(workspace.data_dir)], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(done.stdout)["added"] == 1
    assert workspace.behind()
    workspace.catch_up()
    assert "Schnittstelle" in workspace.search("Schnittstelle ERP")[0].text
    with open_workspace(workspace.data_dir) as second, pytest.raises(DataInUse):
        second.search("Pilot")


def test_the_background_reads_the_given_documents_and_follows_changes(tmp_path: Path, documents: Path) -> None:
    with open_workspace(tmp_path / "daten") as opened:
        opened.start([documents])
        deadline = time.monotonic() + 60
        while not opened.indexes.keywords.count() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert opened.search("Erkennungsrate")


def test_status_counts_what_is_there(workspace: Workspace) -> None:
    status = workspace.status()
    assert (status.documents, status.passages, status.embedder, status.model) == (1, 2, "loading", "loading")


LESSON = "# Betriebsrat\n\nWir hätten den Betriebsrat vor der ersten Vorführung des Piloten beteiligen sollen.\n"
RISK = "# Risiken\n\nDer Betriebsrat kann den Piloten stoppen, weil die Protokolle nicht geregelt sind.\n"


@pytest.mark.parametrize(
    ("question", "mode", "kinds"),
    [
        ("Was haben wir beim Betriebsrat gelernt?", "lessons", {Kind.LESSON}),
        ("Welche Risiken gibt es beim Betriebsrat?", "risks", {Kind.RISK, Kind.LESSON}),
        ("Wie hoch war die Erkennungsrate?", "answer", set(Kind)),
        ("What did we learn about the Betriebsrat?", "lessons", {Kind.LESSON}),
        ("Bis Ende 2031 80 % der Rechnungen erkennen", "goal", set()),
    ],
)
def test_what_is_wanted_is_recognised_and_searched_in_its_documents(
    workspace: Workspace, tmp_path: Path, question: str, mode: str, kinds: set[Kind]
) -> None:
    workspace.upload(_note(tmp_path, LESSON, "l.md"), project="A", kind=Kind.LESSON)
    workspace.upload(_note(tmp_path, RISK, "r.md"), project="A", kind=Kind.RISK)
    workspace.catch_up()
    first, *_, last = workspace.stream(question)
    assert isinstance(first, Evidence) and isinstance(last, Finished)
    assert (str(first.mode), str(last.answer.mode)) == (mode, mode)
    assert mode == "goal" or kinds >= {passage.kind for passage in first.passages} != set()


def test_the_user_may_correct_the_mode_and_choose_the_effort(workspace: Workspace) -> None:
    answer = workspace.answer("Welche Risiken hat der Pilot?", "answer", effort="thorough")
    assert answer.mode == "answer"


def test_risks_are_proposed_with_the_lessons_of_other_projects_and_without_those_known(
    tmp_path: Path, documents: Path
) -> None:
    lessons = documents / "alt" / "lehren"
    lessons.mkdir(parents=True)
    (lessons / "2024-12-03-betriebsrat.md").write_text(
        "# Betriebsrat und Betriebsvereinbarung\n\n## Situation\n\n" + "Der Betriebsrat wurde zu spät gefragt. " * 4,
        encoding="utf-8",
    )
    with open_workspace(tmp_path / "daten") as workspace:
        workspace.ingest([documents])
        workspace.catch_up()
        description = "Ein neues System im Lager; der Betriebsrat ist nicht beteiligt."
        council = next(one for one in workspace.propose_risks(description) if "Betriebsrat" in one.text)
        assert "gesehen im Projekt alt, 2024" in council.source
        stored = workspace.risks.add(council.as_risk("neu"))
        assert stored.lessons == ("akten/alt/lehren/2024-12-03-betriebsrat.md",)
        known = [one.text for one in workspace.propose_risks(description, project="neu")]
        assert council.text not in known and len(known) == 12
