"""Renders a goal before and after rewriting as safe HTML: facts, vague words, ignored instructions and gaps marked.

Marks differ by line and label, not by colour alone. Nothing of a goal or a model ever becomes active: all of it is
escaped, the only tags are ours.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from assistant.goals.criteria import GoalCheck
from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.rewrite import PLACEHOLDERS, GoalRewrite
from assistant.passages import Passage
from assistant.web.wording import counted, say

_GAP = re.compile("|".join(re.escape(text) for pair in PLACEHOLDERS.values() for text in pair))
_NAMED_ROLES = (Role.BASELINE, Role.TARGET, Role.CHANGE, Role.BUDGET)


@dataclass(frozen=True)
class Mark:
    """Characters [start, end) of a text stand for something; `name` is the text in `wording` that says what."""

    start: int
    end: int
    name: str

    @property
    def tag(self) -> str:
        """The element that carries the mark."""
        return {"mark.vague": "u", "mark.ignored": "s"}.get(self.name, "mark")

    @property
    def style(self) -> str:
        """Its class: roles of a value look like values."""
        kind = self.name.removeprefix("mark.")
        return "fact-value" if kind in (str(role) for role in _NAMED_ROLES) or kind == "value" else f"fact-{kind}"


def fact_mark(fact: Fact) -> Mark:
    """The mark of a fact where it stands."""
    name = str(fact.role) if fact.kind is FactKind.VALUE and fact.role in _NAMED_ROLES else str(fact.kind)
    return Mark(fact.start, fact.end, f"mark.{name}")


def marks_of(check: GoalCheck) -> list[Mark]:
    """Facts, vague words and ignored instructions of the user's text."""
    vague = {(w.start, w.end) for criterion in check.criteria for w in criterion.vague}
    marks = [Mark(words.start, words.end, "mark.ignored") for words in check.ignored]
    marks += [fact_mark(fact) for fact in check.facts]
    return marks + [Mark(start, end, "mark.vague") for start, end in sorted(vague)]


def gap_marks(text: str) -> list[Mark]:
    """The placeholders of a rewrite."""
    return [Mark(found.start(), found.end(), "mark.gap") for found in _GAP.finditer(text)]


def marked(text: str, marks: Iterable[Mark], language: str) -> str:
    """A text as inline HTML; where marks overlap, the characters carry all of them."""
    marks = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    edges = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    html = ""
    for start, end in zip(edges, edges[1:], strict=False):
        covering = [mark for mark in marks if mark.start <= start and end <= mark.end]
        inner = escape(text[start:end]).replace("\n", "<br>")
        for mark in reversed(covering):
            inner = _wrapped(inner, mark, language, last=mark.end == end)
        html += inner
    return html


def _wrapped(inner: str, mark: Mark, language: str, *, last: bool) -> str:
    """Inside its element, with its meaning for the pointer and, unseen, for the ear."""
    meaning = escape(say(mark.name, language))
    spoken = f'<span class="unseen"> ({meaning})</span>' if last else ""
    return f'<{mark.tag} class="{mark.style}" title="{meaning}">{inner}{spoken}</{mark.tag}>'


def before_html(check: GoalCheck | None, language: str) -> str:
    """The user's text as it was typed, with what was recognised in it."""
    if check is None:
        return ""
    marks = marks_of(check)
    return (
        f'<section class="version before"><h3>{escape(say("before.heading", language))}</h3>'
        f'<p class="goal-text" lang="{check.language}">{marked(check.text, marks, language)}</p>'
        f"{_legend(marks, language)}</section>"
    )


def after_html(rewrite: GoalRewrite | None, facts: Sequence[Fact], language: str) -> str:
    """The proposal with its facts and gaps; `facts` are those found in its text."""
    if rewrite is None:
        return ""
    if not rewrite.text:
        heading, text = escape(say("after.heading", language)), escape(say("after.nothing", language))
        return f'<section class="version after"><h3>{heading}</h3><p class="hint">{text}</p></section>'
    marks = [*gap_marks(rewrite.text), *(fact_mark(fact) for fact in facts)]
    return (
        f'<section class="version after"><h3>{escape(say("after.heading", language))}</h3>'
        f'<p class="goal-text" lang="{rewrite.check.language}">{marked(rewrite.text, marks, language)}</p>'
        f"{_byline(rewrite, language)}{_legend(marks, language)}{_passages(rewrite.passages, language)}"
        f"{_rejected(rewrite, language)}</section>"
    )


def _byline(rewrite: GoalRewrite, language: str) -> str:
    parts = [_written_by(rewrite, language)]
    if rewrite.placeholders:
        parts.append(counted("after.gaps", len(rewrite.placeholders), language))
    elif not rewrite.changed:
        parts = [say("after.unchanged", language)]
    label, done = escape(say("answer.copy", language)), escape(say("answer.copied", language))
    copy = f'<button type="button" class="quiet" data-copy="{escape(rewrite.text)}" data-done="{done}">{label}</button>'
    adopt = f'<button type="button" class="take" data-action="adopt">{escape(say("after.adopt", language))}</button>'
    return f'<p class="byline">{escape(" · ".join(parts))} {copy} {adopt}</p>'


def _written_by(rewrite: GoalRewrite, language: str) -> str:
    if rewrite.written_by == "model":
        return say("after.by_model", language, model=rewrite.model_name)
    return say("after.by_rules", language)


def _legend(marks: Sequence[Mark], language: str) -> str:
    """What the marks of this text mean, each once."""
    kinds: Mapping[str, Mark] = {mark.name: mark for mark in reversed(marks)}
    if not kinds:
        return ""
    names = [name for name in _ORDER if name in kinds]
    items = "".join(
        f'<li><{kinds[name].tag} class="{kinds[name].style}">{escape(say(name, language))}</{kinds[name].tag}></li>'
        for name in names
    )
    return f'<ul class="legend" aria-label="{escape(say("mark.legend", language))}">{items}</ul>'


_ORDER = tuple(
    f"mark.{kind}"
    for kind in (
        *("metric", "baseline", "target", "change", "budget", "value"),
        *("deadline", "owner", "system", "gap", "vague", "ignored"),
    )
)


def _rejected(rewrite: GoalRewrite, language: str) -> str:
    """What the model wrote and why it does not stand, folded."""
    if not rewrite.rejected:
        return ""
    lang = rewrite.check.language
    items = "".join(
        f'<li><p lang="{lang}">{escape(item.text)}</p><ul>'
        + "".join(f'<li lang="{lang}">{escape(reason)}</li>' for reason in item.reasons)
        + "</ul></li>"
        for item in rewrite.rejected
    )
    title = escape(counted("after.rejected", len(rewrite.rejected), language))
    return f'<details class="rejected"><summary>{title}</summary><ol>{items}</ol></details>'


def _passages(passages: Sequence[Passage], language: str) -> str:
    """What a figure of the proposal may come from, folded; each opens in the reader."""
    if not passages:
        return ""
    items = "".join(
        f'<li><button type="button" class="quiet" data-action="passage" data-source="{n}">{escape(p.title)}</button>'
        "</li>"
        for n, p in enumerate(passages, start=1)
    )
    title = escape(say("after.passages", language, n=len(passages)))
    return f'<details class="used"><summary>{title}</summary><ol>{items}</ol></details>'


def writing_html(*, writing: bool, halted: bool, language: str) -> str:
    """The quiet line while a model still words the goal, with the button that stops it."""
    if writing:
        text, stop = escape(say("after.writing", language)), escape(say("after.stop", language))
        button = f'<button type="button" class="quiet" data-action="stop">{stop}</button>'
        return f'<p class="byline waiting"><span class="pulse" aria-hidden="true"></span>{text} {button}</p>'
    return f'<p class="byline">{escape(say("after.stopped", language))}</p>' if halted else ""
