"""The risk catalogue that ships, its form, and which words of a description hint at a risk."""

import re
from pathlib import Path

import pytest
import yaml

from assistant.errors import CatalogueInvalid
from assistant.goals import kpis
from assistant.risks.catalogue import PHASE_NAMES, CatalogueRisk, Phase, hints, parse, telling
from assistant.risks.register import Category

CATALOGUES = Path(__file__).resolve().parents[2] / "knowledge" / "catalogues"
METHODOLOGY = CATALOGUES.parent / "methodology"
TEXT = (CATALOGUES / "risks.yaml").read_text(encoding="utf-8")
RISKS = parse(TEXT)
USES = {use.id for use in kpis.parse((CATALOGUES / "kpis.yaml").read_text(encoding="utf-8"))}
every_risk = pytest.mark.parametrize("risk", RISKS, ids=lambda risk: risk.id)


def test_the_catalogue_holds_a_hundred_risks_of_all_categories_and_phases() -> None:
    assert len(RISKS) >= 100
    for category in set(Category) - {Category.UNKNOWN}:
        assert sum(risk.category is category for risk in RISKS) >= 10, category
    assert {phase for risk in RISKS for phase in risk.phases} == set(Phase) == set(PHASE_NAMES)


@every_risk
def test_every_text_stands_in_both_languages_and_fits_the_sentence(risk: CatalogueRisk) -> None:
    for language in ("de", "en"):
        for text in (risk.title, risk.event, risk.cause, risk.effect, risk.owner, risk.reason, risk.source):
            assert text[language].strip() == text[language] != ""
        assert not re.search(r"[.,;]$", risk.event[language] + risk.cause[language])
        assert risk.sentence(language).count(".") - risk.sentence(language)[:-1].count(".") == 1
    assert not re.search(r"\b(?:fuer|ueber|koennen|muessen|Qualitaet)\b", risk.sentence("de"))


@every_risk
def test_every_risk_has_signs_measures_and_words_in_both_languages(risk: CatalogueRisk) -> None:
    for texts in (risk.signs, risk.measures):
        assert len(texts["de"]) == len(texts["en"]) >= 2
    assert all(len(risk.words[language]) >= 6 for language in ("de", "en"))


@every_risk
def test_uses_and_sources_exist(risk: CatalogueRisk) -> None:
    assert set(risk.uses) <= USES
    for language in ("de", "en"):
        for name in re.findall(r"\d\d-[a-z-]+\.md", risk.source[language]):
            assert (METHODOLOGY / language / name).exists(), name
    levels = {"mission", "strategic", "business", "data", "model"}
    assert levels & set(risk.threatens) and set(risk.threatens) <= levels | set("SMART")


def test_a_sentence_holds_event_cause_and_effect() -> None:
    risk = next(risk for risk in RISKS if risk.id == "poor-data-quality")
    assert risk.sentence("de") == (
        "Gefahr, dass das Modell aus fehlerhaften Angaben lernt und im Alltag danebenliegt, weil viele Felder leer, "
        "veraltet oder mit Platzhaltern gefüllt sind, was zu verfehlten Modellzielen und teurer nachträglicher "
        "Bereinigung führt."
    )
    assert risk.sentence("en").startswith("Risk that the model learns") and " because " in risk.sentence("en")


@pytest.mark.parametrize(
    ("text", "language", "id_", "found"),
    [
        ("Der Betriebsrat wird später informiert.", "de", "works-council-late", "betriebsrat"),
        ("Die Kundenstammdaten sind alt.", "de", "poor-data-quality", "stammdaten"),
        ("We use spreadsheets full of manual entry", "en", "poor-data-quality", "manual entry"),
        ("", "de", "poor-data-quality", ""),
        ("Ein RAG-System über die API, SAP", "de", "integration-effort-underestimated", "sap"),
        ("Das Gerüst ragt hervor", "de", "retrieval-misses-passage", ""),
    ],
)
def test_words_of_a_description_hint_at_a_risk(text: str, language: str, id_: str, found: str) -> None:
    place = [risk.id for risk in RISKS].index(id_)
    assert hints(text, RISKS, language)[place][:1] == ((found,) if found else ())


def test_a_word_inside_a_longer_one_found_does_not_count_twice() -> None:
    for words in hints("Betriebsvereinbarung, Betriebsrat, Trainingsdaten und Datenmenge", RISKS, "de"):
        assert not any(one != other and one in other for one in words for other in words)


def test_a_word_that_many_risks_share_tells_less() -> None:
    for language in ("de", "en"):
        weights = telling(RISKS, language)
        assert max(weights.values()) == 1 and 0 < min(weights.values()) < 1


ENTRY = yaml.safe_load(TEXT)[0]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("{", "-"),
        ("- 7", "-"),
        ("- id: a", "'category' missing"),
        (yaml.safe_dump([ENTRY | {"likelihood": 6}]), "between 1 and 5"),
        (yaml.safe_dump([ENTRY | {"likelihood": True}]), "between 1 and 5"),
        (yaml.safe_dump([ENTRY | {"category": "magic"}]), "magic"),
        (yaml.safe_dump([ENTRY | {"phases": ["later"]}]), "later"),
        (yaml.safe_dump([ENTRY | {"title": {"de": "nur deutsch"}}]), "'en' missing"),
        (yaml.safe_dump([ENTRY, ENTRY]), "2 × id"),
    ],
)
def test_a_broken_catalogue_is_reported_with_its_entry(broken: str, said: str) -> None:
    with pytest.raises(CatalogueInvalid, match="risks.yaml") as raised:
        parse(broken)
    assert said in str(raised.value)
