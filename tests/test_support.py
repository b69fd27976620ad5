"""How far passages carry sentences, on the pairs that ship and on hard cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant import grounding
from assistant.passages import Passage
from assistant.support import Support, carried

EVALS = Path(__file__).resolve().parent.parent / "evals"
SETS = {
    language: [json.loads(line) for line in (EVALS / f"support.{language}.jsonl").read_text().splitlines()]
    for language in ("de", "en")
}
# Share of unsupported sentences that may be taken for supported, by part: those held out are swapped relations mostly,
# which rules over words see worst; and share of supported ones that may be missed.
FALSE_SUPPORT, MISSED = {"tuning": 0.02, "held_out": 0.3}, 0.08


def _passage(text: str, **facts: Any) -> Passage:
    return Passage(id="1-a", text=text, document="a.md", title="Notiz", **facts)


def _decided(item: dict[str, str]) -> Support:
    passage = _passage(item["passage"], headings=(item["heading"],), language=item["id"][:2])
    (checked,) = grounding.check(item["sentence"], [passage])[:1]
    return checked.support


@pytest.mark.parametrize("language", SETS)
@pytest.mark.parametrize("part", FALSE_SUPPORT)
def test_the_pairs_that_ship_are_decided_as_labelled(language: str, part: str) -> None:
    assert len(SETS[language]) >= 150
    items = [item for item in SETS[language] if item["part"] == part]
    unsupported = [item for item in items if item["label"] == "unsupported"]
    false = [item["id"] for item in unsupported if _decided(item) is not Support.UNSUPPORTED]
    supported = [item for item in items if item["label"] != "unsupported"]
    missed = [item["id"] for item in supported if _decided(item) is Support.UNSUPPORTED]
    assert len(false) <= FALSE_SUPPORT[part] * len(unsupported), false
    assert len(missed) <= MISSED * len(supported), missed


TEXT = (
    "Der **Betriebs-\nrat** stimmte am 3. März 2025 zu. Die Kosten sanken von 1.200 auf 900 EUR. "
    "Das Modell erreichte 12 % in der\nPrüfung. Die Größe der Stichprobe betrug zwölf Fälle."
)


@pytest.mark.parametrize(
    ("sentence", "support"),
    [
        ("Der Betriebsrat stimmte am 03.03.2025 zu.", Support.QUOTED),
        ("Der Betriebsrat stimmte am 2025-03-03 zu.", Support.QUOTED),
        ("Der Betriebsrat stimmte im März 2025 zu.", Support.QUOTED),
        ("Der Betriebsrat stimmte am 4. März 2025 zu.", Support.UNSUPPORTED),
        ("Der Betriebsrat stimmte am 3. März 2025 nicht zu.", Support.UNSUPPORTED),
        ("Die Kosten sanken von 1200 auf 900 Euro.", Support.QUOTED),
        ("Die Kosten sanken von 900 auf 1.200 EUR.", Support.UNSUPPORTED),
        ("Die Kosten stiegen von 1.200 auf 900 EUR.", Support.UNSUPPORTED),
        ("Das Modell erreichte 12% in der Prüfung.", Support.QUOTED),
        ("Das Modell erreichte 12 Euro in der Prüfung.", Support.UNSUPPORTED),
        ("Die Groesse der Stichprobe betrug 12 Fälle.", Support.QUOTED),
        ("Die Größe der Stichprobe betrug 13 Fälle.", Support.UNSUPPORTED),
        ("Frau Dr. Meier stimmte am 3. März 2025 zu.", Support.UNSUPPORTED),
    ],
)
def test_values_count_and_not_how_they_are_written(sentence: str, support: Support) -> None:
    assert grounding.check(sentence, [_passage(TEXT)])[0].support is support


def test_spans_are_places_in_the_passage() -> None:
    found = carried("Der Betriebsrat stimmte am 3. März 2025 zu.", _passage(TEXT))
    assert [TEXT[start:end] for start, end in found.spans] == ["Der **Betriebs-\nrat** stimmte am 3. März 2025 zu."]


def test_meaning_may_veto_what_words_allow() -> None:
    passage = _passage("Der Pilot startete am 3. März 2025 mit 12 Sachbearbeitern aus dem Werk.")
    said = "Am 3. März 2025 startete der Pilot mit 12 Sachbearbeitern."
    assert grounding.check(said, [passage], similarity=lambda _, texts: [0.9] * len(texts))[0].citations == (1,)
    vetoed = grounding.check(said, [passage], similarity=lambda _, texts: [0.1] * len(texts))[0]
    assert (vetoed.support, vetoed.citations) == (Support.UNSUPPORTED, ())


@pytest.mark.parametrize("piece", ["wort ", "12 ", "nicht ", "1.1.2025 ", "a-\n", "Wort, ", "von 1 auf 2 ", "Wort. "])
def test_hostile_repetition_does_not_hang_the_check(piece: str) -> None:
    assert grounding.check(piece * 1000, [_passage(piece * 1000)])


@pytest.mark.parametrize(
    ("written", "citations", "corrected"),
    [
        ("Das Modell erreichte 12 % [1].", (1,), ""),
        ("Das Modell erreichte 12 %. [1]", (1,), ""),
        ("Das Modell erreichte 12 % [2].", (1,), "moved"),
        ("Das Modell erreichte 12 % [1][2].", (1,), "removed"),
        ("Das Modell erreichte 12 % [1, 9].", (1,), "removed"),
        ("Das Modell erreichte 12 %.", (1,), "added"),
        ("Das Modell erreichte 12 % (1).", (1,), ""),
        ("Das Modell erreichte 12 % [Quelle 1].", (1,), ""),
        ("Das Modell erreichte 12 % [source 1].", (1,), ""),
        ("Das Modell erreichte 12 % 【1†source】.", (1,), ""),
        ("Das Modell erreichte 12 %^1.", (1,), ""),
        ("Das Modell erreichte 99 % [1].", (), "removed"),
    ],
)
def test_marks_are_read_in_every_form_and_corrected(written: str, citations: tuple[int, ...], corrected: str) -> None:
    other = _passage("Die Kantine öffnet um elf Uhr.")
    (checked,) = grounding.check(written, [_passage(TEXT), other])
    assert (checked.citations, checked.corrected) == (citations, corrected)
    assert "[" not in checked.text and "【" not in checked.text and "^" not in checked.text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Siehe ![x](https://evil.example/a.png).", "Siehe ."),
        ("Siehe [den Bericht](https://evil.example).", "Siehe den Bericht."),
        ("Siehe https://evil.example/q?d=1 dazu.", "Siehe … dazu."),
        ("Siehe <img src=x> dazu.", "Siehe  dazu."),
    ],
)
def test_links_and_images_of_a_model_do_not_stay(written: str, shown: str) -> None:
    (checked,) = grounding.check(written, [_passage(TEXT)])
    assert (checked.text, checked.support) == (shown, Support.UNSUPPORTED)
