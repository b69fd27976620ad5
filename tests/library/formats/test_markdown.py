"""Markdown files."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.formats.markdown import read, read_markdown


def _text(markdown: str) -> str:
    return "\n\n".join(section.page_content for section in read_markdown(markdown).sections)


def _headings(markdown: str) -> list[list[str]]:
    return [section.metadata["headings"] for section in read_markdown(markdown).sections]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Ein **fettes** _Wort_ mit `code` und ~~strich~~.", "Ein fettes Wort mit code und strich."),
        ("Siehe [das Handbuch](https://example.org/x).", "Siehe das Handbuch."),
        ("![Ein Diagramm](https://example.org/x.png)", "Ein Diagramm"),
        ("[Text][1]\n\n[1]: https://example.org", "Text"),
        ("Vor <!-- geheim --> nach", "Vor  nach"),
        ("<!--\n# keine Überschrift\n\nversteckt -->\n\nText", "Text"),
        ("Zeile eins\nZeile zwei", "Zeile eins Zeile zwei"),
        ("Zeile eins  \nZeile zwei<br>drei", "Zeile eins\nZeile zwei\ndrei"),
        ("&auml; &lt;b&gt; \\*kein Stern\\*", "ä <b> *kein Stern*"),
        ("> Zitat\n> weiter", "Zitat weiter"),
        ("- [ ] offen\n- [x] fertig", "- [ ] offen\n- [x] fertig"),
        ("3. drei\n4. vier\n   - tief\n\n     noch ein Absatz", "3. drei\n4. vier\n  - tief\n    noch ein Absatz"),
        ("| A | B |\n|---|:-:|\n| 1 | [x](http://y) \\| z |", "| A | B |\n| --- | --- |\n| 1 | x \\| z |"),
        ("{% hint style='info' %}\nTipp\n{% endhint %}", "Tipp"),
        ("<details><summary>Mehr</summary><p>Innen</p></details>", "Mehr\n\nInnen"),
        ("<table>\n<tr><th>A</th><th>B</th></tr>\n\n    <tr><td>1</td><td>2</td></tr>\n</table>",
         "| A | B |\n| --- | --- |\n| 1 | 2 |"),
    ],
)  # fmt: skip
def test_markdown_gives_its_words_in_light_form(markdown: str, text: str) -> None:
    assert _text(markdown) == text


def test_both_kinds_of_headings_make_the_path() -> None:
    markdown = (
        "Projekt\n=======\n\nText\n\nZiele\n-----\n\nText\n\n### *Ziel* 1.1 {#ziel}\n\nText\n\n## Risiken ##\n\nText"
    )
    assert _headings(markdown) == [
        ["Projekt"],
        ["Projekt", "Ziele"],
        ["Projekt", "Ziele", "Ziel 1.1"],
        ["Projekt", "Risiken"],
    ]


def test_code_stays_code_and_its_headings_are_none() -> None:
    markdown = "# A\n\n```python\n# B\n{% raw %}\nx = 1\n```\n\n~~~\n## C\n~~~\n"
    assert _headings(markdown) == [["A"]]
    assert _text(markdown) == "```python\n# B\n{% raw %}\nx = 1\n```\n\n```\n## C\n```"


def test_no_address_of_a_link_or_image_is_kept() -> None:
    markdown = (
        '[a](http://spy.example/1 "Titel") ![b](http://spy.example/2)\n\n<img src="http://spy.example/3" alt="c">\n\n'
        "[![d](http://spy.example/4)](http://spy.example/5)"
    )
    assert "spy.example" not in _text(markdown)


def test_title_and_facts_come_from_the_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "lehre.md"
    path.write_text(
        '---\ntitle: "Früh prüfen"\nkind: lesson\ndate: "08/11/2014"\n---\n\n# Andere Überschrift\n\nText\n'
    )
    document = read(path)
    assert document.title == "Früh prüfen"
    assert document.metadata == {"title": "Früh prüfen", "kind": "lesson", "date": "2014-08-11"}


def test_broken_front_matter_is_read_as_text() -> None:
    document = read_markdown("---\ntitle: [offen\n---\n\nText")
    assert document.metadata == {}
    assert [section.page_content for section in document.sections] == ["title: [offen\n\nText"]


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert read_markdown(text) is not None


_WORDS = st.text(alphabet="abcdefghijäöüß", min_size=2, max_size=8)
_LINES = st.tuples(
    st.sampled_from(["# ", "## ", "", "- ", "  - ", "1. ", "> ", "| "]),
    st.lists(_WORDS, min_size=1, max_size=6).map(" ".join),
).map("".join)


@given(st.lists(_LINES, max_size=12).map("\n\n".join))
def test_no_word_is_lost(markdown: str) -> None:
    sections = read_markdown(markdown).sections
    kept = " ".join(word for section in sections for word in (*section.metadata["headings"], section.page_content))
    assert set(re.findall(r"[a-zäöüß]{2,}", markdown)) <= set(re.findall(r"[a-zäöüß]{2,}", kept))


@pytest.mark.parametrize("unit", ["{%", "{% a %}", "[", "*a ", "> ", "<a ", "|", "` "])
def test_hostile_repetition_takes_no_long_time(unit: str) -> None:
    began = time.process_time()
    read_markdown(unit * 20_000 + "x")
    assert time.process_time() - began < 5
