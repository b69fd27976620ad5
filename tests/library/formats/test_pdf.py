"""PDF files as a whole: text, headings, tables, pages without text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import DamagedDocument, NoText, PasswordProtected
from assistant.library.formats.pdf import read

WritePdf = Callable[..., Path]
BODY = "Die Prüfung der Größe dauert 1.000,50 Stunden und kostet 5 €, das ist viel."


def test_text_headings_and_properties_of_a_pdf_are_read(write_pdf: WritePdf) -> None:
    path = write_pdf(
        [
            [
                (72, 780, 20, "Übersicht (neu)"),
                (72, 740, 11, BODY),
                (72, 700, 11, "**Fette Zeile"),
                (72, 680, 11, "Die Datenqualität ist für das Projekt besonders wichtig, weil die Ma-"),
                (72, 666, 11, "schine sonst nichts lernt."),
            ],
            [(72, 780, 11, BODY)],
        ],
        title="Plan",
    )
    document = read(path)
    assert (document.title, document.metadata, document.pages) == ("Plan", {"date": "2024-01-31"}, 2)
    assert [(s.metadata["page"], s.metadata["headings"], s.page_content) for s in document.sections] == [
        (1, ["Übersicht (neu)"], BODY),
        (
            1,
            ["Übersicht (neu)", "Fette Zeile"],
            "Die Datenqualität ist für das Projekt besonders wichtig, weil die Maschine sonst nichts lernt.",
        ),
        (2, ["Übersicht (neu)", "Fette Zeile"], BODY),
    ]


def test_columns_of_short_cells_are_a_table(write_pdf: WritePdf) -> None:
    rows = [("Rolle", "Kosten"), ("Leitung", "10 €"), ("Prüfung", "5 €")]
    lines = [
        (left, 700 - 16 * n, 11, cell) for n, row in enumerate(rows) for left, cell in zip((72, 300), row, strict=True)
    ]
    (section,) = read(write_pdf([[(72, 780, 11, BODY), *lines]])).sections
    table = "| Rolle | Kosten |\n| --- | --- |\n| Leitung | 10 € |\n| Prüfung | 5 € |"
    assert section.page_content == f"{BODY}\n\n{table}"


def test_pages_without_text_are_reported(write_pdf: WritePdf) -> None:
    document = read(write_pdf([[(72, 700, 11, BODY)], [], [(72, 700, 11, BODY)], []]))
    assert (document.pages, document.pages_without_text) == (4, (2, 4))


def test_a_pdf_of_pictures_has_no_text(write_pdf: WritePdf) -> None:
    with pytest.raises(NoText):
        read(write_pdf([[], []]))


def test_a_locked_pdf_asks_for_a_copy_without_password(write_pdf: WritePdf) -> None:
    with pytest.raises(PasswordProtected):
        read(write_pdf([[(72, 700, 11, BODY)]], locked=True))


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.6, 0.9])
def test_a_cut_pdf_is_damaged_or_repaired(write_pdf: WritePdf, keep: float) -> None:
    path = write_pdf([[(72, 700, 11, BODY)]] * 3)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)] or b"x")
    try:
        sections = read(path).sections
    except (DamagedDocument, NoText):
        return
    assert all(BODY in section.page_content for section in sections)
