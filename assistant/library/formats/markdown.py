"""Reads Markdown with its YAML front matter.

Links and images give their text, comments and template tags nothing; headings inside code are code.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from assistant.library.formats.encodings import decode
from assistant.library.formats.front_matter import split_front_matter
from assistant.library.formats.markup import FAILURES as HTML_FAILURES
from assistant.library.formats.markup import add_html
from assistant.library.formats.sections import DocumentText, SectionBuilder

FAILURES: tuple[type[Exception], ...] = HTML_FAILURES

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
# Tags of static site generators; what they frame stays.
_TEMPLATE_TAG = re.compile(r"\{%(?:(?!%\}).){0,999}%\}|\{:[^{}\n]*\}")
_TEMPLATE_LINE = re.compile(r"^\s*(?:(?:\{%(?:(?!%\}).){0,999}%\}|\{:[^{}\n]*\})\s*)+$")
_HTML_START = re.compile(r"\s*</?[a-zA-Z][^<>]*>")
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read(path: Path) -> DocumentText:
    """The text of a Markdown file."""
    return read_markdown(decode(path.read_bytes(), name="MD"))


def read_markdown(text: str) -> DocumentText:
    """The text of Markdown given as a string; never raises."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    metadata, body = split_front_matter(text)
    builder = SectionBuilder()
    tree = SyntaxTreeNode(_PARSER.parse(_without_template_tags(body)))
    _add_blocks(builder, tree.children)
    title = metadata.get("title")
    return DocumentText(title=title if isinstance(title, str) else None, sections=builder.sections(), metadata=metadata)


def _without_template_tags(text: str) -> str:
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
        if fence or match:
            lines.append(line)
        elif _TEMPLATE_LINE.match(line):
            lines.append("")
        else:
            lines.append(_TEMPLATE_TAG.sub("", line))
    return "\n".join(lines)


def _add_blocks(builder: SectionBuilder, nodes: Sequence[SyntaxTreeNode]) -> None:
    for is_html, group in groupby(nodes, key=_is_html):
        if is_html:
            # Together: a table with blank lines between its rows comes in pieces.
            add_html(builder, "\n".join(node.content for node in group))
        else:
            for node in group:
                _add_block(builder, node)


def _is_html(node: SyntaxTreeNode) -> bool:
    """HTML, also where its indentation makes it code for Markdown."""
    return node.type == "html_block" or (node.type == "code_block" and bool(_HTML_START.match(node.content)))


def _add_block(builder: SectionBuilder, node: SyntaxTreeNode) -> None:
    if node.type == "heading":
        builder.heading(int(node.tag[1]), _inline_text(node))
    elif node.type == "paragraph":
        builder.paragraph(_inline_text(node))
    elif node.type in ("bullet_list", "ordered_list"):
        _add_list(builder, node, 0)
        builder.end_list()
    elif node.type == "table":
        builder.table(_rows(node))
    elif node.type in ("fence", "code_block"):
        builder.code(node.content, language=(node.info or "").split(" ")[0])
    else:
        _add_blocks(builder, node.children)


def _add_list(builder: SectionBuilder, node: SyntaxTreeNode, depth: int) -> None:
    number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    for item in node.children:
        marker = "-" if number is None else f"{number}."
        number = None if number is None else number + 1
        _add_item(builder, item, depth, marker)


def _add_item(builder: SectionBuilder, item: SyntaxTreeNode, depth: int, marker: str) -> None:
    for place, node in enumerate(item.children):
        if node.type in ("bullet_list", "ordered_list"):
            _add_list(builder, node, depth + 1)
        elif node.type != "paragraph":
            _add_blocks(builder, [node])
        elif place == 0:
            builder.item(_inline_text(node), depth=depth, marker=marker)
        else:
            builder.continuation(_inline_text(node))


def _rows(table: SyntaxTreeNode) -> list[list[str]]:
    return [[_inline_text(cell) for cell in row.children] for part in table.children for row in part.children]


def _inline_text(node: SyntaxTreeNode) -> str:
    """The words of a heading, paragraph or cell without marks."""
    return "".join(_token_text(token) for child in node.children if child.token for token in child.token.children or ())


def _token_text(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak" or (token.type == "html_inline" and _LINE_BREAK_TAG.fullmatch(token.content)):
        return "\n"
    if token.type in ("text", "code_inline", "image", "text_special"):
        return token.content
    return ""
