"""The texts of the proposals of risks, in German and English."""

PROPOSAL_TEXTS: dict[str, tuple[str, str]] = {
    "proposals.tab": ("Vorschläge", "Proposals"),
    "proposals.label": ("Ihr Vorhaben", "Your project"),
    "proposals.placeholder": (
        "Was soll entstehen, mit welchen Daten, wer arbeitet damit, was ist noch offen? Einige Sätze genügen.",
        "What is to be built, with which data, who will work with it, what is still open? A few sentences will do.",
    ),
    "proposals.goal": ("oder ein Ziel aus dem Zielbaum", "or a goal of the goal tree"),
    "proposals.no_goal": ("kein Ziel gewählt", "no goal chosen"),
    "proposals.project": ("Für das Projekt", "For the project"),
    "proposals.no_project": ("noch keines", "none yet"),
    "proposals.ask": ("Risiken vorschlagen", "Propose risks"),
    "proposals.intro": (
        "Regeln und Suche finden im Risikokatalog, in Risikolisten, Lehren und Notizen früherer Projekte, was zu Ihrem "
        "Vorhaben passt. Jeder Vorschlag nennt seine Quellen. Ins Register kommt nur, was Sie bestätigen.",
        "Rules and search find in the risk catalogue and in the risk lists, lessons and notes of earlier projects what "
        "fits your project. Each proposal names its sources. Only what you confirm enters the register.",
    ),
    "proposals.searching": ("Katalog und Unterlagen werden durchsucht …", "Catalogue and records are being searched …"),
    "proposals.first": (
        "Beim ersten Mal wird der Katalog für die Suche nach Bedeutung vorbereitet. Das kann einige Minuten dauern.",
        "The first time, the catalogue is prepared for the search by meaning. This may take a few minutes.",
    ),
    "proposals.by_words": (
        "Das Suchmodell lädt noch: Diese Vorschläge beruhen nur auf Wörtern. Fragen Sie später noch einmal.",
        "The search model is still loading: these proposals rest on words alone. Ask again later.",
    ),
    "proposals.bare": (
        "Noch liegen keine Lehren, Risikolisten oder Notizen früherer Projekte vor: Die Vorschläge kommen allein aus "
        "dem Katalog.",
        "There are no lessons, risk lists or notes of earlier projects yet: the proposals come from the catalogue "
        "alone.",
    ),
    "proposals.count.one": ("{n} Vorschlag, am besten passende zuerst", "{n} proposal, best fit first"),
    "proposals.count.many": ("{n} Vorschläge, die am besten passenden zuerst", "{n} proposals, best fit first"),
    "proposals.none": (
        "Dazu gibt es keinen neuen Vorschlag: Was passt, steht schon im Register.",
        "There is no new proposal: what fits stands in the register already.",
    ),
    "proposals.hidden.one": ("{n} ausgeblendet", "{n} hidden"),
    "proposals.hidden.many": ("{n} ausgeblendet", "{n} hidden"),
    "proposals.show_hidden": ("Wieder zeigen", "Show again"),
    "proposals.word": (
        "Sätze vom Sprachmodell auf das Vorhaben zuschneiden",
        "Let the model fit the sentences to the project",
    ),
    "proposals.writing": (
        "Das Sprachmodell formuliert; geprüft wird jeder Satz einzeln …",
        "The language model is writing; each sentence is checked …",
    ),
    "proposals.stop": ("Anhalten", "Stop"),
    "proposal.label": ("Vorgeschlagene Risiken", "Proposed risks"),
    "proposal.rated": (
        "Wahrscheinlichkeit {likelihood}, Schadensausmaß {impact}",
        "Likelihood {likelihood}, impact {impact}",
    ),
    "proposal.event": ("Was geschah", "What happened"),
    "proposal.cause": ("Ursache", "Cause"),
    "proposal.effect": ("Folge", "Effect"),
    "proposal.why": ("Warum hier", "Why here"),
    "proposal.reason": ("Erste Einschätzung", "First estimate"),
    "proposal.sources": ("Quellen", "Sources"),
    "proposal.open": ("Quelle öffnen: {text}", "Open source: {text}"),
    "proposal.more": ("Maßnahmen, Frühzeichen, Rolle und Phase", "Measures, early signs, role and phase"),
    "proposal.measures": ("Übliche Maßnahmen", "Usual measures"),
    "proposal.signs": ("Frühzeichen", "Early signs"),
    "proposal.owner": ("Zuständige Rolle", "Owner role"),
    "proposal.phases": ("Phasen", "Phases"),
    "proposal.category": ("Kategorie", "Category"),
    "proposal.take": ("Ins Register übernehmen", "Add to the register"),
    "proposal.hide": ("Nicht passend", "Does not fit"),
    "proposal.stored": ("steht im Register", "is in the register"),
    "proposal.by_model": ("Satz vom Sprachmodell, geprüft", "Sentence by the model, checked"),
    "proposal.rejected": ("Satz des Sprachmodells verworfen", "Model's sentence rejected"),
}
