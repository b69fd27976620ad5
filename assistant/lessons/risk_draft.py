"""A lesson as the draft of a risk: what may happen again, why, with what effect, and what helps against it.

Clauses are chosen by rules and stay the document's words, each with its passage; the user turns them into a risk of
the register, which begins with those words. Nothing is estimated here, and a part that no rule finds stays empty.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.lessons.card import Card, Part, Quote
from assistant.risks.register import Risk
from assistant.sentences import sentence_texts

_BECAUSE = re.compile(r"\b(?:weil|because)\s+(?P<clause>[^;:()]{12,}?)(?=[.;:()]*$|,\s+(?:und|aber|so)\b)", re.I)
_NAMED = re.compile(
    r"^(?:Die\s+)?(?:Haupt)?Ursachen?\s+(?:war|waren|ist|sind)\b|\b(?:the\s+(?:root\s+)?cause\s+was|was\s+caused\s+by)\b",
    re.I,
)
# What was left out or taken for granted; the more of it in a sentence, the likelier it is the cause.
_OMISSION = re.compile(
    r"""\b(?:niemand\w*|nie|ohne|kein\w*|nicht|nichts|nirgends|fehlte[nt]?|fehlende\w*|vertagt|gekürzt|geschätzt|schätzung
    |voreingestellt|erst|einzig\w*|nobody|no\s+one|never|without|none|no|not|missing|lacked|postponed|assumed|only)\b""",
    re.I | re.X,
)
_FAILURE = re.compile(
    r"""\b(?:falsch\w*|ausgefallen|fiel|fehler\w*|lücken?|stieg|sank|stoppte|abgewiesen|liegen|widersprach\w*|verlangte
    |verstrich|geplatzt|entfiel|verworfen|auseinander|untergegangen|krank|urlaub|außerhalb|abweichung|drift|nachprüf\w*
    |fail\w*|wrong|error\w*|rose|fell|dropped|contradict\w*|outdated|unsupported|broke|succeeded|suspected|overdue
    |incorrect|mishap|malfunction\w*|damaged|incomplete)\b""",
    re.I | re.X,
)
_EFFECT = re.compile(
    r"""\b(?:dadurch|infolgedessen|kostete\w*|kosteten|mehrkosten|schaden|verschob\w*|verzögert\w*|verspätete\w*|verloren
    |später\s+als|vergangen|nachgearbeitet|nutzen|as\s+a\s+result|consequently|led\s+to|result\w*\s+in|cost|costs
    |delay\w*|moved\s+(?:by|from)|lost|slipped|overrun|over\s+budget|rework|complained|waived|took)\b""",
    re.I | re.X,
)
_AMOUNT = re.compile(r"[€£$]|\b(?:EUR|USD)\b|\b(?:Wochen|Monate|weeks|months)\b", re.I)
_MOST_MEASURES = 6
_SOURCE = {"de": "Lehre „{title}“{origin}: {document}", "en": "Lesson “{title}”{origin}: {document}"}
_PROJECT = {"de": "Projekt {project}", "en": "project {project}"}


@dataclass(frozen=True)
class RiskDraft:
    """A risk in the making: quotes from the lesson, None where no rule found one. `title` is the lesson's."""

    title: str
    event: Quote | None
    cause: Quote | None
    effect: Quote | None
    measures: tuple[Quote, ...]
    document: str
    project: str | None
    date: str | None
    language: str

    def as_dict(self) -> dict[str, object]:
        """As a form can be filled from."""
        return {
            "title": self.title,
            "risk": self.event.text if self.event else "",
            "cause": self.cause.text if self.cause else "",
            "effect": self.effect.text if self.effect else "",
            "mitigation": [measure.text for measure in self.measures],
            "source": self.document,
            "project": self.project,
            "date": self.date,
        }


def risk_draft(card: Card) -> RiskDraft:
    """The draft of a risk from one lesson."""
    told = _sentences(card.quotes(Part.SITUATION) or card.excerpt)
    effect = _effect(told) or _effect(_sentences(card.quotes(Part.LESSON)))
    cause = _cause(_sentences(card.quotes(Part.CAUSE)), [quote for quote in told if quote != effect])
    event = _most(_FAILURE, [quote for quote in told if quote not in (effect, cause)])
    return RiskDraft(
        title=card.title,
        event=event,
        cause=cause,
        effect=effect,
        measures=card.quotes(Part.RECOMMENDATION)[:_MOST_MEASURES],
        document=card.document,
        project=card.project,
        date=card.date,
        language=card.language,
    )


def risk_of(draft: RiskDraft, project: str = "") -> Risk:
    """The draft as a risk for the register of `project`, the one it threatens next. It is not rated, nobody owns it and
    nothing is due: people decide that. It links to the lesson's document and names it as the source."""
    texts = (quote.text if quote else "" for quote in (draft.event, draft.cause, draft.effect))
    event, cause, effect = texts
    return Risk(
        text=draft.title,
        language=draft.language,
        project=project,
        event=event,
        cause=cause,
        effect=effect,
        measure="; ".join(measure.text.rstrip(".;") for measure in draft.measures),
        lessons=(" ".join(draft.document.split()),),
        source=_source(draft),
    )


def _source(draft: RiskDraft) -> str:
    language = "de" if draft.language == "de" else "en"
    seen = _PROJECT[language].format(project=draft.project) if draft.project else ""
    origin = ", ".join(part for part in (seen, (draft.date or "")[:4]) if part)
    return _SOURCE[language].format(
        title=draft.title, origin=f" ({origin})" if origin else "", document=" ".join(draft.document.split())
    )


def _cause(stated: Sequence[Quote], told: Sequence[Quote]) -> Quote | None:
    """The document's own cause; else a sentence that names one, the clause behind "because" of a sentence about a
    failure, or the sentence that tells most of what was left out."""
    if stated:
        return stated[0]
    for quote in told:
        if _NAMED.search(quote.text):
            return quote
        match = _BECAUSE.search(quote.text)
        if match and _FAILURE.search(quote.text[: match.start()]):
            return Quote(" ".join(match["clause"].split()), quote.passage)
    return _most(_OMISSION, told)


def _effect(told: Sequence[Quote]) -> Quote | None:
    """The last sentence that tells a consequence, one with an amount or a time first."""
    found = [quote for quote in told if _EFFECT.search(quote.text)]
    priced = [quote for quote in found if _AMOUNT.search(quote.text)]
    return next(reversed(priced or found), None)


def _most(pattern: re.Pattern[str], told: Sequence[Quote]) -> Quote | None:
    """The first of the sentences with most matches, None where none has any."""
    best = max(told, key=lambda quote: len(pattern.findall(quote.text)), default=None)
    return best if best and pattern.search(best.text) else None


def _sentences(quotes: Iterable[Quote]) -> list[Quote]:
    return [Quote(text, quote.passage) for quote in quotes for text in sentence_texts(quote.text)]
