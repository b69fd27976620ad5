"""The tab for questions: conversation, sources beside it, filters and examples.

Turns events of an answer into widgets. It holds no search or model logic.
"""

import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import gradio as gr

from assistant.answer import Mode
from assistant.passages import Filter, Kind
from assistant.web.answers import conversation_html
from assistant.web.exchanges import Session, converse, integer
from assistant.web.sources import document_id, opened_passage_html, quote_of, sources_html, spans_of
from assistant.web.wording import EXAMPLES, kind_name, say
from assistant.workspace import Workspace

# A click on an element with data-action reaches Python as an event with all its data attributes.
FORWARD_CLICKS = """
element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-action]');
  if (!target) return;
  event.preventDefault();
  trigger('click', {...target.dataset});
});
"""
# Answers that may be written at the same time; the model itself takes one after the other.
ANSWERS_AT_ONCE = 16
QUICK_AT_ONCE = 32
# Seconds between two drawings of a growing draft.
DRAW_EVERY = 0.1

Updates = dict[gr.components.Component, Any]


class ChatTab:
    """The widgets of the tab and what their events do."""

    def __init__(self, workspace: Workspace, session: gr.State, reader: gr.HTML, language: str) -> None:
        self._workspace, self.reader = workspace, reader
        with gr.Row(elem_classes="chat", equal_height=False):
            with gr.Column(scale=3, min_width=320, elem_classes="talk"):
                self._build_conversation(language)
                self._build_composer(language)
            with gr.Column(scale=2, min_width=300, elem_classes="evidence"):
                self.sources = html_of("sources", sources_html(None, 0, language))
        self._connect(session)

    def _build_conversation(self, language: str) -> None:
        with gr.Column(elem_classes="scroll", elem_id="conversation"):
            self.welcome = html_of("welcome", welcome_html(language))
            with gr.Column(elem_classes="examples") as self.example_list:
                self.examples = [gr.Button(say(name, language), elem_classes="example") for name in EXAMPLES]
            self.past = html_of("past", "")
            self.current = html_of("current", "")

    def _build_composer(self, language: str) -> None:
        with gr.Column(elem_classes="composer"):
            with gr.Row(elem_classes="ask-row", equal_height=False):
                self.question = gr.Textbox(
                    "",
                    label=say("question.label", language),
                    placeholder=say("question.placeholder", language),
                    lines=1,
                    max_lines=8,
                    autofocus=True,
                    show_label=False,
                    container=False,
                    scale=1,
                    elem_id="question",
                )
                self.send = gr.Button(say("question.send", language), variant="primary", scale=0, elem_id="send")
                self.stop = gr.Button(say("question.stop", language), scale=0, visible=False, elem_id="stop")
            with gr.Row(elem_classes="filters", equal_height=False):
                self.project = gr.Dropdown(**self._projects(language), elem_id="filter-project", min_width=140)
                self.kind = gr.Dropdown(**kinds(language), elem_id="filter-kind", min_width=140)
                self.mode = gr.Dropdown(**modes(language), value=str(Mode.AUTO), elem_id="mode", min_width=160)
                self.new = gr.Button(say("question.new", language), scale=0, elem_id="new", elem_classes="quiet")
            self.hint = html_of("keys", hint_html(language))

    def _connect(self, session: gr.State) -> None:
        drawn = [self.past, self.current, self.sources, self.send, self.stop, self.welcome, self.example_list]
        answer = {"concurrency_limit": ANSWERS_AT_ONCE, "concurrency_id": "answers", **UNSEEN}
        asked = [self.question, self.project, self.kind, self.mode, session]
        gr.on(
            [self.question.submit, self.send.click],
            self.ask,
            asked,
            [*drawn, self.question],
            trigger_mode="multiple",
            **answer,
        )
        for example in self.examples:
            example.click(self.ask, [example, *asked[1:]], [*drawn, self.question], **answer)
        self.stop.click(self.halt, session, drawn, **QUICK)
        self.new.click(self.clear, session, [*drawn, self.reader], **QUICK)
        for clickable in (self.past, self.current, self.sources):
            clickable.click(self.point, session, [self.sources, self.reader], trigger_mode="multiple", **QUICK)

    # --- events ---

    def ask(self, question: str, project: str, kind: str, mode: str, session: Session) -> Iterator[Updates]:
        """Draws the question, then the sources, then the text as it comes, then the checked answer."""
        if not question.strip():
            yield {self.question: gr.skip()}  # Gradio empties every output of an event that yields nothing
            return
        pen = _Pen(self, session)
        yield {self.question: ""}
        only = Filter(project or None, kinds=(Kind(kind),) if kind else ())
        steps = converse(
            session,
            question,
            stream=partial(self._workspace.stream, mode=mode),
            only=only,
            model_state=lambda: self._workspace.status().model,
        )
        for _ in steps:
            if changes := pen.changes():
                yield changes

    def halt(self, session: Session) -> Updates:
        """Stops the running answer; its generator ends at its next event."""
        session.stop()
        return self.drawing(session)

    def clear(self, session: Session) -> Updates:
        """Empties the conversation."""
        session.clear()
        return self.drawing(session) | {self.reader: ""}

    def point(self, session: Session, event: gr.EventData) -> Updates:
        """A click on a citation or a source opens the passage."""
        data = event._data or {}
        number, source = integer(data.get("exchange")), integer(data.get("source"))
        exchange = session.exchange(number)
        if exchange is None:
            return {self.reader: gr.skip()}
        session.shown, session.active = number, source
        updates: Updates = {self.sources: sources_html(exchange, source, session.language)}
        passages = exchange.passages or ()
        if data.get("action") in ("show", "open") and 1 <= source <= len(passages):
            passage = passages[source - 1]
            updates[self.reader] = opened_passage_html(
                passage,
                self._workspace.passages_of(document_id(passage)),
                source=source,
                quote=quote_of(exchange, source),
                spans=spans_of(exchange, source),
                language=session.language,
            )
        return updates

    # --- drawing ---

    def drawing(self, session: Session) -> Updates:
        """Everything that follows from the session."""
        status = self._workspace.status()
        exchanges, language = session.exchanges, session.language
        running = any(exchange.running for exchange in exchanges)
        return {
            self.past: conversation_html(exchanges[:-1], language, status),
            self.current: conversation_html(exchanges[-1:], language, status),
            self.sources: sources_html(session.exchange(session.shown), session.active, language),
            self.send: gr.update(visible=not running),
            self.stop: gr.update(visible=running),
            self.welcome: gr.update(visible=not exchanges),
            self.example_list: gr.update(visible=not exchanges),
        }

    def words(self, session: Session) -> Updates:
        """All texts of the tab in the session's language, the conversation included."""
        language = session.language
        updates = self.drawing(session)
        updates[self.welcome] = gr.update(value=welcome_html(language), visible=not session.exchanges)
        updates[self.send] |= {"value": say("question.send", language)}
        updates[self.stop] |= {"value": say("question.stop", language)}
        updates[self.new] = gr.update(value=say("question.new", language))
        updates[self.question] = gr.update(
            label=say("question.label", language), placeholder=say("question.placeholder", language)
        )
        updates[self.hint] = hint_html(language)
        updates[self.mode] = gr.update(**modes(language))
        updates[self.kind] = gr.update(choices=kinds(language)["choices"], label=kinds(language)["label"])
        updates |= {self.project: self.project_choices(language), self.reader: ""}
        examples = zip(self.examples, EXAMPLES, strict=True)
        return updates | {button: gr.update(value=say(name, language)) for button, name in examples}

    def project_choices(self, language: str) -> Any:
        """The projects of the store as an update of the filter, the choice kept."""
        projects = self._projects(language)
        return gr.update(choices=projects["choices"], label=projects["label"])

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [
            *(self.past, self.current, self.sources, self.send, self.stop, self.welcome, self.example_list),
            *(self.new, self.question, self.hint, self.kind, self.mode, self.project, self.reader),
            *self.examples,
        ]

    def _projects(self, language: str) -> dict[str, Any]:
        every = (say("filter.every_project", language), "")
        choices = [every, *((project, project) for project in self._workspace.projects())]
        return {"choices": choices, "value": "", "label": say("filter.project", language)}


class _Pen:
    """Remembers what is on screen, so that only what changed is sent, and not more often than the eye follows."""

    def __init__(self, tab: ChatTab, session: Session) -> None:
        self._tab, self._session = tab, session
        self._drawn = tab.drawing(session)
        self._last = 0.0
        self._state: tuple[object, ...] = ()

    def changes(self) -> Updates:
        """What differs from the last drawing; empty while only the draft grew and the last one is fresh."""
        exchange = self._session.exchanges[-1] if self._session.exchanges else None
        state = (exchange and (exchange.number, exchange.running, exchange.passages is None, bool(exchange.draft)),)
        now = time.monotonic()
        if state == self._state and now - self._last < DRAW_EVERY:
            return {}
        self._state, self._last = state, now
        drawing = self._tab.drawing(self._session)
        changed = {widget: value for widget, value in drawing.items() if self._drawn.get(widget) != value}
        self._drawn = drawing
        return changed


def html_of(name: str, value: str) -> gr.HTML:
    """A place for our own HTML whose clicks reach Python."""
    return gr.HTML(value, elem_id=name, js_on_load=FORWARD_CLICKS, apply_default_css=False)


def modes(language: str) -> dict[str, Any]:
    """What the user may want, as a choice."""
    return {
        "choices": [(say(f"mode.{mode}", language), str(mode)) for mode in Mode],
        "label": say("mode.label", language),
    }


def kinds(language: str) -> dict[str, Any]:
    """Choices, value and label of the filter by kind."""
    every = (say("filter.every_kind", language), "")
    choices = [every, *((kind_name(kind, language), str(kind)) for kind in Kind)]
    return {"choices": choices, "value": "", "label": say("filter.kind", language)}


def welcome_html(language: str) -> str:
    """What stands where the conversation will be."""
    heading, text = say("examples.heading", language), say("examples.text", language)
    return f'<div class="welcome"><h2>{heading}</h2><p>{text}</p></div>'


def hint_html(language: str) -> str:
    """How the keys work."""
    return f'<p class="hint keys">{say("question.hint", language)}</p>'


# Events that must never wait for an answer, and no spinner over what they draw.
UNSEEN: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
QUICK: dict[str, Any] = {"concurrency_limit": QUICK_AT_ONCE, "concurrency_id": "quick", **UNSEEN}
