"""The list of conversations beside the chat: find, open, rename, delete, save as a file, begin a new one.

Turns clicks into calls of the store. What a conversation looks like once it is open is the chat's work.
"""

from collections.abc import Callable
from datetime import datetime
from html import escape
from typing import Any

import gradio as gr

from assistant.conversation_export import to_json, to_markdown
from assistant.errors import ConversationMissing
from assistant.web.conversation_list import conversations_html
from assistant.web.conversation_log import FORWARD_CLICKS
from assistant.web.download import DOWNLOAD, download_html
from assistant.web.exchanges import Session, integer
from assistant.web.wording import say
from assistant.workspace import Workspace

Updates = dict[gr.components.Component, Any]


class ConversationPanel:
    """The widgets of the list and what their events do; the chat connects those that open a conversation."""

    def __init__(self, workspace: Workspace, language: str) -> None:
        self._workspace = workspace
        with gr.Column(elem_classes="conversations", elem_id="conversations", min_width=0, scale=1):
            self.head = gr.HTML(head_html(language), elem_id="conversations-head", apply_default_css=False)
            self.search = gr.Textbox("", **search_field(language), elem_id="conversation-search", max_lines=1, **_BARE)
            self.list = gr.HTML("", elem_id="kept", js_on_load=FORWARD_CLICKS, apply_default_css=False)
            self.file = gr.HTML("", elem_id="conversation-file", js_on_load=DOWNLOAD, apply_default_css=False)

    def listed(self, search: str, session: Session) -> str:
        """The conversations that match a search."""
        if not session.owner:
            return ""
        found = self._workspace.conversations.conversations(session.owner, search)
        now = datetime.now().astimezone()
        return conversations_html(
            found, session.language, shown=session.conversation, searched=bool(search.strip()), now=now
        )

    def act(self, search: str, session: Session, data: dict[str, Any]) -> Updates:
        """Renames, deletes or saves a conversation of this browser; one that is gone only leaves the list."""
        action, conversation = str(data.get("action")), integer(data.get("conversation"))
        actions: dict[str, Callable[[], Updates]] = {
            "rename": lambda: self._rename(session, conversation, str(data.get("title", ""))),
            "delete": lambda: self._delete(session, conversation),
            "markdown": lambda: self._saved(session, conversation, ".md"),
            "json": lambda: self._saved(session, conversation, ".json"),
        }
        try:
            updates = actions[action]() if action in actions else {}
        except ConversationMissing:
            updates = {}
        return {self.list: self.listed(search, session)} | updates

    def _rename(self, session: Session, conversation: int, title: str) -> Updates:
        self._workspace.conversations.rename(session.owner, conversation, title)
        return {}

    def _delete(self, session: Session, conversation: int) -> Updates:
        run = self._workspace.conversing.run_of(session.owner, conversation)
        if run:
            run.stop()
        self._workspace.conversations.delete(session.owner, conversation)
        return {}

    def _saved(self, session: Session, conversation: int, ending: str) -> Updates:
        store = self._workspace.conversations
        exchanges = store.exchanges(session.owner, conversation)
        facts = next(each for each in store.conversations(session.owner) if each.id == conversation)
        language = session.language
        text = to_json(facts, exchanges) if ending == ".json" else to_markdown(facts, exchanges, language)
        name = f"{say('conversation.file', language)}-{conversation}{ending}"
        return {self.file: download_html(name, text.encode())}

    def words(self, search: str, session: Session) -> Updates:
        """All texts of the list in the session's language."""
        return {
            self.head: head_html(session.language),
            self.search: gr.update(**search_field(session.language)),
            self.list: self.listed(search, session),
        }

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [self.head, self.search, self.list]


_BARE: dict[str, Any] = {"show_label": False, "container": False}


def search_field(language: str) -> dict[str, Any]:
    """Label and placeholder of the search."""
    text = say("conversations.search", language)
    return {"label": text, "placeholder": text}


def head_html(language: str) -> str:
    """The heading of the list with the button that closes it on a phone."""
    close = escape(say("conversations.close", language))
    return (
        f'<div class="panel-head"><h2>{escape(say("conversations.show", language))}</h2>'
        f'<button type="button" class="close" data-panel="list" aria-label="{close}" title="{close}">×</button></div>'
    )
