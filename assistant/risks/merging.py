"""Merges proposals that are the same risk, so that nothing of either is lost. Pure facts.

That two are the same may be said by a model; it stands only where the rules find something they share.
"""

from collections.abc import Iterable
from dataclasses import replace

from assistant.goals.lexicon import Lexicon
from assistant.language import content_words
from assistant.risks.proposal import RiskProposal
from assistant.risks.register import Category

# A word as short as this is shared by too many risks.
_SHORT = 4
# So much of a name must be shared where no model has said that two are the same.
MOSTLY = 0.7
_MERGED = ("Zusammengelegt mit „{text}“.", "Merged with “{text}”.")


def may_be_same(one: RiskProposal, other: RiskProposal) -> bool:
    """Whether the rules let two proposals be the same risk: of one category as far as both are known, at most one of
    them in the catalogue, which lists each risk once, and with a source or half the words of the shorter name alike."""
    known = {one.category, other.category} - {Category.UNKNOWN}
    if len(known) > 1 or (one.catalogue_id and other.catalogue_id):
        return False
    documents = [{source.passage.document for source in each.sources if source.passage} for each in (one, other)]
    return bool(documents[0] & documents[1]) or named_alike(one, other)


def without_doubles(proposals: Iterable[RiskProposal]) -> list[RiskProposal]:
    """The proposals in their order, those whose names are nearly the same merged into the first of them."""
    kept: list[RiskProposal] = []
    for proposal in proposals:
        place = next((place for place, one in enumerate(kept) if named_alike(one, proposal, MOSTLY)), None)
        if place is None:
            kept.append(proposal)
        else:
            kept[place] = merged(kept[place], proposal)
    return kept


def named_alike(one: RiskProposal, other: RiskProposal, share: float = 0.5) -> bool:
    """Whether that share of the longer words of the shorter name stands in the other name."""
    names = [[word for word in content_words(each.text) if len(word) > _SHORT] for each in (one, other)]
    shorter, longer = sorted(names, key=len)
    there = Lexicon([" ".join(longer)])
    return bool(shorter) and sum(there.knows(word) for word in shorter) >= max(1, share * len(shorter))


def merged(one: RiskProposal, other: RiskProposal) -> RiskProposal:
    """The first with what the second adds: sources, measures and early signs; the higher rating with its reason."""
    rated = max(one, other, key=lambda each: each.rating.score)
    said = _MERGED[0 if one.language == "de" else 1].format(text=other.text)
    return replace(
        one,
        event=one.event or other.event,
        cause=one.cause or other.cause,
        effect=one.effect or other.effect,
        sentence=one.sentence or other.sentence,
        category=one.category or other.category,
        rating=rated.rating,
        reason=" ".join(filter(None, (rated.reason, said))),
        measures=tuple(dict.fromkeys((*one.measures, *other.measures))),
        signs=tuple(dict.fromkeys((*one.signs, *other.signs))),
        owner=one.owner or other.owner,
        sources=tuple(dict.fromkeys((*one.sources, *other.sources))),
        catalogue_id=one.catalogue_id or other.catalogue_id,
        phases=one.phases or other.phases,
    )
