"""The tab for models: this machine, the models with how they fit it, fetching, using, adding and removing them.

Turns clicks into what `live_models` does, which also says whom it trusts. It fetches, opens and changes nothing itself.
"""

from html import escape
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.live_models import KEYS, Server
from assistant.models.choice import EndpointDescription
from assistant.models.entries import ModelKind
from assistant.models.errors import EndpointUnnamed
from assistant.models.network import address, is_here
from assistant.status import Status
from assistant.web.chat import QUICK, Updates
from assistant.web.conversation_log import FORWARD_CLICKS
from assistant.web.document_list import notice_html
from assistant.web.exchanges import Session
from assistant.web.model_cards import Kinds, list_html
from assistant.web.model_forms import forms_html
from assistant.web.model_machine import machine_html, switch_html
from assistant.web.wording import say
from assistant.workspace import Workspace

# The list is drawn anew while a model is fetched: what was unfolded stays so, and so does the focus.
_KEEP = """
const unfolded = new Set();
let focused = '', model = '';
const named = (one) => one.id || JSON.stringify({...one.dataset});
element.addEventListener('toggle', (event) => {
  if (event.target.id) unfolded[event.target.open ? 'add' : 'delete'](event.target.id);
}, true);
element.addEventListener('focusin', (event) => {
  focused = named(event.target);
  model = event.target.dataset.model || '';
});
// What could not be taken is to be seen where it was typed.
element.addEventListener('submit', (event) => event.target.closest('details')?.setAttribute('open', ''));
document.addEventListener('pointerdown', (event) => { if (!element.contains(event.target)) focused = ''; });
watch('value', () => {
  for (const fold of element.querySelectorAll('details[id]')) if (unfolded.has(fold.id)) fold.open = true;
  if (!focused || (document.activeElement && document.activeElement !== document.body)) return;
  const all = [...element.querySelectorAll('button, summary')];
  const next = all.find((one) => named(one) === focused) || element.querySelector('[role=alertdialog] button')
    || all.find((one) => model && one.dataset.model === model);
  next?.focus({preventScroll: true});
});
"""
# Longest text taken from a form.
_LONGEST = 1_000


class ModelsTab:
    """The widgets of the tab and what their events do."""

    def __init__(self, workspace: Workspace, language: str) -> None:
        self._workspace, self._models = workspace, workspace.models
        with gr.Column(elem_classes="models-tab"):
            self.list = _place("models", "")
            self.forms = _place("model-forms", self._forms(0, language))
            self.told = gr.HTML("", elem_id="models-told", apply_default_css=False)

    def connect(self, session: gr.State) -> None:
        """Connects clicks and forms."""
        self.list.click(self.act, session, [self.list], trigger_mode="multiple", **QUICK)
        self.forms.click(self.add, session, [self.list, self.forms, self.told], **QUICK)

    # --- events ---

    def shown(self, session: Session) -> Updates:
        """The tab was opened: the machine is looked at anew."""
        session.models.machine = self._models.machine()
        return {self.list: self.listed(session)}

    def look(self, session: Session) -> Updates:
        """What has changed by itself since it was drawn: a download, a change of model."""
        if session.models.machine is None:
            return {}
        drawn = session.models.drawn
        return {} if self.listed(session) == drawn else {self.list: session.models.drawn}

    def act(self, session: Session, event: gr.EventData) -> Updates:
        """A button of the list."""
        data, mine = event._data or {}, session.models
        action, model = str(data.get("action")), str(data.get("model", ""))[:_LONGEST]
        confirmed = mine.asking[0] if action == "confirm" and mine.asking and mine.asking[1] == model else ""
        mine.asking = mine.told = None
        try:
            self._do(confirmed or action, model, session, sure=bool(confirmed), data=data)
        except AssistantError as error:
            mine.told = model, error.in_language(session.language)
        return {self.list: self.listed(session)}

    def _do(self, action: str, model: str, session: Session, *, sure: bool, data: dict[str, Any]) -> None:
        if action == "look":
            session.models.machine = self._models.machine()
        elif action == "fetch":
            self._models.fetch(model)
        elif action == "stop":
            self._models.stop_fetching(model)
        elif action == "stop-switch" and data.get("kind") in set(ModelKind):
            self._models.stop(ModelKind(data["kind"]))
        elif action == "use":
            self._use(model, session, sure=sure)
        elif action == "remove" and not sure:
            session.models.asking = "remove", self._models.shelf.find(model).id
        elif action == "remove":
            self._models.remove(model)

    def _use(self, model: str, session: Session, *, sure: bool) -> None:
        """What leaves this machine waits for a yes."""
        offer = self._models.shelf.find(model)
        server = offer.description if isinstance(offer.description, EndpointDescription) else None
        if server and not sure and not is_here(address(server.url)):
            session.models.asking = "use", offer.id
        else:
            self._models.use(offer.id)

    def add(self, session: Session, event: gr.EventData) -> Updates:
        """A form was sent; what was typed stays where it could not be taken."""
        data, language = event._data or {}, session.language
        typed = {name: str(value)[:_LONGEST] for name, value in data.items()}
        try:
            if data.get("action") == "add-file":
                offer = self._models.add_file(typed.get("location", ""))
            else:
                fields = ("url", "model", "name", "key_variable", "key_file")
                offer = self._models.add_server(Server(*(typed.get(name, "") for name in fields)))
        except EndpointUnnamed:
            return {self.told: notice_html(say("add.model_missing", language))}
        except AssistantError as error:
            return {self.told: notice_html(error.in_language(language))}
        session.models.forms += 1
        session.models.machine = session.models.machine or self._models.machine()
        return {
            self.list: self.listed(session),
            self.forms: self._forms(session.models.forms, language),
            self.told: _done_html(say("add.done", language, name=offer.name)),
        }

    # --- drawing ---

    def listed(self, session: Session) -> str:
        """Machine, changes on their way and the list; nothing before the tab was opened."""
        mine, language = session.models, session.language
        if mine.machine is not None:
            status, fixed = self._workspace.status(), self._models.shelf.fixed
            machine = machine_html(mine.machine, language, fixed=fixed)
            changes = ((status.model_switch, "chat"), (status.embedder_switch, "embedder"))
            switches = "".join(switch_html(switch, kind, language) for switch, kind in changes)
            try:
                cards = list_html(self._models.listed(mine.machine), mine, language, _kinds(status, fixed=bool(fixed)))
            except AssistantError as error:
                cards = notice_html(error.in_language(language))
            mine.drawn = machine + switches + cards
        return mine.drawn

    def _forms(self, count: int, language: str) -> str:
        return forms_html(str(self._models.shelf.folder.parent / KEYS), language, count=count)

    def words(self, session: Session) -> Updates:
        """All texts of the tab in the session's language."""
        session.models.told = None
        forms = self._forms(session.models.forms, session.language)
        # Before the tab is opened there is nothing to word, and the list it opens with may come first.
        cards = gr.skip() if session.models.machine is None else self.listed(session)
        return {self.list: cards, self.forms: forms, self.told: ""}

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [self.list, self.forms, self.told]


def _kinds(status: Status, *, fixed: bool) -> Kinds:
    """What cannot be changed now, and what is broken."""
    switches = {ModelKind.CHAT: status.model_switch, ModelKind.EMBEDDER: status.embedder_switch}
    busy = {kind for kind, switch in switches.items() if switch is not None and switch.failure is None}
    states = {ModelKind.CHAT: status.model, ModelKind.EMBEDDER: status.embedder}
    broken = frozenset(kind for kind, state in states.items() if state == "failed")
    return Kinds(frozenset(busy | ({ModelKind.CHAT} if fixed else set())), broken)


def _done_html(text: str) -> str:
    return f'<p class="hint" role="status">{escape(text)}</p>'


def _place(name: str, value: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=FORWARD_CLICKS + _KEEP, apply_default_css=False)
