"""Renders the check of a goal as safe HTML: the five letters, what AI projects also need, the proposed KPIs.

It only lays out what is handed in; it decides nothing about goals. Texts about a goal are in the goal's language.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from assistant.goals.criteria import Criterion, GoalCheck, Source, Status, Words
from assistant.goals.kpis import Kpi, Use
from assistant.web.wording import counted, say

# Told apart without colour, too.
SYMBOLS = {Status.MET: "✓", Status.PARTIAL: "◐", Status.MISSING: "○"}


def check_html(check: GoalCheck | None, meanings: Mapping[str, Source], language: str) -> str:
    """The five letters side by side, empty before the first check. `meanings` is what the letters stand for, by
    letter, with its source."""
    if check is None:
        return ""
    numbers = _numbered(check)
    letters = "".join(
        _letter(criterion, check.language, meanings.get(criterion.name), language, numbers=numbers)
        for criterion in check.criteria
    )
    label = escape(say("check.label", language))
    return f'<section aria-label="{label}"><ol class="letters">{letters}</ol></section>'


def summary_text(check: GoalCheck, open_questions: int, language: str) -> str:
    """The check in one sentence, as it is read out."""
    states = (f"{say(f'letter.{c.name}', language)} {state_name(c, language)}" for c in check.criteria)
    questions = counted("check.questions", open_questions, language)
    return say("check.summary", language, states=", ".join(states), questions=questions)


def further_html(check: GoalCheck | None, language: str) -> str:
    """What AI projects need beyond the letters, as a compact list."""
    if check is None:
        return ""
    numbers = _numbered(check)
    items = "".join(_further(criterion, check.language, language, numbers=numbers) for criterion in check.further)
    heading = escape(say("further.heading", language))
    return f'<section class="further"><h3>{heading}</h3><ul>{items}</ul></section>'


def state_name(criterion: Criterion, language: str) -> str:
    """The status in a word; what no text alone can settle is open, not missing."""
    undecided = criterion.status is Status.MISSING and criterion.name not in ("S", "M", "T")
    return say("criterion.open" if undecided else f"criterion.{criterion.status}", language)


def _state(criterion: Criterion, language: str) -> str:
    symbol = SYMBOLS[criterion.status]
    name = escape(state_name(criterion, language))
    return f'<span class="state"><span aria-hidden="true">{symbol}</span> {name}</span>'


def _letter(
    criterion: Criterion, lang: str, meaning: Source | None, language: str, *, numbers: Mapping[str, range]
) -> str:
    name = escape(say(f"letter.{criterion.name}", language))
    return (
        f'<li class="letter {criterion.status}" id="letter-{criterion.name}">'
        f'<h3><span class="initial">{criterion.name}</span> {name} {_state(criterion, language)}</h3>'
        f"{_said(criterion, lang, language, citations=_citations(criterion, numbers, language))}"
        f"{_meaning(criterion.name, meaning, language)}</li>"
    )


def _further(criterion: Criterion, lang: str, language: str, *, numbers: Mapping[str, range]) -> str:
    name = escape(say(f"further.{criterion.name}", language))
    said = _said(criterion, lang, language, citations=_citations(criterion, numbers, language))
    return (
        f'<li class="{criterion.status}"><details><summary><b>{name}</b> {_state(criterion, language)}</summary>'
        f"{said}</details></li>"
    )


def _said(criterion: Criterion, lang: str, language: str, *, citations: str) -> str:
    """Reason with its citations, vague words, words it rests on, answer and question."""
    vague, rests = (_unsaid(words, criterion.reason) for words in (criterion.vague, criterion.evidence))
    html = f'<p class="reason" lang="{lang}">{escape(criterion.reason)}{citations}</p>'
    html += _quoted("criterion.vague", vague, lang, language, style="vague-words")
    html += _quoted("criterion.evidence", rests, lang, language)
    if criterion.answer:
        label = escape(say("criterion.answer", language))
        html += f'<p class="words"><span>{label}</span> <q lang="{lang}">{escape(criterion.answer)}</q></p>'
    elif criterion.question and criterion.status is not Status.MET:
        html += f'<p class="ask" lang="{lang}" title="{escape(criterion.question)}">{escape(criterion.question)}</p>'
    return html


def _unsaid(words: Sequence[Words], reason: str) -> list[Words]:
    """The words that the reason does not name already."""
    return [one for one in words if one.text.casefold() not in reason.casefold()]


def _quoted(name: str, words: Sequence[Words], lang: str, language: str, *, style: str = "") -> str:
    if not words:
        return ""
    texts = ", ".join(f'<q lang="{lang}">{escape(text)}</q>' for text in dict.fromkeys(word.text for word in words))
    return f'<p class="words {style}"><span>{escape(say(name, language))}</span> {texts}</p>'


def _numbered(check: GoalCheck) -> dict[str, range]:
    """The numbers of each criterion's sources, counted from 1 through the whole check."""
    numbers, first = {}, 1
    for criterion in (*check.criteria, *check.further):
        numbers[criterion.name] = range(first, first + len(criterion.sources))
        first += len(criterion.sources)
    return numbers


def _citations(criterion: Criterion, numbers: Mapping[str, range], language: str) -> str:
    marks = zip(numbers[criterion.name], criterion.sources, strict=True)
    return "".join(source_mark(number, source, language) for number, source in marks)


def source_mark(number: int, source: Source, language: str) -> str:
    """A citation mark that opens its passage."""
    label = escape(say("sources.open", language, n=number, title=source.passage.title))
    return (
        f' <button type="button" class="cite" data-action="source" data-source="{number}" aria-label="{label}" '
        f'title="{escape(source.quote)}">{number}</button>'
    )


def _meaning(letter: str, meaning: Source | None, language: str) -> str:
    """What the letter stands for, folded, with a button that opens the document it is taken from."""
    if meaning is None:
        return ""
    origin = escape(say("criterion.meaning_source", language, title=meaning.passage.title))
    return (
        f'<details class="meaning"><summary>{escape(say("criterion.meaning", language))}</summary>'
        f'<p lang="{escape(meaning.passage.language)}">{escape(meaning.quote)}</p>'
        f'<button type="button" class="quiet" data-action="meaning" data-letter="{letter}">{origin}</button></details>'
    )


def kpis_html(kpis: Sequence[Kpi], use: Use | None, *, chosen: str, lang: str, language: str) -> str:
    """The KPIs proposed for a goal in the language `lang`; `chosen` is the id of the one in use."""
    if not kpis or use is None:
        return ""
    items = "".join(_kpi(kpi, lang, language, chosen=kpi.id == chosen) for kpi in kpis)
    heading, name = escape(say("kpis.heading", language)), escape(say("kpis.use", language, use=use.name[language]))
    return (
        f'<section class="kpis"><h3>{heading}</h3><p class="hint">{name}</p><ul>{items}</ul>'
        f'<details class="point"><summary>{escape(say("kpis.point", language))}</summary>'
        f"<p>{escape(use.point[language])}</p></details></section>"
    )


def _kpi(kpi: Kpi, lang: str, language: str, *, chosen: bool) -> str:
    kind = escape(say("kpis.model" if kpi.model else "kpis.business", language))
    name = escape(kpi.name[lang])
    label = escape(say("kpis.taken" if chosen else "kpis.take", language))
    pressed = "true" if chosen else "false"
    facts = "".join(f"<dt>{escape(title)}</dt><dd>{escape(text)}</dd>" for title, text in _facts(kpi, language))
    return (
        f'<li><details><summary><b lang="{lang}">{name}</b> <span class="badge">{kind}</span></summary>'
        f"<dl>{facts}</dl></details>"
        f'<button type="button" class="take" data-action="kpi" data-kpi="{escape(kpi.id)}" aria-pressed="{pressed}" '
        f'aria-label="{label}: {name}">{label}</button></li>'
    )


def _facts(kpi: Kpi, language: str) -> Iterator[tuple[str, str]]:
    yield say("kpi.definition", language), kpi.definition[language]
    yield say("kpi.unit", language), kpi.unit[language]
    yield say("kpi.direction", language), say("kpi.up" if kpi.upward else "kpi.down", language)
    yield say("kpi.measure", language), kpi.measure[language]
    yield say("kpi.pitfalls", language), kpi.pitfalls[language]
