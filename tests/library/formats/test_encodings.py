"""Which encoding a text file has."""

import codecs
import random

import pytest

from assistant.errors import DamagedDocument, UnknownEncoding
from assistant.library.formats.encodings import decode

GERMAN = "Die Größe der Stichprobe beträgt 1.000 Sätze; das genügt für Müllers „Prüfung“ – 5 € je Stück.\n" * 3
GERMAN_ASCII_DASH = (
    "Die Größe der Stichprobe beträgt 1.000 Sätze; das genügt für Müllers Prüfung - fünf je Stück.\n" * 3
)
RUSSIAN = "Проект показал хорошие результаты, данные были проверены дважды и сохранены в базе. " * 20
JAPANESE = "プロジェクトの目的はデータの品質を改善することです。結果は毎月報告されます。" * 20


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_german_text_is_decoded_from_every_usual_encoding(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding), name="TXT").lstrip("\ufeff") == GERMAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN_ASCII_DASH, "mac_roman"),
        (RUSSIAN, "koi8_r"),
        (JAPANESE, "shift_jis"),
        ("Größe", "latin-1"),
        ("ü", "cp1252"),
        ("", "utf-8"),
    ],
)
def test_other_scripts_and_short_texts_are_decoded(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="TXT") == text


def test_a_single_broken_byte_does_not_turn_umlauts_into_rubbish() -> None:
    data = GERMAN.encode("utf-8") + b"abgeschnitten: \xc3"
    assert decode(data, name="TXT") == GERMAN + "abgeschnitten: \ufffd"


def test_a_stray_zero_byte_does_not_refuse_a_text() -> None:
    assert decode(GERMAN.encode().replace(b"Pr", b"\0Pr", 1), name="TXT") == GERMAN.replace("Pr", "\0Pr", 1)


@pytest.mark.parametrize(
    "data",
    [
        random.Random(1).randbytes(4000),
        bytes(range(32)) * 50,
        b"\x00" * 100,
        b"Text\x00mit\x00wenigen\x00Nullen" * 20,
        codecs.BOM_UTF8 + bytes(random.Random(2).choices(range(128, 256), k=500)),
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownEncoding):
        decode(data, name="TXT")


@pytest.mark.parametrize("data", [b"%PDF-1.7\nabc", b"PK\x03\x04abc", b"\x89PNG\r\n", b"{\\rtf1 Text}"])
def test_another_format_under_the_name_of_a_text_is_called_by_its_name(data: bytes) -> None:
    with pytest.raises(DamagedDocument) as caught:
        decode(data, name="TXT")
    assert caught.value.fields["detail"] in ("PDF", "ZIP", "PNG", "RTF")
