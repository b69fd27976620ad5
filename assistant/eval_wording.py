"""How the results of an evaluation are worded, in German and English: tables, comparison, single cases.

Words and columns only; the figures come from `evaluation` and `evaluation_comparison`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.answer import Answer
from assistant.eval_command import RULES, Run
from assistant.evaluation import FIGURES, Flaw, Measures, Outcome, grouped, times, total
from assistant.evaluation_comparison import Change, Comparison, Measured
from assistant.grounding import Support

TEXTS = {
    "evaluating": ("werte aus", "evaluating"),
    "shipped": (
        "Die mitgelieferten Sätze laufen in einem eigenen, vorübergehenden Datenordner nur mit knowledge/, damit sich "
        "die Zahlen zwischen Rechnern vergleichen lassen.",
        "The sets that ship run in a temporary data folder of their own with knowledge/ alone, so that figures "
        "compare between machines.",
    ),
    "by_rules": ("{cases} Fälle, nur Regeln, ohne Chatmodell", "{cases} cases, rules alone, no chat model"),
    "by_model": ("{cases} Fälle, Chatmodell {writer}", "{cases} cases, chat model {writer}"),
    "partial": (
        "ABGEBROCHEN: nur {done} von {wanted} Fällen. Die Zahlen gelten nur für diesen Teil.",
        "INTERRUPTED: only {done} of {wanted} cases. The figures hold for this part alone.",
    ),
    "written": ("Geschrieben: {path}", "Written: {path}"),
    "search": ("Suche", "Search"),
    "answers": ("Antworten", "Answers"),
    "goals": ("Ziele", "Goals"),
    "de": ("Deutsch", "German"),
    "en": ("Englisch", "English"),
    "seconds": ("Sekunden (p50 / p95)", "Seconds (p50 / p95)"),
    "styles": ("Nach Art der Frage oder des Ziels", "By style of question or goal"),
    "no_style": ("(ohne Angabe)", "(not given)"),
    "evidence": ("bis zu den Fundstellen", "to the evidence"),
    "first_token": ("bis zum ersten Wort des Modells", "to the model's first word"),
    "total": ("bis zum Ende", "to the end"),
    "rewrite": ("bis zur Neufassung des Ziels", "to the goal's rewrite"),
    "check": ("bis zur Prüfung des Ziels", "to the goal's check"),
    "compared": (
        "Verglichen mit {path}: {shared} gemeinsame Fälle ({before} nur dort, {after} nur hier)",
        "Compared with {path}: {shared} cases in common ({before} only there, {after} only here)",
    ),
    "unchanged": ("Keine Kennzahl hat sich geändert.", "No figure has changed."),
    "worse": ("SCHLECHTER", "WORSE"),
    "better": ("BESSER", "BETTER"),
    "unclear": ("im Rahmen des Zufalls", "chance explains it"),
    "change": (
        "{verdict}: {figure}, {of}: {before} → {after}; {better} Fälle besser, {worse} schlechter (p = {p})",
        "{verdict}: {figure}, {of}: {before} → {after}; {better} cases better, {worse} worse (p = {p})",
    ),
    "refused": ("(verweigert)", "(refused)"),
    "as_goal": ("(als Ziel verstanden)", "(taken for a goal)"),
    "expected": ("erwartet", "expected"),
    "quoted": ("wörtlich", "quoted"),
    "similar": ("ähnlich", "similar"),
    "unsupported": ("ohne Beleg", "unsupported"),
}
FIGURE_TEXTS = {
    "recall@1": ("richtige Passage an 1. Stelle (Recall@1)", "right passage first (recall@1)"),
    "recall@5": ("richtige Passage unter 5 (Recall@5)", "right passage among five (recall@5)"),
    "mrr@10": ("richtige Passage, MRR@10", "right passage, MRR@10"),
    "document_recall@1": ("richtiges Dokument an 1. Stelle", "right document first"),
    "document_recall@5": ("richtiges Dokument unter 5", "right document among five"),
    "document_mrr@10": ("richtiges Dokument, MRR@10", "right document, MRR@10"),
    "wrong_refusals": ("beantwortbar, doch verweigert ↓", "answerable, yet refused ↓"),
    "refusals": ("unbeantwortbar und verweigert", "unanswerable and refused"),
    "cited_document": ("richtiges Dokument zitiert", "right document cited"),
    "valid_citations": ("Zitate, die wörtlich dastehen", "citations that stand word for word"),
    "quoted": ("Sätze wörtlich belegt", "sentences quoted"),
    "similar": ("Sätze ähnlich belegt", "sentences similar"),
    "unsupported": ("Sätze ohne Beleg ↓", "sentences unsupported ↓"),
    "invented_numbers": ("Antworten mit erfundener Zahl ↓", "answers with an invented number ↓"),
    "language": ("Antwort in der Sprache der Frage", "answer in the question's language"),
    "repeated_bad": ("schlecht bewertete Antwort wiederholt ↓", "answer rated bad repeated ↓"),
    "written_by_model": ("vom Modell geschrieben", "written by the model"),
    "S": ("S wie erwartet", "S as expected"),
    "M": ("M wie erwartet", "M as expected"),
    "T": ("T wie erwartet", "T as expected"),
    "facts_kept": ("Fakten erhalten", "facts kept"),
    "facts_found": ("Fakten erkannt", "facts found"),
    "false_values": ("Ziele mit falsch erkanntem Wert ↓", "goals with a false value ↓"),
    "invented": ("Neufassungen mit Erfundenem ↓", "rewrites with something invented ↓"),
    "goals_by_model": ("vom Modell formuliert", "worded by the model"),
}
FLAW_TEXTS = {
    Flaw.CITATION: ("Zitat steht nicht so da", "citation does not stand so"),
    Flaw.NUMBER: ("Zahl ohne Quelle", "number without a source"),
    Flaw.STATUS: ("anders als erwartet", "not as expected"),
    Flaw.LOST: ("verloren", "lost"),
    Flaw.NOT_FOUND: ("nicht erkannt", "not found"),
    Flaw.FALSE_VALUE: ("kein Wert", "no value"),
    Flaw.INVENTED: ("erfunden", "invented"),
}
# The figures of the table by style.
BY_STYLE = "recall@1 recall@5 wrong_refusals refusals cited_document unsupported S M T facts_kept".split()
SYMBOLS = {Support.QUOTED: "●", Support.SIMILAR: "◐", Support.UNSUPPORTED: "○"}
LABEL, CELL = 42, 24


def say(name: str, language: str, **fields: object) -> str:
    """A text in 'de' or 'en' with its fields filled."""
    return TEXTS[name][_place(language)].format(**fields)


def run_lines(run: Run, language: str, *, show: bool = False) -> list[str]:
    """The tables of a run, with `show` behind every case of it."""
    groups = grouped(run.outcomes, lambda outcome: outcome.case.language)
    sums = {name: total(some) for name, some in groups.items()}
    how = "by_rules" if run.writer == RULES else "by_model"
    lines = [line for outcome in run.outcomes if show for line in _outcome_lines(outcome, language)]
    lines += ["", say(how, language, cases=len(run.outcomes), writer=run.writer)]
    if not run.complete:
        lines.append(say("partial", language, done=len(run.outcomes), wanted=run.wanted))
    for part in ("search", "answers", "goals"):
        names = [name for name, figure in FIGURES.items() if figure.part == part]
        lines += _table(part, names, sums, language)
    lines += _time_lines(groups, language)
    return [*lines, *_style_lines(run.outcomes, language)]


def _table(part: str, names: Sequence[str], sums: Mapping[str, Measures], language: str) -> list[str]:
    rows = [name for name in names if any(measures.get(name, (0, 0))[1] for measures in sums.values())]
    if not rows:
        return []
    head = _row(say(part, language), [say(column, language) for column in sums])
    cells = [
        _row(
            FIGURE_TEXTS[name][_place(language)],
            [_cell(measures.get(name), language) for measures in sums.values()],
        )
        for name in rows
    ]
    return ["", head, *cells]


def _time_lines(groups: Mapping[str, Sequence[Outcome]], language: str) -> list[str]:
    taken = {column: times(some) for column, some in groups.items()}
    names = [
        name
        for name in ("evidence", "first_token", "total", "check", "rewrite")
        if any(name in some for some in taken.values())
    ]
    rows = []
    for name in names:
        cells = [some.get(name) for some in taken.values()]
        written = [_number(c["p50"], language) + " / " + _number(c["p95"], language) if c else "–" for c in cells]
        rows.append(_row(say(name, language), written))
    return ["", _row(say("seconds", language), [say(column, language) for column in groups]), *rows] if rows else []


def _style_lines(outcomes: Sequence[Outcome], language: str) -> Iterator[str]:
    yield from ["", say("styles", language)]
    for style, some in grouped(outcomes, lambda outcome: outcome.case.style).items():
        for column, mine in grouped(some, lambda outcome: outcome.case.language).items():
            measures = total(mine)
            known = [(name, *measures[name]) for name in BY_STYLE if name in measures and measures[name][1]]
            figures = ", ".join(f"{_short(name, language)} {_number(met / of, language)}" for name, met, of in known)
            yield f"  {style or say('no_style', language)}, {say(column, language)} ({len(mine)}): {figures}"


def _short(name: str, language: str) -> str:
    return name if "recall" in name or len(name) == 1 else FIGURE_TEXTS[name][_place(language)]


def comparison_lines(comparison: Comparison, path: object, language: str) -> list[str]:
    """What got better and worse, each change with the cases that changed."""
    counts = {"shared": comparison.shared, "before": comparison.only_before, "after": comparison.only_after}
    lines = ["", say("compared", language, path=path, **counts)]
    if not comparison.changes:
        return [*lines, say("unchanged", language)]
    for change in sorted(comparison.changes, key=lambda change: (not change.got_worse, not change.got_better)):
        lines.append(_change_line(change, language))
        lines += _case_lines("−", change.worse)
        lines += _case_lines("+", change.better)
    return lines


def _change_line(change: Change, language: str) -> str:
    verdict = "worse" if change.got_worse else "better" if change.got_better else "unclear"
    return say(
        "change",
        language,
        verdict=say(verdict, language),
        figure=FIGURE_TEXTS[change.figure][_place(language)].removesuffix(" ↓"),
        of=say(change.language, language),
        before=_number(change.before, language),
        after=_number(change.after, language),
        better=len(change.better),
        worse=len(change.worse),
        p=_number(change.p, language),
    )


def _case_lines(mark: str, cases: Iterable[Measured]) -> list[str]:
    return [
        f"    {mark} {case.id}: {case.text}" if case.id != case.text else f"    {mark} {case.text}" for case in cases
    ]


# --- single cases ---


def _outcome_lines(outcome: Outcome, language: str) -> list[str]:
    """A case with its answer, every sentence with its support, every citation with its quote, and what is wrong."""
    case = outcome.case
    lines = ["", f"{case.id if case.id != case.text else case.set} · {case.text}"]
    if case.document or case.span:
        lines.append(f"  {say('expected', language)}: {case.document} „{case.span}“")
    if outcome.answer is not None:
        lines += _answer_lines(outcome.answer, language)
    if outcome.rewrite is not None:
        lines.append(f"  → {outcome.rewrite.text}")
    return lines + [f"  ! {FLAW_TEXTS[flaw][_place(language)]}: {text}" for flaw, text in outcome.flaws]


def _answer_lines(answer: Answer, language: str) -> Iterator[str]:
    if answer.refused or answer.goal is not None:
        yield f"  {say('refused' if answer.refused else 'as_goal', language)}"
        return
    for sentence in answer.sentences:
        marks = "".join(f"[{number}]" for number in sentence.citations)
        yield f"  {SYMBOLS[sentence.support]} {say(sentence.support, language)}: {sentence.text} {marks}".rstrip()
    for citation in answer.citations:
        yield f"  [{citation.number}] {citation.passage.document}: „{' '.join(citation.quote.split())}“"


# --- numbers ---


def _row(label: str, cells: Sequence[str]) -> str:
    return f"{label:<{LABEL}}" + "".join(f"{cell:>{CELL}}" for cell in cells)


def _cell(measure: tuple[float, int] | None, language: str) -> str:
    if measure is None or not measure[1]:
        return "–"
    met, of = measure
    counted = f"  ({met:g}/{of})" if met == int(met) else f"  (n={of})"
    return _number(met / of, language) + counted


def _number(value: float, language: str) -> str:
    written = f"{value:.3f}" if value >= 0.001 or value == 0 else f"{value:.1e}"
    return written.replace(".", ",") if language == "de" else written


def _place(language: str) -> int:
    return 0 if language == "de" else 1
