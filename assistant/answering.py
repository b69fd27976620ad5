"""Answers a question from the passages: sources first, then text that rests on them.

Yields typed events. It opens nothing: search, model and prompts are handed in, and a model may be missing. Where the
model's text does not stand the checks, the best sentences of the passages take its place, and the answer says so.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from assistant import grounding
from assistant.answer import Answer, Event, Evidence, Finished, Mode, Piece, Planned, Seconds, Waiting
from assistant.budget import Capacity, Effort, Limits, Place, Plan, Prompt, Speed, plan
from assistant.conversation import Turn, fitting, search_text
from assistant.errors import ModelFailed, QuestionTooLong
from assistant.extracting import extract
from assistant.grounding import Sentence
from assistant.instructions import bare_passage, bare_question
from assistant.library.searching import Found
from assistant.passages import EVERYTHING, Filter, Kind, Passage
from assistant.prompts import Prompts
from assistant.sentences import sentences

LONGEST_QUESTION = 4_000
# Passages shown beside the answer; as many of them as the budget allows are given to the model.
PASSAGES = {Effort.SHORT: 6, Effort.THOROUGH: 10}
# Tokens of a prompt for what was said before.
HISTORY = 500
# Tokens of a passage's number and punctuation in a prompt.
NUMBERED = 8
# Where the modes look first.
KINDS = {Mode.LESSONS: (Kind.LESSON,), Mode.RISKS: (Kind.RISK, Kind.LESSON)}
# A hit with less than this share of the best score is not shown.
CLOSE = 0.4
# So many passages are offered beside a refusal.
CLOSEST = 3
# A draft is looked at when a sentence has just ended: so many letters of the next one at most.
JUST_BEGUN = 40


class Writer(Protocol):
    """What answering asks of a chat model: LangChain's `BaseChatModel` with facts of our own. A model that
    `needs_proof` is known to invent: each of its sentences must be supported."""

    needs_proof: bool
    capacity: Capacity

    def writes(self, language: str) -> bool:
        """Whether the model can write a language well enough to be shown."""

    def get_num_tokens(self, text: str) -> int:
        """Tokens of a text."""

    def count_fresh(self, messages: Sequence[BaseMessage]) -> tuple[int, int]:
        """Tokens of a prompt, and how many of them it has not evaluated yet."""

    def speed(self) -> Speed | None:
        """How fast it reads and writes, None while that is unknown."""

    def place(self) -> Place:
        """The place in the queue that a new job would have."""

    def stream(self, input: Sequence[BaseMessage], *, limits: Limits, place: Place) -> Iterator[AIMessage]:
        """The answer, piece by piece; empty pieces while others come first and while the prompt is being evaluated.
        `place` is kept up to date with every piece."""


class Searcher(Protocol):
    """What answering asks of the search."""

    def find(self, question: str, *, limit: int, only: Filter) -> Found:
        """The best passages with their evidence."""

    def similarity(self, question: str, texts: Sequence[str]) -> Sequence[float] | None:
        """Likeness of meaning, None where the embedder does not know the question's language or still loads."""


@dataclass
class _Clock:
    start: float = field(default_factory=time.monotonic)
    evidence: float = 0.0
    first_token: float | None = None

    def elapsed(self) -> float:
        return time.monotonic() - self.start

    def seconds(self) -> Seconds:
        return Seconds(self.evidence, self.first_token, self.elapsed())


@dataclass(frozen=True)
class _Asked:
    """A question with all that was found for it."""

    question: str
    history: Sequence[Turn]
    found: Found
    passages: tuple[Passage, ...]
    clock: _Clock
    mode: Mode
    effort: Effort

    @property
    def language(self) -> str:
        return self.found.language


class Answering:
    """Answers questions over one search; `writer` is None until a model is there."""

    def __init__(self, search: Searcher, prompts: Prompts, writer: Writer | None = None) -> None:
        self._search, self._prompts = search, prompts
        self.writer = writer

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        only: Filter = EVERYTHING,
        effort: Effort = Effort.SHORT,
        mode: Mode = Mode.ANSWER,
    ) -> Generator[Event, None, None]:
        """Evidence, then the estimate and the model's text piece by piece, then the checked answer.

        LESSONS looks among the lessons first, RISKS among risks and lessons, both elsewhere where these carry nothing,
        unless `only` names kinds itself. Raises QuestionEmpty and QuestionTooLong before the first event. Close the
        iterator to stop the model.
        """
        if len(question) > LONGEST_QUESTION:
            raise QuestionTooLong(length=len(question), limit=LONGEST_QUESTION)
        clock = _Clock()
        found = self._found(search_text(question, history), PASSAGES[effort], only=only, mode=mode)
        clock.evidence = clock.elapsed()
        passages = evidence(found)
        asked = _Asked(question, history, found, passages or closest(found), clock, mode, effort)
        yield Evidence(asked.passages, asked.language, carries=bool(passages), mode=mode)
        if not passages:
            yield Finished(self._refusal(asked))
            return
        draft, failure = yield from self._written(asked)
        yield Finished(self._checked(asked, draft, failure))

    def _found(self, text: str, limit: int, *, only: Filter, mode: Mode) -> Found:
        kinds = () if only.kinds else KINDS.get(mode, ())
        if kinds:
            found = self._search.find(text, limit=limit, only=replace(only, kinds=kinds))
            if evidence(found):
                return found
        return self._search.find(text, limit=limit, only=only)

    def _written(self, asked: _Asked) -> Generator[Event, None, tuple[str, tuple[str, ...]]]:
        """Streams the model's text; returns it with the reason why it cannot be used, if there is one."""
        if self.writer is None or not self.writer.writes(asked.language):
            return "", ("unable",) if self.writer else ()
        draft = ""
        try:
            with closing(self._streamed(asked)) as events:
                for event in events:
                    if isinstance(event, Piece):
                        asked.clock.first_token = asked.clock.first_token or asked.clock.elapsed()
                        draft += event.text
                    yield event
                    written = isinstance(event, Piece)
                    if written and self.writer.needs_proof and self._is_lost(draft, asked.passages):
                        break  # it would be replaced anyway: the reader need not wait for the rest
        except ModelFailed:
            return draft, ("failed",)
        return draft, () if draft.strip() else ("empty",)

    def _streamed(self, asked: _Asked) -> Generator[Event, None, None]:
        """The model's pieces as events, Planned first and again whenever the place in the queue has changed."""
        assert self.writer is not None
        planned, place = self._planned(asked), self.writer.place()
        told = place.ahead
        if estimate := planned.estimate(place):
            yield Planned(estimate)
        messages = self._messages(asked, planned.passages)
        with closing(self.writer.stream(messages, limits=planned.limits, place=place)) as pieces:
            for piece in pieces:
                if place.ahead != told and (estimate := planned.estimate(place)):
                    told = place.ahead
                    yield Planned(estimate)
                text = str(piece.content)
                yield Piece(text) if text else Waiting()

    def _planned(self, asked: _Asked) -> Plan:
        """What fits into the time, from the tokens of everything that could be given."""
        assert self.writer is not None
        fixed, fresh = self.writer.count_fresh(self._messages(replace(asked, passages=()), 0))
        count = self.writer.get_num_tokens
        lengths = tuple(NUMBERED + count(f"{p.title}, {p.heading}\n{p.text}") for p in asked.passages)
        prompt = Prompt(fixed, fresh, lengths)
        return plan(asked.effort, self.writer.speed(), prompt=prompt, capacity=self.writer.capacity)

    def _is_lost(self, draft: str, passages: Sequence[Passage]) -> bool:
        """Whether a finished sentence of the draft already lacks support."""
        *finished, last = sentences(draft) or [(0, 0)]
        if not finished or len(draft) - last[0] > JUST_BEGUN:
            return False
        return grounding.is_unsupported(draft[finished[-1][0] : finished[-1][1]], passages)

    def _messages(self, asked: _Asked, room: int) -> list[BaseMessage]:
        """Stable prefix first, so that the model's evaluated prefix can be kept; passages and question last."""
        assert self.writer is not None
        messages: list[BaseMessage] = [SystemMessage(self._prompts.fill("answer.system", asked.language))]
        for turn in fitting(asked.history, tokens=HISTORY, count=self.writer.get_num_tokens):
            messages += [HumanMessage(turn.question), AIMessage(turn.answer)]
        listed = _listed(asked.passages, room, self.writer)
        filled = self._prompts.fill(
            "answer.user", asked.language, passages=listed, question=bare_question(asked.question)
        )
        return [*messages, HumanMessage(filled)]

    def _checked(self, asked: _Asked, draft: str, failure: tuple[str, ...]) -> Answer:
        """The model's text where it stands the checks, else the best sentences of the passages."""
        checked = grounding.check(draft, asked.passages, similarity=self._search.similarity)
        obeyed = grounding.obeyed(checked, asked.question, asked.passages)
        reasons = failure or (tuple(self._objections(checked, asked.language)) if draft else ())
        if obeyed:
            reasons = tuple(dict.fromkeys([*reasons, "unsupported"]))
        if draft and not reasons:
            return _answer(asked, grounding.with_marks(checked), written_by="model", checked=checked)
        kept = tuple(sentence for sentence in checked if sentence not in obeyed)
        checked = extract(
            asked.question, asked.passages, weights=asked.found.weights, similarity=self._search.similarity
        )
        lead = self._prompts.fill("answer.lead", asked.language)
        text = "\n\n".join([lead, grounding.with_marks(checked, joint="\n\n")])
        return _answer(
            asked, text, written_by="rules", checked=checked, replaced=reasons, draft=draft, draft_sentences=kept
        )

    def _objections(self, checked: Sequence[Sentence], language: str) -> list[str]:
        assert self.writer is not None
        return grounding.objections(checked, language=language, proof=self.writer.needs_proof)

    def _refusal(self, asked: _Asked) -> Answer:
        text = self._prompts.fill("answer.refusal", asked.language)
        return _answer(asked, text, written_by="rules", checked=(), refused=True)


def _answer(asked: _Asked, text: str, *, written_by: str, checked: Sequence[Sentence], **more: Any) -> Answer:
    facts = {"refused": False} | more
    return Answer(
        text=text,
        language=asked.language,
        mode=asked.mode,
        written_by=written_by,
        passages=asked.passages,
        citations=tuple(grounding.citations(checked, asked.passages)),
        sentences=tuple(checked),
        seconds=asked.clock.seconds(),
        **facts,
    )


def evidence(found: Found) -> tuple[Passage, ...]:
    """The passages to answer from: none when no hit carries an answer, else all that are not far behind the best."""
    if not any(hit.carries for hit in found.hits):
        return ()
    best = max(hit.passage.score for hit in found.hits)
    return tuple(hit.passage for hit in found.hits if hit.passage.score >= CLOSE * best)


def closest(found: Found) -> tuple[Passage, ...]:
    """What to offer beside a refusal: the first passages, which may be about something else."""
    return tuple(hit.passage for hit in found.hits[:CLOSEST])


def _listed(passages: Sequence[Passage], tokens: int, writer: Writer) -> str:
    """The passages as numbered data, as many as fit; the first always, cut if it must be."""
    lines: list[str] = []
    for number, passage in enumerate(map(bare_passage, passages), start=1):
        text = (
            f"[{number}] {passage.title}" + (f", {passage.heading}" if passage.heading else "") + f":\n{passage.text}"
        )
        tokens -= writer.get_num_tokens(text)
        if tokens < 0 and lines:
            break
        lines.append(text)
    return "\n\n".join(lines)
