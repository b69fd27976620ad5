"""A goal in work: events, runs, stopping."""

from collections.abc import Iterator, Mapping

import pytest

from assistant.answer import Waiting
from assistant.errors import GoalTooLong
from assistant.goals.criteria import GoalCheck
from assistant.goals.rewrite import Question
from assistant.rewriting import Checked, GoalEvent, Reworded
from assistant.web.goal_session import MOST_QUESTIONS, GoalSession, follow
from tests.web.goal_samples import check, rewrite


class Stream:
    """Yields given events; remembers what it was asked and whether it was closed."""

    def __init__(self, *events: GoalEvent | Exception) -> None:
        self.events, self.asked, self.closed = events, [], False

    def __call__(self, text: str, answers: Mapping[str, str], *, project: str | None) -> Iterator[GoalEvent]:
        self.asked.append((text, dict(answers), project))
        try:
            for event in self.events:
                if isinstance(event, Exception):
                    raise event
                yield event
        finally:
            self.closed = True


def questions(*slots: str) -> tuple[Question, ...]:
    return tuple(Question(slot, f"{slot}?") for slot in slots)


def slots(goal: GoalSession) -> list[str]:
    return [question.slot if question else "" for question in goal.asked]


def begun(text: str = "Ziel", project: str = "") -> GoalSession:
    goal = GoalSession()
    goal.begin(text, project)
    return goal


RULES, MODEL = rewrite("Regel."), rewrite("Modell.", written_by="model")


def test_every_event_is_kept_before_it_is_drawn() -> None:
    goal, stream = (
        begun("Ziel", "Pumpen"),
        Stream(Checked(check()), Reworded(RULES, False), Waiting(), Reworded(MODEL, True)),
    )
    states = [(g.check is not None, g.rewrite and g.rewrite.text, g.writing) for g in follow(goal, stream)]
    assert states == [(True, None, False), (True, "Regel.", True), (True, "Regel.", True), (True, "Modell.", False)]
    assert stream.asked == [("Ziel", {}, "Pumpen")] and stream.closed


def test_a_new_run_ends_the_one_before_and_stops_its_model() -> None:
    goal, first = begun(), Stream(Checked(check()), Reworded(RULES, False), Waiting(), Reworded(MODEL, True))
    running = follow(goal, first)
    next(running), next(running)
    goal.begin("Anderes", "")
    list(follow(goal, Stream(Checked(check()), Reworded(rewrite("Zwei."), True))))
    assert list(running) == [] and first.closed
    assert goal.rewrite is not None and goal.rewrite.text == "Zwei." and not goal.writing


def test_stopping_keeps_the_rewrite_by_rules() -> None:
    goal, stream = begun(), Stream(Checked(check()), Reworded(RULES, False), Waiting(), Reworded(MODEL, True))
    running = follow(goal, stream)
    next(running), next(running)
    goal.stop()
    assert list(running) == [] and stream.closed and goal.halted
    assert goal.rewrite is RULES


def test_stopping_when_nothing_runs_says_nothing() -> None:
    goal = begun()
    goal.stop()
    assert not goal.halted


def test_a_closed_tab_closes_the_stream() -> None:
    goal, stream = begun(), Stream(Checked(check()), Reworded(RULES, False), Waiting())
    running = follow(goal, stream)
    next(running), next(running)
    running.close()
    assert stream.closed and not goal.writing


def test_an_error_is_kept_for_the_reader_and_gone_with_the_next_run() -> None:
    goal, error = begun(), GoalTooLong(length=3000, limit=2000)
    list(follow(goal, Stream(error)))
    assert goal.error is error
    list(follow(goal, Stream(Checked(check()))))
    assert goal.error is None


@pytest.mark.parametrize(
    ("answers", "given", "changed", "kept"),
    [
        ({}, {"owner": " Team A "}, True, {"owner": "Team A"}),
        ({"owner": "Team A"}, {"owner": "Team A"}, False, {"owner": "Team A"}),
        ({"owner": "Team A"}, {"owner": "  "}, True, {}),
        ({"owner": "Team A"}, {"target": "5"}, True, {"owner": "Team A", "target": "5"}),
        ({}, {"owner": ""}, False, {}),
    ],
)
def test_only_a_changed_answer_asks_for_another_run(
    answers: dict[str, str], given: dict[str, str], changed: bool, kept: dict[str, str]
) -> None:
    goal = GoalSession(answers=answers)
    assert (goal.answer(given), goal.answers) == (changed, kept)


@pytest.mark.parametrize(
    ("asked", "answered", "new", "places"),
    [
        ([], {}, ["metric", "owner"], ["metric", "owner"]),
        (["metric", "target", "owner"], {}, ["metric", "owner"], ["metric", "", "owner"]),
        (["metric", "target", "owner"], {"metric": "x"}, ["target", "owner"], ["metric", "target", "owner"]),
        (["metric", "target", "owner"], {}, ["owner", "year"], ["year", "", "owner"]),
        (["metric"], {"metric": "x"}, [], ["metric"]),
        ([], {}, list("abcdefghij"), list("abcdefgh")),
    ],
)
def test_a_question_keeps_its_place_while_others_come_and_go(
    asked: list[str], answered: dict[str, str], new: list[str], places: list[str]
) -> None:
    goal = GoalSession(asked=list(questions(*asked)), answers=answered)
    goal.take(Reworded(rewrite(questions=questions(*new)), True))
    assert slots(goal) == places and len(places) <= MOST_QUESTIONS
    assert goal.open_questions == sum(bool(slot) and slot not in answered for slot in places)


def test_the_marked_text_and_the_kpis_are_those_of_the_bare_goal() -> None:
    goal = begun()
    goal.take(Checked(check()))
    goal.answer({"metric": "Quote"})
    answered: GoalCheck = check(kpis=(), facts=())
    goal.take(Checked(answered))
    assert goal.check is answered and goal.original is not None and goal.original.facts
    assert [kpi.id for kpi in goal.kpis] == ["quote", "recall"] and goal.kpi and goal.kpi.id == "quote"


def test_another_goal_forgets_what_was_said_to_the_last_one() -> None:
    goal = begun()
    goal.take(Checked(check()))
    goal.answer({"owner": "Team"})
    goal.begin("Neu", "")
    assert (goal.answers, goal.check, goal.rewrite, goal.asked, goal.kpis) == ({}, None, None, [], ())
