"""A screening as one browser tab knows it: answers are kept, whatever is changed, and nothing foreign gets in."""

import pytest

from assistant.risks.ai_act_file import parse
from assistant.web.screening_session import LONGEST_PROJECT, ScreeningSession
from tests.risks.rules import SMALL

ACT = parse(SMALL)


def session(**answers: str) -> ScreeningSession:
    return ScreeningSession(answers=answers, read=True)


def shown(own: ScreeningSession) -> str | None:
    question = own.question(ACT)
    return question.id if question else None


def test_one_answer_after_the_other_leads_to_the_result() -> None:
    own = ScreeningSession()
    for question, option in (("system", "yes"), ("role", "builds"), ("area", "staff")):
        assert shown(own) == question
        own.answer(ACT, question, option)
    assert shown(own) is None and own.screening(ACT).outcome() is not None and not own.carried


@pytest.mark.parametrize(
    ("question", "option"), [("role", "builds"), ("system", "maybe"), ("", ""), ("baseline", "yes"), ("area", "staff")]
)
def test_a_click_on_something_else_than_the_question_shown_changes_nothing(question: str, option: str) -> None:
    own = ScreeningSession()
    own.answer(ACT, question, option)
    assert (own.answers, shown(own)) == ({}, "system")


def test_a_changed_answer_keeps_those_behind_it_and_says_so() -> None:
    own = session(system="yes", role="builds", area="staff")
    own.open(ACT, "role")
    assert shown(own) == "role"
    own.answer(ACT, "role", "both")
    assert shown(own) is None and own.carried
    assert own.screening(ACT).answers == (("system", "yes"), ("role", "both"), ("area", "staff"))


def test_answers_off_the_path_come_back_with_it() -> None:
    own = session(system="yes", role="builds", area="staff")
    own.open(ACT, "system")
    own.answer(ACT, "system", "no")
    assert shown(own) is None and own.screening(ACT).answers == (("system", "no"),) and not own.carried
    own.open(ACT, "system")
    own.answer(ACT, "system", "yes")
    assert len(own.screening(ACT).path) == 3


def test_back_goes_question_by_question_and_forward_leaves_the_answer() -> None:
    own = session(system="yes", role="builds")
    assert shown(own) == "area"
    for question in ("role", "system", "system"):
        own.back(ACT)
        assert shown(own) == question
    own.forward()
    assert shown(own) == "area" and len(own.answers) == 2


@pytest.mark.parametrize("question", ["area", "unknown", ""])
def test_only_answered_questions_can_be_opened_again(question: str) -> None:
    own = session(system="yes")
    own.open(ACT, question)
    assert shown(own) == "role" and not own.at


def test_starting_anew_forgets_answers_and_name() -> None:
    own = session(system="yes", role="builds")
    own.project, own.restarting = "Presse", True
    own.restart()
    assert (own.kept(), shown(own), own.restarting) == ({"answers": {}, "project": ""}, "system", False)


def test_what_the_browser_kept_is_taken_over_once() -> None:
    own, other = session(system="yes", role="builds"), ScreeningSession()
    own.project = "Presse"
    other.take(ACT, own.kept())
    assert (other.answers, other.project, shown(other)) == (own.answers, "Presse", "area")
    other.take(ACT, {"answers": {}, "project": ""})
    assert other.project == "Presse"


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "",
        [],
        7,
        {"answers": None, "project": None},
        {"answers": ["system"], "project": 3},
        {"answers": {"system": "maybe", "gone": "yes", "role": None, "area": ["staff"]}},
        {"answers": {"system": {"a": 1}}},
    ],
)
def test_what_the_rules_do_not_know_is_left_out(kept: object) -> None:
    own = ScreeningSession()
    own.take(ACT, kept)
    assert (own.answers, own.project, shown(own)) == ({}, "", "system")


def test_a_name_has_a_limit() -> None:
    own = ScreeningSession()
    own.take(ACT, {"answers": {}, "project": "x" * 1000})
    assert len(own.project) == LONGEST_PROJECT
