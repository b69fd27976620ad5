"""Question files and recall."""

import json
from pathlib import Path

import numpy as np
import pytest

from training.evaluate import Task, opened, passages_of, question_task, recalls, whole_recalls


class Table:
    """An embedder that looks vectors up."""

    def __init__(self, vectors: dict[str, list[float]]) -> None:
        self.known = vectors

    def vectors(self, texts: list[str]) -> np.ndarray:
        return np.array([self.known[text] for text in texts])


def test_the_best_chunk_of_a_document_counts() -> None:
    table = Table({"q": [1, 0], "far": [0, 1], "near": [1, 0], "other": [0.5, 0.5]})
    task = Task("t", ["q", "q"], ["far", "near", "other"], np.array([0, 0, 1]), [[0], [1]])
    assert recalls(table, task) == (0.5, 1.0)


def test_a_document_is_cut_as_the_product_cuts_it_with_title_and_headings(tmp_path: Path) -> None:
    path = tmp_path / "lesson.md"
    path.write_text(
        f"# Pumpe\n\n## Ursache\n\n{'Die Dichtung war spröde. ' * 60}\n\n## Lehre\n\nPrüfen.", encoding="utf-8"
    )
    first, *_, last = passages_of(path)
    assert first.startswith("Pumpe\n") and "Ursache" in first and first.count("Dichtung") < 60
    assert "Lehre" in last and last.endswith("Prüfen.")


def test_questions_without_a_document_in_the_folders_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "a.md").write_text("Text", encoding="utf-8")
    lines = [
        {"question": "A?", "document": "en/a.md", "also": ["de/a.md"]},
        {"question": "B?", "document": "b.md"},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert question_task("t", file, [tmp_path / "de"]).questions == ["A?"]
    with pytest.raises(ValueError, match="none of its documents"):
        question_task("t", file, [tmp_path / "none"])


def test_without_folders_the_passages_of_the_file_are_searched(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({"question": "A?", "passage": "P"}), encoding="utf-8")
    assert question_task("t", file, []).texts == ["P"]


class Counting(Table):
    """A table that remembers what languages it knows."""

    languages = ("de", "en")


def test_the_whole_search_is_measured_for_every_embedder() -> None:
    texts = ["Die Pumpe verliert Öl. " * 8, "Der Lieferant ist zu spät. " * 8]
    question = "Warum verliert die Pumpe Öl?"
    good = Counting({texts[0]: [1, 0], texts[1]: [0, 1], question: [1, 0]})
    task = Task("t", [question], texts, np.array([0, 1]), [[0]])
    assert whole_recalls([good, good], task) == [(1.0, 1.0)] * 2


@pytest.mark.parametrize(
    ("specification", "name", "languages"),
    [("now=folder", "now", ("de", "en")), ("MiniLM:en=folder", "MiniLM", ("en",))],
)
def test_a_model_is_named_with_the_languages_it_knows(
    specification: str, name: str, languages: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, object] = {}
    monkeypatch.setattr("training.evaluate.Embedder", lambda folder, **named: asked.update(named, folder=folder))
    assert opened(specification, {"now": 384})[0] == name
    assert asked == {"folder": Path("folder"), "languages": languages, "longest": 384 if name == "now" else 256}
