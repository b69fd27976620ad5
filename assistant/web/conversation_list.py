"""Renders the list of kept conversations as safe HTML, each with its actions folded away behind it.

It chooses which to show; it reads and changes nothing.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from assistant.conversation import Conversation
from assistant.web.wording import counted, day, number, say

# Conversations drawn at most; the search finds the others.
LONGEST_LIST = 60


def conversations_html(
    conversations: Sequence[Conversation], language: str, *, shown: int | None, searched: bool, now: datetime
) -> str:
    """The newest conversations; `shown` is the one on screen, `now` the reader's time."""
    if not conversations:
        return _hint(say("conversations.nothing" if searched else "conversations.none", language))
    items = "".join(
        _item(conversation, language, current=conversation.id == shown, now=now)
        for conversation in conversations[:LONGEST_LIST]
    )
    label = escape(say("conversations.label", language))
    total = number(len(conversations), language)
    more = _hint(say("conversations.more", language, shown=LONGEST_LIST, total=total))
    return f'<ul class="kept" aria-label="{label}">{items}</ul>' + (more if len(conversations) > LONGEST_LIST else "")


def _hint(text: str) -> str:
    return f'<p class="hint">{escape(text)}</p>'


def _item(conversation: Conversation, language: str, *, current: bool, now: datetime) -> str:
    key, title = conversation.id, escape(conversation.title)
    questions = counted("questions", conversation.exchanges, language)
    facts = f"{_when(conversation.changed_at, language, now)} · {questions}"
    more = escape(say("conversation.more", language, title=conversation.title))
    return (
        f'<li{" class=shown" if current else ""}><button type="button" class="open" id="conversation-{key}" '
        f'data-action="open" data-conversation="{key}"{" aria-current=true" if current else ""}>'
        f'<span class="title">{title}</span><span class="facts">{escape(facts)}</span></button>'
        f'<details class="more" id="more-{key}" name="more"><summary aria-label="{more}" title="{more}">'
        f'<span aria-hidden="true">⋯</span></summary>{_actions(conversation, language)}</details></li>'
    )


def _actions(conversation: Conversation, language: str) -> str:
    key, texts = conversation.id, {name: escape(say(f"conversation.{name}", language)) for name in _TEXTS}
    saving = "".join(
        f'<button type="button" class="quiet" data-action="{form}" data-conversation="{key}">{texts[form]}</button>'
        for form in ("markdown", "json")
    )
    return (
        f'<div class="more-actions"><form data-action="rename" data-conversation="{key}">'
        f'<input name="title" aria-label="{texts["title"]}" value="{escape(conversation.title)}" maxlength="80" '
        f'required autocomplete="off"><button type="submit" class="plain">{texts["rename"]}</button></form>{saving}'
        f'<details class="deletion" id="deletion-{key}"><summary>{texts["delete"]}</summary>'
        f"<p>{texts['delete_question']}</p>"
        f'<button type="button" class="danger" data-action="delete" data-conversation="{key}">'
        f"{texts['delete_confirm']}</button></details></div>"
    )


_TEXTS = ("title", "rename", "markdown", "json", "delete", "delete_question", "delete_confirm")


def _when(changed_at: str, language: str, now: datetime) -> str:
    """The day, or the time of a conversation of today, where the server stands."""
    changed = datetime.fromisoformat(changed_at).replace(tzinfo=UTC).astimezone(now.tzinfo)
    if changed.date() == now.date():
        return say("conversations.today", language, time=f"{changed:%H:%M}")
    return day(changed.date().isoformat(), language)
