"""Sample files that no library at hand writes."""

from collections.abc import Callable
from pathlib import Path

import pytest

# (left, base, size, text) in points from the lower left corner; "**" before the text sets it bold.
PrintedLine = tuple[float, float, float, str]


def pdf_bytes(pages: list[list[PrintedLine]], *, title: str = "", locked: bool = False) -> bytes:
    """A PDF with one text command per line, in Helvetica; `locked` asks for a password."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    for name in ("Helvetica", "Helvetica-Bold"):
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        stream = "\n".join(_command(*line) for line in lines)
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        fonts = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {fonts} /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    objects.append(f"<< /Title ({title}) /CreationDate (D:20240131120000) >>")
    trailer = f"/Info {len(objects)} 0 R"
    if locked:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >>")
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<{'33' * 16}> <{'33' * 16}>]"
    return _file(objects, trailer)


def _command(left: float, base: float, size: float, text: str) -> str:
    font = "F2" if text.startswith("**") else "F1"
    escaped = text.removeprefix("**").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {left} {base} Td ({escaped}) Tj ET"


def _file(objects: list[str], trailer: str) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data)
    count = len(objects) + 1
    data += f"xref\n0 {count}\n0000000000 65535 f \n{table}".encode()
    return data + f"trailer << /Size {count} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


@pytest.fixture
def write_pdf(tmp_path: Path) -> Callable[..., Path]:
    """Writes pages of printed lines and gives the path."""

    def write(pages: list[list[PrintedLine]], *, title: str = "", locked: bool = False) -> Path:
        path = tmp_path / "datei.pdf"
        path.write_bytes(pdf_bytes(pages, title=title, locked=locked))
        return path

    return write
