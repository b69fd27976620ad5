"""Renders what can be done with an answer: another mode, copy, answer again, edit the question, rate.

Only HTML: `data-action` says what a click or a form means, `data-event` which event it raises.
"""

from html import escape

from assistant.answer import Mode
from assistant.conversation import Exchange, Feedback
from assistant.web.wording import say

# Two strokes each, in the colour of the text; the thumb is the same shape up and down.
_THUMB = (
    '<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" class="{style}"><path d="M3 9h3v8H3z" '
    'fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/><path d="M6 9l3.6-6.2c1.2 0 1.9.9 '
    '1.7 2L10.8 8H16c.9 0 1.5.8 1.3 1.6l-1.4 6c-.2.8-.9 1.4-1.7 1.4H6" fill="none" stroke="currentColor" '
    'stroke-width="1.5" stroke-linejoin="round"/></svg>'
)


def chip_html(exchange: Exchange, language: str) -> str:
    """The mode recognised or chosen; opened, the others, which answer again."""
    if exchange.mode is None or exchange.mode is Mode.AUTO:
        return ""
    name = "chip.recognised" if exchange.wanted.mode is Mode.AUTO else "chip.chosen"
    label = escape(say(name, language, mode=say(f"chip.{exchange.mode}", language)))
    others = "".join(
        f'<button type="button" class="quiet" data-action="mode" data-event="submit" data-mode="{mode}" '
        f'data-exchange="{exchange.number}">{escape(say(f"chip.{mode}", language))}</button>'
        for mode in Mode
        if mode not in (Mode.AUTO, exchange.mode)
    )
    hint = escape(say("chip.hint", language))
    return (
        f'<details class="chip" id="chip-{exchange.number}"><summary>{label}</summary>'
        f'<span class="others"><span class="hint">{hint}</span>{others}</span></details>'
    )


def edit_html(exchange: Exchange, language: str) -> str:
    """The question in a field of its own, folded away; what is sent becomes a branch."""
    number = exchange.number
    edit, label, hint = (escape(say(f"answer.{name}", language)) for name in ("edit", "edit_label", "edit_hint"))
    send, cancel = (escape(say(f"answer.{name}", language)) for name in ("resend", "cancel"))
    return (
        f'<details class="edit" id="edit-{number}"><summary aria-label="{label}">{edit}</summary>'
        f'<form data-action="edit" data-event="submit" data-exchange="{number}">'
        f'<textarea name="text" aria-label="{label}" rows="3" maxlength="4000" required>{escape(exchange.question)}'
        f'</textarea><p class="hint">{hint}</p><button type="submit" class="plain primary">{send}</button>'
        f'<button type="button" class="plain" data-fold>{cancel}</button></form></details>'
    )


def actions_html(exchange: Exchange, language: str, *, copied: str, remarking: bool = False) -> str:
    """The row below a finished answer; nothing while it runs."""
    if exchange.running:
        return ""
    label = escape(say("answer.actions", language, n=exchange.number))
    again = (
        f'<button type="button" class="quiet" data-action="again" data-event="submit" '
        f'data-exchange="{exchange.number}">{escape(say("answer.again", language))}</button>'
    )
    rated = _thumbs(exchange, language) if exchange.answer else ""
    remark = _remark(exchange, exchange.feedback, language, opened=remarking) if exchange.feedback else ""
    row = _copy(copied, language) + again + rated
    return f'<div class="actions" role="group" aria-label="{label}">{row}</div>{remark}'


def _copy(text: str, language: str) -> str:
    if not text:
        return ""
    label, done = escape(say("answer.copy", language)), escape(say("answer.copied", language))
    return f'<button type="button" class="quiet" data-copy="{escape(text)}" data-done="{done}">{label}</button>'


def _thumbs(exchange: Exchange, language: str) -> str:
    rated = exchange.feedback.good if exchange.feedback else None
    return "".join(_thumb(exchange, language, good=good, pressed=rated is good) for good in (True, False))


def _thumb(exchange: Exchange, language: str, *, good: bool, pressed: bool) -> str:
    label = escape(say("feedback.good" if good else "feedback.bad", language))
    return (
        f'<button type="button" class="thumb" id="thumb-{exchange.number}-{int(good)}" data-action="rate" '
        f'data-exchange="{exchange.number}" data-good="{int(good)}" aria-pressed="{str(pressed).lower()}" '
        f'aria-label="{label}" title="{label}">{_THUMB.format(style="up" if good else "down")}</button>'
    )


def _remark(exchange: Exchange, feedback: Feedback, language: str, *, opened: bool) -> str:
    name = "feedback.change" if feedback.remark else "feedback.add"
    summary = escape(say(name, language, remark=feedback.remark))
    label, save = escape(say("feedback.remark", language)), escape(say("feedback.save", language))
    return (
        f'<details class="remark" id="remark-{exchange.number}"{" open" if opened else ""}>'
        f'<summary>{summary}</summary><form data-action="remark" data-exchange="{exchange.number}">'
        f'<textarea name="remark" aria-label="{label}" placeholder="{label}" rows="2" maxlength="2000">'
        f'{escape(feedback.remark)}</textarea><button type="submit" class="plain">{save}</button></form></details>'
    )
