"""Finds who acts in a goal where neither a label nor a word such as "Team" says that it is a unit of people.

"Bis 2027 senkt die Technische Redaktion den Aufwand": two noun phrases beside a verb, the first acts. What acts but is
a machine ("der Chatbot", "das Modell") or a figure is left out.
"""

import re

_UP = "[A-ZÄÖÜ]"
_NOUN_PHRASE = rf"(?:{_UP}[a-zäöüß]+e )?{_UP}[\w&/-]+(?: {_UP}[\w-]+)?"
_NO_PEOPLE = re.compile(
    r"(?:bot|bots|assistent|assistenz|assistenten|modell|modelle|system|systeme|tool|tools|software|\bki|"
    r"lösung|prognose|erkennung|"
    r"vorhersage|steuerung|planung|analyse|automatisierung|algorithmus|plattform|anwendung|app|suche|"
    r"prüfung|klassifikator|"
    r"generator|übersetzung|einführung|projekt|kamera|sensor|roboter|regelung|review|workflow|prozess|"
    r"maßnahme|quote|rate|zeit|"
    r"dauer|kosten|zahl|anteil|menge|aufwand|umsatz|wert|grad|fehler|ausschuss|bestand|score|unternehmen|"
    r"firma|konzern|kunden|"
    r"ziel|pilot|schulung|qualität|effizienz|vorhaben|initiative|technik|verfahren|einsatz|verbrauch|index"
    r"|dashboard|agent|"
    r"model|assistant|chatbot|rate|time|cost|score|system|forecast|recall|accuracy|revenue|churn|sales|quality)s?$",
    re.I,
)
_TRANSITIVE_EN = (
    "will|gets|takes|makes|brings|cuts|reduces|raises|increases|lowers|introduces|launches|rolls|builds|automates|"
    "deploys|halves|doubles|improves|shortens|pilots|trains|digitises|migrates|extends"
)
_OBJECT_DE = r"(?:den|die|das|diese[nsr]?|ihn|sie|es|ihre[nm]?|seine[nm]?|eine[nm]?|\d)"
_FINITE_DE = r"(?:soll|sollen|will|wollen|muss|[a-zäöüß]{3,}t)"
_MODAL_DE = r"(?:soll|sollen|will|wollen|muss|müssen|möchte|möchten)"
_WITH = r"(?:(?:mit|bei|im|in|durch|per|bis|ab|zum) [^,.;:]{2,50}? )?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # soll die Klinik-IT diese Zeit …; hebt die Paketsortierung Leipzig die Lesequote …
        rf"(?<!\w){_FINITE_DE} (?:das|die|der|unsere?) (?P<name>{_NOUN_PHRASE}) {_OBJECT_DE}\s",
        # Das Forderungsmanagement soll mit einem Modell die Ausfallquote senken
        rf"(?:^|[.;:] )(?:Das|Die|Der|Unsere?) (?P<name>{_NOUN_PHRASE}) {_MODAL_DE} {_WITH}{_OBJECT_DE} "
        r"(?!.{0,160}\b(?:werden|sein)\b)[^.;]{3,160}?[a-zäöüß]{3,}(?:en|ern|eln)(?=[\s.,;]|$)",
        # Wir im Team Mahnwesen …
        rf"(?i:^wir) (?:im|in der|vom|von der|aus dem|aus der) (?P<name>{_NOUN_PHRASE})(?= [a-zäöüß]+n\b)",
        # …, indem das Serviceteam Hamburg …; …, den das Content-Team … anbindet
        rf"(?<=[\s,])(?:indem|dass|weil|den|womit|wofür) (?:das|die|der|unsere?) "
        rf"(?P<name>(?:{_UP}[\w-]*(?:[Tt]eam|[Aa]bteilung|[Bb]üro|[Hh]of|amt|stelle|-IT|[Ss]quad))(?: {_UP}[\w-]+)?)",
        # Unser Data-Science-Squad shippt …
        rf"(?:^|[.;:] )(?:Das|Die|Der|Unsere?) (?P<name>{_UP}[\w-]*(?:[Ss]quad|[Tt]ribe|-IT|amt|stelle|"
        rf"[Bb]üro)(?: {_UP}[\w-]+)?) "
        rf"(?:{_MODAL_DE}|[a-zäöüß]{{3,}}t)\b",
        # (Product Ownerin | Oberärztin Dr.) Sabine Vogt stellt sicher
        rf"(?:^|[.;:] )(?P<name>(?:Product Owner(?:in)?|{_UP}[a-zäöüß]+(?:leiter|leiterin|chef|chefin|"
        rf"meister|meisterin))"
        rf" {_UP}[\wäöüß-]+(?: {_UP}[\wäöüß-]+)?) [a-zäöüß]{{3,}}t\b",
        # Data Stewardship makes …; Prioritising reminders …, Credit Control gets …
        rf"(?:^|[.;:,] )(?P<name>[A-Z][\w'’-]+(?: (?:&|and|of) [A-Z][\w'’-]+|"
        rf" [A-Z][\w'’-]+){{1,3}}) (?:{_TRANSITIVE_EN})\b",
        r"(?i:\bas (?:the )?(?:product|process|goal|data|project)? ?(?:owner|lead|"
        r"manager)), (?P<name>[A-Z][\w'’-]+ [A-Z][\w'’-]+)",
    )
)
# Behind these stands who is responsible, with or without a colon.
_SAID = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:^|[,;(–-] ?)(?i:owner|zuständigkeit|zuständig|verantwortlich|verantwortung) "
        r"(?P<name>(?!(?i:ist|sind|is|dafür|hierfür|für|trägt|liegt|zeichnet|durch|bleibt|soll)\b)"
        r"[\w.&/-]+(?: (?!(?i:bis|by|until|mit|und zwar)\b)[\w.&/-]+){0,3})(?=[,;).]|$)",
        r"(?:^|[\n,;–-] ?)(?i:wer|who): ?(?P<name>[^\n,;]{2,50}?)(?=[\n,;.]|$| –)",
        r"(?:^|[.;,] ?)(?:[Tt]he )?(?P<name>[A-Za-z][\w&'’ -]{2,38}?)(?: \([^)]{1,40}\))? "
        r"(?:is|are) (?:fully |jointly )?(?:responsible|accountable|answerable|in charge)\b",
        r"(?:^|[.;,] ?)(?:[Tt]he )?(?P<name>[A-Z][\w&'’ -]{2,38}?) owns (?:this|it|the goal)\b",
        r"(?i:(?:project lead|goal owner|process owner|product owner|owner|sponsor|answerable|"
        r"accountable)(?: is|:| –| -) )"
        r"(?:(?:the|our) )?(?P<name>(?:[a-z]+ ){0,2}?(?:manager |lead |head of )?[A-Z][\w'’.-]+(?: [A-Z][\w'’-]+){0,3}"
        r"|(?:[a-z]+ ){1,2}(?:department|team|unit|office))",
        r"(?i:\b(?:run|driven|delivered|operated|handled) by) (?:the |"
        r"our )?(?P<name>[A-Z][\w'’&-]+(?: [A-Z][\w'’&-]+){0,3})",
    )
)
_NOBODY = re.compile(r"^(?:this|that|it|he|she|who|which|nobody|niemand|offen|open|tbd|unklar|we|wir|ai|ki)\b", re.I)


def find_actors(text: str) -> list[re.Match[str]]:
    """Matches with the group `name`, without article."""
    found = [match for pattern in _PATTERNS for match in pattern.finditer(text) if not _NO_PEOPLE.search(match["name"])]
    found += [match for pattern in _SAID for match in pattern.finditer(text)]
    return [match for match in found if not _NOBODY.match(match["name"])]
