"""Places for our own HTML: one leads the reader to what opens in it, one keeps the focus on what was pressed."""

import gradio as gr

from assistant.web.chat import FORWARD_CLICKS

# The heading with another data-follow than before gets the focus and is brought into view.
_FOLLOW = """
let followed = '';
const follow = () => {
  const heading = element.querySelector('[data-follow]');
  const name = heading ? heading.dataset.follow : '';
  if (name && name !== followed) {
    heading.focus({preventScroll: true});
    const top = heading.getBoundingClientRect().top;
    if (top < 0 || top > innerHeight / 2) heading.scrollIntoView({block: 'start', behavior: 'smooth'});
  }
  followed = name;
};
watch('value', follow);
follow();
"""
# What was pressed keeps the focus when the place is drawn anew: the element with the same data attributes gets it.
REFOCUS = """
let pressed = '';
element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-action]');
  pressed = target ? JSON.stringify({...target.dataset}) : '';
});
watch('value', () => {
  if (!pressed || (document.activeElement && document.activeElement !== document.body)) return;
  const alike = [...element.querySelectorAll('[data-action]')];
  alike.find((one) => JSON.stringify({...one.dataset}) === pressed)?.focus({preventScroll: true});
});
"""


def followed_html(name: str) -> gr.HTML:
    """A place whose clicks reach Python and whose headings are followed."""
    return gr.HTML("", elem_id=name, js_on_load=FORWARD_CLICKS + _FOLLOW, apply_default_css=False)


def refocused_html(name: str) -> gr.HTML:
    """A place whose clicks reach Python and in which the focus stays on what was pressed."""
    return gr.HTML("", elem_id=name, js_on_load=FORWARD_CLICKS + REFOCUS, apply_default_css=False)
