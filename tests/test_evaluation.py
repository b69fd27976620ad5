"""What is measured of one case, and how the measures add up."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answer import Answer, Mode, Seconds
from assistant.evaluation import (
    FIGURES,
    Flaw,
    Outcome,
    grouped,
    judge_answer,
    judge_goal,
    judge_search,
    percentile,
    strange_numbers,
    times,
    total,
)
from assistant.evaluation_sets import Case, CaseKind, Earlier, Kept
from assistant.goals.fact import FactKind
from assistant.grounding import Citation, Sentence, Support
from assistant.passages import Passage
from tests.rule_rewriting import rewritten
from tests.samples import passage

QUESTION = Case(
    "s", "1", 1, CaseKind.ANSWERABLE, "Wann startete der Pilot?", "de", document="p/pilot.md", span="3. März"
)
PILOT = passage("Der Pilot startete am 3. März 2025 in Halle 4.", document="p/pilot.md")
OTHER = passage("Die Kosten betrugen 12.000 Euro.", document="p/kosten.md")
TWIN = passage("The pilot started on 3 March 2025.", document="p/pilot.en.md")


def _answer(*sentences: Sentence, cited: tuple[Passage, ...] = (PILOT,), **facts: object) -> Answer:
    rest = {
        "text": " ".join(sentence.text for sentence in sentences),
        "language": "de",
        "mode": Mode.ANSWER,
        "written_by": "rules",
        "refused": False,
        "passages": cited,
        "citations": tuple(Citation(number, found, found.text) for number, found in enumerate(cited, start=1)),
        "sentences": sentences,
        "seconds": Seconds(0.01, None, 0.02),
    }
    return Answer(**(rest | facts))


SAID = _answer(Sentence(PILOT.text, Support.QUOTED, (1,)))
REFUSED = _answer(cited=(), refused=True)


def _judged(case: Case, answer: Answer, *, stored: bool = True) -> dict[str, tuple[float, int]]:
    return judge_answer(case, answer, stored=lambda _: stored)[0]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([PILOT, OTHER], (1, 1, 1.0)),
        ([OTHER, PILOT], (0, 1, 0.5)),
        ([OTHER] * 5 + [PILOT], (0, 0, 1 / 6)),
        ([OTHER] * 10 + [PILOT], (0, 0, 0.0)),
        ([], (0, 0, 0.0)),
    ],
)
def test_the_place_of_the_right_passage_is_measured(found: list[Passage], expected: tuple[float, ...]) -> None:
    measures = judge_search(QUESTION, found)
    for level in ("", "document_"):
        assert tuple(measures[f"{level}{name}"][0] for name in ("recall@1", "recall@5", "mrr@10")) == expected


def test_the_document_without_the_span_is_half_the_way() -> None:
    near = replace(PILOT, text="Der Pilot endete im Mai.")
    measures = judge_search(QUESTION, [near, PILOT])
    assert measures["recall@1"] == (0, 1) and measures["document_recall@1"] == (1, 1)
    assert judge_search(replace(QUESTION, also=("p/pilot.en.md",)), [TWIN])["recall@1"] == (1, 1)


def test_a_span_alone_accepts_any_document_and_measures_no_document() -> None:
    measures = judge_search(replace(QUESTION, document="", span="AM 3.  märz"), [PILOT])
    assert measures["recall@1"] == (1, 1) and "document_recall@1" not in measures


def test_nothing_is_searched_for_where_nothing_is_expected() -> None:
    assert judge_search(replace(QUESTION, kind=CaseKind.UNANSWERABLE), [PILOT]) == {}


def test_an_answer_that_stands_has_no_flaw() -> None:
    measures, flaws = judge_answer(QUESTION, SAID, stored=lambda _: True)
    assert flaws == ()
    assert measures["wrong_refusals"] == (0, 1) and measures["cited_document"] == (1, 1)
    assert measures["valid_citations"] == (1, 1) and measures["quoted"] == (1, 1)
    assert measures["invented_numbers"] == (0, 1) and measures["language"] == (1, 1)


@pytest.mark.parametrize(
    ("case", "answer", "figure", "expected"),
    [
        (QUESTION, REFUSED, "wrong_refusals", 1),
        (QUESTION, replace(SAID, citations=(Citation(1, OTHER, OTHER.text),)), "cited_document", 0),
        (QUESTION, replace(SAID, citations=(Citation(1, PILOT, "Der Pilot startete im März."),)), "valid_citations", 0),
        (QUESTION, replace(SAID, citations=(Citation(1, PILOT, " "),)), "valid_citations", 0),
        (
            QUESTION,
            _answer(Sentence("The pilot started in hall 4 with the team.", Support.SIMILAR, (1,))),
            "language",
            0,
        ),
        (QUESTION, _answer(Sentence("Er kostete 70.000 Euro.", Support.UNSUPPORTED)), "invented_numbers", 1),
        (QUESTION, replace(SAID, written_by="model"), "written_by_model", 1),
        (replace(QUESTION, kind=CaseKind.UNANSWERABLE), REFUSED, "refusals", 1),
        (replace(QUESTION, kind=CaseKind.UNANSWERABLE), SAID, "refusals", 0),
    ],
)
def test_each_figure_tells_what_went_wrong(case: Case, answer: Answer, figure: str, expected: int) -> None:
    assert _judged(case, answer)[figure] == (expected, 1)


def test_a_citation_of_a_passage_that_is_not_stored_is_not_valid() -> None:
    assert _judged(QUESTION, SAID, stored=False)["valid_citations"] == (0, 1)


def test_a_refusal_has_no_citations_to_judge() -> None:
    assert set(_judged(QUESTION, REFUSED)) == {"wrong_refusals"}


def test_a_question_taken_for_a_goal_is_not_answered() -> None:
    assert _judged(QUESTION, replace(SAID, goal=rewritten("Kosten senken"))) == {"wrong_refusals": (1, 1)}


@pytest.mark.parametrize(
    ("answer", "repeated"),
    [(SAID, 1), (replace(SAID, citations=(Citation(1, OTHER, OTHER.text),)), 0), (REFUSED, 0)],
)
def test_an_answer_rated_bad_is_to_change(answer: Answer, repeated: int) -> None:
    earlier = Earlier(False, frozenset({(PILOT.document, PILOT.text)}))
    case = replace(QUESTION, kind=CaseKind.RATED_BAD, earlier=earlier)
    assert _judged(case, answer)["repeated_bad"] == (repeated, 1)
    assert _judged(replace(case, earlier=Earlier(True, frozenset())), REFUSED)["repeated_bad"] == (1, 1)


@pytest.mark.parametrize(
    ("text", "source", "strange"),
    [
        ("Es waren 1.234 Belege.", "There were 1,234 documents.", []),
        ("Es waren 1234 Belege.", "Es waren 1.234 Belege.", []),
        ("Im Schnitt 2,5 Stunden.", "On average 2.5 hours.", []),
        ("Er startete am 3. März 2025.", "Stand: 2025-03-03", []),
        ("It started on 3 March 2025.", "Start: 03.03.2025", []),
        ("Zwölf Wochen lang.", "12 Wochen", []),
        ("12 weeks", "twelve weeks", []),
        ("We may wait for a hundred reasons.", "", []),
        ("Es waren 4.000 Belege.", "Es waren 4,5 Belege.", ["4.000"]),
        ("Am 30.06.2027.", "Am 30. Juni 2028.", ["2027"]),
        ("Im Mai, in May.", "im Juni", ["Mai", "May"]),
        ("Zwanzig Werke.", "zwölf Werke", ["Zwanzig"]),
        ("12 %", "", ["12"]),
        ("", "7", []),
    ],
)
def test_numbers_and_months_without_a_source_are_found(text: str, source: str, strange: list[str]) -> None:
    assert strange_numbers(text, [source]) == strange


def test_a_goal_is_judged_by_its_letters_and_its_facts() -> None:
    goal = "Fehlerquote der Linie 4 bis zum 30.06.2027 von 8 % auf 3 % senken"
    keep = (Kept("8 %", FactKind.VALUE), Kept("30.06.2027", FactKind.DEADLINE), Kept("Linie", FactKind.VALUE))
    case = Case("g", "1", 1, CaseKind.GOAL, goal, "de", statuses={"M": "met", "T": "missing"}, keep=keep)
    measures, flaws = judge_goal(replace(case, not_facts=("Linie 4",)), rewritten(goal), date(2026, 11, 21))
    assert measures["M"] == (1, 1) and measures["T"] == (0, 1) and "S" not in measures
    assert measures["facts_kept"] == (3, 3) and measures["facts_found"] == (2, 3)
    assert measures["false_values"] == (0, 1) and measures["invented"] == (0, 1)
    assert [flaw for flaw, _ in flaws] == [Flaw.STATUS, Flaw.NOT_FOUND]


def test_a_rewrite_that_loses_and_invents_is_told() -> None:
    goal = "Fehlerquote von 8 % auf 3 % senken"
    case = Case("g", "1", 1, CaseKind.GOAL, goal, "de", keep=(Kept("8 %", FactKind.VALUE),))
    worse = replace(rewritten(goal), text="Bis 2031 soll Frau Weber die Fehlerquote auf 3 Prozent senken.")
    measures, flaws = judge_goal(case, worse, date(2026, 11, 21))
    assert measures["facts_kept"] == (0, 1) and measures["invented"] == (1, 1)
    assert [text for flaw, text in flaws if flaw is Flaw.INVENTED] == ["2031", "Frau", "Weber", "Prozent"]


def test_measures_add_up_by_group_in_the_order_shown() -> None:
    outcomes = [
        Outcome(
            replace(QUESTION, style=style), {"unsupported": (1, 4), "recall@1": (float(place), 1)}, {"total": place}
        )
        for place, style in enumerate(["near", "far", "near"])
    ]
    assert total(outcomes) == {"recall@1": (3.0, 3), "unsupported": (3.0, 12)}
    assert {name: len(some) for name, some in grouped(outcomes, lambda o: o.case.style).items()} == {
        "far": 1,
        "near": 2,
    }
    assert times(outcomes) == {"total": {"p50": 1, "p95": 2}}
    assert list(total(outcomes)) == [name for name in FIGURES if name in total(outcomes)]


@pytest.mark.parametrize(("share", "value"), [(50, 10), (95, 19), (100, 20), (1, 1)])
def test_a_percentile_is_a_value_that_was_measured(share: int, value: int) -> None:
    assert percentile(list(range(20, 0, -1)), share) == value
