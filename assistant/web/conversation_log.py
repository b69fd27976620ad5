"""The conversation in the browser: exchanges are sent one by one, and only those that changed.

A place of Gradio's holds one value and draws all of it at every change; a long conversation would travel again with
every word. So the value is a patch: the exchanges that changed, merged by the script below into what is shown.
"""

import time
from collections.abc import Iterable

import gradio as gr

# A click on an element with data-action, or a form sent that has one, reaches Python as an event with all its data
# attributes; data-event names another event than a click.
FORWARD_CLICKS = """
element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-action]');
  if (!target || target.tagName === 'FORM') return;
  event.preventDefault();
  trigger(target.dataset.event || 'click', {...target.dataset});
  target.closest('details.chip')?.removeAttribute('open');
});
element.addEventListener('submit', (event) => {
  const form = event.target.closest('form[data-action]');
  if (!form) return;
  event.preventDefault();
  trigger(form.dataset.event || 'click', {...form.dataset, ...Object.fromEntries(new FormData(form))});
  form.closest('details')?.removeAttribute('open');
});
"""
# Merges patches. What was drawn earlier than what is shown, and an exchange of another conversation than the one shown,
# come too late and are dropped. What was unfolded stays so, and the focus stays where it was.
_MERGE = """
const log = element.querySelector('.log');
let newest = 0;
const place = (exchange, drawn) => {
  const old = log.querySelector('#' + exchange.id);
  if (old && Number(old.dataset.drawn) > drawn) return;
  exchange.dataset.drawn = drawn;
  if (!old) return log.append(exchange);
  for (const details of old.querySelectorAll('details[open][id]')) {
    exchange.querySelector('#' + details.id)?.setAttribute('open', '');
  }
  const focused = old.contains(document.activeElement) ? document.activeElement.id : '';
  old.replaceWith(exchange);
  if (focused) document.getElementById(focused)?.focus({preventScroll: true});
};
const merge = (html) => {
  const box = document.createElement('template');
  box.innerHTML = html;
  const patch = box.content.firstElementChild;
  if (!patch) return;
  const drawn = Number(patch.dataset.drawn);
  if ('reset' in patch.dataset) {
    if (drawn < newest) return;
    log.dataset.conversation = patch.dataset.conversation;
    const kept = new Set([...patch.children].map((exchange) => exchange.id));
    for (const shown of [...log.children]) if (!kept.has(shown.id)) shown.remove();
  } else if (log.dataset.conversation !== patch.dataset.conversation) return;
  newest = Math.max(newest, drawn);
  for (const exchange of [...patch.children]) place(exchange, drawn);
};
log.addEventListener('merge', (event) => merge(event.detail));
watch('value', () => merge(props.value));
"""
_HAND_OVER = """
watch('value', () => {
  document.querySelector('#log .log')?.dispatchEvent(new CustomEvent('merge', {detail: props.value}));
});
"""


def log_place() -> gr.HTML:
    """The conversation; takes patches from the answer that is being written."""
    return gr.HTML(
        "",
        html_template='<div class="log"></div>',
        js_on_load=FORWARD_CLICKS + _MERGE,
        elem_id="log",
        apply_default_css=False,
    )


def change_place() -> gr.HTML:
    """Takes patches from everything else: two patches for one place in the same moment would lose the first."""
    return gr.HTML("", html_template="", js_on_load=_HAND_OVER, elem_id="change", apply_default_css=False)


def patch_html(conversation: int | None, exchanges: Iterable[str], *, reset: bool = False) -> str:
    """Rendered exchanges as a patch; with `reset` they are all there is.

    It carries the time, in microseconds: replies may arrive in another order than they were made, and Gradio draws
    nothing where a value is the same as the one before.
    """
    number = "" if conversation is None else conversation
    style = " data-reset" if reset else ""
    return f'<div data-drawn="{time.time_ns() // 1000}" data-conversation="{number}"{style}>{"".join(exchanges)}</div>'
