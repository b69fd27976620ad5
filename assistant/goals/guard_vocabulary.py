"""The words that a rewritten goal may use although nobody said them, and those that must never come from nowhere.

Tables only. None of the free words adds a matter, a metric, an amount, a time or a person; verbs that raise or lower
are free here, because the guard checks their direction on its own.
"""

_GERMAN_FREE = """
    senken sinken gesunken reduzieren verringern vermindern verkürzen kürzen herabsetzen erhöhen steigern steigen
    anheben heben ausbauen wachsen verbessern erreichen erzielen einführen einführung eingeführt umsetzen umsetzung
    entwickeln entwicklung aufbauen bereitstellen betreiben automatisieren automatisch automatisiert automatisierung
    erkennen erkannt erkennung prüfen prüfung messen gemessen misst messung messbar nachweisen nachgewiesen belegen
    sicherstellen gewährleisten liegen bringen führen nutzen nutzung einsetzen einsatz verwenden verwendung
    unterstützen verantworten verantwortlich verantwortlicher verantwortung zuständig zuständigkeit leitung termin
    ende jahr frist stichtag zeitpunkt zeitraum heute heutig derzeit derzeitig aktuell bisher bislang bisherig künftig
    zukünftig ausgangswert ausgangspunkt ausgangsbasis ausgehend istwert ist zielwert zielgröße kennzahl wert ziel
    anteil anzahl maß maßstab vergleich gegenüber verglichen spätestens hierfür dafür jeweils pro je projekt prozess
    produkt team vorhaben mithilfe hilfe mittels anhand rahmen ki künstlich intelligenz abschließen abgeschlossen
    fertigstellen fertiggestellt vorliegen sodass innerhalb binnen gemäß laut bezogen darin wofür
    konkret verändern verändert
"""
_ENGLISH_FREE = """
    reduce cut lower decrease shorten drop fall raise increase grow rise lift improve reach achieve attain introduce
    introduction implement launch develop build built deploy provide deliver automate automatic automatically
    automated automation detect detection recognise recognize check measure measured measurement measurable metric
    kpi ensure keep bring use used using support own owner owned ownership responsible responsibility accountable
    lead leads led deadline end year date current currently today today's baseline start starting target goal value
    share number proportion level compared comparison relative latest later than project process product team help
    means specifically thereby ai artificial intelligence complete finish finished whose towards so
"""
FREE = {"de": frozenset(_GERMAN_FREE.split()), "en": frozenset(_ENGLISH_FREE.split())}

# Beside the vague words of the vocabulary, these of a goal need not be said again.
_GERMAN_DISPENSABLE = """
    ziel ziele einsatz hilfe nutzung nutzen thema bereich rahmen zukunft mittels mithilfe lösung optimierung
    verbesserung möglich schnell gerne endlich etwas möchten wollen sollten müssen sollte soll
"""
_ENGLISH_DISPENSABLE = """
    goal goals aim want wants need needs like make makes making become get really finally something somehow possible
    help things stuff way state leader world solution use using possible soon quickly fast simply just let's let plan
    hope hoping
"""
DISPENSABLE = {"de": frozenset(_GERMAN_DISPENSABLE.split()), "en": frozenset(_ENGLISH_DISPENSABLE.split())}

_NUMBERS = """
    zwei=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwölf=12 fünfzehn=15 zwanzig=20
    dreißig=30 vierzig=40 fünfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90 hundert=100 tausend=1000 million=
    millionen= milliarde= milliarden= dutzend=12 hälfte=50 drittel= viertel=25 fünftel=20 doppelt= doppelte= doppelten=
    dreifach= verdoppeln= verdoppelt= verdreifachen= halbieren=50 halbiert=50 halbierung=50
    two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 fifteen=15 twenty=20 thirty=30
    forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 thousand=1000 billion= dozen=12 half=50
    halve=50 halves=50 halved=50 halving=50 third= thirds= double= doubles= doubled= doubling= triple= tripled=
    tripling= twice= tenfold= twofold=
"""
# Numbers in words, with the digits that say the same.
NUMBERS = dict(entry.split("=") for entry in _NUMBERS.split())

_GERMAN_TIMES = """
    januar februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch
    donnerstag freitag samstag sonntag morgen übermorgen jahresende monatsende quartalsende wochenende jahresmitte
    jahresbeginn jahreswechsel frühjahr frühling sommer herbst winter geschäftsjahr geschäftsjahres halbjahr quartal
    kalenderwoche kw gj weihnachten ostern monat monate monaten monats woche wochen monatlich wöchentlich täglich
    jährlich vierteljährlich stündlich tag tage tagen stunde stunden minuten
"""
_ENGLISH_TIMES = """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday tomorrow year-end month-end quarter-end mid-year spring summer autumn winter
    quarter quarters half-year fiscal christmas easter month months week weeks monthly weekly daily yearly annually
    annual quarterly hourly day days hour hours minutes fy
"""
# Words of time that no rewrite may bring along.
TIMES = {"de": frozenset(_GERMAN_TIMES.split()), "en": frozenset(_ENGLISH_TIMES.split())}

# Before a name.
TITLES = frozenset({"herr", "herrn", "frau", "dr", "prof", "professor", "mr", "mrs", "ms", "miss"})
# Function words of the one language that good texts of the other use as well.
BORROWED = frozenset({"per", "via", "off", "on", "out", "up", "to", "of", "des", "von", "du", "man"})
