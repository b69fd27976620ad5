"""Every error the assistant raises on purpose, worded in German and English.

Each class says when it happens; its two texts say what, which and how to repair. Nothing here decides how an
error is shown: the page and the command line do that, and nobody else catches these.
"""

from typing import ClassVar


class AssistantError(Exception):
    """Root of all errors that a person is meant to read.

    `fields` fill the placeholders of both texts; a missing field is a programming mistake and raises KeyError.
    """

    german: ClassVar[str] = "{detail}"
    english: ClassVar[str] = "{detail}"

    def __init__(self, **fields: object) -> None:
        if "detail" in fields:  # a library's words stand inside our sentence
            fields["detail"] = str(fields["detail"]).strip().rstrip(".")
        super().__init__(self.english.format(**fields))
        self.fields = fields

    def in_language(self, language: str) -> str:
        """The text in 'de' or 'en'."""
        return (self.german if language == "de" else self.english).format(**self.fields)

    def __reduce__(self) -> tuple[object, ...]:
        # Errors travel from the reading process to the parent; the default would lose the named fields.
        return (_rebuild, (type(self), self.fields))


def _rebuild(kind: type[AssistantError], fields: dict[str, object]) -> AssistantError:
    return kind(**fields)


# --- documents ---------------------------------------------------------------------------------------------------


class UnreadableDocument(AssistantError):
    """A document gives no text; the subclasses say why. The other documents go on."""


class UnknownFormat(UnreadableDocument):
    german = "Das Format {suffix} wird nicht gelesen. Speichern Sie das Dokument als {alternative}."
    english = "The format {suffix} is not read. Save the document as {alternative}."


class PasswordProtected(UnreadableDocument):
    german = "Das Dokument ist mit einem Kennwort geschützt. Legen Sie eine Kopie ohne Kennwort ab."
    english = "The document is protected by a password. Provide a copy without one."


class DamagedDocument(UnreadableDocument):
    german = "Das Dokument ist beschädigt oder kein echtes {format}-Dokument ({detail}). Speichern Sie es neu."
    english = "The document is damaged or no real {format} document ({detail}). Save it again."


class NoText(UnreadableDocument):
    german = "Das Dokument enthält keinen Text (Scan oder leer). Legen Sie eine Fassung mit Textebene (OCR) ab."
    english = "The document holds no text (a scan, or empty). Provide a version with a text layer (OCR)."


class UnknownEncoding(UnreadableDocument):
    german = "Die Zeichenkodierung ist nicht erkennbar. Speichern Sie die Datei als UTF-8."
    english = "The character encoding cannot be told. Save the file as UTF-8."


class ReadingTooSlow(UnreadableDocument):
    german = "Das Lesen wurde nach {seconds:.0f} Sekunden abgebrochen. Teilen Sie das Dokument auf."
    english = "Reading was stopped after {seconds:.0f} seconds. Split the document."


class ReadingTooLarge(UnreadableDocument):
    german = "Das Lesen brauchte mehr als {megabytes:.0f} MB Arbeitsspeicher. Teilen Sie das Dokument auf."
    english = "Reading needed more than {megabytes:.0f} MB of memory. Split the document."


class NotAccessible(UnreadableDocument):
    german = "Die Datei lässt sich nicht öffnen ({detail}). Prüfen Sie Pfad und Rechte."
    english = "The file cannot be opened ({detail}). Check path and permissions."


class PageMissing(UnreadableDocument):
    german = "Eine Seite {page} gibt es nicht; das Dokument hat {pages} Seiten. Lesen Sie es neu ein."
    english = "There is no page {page}; the document has {pages} pages. Take it in again."


class FileChanged(UnreadableDocument):
    german = "Die Datei wurde seit dem Einlesen geändert. Lesen Sie sie neu ein."
    english = "The file has changed since it was read. Take it in again."


class FileGone(UnreadableDocument):
    german = "Die Datei liegt nicht mehr an ihrem Platz. Legen Sie sie zurück, oder lesen Sie sie neu ein."
    english = "The file is no longer in its place. Put it back, or take it in again."


class PageNotShown(AssistantError):
    """A page cannot be shown as a picture. `reason` is the UnreadableDocument that says why; the text stays."""

    german = "Die Seite aus {document} lässt sich nicht als Bild zeigen. {reason}"
    english = "The page of {document} cannot be shown as an image. {reason}"

    def in_language(self, language: str) -> str:
        """The text in 'de' or 'en', the reason in the same language."""
        template = self.german if language == "de" else self.english
        reason = self.fields["reason"]
        assert isinstance(reason, AssistantError)
        return template.format(**(self.fields | {"reason": reason.in_language(language)}))


# --- set-up ------------------------------------------------------------------------------------------------------


class PathMissing(AssistantError):
    german = "Den Pfad {path} gibt es nicht. Prüfen Sie die Schreibweise."
    english = "The path {path} does not exist. Check the spelling."


class SettingInvalid(AssistantError):
    german = "Die Einstellung {name} hat den Wert {value!r}; erlaubt ist {allowed}."
    english = "The setting {name} has the value {value!r}; allowed is {allowed}."


class DateInvalid(AssistantError):
    german = "Das Datum {value!r} ist kein Tag der Form JJJJ-MM-TT, zum Beispiel 2027-03-31."
    english = "The date {value!r} is no day of the form YYYY-MM-DD, for example 2027-03-31."


class AddressRefused(AssistantError):
    german = (
        "Die Adresse {address} ist von außen erreichbar, und es gibt noch keine Anmeldung. "
        "Verwenden Sie 127.0.0.1, und leiten Sie bei Bedarf über SSH weiter."
    )
    english = (
        "The address {address} can be reached from outside, and there is no login yet. "
        "Use 127.0.0.1 and forward the port over SSH if you need to."
    )


class PortTaken(AssistantError):
    german = (
        "Unter {host}:{port} lässt sich die Seite nicht öffnen ({detail}). Beenden Sie das Programm, das den Port "
        "belegt, oder wählen Sie mit ASSISTANT_PORT einen anderen."
    )
    english = (
        "The page cannot be opened at {host}:{port} ({detail}). Stop the program that uses the port, "
        "or choose another one with ASSISTANT_PORT."
    )


class DataInUse(AssistantError):
    german = (
        "Der Datenordner {folder} wird schon von einem anderen Prozess benutzt. Beenden Sie ihn, "
        "oder wählen Sie mit ASSISTANT_DATA_DIR einen anderen Ordner."
    )
    english = (
        "The data folder {folder} is already used by another process. Stop it, "
        "or choose another folder with ASSISTANT_DATA_DIR."
    )


class StoreDamaged(AssistantError):
    german = (
        "Die Datenbank {path} ist beschädigt ({detail}). "
        "Spielen Sie eine Sicherung ein, oder legen Sie die Datei beiseite."
    )
    english = "The database {path} is damaged ({detail}). Restore a backup, or put the file aside."


class StoreTooNew(AssistantError):
    german = (
        "Die Datenbank {path} stammt aus einer neueren Version ({found} statt {known}). Aktualisieren Sie das Programm."
    )
    english = "The database {path} comes from a newer version ({found} instead of {known}). Update the program."


class StoreUnusable(AssistantError):
    german = "Die Datenbank {path} lässt sich nicht benutzen ({detail}). Prüfen Sie Speicherplatz und Zugriffsrechte."
    english = "The database {path} cannot be used ({detail}). Check disk space and permissions."


class IndexDamaged(AssistantError):
    """An index cannot be read. Whoever opens it rebuilds it from the store."""

    german = "Der Index {folder} ist beschädigt ({detail}). Er wird aus der Datenbank neu aufgebaut."
    english = "The index {folder} is damaged ({detail}). It is rebuilt from the database."


# --- prompts and models ------------------------------------------------------------------------------------------


class PromptMissing(AssistantError):
    german = "Der Prompt {path} fehlt oder ist unlesbar. Stellen Sie die Datei wieder her."
    english = "The prompt {path} is missing or cannot be read. Restore the file."


class PromptIncomplete(AssistantError):
    german = "Im Prompt {path} stimmen die Platzhalter nicht: {detail}."
    english = "The placeholders of the prompt {path} do not fit: {detail}."


class ModelMissing(AssistantError):
    german = "Das Modell {name} ist nicht installiert: {path}. Installieren Sie es mit: {command}"
    english = "The model {name} is not installed: {path}. Install it with: {command}"


class ModelFailed(AssistantError):
    german = "Das Modell {name} konnte nicht arbeiten ({detail}). Die Fundstellen stehen weiter zur Verfügung."
    english = "The model {name} could not work ({detail}). The sources stay available."


class EmbedderFailed(AssistantError):
    german = (
        "Das Einbettungsmodell {name} konnte nicht geladen werden ({detail}). Installieren Sie neu mit: make install"
    )
    english = "The embedding model {name} could not be loaded ({detail}). Install again with: make install"


class QuestionEmpty(AssistantError):
    german = "Bitte geben Sie eine Frage ein."
    english = "Please enter a question."


class QuestionTooLong(AssistantError):
    german = (
        "Die Frage hat {length} Zeichen; erlaubt sind {limit}. "
        "Kürzen Sie sie, oder laden Sie den Text als Dokument hoch."
    )
    english = "The question has {length} characters; {limit} are allowed. Shorten it, or upload the text as a document."


# --- evaluation --------------------------------------------------------------------------------------------------


class SetInvalid(AssistantError):
    """Lines of evaluation sets cannot be used; the fields hold a line of text for each, in both languages."""

    german = "Es wurde nichts ausgewertet. Berichtigen Sie diese Zeilen:\n{german_lines}{english_lines:.0}"
    english = "Nothing was evaluated. Correct these lines:\n{english_lines}{german_lines:.0}"


class SetUnreadable(AssistantError):
    german = "Die Datei {path} ist nicht lesbar ({detail}). Speichern Sie sie als UTF-8, ein JSON-Objekt je Zeile."
    english = "The file {path} cannot be read ({detail}). Save it as UTF-8, one JSON object a line."


class EarlierRunUnreadable(AssistantError):
    german = "{path} ist kein Ergebnis einer Auswertung ({detail}). Schreiben Sie eines mit: eval --out DATEI"
    english = "{path} is no result of an evaluation ({detail}). Write one with: eval --out FILE"


class ResultNotWritten(AssistantError):
    german = "Das Ergebnis lässt sich nicht nach {path} schreiben ({detail}). Wählen Sie mit --out einen anderen Ort."
    english = "The result cannot be written to {path} ({detail}). Choose another place with --out."


# --- goals, risks and tables -------------------------------------------------------------------------------------


class GoalEmpty(AssistantError):
    german = "Bitte geben Sie ein Ziel ein."
    english = "Please enter a goal."


class GoalTooLong(AssistantError):
    german = "Das Ziel hat {length} Zeichen; erlaubt sind {limit}. Kürzen Sie es auf ein bis zwei Sätze."
    english = "The goal has {length} characters; {limit} are allowed. Shorten it to one or two sentences."


class GoalMissing(AssistantError):
    german = "Ein Ziel mit der Nummer {number} gibt es nicht (mehr). Laden Sie den Zielbaum neu."
    english = "There is no goal with the number {number} (any more). Load the goal tree again."


class RiskMissing(AssistantError):
    german = "Ein Risiko mit der Nummer {number} gibt es nicht (mehr). Laden Sie das Risikoregister neu."
    english = "There is no risk with the number {number} (any more). Load the risk register again."


class DescriptionEmpty(AssistantError):
    german = "Bitte beschreiben Sie Ihr Vorhaben in ein paar Sätzen."
    english = "Please describe your project in a few sentences."


class DescriptionTooLong(AssistantError):
    german = "Die Beschreibung hat {length} Zeichen; erlaubt sind {limit}. Kürzen Sie sie auf das Wesentliche."
    english = "The description has {length} characters; {limit} are allowed. Shorten it to the essentials."


class AnswerInvalid(AssistantError):
    german = "„{option}“ ist keine Antwort. Schreiben Sie Feld=Text; Felder sind: {slots}."
    english = "“{option}” is no answer. Write field=text; fields are: {slots}."


class LessonIncomplete(AssistantError):
    german = "Der Lehre fehlt: {missing}. Füllen Sie das Feld aus; alles andere bleibt, wie Sie es geschrieben haben."
    english = "The lesson lacks: {missing}. Fill in the field; everything else stays as you wrote it."


class ScreeningAnswerUnknown(AssistantError):
    german = "„{answer}“ ist keine Antwort auf die Frage {question}. Möglich sind: {options}."
    english = "“{answer}” is no answer to the question {question}. Possible are: {options}."


class ScreeningQuestionUnknown(AssistantError):
    german = (
        "Zur Frage {question} führen die übrigen Antworten nicht. Beantworten Sie zuerst {next}, "
        "oder lassen Sie {question} weg."
    )
    english = "The other answers do not lead to the question {question}. Answer {next} first, or leave {question} out."


class ScreeningAnswersUnreadable(AssistantError):
    german = "„{answer}“ hat nicht die Form Frage=Antwort. Schreiben Sie zum Beispiel: ai_system=yes,union_link=yes."
    english = "“{answer}” does not have the form question=answer. Write for example: ai_system=yes,union_link=yes."


class ScreeningUnfinished(AssistantError):
    german = "Die Einstufung ist nicht abgeschlossen: Die Frage {question} ist offen ({text}). Möglich sind: {options}."
    english = "The screening is not complete: the question {question} is open ({text}). Possible are: {options}."


class CatalogueInvalid(AssistantError):
    german = (
        "Der Katalog {name} ist an der Stelle {entry} fehlerhaft ({detail}). "
        "Berichtigen Sie den Eintrag, oder stellen Sie die Datei wieder her."
    )
    english = "The catalogue {name} is wrong at {entry} ({detail}). Correct the entry, or restore the file."


class TableUnreadable(AssistantError):
    german = "Die Tabelle lässt sich nicht lesen ({detail}). Speichern Sie sie neu als XLSX oder als CSV in UTF-8."
    english = "The table cannot be read ({detail}). Save it again as XLSX, or as CSV in UTF-8."


class TableTooLarge(AssistantError):
    german = (
        "Die Tabelle ist zu groß; erlaubt sind {rows} Zeilen, {columns} Spalten und {megabytes} MB. "
        "Teilen Sie sie auf, oder löschen Sie leere Bereiche."
    )
    english = (
        "The table is too large; {rows} rows, {columns} columns and {megabytes} MB are allowed. "
        "Split it, or delete empty areas."
    )


class CellTooLong(AssistantError):
    german = (
        "In Zeile {row}, Spalte „{column}“ stehen mehr als die {limit} Zeichen, die eine Zelle fasst. "
        "Kürzen Sie den Text."
    )
    english = (
        "Row {row}, column “{column}” holds more than the {limit} characters that fit into a cell. Shorten the text."
    )


# --- conversations -----------------------------------------------------------------------------------------------


class ConversationMissing(AssistantError):
    """Also where it belongs to another browser: whether it exists is nobody else's business."""

    german = "Diese Unterhaltung gibt es nicht (mehr). Wählen Sie eine andere, oder beginnen Sie eine neue."
    english = "There is no such conversation (any more). Choose another one, or begin a new one."


class StoredAnswerUnreadable(AssistantError):
    german = (
        "Die gespeicherte Antwort lässt sich nicht lesen: Sie ist beschädigt oder stammt aus einer anderen Version. "
        "Stellen Sie die Frage noch einmal."
    )
    english = "The stored answer cannot be read: it is damaged or comes from another version. Ask the question again."


class AnswerBroken(AssistantError):
    german = (
        "Die Antwort brach wegen eines Fehlers im Programm ab; Näheres steht im Protokoll. "
        "Stellen Sie die Frage noch einmal."
    )
    english = "The answer broke off because of an error in the program; the log says more. Ask the question again."


class AssistantClosing(AssistantError):
    german = "Der Assistent wird gerade beendet. Stellen Sie die Frage nach dem Neustart noch einmal."
    english = "The assistant is being shut down. Ask the question again after the restart."
