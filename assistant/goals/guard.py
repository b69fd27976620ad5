"""Checks a goal that a model has put into other words: nothing invented, nothing lost, nothing turned round.

Rules over words, numbers and facts. It does not understand a sentence: one that passes says nothing new and leaves
nothing out, but can still be clumsy. Doubt speaks against the model, because a sentence by rule stands ready.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.guard_draft import BRACKETS, FUNCTION_WORDS, WORD, Draft, Objection
from assistant.goals.guard_form import form_objections
from assistant.goals.guard_vocabulary import DISPENSABLE, NUMBERS, TIMES, TITLES
from assistant.goals.lexicon import Lexicon, alike
from assistant.goals.rewrite import PLACEHOLDERS
from assistant.goals.vocabulary import phrase_pattern, verb_pattern
from assistant.language import fold_umlauts
from assistant.sentences import sentences

LONGEST_LETTERS = 1_000
# Share of the goal's subject words that must be kept.
SUBJECT_KEPT = 0.7

# The placeholders that may stand for a letter which is not met, by slot.
_ALL_FUNCTION_WORDS = FUNCTION_WORDS["de"] | FUNCTION_WORDS["en"]
_SLOTS = {
    "S": ("object", "metric", "target"),
    "M": ("metric", "baseline", "target"),
    "T": ("deadline", "year"),
}
_DIGITS = re.compile(r"(?<![^\W_])(?<![^\W_]-)\d+(?:[.,]\d+)*(?![^\W\d_])")
_TIME_MARKS = re.compile(r"\b(?:Q[1-4]|H[12]|KW|CW|FY|GJ)(?:[ /]?\d{1,4})?\b")
NEGATION = re.compile(
    r"\b(nicht|nichts|nie|niemals|kein\w*|weder|ohne|not|no|never|none|neither|nor|without|cannot|\w+n['’]t)\b", re.I
)
# "Share" comes with the KPIs as a noun; small models make a verb of it.
_SHARED_OUT = re.compile(r"\b(?:we|and|to|by)\s+shar(?:e|es|ing)\b(?!\s+of\b)", re.I)
# The same words twice in a row, or the same long word with a little one between ("share the share").
_REPEATED = re.compile(r"\b(\w+(?:\W+\w+){0,5}?)\W+\1\b|\b(\w{4,})\W+\w{1,3}\W+\2\b", re.I)


def objections(
    rewrite: str,
    *,
    goal: str,
    facts: Sequence[Fact],
    language: str,
    allowed: Sequence[str],
    sources: Sequence[str],
    placeholders: Sequence[str],
    today: date,
    check: Callable[[str], Mapping[str, str]],
) -> list[Objection]:
    """Why a model's rewrite of a goal does not stand; nothing when it does.

    `facts` are those of the goal. `allowed` are the user's answers and the proposed KPI's name, where the goal leaves
    the direction open with the verb of its direction ("raise"). `sources` are the passages it may take figures from,
    `placeholders` those for what is missing, no others. `check` gives the status ('met', 'partial', 'missing') of S, M
    and T of a text, placeholders already taken out.
    """
    text = rewrite.strip()
    if not text or len(text) > LONGEST_LETTERS:
        return [Objection("length", f"letters:{len(text)}" if text else "empty")]
    draft = Draft(text, goal, tuple(facts), language, tuple(allowed), tuple(sources), tuple(placeholders), today)
    found = [
        *form_objections(draft),
        *figures(draft),
        *names(draft),
        *_owners(draft),
        *_lost(draft),
        *_swapped(draft),
        *_turned(draft),
        *_subject(draft),
        *_wording(draft),
        *_incomplete(draft, check),
    ]
    return list(dict.fromkeys(found))


def figures(draft: Draft) -> Iterator[Objection]:
    """Values and deadlines without grounds, then what the facts do not cover: bare digits and words of number and
    time."""
    for fact in draft.facts:
        if fact.kind is FactKind.VALUE and not any(_same_value(fact, ground) for ground in draft.grounds):
            yield Objection("number", fact.text)
        if fact.kind is FactKind.DEADLINE and not any(_same_deadline(fact, ground) for ground in draft.grounds):
            yield Objection("date", fact.text)
    for match in _TIME_MARKS.finditer(draft.rest):
        if not _stands(match.group(), draft):
            yield Objection("date", match.group())
    for match in _DIGITS.finditer(draft.rest):
        if not _stands_beside_the_same(match, draft):
            yield Objection("number", match.group())
    for match in WORD.finditer(draft.rest):
        word = match.group().lower()
        if word in NUMBERS and not (draft.said.knows(word) or (NUMBERS[word] and draft.said.has(NUMBERS[word]))):
            yield Objection("number", match.group())
        if _is_time(match.group(), draft.language) and not draft.said.knows(word):
            yield Objection("date", match.group())


def _same_value(one: Fact, other: Fact) -> bool:
    if one.kind is not other.kind:
        return False
    figures = one.number == other.number and one.upper == other.upper and one.comparator == other.comparator
    return one.key == other.key or (figures and _same_unit(one.unit, other.unit))


def _same_unit(one: str, other: str) -> bool:
    return one == other or (len(one) > 3 and alike(fold_umlauts(one), fold_umlauts(other)))


def _same_deadline(one: Fact, other: Fact) -> bool:
    return one.kind is other.kind and one.key == other.key


def _stands(words: str, draft: Draft) -> bool:
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.I)
    return any(pattern.search(text) for text in (draft.goal, *draft.allowed, *draft.sources))


def _stands_beside_the_same(match: re.Match[str], draft: Draft) -> bool:
    """Whether a bare number ("Line 4") stands in what was said beside the same word."""
    before = re.search(r"([^\W_]+)\W{0,3}$", draft.text[: match.start()])
    after = re.match(r"\W{0,3}([^\W_]+)", draft.text[match.end() :])
    digits = re.escape(match.group())
    patterns = [rf"{re.escape(before[1])}\W{{0,3}}{digits}(?!\d)"] if before else []
    patterns += [rf"(?<!\d){digits}\W{{0,3}}{re.escape(after[1][:5])}"] if after else []
    texts = (draft.goal, *draft.allowed, *draft.sources)
    return any(re.search(pattern, text, re.I) for pattern in patterns for text in texts)


def _is_time(word: str, language: str) -> bool:
    """'may' is a verb and 'march' too; only their capitals name a month."""
    lower = word.lower()
    return lower in TIMES[language] and not (lower in ("may", "march") and word.islower())


def names(draft: Draft) -> Iterator[Objection]:
    """Names that nobody said, and names put together from two."""
    for match in WORD.finditer(draft.rest):
        word = match.group()
        if not word.isdigit() and _is_name(match, draft) and not (draft.said.has(word) or draft.free.has(word)):
            yield Objection("name", word)
    for first, second in _capitalised_pairs(draft):
        if not draft.said.beside(first, second):
            yield Objection("name", f"{first} {second}")


def _is_name(match: re.Match[str], draft: Draft) -> bool:
    """A word with digits or capitals inside, one after a title; in English also a capital within a sentence."""
    word = match.group()
    before = re.search(r"(\w+)\.?\s+$", draft.text[: match.start()])
    if re.search(r"\d|\w[A-ZÄÖÜ]", word) or (before and before[1].lower() in TITLES):
        return True
    within = draft.language == "en" and word[0].isupper() and not _begins_sentence(match.start(), draft.text)
    return within and word.lower() not in _ALL_FUNCTION_WORDS


def _begins_sentence(place: int, text: str) -> bool:
    return any(start == place for start, _end in sentences(text))


def _capitalised_pairs(draft: Draft) -> Iterator[tuple[str, str]]:
    """Neighbours that look like a name of two words, which may not be put together from two names."""
    for match in re.finditer(r"([^\W\d_][\w'’-]*)\.?\s+(?=([^\W\d_][\w'’-]*))", draft.rest):
        first, second = match[1], match[2]
        titled = first.lower() in TITLES
        ordinary = any(word.lower() in _ALL_FUNCTION_WORDS or draft.free.knows(word) for word in (first, second))
        capital = first[0].isupper() and second[0].isupper() and not ordinary
        if draft.said.has(second) and (titled or (capital and draft.said.has(first))):
            yield first, second


def _owners(draft: Draft) -> Iterator[Objection]:
    """Somebody made responsible whom nobody has made responsible."""
    answers = Lexicon(draft.allowed)
    owners = [fact for fact in draft.grounds if fact.kind is FactKind.OWNER]
    for fact in draft.facts:
        if fact.kind is not FactKind.OWNER or any(_shares_words(fact, owner) for owner in owners):
            continue
        if not all(answers.knows(word) for word in _content(fact.text, draft)):
            yield Objection("name", fact.text)


def _shares_words(one: Fact, other: Fact) -> bool:
    return one.key == other.key or Lexicon([other.text]).has(WORD.findall(one.text)[-1])


def _content(text: str, draft: Draft) -> list[str]:
    return [w for w in WORD.findall(text) if w.lower() not in _ALL_FUNCTION_WORDS and not draft.free.has(w)]


def _lost(draft: Draft) -> Iterator[Objection]:
    rewritten = Lexicon([draft.text])
    for fact in draft.goal_facts:
        if any(_keeps(kept, fact) for kept in draft.facts):
            continue
        by_word = fact.kind in (FactKind.OWNER, FactKind.SYSTEM, FactKind.METRIC)
        if not (by_word and all(rewritten.knows(word) for word in WORD.findall(fact.text))):
            yield Objection("lost_fact", fact.text)


# A value with one of these roles must keep it; other amounts may turn out as a target, never as a start or a change.
_FIXED = frozenset({Role.BASELINE, Role.TARGET, Role.CHANGE, Role.BUDGET})


def _keeps(kept: Fact, fact: Fact) -> bool:
    if kept.kind is not fact.kind:
        return False
    if fact.kind is not FactKind.VALUE:
        return kept.key == fact.key
    role_kept = kept.role == fact.role if fact.role in _FIXED else kept.role in (fact.role, Role.TARGET, Role.AMOUNT)
    return role_kept and _same_value(kept, fact)


def _swapped(draft: Draft) -> Iterator[Objection]:
    """Targets of two metrics that have changed places."""
    before, after = _pairs(draft.goal_facts), _pairs(draft.facts)
    for value, metric in before.items():
        if value in after and after[value][0] != metric[0]:
            yield Objection("lost_fact", f"{metric[1]} {value}")


def _pairs(facts: Sequence[Fact]) -> dict[str, tuple[str, str]]:
    """Each target's text with the key and the text of the nearest metric, where there are several of both."""
    metrics = [fact for fact in facts if fact.kind is FactKind.METRIC]
    values = [fact for fact in facts if fact.role is Role.TARGET]
    if len({fact.key for fact in metrics}) < 2 or len(values) < 2:
        return {}
    nearest = {value.text: min(metrics, key=lambda metric: _distance(value, metric)) for value in values}
    return {text: (metric.key, metric.text) for text, metric in nearest.items()}


def _distance(one: Fact, other: Fact) -> int:
    return max(one.start - other.end, other.start - one.end)


def _turned(draft: Draft) -> Iterator[Objection]:
    """Raised instead of lowered, and what was denied asserted."""
    said = "\n".join([draft.goal, *draft.allowed])
    for group, opposite in (("upward", "downward"), ("downward", "upward")):
        pattern, other = verb_pattern(draft.language, group), verb_pattern(draft.language, opposite)
        backed = pattern.search(said) or (_moves(draft.goal_facts, group) and not other.search(said))
        match = pattern.search(draft.rest)
        if match and not backed:
            yield Objection("wording", match.group())
    before, after = NEGATION.search(draft.goal), NEGATION.search(draft.bare)
    if before and not after:
        yield Objection("lost_fact", before.group())
    if after and not before and not NEGATION.search("\n".join(draft.allowed)):
        yield Objection("wording", after.group())


def _moves(facts: Sequence[Fact], group: str) -> bool:
    """Whether the goal's own values go up ('upward') or down from baseline to target."""
    starts = [fact.number for fact in facts if fact.role is Role.BASELINE and fact.number is not None]
    ends = [fact.number for fact in facts if fact.role is Role.TARGET and fact.number is not None]
    if not starts or not ends:
        return False
    return ends[0] > starts[0] if group == "upward" else ends[0] < starts[0]


def _subject(draft: Draft) -> Iterator[Objection]:
    wanted = list(dict.fromkeys(_subject_words(draft)))
    rewritten = Lexicon([draft.text])
    lost = [word for word in wanted if not rewritten.knows(word)]
    if wanted and len(wanted) - len(lost) < SUBJECT_KEPT * len(wanted):
        yield Objection("subject", ", ".join(lost))


def _subject_words(draft: Draft) -> Iterator[str]:
    """What the goal is about: its content words without values, deadlines, owners and words that say little; of
    German ones the nouns."""
    text = BRACKETS.sub(" ", draft.goal)
    for fact in draft.goal_facts:
        if fact.kind in (FactKind.VALUE, FactKind.DEADLINE, FactKind.OWNER):
            text = re.sub(rf"(?<!\w){re.escape(fact.text)}(?!\w)", " ", text)
    for group in ("vague_words", "vague_times"):
        text = phrase_pattern(draft.language, group).sub(" ", text)
    verbs = [verb_pattern(draft.language, group) for group in ("downward", "upward", "vague_verbs")]
    for word in _content(text, draft):
        verb = any(pattern.fullmatch(word) for pattern in verbs)
        noun = word[0].isupper() or draft.language == "en"
        if noun and not verb and len(word) > 1 and word.lower() not in DISPENSABLE[draft.language]:
            yield word


def _wording(draft: Draft) -> Iterator[Objection]:
    for match in WORD.finditer(draft.rest):
        word = match.group()
        lower = word.lower()
        if word.isdigit() or lower in NUMBERS or _is_time(word, draft.language) or _is_name(match, draft):
            continue
        if lower not in FUNCTION_WORDS[draft.language] and not (draft.said.knows(word) or draft.free.knows(word)):
            yield Objection("wording", word)
    for match in [*_REPEATED.finditer(draft.bare), *_SHARED_OUT.finditer(draft.bare)]:
        if match.group().lower() not in draft.goal.lower():
            yield Objection("wording", match.group())


def _incomplete(draft: Draft, check: Callable[[str], Mapping[str, str]]) -> Iterator[Objection]:
    """Letters that are neither met nor carry their placeholder."""
    status = check(draft.bare)
    for letter, slots in _SLOTS.items():
        carried = {slot for slot in slots if any(name in draft.text for name in PLACEHOLDERS[slot])}
        if status[letter] != "met" and not (_measured(draft, status, carried) if letter == "M" else carried):
            yield Objection("incomplete", letter)


def _measured(draft: Draft, status: Mapping[str, str], carried: set[str]) -> bool:
    """Whether metric and target are there or left open: "improve the chatbot to [target value]" names no metric."""
    target = "target" in carried or any(fact.role is Role.TARGET for fact in draft.facts)
    metric = "metric" in carried or status["S"] == "met" or _names_answered_metric(draft)
    if status["M"] == "missing":
        return target and metric
    return bool(carried) or (target and _names_answered_metric(draft))


def _names_answered_metric(draft: Draft) -> bool:
    """Whether the text holds the proposed KPI, which the rules need not know as a metric."""
    rewritten = Lexicon([draft.bare])
    contents = [_content(text, draft) for text in draft.allowed if not re.search(r"\d", text)]
    return any(len(content) > 1 and all(rewritten.knows(word) for word in content) for content in contents)
