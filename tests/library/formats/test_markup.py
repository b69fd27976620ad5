"""HTML pages."""

from pathlib import Path

import pytest

from assistant.library.formats.markup import decode_html, read, read_html


def _text(html: str) -> str:
    return "\n\n".join(section.page_content for section in read_html(html).sections)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Eins</p>lose<p>Zwei<br>Drei</p>", "Eins\n\nlose\n\nZwei\nDrei"),
        ("<p>viel \n   Platz&nbsp;da</p>", "viel Platz da"),
        ("<ul><li>a<ul><li>b</ul><li><p>c</p><p>d</p></ul>", "- a\n  - b\n- c\n  d"),
        ('<ol start="4"><li>vier<li>fünf</ol>', "4. vier\n5. fünf"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<dl><dt>Begriff<dd>Erklärung</dl>", "Begriff\n\n- Erklärung"),
        ('<a href="http://spy.example">Wort</a> <img src="http://spy.example" alt="Bild">', "Wort Bild"),
        ("<script>x</script><style>y</style><nav>Menü</nav><noscript>z</noscript>Text", "Text"),
        ('<p hidden>a</p><p style="display: none">b</p><i aria-hidden="true">c</i>Text', "Text"),
        ('<span style="font-size:0">a</span><p style="font-size:0.9em">b</p>', "b"),
        ('<div style="opacity:0.5">a</div><div style="opacity: 0">b</div>', "a"),
        ("Text<!-- geheim --><![CDATA[x]]>", "Text"),
        ("<table><tr><th>A<th>B</tr><tr><td>1<td>2<br>3</tr></table>", "| A | B |\n| --- | --- |\n| 1 | 2 3 |"),
        ("<table><tr><td rowspan=2>A<td>1</tr><tr><td>2</tr></table>", "| A | 1 |\n| --- | --- |\n| A | 2 |"),
        ("<table><tr><td colspan=2>A<td>B</tr><tr><td>1<td>2<td>3</tr></table>",
         "| A |  | B |\n| --- | --- | --- |\n| 1 | 2 | 3 |"),
        ("<table role=presentation><tr><td>links<td>rechts</table>", "links\n\nrechts"),
        ("<table><tr><td>aussen<td><table><tr><td>a<td>b<tr><td>c<td>d</table></table>",
         "aussen\n\n| a | b |\n| --- | --- |\n| c | d |"),
    ],
)  # fmt: skip
def test_html_gives_what_a_browser_shows(html: str, text: str) -> None:
    assert _text(html) == text


def test_title_language_topics_and_headings_are_found() -> None:
    document = read_html(
        '<html lang="de-DE"><head><title> Der  Plan </title><meta name="keywords" content="KI, Daten">'
        '<meta property="article:published_time" content="2024-02-01T10:00"></head>'
        "<body><h1>Plan</h1><p>a<h3>Ziel <a aria-hidden=true>#</a></h3><p>b</body></html>"
    )
    assert document.title == "Der Plan"
    assert document.metadata == {"language": "de", "topics": ["KI", "Daten"], "date": "2024-02-01"}
    assert [section.metadata["headings"] for section in document.sections] == [["Plan"], ["Plan", "Ziel"]]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<?xml version="1.0" encoding="iso-8859-15"?>', "iso-8859-15"),
        ('<meta charset="utf-8">', "cp1252"),  # a lie
        ('<meta charset="unsinn">', "utf-8"),
        ("", "cp1252"),
        ("", "utf-16"),
    ],
)
def test_the_charset_is_found(head: str, encoding: str) -> None:
    text = f"{head}<p>Größe und Übermaß kosten 5 €, das weiß jeder fünfte Prüfer.</p>"
    assert decode_html(text.encode(encoding)).lstrip("\ufeff") == text


def test_closed_tags_of_xhtml_do_not_swallow_the_page(tmp_path: Path) -> None:
    path = tmp_path / "seite.xhtml"
    path.write_text(
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x"/></head>'
        '<body><a id="anker"/><p>Text</p></body></html>'
    )
    document = read(path)
    assert document.title is None
    assert [section.page_content for section in document.sections] == ["Text"]


def test_deeply_nested_elements_lose_no_text() -> None:
    assert _text("<div>" * 150 + "tief" + "</div>" * 150 + "<p>danach") == "tief\n\ndanach"


def test_huge_spans_do_not_fill_the_memory() -> None:
    html = "<table><tr><td colspan=999999999 rowspan=99999999>a<td>b</tr><tr><td>c<td>d</tr></table>"
    assert len(_text(html)) < 2000
