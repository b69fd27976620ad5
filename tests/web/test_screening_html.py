"""Question, path and result of a screening as HTML: complete, in both languages, and nothing but our own markup."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from assistant.ai_act_catalogue import ai_act
from assistant.risks.ai_act_file import parse
from assistant.web.screening_question import notice_html, path_html, progress_html, question_html
from assistant.web.screening_result import result_html
from assistant.web.screening_session import ScreeningSession
from tests.risks.rules import SMALL

ACT = parse(SMALL)
TODAY = date(2026, 5, 4)
DONE = {"system": "yes", "role": "both", "area": "staff"}


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def balanced(html: str) -> str:
    parser = _Balance()
    parser.feed(html)
    assert parser.open == []
    return html


def session(at: str = "", **answers: str) -> ScreeningSession:
    return ScreeningSession(answers=answers, at=at, read=True)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_notice_is_there_from_the_first_question_on(language: str) -> None:
    html = balanced(notice_html(ai_act(), language))
    assert ("Keine Rechtsberatung." if language == "de" else "No legal advice.") in html
    assert ("nicht anhand des Amtsblatts selbst" if language == "de" else "not against the Official Journal") in html
    assert ai_act().disclaimer[language] in html


def test_a_question_has_help_article_and_a_button_for_each_answer() -> None:
    html = balanced(question_html(ACT, session(system="yes"), "de"))
    assert "Welche Rolle?" in html and "Hilfe" in html and "Art. 3" in html and "Frage 2, höchstens noch 1" in html
    assert re.findall(r'data-question="role" data-option="(\w+)" aria-pressed="false"', html) == ["builds", "both"]
    assert 'data-action="back"' in html and 'data-action="forward"' not in html


def test_a_question_opened_again_shows_the_present_answer() -> None:
    html = balanced(question_html(ACT, session(at="role", **DONE), "en"))
    assert 'data-option="both" aria-pressed="true"' in html and "present answer" in html
    assert 'data-action="forward"' in html and "opened again" in html
    assert result_html(ACT, session(at="role", **DONE), TODAY, "en") == ""


def test_the_last_question_says_so_and_the_first_explains_the_tab() -> None:
    assert "Frage 3, die letzte" in question_html(ACT, session(system="yes", role="both"), "de")
    first = question_html(ACT, session(), "de")
    assert "Ihre Antworten bleiben in diesem Browser" in first and 'data-action="back"' not in first


@pytest.mark.parametrize(
    ("answers", "states"),
    [
        ({}, ["current", *["open"] * 6]),
        ({"ai_system": "yes", "union_link": "yes", "exclusion": "none"}, ["done", "current", *["open"] * 5]),
        ({"ai_system": "no"}, ["done", *["skipped"] * 5, "current"]),
    ],
)
def test_progress_tells_what_is_done_and_what_is_not_asked(answers: dict[str, str], states: list[str]) -> None:
    html = balanced(progress_html(ai_act(), session(**answers), "de"))
    assert re.findall(r'<li class="(\w+)"', html) == states
    assert html.count('aria-current="step"') == 1 and "Art. 6, Anhänge I und III" in html


def test_the_path_lists_the_answers_the_newest_first_each_can_be_changed() -> None:
    html = balanced(path_html(ACT, session(**DONE), "de"))
    assert re.findall(r'data-action="change" data-question="(\w+)"', html) == ["area", "role", "system"]
    assert "Personal | Lohn" in html and 'aria-label="Antwort 3 ändern: Welcher Bereich?"' in html
    assert "data-action" not in path_html(ACT, session(), "de")


def test_starting_anew_asks_first() -> None:
    own = session(**DONE)
    assert 'data-action="restart"' in path_html(ACT, own, "de")
    own.restarting = True
    html = balanced(path_html(ACT, own, "de"))
    assert 'role="alertdialog"' in html and 'data-action="confirm-restart"' in html
    assert 'data-action="restart"' not in html


def test_the_result_holds_class_roles_duties_with_dates_sources_and_path() -> None:
    html = balanced(result_html(ACT, session(**DONE), TODAY, "de"))
    for part in (
        '<h2 tabindex="-1" data-follow="result-high">Hohes Risiko</h2>',
        "Anbieter (Art. 3), Betreiber (Art. 3)",
        "<b>Anhang III</b>: Welcher Bereich? <b>Personal | Lohn</b>",
        '<td data-column="Pflicht">Bauen</td><td data-column="Fundstelle">Art. 16</td>',
        '<td data-column="Gilt">ab 02.12.2027</td>',
        "<h4>Für alle Beteiligten</h4>",
        '<td data-column="Datum">02.02.2025</td><td data-column="Stand">gilt</td>',
        '[1] Gesetz (mit einer Abschrift des Wortlauts verglichen): <a href="https://example.org/law" target="_blank"',
        "Rechtsstand der Regeldatei</dt><dd>01.03.2026 (Fassung 2)",
        "<b>Keine Rechtsberatung.</b> Keine Beratung.",
        "Nach Abschriften geprüft.",
        "data-print",
        'data-action="download"',
        'data-action="change" data-question="role"',
    ):
        assert part in html, part
    assert "Pflichten anderer Beteiligter" not in html


def test_the_duties_of_others_are_told_apart() -> None:
    html = result_html(ACT, session(**DONE | {"role": "builds"}), TODAY, "de")
    own, others = html.split("Pflichten anderer Beteiligter")
    assert "Bauen" in own and "Nutzen" not in own and "Nutzen" in others


def test_a_kept_rest_of_answers_is_announced() -> None:
    own = session(**DONE)
    own.carried = True
    assert "Ihre übrigen Antworten gelten weiter" in result_html(ACT, own, TODAY, "de")


@pytest.mark.parametrize("project", ["<img src=x onerror=alert(1)>", '"><script>1</script>', "a\n\n  b & c"])
def test_the_name_of_the_project_stays_text(project: str) -> None:
    own = session(**DONE)
    own.project = project
    html = balanced(result_html(ACT, own, TODAY, "en"))
    assert "<img" not in html and "<script" not in html
    own.project = "P"
    assert html.count("<") == result_html(ACT, own, TODAY, "en").count("<")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_question_and_result_of_the_shipped_rules_is_well_formed(language: str) -> None:
    own = ScreeningSession()
    while (question := own.question(ai_act())) is not None:
        balanced(question_html(ai_act(), own, language))
        going_on = [option.id for option in question.options if option.next in ai_act().questions]
        own.answer(ai_act(), question.id, going_on[-1] if going_on else question.options[0].id)
    html = balanced(result_html(ai_act(), own, TODAY, language))
    assert html.count('data-action="change"') == len(own.answers)
    assert all(source.url in html for source in ai_act().sources.values())
