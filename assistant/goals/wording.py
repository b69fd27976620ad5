"""What the check of a goal says, in German and English: reasons and questions."""

from assistant.goals.criteria import Status

# (criterion, status): (German, English). {words} is what the status rests on, {vague} what says too little.
REASONS = {
    ("S", Status.MET): (
        "Gegenstand und Vorhaben sind benannt: {words}.",
        "What is to change and what is to be done are named: {words}.",
    ),
    ("S", Status.PARTIAL, "action"): (
        "Der Gegenstand ist benannt ({words}), aber nicht, was genau geschehen soll.",
        "The subject is named ({words}), but not what exactly is to be done.",
    ),
    ("S", Status.PARTIAL, "object"): (
        "Es ist gesagt, was geschehen soll ({words}), aber nicht, womit genau.",
        "What is to be done is said ({words}), but not to what exactly.",
    ),
    ("S", Status.MISSING): (
        "Weder Gegenstand noch Vorhaben sind konkret.",
        "Neither the subject nor what is to be done is concrete.",
    ),
    ("M", Status.MET): ("Kennzahl und Zielwert sind prüfbar: {words}.", "Metric and target can be checked: {words}."),
    ("M", Status.PARTIAL, "target"): (
        "Gemessen wird {words}, aber der Zielwert fehlt.",
        "It is measured by {words}, but there is no target value.",
    ),
    ("M", Status.PARTIAL, "baseline"): (
        "Die Veränderung ist genannt ({words}); ohne Ausgangswert ist der Zielwert nicht prüfbar.",
        "The change is stated ({words}); without a baseline the target cannot be checked.",
    ),
    ("M", Status.PARTIAL, "metric"): (
        "Ein Wert ist genannt ({words}), aber nicht, was gemessen wird.",
        "A value is stated ({words}), but not what is measured.",
    ),
    ("M", Status.MISSING): (
        "Es fehlt, woran der Erfolg gemessen wird und welcher Wert gelten soll.",
        "It is not said how success is measured and which value is to be reached.",
    ),
    ("T", Status.MET): ("Der Termin ist eindeutig: {words}.", "The deadline is clear: {words}."),
    ("T", Status.PARTIAL, "year"): ("Dem Termin fehlt das Jahr: {words}.", "The deadline lacks its year: {words}."),
    ("T", Status.PARTIAL, "event"): (
        "Der Termin hängt an einem Ereignis ohne Datum: {words}.",
        "The deadline hangs on an event without a date: {words}.",
    ),
    ("T", Status.PARTIAL, "invalid"): (
        "Diesen Tag gibt es im Kalender nicht: {words}.",
        "This day is not in the calendar: {words}.",
    ),
    ("T", Status.MISSING): ("Ein Termin fehlt.", "There is no deadline."),
    ("A", Status.PARTIAL): ("Das Ziel behauptet es selbst: {words}.", "The goal itself says so: {words}."),
    ("A", Status.MISSING): (
        "Aus dem Text allein lässt sich das nicht sagen, und die Unterlagen sagen dazu nichts.",
        "The text alone cannot tell, and the documents say nothing about it.",
    ),
    ("R", Status.MET): (
        "Die Unterlagen des Projekts nennen das übergeordnete Ziel.",
        "The project's documents name the goal that it serves.",
    ),
    ("R", Status.PARTIAL): ("Das Ziel behauptet es selbst: {words}.", "The goal itself says so: {words}."),
    ("R", Status.MISSING): (
        "Aus dem Text allein lässt sich das nicht sagen, und die Unterlagen sagen dazu nichts.",
        "The text alone cannot tell, and the documents say nothing about it.",
    ),
    ("owner", Status.MET): ("Verantwortlich: {words}.", "Responsible: {words}."),
    ("owner", Status.MISSING): ("Niemand ist als verantwortlich genannt.", "Nobody is named as responsible."),
    ("baseline", Status.MET): ("Ausgangswert: {words}.", "Baseline: {words}."),
    ("baseline", Status.MISSING): ("Der Ausgangswert fehlt.", "The baseline is missing."),
    ("baseline", Status.MET, "none"): ("Ein Ausgangswert ist hier nicht nötig.", "No baseline is needed here."),
    ("own", Status.PARTIAL): (
        "Die Unterlagen des Projekts sagen etwas dazu; beurteilen Sie, ob es reicht.",
        "The project's documents say something about it; judge whether it is enough.",
    ),
    ("elsewhere", Status.PARTIAL): (
        "Unterlagen anderer Projekte sagen etwas dazu; prüfen Sie, ob es übertragbar ist.",
        "Documents of other projects say something about it; check whether it carries over.",
    ),
    ("*", Status.MET): (
        "Die Unterlagen des Projekts sagen etwas dazu.",
        "The project's documents say something about it.",
    ),
    ("*", Status.PARTIAL): ("Das Ziel nennt es: {words}.", "The goal mentions it: {words}."),
    ("*", Status.MISSING): ("Dazu ist nichts gesagt.", "Nothing is said about it."),
    ("answer", Status.PARTIAL): ("Ihre Angabe, nicht belegt: {words}", "Your statement, without evidence: {words}"),
    ("against", Status.MISSING): (
        "In den Unterlagen stehen Vorbehalte.",
        "The documents have reservations.",
    ),
}

VAGUE = ("Zu unbestimmt: {vague}.", "Too vague: {vague}.")

QUESTIONS = {
    "object": (
        "Welcher Prozess, welches Produkt oder welche Gruppe ist genau gemeint?",
        "Which process, product or group exactly is meant?",
    ),
    "action": (
        "Was soll sich daran genau ändern: Was läuft nachher anders als vorher?",
        "What exactly is to change: what will work differently afterwards?",
    ),
    "metric": ("Woran messen Sie den Erfolg?", "How do you measure success?"),
    "target": ("Welcher Wert soll erreicht werden?", "Which value is to be reached?"),
    "baseline": ("Wo steht die Kennzahl heute?", "Where does the metric stand today?"),
    "deadline": ("Bis wann soll das erreicht sein?", "By when is this to be reached?"),
    "year": ("In welchem Jahr?", "In which year?"),
    "invalid": ("Welches Datum ist gemeint?", "Which date is meant?"),
    "event": ("An welchem Datum liegt dieses Ereignis?", "On which date does this event fall?"),
    "owner": ("Welche Person oder welches Team verantwortet das Ziel?", "Which person or team owns the goal?"),
    "A": (
        "Was belegt, dass es mit Ihren Daten, Mitteln und Leuten gelingen kann?",
        "What shows that it can be done with your data, means and people?",
    ),
    "R": (
        "Welchem übergeordneten Ziel dient es, und bestätigt das dessen Eigentümer?",
        "Which higher goal does it serve, and does the owner of that goal agree?",
    ),
    "business_goal": (
        "Zu welchem Geschäftsziel trägt es bei, und in welchem Umfang?",
        "Which business goal does it contribute to, and how much?",
    ),
    "data": (
        "Welche Daten gibt es, dürfen Sie sie verwenden, und wie gut sind sie?",
        "Which data exist, may you use them, and how good are they?",
    ),
    "feasibility": (
        "Welcher Versuch, Pilot oder Vergleichswert zeigt, dass die Technik das leistet?",
        "Which trial, pilot or benchmark shows that the technology can do this?",
    ),
    "operation": (
        "Wer betreibt und überwacht das System nach der Einführung, und trägt es die volle Last?",
        "Who runs and monitors the system after launch, and will it carry the full load?",
    ),
    "ethics": (
        "Wer kann benachteiligt werden, und sind Datenschutz und Mitbestimmung geklärt?",
        "Who could be disadvantaged, and are data protection and co-determination settled?",
    ),
    "budget": ("Welches Budget ist dafür bewilligt?", "Which budget has been approved for it?"),
}


def reason(name: str, status: Status, language: str, *, gap: str = "", words: str = "", vague: str = "") -> str:
    """Why a criterion has its status; the vague words are named behind it."""
    keys = [(name, status, gap), (name, status), ("*", status)]
    pair = next(REASONS[key] for key in keys if key in REASONS)
    text = _of(pair, language).format(words=words)
    return f"{text} {_of(VAGUE, language).format(vague=vague)}" if vague else text


def question(name: str, language: str) -> str:
    """The question that closes a gap."""
    return _of(QUESTIONS[name], language)


def quoted(words: str, language: str) -> str:
    """Words of the goal in the quotation marks of the language."""
    return f"„{words}“" if language == "de" else f"“{words}”"


def _of(pair: tuple[str, str], language: str) -> str:
    return pair[0 if language == "de" else 1]
