"""Plain text files."""

from pathlib import Path

from assistant.library.formats.plaintext import read


def test_a_text_keeps_its_lines_and_gives_up_its_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "notiz.txt"
    path.write_bytes("\ufeff---\r\ntitel: Übergabe\r\n---\r\nErste Zeile\r\n• Punkt\r\n\r\n\r\n\r\nAbsatz\r\n".encode())
    document = read(path)
    assert document.title == "Übergabe"
    assert document.metadata == {"title": "Übergabe"}
    (section,) = document.sections
    assert section.page_content == "Erste Zeile\n- Punkt\n\nAbsatz"
    assert section.metadata == {"headings": [], "page": None, "sheet": None, "first_row": None}


def test_an_empty_text_has_no_sections(tmp_path: Path) -> None:
    path = tmp_path / "leer.txt"
    path.write_bytes(b" \n\t\n")
    assert read(path).sections == ()
