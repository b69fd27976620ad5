"""Lets a model word and merge proposed risks, where one can write their language; the rules' proposals come first.

Each of its sentences must pass `risks.wording_guard`, each merging `risks.merging`; what does not stand leaves the
rules' text as it was and is kept with the reasons. It opens nothing: prompts and model are handed in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.answer import Waiting
from assistant.errors import ModelFailed
from assistant.goals.rewrite import Rejected
from assistant.instructions import blank, instructions
from assistant.json_writing import Writer, draft, fields
from assistant.prompts import Prompts
from assistant.risks.merging import may_be_same, merged
from assistant.risks.proposal import RiskProposal
from assistant.risks.wording_guard import LONGEST_LETTERS, clauses, objections, told
from assistant.sentences import sentence_texts

# Of a description the model reads its beginning only.
DESCRIPTION = 1_200
# Quotes of sources shown for one risk, and letters of each.
QUOTES, QUOTE = 2, 220
SENTENCE = {
    "type": "object",
    "properties": {"sentence": {"type": "string", "maxLength": LONGEST_LETTERS}},
    "required": ["sentence"],
    "additionalProperties": False,
}
# Pairs that a model may name at most.
MOST_PAIRS = 3


@dataclass(frozen=True)
class Proposed:
    """The proposals as they stand, best first: those of the rules at first. The last event is `final`."""

    proposals: tuple[RiskProposal, ...]
    final: bool


RiskEvent = Proposed | Waiting


class RiskWording:
    """Words and merges proposals; `writer` is None until a model is there."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self.writer: Writer | None = None

    def stream(self, proposals: Sequence[RiskProposal], description: str) -> Iterator[RiskEvent]:
        """The rules' proposals, then the same merged, then each with the model's sentence where that stands. Closing
        the iterator stops the model."""
        language = proposals[0].language if proposals else ""
        writes = bool(proposals) and self.writer is not None and self.writer.writes(language)
        yield Proposed(tuple(proposals), final=not writes)
        if not writes:
            return
        bare = blank(description, [(words.start, words.end) for words in instructions(description)])[:DESCRIPTION]
        now = yield from self._merged(list(proposals), language)
        yield Proposed(tuple(now), final=False)
        for place, proposal in enumerate(now):
            if proposal.sentence:
                now[place] = yield from self._worded(proposal, bare)
            yield Proposed(tuple(now), final=place == len(now) - 1)

    # --- merging ---

    def _merged(self, proposals: list[RiskProposal], language: str) -> Iterator[Waiting]:
        """Returns the proposals, merged where model and rules agree that two are the same."""
        pairs = [
            (one, other)
            for one in range(len(proposals))
            for other in range(one + 1, len(proposals))
            if may_be_same(proposals[one], proposals[other])
        ]
        if not pairs:
            return proposals
        listed = "\n".join(f"{number}. {proposal.text}" for number, proposal in enumerate(proposals, start=1))
        said = yield from self._said("risk_merging", language, _pairs_schema(len(proposals)), risks=listed)
        gone: set[int] = set()
        for one, other in _pairs(said.get("same")):
            if (one, other) in pairs and not gone & {one, other}:
                proposals[one] = merged(proposals[one], proposals[other])
                gone.add(other)
        return [proposal for place, proposal in enumerate(proposals) if place not in gone]

    # --- wording ---

    def _worded(self, proposal: RiskProposal, description: str) -> Iterator[Waiting]:
        """Returns the proposal with the model's sentence, or with why it does not stand."""
        quotes = [source.quote[:QUOTE] for source in proposal.sources if source.quote][:QUOTES]
        said = yield from self._said(
            "risk_wording",
            proposal.language,
            SENTENCE,
            risk=proposal.sentence,
            project=" ".join(sentence_texts(description)),
            sources="\n".join(f"- {quote}" for quote in quotes) or "-",
        )
        sentence = str(said.get("sentence", "")).strip()
        if failure := said.get("failure"):
            return replace(proposal, rejected=(*proposal.rejected, Rejected(sentence, (str(failure),))))
        if sentence == proposal.sentence:
            return proposal
        found = objections(
            sentence,
            ruled=proposal.sentence,
            language=proposal.language,
            description=description,
            quotes=quotes,
            today=date.today(),
        )
        if found:
            reasons = tuple(told(objection, proposal.language) for objection in found)
            return replace(proposal, rejected=(*proposal.rejected, Rejected(sentence, reasons)))
        return replace(proposal, sentence=sentence, written_by="model", **clauses(sentence, proposal.language))

    def _said(self, task: str, language: str, schema: Mapping[str, object], /, **values: str) -> Iterator[Waiting]:
        """Returns the model's JSON; {} where it wrote none, {'failure': …} where it could not write."""
        assert self.writer is not None
        messages: list[BaseMessage] = [
            SystemMessage(self._prompts.fill(f"{task}.system", language)),
            HumanMessage(self._prompts.fill(f"{task}.user", language, **values)),
        ]
        try:
            return fields((yield from draft(self.writer, messages, schema)))
        except ModelFailed as failure:
            return {"failure": failure.in_language(language)}


def _pairs_schema(count: int) -> dict[str, object]:
    number = {"enum": [str(number) for number in range(1, count + 1)]}
    pair = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
    same = {"type": "array", "items": pair, "minItems": 0, "maxItems": MOST_PAIRS}
    return {"type": "object", "properties": {"same": same}, "required": ["same"], "additionalProperties": False}


def _pairs(said: object) -> Iterator[tuple[int, int]]:
    """The pairs of places a model named, from 0 and in order; anything else is left out."""
    for pair in said if isinstance(said, list) else []:
        if isinstance(pair, list) and len(pair) == 2 and all(str(number).isdecimal() for number in pair):
            one, other = sorted(int(number) - 1 for number in pair)
            yield one, other
