"""Runs evaluation cases through search, answers and goals, one after the other, and has each judged.

It opens nothing: the functions to evaluate are handed in. What an outcome is worth is decided in `evaluation`.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Answer
from assistant.answering import LONGEST_QUESTION
from assistant.conversation import Turn, search_text
from assistant.evaluation import DEPTH, SPAN_LETTERS, Outcome, folded, judge_answer, judge_goal, judge_search
from assistant.evaluation_sets import Case, CaseKind, Problem
from assistant.passages import Filter, Passage
from assistant.rewriting import LONGEST_GOAL, Checked, GoalEvent, Reworded


@dataclass(frozen=True)
class Evaluated:
    """What is evaluated: `search` gives so many passages, `answer` the finished answer to a question with its history,
    `goal` the events of a goal's check and rewrite in a project, `passages` those of the store by id."""

    search: Callable[[str, int, Filter], Sequence[Passage]]
    answer: Callable[[str, Sequence[Turn], Filter], Answer]
    goal: Callable[[str, str | None], Iterator[GoalEvent]]
    passages: Callable[[Sequence[str]], Mapping[str, Passage]]


def evaluate(cases: Sequence[Case], evaluated: Evaluated) -> Iterator[Outcome]:
    """One outcome per case, in order; errors of the assistant end the run."""
    for case in cases:
        yield _goal(case, evaluated) if case.kind is CaseKind.GOAL else _question(case, evaluated)


def unusable(cases: Sequence[Case], texts: Mapping[str, Sequence[str]]) -> list[Problem]:
    """The cases that cannot be evaluated over these documents (name → texts of the passages): those that expect a
    document which is not there, or a span that stands in no passage of it, and questions and goals that are too long.
    """
    spans: dict[str, list[str]] = defaultdict(list)
    for name, passages in texts.items():
        spans[name] = [folded(text) for text in passages]
    return [
        Problem(case.set, case.line, german, english)
        for case in cases
        for german, english in (*_missing(case, spans), *_too_long(case))
    ]


def _missing(case: Case, texts: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    if case.earlier is not None:
        return  # the documents that a rated answer cited may have gone since: that is no mistake of the set
    for name in sorted(case.documents):
        if name not in texts:
            yield f"das Dokument „{name}“ ist nicht eingelesen", f"the document “{name}” has not been read"
    known = {case.document: texts.get(case.document, ())} if case.document else texts
    span = folded(case.span)[:SPAN_LETTERS]
    if span and (case.document in texts or not case.document) and not _is_in(span, known):
        where = case.document or "*"
        yield f"der Wortlaut steht in keiner Passage von {where}", f"the span stands in no passage of {where}"


def _is_in(span: str, texts: Mapping[str, Sequence[str]]) -> bool:
    return any(span in text for passages in texts.values() for text in passages)


def _too_long(case: Case) -> Iterator[tuple[str, str]]:
    limit = LONGEST_GOAL if case.kind is CaseKind.GOAL else LONGEST_QUESTION
    if len(case.text) > limit:
        yield f"der Text ist länger als {limit} Zeichen", f"the text is longer than {limit} characters"


def _question(case: Case, evaluated: Evaluated) -> Outcome:
    """The answer first: it shall not be quicker because the question has been searched for before."""
    answer = evaluated.answer(case.text, case.history, case.only)
    found = evaluated.search(search_text(case.text, case.history), DEPTH, case.only)
    stored = evaluated.passages([citation.passage.id for citation in answer.citations])

    def is_stored(passage: Passage) -> bool:
        return passage.id in stored and stored[passage.id].text == passage.text

    measures, flaws = judge_answer(case, answer, stored=is_stored)
    seconds = {name: took for name, took in vars(answer.seconds).items() if took is not None}
    return Outcome(case, judge_search(case, found) | measures, seconds, flaws, answer=answer)


def _goal(case: Case, evaluated: Evaluated) -> Outcome:
    start, seconds = time.perf_counter(), {}
    for event in evaluated.goal(case.text, case.only.project):
        if isinstance(event, Checked):
            seconds["check"] = time.perf_counter() - start
    assert isinstance(event, Reworded), "a rewrite is the last event"
    seconds["rewrite"] = time.perf_counter() - start
    measures, flaws = judge_goal(case, event.rewrite, date.today())
    return Outcome(case, measures, seconds, flaws, rewrite=event.rewrite)
