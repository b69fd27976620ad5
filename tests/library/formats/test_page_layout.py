"""Paragraphs and headings of a printed page."""

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.library.formats.page_layout import add_pages
from assistant.library.formats.printed_lines import Line, Page
from assistant.library.formats.sections import SectionBuilder


def _line(
    text: str, base: float, *, left: float = 72, right: float = 520, size: float = 10, bold: bool = False
) -> Line:
    return Line(text=text, left=left, right=right, base=base, size=size, bold=bold)


def _read(*pages: list[Line]) -> list[tuple[int, list[str], str]]:
    builder = SectionBuilder()
    add_pages(builder, [Page(bottom=0, top=842, lines=tuple(lines)) for lines in pages])
    return [(s.metadata["page"], s.metadata["headings"], s.page_content) for s in builder.sections()]


def test_full_lines_make_paragraphs_and_short_ones_keep_their_break() -> None:
    lines = [
        _line("Die Datenqualität ist für das ganze Projekt wichtig, weil die Ma-", 700),
        _line("schine sonst nichts lernt.", 688, right=200),
        _line("Danach folgt ein zweiter Absatz, der auch bis zum Rand der Spalte", 676),
        _line("reicht und weitergeht.", 664, right=180),
        _line("Musterstraße 1", 630, right=150),
        _line("12345 Musterstadt", 618, right=160),
    ]
    assert _read(lines) == [
        (
            1,
            [],
            "Die Datenqualität ist für das ganze Projekt wichtig, weil die Maschine sonst nichts lernt.\n\n"
            "Danach folgt ein zweiter Absatz, der auch bis zum Rand der Spalte reicht und weitergeht.\n\n"
            "Musterstraße 1 12345 Musterstadt",
        )
    ]


def test_larger_and_bold_lines_are_headings_by_size() -> None:
    text = "Text, der lang genug ist, um die Größe der Grundschrift zu bestimmen und mehr"
    lines = [
        _line("Handbuch für gute", 780, right=300, size=20),
        _line("KI-Projekte", 756, right=250, size=20),
        _line(text, 700),
        _line("1 Ziele", 670, right=120, size=14),
        _line(text, 650),
        _line("Messbar", 625, right=110, bold=True),
        _line(text, 605),
        _line("2 Risiken", 570, right=120, size=14),
        _line(text, 550),
    ]
    title = "Handbuch für gute KI-Projekte"
    assert [headings for _, headings, _ in _read(lines)] == [
        [title],
        [title, "1 Ziele"],
        [title, "1 Ziele", "Messbar"],
        [title, "2 Risiken"],
    ]


def test_large_running_text_is_no_heading() -> None:
    small = [
        _line("Kleingedrucktes, von dem es auf dieser Seite am meisten gibt, Zeile", 300 - 10 * n, size=8)
        for n in range(9)
    ]
    large = [
        _line("ein Absatz in großer Schrift, der über viele Zeilen läuft und nie", 700 - 14 * n, size=12)
        for n in range(6)
    ]
    assert [headings for _, headings, _ in _read([*large, *small])] == [[]]


def test_bullets_and_numbers_make_lists() -> None:
    lines = [
        _line("Zu tun ist:", 700, right=130),
        _line("• Daten der letzten Jahre sammeln und so lange prüfen, bis sie dem", 688),
        _line("Standard genügen", 676, left=82, right=180),
        _line("• melden", 664, right=120),
        _line("1. erst planen", 640, right=150),
        _line("2. dann handeln", 628, right=155),
    ]
    assert _read(lines)[0][2] == (
        "Zu tun ist:\n\n- Daten der letzten Jahre sammeln und so lange prüfen, bis sie dem Standard genügen\n- melden\n"
        "1. erst planen\n2. dann handeln"
    )


def test_the_next_column_continues_a_sentence_only_in_its_middle() -> None:
    lines = [
        _line("Die linke Spalte endet mitten", 112, right=280),
        _line("im Satz und geht oben rechts", 100, right=280),
        _line("weiter bis zum Punkt.", 700, left=310, right=420),
        _line("Neuer Satz.", 660, left=310, right=400),
    ]
    assert _read(lines)[0][2] == (
        "Die linke Spalte endet mitten im Satz und geht oben rechts weiter bis zum Punkt.\n\nNeuer Satz."
    )


def test_a_sentence_over_the_page_break_belongs_to_the_page_it_begins_on() -> None:
    first = [_line("Der Bericht nennt die Ziele. Er sagt auch, dass die Daten-", 100)]
    note = [_line("1 Eine Fußnote.", 60, right=150, size=7)]
    second = [_line("qualität z. B. in Bonn geprüft wird. Danach kommt ein neuer Satz dran.", 780)]
    assert _read(first + note, second) == [
        (
            1,
            [],
            "Der Bericht nennt die Ziele. Er sagt auch, dass die Datenqualität z. B. in Bonn geprüft wird.\n\n"
            "1 Eine Fußnote.",
        ),
        (2, [], "Danach kommt ein neuer Satz dran."),
    ]


def test_a_finished_sentence_or_a_heading_overleaf_moves_nothing() -> None:
    first = [_line("Der Satz ist zu Ende, obwohl die Zeile bis zum Rand der Seite reicht.", 100)]
    second = [_line("kleiner Anfang, der trotzdem hier stehen bleibt, weil vorn ein Punkt war", 780)]
    assert [page for page, _, _ in _read(first, second)] == [1, 2]
    heading = [_line("Kapitel Zwei", 780, right=200, size=18), *second]
    assert _read([_line("Ohne Punkt am Ende dieser Zeile, die bis an den Rand der Seite geht", 100)], heading)[1][
        :2
    ] == (
        2,
        ["Kapitel Zwei"],
    )


_WORDS = st.lists(st.text(alphabet="abcdefgäöüß", min_size=3, max_size=9), min_size=1, max_size=6).map(" ".join)
_LINES = st.builds(
    _line,
    st.builds(str.__add__, st.sampled_from(["", "• ", "1. "]), _WORDS),
    st.floats(20, 820),
    left=st.floats(40, 400),
    right=st.floats(401, 560),
    size=st.sampled_from([8.0, 10.0, 14.0]),
    bold=st.booleans(),
)


@given(st.lists(st.lists(_LINES, max_size=8), max_size=2))
def test_no_word_is_lost_wherever_it_stands(pages: list[list[Line]]) -> None:
    printed = " ".join(line.text for lines in pages for line in lines)
    kept = " ".join(" ".join([*headings, text]) for _, headings, text in _read(*pages))
    kept_letters = re.sub(r"[^a-zäöüß]", "", kept)
    assert all(word in kept_letters for word in re.findall(r"[a-zäöüß]{3,}", printed))
