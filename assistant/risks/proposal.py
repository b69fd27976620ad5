"""A proposed risk with its sources, its first estimate and the reason for it; and how it becomes one of the register.

Facts and their wording. No number in it is invented: estimates come from the catalogue or an earlier project's list,
and one step more where an earlier project saw the risk come true, which the reason says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from assistant.goals.rewrite import Rejected
from assistant.passages import Kind, Passage
from assistant.risks.catalogue import CatalogueRisk, Phase
from assistant.risks.past_risks import PastRisk
from assistant.risks.register import CATEGORY_NAMES, Category, Rating, Risk

# The middle of the scale, for what no list has rated.
UNRATED = Rating(3, 3)
# Sources that a proposal names besides the catalogue, the newest first.
MOST_SOURCES = 3
_TEXTS = {
    "catalogue": ("Risikokatalog: {source}", "Risk catalogue: {source}"),
    "seen": ("gesehen im Projekt {project}{year}: {document}", "seen in project {project}{year}: {document}"),
    "listed": (
        "im Risikoregister des Projekts {project}{year}: {document}",
        "in the risk list of project {project}{year}: {document}",
    ),
    "own": ("steht in den Unterlagen dieses Projekts: {document}", "stands in this project's documents: {document}"),
    "seen_nowhere": ("gesehen{year}: {document}", "seen{year}: {document}"),
    "listed_nowhere": ("in einer Risikoliste{year}: {document}", "in a risk list{year}: {document}"),
    "lesson": (
        "Das Projekt {project} zog{year} eine Lehre daraus",
        "Project {project} drew a lesson from it{year}",
    ),
    "occurred": ("Im Projekt {project} ist es{year} eingetreten", "It came true in project {project}{year}"),
    "raised": (
        "{what}, daher Wahrscheinlichkeit {after} statt {before}.",
        "{what}, hence likelihood {after} instead of {before}.",
    ),
    "highest": (
        "{what}; die Wahrscheinlichkeit steht schon auf der höchsten Stufe.",
        "{what}; likelihood is at its highest already.",
    ),
    "rated": (
        "Das Projekt {project} bewertete es{year} mit Wahrscheinlichkeit {likelihood} und Schadensausmaß {impact}.",
        "Project {project} rated it{year} at likelihood {likelihood} and impact {impact}.",
    ),
    "unrated": (
        "Dazu liegt keine Bewertung vor; angesetzt ist die Mitte der Skala.",
        "There is no rating for it; the middle of the scale is assumed.",
    ),
    "noted": ("in Notizen des Projekts {project}{year}: {document}", "in notes of project {project}{year}: {document}"),
    "noted_nowhere": ("in Notizen{year}: {document}", "in notes{year}: {document}"),
    "nowhere": ("ohne Namen", "without a name"),
    "why_words": ("Ihre Beschreibung nennt {words}.", "Your description mentions {words}."),
    "why_use": ("Das Risiko ist typisch für: {use}.", "The risk is typical of: {use}."),
    "why_alike": ("Ihre Beschreibung ähnelt diesem Risiko.", "Your description resembles this risk."),
    "why_past": (
        "Ein früheres Projekt hatte damit zu tun.",
        "An earlier project had to deal with it.",
    ),
    "why_general": ("Betrifft die meisten KI-Projekte.", "Concerns most AI projects."),
}


class SourceKind(StrEnum):
    """Where a proposal comes from."""

    CATALOGUE = "catalogue"
    LESSON = "lesson"
    RISK = "risk"
    NOTE = "note"


@dataclass(frozen=True)
class RiskSource:
    """One source: how people read it, and the passage with the words that carry it (None for the catalogue)."""

    kind: SourceKind
    text: str
    passage: Passage | None = None
    quote: str = ""

    def as_dict(self) -> dict[str, object]:
        """As `risks --json` prints it."""
        passage = self.passage
        place = {
            "document": passage.document if passage else None,
            "project": passage.project if passage else None,
            "page": passage.page if passage else None,
            "rows": passage.rows if passage else None,
            "heading": passage.heading if passage else None,
        }
        return {"kind": str(self.kind), "text": self.text, **place, "quote": self.quote}

    @property
    def marked(self) -> str:
        """The words to mark in the passage: of a row of a list its first cell, which the passage holds as it is."""
        return self.quote.split("; ")[0] if self.kind is SourceKind.RISK else self.quote


@dataclass(frozen=True)
class RiskProposal:
    """A risk that fits a description. `text` names it; cause and effect are clauses or words as their source has them,
    `sentence` all of it in one ('' where the source gives no whole sentence). `reason` is that of the estimate, `why`
    says what in the description speaks for the risk, `fit` how much (higher is more). `written_by` says whose wording
    the sentence is ('rules' or 'model'), `rejected` what a model wrote that does not stand, and why."""

    text: str
    language: str
    event: str
    cause: str
    effect: str
    sentence: str
    category: Category
    rating: Rating
    reason: str
    why: str
    measures: tuple[str, ...]
    signs: tuple[str, ...]
    owner: str
    sources: tuple[RiskSource, ...]
    fit: float
    catalogue_id: str = ""
    phases: tuple[Phase, ...] = ()
    written_by: str = "rules"
    rejected: tuple[Rejected, ...] = ()

    @property
    def source(self) -> str:
        """All sources in one line."""
        return "; ".join(source.text for source in self.sources)

    def as_dict(self) -> dict[str, object]:
        """As `risks --json` prints it."""
        return {
            "risk": self.text,
            "cause": self.cause,
            "effect": self.effect,
            "probability": self.rating.likelihood,
            "impact": self.rating.impact,
            "mitigation": "; ".join(self.measures),
            "source": self.source,
            "event": self.event,
            "sentence": self.sentence,
            "category": CATEGORY_NAMES[self.category][self.language],
            "score": self.rating.score,
            "band": str(self.rating.band),
            "reason": self.reason,
            "why": self.why,
            "signs": list(self.signs),
            "owner": self.owner,
            "phases": [str(phase) for phase in self.phases],
            "written_by": self.written_by,
            "rejected": [asdict(one) for one in self.rejected],
            "sources": [source.as_dict() for source in self.sources],
        }

    def as_risk(self, project: str = "", goals: Sequence[int] = ()) -> Risk:
        """A draft for the register. Nobody owns it yet and nothing is due: people decide that."""
        lessons = [one.passage.document for one in self.sources if one.passage and one.kind is SourceKind.LESSON]
        return Risk(
            text=self.text,
            language=self.language,
            project=project,
            event=self.event,
            cause=self.cause,
            effect=self.effect,
            category=self.category,
            likelihood=self.rating.likelihood,
            impact=self.rating.impact,
            measure="; ".join(self.measures),
            goals=tuple(goals),
            lessons=tuple(dict.fromkeys(lessons)),
            source=self.source,
            notes=self.reason,
        )


def from_catalogue(risk: CatalogueRisk, language: str) -> RiskProposal:
    """The proposal of a catalogue risk, with its clauses made readable alone."""
    german = language == "de"
    event = risk.event[language]
    return RiskProposal(
        text=risk.title[language],
        language=language,
        event=f"Gefahr, dass {event}" if german else f"Risk that {event}",
        cause=f"weil {risk.cause[language]}" if german else f"because {risk.cause[language]}",
        effect=f"führt zu {risk.effect[language]}" if german else f"resulting in {risk.effect[language]}",
        sentence=risk.sentence(language),
        category=risk.category,
        rating=risk.rating,
        reason=risk.reason[language],
        why="",
        measures=risk.measures[language],
        signs=risk.signs[language],
        owner=risk.owner[language],
        sources=(RiskSource(SourceKind.CATALOGUE, _say("catalogue", language, source=risk.source[language])),),
        fit=0.0,
        catalogue_id=risk.id,
        phases=risk.phases,
    )


def from_past(past: PastRisk, language: str) -> RiskProposal:
    """The proposal of a past risk that the catalogue does not have: its own words in its own language; what we say of
    it is in `language`."""
    return RiskProposal(
        text=past.text,
        language=language,
        event=past.event,
        cause=past.cause,
        effect=past.effect,
        sentence="",
        category=Category.UNKNOWN,
        rating=past.rating or UNRATED,
        reason="" if past.rating else _say("unrated", language),
        why="",
        measures=(past.measure,) if past.measure else (),
        signs=(),
        owner="",
        sources=(),
        fit=0.0,
    )


def with_past(proposal: RiskProposal, past: Sequence[PastRisk], *, own_project: str | None = None) -> RiskProposal:
    """The proposal with what earlier projects saw of it, the newest of each project and kind first; likelihood is one
    step higher where one of them, not the project itself, saw it come true."""
    newest = _newest(past)
    language = proposal.language
    sources = tuple(_source(one, language, own=_is_own(one, own_project)) for one in newest[:MOST_SOURCES])
    proposal = replace(proposal, sources=(*proposal.sources, *sources))
    others = [one for one in newest if not _is_own(one, own_project)]
    reasons = [proposal.reason]
    rated = next((one for one in others if one.rating), None)
    if rated and rated.rating:
        scale = {"likelihood": rated.rating.likelihood, "impact": rated.rating.impact}
        reasons.append(_say("rated", language, **_place(rated, language), **scale))
    seen = next((one for one in others if one.happened and one.passage.kind is not Kind.NOTE), None)
    if seen:
        before = proposal.rating.likelihood
        after = min(5, before + 1)
        kind = "lesson" if seen.passage.kind is Kind.LESSON else "occurred"
        what = _say(kind, language, **_place(seen, language))
        reasons.append(_say("raised" if after > before else "highest", language, what=what, before=before, after=after))
        proposal = replace(proposal, rating=replace(proposal.rating, likelihood=after))
    return replace(proposal, reason=" ".join(filter(None, reasons)))


def why(language: str, *, words: Sequence[str] = (), use: str = "", alike: bool = False, past: bool = False) -> str:
    """What speaks for a proposal, strongest first; at most two sentences."""
    said = []
    if words:
        marks = ("„", "“") if language == "de" else ("“", "”")
        said.append(_say("why_words", language, words=", ".join(f"{marks[0]}{word}{marks[1]}" for word in words[:3])))
    if use:
        said.append(_say("why_use", language, use=use))
    if past:
        said.append(_say("why_past", language))
    if alike:
        said.append(_say("why_alike", language))
    return " ".join(said[:2]) or _say("why_general", language)


def _is_own(past: PastRisk, project: str | None) -> bool:
    return bool(project) and past.passage.project == project


def _newest(past: Sequence[PastRisk]) -> list[PastRisk]:
    """The newest of each project and kind: a later decision overrides an earlier one. Newest first."""
    in_order = sorted(past, key=lambda one: (one.passage.date or "", one.year), reverse=True)
    found: dict[tuple[str, str], PastRisk] = {}
    for one in in_order:
        found.setdefault((one.passage.project or one.passage.document, str(one.passage.kind)), one)
    return sorted(found.values(), key=lambda one: one.year, reverse=True)


def _source(past: PastRisk, language: str, *, own: bool) -> RiskSource:
    note = past.passage.kind is Kind.NOTE
    key = "own" if own else "seen" if past.happened else "noted" if note else "listed"
    if not own and not past.passage.project:
        key += "_nowhere"
    kind = SourceKind(past.passage.kind)
    text = _say(key, language, document=past.passage.document, **_place(past, language, comma=True))
    return RiskSource(kind, text, past.passage, past.quote)


def _place(past: PastRisk, language: str, *, comma: bool = False) -> Mapping[str, str]:
    """Project and year: ', 2024' after a comma, ' 2024' or ' in 2024' inside a sentence."""
    before = ", " if comma else " " if language == "de" else " in "
    project = past.passage.project or _say("nowhere", language)
    return {"project": project, "year": f"{before}{past.year}" if past.year else ""}


def _say(name: str, language: str, **words: object) -> str:
    return _TEXTS[name][0 if language == "de" else 1].format(**words)
