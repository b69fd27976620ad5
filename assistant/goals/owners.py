"""Finds who is responsible for a goal: persons, teams, departments and roles.

Named behind a label ("Verantwortlich: …", "owned by …"), as those who do it ("Das Team Datenplattform
senkt …", "durch den Fachbereich Einkauf") or by title ("Frau Dr. Weber"). Who merely gains by it
("für das Team Vertrieb", "soll entlastet werden") is none, nor are "wir" and "das Unternehmen".
"""

import re

from assistant.goals.actors import find_actors
from assistant.goals.names import Named, apart
from assistant.language import fold

_UP = "[A-ZÀ-ÖØ-ÞĂĄĆČĐĘĚĞİŁŃŇŐŘŚŞŠŤŮŰŹŻŽ]"
_PROPER = rf"{_UP}[\w'’&/-]*\w"
_TITLE = r"(?:(?:Frau|Herrn?|Mrs?\.?|Ms\.?|Dr\.?|Prof\.|Dipl\.-Ing\.|Ing\.) )"
_PARTICLE = r"(?:von|van|de|der|di|da|zu|den|dos|el|al|bin) "
_PERSON = (
    rf"{_TITLE}{{1,4}}(?:{_PARTICLE}){{0,2}}(?:{_UP}\. ?)?{_PROPER}(?: {_UP}[a-zà-ÿğışćčřšž'’-]+(?<!s Team)){{0,2}}"
)
_FULL_NAME = (
    rf"(?:{_UP}\. ?){{1,2}}{_PROPER}"
    rf"|{_UP}[a-zà-ÿğışćčřšž'’-]+ (?:{_UP}\. )?(?:{_PARTICLE}){{0,2}}{_PROPER}"
)

_KINDS_DE = (
    "Team|Teams|Abteilung|Fachbereichs?|Bereichs?|Fachabteilung|Referats?|Stabsstelle|Gruppe|Ressorts?"
    "|Einheit|Geschäftsbereichs?|Kompetenzzentrums?"
    "|Business Unit|Competence Center|Stabsabteilung|Hauptabteilung|Projektgruppe|Arbeitsgruppe|Taskforce"
)
_DEPARTMENTS_DE = (
    "Einkaufs?|Vertriebs?|Logistik|Controllings?|Kundenservices?|Kundendienst(?:es)?|Marketings?|Produktion"
    "|Instandhaltung|Buchhaltung|Finanzbuchhaltung"
    "|Qualitätssicherung|Qualitätsmanagements?|IT|HR|Personalwesens?|Rechtsabteilung|Geschäftsführung"
    "|Geschäftsleitung|Vorstands?|Entwicklung|Disposition"
    "|Forschung und Entwicklung|Supply Chain Management|Revision|Arbeitsvorbereitung|Projektleitung"
    "|Werkleitung|Werksleitung|Bereichsleitung|Fachbereich"
    "|Fachabteilung|Datenschutzbeauftragter?|Innendienst|Außendienst|Kundenbetreuung|Schadenabteilung"
    "|Lagerleitung|Produktmanagements?|Callcenter|Service Desk|Servicedesk"
)
_GROUP_DE = (
    rf"(?:(?:{_KINDS_DE}) (?!Prozent){_PROPER}(?: (?:und|&) {_PROPER}| {_UP}[\w-]*[a-zäöüß](?= [a-zäöüß]))?"
    rf"|(?:{_PROPER}[- ])?{_UP}[\w&/-]{{0,40}}(?:team|-Team|abteilung|-Abteilung|fachbereich|-Bereich"
    rf"|referat)s?(?!\w)|(?:{_KINDS_DE})(?!\w))"
)
_ROLE_DE = (
    rf"(?:(?:{_UP}\w*)?(?:[Ll]eiter(?:in)?|[Mm]anager(?:in)?|[Bb]eauftragte[rn]?|[Vv]erantwortliche[rn]?"
    rf"|[Vv]orstand|[Dd]irektor(?:in)?)|Leitung|Product Owner(?:in)?|C[DEFIOT]O|CDAO|CISO)"
    rf"(?: (?:der |des |für |im |für die |für den )?{_PROPER}(?<!Die)(?<!Der))?"
)
_KINDS_EN = (
    "team|department|unit|division|office|function|squad|group|desk|committee|chapter|tribe"
    "|centre of excellence|center of excellence"
)
_GROUP_EN = rf"(?:[A-Za-z][\w&/'’-]* ){{1,4}}?(?:{_KINDS_EN})(?!\w)(?! of experts)"
_ROLE_EN = (
    r"(?:(?i:(?:vice )?(?:head|director|vp|vice president|chief|manager"
    r"|lead) of) (?:the )?(?:[\w&-]+)(?: (?:and|&) [\w-]+| (?!will|shall|should|must|is|by|and|to|who|for"
    r"|with|in|has|owns|leads)[\w&-]+)?"
    r"|C[DEFIOT]O|CDAO|CISO|(?i:(?:[\w-]+ )?(?:product owner|project manager|product manager|plant manager"
    r"|operations manager|programme manager|program manager|team lead|data owner|project lead)))(?!\w)"
)
_DEPARTMENTS_EN = (
    "Customer Service|Customer Support|Logistics|Procurement|Purchasing|Finance|Controlling|Sales|Marketing"
    "|IT|HR|Human Resources|Operations|Production|Maintenance"
    "|Engineering|Quality Assurance|Quality Management|Accounting|Accounts Payable|Legal|Compliance"
    "|Supply Chain|Data Science|Data Engineering|R&D|Product Management|Service Desk"
)

_TOKEN = rf"(?:Dr\.|Prof\.|Dipl\.-Ing\.|{_UP}\.|[A-Za-zÀ-ÿĀ-ž][\w'’&/-]*)"
_STOP = (
    r"(?!(?i:bis|by|until|till|before|mit|with|ab|am|zum|zur|soll|sollen|will|shall|should|ist|is|sind|are"
    r"|who|welche[rs]?|to|durch|spätestens|wird|werden|noch|nicht|no|not|on|ende"
    r"|budget|termin|deadline|ziel|within|innerhalb|q[1-4]|from|seit|dafür|hierfür|tbd|offen|unklar"
    r"|unbekannt|niemand|nobody|open|none|keine[rs]?|[a-z]*t werden)(?!\w))"
)
_ARTICLE = r"(?:(?i:das|die|der|dem|den|des|the|our|unsere?[nmrs]?|ihr|vom|von|bei|beim|at|with) ){0,2}"
_ANY_NAME = rf"{_ARTICLE}(?P<name>{_STOP}{_TOKEN}(?: {_STOP}{_TOKEN}){{0,6}})"
_LABEL = (
    r"(?i:verantwortlich(?:e[rn]?)?(?: (?:person|stelle|team|bereich))?|verantwortung|(?:goal |process "
    r"|data |product )?owner(?:ship)?|zielverantwortliche?r?|prozessverantwortliche?r?"
    r"|projektverantwortliche?r?|zuständig(?:keit)?|responsible(?: (?:person|team|party|unit))?"
    r"|responsibility|accountable(?: (?:person|team))?|ansprechpartner(?:in)?|projektleitung"
    r"|projektleiter(?:in)?"
    r"|project lead|lead|leitung|federführung|federführend)"
)
_GERMAN_NAME = rf"(?P<name>{_PERSON}|{_GROUP_DE}|{_ROLE_DE}|{_DEPARTMENTS_DE})"
_ENGLISH_NAME = rf"(?P<name>{_PERSON}|{_ROLE_EN}|{_GROUP_EN}|{_FULL_NAME})"
_CLAUSE = r"(?:^|(?<=[.!?:;,\n_] )|(?<=\n)|(?<=[„\"'(*>-])|(?<=[*>-] ))"
_ART_NOM = r"(?:(?:Das|Unser|Die|Der|Unsere|das|unser|die|der|unsere) )"
_VERB_DE = r"(?P<verb>soll|sollen|wird|werden|muss|müssen|will|möchte|möchten|kann|hat|führt|[a-zäöüß]{3,}t)(?!\w)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\w){_LABEL} ?(?::|=|–| - )\s?{_ANY_NAME}",
        rf"(?<!\w)(?i:verantwortlich|zuständig|federführend|responsible|accountable)(?: (?:dafür|hierfür"
        rf"|for this|for it|zeichnet))? ?(?:ist|sind|is|are|zeichnet) {_ANY_NAME}",
        rf"(?<!\w)(?i:verantwortung (?:dafür |hierfür )?(?:liegt|trägt|übernimmt|hat)(?: bei(?:m)?)?"
        rf"|responsibility (?:lies|rests) with) {_ANY_NAME}",
        rf"(?<!\w)(?i:unter (?:der )?(?:leitung|federführung|führung|verantwortung)"
        rf"|in (?:der )?(?:verantwortung|zuständigkeit)|verantwortet|geleitet|gesteuert)"
        rf" (?:von|vom|der|des|durch) {_ANY_NAME}",
        rf"(?<!\w)(?i:owned|led|managed|headed|sponsored|championed) by {_ARTICLE}(?P<name>{_PERSON}"
        rf"|{_ROLE_EN}|{_GROUP_EN}|{_FULL_NAME}|(?!AI\b|KI\b|ML\b){_PROPER})",
        rf"(?<!\w)(?i:under the (?:leadership|lead|direction|responsibility|ownership) of) {_ANY_NAME}",
        rf"(?<!\w)(?i:durch|seitens|über) (?:das|den|die|unser|unsere[n]?|der|des) {_GERMAN_NAME}",
        rf"(?<!\w)(?:durch|seitens) (?P<name>{_PERSON}|{_FULL_NAME})(?= (?:bis|in|umgesetzt|verantwortet"
        rf"|eingeführt|gesteuert)|[.,;]|$)",
        rf"(?<!\w)(?:vom|von der|von dem|von) {_GERMAN_NAME} (?:\w+ )?(?:umgesetzt|verantwortet|betrieben"
        rf"|entwickelt|eingeführt|gesteuert|geleitet|aufgebaut)",
        rf"(?<!\w)by (?:the|our) (?P<name>{_ROLE_EN}|{_GROUP_EN})",
        rf"{_CLAUSE}(?P<name>{_FULL_NAME})(?:, | \()(?:the |our )?(?:{_ROLE_EN}|{_ROLE_DE})",
        rf"(?<!\w)(?P<name>{_FULL_NAME}) (?:verantwortet|leitet|ist (?:\w+ )?verantwortlich|owns|leads"
        r"|is (?:\w+ )?(?:responsible|accountable))(?!\w)",
    )
)
_SUBJECT_DE = re.compile(rf"{_CLAUSE}{_ART_NOM}?{_GERMAN_NAME},? {_VERB_DE}")
_INVERTED_DE = re.compile(rf"(?<!\w){_VERB_DE} (?:das|die|der|unser|unsere) {_GERMAN_NAME}")
_SUBJECT_EN = re.compile(
    rf"(?:{_CLAUSE}|(?<=\bthat )|(?<=, )|(?<=\d )(?=(?:the|our) ))(?:(?:[Tt]he|[Oo]ur) )?(?P<name>{_PERSON}"
    rf"|{_ROLE_EN}|{_GROUP_EN}|(?:{_DEPARTMENTS_EN})(?! (?:cost|time|rate)))"
    r" (?P<verb>will|shall|should|must|is to|are to|to|is|are|has to|aims to|owns|leads"
    r"|[a-z]{3,}(?<!s)s)(?!\w)"
)
_TITLED = re.compile(rf"(?<!\w)(?P<name>{_PERSON})")
_FOR_WHOM = re.compile(
    r"(?i)(?<!\w)(?:für|for|an|to|zugunsten|support|unterstützt|entlastet)(?: (?:das|die|den|the|our"
    r"|unser\w*))? ?$"
)
_GAINS = re.compile(
    r"(?i)^(?:nicht|mit|seit|jetzt|erst|fast|selbst|ist|oft|damit|dort|derzeit|zuletzt|bekommt|erhält"
    r"|profitiert|braucht|benötigt|gewinnt|wartet|verbringt|verliert|leidet|hat"
    r"|entlastet|unterstützt|befähigt|geschult|gets|receives|needs|gains|benefits|waits|spends|loses|was"
    r"|has|is|are|uses|costs|times|rates|besteht|bekommt|entsteht|kann)$"
)
_PASSIVE = re.compile(
    r"(?i)^[^.;!?\n]{0,160}?(?:\w{3,}(?:t|en) werden(?!\w)|\bbe (?:\w+ly )?(?:\w{3,}(?:ed|en)|given"
    r"|freed)(?!\w)|\bget \w+|\breceive\b|\bbenefit|\bprofitieren)"
)
_PARTICIPLE_LAST = re.compile(
    r"(?i)^[^.;!?\n,]{0,160}?(?:be|ge|ent|ver|er|unter|\w+ge)\w{2,}t(?=\s*(?:[.;!?,\n]|$|und\b|von\b|durch\b"
    r"|um\b))"
)
_OPENS_CLAUSE = re.compile(
    r"(?i)(?:bei|bis|ab|im|in|innerhalb|ende|anfang|mitte|spätestens|künftig|zum|dazu|hierzu|dafür|mit|binnen|zukünftig"
    r"|q\d|dabei|vor|nach)\b"
)
_SERVES = re.compile(r"(?:entlast|unterstütz|befähig|hilf|informier|schul|beliefer|betriff|kost)")
_IS_SERVED = re.compile(
    r" (?:not )?be \w+(?:ed|en)(?!\w)|.{0,40}? be (?:relieved|supported|trained|enabled|informed)"
    r"| (?:receive|benefit|get|gain|spend)(?!\w)"
)
_NO_FIRST_WORD = frozenset("for help support relieve reduce enable train give cut a each every in to with".split())
_NOBODY = frozenset(
    """wir uns unser ich alle jeder unternehmen firma konzern company we us everyone everybody all kunden
    customers customer kunde nutzer users mitarbeiter mitarbeitende employees ki ai ml system modell
    model chatbot tbd team abteilung bereich department unit gruppe group function office einheit
    bereichs fachbereichs projekt project goal ziel process prozess you they it this that""".split()
)
_LEADING = re.compile(
    r"(?i)^(?:(?:das|die|der|dem|den|des|the|our|unsere?[nmrs]?|frau|herrn?|mrs?|ms|dr|prof|dipl"
    r"|ing)\b\.?[ -]?)+"
)
_GENITIVE = re.compile(r"\b(team|bereich|fachbereich|referat|ressort|einkauf|vertrieb|vorstand|kundenservice)s\b")
_TRAILING = re.compile(r"(?i)(?: (?:and|und|of|der|des|für|for|the|von|im|in|&|die|das|den|dem))+$")


def find_owners(text: str) -> list[Named]:
    """The responsible ones in reading order; of two that overlap, the longer. Spans are without article."""
    found = [match for pattern in _PATTERNS for match in pattern.finditer(text)]
    found += [match for match in _SUBJECT_DE.finditer(text) if _acts_de(text, match)]
    found += [match for match in _INVERTED_DE.finditer(text) if _acts_inverted(text, match)]
    found += [match for match in _SUBJECT_EN.finditer(text) if _acts_en(text, match)]
    found += [match for match in _TITLED.finditer(text) if not _for_whom(text, match)]
    found += find_actors(text)
    return apart(filter(None, map(_named, found)))


def _for_whom(text: str, found: re.Match[str]) -> bool:
    return _FOR_WHOM.search(text[max(found.start() - 30, 0) : found.start()]) is not None


def _named(found: re.Match[str]) -> Named | None:
    name = _TRAILING.sub("", found["name"])
    start = found.start("name")
    while article := re.match(r"(?i)(?:das|die|der|dem|den|des|the|our|unsere?[nmrs]?) ", name):
        name, start = name[article.end() :], start + article.end()
    key = _key(name)
    if not key or key in _NOBODY or key.split()[0] in ("wir", "we", "ki", "ai", "tbd", "it's"):
        return None
    return Named(start, start + len(name), key)


def _key(name: str) -> str:
    """'team datenplattform' for "des Teams Datenplattform", 'weber' for "Frau Dr. Weber"."""
    key = _LEADING.sub("", fold(" ".join(name.split())))
    return _GENITIVE.sub(r"\1", key)


def _acts_de(text: str, found: re.Match[str]) -> bool:
    verb, rest = found["verb"].lower(), text[found.end() : found.end() + 170]
    if _GAINS.match(verb):
        return verb == "ist" and re.match(r" (?:\w+ )?(?:verantwortlich|zuständig|federführend)", rest) is not None
    if verb in ("soll", "sollen", "muss", "müssen", "will", "kann"):
        return _PASSIVE.match(rest) is None
    if verb in ("wird", "werden"):
        return _PASSIVE.match(rest) is None and _PARTICIPLE_LAST.match(rest) is None
    return True


def _acts_inverted(text: str, found: re.Match[str]) -> bool:
    """ "Bis Ende 2027 senkt das Team …": after time or place the subject stands behind the verb."""
    clause = re.split(r"(?<!\d)[.;!?](?=\s)|\n", text[max(found.start() - 120, 0) : found.start()])[-1].lstrip()
    if not _OPENS_CLAUSE.match(clause) or _SERVES.match(found["verb"]):
        return False
    return _acts_de(text, found)


def _acts_en(text: str, found: re.Match[str]) -> bool:
    verb, rest = found["verb"].lower(), text[found.end() : found.end() + 170]
    if verb in ("is", "are"):
        return re.match(r" (?:fully |jointly )?(?:responsible|accountable|in charge)", rest) is not None
    if _GAINS.match(verb):
        return False
    return found["name"].split()[0].lower() not in _NO_FIRST_WORD and _IS_SERVED.match(rest) is None
