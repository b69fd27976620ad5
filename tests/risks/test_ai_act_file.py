"""Rule files for the AI Act: the one that ships, and broken ones."""

import datetime
import re

import pytest

from assistant.ai_act_catalogue import RULES
from assistant.errors import CatalogueInvalid
from assistant.risks.ai_act_file import ADDITION, parse
from tests.risks.rules import SMALL


@pytest.mark.parametrize(
    ("good", "bad", "named"),
    [
        ("next: role}", "next: nowhere}", "system/yes.*nowhere"),
        ("next: role}", "next: system}", "a circle: system → system"),
        ("adds: [about_staff]", "adds: [x]", "area/credit.*adds: x"),
        ("next: area, roles: [provider]}", "next: area, roles: [king]}", "role/builds.*king"),
        ("    class: high\n", "    class: huge\n", "high_risk.*huge"),
        ("dates: [late]", "dates: [never]", "high_risk.*never"),
        ("only_with: high_risk", "only_with: nothing", "about_staff.*nothing"),
        ("date: 2027-12-02", "date: bald", "late.*bald"),
        ("what: {de: Verbote, en: Bans}", "what: {de: Verbote}", "early.*en"),
        ("what: {de: Verbote, en: Bans}", "what: {de: '', en: Bans}", "early.*German and one in English"),
        ("start: system", "start: role", "system.*never asked"),
        ("start: system", "start: baseline", "start"),
        ("  - id: role\n", "  - id: system\n", "system.*twice"),
        ("  - id: baseline\n", "  - id: area\n", "unknown|question and a result"),
        ("version: 2", "versoin: 2", "version"),
        ("stage: scope", "stage: [", "ai_act.yaml"),
    ],
)
def test_a_broken_rule_file_is_refused_and_the_place_named(good: str, bad: str, named: str) -> None:
    assert good in SMALL
    with pytest.raises(CatalogueInvalid) as raised:
        parse(SMALL.replace(good, bad, 1))
    assert re.search(named, str(raised.value), re.S), raised.value


@pytest.mark.parametrize("text", ["", "[]", "nur Text", "- 1"])
def test_a_file_that_holds_no_rules_is_refused(text: str) -> None:
    with pytest.raises(CatalogueInvalid):
        parse(text)


def test_the_shipped_rules_hold_together() -> None:
    act = parse(RULES.read_text(encoding="utf-8"))
    assert len(act.questions) == 44 and act.start == "ai_system"
    assert all(applies.date >= datetime.date(2025, 2, 2) for applies in act.dates.values())
    ends = {option.next for question in act.questions.values() for option in question.options} & act.results.keys()
    assert all(act.results[end].class_ != ADDITION for end in ends)
    assert all(result.next_steps for result in act.results.values())


def test_dates_of_application_stand_in_one_place_of_the_shipped_rules() -> None:
    act = parse(RULES.read_text(encoding="utf-8"))
    texts = [
        *(text for q in act.questions.values() for text in (q.text, q.help)),
        *(text for r in act.results.values() for text in (r.title, r.meaning)),
        *(duty.text for r in act.results.values() for duty in (*r.duties, *r.next_steps)),
    ]
    day = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}\.\s?\d{1,2}\.\s?20\d\d|20[23]\d\b(?!/)")
    assert [text.de for text in texts if day.search(text.de + text.en)] == []
