"""Writes a goal as one good German sentence by rules: every fact kept, placeholders where something is missing.

Takes the shape of what the user wrote (see `german_shapes`), keeps its words and puts the missing parts where German
grammar wants them. Where no shape fits, the text stays as a heading and a full sentence follows. No model, no invented
word: what is added is a placeholder, an answer of the user or a KPI of the catalogue.
"""

import re

from assistant.goals.fact import Fact, FactKind
from assistant.goals.german_parts import (
    beside_metric,
    completed,
    completed_in,
    deadline_phrase,
    is_plural,
    measured_by,
    raise_or_lower,
    responsible,
    rises_or_falls,
    sentence,
    span,
    with_article,
    with_object,
    with_values,
)
from assistant.goals.german_shapes import (
    FINITE,
    MODAL,
    NO_STATEMENT,
    NOMINAL,
    RELATIVE,
    STATE,
    Core,
    aim,
    fact_named,
    find,
    infinitive_core,
    is_reached,
    labelled,
    lower_first,
    reached_values,
    upper_first,
)
from assistant.goals.missing import Missing
from assistant.goals.vocabulary import verb_pattern

# Says that the values stand behind the verb, beside a metric there.
_LATER = "later"
_CHANGING = ("downward", "upward", "vague_verbs")


def german_sentence(text: str, facts: list[Fact], missing: Missing) -> str:
    """The goal as one sentence. `text` is a sentence of the goal without label and instructions, `facts` its facts."""
    text = aim(text)
    heading = labelled(text)
    if heading and (core := infinitive_core(heading[1])) and _says_enough(heading[1], facts):
        return f"{heading[0]}: {_from_core(core, facts, missing)}"
    core = None if heading else infinitive_core(_deadline_to_front(text, facts))
    if core is not None and not (core.tail.startswith(":") or (_only_owner(missing) and core.tail)):
        return _from_core(core, facts, missing)
    if NO_STATEMENT.search(text):
        return german_notes(text, facts, missing)
    if NOMINAL.match(upper_first(text)) and not MODAL.search(text):
        return _from_noun(upper_first(text), facts, missing)
    verb = MODAL.search(text) or FINITE.search(text) or (STATE.search(text) if reached_values(facts) else None)
    if verb and not (heading and ":" in text[: verb.start()]):
        return _from_clause(text, verb.end(), facts, missing)
    return german_notes(text, facts, missing)


def _deadline_to_front(text: str, facts: list[Fact]) -> str:
    """ "Churn reduzieren bis Jahresende" with the deadline before the rest, where the infinitive stands at the end."""
    bare = text.rstrip(" .!")
    for fact in facts:
        if fact.kind is FactKind.DEADLINE and bare.endswith(f" {fact.text}") and fact.text[0].islower():
            rest = bare[: -len(fact.text)].rstrip()
            if re.search(r"[a-zäöüß](?:en|ern|eln)$", rest) and infinitive_core(rest):
                return f"{fact.text} {lower_first(rest)}"
    return text


def _only_owner(missing: Missing) -> bool:
    return not (missing.measure or missing.target or missing.deadline)


def _says_enough(text: str, facts: list[Fact]) -> bool:
    return any(find(text, fact.text) >= 0 for fact in facts)


def _from_core(core: Core, facts: list[Fact], missing: Missing) -> str:
    """A wish: "Bis [Termin] soll [verantwortliches Team] die Kosten von … auf … senken"."""
    front, middle = _deadline_first(core.middle, facts, missing)
    middle = with_object(_with_its_article(middle, facts), missing).strip()
    middle, joined = _measured(middle, core.verb, facts, missing)
    subject = missing.owner or "wir"
    modal = "wollen" if subject == "wir" else "sollen" if is_plural(subject) else "soll"
    head = f"{front} {modal} {subject}" if front else f"{subject} {modal}"
    tail = completed_in(core.tail, facts, missing)
    if not any(find(core.middle, fact.text) >= 0 for fact in reached_values(facts)):
        tail, _ = with_values(tail, facts, missing)
    if joined == _LATER:
        tail, joined = _in_tail(tail, facts, missing), ""
    if joined and RELATIVE.match(tail):
        return sentence(f"{head} {middle} {core.verb}{tail},{joined}")
    return sentence(f"{head} {middle} {core.verb}{joined}{tail}")


def _with_its_article(middle: str, facts: list[Fact]) -> str:
    """A metric at the beginning gets its article: "Bearbeitungszeit senken" is telegram style."""
    for fact in facts:
        if fact.kind is FactKind.METRIC and find(middle, fact.text) == 0:
            end = len(fact.text)
            worded = with_article(fact.text, "accusative")
            # "ungeplante Stillstände" has no article, but its small letter by now.
            return (middle[:end] if worded == fact.text else worded) + middle[end:]
    return middle


def _deadline_first(middle: str, facts: list[Fact], missing: Missing) -> tuple[str, str]:
    """The deadline in front, taken out of the middle where it stands free."""
    if missing.deadline:
        return deadline_phrase(missing.deadline), middle
    for fact in facts:
        place = find(middle, fact.text)
        if fact.kind is FactKind.DEADLINE and place >= 0 and not fact.key.startswith("event:"):
            before, after = middle[:place], middle[place + len(fact.text) :]
            if not re.search(r"[,(:]\s*$", before) and not re.match(r"\s*[),]|[\w-]", after):
                return completed(fact.text, missing), re.sub(r"\s+", " ", f"{before} {after}").strip()
    return "", completed_in(middle, facts, missing)


def _measured(middle: str, verb: str, facts: list[Fact], missing: Missing) -> tuple[str, str]:
    """The middle with baseline and target, and what is joined behind the verb."""
    middle, done = with_values(middle, facts, missing)
    if missing.measure:
        known = done or bool(reached_values(facts))
        return middle, f", gemessen an {measured_by(missing)}" if known else f" und damit {raise_or_lower(missing)}"
    if done or not (missing.baseline and missing.target):
        return middle, ""
    metric = fact_named(facts, FactKind.METRIC, middle)
    if metric is None and any(fact.kind is FactKind.METRIC for fact in facts):
        return middle, _LATER
    several = re.search(r",|\b(?:und|oder|sowie)\b", middle) or (metric and _hangs(middle, metric))
    if any(verb_pattern("de", group).fullmatch(verb) for group in _CHANGING) and not (metric and several):
        return f"{middle} {span(missing)}", ""
    return (beside_metric(middle, metric, missing), "") if metric else (middle, f" ({span(missing)})")


def _in_tail(tail: str, facts: list[Fact], missing: Missing) -> str:
    """Baseline and target where the metric stands behind the main clause: "…, um die Kosten von … auf … zu senken"."""
    metric = fact_named(facts, FactKind.METRIC, tail)
    if metric is None:
        return tail
    aim_ = re.match(r"(.*?)(\s+zu\s+\w+n[.!]?)$", tail, re.S)
    if aim_ and find(tail, metric.text) < aim_.start(2) and not _hangs(tail, metric):
        return f"{aim_[1]} {span(missing)}{aim_[2]}"
    return beside_metric(tail, metric, missing)


def _hangs(text: str, metric: Fact) -> bool:
    """Whether a metric is no object of the verb: "an der Fehlerquote arbeiten"."""
    before = text[: find(text, metric.text)]
    return bool(
        re.search(
            r"\b(?:an|bei|mit|auf|über|in|von|zu) (?:der|dem|den|die|unserer|unserem) $|\b(?:zur|zum|am|im) $", before
        )
    )


def _from_clause(text: str, verb_end: int, facts: list[Fact], missing: Missing) -> str:
    """A main clause with its finite verb before `verb_end`: the deadline goes behind it, the rest to the end."""
    text = text.strip().rstrip(".!")
    head, rest = text[:verb_end], text[verb_end:]
    if pronoun := re.match(r"\s+(?:wir|es|sich)\b", rest):
        head, rest = head + pronoun.group(), rest[pronoun.end() :]
    deadline = f" {deadline_phrase(missing.deadline)}" if missing.deadline else ""
    whole = completed_in(f"{head}{deadline}{with_object(rest, missing)}", facts, missing)
    whole, done = with_values(whole, facts, missing)
    if not done and not missing.measure and missing.baseline and missing.target:
        whole = _with_span(whole, facts, missing)
    if missing.measure:
        known = done or bool(reached_values(facts))
        whole += f", gemessen an {measured_by(missing)}" if known else f", sodass {rises_or_falls(missing)}"
    return sentence(whole + responsible(missing))


def _with_span(clause: str, facts: list[Fact], missing: Missing) -> str:
    """Baseline and target before the verb of change at the clause's end, else in brackets behind the metric."""
    main = clause.partition(",")[0]
    verb = re.search(r"\s(?:ge[a-zäöüß]+|[a-zäöüß]+(?:t|en))(?:\s+(?:werden|sein))?$", main)
    metric = fact_named(facts, FactKind.METRIC, clause)
    if verb and any(verb_pattern("de", group).search(main[verb.start() :]) for group in _CHANGING):
        return f"{main[: verb.start()]} {span(missing)}{main[verb.start() :]}{clause[len(main) :]}"
    return beside_metric(clause, metric, missing) if metric else f"{main} ({span(missing)}){clause[len(main) :]}"


def _from_noun(text: str, facts: list[Fact], missing: Missing) -> str:
    """A noun phrase: "Senkung der Kosten" → "Bis [Termin] soll die Senkung der Kosten … erreicht sein"."""
    match = NOMINAL.match(text)
    assert match is not None
    place = min([len(text), *(cut.start() for cut in re.finditer(r",\s|;|:\s|\s\(", text))])
    main, tail = text[:place].rstrip(" .!"), completed_in(text[place:].rstrip(".!"), facts, missing)
    front, main = _deadline_first(main, facts, missing)
    main, done = with_values(main, facts, missing)
    if not done and not missing.measure and missing.baseline and missing.target:
        metric = fact_named(facts, FactKind.METRIC, main)
        main = (
            f"{main} {span(missing)}"
            if is_reached(match["noun"]) or not metric
            else beside_metric(main, metric, missing)
        )
    gender = "der " if match["noun"].endswith(("bau", "gang", "stieg")) else "die "
    article = "" if re.match(r"(?:die|eine|der|ein|das)\s", main, re.I) else gender
    phrase = f"{article}{with_object(lower_first(main), missing)}"
    end = "erreicht" if is_reached(match["noun"]) else "abgeschlossen"
    words = f"{front} soll {phrase} {end} sein" if front else f"{phrase} soll {end} sein"
    if missing.measure:
        words += f", gemessen an {measured_by(missing)}" if done else f", sodass {rises_or_falls(missing)}"
    return sentence(words + tail + responsible(missing))


def german_notes(text: str, facts: list[Fact], missing: Missing) -> str:
    """No shape fits: the text stays as a heading and a sentence follows, or only what is missing is added."""
    text = completed_in(text.strip().rstrip(".!,;:"), facts, missing)
    text, done = with_values(text, facts, missing)
    if reached_values(facts):
        parts = [f"gemessen an {measured_by(missing)}"] if missing.measure else []
        parts += [f"heute {missing.baseline}"] if missing.baseline and not done else []
        parts += [deadline_phrase(missing.deadline)] if missing.deadline else []
        parts += [f"verantwortlich: {missing.owner}"] if missing.owner else []
        return sentence("; ".join([text, *parts]))
    metric = fact_named(facts, FactKind.METRIC, text)
    named = f"{with_article(metric.text, 'accusative')} {span(missing)} bringen" if metric else ""
    what = raise_or_lower(missing) if missing.measure else named or f"das {span(missing)} bringen"
    subject = missing.owner or "wir"
    modal = "wollen" if subject == "wir" else "sollen" if is_plural(subject) else "soll"
    place = f"bei {missing.object} " if missing.object else ""
    front = deadline_phrase(missing.deadline) if missing.deadline else ""
    words = f"{front} {modal} {subject} {place}{what}" if front else f"{subject} {modal} {place}{what}"
    joint = " " if text.endswith("?") else ": "
    return sentence(f"{upper_first(text)}{joint}{upper_first(words)}")
