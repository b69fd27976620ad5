"""Blanks out what holds digits and is no number of a goal: names, norms, labels, versions, addresses.

A blanked text has the same length; every blanked letter is an underscore. Dates and deadlines stay.
"""

import re

_HARD_UNIT = (
    r"(?:%|‰|€|\$|£|prozent|percent|per cent|euro|eur\b|usd\b|chf\b|t€|teur|mio|mrd|tage|tagen|days|stunden"
    r"|std|hours|min\b"
    r"|minuten|minutes|sek|seconds|ms\b|wochen|weeks|monate|months|jahre|years|punkt|point)"
)
# A number that names one of several things: "Linie 4", "Phase 2". Plurals name several: "Linien 3 und 4".
_LABELS = """
    linien? lines? werke? halle hallen anlagen? phasen? stufen? stages? kapitel chapters? releases?
    ziele? goals? objectives? versionen? versions? ver level tiers? schritte? steps? teil parts?
    abschnitt sections? tabelle table abbildung abb figure fig nummer nr no sprints? gruppe groups?
    klasse class kategorie category raum room gebäude building bau halls? plants? sites? standort
    schicht shift maschinen? machines? presse press roboter robot zelle cell ticket projekt project epic
    story issue task ap wp paket package meilenstein milestone gate team abteilung bereich modul module
    baustein option variante szenario scenario annex anhang appendix seite page zeile folie slide tor
    gleis etage spalte column priorität priority prio kr okr lot charge batch filiale reifegrad
    iteration use[ -]case anwendungsfall artikel article art absatz abs satz paragraph recital
    erwägungsgrund punkt section sec zone kostenstelle
""".split()
_LABEL = (
    rf"(?<![\w-])(?:[a-zäöüß-]{{0,30}}(?:linien?|werke?|hallen?|anlagen?|maschinen?|presse|zelle|phasen?"
    rf"|stufen?)"
    rf"|{'|'.join(_LABELS)})\.?[ -]?(?:#|nr\. ?)?\d{{1,5}}[a-z]?(?![\w%€$]|[.,]\d|\s?{_HARD_UNIT})"
    rf"(?:\s?(?:,|/|&|\+|-|–|und|and|bis|to|oder|or|auf)\s?\d{{1,3}}(?![\w%€$.]|,\d|\s?{_HARD_UNIT}))*"
)
_NORM = (
    r"(?<!\w)(?:DIN|EN|ISO|IEC|VDI|VDE|IEEE|SOC|BSI|NIST|RFC|PCI|IDW|IFRS|IAS|ASTM|ANSI|TISAX|IATF|GxP|CFR)"
    r"(?:[ /-](?:EN|ISO|IEC|VDI|TS|TR|SP|DSS|PS|Type|Part|Teil|Standard"
    r"|Grundschutz))*[ -]?\d[\d.:/-]*(?:-\d+)?"
)
_ADDRESS = (
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){0,4}\.[A-Za-z]{2,}"
    r"|https?://\S+|www\.\S+"
    r"|(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)"
    r"|(?<![\w+])(?:\+|00)[1-9]\d{0,2}[ /().-]{0,3}\d{2,5}[ /().-]{1,3}\d[\d /-]{3,20}\d(?!\w)"
    r"|(?<![\w.,])0\d{2,5} ?[/-] ?\d{3,}[\d -]{0,12}"
    r"|(?i:(?<!\w)(?:tel|telefon|phone|fax|mobil)\b\.?:?)\s?[+\d][\d /().-]{4,25}\d"
)
_MODEL = (
    r"(?<!\w)(?:GPT|Llama|LLaMA|Claude|Gemini|Gemma|Mistral|Mixtral|Qwen|Phi|Falcon|Grok|DeepSeek|Whisper"
    r"|DALL-E|Sora|YOLO"
    r"|Stable Diffusion|ResNet|BERT|Python|Java|Angular|Windows|Win|Office|Microsoft|Dynamics|Exchange"
    r"|Server|SharePoint"
    r"|Excel|Outlook|Oracle|Navision|NAV|BC|iOS|Android|macOS|Ubuntu|Debian|CUDA|RTX|Apollo|Horizon"
    r"|Horizont|Agenda"
    r"|Strategie|Strategy|Vision|Roadmap|Programm|Plan|Industrie|Industry|KI|AI|Arbeit|Logistik|Logistics"
    r"|Web|Work|Handel"
    r"|Quality|Qualität|Produktion|Einkauf|Wi-Fi|Bluetooth|USB|HTTP|Teams|Copilot|Chatbot|Bot)"
    rf"[ -]?v?\d[\d.]*[a-zA-Z]{{0,3}}(?:-\w+)*(?![\w%]|,\d|\s?{_HARD_UNIT})"
)
_VERSION = (
    r"(?<![\w.])(?:[vV]|(?i:versionen|versions?|release|ver|rev"
    r"|build))\.? ?\d+(?:\.\d+)*(?:[-.]?(?:rc|beta|alpha)\d*)?(?!\w)"
    r"|(?<![\w.,])(?!\d{1,2}\.\d{1,2}\.(?:20)?\d\d(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?![\d.]))\d+(?:\.\d+){2,}(?![\w.,])"
)
_LAW = (
    r"§§?\s*\d+\w*(?:\s*(?:ff?\.|(?:Abs|Satz|Nr|lit)\.?\s*\w+))*"
    r"|(?<!\w)(?i:art(?:ikel|icle)?s?|abs(?:atz)?|erwägungsgrund|recital|ziffer|rn"
    r"|lit)\.? ?\d+\w?(?:\s*(?:Abs|Satz|Nr)\.?\s*\w+)*"
)
_SHORT = (
    r"(?<!\w)(?:24/7|24x7|24 x 7|7/24|\d{1,2}:\d{2}(?::\d{2})?(?: ?Uhr)?|\d{1,2} Uhr|\d{1,2} ?[ap]\.?m\.?"
    r"|50:50|80/20|\d{1,2}:\d{1,2})(?!\w)"
    rf"|(?<!\w)(?i:top|platz|rang|rank|nr|no|number|code|id)\.?[ -]\d{{1,6}}(?![\w%]|[.,]\d|\s?{_HARD_UNIT})"
    r"|(?<!\w)(?i:P|Perzentil |percentile )\d{2}(?!\w)|(?<!\w)\d{2}(?:\.|th|st|nd|rd)[ -](?i:perzentil"
    r"|percentile)\w*"
    r"|(?<!\w)(?i:skala|scale)(?: (?:von|from|of))? \d+ ?(?:-|–|bis|to) ?\d+"
    r"|(?<!\w)#\d+|(?<!\w)\[\d{1,3}\]|(?<!\w)360[ -]?(?i:°|grad|degrees?)"
    r"|(?<=[A-Za-z]@)\d+(?:\.\d+)?(?!\w)"
)
# "1." and "2)" at the beginning of a line, "(1)" anywhere; not "3. Quartal" or "30. Juni".
_FOLLOWS_ORDINAL = (
    r"(?:quartal|halbjahr|kalenderwoche|kw|jan|feb|mär|maerz|mrz|mar|apr|mai|may|jun|jul|aug|sep|okt|oct"
    r"|nov|dez|dec|\d)"
)
_LISTED = (
    rf"(?m:^)[ \t>*#-]{{0,8}}\(?\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}[.)](?=[ \t]+(?!(?i:{_FOLLOWS_ORDINAL})))"
    rf"|(?<!\w)\(\d{{1,2}}\)(?!\w)"
    rf"|(?<=[ \t])\d{{1,2}}\)(?=[ \t])"
    rf"|(?<=\b[dD](?:er|ie|as|en|em) )\d{{1,3}}\.(?= (?!(?i:{_FOLLOWS_ORDINAL}))\w)"
    rf"|(?<=\b(?:am|im) )\d{{1,3}}\.(?= (?!(?i:{_FOLLOWS_ORDINAL}))\w)|(?<=\b(?:zum"
    rf"|zur) )\d{{1,3}}\.(?= (?!(?i:{_FOLLOWS_ORDINAL}))\w)"
)
_TAG = re.compile(r"</?[A-Za-z!][^<>\n]{0,300}>")
_FALSE = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (_ADDRESS, 0),
        (_NORM, 0),
        (_MODEL, 0),
        (_LAW, 0),
        (_VERSION, 0),
        (_LISTED, 0),
        (_SHORT, 0),
        (_LABEL, re.I),
    )
)


# "double bookings" are no doubling.
_DOUBLE = re.compile(r"(?i)\bdouble(?=[- ](?:book|entr|payment|count|check|charg|digit|blind))")


def blank_false_numbers(text: str) -> str:
    """The text with everything blanked out whose digits are no amount and no date."""
    text = _DOUBLE.sub(_underscores, text)
    if not any(letter.isdigit() for letter in text):
        return text
    text = _TAG.sub(lambda tag: " " * len(tag.group()), text)
    for pattern in _FALSE:
        text = pattern.sub(_underscores, text)
    return text


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with these spans blanked out."""
    parts, done = [], 0
    for start, end in sorted(spans):
        parts += [text[done:start], "_" * (end - max(start, done))]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _underscores(found: re.Match[str]) -> str:
    return "_" * len(found.group())
