"""Files that the page hands out."""

import base64
import re

import pytest

from assistant.web.download import download_html


@pytest.mark.parametrize(
    ("name", "kind"),
    [("z.csv", "text/csv"), ("z.md", "text/markdown"), ("z.xlsx", "application/vnd.openxmlformats")],
)
def test_a_file_travels_inside_the_page(name: str, kind: str) -> None:
    html = download_html(name, b"\x00\xff<script>")
    content = re.search(r'data-content="([^"]*)"', html)
    assert content and base64.b64decode(content[1]) == b"\x00\xff<script>"
    assert f'data-name="{name}"' in html and kind in html and "<script" not in html


def test_a_format_that_is_not_written_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        download_html("z.exe", b"")
