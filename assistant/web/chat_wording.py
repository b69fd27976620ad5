"""Every text about questions and answers, in German and English."""

# name: (German, English); both carry the same placeholders.
CHAT_TEXTS: dict[str, tuple[str, str]] = {
    # --- question ---
    "question.label": ("Ihre Frage", "Your question"),
    "question.placeholder": (
        "Frage zu Zielen, Risiken, Lehren, Beschlüssen",
        "Question about goals, risks, lessons, decisions",
    ),
    "question.hint": (
        "Enter sendet, Umschalt + Enter beginnt eine neue Zeile.",
        "Enter sends, Shift + Enter starts a new line.",
    ),
    "question.send": ("Fragen", "Ask"),
    "question.stop": ("Anhalten", "Stop"),
    "filter.show": ("Eingrenzen", "Narrow down"),
    "filter.project": ("Projekt", "Project"),
    "filter.every_project": ("Alle Projekte", "All projects"),
    "filter.kind": ("Art der Unterlage", "Kind of document"),
    "filter.every_kind": ("Alle Arten", "All kinds"),
    "effort.label": ("Zeit für die Antwort, höchstens", "Time for the answer, at most"),
    "effort.short": ("Kurz · {seconds}\u00a0s", "Short · {seconds}\u00a0s"),
    "effort.thorough": ("Gründlich · {seconds}\u00a0s", "Thorough · {seconds}\u00a0s"),
    "examples.heading": ("Fragen Sie Ihre Projektunterlagen", "Ask your project records"),
    "examples.text": (
        "Jede Antwort nennt ihre Fundstellen. Steht in den Dokumenten nichts dazu, sagt der Assistent das. "
        "Zum Ausprobieren enthält er eine Methodensammlung und drei erfundene Beispielprojekte.",
        "Every answer names its sources. If the documents hold nothing on it, the assistant says so. "
        "To try it out, it comes with a collection of methods and three fictional example projects.",
    ),
    "example.1": (
        "Wie wird aus „deutlich zurückgehen“ ein messbares Geschäftsziel?",
        "What happened when the provider silently updated the model?",
    ),
    "example.2": (
        "Warum begann der Pilot der Pumpenwartung 21 Wochen später, und was lernt man daraus?",
        "Why is a gold set used for tuning no longer a test?",
    ),
    "example.3": (
        "Wie bewertet man Eintrittswahrscheinlichkeit und Auswirkung eines Risikos?",
        "When should the privacy assessment start?",
    ),
    "example.4": (
        "Wie teilt man Testdaten auf, damit die Genauigkeit nicht zu gut aussieht?",
        "How should errors of the assistant be told to customers?",
    ),
    "mode.label": ("Aufgabe", "Task"),
    "mode.auto": ("Automatisch erkennen", "Recognise automatically"),
    "mode.answer": ("Frage beantworten", "Answer a question"),
    "mode.goal": ("Ziel prüfen und formulieren", "Check and word a goal"),
    "mode.risks": ("Risiken vorschlagen oder nachschlagen", "Propose or look up risks"),
    "mode.lessons": ("Lehren aus Projekten finden", "Find lessons of past projects"),
    "chip.answer": ("Frage", "Question"),
    "chip.goal": ("Ziel", "Goal"),
    "chip.risks": ("Risiken", "Risks"),
    "chip.lessons": ("Lehren", "Lessons"),
    "chip.recognised": ("Erkannt: {mode}", "Recognised: {mode}"),
    "chip.chosen": ("Gewählt: {mode}", "Chosen: {mode}"),
    "chip.hint": ("Stattdessen:", "Instead:"),
    # --- what is going on ---
    "answer.searching": ("Suche in den Dokumenten …", "Searching the documents …"),
    "answer.reading": (
        "Fundstellen stehen bereit. Das Sprachmodell liest sie",
        "The sources are ready. The language model is reading them",
    ),
    "answer.writing": (
        "Entwurf, noch ungeprüft. Das Sprachmodell schreibt",
        "Draft, not checked yet. The language model is writing",
    ),
    "answer.queued.one": (
        "Fundstellen stehen bereit. {n} Anfrage vor Ihnen",
        "The sources are ready. {n} request before yours",
    ),
    "answer.queued.many": (
        "Fundstellen stehen bereit. {n} Anfragen vor Ihnen",
        "The sources are ready. {n} requests before yours",
    ),
    "estimate.whole": (
        "erstes Wort in etwa {first}, fertig in etwa {total}",
        "first word in about {first}, done in about {total}",
    ),
    "estimate.end": ("fertig in etwa {total} ab der Frage", "done about {total} after the question"),
    "answer.running_label": ("seit der Frage", "since the question"),
    "answer.stopped": ("Angehalten. Die Fundstellen bleiben stehen.", "Stopped. The sources stay."),
    "answer.stopped_draft": (
        "Angehalten. Der Text darüber ist unvollständig und ungeprüft; die Fundstellen bleiben stehen.",
        "Stopped. The text above is incomplete and unchecked; the sources stay.",
    ),
    "answer.interrupted": (
        "Unterbrochen: Der Assistent wurde während der Antwort beendet. Was schon da war, ist ungeprüft.",
        "Interrupted: the assistant was shut down while answering. What was there is unchecked.",
    ),
    # --- who wrote it ---
    "answer.by_model": (
        "Vom Sprachmodell formuliert, jeder Satz mit den Fundstellen abgeglichen ·\u00a0{seconds}\u00a0s",
        "Worded by the language model, each sentence compared with the sources ·\u00a0{seconds}\u00a0s",
    ),
    "answer.goal_by_rules": (
        "Nach Regeln geprüft und formuliert, ohne Modelltext ·\u00a0{seconds}\u00a0s",
        "Checked and worded by rules, no model text ·\u00a0{seconds}\u00a0s",
    ),
    "answer.goal_by_model": (
        "Nach Regeln geprüft, vom Sprachmodell formuliert und nachgeprüft ·\u00a0{seconds}\u00a0s",
        "Checked by rules, worded by the language model and checked again ·\u00a0{seconds}\u00a0s",
    ),
    "answer.by_rules": (
        "Wörtliche Zitate aus den Fundstellen, {why} ·\u00a0{seconds}\u00a0s",
        "Word-for-word quotations from the sources, {why} ·\u00a0{seconds}\u00a0s",
    ),
    "why.language": (
        "weil das Modell nicht in der Sprache der Frage schrieb",
        "because the model did not write in the language of the question",
    ),
    "why.unsupported": (
        "weil der Text des Modells Aussagen ohne Beleg enthielt",
        "because the model's text held statements without evidence",
    ),
    "why.repetition": ("weil das Modell sich wiederholte", "because the model repeated itself"),
    "why.empty": ("weil das Modell keinen Text lieferte", "because the model gave no text"),
    "why.failed": ("weil das Modell abbrach", "because the model broke off"),
    "why.unable_de": (
        "weil das Sprachmodell kein Deutsch schreibt",
        "because the language model does not write German",
    ),
    "why.unable_en": (
        "weil das Sprachmodell kein Englisch schreibt",
        "because the language model does not write English",
    ),
    "why.loading": ("weil das Sprachmodell noch lud", "because the language model was still loading"),
    "why.missing": ("weil kein Sprachmodell bereitstand", "because no language model was available"),
    "why.joint": (" und ", " and "),
    "answer.nothing": (
        "Durchsucht: {filters}. Das Sprachmodell wurde nicht gefragt ·\u00a0{seconds}\u00a0s",
        "Searched: {filters}. The language model was not asked ·\u00a0{seconds}\u00a0s",
    ),
    "answer.nothing_everywhere": ("alle Dokumente", "all documents"),
    "answer.nothing_filters": ("nur {filters}", "only {filters}"),
    "answer.nothing_stored": (
        "Es sind noch keine Dokumente aufgenommen. Laden Sie welche unter „Dokumente“ hoch.",
        "No documents have been taken in yet. Upload some under “Documents”.",
    ),
    # --- support of the sentences ---
    "support.quoted": ("wörtlich belegt", "quoted"),
    "support.similar": ("sinngemäß belegt", "similar in meaning"),
    "support.unsupported": ("nicht belegt", "no evidence"),
    "support.quoted.count": ("{n} wörtlich belegt", "{n} quoted"),
    "support.similar.count": ("{n} sinngemäß", "{n} similar in meaning"),
    "support.unsupported.count": ("{n} nicht belegt", "{n} without evidence"),
    "sentences.one": ("{n} Satz", "{n} sentence"),
    "sentences.many": ("{n} Sätze", "{n} sentences"),
    "support.quoted.meaning": (
        "Die Wörter des Satzes stehen in dieser Reihenfolge in der Fundstelle.",
        "The words of the sentence stand in this order in the source.",
    ),
    "support.similar.meaning": (
        "Die Fundstelle sagt es mit anderen Worten; Zahlen, Daten und Namen stehen in ihr.",
        "The source says it in other words; numbers, dates and names stand in it.",
    ),
    "support.unsupported.meaning": (
        "Keine Fundstelle trägt diesen Satz. Prüfen Sie ihn, bevor Sie ihn verwenden.",
        "No source carries this sentence. Check it before you use it.",
    ),
    "corrected.heading": ("Berichtigte Fundstellenangaben", "Corrected citations"),
    "corrected.added": ("Fundstelle ergänzt", "citation added"),
    "corrected.moved": ("Fundstelle berichtigt", "citation corrected"),
    "corrected.removed": ("falsche Fundstelle gestrichen", "wrong citation removed"),
    "draft.heading": ("Text des Modells, nicht belegt", "The model's text, without evidence"),
    "draft.unchecked": ("Text des Modells, nicht verwendet", "The model's text, not used"),
    # --- what can be done with an answer ---
    "answer.actions": ("Antwort {n}", "Answer {n}"),
    "answer.copy": ("Kopieren", "Copy"),
    "answer.copied": ("Kopiert", "Copied"),
    "answer.again": ("Neu antworten", "Answer again"),
    "answer.edit": ("Bearbeiten", "Edit"),
    "answer.edit_label": ("Frage bearbeiten", "Edit the question"),
    "answer.edit_hint": (
        "Beginnt ein neues Gespräch ab dieser Stelle; das bisherige bleibt erhalten.",
        "Starts a new conversation from here; the present one is kept.",
    ),
    "answer.resend": ("Senden", "Send"),
    "answer.cancel": ("Abbrechen", "Cancel"),
    "feedback.good": ("Hilfreich", "Helpful"),
    "feedback.bad": ("Nicht hilfreich", "Not helpful"),
    "feedback.remark": ("Anmerkung (freiwillig)", "Remark (optional)"),
    "feedback.add": ("Anmerkung hinzufügen", "Add a remark"),
    "feedback.change": ("Ihre Anmerkung: {remark}", "Your remark: {remark}"),
    "feedback.save": ("Anmerkung speichern", "Save the remark"),
    # --- said to a screen reader ---
    "state.searching": ("Suche läuft.", "Searching."),
    "state.found.one": ("{n} Fundstelle gefunden.", "{n} source found."),
    "state.found.many": ("{n} Fundstellen gefunden.", "{n} sources found."),
    "state.finished": ("Antwort fertig. {counts}", "Answer ready. {counts}"),
    "state.refused": ("Nichts gefunden.", "Nothing found."),
    "state.stopped": ("Angehalten.", "Stopped."),
}
