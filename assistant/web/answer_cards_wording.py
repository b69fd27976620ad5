"""Every text about proposed risks and lessons in the chat, in German and English."""

# name: (German, English); both carry the same placeholders.
ANSWER_CARD_TEXTS: dict[str, tuple[str, str]] = {
    "risk_cards.lead.one": (
        "Ein Risiko passt dazu. Die Schätzung ist ein erster Vorschlag; gespeichert ist nichts.",
        "One risk fits. The estimate is a first proposal; nothing has been saved.",
    ),
    "risk_cards.lead.many": (
        "{n} Risiken passen dazu, das passendste zuerst. Die Schätzungen sind erste Vorschläge; gespeichert ist "
        "nichts.",
        "{n} risks fit, the best fit first. The estimates are first proposals; nothing has been saved.",
    ),
    "risk_cards.more.one": ("Noch ein Vorschlag", "One more proposal"),
    "risk_cards.more.many": ("{n} weitere Vorschläge", "{n} more proposals"),
    "risk_cards.rating": (
        "Wahrscheinlichkeit {likelihood} × Schadensausmaß {impact} = {score} · {band}",
        "Likelihood {likelihood} × impact {impact} = {score} · {band}",
    ),
    "risk_cards.why": ("Warum hier", "Why here"),
    "risk_cards.reason": ("Schätzung", "Estimate"),
    "risk_cards.sources": ("Quellen", "Sources"),
    "risk_cards.what_helps": ("Maßnahmen und Frühwarnzeichen", "Measures and early signs"),
    "risk_cards.measures": ("Maßnahmen", "Measures"),
    "risk_cards.signs": ("Frühwarnzeichen", "Early signs"),
    "risk_cards.owner": ("Rolle", "Role"),
    "risk_cards.take": ("Ins Register übernehmen", "Add to register"),
    "risk_cards.take_label": (
        "Ins Register übernehmen: {title}. Sie prüfen den Entwurf, bevor er gespeichert wird.",
        "Add to register: {title}. You check the draft before it is saved.",
    ),
    "risk_cards.working": (
        "Passende Risiken werden aus Katalog, Lehren und Risikolisten zusammengestellt",
        "Fitting risks are being gathered from catalogue, lessons and risk lists",
    ),
    "risk_cards.byline": (
        "Nach Regeln aus Risikokatalog, Lehren und Risikolisten, ohne Modelltext ·\u00a0{seconds}\u00a0s",
        "By rules from the risk catalogue, lessons and risk lists, no model text ·\u00a0{seconds}\u00a0s",
    ),
    "lesson_cards.points": ("Was anders zu machen ist", "What to do differently"),
    "lesson_cards.heading.one": ("Die Lehre dazu", "The lesson on this"),
    "lesson_cards.heading.many": ("{n} Lehren dazu", "{n} lessons on this"),
    "lesson_cards.excerpt": ("Auszug", "Excerpt"),
    "lesson_cards.later": ("Überholt durch {document} ({date})", "Superseded by {document} ({date})"),
    "lesson_cards.take": ("Als Risiko vormerken", "Note as a risk"),
    "lesson_cards.take_label": (
        "Als Risiko vormerken: {title}. Sie prüfen den Entwurf, bevor er gespeichert wird.",
        "Note as a risk: {title}. You check the draft before it is saved.",
    ),
    "lesson_cards.byline": (
        "Empfehlungen im Wortlaut der Lehren, {why} ·\u00a0{seconds}\u00a0s",
        "Recommendations in the words of the lessons, {why} ·\u00a0{seconds}\u00a0s",
    ),
}
