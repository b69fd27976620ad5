"""Risks in the chat: proposals for what is planned, as the events and the answer that every mode of the chat has.

It translates; which risks fit is decided by `proposing`, whether proposals are wanted by `risks.request`. A question
about stored risks, and a request that nothing fits, stays a question to the documents.
"""

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Protocol

from assistant import grounding
from assistant.answer import Answer, Event, Evidence, Finished, Mode, Seconds
from assistant.conversation import Turn, leans, search_text
from assistant.grounding import Sentence, Support
from assistant.instructions import instructions
from assistant.passages import Filter, Passage
from assistant.risks.proposal import RiskProposal
from assistant.risks.proposal_text import proposals_text
from assistant.risks.request import asks_for_risks, description_in

# The best proposal must fit at least this well: below, a description that has to do with AI fits none especially.
CARRIES = 1.0
# The others may fit a little less well.
FITS = 0.8


class Propose(Protocol):
    """What the chat asks of `proposing`."""

    def __call__(self, description: str, *, project: str | None) -> Sequence[RiskProposal]:
        """Risks that fit a description, best first; `project` is the one they are for."""


@dataclass(frozen=True)
class Request:
    """A message in the mode for risks: what was said before, and which projects it may be about."""

    question: str
    history: Sequence[Turn] = ()
    only: Filter = Filter()
    projects: Sequence[str] = ()

    def description(self) -> str | None:
        """What risks shall be proposed for, None where documents are asked. A follow-up that does not speak of risks
        itself ("And for the data?") wants what the question before it wanted."""
        if leans(self.question, self.history) and not asks_for_risks(self.question):
            earlier = enumerate(turn.question for turn in self.history)
            alone = [question for place, question in earlier if not leans(question, self.history[:place])]
            if not alone or description_in(alone[-1], projects=self.projects) is None:
                return None
        return description_in(search_text(self.question, self.history), projects=self.projects)


def risk_events(events: Generator[Event, None, None], request: Request, propose: Propose) -> Iterator[Event]:
    """The evidence, then the proposals; the events as they are where documents are asked or nothing fits. Closing it
    closes the events."""
    start = time.monotonic()
    with closing(events):
        first = next(events)
        found = time.monotonic() - start
        description = request.description()
        if description is None or not isinstance(first, Evidence):
            yield first
            yield from events
            return
        # Passages that carry no answer are no evidence of a proposal.
        passages = first.passages if first.carries else ()
        yield replace(first, passages=passages, carries=True)
        proposals = fitting(propose(description, project=request.only.project))
        if not proposals:
            yield first
            yield from events
            return
    yield Finished(_answer(proposals, passages, Seconds(found, None, time.monotonic() - start)))


def fitting(proposals: Iterable[RiskProposal]) -> list[RiskProposal]:
    """The proposals worth showing: none where even the best hardly fits, and none that speaks to a machine."""
    kept = [one for one in proposals if one.fit >= FITS and not _orders(one)]
    return kept if any(one.fit >= CARRIES for one in kept) else []


def _orders(one: RiskProposal) -> bool:
    return any(instructions(text) for text in (one.text, one.cause, one.effect, *one.measures))


def _answer(proposals: Sequence[RiskProposal], found: Sequence[Passage], seconds: Seconds) -> Answer:
    """The passages that the proposals rest on come first, then what was found besides."""
    sources = [source for one in proposals for source in one.sources if source.passage]
    passages = {passage.id: passage for passage in (*(each.passage for each in sources if each.passage), *found)}
    numbers = {id_: number for number, id_ in enumerate(passages, start=1)}
    said = [
        Sentence(source.quote or source.passage.title, Support.QUOTED, (numbers[source.passage.id],))
        for source in sources
        if source.passage
    ]
    language = proposals[0].language
    return Answer(
        text=proposals_text(proposals, numbers, language),
        language=language,
        mode=Mode.RISKS,
        written_by="rules",
        refused=False,
        passages=tuple(passages.values()),
        citations=tuple(grounding.citations(said, tuple(passages.values()))),
        sentences=(),
        seconds=seconds,
        proposals=tuple(proposals),
    )
