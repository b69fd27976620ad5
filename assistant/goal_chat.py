"""A goal in the chat: its check and rewrite as the events and the answer that every mode of the chat has.

It translates; what a goal lacks and how it is put better is decided by `rewriting`.
"""

import time
from collections.abc import Iterable, Iterator

from assistant.answer import Answer, Event, Evidence, Finished, Mode, Piece, Seconds, Waiting
from assistant.goals.criteria import GoalCheck, Source
from assistant.goals.report import report
from assistant.goals.rewrite import GoalRewrite
from assistant.grounding import Citation
from assistant.passages import Passage
from assistant.rewriting import Checked, GoalEvent, Reworded


def chat_events(events: Iterable[GoalEvent]) -> Iterator[Event]:
    """Evidence, the rules' proposal as the first piece while a model still writes, then the finished answer."""
    start = time.monotonic()
    found = 0.0
    for event in events:
        if isinstance(event, Checked):
            found = time.monotonic() - start
            yield Evidence(_passages(event.check), event.check.language, mode=Mode.GOAL)
        elif isinstance(event, Waiting):
            yield event
        elif isinstance(event, Reworded) and not event.final:
            yield Piece(report(event.rewrite))
        else:
            yield Finished(_answer(event.rewrite, Seconds(found, None, time.monotonic() - start)))


def sources(check: GoalCheck) -> list[Source]:
    """Every sentence of a document that speaks for or against the goal, once."""
    listed = [source for criterion in (*check.criteria, *check.further) for source in criterion.sources]
    return list({(source.passage.id, source.quote): source for source in listed}.values())


def _passages(check: GoalCheck) -> tuple[Passage, ...]:
    return tuple({source.passage.id: source.passage for source in sources(check)}.values())


def _answer(rewrite: GoalRewrite, seconds: Seconds) -> Answer:
    passages = _passages(rewrite.check)
    numbers = {passage.id: number for number, passage in enumerate(passages, start=1)}
    quotes = {source.passage.id: source for source in sources(rewrite.check)}
    return Answer(
        text=report(rewrite, numbers),
        language=rewrite.check.language,
        mode=Mode.GOAL,
        written_by=rewrite.written_by,
        refused=False,
        passages=passages,
        citations=tuple(Citation(numbers[id_], source.passage, source.quote) for id_, source in quotes.items()),
        sentences=(),
        seconds=seconds,
        goal=rewrite,
    )
