"""The line that says what is ready."""

from dataclasses import replace

import pytest

from assistant.errors import EmbedderFailed, ModelMissing
from assistant.status import Status, Switch, SwitchStep
from assistant.web.status_line import status_html

READY = Status(2, 1234, "ready", "ready", "Granit <1>", ("de", "en"), None)
EMBEDDER = EmbedderFailed(name="e5", detail="fehlt")
MODEL = ModelMissing(name="Granit", path="g.gguf", command="make install")


def test_when_all_is_ready() -> None:
    dot = '<span class="dot" aria-hidden="true"></span>'
    assert status_html(READY, "de") == (
        f'<ul class="status" aria-label="Zustand"><li class="ready">{dot}2 Dokumente, 1.234 Textstellen</li>'
        f'<li class="ready">{dot}Suche nach Wörtern und Bedeutung</li>'
        f'<li class="ready">{dot}Sprachmodell Granit &lt;1&gt; bereit (Deutsch, Englisch)</li></ul>'
    )


@pytest.mark.parametrize(
    ("language", "changes", "state", "text"),
    [
        ("de", {"documents": 0}, "busy", "Noch keine Dokumente"),
        ("en", {"indexing": (1200, 2400)}, "busy", "Index is being extended: 1,200 of 2,400"),
        ("de", {"embedder": "loading"}, "busy", "Suche vorerst nur nach Wörtern: Suchmodell lädt"),
        ("en", {"model": "loading"}, "busy", "is loading; until then answers are quotations"),
        (
            "de",
            {"embedder": "failed", "failures": {"model": MODEL, "embedder": EMBEDDER}},
            "failed",
            "Suche nur nach Wörtern: Das Einbettungsm",
        ),
        (
            "en",
            {"model": "failed", "failures": {"model": MODEL}},
            "failed",
            "answers are quotations: The model Granit is",
        ),
        (
            "de",
            {"model_switch": Switch("Gemma <4>", SwitchStep.OPENING)},
            "busy",
            "Wechsel zu Gemma &lt;4&gt;: Das Modell",
        ),
        ("en", {"model_switch": Switch("G", SwitchStep.WAITING)}, "busy", "waiting for the running answers"),
        ("de", {"embedder_switch": Switch("e5", SwitchStep.INDEXING, (1500, 20000))}, "busy", "1.500 von 20.000"),
        ("en", {"embedder_switch": Switch("e5", SwitchStep.INDEXING)}, "busy", "index for e5 is being made"),
        (
            "de",
            {"model_switch": Switch("G", SwitchStep.OPENING, failure=MODEL)},
            "failed",
            "Wechsel zu G misslungen: Das Modell Granit",
        ),
    ],
)
def test_what_is_missing_is_said(language: str, changes: dict[str, object], state: str, text: str) -> None:
    html = status_html(replace(READY, **changes), language)  # type: ignore[arg-type]
    (item,) = [item for item in html.split("<li ") if text in item]
    assert item.startswith(f'class="{state}"')
