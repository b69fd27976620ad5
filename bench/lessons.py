"""How often the right lesson is found: cards and plain search against vectors alone; and how long a search takes.

    python bench/lessons.py [--documents DIR] [--data-dir DIR] [SET.jsonl …]
    python bench/lessons.py --many 10000

Each line of a set holds a question, its style and the name of the document with the lesson, as ingest names it. A hit
counts when the document is among the first five; all ways see lessons only. Ingests knowledge/ unless another folder is
given. With --many it fills an empty store with so many made-up lessons and random vectors, and measures time.
"""

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant import Workspace, open_workspace
from assistant.lessons.facets import Facets
from assistant.manifest import StoredDocument
from assistant.passages import Filter, Kind, Passage

ROOT = Path(__file__).resolve().parent.parent
SETS = sorted((ROOT / "evals").glob("lessons.*.jsonl"))
DEPTH = 5
# Passages taken from the plain ways, so that five different documents are among them.
PASSAGES = 40
REPEATS = 40
CHOICES = {
    "no facet": Facets(kind="lesson"),
    "project": Facets(kind="lesson", project="project 7"),
    "phase": Facets(kind="lesson", phase="deployment"),
    "topic": Facets(kind="lesson", topic="cost"),
    "year": Facets(kind="lesson", year="2015"),
    "language": Facets(kind="lesson", language="de"),
}


def main() -> None:
    """Prints one line per set, style and way of searching, or the times."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("sets", nargs="*", type=Path, default=SETS)
    arguments.add_argument("--documents", type=Path, default=ROOT / "knowledge")
    arguments.add_argument("--data-dir", type=Path)
    arguments.add_argument("--many", type=int, default=0)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch, open_workspace(given.data_dir or scratch) as workspace:
        if given.many:
            measure_time(workspace, given.many)
        else:
            workspace.ingest([given.documents])
            workspace.load_search()
            for path in given.sets:
                measure(workspace, path)


def measure(workspace: Workspace, path: Path) -> None:
    """Recall@1 and @5 of each way on one set."""
    ranks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        for way, documents in ways(workspace, item["question"]).items():
            place = documents.index(item["document"]) if item["document"] in documents else DEPTH
            for style in (item["style"], "all"):
                ranks[style, way].append(place)
    for (style, way), places in sorted(ranks.items()):
        at = [sum(place < depth for place in places) / len(places) for depth in (1, DEPTH)]
        print(f"{path.name:20} {style:11} {way:12} n={len(places):3}  recall@1 {at[0]:.3f}  recall@5 {at[1]:.3f}")


def ways(workspace: Workspace, question: str) -> dict[str, list[str]]:
    """The first five documents that each way finds, all of them lessons."""
    vectors, embeddings = workspace.indexes.vectors, workspace.indexes.embeddings
    nearest = [
        id_ for id_, _ in vectors.search(embeddings.encode_question(question), PASSAGES, Filter(kinds=(Kind.LESSON,)))
    ]
    known = workspace.store.passages(nearest)
    return {
        "dense alone": documents_of([known[id_] for id_ in nearest]),
        "plain search": documents_of(workspace.search(question, limit=PASSAGES, kind="lesson")),
        "lesson cards": [card.document for card in workspace.lessons(question, limit=DEPTH).cards],
    }


def documents_of(passages: Sequence[Passage]) -> list[str]:
    """The first five different documents."""
    return list(dict.fromkeys(passage.document for passage in passages))[:DEPTH]


def measure_time(workspace: Workspace, number: int) -> None:
    """First call, median and 95th percentile of a search for lessons, by what is chosen, with the load of the machine:
    on a busy one the time of the processor says more than that of the clock."""
    words = sorted(
        {word for path in (ROOT / "knowledge").rglob("*.md") for word in path.read_text(encoding="utf-8").split()}
    )
    random.seed(1)
    for document, passages in made_up(number, words):
        workspace.store.put(document, passages)
    # Vectors of the right shape are enough for time; making real ones takes an hour.
    workspace.indexes.embeddings.load()
    dimension = workspace.indexes.embeddings.description.dimension
    noise = np.random.default_rng(1)

    def encode(texts: Sequence[str], *, urgent: bool = False) -> np.ndarray:
        vectors = noise.standard_normal((len(texts), dimension)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    genuine, workspace.indexes.embeddings.encode_passages = workspace.indexes.embeddings.encode_passages, encode
    workspace.load_search()
    workspace.indexes.embeddings.encode_passages = genuine
    print(f"{workspace.status().documents} lessons, {workspace.status().passages} passages")
    for name, chosen in CHOICES.items():
        for query in ("", "words"):
            times, work = [], []
            for _ in range(REPEATS if query else 5):
                start, worked = time.perf_counter(), time.process_time()
                workspace.lessons(" ".join(random.sample(words, 5)) if query else "", chosen)
                times.append(1000 * (time.perf_counter() - start))
                work.append(1000 * (time.process_time() - worked))
            worst = statistics.quantiles(times, n=20)[-1]
            print(
                f"{name:9} {query or 'newest':7} first {times[0]:6.0f} ms  median {statistics.median(times):6.0f} ms"
                f"  p95 {worst:6.0f} ms  processor {statistics.median(work):6.0f} ms  load {os.getloadavg()[0]:.1f}"
            )


def made_up(number: int, words: Sequence[str]) -> Iterator[tuple[StoredDocument, list[Passage]]]:
    """Lessons of random words with their three parts."""
    for place in range(number):
        title = " ".join(random.sample(words, 5))
        document = StoredDocument(
            path=f"/lessons/{place}.md",
            name=f"lessons/{place}.md",
            content_hash=str(place),
            made_by="bench",
            title=title,
            project=f"project {place % 100}",
            kind=Kind.LESSON,
            date=f"20{10 + place % 15}-0{1 + place % 9}-15",
            language="de",
            attributes={"phase": random.choice(["deployment", "operation", "modeling"])},
        )
        yield (
            document,
            [
                Passage(
                    id=f"{place}-{part}",
                    text=" ".join(random.sample(words, 60)) + ".",
                    document=document.name,
                    title=title,
                    headings=(title, part),
                    position=position,
                )
                for position, part in enumerate(("Situation", "Lehre", "Empfehlung"))
            ],
        )


if __name__ == "__main__":
    main()
