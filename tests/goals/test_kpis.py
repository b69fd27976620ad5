"""The KPI catalogue that ships and how a goal's use of AI is recognised."""

import re
from pathlib import Path

import pytest

from assistant.errors import CatalogueInvalid
from assistant.goals.kpis import Kpi, Use, parse, recognise

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "knowledge" / "catalogues" / "kpis.yaml").read_text(encoding="utf-8")
USES = parse(TEXT)
KPIS = [kpi for use in USES for kpi in use.kpis]
# Goals with the use they are about: id, language, goal.
CASES = [line.split("\t") for line in (Path(__file__).parent / "uses.tsv").read_text(encoding="utf-8").splitlines()]

GERMAN_CASES = {"der": ("den", "dem"), "die": ("die", "der"), "das": ("das", "dem")}


def test_the_catalogue_holds_at_least_forty_uses_with_three_to_six_kpis_each() -> None:
    assert len(USES) >= 40
    assert all(3 <= len(use.kpis) <= 6 for use in USES)
    assert len({use.id for use in USES}) == len(USES)
    assert len({kpi.id for kpi in KPIS}) == len(KPIS)


@pytest.mark.parametrize("use", USES, ids=lambda use: use.id)
def test_every_use_has_business_kpis_first_and_one_for_the_model(use: Use) -> None:
    assert not use.kpis[0].model
    assert any(kpi.model for kpi in use.kpis)


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_every_kpi_fits_into_a_sentence_of_either_language(kpi: Kpi) -> None:
    article, _, noun = kpi.subject.de.partition(" ")
    accusative, dative = GERMAN_CASES[article]
    assert kpi.object.de.split(" ")[0] == accusative and kpi.after_by.de.split(" ")[0] == dative
    assert noun and not re.search(r"[()/\[\]]", kpi.subject.de + kpi.subject.en)
    assert kpi.subject.en.startswith("the ")


@pytest.mark.parametrize("use", USES, ids=lambda use: use.id)
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_text_is_empty_and_no_umlaut_is_spelt_out(use: Use, language: str) -> None:
    texts = [use.name, use.description, use.point]
    for kpi in use.kpis:
        texts += [kpi.name, kpi.definition, kpi.unit, kpi.measure, kpi.pitfalls]
    for text in texts:
        assert text[language].strip()
        assert not re.search(r"\b(?:fuer|ueber|koennen|muessen|Qualitaet)\b", text.de)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_use_of_a_goal_is_recognised_by_its_words(language: str) -> None:
    cases = [(use, goal) for use, spoken, goal in CASES if spoken == language]
    missed = [(use, goal) for use, goal in cases if getattr(recognise(goal, USES, language=language), "id", "") != use]
    assert len(cases) >= 100 and len(missed) <= 0.03 * len(cases), missed


@pytest.mark.parametrize(
    ("goal", "language"),
    [
        ("KI soll Prozesse effizienter machen.", "de"),
        ("Wir wollen innovativer werden.", "de"),
        ("We want to be more innovative.", "en"),
        ("", "de"),
        ("12345", "en"),
    ],
)
def test_a_goal_without_a_use_gets_none(goal: str, language: str) -> None:
    assert recognise(goal, USES, language=language) is None


def test_meaning_decides_alone_only_when_it_is_clear() -> None:
    clear, close = [0.3] * len(USES), [0.3] * len(USES)
    clear[7] = 0.7
    close[7], close[8] = 0.7, 0.68
    assert recognise("nichts davon", USES, language="de", likeness=clear) is USES[7]
    assert recognise("nichts davon", USES, language="de", likeness=close) is None


@pytest.mark.parametrize(
    "text",
    ["- id: a", "- 7", "{", "- id: a\n  name: {de: A}", "- id: a\n  name: {de: A, en: B}\n  words: {de: [x]}"],
)
def test_a_broken_catalogue_is_reported_with_its_entry(text: str) -> None:
    with pytest.raises(CatalogueInvalid):
        parse(text)
