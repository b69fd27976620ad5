"""The screening under the AI Act on a terminal: asks question by question, goes back, and says the result.

It decides nothing about the law; questions and results stand in the rule file. Ending it early keeps the answers given,
printed in the form in which they can be handed in again.
"""

import typer

from assistant.errors import ScreeningAnswersUnreadable, ScreeningUnfinished
from assistant.risks.ai_act import Question
from assistant.risks.screening import Answers, Outcome, Screening

TEXTS = {
    "choose": ("Antwort (Nummer, z = zurück, q = aufhören)", "Answer (number, b = back, q = quit)"),
    "unclear": ("Bitte eine Nummer von 1 bis {most}, z oder q.", "Please a number from 1 to {most}, b or q."),
    "kept": (
        "Weiter geht es später mit: --answers {answers}",
        "Go on later with: --answers {answers}",
    ),
    "result": ("Ergebnis: {heading}", "Result: {heading}"),
    "duties": ("Ihre Pflichten:", "Your duties:"),
    "steps": ("Nächste Schritte:", "Next steps:"),
    "dates": ("Ab wann was gilt:", "What applies from when:"),
}
_BACK, _QUIT = ("z", "b"), ("q",)


def asked(screening: Screening, language: str) -> Screening:
    """Asks until all is answered or the user ends it; both give the screening as it stands."""
    while screening.question is not None:
        question = screening.question
        typer.echo("\n".join(question_lines(screening, question, language)), err=True)
        typed = typer.prompt(_say("choose", language), err=True).strip().lower()
        if typed in _QUIT:
            return screening
        if typed in _BACK:
            screening = screening.back()
        elif typed.isdecimal() and 1 <= int(typed) <= len(question.options):
            screening = screening.answered(question.options[int(typed) - 1].id)
        else:
            typer.echo(_say("unclear", language, most=len(question.options)), err=True)
    return screening


def question_lines(screening: Screening, question: Question, language: str) -> list[str]:
    """A question with its help and numbered answers."""
    stage = screening.act.stages[question.stage].title[language]
    options = [f"  {number} {option.label[language]}" for number, option in enumerate(question.options, start=1)]
    return [
        "",
        f"{stage} · {question.article[language]}",
        question.text[language],
        question.help[language],
        *options,
    ]


def answers_in(text: str) -> Answers:
    """The answers of "question=option,…"; raises ScreeningAnswersUnreadable for another form."""
    answers = []
    for part in text.split(","):
        question, mark, option = part.strip().partition("=")
        if not mark or not question or not option:
            raise ScreeningAnswersUnreadable(answer=part.strip())
        answers.append((question.strip(), option.strip()))
    return tuple(answers)


def answers_out(screening: Screening) -> str:
    """The answers as answers_in() reads them."""
    return ",".join(f"{question}={option}" for question, option in screening.answers)


def unfinished(screening: Screening, language: str) -> ScreeningUnfinished:
    """The error that names the open question."""
    question = screening.question
    assert question is not None
    options = ", ".join(option.id for option in question.options)
    return ScreeningUnfinished(question=question.id, text=question.text[language], options=options)


def outcome_lines(outcome: Outcome, disclaimer: str, language: str) -> list[str]:
    """The result in short; the record holds all of it."""
    lines = [_say("result", language, heading=outcome.heading.title[language]), "", disclaimer]
    for result in outcome.results:
        lines += ["", result.title[language], result.meaning[language]]
        for name, items in (("duties", outcome.mine(result.duties)), ("steps", outcome.mine(result.next_steps))):
            lines += [_say(name, language), *(f"- {item.text[language]}" for item in items)] if items else []
    dates = [f"- {each.date.isoformat()} {each.what[language]} ({each.article[language]})" for each in outcome.dates]
    return [*lines, "", _say("dates", language), *dates] if dates else lines


def kept_line(screening: Screening, language: str) -> str:
    """How to go on later."""
    return _say("kept", language, answers=answers_out(screening))


def _say(name: str, language: str, **fields: object) -> str:
    return TEXTS[name][0 if language == "de" else 1].format(**fields)
