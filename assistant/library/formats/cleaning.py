"""Brings text from any file into one form: NFC, no invisible characters, no runs of blank lines.

Nothing visible is lost here; headings, tables and paragraphs are the readers' business.
"""

import re
import unicodedata

# Invisible characters, bidi overrides, tag characters (which can carry hidden instructions), lone surrogates.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufff0-\ufffc\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_PLAIN = re.compile("[!-~äöüÄÖÜß]+(?: [!-~äöüÄÖÜß]+)*")
_BLANK_LINES = re.compile(r"\n{3,}")
_BULLET = re.compile(r"^[ \t]*[•◦▪▫‣⁃∙·●○■□➢➤\uf0a7\uf0b7\uf0d8\uf0fc\uf076][ \t]+", re.MULTILINE)


def clean(text: str) -> str:
    """The text in NFC without invisible characters; at most one blank line in a row, none at the ends.

    Indentation of the first line stays, because it means something in code.
    """
    if _PLAIN.fullmatch(text):  # most cells and headings, four times as fast
        return text
    text = _LINE_BREAK.sub("\n", text)
    text = _SPACE.sub(" ", _DROPPED.sub("", text))
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip("\n")


def one_line(text: str) -> str:
    """The text cleaned and on a single line: for headings, titles and table cells."""
    return " ".join(clean(text).split())


def plain_bullets(text: str) -> str:
    """Lines that start with a bullet sign start with '- ' instead."""
    return _BULLET.sub("- ", text)
