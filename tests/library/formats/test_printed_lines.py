"""Headers, footers and page numbers."""

from assistant.library.formats.printed_lines import Line, Page, in_rows, without_running_lines


def _line(text: str, left: float = 72, base: float = 400, *, right: float | None = None, size: float = 10) -> Line:
    return Line(text=text, left=left, right=right if right is not None else left + 5 * len(text), base=base, size=size)


def _texts(pages: list[Page]) -> list[list[str]]:
    return [[line.text for line in page.lines] for page in pages]


def _pages(*pages: list[Line]) -> list[Page]:
    return [Page(bottom=0, top=842, lines=tuple(lines)) for lines in pages]


def test_headers_footers_and_page_numbers_of_most_pages_go() -> None:
    pages = _pages(
        *(
            [
                _line("Handbuch KI", base=810),
                _line(f"Inhalt {number}", base=500),
                _line(f"Seite {number} von 4", base=30),
            ]
            for number in "1234"
        )
    )
    assert _texts(without_running_lines(pages)) == [["Inhalt 1"], ["Inhalt 2"], ["Inhalt 3"], ["Inhalt 4"]]


def test_the_same_line_in_the_middle_of_pages_or_on_few_pages_stays() -> None:
    middle = _pages(*([_line("Agenda", base=500)] for _ in range(4)))
    assert without_running_lines(middle) == middle
    few = _pages([_line("Kopf", base=810)], [_line("Kopf", base=810)])
    assert without_running_lines(few) == few


def test_large_titles_that_differ_in_a_number_are_no_headers() -> None:
    pages = _pages(
        *([_line(f"Schritt {n}", base=800, size=20), _line("Text der Seite " * 9, base=500)] for n in "1234")
    )
    assert without_running_lines(pages) == pages


def test_a_document_of_nothing_but_equal_pages_is_left_alone() -> None:
    pages = _pages(*([_line("Kopf", base=810)] for _ in range(5)))
    assert without_running_lines(pages) == pages


def test_bullets_and_raised_letters_are_joined_with_their_line() -> None:
    lines = [
        _line("•", left=72, right=76),
        _line("Punkt", left=90),
        _line("Ab", base=380, right=82),
        _line("2", left=82, base=384, right=85, size=6),
        _line("c", left=85, base=380),
        _line("andere Spalte", left=300, base=380),
    ]
    assert [line.text for line in in_rows(lines)] == ["• Punkt", "Ab2c", "andere Spalte"]


def test_lines_of_a_table_of_contents_go() -> None:
    lines = [_line("1 Ziele ........ 3"), _line("2 Risiken . . . . . iv", base=380), _line("Warten ...", base=360)]
    assert [line.text for line in in_rows(lines)] == ["Warten ..."]
