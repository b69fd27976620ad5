"""Proposes risks for a project description or a goal: from the catalogue, and from what earlier projects saw.

Rules over words, the use of AI and likeness of meaning decide; no model writes here. It opens nothing: search and
catalogues are handed in, and the search may be missing. Nothing is stored.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from assistant.errors import DescriptionEmpty, DescriptionTooLong
from assistant.goals.kpis import Use, recognise
from assistant.instructions import blank, instructions
from assistant.language import detect
from assistant.library.searching import Found
from assistant.passages import Filter, Kind, Passage
from assistant.risks.catalogue import CatalogueRisk
from assistant.risks.matching import Fit, fits, same_risk
from assistant.risks.merging import without_doubles
from assistant.risks.past_risks import PastRisk, past_risks
from assistant.risks.proposal import RiskProposal, from_catalogue, from_past, why, with_past
from assistant.risks.register import Category
from assistant.sentences import sentence_texts

LONGEST = 8_000
MOST = 12
# Of one category, so that the others are not crowded out.
MOST_OF_CATEGORY = 4
# Catalogue risks for which earlier projects are asked, and passages of each kind looked at for each of them.
ASKED = 14
PASSAGES = 2
# Passages of each kind looked at for the description itself.
FOR_DESCRIPTION = 10
# Sentences at the beginning of a description that say which use of AI it is about.
OPENING = 2
# Sentences of a description whose meaning is looked at alone.
SENTENCES = 30
# What an earlier project adds to the fit: one that saw it come true, one that listed it.
SEEN_COUNTS, LISTED_COUNTS = 0.45, 0.2
# A past risk the catalogue does not have must be this much like the description, in meaning; what lies above the
# cosine of texts that have little to do with each other counts.
LIKE_DESCRIPTION = 0.42
UNLIKE, LIKENESS_COUNTS = 0.2, 4.0
# How many of those at most: they are one project's words, the catalogue's are everybody's.
MOST_PAST = 3
_KINDS = (Kind.LESSON, Kind.RISK, Kind.NOTE)


class Searcher(Protocol):
    """What proposing asks of the search."""

    def find(self, question: str, *, limit: int, only: Filter) -> Found:
        """The best passages with their evidence."""

    def similarity(self, question: str, texts: Sequence[str]) -> Sequence[float] | None:
        """Likeness of meaning, None where the embedder does not know the question's language or still loads."""


class Uses(Protocol):
    """What proposing asks of the KPI catalogue."""

    uses: tuple[Use, ...]

    def likeness(self, goal: str, language: str) -> Sequence[float] | None:
        """Cosines in the order of the uses."""


class Catalogue(Protocol):
    """What proposing asks of the risk catalogue."""

    risks: tuple[CatalogueRisk, ...]

    def likeness(self, texts: Sequence[str]) -> np.ndarray | None:
        """Cosines [texts, risks]; None while the embedder loads."""


@dataclass(frozen=True)
class _Description:
    text: str
    language: str
    project: str | None
    use: Use | None


class Proposing:
    """Proposes risks; without a search, from the catalogue alone."""

    def __init__(self, search: Searcher | None, catalogue: Catalogue, uses: Uses) -> None:
        self._search, self._catalogue, self._uses = search, catalogue, uses

    def propose(self, text: str, *, project: str | None = None, known: Iterable[str] = ()) -> list[RiskProposal]:
        """At most 12 risks, the best fit first. `project` is the one they are for: what its own documents say counts
        as a source, but raises no estimate. `known` are names of risks that its register has already; they are left
        out. Raises DescriptionEmpty and DescriptionTooLong."""
        description = self._description(text, project)
        found = sorted(self._fits(description), key=lambda fit: -fit.score)
        past = self._past(description, found[:ASKED])
        same, alone = self._assigned(past)
        proposals = [self._from_fit(fit, same.get(fit.risk.id, ()), description) for fit in found]
        proposals += without_doubles(self._from_past(alone, description))
        names = {name.strip().casefold() for name in known}
        fresh = [one for one in proposals if one.text.casefold() not in names]
        return list(_chosen(sorted(fresh, key=lambda one: -one.fit)))

    def _description(self, text: str, project: str | None) -> _Description:
        if not text.strip():
            raise DescriptionEmpty()
        if len(text) > LONGEST:
            raise DescriptionTooLong(length=len(text), limit=LONGEST)
        bare = blank(text, [(words.start, words.end) for words in instructions(text)])
        language = detect(bare)
        # The beginning says what it is about; further down it may compare, delimit and tell of other plans.
        opening = " ".join(sentence_texts(bare)[:OPENING])
        return _Description(bare, language, project, self._use(opening, language) or self._use(bare, language))

    def _use(self, text: str, language: str) -> Use | None:
        return recognise(text, self._uses.uses, language=language, likeness=self._uses.likeness(text, language))

    def _fits(self, description: _Description) -> list[Fit]:
        text, language = description.text, description.language
        likeness = self._catalogue.likeness([text, *sentence_texts(text)[:SENTENCES]]) if text.strip() else None
        return fits(
            text,
            self._catalogue.risks,
            language,
            use=description.use.id if description.use else "",
            likeness=None if likeness is None else likeness.tolist(),
        )

    # --- what earlier projects saw ---

    def _past(self, description: _Description, asked: Sequence[Fit]) -> list[PastRisk]:
        """Risks and lessons that the search finds for the description and for its best catalogue risks."""
        if self._search is None or not description.text.strip():
            return []
        passages: list[Passage] = []
        for kind in _KINDS:
            passages += self._found(description.text, kind, FOR_DESCRIPTION)
        for fit in asked:
            question = f"{fit.risk.title[description.language]}: {fit.risk.event[description.language]}"
            for kind in _KINDS:
                passages += self._found(question, kind, PASSAGES)
        return past_risks(passages)

    def _found(self, question: str, kind: Kind, limit: int) -> list[Passage]:
        assert self._search is not None
        return [hit.passage for hit in self._search.find(question, limit=limit, only=Filter(kinds=(kind,))).hits]

    def _assigned(self, past: Sequence[PastRisk]) -> tuple[Mapping[str, list[PastRisk]], list[PastRisk]]:
        """Past risks by the catalogue risk they are about, and those that are about none."""
        rows = [text for one in past for text in one.texts]
        likeness = self._catalogue.likeness(rows)
        same: dict[str, list[PastRisk]] = {}
        alone = []
        begin = 0
        for one in past:
            mine = None if likeness is None else likeness[begin : begin + len(one.texts)].tolist()
            begin += len(one.texts)
            language, noted = detect(" ".join(one.texts)), one.passage.kind is Kind.NOTE
            risk = same_risk(one.texts, self._catalogue.risks, language, likeness=mine, sentence=noted)
            if risk:
                same.setdefault(risk.id, []).append(one)
            else:
                alone.append(one)
        return same, alone

    # --- proposals ---

    def _from_fit(self, fit: Fit, past: Sequence[PastRisk], description: _Description) -> RiskProposal:
        language = description.language
        proposal = with_past(from_catalogue(fit.risk, language), past, own_project=description.project)
        others = [one for one in past if not description.project or one.passage.project != description.project]
        use = description.use.name[language] if fit.use and description.use else ""
        # Of a risk that the description itself does not touch, an earlier project says little.
        share = 1.0 if fit.words or fit.alike else 0.4
        return replace(
            proposal,
            fit=fit.score + share * _past_counts(others),
            why=why(language, words=fit.words, use=use, alike=fit.alike, past=bool(others)),
        )

    def _from_past(self, past: Sequence[PastRisk], description: _Description) -> Iterator[RiskProposal]:
        """Those that the catalogue does not have, if their meaning is close to the description; each once."""
        if self._search is None or not past:
            return
        similar = self._search.similarity(description.text, [". ".join(one.texts[:2]) for one in past])
        if similar is None:
            return
        near = sorted(zip(similar, past, strict=True), key=lambda pair: -pair[0])
        close = [
            (cosine, one) for cosine, one in near if cosine >= LIKE_DESCRIPTION and _stands_alone(one, description)
        ]
        language = description.language
        for cosine, one in close[:MOST_PAST]:
            proposal = with_past(from_past(one, language), [one], own_project=description.project)
            said = why(language, past=one.passage.project != description.project, alike=True)
            fit = LIKENESS_COUNTS * (cosine - UNLIKE) + _past_counts([one])
            yield replace(proposal, fit=fit, why=said)


def _stands_alone(past: PastRisk, description: _Description) -> bool:
    """Whether it can be proposed in its own words: a row of a risk list always, a lesson where it tells what
    went wrong, of a note only what somebody feared; the last two in the description's language."""
    kind, same = past.passage.kind, past.passage.language == description.language
    if kind is Kind.LESSON:
        return same and bool(past.event or past.effect)
    return kind is not Kind.NOTE or (same and not past.happened)


def _past_counts(past: Sequence[PastRisk]) -> float:
    if any(one.happened and one.passage.kind is not Kind.NOTE for one in past):
        return SEEN_COUNTS
    return LISTED_COUNTS if past else 0.0


def _chosen(ranked: Iterable[RiskProposal]) -> Iterator[RiskProposal]:
    """The best ones, not too many of one category."""
    counts: dict[Category, int] = {}
    chosen = 0
    for proposal in ranked:
        mine = counts.get(proposal.category, 0)
        if mine < MOST_OF_CATEGORY and chosen < MOST:
            counts[proposal.category] = mine + 1
            chosen += 1
            yield proposal
