"""The command line: `python -m assistant ingest|search|ask|goal|feedback|eval|models …`.

Reads the settings, calls the workspace and prints. With --json one JSON document goes to stdout and nothing else;
progress and logs go to stderr. Errors are one line; the exit code is 0 only when everything asked for was done.
"""

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from assistant import eval_command, eval_wording, models_command, models_wording
from assistant.answer import Mode
from assistant.budget import Effort
from assistant.command_wording import answer_lines, answers_in, goal_lines, passage_lines, report_lines, say
from assistant.conversation_export import rated_facts
from assistant.errors import AssistantError
from assistant.evaluation_comparison import compare as comparing
from assistant.models.download import Fetching
from assistant.models.opening import network_of, ready_to_open
from assistant.models.shelf import ModelShelf
from assistant.passages import Kind
from assistant.settings import Settings, read_settings
from assistant.workspace import Workspace, open_workspace

# The exit code of a command that Ctrl-C ended, as shells have it.
INTERRUPTED = 130

app = typer.Typer(no_args_is_help=True, add_completion=False, help="KI-Projektassistent / AI project assistant")

Json = Annotated[bool, typer.Option("--json", help="Ein JSON-Dokument ausgeben / print one JSON document")]
DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Datenordner / data folder (ASSISTANT_DATA_DIR)")]
Project = Annotated[str | None, typer.Option(help="Nur dieses Projekt / this project only")]
OneKind = Annotated[Kind | None, typer.Option("--kind", help="Nur diese Art / this kind only")]
Since = Annotated[str | None, typer.Option(help="Nur ab diesem Datum / from this date only (JJJJ-MM-TT)")]


@app.command(help="Dokumente und Ordner einlesen / read documents and folders")
def ingest(paths: list[Path], json_: Json = False, data_dir: DataDir = None) -> None:
    """Makes store and indexes match the paths; exit code 1 when a document was unreadable."""
    with _workspace(data_dir) as (workspace, language):
        with _Bar(say("reading", language)) as bar:
            report = workspace.ingest(paths, progress=bar.show)
        if workspace.behind():
            with _Bar(say("embedding", language)) as bar:
                workspace.load_search(bar.show)
        if not workspace.holds_indexes:
            print(say("page_follows", language), file=sys.stderr)
        _print(report.as_dict(language), json_, report_lines(report, language))
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
        _print([passage.as_dict() for passage in found], json_, passage_lines(found, language))


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
        _print(answer.as_dict(), json_, answer_lines(answer, language))


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
        rewrite = workspace.rewrite_goal(text, answers_in(answer or []), project=project)
        _print(rewrite.as_dict(), json_, goal_lines(rewrite, language))


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
    with _settings(data_dir) as settings:
        language = settings.language
        own, shipped = eval_command.read_sets(sets or eval_command.shipped_sets(), limit)
        earlier = eval_command.earlier_run(compare) if compare else []
        if out:
            eval_command.check_writable(out)
        if shipped:
            print(eval_wording.say("shipped", language), file=sys.stderr)
        with _Bar(eval_wording.say("evaluating", language)) as bar:
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
        _print(facts, json_, lines)
    if not done.complete:
        raise typer.Exit(INTERRUPTED)
    if comparison.got_worse:
        raise typer.Exit(1)


models = typer.Typer(invoke_without_command=True, help="Modelle auswählen und laden / choose and fetch models")
app.add_typer(models, name="models")


@models.callback()
def _models(context: typer.Context, json_: Json = False, data_dir: DataDir = None) -> None:
    """Lists the models where nothing else is asked for."""
    if context.invoked_subcommand is None:
        list_models(json_, data_dir)


@models.command("list", help="Modelle mit Bedarf und Eignung zeigen / show models, what they need, whether they fit")
def list_models(json_: Json = False, data_dir: DataDir = None) -> None:
    """Prints the catalogue, own files and model servers."""
    with _shelf(data_dir) as (shelf, settings):
        _tell(models_command.listed(shelf, settings.language), json_)


@models.command(help="Ein Modell laden: Name, Stufe, Ablage/Datei.gguf oder Adresse / fetch a model")
def pull(
    name: str,
    mirror: Annotated[str | None, typer.Option(help="Spiegel des Hubs / mirror of the hub (HF_ENDPOINT)")] = None,
    json_: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Fetches a model into the data folder; takes up where an earlier try broke off."""
    with _shelf(data_dir) as (shelf, settings), _Bar(models_wording.say("pulling", settings.language)) as bar:
        network = network_of(replace(settings, hub=mirror or settings.hub))
        offer = shelf.pull(name, Fetching(network, lambda done, total: bar.show(done // 10**6, total // 10**6)))
        _tell(models_command.told(shelf, offer, "pulled", settings.language), json_)


@models.command(help="Eine GGUF-Datei oder einen Modellserver aufnehmen / add a GGUF file or a model server")
def add(
    source: Annotated[str, typer.Argument(help="Datei, oder Adresse wie http://host:8080/v1 / file or address")],
    model: Annotated[
        str | None, typer.Option(help="Wie der Server das Modell nennt / what the server calls it")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Name in der Liste / name in the list")] = None,
    key_variable: Annotated[str | None, typer.Option(help="Umgebungsvariable mit dem Schlüssel / of the key")] = None,
    key_file: Annotated[Path | None, typer.Option(help="Datei mit dem Schlüssel / file with the key")] = None,
    json_: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Checks a file's header and takes it in, or makes a model server known."""
    with _shelf(data_dir) as (shelf, settings):
        endpoint = models_command.endpoint_in(
            source, model=model, name=name, key_variable=key_variable, key_file=key_file
        )
        offer = models_command.added(shelf, source, endpoint)
        _tell(models_command.told(shelf, offer, "added", settings.language), json_)


@models.command(help="Ein Modell zum Antworten oder Einbetten wählen / choose a model")
def use(name: str, json_: Json = False, data_dir: DataDir = None) -> None:
    """Chooses a model that is there; the next start uses it."""
    with _shelf(data_dir) as (shelf, settings):
        _tell(models_command.used(shelf, name, settings.language), json_)


@models.command(help="Ein Modell entfernen / remove a model")
def remove(
    name: str,
    force: Annotated[bool, typer.Option("--force", help="Auch wenn es benutzt wird / even if in use")] = False,
    json_: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Removes a model's files, or forgets a server."""
    with _shelf(data_dir) as (shelf, settings):
        offer = shelf.remove(name, in_use=force)
        _tell(models_command.told(shelf, offer, "removed", settings.language), json_)


@models.command(help="Rechner und Modelle prüfen / check the machine and the models")
def check(name: Annotated[str | None, typer.Argument()] = None, json_: Json = False, data_dir: DataDir = None) -> None:
    """Checks what is used, or one model: file, checksum, fit, server; exit code 1 where something is wrong."""
    with _shelf(data_dir) as (shelf, settings):
        network = network_of(settings)
        _tell(models_command.checked(shelf, name, settings.language, environ=os.environ, network=network), json_)


@contextmanager
def _shelf(data_dir: Path | None) -> Iterator[tuple[ModelShelf, Settings]]:
    """The models of the data folder."""
    with _settings(data_dir) as settings:
        yield ModelShelf(settings.data_dir, fixed=settings.model), settings


def _tell(said: models_command.Told, as_json: bool) -> None:
    _print(said.facts, as_json, said.lines)
    if not said.done:
        raise typer.Exit(1)


@contextmanager
def _workspace(data_dir: Path | None) -> Iterator[tuple[Workspace, str]]:
    """The workspace of the settings and the language to speak."""
    with _settings(data_dir) as settings, opened(settings) as workspace:
        yield workspace, settings.language


@contextmanager
def _settings(data_dir: Path | None) -> Iterator[Settings]:
    """The settings; an error of ours becomes one line and exit code 1."""
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(message)s")
    language = "de"
    try:
        settings = read_settings(os.environ)
        language = settings.language
        yield replace(settings, data_dir=data_dir or settings.data_dir)
    except AssistantError as error:
        print(error.in_language(language), file=sys.stderr)
        raise typer.Exit(1) from error


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


class _Bar:
    """A progress bar on a terminal, a line every ten per cent elsewhere."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._bar = tqdm(desc=label, disable=not sys.stderr.isatty(), leave=False)
        self._tenth = -1

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *_raised: object) -> None:
        self._bar.close()

    def show(self, done: int, total: int, name: str = "") -> None:
        """Shows how far it is."""
        if not self._bar.disable:
            self._bar.total = total
            self._bar.set_postfix_str(name[-40:], refresh=False)
            self._bar.update(done - self._bar.n)
        elif total and done * 10 // total > self._tenth:
            self._tenth = done * 10 // total
            print(f"{self._label} {done}/{total}", file=sys.stderr)


def _print(facts: object, as_json: bool, lines: list[str]) -> None:
    print(json.dumps(facts, ensure_ascii=False, indent=1) if as_json else "\n".join(lines))


if __name__ == "__main__":
    app(prog_name="python -m assistant")
