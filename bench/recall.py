"""How often the right passage is found: our search against vectors alone, on question sets with known answers.

    python bench/recall.py [--data-dir DIR] [SET.jsonl …]

The sets are those of `python -m assistant eval`, which says what counts as found and measures answers too. Ingests
knowledge/ first. It measures quality, not speed.
"""

import argparse
import tempfile
from pathlib import Path

from assistant import Workspace, open_workspace
from assistant.evaluation import DEPTH, Outcome, grouped, judge_search, total
from assistant.evaluation_sets import parse_set
from assistant.passages import Filter, Passage

ROOT = Path(__file__).resolve().parent.parent
SETS = sorted((ROOT / "evals").glob("questions.*.jsonl"))


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


def measure(workspace: Workspace, path: Path) -> None:
    """Recall@1 and @5 of both ways on one set."""
    cases, problems = parse_set(path.name, path.read_text(encoding="utf-8"))
    if problems:
        raise SystemExit("\n".join(f"{path}, line {problem.line}: {problem.english}" for problem in problems))
    judged: dict[str, list[Outcome]] = {}
    for case in cases:
        for way, found in both_ways(workspace, case.text).items():
            judged.setdefault(way, []).append(Outcome(case, judge_search(case, found), {}))
    for way, outcomes in judged.items():
        for style, some in ({"all": outcomes} | grouped(outcomes, lambda outcome: outcome.case.style)).items():
            print_line(f"{path.name:22} {style:11} {way:11}", some)


def print_line(label: str, outcomes: list[Outcome]) -> None:
    """Recall over some cases; none where no passage is expected."""
    sums = total(outcomes)
    shares = "  ".join(
        f"{name} {sums[name][0] / sums[name][1]:.3f}" for name in ("recall@1", "recall@5") if name in sums
    )
    print(f"{label} n={len(outcomes):3}  {shares}")


def both_ways(workspace: Workspace, question: str) -> dict[str, list[Passage]]:
    """The passages our search finds, and those the vectors alone find."""
    vectors, embeddings = workspace.indexes.vectors, workspace.indexes.embeddings
    nearest = [id_ for id_, _ in vectors.search(embeddings.encode_question(question), DEPTH, Filter())]
    known = workspace.store.passages(nearest)
    return {"dense alone": [known[id_] for id_ in nearest], "our search": workspace.search(question, limit=DEPTH)}


if __name__ == "__main__":
    main()
