"""Words, use and meaning say which catalogue risks fit a text, and which one a past risk is about."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.risks.catalogue import parse
from assistant.risks.matching import fits, own_words, same_risk

RISKS = parse((Path(__file__).resolve().parents[2] / "knowledge/catalogues/risks.yaml").read_text(encoding="utf-8"))
PLACES = {risk.id: place for place, risk in enumerate(RISKS)}


def _likeness(**cosines: float) -> list[float]:
    return [cosines.get(risk.id.replace("-", "_"), 0.2) for risk in RISKS]


def _best(text: str, language: str, use: str = "", likeness: Sequence[Sequence[float]] | None = None) -> list[str]:
    found = sorted(fits(text, RISKS, language, use=use, likeness=likeness), key=lambda fit: -fit.score)
    return [fit.risk.id for fit in found[:5]]


@pytest.mark.parametrize(
    ("text", "language", "use", "expected"),
    [
        ("Mit dem Betriebsrat wurde noch nicht gesprochen.", "de", "", "works-council-late"),
        ("Der Chatbot nutzt ein Sprachmodell.", "de", "support_chatbot", "hallucination"),
        ("The chatbot runs on a language model.", "en", "support_chatbot", "prompt-injection"),
        ("Bewerbungen vorsortieren", "de", "applicant_screening", "discrimination"),
        ("Schwingungssensoren an Pumpen", "de", "predictive_maintenance", "sensor-data-gaps"),
    ],
)
def test_words_and_use_bring_a_risk_to_the_top(text: str, language: str, use: str, expected: str) -> None:
    assert expected in _best(text, language, use)


def test_meaning_brings_a_risk_to_the_top_where_no_word_does() -> None:
    likeness = [_likeness(key_person_loss=0.6), _likeness()]
    assert _best("Nur Herr Kubitz kennt sich aus.", "de", likeness=likeness)[0] == "key-person-loss"


def test_a_fit_says_what_speaks_for_it() -> None:
    text = "Die Stammdaten pflegt der Betriebsrat nicht."
    found = fits(text, RISKS, "de", likeness=[_likeness(works_council_late=0.5)])
    council, data = found[PLACES["works-council-late"]], found[PLACES["poor-data-quality"]]
    assert (council.words, council.alike, council.use) == (("Betriebsrat",), True, False)
    assert (data.words, data.alike) == (("Stammdaten",), False)
    assert fits("", RISKS, "de")[0].general and not council.general


@pytest.mark.parametrize(
    ("found", "text", "shown"),
    [
        (["stammdaten"], "Unsere Kundenstammdaten sind alt", ("Kundenstammdaten",)),
        (["grosse"], "Größere Mengen", ("Größere",)),
        (["language model"], "a Language  Model", ("Language Model",)),
        (["scan", "scanner"], "Scanner", ("Scanner",)),
        ([], "x", ()),
        (["ki einfuhr"], "Wir wollen eine KI einführen.", ("KI einführen",)),
        (["ki einfuhr"], "Die KI, die wir bald einführen", ("ki einfuhr",)),
    ],
)
def test_hints_are_shown_in_the_words_of_the_text(found: list[str], text: str, shown: tuple[str, ...]) -> None:
    assert own_words(found, text) == shown


@pytest.mark.parametrize(
    ("texts", "likeness", "expected"),
    [
        # Words and meaning agree.
        (["Betriebsrat zu spät gefragt", "Betriebsrat"], {"works_council_late": 0.5}, "works-council-late"),
        # Words alone are not enough with an embedder, nor is a little meaning.
        (["Betriebsrat zu spät gefragt", "Betriebsrat"], {}, None),
        (["Etwas anderes", "Etwas"], {"works_council_late": 0.4}, None),
        # Meaning alone is, where it is strong.
        (["Etwas anderes", "Etwas"], {"works_council_late": 0.8}, "works-council-late"),
        # Of two that are close, meaning decides.
        (["Betriebsrat", "Betriebsrat"], {"works_council_late": 0.4, "budget_overrun": 0.72}, "budget-overrun"),
    ],
)
def test_a_past_risk_is_about_one_of_the_catalogue_only_where_that_is_clear(
    texts: list[str], likeness: dict[str, float], expected: str | None
) -> None:
    found = same_risk(texts, RISKS, "de", likeness=[_likeness(**likeness)] * len(texts))
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Halluzinationen des Assistenten"], "hallucination"),
        (["Betriebsrat nicht beteiligt", "Betriebsvereinbarung fehlt"], "works-council-late"),
        (["Es regnet"], None),
        ([""], None),
    ],
)
def test_without_an_embedder_clear_words_decide(texts: list[str], expected: str | None) -> None:
    found = same_risk(texts, RISKS, "de")
    assert (found.id if found else None) == expected
