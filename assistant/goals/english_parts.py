"""The parts that are put into an English goal: values, measures, deadlines, who is responsible."""

import re

from assistant.goals.english_shapes import main_clause, upper_first
from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.kpis import Kpi
from assistant.goals.missing import Missing
from assistant.goals.vocabulary import ENGLISH, verb_pattern

# The words behind a value that say of what it is: "80% of incoming invoices".
_OF_WHAT = re.compile(r"\s+of\s+(?:(?:the|all|our|its|their)\s+)?(?:[a-z-]+\s+){0,2}[a-z-]+s\b")


def with_values(text: str, facts: list[Fact], missing: Missing) -> tuple[str, bool]:
    """The text with what its first value to be reached lacks, and whether there is such a value."""
    folded = text.casefold()
    reached = [f for f in facts if f.role in (Role.TARGET, Role.CHANGE) and f.text.casefold() in folded]
    if not reached:
        return text, False
    value = reached[0]
    start = folded.find(value.text.casefold())
    end = start + len(value.text)
    if value.role is Role.CHANGE and missing.baseline and missing.target:
        return _behind_change(text, value.text, end, missing), True
    if value.role is Role.TARGET and missing.baseline:
        before = re.search(r"\bto\s+$", text[:start])
        if before and not re.search(r"\bfrom\s+\S+\s*$|\b(?:be|up|close)\s*$", text[: before.start()]):
            return f"{text[: before.start()]}from {missing.baseline} to {text[start:]}", True
        match = _OF_WHAT.match(text, end)
        end = match.end() if match else end
        return f"{text[:end]} (currently {missing.baseline}){text[end:]}", True
    return text, True


def _behind_change(text: str, value: str, end: int, missing: Missing) -> str:
    """Behind "by 20%"; where a verb holds the change ("halve the lead time"), behind its object."""
    if any(verb_pattern("en", group).fullmatch(value) for group in ("downward", "upward")):
        body, tail = main_clause(text)
        return f"{body} ({span(missing)}){tail}"
    return f"{text[:end]} ({span(missing)}){text[end:]}"


def with_object(text: str, missing: Missing) -> str:
    """What exactly is meant, behind the word that leaves it open, else at the end."""
    if not missing.object:
        return text
    outside = re.sub(r"\[[^\]]*\]", lambda placeholder: " " * len(placeholder.group()), text)
    for match in re.finditer(r"\b[a-z]{5,}\b", outside):
        if match.group() in ENGLISH.vague_objects and match.group().endswith(("s", "ity", "ency", "ance", "ing")):
            return f"{text[: match.end()]} (specifically: {missing.object}){text[match.end() :]}"
    return f"{text} (specifically: {missing.object})"


def span(missing: Missing) -> str:
    """ "from [current value] to [target value]"; what the goal says already is left out."""
    before = f"from {missing.baseline} " if missing.baseline else ""
    return f"{before}to {missing.target}" if missing.target else before.strip()


def raise_or_lower(missing: Missing) -> str:
    """ "raise the first-contact resolution rate from [current value] to [target value]"."""
    if isinstance(missing.measure, Kpi):
        return f"{'raise' if missing.measure.upward else 'reduce'} {missing.measure.object.en} {span(missing)}"
    return f"bring {missing.measure} {span(missing)}"


def rises_or_falls(missing: Missing) -> str:
    """ "the first-contact resolution rate rises from [current value] to [target value]"."""
    if isinstance(missing.measure, Kpi):
        return f"{missing.measure.subject.en} {'rises' if missing.measure.upward else 'falls'} {span(missing)}"
    return f"{missing.measure} changes {span(missing)}"


def measured_by(missing: Missing) -> str:
    """ "the first-contact resolution rate"."""
    return missing.measure.after_by.en if isinstance(missing.measure, Kpi) else missing.measure


def deadline_phrase(deadline: str) -> str:
    """A deadline as the user or the placeholder gives it, with its preposition: "by 30 June 2027"."""
    if re.match(r"(?:by|in|within|until|before|on|no later than|at|over|during|after)\b", deadline, re.I):
        return deadline
    return f"by {deadline}"


def completed(deadline: str, missing: Missing) -> str:
    """A deadline with its year, or with the date of its event."""
    if not missing.completion:
        return deadline
    if missing.completion == "[year]" or re.fullmatch(r"\d{4}", missing.completion):
        day, latest, _ = deadline.partition(" at the latest")
        return f"{day} {missing.completion}{latest}"
    return f"{deadline} ({missing.completion})"


def completed_in(text: str, facts: list[Fact], missing: Missing) -> str:
    """The text with its deadline completed."""
    for fact in facts:
        if fact.kind is FactKind.DEADLINE and fact.text in text and missing.completion and not fact.complete:
            return text.replace(fact.text, completed(fact.text, missing), 1)
    return text


def responsible(missing: Missing) -> str:
    """ "; [responsible team] is responsible"."""
    return f"; {missing.owner} is responsible" if missing.owner else ""


def sentence(text: str) -> str:
    """One sentence: capital first letter, single spaces, a full stop."""
    text = re.sub(r"\s+([,.;:])", r"\1", re.sub(r"\s+", " ", text)).strip().rstrip(",;:")
    return upper_first(text if text.endswith((".", "!", "?")) else f"{text}.")
