"""The button in the form for a candidate that lets a model word it, and the line that says what was taken and what not.

The words go only into fields that nobody has changed meanwhile, and can be taken back; the form stores nothing before
its summary is confirmed.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import gradio as gr

from assistant.goals.guard_draft import Objection
from assistant.lesson_wording import FIELDS
from assistant.lessons.candidates import surroundings
from assistant.lessons.capture import LessonForm
from assistant.risks.wording_guard import told
from assistant.web.chat import ANSWERS_AT_ONCE, QUICK, UNSEEN, Updates, html_of
from assistant.web.exchanges import Session
from assistant.web.lesson_form import LessonFormPanel
from assistant.web.lesson_session import RewordingSession
from assistant.web.wording import say
from assistant.workspace import Workspace

# Several may let it word at the same time; the model itself takes one after the other.
RUNS: dict[str, Any] = {
    "concurrency_limit": ANSWERS_AT_ONCE,
    "concurrency_id": "wording",
    "trigger_mode": "multiple",
    **UNSEEN,
}
_NAMES = {"title": "lessons.field.title"}


class LessonRewording:
    """The button and the line below; they stand inside the form, which they fill."""

    def __init__(self, workspace: Workspace, form: LessonFormPanel, language: str) -> None:
        self._workspace, self._form = workspace, form
        with form.buttons:
            text = say("candidates.word", language)
            self.button = gr.Button(text, visible=False, elem_id="candidate-word", elem_classes="quiet")
        with form.page:
            self.told = html_of("candidate-worded", "")

    def connect(self, session: gr.State) -> None:
        """Makes the button and the line do something."""
        fields = [self._form.fields[name] for name in FIELDS]
        typed = [*fields, session]
        # What stands in the form is read again once the model has written: it may have been typed into meanwhile.
        asked = self.button.click(self.word, session, self.drawn, **RUNS)
        asked.then(self.fill, typed, [*fields, *self.drawn], **QUICK)
        self.told.click(self.act, typed, [*fields, *self.drawn], trigger_mode="multiple", **QUICK)

    # --- events ---

    def opened(self, session: Session, draft: LessonForm | None) -> Updates:
        """Another lesson is in the form, or none."""
        session.lessons.rewording.open(draft)
        return self.drawing(session)

    def word(self, session: Session) -> Iterator[Updates]:
        """Lets a model word the lesson in the form; fill() puts its words in."""
        mine, draft = session.lessons.rewording, session.lessons.candidate_form.draft
        if draft is None or mine.writing:
            yield {self.told: gr.skip()}
            return
        found, queue = session.lessons.candidates.found, session.lessons.candidates.queue
        quotes = [surroundings(found[place]) for place in (queue[0] if queue else ())]
        run = mine.begin()
        yield self.drawing(session)
        events = self._workspace.word_lesson(draft, list(dict.fromkeys(quotes)))
        for _ in mine.words(events, run):
            yield {self.told: gr.skip()}

    def fill(self, title: str, situation: str, lesson: str, recommendation: str, session: Session) -> Updates:
        """Puts the model's words into the fields that are as they were."""
        mine = session.lessons.rewording
        if mine.worded is None or not mine.fresh:
            return {self.told: gr.skip()}
        return self._filled(mine.worded.form, (title, situation, lesson, recommendation), session)

    def act(
        self, title: str, situation: str, lesson: str, recommendation: str, session: Session, event: gr.EventData
    ) -> Updates:
        """Stops the model, or takes its words back where they stand as it wrote them."""
        action, draft = (event._data or {}).get("action"), session.lessons.candidate_form.draft
        if action == "stop":
            return self.halt(session)
        if action != "unword" or draft is None:
            return {self.told: gr.skip()}
        session.lessons.rewording.worded = None
        return self._filled(draft, (title, situation, lesson, recommendation), session)

    def halt(self, session: Session) -> Updates:
        """Stops the model; what is there stays."""
        session.lessons.rewording.stop()
        return self.drawing(session)

    def _filled(self, form: LessonForm, typed: Sequence[str], session: Session) -> Updates:
        filled = session.lessons.rewording.fill(form, dict(zip(FIELDS, typed, strict=True)))
        return {self._form.fields[name]: text for name, text in filled.items()} | self.drawing(session)

    # --- drawing ---

    def drawing(self, session: Session) -> Updates:
        """The button where a model writes the lesson's language, and the line."""
        mine, draft, language = session.lessons.rewording, session.lessons.candidate_form.draft, session.language
        writes = draft is not None and self._workspace.lesson_wording.writes(draft.language)
        shown = gr.update(value=say("candidates.word", language), visible=writes and not mine.writing)
        return {self.told: progress_html(language) if mine.writing else told_html(mine, language), self.button: shown}

    @property
    def drawn(self) -> list[gr.components.Component]:
        """All widgets that drawing() updates."""
        return [self.told, self.button]


def progress_html(language: str) -> str:
    """That the model is at work, and the way to stop it."""
    text, stop = escape(say("candidates.wording", language)), escape(say("candidates.stop", language))
    button = f'<button type="button" class="quiet" data-action="stop">{stop}</button>'
    return f'<p class="byline waiting"><span class="pulse" aria-hidden="true"></span>{text} {button}</p>'


def told_html(session: RewordingSession, language: str) -> str:
    """What was taken, what not and why, in one line; '' before a model has written."""
    worded = session.worded
    if worded is None or session.fresh:
        return ""
    parts = [] if session.taken else [say("candidates.nothing_worded", language)]
    if worded.failure is not None:
        parts = [worded.failure.in_language(language)]
    if session.taken:
        parts.append(say("candidates.worded", language, fields=_listed(session.taken, language)))
    if worded.refused:
        reasons = [f"{_name(name, language)} ({_reason(found[0], language)})" for name, found in worded.refused.items()]
        parts.append(say("candidates.refused", language, fields=", ".join(reasons)))
    if session.kept:
        parts.append(say("candidates.own_words", language, fields=_listed(session.kept, language)))
    back = escape(say("candidates.unword", language))
    button = f'<button type="button" class="quiet" data-action="unword">{back}</button>' if session.taken else ""
    return f'<p class="hint" role="status">{escape(" ".join(parts))} {button}</p>'


def _reason(objection: Objection, language: str) -> str:
    if objection.name == "language":
        return say("candidates.other_language", language, detail=objection.detail)
    return told(objection, language).rstrip(".")


def _listed(names: Sequence[str], language: str) -> str:
    return ", ".join(_name(name, language) for name in names)


def _name(name: str, language: str) -> str:
    return say(_NAMES.get(name, f"lessons.part.{name}"), language)
