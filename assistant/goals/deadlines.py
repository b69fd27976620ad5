"""Finds the deadlines of a goal: dates, periods counted from today, and events that something hangs on.

A deadline is what says by when. No deadlines are the periods that data come from ("seit 2021", "von 2021 bis 2023"),
rates ("pro Monat") and answer times ("innerhalb von 24 Stunden"); the last are amounts.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.goals.calendar_periods import Period, add_months, find_periods
from assistant.goals.fact import Fact, FactKind
from assistant.goals.number_words import NUMBER_WORDS
from assistant.language import fold

_PREPOSITION = re.compile(
    r"(?i)(?<!\w)(?:(?:noch |möglichst |erst )?(?:bis (?:einschließlich |spätestens |längstens |maximal )?"
    r"(?:zum|zur|zu|ins|in|im|mit)?(?: (?:jahr|jahre))?|(?:aber )?spätestens (?:bis (?:zum|zur)?|zum|zur|am"
    r"|im|in|ab|mit)?"
    r"|zum|zur|am|im(?: (?:laufe|verlauf)(?: des)?)?|in (?:der|dem)|in|innerhalb (?:von|des|der)?"
    r"|während (?:des|der)|vor (?:dem|der)?"
    r"|ab (?:dem|der)?|per|mit|gegen|nach)"
    r"|(?:(?:no|not) later than|at the latest (?:by|in|on)|by(?: or before)?|until|till|before|on or before"
    r"|due(?: on| by| in)?"
    r"|prior to|in|on|at|during|within|through|starting(?: in| on)?|from|as from|effective)(?: the"
    r"| year)?)[ ]*$"
)
_NO_DEADLINE_BEFORE = re.compile(
    r"(?i)(?<!\w)(?:seit|since|vom|von|stand:?|status|aus|as of|dated|gegenüber|versus|vs\.?|than|als|wie"
    r"|data from|daten aus|zwischen"
    r"|between|letzte[nrms]?|last|of|für|for|im vergleich zu|compared (?:to|with))(?: dem| der| den| year"
    r"| jahr| the| ende| end of)*[ ]*$"
)
_FROM = re.compile(r"(?i)(?<!\w)from(?: the)? *$")
_HARD_PREPOSITION = re.compile(
    r"(?i)^(?:bis|spätestens|by|until|till|before|no|not|due|vor|aber|at the latest|noch|on or)\b"
)
_SOFT_PREPOSITION = re.compile(r"(?i)(?:in|im|ab|noch|during|within|through|innerhalb|per|starting|from|gegen)\b")
# "Wir wollen 2027 die Kosten senken": German names a year without preposition.
_YEAR_ALONE = re.compile(r"(?i)(?:^|(?<!\w)(?:will|wollen|soll|sollen|sollte|wird|werden|möchten?|müssen|muss|wir) )$")
_PAST_AFTER = re.compile(
    r"(?i)[^.;!?]{0,12}\b(?:waren|war|lag|lagen|betrug|betrugen|was|were|stood|wurden?|hatte[n]?|had)\b"
    r"|\)?:|\s?=\s?\d"
)
_LATEST = re.compile(r"(?i) (?:at the latest|spätestens|or earlier|oder früher)(?!\w)")
_SPAN_OF_YEARS = re.compile(
    r"(?i)(?<!\w)(?:(?:von|from|zwischen|between|in den jahren) )?(?P<first>20\d\d) ?(?:bis|to|und|and"
    r"|until|-|–) ?(?P<last>20\d\d)(?!\w|-\d|\.\d)"
)

_NUMBER = (
    r"(?P<number>\d{1,4}(?:[.,]\d)?|[a-zäöüß]{2,20}(?:-[a-z]+)?|a)"
    r"(?: ?(?:-|–| bis | to | oder | or ) ?(?P<upper>\d{1,3}|[a-zäöü]{2,12}))?"
)
_UNIT = (
    r"(?P<halfyear>halben jahre?s?|half a year|halbes jahr)"
    r"|(?:(?:arbeits|werk|kalender)?(?P<day>tag(?:en?|e?s)?)|(?P<days>(?:(?:business|working"
    r"|calendar) )?days?)"
    r"|(?P<week>wochen?|weeks?)|(?P<month>monat(?:en?|e?s)?|months?)|(?P<quarter>quartal(?:en?|e?s)?"
    r"|quarters?)"
    r"|(?P<year>jahr(?:en?|e?s)?|years?))"
)
_EVENTS = {
    "go-live": r"go[- ]?lives?|livegang|live-gang|produktivstart|produktivsetzung|produktivgang"
    r"|liveschaltung",
    "rollout": r"(?:[a-zäöü-]{2,20}-)?roll-?outs?",
    "launch": r"launch|markteinführung|marktstart|product launch|produktstart",
    "kick-off": r"kick-?offs?|projektstart|projektbeginn|project start|start of the project|projektstarts"
    r"|beginn des projekts",
    "project end": r"projektende|projektabschluss|end of the project|project end|project completion"
    r"|projektendes",
    "pilot end": r"ende (?:der|des) (?:pilotphase|piloten|pilotprojekts|pilotbetriebs)|pilotende"
    r"|(?:the )?end of (?:the )?pilot(?: phase)?",
    "pilot": r"pilotstart|pilotphase|pilotbetrieb|pilot phase|start of the pilot",
    "introduction": r"einführung|systemeinführung|introduction|systemstart",
    "commissioning": r"inbetriebnahme|commissioning",
    "acceptance": r"abnahme|acceptance(?: test)?",
    "release": r"release|deployment|veröffentlichung",
    "audit": r"audit|zertifizierung|rezertifizierung|certification",
    "board meeting": r"vorstandssitzung|aufsichtsratssitzung|lenkungsausschuss|board meeting"
    r"|steering committee",
    "peak season": r"weihnachtsgeschäft|hochsaison|peak season|christmas season|black friday",
    "trade fair": r"messe|hannover messe|trade fair|trade show",
    "handover": r"handover|hand-over|übergabe",
    "pilot ends": r"pilot (?:ends|is over|finishes)|pilot endet",
    "holidays": r"sommerpause|sommerferien|ferien|urlaubszeit|summer (?:break|holidays?)|holidays|holiday season",
    "election": r"wahl|kommunalwahl|bundestagswahl|elections?",
    "inspection": r"inspektion|betriebsprüfung|inspection|review|begehung|tüv-prüfung",
    "move": r"umzug|relocation|office move",
    "season start": r"saisonstart|saisonbeginn|schuljahresbeginn|semesterbeginn|season start"
    r"|start of (?:the )?(?:school year|term)",
    "season": r"(?:beginn|start|ende|abschluss|auftakt) (?:der|des) (?!jahres|quartals|monats|halbjahres"
    r"|geschäftsjahres|ersten"
    r"|zweiten|dritten|vierten|laufenden|kommenden|nächsten)[a-zäöüß]+(?:saison|periode|zeit|phase|"
    r"semesters?|kampagne|ernte)"
    r"|(?:start|beginning|end) of the [a-z]+ (?:season|phase|term|campaign)",
    "migration": r"(?:s/4hana-|sap-|erp-)?migration|systemumstellung|umstellung",
}
_EVENT = "|".join(f"(?P<e{place}>{words})" for place, words in enumerate(_EVENTS.values()))
_ARTICLE = r"(?:(?:dem|der|den|des|zum|zur|the|our|unserem|unserer|geplanten|planned|next|nächsten) ){0,3}"
_RELATIVE = re.compile(
    r"(?i)(?<!\w)(?:spätestens |no later than |at the latest )?(?:(?P<lead>(?:spätestens |erst )?(?:in"
    r"|innerhalb|binnen|within|nach|after|over|during|im laufe|über|no later than)"
    r"(?: von| of)?(?: (?:den|der|die|the))?(?: (?:nächsten|kommenden|folgenden|next|coming|following))?"
    r"(?: (?:spätestens|höchstens|maximal|at most|no more than|rund|etwa|ca\.|about))?) )?"
    rf"(?:{_NUMBER}[ -])?(?:{_UNIT})(?!\w)"
    r"(?P<now> (?:from now|from today|ab (?:jetzt|heute|sofort)))?"
    rf"(?:(?P<after> (?:nach|after|ab|from|following|of) )|(?P<before> (?:vor|before|prior to) ))?"
    rf"(?(after){_ARTICLE}(?:{_EVENT.replace('(?P<e', '(?P<a')})?(?:(?<=\w)(?!\w)|(?<=\W)))"
    rf"(?(before){_ARTICLE}(?:{_EVENT.replace('(?P<e', '(?P<b')})?(?:(?<=\w)(?!\w)|(?<=\W)))"
)
_HANGS = re.compile(
    rf"(?i)(?<!\w)(?:spätestens )?(?:bis (?:spätestens )?(?:zum|zur)?|vor|nach|zum|zur|by|before|after|at"
    rf"|until|till|prior to|upon) ?{_ARTICLE}"
    rf"(?:{_EVENT})(?!\w|-\w)"
)
# "as soon as the new ERP is live", "sobald das neue System läuft"; not "as soon as possible", "sobald es geht".
_ONCE = re.compile(
    r"(?i)(?<!\w)(?:as soon as|once) (?P<what>(?:the|our) [\w -]{2,30}?) (?:is|are|has been) \w+"
    r"|(?<!\w)sobald (?:das|die|der|unsere?) [\wäöüß -]{2,30}? (?:läuft|steht|live ist|abgeschlossen ist)"
)
_FRIST = re.compile(
    r"(?i)(?<!\w)(?:binnen|innerhalb|in) (?:(?P<year>jahres)|(?P<month>monats)|(?P<week>wochen))frist(?!\w)"
)
_ANSWERING = re.compile(
    r"(?i)antwort|beantwort|bearbeit|liefer|reagier|erledig|gelöst|lösen|abgeschlossen|bezahl|geprüft"
    r"|freigegeben|freigeb|erstell"
    r"|genehmig|respond|respons|answer|resolv|process|deliver|reply|replied|handl|ship|paid|approv|complet"
    r"|repair|close|zeit\b|dauer\b|\btime\b"
)
# "innerhalb von 2 Tagen" is how long a piece of work takes, "in 90 Tagen" by when it is done.
_DAYS_OF_WORK = 10
_INSTEAD_AFTER = re.compile(r"(?i) (?:instead of|rather than|statt|anstatt)\b")
_PAYBACK = re.compile(r"(?i)amorti|payback|break-?even|rentier|refinanz|\broi\b|time[- ]to[- ]|zeit bis")


@dataclass(frozen=True)
class _Duration:
    number: Decimal
    unit: str
    upper: Decimal | None = None

    @property
    def key(self) -> str:
        upper = f"-{self.upper.normalize():f}" if self.upper is not None else ""
        return f"{self.number.normalize():f}{upper}|{self.unit}"

    def from_day(self, today: date) -> date | None:
        """The day so long after today; None beyond the calendar."""
        count = self.upper or self.number
        if count > 1000:
            return None
        if self.unit in ("day", "week"):
            return today + timedelta(days=round(count * (7 if self.unit == "week" else 1)))
        months = {"month": 1, "quarter": 3, "year": 12}[self.unit]
        return add_months(today, round(count * months)) if count * months <= 12_000 else None


def find_deadlines(text: str, language: str, today: date) -> tuple[list[Fact], list[tuple[int, int]]]:
    """The deadlines in reading order, and the spans of other dates, whose digits are no amounts either."""
    others = [found.span() for found in _SPAN_OF_YEARS.finditer(text) if int(found["last"]) <= today.year]
    found = [fact for fact in _relative(text, today)] + [fact for fact in _hanging(text)]
    for period in find_periods(text, language, today):
        fact = None if _inside(period.start, period.end, others) else _deadline(text, period, today)
        if fact:
            found.append(fact)
        elif not _may_be_number(text, period):
            others.append((period.start, period.end))
    return _apart(found), others


def _apart(facts: list[Fact]) -> list[Fact]:
    """In reading order; of two that overlap, the longer."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: (fact.start, -fact.end)):
        if not kept or fact.start >= kept[-1].end:
            kept.append(fact)
        elif fact.end - fact.start > kept[-1].end - kept[-1].start:
            kept[-1] = fact
    return kept


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _deadline(text: str, period: Period, today: date) -> Fact | None:
    before = text[max(period.start - 45, 0) : period.start]
    before = before[before.rfind("\n") + 1 :]
    preposition = _PREPOSITION.search(before)
    if _is_past(text, period, before, today):
        return None
    if period.loose and not preposition and not (_bare_year(period) and _YEAR_ALONE.search(before)):
        return None
    if not preposition and _may_be_number(text, period):
        return None
    if _bare_year(period) and period.loose and preposition and _too_loose(preposition.group(), period, today):
        return None
    start = period.start - len(preposition.group()) if preposition else period.start
    latest = _LATEST.match(text, period.end)
    return _fact(text, start, latest.end() if latest else period.end, key=period.key, day=period.day)


def _may_be_number(text: str, period: Period) -> bool:
    """ "12.5." without year and preposition may end a sentence."""
    return re.fullmatch(r"\d{1,2}\.\d{1,2}\.", text[period.start : period.end]) is not None


def _bare_year(period: Period) -> bool:
    return period.loose and period.day is not None


def _too_loose(preposition: str, period: Period, today: date) -> bool:
    """A bare year says by when behind "bis" and "by"; behind "in" only if it is not over."""
    if _HARD_PREPOSITION.match(preposition.strip()):
        return False
    soft = _SOFT_PREPOSITION.match(preposition.strip())
    return not soft or period.day is None or period.day < today


def _is_past(text: str, period: Period, before: str, today: date) -> bool:
    """Whether it says when something was, or since when: data of a year, a baseline, a past."""
    preposition = _PREPOSITION.search(before)
    if preposition and _HARD_PREPOSITION.match(preposition.group().strip()):
        return False
    if _NO_DEADLINE_BEFORE.search(before):
        return True
    over = period.day is not None and period.day < today
    if _FROM.search(before):
        return over
    return (over or period.day is None) and _PAST_AFTER.match(text, period.end) is not None


def _fact(text: str, start: int, end: int, *, key: str, day: date | None) -> Fact:
    if re.search(r"[^\W\d_]{4,}\.$", text[start:end]):  # "by 1 March." at the end of a sentence
        end -= 1
    return Fact(FactKind.DEADLINE, start, end, text[start:end], key, day=day, complete=day is not None)


def _relative(text: str, today: date) -> list[Fact]:
    facts = []
    for found in _RELATIVE.finditer(text):
        duration = _duration(found)
        if duration is None:
            continue
        event = _event(found)
        if event:
            facts.append(_fact(text, found.start(), found.end(), key=f"{event}{duration.key}", day=None))
        elif found["lead"] and not _is_amount(text, found, duration):
            end = next((found.start(side) for side in ("after", "before") if found[side]), found.end())
            facts.append(_fact(text, found.start(), end, key=f"in:{duration.key}", day=duration.from_day(today)))
    for found in _FRIST.finditer(text):
        one = _Duration(Decimal(1), str(found.lastgroup))
        facts.append(_fact(text, *found.span(), key=f"in:{one.key}", day=one.from_day(today)))
    return facts


def _duration(found: re.Match[str]) -> _Duration | None:
    unit = next(unit for unit in ("halfyear", "day", "days", "week", "month", "quarter", "year") if found[unit])
    if unit == "halfyear":
        return _Duration(Decimal(6), "month")
    number, upper = _count(found["number"]), _count(found["upper"])
    if number is None and not (re.search(r"(?i)next|coming", found["lead"] or "") and number is None):
        return None
    if number is None or found["upper"] and upper is None:
        return None
    unit = "day" if unit == "days" else unit
    if number == Decimal("1.5") and unit == "year":
        return _Duration(Decimal(18), "month")
    return _Duration(number, unit, upper)


def _count(written: str | None) -> Decimal | None:
    if not written:
        return None
    if written[0].isdigit():
        return Decimal(written.replace(",", "."))
    return NUMBER_WORDS.get(written.lower())


def _event(found: re.Match[str]) -> str | None:
    for sign, side in (("+", "a"), ("-", "b")):
        for place, name in enumerate(_EVENTS):
            if found[f"{side}{place}"]:
                return f"event:{name}{sign}"
    return None


def _is_amount(text: str, found: re.Match[str], duration: _Duration) -> bool:
    """Whether it says how long something takes or lasted, not by when something is reached."""
    lead = found["lead"].lower()
    before = text[max(found.start() - 60, 0) : found.start()]
    around = before + text[found.end() : found.end() + 60]
    if _INSTEAD_AFTER.match(text, found.end()):
        return True
    nearing = re.search(r"nächst|kommend|folgend|next|coming|following", lead) is not None
    if nearing or found["now"]:
        return False
    if found["after"] or lead.startswith(("over", "during", "über", "im laufe")) or _PAYBACK.search(before):
        return re.match(r" (?:von|from) \d", text[found.end() :]) is None
    if duration.unit == "day":
        return duration.number <= _DAYS_OF_WORK or _ANSWERING.search(around) is not None
    return lead.startswith("after") and duration.unit == "week"


def _hanging(text: str) -> list[Fact]:
    facts = []
    for found in _ONCE.finditer(text):
        facts.append(_fact(text, *found.span(), key=f"event:{fold(found['what'] or found.group())}", day=None))
    for found in _HANGS.finditer(text):
        name = next(name for place, name in enumerate(_EVENTS) if found[f"e{place}"])
        facts.append(_fact(text, *found.span(), key=f"event:{fold(name)}", day=None))
    return facts
