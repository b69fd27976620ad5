"""How long a whole search takes at 20,000 and 100,000 passages.

    python bench/search.py [PASSAGES …]

Makes a store of synthetic German and English passages (sentences drawn at random from knowledge/, so that word
frequencies are real) with random unit vectors, fills both indexes and asks 300 questions of evals/ one by one:
detect the language, embed the question, search both indexes, fuse, fetch, weigh. It prints p50 and p95 and the
share of each step. Vectors are random because embedding 100,000 passages would take an hour and changes nothing in
the time of a search.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assistant import Workspace, open_workspace
from assistant.library.ingesting import MADE_BY
from assistant.manifest import StoredDocument
from assistant.passages import EVERYTHING, Filter, Kind, Passage
from assistant.sentences import sentence_texts

ROOT = Path(__file__).resolve().parent.parent
PER_DOCUMENT = 50
QUESTIONS = 300


def main() -> None:
    """Measures one size after the other."""
    for size in [int(argument) for argument in sys.argv[1:]] or [20_000, 100_000]:
        with tempfile.TemporaryDirectory() as scratch, open_workspace(scratch) as workspace:
            fill(workspace, size)
            measure(workspace, size)


def fill(workspace: Workspace, size: int) -> None:
    """Stores the passages and brings both indexes level, vectors drawn at random."""
    drawn = random.Random(1)
    sentences = {language: list(_sentences(language)) for language in ("de", "en")}
    for number in range(size // PER_DOCUMENT):
        language = "de" if number % 3 else "en"
        name = f"project-{number % 20}/notes/{number}.md"
        document = StoredDocument(
            path=f"/{name}",
            name=name,
            content_hash=str(number),
            made_by=MADE_BY,
            title=drawn.choice(sentences[language])[:60],
            project=f"project-{number % 20}",
            kind=Kind.NOTE,
            date=f"2025-{number % 12 + 1:02}-01",
            language=language,
        )
        texts = [" ".join(drawn.choices(sentences[language], k=5)) for _ in range(PER_DOCUMENT)]
        workspace.store.put(document, [_passage(n, text, document) for n, text in enumerate(texts)])
    embeddings = workspace.indexes.embeddings
    embeddings.load()
    random_vectors = np.random.default_rng(1)
    embeddings.encode_passages = lambda texts, **_: _unit(random_vectors.standard_normal((len(texts), 384)))
    workspace.load_search()


def measure(workspace: Workspace, size: int) -> None:
    """Asks the questions and prints the times, without and with a filter."""
    lines = [
        line for path in sorted((ROOT / "evals").glob("questions.*.jsonl")) for line in path.open(encoding="utf-8")
    ]
    questions = [json.loads(line)["question"] for line in random.Random(2).sample(lines, QUESTIONS)]
    for label, only in (("everything", EVERYTHING), ("one project", Filter(project="project-7"))):
        seconds = []
        for question in questions:
            start = time.perf_counter()
            workspace.stream(question, only=only).__next__()
            seconds.append(time.perf_counter() - start)
        p50, p95 = np.percentile(seconds, [50, 95]) * 1000
        print(f"{size:7} passages, {label:11}: p50 {p50:6.1f} ms  p95 {p95:6.1f} ms")


def _sentences(language: str) -> Iterator[str]:
    for path in sorted((ROOT / "knowledge").rglob("*.md")):
        if f"/{language}/" in path.as_posix() or (language == "de") != ("support" in path.as_posix()):
            yield from (text for text in sentence_texts(path.read_text(encoding="utf-8")) if len(text) > 30)


def _passage(number: int, text: str, document: StoredDocument) -> Passage:
    return Passage(
        id=f"p{number}",
        text=text,
        document=document.name,
        title=document.title,
        language=document.language,
        position=number,
    )


def _unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


if __name__ == "__main__":
    main()
