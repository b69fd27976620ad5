"""Finds the metrics a goal names: "Durchlaufzeit", "first-contact resolution rate", "Anteil der Rechnungen".

Known metrics have one key in both languages; others are recognised by their form ("…quote", "… rate") and have their
stem as key. Whether a metric is the right one is not judged here.
"""

import re

from assistant.goals.metric_names import KNOWN
from assistant.goals.names import Named, apart
from assistant.goals.phrases import PhraseTable, Word, words_of
from assistant.goals.units import canonical_noun
from assistant.language import ENGLISH_FUNCTION_WORDS, GERMAN_FUNCTION_WORDS, fold_umlauts

_TABLE = PhraseTable(KNOWN)
_GERMAN_HEADS = tuple(
    """quote quoten rate raten zeit zeiten dauer kosten aufwand aufwände aufwands anteil anteile anteils
    genauigkeit zufriedenheit bestand bestände umsatz umsätze menge mengen zahl zahlen grad grade index
    score tiefe rendite marge ausbeute treue verfügbarkeit auslastung verbrauch volumen produktivität
    häufigkeit abweichung fehler latenz ausfälle""".split()
)
_NO_METRIC = frozenset(
    """hochzeit mahlzeit jederzeit derzeit zurzeit freizeit teilzeit vollzeit elternzeit gleitzeit echtzeit
    neuzeit auszeit uhrzeit steinzeit winterzeit sommerzeit jahreszeit tageszeit amtszeit arbeitszeit
    projektzeit vorzeit halbzeit zwischenzeit anzeit einzelzahl grundzahl primzahl kennzahl kennzahlen
    postleitzahl jahreszahl beraten geraten verraten braten raten daten heiraten piraten unkosten
    erraten zutaten kaufdauer probezeit mitarbeiterzahl bauzeit regelzeit systemausfälle programmfehler
    tippfehler hochgrad längengrad breitengrad datenmenge datenbestand istbestand altbestand
    programmierfehler privatanteil bestandteil mehrzahl unzahl vielzahl anzahl auswahl wahl überzahl
    unterzahl minderzahl prozentzahl laufzeit quadrat inserate softwarefehler projektlaufzeit
    vertragslaufzeit migrate corporate separate generate automate integrate operate create accelerate calibrate
    demonstrate celebrate curate mehrkosten echtzeit""".split()
)
_ENGLISH_HEADS = frozenset(
    """rate rates time times cost costs score scores ratio ratios accuracy share shares volume
    satisfaction margin productivity throughput latency utilization utilisation availability
    coverage yield effort spend turnover""".split()
)
_NEEDS_MODIFIER = frozenset(
    "rate rates time times score scores ratio ratios share shares volume effort yield spend".split()
)
# Words before "rate", "time" … that are none of its name.
_NO_MODIFIER = frozenset(
    """reduce reduces reduced reducing cut cuts cutting lower lowers lowering decrease decreases increase
    increases increasing increased raise raises raising improve improves improving improved improvement
    boost grow shorten shortens shortening halve halves double doubles triple bring keep achieve
    achieves reach reaches maintain maintains optimise optimize optimising minimise minimize maximise
    maximize save saves saving make makes get measure measures measured track current target average
    mean median our overall total same part long short next last every any some new better good high
    higher low faster less more fewer no limit drop drops hold hit deliver delivers push drive drives
    reduction ensure accelerate accelerates expected much many spend speed stabilise stabilize goal aim
    is are was were percent significantly sustainably while week month year automated existing in-time
    estimate predict predicts forecast forecasts detect monitor monitors calculate""".split()
)
_NO_MEASURE = re.compile(r"(?i)\b(?:real|full|part|over|first|extra)[ -](?:time|cost)s?$|\bohne \w+$")
_BARE_ENGLISH = {"costs": "cost", "utilization": "utilisation"}
_PORTION = re.compile(
    r"(?P<share>\b(?i:anteil(?:e[ns]?|s)?) (?:der|des|an|von|aller)|\b(?i:share|percentage"
    r"|proportion) of)(?:(?<=of) (?i:the|all|our))?"
    r"(?P<what>(?: [\w-]+){1,5})"
    r"|(?P<number>\b(?i:anzahl|zahl) (?:der|des|an|von)|\b(?i:number) of)(?:(?<=of) (?i:the|all"
    r"|our))?(?P<counted>(?: [\w-]+){1,5})"
)
_QUALIFIED = re.compile(r" (?:je|pro|per) (?P<per>(?:[a-z]+ed )?[^\W\d_][\w-]+)")
_DIVISIBLE = re.compile(r"cost|kost|time|zeit|aufwand|effort|dauer|umsatz|revenue|output")
_WITH_DIGITS = re.compile(
    r"(?<!\w)(?:(?:[Rr]ecall|[Pp]recision|[Hh]it(?:[ -]?[Rr]ate)?|NDCG|nDCG|mAP|MAP|MRR|[Aa]ccuracy"
    r"|[Pp]ass)@(?:\d{1,4}(?:\.\d+)?(?!\w)|k\b)"
    r"|(?i:top)-\d{1,3}-?[ ]?(?:[A-Za-zäöüß]*(?:genauigkeit|quote)|[Aa]ccuracy|[Hh]it [Rr]ate)"
    r"|[Ff]1(?:[- ]?(?i:score|wert|maß|mass|measure))?(?!\w)|[Pp](?:50|75|90|95|99)[ -](?i:latenz|latency"
    r"|antwortzeit|response time)"
    r"|R²|(?i:r2[- ]score)|BLEU-\d|ROUGE-(?:\d|L)|CO2-(?:Emission\w*|Ausstoß\w*)"
    r"|CO2 (?i:emissions?)|CO₂-\w+)"
)
_FUNCTION_WORDS = GERMAN_FUNCTION_WORDS | ENGLISH_FUNCTION_WORDS


def metrics_with_digits(text: str) -> list[Named]:
    """The metrics whose names hold digits ("F1", "Recall@5"); those digits are no amounts."""
    return [Named(*found.span(), _digit_key(found.group())) for found in _WITH_DIGITS.finditer(text)]


def _digit_key(name: str) -> str:
    folded = re.sub(r"[ -]", " ", fold_umlauts(name))
    return "f1" if folded.startswith("f1") else "r2" if folded in ("r2", "r2 score") else folded


def find_metrics(text: str) -> list[Named]:
    """The metrics in reading order; of two that overlap, the one that begins first, then the longer."""
    words = words_of(text)
    known = list(_TABLE.find(text, words))
    found = [_qualified(text, Named(words[first].start, words[last - 1].end, key)) for first, last, key in known]
    found += metrics_with_digits(text) + _portions(text)
    taken = {place for first, last, _ in known for place in range(first, last)}
    found += [_qualified(text, name) for name in _formed(text, words, taken)]
    return apart(found)


def _portions(text: str) -> list[Named]:
    """ "Anteil der automatisch erkannten Rechnungen", "number of support tickets"."""
    names = []
    for found in _PORTION.finditer(text):
        group = "what" if found["what"] else "counted"
        end = _noun_end(found[group])
        if end:
            *before, last = found[group][:end].split()
            noun = " ".join([*map(fold_umlauts, before), canonical_noun(last)])
            kind = "share" if found["share"] else "number"
            names.append(Named(found.start(), found.start(group) + end, f"{kind} {noun}"))
    return names


def _noun_end(words: str) -> int:
    """Where the noun ends: at the first capital or, in English, at the first plural; 0 where there is none."""
    end = 0
    for word in words.split():
        end += len(word) + 1
        if word.lower() in _FUNCTION_WORDS:
            return 0
        if word[0].isupper() or word.endswith("s") and not word.endswith("ss"):
            return end
    return 0


def _qualified(text: str, name: Named) -> Named:
    """With "je Vorgang", "per ticket" where it follows a cost or a time."""
    per = _QUALIFIED.match(text, name.end)
    if not per or not _DIVISIBLE.search(f"{name.key} {text[name.start : name.end].lower()}"):
        return name
    if re.fullmatch(r"(?i)tag|woche|monat|jahr|quartal|stunde|day|week|month|year|quarter|hour", per["per"]):
        return name
    return Named(name.start, per.end(), f"{name.key} per {canonical_noun(per['per'])}")


def _formed(text: str, words: list[Word], taken: set[int]) -> list[Named]:
    """Those recognised by the form of their name."""
    names = []
    for place, word in enumerate(words):
        if place in taken:
            continue
        lower = word.written.lower()
        if _NO_MEASURE.search(text[max(word.start - 8, 0) : word.end]):
            continue
        if lower in _ENGLISH_HEADS:
            first = _modifiers(text, words, place)
            if first < place:
                names.append(Named(words[first].start, word.end, " ".join(w.stem for w in words[first : place + 1])))
            elif lower not in _NEEDS_MODIFIER:
                names.append(Named(word.start, word.end, _BARE_ENGLISH.get(lower, lower)))
        elif _is_german_compound(word.written):
            names.append(Named(word.start, word.end, _compound_key(word)))
    return names


def _is_german_compound(word: str) -> bool:
    if not word[0].isupper():
        return False
    lower = word.lower()
    if len(word) < 6 or lower in _GERMAN_HEADS or not lower.endswith(_GERMAN_HEADS):
        return bool(_valued(word))
    return not any(lower == exception or lower.endswith(f"-{exception}") for exception in _NO_METRIC)


def _valued(word: str) -> str:
    """The key of the metric in "Recall-Wert", "NPS-Score"."""
    first, _, last = word.rpartition("-")
    return _TABLE.key(first) if last.lower() in ("wert", "werte", "score", "index", "quote") and first else ""


def _compound_key(word: Word) -> str:
    return _valued(word.written) or word.stem


def _modifiers(text: str, words: list[Word], place: int) -> int:
    """The first of up to three words before it that belong to its name."""
    first = place
    while first > 0 and place - first < 3:
        before = words[first - 1]
        lower = before.written.lower()
        if text[before.end : words[first].start] not in (" ", "-") or not lower[0].isalpha():
            break
        if lower in _NO_MODIFIER or lower in _FUNCTION_WORDS or lower.endswith("ly"):
            break
        first -= 1
    return first
