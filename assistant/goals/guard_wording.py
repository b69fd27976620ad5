"""Words for what speaks against a model's wording of a goal, in German and English.

Wording only; `guard` decides. The texts stand beside the rejected sentence on the page and in the second prompt.
"""

from assistant.goals.guard_draft import Objection

_GERMAN = {
    "number": "Die Zahl „{detail}“ steht weder im Ziel noch in Ihren Antworten noch in einer Quelle.",
    "date": "Die Zeitangabe „{detail}“ steht weder im Ziel noch in Ihren Antworten noch in einer Quelle.",
    "name": "Der Name „{detail}“ steht so weder im Ziel noch in Ihren Antworten noch in einer Quelle.",
    "lost_fact": "Die Angabe „{detail}“ aus dem Ziel fehlt oder hat einen anderen Sinn bekommen.",
    "language": "Der Satz ist nicht durchgehend auf Deutsch ({detail}).",
    "subject": "Worum es im Ziel geht, ist nicht vollständig erhalten; es fehlt: {detail}.",
    "wording": "„{detail}“ ist weder durch das Ziel noch durch Ihre Antworten noch durch eine Quelle gedeckt.",
    "format": "„{detail}“ gehört nicht in den Satz; erlaubt sind einfacher Text und die vorgegebenen Platzhalter.",
}
_ENGLISH = {
    "number": "The number “{detail}” stands neither in the goal nor in your answers nor in a source.",
    "date": "The date or period “{detail}” stands neither in the goal nor in your answers nor in a source.",
    "name": "The name “{detail}” does not stand like this in the goal, in your answers or in a source.",
    "lost_fact": "“{detail}” from the goal is missing or has changed its meaning.",
    "language": "The sentence is not in English throughout ({detail}).",
    "subject": "What the goal is about is not fully kept; missing: {detail}.",
    "wording": "“{detail}” rests neither on the goal nor on your answers nor on a source.",
    "format": "“{detail}” does not belong in the sentence; plain text and the given placeholders are allowed.",
}
_GERMAN_LENGTH = {
    "empty": "Der Vorschlag ist leer.",
    "unfinished": "Der Satz bricht ab.",
    "sentences": "Der Vorschlag hat {count} Sätze; erlaubt sind höchstens zwei.",
    "words": "Der Vorschlag hat {count} Wörter; erlaubt sind höchstens 60.",
    "letters": "Der Vorschlag ist mit {count} Zeichen zu lang.",
}
_ENGLISH_LENGTH = {
    "empty": "The proposal is empty.",
    "unfinished": "The sentence breaks off.",
    "sentences": "The proposal has {count} sentences; two are allowed at most.",
    "words": "The proposal has {count} words; 60 are allowed at most.",
    "letters": "With {count} characters, the proposal is too long.",
}
_GERMAN_INCOMPLETE = {
    "S": "Offen bleibt, was genau getan wird und woran: Es fehlt die Angabe oder ihr Platzhalter.",
    "M": "Offen bleibt, woran der Erfolg gemessen wird: Es fehlen Kennzahl und Zielwert oder ihre Platzhalter.",
    "T": "Offen bleibt, bis wann: Es fehlt der Termin oder sein Platzhalter.",
}
_ENGLISH_INCOMPLETE = {
    "S": "It stays open what exactly is done and to what: the words for it, or their placeholder, are missing.",
    "M": "It stays open how success is measured: metric and target, or their placeholders, are missing.",
    "T": "It stays open by when: the deadline, or its placeholder, is missing.",
}


def told(objection: Objection, language: str) -> str:
    """An objection as a sentence in 'de' or 'en'."""
    german = language == "de"
    if objection.name == "length":
        kind, _, count = objection.detail.partition(":")
        return (_GERMAN_LENGTH if german else _ENGLISH_LENGTH)[kind].format(count=count)
    if objection.name == "incomplete":
        return (_GERMAN_INCOMPLETE if german else _ENGLISH_INCOMPLETE)[objection.detail]
    return (_GERMAN if german else _ENGLISH)[objection.name].format(detail=objection.detail)
