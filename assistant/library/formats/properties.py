"""Brings the properties that office files carry (title, keywords, language, date) into the form of front matter.

Titles that a program made up ("Microsoft Word - Dokument1") are no titles. Authors are left out.
"""

import re
import zipfile
from pathlib import Path

from lxml import etree

from assistant.library.formats.cleaning import one_line
from assistant.library.formats.front_matter import Metadata, normalised

_MADE_UP = re.compile(
    r"""(?:microsoft\s+(?:word|powerpoint|excel)\s*[-–].*|untitled.*|unbenannt.*|unknown|titel|title|folie\s*\d*|slide\s*\d*
    |(?:word\s+)?(?:dokument|document)\s*\d*|(?:powerpoint[\s-]*)?(?:präsentation|presentation)\s*\d*|pdf|tabelle\s*\d*
    |mappe\s*\d*|.*\.(?:docx?|pptx?|xlsx?|odt|pdf|indd|tex|dvi|rtf|html?|jpe?g|png|tiff?))""",
    re.I | re.VERBOSE,
)


def real_title(text: str | None) -> str | None:
    """The title on one line, or None where it is empty or made up by a program."""
    title = one_line(text or "")
    if not re.search(r"\w", title) or _MADE_UP.fullmatch(title):
        return None
    return title


def office_properties(path: Path) -> tuple[str | None, Metadata]:
    """Title and metadata of a docx, pptx or xlsx file; (None, {}) where it carries none.

    Read from the file itself: python-docx, python-pptx and openpyxl make up what is missing, today's date among
    it. The date is that of the last change, because the creation date is often the template's.
    """
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name == "docProps/core.xml" or name.endswith(".psmdcp")]
        if not names:
            return None, {}
        data = archive.read(names[0])
    # Damaged properties are no reason to refuse the text.
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    values = {etree.QName(child).localname: child.text or "" for child in (() if root is None else root.iter("*"))}
    facts: dict[object, object] = {
        "topics": values.get("keywords", ""),
        "language": values.get("language", ""),
        "date": values.get("modified") or values.get("created", ""),
    }
    return real_title(values.get("title")), normalised(facts)
