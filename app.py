"""Starts the web page: reads the settings, opens the workspace, serves until interrupted."""

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import AssistantError, DataInUse
from assistant.models.opening import access_of, ready_to_open
from assistant.models.shelf import ModelShelf
from assistant.settings import Settings, read_settings
from assistant.telemetry import silence_libraries
from assistant.workspace import open_workspace

KNOWLEDGE = Path(__file__).resolve().parent / "knowledge"
# The models' libraries are loaded a moment after the page is up, so that they do not compete with its first reply.
MODELS_START_AFTER = 1.5


def main() -> int:
    """Exit code 0 after a regular end, 1 when the page could not start."""
    try:
        run(read_settings(os.environ), [KNOWLEDGE])
    except AssistantError as error:
        print(error.in_language("de"), error.in_language("en"), sep="\n", file=sys.stderr)
        return 1
    return 0


def run(settings: Settings, documents: Sequence[Path]) -> None:
    """Serves the page until interrupted; the documents are read in the background. Raises AssistantError."""
    silence_libraries()
    # Gradio reads its switches for telemetry and look-ups while it is imported, so they must be set before.
    from assistant.web.serving import address_of, application, serve
    from assistant.web.wording import say

    shelf = ModelShelf(settings.data_dir, fixed=settings.model)
    access = access_of(settings, os.environ)
    model = ready_to_open(shelf.chat_model(), environ=access.variables, network=access.network)
    address = address_of(settings.host, settings.port)
    with open_workspace(
        settings.data_dir, chat_model=model, embedder=shelf.embedder(), threads=settings.threads, access=access
    ) as workspace:
        if not workspace.holds_indexes:
            raise DataInUse(folder=workspace.data_dir)
        loading = threading.Timer(MODELS_START_AFTER, workspace.start, [documents])

        def started() -> None:
            print(
                *(say("start.address", language, address=address) for language in ("de", "en")), sep=" · ", flush=True
            )
            loading.start()

        page = application(workspace, language=settings.language, host=settings.host)
        try:
            serve(page, host=settings.host, port=settings.port, started=started)
        finally:
            loading.cancel()


if __name__ == "__main__":
    sys.exit(main())
