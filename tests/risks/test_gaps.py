"""Gaps in a register are named by rule, in both languages."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.risks.gap_wording import TEXTS
from assistant.risks.gaps import Rule, gaps, name
from assistant.risks.register import Risk, RiskStatus
from tests.risks.registers import TODAY, registers, risk

BARE = {"residual_likelihood": None, "residual_impact": None}
ACCEPTED = {"status": RiskStatus.ACCEPTED}
CASES = {
    "nothing missing": ({}, []),
    "no rating": ({"likelihood": None, **BARE}, ["not_rated"]),
    "half a residual rating": ({"residual_impact": None}, []),
    "no owner": ({"owner": " \n"}, ["no_owner"]),
    "no measure on a critical risk": ({"measure": "", **BARE}, ["no_measure"]),
    "no measure on a high risk": ({"measure": "", "likelihood": 5, "impact": 2, **BARE}, ["no_measure"]),
    "no measure on a medium risk": ({"measure": "", "likelihood": 3, "impact": 3, **BARE}, []),
    "no trigger on a critical risk": ({"trigger": ""}, ["no_trigger"]),
    "no trigger on a medium risk": ({"trigger": "", "likelihood": 3, "impact": 3, **BARE}, []),
    "residual above inherent": ({"residual_likelihood": 5}, ["residual_above"]),
    "residual as inherent": ({"residual_likelihood": 4}, []),
    "residual below inherent without a measure": (
        {"measure": "", "likelihood": 3, "impact": 3, "residual_impact": 3},
        ["residual_unproven"],
    ),
    "review yesterday": ({"review": date(2027, 5, 31)}, ["review_overdue"]),
    "review today": ({"review": TODAY}, []),
    "no review": ({"review": None}, ["no_review"]),
    "impact 5 at likelihood 1": (
        {"likelihood": 1, "impact": 5, "committee": None, **BARE},
        ["no_committee"],
    ),
    "impact 5 before the committee": ({"likelihood": 1, "impact": 5, **BARE}, []),
    "critical today": ({"committee": None, **BARE}, ["no_committee"]),
    "critical without measures only": ({"committee": None}, []),
    "accepted without measure and trigger": ({"measure": "", "trigger": "", **BARE, **ACCEPTED}, []),
    "accepted with impact 5": ({"impact": 5, "committee": None, **BARE, **ACCEPTED}, ["no_committee"]),
    "closed": ({"owner": "", "review": None, "status": RiskStatus.CLOSED}, []),
    "occurred": ({"owner": "", "measure": "", "status": RiskStatus.OCCURRED}, []),
    "several": (
        {"owner": "", "measure": "", "trigger": "", "review": None, "committee": None, **BARE},
        ["no_committee", "no_owner", "no_measure", "no_trigger", "no_review"],
    ),
}


@pytest.mark.parametrize(("facts", "rules"), CASES.values(), ids=CASES.keys())
def test_a_gap_is_named_by_its_rule(facts: dict[str, object], rules: list[str]) -> None:
    assert [str(gap.rule) for gap in gaps([risk(1, **facts)], TODAY)] == rules


def test_a_link_to_a_goal_that_is_gone_is_named_where_the_goals_are_known() -> None:
    (gap,) = gaps([risk(1)], TODAY, goals={3, 4})
    assert gap.rule is Rule.GOAL_GONE and "Ziel Nr. 5" in gap.text.de and "goal no. 5" in gap.text.en


def test_a_gap_says_which_risk_what_is_wrong_and_what_to_do() -> None:
    gap = gaps([risk(7, text="Zu wenige Ausfälle", measure="", **BARE)], TODAY)[0]
    assert gap.as_dict() == {
        "risk": 7,
        "rule": "no_measure",
        "de": "R07 „Zu wenige Ausfälle“ hat den Wert 16 (kritisch), aber keine Maßnahme. Vereinbaren Sie eine mit "
        "Ergebnis, Termin und Nachweis, oder nehmen Sie das Risiko ausdrücklich an.",
        "en": "R07 “Zu wenige Ausfälle” has a score of 16 (critical) but no measure. Agree one with result, date and "
        "proof, or accept the risk expressly.",
    }


def test_days_are_written_as_the_language_writes_them() -> None:
    (gap,) = gaps([risk(1, review=date(2027, 3, 1))], TODAY)
    assert "war am 01.03.2027 fällig" in gap.text.de and "was due on 1 March 2027" in gap.text.en


def test_every_rule_has_its_wording_and_every_wording_its_rule() -> None:
    assert {key.split(".")[0] for key in TEXTS} == set(Rule)
    for german, english in TEXTS.values():
        assert german != english and german.endswith(".") and english.endswith(".")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{0} {risk}", "„{0} {risk}“"),
        ("a\n\n b", "„a b“"),
        ("Wort " * 40, "„Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort …“"),
        ("ü" * 100, "„" + "ü" * 70 + " …“"),
    ],
)
def test_a_long_or_hostile_text_is_shown_in_one_short_line(text: str, shown: str) -> None:
    assert name(risk(None, text=text), "de") == shown
    assert gaps([risk(None, text=text, owner="")], TODAY)[0].text.de.startswith(f"Für {shown}")


@given(registers())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_gaps_name_risks_of_the_register_in_both_languages(risks: list[Risk]) -> None:
    for gap in gaps(risks, TODAY, goals=()):
        assert gap.risk in {one.id for one in risks} and gap.text.de != gap.text.en
