"""Tells German from English and knows the words that carry no content in either.

Two languages only, by function words and letters; it is no general language identifier. Texts without any
evidence (a name, a number) keep the language the caller expects.
"""

import re
import unicodedata

LANGUAGES = ("de", "en")
# What each is called in German and in English.
LANGUAGE_NAMES = {"de": ("Deutsch", "German"), "en": ("Englisch", "English")}

GERMAN_FUNCTION_WORDS = frozenset(
    """
    aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes anders auch
    auf aus bei beim bin bis bist da dabei dadurch daher damit dann daran darauf daraus darf darin darüber das
    dass daß dazu dein deine dem den denen denn der deren des deshalb dessen dich die dies diese diesem diesen
    dieser dieses dir doch dort du durch ein eine einem einen einer eines einig einige er es etwa etwas euch
    euer für gegen gibt hab habe haben hat hatte hatten hätte hier hin hinter ich ihm ihn ihnen ihr ihre ihrem
    ihren ihrer ihres im in indem ins ist ja jede jedem jeden jeder jedes jene jetzt kann kein keine keinem
    keinen keiner können könnte könnten man manche mehr mein meine mich mir mit muss müssen musste nach nicht
    nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so solche soll
    sollen sollte sollten sonst sowie über um und uns unser unsere unserem unseren unter viel vom von vor
    während war waren warum was weg weil welche welchem welchen welcher welches wem wen wenn wer werden weshalb
    wie wieder wieso will wir wird wirst wo wobei wodurch wofür wohin wollen wollte womit woran worauf worin
    worum wovon wozu wurde wurden würde würden zu zum zur wann wessen wieviel wieviele woher weswegen bereits
    schon immer oft beide beiden bevor falls jeweils kaum mehrere meist nie niemals sobald solange somit statt
    trotz trotzdem wegen weder weitere weiteren zudem zuerst sogar eben genug zwar zwischen bitte macht machen
    mal eigentlich
    """.split()
)
ENGLISH_FUNCTION_WORDS = frozenset(
    """
    a about above after much many us per via within without yet like get got again against all also am an and
    any are as at be because been before being below between both but by can could did do does doing down during
    each few for from further had has have having he her here hers him his how i if in into is it its itself
    just may me might more most must my no nor not now of off on once only or other our ours out over own please
    same shall she should so some such than that the their theirs them then there these they this those through
    to too under until up us very was we were what when where which while who whom whose why will with would you
    your yours
    """.split()
)

# Words that say what is wanted, not what it is about: "Was haben wir beim Labeling gelernt?" is about labeling.
REQUEST_WORDS = frozenset(
    """
    achten beachten bedeuten bedeutet beispiel beispiele beschreibe beschreiben braucht brauche brauchen erklär
    erkläre erklären finde finden frage fragen funktioniert gehen geht gelernt genau gibt's hat's heißt heisst
    helfen hilft info infos konkret kurz lernen liste lässt läuft lief machten meint nenne nennen passiert
    passierte passieren sagen sagt sagte sieht stand steht stehen tipp tipps tun tut verstehen wichtig wichtige
    wichtigsten wissen zeig zeige zeigen answer describe example examples explain find give happen happened
    happens important know learn learned learnt lesson list mean means need needed question say says said show
    tell things understand work worked works
    """.split()
)

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# Written in both languages; they say nothing about which one it is.
_SHARED = GERMAN_FUNCTION_WORDS & ENGLISH_FUNCTION_WORDS
_GERMAN_ENDINGS = (
    "ung",
    "ungen",
    "keit",
    "keiten",
    "heit",
    "schaft",
    "lich",
    "liche",
    "lichen",
    "ierung",
    "isch",
    "ische",
)


def words(text: str) -> list[str]:
    """The words of a text in reading order, as written; hyphenated words stay whole."""
    return _WORD.findall(text)


def detect(text: str, default: str = "de") -> str:
    """'de' or 'en', from the first 2,000 characters; `default` where nothing decides.

    Umlauts and German endings count less than function words, because names and loan words carry them too.
    """
    found = [word.lower() for word in words(text[:2000])]
    german = sum(2.0 for word in found if word in GERMAN_FUNCTION_WORDS and word not in _SHARED)
    english = sum(2.0 for word in found if word in ENGLISH_FUNCTION_WORDS and word not in _SHARED)
    german += sum(0.7 for word in found if any(letter in word for letter in "äöüß"))
    german += sum(0.7 for word in found if len(word) > 6 and word.endswith(_GERMAN_ENDINGS))
    if german == english:
        return default
    return "de" if german > english else "en"


def content_words(text: str) -> list[str]:
    """The words that carry meaning: no function words of either language. Single letters count when they are
    capitals or digits ("das M in SMART", "Phase 2")."""
    functions = GERMAN_FUNCTION_WORDS | ENGLISH_FUNCTION_WORDS
    return [word for word in words(text) if (len(word) > 1 or not word.islower()) and word.lower() not in functions]


_UNDECOMPOSED = {ord("æ"): "ae", ord("ø"): "o", ord("ł"): "l", ord("đ"): "d"}


def topic_words(text: str) -> list[str]:
    """The content words that say what a question is about; all content words where nothing else is left."""
    content = content_words(text)
    return [word for word in content if word.lower() not in REQUEST_WORDS] or content


def fold(text: str) -> str:
    """Lower case without accents; ß becomes ss. 'Größe' and 'GRÖSSE' give 'grosse'."""
    if text.isascii():  # nothing to fold, and letter by letter is slow
        return text.casefold()
    lower = unicodedata.normalize("NFKD", text).casefold().translate(_UNDECOMPOSED)
    apart = unicodedata.normalize("NFKD", lower).replace("\u0308", "")  # the dots of umlauts, by far the commonest
    if not any(map(unicodedata.combining, apart)):
        return apart
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


_SPELT_OUT_UMLAUT = re.compile(r"(?<![aeq])([aou])e")


def fold_umlauts(text: str) -> str:
    """Like fold, with spelt-out umlauts folded too: 'Qualitaet' and 'Qualität' give 'qualitat'.

    It also shortens words such as 'Poet' and 'Duell'; that does no harm where both sides of a comparison are folded.
    """
    return _SPELT_OUT_UMLAUT.sub(r"\1", fold(text))
