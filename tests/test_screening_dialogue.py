"""The screening on a terminal."""

import pytest
import typer
from typer.testing import CliRunner

from assistant.errors import ScreeningAnswersUnreadable
from assistant.risks.ai_act_file import parse
from assistant.risks.screening import Screening, resumed
from assistant.screening_dialogue import answers_in, answers_out, asked, outcome_lines, unfinished
from tests.risks.rules import SMALL

ACT = parse(SMALL)


def _asked(typed: str, language: str = "de") -> tuple[Screening, str]:
    app, ended = typer.Typer(), []

    @app.command()
    def run() -> None:
        ended.append(asked(Screening(ACT), language))

    result = CliRunner().invoke(app, input=typed)
    assert result.exception is None, result.exception
    return ended[0], result.output


def test_numbers_answer_the_questions_in_turn() -> None:
    screening, said = _asked("1\n2\n1\n")
    assert answers_out(screening) == "system=yes,role=both,area=staff"
    assert "Ist es KI?" in said and "  2 Beides" in said and "Art. 3 Nr. 1" in said


def test_one_may_go_back_and_answer_again() -> None:
    assert answers_out(_asked("1\nz\n2\n")[0]) == "system=no"


def test_quitting_keeps_what_was_answered() -> None:
    assert answers_out(_asked("1\nq\n")[0]) == "system=yes"


@pytest.mark.parametrize("typed", ["x", "0", "9", "²", "1.5", "-1"])
def test_anything_else_is_asked_again(typed: str) -> None:
    screening, said = _asked(f"{typed}\n2\n", "en")
    assert answers_out(screening) == "system=no" and "Please a number from 1 to 2" in said


def test_answers_travel_as_text_both_ways() -> None:
    screening = resumed(ACT, answers_in(" system=yes , role=both "))
    assert answers_out(screening) == "system=yes,role=both"


@pytest.mark.parametrize("text", ["quatsch", "a=", "=b", "a=b,,c=d", " "])
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ScreeningAnswersUnreadable):
        answers_in(text)


def test_an_open_screening_names_the_question_and_its_options() -> None:
    assert "system" in str(unfinished(Screening(ACT), "de")) and "yes, no" in str(unfinished(Screening(ACT), "de"))


def test_the_result_in_short_says_duties_dates_and_that_it_is_no_advice() -> None:
    outcome = resumed(ACT, [("system", "yes"), ("role", "builds"), ("area", "staff")]).outcome()
    assert outcome is not None
    text = "\n".join(outcome_lines(outcome, "Keine Beratung.", "de"))
    assert text.startswith("Ergebnis: Hohes Risiko\n\nKeine Beratung.")
    assert "- Bauen" in text and "- Nutzen" not in text and "- 2027-12-02 Pflichten (Art. 9)" in text
