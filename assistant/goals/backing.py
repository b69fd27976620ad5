"""What speaks for a goal beyond its own words: can it be achieved, does it matter, are data, budget and law settled.

A goal's text proves none of it. What documents say is quoted with its place, for or against; what the goal or the user
claims is shown as a claim; the rest is a question. It is handed the passages and searches nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from assistant.goals.criteria import Criterion, Source, Status, Words
from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.missing import lacks_baseline
from assistant.goals.smart import GoalText
from assistant.goals.vocabulary import vocabulary
from assistant.goals.wording import question, quoted, reason
from assistant.language import fold, words
from assistant.passages import Kind, Passage
from assistant.sentences import sentence_texts

# Sources shown for one criterion.
SOURCES = 2
LONGEST_QUOTE = 400
# What a claim of the goal about a criterion is recognised by, in both languages.
_CUES = {
    "A": (
        "machbar kapazität pilot testlauf stichprobe personentag ressourcen feasib capacit proof.of.concept benchmark"
    ),
    "R": "strategi geschäftsziel unternehmensziel zahlt.auf business.goal strategic contribut",
    "business_goal": "geschäftsziel unternehmensziel zahlt.auf business.goal contribut",
    "data": "daten trainingsdaten datensatz datensätze gelabelt data dataset labelled labeled",
    "feasibility": "pilot machbar benchmark prototyp versuch testlauf stichprobe proof.of.concept feasib trial",
    "operation": (
        "betriebskonzept regelbetrieb monitoring überwachung skalier wartungskonzept operation maintenance drift"
    ),
    "ethics": (
        "dsgvo datenschutz betriebsrat betriebsvereinbarung fairness diskriminier ethik ai.act gdpr works.council bias"
    ),
    "budget": "budget kostenrahmen funding",
}
# What a sentence of a document must hold beside the cue to count: a result, a figure, a decision.
_RESULT = (
    "zeigt zeigte gezeigt ergab ergeben erkannt gelungen nachgewiesen erreicht erreichte gelang bestätigt "
    "belegt verfügbar reicht genügt freigegeben vereinbart geschlossen zugestimmt genehmigt bewilligt "
    "geprüft unterzeichnet läuft senken steigern sinken steigt sinkt erhöhen showed shows reached "
    "achieved demonstrated confirmed available sufficient released agreed signed approved assessed raise "
    "reduce cut increase must requires verlangt "
).split()
_CONCRETE = re.compile(rf"\d|\b(?:{'|'.join(_RESULT)})\b", re.I)
# Lists of people, tasks, tables and headings say nothing about a goal.
_NO_SENTENCE = re.compile(
    r"^\s*(?:\||[-*•]?\s*[A-Z]\d+:|\[)|(?:teilnehmende|participants|verfasser|author|datum|date)\s*:|:\s*$|"
    r"beauftragte[r]?,",
    re.I,
)
_FEWEST_WORDS = 6
# A document that names the higher goal or the budget settles it; whether a pilot proves enough, people must judge.
_SETTLED_BY_A_STATEMENT = ("R", "business_goal", "budget")
_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\(?\d{1,2}[.)])\s+")
# Words that say no by themselves, and those that only turn round what stands beside them.
_REFUSED = (
    r"fehl(?:t|te|ten|en)|zu wenig\w*|unzureichend\w*|überlastet|ausgelastet|abgelehnt|gestoppt|überschritten|"
    r"mangel\w*|verbot\w*|untersagt\w*|unklar\w*|lack\w*|missing|insufficient|too few|overloaded|rejected|"
    r"verzug|verzöger\w*|verspät\w*|delay\w*|stopped|exceeded|overrun|unclear|refused|forbidden|cannot|had none"
)
_RESERVATION = re.compile(rf"\b(?:{_REFUSED})\b", re.I)
_AGAINST = re.compile(rf"\b(?:nicht|kein\w*|not|no|never|{_REFUSED})\b", re.I)
_STEM = 6


def backing(
    goal: GoalText, passages: Sequence[Passage], *, project: str | None, answers: Mapping[str, str]
) -> list[Criterion]:
    """A and R, then the further criteria in the order of FURTHER.

    Passages of the goal's own project can settle that it matters and has a budget; what they say of the rest, and all
    that other projects say, is shown and leaves it partial.
    Methodology says what to ask, never how things stand, and is left out.
    """
    stems = _stems(goal)
    told = [passage for passage in passages if passage.kind is not Kind.METHODOLOGY and _is_about(passage, stems)]
    told.sort(key=lambda passage: project is None or passage.project != project)
    rest = [_backed(name, goal, told, project=project, answer=answers.get(name, "")) for name in _CUES]
    return [*rest[:2], *owner_and_baseline(goal), *rest[2:]]


def owner_and_baseline(goal: GoalText) -> tuple[Criterion, Criterion]:
    """The further criteria that the goal's own facts decide."""
    baselines = goal.of(FactKind.VALUE, Role.BASELINE)
    return (
        _simple("owner", goal, goal.of(FactKind.OWNER), needed=True),
        _simple("baseline", goal, baselines, needed=lacks_baseline(goal)),
    )


def _simple(name: str, goal: GoalText, facts: Sequence[Fact], *, needed: bool) -> Criterion:
    language = goal.language
    evidence = tuple(Words(fact.start, fact.end, fact.text) for fact in facts)
    status = Status.MET if facts or not needed else Status.MISSING
    told = ", ".join(quoted(words.text, language) for words in evidence)
    why = reason(name, status, language, gap="" if facts or needed else "none", words=told)
    missing = status is Status.MISSING
    return Criterion(
        name, status, why, evidence, gap=name if missing else "", question=question(name, language) if missing else ""
    )


def _backed(name: str, goal: GoalText, passages: Sequence[Passage], *, project: str | None, answer: str) -> Criterion:
    language = goal.language
    sources = _sources(name, goal, passages)
    claims = tuple(_claims(name, goal))
    own = [source for source in sources if project and source.passage.project == project]
    if any(_AGAINST.search(source.quote) for source in own or sources):
        status, why = Status.MISSING, reason("against", Status.MISSING, language)
    elif own and name in _SETTLED_BY_A_STATEMENT:
        status, why = Status.MET, reason(name, Status.MET, language)
    elif own:
        status, why = Status.PARTIAL, reason("own", Status.PARTIAL, language)
    elif sources:
        status, why = Status.PARTIAL, reason("elsewhere", Status.PARTIAL, language)
    elif answer:
        status, why = Status.PARTIAL, reason("answer", Status.PARTIAL, language, words=answer)
    elif claims:
        told = ", ".join(quoted(claim.text, language) for claim in claims)
        status, why = Status.PARTIAL, reason(name, Status.PARTIAL, language, words=told)
    else:
        status, why = Status.MISSING, reason(name, Status.MISSING, language)
    open_question = "" if status is Status.MET else question(name, language)
    return Criterion(name, status, why, claims, question=open_question, answer=answer, sources=tuple(sources))


def _claims(name: str, goal: GoalText) -> Iterable[Words]:
    """The goal's own words about a criterion."""
    text = goal.outside_facts(FactKind.DEADLINE, FactKind.OWNER)
    for match in list(_cue(name).finditer(text))[:2]:
        yield Words(match.start(), match.end(), match.group())


def _sources(name: str, goal: GoalText, passages: Sequence[Passage]) -> list[Source]:
    found = []
    for passage in passages:
        quotes = [text for text in sentence_texts(passage.text) if _counts(name, text)]
        if quotes:
            found.append(Source(passage, max(quotes, key=lambda quote: _overlap(quote, _stems(goal)))))
    return found[:SOURCES]


def _counts(name: str, text: str) -> bool:
    """Whether a sentence of a document says something about a criterion."""
    text = _LIST_MARK.sub("", text)
    enough = len(text.split()) >= _FEWEST_WORDS and len(text) <= LONGEST_QUOTE
    concrete = _CONCRETE.search(text) or _RESERVATION.search(text)
    return enough and bool(_cue(name).search(text) and concrete) and not _NO_SENTENCE.search(text)


@cache
def _cue(name: str) -> re.Pattern[str]:
    # A cue may be the beginning of a longer word, but "Betriebsrat" tells nothing of "Betrieb".
    return re.compile(rf"\b(?:{'|'.join(_CUES[name].split())})\w{{0,12}}\b", re.I)


def _stems(goal: GoalText) -> set[str]:
    """The beginnings of the goal's telling words."""
    says_nothing = vocabulary(goal.language).vague_objects | vocabulary(goal.language).function_words
    telling = [word for word in words(goal.outside_facts(FactKind.DEADLINE, FactKind.VALUE)) if len(word) >= _STEM]
    nouns = [
        word for word in telling if word.lower() not in says_nothing and (goal.language == "en" or word[0].isupper())
    ]
    return {fold(word)[:_STEM] for word in nouns}


def _is_about(passage: Passage, stems: set[str]) -> bool:
    return _overlap(f"{passage.project or ''} {passage.title} {passage.text}", stems) > 0


def _overlap(text: str, stems: set[str]) -> int:
    folded = fold(text)
    return sum(stem in folded for stem in stems)
