"""Evaluation sets: what a line may hold, and that every wrong line is told."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation_sets import CaseKind, Earlier, parse_set, sampled
from assistant.passages import Kind

EVALS = Path(__file__).resolve().parent.parent / "evals"
SETS = [path for name in ("questions", "unanswerable", "goals") for path in sorted(EVALS.glob(f"{name}.*.jsonl"))]


def _line(**item: object) -> str:
    return json.dumps(item, ensure_ascii=False)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_a_set_that_ships_is_read_whole(path: Path) -> None:
    cases, problems = parse_set(path.stem, path.read_text(encoding="utf-8"))
    assert problems == [] and len(cases) >= 45
    assert {case.language for case in cases} == {path.stem.split(".")[1]}


def test_a_question_keeps_all_that_is_said_of_it() -> None:
    line = _line(
        id="a",
        question="Und die Kosten?",
        document="p/budget.md",
        span="12.000 Euro",
        also=["p/cost.md"],
        style="near",
        project="p",
        kind="note",
        since="2025-01-31",
        history=[{"question": "Wie lief der Pilot?", "answer": "Gut."}],
    )
    ([case], problems) = parse_set("s", line)
    assert problems == []
    assert (case.kind, case.language, case.documents) == (CaseKind.ANSWERABLE, "de", {"p/budget.md", "p/cost.md"})
    assert (case.only.project, case.only.kinds, case.only.since) == ("p", (Kind.NOTE,), "2025-01-31")
    assert case.history[0].question == "Wie lief der Pilot?"


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ({"question": "Wer?", "answerable": False}, CaseKind.UNANSWERABLE),
        ({"question": "Wer?", "span": "Jonas"}, CaseKind.ANSWERABLE),
        ({"question": "Wer?", "also": ["a.md"], "answerable": True}, CaseKind.ANSWERABLE),
        ({"goal": "Kosten senken"}, CaseKind.GOAL),
        ({"question": "Wer?", "rating": "bad", "citations": []}, CaseKind.RATED_BAD),
        ({"question": "Wer?", "rating": "good"}, CaseKind.UNANSWERABLE),
    ],
)
def test_the_fields_tell_what_is_expected(item: dict[str, object], kind: CaseKind) -> None:
    ([case], problems) = parse_set("s", _line(**item))
    assert problems == [] and case.kind is kind


def test_a_good_answer_is_expected_again_and_a_bad_one_remembered() -> None:
    cited = [{"number": 1, "document": "a.md", "page": None, "heading": None, "quote": "Zwölf Wochen."}]
    rated = [
        _line(question=text, rating=rating, citations=cited, remark="", mode="answer", anything=1)
        for text, rating in (("Wie lange?", "good"), ("Wie lang?", "bad"))
    ]
    ([good, bad], problems) = parse_set("feedback", "\n".join(rated))
    assert problems == [] and good.documents == {"a.md"}
    assert bad.earlier == Earlier(False, frozenset({("a.md", "Zwölf Wochen.")}))


def test_a_question_rated_twice_is_two_cases_and_a_rated_goal_is_a_goal() -> None:
    line = _line(question="Kosten um 8 % senken", rating="good", citations=[], mode="goal", language="de", style=7)
    (cases, problems) = parse_set("feedback", f"{line}\n{line}")
    assert problems == [] and {case.kind for case in cases} == {CaseKind.GOAL}
    assert [case.id for case in cases] == ["Kosten um 8 % senken", "Kosten um 8 % senken (2)"]


WRONG = [
    ("{", "JSON"),
    ("[" * 100_000, "JSON"),
    ('{"question": ' + "9" * 5_000 + "}", "JSON"),
    ("[1]", "JSON-Objekt"),
    ("null", "JSON-Objekt"),
    (_line(frage="Wer?"), "genau eines"),
    (_line(question="Wer?", goal="Ziel"), "genau eines"),
    (_line(question="Wer?"), "was erwartet wird"),
    (_line(question=" ", span="x"), "„question“"),
    (_line(question=7, span="x"), "„question“"),
    (_line(question="Wer?", dokument="a.md"), "„dokument“ ist unbekannt"),
    (_line(question="Wer?", document=["a.md"]), "„document“"),
    (_line(question="Wer?", span="x", language="fr"), "„language“"),
    (_line(question="Wer?", span="x", kind="memo"), "„kind“"),
    (_line(question="Wer?", span="x", since="2025-02-30"), "„since“"),
    (_line(question="Wer?", span="x", since=20250131), "„since“"),
    (_line(question="Wer?", span="x", history=["Wann?"]), "„history“"),
    (_line(question="Wer?", span="x", history=[{"question": "Wann?"}]), "„history“"),
    (_line(question="Wer?", answerable="nein"), "„answerable“"),
    (_line(question="Wer?", answerable=False, document="a.md"), "unbeantwortbare"),
    (_line(question="Wer?", rating="mittel"), "„rating“"),
    (_line(question="Wer?", rating="bad", citations=[{"document": "a.md"}]), "„citations“"),
    (_line(question="Wer?", rating="bad", language=["de"]), "„language“"),
    (_line(question="Wer?", rating="bad", mode={}), "„mode“"),
    (_line(goal="Kosten senken", expected={"X": "met"}), "„expected“"),
    (_line(goal="Kosten senken", expected={"S": ["met"]}), "„expected“"),
    (_line(goal="Kosten senken", keep=[{"text": "8 %", "kind": "value"}]), "steht nicht im Ziel"),
    (_line(goal="Kosten senken", keep=[{"text": "Kosten", "kind": "cost"}]), "„keep“"),
    (_line(goal="Kosten senken", span="x"), "„span“ ist unbekannt"),
]


def test_all_wrong_lines_are_told_at_once_with_their_numbers() -> None:
    good = _line(question="Wer?", span="Jonas")
    cases, problems = parse_set("s", "\n".join([good, "", *(line for line, _ in WRONG)]))
    assert len(cases) == 1
    assert [problem.line for problem in problems] == [*range(3, 3 + len(WRONG))]
    for problem, (line, said) in zip(problems, WRONG, strict=True):
        assert said in problem.german, line
        assert problem.english != problem.german


def test_an_id_stands_once_and_an_empty_file_is_told() -> None:
    twice = "\n".join([_line(question="Wer?", span="a"), _line(question="Wer?", span="b")])
    cases, (problem,) = parse_set("s", twice)
    assert len(cases) == 1 and problem.line == 2 and "Zeile 1" in problem.german
    assert parse_set("s", "\ufeff \n\n")[1][0].line == 1


def test_a_sample_is_spread_evenly_and_the_same_each_time() -> None:
    cases, _ = parse_set("s", "\n".join(_line(question=f"Wer {n}?", span="a") for n in range(10)))
    assert [case.line for case in sampled(cases, 4)] == [1, 3, 6, 8]
    assert sampled(cases, 99) == sampled(cases, None) == cases


@given(st.text() | st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists).map(json.dumps))
def test_any_text_gives_cases_or_problems_and_never_breaks(text: str) -> None:
    cases, problems = parse_set("s", text)
    assert cases == [] and problems


@given(
    st.dictionaries(
        st.sampled_from(
            "question goal document span also history rating citations mode language expected keep kind since".split()
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=8),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_any_object_gives_a_case_or_a_problem(item: dict[str, object]) -> None:
    cases, problems = parse_set("s", json.dumps(item))
    assert len(cases) + len(problems) == 1
