"""Answers that consist of proposed risks or of lessons, everything filled in that a test does not care about."""

from assistant.answer import Answer, Mode, Seconds
from assistant.grounding import Citation, Sentence, Support
from assistant.lessons.card import Card, Override, Part, Quote
from assistant.lessons.summary import Point
from assistant.passages import Kind, Passage
from assistant.risks.proposal import RiskProposal, RiskSource, SourceKind
from assistant.risks.register import Category, Rating

TOLD = "Der Betriebsrat verlangte die Einstellung der Tests. Der Pilot begann 21 Wochen später."
ADVICE = "Für eine Betriebsvereinbarung sechs Monate einplanen."
SITUATION = Passage("1-a", TOLD, "p/lessons/rat.md", "Betriebsrat", ("Situation",), project="p", kind=Kind.LESSON)
RECOMMENDATION = Passage("1-b", f"- {ADVICE}", "p/lessons/rat.md", "Betriebsrat", ("Empfehlung",), kind=Kind.LESSON)
OTHER = Passage("2-a", "Die Anbindung verspätete sich.", "p/notes/n.md", "Notiz", kind=Kind.NOTE)


def card(**fields: object) -> Card:
    """A lesson of two passages."""
    known: dict[str, object] = {
        "key": "rat",
        "title": "Betriebsrat <vorher>",
        "document": SITUATION.document,
        "project": "p",
        "kind": Kind.LESSON,
        "date": "2024-12-03",
        "language": "de",
        "parts": (
            (Part.SITUATION, (Quote(TOLD, SITUATION),)),
            (Part.RECOMMENDATION, (Quote(ADVICE, RECOMMENDATION), Quote("Früh fragen.", RECOMMENDATION))),
        ),
        "score": 0.5,
    }
    return Card(**known | fields)  # type: ignore[arg-type]


POINT = Point(ADVICE, (1,), (Quote(ADVICE, RECOMMENDATION),))
OVERRIDE = Override("p/lessons/neu.md", "2026-01-05", "Die Regel gilt nicht mehr.")


def proposal(text: str = "Fehlende Mitbestimmung", **fields: object) -> RiskProposal:
    """A risk of the catalogue that an earlier project saw."""
    known: dict[str, object] = {
        "text": text,
        "language": "de",
        "event": "Gefahr, dass der Start sich verschiebt",
        "cause": "weil der Betriebsrat spät erfährt",
        "effect": "führt zu Verzug",
        "sentence": "Gefahr, dass der Start sich verschiebt, weil der Betriebsrat spät erfährt.",
        "category": Category.ORGANISATION,
        "rating": Rating(4, 4),
        "reason": "Ein früheres Projekt hat es erlebt.",
        "why": "Ihre Beschreibung nennt „Beschäftigte“.",
        "measures": ("Früh sprechen.", "Termin planen."),
        "signs": ("Keine Einladung",),
        "owner": "Projektleitung",
        "sources": (
            RiskSource(SourceKind.CATALOGUE, "Risikokatalog: § 87 BetrVG"),
            RiskSource(SourceKind.LESSON, f"gesehen im Projekt p: {SITUATION.document}", SITUATION, TOLD[:52]),
        ),
        "fit": 1.5,
    }
    return RiskProposal(**known | fields)  # type: ignore[arg-type]


def lesson_answer(**changes: object) -> Answer:
    """An answer by rules with one lesson."""
    facts: dict[str, object] = {
        "text": f"Was anders zu machen ist, im Wortlaut der Lehren:\n\n- {ADVICE} [2]",
        "language": "de",
        "mode": Mode.LESSONS,
        "written_by": "rules",
        "refused": False,
        "passages": (SITUATION, RECOMMENDATION),
        "citations": (Citation(1, SITUATION, TOLD), Citation(2, RECOMMENDATION, ADVICE)),
        "sentences": (Sentence(ADVICE, Support.QUOTED, (2,)),),
        "seconds": Seconds(0.1, None, 0.4),
        "points": (POINT,),
        "cards": (card(),),
    }
    return Answer(**facts | changes)  # type: ignore[arg-type]


def risk_answer(**changes: object) -> Answer:
    """An answer with one proposed risk."""
    facts: dict[str, object] = {
        "text": "**Ein Risiko passt dazu.**\n\n**1. Fehlende Mitbestimmung** (Organisation)\n- Quellen: p [1]",
        "mode": Mode.RISKS,
        "passages": (SITUATION,),
        "citations": (Citation(1, SITUATION, TOLD),),
        "sentences": (),
        "points": (),
        "cards": (),
        "proposals": (proposal(),),
    }
    return lesson_answer(**facts | changes)
