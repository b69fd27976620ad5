"""The risk catalogue that ships, opened: its risks and their likeness to texts."""

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import CatalogueInvalid
from assistant.risk_catalogue import RiskCatalogue
from tests.wordbag import WordBag, WordBagDescription

RISKS = Path(__file__).resolve().parent.parent / "knowledge" / "catalogues" / "risks.yaml"


def _catalogue(cache: Path, *languages: str) -> RiskCatalogue:
    embeddings = WordBag(WordBagDescription(dimension=512, languages=languages))
    return RiskCatalogue(RISKS, embeddings, cache=cache / "new" / "vectors.npz")


def test_nothing_is_embedded_until_it_is_prepared(tmp_path: Path) -> None:
    embeddings = WordBag()
    catalogue = RiskCatalogue(RISKS, embeddings, cache=tmp_path / "vectors.npz")
    assert len(catalogue.risks) >= 60
    assert catalogue.likeness(["The data is poor"]) is None and embeddings.encoded == []


def test_texts_of_both_languages_are_like_their_own_risk(tmp_path: Path) -> None:
    catalogue = _catalogue(tmp_path, "de", "en")
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
    assert np.all(np.abs(likeness) <= 1.001)


def test_a_language_that_the_embedder_does_not_know_has_no_likeness(tmp_path: Path) -> None:
    catalogue = _catalogue(tmp_path, "en")
    catalogue.prepare()
    assert catalogue.likeness(["The data is poor", "Die Daten sind schlecht"]) is None
    assert catalogue.likeness(["The data is poor"]) is not None and catalogue.likeness([]) is None


def test_the_vectors_are_kept_for_the_next_start(tmp_path: Path) -> None:
    first = _catalogue(tmp_path, "en")
    first.prepare()
    embeddings = WordBag(WordBagDescription(dimension=512, languages=("en",)))
    second = RiskCatalogue(RISKS, embeddings, cache=tmp_path / "new" / "vectors.npz")
    second.prepare()
    assert embeddings.encoded == []
    given = ["The data is poor"]
    assert np.array_equal(np.asarray(first.likeness(given)), np.asarray(second.likeness(given)))
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["vectors.npz"]


def test_a_text_that_comes_again_is_not_embedded_again(tmp_path: Path) -> None:
    embeddings = WordBag(WordBagDescription(dimension=512, languages=("en",)))
    catalogue = RiskCatalogue(RISKS, embeddings, cache=tmp_path / "vectors.npz")
    catalogue.prepare()
    first = catalogue.likeness(["The data is poor", "The data is poor", "Nobody uses it"])
    embeddings.encoded.clear()
    second = catalogue.likeness(["Nobody uses it", "The data is poor"])
    assert embeddings.encoded == [] and first is not None and second is not None
    assert np.array_equal(first[0], first[1]) and np.array_equal(first[:0:-1], second)


@pytest.mark.parametrize("damage", ["nothing", "another embedder", "another language", "no archive", "half"])
def test_vectors_that_do_not_fit_are_made_anew(damage: str, tmp_path: Path) -> None:
    _catalogue(tmp_path, "en").prepare()
    file = tmp_path / "new" / "vectors.npz"
    if damage in ("no archive", "half"):
        file.write_bytes(b"no archive" if damage == "no archive" else file.read_bytes()[:2000])
    name = "other" if damage == "another embedder" else "word-bag"
    languages = ("de", "en") if damage == "another language" else ("en",)
    embeddings = WordBag(WordBagDescription(name=name, dimension=512, languages=languages))
    catalogue = RiskCatalogue(RISKS, embeddings, cache=file)
    catalogue.prepare()
    assert bool(embeddings.encoded) == (damage != "nothing") and catalogue.likeness(["The data is poor"]) is not None


def test_a_broken_file_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "risks.yaml"
    path.write_text("- id: a", encoding="utf-8")
    with pytest.raises(CatalogueInvalid, match="risks.yaml"):
        RiskCatalogue(path, WordBag(), cache=tmp_path / "vectors.npz")
