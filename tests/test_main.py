"""The command line: what scripts rely on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.conversation import Feedback, Wanted
from assistant.conversation_store import ConversationStore
from assistant.database import Database

ROOT = Path(__file__).resolve().parent.parent


def _run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        env=os.environ | environ,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    notes = tmp_path / "akten" / "lager" / "notizen"
    notes.mkdir(parents=True)
    (notes / "pilot.md").write_text("# Pilot\n\nDer Pilot im Lager startete am 3. März 2025.\n", encoding="utf-8")
    return tmp_path / "akten"


def test_ingest_prints_one_json_document_and_ends_with_0(folder: Path, tmp_path: Path) -> None:
    done = _run("ingest", str(folder), "--json", "--data-dir", str(tmp_path / "d"))
    facts = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert (facts["added"], facts["passages"], facts["unreadable"]) == (1, 1, [])
    assert set(facts) >= {"updated", "unchanged", "removed", "duplicate", "seconds"}


def test_an_unreadable_document_is_named_and_ends_with_1(folder: Path, tmp_path: Path) -> None:
    (folder / "kaputt.pdf").write_bytes(b"%PDF-1.4 nothing")
    for language, word in (("de", "beschädigt"), ("en", "damaged")):
        done = _run(
            "ingest", str(folder), "--json", "--data-dir", str(tmp_path / language), ASSISTANT_LANGUAGE=language
        )
        (item,) = json.loads(done.stdout)["unreadable"]
        assert done.returncode == 1
        assert item["document"] == "akten/kaputt.pdf" and word in item["reason"]
        assert json.loads(done.stdout)["added"] == 1


@pytest.mark.parametrize(
    ("arguments", "environ", "said"),
    [
        (["ingest", "/gibt/es/nicht"], {}, "Den Pfad /gibt/es/nicht gibt es nicht"),
        (["search", "Pilot"], {"ASSISTANT_HOST": "0.0.0.0"}, "von außen erreichbar"),
        (["search", "Pilot"], {"ASSISTANT_PORT": "x", "ASSISTANT_LANGUAGE": "en"}, "ASSISTANT_PORT"),
    ],
)
def test_an_error_is_one_line_on_stderr(
    arguments: list[str], environ: dict[str, str], said: str, tmp_path: Path
) -> None:
    done = _run(*arguments, "--data-dir", str(tmp_path / "d"), **environ)
    assert done.returncode == 1 and done.stdout == ""
    assert said in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_the_top_level_script_ingests_too(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "ingest.py"), str(folder), "--data-dir", str(tmp_path / "d")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and "1 neu" in done.stdout


@pytest.mark.parametrize(
    ("answers", "code", "complete"), [("ai_system=no", 0, True), ("ai_system=yes,union_link=yes", 0, False)]
)
def test_a_screening_as_json_tells_the_outcome_or_the_next_question(answers: str, code: int, complete: bool) -> None:
    done = _run("ai-act", "--answers", answers, "--json")
    facts = json.loads(done.stdout)
    assert (done.returncode, facts["complete"]) == (code, complete)
    assert bool(facts["next"]) is not complete and facts["disclaimer"]


def test_the_record_of_a_screening_goes_to_a_file_only_when_it_is_complete(tmp_path: Path) -> None:
    out = tmp_path / "nachweis.md"
    open_ = _run("ai-act", "--answers", "ai_system=yes", "--out", str(out))
    assert open_.returncode == 1 and "union_link" in open_.stderr and not out.exists()
    assert _run("ai-act", "--answers", "ai_system=no", "--out", str(out)).returncode == 0
    assert out.read_text(encoding="utf-8").startswith("# Einstufung nach der KI-Verordnung")
    missing = _run("ai-act", "--answers", "ai_system=no", "--out", str(tmp_path / "fehlt" / "x.md"))
    assert missing.returncode == 1 and "fehlt" in missing.stderr


def test_lessons_of_an_empty_folder_are_none(tmp_path: Path) -> None:
    done = _run("lessons", "", "--json", "--data-dir", str(tmp_path / "d"))
    assert done.returncode == 0 and json.loads(done.stdout)["cards"] == []


def test_eval_measures_an_own_set_and_compares_it_with_itself(folder: Path, tmp_path: Path) -> None:
    data, result = str(tmp_path / "d"), str(tmp_path / "result.json")
    _run("ingest", str(folder), "--data-dir", data)
    line = {"question": "Wann startete der Pilot im Lager?", "document": "akten/lager/notizen/pilot.md"}
    (tmp_path / "set.jsonl").write_text(json.dumps(line), encoding="utf-8")
    first = _run("eval", str(tmp_path / "set.jsonl"), "--json", "--out", result, "--data-dir", data)
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout) == json.loads(Path(result).read_text(encoding="utf-8"))
    again = _run("eval", str(tmp_path / "set.jsonl"), "--compare", result, "--data-dir", data)
    assert again.returncode == 0 and "Keine Kennzahl hat sich geändert" in again.stdout


def test_eval_names_wrong_lines_and_runs_nothing(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text('{"question": "Wer?"}\n{', encoding="utf-8")
    done = _run("eval", str(tmp_path / "set.jsonl"), "--data-dir", str(tmp_path / "d"), ASSISTANT_LANGUAGE="en")
    assert done.returncode == 1 and done.stdout == ""
    assert "set.jsonl, line 1: what is expected" in done.stderr and "set.jsonl, line 2: no valid JSON" in done.stderr


def test_feedback_prints_rated_answers_as_a_json_document_a_line(tmp_path: Path) -> None:
    database = Database(tmp_path / "assistant.sqlite")
    conversations = ConversationStore(database)
    for question, good in (("Warum\nGröße?", False), ("When?", True)):
        begun = conversations.begin("browser", question, Wanted())
        conversations.rate("browser", begun.id, Feedback(good, "so\nnicht" if not good else ""))
    conversations.begin("browser", "unbewertet", Wanted())
    database.close()
    done = _run("feedback", "--json", "--data-dir", str(tmp_path))
    rated = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [(r["question"], r["rating"], r["language"]) for r in rated] == [
        ("Warum\nGröße?", "bad", "de"),
        ("When?", "good", "en"),
    ]
    read = _run("feedback", "--data-dir", str(tmp_path))
    assert read.stdout.splitlines() == ["👎 Warum Größe? · so nicht", "👍 When?"]


def test_risks_are_printed_as_json_and_as_text(tmp_path: Path) -> None:
    text = "Ein Chatbot mit Sprachmodell beantwortet Fragen von Kunden."
    done = _run("risks", text, "--json", "--data-dir", str(tmp_path / "d"))
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert len(facts) == 12
    for one in facts:
        assert set(one) >= {"risk", "cause", "effect", "probability", "impact", "mitigation", "source"}
        assert one["source"] and 1 <= one["probability"] <= 5 and 1 <= one["impact"] <= 5
    lines = _run("risks", text, "--data-dir", str(tmp_path / "d"))
    assert lines.returncode == 0 and facts[0]["risk"] in lines.stdout and "Quelle: Risikokatalog" in lines.stdout


def test_an_empty_description_is_refused_in_one_line(tmp_path: Path) -> None:
    done = _run("risks", " ", "--data-dir", str(tmp_path / "d"))
    assert done.returncode == 1 and "Bitte beschreiben Sie Ihr Vorhaben" in done.stderr
