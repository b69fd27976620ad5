"""What is measured of one evaluated case, and how the measures of many add up.

Pure: judges passages, answers and rewrites that were made elsewhere. A measure is (what was met, of how many); its
share is their quotient, so the measures of many cases add up to a share over all. It judges by words, documents and
numbers; whether a text is well put is for people to say (`eval --show`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.answer import Answer
from assistant.evaluation_sets import Case, CaseKind, Kept
from assistant.goals.fact import Fact, FactKind
from assistant.goals.facts import find_facts
from assistant.goals.number_words import ARTICLES, DIGITS, MULTIPLYING_WORDS, NUMBER_WORDS, parse_number
from assistant.goals.rewrite import GoalRewrite
from assistant.grounding import Citation, Support
from assistant.language import LANGUAGES, detect, fold, words
from assistant.passages import Passage

# So many passages are searched for.
DEPTH = 10
# A span is found when so many of its letters stand in the passage: the end of a long one may lie in the next.
SPAN_LETTERS = 60

Measures = dict[str, tuple[float, int]]
Remark = tuple["Flaw", str]


@dataclass(frozen=True)
class Figure:
    """A measure's part ('search', 'answers' or 'goals') and whether more of it is better (1), worse (-1) or neither."""

    part: str
    better: int


# In the order in which they are shown.
FIGURES = {
    "recall@1": Figure("search", 1),
    "recall@5": Figure("search", 1),
    "mrr@10": Figure("search", 1),
    "document_recall@1": Figure("search", 1),
    "document_recall@5": Figure("search", 1),
    "document_mrr@10": Figure("search", 1),
    "wrong_refusals": Figure("answers", -1),
    "refusals": Figure("answers", 1),
    "cited_document": Figure("answers", 1),
    "valid_citations": Figure("answers", 1),
    "quoted": Figure("answers", 0),
    "similar": Figure("answers", 0),
    "unsupported": Figure("answers", -1),
    "invented_numbers": Figure("answers", -1),
    "language": Figure("answers", 1),
    "repeated_bad": Figure("answers", -1),
    "written_by_model": Figure("answers", 0),
    "S": Figure("goals", 1),
    "M": Figure("goals", 1),
    "T": Figure("goals", 1),
    "facts_kept": Figure("goals", 1),
    "facts_found": Figure("goals", 1),
    "false_values": Figure("goals", -1),
    "invented": Figure("goals", -1),
    "goals_by_model": Figure("goals", 0),
}


class Flaw(StrEnum):
    """What is wrong with one answer or rewrite; the text beside it says which words."""

    CITATION = "citation"
    NUMBER = "number"
    STATUS = "status"
    LOST = "lost"
    NOT_FOUND = "not_found"
    FALSE_VALUE = "false_value"
    INVENTED = "invented"


@dataclass(frozen=True)
class Outcome:
    """A case with what came of it: its measures, its times in seconds by name ('evidence', 'first_token', 'total';
    'check' and 'rewrite' of a goal), what is wrong, and the answer or rewrite itself."""

    case: Case
    measures: Measures
    seconds: Mapping[str, float]
    flaws: tuple[Remark, ...] = ()
    answer: Answer | None = None
    rewrite: GoalRewrite | None = None


def total(outcomes: Iterable[Outcome]) -> Measures:
    """The sums of all measures, in the order of FIGURES."""
    sums: Measures = {}
    for outcome in outcomes:
        for name, (met, of) in outcome.measures.items():
            before = sums.get(name, (0.0, 0))
            sums[name] = before[0] + met, before[1] + of
    return {name: sums[name] for name in FIGURES if name in sums}


def grouped(outcomes: Iterable[Outcome], key: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    """The outcomes by a key, keys in order."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome), []).append(outcome)
    return dict(sorted(groups.items()))


def times(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """The 50th and 95th percentile (nearest rank) of each time, in seconds."""
    by_name: dict[str, list[float]] = {}
    for outcome in outcomes:
        for name, seconds in outcome.seconds.items():
            by_name.setdefault(name, []).append(seconds)
    return {name: {"p50": percentile(all_, 50), "p95": percentile(all_, 95)} for name, all_ in by_name.items()}


def percentile(values: Sequence[float], share: int) -> float:
    """The value that `share` per cent of the values do not exceed."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * share // 100) - 1)]


# --- search ---


def judge_search(case: Case, passages: Sequence[Passage]) -> Measures:
    """Recall at 1 and 5 and the mean reciprocal rank at 10, of the passage and of its document; nothing where no
    document and no span is expected."""
    measures: Measures = {}
    if case.kind is not CaseKind.ANSWERABLE:
        return measures
    ranks = {"": rank(passages, lambda passage: holds_answer(case, passage))}
    if case.documents:
        ranks["document_"] = rank(passages, lambda passage: passage.document in case.documents)
    for level, place in ranks.items():
        measures[f"{level}recall@1"] = float(place == 1), 1
        measures[f"{level}recall@5"] = float(place is not None and place <= 5), 1
        measures[f"{level}mrr@10"] = 1 / place if place else 0.0, 1
    return measures


def rank(passages: Sequence[Passage], fits: Callable[[Passage], bool]) -> int | None:
    """The place of the first passage that fits, from 1, None among the first ten."""
    return next((place for place, passage in enumerate(passages[:DEPTH], start=1) if fits(passage)), None)


def holds_answer(case: Case, passage: Passage) -> bool:
    """Whether a passage belongs to another document that answers, or to the expected one and holds the span."""
    if passage.document in case.also:
        return True
    if case.document and passage.document != case.document:
        return False
    return bool(case.document or case.span) and folded(case.span)[:SPAN_LETTERS] in folded(passage.text)


def folded(text: str) -> str:
    """Lower case, with nothing but letters, digits and single spaces."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


# --- answers ---


def judge_answer(
    case: Case, answer: Answer, *, stored: Callable[[Passage], bool]
) -> tuple[Measures, tuple[Remark, ...]]:
    """The measures of an answer and what is wrong with it; `stored` tells whether a passage stands in the store as it
    is cited. A question taken for a goal counts as not answered."""
    measures = _expected(case, answer)
    if answer.refused or answer.goal is not None:
        return measures, ()
    measures["written_by_model"] = float(answer.written_by == "model"), 1
    wrong = [citation for citation in answer.citations if not is_valid(citation, stored)]
    if answer.citations:
        measures["valid_citations"] = len(answer.citations) - len(wrong), len(answer.citations)
    for support in Support:
        given = sum(sentence.support is support for sentence in answer.sentences)
        measures[str(support)] = given, len(answer.sentences)
    said = "\n".join(sentence.text for sentence in answer.sentences)
    numbers = strange_numbers(said, [case.text, *(_whole(citation.passage) for citation in answer.citations)])
    measures["invented_numbers"] = float(bool(numbers)), 1
    measures["language"] = float(detect(said, case.language) == case.language), 1
    flaws = [(Flaw.CITATION, f"[{citation.number}] {citation.quote}") for citation in wrong]
    return measures, (*flaws, *((Flaw.NUMBER, number) for number in numbers))


def _expected(case: Case, answer: Answer) -> Measures:
    """The measures of what was expected of the question."""
    measures: Measures = {}
    silent = answer.refused or answer.goal is not None
    if case.kind is CaseKind.ANSWERABLE:
        measures["wrong_refusals"] = float(silent), 1
        if not silent and case.documents:
            cited = {citation.passage.document for citation in answer.citations}
            measures["cited_document"] = float(bool(cited & case.documents)), 1
    if case.kind is CaseKind.UNANSWERABLE:
        measures["refusals"] = float(answer.refused), 1
    if case.kind is CaseKind.RATED_BAD and case.earlier:
        quotes = frozenset((citation.passage.document, citation.quote) for citation in answer.citations)
        same = answer.refused == case.earlier.refused and quotes == case.earlier.quotes
        measures["repeated_bad"] = float(same), 1
    return measures


def is_valid(citation: Citation, stored: Callable[[Passage], bool]) -> bool:
    """Whether the quote stands in the cited passage word for word, and the passage in the store."""
    quote = " ".join(citation.quote.split())
    return bool(quote) and quote in " ".join(citation.passage.text.split()) and stored(citation.passage)


def _whole(passage: Passage) -> str:
    return "\n".join([passage.title, *passage.headings, passage.rows or "", passage.date or "", passage.text])


# --- numbers and dates ---

_MONTHS = (
    "januar january jan jänner", "februar february feb", "märz march mar mär", "april apr", "mai May", "juni june jun",
    "juli july jul", "august aug", "september sep sept", "oktober october okt oct", "november nov",
    "dezember december dez dec",
)  # fmt: skip
_MONTH = {word: number for number, names in enumerate(_MONTHS, start=1) for word in names.split()}


def strange_numbers(text: str, given: Iterable[str]) -> list[str]:
    """The numbers and months of a text, in digits or words, that stand in none of the given texts.

    "1.234" and "1,234" are read in both languages; "März" stands where a 3 stands.
    """
    there = {number for source in given for _, readings in _numbers(source) for number in readings}
    return [written for written, readings in _numbers(text) if not readings & there]


def _numbers(text: str) -> Iterator[tuple[str, set[Decimal]]]:
    """Each number or month as written, with all that it may stand for."""
    for found in re.finditer(DIGITS, text):
        read = {parse_number(found[0], language) for language in LANGUAGES} - {None}
        if read:
            yield found[0], read
        else:  # "30.06.2027", "1.2.3"
            yield from ((part, {Decimal(part)}) for part in re.findall(r"\d+", found[0]))
    for word in words(text):
        # "may" is a verb as often as a month; the month has a capital.
        month = _MONTH.get(word if word.lower() == "may" else word.lower())
        if month:
            yield word, {Decimal(month)}
        elif word.lower() in NUMBER_WORDS and word.lower() not in ARTICLES | MULTIPLYING_WORDS:
            yield word, {NUMBER_WORDS[word.lower()]}


# --- goals ---


def judge_goal(case: Case, rewrite: GoalRewrite, today: date) -> tuple[Measures, tuple[Remark, ...]]:
    """The measures of a goal's check and rewrite and what is wrong with them."""
    flaws = [*_statuses(case, rewrite), *_facts(case, rewrite, today)]
    wrong = {text[:1] for flaw, text in flaws if flaw is Flaw.STATUS}
    measures: Measures = {letter: (float(letter not in wrong), 1) for letter in case.statuses}
    count = {flaw: sum(other is flaw for other, _ in flaws) for flaw in Flaw}
    if case.keep:
        measures["facts_kept"] = len(case.keep) - count[Flaw.LOST], len(case.keep)
        measures["facts_found"] = len(case.keep) - count[Flaw.NOT_FOUND], len(case.keep)
    if case.not_facts:
        measures["false_values"] = float(bool(count[Flaw.FALSE_VALUE])), 1
    measures["invented"] = float(bool(count[Flaw.INVENTED])), 1
    measures["goals_by_model"] = float(rewrite.written_by == "model"), 1
    return measures, tuple(flaws)


def _statuses(case: Case, rewrite: GoalRewrite) -> Iterator[Remark]:
    for letter, expected in case.statuses.items():
        got = rewrite.check[letter].status
        if got != expected:
            yield Flaw.STATUS, f"{letter}: {got}, {expected} ({rewrite.check[letter].reason})"


def _facts(case: Case, rewrite: GoalRewrite, today: date) -> Iterator[Remark]:
    facts = rewrite.check.facts
    for kept in case.keep:
        if not stands(kept.text, rewrite.text, language=rewrite.check.language, today=today):
            yield Flaw.LOST, kept.text
        if not any(fact.kind == kept.kind and _overlaps(fact, case.text, kept) for fact in facts):
            yield Flaw.NOT_FOUND, f"{kept.kind}: {kept.text}"
    for fact in facts:
        if fact.kind is FactKind.VALUE and _lies_within(fact, case.text, case.not_facts):
            yield Flaw.FALSE_VALUE, fact.text
    yield from ((Flaw.INVENTED, word) for word in strange_words(case.text, rewrite))


def stands(kept: str, text: str, *, language: str, today: date) -> bool:
    """Whether a fact stands in a text, word for word or with the same meaning ("15 %" and "15 Prozent")."""
    if " ".join(kept.split()).casefold() in " ".join(text.split()).casefold():
        return True
    keys = {fact.key for fact in find_facts(text, language, today)}
    own = find_facts(kept, language, today)
    return bool(own) and all(fact.key in keys for fact in own)


def _overlaps(fact: Fact, goal: str, kept: Kept) -> bool:
    """Whether a found fact covers at least part of the labelled words."""
    place = goal.find(kept.text)
    return fact.start < place + len(kept.text) and place < fact.end


def _lies_within(fact: Fact, goal: str, texts: Sequence[str]) -> bool:
    """Whether a found fact lies inside words that hold none."""
    places = [(goal.find(text), len(text)) for text in texts]
    return any(place >= 0 and place <= fact.start and fact.end <= place + size for place, size in places)


# Words with a capital letter that our sentences add at their beginning.
_OWN_WORDS = {fold(word) for word in "Bis Wir Ziel Die Der Das By We Until The Bei In Within".split()}


def strange_words(goal: str, rewrite: GoalRewrite) -> list[str]:
    """Numbers, dates and names of a rewrite that nobody gave: words with a digit or a capital that stand neither in
    the goal, nor in a KPI's name, nor in a quote, and are not placeholders."""
    names = " ".join(kpi.object[rewrite.check.language] for kpi in rewrite.check.kpis)
    criteria = (*rewrite.check.criteria, *rewrite.check.further)
    quotes = " ".join(source.quote for criterion in criteria for source in criterion.sources)
    given = {fold(word) for word in words(f"{goal} {names} {quotes}")} | _OWN_WORDS
    text = rewrite.text
    for placeholder in rewrite.placeholders:
        text = text.replace(placeholder, " ")
    return [word for word in words(text) if fold(word) not in given and not word.islower()]
