"""Every text of the tab for goals, in German and English, as `wording` says them.

Texts alone. Reasons and questions about a goal are not here: the rules word them in the goal's own language.
"""

# name: (German, English); both carry the same placeholders.
GOAL_TEXTS: dict[str, tuple[str, str]] = {
    "tab.goals": ("Ziele", "Goals"),
    "goals.check_tab": ("Ziel prüfen", "Check a goal"),
    "goals.tree_tab": ("Zielbaum", "Goal tree"),
    # --- goal field ---
    "goal.label": ("Ihr Ziel", "Your goal"),
    "goal.placeholder": (
        "Ziel in eigenen Worten, zum Beispiel: Kundenservice mit KI verbessern",
        "A goal in your own words, for example: Improve customer service with AI",
    ),
    "goal.hint": (
        "Enter prüft, Umschalt + Enter beginnt eine neue Zeile.",
        "Enter checks, Shift + Enter starts a new line.",
    ),
    "goal.project": ("Projekt (optional)", "Project (optional)"),
    "goal.check": ("Prüfen", "Check"),
    "goal.welcome": (
        "Schreiben Sie ein Ziel auf, so vage es noch ist. Sie sehen sofort, was daran prüfbar ist und was fehlt, und "
        "erhalten einen Vorschlag, der keine Zahl, kein Datum und keinen Namen erfindet.",
        "Write down a goal, however vague it still is. You see at once what can be checked and what is missing, and "
        "get a proposal that invents no number, no date and no name.",
    ),
    "goal.examples": ("Beispiele", "Examples"),
    "goal.example.1": (
        "Wir wollen den Kundenservice mit einem Chatbot deutlich verbessern.",
        "We want to improve customer service significantly with a chatbot.",
    ),
    "goal.example.2": (
        "Durchlaufzeit der Rechnungsprüfung bis Ende Q3 2027 um 25 % senken",
        "Cut the cycle time of invoice approval by 25% by the end of Q3 2027",
    ),
    "goal.example.3": (
        "Das Team Instandhaltung senkt die ungeplanten Stillstände der Pumpen bis 30.06.2027 von 14 auf 9 je Monat.",
        "The maintenance team reduces unplanned pump downtime from 14 to 9 stops a month by 30 June 2027.",
    ),
    # --- criteria ---
    "check.label": ("Prüfung nach SMART", "SMART check"),
    "check.summary": (
        "Geprüft. {states}. Noch offen: {questions}.",
        "Checked. {states}. Still open: {questions}.",
    ),
    "check.questions.one": ("{n} Frage", "{n} question"),
    "check.questions.many": ("{n} Fragen", "{n} questions"),
    "letter.S": ("Spezifisch", "Specific"),
    "letter.M": ("Messbar", "Measurable"),
    "letter.A": ("Erreichbar", "Attainable"),
    "letter.R": ("Relevant", "Relevant"),
    "letter.T": ("Terminiert", "Time-bound"),
    "criterion.met": ("erfüllt", "met"),
    "criterion.partial": ("teilweise", "partial"),
    "criterion.missing": ("fehlt", "missing"),
    "criterion.open": ("offen", "open"),
    "criterion.vague": ("Vage:", "Vague:"),
    "criterion.evidence": ("Beruht auf:", "Rests on:"),
    "criterion.answer": ("Ihre Angabe:", "Your answer:"),
    "criterion.meaning": ("Was heißt das?", "What does it mean?"),
    "criterion.meaning_source": ("Aus: {title}", "From: {title}"),
    "further.heading": ("Was KI-Projekte noch brauchen", "What AI projects also need"),
    "further.owner": ("Verantwortung", "Owner"),
    "further.baseline": ("Ausgangswert", "Baseline"),
    "further.business_goal": ("Geschäftsziel", "Business goal"),
    "further.data": ("Daten", "Data"),
    "further.feasibility": ("Machbarkeit", "Feasibility"),
    "further.operation": ("Betrieb", "Operation"),
    "further.ethics": ("Ethik, Datenschutz", "Ethics, data protection"),
    "further.budget": ("Budget", "Budget"),
    # --- before and after ---
    "before.heading": ("Ihr Text", "Your text"),
    "after.heading": ("Vorschlag", "Proposal"),
    "after.unchanged": (
        "Ihr Ziel kann so stehen bleiben.",
        "Your goal can stay as it is.",
    ),
    "after.nothing": (
        "Im Text steht kein Ziel, das sich formulieren ließe.",
        "The text holds no goal that could be worded.",
    ),
    "after.adopt": ("In den Zielbaum übernehmen …", "Add to the goal tree …"),
    "after.by_rules": ("Nach Regeln formuliert", "Worded by rules"),
    "after.by_model": (
        "Vom Sprachmodell {model} formuliert, alle Angaben mit Ihrem Text abgeglichen",
        "Worded by the language model {model}, every fact compared with your text",
    ),
    "after.gaps.one": ("{n} Lücke", "{n} gap"),
    "after.gaps.many": ("{n} Lücken", "{n} gaps"),
    "after.writing": ("Das Sprachmodell formuliert noch …", "The language model is still wording it …"),
    "after.stop": ("Anhalten", "Stop"),
    "after.stopped": (
        "Angehalten. Es gilt der Vorschlag nach Regeln.",
        "Stopped. The proposal by rules stands.",
    ),
    "after.rejected.one": (
        "{n} Fassung des Sprachmodells verworfen",
        "{n} version of the language model rejected",
    ),
    "after.rejected.many": (
        "{n} Fassungen des Sprachmodells verworfen",
        "{n} versions of the language model rejected",
    ),
    "after.passages": ("Herangezogene Textstellen ({n})", "Passages used ({n})"),
    "after.gap_title": ("Lücke: dafür fehlt noch eine Angabe", "Gap: a fact is still missing here"),
    "mark.value": ("Zahl", "Number"),
    "mark.baseline": ("Ausgangswert", "Baseline"),
    "mark.target": ("Zielwert", "Target"),
    "mark.change": ("Veränderung", "Change"),
    "mark.budget": ("Budget", "Budget"),
    "mark.deadline": ("Termin", "Deadline"),
    "mark.owner": ("Verantwortung", "Owner"),
    "mark.system": ("System", "System"),
    "mark.metric": ("Kennzahl", "Metric"),
    "mark.vague": ("vage", "vague"),
    "mark.ignored": ("Anweisung, nicht befolgt", "Instruction, not obeyed"),
    "mark.gap": ("Lücke", "Gap"),
    "mark.legend": ("Legende", "Legend"),
    # --- questions ---
    "questions.heading": ("Fragen, die das Ziel fertig machen", "Questions that finish the goal"),
    "questions.hint": (
        "Jede Antwort ändert Prüfung und Vorschlag sofort.",
        "Every answer changes check and proposal at once.",
    ),
    "questions.none": ("Keine Frage mehr offen.", "No question left."),
    "questions.free": ("Ihre Antwort", "Your answer"),
    # --- KPIs ---
    "kpis.heading": ("Vorgeschlagene Kennzahlen", "Proposed KPIs"),
    "kpis.use": ("Erkannt als: {use}", "Recognised as: {use}"),
    "kpis.take": ("Diese Kennzahl verwenden", "Use this KPI"),
    "kpis.taken": ("Verwendet", "In use"),
    "kpis.business": ("Geschäft", "Business"),
    "kpis.model": ("Modell", "Model"),
    "kpi.definition": ("Definition", "Definition"),
    "kpi.unit": ("Einheit", "Unit"),
    "kpi.direction": ("Richtung", "Direction"),
    "kpi.up": ("mehr ist besser", "more is better"),
    "kpi.down": ("weniger ist besser", "less is better"),
    "kpi.measure": ("Messung", "How to measure"),
    "kpi.pitfalls": ("Fallstricke", "Pitfalls"),
    "kpis.point": ("Rechtlich und ethisch zu beachten", "Legal and ethical point"),
}

GOAL_EXAMPLES = ("goal.example.1", "goal.example.2", "goal.example.3")
