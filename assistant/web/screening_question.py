"""The questions of a screening under the AI Act as safe HTML: progress, the question shown, the path taken.

It decides nothing: which question is shown says the session, what it says the rule file.
"""

from html import escape

from assistant.risks.ai_act import AiAct, Question
from assistant.risks.screening import Screening, Step
from assistant.risks.screening_record import shown_day
from assistant.web.screening_session import ScreeningSession
from assistant.web.wording import say


def notice_html(act: AiAct, language: str) -> str:
    """That this is no legal advice, and how far the rules were checked; it stands above everything."""
    state = say("screening.notice", language, day=shown_day(act.as_of, language))
    return (
        f'<div class="no-advice"><p><b>{escape(say("record.no_advice", language))}.</b> {escape(state)} '
        f"{escape(act.checked.summary[language])}</p>"
        f'<details class="fold"><summary>{escape(say("screening.more", language))}</summary>'
        f"<p>{escape(act.disclaimer[language])}</p></details></div>"
    )


def progress_html(act: AiAct, session: ScreeningSession, language: str) -> str:
    """The stages and the result as a row: done, current, still to come, not asked on this path."""
    screening, question = session.screening(act), session.question(act)
    visited = {step.question.stage for step in screening.path}
    current = question.stage if question else ""
    ended = screening.question is None
    items = [
        _stage(
            stage.title[language],
            stage.article[language] if stage.article else "",
            _state(id_, visited, current, ended),
        )
        for id_, stage in act.stages.items()
    ]
    result = "current" if question is None else "done" if ended else "open"
    items.append(_stage(say("record.result", language), "", result))
    label = escape(say("screening.progress", language))
    return f'<nav class="screening-progress" aria-label="{label}"><ol>{"".join(items)}</ol></nav>'


def _state(stage: str, visited: set[str], current: str, ended: bool) -> str:
    if stage == current:
        return "current"
    if stage in visited:
        return "done"
    return "skipped" if ended else "open"


def _stage(title: str, article: str, state: str) -> str:
    step = ' aria-current="step"' if state == "current" else ""
    small = f"<small>{escape(article)}</small>" if article else ""
    mark = '<span class="mark" aria-hidden="true"></span>'
    return f'<li class="{state}"{step}>{mark}<span>{escape(title)}{small}</span></li>'


def question_html(act: AiAct, session: ScreeningSession, language: str) -> str:
    """The question shown with its help and one button for each answer; '' where the result is shown."""
    question = session.question(act)
    if question is None:
        return ""
    screening = session.screening(act)
    place = [step.question.id for step in screening.path].index(question.id) if session.at else len(screening.path)
    intro = "" if screening.path else f'<p class="screening-intro">{escape(say("screening.intro", language))}</p>'
    facts = [question.article[language], _count(screening, place, session, language)]
    return (
        f'{intro}{carried_html(session, language)}<section class="screening-question" aria-labelledby="screening-text">'
        f'<p class="facts"><b>{escape(act.stages[question.stage].title[language])}</b>'
        f"{''.join(f'<span>{escape(fact)}</span>' for fact in facts)}</p>"
        f'<h2 id="screening-text" tabindex="-1" data-follow="{question.id}">{escape(question.text[language])}</h2>'
        f'<p class="screening-help" id="screening-help">{escape(question.help[language])}</p>'
        f"{_options(question, session, language)}{_ways(session, place, language)}</section>"
    )


def carried_html(session: ScreeningSession, language: str) -> str:
    """That later answers were kept after a change; '' where there was none."""
    text = escape(say("screening.carried", language))
    return f'<p class="notice" role="status">{text}</p>' if session.carried else ""


def _count(screening: Screening, place: int, session: ScreeningSession, language: str) -> str:
    if session.at:
        return say("screening.count_again", language, n=place + 1)
    left = screening.most_left - 1
    name = "screening.count" if left else "screening.count_last"
    return say(name, language, n=place + 1, left=left)


def _options(question: Question, session: ScreeningSession, language: str) -> str:
    """Buttons, not radios: one press answers and goes on."""
    given = session.answers.get(question.id, "")
    hint = f"<small>{escape(say('screening.given', language))}</small>"
    buttons = "".join(
        f'<button type="button" class="option" data-action="answer" data-question="{question.id}" '
        f'data-option="{option.id}" aria-pressed="{str(option.id == given).lower()}">'
        f"<span>{escape(option.label[language])}</span>{hint if option.id == given else ''}</button>"
        for option in question.options
    )
    label = escape(say("screening.answers", language))
    named = f'role="group" aria-label="{label}" aria-describedby="screening-help"'
    return f'<div class="screening-options" {named}>{buttons}</div>'


def _ways(session: ScreeningSession, place: int, language: str) -> str:
    ways = [("back", "screening.back")] if place else []
    ways += [("forward", "screening.forward")] if session.at else []
    buttons = "".join(
        f'<button type="button" class="quiet" data-action="{action}">{escape(say(name, language))}</button>'
        for action, name in ways
    )
    return f'<p class="screening-ways">{buttons}</p>' if buttons else ""


# --- the path ---


def path_html(act: AiAct, session: ScreeningSession, language: str) -> str:
    """The answers given, the newest first, each with a button to change it; and starting anew."""
    path = session.screening(act).path
    if not path:
        return (
            f'<aside class="screening-path"><p class="hint">{escape(say("screening.path_empty", language))}</p></aside>'
        )
    items = "".join(_step(n, step, session, language) for n, step in reversed(list(enumerate(path, start=1))))
    title = escape(say("screening.path", language, n=len(path)))
    listed = f'<ol tabindex="0" aria-label="{title}" reversed>{items}</ol>'
    return f'<aside class="screening-path"><h3>{title}</h3>{listed}{restart_html(session, language)}</aside>'


def _step(n: int, step: Step, session: ScreeningSession, language: str) -> str:
    question = step.question
    current = ' aria-current="true"' if question.id == session.at else ""
    return (
        f'<li{current}><p class="facts"><span>{n}</span><span>{escape(question.article[language])}</span></p>'
        f"<p>{escape(question.text[language])}</p><p><b>{escape(step.option.label[language])}</b> "
        f"{change_html(n, question, language)}</p></li>"
    )


def change_html(n: int, question: Question, language: str) -> str:
    """The button that opens a question again."""
    named = escape(say("screening.change_named", language, n=n, question=question.text[language]))
    return (
        f'<button type="button" class="quiet change" data-action="change" data-question="{question.id}" '
        f'aria-label="{named}">{escape(say("screening.change", language))}</button>'
    )


def restart_html(session: ScreeningSession, language: str) -> str:
    """The button that starts anew, or the question whether to."""
    if not session.restarting:
        return (
            '<p class="restart"><button type="button" class="quiet" data-action="restart">'
            f"{escape(say('screening.restart', language))}</button></p>"
        )
    text = escape(say("screening.restart_question", language))
    ways = (
        ("confirm-restart", "screening.restart_confirm", "take"),
        ("cancel-restart", "screening.restart_cancel", "quiet"),
    )
    buttons = " ".join(
        f'<button type="button" class="{style}" data-action="{action}">{escape(say(name, language))}</button>'
        for action, name, style in ways
    )
    asked = f'<p tabindex="-1" data-follow="restart">{text}</p>'
    return f'<div class="notice restart" role="alertdialog" aria-label="{text}">{asked}{buttons}</div>'
