"""What is said about models exists in both languages, with figures as each writes them."""

import string
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.models.choice import EndpointDescription
from assistant.models.entries import Tier, read_entries
from assistant.models.fit import Cause, Reason, Verdict, fit
from assistant.models.machine import Machine
from assistant.models.memory_need import CacheShape, Demand
from assistant.models.offers import of_endpoint, of_entry
from assistant.models.thinking import Thinking
from assistant.models_wording import TEXTS, fit_text, machine_lines, number, offer_lines, reason_text, say, size_text

GB = 10**9
MACHINE = Machine(16 * GB, 12 * GB, 14 * GB, 7, frozenset({"avx2", "avx512_vnni"}), 50 * GB, 40e9)
DEMAND = Demand(5 * GB, int(2.5 * GB), CacheShape(50_000), 260_000, 2_560)
FIGURES = {"needed": 5.4e9, "free": 0.7e9, "tokens_per_second": 1.3, "cores": 0.5}


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", TEXTS)
def test_both_texts_take_the_same_fields(name: str) -> None:
    german, english = TEXTS[name]
    assert _fields(german) == _fields(english)


@pytest.mark.parametrize(
    ("value", "german"),
    [(0.0231, "0,023"), (0.135, "0,14"), (1, "1"), (1.5, "1,5"), (12.84, "12,8"), (46.2, "46"), (0.999, "1,0")],
)
def test_numbers_have_a_decimal_comma_in_german(value: float, german: str) -> None:
    assert number(value, "de") == german and number(value, "en") == german.replace(",", ".")


def test_small_sizes_are_megabytes() -> None:
    assert [size_text(size, "de") for size in (98_362_432, 5.15e9, 0.999e9)] == ["98 MB", "5,2 GB", "1,0 GB"]


@pytest.mark.parametrize("cause", Cause)
def test_every_reason_is_worded(cause: Cause) -> None:
    german, english = (reason_text(Reason(cause, FIGURES), language) for language in ("de", "en"))
    assert german and german != english and "{" not in german + english


@pytest.mark.parametrize("word", [*(f"thinks.{one}" for one in Thinking), *(f"tier.{one}" for one in Tier), *Verdict])
def test_every_value_has_a_word(word: str) -> None:
    assert say(word, "de") and say(word, "en")


def test_a_verdict_is_said_with_reasons_and_an_estimate() -> None:
    assert fit_text(fit(DEMAND, MACHINE, context=8_192), "de") == "passt: geschätzt 12,8 Token/s"
    tight = fit_text(fit(DEMAND, replace(MACHINE, bandwidth=8e9), context=8_192), "de")
    assert tight == "knapp: schreibt langsam, geschätzt 2,6 Token/s"
    no = fit_text(fit(DEMAND, replace(MACHINE, memory_free=GB), context=8_192), "en")
    assert no.startswith("does not fit: needs 6.1 GB of memory, 1 GB are free")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_entry_of_the_catalogue_can_be_shown(tmp_path: Path, language: str) -> None:
    for entry in read_entries():
        offer = of_entry(entry, tmp_path, None)
        assert offer.demand is not None
        lines = offer_lines(offer, fit(offer.demand, MACHINE, context=entry.context), language, used=False)
        assert entry.license in lines[1] and "{" not in "".join(lines)
        assert entry.ships or entry.checked[language] in lines[-1]


def test_a_model_server_can_be_shown() -> None:
    offer = of_endpoint(EndpointDescription("haus", "https://haus/v1", "gemma"))
    assert offer_lines(offer, None, "de", used=True)[0] == "haus (Server): gemma · https://haus/v1, wird benutzt"


def test_the_machine_is_described_with_its_limit() -> None:
    assert machine_lines(MACHINE, "de") == [
        "Dieser Rechner: 12 GB von 16 GB Arbeitsspeicher frei, Kerne fürs Modell: 7, 50 GB Platz, AVX2, VNNI",
        "Grenze der Kontrollgruppe: 14 GB",
        "Der Speicher wird bei jetziger Last mit 40 GB je Sekunde gelesen; daraus sind die Token/s geschätzt.",
    ]
