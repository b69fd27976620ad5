"""What `python -m assistant eval` does: reads sets, runs them over their documents, writes and compares results.

The sets that ship are always run over a temporary data folder with knowledge/ alone, so that figures compare between
machines; own sets run over the given data folder. It words nothing and prints nothing.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter, ValidationError

from assistant.errors import EarlierRunUnreadable, PathMissing, ResultNotWritten, SetInvalid, SetUnreadable
from assistant.evaluating import Evaluated, evaluate, unusable
from assistant.evaluation import Measures, Outcome, grouped, times, total
from assistant.evaluation_comparison import Comparison, Measured
from assistant.evaluation_sets import Case, Problem, parse_set, sampled
from assistant.passages import Filter, Kind
from assistant.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
EVALS, KNOWLEDGE = ROOT / "evals", ROOT / "knowledge"
SHIPPED = ("questions.*.jsonl", "unanswerable.*.jsonl", "goals.*.jsonl")
RULES = "rules"

Opened = Callable[[Path | None], AbstractContextManager[Workspace]]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Run:
    """What was evaluated: `writer` is 'rules' or the chat model's name; not `complete` when it was interrupted."""

    outcomes: tuple[Outcome, ...]
    writer: str
    wanted: int
    made_at: str

    @property
    def complete(self) -> bool:
        """Whether every case was run."""
        return len(self.outcomes) == self.wanted

    def measured(self) -> list[Measured]:
        """The cases as they are compared."""
        return [Measured(o.case.set, o.case.id, o.case.text, o.case.language, o.measures) for o in self.outcomes]

    def as_dict(self) -> dict[str, object]:
        """As `eval --json` prints it and `--out` writes it."""
        by_language = grouped(self.outcomes, lambda outcome: outcome.case.language)
        by_style = grouped(self.outcomes, lambda outcome: f"{outcome.case.style or '-'}.{outcome.case.language}")
        return {
            "made_at": self.made_at,
            "complete": self.complete,
            "writer": self.writer,
            "figures": {language: _shares(total(some)) for language, some in by_language.items()},
            "styles": {style: _shares(total(some)) for style, some in by_style.items()},
            "seconds": {language: _rounded(times(some)) for language, some in by_language.items()},
            "cases": [_case(outcome) for outcome in self.outcomes],
        }


# --- reading ---


def shipped_sets() -> list[Path]:
    """The sets that ship with the assistant."""
    return [path for pattern in SHIPPED for path in sorted(EVALS.glob(pattern))]


def read_sets(paths: Sequence[Path], limit: int | None = None) -> tuple[list[Case], list[Case]]:
    """The cases of own sets and those of sets that ship, at most `limit` a set.

    Raises PathMissing, SetUnreadable, and SetInvalid with every line that cannot be used.
    """
    own: list[Case] = []
    shipped: list[Case] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(path.resolve() for path in paths):
        cases, wrong = parse_set(path.name.removesuffix(".jsonl"), _text(path))
        (shipped if path.is_relative_to(EVALS) else own).extend(sampled(cases, limit))
        problems += wrong
    _refuse(problems + _twice([*own, *shipped]))
    return own, shipped


def _text(path: Path) -> str:
    if not path.is_file():
        raise PathMissing(path=path)
    try:
        return path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, OSError) as error:
        raise SetUnreadable(path=path, detail=error) from error


def _twice(cases: Sequence[Case]) -> list[Problem]:
    """Cases of files with the same name that carry the same id."""
    known: set[tuple[str, str]] = set()
    problems = []
    for case in cases:
        if (case.set, case.id) in known:
            problems.append(Problem(case.set, case.line, f"„{case.id}“ gibt es doppelt", f"“{case.id}” is there twice"))
        known.add((case.set, case.id))
    return problems


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        german, english = (
            "\n".join(f"{problem.set}.jsonl, {word} {problem.line}: {getattr(problem, name)}" for problem in problems)
            for word, name in (("Zeile", "german"), ("line", "english"))
        )
        raise SetInvalid(german_lines=german, english_lines=english)


# --- running ---


def run(own: Sequence[Case], shipped: Sequence[Case], *, opened: Opened, model: bool, progress: Progress) -> Run:
    """Evaluates own cases over the data folder and shipped ones over a temporary one; `opened` opens the workspace of
    a folder, the user's own for None. An interrupt ends it with what has been evaluated so far.

    Raises SetInvalid before the first case where own ones do not fit the documents.
    """
    outcomes: list[Outcome] = []
    wanted, writer = len(own) + len(shipped), RULES
    try:
        for cases, over in ((own, lambda: opened(None)), (shipped, lambda: _over_knowledge(opened))):
            if not cases:
                continue
            with over() as workspace:
                writer = _loaded(workspace, model=model)
                _refuse(unusable(cases, _texts(workspace)))
                for outcome in evaluate(cases, evaluated(workspace)):
                    outcomes.append(outcome)
                    progress(len(outcomes), wanted, outcome.case.id)
    except KeyboardInterrupt:
        wanted = max(wanted, len(outcomes) + 1)  # interrupted: a part, even behind the last case
    return Run(tuple(outcomes), writer, wanted, datetime.now(UTC).isoformat(timespec="seconds"))


@contextmanager
def _over_knowledge(opened: Opened) -> Iterator[Workspace]:
    with TemporaryDirectory() as folder, opened(Path(folder)) as workspace:
        workspace.ingest([KNOWLEDGE])
        yield workspace


def _loaded(workspace: Workspace, *, model: bool) -> str:
    """Loads what is evaluated and says who writes."""
    workspace.load_search()
    workspace.load_catalogues()
    if not model:
        return RULES
    workspace.load_model()
    return workspace.status().model_name


def _texts(workspace: Workspace) -> dict[str, list[str]]:
    """The texts of the passages of all documents, by the document's name."""
    documents = [(document.name, document.id) for document in workspace.documents() if document.id is not None]
    return {name: [passage.text for passage in workspace.passages_of(id_)] for name, id_ in documents}


def evaluated(workspace: Workspace) -> Evaluated:
    """The workspace's functions, asked as the page asks them."""
    return Evaluated(
        search=lambda text, limit, only: workspace.search(text, limit, only.project, _kind(only), only.since),
        answer=lambda question, history, only: workspace.answer(question, history=history, only=only),
        goal=lambda text, project: workspace.stream_goal(text, project=project),
        passages=workspace.store.passages,
    )


def _kind(only: Filter) -> Kind | None:
    """The one kind that a set can ask for."""
    return only.kinds[0] if only.kinds else None


# --- writing and comparing ---


def _shares(measures: Measures) -> dict[str, object]:
    return {name: {"share": round(met / of, 4), "met": met, "of": of} for name, (met, of) in measures.items() if of}


def _rounded(seconds: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {name: {share: round(value, 4) for share, value in some.items()} for name, some in seconds.items()}


def _case(outcome: Outcome) -> dict[str, object]:
    case = outcome.case
    facts: dict[str, object] = {
        name: getattr(case, name) for name in ("set", "id", "kind", "language", "style", "text")
    }
    facts |= {
        "measures": outcome.measures,
        "seconds": {name: round(s, 4) for name, s in outcome.seconds.items()},
    }
    facts["flaws"] = [{"kind": str(flaw), "text": text} for flaw, text in outcome.flaws]
    if outcome.answer is not None:
        facts["answer"] = outcome.answer.as_dict()
    if outcome.rewrite is not None:
        facts["rewrite"] = {"text": outcome.rewrite.text, "written_by": outcome.rewrite.written_by}
    return facts


def earlier_run(path: Path) -> list[Measured]:
    """The cases of a result that `--out` has written; raises PathMissing, EarlierRunUnreadable."""
    if not path.is_file():
        raise PathMissing(path=path)
    try:
        return _EARLIER.validate_json(path.read_bytes()).cases
    except (OSError, ValidationError) as error:
        raise EarlierRunUnreadable(path=path, detail=str(error).splitlines()[0]) from error


@dataclass(frozen=True)
class _EarlierRun:
    cases: list[Measured]


_EARLIER = TypeAdapter(_EarlierRun)


def comparison_as_dict(comparison: Comparison) -> dict[str, object]:
    """As `eval --json --compare` prints it, under "compared"."""
    changes = [
        asdict(change)
        | {"better": [case.id for case in change.better], "worse": [case.id for case in change.worse]}
        | {"verdict": "worse" if change.got_worse else "better" if change.got_better else "unclear"}
        for change in comparison.changes
    ]
    facts = asdict(comparison)
    return facts | {"changes": changes}


def check_writable(path: Path) -> None:
    """Raises ResultNotWritten now rather than after an hour of evaluating."""
    if path.is_dir() or not os.access(path.resolve().parent, os.W_OK):
        raise ResultNotWritten(path=path, detail=os.strerror(21 if path.is_dir() else 13))


def write_result(path: Path, facts: dict[str, object], *, complete: bool) -> Path:
    """Writes the result at once or not at all; a part goes to a file with ".part" behind its name, so that it never
    takes the place of a whole one. Returns where it is; raises ResultNotWritten."""
    place = path if complete else path.with_name(f"{path.name}.part")
    scratch = place.with_name(f"{place.name}.{os.getpid()}.tmp")
    try:
        scratch.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        scratch.replace(place)
    except OSError as error:
        raise ResultNotWritten(path=place, detail=error) from error
    return place
