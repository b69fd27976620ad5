"""Memory with a large model, and whether the page stays reachable: four browsers ask at once.

    python bench/memory.py FILE.gguf

Starts the real page over a temporary data folder with knowledge/ and waits until everything is ready, indexes
included; then four people ask at the same moment. Prints the most memory that the process and its children had
(resident), and the slowest of the requests for the page itself, sent all the time from beside.
"""

import argparse
import os
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from page import PATIENCE, browser, running
from playwright.sync_api import Page, expect

QUESTIONS = (
    "Wer ist für das Zielsystem verantwortlich?",
    "Welche Risiken hat ein KI-Projekt bei den Daten?",
    "What is a SMART goal?",
    "Was gehört in den Business Case?",
)
# Seconds between two looks at the memory, and between two requests for the page.
LOOK, REQUEST = 0.2, 0.3


@dataclass
class Watch:
    """Looks at the server's memory and asks for its page until told to stop."""

    address: str
    server: psutil.Process
    most: int = 0
    answered: list[float] = field(default_factory=list)
    failed: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Until it is over."""
        while not self.over.wait(LOOK):
            family = [self.server, *self.server.children(recursive=True)]
            self.most = max(self.most, sum(process.memory_info().rss for process in family))

    def request(self) -> None:
        """Until it is over."""
        while not self.over.wait(REQUEST):
            start = time.perf_counter()
            try:
                urllib.request.urlopen(self.address, timeout=30).close()
                self.answered.append(time.perf_counter() - start)
            except OSError:
                self.failed += 1


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("model", type=Path)
    model = options.parse_args().model.resolve()
    os.environ["ASSISTANT_MODEL"] = str(model)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), Path(folder) / "stamps.jsonl") as address:
        server = next(child for child in psutil.Process().children() if "--serve" in child.cmdline())
        watch = Watch(address, server)
        threads = [threading.Thread(target=work) for work in (watch.look, watch.request)]
        for thread in threads:
            thread.start()
        try:
            ready, answered = asked(address, watch)
        finally:
            watch.over.set()
            for thread in threads:
                thread.join()
    size = model.stat().st_size / 1e9
    print(f"{model.name}: {size:.2f} GB; ready after {ready:.0f} s, answers after {answered:.0f} s")
    print(f"most memory: {watch.most / 1e9:.2f} GB resident")
    print(
        f"page asked for: {len(watch.answered)} times answered, {watch.failed} not, slowest {max(watch.answered):.2f} s"
    )


def asked(address: str, watch: Watch) -> tuple[float, float]:
    """Seconds until everything is ready, and from the questions to the last answer. Forgets the requests before."""
    start = time.perf_counter()
    with browser() as chromium:
        pages = [opened(chromium.new_context(locale="de-DE").new_page(), address) for _ in QUESTIONS]
        expect(pages[0].locator(".status li.ready")).to_have_count(3, timeout=PATIENCE * 1000)
        ready = time.perf_counter() - start
        watch.answered.clear()
        for page, question in zip(pages, QUESTIONS, strict=True):
            page.locator("#question textarea").fill(question)
            page.keyboard.press("Enter")
        begun = time.perf_counter()
        for page in pages:
            page.locator("#exchange-1:not(.running)").wait_for(timeout=PATIENCE * 1000)
        return ready, time.perf_counter() - begun


def opened(page: Page, address: str) -> Page:
    """The page, drawn."""
    page.goto(address)
    page.locator("#question textarea").wait_for()
    return page


if __name__ == "__main__":
    main()
