"""Tells which capitalised words of a text are names: people, places, organisations, systems.

German capitalises every noun, so a noun counts as a name when it stands without an article, does not end as common
nouns do and is no ordinary word of projects. It errs towards names: a name that nobody knows must not pass unseen.
"""

import re
from collections.abc import Sequence

from assistant.language import fold_umlauts
from assistant.statements import Sort, Token

_TITLE = re.compile(r"herrn?|frau|dr|prof|mr|mrs|ms|miss|firma|meister")
_DETERMINER = re.compile(
    r"der|die|das|den|dem|des|ein\w{0,2}|kein\w{0,2}|mein\w{0,2}|dein\w{0,2}|sein\w{0,2}|ihr\w{0,2}"
    r"|unser\w{0,2}"
    r"|dies\w{1,2}|jed\w{1,2}|jen\w{1,2}|welch\w{1,2}|alle\w?|viele\w?|mehrere\w?|einige\w?|beide\w?"
    r"|manche\w?|wenige\w?"
    r"|im|am|zum|zur|beim|vom|ins|ans|the|an?|this|that|these|those|each|every|all|both|no|any|some|its?"
    r"|our|their|his"
)
_COMMON_ENDING = re.compile(
    r"\w+(?:ung(?:en)?|keit(?:en)?|heit(?:en)?|schaft(?:en)?|tion(?:en|s)?|tat(?:en)?|nis(?:se)?|ment(?:s"
    r"|e)?|tum|ling"
    r"|ismus|anz|enz|eur|or|oren|zeit(?:en)?|kosten|daten|zahl(?:en)?|wert(?:e)?|quote|rate|plan"
    r"|system(?:e|en)?|modell(?:e)?"
    r"|projekt(?:s|e)?|phase|termin(?:e)?|leitung|ergebnis(?:se)?|fehler|verfahren|bericht(?:e)?|liste"
    r"|team(?:s)?|tag(?:e|en)?"
    r"|woche(?:n)?|monat(?:e|en)?|jahr(?:e|en)?|stelle(?:n)?|stand|ziel(?:e|en)?|test(?:s)?|stufe"
    r"|punkt(?:e)?|euro|fall|falle(?:n)?"
    r"|ing|ness|ity|ship|ers?|ists?|ance|ence|ism|ure|age|ly|ed|ies|als?)"
)
_ORDINARY = frozenset(
    """
    ki ai it eu usa ml ok pdf csv excel nlp api euro eur uhr prozent drittel halfte ende anfang mitte beginn start
    grund ursache folge wirkung risiko risiken ziel ziele massnahme mensch menschen person personen leute kunde kunden
    mitarbeiter mitarbeitende beschaftigte anwender nutzer nutzen kosten geld budget pilot projekt modell daten system
    arbeit aufgabe aufgaben frage fragen antwort antworten beispiel beispiele fehler erfolg hilfe zeit tag tage woche
    wochen monat monate jahr jahre stunde stunden minuten sekunden montag dienstag mittwoch donnerstag freitag samstag
    sonntag anzeichen beobachtung kriterium kriterien grenze grenzen regel regeln preis vertrag technik betrieb recht
    ethik fairness qualitat quelle quellen text texte dokument dokumente abschnitt protokoll bericht lehre lehren
    voraussetzung annahme annahmen sicht teil teile schritt schritte art weise hand rolle anteil stand wert werte
    produkt ergebnis ergebnisse widerstand arger trauer phasen verlauf vorhaben schaden verzug vorgang ablauf
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday data people customers users employees staff management project pilot model models
    goals goal risks risk costs cost budget time work quality documents document passage passages answer answers
    however therefore instead also finally first second third additionally furthermore moreover thus hence next then
    later today yesterday meanwhile overall nobody everyone everything nothing something
    """.split()
)


def name_places(text: str, found: Sequence[Token], language: str) -> frozenset[int]:
    """The places of the tokens that are names."""
    return frozenset(place for place in range(len(found)) if _is_name(text, found, place, language))


def is_proper(written: str) -> bool:
    """Whether a word is written as only names are: letters with digits, or capitals within."""
    inner = written[1:].lower() != written[1:]
    return len(written) > 1 and (inner or any(letter.isdigit() for letter in written))


def _is_name(text: str, found: Sequence[Token], place: int, language: str) -> bool:
    token = found[place]
    if token.sort is not Sort.CONTENT or fold_umlauts(token.written) in _ORDINARY:
        return False
    if is_proper(token.written):
        return True
    if not token.written[0].isupper():
        return False
    before = found[place - 1] if place else None
    if before is not None and _TITLE.fullmatch(before.stem) and "\n" not in text[before.end : token.start]:
        return True
    if _COMMON_ENDING.fullmatch(token.stem) and (language == "de" or _opens(text, token)):
        return False
    if language == "en":
        return not _opens(text, token) or len(token.stem) > 3
    return not _has_article(text, found, place) and not _in_compound(text, token)


def _opens(text: str, token: Token) -> bool:
    """Whether the token is the first of a sentence, a line, a cell or a quotation."""
    return re.search(r"(?:^|[.!?:;|\n\"“„(*>#-])\s*$", text[max(0, token.start - 6) : token.start]) is not None


def _in_compound(text: str, token: Token) -> bool:
    """ "Projekt" in "KI-Projekt": the first part may be a name, the rest is none."""
    return text[token.start - 1 : token.start] == "-" and text[token.start - 2 : token.start - 1].isalnum()


def _has_article(text: str, found: Sequence[Token], place: int) -> bool:
    """Whether an article stands before the noun, at most two adjectives or participles between."""
    for other in reversed(found[max(0, place - 3) : place]):
        if re.search(r"[.!?;:|\n]", text[other.end : found[place].start]):
            return False
        if _DETERMINER.fullmatch(other.written.lower()) or other.sort is Sort.NUMBER:
            return True
        if other.written[0].isupper() or not re.search(r"e[nmrs]?$", other.written):
            return False
    return False
