"""Writes a goal as one good English sentence by rules: every fact kept, placeholders where something is missing.

The twin of `german_sentence`: takes the shape of what the user wrote (see `english_shapes`), keeps its words and puts
the missing parts where they belong. No model, no invented word.
"""

import re

from assistant.goals.english_parts import (
    completed,
    completed_in,
    deadline_phrase,
    measured_by,
    raise_or_lower,
    responsible,
    rises_or_falls,
    sentence,
    span,
    with_object,
    with_values,
)
from assistant.goals.english_shapes import (
    FINITE,
    MODAL,
    NO_STATEMENT,
    NOMINAL,
    STATE,
    infinitive_core,
    is_reached,
    labelled,
    lower_first,
    main_clause,
    upper_first,
)
from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.missing import Missing


def english_sentence(text: str, facts: list[Fact], missing: Missing) -> str:
    """The goal as one sentence. `text` is a sentence of the goal without label and instructions, `facts` its facts."""
    heading = labelled(text)
    if heading and (core := infinitive_core(heading[1])) and _values(facts, heading[1]):
        return f"{heading[0]}: {_from_core(core, facts, missing)}"
    front, body = _leading_deadline(text, facts)
    core = None if heading else infinitive_core(body)
    if core is not None and not (_only_owner(missing) and main_clause(core)[1]):
        return _from_core(core, facts, missing, front=front)
    if NO_STATEMENT.search(text) or (heading and not _reached(facts)):
        return english_notes(text, facts, missing)
    if NOMINAL.match(text) and not MODAL.search(text):
        return _from_noun(text, facts, missing)
    if not heading and (MODAL.search(text) or FINITE.search(text) or (STATE.search(text) and _reached(facts))):
        return _from_clause(text, facts, missing)
    return english_notes(text, facts, missing)


def _only_owner(missing: Missing) -> bool:
    return not (missing.measure or missing.target or missing.deadline)


def _reached(facts: list[Fact]) -> bool:
    return any(fact.role in (Role.TARGET, Role.CHANGE) for fact in facts)


def _values(facts: list[Fact], text: str) -> bool:
    return any(fact.text in text for fact in facts)


def _leading_deadline(text: str, facts: list[Fact]) -> tuple[str, str]:
    """A deadline at the very beginning ("Within six months, roll out …") and the rest; '' where there is none."""
    for fact in facts:
        if fact.kind is FactKind.DEADLINE and fact.start == 0 and fact.complete:
            rest = text[fact.end :].lstrip(" ,")
            return (fact.text, rest) if infinitive_core(rest) else ("", text)
    return "", text


def _from_core(core: str, facts: list[Fact], missing: Missing, *, front: str = "") -> str:
    """A wish: "By [deadline], [responsible team] will cut costs from … to …"."""
    if not front:
        front, core = _deadline_first(core, facts, missing)
    body, tail, done = _valued(*main_clause(core), facts, missing)
    body = with_object(body, missing)
    if missing.measure:
        known = done or _reached(facts)
        body += f", measured by {measured_by(missing)}" if known else f" and thereby {raise_or_lower(missing)}"
    elif not done and missing.baseline and missing.target:
        body, tail = _with_span_anywhere(body, tail, facts, missing)
    subject = missing.owner or "we"
    return sentence(f"{front}, {subject} will {body}{tail}" if front else f"{subject} will {body}{tail}")


def _from_clause(text: str, facts: list[Fact], missing: Missing) -> str:
    """A full clause: the deadline and the values go to its end."""
    text = completed_in(text.strip().rstrip(".!"), facts, missing)
    body, tail, done = _valued(*_clause_with_verb(text), facts, missing)
    body = with_object(body, missing)
    if not done and not missing.measure and missing.baseline and missing.target:
        body = _with_span(body, facts, missing)
    if missing.deadline:
        body += f" {deadline_phrase(missing.deadline)}"
    if missing.measure:
        known = done or _reached(facts)
        body += f", measured by {measured_by(missing)}" if known else f", so that {rises_or_falls(missing)}"
    return sentence(f"{body}{tail}{responsible(missing)}")


def _valued(body: str, tail: str, facts: list[Fact], missing: Missing) -> tuple[str, str, bool]:
    """Both parts with what the first value lacks, wherever it stands."""
    body, done = with_values(body, facts, missing)
    if done:
        return body, tail, True
    tail, done = with_values(tail, facts, missing)
    return body, tail, done


def _clause_with_verb(text: str) -> tuple[str, str]:
    """The clause that holds the finite verb, with what stands before it, and what follows."""
    verb = MODAL.search(text) or FINITE.search(text) or STATE.search(text)
    start = verb.end() if verb else 0
    body, tail = main_clause(text[start:])
    return text[:start] + body, tail


def _from_noun(text: str, facts: list[Fact], missing: Missing) -> str:
    """A noun phrase: "Reduction of lead time" → "By [deadline], [responsible team] will achieve the reduction of …"."""
    match = NOMINAL.match(text)
    assert match is not None
    front, phrase = _deadline_first(text.strip().rstrip(".!"), facts, missing)
    body, tail, done = _valued(*main_clause(phrase), facts, missing)
    body = with_object(body, missing)
    if not done and not missing.measure and missing.baseline and missing.target:
        body = _with_span(body, facts, missing)
    article = "" if re.match(r"(?:an?|the|our)\s", body, re.I) else "the "
    verb = "achieve" if is_reached(match["noun"]) else "complete"
    words = f"{missing.owner or 'we'} will {verb} {article}{lower_first(body)}"
    if missing.measure:
        words += f", measured by {measured_by(missing)}" if done else f" and thereby {raise_or_lower(missing)}"
    return sentence(f"{front}, {words}{tail}" if front else f"{words}{tail}")


def english_notes(text: str, facts: list[Fact], missing: Missing) -> str:
    """No shape fits: the text stays as a heading and a sentence follows, or only what is missing is added."""
    text = completed_in(text.strip().rstrip(".!,;:"), facts, missing)
    text, done = with_values(text, facts, missing)
    if _reached(facts):
        parts = [f"measured by {measured_by(missing)}"] if missing.measure else []
        parts += [f"currently {missing.baseline}"] if missing.baseline and not done else []
        parts += [deadline_phrase(missing.deadline)] if missing.deadline else []
        parts += [f"responsible: {missing.owner}"] if missing.owner else []
        return sentence("; ".join([text, *parts]))
    metric = next((lower_first(fact.text) for fact in facts if fact.kind is FactKind.METRIC), "it")
    metric = f"the {metric}" if re.search(rf"\bthe {re.escape(metric)}", text, re.I) else metric
    what = raise_or_lower(missing) if missing.measure else f"bring {metric} {span(missing)}"
    front = f"{deadline_phrase(missing.deadline)}, " if missing.deadline else ""
    place = f" in {missing.object}" if missing.object else ""
    words = f"{front}{missing.owner or 'we'} will {what}{place}"
    joint = " " if text.endswith("?") else ": "
    return sentence(f"{upper_first(text)}{joint}{upper_first(words)}")


def _deadline_first(text: str, facts: list[Fact], missing: Missing) -> tuple[str, str]:
    """The deadline in front, taken out of the text where it stands free."""
    if missing.deadline:
        return deadline_phrase(missing.deadline), text
    bound = r"(?:[,(:–—-]|\b(?:available|ready|live|done|finished|due|complete|completed|delivered|data|model))\s*$"
    for fact in facts:
        place = text.find(fact.text)
        if fact.kind is FactKind.DEADLINE and place >= 0 and not fact.key.startswith("event:"):
            before, after = text[:place], text[place + len(fact.text) :]
            if not re.search(bound, before) and not re.match(r"\s*[),]|[\w-]", after):
                return completed(fact.text, missing), re.sub(r"\s+", " ", f"{before} {after}").strip()
    return "", completed_in(text, facts, missing)


def _with_span_anywhere(body: str, tail: str, facts: list[Fact], missing: Missing) -> tuple[str, str]:
    """The values at the end of the clause that names the metric: "optimise processes, cut costs from … to …"."""
    metric = next((fact.text for fact in facts if fact.kind is FactKind.METRIC), "")
    if not metric or metric in body or metric not in tail:
        return _with_span(body, facts, missing), tail
    end = tail.find(metric) + len(metric)
    cut = main_clause(tail[end:])[0]
    return body, f"{tail[: end + len(cut)]} {span(missing)}{tail[end + len(cut) :]}"


def _with_span(body: str, facts: list[Fact], missing: Missing) -> str:
    """The clause with "from … to …" at its end, or beside the metric where the clause goes on with other verbs."""
    metric = next((fact.text for fact in facts if fact.kind is FactKind.METRIC and fact.text in body), "")
    several = re.search(r"\s(?:and|or|as well as|with|using|through|via|by|thanks to)\b", body)
    if metric and several:
        end = body.find(metric) + len(metric)
        if several.start() >= end:
            return f"{body[: several.start()]} {span(missing)}{body[several.start() :]}"
        return f"{body[:end]} (currently {missing.baseline}, target {missing.target}){body[end:]}"
    return f"{body} {span(missing)}"
