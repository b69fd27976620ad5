"""The parts that are put into a German goal: values, measures with their article, deadlines, who is responsible."""

import re

from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.german_shapes import find, reached_values, upper_first
from assistant.goals.kpis import Kpi
from assistant.goals.missing import Missing
from assistant.goals.vocabulary import GERMAN, verb_pattern

_FEMININE = (
    "zeit quote rate dauer zahl ung keit heit menge genauigkeit tion ität treue leistung last summe abdeckung "
    "abweichung höhe note verfügbarkeit"
).split()
_MASCULINE = (
    "anteil aufwand umsatz bestand grad wert score index nps stand verbrauch ausschuss gewinn ertrag "
    "durchsatz fehler umschlag beitrag"
).split()
_PLURAL = "kosten zahlen schäden ausfälle fehlerzahlen stunden".split()
_ARTICLES = {
    "feminine": {"nominative": "die", "accusative": "die", "dative": "der"},
    "masculine": {"nominative": "der", "accusative": "den", "dative": "dem"},
    "plural": {"nominative": "die", "accusative": "die", "dative": "den"},
}
# The words behind a value or a metric that say of what it is: "80 % der eingehenden Rechnungen".
_OF_WHAT = re.compile(
    r"\s+(?:der|des|aller|unserer|unseres|von|dieser)(?:\s+[a-zäöüß]+(?:en|er))?\s+[A-ZÄÖÜ][\wäöüß-]+"
)


def with_values(text: str, facts: list[Fact], missing: Missing) -> tuple[str, bool]:
    """The text with what its first value to be reached lacks, and whether there is such a value."""
    reached = [fact for fact in reached_values(facts) if find(text, fact.text) >= 0]
    if not reached:
        return text, False
    value = reached[0]
    start = find(text, value.text)
    end = start + len(value.text)
    if value.role is Role.CHANGE and missing.baseline and missing.target:
        if any(verb_pattern("de", group).fullmatch(value.text) for group in ("downward", "upward")):
            return text, False  # "halbieren" holds the change: the values go before the verb
        return f"{text[:end]} ({span(missing)}){text[end:]}", True
    if value.role is Role.TARGET and missing.baseline:
        before = re.search(r"\bauf\s+$", text[:start])
        if before and not re.search(r"\bvon\s+\S+\s*$", text[: before.start()]):
            return f"{text[: before.start()]}von {missing.baseline} auf {text[start:]}", True
        end = of_what(text, end)
        return f"{text[:end]} (heute {missing.baseline}){text[end:]}", True
    return text, True


def of_what(text: str, end: int) -> int:
    """Behind "80 %" the end of "80 % der eingehenden Rechnungen"."""
    match = _OF_WHAT.match(text, end)
    return match.end() if match else end


def beside_metric(text: str, metric: Fact, missing: Missing) -> str:
    """The values in brackets behind the metric."""
    end = of_what(text, find(text, metric.text) + len(metric.text))
    return f"{text[:end]} (heute {missing.baseline}, Ziel {missing.target}){text[end:]}"


def with_object(text: str, missing: Missing) -> str:
    """What exactly is meant, behind the word that leaves it open, else at the end."""
    if not missing.object:
        return text
    outside = re.sub(r"\[[^\]]*\]", lambda placeholder: " " * len(placeholder.group()), text)
    for match in re.finditer(r"[A-ZÄÖÜ][\wäöüß-]+", outside):
        if match.group().lower() in GERMAN.vague_objects:
            return f"{text[: match.end()]} (konkret: {missing.object}){text[match.end() :]}"
    return f"{text} (konkret: {missing.object})"


# Behind "von" stands the dative: "von 12 Tagen".
_DATIVE = re.compile(r"(Tage|Monate|Jahre|Quartale|Punkte|Prozentpunkte|Arbeitstage|Werktage|Fälle|Anrufe)$")


def span(missing: Missing) -> str:
    """ "von [Ist-Wert] auf [Zielwert]"; what the goal says already is left out."""
    baseline = _DATIVE.sub(r"\1n", missing.baseline)
    before = f"von {baseline} " if baseline else ""
    return f"{before}auf {missing.target}" if missing.target else before.strip()


def raise_or_lower(missing: Missing) -> str:
    """ "die Erstlösungsquote von [Ist-Wert] auf [Zielwert] erhöhen"."""
    if isinstance(missing.measure, Kpi):
        verb = "erhöhen" if missing.measure.upward else "senken"
        return f"{missing.measure.object.de} {span(missing)} {verb}"
    return f"{with_article(missing.measure, 'accusative')} {span(missing)} bringen"


def rises_or_falls(missing: Missing) -> str:
    """ "die Erstlösungsquote von [Ist-Wert] auf [Zielwert] steigt"."""
    if isinstance(missing.measure, Kpi):
        return f"{missing.measure.subject.de} {span(missing)} {'steigt' if missing.measure.upward else 'sinkt'}"
    return f"sich {with_article(missing.measure, 'nominative')} {span(missing)} verändert"


def measured_by(missing: Missing) -> str:
    """ "der Erstlösungsquote"."""
    measure = missing.measure
    return measure.after_by.de if isinstance(measure, Kpi) else with_article(measure, "dative")


def with_article(measure: str, case: str) -> str:
    """The measure with its article where its ending tells the gender, else as it is."""
    if measure.startswith("[") or re.match(r"(?:die|der|das|den|dem|unsere|unser|eine?)\s", measure, re.I):
        return measure
    noun = re.split(r"\s+(?:der|des|je|pro|in|im|bei|von|für|aus|an)\s", measure)[0].split(" ")[-1].lower()
    for endings, gender in ((_PLURAL, "plural"), (_MASCULINE, "masculine"), (_FEMININE, "feminine")):
        if noun.endswith(tuple(endings)):
            return f"{_ARTICLES[gender][case]} {measure}"
    return measure


def deadline_phrase(deadline: str) -> str:
    """A deadline as the user or the placeholder gives it, with its preposition: "bis zum 30.06.2027"."""
    prepositions = "bis|in|im|innerhalb|binnen|spätestens|zum|zur|am|vor|nach|ab|mit|während"
    if re.match(rf"(?:{prepositions})\b", deadline, re.I):
        return deadline
    if re.match(r"\d{1,2}\.\s*(?:\d|[A-Z])|\d{4}-\d{2}-\d{2}", deadline):
        return f"bis zum {deadline}"
    return f"bis {deadline}"


def completed(deadline: str, missing: Missing) -> str:
    """A deadline with its year, or with the date of its event."""
    if not missing.completion:
        return deadline
    if missing.completion == "[Jahr]" or re.fullmatch(r"\d{4}", missing.completion):
        return f"{deadline} {missing.completion}"
    return f"{deadline} ({missing.completion})"


def completed_in(text: str, facts: list[Fact], missing: Missing) -> str:
    """The text with its deadline completed; the date of an event stands behind what the event is of."""
    for fact in facts:
        place = find(text, fact.text)
        if fact.kind is FactKind.DEADLINE and place >= 0 and missing.completion and not fact.complete:
            end = place + len(fact.text)
            end = of_what(text, end) if fact.key.startswith("event:") else end
            return completed(text[:end], missing) + text[end:]
    return text


def responsible(missing: Missing) -> str:
    """ "; verantwortlich ist [verantwortliches Team]"."""
    if not missing.owner:
        return ""
    return f"; verantwortlich {'sind' if is_plural(missing.owner) else 'ist'} {missing.owner}"


def is_plural(owner: str) -> bool:
    """Whether several are responsible: "die Teams A und B"."""
    return not owner.startswith("[") and bool(re.search(r"\bund\b|^die (?:Teams|Abteilungen|Bereiche)\b", owner))


def sentence(text: str) -> str:
    """One sentence: capital first letter, single spaces, a full stop."""
    text = re.sub(r"\s+([,.;:])", r"\1", re.sub(r"\s+", " ", text)).strip().rstrip(",;:")
    return upper_first(text if text.endswith((".", "!", "?")) else f"{text}.")
