"""Evaluating own sets: what is read, run, written and compared, over a small data folder."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant import Workspace, eval_command, open_workspace
from assistant.errors import EarlierRunUnreadable, PathMissing, ResultNotWritten, SetInvalid, SetUnreadable
from assistant.eval_command import RULES, Run, earlier_run, read_sets, run, shipped_sets, write_result
from assistant.eval_wording import comparison_lines, run_lines
from assistant.evaluation_comparison import compare
from assistant.evaluation_sets import Case

LINES = [
    {
        "question": "Wann startete der Pilot im Lager?",
        "document": "akten/lager/notizen/pilot.md",
        "span": "3. März 2025",
    },
    {"question": "Wie stimmt man eine Gitarre nach Gehör?", "answerable": False},
    {"goal": "Fehlerquote im Lager von 8 % auf 3 % senken", "expected": {"M": "met", "T": "missing"}},
]


def _set(folder: Path, *lines: object, name: str = "eigen.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("eval")
    notes = folder / "akten" / "lager" / "notizen"
    notes.mkdir(parents=True)
    (notes / "pilot.md").write_text("# Pilot\n\nDer Pilot im Lager startete am 3. März 2025.\n", encoding="utf-8")
    with open_workspace(folder / "data") as opened:
        opened.ingest([folder / "akten"])
        yield opened


def _run(workspace: Workspace, cases: list[Case], progress: eval_command.Progress = lambda *_: None) -> Run:
    @contextmanager
    def opened(folder: Path | None) -> Iterator[Workspace]:
        assert folder is None, "own sets run over the data folder"
        yield workspace

    return run(cases, [], opened=opened, model=False, progress=progress)


def test_an_own_set_is_measured_over_the_own_documents(workspace: Workspace, tmp_path: Path) -> None:
    own, shipped = read_sets([_set(tmp_path, *LINES)])
    done = _run(workspace, own)
    facts = done.as_dict()
    assert shipped == [] and done.complete and facts["writer"] == RULES
    figures = facts["figures"]["de"]
    assert figures["recall@1"] == {"share": 1.0, "met": 1.0, "of": 1}
    assert figures["valid_citations"]["share"] == figures["refusals"]["share"] == figures["M"]["share"] == 1
    assert figures["wrong_refusals"]["share"] == figures["invented_numbers"]["share"] == 0
    assert facts["cases"][0]["answer"]["citations"][0]["document"] == "akten/lager/notizen/pilot.md"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_tables_name_every_figure_that_was_measured(workspace: Workspace, tmp_path: Path, language: str) -> None:
    done = _run(workspace, read_sets([_set(tmp_path, *LINES)])[0])
    text = "\n".join(run_lines(done, language, show=True))
    expected = {
        "de": ["Recall@1", "(1/1)", "Sekunden", "Wann startete der Pilot", "● wörtlich", "nur Regeln", "1,000"],
        "en": ["recall@1", "(1/1)", "Seconds", "Wann startete der Pilot", "● quoted", "rules alone", "1.000"],
    }[language]
    assert [words for words in expected if words not in text] == []
    assert "{" not in text and len(run_lines(done, language)) < len(text.splitlines())


def test_nothing_runs_where_a_line_is_wrong(workspace: Workspace, tmp_path: Path) -> None:
    first = _set(tmp_path, LINES[0], {"question": "Wer?"}, name="a.jsonl")
    second = _set(tmp_path, {"frage": "Wer?"}, name="b.jsonl")
    with pytest.raises(SetInvalid) as caught:
        read_sets([first, second])
    german, english = caught.value.in_language("de"), caught.value.in_language("en")
    assert "a.jsonl, Zeile 2: es fehlt" in german and "b.jsonl, Zeile 1: genau eines" in german
    assert "a.jsonl, line 2: what is expected" in english and "Zeile" not in english
    unknown = _set(tmp_path, LINES[1], {"question": "Wer?", "document": "weg.md"})
    seen: list[int] = []
    with pytest.raises(SetInvalid, match=r"eigen.jsonl, line 2: the document “weg.md” has not been read"):
        _run(workspace, read_sets([unknown])[0], progress=lambda done, *_: seen.append(done))
    assert seen == []


def test_a_file_that_is_no_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(PathMissing):
        read_sets([tmp_path / "weg.jsonl"])
    (tmp_path / "latin.jsonl").write_bytes('{"question": "Wofür?", "span": "x"}'.encode("latin-1"))
    with pytest.raises(SetUnreadable):
        read_sets([tmp_path / "latin.jsonl"])


def test_two_files_of_one_name_may_not_share_an_id(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(SetInvalid, match="is there twice"):
        read_sets([_set(tmp_path, LINES[0]), _set(tmp_path / "x", LINES[0])])


def test_the_same_file_twice_is_read_once(tmp_path: Path) -> None:
    path = _set(tmp_path, *LINES)
    assert len(read_sets([path, path])[0]) == 3 and len(read_sets([path], limit=2)[0]) == 2


def test_the_sets_that_ship_are_told_from_own_ones() -> None:
    own, shipped = read_sets(shipped_sets(), limit=3)
    assert own == [] and len(shipped) == 18
    assert {case.set.split(".")[0] for case in shipped} == {"questions", "unanswerable", "goals"}


def test_an_interrupted_run_keeps_what_was_evaluated(workspace: Workspace, tmp_path: Path) -> None:
    def interrupt(done: int, *_: object) -> None:
        if done == 2:
            raise KeyboardInterrupt

    done = _run(workspace, read_sets([_set(tmp_path, *LINES)])[0], progress=interrupt)
    assert not done.complete and len(done.outcomes) == 2 and done.as_dict()["complete"] is False
    assert "ABGEBROCHEN: nur 2 von 3" in "\n".join(run_lines(done, "de"))
    whole = tmp_path / "result.json"
    whole.write_text("{}", encoding="utf-8")
    assert write_result(whole, done.as_dict(), complete=done.complete).name == "result.json.part"
    assert whole.read_text(encoding="utf-8") == "{}"


def test_a_written_result_is_compared_with_a_later_run(workspace: Workspace, tmp_path: Path) -> None:
    cases, _ = read_sets([_set(tmp_path, *LINES)])
    done = _run(workspace, cases)
    path = write_result(tmp_path / "result.json", done.as_dict(), complete=True)
    assert compare(earlier_run(path), done.measured()).changes == ()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["eigen.jsonl", "result.json"]
    facts = json.loads(path.read_text(encoding="utf-8"))
    facts["cases"][0]["measures"]["recall@1"] = [0, 1]
    path.write_text(json.dumps(facts), encoding="utf-8")
    compared = compare(earlier_run(path), done.measured())
    lines = "\n".join(comparison_lines(compared, path, "de"))
    assert "im Rahmen des Zufalls" in lines and "0,000 → 1,000" in lines and "+ Wann startete" in lines
    assert eval_command.comparison_as_dict(compared)["changes"][0]["verdict"] == "unclear"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cases": [{"set": "s"}]}', '{"cases": 1}', "\x00"])
def test_a_file_that_is_no_result_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "earlier.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EarlierRunUnreadable):
        earlier_run(path)
    with pytest.raises(PathMissing):
        earlier_run(tmp_path / "weg.json")


def test_a_place_that_cannot_be_written_is_told_before_the_run(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "weg" / "result.json"):
        with pytest.raises(ResultNotWritten):
            eval_command.check_writable(place)
    with pytest.raises(ResultNotWritten):
        write_result(tmp_path / "weg" / "result.json", {}, complete=True)
