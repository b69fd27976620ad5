"""The tab for questions: conversation, sources beside it, kept conversations, filters and examples.

Turns answers in the making into widgets. It holds no search or model logic. An answer belongs to the workspace, not to
a browser tab: the tab follows it, and after a reload another one follows it on.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import gradio as gr
from gradio.components import Component

from assistant.answer import Mode
from assistant.budget import SECONDS, Effort
from assistant.conversation import Exchange, Feedback, Wanted
from assistant.passages import Filter, Kind
from assistant.risks.register import Risk
from assistant.web import exchanges
from assistant.web.answers import exchange_html
from assistant.web.browser_token import token_in
from assistant.web.conversation_log import FORWARD_CLICKS, change_place, log_place, patch_html
from assistant.web.conversation_panel import ConversationPanel, Updates
from assistant.web.exchanges import Session, integer
from assistant.web.sources import document_id, opened_passage_html, quote_of, sources_html, spans_of
from assistant.web.wording import EXAMPLES, kind_name, say
from assistant.workspace import Workspace

# Answers that may be followed at the same time; the model itself takes one after the other.
ANSWERS_AT_ONCE = 24
QUICK_AT_ONCE = 32
# What page.js writes here, a screen reader says.
STATE = '<p id="answer-state" class="unseen" aria-live="polite"></p>'


Take = Callable[[Session, Risk], Updates]


class ChatTab:
    """The widgets of the tab and what their events do."""

    def __init__(self, workspace: Workspace, session: gr.State, reader: gr.HTML, language: str) -> None:
        self._workspace, self.reader = workspace, reader
        with gr.Row(elem_classes="chat", equal_height=False):
            self.panel = ConversationPanel(workspace, language)
            with gr.Column(scale=3, min_width=300, elem_classes="talk"):
                self.bar = html_of("conversation-bar", bar_html(language))
                self._build_conversation(language)
                self._build_composer(language)
            with gr.Column(scale=2, min_width=280, elem_classes="evidence"):
                self.sources = html_of("sources", sources_html(None, 0, language))
        self._connect(session)

    def _build_conversation(self, language: str) -> None:
        with gr.Column(elem_classes="scroll", elem_id="conversation"):
            self.welcome = html_of("welcome", welcome_html(language))
            with gr.Column(elem_classes="examples"):
                self.examples = [gr.Button(say(name, language), elem_classes="example") for name in EXAMPLES]
            self.log = log_place()
            self.change = change_place()

    def _build_composer(self, language: str) -> None:
        with gr.Column(elem_classes="composer"):
            with gr.Row(elem_classes="ask-row", equal_height=False):
                self.question = gr.Textbox(
                    "", **question_field(language), lines=1, max_lines=8, autofocus=True, scale=1, elem_id="question"
                )
                self.send = gr.Button(say("question.send", language), variant="primary", scale=0, elem_id="send")
                self.stop = gr.Button(say("question.stop", language), scale=0, elem_id="stop")
            with gr.Row(elem_classes="options", equal_height=False):
                self.effort = gr.Radio(
                    **efforts(language), value=str(Effort.SHORT), elem_id="effort", elem_classes="switch", **_BARE
                )
                self.narrow = html_of("narrow", narrow_html(language))
                with gr.Row(elem_classes="filters", elem_id="filters", equal_height=False):
                    self.mode = gr.Dropdown(**modes(language), value=str(Mode.AUTO), elem_id="mode", **_BARE)
                    self.project = gr.Dropdown(**self._projects(language), elem_id="filter-project", **_BARE)
                    self.kind = gr.Dropdown(**kinds(language), elem_id="filter-kind", **_BARE)
            self.hint = html_of("keys", hint_html(language))
            gr.HTML(STATE, elem_id="state", apply_default_css=False)

    def _connect(self, session: gr.State) -> None:
        asked = [self.project, self.kind, self.mode, self.effort, session]
        drawn = [self.log, self.sources]
        search, kept = self.panel.search, self.panel.list
        typed = [self.question.submit, self.send.click]
        asking = [
            gr.on(typed, self.ask, [self.question, *asked], [self.question, *drawn], **AT_ONCE),
            *(each.click(self.ask, [each, *asked], [self.question, *drawn], **AT_ONCE) for each in self.examples),
            self.log.submit(self.ask_again, session, drawn, **AT_ONCE),
            kept.click(self.choose, [search, session], [kept, self.panel.file, *self.opened, self.reader], **AT_ONCE),
        ]
        for event in asking:
            self.followed(event, session)
        self.stop.click(self.halt, session, self.change, **AT_ONCE)
        self.bar.click(self.start_anew, [search, session], [kept, *self.opened, self.reader], **AT_ONCE)
        search.change(self.panel.listed, [search, session], kept, trigger_mode="always_last", **QUICK)
        for clickable in (self.log, self.sources):
            clickable.click(self.point, session, [self.change, self.sources, self.reader], **AT_ONCE)

    def followed(self, event: Any, session: gr.State) -> None:
        """After the event, the answer of the session is drawn as it grows."""
        event.then(self.follow, [self.panel.search, session], [self.log, self.sources, self.panel.list], **FOLLOWING)

    def hand_over(self, take: Take, outputs: Sequence[Component], session: gr.State) -> None:
        """Connects the cards of answers: a click calls `take` with the draft of a risk, which shows it for confirmation
        and updates `outputs`. Nothing is stored here."""

        def taken(session: Session, request: gr.Request, event: gr.EventData) -> Updates:
            self.identify(session, request)
            data = event._data or {}
            exchange = session.exchange(integer(data.get("exchange")))
            risk = exchanges.drafted(exchange, data.get("kind"), integer(data.get("place")))
            return take(session, risk) if risk else {outputs[0]: gr.skip()}

        self.log.select(taken, session, list(outputs), **AT_ONCE)

    # --- asking ---

    def ask(
        self,
        question: str,
        project: str | None,
        kind: str | None,
        mode: str,
        effort: str,
        session: Session,
        request: gr.Request,
    ) -> Updates:
        """Draws the question with its sources, which are nearly always there in a moment; follow() draws the rest."""
        if not question.strip():
            return {self.question: gr.skip()}
        self.identify(session, request)
        only = Filter(project or None, kinds=(Kind(kind),) if kind else ())
        wanted = Wanted(Mode(mode), only, Effort(effort))
        return {self.question: ""} | self._asked(session, question, wanted)

    def ask_again(self, session: Session, request: gr.Request, event: gr.EventData) -> Updates:
        """The same question again, in another mode, or in other words: then the conversation branches."""
        self.identify(session, request)
        data = event._data or {}
        action, exchange = data.get("action"), session.exchange(integer(data.get("exchange")))
        if exchange is None:
            return {self.log: gr.skip()}
        wanted, replaces = exchange.wanted, exchange.id or None
        if action == "mode" and data.get("mode") in set(Mode):
            wanted = replace(wanted, mode=Mode(data["mode"]))
        if action != "edit":
            return self._asked(session, exchange.question, wanted, replaces=replaces)
        question = str(data.get("text", ""))
        if not question.strip():
            return {self.log: gr.skip()}
        exchanges.branch(session, self._workspace, exchange.number)
        return self._asked(session, question, wanted, reset=True)

    def _asked(
        self, session: Session, question: str, wanted: Wanted, *, replaces: int | None = None, reset: bool = False
    ) -> Updates:
        before = session.conversation
        changed = exchanges.ask(session, self._workspace, question, wanted, replaces=replaces)
        if reset or session.conversation != before or before is None:
            changed, reset = session.exchanges, True
        return {self.log: self._patch(session, changed, reset=reset), self.sources: self._sources(session)}

    def follow(self, search: str, session: Session) -> Iterator[Updates]:
        """Draws the answer as it grows, from wherever it stands."""
        yield {self.panel.list: self.panel.listed(search, session)} if session.run else {self.log: gr.skip()}
        sources: object = None
        for exchange in exchanges.follow(session):
            if exchange is None:
                yield {self.log: gr.skip()}
                continue
            updates: Updates = {self.log: self._patch(session, [exchange])}
            state = (exchange.passages is None, exchange.running)
            if state != sources and session.shown == exchange.number:
                updates[self.sources] = self._sources(session)
            sources = state
            yield updates

    def halt(self, session: Session) -> Any:
        """Stops the running answer."""
        exchange = exchanges.stop(session)
        return self._patch(session, [exchange]) if exchange else gr.skip()

    # --- kept conversations ---

    def identify(self, session: Session, request: gr.Request) -> None:
        """Makes sure that the session knows its browser and the conversation of the page's address."""
        conversation = integer(request.query_params.get("c"))
        exchanges.identify(session, self._workspace, token=token_in(request.cookies), conversation=conversation)

    def choose(self, search: str, session: Session, request: gr.Request, event: gr.EventData) -> Updates:
        """Opens a conversation of the list, or changes it there."""
        self.identify(session, request)
        data = event._data or {}
        conversation = integer(data.get("conversation"))
        if data.get("action") == "open":
            exchanges.open_conversation(session, self._workspace, conversation)
            return {self.panel.list: self.panel.listed(search, session), self.reader: ""} | self.whole(session)
        updates = self.panel.act(search, session, data)
        if data.get("action") != "delete" or conversation != session.conversation:
            return updates
        session.clear()
        return updates | {self.reader: ""} | self.whole(session)

    def start_anew(self, search: str, session: Session, request: gr.Request, event: gr.EventData) -> Updates:
        """An empty conversation; an answer of the old one goes on for a while."""
        if (event._data or {}).get("action") != "new":
            return {self.change: gr.skip()}
        self.identify(session, request)
        session.clear()
        return {self.panel.list: self.panel.listed(search, session), self.reader: ""} | self.whole(session)

    # --- pointing and rating ---

    def point(self, session: Session, request: gr.Request, event: gr.EventData) -> Updates:
        """A click on a citation or a source opens the passage, on a thumb it rates the answer."""
        self.identify(session, request)
        data = event._data or {}
        exchange = session.exchange(integer(data.get("exchange")))
        if exchange is None:
            return {self.reader: gr.skip()}
        if data.get("action") in ("rate", "remark"):
            return self._rated(session, exchange, data)
        source = integer(data.get("source"))
        session.shown, session.active = exchange.number, source
        updates: Updates = {self.sources: self._sources(session)}
        if data.get("action") in ("show", "open") and 1 <= source <= len(exchange.passages or ()):
            updates[self.reader] = self._opened(exchange, source, session.language)
        return updates

    def _opened(self, exchange: Exchange, source: int, language: str) -> str:
        passage = (exchange.passages or ())[source - 1]
        return opened_passage_html(
            passage,
            self._workspace.passages_of(document_id(passage)),
            source=source,
            quote=quote_of(exchange, source),
            spans=spans_of(exchange, source),
            language=language,
        )

    def _rated(self, session: Session, exchange: Exchange, data: dict[str, Any]) -> Updates:
        """A thumb pressed again takes the rating back; a remark goes with the thumb that is there."""
        before, feedback = exchange.feedback, None
        if data["action"] == "rate":
            good = str(data.get("good")) == "1"
            if before is None or before.good is not good:
                feedback = Feedback(good, before.remark if before else "")
        elif before is not None:
            feedback = replace(before, remark=str(data.get("remark", "")).strip()[: exchanges.LONGEST_REMARK])
        if exchange.answer is None:
            return {self.change: gr.skip()}
        rated = exchanges.rate(session, self._workspace, exchange, feedback)
        remarking = rated.number if data["action"] == "rate" and feedback and not feedback.remark else 0
        return {self.change: self._patch(session, [rated], remarking=remarking)}

    # --- drawing ---

    def _patch(self, session: Session, changed: Iterable[Exchange], *, reset: bool = False, remarking: int = 0) -> str:
        documents = self._workspace.store.count_documents()
        drawn = [
            exchange_html(each, session.language, documents=documents, remarking=each.number == remarking)
            for each in changed
        ]
        return patch_html(session.conversation, drawn, reset=reset)

    def _sources(self, session: Session) -> str:
        return sources_html(session.exchange(session.shown), session.active, session.language)

    def whole(self, session: Session) -> Updates:
        """The whole conversation with its sources."""
        return {self.change: self._patch(session, session.exchanges, reset=True), self.sources: self._sources(session)}

    @property
    def opened(self) -> list[gr.components.Component]:
        """The widgets that whole() updates."""
        return [self.change, self.sources]

    def words(self, search: str, session: Session) -> Updates:
        """All texts of the tab in the session's language, the conversation included."""
        language = session.language
        updates = self.whole(session) | self.panel.words(search, session)
        updates |= {
            self.bar: bar_html(language),
            self.welcome: welcome_html(language),
            self.send: gr.update(value=say("question.send", language)),
            self.stop: gr.update(value=say("question.stop", language)),
            self.question: gr.update(**question_field(language)),
            self.narrow: narrow_html(language),
            self.hint: hint_html(language),
            self.effort: gr.update(**efforts(language)),
            self.mode: gr.update(**modes(language)),
            self.kind: gr.update(choices=kinds(language)["choices"], label=kinds(language)["label"]),
            self.project: self.project_choices(language),
            self.reader: "",
        }
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
            *(self.bar, self.welcome, self.send, self.stop, self.question, self.narrow, self.hint, self.effort),
            *(self.mode, self.kind, self.project, self.reader),
            *(*self.opened, *self.examples, *self.panel.worded),
        ]

    def _projects(self, language: str) -> dict[str, Any]:
        every = (say("filter.every_project", language), "")
        choices = [every, *((project, project) for project in self._workspace.projects())]
        return {"choices": choices, "value": "", "label": say("filter.project", language)}


def html_of(name: str, value: str) -> gr.HTML:
    """A place for our own HTML whose clicks reach Python."""
    return gr.HTML(value, elem_id=name, js_on_load=FORWARD_CLICKS, apply_default_css=False)


def question_field(language: str) -> dict[str, Any]:
    """Label and placeholder of the question."""
    return {
        "label": say("question.label", language),
        "placeholder": say("question.placeholder", language),
        "show_label": False,
        "container": False,
    }


def efforts(language: str) -> dict[str, Any]:
    """How much time the user gives, as a choice."""
    choices = [(say(f"effort.{effort}", language, seconds=round(SECONDS[effort])), str(effort)) for effort in Effort]
    return {"choices": choices, "label": say("effort.label", language)}


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


def bar_html(language: str) -> str:
    """What stands above the conversation: the list's switch and the way to a new one."""
    show, new = escape(say("conversations.show", language)), escape(say("conversations.new", language))
    return (
        '<div class="bar"><button type="button" class="quiet" id="list-switch" data-panel="list" '
        f'aria-controls="conversations" aria-expanded="false"><span aria-hidden="true">☰ </span>{show}</button>'
        f'<button type="button" class="quiet" id="new" data-action="new"><span aria-hidden="true">+ </span>{new}'
        "</button></div>"
    )


def narrow_html(language: str) -> str:
    """Unfolds task and filters on a phone."""
    return (
        '<button type="button" class="quiet" id="filters-switch" data-panel="filters" aria-controls="filters" '
        f'aria-expanded="false">{escape(say("filter.show", language))}</button>'
    )


def welcome_html(language: str) -> str:
    """What stands where the conversation will be."""
    heading, text = say("examples.heading", language), say("examples.text", language)
    return f'<div class="welcome"><h2>{heading}</h2><p>{text}</p></div>'


def hint_html(language: str) -> str:
    """How the keys work."""
    return f'<p class="hint keys">{say("question.hint", language)}</p>'


_BARE: dict[str, Any] = {"show_label": False, "container": False, "min_width": 0}
# No spinner over what an event draws. `show_progress_on` must name nothing: Gradio's page tells every event's progress
# to every output of any earlier one, and seeks each of them through the whole tree, which takes most of a second here.
UNSEEN: dict[str, Any] = {"show_progress": "hidden", "show_progress_on": [], "api_visibility": "private"}
# Events that must never wait for an answer.
QUICK: dict[str, Any] = {"concurrency_limit": QUICK_AT_ONCE, "concurrency_id": "quick", **UNSEEN}
# Events with one short reply: without Gradio's queue they take one request instead of two and no waiting.
AT_ONCE: dict[str, Any] = {"queue": False, "trigger_mode": "multiple", **UNSEEN}
FOLLOWING: dict[str, Any] = {"concurrency_limit": ANSWERS_AT_ONCE, "concurrency_id": "answers", **UNSEEN}
