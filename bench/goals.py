"""How well goals are checked and rewritten, on evals/goals.*.jsonl: by the rules alone, and with the starter model.

    python bench/goals.py [--rules] [--misses PART] [SET.jsonl …]

Counts what `python -m assistant eval` counts, by part: "held_out" was not looked at while the rules were written.
Adds the model's drafts that were rejected; with --misses it prints what is wrong in a part.
"""

import argparse
import tempfile
from pathlib import Path

from assistant import Workspace, open_workspace
from assistant.eval_command import evaluated
from assistant.evaluating import evaluate
from assistant.evaluation import Outcome, grouped, times, total
from assistant.evaluation_sets import parse_set

ROOT = Path(__file__).resolve().parent.parent
SETS = sorted((ROOT / "evals").glob("goals.*.jsonl"))


def main() -> None:
    """Prints a table per set and part; with --misses every miss."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("sets", nargs="*", type=Path, default=SETS)
    arguments.add_argument("--rules", action="store_true", help="without the chat model")
    arguments.add_argument("--misses", choices=["tuning", "held_out"], help="print the misses of this part")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch, open_workspace(scratch) as workspace:
        workspace.ingest([ROOT / "knowledge"])
        workspace.load_search()
        workspace.load_catalogues()
        if not given.rules:
            workspace.load_model()
        for path in given.sets:
            measure(workspace, path, misses=given.misses)


def measure(workspace: Workspace, path: Path, *, misses: str | None) -> None:
    """Counts over one set, part by part."""
    cases, problems = parse_set(path.name, path.read_text(encoding="utf-8"))
    if problems:
        raise SystemExit("\n".join(f"{path}, line {problem.line}: {problem.english}" for problem in problems))
    for part, outcomes in grouped(evaluate(cases, evaluated(workspace)), lambda outcome: outcome.case.part).items():
        if part == misses:
            print_misses(outcomes)
        print_counts(f"{path.name} {part}", outcomes)


def print_misses(outcomes: list[Outcome]) -> None:
    """Every goal with something wrong."""
    for outcome in outcomes:
        if outcome.flaws and outcome.rewrite:
            print(f"{outcome.case.id} {outcome.case.text}\n    → {outcome.rewrite.text}")
            print("".join(f"    {flaw}: {text}\n" for flaw, text in outcome.flaws), end="")


def print_counts(name: str, outcomes: list[Outcome]) -> None:
    """One line per figure."""
    rejected = sum(len(outcome.rewrite.rejected) for outcome in outcomes if outcome.rewrite)
    print(f"{name}: {len(outcomes)} goals, {rejected} drafts rejected")
    for figure, (met, of) in total(outcomes).items():
        print(f"  {figure:15} {met:g}/{of} ({met / of:.3f})")
    taken = times(outcomes)["check"]
    print(f"  time to the check p50 {1000 * taken['p50']:.1f} ms, p95 {1000 * taken['p95']:.1f} ms\n")


if __name__ == "__main__":
    main()
