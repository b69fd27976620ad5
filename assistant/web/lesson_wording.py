"""Every text of the tab for lessons, in German and English, as `wording` says them.

Texts alone; what phases and topics are called stands in `lessons.subjects`.
"""

# name: (German, English); both carry the same placeholders.
LESSON_TEXTS: dict[str, tuple[str, str]] = {
    "tab.lessons": ("Lehren", "Lessons"),
    "lessons.search_tab": ("Suchen", "Search"),
    "lessons.capture_tab": ("Erfassen", "Record"),
    "lessons.candidates_tab": ("Aus Protokollen", "From minutes"),
    # --- search ---
    "lessons.query": ("Lehren durchsuchen", "Search the lessons"),
    "lessons.placeholder": (
        "Worum geht es? Zum Beispiel: Betriebsrat einbeziehen. Leer: die neuesten Lehren",
        "What is it about? For example: involving the works council. Empty: the newest lessons",
    ),
    "lessons.search": ("Suchen", "Search"),
    "lessons.facets": ("Eingrenzen", "Narrow down"),
    "lessons.facet.project": ("Projekt", "Project"),
    "lessons.facet.kind": ("Art", "Kind"),
    "lessons.facet.phase": ("Phase", "Phase"),
    "lessons.facet.topic": ("Thema", "Topic"),
    "lessons.facet.year": ("Jahr", "Year"),
    "lessons.facet.language": ("Sprache", "Language"),
    "lessons.more_values": ("{n} weitere", "{n} more"),
    "lessons.chosen": ("Gewählte Filter", "Filters chosen"),
    "lessons.remove": ("Filter „{choice}“ aufheben", "Lift the filter “{choice}”"),
    "lessons.clear": ("Alle Filter aufheben", "Lift all filters"),
    "lessons.count": ("{shown} von {hits}, die besten zuerst", "{shown} of {hits}, the best first"),
    "lessons.hits.one": ("{n} Treffer", "{n} hit"),
    "lessons.hits.many": ("{n} Treffern", "{n} hits"),
    "lessons.newest": (
        "{lessons} aus {documents}, die neuesten zuerst",
        "{lessons} from {documents}, the newest first",
    ),
    "lessons.lessons.one": ("{n} Lehre", "{n} lesson"),
    "lessons.lessons.many": ("{n} Lehren", "{n} lessons"),
    "lessons.entries.one": ("{n} Eintrag", "{n} entry"),
    "lessons.entries.many": ("{n} Einträge", "{n} entries"),
    "lessons.documents.one": ("{n} Unterlage", "{n} document"),
    "lessons.documents.many": ("{n} Unterlagen", "{n} documents"),
    "lessons.more": ("Weitere Lehren zeigen", "Show more lessons"),
    "lessons.weak": ("passt nur entfernt", "fits only loosely"),
    "lessons.weak_all": (
        "Keine Lehre passt deutlich zu Ihren Worten; diese kommen am nächsten.",
        "No lesson clearly fits your words; these come closest.",
    ),
    "lessons.excluded": (
        "Keine Lehre passt zu allen Filtern. Ohne einen davon gäbe es Treffer:",
        "No lesson fits all filters. Without one of them there would be hits:",
    ),
    "lessons.excluding": ("„{choice}“ schließt alle aus.", "“{choice}” excludes all of them."),
    "lessons.lift": ("Filter aufheben", "Lift filter"),
    "lessons.excluded_together": (
        "Keine Lehre passt zu dieser Verbindung von Filtern.",
        "No lesson fits this combination of filters.",
    ),
    "lessons.no_hit": (
        "Dazu gibt es nichts in den Unterlagen. Versuchen Sie andere Wörter.",
        "The documents hold nothing on this. Try other words.",
    ),
    "lessons.empty": ("Noch keine Lehren. So kommen welche hinein:", "No lessons yet. This is how they get in:"),
    "lessons.empty_upload": (
        "Laden Sie im Reiter „Dokumente“ Abschlussberichte und Lehren früherer Projekte hoch, Art „Lehre“.",
        "Upload final reports and lessons of earlier projects in the tab “Documents”, kind “Lesson”.",
    ),
    "lessons.empty_folder": (
        "Oder nehmen Sie einen ganzen Ordner auf: python ingest.py PFAD",
        "Or take in a whole folder: python ingest.py PATH",
    ),
    "lessons.empty_capture": (
        "Schreiben Sie eine Lehre selbst auf, unter „Erfassen“.",
        "Write a lesson down yourself, under “Record”.",
    ),
    "lessons.empty_candidates": (
        "Gewinnen Sie Lehren aus Protokollen und Retrospektiven, unter „Aus Protokollen“.",
        "Draw lessons from minutes and retrospectives, under “From minutes”.",
    ),
    # --- cards ---
    "lessons.points": ("Was beim nächsten Mal anders zu machen ist", "What to do differently"),
    "lessons.cite": ("Beleg {n} öffnen: {title}", "Open source {n}: {title}"),
    "lessons.part.situation": ("Situation", "Situation"),
    "lessons.part.cause": ("Ursache", "Cause"),
    "lessons.part.lesson": ("Lehre", "Lesson"),
    "lessons.part.recommendation": ("Empfehlung", "Recommendation"),
    "lessons.part.excerpt": ("Auszug", "Excerpt"),
    "lessons.open_part": ("{part} von Treffer {n} im Dokument zeigen", "Show {part} of hit {n} in the document"),
    "lessons.overridden": ("Überholt durch", "Overridden by"),
    "lessons.risk": ("Als Risiko vormerken", "Note as a risk"),
    "lessons.risk_named": ("„{title}“ als Risiko vormerken", "Note “{title}” as a risk"),
    # --- form ---
    "lessons.capture": ("Eine Lehre erfassen", "Record a lesson"),
    "lessons.capture_hint": (
        "Gespeichert wird erst, wenn Sie die Zusammenfassung bestätigen.",
        "Nothing is stored before you confirm the summary.",
    ),
    "lessons.field.title": ("Titel", "Title"),
    "lessons.field.project": ("Projekt", "Project"),
    "lessons.field.date": ("Datum", "Date"),
    "lessons.field.situation": ("Situation: Was ist geschehen?", "Situation: what happened?"),
    "lessons.field.lesson": ("Lehre: Was wurde daraus gelernt?", "Lesson: what was learned from it?"),
    "lessons.field.recommendation": (
        "Empfehlung: Was ist anders zu machen? Ein Punkt je Zeile",
        "Recommendation: what is to be done differently? One point a line",
    ),
    "lessons.field.phase": ("Phase", "Phase"),
    "lessons.field.topics": ("Themen", "Topics"),
    "lessons.field.language": ("Sprache", "Language"),
    "lessons.field.source": ("Quelle", "Source"),
    "lessons.example.title": ("Betriebsrat vor dem Pilot einbeziehen", "Involve the works council before the pilot"),
    "lessons.example.date": ("30.06.2027", "30 June 2027"),
    "lessons.example.situation": (
        "Der Pilot begann sechs Wochen später, weil die Betriebsvereinbarung fehlte.",
        "The pilot began six weeks late because there was no agreement with the works council.",
    ),
    "lessons.example.lesson": (
        "Wer erst nach der Vorführung fragt, wartet auf die Zustimmung.",
        "Those who ask only after the demonstration wait for consent.",
    ),
    "lessons.example.recommendation": (
        "Den Betriebsrat vor der ersten Vorführung einladen.",
        "Invite the works council before the first demonstration.",
    ),
    "lessons.no_phase": ("keine Angabe", "not stated"),
    "lessons.next": ("Weiter zur Zusammenfassung", "Continue to the summary"),
    "lessons.empty_form": ("Formular leeren", "Empty the form"),
    "lessons.summary": ("So wird die Lehre gespeichert", "This is how the lesson is stored"),
    "lessons.confirm": ("Lehre speichern", "Store lesson"),
    "lessons.back": ("Zurück", "Back"),
    "lessons.stored": ("Die Lehre „{title}“ ist gespeichert.", "The lesson “{title}” is stored."),
    "lessons.show": ("In der Suche zeigen", "Show in the search"),
    "lessons.duplicate": (
        "Diese Lehre gibt es schon mit demselben Inhalt: {document}. Es wurde nichts gespeichert.",
        "This lesson exists already with the same content: {document}. Nothing was stored.",
    ),
    "lessons.problem.title": ("Geben Sie der Lehre einen Titel.", "Give the lesson a title."),
    "lessons.problem.project": (
        "Wählen Sie das Projekt, aus dem die Lehre stammt, oder geben Sie einen neuen Namen ein.",
        "Choose the project the lesson comes from, or type a new name.",
    ),
    "lessons.problem.lesson": (
        "Schreiben Sie auf, was gelernt wurde oder was zu empfehlen ist.",
        "Write down what was learned or what is recommended.",
    ),
    "lessons.problem.day": (
        "„{value}“ ist kein Tag mit Jahr. Schreiben Sie zum Beispiel 30.06.2026.",
        "“{value}” is no day with a year. Write for example 30 June 2026.",
    ),
    "lessons.problem.future": ("Der Tag liegt in der Zukunft.", "The day lies in the future."),
    # --- candidates ---
    "candidates.search": ("Protokoll oder Retrospektive wählen", "Choose minutes or a retrospective"),
    "candidates.placeholder": ("Titel, Dateiname oder Projekt", "Title, file name or project"),
    "candidates.documents": ("Dokumente", "Documents"),
    "candidates.no_match": ("Kein Dokument passt zu dieser Suche.", "No document matches this search."),
    "candidates.no_documents": (
        "Noch keine Protokolle. Laden Sie welche im Reiter „Dokumente“ hoch, Art „Notiz“.",
        "No minutes yet. Upload some in the tab “Documents”, kind “Note”.",
    ),
    "candidates.more": (
        "Die ersten {shown} von {total}. Schränken Sie die Suche ein, um andere zu sehen.",
        "The first {shown} of {total}. Narrow the search to see others.",
    ),
    "candidates.choose": (
        "Wählen Sie ein Dokument. Gesucht wird nach Sätzen, aus denen sich lernen lässt: „beim nächsten Mal“, „hätten "
        "wir früher“, Listen und Tabellen aus Retrospektiven. Gespeichert wird nur, was Sie bestätigen.",
        "Choose a document. It is looked through for sentences to learn from: “next time”, “we should have”, lists and "
        "tables of retrospectives. Only what you confirm is stored.",
    ),
    "candidates.of": ("Kandidaten aus „{title}“", "Candidates from “{title}”"),
    "candidates.none": (
        "In diesem Dokument wurde nichts gefunden, das nach einer Lehre klingt. Sie können sie unter „Erfassen“ "
        "selbst aufschreiben.",
        "Nothing in this document sounds like a lesson. You can write it down yourself under “Record”.",
    ),
    "candidates.count.one": ("{n} Kandidat", "{n} candidate"),
    "candidates.count.many": ("{n} Kandidaten", "{n} candidates"),
    "candidates.hint": (
        "Regeln haben diese Stellen gefunden; nicht jede ist eine Lehre.",
        "Rules found these places; not every one is a lesson.",
    ),
    "candidates.sign.label": ("im Text so benannt", "named so in the text"),
    "candidates.sign.heading": ("steht unter dieser Überschrift", "stands under this heading"),
    "candidates.sign.phrase": ("an der Wendung erkannt", "recognised by its phrase"),
    "candidates.sign.retrospective": ("aus einer Retrospektive", "from a retrospective"),
    "candidates.before": ("Davor: {text}", "Before it: {text}"),
    "candidates.source": ("Stelle {n} öffnen", "Open place {n}"),
    "candidates.tick": ("Auswählen", "Select"),
    "candidates.ticked": ("✓ Ausgewählt", "✓ Selected"),
    "candidates.reject": ("Verwerfen", "Reject"),
    "candidates.take_back": ("Zurückholen", "Take back"),
    "candidates.stored": ("als Lehre gespeichert", "stored as a lesson"),
    "candidates.rejected.one": ("{n} verworfen", "{n} rejected"),
    "candidates.rejected.many": ("{n} verworfen", "{n} rejected"),
    "candidates.tick_first": (
        "Wählen Sie aus, was eine Lehre werden soll.",
        "Select what is to become a lesson.",
    ),
    "candidates.ticked_count.one": ("{n} ausgewählt:", "{n} selected:"),
    "candidates.ticked_count.many": ("{n} ausgewählt:", "{n} selected:"),
    "candidates.one": ("Als Lehre bearbeiten …", "Edit as a lesson …"),
    "candidates.each": ("Einzeln bearbeiten …", "Edit one by one …"),
    "candidates.together": ("Zu einer Lehre zusammenfassen …", "Combine into one lesson …"),
    "candidates.looking": ("Kandidat als Lehre bearbeiten", "Edit the candidate as a lesson"),
    "candidates.looking_left": (
        "Kandidat als Lehre bearbeiten (danach noch {n})",
        "Edit the candidate as a lesson ({n} more after it)",
    ),
    "candidates.looking_hint": (
        "Quelle: {source}. Gespeichert wird erst, wenn Sie die Zusammenfassung bestätigen.",
        "Source: {source}. Nothing is stored before you confirm the summary.",
    ),
    "candidates.word": ("Vom Modell formulieren lassen", "Let the model word it"),
    "candidates.wording": (
        "Das Modell formuliert; das kann einige Minuten dauern. Sie können weiterschreiben.",
        "The model is wording it; this may take a few minutes. You can go on typing.",
    ),
    "candidates.stop": ("Anhalten", "Stop"),
    "candidates.worded": (
        "Vom Modell formuliert, bitte prüfen: {fields}.",
        "Worded by the model, please check: {fields}.",
    ),
    "candidates.nothing_worded": (
        "Das Modell hat nichts Besseres geschrieben; der Wortlaut bleibt.",
        "The model wrote nothing better; the wording stays.",
    ),
    "candidates.refused": ("Nicht übernommen: {fields}.", "Not taken over: {fields}."),
    "candidates.other_language": (
        "nicht durchgehend in der Sprache der Lehre: {detail}",
        "not in the language of the lesson throughout: {detail}",
    ),
    "candidates.own_words": (
        "Von Ihnen geändert und daher unberührt: {fields}.",
        "Changed by you and therefore left alone: {fields}.",
    ),
    "candidates.unword": ("Wortlaut des Dokuments zurückholen", "Bring the document’s wording back"),
    "candidates.skip": ("Nicht speichern", "Do not store"),
}
