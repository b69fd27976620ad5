"""Reads e-mails (eml, msg): subject as title, sender, recipients and date as first paragraph, then the text.

The plain text part is preferred to the HTML part. Mails forwarded within the text are read under their subject as
heading; attachments are named, not read.
"""

import codecs
import datetime
import email
import email.policy
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from oxmsg import Message as OutlookMessage

from assistant.errors import DamagedDocument, PasswordProtected
from assistant.library.formats.cleaning import one_line, plain_bullets
from assistant.library.formats.encodings import decode
from assistant.library.formats.front_matter import Metadata, normalised
from assistant.library.formats.markup import FAILURES as HTML_FAILURES
from assistant.library.formats.markup import add_html, decode_html
from assistant.library.formats.sections import DocumentText, SectionBuilder

FAILURES: tuple[type[Exception], ...] = HTML_FAILURES

_ENCRYPTED_TYPES = ("multipart/encrypted", "application/pgp-encrypted")
_ENVELOPE = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_ENCRYPTED_ENDINGS = (".pgp-encrypted", "smime.p7m")
_PGP = "-----BEGIN PGP MESSAGE-----"
_SHOWN = ("From", "To", "Cc", "Date")
_OUTLOOK_ENCRYPTED = re.compile(r"IPM\.Note\.(?:SMIME|Secure)(?!\.MultipartSigned)", re.I)


def read(path: Path) -> DocumentText:
    """The text of an eml or msg file.

    Raises PasswordProtected for encrypted mails, DamagedDocument for a file without any mail header.
    """
    if path.suffix.lower() == ".msg":
        return _read_outlook(path)
    return _read_eml(path.read_bytes())


def _read_eml(data: bytes) -> DocumentText:
    # The older policy: it hands out broken headers as they are, where the newer one raises on some.
    message = email.message_from_bytes(_as_ascii(data), policy=email.policy.compat32)
    if not message.keys():
        raise DamagedDocument(format="EML", detail="header")
    builder = SectionBuilder()
    attachments = _add_mail(builder, message)
    date = _date(message)
    return _document(builder, subject=_header(message, "Subject"), attachments=attachments, date=date)


def _add_mail(builder: SectionBuilder, message: Message) -> list[str]:
    """Adds the shown headers and the text; returns the names of the attachments."""
    headers = {name: value for name in _SHOWN if (value := _header(message, name))}
    date = _date(message)
    if date:
        headers["Date"] = f"{date:%Y-%m-%d %H:%M}"
    _add_headers(builder, headers)
    return _add_part(builder, message)


def _add_part(builder: SectionBuilder, part: Message) -> list[str]:
    """Adds the text of a part and of those inside it; returns the names of the attachments."""
    if _is_encrypted(part):
        raise PasswordProtected()
    kind, payload = part.get_content_type(), part.get_payload()
    if part.get_content_disposition() == "attachment" or (part.get_filename() and not part.is_multipart()):
        return [_attachment_name(part)]
    if isinstance(payload, list):
        inner = [_preferred(payload)] if kind == "multipart/alternative" and payload else payload
        if part.get_content_maintype() != "message":
            return [name for each in inner for name in _add_part(builder, each)]
        for mail in inner:
            builder.heading(1, _header(mail, "Subject"))
        return [name for mail in inner for name in _add_mail(builder, mail)]
    if kind == "text/html":
        add_html(builder, _payload_text(part))
    elif part.get_content_maintype() == "text":
        builder.paragraph(plain_bullets(_payload_text(part)))
    return []


def _preferred(versions: list[Message]) -> Message:
    """Plain text where it says something, else the richest version, which comes last."""
    plain = (part for part in versions if part.get_content_type() == "text/plain" and _payload_text(part).strip())
    return next(plain, versions[-1])


def _as_ascii(data: bytes) -> bytes:
    """Mails saved as UTF-16 by a text editor come back to the bytes a mail program would read."""
    start = data[:64]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or start.count(0) * 4 > len(start):
        return decode(data, name="EML").encode("utf-8")
    return data


def _add_headers(builder: SectionBuilder, headers: dict[str, str]) -> None:
    builder.paragraph("\n".join(f"{name}: {value}" for name, value in headers.items() if value))


def _document(
    builder: SectionBuilder, *, subject: str, attachments: list[str], date: datetime.datetime | None
) -> DocumentText:
    named = [name for name in attachments if name]
    if named:
        builder.close_headings()
        builder.paragraph("Attachments: " + ", ".join(named))
    metadata: Metadata = normalised({"date": date}) if date else {}
    return DocumentText(title=subject or None, sections=builder.sections(), metadata=metadata)


def _header(message: Message, name: str) -> str:
    """The header decoded; what cannot be decoded is shown as it stands."""
    return _decoded_header(str(message.get(name, "")))


def _decoded_header(raw: str) -> str:
    try:
        pieces = decode_header(raw)
    except HeaderParseError:
        pieces = [(raw, None)]
    return one_line("".join(_header_piece(text, charset) for text, charset in pieces))


def _header_piece(text: str | bytes, charset: str | None) -> str:
    if isinstance(text, str):
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _decoded(text, charset)


def _decoded(data: bytes, charset: str | None) -> str:
    """By the charset the mail states; where that is unknown or wrong, by the usual ones."""
    for name in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(name or "utf-8")
        except (LookupError, UnicodeError):
            continue
    return data.decode("latin-1")


def _date(message: Message) -> datetime.datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _is_encrypted(part: Message) -> bool:
    kind = part.get_content_type()
    if kind in _ENCRYPTED_TYPES:
        return True
    if kind in _ENVELOPE:
        return str(part.get_param("smime-type", "enveloped-data")).lower() == "enveloped-data"
    return kind == "text/plain" and _PGP in _payload_text(part)


def _attachment_name(part: Message) -> str:
    payload = part.get_payload()
    forwarded = payload[0] if isinstance(payload, list) and payload else part
    return _decoded_header(part.get_filename() or "") or _header(forwarded, "Subject")


def _payload_text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    if charset is None and part.get_content_type() == "text/html":
        return decode_html(data)
    return _decoded(data, charset)


def _read_outlook(path: Path) -> DocumentText:
    message = OutlookMessage.load(str(path))
    if _OUTLOOK_ENCRYPTED.match(message.message_class):
        raise PasswordProtected()
    recipients = ", ".join(
        f"{recipient.name} <{recipient.email_address}>" if recipient.name else recipient.email_address
        for recipient in message.recipients
    )
    date = message.sent_date
    headers = {
        "From": message.sender or "",
        "To": recipients,
        "Date": f"{date:%Y-%m-%d %H:%M}" if date else "",
    }
    attachments = [one_line(attachment.file_name or "") for attachment in message.attachments]
    if any(name.lower().endswith(_ENCRYPTED_ENDINGS) for name in attachments):
        raise PasswordProtected()
    builder = SectionBuilder()
    _add_headers(builder, {name: one_line(value) for name, value in headers.items()})
    if (message.body or "").strip():
        builder.paragraph(plain_bullets(message.body or ""))
    elif message.html_body:
        add_html(builder, message.html_body)
    return _document(builder, subject=one_line(message.subject), attachments=attachments, date=date)
