"""A conversation as a document to read (Markdown), and as JSON; rated exchanges as lines for an evaluation.

Everything that a person, a document or a model wrote is escaped: exported text never becomes an image, a link, HTML
or a heading of its own. It stores nothing.
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime

from assistant.answer import Answer, Mode
from assistant.conversation import Conversation, Exchange, Feedback, State
from assistant.grounding import Citation, Sentence, Support
from assistant.language import detect
from assistant.lessons.card_text import cards_text

SYMBOLS = {Support.QUOTED: "✓", Support.SIMILAR: "≈", Support.UNSUPPORTED: "⚠"}
# Each as (German, English).
_WORDS = {
    "legend": (
        "✓ wörtlich belegt, ≈ sinngemäß belegt, ⚠ nicht belegt",
        "✓ quoted from a source, ≈ similar to a source, ⚠ unsupported",
    ),
    "untitled": ("Unterhaltung", "Conversation"),
    "question": ("Frage", "Question"),
    "sources": ("Quellen", "Sources"),
    "closest": ("Nächstliegende Fundstellen (ohne Antwort)", "Closest passages (without an answer)"),
    "page": ("Seite", "page"),
    "rows": ("Tabelle", "table"),
    "good": ("👍 hilfreich", "👍 helpful"),
    "bad": ("👎 nicht hilfreich", "👎 not helpful"),
    "model": ("Wortlaut vom Modell, geprüft", "worded by the model, checked"),
    "rules": ("Wortlaut nach Regeln aus den Dokumenten", "worded by rules from the documents"),
    "begun": ("Begonnen", "Begun"),
}
_MODES = {
    Mode.AUTO: ("Automatisch", "Automatic"),
    Mode.ANSWER: ("Antwort", "Answer"),
    Mode.GOAL: ("Ziel", "Goal"),
    Mode.RISKS: ("Risiken", "Risks"),
    Mode.LESSONS: ("Lessons Learned", "Lessons learned"),
}
_UNFINISHED = {
    State.RUNNING: ("Die Antwort wird noch geschrieben.", "The answer is still being written."),
    State.STOPPED: ("Die Antwort wurde angehalten.", "The answer was stopped."),
    State.INTERRUPTED: (
        "Die Antwort wurde durch das Ende des Programms unterbrochen.",
        "The answer was interrupted by the end of the program.",
    ),
}
# Characters that Markdown, its tables and extensions, or HTML give a meaning to anywhere in a line.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~$]|&(?=#?\w+;)")
# A line that would begin a heading, a list or a ruler, or make the line before it a heading.
_BEGINNING = re.compile(r"^(\d{1,9}(?=[.)])|)([-+=:#.)])", re.MULTILINE)
# What readers turn into links without any mark.
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|www|xmpp)([:.])|@")
# Line breaks that are none for Python's "$" but are for a reader, and characters nobody sees.
_BREAK = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n{3,}")
# What _block makes of the marks in the texts of our own rules.
_BOLD, _LISTED = re.compile(r"\\\*\\\*([^*\n]+)\\\*\\\*"), re.compile(r"^\\- ", re.MULTILINE)
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def to_markdown(conversation: Conversation, exchanges: Sequence[Exchange], language: str) -> str:
    """The conversation for a reader of the language 'de' or 'en'; questions and answers stay in theirs."""
    title = _line(conversation.title) or _word("untitled", language)
    head = [f"# {title}", f"{_word('begun', language)}: {_time(conversation.begun_at)} · {_word('legend', language)}"]
    parts = [part for exchange in exchanges for part in _exchange(exchange, language)]
    return "\n\n".join([*head, *parts]) + "\n"


def to_json(conversation: Conversation, exchanges: Sequence[Exchange]) -> str:
    """The conversation with all answers as `ask --json` prints them."""
    facts = {"title": conversation.title, "begun_at": conversation.begun_at, "changed_at": conversation.changed_at}
    listed = [_exchange_facts(exchange) for exchange in exchanges]
    return json.dumps(facts | {"exchanges": listed}, ensure_ascii=False, indent=1) + "\n"


def rated_facts(exchange: Exchange) -> dict[str, object]:
    """An exchange with feedback as a line for an evaluation: question, language, rating ('good' or 'bad'), remark,
    answer, citations as document and quote, mode (None where no answer was begun), the titles of the risks proposed and
    of the lessons shown."""
    answer, feedback = exchange.answer, exchange.feedback or Feedback(good=True)
    citations = answer.citations if answer else ()
    return {
        "question": exchange.question,
        "language": answer.language if answer else detect(exchange.question),
        "rating": "good" if feedback.good else "bad",
        "remark": feedback.remark,
        "answer": answer.text if answer else exchange.draft,
        "citations": [{"document": cited.passage.document, "quote": cited.quote} for cited in citations],
        "mode": exchange.mode and str(exchange.mode),
        "risks": [proposal.text for proposal in answer.proposals] if answer else [],
        "lessons": [card.title for card in answer.cards] if answer else [],
    }


# --- Markdown ---


def _exchange(exchange: Exchange, language: str) -> list[str]:
    """The paragraphs of one exchange."""
    answer = exchange.answer
    parts = [f"## {exchange.number}. {_word('question', language)}", _quoted(exchange.question)]
    parts.append(f"*{' · '.join(_circumstances(exchange, language))}*")
    if answer:
        parts += _answer(answer)
        parts += _sources(answer, exchange, language)
    else:
        parts += [_block(exchange.draft)] if exchange.draft.strip() else []
        parts.append(f"*{_block(_ending(exchange, language))}*")
    if exchange.feedback:
        rating = _word("good" if exchange.feedback.good else "bad", language)
        remark = _line(exchange.feedback.remark)
        parts.append(f"{rating}: {remark}" if remark else rating)
    return parts


def _circumstances(exchange: Exchange, language: str) -> list[str]:
    """When it was asked, what for, and who worded the answer."""
    told = [_time(exchange.asked_at)]
    if exchange.mode:
        told.append(_of(_MODES[exchange.mode], language))
    if exchange.answer:
        told.append(_word(exchange.answer.written_by, language))
    return told


def _answer(answer: Answer) -> list[str]:
    """Its checked sentences with their support, or its text where it has none (a refusal, a goal, proposed risks); then
    its lessons."""
    lessons = [_formatted(cards_text(answer.cards, answer.numbers, answer.language))] if answer.cards else []
    if not answer.sentences:
        return [_formatted(answer.text), *lessons]
    return [*map(_sentence, answer.sentences), *lessons]


def _sentence(sentence: Sentence) -> str:
    marks = "".join(rf" \[{number}\]" for number in sentence.citations)
    return f"{SYMBOLS[sentence.support]} {_block(sentence.text)}{marks}"


def _sources(answer: Answer, exchange: Exchange, language: str) -> list[str]:
    """What is cited; beside a refusal the closest passages."""
    citations = answer.citations
    if answer.refused:
        citations = tuple(Citation(n, found, found.text) for n, found in enumerate(exchange.passages or (), start=1))
    if not citations:
        return []
    heading = _word("closest" if answer.refused else "sources", language)
    return [f"**{heading}**", *(_source(citation, language) for citation in citations)]


def _source(citation: Citation, language: str) -> str:
    passage = citation.passage
    places = [
        _line(passage.document),
        _line(passage.title),
        f"{_word('page', language)} {passage.page}" if passage.page else "",
        f"{_word('rows', language)} {_line(passage.rows)}" if passage.rows else "",
        _line(passage.heading or ""),
    ]
    place = " · ".join(dict.fromkeys(place for place in places if place))
    return rf"\[{citation.number}\] {place}" + "\n\n" + _quoted(citation.quote)


def _ending(exchange: Exchange, language: str) -> str:
    """Why there is no answer."""
    if exchange.failure:
        return _of(exchange.failure, language)
    return _of(_UNFINISHED.get(exchange.state, ("Keine Antwort.", "No answer.")), language)


# --- texts ---


def _block(text: str) -> str:
    """A paragraph as a reader shows it, without a mark that Markdown or HTML would act on; blanks before a line, which
    could make it code, are taken away."""
    lines = _INVISIBLE.sub("", _BREAK.sub("\n", text)).expandtabs(1).split("\n")
    escaped = _SPECIAL.sub(lambda found: "\\" + found[0], "\n".join(line.strip() for line in lines))
    escaped = _BEGINNING.sub(r"\1\\\2", escaped)
    # An entity keeps an address readable, and no reader makes a link of it.
    escaped = _ADDRESS.sub(lambda found: f"{found[1]}&#{ord(found[2])};" if found[1] else "&#64;", escaped)
    return _EMPTY_LINES.sub("\n\n", escaped).strip()


def _formatted(text: str) -> str:
    """A text of our own rules: their bold words and lists stay."""
    return _LISTED.sub("- ", _BOLD.sub(r"**\1**", _block(text)))


def _line(text: str) -> str:
    return " ".join(_block(text).split())


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _block(text).split("\n"))


def _time(text: str) -> str:
    """An ISO time as 2026-03-31 14:05 UTC."""
    return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M UTC")


def _word(name: str, language: str) -> str:
    return _of(_WORDS[name], language)


def _of(both: tuple[str, str], language: str) -> str:
    return both[0] if language == "de" else both[1]


# --- JSON ---


def _exchange_facts(exchange: Exchange) -> dict[str, object]:
    feedback = exchange.feedback
    return {
        "number": exchange.number,
        "question": exchange.question,
        "asked_at": exchange.asked_at,
        "state": str(exchange.state),
        "mode": exchange.mode and str(exchange.mode),
        "answer": exchange.answer and exchange.answer.as_dict(),
        "draft": exchange.draft,
        "failure": exchange.failure and {"de": exchange.failure[0], "en": exchange.failure[1]},
        "passages": [passage.as_dict() for passage in exchange.passages or ()],
        "feedback": feedback and {"rating": "good" if feedback.good else "bad", "remark": feedback.remark},
    }
