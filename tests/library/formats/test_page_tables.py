"""Tables on a printed page."""

from assistant.library.formats.page_tables import grid, table_end
from assistant.library.formats.printed_lines import Line


def _row(base: float, *cells: tuple[float, str]) -> list[Line]:
    return [Line(text=text, left=left, right=left + 5 * len(text), base=base, size=10) for left, text in cells]


def test_rows_of_short_cells_in_columns_are_a_table_with_gaps() -> None:
    rows = [
        _row(700, (72, "Rolle"), (200, "Tage"), (300, "Kosten")),
        _row(685, (72, "Leitung"), (200, "10"), (300, "1.000,50 €")),
        _row(670, (72, "Prüfung"), (300, "500 €")),
    ]
    lines = tuple(cell for row in rows for cell in row)
    end, found = table_end((*lines, *_row(600, (72, "Danach"))), 0)
    assert end == len(lines)
    assert grid(found) == (("Rolle", "Tage", "Kosten"), ("Leitung", "10", "1.000,50 €"), ("Prüfung", "", "500 €"))


def test_two_rows_or_two_columns_of_running_text_are_no_table() -> None:
    short = tuple(_row(700, (72, "a"), (200, "b")) + _row(685, (72, "c"), (200, "d")))
    assert table_end(short, 0) == (0, [])
    long = "ein langer Satz, der in einer Spalte steht und dort weitergeht " * 2
    columns = tuple(cell for n in range(5) for cell in _row(700 - 12 * n, (72, long), (800, long)))
    assert table_end(columns, 0) == (0, [])
