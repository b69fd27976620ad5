"""What was said so far, and how much of it fits.

Pure facts and rules: nothing here stores a conversation or talks to a model.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Answer, Mode
from assistant.budget import Effort, Estimate
from assistant.language import REQUEST_WORDS, content_words, fold_umlauts, topic_words, words
from assistant.passages import EVERYTHING, Filter, Kind, Passage

# A question of more topic words than this says itself what it is about, whatever else it refers to.
LONG = 4
# One topic word is enough where it names something: a compound of so many letters, an abbreviation, a figure.
NAMING = 11
# Words of the topic that are carried over at most.
CARRIED = 12
# A word counts as said when its first letters were: German and English inflect at the end.
STEM_LETTERS = 6

_REFERRING = frozenset(
    """
    dies diese dieser diesen diesem dieses jene jener jenen er ihn ihm sie es ihnen sein seine seinen seiner ihr ihre
    ihren ihrer dafür davon dazu dabei dadurch damit daran darauf daraus darin darüber dagegen danach davor dahinter
    darum deshalb deswegen dessen deren denen derselbe dieselbe dasselbe solche solchen dort hierzu hierbei
    it its that this those these they them their he him his she her one ones there then else same such
    """.split()
)
# Articles, unless they stand alone ("Was hat das gekostet?").
_ARTICLES = frozenset("das die der den dem".split())
_OPENING = re.compile(
    r"(?i)^\W*(?:(?:und|aber|auch|and|but|also|or|oder)\b|(?:what|how) about\b|was ist mit\b|wie sieht es (?:mit|bei)\b"
    r"|(?:warum|wieso|weshalb|why) (?:nicht|not)\b(?! \w+ (?:wir|we|sie|you)\b))"
)
_INSTEAD = re.compile(
    r"(?i)^\W*(?:und|and|(?:what|how) about|was ist mit|wie sieht es)\b|\b(?:auch|too|also|as well)\b"
)
# "it" that refers to nothing: "When is it time to …?", "Wie wichtig ist es, …?"
_EMPTY_IT = re.compile(r"(?i)\b(?:is|was) it (?=\w+ (?:to|that)\b)|\b(?:ist|war|gibt|lohnt|gilt|geht) es\b")
_DEFINITION = re.compile(
    r"(?i)^\W*(?:was (?:ist|sind|heißt|heisst|bedeutet|bedeuten)|what(?:'s| is| are| does| do)|define)\b"
)
# Words for what every project has: alone they name no other topic.
_OF_EVERY_PROJECT = frozenset(
    """
    anbieter anwender aufwand auftraggeber auftraggeberin ausgangswert beginn beschluss betrieb budget daten einführung
    ende erfolg fachbereich fehler lenkungskreis leiter leiterin leitung lieferant modell nutzer phase pilot plan
    projekt projektleitung qualität risiken risiko schulung start system team test tests vertrag ziel ziele zielwert
    baseline begin budget client contract data effort end error errors failure goal goals lead management model
    operation phase pilot plan project quality risk risks sponsor staff start supplier target team test tests training
    user users vendor
    """.split()
)
# Words that ask for something of a topic and name none.
_ASKING = frozenset(
    """
    alternative alternativen aufgefallen beispiel beispiele bemerkt brauchte dauer dauert dauern dauerte entscheidet
    entschieden entscheidung ergebnis ergebnisse falsch folge folgen frist geholfen geklappt gekostet getan gewarnt
    gewesen grund gründe groß günstig hilft hingewiesen hoch höhe kostet kosten kostete lag lange lautet lautete lehre
    lehren liegt lösung maßnahme maßnahmen nachteil nachteile nächste neu nutzen passiert preis problem probleme
    reagiert reagierte richtig schaden schlimm schnell spät stimmt teuer termin trägt unterschied ursache ursachen
    verantwortlich verschoben viele viel vorgeschlagen vorteil vorteile wert wirklich zahl zusätzlich zuständig hast
    advantage big cause caused causes changed condition conditions consequences cost costs date decide decided decides
    decision difference disadvantage done fixed found happened help helped helps high include included includes
    instead large late lesson long many matter meantime much noticed number often old owner paid pays problem problems
    proposed questioned reason reasons reduced responsible result results solved solution take takes trouble worked
    wrong
    """.split()
)


@dataclass(frozen=True)
class Turn:
    """A question and the answer as the user finally saw it, with the passages cited in it and its mode."""

    question: str
    answer: str
    cited: tuple[Passage, ...] = ()
    mode: Mode = Mode.ANSWER


def fitting(history: Sequence[Turn], *, tokens: int, count: Callable[[str], int]) -> list[Turn]:
    """The newest turns that fit the token budget, in the order they were said."""
    kept: list[Turn] = []
    for turn in reversed(history):
        tokens -= count(turn.question) + count(turn.answer)
        if tokens < 0:
            break
        kept.append(turn)
    return kept[::-1]


def search_text(question: str, history: Sequence[Turn]) -> str:
    """What to search for: a question that leans on what was said before carries its topic along.

    Where it names nothing itself ("Why?"), the title of what was cited last comes too; where it names something else
    instead ("And for the pumps?"), the name of the project talked about stays behind.
    """
    if not history or not leans(question, history):
        return question
    carried = topic(history)
    cited = history[-1].cited[:1]
    if not _naming(question):
        carried += [word for passage in cited if passage.kind is not Kind.NOTE for word in content_words(passage.title)]
    elif _INSTEAD.search(question):
        projects = {fold_umlauts(word) for passage in cited for word in words(passage.project or "")}
        projects |= {part for project in projects for part in project.split("-")}
        carried = [word for word in carried if fold_umlauts(word) not in projects]
    return f"{question}\n{' '.join(list(dict.fromkeys(carried))[:CARRIED])}" if carried else question


def topic(history: Sequence[Turn]) -> list[str]:
    """The words that say what a conversation is about: those of the last question that stood alone, then of the
    follow-ups to it."""
    alone = (place for place, turn in enumerate(history) if not leans(turn.question, history[:place]))
    start = max(alone, default=0)
    return [word for turn in history[start:] for word in _naming(turn.question)]


def leans(question: str, history: Sequence[Turn]) -> bool:
    """Whether a question says too little to be searched for alone: it begins as a continuation, points back with a
    pronoun, names nothing, or nothing but what was talked about or every project has. By rules for German and English;
    a long question always stands alone."""
    own = topic_words(question)
    if len(own) > LONG:
        return False
    if _OPENING.search(question) or _refers(question):
        return True
    naming = _naming(question)
    if len(naming) == 1:
        known = naming[0].lower() in _OF_EVERY_PROJECT or _was_said(naming[0], history)
        return known and not (_DEFINITION.search(question) or _is_name(naming[0]))
    return not naming


def _was_said(word: str, history: Sequence[Turn]) -> bool:
    """Whether a word, inflected or as part of a compound, stands in what was asked, answered or cited."""
    stem = fold_umlauts(word)[:STEM_LETTERS]
    texts = [text for turn in history for text in (turn.question, turn.answer, *(p.text for p in turn.cited))]
    return any(stem in fold_umlauts(other) for text in texts for other in words(text))


def _naming(question: str) -> list[str]:
    """The words of a question that name something, and do not merely ask or point back."""
    empty = _ASKING | _REFERRING | REQUEST_WORDS
    return [word for word in content_words(question) if word.lower() not in empty]


def _is_name(word: str) -> bool:
    return len(word) >= NAMING or any(letter.isdigit() or letter.isupper() for letter in word[1:])


def _refers(question: str) -> bool:
    """Whether a word of the question points back to something said before."""
    said = words(_EMPTY_IT.sub(" ", question))
    if any(word.lower() in _REFERRING for word in said if word != "IT"):
        return True
    return any(word.lower() in _ARTICLES and _stands_alone(said[place + 1 :]) for place, word in enumerate(said))


def _stands_alone(after: Sequence[str]) -> bool:
    """Whether an article is a pronoun, judged by the words after it: no noun, and no adjective before a noun."""
    following = after[:2]
    return not any(word[0].isupper() or word[0].isdigit() for word in following)


# --- what is kept of a conversation ---


class State(StrEnum):
    """How an exchange stands. INTERRUPTED: the assistant was ended while the answer was being written."""

    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Wanted:
    """What was asked for with a question: the mode chosen, the passages allowed, the time given."""

    mode: Mode = Mode.AUTO
    only: Filter = EVERYTHING
    effort: Effort = Effort.SHORT


@dataclass(frozen=True)
class Feedback:
    """A thumb with an optional remark."""

    good: bool
    remark: str = ""


@dataclass(frozen=True)
class Exchange:
    """A question and what has come of it so far.

    `number` counts from 1 in its conversation; `asked_at` is UTC, ISO 8601. `passages` is None while the search runs;
    where they do not carry an answer they are merely the closest. `mode` is the one recognised, None before.
    `failure` is an error as (German, English). `writer` is the state of the chat model when the question was asked,
    which explains why it did not write. `estimate` is None where no model will write.
    """

    id: int
    conversation: int
    number: int
    question: str
    asked_at: str
    wanted: Wanted = Wanted()
    state: State = State.RUNNING
    mode: Mode | None = None
    passages: tuple[Passage, ...] | None = None
    carries: bool = True
    estimate: Estimate | None = None
    draft: str = ""
    answer: Answer | None = None
    failure: tuple[str, str] | None = None
    feedback: Feedback | None = None
    writer: str = "ready"

    @property
    def running(self) -> bool:
        """Whether the answer is still to come."""
        return self.state is State.RUNNING


@dataclass(frozen=True)
class Conversation:
    """A conversation as a list shows it; the times are UTC, ISO 8601."""

    id: int
    title: str
    begun_at: str
    changed_at: str
    exchanges: int


def history(exchanges: Iterable[Exchange]) -> list[Turn]:
    """What was said, as the answering may see it: finished answers that were no refusals."""
    answered = [
        (exchange.question, exchange.answer)
        for exchange in exchanges
        if exchange.state is State.FINISHED and exchange.answer and not exchange.answer.refused
    ]
    return [
        Turn(question, answer.text, tuple(citation.passage for citation in answer.citations), answer.mode)
        for question, answer in answered
    ]
