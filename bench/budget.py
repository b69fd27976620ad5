"""How well the estimate before an answer foretells the time it takes, with the starter model.

    python bench/budget.py [--effort short|thorough] [--questions N]

Asks English questions of evals/questions.en.jsonl, spread evenly over the set, on the knowledge that ships. Prints for
each question and in all the real time divided by the foretold one, to the first word and to the end of the model's
text, checking of the answer included. A draft that is given up at its first unsupported sentence ends early.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from assistant import Workspace, open_workspace
from assistant.answer import Piece, Planned
from assistant.budget import Effort

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Prints a line per question and the distribution of the ratios."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--effort", type=Effort, choices=list(Effort), default=Effort.SHORT)
    arguments.add_argument("--questions", type=int, default=20)
    given = arguments.parse_args()
    lines = (ROOT / "evals" / "questions.en.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines][:: max(1, len(lines) // (2 * given.questions))]
    with tempfile.TemporaryDirectory() as scratch, open_workspace(scratch) as workspace:
        workspace.ingest([ROOT / "knowledge"])
        workspace.load()
        measured = (measure(workspace, question, given.effort) for question in questions)
        ratios = [ratio for ratio in measured if ratio][: given.questions]
    for name, values in zip(("first word", "end"), zip(*ratios, strict=True), strict=True):
        tenths = statistics.quantiles(values, n=10)
        print(
            f"{name}: {len(values)} answers, real / foretold: median {statistics.median(values):.2f}, "
            f"10 % {tenths[0]:.2f}, 90 % {tenths[-1]:.2f}, least {min(values):.2f}, most {max(values):.2f}"
        )


def measure(workspace: Workspace, question: str, effort: Effort) -> tuple[float, float] | None:
    """Real time by foretold time, to the first word and to the end; None where no model wrote."""
    planned: Planned | None = None
    start = first = 0.0
    for event in workspace.stream(question, "answer", effort=effort):
        if isinstance(event, Planned):
            planned, start = event, time.monotonic()
        elif isinstance(event, Piece):
            first = first or time.monotonic()
    if planned is None or not first:
        return None
    told, real = planned.estimate, (first - start, time.monotonic() - start)
    print(f"first {real[0]:5.1f} of {told.first_token:5.1f} s, end {real[1]:5.1f} of {told.total:5.1f} s  {question}")
    return real[0] / told.first_token, real[1] / told.total


if __name__ == "__main__":
    main()
