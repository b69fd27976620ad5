"""Units, rates, multipliers and comparators as German and English write them, and their canonical forms.

Tables and the patterns built from them; reading a text with them is the work of `numbers`.
"""

import re
from decimal import Decimal

# Canonical unit: its forms. Longer ones stand before the shorter ones that they begin with.
_UNITS = {
    "pp": r"%-punkte?n?|%[ -]points?|prozentpunkte?n?|percentage[ -]points?|pps?|p\.p\.",
    "%": r"%-?ig\w*|%|prozentig\w*|prozent|percent|per[ ]?cent|v\. ?h\.",
    "‰": r"‰|promille",
    "ms": r"ms|millisekunden?|milliseconds?",
    "s": r"sekündig\w*|sekunden?|sek\.?|seconds?|secs?|(?-i:s)(?!-)",
    "min": r"minütig\w*|minuten?|minutes?|mins?\.?",
    "h": r"stündig\w*|(?:arbeits|betriebs|personen)?stunden?|std\.?|hours?|hrs?|(?-i:h)(?!-)",
    "person-day": r"personentagen?|personentage?s?|pt|person[- ]days?|man[- ]days?",
    "person-month": r"personenmonate?n?|pm|person[- ]months?",
    "fte": r"ftes?|vzä|vollzeitstellen|vollzeitäquivalente?n?|full-time equivalents?",
    "day": r"tägig\w*|(?:arbeits|werk|kalender|bank|geschäfts)?tag(?:e[ns]?|s)?"
    r"|(?:business|working|calendar|work)?[ ]?days?|(?-i:d)(?!-)",
    "week": r"wöchig\w*|(?:kalender|arbeits)?wochen?|wo\.|weeks?|wks?",
    "month": r"monatig\w*|(?:kalender)?monat(?:e[ns]?|s)?|mon\.|months?|mos?\.?",
    "quarter": r"quartal(?:e[ns]?|s)?|quarters?",
    "year": r"jährig\w*|(?:kalender|geschäfts)?jahr(?:e[ns]?|s)?|years?|yrs?",
    "point": r"(?:nps|score|csat)-punkte?n?|punkt(?:en?|s)?|points?|pts",
    "star": r"sternen?|stars?",
    "x": r"-?fach(?:e[nmrs]?)?|[ -]?fold|x|×|mal|times",
    "EUR": r"euros?|eur|€",
    "USD": r"us[ -]?dollars?|dollars?|usd|us\$|\$",
    "GBP": r"pounds?|gbp|£",
    "CHF": r"(?:schweizer )?franken|francs?|chf|sfr\.?",
    "kWh": r"kwh",
    "MWh": r"mwh",
    "GWh": r"gwh",
    "kg": r"kg|kilogramm|kilograms?",
    "t": r"tonnen|tonnes?|tons?",
    "km": r"km|kilometern?|kilomet(?:er|re)s?",
    "GB": r"gb|gigabytes?",
    "MB": r"mb|megabytes?",
    "TB": r"tb|terabytes?",
    "°C": r"°\s?c|grad celsius|grad",
}
TIME_UNITS = frozenset(("ms", "s", "min", "h", "day", "week", "month", "quarter", "year"))
CURRENCIES = frozenset(("EUR", "USD", "GBP", "CHF"))
SHARES = frozenset(("%", "pp", "‰", "x"))

_PLACED = {f"u{place}": name for place, name in enumerate(_UNITS)}
_BOUNDED = r"(?:(?<=\w)(?!\w)|(?<=[^\w]))"
UNIT = re.compile(
    "(?i:" + "|".join(f"(?P<{place}>{_UNITS[name]})" for place, name in _PLACED.items()) + rf"){_BOUNDED}"
)
CURRENCY_BEFORE = re.compile(
    r"(?:(?P<thousand>T€|TEUR|T EUR|k€|kEUR|KEUR)|(?P<million>M€|Mio\.? ?€|Mio\.? ?EUR)"
    r"|(?P<EUR>€|EUR|Euro)|(?P<USD>US\$|USD|\$)|(?P<GBP>£|GBP)|(?P<CHF>CHF|SFr\.?)) ?$"
)
MULTIPLIER = re.compile(
    r" ?(?:(?P<billion>Mrd\b\.?|(?i:milliarden?)|(?i:billion)|bn\b|B\b(?! ?[a-z]))"
    r"|(?P<million>Mio\b\.?|(?i:millionen|million)|mn\b|(?<=\d)m(?!\w)|(?<=\d)M(?![\w])|M(?=€|EUR))"
    r"|(?P<thousand>(?i:tsd\b\.?|tausend|thousand)|T(?= ?(?:€|EUR))|[kK](?= ?(?:€|EUR))|(?<=\d)[kK](?![\w])))"
    r"(?![A-Za-zäöüß])|(?:(?<=\d) ?(?P<grand>[Tk])(?=€|EUR))"
)
FACTORS = {"thousand": Decimal(1000), "grand": Decimal(1000), "million": Decimal(10**6), "billion": Decimal(10**9)}

COMPARATORS = {
    ">=": "mindestens|mind.|min.|min|wenigstens|zumindest|nicht weniger als|nicht unter|nie unter|ab"
    "|at least|no less than|not less than|no fewer than|not fewer than|not below|never below|a minimum of"
    "|minimum|"
    "minimum of|mindestens bei|≥|>=",
    "<=": "höchstens|maximal|max.|max|bis zu|nicht mehr als|nicht länger als|nicht über|nie über|maximum|"
    "at most|no more than|not more than|no longer than|no higher than|not exceeding|not exceed|not above|up to|"
    "a maximum of|maximum of|≤|<=|=<",
    ">": "über|mehr als|größer als|höher als|länger als|oberhalb von|more than|over|above|greater than|higher than|"
    "exceeding|exceed|exceeds|in excess of|longer than|beyond|>",
    "<": "unter|weniger als|kleiner als|kürzer als|niedriger als|geringer als|unterhalb von|less than|fewer than|under|"
    "below|lower than|shorter than|smaller than|<",
    "~": "ca.|ca|circa|zirka|etwa|rund|ungefähr|annähernd|knapp|fast|nahezu|gut|about|around|roughly|approximately|"
    "approx.|approx|nearly|almost|close to|~|≈",
}
COMPARATOR_WORDS = {word: sign for sign, words in COMPARATORS.items() for word in words.split("|") if word}
COMPARATOR_AFTER = re.compile(
    r" (?i:(?P<more>oder (?:mehr|höher|besser|darüber)|or (?:more|higher|better|above)|and (?:more|above)"
    r"|und mehr)"
    r"|(?P<less>oder (?:weniger|niedriger|darunter)|or (?:less|fewer|lower|below)))(?!\w)"
    r"|(?P<plus>\+)(?![\w+])"
)
_TIME_SINGULAR = (
    r"(?:arbeits|werk|kalender)?(?P<day>tag|day|working day)|(?P<week>woche|week)|(?P<month>monat|month|mo)"
    r"|(?P<year>jahr|year|annum|a\.)|(?P<quarter>quartal|quarter)|(?P<h>stunde|hour|h|std\.?)"
    r"|(?P<min>minute|min\.?)"
    r"|(?P<s>sekunde|second|sec|s)"
)
RATE = re.compile(
    rf"(?i:(?: (?:pro|je|per|a|an|each|every)|(?<=p\.) ?|/| / )[ ]?(?:{_TIME_SINGULAR})(?!\w)"
    rf"| (?:am (?P<day2>tag)|in der (?P<week2>woche)|im (?P<month2>monat)"
    rf"|im (?P<year2>jahr))(?! ?\w*[\d_])(?!\w)"
    r"| (?:(?P<day3>täglich|daily)|(?P<week3>wöchentlich|weekly)|(?P<month3>monatlich|monthly)"
    r"|(?P<year3>jährlich|annually|yearly|p\. ?a\.))(?!\w))"
    r"|(?i: (?:pro|je|per) |/)(?P<noun>[^\W\d_][\w-]+)"
)

# Singular in English of counted nouns, so that "80 Rechnungen" and "80 invoices" are the same.
_NOUNS = """
    vorgang case; auftrag order; antrag application; bestellung order; reklamation complaint; rechnung
    invoice; rechnungen invoice; anfrage request; anfragen request; nutzer user; nutzern user; benutzer
    user; benutzern user; anwender user; anwendern user; nutzende user; nutzenden user; kunden customer;
    kunde customer; mitarbeiter employee; mitarbeitern employee; mitarbeitende employee; mitarbeitenden
    employee; beschäftigte employee; beschäftigten employee; standort site; standorte site; standorten
    site; dokumente document; dokumenten document; dokument document; fälle case; fällen case; fall
    case; vorgänge case; vorgängen case; bestellungen order; bestellung order; aufträge order; aufträgen
    order; fragen question; frage question; antworten answer; fehler error; fehlern error; reklamationen
    complaint; beschwerden complaint; verträge contract; verträgen contract; seiten page; seite page;
    mails email; e-mails email; bilder image; bildern image; teile part; teilen part; stück piece;
    pieces piece; maschinen machine; maschine machine; anlagen plant; werke plant; werken plant;
    filialen store; teams team; abteilungen department; prozesse process; prozessen process; processes
    process; schulungen training; trainings training; teilnehmer participant; teilnehmern participant;
    leads lead; angebote offer; angeboten offer; artikel article; artikeln article; produkte product;
    produkten product; länder country; ländern country; countries country; sprachen language;
    bewerbungen application; anträge application; anträgen application; people person; personen person;
    queries query; inquiries inquiry; enquiries inquiry; companies company; unternehmen company;
    datensätze record; datensätzen record; projekte project; projekten project; berichte report;
    berichten report; stellen position; ausfälle failure; ausfällen failure; störungen failure; piloten
    pilot; anrufe call; anrufen call; gespräche call; meldungen report; schäden claim; schadensfälle
    claim; lieferanten supplier; schritte step; schritten step; klicks click; lieferungen delivery;
    deliveries delivery; stopps stop; modelle model; modellen model; use-cases use case; anwendungsfälle
    use case; anwendungsfällen use case; minutes minute
"""
_CANONICAL_NOUN = {german: " ".join(english) for german, *english in (pair.split() for pair in _NOUNS.split(";"))}


def unit_of(found: re.Match[str]) -> str:
    """The canonical unit that a match of UNIT names."""
    return _PLACED[str(found.lastgroup)]


def canonical_noun(noun: str) -> str:
    """A counted noun in lower case, in its English singular where it is a usual one."""
    lower = noun.lower()
    if lower in _CANONICAL_NOUN:
        return _CANONICAL_NOUN[lower]
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") and len(lower) > 3 else lower


def rate_of(found: re.Match[str]) -> str:
    """What a match of RATE counts by: 'day', 'week', else the noun."""
    return canonical_noun(found["noun"]) if found["noun"] else str(found.lastgroup).rstrip("23")
