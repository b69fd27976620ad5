"""What the command line says, in German and English.

Sentences only; which of them is printed is decided in __main__.
"""

from collections.abc import Iterator, Sequence

from assistant.answer import Answer
from assistant.errors import AnswerInvalid
from assistant.goals.report import report
from assistant.goals.rewrite import SLOTS, GoalRewrite
from assistant.learning import LessonsFound
from assistant.lessons.card_text import cards_text
from assistant.library.ingesting import IngestReport
from assistant.passages import Passage
from assistant.risks.proposal import RiskProposal
from assistant.risks.register import BAND_NAMES, CATEGORY_NAMES

TEXTS = {
    "reading": ("lese", "reading"),
    "embedding": ("bette ein", "embedding"),
    "summary": (
        "{added} neu, {updated} geändert, {unchanged} unverändert, {moved} verschoben, {removed} entfernt, "
        "{duplicate} doppelt, {skipped} übergangen (kein Dokument); {passages} Passagen in {seconds} s",
        "{added} added, {updated} updated, {unchanged} unchanged, {moved} moved, {removed} removed, "
        "{duplicate} duplicate, {skipped} skipped (no document); {passages} passages in {seconds} s",
    ),
    "unreadable": ("Nicht lesbar: {document}: {reason}", "Unreadable: {document}: {reason}"),
    "duplicate": ("Doppelt: {document} (wie {same_as})", "Duplicate: {document} (same as {same_as})"),
    "empty_pages": ("Seiten ohne Text: {document}: {pages}", "Pages without text: {document}: {pages}"),
    "page_follows": (
        "Ein anderer Prozess hält den Suchindex und übernimmt die Änderungen in wenigen Sekunden.",
        "Another process holds the search index and takes over the changes within seconds.",
    ),
    "nothing_found": ("Nichts gefunden.", "Nothing found."),
    "page": ("Seite {page}", "page {page}"),
    "sources": ("Quellen:", "Sources:"),
    "goal_by_rules": ("(Nach Regeln formuliert.)", "(Worded by rules.)"),
    "goal_by_model": ("(Vom Modell formuliert und geprüft.)", "(Worded by the model and checked.)"),
    "what_to_do": ("Was Sie anders machen sollten:", "What to do differently:"),
    "situation": ("Situation", "Situation"),
    "cause": ("Ursache", "Cause"),
    "lesson": ("Lehre", "Lesson"),
    "recommendation": ("Empfehlung", "Recommendation"),
    "overridden": ("Später geändert: {document}", "Changed later: {document}"),
    "rejected": ("Verworfen: {text} ({reasons})", "Rejected: {text} ({reasons})"),
    "proposal": (
        "{place}. {risk} ({category})\n   Wahrscheinlichkeit {likelihood} × Schadensausmaß {impact} = {score} ({band})",
        "{place}. {risk} ({category})\n   likelihood {likelihood} × impact {impact} = {score} ({band})",
    ),
    "cause_effect": ("   Ursache: {cause}. Auswirkung: {effect}.", "   Cause: {cause}. Effect: {effect}."),
    "estimate": ("   Schätzung: {reason}", "   Estimate: {reason}"),
    "fits": ("   Warum hier: {why}", "   Why here: {why}"),
    "measures": ("   Maßnahmen: {measures}", "   Measures: {measures}"),
    "source": ("   Quelle: {source}", "   Source: {source}"),
    "by_rules": ("(Wörtliche Auszüge, kein Modelltext.)", "(Quoted from the documents, no model text.)"),
    "by_model": ("(Vom Modell geschrieben und geprüft.)", "(Written by the model and checked.)"),
}


def say(name: str, language: str, **fields: object) -> str:
    """A text in 'de' or 'en' with its fields filled."""
    return TEXTS[name][0 if language == "de" else 1].format(**fields)


def report_lines(report: IngestReport, language: str) -> list[str]:
    """The reading report, a line each."""
    facts = report.as_dict(language)
    lines = [say("unreadable", language, **item.as_dict(language)) for item in report.unreadable]
    lines += [say("duplicate", language, document=name, same_as=other) for name, other in report.duplicates]
    lines += [
        say("empty_pages", language, document=name, pages=", ".join(map(str, pages)))
        for name, pages in report.pages_without_text.items()
    ]
    return [*lines, say("summary", language, **facts)]


def place(passage: Passage, language: str) -> str:
    """Where a passage stands: document, page, heading."""
    page = say("page", language, page=passage.page) if passage.page else None
    return ", ".join(part for part in (passage.document, page, passage.rows, passage.heading) if part)


def passage_lines(passages: list[Passage], language: str) -> list[str]:
    """Search results as text."""
    if not passages:
        return [say("nothing_found", language)]
    return [f"[{n}] {place(p, language)} ({p.score:.2f})\n{p.text}\n" for n, p in enumerate(passages, start=1)]


def lesson_lines(found: LessonsFound, language: str) -> list[str]:
    """What to do differently, then the cards by number, each with its source."""
    if not found.cards:
        return [say("nothing_found", language)]
    points = [f"- {point.text} {''.join(f'[{number}]' for number in point.numbers)}" for point in found.points]
    lines = [say("what_to_do", language), *points, ""] if points else []
    for number, card in enumerate(found.cards, start=1):
        lines.append(f"[{number}] {card.title} ({', '.join(filter(None, (card.project, card.date, card.document)))})")
        if card.overridden:
            lines.append(say("overridden", language, document=card.overridden.document))
        for part, quotes in card.parts:
            lines.append(f"  {say(str(part), language)}: {' '.join(quote.text for quote in quotes)}")
        lines += [f"  {quote.text}" for quote in card.excerpt]
    return lines


def answer_lines(answer: Answer, language: str) -> list[str]:
    """An answer with its sources."""
    if answer.refused:
        return [answer.text]
    lessons = cards_text(answer.cards, answer.numbers, answer.language)
    texts = [text.replace("**", "") for text in (answer.text, lessons) if text]
    by = "goal_by_rules" if answer.proposals else f"by_{answer.written_by}"
    lines = ["\n\n".join(texts), "", say(by, language), "", say("sources", language)]
    return lines + [f"[{c.number}] {place(c.passage, language)}" for c in answer.citations]


def goal_answers(options: Sequence[str]) -> dict[str, str]:
    """The answers of "slot=text" options; raises AnswerInvalid for anything else."""
    answers = {}
    for option in options:
        slot, mark, text = option.partition("=")
        if not mark or slot not in SLOTS:
            raise AnswerInvalid(option=option, slots=", ".join(SLOTS))
        answers[slot] = text
    return answers


def goal_lines(rewrite: GoalRewrite, language: str) -> list[str]:
    """A goal's check and rewrite, with what a model wrote that does not stand."""
    lines = [report(rewrite).replace("**", ""), "", say(f"goal_by_{rewrite.written_by}", language)]
    for rejected in rewrite.rejected:
        lines.append(say("rejected", language, text=rejected.text, reasons=" ".join(rejected.reasons)))
    return lines


def proposal_lines(proposals: Sequence[RiskProposal]) -> list[str]:
    """Proposed risks as text, in the language of the description; nothing of what the source does not give."""
    return [line for place, one in enumerate(proposals, start=1) for line in (*_proposal(place, one), "")]


def _proposal(place: int, one: RiskProposal) -> Iterator[str]:
    language, rating = one.language, one.rating
    yield say(
        "proposal",
        language,
        place=place,
        risk=one.text,
        category=CATEGORY_NAMES[one.category][language] or "–",
        likelihood=rating.likelihood,
        impact=rating.impact,
        score=rating.score,
        band=BAND_NAMES[rating.band][language],
    )
    if one.sentence:
        yield f"   {one.sentence}"
    elif one.cause and one.effect:
        yield say("cause_effect", language, cause=one.cause, effect=one.effect)
    yield say("fits", language, why=one.why)
    yield say("estimate", language, reason=one.reason)
    if one.measures:
        yield say("measures", language, measures="; ".join(one.measures))
    yield from (say("source", language, source=source.text) for source in one.sources)
