"""The list of documents, its search and its deletions."""

import pytest

from assistant.errors import NoText
from assistant.library.ingesting import IngestReport, Unreadable
from assistant.manifest import StoredDocument
from assistant.passages import Kind
from assistant.web.document_list import LONGEST_LIST, list_html, matching, merged, progress_html, report_html


def document(number: int = 1, **changes: object) -> StoredDocument:
    facts: dict[str, object] = {
        "path": f"/daten/{number}.md",
        "name": f"ordner/{number}.md",
        "content_hash": "x",
        "made_by": "x",
        "title": f"Größe {number}",
        "project": "Pumpen",
        "kind": Kind.LESSON,
        "date": "2024-12-03",
        "language": "de",
        "id": number,
        "passages": 1234,
    }
    return StoredDocument(**facts | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", [1, 2]),
        ("größe", [1, 2]),
        ("GRÖSSE", [1, 2]),
        ("größe sonstiges", [2]),
        ("lehre pumpen", [1]),
        ("03.12.2024", [1]),
        ("2024-12", [1]),
        ("1.md", [1]),
        ("nichts", []),
        ("<script>", []),
    ],
)
def test_all_words_of_a_search_must_be_met(search: str, found: list[int]) -> None:
    documents = [document(1), document(2, project=None, kind=Kind.OTHER, date=None, title="GRÖSSE 2")]
    assert [each.id for each in matching(documents, search, "de")] == found


def test_a_row_as_a_whole() -> None:
    html = list_html([document(1, pages_without_text=(2, 3))], "", "de")
    assert html.partition("<tbody>")[2] == (
        '<tr><th scope="row"><button type="button" class="card-title" data-action="whole" data-document="1">Größe 1'
        '</button><span class="file">ordner/1.md</span></th><td data-label="Projekt">Pumpen</td>'
        '<td data-label="Art">Lehre</td><td data-label="Datum">03.12.2024</td><td data-label="Sprache">Deutsch</td>'
        '<td data-label="Textstellen">1.234</td><td data-label="Seiten ohne Text">2</td><td class="actions">'
        '<button type="button" class="quiet" data-action="delete" data-document="1" '
        'aria-label="Größe 1 löschen">Löschen</button>'
        "</td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    ("question", "text", "button"),
    [
        ("delete.upload", "The uploaded file is deleted from disk", "Delete for good"),
        ("delete.indexed", "The file /daten/1.md stays where it is", "Take out"),
    ],
)
def test_before_deleting_the_row_asks_and_says_what_happens_to_the_file(question: str, text: str, button: str) -> None:
    html = list_html([document(1), document(2)], "", "en", deleting=1, question=question)
    assert html.count('role="alertdialog"') == 1
    assert text in html and f'data-action="confirm" data-document="1">{button}</button>' in html
    assert '<button type="button" class="quiet" data-action="cancel">Cancel</button>' in html


@pytest.mark.parametrize(
    ("documents", "search", "text"),
    [([], "", "Noch keine Dokumente."), ([document()], "fehlt", "Kein Dokument passt zu dieser Suche.")],
)
def test_an_empty_list_says_why(documents: list[StoredDocument], search: str, text: str) -> None:
    assert text in list_html(documents, search, "de")


def test_a_long_list_is_cut_and_says_so() -> None:
    html = list_html([document(number) for number in range(LONGEST_LIST + 5)], "", "de")
    assert html.count('<th scope="row">') == LONGEST_LIST
    assert "205 von 205" in html and "Die ersten 200 Treffer." in html


def test_names_are_escaped_everywhere() -> None:
    hostile = '"><img src=x onerror=alert(1)>.md'
    facts = {
        "title": hostile,
        "name": hostile,
        "path": hostile,
        "project": hostile,
        "date": hostile,
        "language": hostile,
    }
    report = IngestReport(unreadable=[Unreadable(hostile, NoText())], duplicates=[(hostile, hostile)])
    report.pages_without_text[hostile] = (1,)
    html = (
        list_html([document(1, **facts)], "", "de", deleting=1, question="delete.indexed")
        + report_html(report, "de")
        + progress_html(1, 2, hostile, "de")
    )
    assert "<img" not in html


def test_a_report_names_every_number_and_every_reason() -> None:
    report = IngestReport(added=1, updated=2, unchanged=3, moved=1, removed=2, skipped=4, passages=1200, seconds=1.25)
    report.unreadable.append(Unreadable("scan.pdf", NoText()))
    report.duplicates.append(("kopie.md", "notiz.md"))
    report.pages_without_text["mix.pdf"] = (2, 5)
    assert report_html(report, "de") == (
        '<section class="report" role="status"><h3>Lesebericht</h3><ul><li>1 Dokument aufgenommen</li>'
        "<li>2 Dokumente ersetzt</li><li>3 Dokumente unverändert</li><li>1 Dokument verschoben</li>"
        "<li>2 Dokumente entfernt</li><li>4 Dateien übersprungen</li><li>1.200 Textstellen in 1,2\u00a0s</li></ul>"
        '<div class="bad"><h4>Nicht lesbar</h4><ul><li><b>scan.pdf</b> Das Dokument enthält keinen Text '
        "(Scan oder leer). Legen Sie eine Fassung mit Textebene (OCR) ab.</li></ul></div>"
        '<div class=""><h4>Schon vorhanden</h4><ul><li><b>kopie.md</b> hat denselben Inhalt wie notiz.md</li>'
        "</ul></div>"
        '<div class=""><h4>Seiten ohne Text</h4><ul><li><b>mix.pdf</b> 2, 5 – vermutlich gescannt; ohne Texterkennung '
        "(OCR) nicht auffindbar</li></ul></div></section>"
    )


def test_reports_are_added_up() -> None:
    first = IngestReport(added=1, passages=3, seconds=0.5, duplicates=[("a", "b")])
    second = IngestReport(added=1, unchanged=1, seconds=0.25, unreadable=[Unreadable("x", NoText())])
    whole = merged([first, second])
    assert (whole.added, whole.unchanged, whole.passages, whole.seconds) == (2, 1, 3, 0.75)
    assert (whole.duplicates, [item.document for item in whole.unreadable]) == ([("a", "b")], ["x"])
