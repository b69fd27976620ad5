"""Renders the conversation as safe HTML: questions, drafts, answers, and the line that says who wrote them.

It only lays out what an exchange holds; it decides nothing about answers.
"""

from collections.abc import Sequence
from html import escape

from assistant.answer import Answer, Mode
from assistant.grounding import Support
from assistant.passages import Filter
from assistant.web.exchanges import Exchange, cited_numbers
from assistant.web.prose import prose
from assistant.web.wording import counted, kind_name, say, seconds
from assistant.workspace import Status


def conversation_html(exchanges: Sequence[Exchange], language: str, status: Status) -> str:
    """Several exchanges one below the other."""
    return "".join(exchange_html(exchange, language, status) for exchange in exchanges)


def exchange_html(exchange: Exchange, language: str, status: Status) -> str:
    """A question with the state of its answer."""
    label = escape(say("conversation.question", language, n=exchange.number))
    question = "<br>".join(escape(line) for line in exchange.question.strip().split("\n"))
    return (
        f'<article class="exchange" id="exchange-{exchange.number}" aria-label="{label}">'
        f'<div class="question"><p>{question}</p></div>{_reply(exchange, language, status)}</article>'
    )


def _reply(exchange: Exchange, language: str, status: Status) -> str:
    if exchange.error is not None:
        return f'<div class="notice" role="alert">{escape(exchange.error.in_language(language))}</div>'
    if exchange.answer is not None:
        return _answer(exchange, exchange.answer, language, status)
    if exchange.stopped:
        name = "answer.stopped_draft" if exchange.draft else "answer.stopped"
        return _draft(exchange.draft) + _byline(say(name, language))
    return _draft(exchange.draft) + _waiting(exchange, language)


def _draft(text: str) -> str:
    return f'<div class="answer draft">{prose(text)}</div>' if text else ""


def _waiting(exchange: Exchange, language: str) -> str:
    if exchange.passages is None:
        text = say("answer.searching", language)
    else:
        name = "answer.writing" if exchange.draft else "answer.reading"
        text = say(name, language, seconds=exchange.seconds)
    return f'<p class="byline waiting"><span class="pulse" aria-hidden="true"></span>{escape(text)}</p>'


def _answer(exchange: Exchange, answer: Answer, language: str, status: Status) -> str:
    known = set(cited_numbers(answer))

    def cite(number: int) -> str | None:
        return citation_html(exchange.number, number, language) if number in known else None

    text = "".join(
        f'<div class="unsupported">{body}{_flag(language)}</div>' if flagged else body
        for flagged, body in ((flagged, prose(part, cite=cite)) for flagged, part in _parts(answer))
    )
    styles = "answer " + ("by-model" if answer.written_by == "model" else "by-rules")
    styles += " refused" if answer.refused else ""
    body = f'<div class="{styles}" lang="{answer.language}">{text}</div>'
    return body + _byline(_written_by(exchange, answer, language, status), copy=_copy(answer, language))


def _parts(answer: Answer) -> list[tuple[bool, str]]:
    """The answer's text in pieces; True marks a sentence without support."""
    parts: list[tuple[bool, str]] = []
    rest = answer.text
    for sentence in answer.sentences:
        before, found, after = rest.partition(sentence.text)
        if sentence.support is Support.UNSUPPORTED and found:
            parts += [(False, before), (True, sentence.text)]
            rest = after
    return [(flagged, part) for flagged, part in [*parts, (False, rest)] if part.strip()]


def _flag(language: str) -> str:
    return f'<span class="flag"><span aria-hidden="true">⚠ </span>{escape(say("answer.unsupported", language))}</span>'


def citation_html(exchange: int, number: int, language: str) -> str:
    """A citation mark that leads to its source."""
    label = escape(say("sources.show", language, n=number))
    return (
        f'<a href="#source-{exchange}-{number}" class="cite" data-action="show" data-exchange="{exchange}" '
        f'data-source="{number}" aria-label="{label}" title="{label}">{number}</a>'
    )


def _byline(text: str, *, copy: str = "") -> str:
    return f'<p class="byline">{escape(text)}{copy}</p>'


def _copy(answer: Answer, language: str) -> str:
    """A button that puts the answer with its list of sources on the clipboard."""
    lines = [f"[{c.number}] {c.passage.title}, {c.passage.document}" for c in answer.citations]
    text = "\n\n".join(part for part in (answer.text, "\n".join(lines)) if part)
    label, done = escape(say("answer.copy", language)), escape(say("answer.copied", language))
    return f' <button type="button" class="quiet" data-copy="{escape(text)}" data-done="{done}">{label}</button>'


def _written_by(exchange: Exchange, answer: Answer, language: str, status: Status) -> str:
    took = seconds(answer.seconds.total, language)
    if answer.refused:
        return _nothing_found(exchange, took, language, status)
    if answer.mode is Mode.GOAL:
        return say(f"answer.goal_by_{answer.written_by}", language, model=status.model_name, seconds=took)
    if answer.written_by == "model":
        return say("answer.by_model", language, model=status.model_name, seconds=took)
    return say("answer.by_rules", language, why=_why(exchange, answer, language, status), seconds=took)


def _why(exchange: Exchange, answer: Answer, language: str, status: Status) -> str:
    if not answer.replaced:
        return say("why.loading" if exchange.model_state == "loading" else "why.missing", language)
    names = [f"why.unable_{answer.language}" if reason == "unable" else f"why.{reason}" for reason in answer.replaced]
    return say("why.joint", language).join(say(name, language, model=status.model_name) for name in names)


def _nothing_found(exchange: Exchange, took: str, language: str, status: Status) -> str:
    if not status.documents:
        return say("answer.nothing_stored", language)
    return say(
        "answer.nothing",
        language,
        documents=counted("documents", status.documents, language),
        passages=counted("passages", status.passages, language),
        filters=_filters(exchange.only, language),
        seconds=took,
    )


def _filters(only: Filter, language: str) -> str:
    names = [only.project] if only.project else []
    names += [kind_name(kind, language) for kind in only.kinds]
    return say("answer.nothing_filters", language, filters=", ".join(names)) if names else ""
