"""Decides by rules whether a goal is specific, measurable and has a deadline, and names what is vague.

Works on the goal's words and facts alone, in milliseconds. It never decides A and R: no text proves that it can be
achieved or matters (see `backing`). What the letters ask for is taken from the methodology texts that ship.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.goals.criteria import Criterion, Status, Words
from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.verbs import english_actions, german_actions, is_verb, vague_verbs
from assistant.goals.vocabulary import phrase_pattern, vocabulary
from assistant.goals.wording import question, quoted, reason

# Units that say what is measured without a metric's name: a time, money, a counted thing.
_BARE_UNITS = frozenset({"%", "pp", "x", "", "point"})
_OF_SOMETHING = re.compile(
    r"\s+(?:[a-zäöüß]{3,}\s+){0,3}(?!Kosten)[A-ZÄÖÜ][a-zäöüß]{3,}|\s*(?:der|des|aller|von|unserer|dieser|aus|an|(?:of|in)\b)\s*(?:(?:the|all|our|incoming|allen|den)\s+)?[\w-]{3,}"
)
_PER = re.compile(r"\b(?:pro|je|per|im|in der|a|an|each|every)\s+\w+$", re.I)
_WORD = re.compile(r"[^\W\d_][\w]*(?:-[\w]+)*")
_ADJECTIVE_START = re.compile(r"(?:ere|eren|erer|eres|ste|sten|ster|ige|igen|iges|iche|ichen|ische|ischen)$")


@dataclass(frozen=True)
class GoalText:
    """A goal with its facts, as the rules see it: instructions blanked out."""

    text: str
    language: str
    facts: tuple[Fact, ...]

    def of(self, kind: FactKind, *roles: Role) -> list[Fact]:
        """The facts of a kind, with one of the roles if any is given."""
        return [fact for fact in self.facts if fact.kind is kind and (not roles or fact.role in roles)]

    def outside_facts(self, *kinds: FactKind) -> str:
        """The text with the facts of these kinds blanked out."""
        text = self.text
        for fact in self.facts:
            if fact.kind in kinds:
                text = text[: fact.start] + " " * (fact.end - fact.start) + text[fact.end :]
        return text


def check_smart(goal: GoalText) -> tuple[Criterion, Criterion, Criterion]:
    """S, M and T of a goal."""
    return _specific(goal), _measurable(goal), _timed(goal)


# --- S ---


def _specific(goal: GoalText) -> Criterion:
    actions, objects = list(concrete_actions(goal)), list(concrete_objects(goal))
    reached = goal.of(FactKind.VALUE, Role.TARGET, Role.CHANGE)
    if not actions and reached and (goal.of(FactKind.METRIC) or _measurable(goal).status is Status.MET):
        actions = [_words(reached[0])]
    vague = vague_words(goal)
    if actions and objects:
        return _criterion("S", Status.MET, goal, evidence=[_phrases(objects)[0], actions[0]], vague=vague)
    if objects:
        return _criterion("S", Status.PARTIAL, goal, gap="action", evidence=_phrases(objects)[:2], vague=vague)
    if actions:
        return _criterion("S", Status.PARTIAL, goal, gap="object", evidence=actions[:1], vague=vague)
    return _criterion("S", Status.MISSING, goal, gap="object", vague=vague)


def _phrases(words: Sequence[Words]) -> list[Words]:
    """Words that stand side by side as one: "incoming invoices"."""
    joined: list[Words] = []
    for word in words:
        if joined and word.start == joined[-1].end + 1:
            first = joined.pop()
            word = Words(first.start, word.end, f"{first.text} {word.text}")
        joined.append(word)
    return joined


def concrete_actions(goal: GoalText) -> Iterator[Words]:
    """Verbs, and nouns made of them, that say what is done."""
    text = goal.outside_facts(FactKind.DEADLINE, FactKind.OWNER, FactKind.METRIC, FactKind.SYSTEM)
    if goal.language == "de":
        yield from german_actions(text)
    else:
        yield from english_actions(text)


def concrete_objects(goal: GoalText) -> Iterator[Words]:
    """Nouns that say what the goal is about; a named metric or system counts."""
    named = [_words(fact) for fact in goal.facts if fact.kind in (FactKind.METRIC, FactKind.SYSTEM)]
    text = goal.outside_facts(*FactKind)
    nouns = [words for words in _nouns(text, goal.language) if not _says_nothing(words.text, goal.language)]
    reached = goal.of(FactKind.VALUE, Role.TARGET, Role.BASELINE, Role.CHANGE)
    counted = [_words(fact) for fact in reached if fact.unit and fact.unit not in _KNOWN_UNITS]
    found = [*named, *nouns, *counted] or [_words(fact) for fact in goal.of(FactKind.OWNER)]
    yield from sorted(found, key=lambda words: words.start)


_KNOWN_UNITS = _BARE_UNITS | {"EUR", "USD", "CHF", "s", "min", "h", "day", "week", "month", "quarter", "year"}


def _nouns(text: str, language: str) -> Iterator[Words]:
    without_capitals = text == text.lower()
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) < 3 and not word.isupper():
            continue
        if language == "de" and not without_capitals and not word[0].isupper():
            continue
        if word.lower() in vocabulary(language).function_words or is_verb(match, text, language):
            continue
        if _is_adjective(match, text, language):
            continue
        yield Words(match.start(), match.end(), word)


def _is_adjective(match: re.Match[str], text: str, language: str) -> bool:
    """Whether a word at the beginning of a German goal is no noun ("Ungeplante Ausfälle"); English adverbs."""
    word = match.group()
    if language == "en":
        return word.lower().endswith("ly")
    before_noun = re.match(r"\s+[A-ZÄÖÜ]", text[match.end() :]) and re.search(r"(?:e|en|er|es|em)$", word)
    return not text[: match.start()].strip() and bool(_ADJECTIVE_START.search(word) or before_noun)


def _says_nothing(word: str, language: str) -> bool:
    lower = word.lower().removeprefix("ki-").removeprefix("ai-")
    return (
        lower in vocabulary(language).vague_objects
        or bool(phrase_pattern(language, "vague_words").fullmatch(word))
        or bool(phrase_pattern(language, "vague_times").fullmatch(word))
    )


# "want to": the verb behind it is what counts.
_WISH = re.compile(r"(?:want|wants|aim|aims|wish|hope|hopes) to\b", re.I)


def vague_words(goal: GoalText) -> list[Words]:
    """Verbs and adjectives that say too little, outside facts."""
    text = goal.outside_facts(*FactKind)
    matches = [*vague_verbs(text, goal.language), *phrase_pattern(goal.language, "vague_words").finditer(text)]
    found = {match.start(): match for match in matches if not _WISH.match(text, match.start())}
    return [Words(m.start(), m.end(), m.group()) for _start, m in sorted(found.items())]


# --- M ---


def _measurable(goal: GoalText) -> Criterion:
    metrics = goal.of(FactKind.METRIC)
    targets, changes = goal.of(FactKind.VALUE, Role.TARGET), goal.of(FactKind.VALUE, Role.CHANGE)
    baselines = goal.of(FactKind.VALUE, Role.BASELINE)
    measured = metrics[:1] or [fact for fact in [*targets, *baselines] if measures(goal, fact)][:1]
    if targets and (measured or (baselines and any(concrete_objects(goal)))):
        return _criterion("M", Status.MET, goal, evidence=_unique([*measured, *baselines, *targets]))
    if changes and baselines and (metrics or any(measures(goal, fact) for fact in baselines)):
        return _criterion("M", Status.MET, goal, evidence=_unique([*metrics[:1], *baselines, *changes]))
    if changes:
        evidence = _unique([*metrics[:1], *changes])
        return _criterion("M", Status.PARTIAL, goal, gap="baseline", evidence=evidence)
    if targets:
        return _criterion("M", Status.PARTIAL, goal, gap="metric", evidence=_unique(targets))
    if metrics:
        return _criterion("M", Status.PARTIAL, goal, gap="target", evidence=_unique(metrics[:1]))
    return _criterion("M", Status.MISSING, goal, gap="metric")


def measures(goal: GoalText, fact: Fact) -> bool:
    """Whether a value says by itself what is measured: 80 Rechnungen, unter 3 Tage, 80 % der Rechnungen."""
    return fact.unit not in _BARE_UNITS or bool(_OF_SOMETHING.match(goal.text, fact.end) or _PER.search(fact.text))


# --- T ---


def _timed(goal: GoalText) -> Criterion:
    deadlines = goal.of(FactKind.DEADLINE)
    complete = [fact for fact in deadlines if fact.complete]
    vague = [
        Words(match.start(), match.end(), match.group())
        for match in phrase_pattern(goal.language, "vague_times").finditer(goal.outside_facts(FactKind.DEADLINE))
    ]
    if complete:
        return _criterion("T", Status.MET, goal, evidence=_unique(complete))
    if deadlines:
        evidence = _unique(deadlines)
        return _criterion("T", Status.PARTIAL, goal, gap=lack(deadlines[0]), evidence=evidence, vague=vague)
    return _criterion("T", Status.MISSING, goal, gap="deadline", vague=vague)


def lack(deadline: Fact) -> str:
    """What an incomplete deadline lacks: 'year', 'event' (its date) or 'invalid' (no such day)."""
    if deadline.key.startswith("event:"):
        return "event"
    return "year" if deadline.key.startswith("--") else "invalid"


# --- making a criterion ---


def _criterion(
    name: str,
    status: Status,
    goal: GoalText,
    *,
    gap: str = "",
    evidence: Sequence[Words] = (),
    vague: Sequence[Words] = (),
) -> Criterion:
    language = goal.language
    return Criterion(
        name=name,
        status=status,
        reason=reason(
            name,
            status,
            language,
            gap=gap,
            words=", ".join(quoted(words.text, language) for words in evidence),
            vague=", ".join(quoted(words.text, language) for words in vague),
        ),
        evidence=tuple(evidence),
        vague=tuple(vague),
        gap=gap,
        question=question(gap, language) if gap else "",
    )


def _words(fact: Fact) -> Words:
    return Words(fact.start, fact.end, fact.text)


def _unique(facts: Sequence[Fact]) -> list[Words]:
    return [_words(fact) for fact in sorted(set(facts), key=lambda fact: fact.start)]
