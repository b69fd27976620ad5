"""What all commands share: their options, settings whose errors become one line, a progress bar, printing.

It knows no command. With --json one document goes to stdout and nothing else.
"""

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from assistant.errors import AssistantError
from assistant.settings import Settings, read_settings

Json = Annotated[bool, typer.Option("--json", help="Ein JSON-Dokument ausgeben / print one JSON document")]
DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Datenordner / data folder (ASSISTANT_DATA_DIR)")]


@contextmanager
def settings_of(data_dir: Path | None) -> Iterator[Settings]:
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


class Bar:
    """A progress bar on a terminal, a line every ten per cent elsewhere."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._bar = tqdm(desc=label, disable=not sys.stderr.isatty(), leave=False)
        self._tenth = -1

    def __enter__(self) -> "Bar":
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


def print_out(facts: object, as_json: bool, lines: list[str]) -> None:
    """The facts as one JSON document, or the lines."""
    print(json.dumps(facts, ensure_ascii=False, indent=1) if as_json else "\n".join(lines))
