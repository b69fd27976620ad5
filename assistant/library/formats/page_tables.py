"""Finds simple tables among printed lines: rows of short cells that stand in columns. Knows nothing of PDF.

A table whose cells hold more than one line is not recognised and stays lines of text.
"""

from collections import Counter

from assistant.library.formats.printed_lines import Line, beside

_TABLE_ROWS = 3
_LONGEST_CELL = 60  # characters; longer ones are columns of running text


def table_end(lines: tuple[Line, ...], start: int) -> tuple[int, list[list[Line]]]:
    """The rows of the table that begins at a line and the place behind it; (start, []) where there is none."""
    rows: list[list[Line]] = []
    place = start
    while place < len(lines):
        row = [lines[place]]
        while place + len(row) < len(lines) and beside(row[-1], lines[place + len(row)]):
            row.append(lines[place + len(row)])
        if len(row) < 2 or any(len(cell.text) > _LONGEST_CELL for cell in row):
            break
        if rows and not 0 < rows[-1][0].base - row[0].base < 4 * row[0].size:
            break
        rows.append(row)
        place += len(row)
    if len(rows) < _TABLE_ROWS or not _aligned(rows):
        return start, []
    return place, rows


def _aligned(rows: list[list[Line]]) -> bool:
    """Whether most cells begin or end where a cell of another row does."""
    lefts = Counter(round(cell.left / 4) for row in rows for cell in row)
    rights = Counter(round(cell.right / 4) for row in rows for cell in row)
    cells = [cell for row in rows for cell in row]
    shared = sum(lefts[round(cell.left / 4)] > 1 or rights[round(cell.right / 4)] > 1 for cell in cells)
    return shared >= 0.7 * len(cells)


def grid(rows: list[list[Line]]) -> tuple[tuple[str, ...], ...]:
    """The cells in columns: cells that overlap from left to right share one."""
    spans: list[tuple[float, float]] = []
    for cell in sorted((cell for row in rows for cell in row), key=lambda cell: cell.left):
        if spans and cell.left < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], cell.right))
        else:
            spans.append((cell.left, cell.right))
    grid = []
    for row in rows:
        texts = [""] * len(spans)
        for cell in row:
            column = next(place for place, (left, right) in enumerate(spans) if left <= cell.left <= right)
            texts[column] = f"{texts[column]} {cell.text}".strip()
        grid.append(tuple(texts))
    return tuple(grid)
