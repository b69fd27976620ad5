"""Cases run through the functions handed in, and cases that do not fit the documents."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.answer import Answer, Mode, Seconds
from assistant.conversation import Turn
from assistant.evaluating import Evaluated, evaluate, unusable
from assistant.evaluation_sets import Case, CaseKind, Earlier
from assistant.grounding import Citation, Sentence, Support
from assistant.passages import Filter, Passage
from tests.rule_rewriting import REWRITING
from tests.samples import passage

PILOT = passage("Der Pilot startete am 3. März 2025.", document="p/pilot.md")
QUESTION = Case(
    "s", "1", 4, CaseKind.ANSWERABLE, "Wann startete der Pilot?", "de", document="p/pilot.md", span="3. März"
)
GOAL = Case("s", "2", 5, CaseKind.GOAL, "Fehlerquote von 8 % auf 3 % senken", "de", statuses={"M": "met"})


class Asked:
    """Answers with the pilot's passage and notes what it was asked, in order."""

    def __init__(self, stored: Passage = PILOT) -> None:
        self.stored, self.calls = stored, []

    def search(self, text: str, limit: int, only: Filter) -> list[Passage]:
        self.calls.append(("search", text, limit, only))
        return [PILOT]

    def answer(self, question: str, history: Sequence[Turn], only: Filter) -> Answer:
        self.calls.append(("answer", question, tuple(history), only))
        said = (Sentence(PILOT.text, Support.QUOTED, (1,)),)
        cited = (Citation(1, PILOT, PILOT.text),)
        seconds = Seconds(0.01, None, 0.5)
        return Answer(PILOT.text, "de", Mode.ANSWER, "rules", False, (PILOT,), cited, said, seconds)

    def evaluated(self) -> Evaluated:
        return Evaluated(
            self.search,
            self.answer,
            goal=lambda text, project: REWRITING.rewrite(text, project=project),
            passages=lambda ids: {self.stored.id: self.stored} if self.stored.id in ids else {},
        )


def test_a_question_is_answered_before_it_is_searched_for_and_keeps_its_filter() -> None:
    asked, only = Asked(), Filter(project="p")
    (outcome,) = evaluate([replace(QUESTION, only=only)], asked.evaluated())
    assert [call[0] for call in asked.calls] == ["answer", "search"]
    assert asked.calls[0][3] == only == asked.calls[1][3]
    assert outcome.measures["recall@1"] == outcome.measures["valid_citations"] == (1, 1)
    assert dict(outcome.seconds) == {"evidence": 0.01, "total": 0.5}


def test_a_follow_up_is_searched_with_the_topic_of_the_question_before() -> None:
    asked, turn = Asked(), Turn("Wie lief der Pilot in Halle 4?", "Gut.")
    (outcome,) = evaluate([replace(QUESTION, text="Und was kostete das?", history=(turn,))], asked.evaluated())
    assert asked.calls[0][2] == (turn,)
    assert "Pilot" in asked.calls[1][1] and outcome.answer is not None


@pytest.mark.parametrize("stored", [passage("Der Pilot startete.", id=PILOT.id), passage("Etwas anderes.")])
def test_a_citation_is_checked_against_the_store(stored: Passage) -> None:
    (outcome,) = evaluate([QUESTION], Asked(stored).evaluated())
    assert outcome.measures["valid_citations"] == (0, 1) and len(outcome.flaws) == 1


def test_a_goal_is_checked_and_rewritten_with_its_times() -> None:
    (outcome,) = evaluate([GOAL], Asked().evaluated())
    assert outcome.measures["M"] == (1, 1) and "8 %" in outcome.rewrite.text
    assert 0 < outcome.seconds["check"] <= outcome.seconds["rewrite"]


TEXTS = {"p/pilot.md": ["Pilot", PILOT.text], "p/leer.md": []}


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (QUESTION, None),
        (GOAL, None),
        (replace(QUESTION, document="", span="PILOT startete am 3. März"), None),
        (replace(QUESTION, document="p/weg.md"), "„p/weg.md“ ist nicht eingelesen"),
        (replace(QUESTION, also=("p/weg.md",)), "„p/weg.md“ ist nicht eingelesen"),
        (replace(QUESTION, span="am 4. April"), "in keiner Passage von p/pilot.md"),
        (replace(QUESTION, document="p/leer.md"), "in keiner Passage von p/leer.md"),
        (replace(QUESTION, document="", span="am 4. April"), "in keiner Passage von *"),
        (replace(QUESTION, text="?" * 4_001), "4000 Zeichen"),
        (replace(GOAL, text="x" * 2_001), "2000 Zeichen"),
        (replace(QUESTION, document="", span="", also=("p/weg.md",), earlier=Earlier(False, frozenset())), None),
    ],
)
def test_a_case_that_does_not_fit_the_documents_is_told(case: Case, said: str | None) -> None:
    problems = unusable([case], TEXTS)
    assert [problem.line for problem in problems] == ([case.line] if said else [])
    assert all(said in problem.german and problem.english for problem in problems)


def test_all_cases_that_do_not_fit_are_told_at_once() -> None:
    wrong = [replace(QUESTION, line=line, document="p/weg.md") for line in (1, 2, 3)]
    assert [problem.line for problem in unusable(wrong, TEXTS)] == [1, 2, 3]
