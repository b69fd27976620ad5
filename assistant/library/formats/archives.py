"""Opens the ZIP containers of docx, xlsx, pptx, odt and epub only after a look at what they would unpack to."""

import zipfile
from pathlib import Path

from assistant.errors import DamagedDocument, PasswordProtected, ReadingTooLarge

LARGEST_UNPACKED = 500_000_000
MOST_MEMBERS = 20_000
# Real office files stay below 100; a bomb has 1,000 and more. Small files may be anything.
HIGHEST_RATIO = 200
_ALWAYS_ALLOWED = 20_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_archive(path: Path, *, name: str) -> None:
    """Returns only where the container is a ZIP that is safe to unpack. `name` is the format ('DOCX').

    Raises PasswordProtected for an encrypted container, ReadingTooLarge for a ZIP bomb, DamagedDocument for
    anything that is no ZIP.
    """
    _check_start(path, name)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedDocument(format=name, detail="ZIP") from error
    if any(member.flag_bits & 0x1 for member in members):
        raise PasswordProtected()
    unpacked = sum(member.file_size for member in members)
    packed = max(1, path.stat().st_size)
    bomb = unpacked > _ALWAYS_ALLOWED and unpacked / packed > HIGHEST_RATIO
    if bomb or unpacked > LARGEST_UNPACKED or len(members) > MOST_MEMBERS:
        raise ReadingTooLarge(megabytes=LARGEST_UNPACKED / 1e6)


def _check_start(path: Path, name: str) -> None:
    """Office encrypts into an OLE container, in which old binary documents come as well."""
    with path.open("rb") as file:
        if file.read(8) != _OLE:
            return
        file.seek(0)
        if "EncryptedPackage".encode("utf-16-le") in file.read(4_000_000):
            raise PasswordProtected()
    raise DamagedDocument(format=name, detail="OLE")
