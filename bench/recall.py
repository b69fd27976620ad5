"""How often the right passage is found: our search against vectors alone, on question sets with known answers.

    python bench/recall.py [--data-dir DIR] [SET.jsonl …]

Each line of a set holds a question, the document that answers it and a span quoted from it. A hit counts when a
found passage belongs to that document (or one listed under "also") and holds the span's words. Ingests knowledge/
first. It measures quality, not speed.
"""

import argparse
import json
import re
import tempfile
from collections import defaultdict
from pathlib import Path

from assistant import Workspace, open_workspace
from assistant.passages import Filter, Passage

ROOT = Path(__file__).resolve().parent.parent
SETS = sorted((ROOT / "evals").glob("questions.*.jsonl"))
DEPTH = 5


def main() -> None:
    """Prints one line per set, style and way of searching."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("sets", nargs="*", type=Path, default=SETS)
    arguments.add_argument("--data-dir", type=Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch, open_workspace(given.data_dir or scratch) as workspace:
        workspace.ingest([ROOT / "knowledge"])
        workspace.load_search()
        for path in given.sets:
            measure(workspace, path)
        measure_refusals(workspace)


def measure(workspace: Workspace, path: Path) -> None:
    """Recall@1 and @5 of both ways on one set."""
    ranks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        for way, found in both_ways(workspace, item["question"]).items():
            for style in (item["style"], "all"):
                ranks[style, way].append(rank_of(item, found))
    for (style, way), places in sorted(ranks.items()):
        at = [sum(place < depth for place in places) / len(places) for depth in (1, DEPTH)]
        print(f"{path.name:22} {style:11} {way:11} n={len(places):3}  recall@1 {at[0]:.3f}  recall@5 {at[1]:.3f}")


def measure_refusals(workspace: Workspace) -> None:
    """The share of unanswerable questions refused, and of answerable ones refused wrongly."""
    for path in [*SETS, *sorted((ROOT / "evals").glob("unanswerable.*.jsonl"))]:
        refused: dict[str, list[bool]] = defaultdict(list)
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            refused[item["style"]].append(workspace.answer(item["question"]).refused)
        for style, told in refused.items():
            print(f"{path.name:24} {style:12} refused {sum(told)} of {len(told)} ({sum(told) / len(told):.2f})")


def both_ways(workspace: Workspace, question: str) -> dict[str, list[Passage]]:
    """The passages our search finds, and those the vectors alone find."""
    vectors, embeddings = workspace.indexes.vectors, workspace.indexes.embeddings
    nearest = [id_ for id_, _ in vectors.search(embeddings.encode_question(question), DEPTH, Filter())]
    known = workspace.store.passages(nearest)
    return {"dense alone": [known[id_] for id_ in nearest], "our search": workspace.search(question, limit=DEPTH)}


def rank_of(item: dict, found: list[Passage]) -> int:
    """The place of the first right passage from 0, DEPTH when there is none."""
    documents = {item["document"], *item.get("also", [])}
    for place, passage in enumerate(found):
        if passage.document == item["document"] and _folded(item["span"])[:60] in _folded(passage.text):
            return place
        if passage.document in documents - {item["document"]}:
            return place
    return DEPTH


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


if __name__ == "__main__":
    main()
