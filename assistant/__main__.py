"""The command line: `python -m assistant ingest|search|ask|goal|lessons|ai-act|feedback|eval|models …`.

Reads the settings, calls the workspace and prints. With --json one JSON document goes to stdout and nothing else;
progress and logs go to stderr. Errors are one line; the exit code is 0 only when everything asked for was done.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from assistant import eval_command, eval_wording, models_commands
from assistant.ai_act_catalogue import ai_act
from assistant.answer import Mode
from assistant.budget import Effort
from assistant.command_line import Bar, DataDir, Json, print_out, settings_of
from assistant.command_wording import (
    answer_lines,
    goal_answers,
    goal_lines,
    lesson_lines,
    passage_lines,
    proposal_lines,
    report_lines,
    say,
)
from assistant.conversation_export import rated_facts
from assistant.errors import ResultNotWritten
from assistant.evaluation_comparison import compare as comparing
from assistant.lessons.facets import Facets
from assistant.models.opening import network_of, ready_to_open
from assistant.models.shelf import ModelShelf
from assistant.passages import Kind
from assistant.risks.screening import resumed
from assistant.risks.screening_record import to_markdown
from assistant.screening_dialogue import answers_in, asked, kept_line, outcome_lines, unfinished
from assistant.settings import Settings
from assistant.workspace import Workspace, open_workspace

# The exit code of a command that Ctrl-C ended, as shells have it.
INTERRUPTED = 130

app = typer.Typer(no_args_is_help=True, add_completion=False, help="KI-Projektassistent / AI project assistant")
app.add_typer(models_commands.models, name="models")

Project = Annotated[str | None, typer.Option(help="Nur dieses Projekt / this project only")]
OneKind = Annotated[Kind | None, typer.Option("--kind", help="Nur diese Art / this kind only")]
Since = Annotated[str | None, typer.Option(help="Nur ab diesem Datum / from this date only (JJJJ-MM-TT)")]


@app.command(help="Dokumente und Ordner einlesen / read documents and folders")
def ingest(paths: list[Path], json_: Json = False, data_dir: DataDir = None) -> None:
    """Makes store and indexes match the paths; exit code 1 when a document was unreadable."""
    with _workspace(data_dir) as (workspace, language):
        with Bar(say("reading", language)) as bar:
            report = workspace.ingest(paths, progress=bar.show)
        if workspace.behind():
            with Bar(say("embedding", language)) as bar:
                workspace.load_search(bar.show)
        if not workspace.holds_indexes:
            print(say("page_follows", language), file=sys.stderr)
        print_out(report.as_dict(language), json_, report_lines(report, language))
    if report.unreadable:
        raise typer.Exit(1)


@app.command(help="Passagen suchen / search passages")
def search(
    query: str,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 6,
    project: Project = None,
    kind: OneKind = None,
    since: Since = None,
    json_: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Prints the best passages for a query."""
    with _workspace(data_dir) as (workspace, language):
        workspace.load_search()
        found = workspace.search(query, limit, project, kind, since)
        print_out([passage.as_dict() for passage in found], json_, passage_lines(found, language))


@app.command(help="Eine Frage beantworten / answer a question")
def ask(
    question: str,
    mode: Annotated[Mode, typer.Option(help="Was gewünscht ist / what is wanted")] = Mode.AUTO,
    effort: Annotated[Effort, typer.Option(help="Kurz oder gründlich / short or thorough")] = Effort.SHORT,
    json_: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Answers a question from the documents, with sources."""
    with _workspace(data_dir) as (workspace, language):
        workspace.load()
        answer = workspace.answer(question, mode, effort=effort)
        print_out(answer.as_dict(), json_, answer_lines(answer, language))


@app.command(help="Ein Ziel prüfen und SMART formulieren / check a goal and word it SMART")
def goal(
    text: str,
    answer: Annotated[
        list[str] | None,
        typer.Option(help="Antwort auf eine Frage / answer to a question: deadline=30.06.2027"),
    ] = None,
    project: Project = None,
    json_: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Prints what a goal says and lacks, and a rewrite that invents nothing. Where the page holds the data folder, the
    goal is checked without documents and model."""
    with _workspace(data_dir) as (workspace, language):
        if workspace.holds_indexes:
            workspace.load()
        rewrite = workspace.rewrite_goal(text, goal_answers(answer or []), project=project)
        print_out(rewrite.as_dict(), json_, goal_lines(rewrite, language))


@app.command(help="Lehren aus früheren Projekten / lessons of earlier projects")
def lessons(
    query: Annotated[str, typer.Argument(help="Leer: die neuesten / empty: the newest")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    project: Project = None,
    kind: OneKind = Kind.LESSON,
    phase: Annotated[str | None, typer.Option(help="Nur diese Phase / this phase only: deployment")] = None,
    topic: Annotated[str | None, typer.Option(help="Nur dieses Thema / this topic only: data_quality")] = None,
    language: Annotated[str | None, typer.Option(help="Nur diese Sprache / this language only: de, en")] = None,
    since: Since = None,
    json_: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Prints what to do differently, and the lessons as cards with their sources."""
    chosen = Facets(project=project, kind=str(kind) if kind else None, phase=phase, topic=topic, language=language)
    with _workspace(data_dir) as (workspace, spoken):
        workspace.load_search()
        found = workspace.lessons(query, chosen, since=since, limit=limit)
        print_out(found.as_dict(), json_, lesson_lines(found, spoken))


@app.command(name="ai-act", help="Einstufung nach der KI-Verordnung / screening under the EU AI Act")
def ai_act_screening(
    answers: Annotated[str, typer.Option(help="Antworten / answers: ai_system=yes,union_link=yes,…")] = "",
    project: Annotated[str, typer.Option(help="Name des Vorhabens / name of the project")] = "",
    out: Annotated[Path | None, typer.Option(help="Nachweis als Markdown / record as Markdown")] = None,
    json_: Json = False,
) -> None:
    """Asks on a terminal and prints the result; elsewhere it takes the answers and, with --json, says what is open."""
    with settings_of(None) as settings:
        language = settings.language
        screening = resumed(ai_act(), answers_in(answers) if answers else ())
        if sys.stdin.isatty() and not json_:
            screening = asked(screening, language)
        outcome = screening.outcome()
        if outcome is None and not json_:
            print(kept_line(screening, language), file=sys.stderr)
        if outcome is None and (out or not json_):
            raise unfinished(screening, language)
        if out:
            record = to_markdown(screening, language=language, made_on=date.today(), project=project)
            _write(out, record)
        lines = outcome_lines(outcome, screening.act.disclaimer[language], language) if outcome else []
        print_out(screening.as_dict(language), json_, lines)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ResultNotWritten(path=path, detail=error.strerror or str(error)) from error


@app.command(help="Bewertete Antworten zum Auswerten ausgeben / print rated answers for an evaluation")
def feedback(
    json_: Annotated[bool, typer.Option("--json", help="Als JSONL, für eval / as JSONL, for eval")] = False,
    data_dir: DataDir = None,
) -> None:
    """Prints the exchanges with a thumb, oldest first: a JSON document a line, or a line to read."""
    with _workspace(data_dir) as (workspace, _):
        for rated in workspace.conversations.rated():
            facts = rated_facts(rated.exchange)
            thumb = "👍" if facts["rating"] == "good" else "👎"
            line = " · ".join(" ".join(str(facts[name]).split()) for name in ("question", "remark") if facts[name])
            print(json.dumps(facts, ensure_ascii=False) if json_ else f"{thumb} {line}")


@app.command("eval", help="Suche, Antworten und Ziele messen / measure search, answers and goals (evals/README.md)")
def evaluate(
    sets: Annotated[
        list[Path] | None, typer.Argument(help="JSONL; ohne: die mitgelieferten / default: shipped")
    ] = None,
    model: Annotated[bool, typer.Option(help="Mit dem Chatmodell statt nur Regeln / with the chat model")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Höchstens so viele Fälle je Satz / cases a set")] = None,
    show: Annotated[bool, typer.Option("--show", help="Jeden Fall mit Antwort zeigen / show every case")] = False,
    out: Annotated[Path | None, typer.Option(help="Ergebnis als JSON schreiben / write the result as JSON")] = None,
    compare: Annotated[Path | None, typer.Option(help="Mit früherem Ergebnis vergleichen / earlier result")] = None,
    json_: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Prints the figures of evaluation sets; exit code 1 when one got significantly worse than in the earlier result,
    130 when it was interrupted."""
    with settings_of(data_dir) as settings:
        language = settings.language
        own, shipped = eval_command.read_sets(sets or eval_command.shipped_sets(), limit)
        earlier = eval_command.earlier_run(compare) if compare else []
        if out:
            eval_command.check_writable(out)
        if shipped:
            print(eval_wording.say("shipped", language), file=sys.stderr)
        with Bar(eval_wording.say("evaluating", language)) as bar:
            done = eval_command.run(
                own,
                shipped,
                opened=lambda folder: opened(settings, folder),
                model=model,
                progress=bar.show,
            )
        facts, lines = done.as_dict(), eval_wording.run_lines(done, language, show=show)
        if out:
            place = eval_command.write_result(out, facts, complete=done.complete)
            print(eval_wording.say("written", language, path=place), file=sys.stderr)
        comparison = comparing(earlier, done.measured())
        if compare:
            facts["compared"] = eval_command.comparison_as_dict(comparison)
            lines += eval_wording.comparison_lines(comparison, compare, language)
        print_out(facts, json_, lines)
    if not done.complete:
        raise typer.Exit(INTERRUPTED)
    if comparison.got_worse:
        raise typer.Exit(1)


@app.command(help="Risiken zu einem Vorhaben vorschlagen / propose risks for a project")
def risks(
    description: str,
    project: Annotated[
        str | None, typer.Option(help="Das Projekt, für das sie gedacht sind / the project they are for")
    ] = None,
    json_: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Prints risks that fit a description or a goal, with sources and a first estimate; no model writes them. Where the
    page holds the data folder, the catalogue alone is asked, by words."""
    with _workspace(data_dir) as (workspace, language):
        if workspace.holds_indexes:
            workspace.load_search()
            workspace.load_catalogues()
        proposals = workspace.propose_risks(description, project=project)
        print_out([proposal.as_dict() for proposal in proposals], json_, proposal_lines(proposals))


@contextmanager
def _workspace(data_dir: Path | None) -> Iterator[tuple[Workspace, str]]:
    """The workspace of the settings and the language to speak."""
    with settings_of(data_dir) as settings, opened(settings) as workspace:
        yield workspace, settings.language


def opened(settings: Settings, folder: Path | None = None) -> AbstractContextManager[Workspace]:
    """The workspace that the settings describe, or one over another folder, with the models chosen for the settings'
    data folder."""
    shelf = ModelShelf(settings.data_dir, fixed=settings.model)
    return open_workspace(
        folder or settings.data_dir,
        chat_model=ready_to_open(shelf.chat_model(), environ=os.environ, network=network_of(settings)),
        embedder=shelf.embedder(),
        threads=settings.threads,
    )


if __name__ == "__main__":
    app(prog_name="python -m assistant")
