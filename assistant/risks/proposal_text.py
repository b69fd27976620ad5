"""Proposed risks in words, as Markdown: for the command line, the clipboard and exported conversations.

Says what the proposals hold and nothing else; the page shows them as cards of its own.
"""

from collections.abc import Mapping, Sequence

from assistant.risks.proposal import RiskProposal
from assistant.risks.register import BAND_NAMES, CATEGORY_NAMES

_TEXTS = {
    "one": (
        "**Ein Risiko passt dazu.** Die Schätzung ist ein Vorschlag: Prüfen Sie sie mit Ihrem Team.",
        "**One risk fits.** The estimate is a proposal: check it with your team.",
    ),
    "many": (
        "**{n} Risiken passen dazu, das passendste zuerst.** Die Schätzungen sind Vorschläge: Prüfen Sie sie mit Ihrem "
        "Team.",
        "**{n} risks fit, the best fit first.** The estimates are proposals: check them with your team.",
    ),
    "estimate": (
        "Erste Schätzung: Wahrscheinlichkeit {likelihood} × Schadensausmaß {impact} = {score} ({band}). {reason}",
        "First estimate: likelihood {likelihood} × impact {impact} = {score} ({band}). {reason}",
    ),
    "clauses": ("Ursache: {cause}. Auswirkung: {effect}.", "Cause: {cause}. Effect: {effect}."),
    "why": ("Warum hier: {why}", "Why here: {why}"),
    "measures": ("Maßnahmen: {measures}", "Measures: {measures}"),
    "sources": ("Quellen: {sources}", "Sources: {sources}"),
}


def proposals_text(proposals: Sequence[RiskProposal], numbers: Mapping[str, int], language: str) -> str:
    """All proposals, numbered; `numbers` gives the citation of a passage by its id."""
    lead = _say("one" if len(proposals) == 1 else "many", language, n=len(proposals))
    told = (_proposal(place, one, numbers, language) for place, one in enumerate(proposals, start=1))
    return "\n\n".join([lead, *told])


def statement(one: RiskProposal) -> str:
    """The risk as one sentence, or cause and effect where the source gives no whole sentence; '' without both."""
    if one.sentence or not (one.cause and one.effect):
        return one.sentence
    return _say("clauses", one.language, cause=one.cause.rstrip("."), effect=one.effect.rstrip("."))


def _proposal(place: int, one: RiskProposal, numbers: Mapping[str, int], language: str) -> str:
    category = CATEGORY_NAMES[one.category][language]
    title = f"**{place}. {one.text}**" + (f" ({category})" if category else "")
    rating = one.rating
    facts = {"likelihood": rating.likelihood, "impact": rating.impact, "score": rating.score}
    estimate = _say("estimate", language, **facts, band=BAND_NAMES[rating.band][language], reason=one.reason)
    points = [_say("why", language, why=one.why), estimate.strip()]
    if one.measures:
        points.append(_say("measures", language, measures="; ".join(measure.rstrip(".;") for measure in one.measures)))
    cited = (
        source.text + (f" [{numbers[source.passage.id]}]" if source.passage and source.passage.id in numbers else "")
        for source in one.sources
    )
    points.append(_say("sources", language, sources="; ".join(cited)))
    return "\n".join([title, *filter(None, [statement(one)]), *(f"- {point}" for point in points)])


def _say(name: str, language: str, **words: object) -> str:
    return _TEXTS[name][0 if language == "de" else 1].format(**words)
