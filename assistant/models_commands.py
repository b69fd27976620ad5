"""`python -m assistant models …`: the options of its commands; what they do is in `models_command`.

It prints and words nothing itself.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant import models_command, models_wording
from assistant.command_line import Bar, DataDir, Json, print_out, settings_of
from assistant.models.download import Fetching
from assistant.models.opening import network_of
from assistant.models.shelf import ModelShelf
from assistant.settings import Settings

models = typer.Typer(invoke_without_command=True, help="Modelle auswählen und laden / choose and fetch models")


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
    with _shelf(data_dir) as (shelf, settings), Bar(models_wording.say("pulling", settings.language)) as bar:
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
    with settings_of(data_dir) as settings:
        yield ModelShelf(settings.data_dir, fixed=settings.model), settings


def _tell(said: models_command.Told, as_json: bool) -> None:
    print_out(said.facts, as_json, said.lines)
    if not said.done:
        raise typer.Exit(1)
