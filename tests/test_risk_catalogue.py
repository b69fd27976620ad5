"""The risk catalogue that ships, opened: its risks and their likeness to texts."""

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import CatalogueInvalid
from assistant.risk_catalogue import RiskCatalogue
from tests.wordbag import WordBag, WordBagDescription

RISKS = Path(__file__).resolve().parent.parent / "knowledge" / "catalogues" / "risks.yaml"


def _catalogue(*languages: str) -> RiskCatalogue:
    return RiskCatalogue(RISKS, WordBag(WordBagDescription(dimension=512, languages=languages)))


def test_nothing_is_embedded_until_it_is_prepared() -> None:
    embeddings = WordBag()
    catalogue = RiskCatalogue(RISKS, embeddings)
    assert len(catalogue.risks) >= 60
    assert catalogue.likeness(["The data is poor"]) is None and embeddings.encoded == []


def test_texts_of_both_languages_are_like_their_own_risk() -> None:
    catalogue = _catalogue("de", "en")
    catalogue.prepare()
    places = (0, 7, len(catalogue.risks) - 1)
    texts = [
        f"{catalogue.risks[place].title[language]}. {catalogue.risks[place].sentence(language)}"
        for place in places
        for language in ("de", "en")
    ]
    likeness = catalogue.likeness(texts)
    assert likeness is not None and likeness.shape == (6, len(catalogue.risks))
    assert list(np.argmax(likeness, axis=1)) == [place for place in places for _ in range(2)]


def test_a_language_that_the_embedder_does_not_know_has_no_likeness() -> None:
    catalogue = _catalogue("en")
    catalogue.prepare()
    assert catalogue.likeness(["The data is poor", "Die Daten sind schlecht"]) is None
    assert catalogue.likeness(["The data is poor"]) is not None and catalogue.likeness([]) is None


def test_a_broken_file_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "risks.yaml"
    path.write_text("- id: a", encoding="utf-8")
    with pytest.raises(CatalogueInvalid, match="risks.yaml"):
        RiskCatalogue(path, WordBag())
