"""The catalogue that ships, opened: its uses and their likeness to a goal."""

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import CatalogueInvalid
from assistant.goals.kpis import recognise
from assistant.kpi_catalogue import KpiCatalogue
from assistant.retrieval import KPIS
from tests.wordbag import WordBag, WordBagDescription


def _catalogue(*languages: str) -> KpiCatalogue:
    return KpiCatalogue(KPIS, WordBag(WordBagDescription(dimension=512, languages=languages)))


def test_the_uses_are_there_before_any_embedder() -> None:
    assert len(_catalogue("de", "en").uses) >= 40


def test_nothing_is_embedded_until_it_is_prepared() -> None:
    embeddings = WordBag()
    catalogue = KpiCatalogue(KPIS, embeddings)
    assert catalogue.likeness("Detect fraud", "en") is None and embeddings.encoded == []


def test_likeness_is_one_cosine_per_use_in_their_order() -> None:
    catalogue = _catalogue("de", "en")
    catalogue.prepare()
    for place in (0, 7, len(catalogue.uses) - 1):
        for language in ("de", "en"):
            use = catalogue.uses[place]
            cosines = catalogue.likeness(f"{use.name[language]}. {use.description[language]}", language)
            assert cosines is not None and len(cosines) == len(catalogue.uses)
            assert all(isinstance(cosine, float) and -1.001 <= cosine <= 1.001 for cosine in cosines)
            assert int(np.argmax(cosines)) == place and cosines[place] == pytest.approx(1, abs=1e-5)


def test_a_language_that_the_embedder_does_not_know_has_no_likeness() -> None:
    catalogue = _catalogue("en")
    catalogue.prepare()
    assert catalogue.likeness("Betrug erkennen", "de") is None
    assert catalogue.likeness("Detect fraud", "en") is not None


@pytest.mark.parametrize("goal", ["", "  ", "\n"])
def test_an_empty_goal_is_like_nothing(goal: str) -> None:
    catalogue = _catalogue("de")
    catalogue.prepare()
    assert catalogue.likeness(goal, "de") is None


def test_preparing_again_changes_nothing() -> None:
    catalogue = _catalogue("de")
    catalogue.prepare()
    before = catalogue.likeness("Betrug erkennen", "de")
    catalogue.prepare()
    assert catalogue.likeness("Betrug erkennen", "de") == before


def test_the_likeness_helps_to_recognise_a_use() -> None:
    catalogue = _catalogue("en")
    catalogue.prepare()
    use = catalogue.uses[3]
    goal = use.description["en"]
    assert recognise(goal, catalogue.uses, language="en", likeness=catalogue.likeness(goal, "en")) is use


@pytest.mark.parametrize("text", ["- id: a", "{", "- 7"])
def test_a_broken_file_is_reported(text: str, tmp_path: Path) -> None:
    path = tmp_path / "kpis.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueInvalid, match="kpis.yaml"):
        KpiCatalogue(path, WordBag())
