"""Every text of the tab for the screening under the AI Act, in German and English, as `wording` says them.

Questions, results and dates come from the rule file; what page and record both say is worded with the record.
"""

from assistant.risks.screening_record import TEXTS as RECORD_TEXTS

# name: (German, English); both carry the same placeholders.
SCREENING_TEXTS: dict[str, tuple[str, str]] = {
    **{f"record.{name}": texts for name, texts in RECORD_TEXTS.items()},
    "tab.ai-act": ("KI-Verordnung", "AI Act"),
    "screening.intro": (
        "Finden Sie mit Ja-Nein-Fragen heraus, welche Regeln der KI-Verordnung Ihr Vorhaben treffen. Das dauert etwa "
        "zehn Minuten; Ihre Antworten bleiben in diesem Browser.",
        "Find out by simple questions which rules of the EU AI Act concern your project. It takes about ten minutes; "
        "your answers stay in this browser.",
    ),
    "screening.notice": (
        "Nur eine Orientierung. Rechtsstand der Regeln: {day}.",
        "For orientation only. State of the law in the rules: {day}.",
    ),
    "screening.more": ("Wortlaut des Hinweises", "Full notice"),
    "screening.project": ("Name des Vorhabens oder Systems (freiwillig)", "Name of the project or system (optional)"),
    "screening.progress": ("Fortschritt", "Progress"),
    "screening.done": ("erledigt", "done"),
    "screening.skipped": ("nicht gefragt", "not asked"),
    "screening.count": ("Frage {n}, höchstens noch {left}", "Question {n}, at most {left} to go"),
    "screening.count_last": ("Frage {n}, die letzte", "Question {n}, the last one"),
    "screening.count_again": ("Frage {n}, erneut geöffnet", "Question {n}, opened again"),
    "screening.answers": ("Ihre Antwort", "Your answer"),
    "screening.given": ("bisherige Antwort", "present answer"),
    "screening.back": ("Vorige Frage", "Previous question"),
    "screening.forward": ("Antwort so lassen", "Leave the answer as it is"),
    "screening.path": ("Ihr Weg bis hierher ({n})", "Your path so far ({n})"),
    "screening.path_empty": (
        "Hier erscheinen Ihre Antworten. Jede lässt sich später ändern.",
        "Your answers appear here. Each can be changed later.",
    ),
    "screening.change": ("Antwort ändern", "Change answer"),
    "screening.change_named": ("Antwort {n} ändern: {question}", "Change answer {n}: {question}"),
    "screening.carried": (
        "Ihre Antwort ist geändert. Ihre übrigen Antworten gelten weiter; prüfen Sie, ob sie noch passen.",
        "Your answer is changed. Your other answers still hold; check whether they still fit.",
    ),
    "screening.restart": ("Neu beginnen", "Start anew"),
    "screening.restart_question": (
        "Alle Antworten und den Namen verwerfen? Das lässt sich nicht rückgängig machen.",
        "Discard all answers and the name? This cannot be undone.",
    ),
    "screening.restart_confirm": ("Alles verwerfen", "Discard everything"),
    "screening.restart_cancel": ("Abbrechen", "Cancel"),
    "screening.download": ("Protokoll herunterladen (Markdown)", "Download the record (Markdown)"),
    "screening.print": ("Drucken oder als PDF sichern", "Print or save as PDF"),
    "screening.file": ("ki-verordnung", "ai-act"),
    "screening.to_dates": ("Alle Daten mit Quelle", "All dates with their source"),
}
