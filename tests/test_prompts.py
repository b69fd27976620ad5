"""Prompt files are found, strictly filled and exist in both languages."""

import json
import re
from pathlib import Path
from string import Template

import pytest

from assistant.errors import PromptIncomplete, PromptMissing
from assistant.prompts import Prompts
from assistant.workspace import PROMPTS


@pytest.fixture
def prompts(tmp_path: Path) -> Prompts:
    (tmp_path / "gruss.user.de.md").write_text("Guten Tag, $name. Preis: 5 $$\n", encoding="utf-8")
    (tmp_path / "kaputt.user.de.md").write_text("Preis: 5 $\n", encoding="utf-8")
    return Prompts(tmp_path)


def test_variables_are_filled(prompts: Prompts) -> None:
    assert prompts.fill("gruss.user", "de", name="Frau Öztürk") == "Guten Tag, Frau Öztürk. Preis: 5 $"


def test_a_value_is_never_filled_again(prompts: Prompts) -> None:
    assert "$name" in prompts.fill("gruss.user", "de", name="$name")


@pytest.mark.parametrize(
    ("values", "detail"), [({}, "$name has no value"), ({"name": "a", "alter": "b"}, "alter has no place")]
)
def test_missing_and_surplus_values_are_named(prompts: Prompts, values: dict[str, str], detail: str) -> None:
    with pytest.raises(PromptIncomplete, match=detail.replace("$", r"\$")):
        prompts.fill("gruss.user", "de", **values)


def test_a_dollar_without_a_name_is_an_error(prompts: Prompts) -> None:
    with pytest.raises(PromptIncomplete):
        prompts.fill("kaputt.user", "de")


def test_a_missing_file_is_named(prompts: Prompts) -> None:
    with pytest.raises(PromptMissing, match=r"fehlt\.en\.md"):
        prompts.fill("fehlt", "en")


def test_every_shipped_prompt_has_a_twin_with_the_same_variables() -> None:
    german = {path.name.removesuffix(".de.md"): path for path in PROMPTS.glob("*.de.md")}
    english = {path.name.removesuffix(".en.md"): path for path in PROMPTS.glob("*.en.md")}
    assert german and german.keys() == english.keys()
    for name, path in german.items():
        variables = [set(Template(p.read_text(encoding="utf-8")).get_identifiers()) for p in (path, english[name])]
        assert variables[0] == variables[1], name


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_prompts_of_a_rewrite_take_what_rewriting_fills_in(language: str) -> None:
    shipped = Prompts(PROMPTS)
    values = dict(goal="Ziel", facts="12 Tage", kpi="Dauer", placeholders="[x]", passages="Text", answers="Antwort")
    assert all(value in shipped.fill("rewrite.user", language, **values) for value in values.values())
    assert "Grund" in shipped.fill("rewrite.retry", language, reasons="Grund")
    assert "JSON" in shipped.fill("rewrite.system", language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_examples_of_a_rewrite_look_like_its_prompt_and_answer_in_json(language: str) -> None:
    """Two pairs of user and assistant; the labels are those of the user's prompt."""
    shipped = Prompts(PROMPTS)
    asked, answered, *more = shipped.fill("rewrite.examples", language).split("\n-----\n")
    empty = shipped.fill("rewrite.user", language, goal="", facts="", kpi="", placeholders="", passages="", answers="")
    labels = [line.partition(":")[0] for line in empty.splitlines()]
    for question, answer in ((asked, answered), tuple(more)):
        lines = question.splitlines()
        assert [line.partition(":")[0] for line in lines] == labels
        rewrite = json.loads(answer)["rewrite"]
        placeholders = re.findall(r"\[.+?\]", lines[-1])
        assert sorted(re.findall(r"\[.+?\]", rewrite)) == sorted(placeholders)
