"""The walk through the rules: answers, going back, resuming, and what comes out."""

import random

import pytest

from assistant.ai_act_catalogue import ai_act
from assistant.errors import ScreeningAnswerUnknown, ScreeningQuestionUnknown
from assistant.risks.ai_act_file import ADDITION, parse
from assistant.risks.screening import Screening, resumed
from tests.risks.rules import SMALL

ACT = parse(SMALL)


def _walk(*options: str) -> Screening:
    screening = Screening(ACT)
    for option in options:
        screening = screening.answered(option)
    return screening


def test_it_begins_with_the_first_question_and_has_no_outcome() -> None:
    screening = Screening(ACT)
    assert screening.question is not None and screening.question.id == "system"
    assert screening.outcome() is None and screening.answers == ()


@pytest.mark.parametrize(
    ("options", "heading", "results", "roles", "dates"),
    [
        (["no"], "minimal", ["baseline"], [], ["early"]),
        (["yes", "builds", "none"], "minimal", ["baseline"], ["provider"], ["early"]),
        (["yes", "both", "staff"], "high", ["about_staff", "high_risk", "baseline"], ["provider", "deployer"], None),
        (["yes", "builds", "credit"], "minimal", ["baseline"], ["provider"], ["early"]),
    ],
)
def test_the_outcome_collects_results_roles_and_dates(
    options: list[str], heading: str, results: list[str], roles: list[str], dates: list[str] | None
) -> None:
    outcome = _walk(*options).outcome()
    assert outcome is not None and outcome.heading.id == heading
    assert [result.id for result in outcome.results] == results
    assert [role.id for role in outcome.roles] == roles
    assert [applies.id for applies in outcome.dates] == (dates or ["early", "late"])


def test_duties_are_told_apart_by_role() -> None:
    outcome = _walk("yes", "builds", "staff").outcome()
    assert outcome is not None
    (strict,) = [result for result in outcome.results if result.id == "high_risk"]
    assert [duty.text.de for duty in outcome.mine(strict.duties)] == ["Bauen", "Schulen"]
    assert [duty.text.de for duty in outcome.others(strict.duties)] == ["Nutzen"]


@pytest.mark.parametrize(("to", "left"), [(None, 2), ("role", 1), ("system", 0), ("area", 2), ("unknown", 2)])
def test_going_back_takes_away_an_answer_or_all_from_a_question_on(to: str | None, left: int) -> None:
    assert len(_walk("yes", "builds", "none").back(to).path) == left


def test_going_back_at_the_beginning_stays_there() -> None:
    assert Screening(ACT).back() == Screening(ACT)


def test_an_unknown_option_names_the_possible_ones() -> None:
    with pytest.raises(ScreeningAnswerUnknown, match="builds, both"):
        _walk("yes", "kauft")


def test_answers_are_resumed_in_any_order() -> None:
    screening = _walk("yes", "both", "staff")
    assert resumed(ACT, screening.answers) == resumed(ACT, screening.answers[::-1]) == screening
    assert resumed(ACT, ()) == Screening(ACT)


@pytest.mark.parametrize("answers", [[("area", "staff")], [("system", "no"), ("role", "both")], [("quatsch", "yes")]])
def test_an_answer_to_a_question_that_is_not_asked_is_refused(answers: list[tuple[str, str]]) -> None:
    with pytest.raises(ScreeningQuestionUnknown, match=answers[-1][0]):
        resumed(ACT, answers)


def test_plain_values_tell_what_is_next_and_then_what_came_out() -> None:
    assert _walk("yes").as_dict("en")["next"]["options"] == [  # type: ignore[index]
        {"id": "builds", "label": "Builds"},
        {"id": "both", "label": "Both"},
    ]
    done = _walk("no").as_dict("de")
    assert done["complete"] and done["outcome"]["heading"] == "Minimal" and done["answers"] == ["system=no"]  # type: ignore[index]


@pytest.mark.parametrize("seed", range(60))
def test_any_path_through_the_shipped_rules_ends_and_can_be_resumed(seed: int) -> None:
    drawn, screening = random.Random(seed), Screening(ai_act())
    while screening.question is not None:
        going_on = [option.id for option in screening.question.options if option.next in ai_act().questions]
        options = [option.id for option in screening.question.options]
        screening = screening.answered(drawn.choice(going_on if going_on and seed % 3 else options))
    outcome = screening.outcome()
    assert outcome is not None and outcome.heading.id != ADDITION
    assert len({result.id for result in outcome.results}) == len(outcome.results)
    assert resumed(ai_act(), screening.answers) == screening


NO_BANS = (
    "art5_manipulation art5_vulnerability art5_intimate art5_child_abuse art5_social_scoring art5_crime_prediction "
    "art5_face_scraping art5_emotion art5_biometric_categories art5_realtime_identification"
).split()
NO_AREA = (
    "annex1_product annex3_biometrics annex3_infrastructure annex3_education annex3_employment annex3_services "
    "annex3_law_enforcement annex3_migration annex3_justice"
).split()
BEGIN = "ai_system=yes union_link=yes exclusion=none role=deployer public_deployer=no value_chain=no"
QUIET = "art50_interaction=no art50_synthetic=no art50_biometric=no art50_deepfake=no art50_text=no gpai=no"


@pytest.mark.parametrize(
    ("case", "changed", "class_", "found"),
    [
        ("a sales forecast", "", "minimal", "baseline"),
        ("a chatbot for customers", "art50_interaction=yes", "transparency", "transparency_interaction"),
        (
            "scoring of job applicants",
            "annex3_employment=recruitment art6_profiling=yes",
            "high_risk",
            "area_employment",
        ),
        ("credit scoring", "annex3_services=credit art6_profiling=yes", "high_risk", "area_credit_insurance"),
        (
            "sorting of applications into folders",
            "annex3_employment=recruitment art6_profiling=no art6_condition=procedural art6_harm=yes",
            "exempt",
            "annex3_exempt",
        ),
        ("emotion recognition at work", "art5_emotion=yes art5_emotion_purpose=no", "prohibited", "prohibited"),
        ("social scoring", "art5_social_scoring=yes", "prohibited", "prohibited"),
        ("no learning at all", "ai_system=no", "out_of_scope", "not_ai_system"),
        ("defence only", "exclusion=military", "out_of_scope", "excluded_military"),
        ("nobody knows", "art5_manipulation=unsure", "unclear", "clarify_prohibited"),
    ],
)
def test_known_cases_get_their_class(case: str, changed: str, class_: str, found: str) -> None:
    plain = [*BEGIN.split(), *(f"{name}=no" for name in (*NO_BANS, *NO_AREA)), *QUIET.split()]
    answers = dict(pair.split("=") for pair in [*plain, *changed.split()])
    screening = Screening(ai_act())
    while screening.question is not None:
        screening = screening.answered(answers[screening.question.id])
    outcome = screening.outcome()
    assert outcome is not None and outcome.heading.id == class_, case
    assert found in [result.id for result in outcome.results]
