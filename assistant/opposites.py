"""Words that turn a statement round when one takes the other's place, German and English. A table and a look-up."""

from functools import lru_cache

from assistant.language import fold_umlauts
from assistant.statements import same_word

_PAIRS = """
steigen steigern erhöhen zunehmen wachsen anheben höher mehr gewinnen / sinken senken fallen \
abnehmen verringern reduzieren kürzen niedriger geringer weniger verlieren
verlängern ausweiten / verkürzen einschränken
annehmen akzeptieren akzeptiert bewilligen bewilligt genehmigt zustimmen zugestimmt freigegeben \
befürwortet unterstützt / ablehnen abgelehnt lehnt lehnen lehnte verweigert widerspricht \
widersprochen
mindestens wenigstens / höchstens maximal
über / unter
vor vorher / nach nachher danach
während / vor nach
bevor / nachdem
für / gegen
früher verfrüht / später verspätet
früh / spät
beginnen start startet startete / enden endet endete ende abschluss beendet
erlaubt zulässig / verboten unzulässig untersagt
alle jeder jede jedes sämtliche / einige manche wenige einzelne
immer stets / selten manchmal nie
intern internen / extern externen
gut gute guten guter besser / schlecht schlechte schlechten schlechter
hoch hohe hohen hohes / niedrig niedrige niedrigen gering geringe geringen
größer größte größten groß große / kleiner kleinste kleinsten klein kleine
erste ersten erster erstes / letzte letzten letzter letztes
schneller kürzer / langsamer länger
erreicht / verfehlt
erfolgreich gelungen / gescheitert fehlgeschlagen
freiwillig / verpflichtend vorgeschrieben
automatisch / manuell händisch
aufnehmen einschließen / ausschließen
schriftlich / mündlich
inhärent inhärentes inhärente / restrisiko
vermeiden / annehmen
ursache / wirkung
unterschätzen unterschätzt unterschätzte / überschätzen überschätzt überschätzte
öffentlich / geheim
zentral / dezentral
rise rises rose raise raised increase increases increased grow grew higher more gain / fall fell \
fallen drop dropped decrease decreased reduce reduced lower lowered less fewer lose cut
extend extended / shorten shortened
accept accepted approve approved approves agree agreed cleared support supported / reject rejected \
refuse refused decline declined oppose opposed argued against
least minimum / most maximum
above over / below under
before earlier / after later
for / against
during / before after
early / late
begin begins began start starts started / end ends ended stop stops stopped finish finished
allowed permitted / forbidden prohibited banned
all every each / some few none
always / never sometimes rarely seldom
good better / bad worse poor
high / low
largest bigger biggest large big / smallest smaller small
first / last
faster shorter / slower longer
met reached achieved exceeded / missed
successful succeeded / failed
voluntary optional / mandatory compulsory
automatic automatically / manual manually
include included includes / exclude excluded excludes
internal / external
written / oral verbal
inherent / residual
avoid / accept
cause / effect
underestimate underestimated / overestimate overestimated
rising / falling
"""
_PARTICLES = ("un", "in", "non", "dis", "ir", "im", "miss")


def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in _PAIRS.strip().splitlines():
        one, other = ([fold_umlauts(word) for word in side.split()] for side in line.split(" / "))
        for mine, theirs in ((one, other), (other, one)):
            for word in mine:
                table.setdefault(word, set()).update(theirs)
    return {word: frozenset(others) for word, others in table.items()}


_OPPOSITES = _table()


@lru_cache(maxsize=4096)
def known_as(stem: str) -> frozenset[str]:
    """A folded word with the words of the table that are forms of it."""
    return frozenset({stem, *(word for word in _OPPOSITES if same_word(stem, word))})


@lru_cache(maxsize=4096)
def opposites(stem: str) -> frozenset[str]:
    """The folded words that say the opposite of a folded word; 'unbegrundet' of 'begrundet' too."""
    found = {other for word in known_as(stem) for other in _OPPOSITES.get(word, ())}
    found |= {stem.removeprefix(particle) for particle in _PARTICLES if stem.startswith(particle) and len(stem) > 6}
    return frozenset(found | {particle + stem for particle in _PARTICLES}) if len(stem) > 3 else frozenset(found)
