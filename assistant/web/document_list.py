"""Renders the stored documents and the reading report as safe HTML.

It chooses which rows to show for a search; it reads and deletes nothing.
"""

from collections.abc import Sequence
from html import escape

from assistant.library.ingesting import IngestReport
from assistant.manifest import StoredDocument
from assistant.web.wording import NOTHING, counted, day, kind_name, number, say, seconds

# Rows drawn at most; a search narrows them.
LONGEST_LIST = 200
_COLUMNS = ("title", "project", "kind", "date", "language", "passages", "pages", "actions")
_NUMBERS = ("added", "updated", "unchanged", "moved", "removed", "skipped")


def matching(documents: Sequence[StoredDocument], search: str, language: str) -> list[StoredDocument]:
    """The documents that carry all words of a search in title, name, project, kind, date or language."""
    words = search.casefold().split()
    return [document for document in documents if all(word in _searched(document, language) for word in words)]


def _searched(document: StoredDocument, language: str) -> str:
    facts = (document.title, document.name, document.project or "", kind_name(document.kind, language))
    dates = (document.date or "", day(document.date, language))
    return " ".join((*facts, *dates)).casefold()


def list_html(
    documents: Sequence[StoredDocument], search: str, language: str, *, deleting: int | None = None, question: str = ""
) -> str:
    """The table of documents; the row of `deleting` carries the `question` whether to delete it."""
    if not documents:
        return f'<p class="hint">{escape(say("list.empty", language))}</p>'
    found = matching(documents, search, language)
    if not found:
        return f'<p class="hint">{escape(say("list.nothing", language))}</p>'
    head = "".join(f'<th scope="col">{escape(say(f"column.{name}", language))}</th>' for name in _COLUMNS)
    rows = [
        _row(document, language) + (_confirmation(document, question, language) if document.id == deleting else "")
        for document in found[:LONGEST_LIST]
    ]
    shown = say("list.count", language, shown=number(len(found), language), total=number(len(documents), language))
    more = say("list.more", language, shown=LONGEST_LIST) if len(found) > LONGEST_LIST else ""
    return (
        f'<p class="hint">{escape(shown)} {escape(more)}</p>'
        f'<table class="documents"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _row(document: StoredDocument, language: str) -> str:
    empty = len(document.pages_without_text)
    cells = (
        document.project or NOTHING,
        kind_name(document.kind, language),
        day(document.date, language),
        say(f"language.{document.language}", language) if document.language in ("de", "en") else document.language,
        number(document.passages, language),
        number(empty, language) if empty else NOTHING,
    )
    labels = [say(f"column.{name}", language) for name in _COLUMNS[1:-1]]
    facts = [f'<td data-label="{escape(label)}">{escape(cell)}</td>' for label, cell in zip(labels, cells, strict=True)]
    return f"<tr>{_title(document)}{''.join(facts)}{_actions(document, language)}</tr>"


def _title(document: StoredDocument) -> str:
    return (
        f'<th scope="row"><button type="button" class="card-title" data-action="whole" data-document="{document.id}">'
        f'{escape(document.title)}</button><span class="file">{escape(document.name)}</span></th>'
    )


def _actions(document: StoredDocument, language: str) -> str:
    label = escape(say("list.delete_named", language, title=document.title))
    return (
        f'<td class="actions"><button type="button" class="quiet" data-action="delete" data-document="{document.id}" '
        f'aria-label="{label}">{escape(say("list.delete", language))}</button></td>'
    )


def _confirmation(document: StoredDocument, question: str, language: str) -> str:
    yes = say("delete.confirm" if question == "delete.upload" else "delete.confirm_indexed", language)
    text = say(question, language, title=document.title, path=document.path)
    return (
        f'<tr class="confirmation" role="alertdialog"><td colspan="{len(_COLUMNS)}"><p>{escape(text)}</p>'
        f'<button type="button" class="danger" data-action="confirm" data-document="{document.id}">'
        f"{escape(yes)}</button>"
        f'<button type="button" class="quiet" data-action="cancel">{escape(say("delete.cancel", language))}</button>'
        "</td></tr>"
    )


def progress_html(done: int, total: int, name: str, language: str) -> str:
    """Which file is being read."""
    text = escape(say("upload.running", language, done=done, total=total, file=name))
    return (
        f'<div class="report"><progress max="{total}" value="{done - 1}"></progress><p role="status">{text}</p></div>'
    )


def report_html(report: IngestReport, language: str) -> str:
    """What a run did, and what it could not read and why."""
    counts = [(name, getattr(report, name)) for name in _NUMBERS]
    lines = [counted(f"report.{name}", n, language) for name, n in counts if n]
    if report.passages:
        passages, took = counted("passages", report.passages, language), seconds(report.seconds, language)
        lines.append(say("report.passages", language, passages=passages, seconds=took))
    unreadable = [(item.document, item.error.in_language(language)) for item in report.unreadable]
    duplicates = [(name, say("report.duplicate", language, other=other)) for name, other in report.duplicates]
    pages = [
        (name, say("report.page_list", language, pages=", ".join(map(str, numbers))))
        for name, numbers in report.pages_without_text.items()
    ]
    return (
        f'<section class="report" role="status"><h3>{escape(say("report.heading", language))}</h3>'
        f"{_list([(line, '') for line in lines])}"
        f"{_block('report.unreadable', unreadable, language, style='bad')}"
        f"{_block('report.duplicates', duplicates, language)}{_block('report.pages', pages, language)}</section>"
    )


def _block(name: str, lines: Sequence[tuple[str, str]], language: str, *, style: str = "") -> str:
    if not lines:
        return ""
    return f'<div class="{style}"><h4>{escape(say(name, language))}</h4>{_list(lines)}</div>'


def _list(lines: Sequence[tuple[str, str]]) -> str:
    items = [
        f"<li><b>{escape(name)}</b> {escape(text)}</li>" if text else f"<li>{escape(name)}</li>" for name, text in lines
    ]
    return f"<ul>{''.join(items)}</ul>" if items else ""


def notice_html(text: str) -> str:
    """A sentence for the reader, for instance an error."""
    return f'<div class="notice" role="alert">{escape(text)}</div>'


def merged(reports: Sequence[IngestReport]) -> IngestReport:
    """Several reports as one."""
    whole = IngestReport()
    for report in reports:
        for name in (*_NUMBERS, "duplicate", "passages", "seconds"):
            setattr(whole, name, getattr(whole, name) + getattr(report, name))
        whole.unreadable += report.unreadable
        whole.duplicates += report.duplicates
        whole.pages_without_text |= report.pages_without_text
    return whole
