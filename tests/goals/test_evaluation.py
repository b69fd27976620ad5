"""The rules on the evaluation sets that ship: criteria decided as expected, no fact lost, nothing invented.

bench/goals.py prints the same with the documents and the model; this keeps what has been reached.
"""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from assistant.goals.composing import compose
from assistant.goals.fact import FactKind
from assistant.goals.facts import find_facts
from assistant.goals.kpis import parse, recognise
from assistant.goals.smart import GoalText, check_smart
from assistant.instructions import blank, instructions
from assistant.language import words

ROOT = Path(__file__).resolve().parents[2]
USES = parse((ROOT / "knowledge" / "catalogues" / "kpis.yaml").read_text(encoding="utf-8"))
# The day on which the sets were written: "bis Jahresende" counts from it.
TODAY = date(2026, 11, 21)
LANGUAGES = ("de", "en")

both = pytest.mark.parametrize("language", LANGUAGES)


@cache
def items(language: str) -> list[dict[str, object]]:
    """The goals of a set with what the rules make of them."""
    lines = (ROOT / "evals" / f"goals.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [judged(json.loads(line), language) for line in lines]


def judged(item: dict[str, object], language: str) -> dict[str, object]:
    text = str(item["goal"])
    bare = blank(text, [(part.start, part.end) for part in instructions(text)])
    goal = GoalText(bare, language, find_facts(bare, language, TODAY))
    use = recognise(bare, USES, language=language)
    kpi = use.kpis[0] if use and not goal.of(FactKind.METRIC) else None
    statuses = {criterion.name: str(criterion.status) for criterion in check_smart(goal)}
    return item | {
        "statuses": statuses,
        "facts": goal.facts,
        "kpi": kpi.object[language] if kpi else "",
        "rewrite": compose(goal, answers={}, kpi=kpi, today=TODAY),
    }


@both
def test_the_sets_are_large_and_a_quarter_of_the_first_part_is_complete(language: str) -> None:
    goals = items(language)
    first = [item for item in goals if item["style"] != "mixed"]
    assert len(first) >= 120
    assert sum(set(item["expected"].values()) == {"met"} for item in first) >= 0.25 * len(first)
    assert sum(item["style"] == "hostile" for item in first) >= 10


@both
@pytest.mark.parametrize("letter", ["S", "M", "T"])
def test_criteria_are_decided_as_expected(language: str, letter: str) -> None:
    goals = items(language)
    right = sum(item["statuses"][letter] == item["expected"][letter] for item in goals)
    assert right >= 0.95 * len(goals)


@both
def test_no_rewrite_loses_a_fact_that_must_survive(language: str) -> None:
    for item in items(language):
        rewrite = " ".join(str(item["rewrite"]).split()).casefold()
        keys = {fact.key for fact in find_facts(str(item["rewrite"]), language, TODAY)}
        for kept in item["keep"]:
            own = find_facts(kept["text"], language, TODAY)
            stands = " ".join(kept["text"].split()).casefold() in rewrite
            assert stands or (own and all(fact.key in keys for fact in own)), (item["id"], kept, rewrite)


@both
def test_no_rewrite_holds_a_number_that_nobody_gave(language: str) -> None:
    for item in items(language):
        given = set(words(f"{item['goal']} {item['kpi']}"))
        strange = [word for word in words(str(item["rewrite"])) if re.search(r"\d", word) and word not in given]
        assert strange == [], item["id"]


@both
def test_figures_inside_instructions_and_names_are_no_values(language: str) -> None:
    false = []
    for item in items(language):
        for part in item["not_facts"]:
            start = str(item["goal"]).find(part)
            inside = [f for f in item["facts"] if start <= f.start and f.end <= start + len(part)]
            false += [(item["id"], fact.text) for fact in inside if fact.kind is FactKind.VALUE]
    assert len(false) <= 2, false
