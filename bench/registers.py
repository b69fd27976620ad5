"""Does a risk register survive LibreOffice, and does the page stay quick with a thousand risks?

Exports a register of hard cases as XLSX, has LibreOffice (soffice) open it and save it again as XLSX and as CSV, reads
the files back and compares field by field. Then reads a file full of mistakes, and times what the tab for risks draws
with a thousand risks. Nothing of the data folder is touched.

    python bench/registers.py
"""

import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import gradio as gr

from assistant.risks.exchange import RisksRead, read_risks, write_risks
from assistant.risks.register import Category, Risk, RiskStatus, changed_fields, reference
from assistant.web.exchanges import Session
from assistant.web.risks import RisksTab
from assistant.workspace import open_workspace

HARD = (
    "=1+1",
    '=HYPERLINK("http://example.org";"Klick")',
    "=cmd|' /C calc'!A0",
    "+49 40 123",
    "-5",
    "- 5 % weniger Fehler",
    "@SUM(A1:A9)",
    "'=schon entschärft",
    "'Anführung",
    "\t=1",
    "Größe, Übermaß, Straße, ÄÖÜ, €, ß – „so“ ‚und so‘",
    "Zeile eins\nZeile zwei\n\nZeile vier",
    "3,5",
    "1.234,56 €",
    "1,234.56",
    "75 %",
    "0007",
    "1E5",
    "12.03.2027",
    "2027-03-12",
    "3/4",
    "WAHR",
    "TRUE",
    "#N/A",
    "#REF!",
    "a;b,c\td \"e\" 'f'",
    "  vorn und hinten Leerzeichen  ",
    "🙂 emoji und 漢字",
    "x" * 5_000,
)
FIELDS = ("text", "event", "cause", "effect", "measure", "owner", "trigger", "source", "notes", "project")
BAD = """ID;Risiko;Wahrscheinlichkeit;Schadensausmaß;Überprüfung;Status;Ziele-Nr.
R01;Datenlücken;7;4;31.03.2027;offen;
R02;;3;3;;offen;
R03;Überlast;drei;4;morgen;offen;
R04;Gut;3;3;2027-04-30;offen;
R04;Zweimal;3;3;;irgendwie;
;Ziel fehlt;2,5;3;30.02.2027;offen;99, x
Rx7;Nummer;3;0;03/04/2027;offen;
"""


def hard_register() -> list[Risk]:
    """Every hard text in every text field, with days, steps and links."""
    risks = []
    for number, text in enumerate(HARD, start=1):
        facts = {name: text for name in FIELDS if name != "text"}
        risks.append(
            Risk(
                text=text.strip() or "leer",
                language="de",
                id=number,
                category=list(Category)[number % len(Category)],
                likelihood=number % 5 + 1,
                impact=(number // 5) % 5 + 1,
                residual_likelihood=None if number % 3 else 1,
                residual_impact=None if number % 3 else 2,
                review=date(2027, 1, 1) + timedelta(days=37 * number) if number % 4 else None,
                committee=date(2026, 2, 28) if number % 5 == 0 else None,
                status=list(RiskStatus)[number % len(RiskStatus)],
                goals=(3, 5) if number % 2 else (),
                lessons=("pumpen/lehren/ausfälle.md", "=lehre.md") if number % 3 else (),
                **facts,
            )
        )
    return risks


def through_office(data: bytes, ending: str, to: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it after opening it."""
    source, target = folder / f"register{ending}", folder / to.split(":")[0]
    source.write_bytes(data)
    subprocess.run(
        ["soffice", "--headless", "--convert-to", to, "--outdir", target, source],
        check=True,
        capture_output=True,
        timeout=300,
    )
    (saved,) = target.iterdir()
    return saved.read_bytes()


def lost(before: Sequence[Risk], read: RisksRead) -> Iterator[str]:
    """What is not as it was."""
    yield from (f"row {fault.row} {fault.column}: {fault.reason.en}" for fault in read.faults)
    after = {risk.id: risk for risk in read.risks}
    for risk in before:
        other = after.get(risk.id)
        if other is None:
            yield f"{reference(risk)} is missing"
            continue
        for name in changed_fields(risk, other):
            yield f"{reference(risk)}.{name}: {str(getattr(risk, name))[:60]!r} → {str(getattr(other, name))[:60]!r}"


def round_trips(folder: Path) -> None:
    """Out, through LibreOffice, and in again."""
    risks = hard_register()
    cells = len(risks) * 22
    for name, ending, to in (
        ("XLSX → LibreOffice → XLSX", ".xlsx", "xlsx"),
        ("XLSX → LibreOffice → CSV", ".xlsx", "csv:Text - txt - csv (StarCalc):59,34,76,1"),
    ):
        place = folder / name.replace(" ", "").replace("→", "-")
        place.mkdir()
        data = through_office(write_risks(risks, ending, "de"), ending, to, place)
        wrong = list(lost(risks, read_risks(data)))
        print(f"{name}: {len(risks)} risks, {cells} cells, {len(wrong)} differ")
        for line in wrong[:40]:
            print(f"    {line}")


def mistakes() -> None:
    """A file full of mistakes."""
    read = read_risks(BAD.encode(), goals=[3])
    print(f"file of mistakes: {len(read.risks)} risks taken, {len(read.faults)} mistakes named")
    for fault in read.faults:
        print(f"    row {fault.row}, {fault.column}: {fault.reason.de}")


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Prints how long the block took."""
    begun = time.perf_counter()
    yield
    print(f"{name}: {(time.perf_counter() - begun) * 1000:.0f} ms")


def drawing(folder: Path, count: int) -> None:
    """What clicks cost with many risks: first time, and while nothing has changed."""
    dice = random.Random(1)
    with open_workspace(folder) as workspace, gr.Blocks():
        tab, session = RisksTab(workspace, gr.State(), gr.HTML(), "de").register, Session()
        risks = [
            Risk(
                f"Risiko Nummer {number} mit einem Namen üblicher Länge",
                "de",
                project=f"Projekt {number % 5}",
                event="Gefahr, dass die Datenlieferung ausbleibt. " * 2,
                cause="weil niemand zuständig ist " * 4,
                measure="Ansprechperson benennen, Termin und Nachweis vereinbaren " if number % 3 else "",
                owner="Jana Illmer" if number % 4 else "",
                likelihood=dice.randint(1, 5),
                impact=dice.randint(1, 5),
                review=date(2027, 1, 1),
            )
            for number in range(count)
        ]
        stored = workspace.risks.add_all(risks, "eingelesen")
        for change in range(3):
            changed = [replace(risk, likelihood=dice.randint(1, 5)) for risk in workspace.risks.risks()]
            workspace.risks.update_all(changed, f"bewertet {change}")
        with timed(f"{count} risks, 4 versions each: first drawing"):
            first = tab.drawing(session)
        with timed("a filter or a cell, nothing changed"):
            session.risks.band = "critical"
            tab.looking(session)
        with timed("a risk opened"):
            session.risks.opened = stored.added[0]
            tab.drawing(session)
        sizes = {place.elem_id: len(value) // 1000 for place, value in first.items() if isinstance(value, str)}
        print(f"sent: list {sizes['risk-list']} kB, matrix {sizes['risk-matrix']} kB, trend {sizes['risk-trend']} kB")


def main() -> None:
    """All of it."""
    parts: list[Callable[[Path], None]] = [lambda folder: mistakes(), lambda folder: drawing(folder / "data", 1000)]
    if shutil.which("soffice"):
        parts.insert(0, round_trips)
    else:
        print("LibreOffice (soffice) is not installed: no round trip")
    with tempfile.TemporaryDirectory() as folder:
        for part in parts:
            part(Path(folder))


if __name__ == "__main__":
    main()
