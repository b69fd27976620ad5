"""How well goals are checked and rewritten, on evals/goals.*.jsonl: by the rules alone, and with the starter model.

    python bench/goals.py [--rules] [--misses] [SET.jsonl …]

Each line of a set holds a goal, the status expected of S, M and T, the facts that must survive ("keep") and what must
not be taken for a value ("not_facts"). Counted are statuses decided as expected, facts kept in the rewrite, numbers,
dates and names in the rewrite that nobody gave, and the time to the check with the knowledge that ships ingested.
The part "held_out" of a set was not looked at while the rules were written.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from assistant import Workspace, open_workspace
from assistant.goals.fact import Fact, FactKind
from assistant.goals.facts import find_facts
from assistant.goals.rewrite import GoalRewrite
from assistant.language import fold, words
from assistant.rewriting import Checked, Reworded

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
        workspace.load_goals()
        if not given.rules:
            workspace.load_model()
        for path in given.sets:
            measure(workspace, path, misses=given.misses)


def measure(workspace: Workspace, path: Path, *, misses: str | None) -> None:
    """Counts over one set, part by part."""
    counts: dict[str, Counter[str]] = {"tuning": Counter(), "held_out": Counter()}
    seconds: list[float] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        rewrite, took = rewritten(workspace, item["goal"])
        seconds.append(took)
        count = counts[item["part"]]
        complaints = list(judged(item, rewrite, count))
        if item["part"] == misses and complaints:
            print(f"{item['id']} {item['goal']}\n    → {rewrite.text}")
            print("".join(f"    {complaint}\n" for complaint in complaints), end="")
    for part, count in counts.items():
        print_counts(f"{path.name} {part}", count)
    ranked = sorted(seconds)
    print(
        f"{path.name}: time to the check p50 {1000 * statistics.median(ranked):.1f} ms, "
        f"p95 {1000 * ranked[int(0.95 * len(ranked))]:.1f} ms, most {1000 * ranked[-1]:.1f} ms\n"
    )


def rewritten(workspace: Workspace, goal: str) -> tuple[GoalRewrite, float]:
    """The final rewrite and the seconds to the check."""
    start, took = time.perf_counter(), 0.0
    for event in workspace.stream_goal(goal):
        if isinstance(event, Checked):
            took = time.perf_counter() - start
    assert isinstance(event, Reworded)
    return event.rewrite, took


def judged(item: dict[str, Any], rewrite: GoalRewrite, count: Counter[str]) -> Any:
    """Counts one goal and yields what is wrong with it."""
    count["goals"] += 1
    count[f"by {rewrite.written_by}"] += 1
    count["drafts rejected"] += len(rewrite.rejected)
    for letter, expected in item["expected"].items():
        count[f"{letter} decided"] += 1
        got = str(rewrite.check[letter].status)
        count[f"{letter} right"] += got == expected
        if got != expected:
            yield f"{letter} is {got}, expected {expected} ({rewrite.check[letter].reason})"
    for kept in item["keep"]:
        count["facts"] += 1
        stands = holds(rewrite.text, kept["text"], rewrite.check.language)
        count["facts kept"] += stands
        found = any(
            overlap(fact, item["goal"], kept["text"]) for fact in rewrite.check.facts if fact.kind == kept["kind"]
        )
        count["facts found"] += found
        if not stands:
            yield f"lost: {kept['text']}"
        if not found:
            yield f"not found as {kept['kind']}: {kept['text']}"
    false = [f for f in rewrite.check.facts if f.kind is FactKind.VALUE and within(f, item["goal"], item["not_facts"])]
    count["false values"] += len(false)
    yield from (f"false value: {fact.text}" for fact in false)
    strange = invented(item["goal"], rewrite)
    count["invented"] += len(strange)
    yield from (f"invented: {word}" for word in strange)


def holds(text: str, kept: str, language: str) -> bool:
    """Whether a fact stands in the text, word for word or with the same meaning."""
    if " ".join(kept.split()).casefold() in " ".join(text.split()).casefold():
        return True
    keys = {fact.key for fact in find_facts(text, language, date.today())}
    own = find_facts(kept, language, date.today())
    return bool(own) and all(fact.key in keys for fact in own)


def overlap(fact: Fact, goal: str, text: str) -> bool:
    """Whether a found fact covers at least part of the labelled words."""
    place = goal.find(text)
    return fact.start < place + len(text) and place < fact.end


def within(fact: Fact, goal: str, texts: list[str]) -> bool:
    """Whether a found fact lies inside words that are none."""
    places = [(goal.find(text), len(text)) for text in texts]
    return any(place >= 0 and place <= fact.start and fact.end <= place + size for place, size in places)


def invented(goal: str, rewrite: GoalRewrite) -> list[str]:
    """Numbers, dates and names of the rewrite that stand neither in the goal nor in a KPI's name: every word with a
    digit, and every word that was not there (the rules add few; they are listed)."""
    names = " ".join(kpi.object[rewrite.check.language] for kpi in rewrite.check.kpis)
    quotes = " ".join(s.quote for c in (*rewrite.check.criteria, *rewrite.check.further) for s in c.sources)
    given = {fold(word) for word in words(f"{goal} {names} {quotes}")}
    text = rewrite.text
    for placeholder in rewrite.placeholders:
        text = text.replace(placeholder, " ")
    strange = [word for word in words(text) if fold(word) not in given and not word.islower()]
    return [word for word in strange if fold(word) not in OWN_WORDS]


# Words with a capital letter that our sentences add at their beginning.
OWN_WORDS = {fold(word) for word in "Bis Wir Ziel Die Der Das By We Until The Bei In Within".split()}


def print_counts(name: str, count: Counter[str]) -> None:
    """One line per figure."""
    print(
        f"{name}: {count['goals']} goals, {count['by rules']} by rules, {count['by model']} by the model, "
        f"{count['drafts rejected']} drafts rejected"
    )
    for letter in "SMT":
        print(
            f"  {letter} as expected  {count[f'{letter} right']}/{count[f'{letter} decided']} "
            f"({count[f'{letter} right'] / max(1, count[f'{letter} decided']):.3f})"
        )
    print(
        f"  facts kept {count['facts kept']}/{count['facts']}, found {count['facts found']}/{count['facts']}; "
        f"false values {count['false values']}; invented {count['invented']}"
    )


if __name__ == "__main__":
    main()
