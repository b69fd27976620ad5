"""Answers are checked sentence by sentence against the passages."""

import pytest

from assistant import grounding
from assistant.grounding import Sentence, Support
from assistant.passages import Passage


def _passage(text: str, headings: tuple[str, ...] = (), **facts: object) -> Passage:
    return Passage(id="1-a", text=text, document="notes/pilot.md", title="Pilot", headings=headings, **facts)


PILOT = _passage(
    "Der Pilot startete am 3. März 2025 mit 12 Sachbearbeitern. Die Erkennungsrate lag bei 91,8 %. "
    "Der Betriebsrat hat nicht zugestimmt.",
    ("Verlauf",),
)
BUDGET = _passage("The budget was raised to 84,500 euros in June. Marta Bassey approved it after the second review.")


@pytest.mark.parametrize(
    ("sentence", "support", "citations"),
    [
        ("Der Pilot startete am 3. März 2025 mit 12 Sachbearbeitern.", Support.QUOTED, (1,)),
        ("Am 3. März 2025 startete der Pilot mit 12 Sachbearbeitern.", Support.SIMILAR, (1,)),
        ("Die Erkennungsraten lagen bei 91,8 %.", Support.QUOTED, (1,)),
        ("Die Erkennungsrate lag bei 97,2 %.", Support.UNSUPPORTED, ()),
        ("Der Betriebsrat hat zugestimmt.", Support.UNSUPPORTED, ()),
        ("Der Betriebsrat hat nicht zugestimmt.", Support.QUOTED, (1,)),
        ("Der Pilot startete in Hamburg mit neuen Kameras.", Support.UNSUPPORTED, ()),
        ("Marta Bassey approved the budget.", Support.SIMILAR, (2,)),
        ("The budget was raised to 84500 euros.", Support.QUOTED, (2,)),
        ("The review raised Marta and the euros approved June.", Support.UNSUPPORTED, ()),
        ("Das ist so.", Support.UNSUPPORTED, ()),
    ],
)
def test_a_sentence_gets_the_support_of_its_best_passage(
    sentence: str, support: Support, citations: tuple[int, ...]
) -> None:
    corrected = "added" if citations else ""
    assert grounding.check(sentence, [PILOT, BUDGET]) == [Sentence(sentence, support, citations, corrected)]


@pytest.mark.parametrize(
    "written",
    [
        "Die Erkennungsrate lag bei 91,8 % [1].",
        "Die Erkennungsrate lag bei 91,8 %. [1]",
        "Die Erkennungsrate lag bei 91,8 % [2].",
        "Die Erkennungsrate lag bei 91,8 % [17].",
        "Die Erkennungsrate lag bei 91,8 % [1, 2].",
        "Die Erkennungsrate lag bei 91,8 %.",
    ],
)
def test_citations_are_set_by_where_the_statement_stands(written: str) -> None:
    (checked,) = grounding.check(written, [PILOT, BUDGET])
    assert checked.citations == (1,)
    assert "[" not in checked.text


def test_among_equal_passages_the_one_that_was_named_is_cited() -> None:
    twin = _passage(PILOT.text)
    assert grounding.check("Die Erkennungsrate lag bei 91,8 % [2].", [PILOT, twin])[0].citations == (2,)


def test_a_citation_quotes_the_sentence_that_carries_the_statement() -> None:
    checked = grounding.check("Die Erkennungsrate lag bei 91,8 %. Marta Bassey approved it.", [PILOT, BUDGET])
    first, second = grounding.citations(checked, [PILOT, BUDGET])
    assert (first.number, first.quote) == (1, "Die Erkennungsrate lag bei 91,8 %.")
    assert (second.number, second.quote) == (2, "Marta Bassey approved it after the second review.")
    assert first.as_dict() == {
        "number": 1,
        "document": "notes/pilot.md",
        "page": None,
        "heading": "Verlauf",
        "quote": "Die Erkennungsrate lag bei 91,8 %.",
    }


GOOD = Sentence("Die Erkennungsrate lag bei 91,8 %.", Support.QUOTED, (1,))
OTHER = Sentence("Der Pilot startete am 3. März 2025.", Support.SIMILAR, (1,))
BAD = Sentence("Das Modell ist die beste Wahl für den Einkauf.", Support.UNSUPPORTED)
ENGLISH = Sentence("The recognition rate was 91.8 per cent.", Support.SIMILAR, (1,))


@pytest.mark.parametrize(
    ("checked", "proof", "expected"),
    [
        ([GOOD, OTHER], True, []),
        ([], True, ["empty"]),
        ([GOOD, BAD], True, ["unsupported"]),
        ([GOOD, BAD], False, []),
        ([GOOD, BAD, BAD], False, ["unsupported", "repetition"]),
        ([GOOD, GOOD], True, ["repetition"]),
        ([ENGLISH], False, ["language"]),
        ([BAD], False, ["unsupported"]),
    ],
)
def test_an_answer_stands_only_without_objections(checked: list[Sentence], proof: bool, expected: list[str]) -> None:
    assert grounding.objections(checked, language="de", proof=proof) == expected


def test_marks_stand_behind_their_sentence() -> None:
    assert grounding.with_marks([GOOD, BAD]) == f"{GOOD.text} [1] {BAD.text}"


@pytest.mark.parametrize("text", ["", "   ", "[1]", "***", "[1] [2]", "…", "-"])
def test_text_without_a_statement_gives_no_sentence(text: str) -> None:
    assert grounding.check(text, [PILOT]) == []


def test_without_passages_nothing_is_supported() -> None:
    assert grounding.check("Der Pilot startete.", []) == [Sentence("Der Pilot startete.", Support.UNSUPPORTED)]
