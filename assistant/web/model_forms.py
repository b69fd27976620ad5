"""Renders the two forms of the tab for models: a file by its path, and a model server. It asks nothing.

A key is never typed into them, only where it is.
"""

from collections.abc import Sequence
from html import escape

from assistant.web.wording import say

_SERVER_FIELDS = (
    ("url", "http://127.0.0.1:8080/v1"),
    ("model", "gemma-4-e4b"),
    ("name", ""),
    ("key_variable", "ASSISTANT_KEY_FIRMA"),
    ("key_file", ""),
)
# Not "path": Gradio takes data of that name for a file of its own and refuses it.
_NEEDED = {"url", "model", "location"}


def forms_html(keys: str, language: str, *, count: int) -> str:
    """Both forms, empty; `keys` is the folder for key files, `count` grows whenever they are to be emptied."""
    file = _form("file", [("location", "/srv/models/model-Q4_K_M.gguf")], say("add.file_hint", language), language)
    server = _form("server", _SERVER_FIELDS, say("add.server_hint", language, folder=keys), language)
    return f'<div class="model-forms" data-count="{count}">{file}{server}</div>'


def _form(name: str, fields: Sequence[tuple[str, str]], hint: str, language: str) -> str:
    inputs = "".join(_field(field, example, language) for field, example in fields)
    return (
        f'<details class="fold" id="add-{name}"><summary>{escape(say(f"add.{name}_heading", language))}</summary>'
        f'<form data-action="add-{name}" autocomplete="off"><p class="hint">{escape(hint)}</p>'
        f'<div class="model-fields">{inputs}</div>'
        f'<button type="submit" class="take">{escape(say("add.button", language))}</button></form></details>'
    )


def _field(name: str, example: str, language: str) -> str:
    needed, shown = " required" if name in _NEEDED else "", escape(example, quote=True)
    return (
        f"<label><span>{escape(say(f'add.{name}', language))}</span>"
        f'<input name="{name}" type="text" spellcheck="false" maxlength="1000" placeholder="{shown}"{needed}></label>'
    )
