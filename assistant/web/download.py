"""Hands a file to the browser inside the page, so that no copy of it stays on the server."""

from base64 import b64encode
from html import escape
from pathlib import PurePath

_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".md": "text/markdown",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Saves what download_html() brought, then forgets it.
DOWNLOAD = """
watch('value', () => {
  const file = element.querySelector('[data-content]');
  if (!file) return;
  const bytes = Uint8Array.from(atob(file.dataset.content), (letter) => letter.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], {type: file.dataset.type}));
  link.download = file.dataset.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  props.value = '';
});
"""


def download_html(name: str, data: bytes) -> str:
    """The file as an unseen element that the script saves under its name; the ending must be one that we write."""
    kind, content = _TYPES[PurePath(name).suffix], b64encode(data).decode("ascii")
    return f'<span hidden data-name="{escape(name)}" data-type="{kind}" data-content="{content}"></span>'
