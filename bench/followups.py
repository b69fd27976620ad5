"""How often a follow-up finds its passage: alone, with the question before appended, and with the topic carried over.

    python bench/followups.py [--data-dir DIR] [SET.jsonl …]

Each line of a set holds what was said before (questions, each with the document that its answer cites), a question,
and the documents that answer it. A hit counts when a found passage belongs to one of them. A change of topic asks for
something else in the same conversation: carrying anything over can only harm there. "Elsewhere" are follow-ups whose
answer stands in another document than the one before. Ingests knowledge/ first.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant import Workspace, open_workspace
from assistant.conversation import Turn, search_text
from assistant.language import content_words

ROOT = Path(__file__).resolve().parent.parent
SETS = sorted((ROOT / "evals").glob("followups.*.jsonl"))
DEPTH = 5
# Hits looked through for the passage that an answer before would have cited.
CITED_AMONG = 40


def main() -> None:
    """Prints one line per set, part, kind of question and way of searching."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("sets", nargs="*", type=Path, default=SETS)
    arguments.add_argument("--data-dir", type=Path)
    arguments.add_argument("--misses", action="store_true", help="name what the topic carried over does not find")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch, open_workspace(given.data_dir or scratch) as workspace:
        workspace.ingest([ROOT / "knowledge"])
        workspace.load_search()
        for path in given.sets:
            measure(workspace, path, misses=given.misses)


def measure(workspace: Workspace, path: Path, *, misses: bool) -> None:
    """Recall@1 and @5 of each way on one set."""
    ranks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        history = [said(workspace, turn) for turn in item["history"]]
        for way, text_of in WAYS.items():
            text = text_of(item["question"], history)
            rank = rank_of(workspace, text, item["documents"])
            for part in (item["part"], "all"):
                ranks[part, item["kind"], way].append(rank)
            if misses and way == "topic carried" and rank:
                print(f"  {item['id']} {item['part']} {item['kind']} rank {rank + 1}: {text!r}")
    for (part, kind, way), places in sorted(ranks.items()):
        at = [sum(place < depth for place in places) / len(places) for depth in (1, DEPTH)]
        name = f"{path.name:19} {part:8} {kind:9} {way:16}"
        print(f"{name} n={len(places):3}  recall@1 {at[0]:.3f}  recall@5 {at[1]:.3f}")


def said(workspace: Workspace, turn: dict[str, str]) -> Turn:
    """The turn, answered with the best passage of the document that its answer cites."""
    found = workspace.search(turn["question"], limit=CITED_AMONG)
    cited = [passage for passage in found if passage.document == turn["document"]][:1]
    return Turn(turn["question"], cited[0].text if cited else "", tuple(cited))


def rank_of(workspace: Workspace, text: str, documents: Sequence[str]) -> int:
    """The place of the first passage of one of the documents from 0, DEPTH when there is none."""
    found = workspace.search(text, limit=DEPTH)
    return next((place for place, passage in enumerate(found) if passage.document in documents), DEPTH)


def question_before(question: str, history: Sequence[Turn]) -> str:
    """The simplest rule: the question before is appended to one of fewer than three content words."""
    return f"{question}\n{history[-1].question}" if len(content_words(question)) < 3 else question


WAYS: dict[str, Callable[[str, Sequence[Turn]], str]] = {
    "question alone": lambda question, history: question,
    "question before": question_before,
    "topic carried": search_text,
}


if __name__ == "__main__":
    main()
