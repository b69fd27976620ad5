"""Finds the character encoding of a text file and decodes it.

Byte order marks, UTF-8, UTF-16 and UTF-32 are told for sure; Western European single-byte text is the usual rest;
charset-normalizer guesses the others. What is no text is refused, never decoded into rubbish.
"""

import codecs
import re

import charset_normalizer

from assistant.errors import DamagedDocument, UnknownEncoding

_MARKS = (  # UTF-32 first: its mark starts with the one of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_STARTS = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP",
    b"\xd0\xcf\x11\xe0": "OLE",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x7fELF": "ELF",
    b"\x1f\x8b": "GZIP",
    b"7z\xbc\xaf": "7Z",
    b"{\\rtf": "RTF",
}
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd-\uffff]")
_SAMPLE = 65_536
_STRAY = 0.01  # share of broken or control characters that a text may hold
# What German, English, French, Spanish ... texts use beyond ASCII in Windows-1252.
_WESTERN = frozenset("äöüÄÖÜßéèêëàâáçñîïíìôóòûùúÉÈÀÇÁÓÑåæøÅÆØãõœŒ€„“”‘’‚–—…•§°²³´«»·½¼¾±×µ©®™¿¡£¥¶\u00a0\u00ad‹›†‰ªº¬")


def decode(data: bytes, *, name: str) -> str:
    """The text of a file. `name` is the format as the error calls it ('TXT').

    Raises DamagedDocument for another format under this name, UnknownEncoding for bytes that are no text.
    """
    for start, kind in _BINARY_STARTS.items():
        if data.startswith(start):
            raise DamagedDocument(format=name, detail=kind)
    encoding = _marked(data) or _wide(data) or _narrow(data)
    # A single broken byte becomes a visible U+FFFD; more of them mean that the encoding is not this one.
    text = data.decode(encoding, errors="replace")
    if _looks_binary(text):
        raise UnknownEncoding()
    return text


def _marked(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where the zero bytes stand."""
    sample = data[: _SAMPLE // 16 * 4]
    if sample.count(0) <= _STRAY * len(sample):
        return None
    length = max(1, len(sample) // 4)
    zeros = [sample[place::4].count(0) / length for place in range(4)]
    for encoding, empty, filled in (
        ("utf-32-le", (2, 3), (0,)),
        ("utf-32-be", (0, 1), (3,)),
        ("utf-16-le", (1, 3), (0, 2)),
        ("utf-16-be", (0, 2), (1, 3)),
    ):
        if all(zeros[place] > 0.6 for place in empty) and all(zeros[place] < 0.2 for place in filled):
            return encoding
    raise UnknownEncoding()


def _narrow(data: bytes) -> str:
    if _nearly_utf8(data):
        return "utf-8"
    if _decodes(data, "cp1252") and _reads_as_western(data.decode("cp1252")):
        return "cp1252"
    guess = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if guess is None:
        raise UnknownEncoding()
    return guess.encoding


def _nearly_utf8(data: bytes) -> bool:
    """Valid, or with few broken bytes among many sound sequences, as where a file was cut or patched."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return broken == 0 or broken * 5 <= sum(character > "\x7f" for character in text) - broken


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True


def _reads_as_western(text: str) -> bool:
    """Few letters beyond ASCII, and those the usual ones: Cyrillic or Japanese bytes would fail both."""
    beyond = [character for character in text if character > "\x7f"]
    letters = sum(character.isalpha() for character in text)
    usual = sum(character in _WESTERN for character in beyond)
    return usual >= 0.9 * len(beyond) and sum(map(str.isalpha, beyond)) <= max(3, 0.25 * letters)


def _looks_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_NO_TEXT.findall(sample)) > _STRAY * len(sample)
