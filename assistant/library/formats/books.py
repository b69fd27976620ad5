"""Reads e-books (epub): the chapters in the order of the spine, each by the HTML reader.

Navigation pages and notes outside the spine are left out. Copy-protected books are refused.
"""

import posixpath
import urllib.parse
import zipfile
from pathlib import Path

from lxml import etree

from assistant.errors import DamagedDocument, PasswordProtected
from assistant.library.formats.archives import check_archive
from assistant.library.formats.front_matter import Metadata, normalised
from assistant.library.formats.markup import FAILURES as HTML_FAILURES
from assistant.library.formats.markup import add_html, decode_html
from assistant.library.formats.properties import real_title
from assistant.library.formats.sections import DocumentText, SectionBuilder

FAILURES: tuple[type[Exception], ...] = HTML_FAILURES

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"


def read(path: Path) -> DocumentText:
    """The text of an epub file."""
    check_archive(path, name="EPUB")
    with zipfile.ZipFile(path) as archive:
        package_name = _package_name(archive)
        package = _xml(archive, package_name)
        chapters = _chapters(package, posixpath.dirname(package_name))
        _check_protection(archive, chapters)
        builder = SectionBuilder()
        present = set(archive.namelist())
        for chapter in chapters:
            if chapter in present:
                builder.end_list()
                add_html(builder, decode_html(archive.read(chapter)))
    title, metadata = _properties(package)
    return DocumentText(title=title, sections=builder.sections(), metadata=metadata)


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    try:
        data = archive.read(name)
    except KeyError as error:
        raise DamagedDocument(format="EPUB", detail=name) from error
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _package_name(archive: zipfile.ZipFile) -> str:
    for root in _xml(archive, _CONTAINER).iterfind(".//{*}rootfile"):
        return root.get("full-path", "")
    raise DamagedDocument(format="EPUB", detail=_CONTAINER)


def _chapters(package: etree._Element, folder: str) -> list[str]:
    """Names in the archive of what is to be read, in reading order."""
    manifest = {item.get("id"): item for item in package.iterfind("{*}manifest/{*}item")}
    names = []
    for reference in package.iterfind("{*}spine/{*}itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None or "nav" in item.get("properties", "").split():
            continue
        if "html" in item.get("media-type", "html"):
            names.append(posixpath.normpath(posixpath.join(folder, urllib.parse.unquote(item.get("href", "")))))
    return names


def _check_protection(archive: zipfile.ZipFile, chapters: list[str]) -> None:
    """Many books only obfuscate their fonts; protected is a book whose chapters are encrypted."""
    if _ENCRYPTION not in archive.namelist():
        return
    encrypted = {reference.get("URI") for reference in _xml(archive, _ENCRYPTION).iterfind(".//{*}CipherReference")}
    if encrypted & set(chapters):
        raise PasswordProtected()


def _properties(package: etree._Element) -> tuple[str | None, Metadata]:
    values: dict[str, list[str]] = {}
    for element in package.iterfind("{*}metadata/{http://purl.org/dc/elements/1.1/}*"):
        values.setdefault(etree.QName(element).localname, []).append(element.text or "")
    facts: dict[object, object] = {
        "topics": values.get("subject", []),
        "language": values.get("language", [""])[0],
        "date": values.get("date", [""])[0],
    }
    return real_title(values.get("title", [""])[0]), normalised(facts)
