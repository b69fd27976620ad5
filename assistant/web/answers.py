"""Renders an exchange as safe HTML: question, what is going on, answer, and the line that says who wrote it.

It only lays out what an exchange holds; it decides nothing about answers. What can be done with an answer is
rendered by `answer_actions`.
"""

from datetime import UTC, datetime
from html import escape
from math import ceil

from assistant.answer import Answer, Mode
from assistant.budget import Estimate
from assistant.conversation import Exchange, State
from assistant.grounding import Sentence
from assistant.lessons.card_text import cards_text
from assistant.passages import Filter
from assistant.web.answer_actions import actions_html, chip_html, edit_html
from assistant.web.answer_cards import lessons_html, proposals_html
from assistant.web.exchanges import cited_numbers
from assistant.web.prose import Cite, prose
from assistant.web.sentence_marks import checks_html, counts_text, marked_html
from assistant.web.wording import counted, kind_name, say, seconds

# An estimate from this many seconds on is told in minutes, from ROUGH on in steps of five seconds.
MINUTES, ROUGH = 100, 20


def exchange_html(exchange: Exchange, language: str, *, documents: int, remarking: bool = False) -> str:
    """A question with the state of its answer. `documents` is how many there are to search; `remarking` opens the
    field for a remark."""
    label = escape(say("conversation.question", language, n=exchange.number))
    question = "<br>".join(escape(line) for line in exchange.question.strip().split("\n"))
    style = "exchange running" if exchange.running else "exchange"
    return (
        f'<article class="{style}" id="exchange-{exchange.number}" data-number="{exchange.number}" '
        f'aria-label="{label}" data-say="{escape(said(exchange, language))}">'
        f'<div class="question"><p>{question}</p>{edit_html(exchange, language)}</div>'
        f"{chip_html(exchange, language)}{_reply(exchange, language, documents)}"
        f"{actions_html(exchange, language, copied=_copied(exchange.answer), remarking=remarking)}</article>"
    )


def said(exchange: Exchange, language: str) -> str:
    """What a screen reader says of the state of the answer."""
    if exchange.running:
        found = exchange.passages
        return say("state.searching", language) if found is None else counted("state.found", len(found), language)
    if exchange.failure:
        return _failure(exchange.failure, language)
    if exchange.answer is None:
        return say("state.stopped", language)
    if exchange.answer.refused:
        return say("state.refused", language)
    sentences = exchange.answer.sentences
    return say("state.finished", language, counts=counts_text(sentences, language) if sentences else "").strip()


def _reply(exchange: Exchange, language: str, documents: int) -> str:
    if exchange.running:
        return _draft(exchange.draft) + _waiting(exchange, language)
    if exchange.failure is not None:
        return f'<div class="notice" role="alert">{escape(_failure(exchange.failure, language))}</div>'
    if exchange.answer is not None:
        return _answer(exchange, exchange.answer, language, documents)
    interrupted = exchange.state is State.INTERRUPTED
    name = "answer.interrupted" if interrupted else "answer.stopped_draft" if exchange.draft else "answer.stopped"
    return _draft(exchange.draft) + _byline(say(name, language))


def _failure(failure: tuple[str, str], language: str) -> str:
    return failure[0] if language == "de" else failure[1]


def _draft(text: str) -> str:
    return f'<div class="answer draft">{prose(text)}</div>' if text else ""


def _waiting(exchange: Exchange, language: str) -> str:
    if exchange.passages is None:
        text = say("answer.searching", language)
    else:
        text = _working(exchange, language)
        if exchange.estimate:
            text += ". " + _estimated(exchange.estimate, language, begun=bool(exchange.draft))
    since = int((datetime.now(UTC) - datetime.fromisoformat(exchange.asked_at)).total_seconds())
    label = escape(say("answer.running_label", language))
    return (
        f'<p class="byline waiting"><span class="pulse" aria-hidden="true"></span>{escape(text)} ·\u00a0'
        f'<span class="since" data-seconds="{max(0, since)}" title="{label}">{max(0, since)}</span>\u00a0s</p>'
    )


def _working(exchange: Exchange, language: str) -> str:
    if exchange.mode is Mode.RISKS and not exchange.estimate and not exchange.draft:
        return say("risk_cards.working", language)
    before = exchange.estimate.position if exchange.estimate else 0
    if exchange.draft:
        return say("answer.writing", language)
    return counted("answer.queued", before, language) if before else say("answer.reading", language)


def _estimated(estimate: Estimate, language: str, *, begun: bool) -> str:
    total = _about(estimate.total)
    if begun:
        text = say("estimate.end", language, total=total)
    else:
        text = say("estimate.whole", language, first=_about(estimate.first_token), total=total)
    return text[:1].upper() + text[1:]


def _about(value: float) -> str:
    """An estimate no finer than it is, in seconds or minutes."""
    if value >= MINUTES:
        return f"{ceil(value / 60)}\u00a0min"
    return f"{ceil(value / 5) * 5 if value > ROUGH else max(1, ceil(value))}\u00a0s"


def _answer(exchange: Exchange, answer: Answer, language: str, documents: int) -> str:
    known = set(cited_numbers(answer))

    def cite(number: int) -> str | None:
        return citation_html(exchange.number, number, language) if number in known else None

    byline = _byline(_written_by(exchange, answer, language, documents))
    if answer.proposals:
        return proposals_html(exchange.number, answer, cite, language) + byline
    text = marked_html(answer.text, answer.sentences, cite=cite, language=language)
    body = f'<div class="{_styles(answer)}" lang="{answer.language}">{text}</div>'
    checks = checks_html(answer.sentences, language, key=str(exchange.number))
    lessons = lessons_html(exchange.number, answer, cite, language) if answer.cards else ""
    return body + checks + lessons + _replaced(exchange, answer, cite, language) + byline


def _styles(answer: Answer) -> str:
    if answer.refused:
        return f"answer by-{answer.written_by} refused"
    if answer.mode is Mode.GOAL:
        return "answer goal"
    return "answer by-lessons" if answer.points and answer.written_by == "rules" else f"answer by-{answer.written_by}"


def _replaced(exchange: Exchange, answer: Answer, cite: Cite, language: str) -> str:
    """The model's text that was not used, folded away, with the marks of its own sentences."""
    if answer.written_by == "model" or not answer.draft.strip() or answer.mode is Mode.GOAL:
        return ""
    checked = answer.draft_sentences
    text = _as_written(checked) if checked else answer.draft
    heading = escape(say("draft.heading" if "unsupported" in answer.replaced else "draft.unchecked", language))
    html = marked_html(text, checked, cite=cite, language=language)
    checks = checks_html(checked, language, key=f"{exchange.number}-draft")
    return (
        f'<details class="replaced" id="replaced-{exchange.number}"><summary>{heading}</summary>'
        f'<div class="answer draft" lang="{answer.language}">{html}</div>{checks}</details>'
    )


def _as_written(sentences: tuple[Sentence, ...]) -> str:
    marks = ("".join(f" [{number}]" for number in sentence.citations) for sentence in sentences)
    return " ".join(sentence.text + cited for sentence, cited in zip(sentences, marks, strict=True))


def citation_html(exchange: int, number: int, language: str) -> str:
    """A citation mark that leads to its source."""
    label = escape(say("sources.show", language, n=number))
    return (
        f'<a href="#source-{exchange}-{number}" class="cite" data-action="show" data-exchange="{exchange}" '
        f'data-source="{number}" aria-label="{label}" title="{label}">{number}</a>'
    )


def _byline(text: str) -> str:
    return f'<p class="byline">{escape(text)}</p>'


def _copied(answer: Answer | None) -> str:
    """The answer with its list of sources, as it goes to the clipboard."""
    if answer is None:
        return ""
    lessons = cards_text(answer.cards, answer.numbers, answer.language)
    lines = [f"[{c.number}] {c.passage.title}, {c.passage.document}" for c in answer.citations]
    return "\n\n".join(part for part in (answer.text, lessons, "\n".join(lines)) if part)


def _written_by(exchange: Exchange, answer: Answer, language: str, documents: int) -> str:
    took = seconds(answer.seconds.total, language)
    if answer.refused:
        return _nothing_found(exchange, took, language, documents)
    if answer.mode is Mode.GOAL:
        return say(f"answer.goal_by_{answer.written_by}", language, seconds=took)
    if answer.proposals:
        return say("risk_cards.byline", language, seconds=took)
    if answer.written_by == "model":
        return say("answer.by_model", language, seconds=took)
    name = "lesson_cards.byline" if answer.points else "answer.by_rules"
    return say(name, language, why=_why(exchange, answer, language), seconds=took)


def _why(exchange: Exchange, answer: Answer, language: str) -> str:
    if not answer.replaced:
        return say("why.loading" if exchange.writer == "loading" else "why.missing", language)
    names = [f"why.unable_{answer.language}" if reason == "unable" else f"why.{reason}" for reason in answer.replaced]
    return say("why.joint", language).join(say(name, language) for name in names)


def _nothing_found(exchange: Exchange, took: str, language: str, documents: int) -> str:
    if not documents:
        return say("answer.nothing_stored", language)
    return say("answer.nothing", language, filters=_filters(exchange.wanted.only, language), seconds=took)


def _filters(only: Filter, language: str) -> str:
    names = [only.project] if only.project else []
    names += [kind_name(kind, language) for kind in only.kinds]
    if not names:
        return say("answer.nothing_everywhere", language)
    return say("answer.nothing_filters", language, filters=", ".join(names))
