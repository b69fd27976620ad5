"""Every text of the page, in German and English, in one table; large parts have files of their own.

Says texts and numbers in the page's language. It decides nothing about when a text is shown.
"""

from datetime import date

from assistant.passages import Kind
from assistant.web.answer_cards_wording import ANSWER_CARD_TEXTS
from assistant.web.chat_wording import CHAT_TEXTS
from assistant.web.conversation_wording import CONVERSATION_TEXTS
from assistant.web.goal_tree_wording import TREE_TEXTS
from assistant.web.goal_wording import GOAL_TEXTS
from assistant.web.lesson_wording import LESSON_TEXTS
from assistant.web.model_wording import MODEL_TEXTS
from assistant.web.risk_proposals_wording import PROPOSAL_TEXTS
from assistant.web.risk_wording import RISK_TEXTS
from assistant.web.screening_wording import SCREENING_TEXTS

# name: (German, English); both carry the same placeholders.
TEXTS: dict[str, tuple[str, str]] = {
    # --- frame ---
    "page.title": ("Assistent für KI-Projekte", "Assistant for AI projects"),
    "page.claim": (
        "Antworten mit Belegen aus Ihren Projektunterlagen",
        "Answers with evidence from your project records",
    ),
    "page.language": ("Sprache", "Language"),
    "tab.chat": ("Fragen", "Ask"),
    "tab.documents": ("Dokumente", "Documents"),
    # --- status line ---
    "status.label": ("Zustand", "Status"),
    "documents.one": ("{n} Dokument", "{n} document"),
    "documents.many": ("{n} Dokumente", "{n} documents"),
    "passages.one": ("{n} Textstelle", "{n} passage"),
    "passages.many": ("{n} Textstellen", "{n} passages"),
    "status.empty": ("Noch keine Dokumente", "No documents yet"),
    "status.words": (
        "Suche vorerst nur nach Wörtern: Suchmodell lädt",
        "Search by words only for now: search model is loading",
    ),
    "status.indexing": ("Index wird ergänzt: {done} von {total}", "Index is being extended: {done} of {total}"),
    "status.search": ("Suche nach Wörtern und Bedeutung", "Search by words and meaning"),
    "status.search_failed": ("Suche nur nach Wörtern: {reason}", "Search by words only: {reason}"),
    "status.model_loading": (
        "Sprachmodell {model} lädt; Antworten bestehen solange aus Zitaten",
        "Language model {model} is loading; until then answers are quotations",
    ),
    "status.model_ready": ("Sprachmodell {model} bereit ({languages})", "Language model {model} ready ({languages})"),
    "status.model_failed": (
        "Ohne Sprachmodell, Antworten bestehen aus Zitaten: {reason}",
        "No language model, answers are quotations: {reason}",
    ),
    "language.de": ("Deutsch", "German"),
    "language.en": ("Englisch", "English"),
    # --- sources ---
    "sources.label": ("Fundstellen", "Sources"),
    "sources.heading": ("Fundstellen zu Frage {n}", "Sources for question {n}"),
    "sources.waiting": (
        "Hier erscheinen die Fundstellen, sobald Sie fragen: vor der Antwort, mit Dokument und Seite.",
        "The sources appear here as soon as you ask: before the answer, with document and page.",
    ),
    "sources.none": ("Keine Fundstelle.", "No source."),
    "sources.closest": (
        "Am nächsten kommen diese Stellen; eine Antwort enthalten sie vermutlich nicht.",
        "These passages come closest; they probably do not hold an answer.",
    ),
    "sources.open": ("Fundstelle {n} öffnen: {title}", "Open source {n}: {title}"),
    "sources.show": ("Zu Fundstelle {n}", "Go to source {n}"),
    "sources.unused": ("Gefunden, in der Antwort nicht verwendet", "Found, not used in the answer"),
    "passage.page": ("Seite {n}", "Page {n}"),
    "passage.rows": ("Zeilen {rows}", "Rows {rows}"),
    "passage.undated": ("ohne Datum", "undated"),
    "kind.methodology": ("Methodik", "Methodology"),
    "kind.note": ("Notiz", "Note"),
    "kind.lesson": ("Lehre", "Lesson"),
    "kind.risk": ("Risiko", "Risk"),
    "kind.other": ("Sonstiges", "Other"),
    # --- opened document ---
    "reader.close": ("Schließen", "Close"),
    "reader.text": ("Text", "Text"),
    "reader.page": ("Seite als Bild", "Page as image"),
    "reader.page_loading": ("Seite {n} als Bild zeigen", "Show page {n} as an image"),
    "page.larger": ("Vergrößern", "Enlarge"),
    "page.alt": ("Seite {n} aus „{title}“ als Bild", "Page {n} of “{title}” as an image"),
    "page.alt_marked": (
        "Seite {n} aus „{title}“ als Bild, die Fundstelle ist markiert",
        "Page {n} of “{title}” as an image, the source is marked",
    ),
    "page.not_found": (
        "Die Fundstelle ließ sich auf dieser Seite nicht markieren. Im Text ist sie markiert.",
        "The source could not be marked on this page. It is marked in the text.",
    ),
    "page.scan": (
        "Diese Seite ist ein Bild ohne Textebene, deshalb ist nichts markiert.",
        "This page is a picture without a text layer, so nothing is marked.",
    ),
    "reader.whole": ("Ganzes Dokument zeigen", "Show the whole document"),
    "reader.cited": ("Fundstelle {n}", "Source {n}"),
    "reader.gone": (
        "Das Dokument ist nicht mehr im Bestand. Laden Sie es bei Bedarf erneut hoch.",
        "The document is no longer stored. Upload it again if you need it.",
    ),
    "reader.cut": (
        "Gezeigt werden die ersten {shown} von {total} Textstellen.",
        "The first {shown} of {total} passages are shown.",
    ),
    # --- documents ---
    "upload.heading": ("Dokumente hochladen", "Upload documents"),
    "upload.project": ("Projekt", "Project"),
    "upload.project_info": ("Vorhandenes wählen oder neuen Namen eingeben", "Choose one or type a new name"),
    "upload.kind": ("Art der Unterlage", "Kind of document"),
    "upload.button": ("Dateien auswählen …", "Choose files …"),
    "upload.drop": (
        "oder Dateien hierher ziehen. PDF, Word, PowerPoint, Excel, CSV, E-Mail, HTML, Markdown, Text; "
        "bis {megabytes} MB je Datei. Nichts verlässt diesen Rechner.",
        "or drop files here. PDF, Word, PowerPoint, Excel, CSV, e-mail, HTML, Markdown, text; "
        "up to {megabytes} MB a file. Nothing leaves this machine.",
    ),
    "upload.running": ("Datei {done} von {total} wird gelesen: {file}", "Reading file {done} of {total}: {file}"),
    "upload.project_missing": (
        "Nennen Sie ein Projekt, bevor Sie Dateien hochladen.",
        "Name a project before you upload files.",
    ),
    "report.heading": ("Lesebericht", "Reading report"),
    "report.added.one": ("{n} Dokument aufgenommen", "{n} document added"),
    "report.added.many": ("{n} Dokumente aufgenommen", "{n} documents added"),
    "report.updated.one": ("{n} Dokument ersetzt", "{n} document updated"),
    "report.updated.many": ("{n} Dokumente ersetzt", "{n} documents updated"),
    "report.unchanged.one": ("{n} Dokument unverändert", "{n} document unchanged"),
    "report.unchanged.many": ("{n} Dokumente unverändert", "{n} documents unchanged"),
    "report.moved.one": ("{n} Dokument verschoben", "{n} document moved"),
    "report.moved.many": ("{n} Dokumente verschoben", "{n} documents moved"),
    "report.removed.one": ("{n} Dokument entfernt", "{n} document removed"),
    "report.removed.many": ("{n} Dokumente entfernt", "{n} documents removed"),
    "report.skipped.one": ("{n} Datei übersprungen", "{n} file skipped"),
    "report.skipped.many": ("{n} Dateien übersprungen", "{n} files skipped"),
    "report.passages": ("{passages} in {seconds}\u00a0s", "{passages} in {seconds}\u00a0s"),
    "report.unreadable": ("Nicht lesbar", "Unreadable"),
    "report.duplicates": ("Schon vorhanden", "Already stored"),
    "report.duplicate": ("hat denselben Inhalt wie {other}", "has the same content as {other}"),
    "report.pages": ("Seiten ohne Text", "Pages without text"),
    "report.page_list": (
        "{pages} – vermutlich gescannt; ohne Texterkennung (OCR) nicht auffindbar",
        "{pages} – probably scanned; not found without text recognition (OCR)",
    ),
    "list.heading": ("Bestand", "Stored documents"),
    "list.search": ("Bestand durchsuchen", "Search the stored documents"),
    "list.placeholder": ("Titel, Dateiname, Projekt oder Art", "Title, file name, project or kind"),
    "list.refresh": ("Aktualisieren", "Refresh"),
    "list.count": ("{shown} von {total}", "{shown} of {total}"),
    "list.more": (
        "Die ersten {shown} Treffer. Schränken Sie die Suche ein, um weitere zu sehen.",
        "The first {shown} hits. Narrow the search to see others.",
    ),
    "list.empty": (
        "Noch keine Dokumente. Laden Sie welche hoch, oder nehmen Sie einen Ordner auf: python ingest.py PFAD",
        "No documents yet. Upload some, or take in a folder: python ingest.py PATH",
    ),
    "list.nothing": ("Kein Dokument passt zu dieser Suche.", "No document matches this search."),
    "column.title": ("Titel und Datei", "Title and file"),
    "column.project": ("Projekt", "Project"),
    "column.kind": ("Art", "Kind"),
    "column.date": ("Datum", "Date"),
    "column.language": ("Sprache", "Language"),
    "column.passages": ("Textstellen", "Passages"),
    "column.pages": ("Seiten ohne Text", "Pages without text"),
    "column.actions": ("Aktionen", "Actions"),
    "list.open": ("Öffnen", "Open"),
    "list.delete": ("Löschen", "Delete"),
    "list.delete_named": ("{title} löschen", "Delete {title}"),
    "delete.upload": (
        "„{title}“ löschen? Die hochgeladene Datei wird von der Festplatte gelöscht und verschwindet aus der Suche. "
        "Das lässt sich nicht rückgängig machen.",
        "Delete “{title}”? The uploaded file is deleted from disk and leaves the search. This cannot be undone.",
    ),
    "delete.indexed": (
        "„{title}“ aus dem Bestand nehmen? Die Datei {path} bleibt liegen und wird beim nächsten Einlesen ihres "
        "Ordners wieder aufgenommen.",
        "Take “{title}” out of the stored documents? The file {path} stays where it is and is taken in again when "
        "its folder is read next.",
    ),
    "delete.confirm": ("Endgültig löschen", "Delete for good"),
    "delete.confirm_indexed": ("Aus dem Bestand nehmen", "Take out"),
    "delete.cancel": ("Abbrechen", "Cancel"),
    "delete.done": ("„{title}“ wurde entfernt.", "“{title}” was removed."),
    "delete.gone": ("Das Dokument war schon entfernt.", "The document had already been removed."),
    # --- start ---
    "start.address": ("Der Assistent läuft unter {address}", "The assistant is running at {address}"),
    **CHAT_TEXTS,
    **ANSWER_CARD_TEXTS,
    **CONVERSATION_TEXTS,
    **GOAL_TEXTS,
    **TREE_TEXTS,
    **LESSON_TEXTS,
    **MODEL_TEXTS,
    **RISK_TEXTS,
    **SCREENING_TEXTS,
    **PROPOSAL_TEXTS,
}

EXAMPLES = ("example.1", "example.2", "example.3", "example.4")
# Stands where a fact is missing.
NOTHING = "–"


def say(name: str, language: str, /, **fields: object) -> str:
    """The text `name` in 'de' or 'en' with its placeholders filled; plain text, not HTML."""
    german, english = TEXTS[name]
    return (german if language == "de" else english).format(**fields)


def counted(name: str, n: int, language: str, /, **fields: object) -> str:
    """A number with its noun, '1 Dokument' or '1.234 Dokumente'."""
    return say(f"{name}.{'one' if n == 1 else 'many'}", language, n=number(n, language), **fields)


def number(n: int, language: str) -> str:
    """A whole number with the language's thousands separator."""
    return f"{n:,}".replace(",", "." if language == "de" else ",")


def seconds(value: float, language: str) -> str:
    """Seconds with one decimal place, decimal comma in German."""
    text = f"{value:.1f}"
    return text.replace(".", ",") if language == "de" else text


def day(iso: str | None, language: str) -> str:
    """An ISO date as a reader writes it: 03.12.2024 or 3 Dec 2024."""
    if not iso:
        return NOTHING
    try:
        value = date.fromisoformat(iso[:10])
    except ValueError:  # a date as the document words it
        return iso
    if language == "de":
        return f"{value.day:02}.{value.month:02}.{value.year}"
    return f"{value.day} {_ENGLISH_MONTHS[value.month - 1]} {value.year}"


def kind_name(kind: Kind, language: str) -> str:
    """What a kind of document is called."""
    return say(f"kind.{kind}", language)


def preferred_language(accept_language: str | None, default: str) -> str:
    """'de' or 'en' from an Accept-Language header (RFC 9110, 12.5.4); `default` where it names neither."""
    best, best_quality = default, 0.0
    for part in (accept_language or "").split(","):
        tag, *parameters = (piece.strip() for piece in part.split(";"))
        language = tag.lower().split("-")[0]
        quality = _quality(parameters)
        if language in ("de", "en") and quality > best_quality:
            best, best_quality = language, quality
    return best


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            digits = value.strip()
            return float(digits) if digits.replace(".", "", 1).isdecimal() else 0.0
    return 1.0


_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
