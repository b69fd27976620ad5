"""The walk through the rules: answers, going back, resuming, and what comes out."""

import random

import pytest

from assistant.ai_act_catalogue import ai_act
from assistant.errors import ScreeningAnswerUnknown, ScreeningQuestionUnknown
from assistant.risks.ai_act_file import ADDITION, parse
from assistant.risks.screening import Outcome, Screening, resumed, walked
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
        (["yes", "both", "staff"], "high", ["high_risk", "about_staff", "baseline"], ["provider", "deployer"], None),
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


def test_duties_are_grouped_by_role_and_everyones_come_last() -> None:
    outcome = _walk("yes", "both", "staff").outcome()
    assert outcome is not None
    groups = [(group.roles, [duty.text.de for duty, _ in group.duties]) for group in outcome.own_duties()]
    assert groups == [(("provider",), ["Bauen"]), (("deployer",), ["Nutzen"]), ((), ["Schulen"])]
    assert {applies.id for group in outcome.own_duties() for _, begins in group.duties for applies in begins} == {
        "late"
    }
    assert outcome.partner_duties() == []
    assert [step.text.de for step in outcome.next_steps()] == ["Fragen", "Betriebsrat", "Notieren"]


@pytest.mark.parametrize(
    ("options", "decisive"), [(["yes", "both", "staff"], ["area"]), (["yes", "builds", "none"], []), (["no"], [])]
)
def test_decisive_are_the_answers_that_led_to_a_result(options: list[str], decisive: list[str]) -> None:
    outcome = _walk(*options).outcome()
    assert outcome is not None and [step.question.id for step in outcome.decisive] == decisive


@pytest.mark.parametrize(("options", "left"), [([], 3), (["yes"], 2), (["yes", "both"], 1), (["no"], 0)])
def test_the_most_questions_still_to_come_are_known(options: list[str], left: int) -> None:
    assert _walk(*options).most_left == left


def test_answers_off_the_path_are_left_aside() -> None:
    kept = {"system": "no", "role": "both", "area": "staff"}
    assert walked(ACT, kept) == _walk("no")
    assert walked(ACT, kept | {"system": "yes"}) == _walk("yes", "both", "staff")


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


def _outcome(changed: str) -> Outcome:
    plain = [*BEGIN.split(), *(f"{name}=no" for name in (*NO_BANS, *NO_AREA)), *QUIET.split()]
    answers = dict(pair.split("=") for pair in [*plain, *changed.split()])
    outcome = walked(ai_act(), answers).outcome()
    assert outcome is not None
    return outcome


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
    outcome = _outcome(changed)
    assert outcome.heading.id == class_, case
    assert found in [result.id for result in outcome.results]


RANKED = "art6_profiling=yes"
PRESS = "annex1_product=yes annex1_safety=safety_component annex1_assessment=yes annex1_section=section_b"
DEVICE = "annex1_product=yes annex1_safety=product annex1_assessment=yes annex1_section=section_a"
# Ten systems of daily work; classes and articles as Regulation (EU) 2024/1689 has them, amended by (EU) 2026/1744.
SYSTEMS = [
    ("CV screening", f"annex3_employment=recruitment {RANKED}", "high_risk", {"Annex III, point 4", "Art. 6(3)"}),
    ("chatbot", "art50_interaction=yes art50_synthetic=yes gpai=uses", "transparency", {"Art. 50(1)", "Art. 50(2)"}),
    ("predictive maintenance that guards presses", PRESS, "high_risk", {"Art. 6(1)", "Annex I, Art. 2(2)"}),
    ("predictive maintenance for cost", "annex1_product=yes annex1_safety=other", "minimal", set()),
    ("credit scoring", f"annex3_services=credit {RANKED}", "high_risk", {"Annex III, point 5"}),
    ("moods of call centre staff", "art5_emotion=yes art5_emotion_purpose=no", "prohibited", {"Art. 5(1)(f)"}),
    ("spam filter", "", "minimal", set()),
    ("demand forecast", "", "minimal", set()),
    ("triage", f"{DEVICE} annex3_services=emergency {RANKED}", "high_risk", {"Annex III, point 5", "Art. 6(1)"}),
    ("deepfake video", "art50_synthetic=yes art50_deepfake=yes", "transparency", {"Art. 50(2)", "Art. 50(4)"}),
    ("exam grading", "annex3_education=yes art6_profiling=no art6_condition=none", "high_risk", {"Annex III, point 3"}),
]


@pytest.mark.parametrize("role", ["provider", "deployer"])
@pytest.mark.parametrize(("system", "changed", "class_", "articles"), SYSTEMS)
def test_real_systems_get_class_and_articles(
    system: str, changed: str, class_: str, articles: set[str], role: str
) -> None:
    outcome = _outcome(f"{changed} role={role}")
    assert (outcome.heading.id, role in [one.id for one in outcome.roles]) == (class_, True), system
    named = [step.question.article.en for step in outcome.decisive]
    assert all(any(name.startswith(article) for name in named) for article in articles), (system, named)
    assert bool(named) == bool(articles)


@pytest.mark.parametrize(
    ("changed", "roles", "article", "begins"),
    [
        (f"annex3_services=credit {RANKED}", ("deployer",), "Art. 27(1) and (3)", ["high_risk_annex3"]),
        (f"annex3_services=credit {RANKED}", ("deployer",), "Art. 26(6)", ["high_risk_annex3"]),
        (f"{DEVICE} role=provider", ("provider",), "Art. 9", ["high_risk_annex1"]),
        (
            f"{DEVICE} annex3_services=emergency {RANKED}",
            ("deployer",),
            "Art. 26(2)",
            ["high_risk_annex3", "high_risk_annex1"],
        ),
        ("art50_deepfake=yes", ("deployer",), "Art. 50(4), first subparagraph, and (5)", ["transparency"]),
        ("", ("deployer",), "Art. 4(1)", ["literacy"]),
        (
            f"public_deployer=public_service annex3_education=yes {RANKED}",
            ("public_service",),
            "Art. 27",
            ["high_risk_annex3"],
        ),
    ],
)
def test_duties_say_from_when_they_apply(changed: str, roles: tuple[str, ...], article: str, begins: list[str]) -> None:
    found = {
        (group.roles, duty.article.en if duty.article else ""): [applies.id for applies in since]
        for group in _outcome(changed).own_duties()
        for duty, since in group.duties
    }
    assert found[roles, article] == begins
