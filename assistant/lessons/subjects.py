"""What a lesson is about: its phases (CRISP-DM, with operation behind it) and its topics, by rules over words.

What the front matter says comes first; words decide only where it is silent about the phase, and add topics. A word
that is merely mentioned once far below does not make a topic.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from assistant.goals.kpis import Worded
from assistant.language import fold_umlauts

# CRISP-DM (Chapman et al., 2000), and operation, which its authors count to deployment.
PHASES = {
    "business_understanding": Worded("Geschäftsverständnis", "Business understanding"),
    "data_understanding": Worded("Datenverständnis", "Data understanding"),
    "data_preparation": Worded("Datenaufbereitung", "Data preparation"),
    "modeling": Worded("Modellierung", "Modeling"),
    "evaluation": Worded("Evaluierung", "Evaluation"),
    "deployment": Worded("Einführung", "Deployment"),
    "operation": Worded("Betrieb", "Operation"),
}
# Other names of a phase in front matter.
_PHASE_NAMES = {
    "business_understanding": "geschaftsverstandnis zielfindung konzeption initiierung planung planning",
    "data_understanding": "datenverstandnis datenbewertung datenanalyse data_assessment data_exploration",
    "data_preparation": "datenaufbereitung datenvorbereitung labeling labelling annotation data_prep",
    "modeling": "modellierung modelling modellentwicklung training entwicklung development",
    "evaluation": "evaluierung evaluation bewertung test testing abnahme validation validierung",
    "deployment": "einfuhrung rollout roll_out pilot pilotierung implementierung implementation go_live inbetriebnahme",
    "operation": "betrieb operations run maintenance wartung monitoring uberwachung",
}
# Beginnings of words; a leading * lets one stand inside a compound.
_PHASE_WORDS = {
    "business_understanding": """projektauftrag|charter|geschaftsziel|business goal|business case|kick-off|kickoff
        |auftraggeber|sponsor|*vertrag|contract|ausschreibung|tender|requirements definition|baseline|ausgangswert""",
    "data_understanding": """datenbewertung|data assessment|datenquelle|data source|messreihe|datenlucke|data gap
        |vollstandigkeit der daten|data quality|datenqualitat""",
    "data_preparation": """label|annot|datenaufbereitung|data preparation|zeitstempel|timestamp|bereinig|cleans
        |anonymis|pseudonymis|masked|deduplicat""",
    "modeling": """modellwahl|model choice|architektur|architecture|prototyp|fine-tun|prompt
        |konfidenzschwelle|threshold|latency|latenz|antwortzeit""",
    "evaluation": """testdaten|test data|test set|hold-out|holdout|gold set|red-team|red team|modellabnahme
        |evaluat|verification""",
    "deployment": """pilot|roll-out|rollout|go-live|einfuhrung|schulung|training session|training course|schnittstelle
        |launch|betriebsrat|works council""",
    "operation": """betrieb|drift|nachtrain|retrain|monitoring|uberwach|incident|storung|hand-over|handover|ubergabe
        |outage|maintenance|on-call""",
}

TOPICS = {
    "goals": Worded("Ziele und Kennzahlen", "Goals and metrics"),
    "scope": Worded("Umfang und Anforderungen", "Scope and requirements"),
    "schedule": Worded("Termine und Planung", "Schedule and planning"),
    "cost": Worded("Kosten und Budget", "Cost and budget"),
    "contract": Worded("Verträge und Anbieter", "Contracts and vendors"),
    "data_quality": Worded("Datenqualität", "Data quality"),
    "labeling": Worded("Labeling und Annotation", "Labeling and annotation"),
    "testing": Worded("Test und Modellabnahme", "Testing and model acceptance"),
    "model": Worded("Modellwahl und Schwellen", "Model choice and thresholds"),
    "language_model": Worded("Sprachmodelle", "Language models"),
    "drift": Worded("Drift und Überwachung", "Drift and monitoring"),
    "integration": Worded("Schnittstellen und Integration", "Interfaces and integration"),
    "operation": Worded("Betrieb und Übergabe", "Operation and hand-over"),
    "security": Worded("IT-Sicherheit", "IT security"),
    "privacy": Worded("Datenschutz", "Privacy"),
    "co_determination": Worded("Mitbestimmung", "Co-determination"),
    "law": Worded("Recht und Regulierung", "Law and regulation"),
    "acceptance": Worded("Akzeptanz und Vertrauen", "Acceptance and trust"),
    "training": Worded("Schulung", "Training"),
    "key_people": Worded("Schlüsselpersonen und Wissen", "Key people and knowledge"),
    "stakeholders": Worded("Stakeholder und Entscheidungen", "Stakeholders and decisions"),
    "change": Worded("Änderungsmanagement", "Change management"),
    "safety": Worded("Sicherheit und Qualität", "Safety and quality"),
}
_TOPIC_WORDS = {
    "goals": "ziel|zielwert|*kennzahl|ausgangswert|goal|target|baseline|metric|kpi|objective|smart|measure of success",
    "scope": "umfang|anforderung|scope|requirement|lastenheft|pflichtenheft|specification",
    "schedule": "termin|*planung|zeitplan|verzug|verschob|schedul|deadline|delay|milestone|meilenstein|urlaubsplan"
    "|change freeze|late delivery",
    "cost": "kosten|budget|*mehrkosten|cost|overrun|funding|finanz|nutzenrechnung",
    "contract": "*vertrag|anbieter|lieferant|einkauf|lizenz|contract|vendor|supplier|procure|licen|subcontract|tender",
    "data_quality": "datenqualitat|datenlucke|*daten fehl|stichprobe|data quality|data gap|missing data|*zeitstempel"
    "|timestamp|sample|sensordaten|outdated article|verzerrung|knowledge article",
    "labeling": "label|annot",
    "testing": "testdaten|test data|test set|hold-out|holdout|gold set|leakage|modellabnahme|verification|validat"
    "|load test|red-team|red team|regression test|stichprobenprufung",
    "model": "modellwahl|konfidenzschwelle|schwelle|threshold|model choice|anomalie|autoencoder|vergleichsbasis",
    "language_model": "sprachmodell|prompt|halluzin|hallucin|retriev|chatbot|assistant|language model|refusal",
    "drift": "drift|nachtrain|retrain|fehlalarm|false alarm|monitoring|uberwach|model update|alarm",
    "integration": "schnittstelle|erp|integration|interface|leitsystem|leittechnik|anbindung",
    "operation": "betriebsbudget|ubergabe|hand-over|handover|laufende kosten|running cost|betriebshandbuch"
    "|rufbereitschaft|product owner|in den betrieb|operations team",
    "security": "it-sicherheit|injection|security|angriff|attack|penetration|vulnerab",
    "privacy": "datenschutz|dsgvo|dpia|privacy|personal data|gdpr|auftragsverarbeit|personenbez|retention|masked",
    "co_determination": "betriebsrat|mitbestimmung|betriebsvereinbarung|works council|staff forum",
    "law": "rechtsanderung|gesetz|regulat|ki-verordnung|ai act|compliance|haftung|liabil|steuer|legal",
    "acceptance": "akzeptan|vertrauen|widerstand|acceptance|trust|adoption|resistance|misstrau|usage figure",
    "training": "schulung|training session|train advisers|training course|einarbeit|refresher|workshop|trained",
    "key_people": "schlusselperson|vertretung|ruhestand|nachfolg|fachwissen|key person|stand-in|successor|turnover"
    "|knowledge transfer|retire|staffing|wissenssicher",
    "stakeholders": "lenkungskreis|auftraggeber|geschaftsfuhrung|steering|sponsor|stakeholder|board|eskal|escalat"
    "|decision|entscheidung|communicat|kommunikation",
    "change": "anderungsmanagement|anderungsverfahren|change management|change board|change control|configuration"
    "|*aktualisierung|upgrade|release",
    "safety": "safety|hazard|mishap|quality assurance|arbeitsschutz|unfall|failure analysis|risk assessment",
}
_TOPIC_CALLED = {fold_umlauts(name): topic for topic, names in TOPICS.items() for name in (names.de, names.en)}
# How often a word stands in the text before it makes a topic, and what a mention in title or front matter counts.
_ENOUGH = 3
_NAMED = 3
_MOST_TOPICS = 4
# Of the words found for all phases, the first one must have so many.
_ENOUGH_FOR_PHASE = 2


def phases_of(attributes: Mapping[str, object], text: str) -> tuple[str, ...]:
    """The phases the front matter names; otherwise the one that most words of the text speak of, if any."""
    stated = [phase for value in _values(attributes.get("phase")) if (phase := phase_named(value))]
    if stated:
        return tuple(dict.fromkeys(stated))
    counts = _counts(_PHASE_WORDS, fold_umlauts(text))
    ranked = sorted(counts.items(), key=lambda item: -item[1])[:2]
    sure = ranked and ranked[0][1] >= _ENOUGH_FOR_PHASE and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return (ranked[0][0],) if sure else ()


def phase_named(name: str) -> str | None:
    """The id of a phase called so, in either language: 'Business Understanding', 'Einführung'."""
    plain = re.sub(r"[\W_]+", "_", fold_umlauts(name)).strip("_")
    if plain in PHASES:
        return plain
    return next((phase for phase, names in _PHASE_NAMES.items() if plain in names.split()), None)


def topics_of(attributes: Mapping[str, object], text: str) -> tuple[str, ...]:
    """Up to four topics, the most telling first; those that the front matter calls by their name come before all
    others. The first line of the text is its title."""
    title = text.partition("\n")[0]
    called = [topic for value in _values(attributes.get("topics")) if (topic := topic_called(value))]
    named = _counts(_TOPIC_WORDS, fold_umlauts("\n".join([title, *_values(attributes.get("topics"))])))
    said = _counts(_TOPIC_WORDS, fold_umlauts(text))
    scores = {topic: said[topic] + _NAMED * named[topic] for topic in _TOPIC_WORDS}
    ranked = sorted((topic for topic in scores if scores[topic] >= _ENOUGH), key=lambda topic: -scores[topic])
    return tuple(dict.fromkeys([*called, *ranked]))[:_MOST_TOPICS]


def topic_called(name: str) -> str | None:
    """The id of the topic with this name in either language, as the capture form offers it."""
    return _TOPIC_CALLED.get(fold_umlauts(name).strip())


def _values(stated: object) -> Sequence[str]:
    """A value of the front matter, which may be one or many."""
    values: Iterable[object] = stated if isinstance(stated, list) else [stated]
    return [value for value in values if isinstance(value, str)]


def _counts(words: Mapping[str, str], folded: str) -> Counter[str]:
    return Counter({name: len(_pattern(listed).findall(folded)) for name, listed in words.items()})


@cache
def _pattern(listed: str) -> re.Pattern[str]:
    names = [" ".join(fold_umlauts(name).split()) for name in listed.split("|")]
    inside = [re.escape(name[1:]) for name in names if name.startswith("*")]
    begins = [re.escape(name) for name in names if not name.startswith("*")]
    return re.compile("|".join([rf"\b(?:{'|'.join(begins)})", *inside]))
