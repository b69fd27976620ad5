"""E-mails of both formats."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from assistant.errors import DamagedDocument, PasswordProtected
from assistant.library.formats.mail import read


def _read(tmp_path: Path, data: bytes):
    path = tmp_path / "a.eml"
    path.write_bytes(data)
    return read(path)


def _mail(**headers: str) -> EmailMessage:
    mail = EmailMessage()
    for name, value in {"From": "Ä <a@x.de>", "To": "b@x.de", "Subject": "Übergabe", **headers}.items():
        mail[name] = value
    return mail


def test_a_mail_gives_its_headers_text_and_the_names_of_attachments(tmp_path: Path) -> None:
    mail = _mail(Date="Tue, 05 Mar 2024 14:30:00 +0100")
    mail.set_content("Größe prüfen.\n\n• eins")
    mail.add_alternative("<p>HTML</p>", subtype="html")
    mail.add_attachment(b"geheim", maintype="application", subtype="pdf", filename="Prüfbericht.pdf")
    mail.add_attachment("nicht lesen", filename="anhang.txt")
    document = _read(tmp_path, mail.as_bytes())
    assert (document.title, document.metadata) == ("Übergabe", {"date": "2024-03-05"})
    assert document.sections[0].page_content == (
        "From: Ä <a@x.de>\nTo: b@x.de\nDate: 2024-03-05 14:30\n\nGröße prüfen.\n\n- eins\n\n"
        "Attachments: Prüfbericht.pdf, anhang.txt"
    )


def test_html_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    mail = _mail()
    mail.set_content(" \n")
    mail.add_alternative("<h1>Plan</h1><p>Größe<p style='display:none'>Vorschau", subtype="html")
    sections = _read(tmp_path, mail.as_bytes()).sections
    assert [(s.metadata["headings"], s.page_content) for s in sections[1:]] == [(["Plan"], "Größe")]


def test_a_forwarded_mail_is_read_under_its_subject(tmp_path: Path) -> None:
    inner = _mail(Subject="Ursprung")
    inner.set_content("Der Anlass.")
    mail = _mail()
    mail.set_content("Siehe unten.")
    mail.add_attachment(inner, disposition="inline")
    sections = _read(tmp_path, mail.as_bytes()).sections
    assert sections[0].page_content.endswith("Siehe unten.")
    assert (sections[1].metadata["headings"], sections[1].page_content.split("\n\n")[1]) == (
        ["Ursprung"],
        "Der Anlass.",
    )


@pytest.mark.parametrize(
    ("raw", "title", "text"),
    [
        (b"Subject: =?utf-8?q?=C3=9Cbung?= =?iso-8859-1?q?_gr=FCn?=\n\nText", "Übung grün", "Text"),
        (b"Subject: =?utf-8?b?kaputt!?=\nFrom: <<<;;@\n\nText", "=?utf-8?b?kaputt!?=", "From: <<<;;@\n\nText"),
        (b"Subject: roh \xfcber\nDate: gestern\n\nText", None, "Date: gestern\n\nText"),
        (b"Subject: a\nContent-Type: text/plain; charset=gibtsnicht\n\nGr\xc3\xb6\xc3\x9fe", "a", "Größe"),
        (b"Subject: a\nContent-Type: text/plain; charset=utf-8\n\nGr\xf6\xdfe", "a", "Größe"),
        (b"Subject: a\nContent-Transfer-Encoding: base64\n\nR3LDtsOfZQ==", "a", "Größe"),
        (b"Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nText ohne Ende", "a", "Text ohne Ende"),
        ("Subject: a\n\nGröße".encode("utf-16"), "a", "Größe"),
        ("Subject: a\n\nGröße".encode("utf-16-le"), "a", "Größe"),
        (b"Subject: a\0b\n\nText", "ab", "Text"),
    ],
)
def test_broken_mails_survive(tmp_path: Path, raw: bytes, title: str | None, text: str) -> None:
    document = _read(tmp_path, raw)
    assert title is None or document.title == title
    assert document.sections[0].page_content == text


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: a\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nx\n--x--",
        b"Subject: a\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nabc",
        b"Subject: a\n\n-----BEGIN PGP MESSAGE-----\nabc\n-----END PGP MESSAGE-----",
    ],
)
def test_encrypted_mails_ask_for_a_copy_without_password(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(PasswordProtected):
        _read(tmp_path, raw)


def test_a_file_without_any_header_is_no_mail(tmp_path: Path) -> None:
    with pytest.raises(DamagedDocument):
        _read(tmp_path, b"\nNur ein Text")
