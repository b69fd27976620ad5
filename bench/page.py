"""How long a reader waits in the browser: from Enter to the evidence on screen, and to the final answer.

    python bench/page.py [--data-dir FOLDER] [--passages N] [--questions N]

Starts the real page in a process of its own over the given data folder, or over a temporary one with knowledge/, and
asks questions of evals/ in Chromium, German and English in turn, each once. `--passages` first fills a temporary
store with synthetic passages, as bench/search.py does. Times are taken inside the browser, by a MutationObserver and
by the frame after it; the server notes when it began to search and when it had found. Both read the clock of this
machine, so that the way between them can be parted.
"""

import argparse
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright
from search import fill

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import app  # noqa: E402 - lies beside the package, not in it
from assistant import Workspace, open_workspace  # noqa: E402
from assistant.answer import Evidence, Finished  # noqa: E402

PATIENCE = 300.0
# Notes when what belongs to a new question comes on screen; resolves when its answer is final. New is what has an id
# that was not there before. `_seen` is the time after the frame in which it was painted.
WATCH = """(patience) => {
  const parts = {
    question: '.exchange',
    evidence: '.card[id^="source-"]',
    answer: '.exchange:has(.answer:not(.draft)), .exchange:has(.notice)',
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const before = Object.fromEntries(Object.entries(parts).map(([name, s]) => [name, new Set(all(s).map((e) => e.id))]));
  const times = {origin: performance.timeOrigin};
  document.addEventListener('keydown', (event) => { times.enter ??= event.timeStamp; }, {capture: true, once: true});
  window.asked = new Promise((resolve, reject) => {
    const painted = (name) => requestAnimationFrame(() => {
      const frame = new MessageChannel();
      frame.port1.onmessage = () => {
        times[name + '_seen'] = performance.now();
        if (name === 'answer') { observer.disconnect(); resolve(times); }
      };
      frame.port2.postMessage(null);
    });
    const observer = new MutationObserver(() => {
      for (const [name, selector] of Object.entries(parts)) {
        if (name in times || !all(selector).some((e) => !before[name].has(e.id))) continue;
        times[name] = performance.now();
        painted(name);
      }
    });
    observer.observe(document.body, {childList: true, subtree: true});
    setTimeout(() => reject(new Error('no answer')), 1000 * patience);
  });
}"""
# When the browser sent its question, and when the server had taken it in.
REQUEST = """(enter) => {
  const asked = performance.getEntriesByType('resource').filter((r) => r.name.includes('/queue/join'));
  const first = asked.find((r) => r.startTime >= enter);
  return first ? [first.startTime, first.responseEnd] : null;
}"""
# (Name of a step, its beginning, its end); the shares of the way from Enter to the evidence on screen.
STEPS = (
    ("browser sends", "enter", "sent"),
    ("server takes in", "sent", "accepted"),
    ("queue, until the search begins", "accepted", "called"),
    ("search", "called", "found"),
    ("drawing, SSE and DOM", "found", "evidence"),
    ("frame", "evidence", "evidence_seen"),
)


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data-dir", type=Path)
    options.add_argument("--passages", type=int, default=0)
    options.add_argument("--questions", type=int, default=40)
    options.add_argument("--serve", type=Path, help=argparse.SUPPRESS)  # this script's own child
    chosen = options.parse_args()
    if chosen.serve:
        serve(chosen.serve)
        return
    with ExitStack() as opened:
        data_dir = chosen.data_dir or Path(opened.enter_context(tempfile.TemporaryDirectory()))
        if chosen.passages:
            filled(data_dir, chosen.passages)
        stamps = Path(opened.enter_context(tempfile.TemporaryDirectory())) / "stamps.jsonl"
        address = opened.enter_context(running(data_dir, stamps))
        print_times(measured(address, stamps, questions(chosen.questions)))


def filled(data_dir: Path, size: int) -> None:
    """Fills the store with synthetic passages; raises SystemExit where it holds some already."""
    with open_workspace(data_dir) as workspace:
        if workspace.status().passages:
            raise SystemExit(f"{data_dir} is not empty; give another --data-dir or none")
        fill(workspace, size)


def questions(count: int) -> list[str]:
    """Different questions, German and English in turn."""
    drawn = random.Random(3)
    sets = []
    for language in ("de", "en"):
        lines = (ROOT / "evals" / f"questions.{language}.jsonl").read_text(encoding="utf-8").splitlines()
        sets.append([json.loads(line)["question"] for line in drawn.sample(lines, (count + 1) // 2)])
    return [question for pair in zip(*sets, strict=True) for question in pair][:count]


# --- the server, in a process of its own -------------------------------------------------------------------------


def serve(stamps: Path) -> None:
    """The page as app.py starts it, except that it notes when each search began and ended."""
    stream = Workspace.stream

    def noted(self: Workspace, question: str, *arguments: Any, **named: Any) -> Iterator[Any]:
        times = {"called": time.time()}
        with closing(stream(self, question, *arguments, **named)) as events:
            for event in events:
                if isinstance(event, Evidence | Finished):
                    times["found" if isinstance(event, Evidence) else "finished"] = time.time()
                if isinstance(event, Finished):
                    with stamps.open("a", encoding="utf-8") as file:
                        file.write(json.dumps({"question": question} | times) + "\n")
                yield event

    Workspace.stream = noted  # type: ignore[method-assign]
    sys.exit(app.main())


@contextmanager
def running(data_dir: Path, stamps: Path) -> Iterator[str]:
    """The address of the running page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"ASSISTANT_PORT": str(port), "ASSISTANT_DATA_DIR": str(data_dir)}
    command = [sys.executable, __file__, "--serve", str(stamps)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:  # not listening yet
            time.sleep(0.2)
    raise SystemExit("the page does not start")


# --- the browser -------------------------------------------------------------------------------------------------


@contextmanager
def browser() -> Iterator[Browser]:
    """The system's Chromium, or Playwright's own."""
    with sync_playwright() as playwright:
        names = ("chromium", "chromium-browser", "google-chrome")
        path = next((found for name in names if (found := shutil.which(name))), None)
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def measured(address: str, stamps: Path, asked: Sequence[str]) -> list[dict[str, float]]:
    """Seconds since the epoch at each point of every question's way."""
    with browser() as chromium:
        page = chromium.new_page(locale="de-DE", viewport={"width": 1280, "height": 800})
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(address)
        page.locator(".status li.ready").nth(2).wait_for()
        ways = [_ask(page, question) for question in asked]
    noted = {line["question"]: line for line in map(json.loads, stamps.read_text(encoding="utf-8").splitlines())}
    return [way | noted.get(question, {}) for way, question in zip(ways, asked, strict=True)]


def _ask(page: Page, question: str) -> dict[str, float]:
    page.locator("#question textarea").fill(question)
    page.wait_for_timeout(400)  # nobody presses Enter in the same instant
    page.evaluate("performance.clearResourceTimings()")
    page.evaluate(WATCH, PATIENCE)
    page.keyboard.press("Enter")
    times = page.evaluate("window.asked")
    sent = page.evaluate(REQUEST, times["enter"])
    times |= {"sent": sent[0], "accepted": sent[1]} if sent else {}
    origin = times.pop("origin")
    by_model = page.locator(".exchange").last.locator(".answer.by-model").count()
    return {name: (origin + value) / 1000 for name, value in times.items()} | {"by_model": by_model}


# --- figures -----------------------------------------------------------------------------------------------------


def print_times(ways: Sequence[dict[str, Any]]) -> None:
    """The table."""
    print(f"{len(ways)} questions, milliseconds{'':35}p50     p95    most")
    for name, end in (
        ("question", "question_seen"),
        ("evidence in the DOM", "evidence"),
        ("evidence", "evidence_seen"),
        ("final answer", "answer_seen"),
    ):
        _print_row(f"Enter → {name}", ways, "enter", end)
    print(f"  of these written by the model: {sum(way['by_model'] > 0 for way in ways)}")
    print("of the way to the evidence:")
    for name, start, end in STEPS:
        _print_row(f"  {name}", ways, start, end)
    half = len(ways) // 2
    for name, some in (("first", ways[:half]), ("second", ways[half:])):
        _print_row(f"Enter → evidence, {name} half", some, "enter", "evidence_seen")


def _print_row(name: str, ways: Sequence[dict[str, Any]], start: str, end: str) -> None:
    spans = [way[end] - way[start] for way in ways if start in way and end in way]
    if spans:
        middle, high, most = np.percentile(spans, [50, 95, 100]) * 1000
        missing = f"  ({len(spans)} of {len(ways)})" if len(spans) < len(ways) else ""
        print(f"{name:45}{middle:18.0f}{high:8.0f}{most:8.0f}{missing}")


if __name__ == "__main__":
    main()
