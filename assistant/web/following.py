"""A place for our own HTML that the reader is led to when something else opens in it."""

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


def followed_html(name: str) -> gr.HTML:
    """A place whose clicks reach Python and whose headings are followed."""
    return gr.HTML("", elem_id=name, js_on_load=FORWARD_CLICKS + _FOLLOW, apply_default_css=False)
