"""Checks a goal and rewrites it: the check at once, the rules' sentence with it, then a model's wording if it stands.

Yields typed events. It opens nothing: search, catalogue, prompts and model are handed in, and search and model may be
missing. Whatever a model writes is checked by `goals.guard`; after one retry the rules' sentence stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from assistant.answer import Waiting
from assistant.errors import GoalEmpty, GoalTooLong, ModelFailed
from assistant.goals import guard
from assistant.goals.backing import backing, owner_and_baseline
from assistant.goals.composing import compose, placeholders_in
from assistant.goals.criteria import LETTERS, Criterion, GoalCheck, Source
from assistant.goals.fact import FactKind
from assistant.goals.facts import find_facts
from assistant.goals.goal_language import goal_language
from assistant.goals.guard_wording import told
from assistant.goals.kpis import Kpi, Use, recognise
from assistant.goals.missing import placeholder
from assistant.goals.proposed_kpis import fitting, proposed
from assistant.goals.rewrite import PLACEHOLDERS, UNPLACED, GoalRewrite, Question, Rejected
from assistant.goals.smart import GoalText, check_smart
from assistant.goals.wording import question
from assistant.instructions import blank, instructions
from assistant.json_writing import Writer, draft, fields
from assistant.library.searching import Found
from assistant.passages import EVERYTHING, Filter, Kind, Passage
from assistant.prompts import Prompts
from assistant.sentences import sentence_texts

LONGEST_GOAL = 2_000
# Passages looked at for what speaks for or against a goal.
PASSAGES = 24
# Passages and past goals shown to the model.
SHOWN = 2
# Times a model may try. One that is known to invent does not learn from its mistakes: measured on the starter model.
TRIES = 2
# Stands between the parts of the worked examples, which are turns of the user and the model in turn.
BETWEEN_EXAMPLES = "\n-----\n"
SCHEMA = {
    "type": "object",
    "properties": {"rewrite": {"type": "string", "maxLength": 600}},
    "required": ["rewrite"],
    "additionalProperties": False,
}


@dataclass(frozen=True)
class Checked:
    """What is there and what is missing; the first event."""

    check: GoalCheck


@dataclass(frozen=True)
class Reworded:
    """A rewrite; a `final` one is the last event. Before a model writes, the rules' sentence comes with final=False."""

    rewrite: GoalRewrite
    final: bool


GoalEvent = Checked | Waiting | Reworded


class Searcher(Protocol):
    """What rewriting asks of the search."""

    def find(self, question: str, *, limit: int, only: Filter = EVERYTHING) -> Found:
        """The best passages with their evidence."""


class Catalogue(Protocol):
    """What rewriting asks of the KPI catalogue: its uses, and a goal's cosine with each description (None while the
    embedder loads)."""

    uses: tuple[Use, ...]

    def likeness(self, goal: str, language: str) -> Sequence[float] | None:
        """Cosines in the order of the uses."""


class Rewriting:
    """Checks and rewrites goals; `writer` is None until a model is there."""

    def __init__(self, search: Searcher | None, prompts: Prompts, catalogue: Catalogue) -> None:
        self._search, self._prompts, self._catalogue = search, prompts, catalogue
        self.writer: Writer | None = None

    def check(self, text: str, answers: Mapping[str, str] | None = None, *, project: str | None = None) -> GoalCheck:
        """What is there and what is missing; raises GoalEmpty and GoalTooLong."""
        if not text.strip():
            raise GoalEmpty()
        if len(text) > LONGEST_GOAL:
            raise GoalTooLong(length=len(text), limit=LONGEST_GOAL)
        ignored = instructions(text)
        bare = blank(text, [(words.start, words.end) for words in ignored])
        language = goal_language(bare)
        goal = GoalText(bare, language, find_facts(bare, language, date.today()))
        backed = backing(goal, self._passages(bare, project), project=project, answers=answers or {})
        specific, measurable, timed = check_smart(goal)
        use = recognise(
            bare, self._catalogue.uses, language=language, likeness=self._catalogue.likeness(bare, language)
        )
        return GoalCheck(
            text=text,
            language=language,
            facts=goal.facts,
            criteria=(specific, measurable, *backed[:2], timed),
            further=tuple(backed[2:]),
            use=use,
            kpis=() if use is None or goal.of(FactKind.METRIC) else proposed(use.kpis, bare),
            ignored=ignored,
        )

    def rewrite(
        self,
        text: str,
        answers: Mapping[str, str] | None = None,
        *,
        project: str | None = None,
        past: Sequence[str] = (),
    ) -> Iterator[GoalEvent]:
        """The check, the rules' sentence, then the model's if it stands. Closing the iterator stops the model."""
        answers = {slot: answer.strip() for slot, answer in (answers or {}).items() if answer.strip()}
        check = self.check(text, answers, project=project)
        yield Checked(check)
        ruled = self._ruled(check, answers)
        writes = self.writer is not None and self.writer.writes(check.language) and bool(_own_words(check))
        worth = writes and ruled.text.strip() != text.strip()
        yield Reworded(ruled, final=not worth)
        if worth:
            yield from self._written(ruled, answers, past)

    def _passages(self, text: str, project: str | None) -> list[Passage]:
        if self._search is None or not text.strip():
            return []
        found = self._search.find(text, limit=PASSAGES, only=Filter(project=project))
        return [hit.passage for hit in found.hits if project or hit.carries]

    # --- by rules ---

    def _ruled(self, check: GoalCheck, answers: Mapping[str, str]) -> GoalRewrite:
        kpi = self._kpi(check, answers)
        text = compose(_goal_text(check), answers=answers, kpi=kpi, today=date.today())
        return GoalRewrite(
            check=_with_answers(check, text) if answers else check,
            text=text,
            written_by="rules",
            placeholders=placeholders_in(text, check.language),
            questions=tuple(questions(check, text, answers, kpi)),
        )

    def _kpi(self, check: GoalCheck, answers: Mapping[str, str]) -> Kpi | None:
        """The KPI chosen by its name, else the first one proposed that can have the values answered."""
        said = answers.get("metric", "").casefold()
        if not said:
            values = f"{answers.get('baseline', '')}; {answers.get('target', '')}"
            return next(iter(fitting(check.kpis, find_facts(values, check.language, date.today()))), None)
        known = (kpi for use in self._catalogue.uses for kpi in use.kpis)
        return next((kpi for kpi in known if kpi.name[check.language].casefold() == said), None)

    # --- by a model ---

    def _written(self, ruled: GoalRewrite, answers: Mapping[str, str], past: Sequence[str]) -> Iterator[GoalEvent]:
        rejected: list[Rejected] = []
        messages = self._messages(ruled, answers, past)
        assert self.writer is not None
        for _ in range(1 if self.writer.needs_proof else TRIES):
            try:
                written = yield from draft(self.writer, messages, SCHEMA)
            except ModelFailed as failure:
                reasons = (failure.in_language(ruled.check.language),)
                yield Reworded(replace(ruled, rejected=(*rejected, Rejected("", reasons))), final=True)
                return
            # Without a sentence: the guard objects to that.
            text = str(fields(written).get("rewrite", "")).strip()
            reasons = tuple(self._objections(text, ruled, answers))
            if not reasons:
                yield Reworded(_by_model(ruled, text, rejected), final=True)
                return
            rejected.append(Rejected(text, reasons))
            retry = self._prompts.fill("rewrite.retry", ruled.check.language, reasons="\n".join(reasons))
            messages = [*messages, AIMessage(written), HumanMessage(retry)]
        yield Reworded(replace(ruled, rejected=tuple(rejected)), final=True)

    def _messages(self, ruled: GoalRewrite, answers: Mapping[str, str], past: Sequence[str]) -> list[BaseMessage]:
        """The system prompt never changes, so that its evaluation can be kept; the goal comes last."""
        check, language = ruled.check, ruled.check.language
        kpi = self._kpi(check, answers)
        nothing = "keine" if language == "de" else "none"
        shown = [f"- {source.quote}" for source in _sources(check)[:SHOWN]] + [f"- {goal}" for goal in past[:SHOWN]]
        user = self._prompts.fill(
            "rewrite.user",
            language,
            goal=_own_words(check),
            facts=", ".join(fact.text for fact in check.facts) or nothing,
            kpi=f"{kpi.name[language]} ({direction(kpi, language)})" if kpi else nothing,
            placeholders=" ".join(ruled.placeholders) or nothing,
            passages="\n".join(shown) or nothing,
            answers="\n".join(f"- {answer}" for answer in answers.values()) or nothing,
        )
        shown_before = self._prompts.fill("rewrite.examples", language).split(BETWEEN_EXAMPLES)
        roles = (HumanMessage, AIMessage)
        examples = [roles[number % 2](example.strip()) for number, example in enumerate(shown_before)]
        return [SystemMessage(self._prompts.fill("rewrite.system", language)), *examples, HumanMessage(user)]

    def _objections(self, text: str, ruled: GoalRewrite, answers: Mapping[str, str]) -> list[str]:
        check = ruled.check
        kpi = self._kpi(check, answers)
        found = guard.objections(
            text,
            goal=_own_words(check),
            facts=check.facts,
            language=check.language,
            allowed=[*answers.values(), *_of_kpi(kpi, check.language)],
            sources=[source.quote for source in _sources(check)],
            placeholders=ruled.placeholders,
            today=date.today(),
            check=lambda part: statuses(part, check.language),
        )
        return [told(objection, check.language) for objection in found]


def direction(kpi: Kpi, language: str) -> str:
    """The verb of a KPI's direction."""
    verbs = ("steigern", "senken") if language == "de" else ("raise", "reduce")
    return verbs[0 if kpi.upward else 1]


def _of_kpi(kpi: Kpi | None, language: str) -> list[str]:
    return [kpi.name[language], kpi.object[language], direction(kpi, language)] if kpi else []


def statuses(text: str, language: str) -> dict[str, str]:
    """The status of S, M and T of a text."""
    goal = GoalText(text, language, find_facts(text, language, date.today()))
    return {criterion.name: str(criterion.status) for criterion in check_smart(goal)}


def questions(check: GoalCheck, text: str, answers: Mapping[str, str], kpi: Kpi | None) -> Iterator[Question]:
    """What would finish the goal, in the order of the sentence, then A, R and the further criteria."""
    language = check.language
    for slot in PLACEHOLDERS:
        mark = placeholder(slot, language)
        proposed = (
            slot == "metric" and kpi is not None and not any(fact.kind is FactKind.METRIC for fact in check.facts)
        )
        if mark in text or slot in answers or proposed:
            event = slot == "deadline" and check["T"].gap in ("event", "invalid")
            yield Question(slot, question(check["T"].gap if event else slot, language), mark, answers.get(slot, ""))
    for criterion in (check["S"], *(check[name] for name in UNPLACED)):
        if criterion.name == "S" and criterion.gap == "action":
            yield Question("action", criterion.question, "", answers.get("action", ""))
        elif criterion.name != "S" and (criterion.question or criterion.name in answers):
            yield Question(criterion.name, question(criterion.name, language), "", answers.get(criterion.name, ""))


def _with_answers(check: GoalCheck, text: str) -> GoalCheck:
    """The check with what the answers have filled: decided on the rewrite, its placeholders without their words, which
    name metrics and dates, but still gaps: "von 9 Tagen auf [ ]" has a baseline and no target."""
    for pair in PLACEHOLDERS.values():
        text = text.replace(pair[0 if check.language == "de" else 1], "[ ]")
    goal = GoalText(text, check.language, find_facts(text, check.language, date.today()))
    decided = {criterion.name: criterion for criterion in (*check_smart(goal), *owner_and_baseline(goal))}

    def filled(criterion: Criterion) -> Criterion:
        new = decided.get(criterion.name, criterion)
        return new if new is criterion else replace(new, evidence=criterion.evidence, vague=criterion.vague)

    return replace(check, criteria=tuple(map(filled, check.criteria)), further=tuple(map(filled, check.further)))


def _goal_text(check: GoalCheck) -> GoalText:
    bare = blank(check.text, [(words.start, words.end) for words in check.ignored])
    return GoalText(bare, check.language, check.facts)


def _own_words(check: GoalCheck) -> str:
    return " ".join(_goal_text(check).text.split())


def _sources(check: GoalCheck) -> list[Source]:
    return [source for criterion in (*check.criteria, *check.further) for source in criterion.sources]


def _by_model(ruled: GoalRewrite, text: str, rejected: Sequence[Rejected]) -> GoalRewrite:
    found = placeholders_in(text, ruled.check.language)
    return replace(ruled, text=text, written_by="model", placeholders=found, rejected=tuple(rejected))


# What to ask the methodology for, by letter.
_MEANINGS = {
    "de": ("S wie spezifisch", "M wie messbar", "A wie erreichbar", "R wie relevant", "T wie terminiert"),
    "en": ("S for specific", "M for measurable", "A for attainable", "R for relevant", "T for time-bound"),
}


def letter_meanings(search: Searcher, language: str) -> dict[str, Source]:
    """What each letter asks for: the first sentence of the methodology passage that is found for it in the language."""
    meanings = {}
    for letter, wanted in zip(LETTERS, _MEANINGS[language], strict=True):
        hits = search.find(f"SMART: {wanted}", limit=8, only=Filter(kinds=(Kind.METHODOLOGY,))).hits
        passages = [hit.passage for hit in hits if hit.passage.language == language]
        headed = [passage for passage in passages if (passage.headings or ("",))[-1].startswith(f"{letter} ")]
        if chosen := (headed or passages)[:1]:
            meanings[letter] = Source(chosen[0], sentence_texts(chosen[0].text)[0])
    return meanings
