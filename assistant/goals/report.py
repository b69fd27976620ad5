"""A checked and rewritten goal as text, for the chat and the command line, in the goal's language."""

import re
from collections.abc import Mapping

from assistant.goals.criteria import Criterion, Status
from assistant.goals.rewrite import GoalRewrite

_STATUS = {
    Status.MET: ("erfüllt", "met"),
    Status.PARTIAL: ("teilweise", "partial"),
    Status.MISSING: ("fehlt", "missing"),
}
# What the text alone can never show is a question, not a fault.
_OPEN = ("offen", "open")
_HEADINGS = {
    "rewrite": ("Vorschlag", "Proposal"),
    "complete": ("Ihr Ziel ist vollständig", "Your goal is complete"),
    "check": ("Prüfung", "Check"),
    "questions": ("Offene Fragen", "Open questions"),
    "kpis": ("Vorgeschlagene Kennzahlen", "Proposed KPIs"),
    "ignored": (
        "Als Anweisung an ein Programm erkannt und nicht ausgeführt",
        "Recognised as an instruction to a program and not carried out",
    ),
    "nothing": (
        "Im Text steht kein Ziel, das sich formulieren ließe.",
        "The text holds no goal that could be worded.",
    ),
}


def report(rewrite: GoalRewrite, numbers: Mapping[str, int] | None = None) -> str:
    """The proposal, the criteria and the questions, a line each, with Markdown's simplest marks. `numbers` are those of
    the passages cited, by id."""
    check, language = rewrite.check, rewrite.check.language
    if not rewrite.text:
        return _word("nothing", language)
    lines = [f"**{_word('rewrite' if rewrite.changed else 'complete', language)}:** {rewrite.text}", ""]
    lines += [f"**{_word('check', language)}:**"] + [
        _line(criterion, language, numbers or {}) for criterion in check.criteria
    ]
    if unanswered := [question for question in rewrite.questions if not question.answer]:
        lines += ["", f"**{_word('questions', language)}:**"]
        lines += [f"- {question.text}" for question in unanswered]
    if check.kpis:
        names = "; ".join(kpi.name[language] for kpi in check.kpis)
        lines += ["", f"**{_word('kpis', language)}:** {names}"]
    if check.ignored:
        parts = "; ".join(_as_code(words.text) for words in check.ignored)
        lines += ["", f"**{_word('ignored', language)}:** {parts}"]
    return "\n".join(lines)


def _line(criterion: Criterion, language: str, numbers: Mapping[str, int]) -> str:
    judged = criterion.name in "SMT" or criterion.status is not Status.MISSING
    status = (_STATUS[criterion.status] if judged else _OPEN)[0 if language == "de" else 1]
    ids = dict.fromkeys(source.passage.id for source in criterion.sources)
    marks = "".join(f" [{numbers[id_]}]" for id_ in ids if id_ in numbers)
    return f"- {criterion.name} ({status}): {criterion.reason}{marks}"


def _as_code(text: str) -> str:
    """The text as Markdown code, which shows images, links and tags as they were typed."""
    text = " ".join(text.split())
    marks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{marks} {text} {marks}" if "`" in text else f"`{text}`"


def _word(name: str, language: str) -> str:
    return _HEADINGS[name][0 if language == "de" else 1]
