"""Models in a real browser: fetched from a server on this machine, used while the page is open, asked."""

import hashlib
import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.models.catalogue import starter_chat_model
from tests.browser.conftest import DOCUMENTS, PATIENCE_MS, running
from tests.browser.tabs import open_tab
from tests.browser.test_chat_in_the_browser import CONTRAST
from tests.models.file_server import Hub, serving

# What app.py does, with one more model in the catalogue: the starter's own file, from a server on this machine.
START = """
import json, os, pathlib, sys
from dataclasses import replace
from assistant.models import entries, shelf
shipped, *rest = entries.read_entries()
file = entries.EntryFile(**json.loads(sys.argv[2]))
more = replace(shipped, id="zweites", name="Zweites Modell", repository="o/zweites", package=None, files=(file,))
shelf.read_entries = lambda: (shipped, more, *rest)
import app
app.run(app.read_settings(os.environ), [pathlib.Path(sys.argv[1])])
"""


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with serving(Hub(starter_chat_model().path.read_bytes(), delay=0.0005)) as hub:
        yield hub


@pytest.fixture(scope="module")
def own_address(tmp_path_factory: pytest.TempPathFactory, hub: Hub) -> Iterator[str]:
    """An application of its own: what is chosen here must not reach the other tests."""
    folder = tmp_path_factory.mktemp("documents")
    for name in ("support/lessons/model-update.md", "pumpen/lessons/betriebsrat.md"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(DOCUMENTS[name], encoding="utf-8")
    file = {
        "path": "zweites.gguf",
        "size": len(hub.content),
        "sha256": hashlib.sha256(hub.content).hexdigest(),
    }
    settings = {"ASSISTANT_DATA_DIR": str(tmp_path_factory.mktemp("data")), "HF_ENDPOINT": hub.url("")}
    log = tmp_path_factory.mktemp("log") / "application.log"
    with running([START, str(folder), json.dumps(file)], settings, log) as url:
        yield url


def opened(browser: Browser, address: str, **options: object) -> Page:
    page = browser.new_context(**{"locale": "de-DE", "viewport": {"width": 1280, "height": 900}} | options).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    expect(page.locator(".status li.ready")).to_have_count(3, timeout=PATIENCE_MS)
    open_tab(page, re.compile("Modelle|Models"))
    expect(page.locator(".machine")).to_be_visible()
    return page


def test_a_model_is_fetched_and_used_and_writes_the_next_answer(browser: Browser, own_address: str, hub: Hub) -> None:
    page = opened(browser, own_address)
    card = page.locator(".model", has_text="Zweites Modell")
    card.locator("summary").click()
    card.get_by_role("button", name=re.compile("Laden")).click()
    expect(card.locator("progress")).to_be_visible()
    expect(card).to_contain_text(re.compile(r"MB von 98 MB"))
    expect(card.locator("details")).to_have_attribute("open", "")  # the list is drawn anew, what was unfolded stays
    card.get_by_role("button", name=re.compile("Anhalten")).click()
    expect(card).to_contain_text("sind schon da")
    card.get_by_role("button", name=re.compile("Weiter laden")).click()
    use = card.get_by_role("button", name=re.compile("Benutzen"))
    expect(use).to_be_visible(timeout=PATIENCE_MS)
    assert any(headers["Range"] for _, _, headers in hub.asked)
    use.click()
    expect(card).to_contain_text("wird benutzt", timeout=PATIENCE_MS)
    expect(page.locator(".status")).to_contain_text("Sprachmodell Zweites Modell bereit")

    open_tab(page, "Fragen")
    page.locator("#question textarea").fill("How did the refusal rate of the assistant change after the model update?")
    page.keyboard.press("Enter")
    answer = page.locator(".exchange").last
    expect(answer).to_contain_text("23%", timeout=PATIENCE_MS)
    page.reload()
    open_tab(page, "Modelle")
    expect(page.locator(".model.used", has_text="Zweites Modell")).to_be_visible()


@pytest.mark.parametrize("options", [{"color_scheme": "light"}, {"color_scheme": "dark"}], ids=["light", "dark"])
def test_every_text_of_a_card_can_be_read(browser: Browser, own_address: str, options: dict[str, str]) -> None:
    page = opened(browser, own_address, **options)
    for selector in (".model h3", ".model-facts span", ".machine dd", ".machine dt", ".model .badge", ".model .take"):
        assert page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector


def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Browser, own_address: str) -> None:
    page = opened(browser, own_address, viewport={"width": 390, "height": 844}, has_touch=True)
    page.locator("#add-server summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert all(
        box["width"] <= 370 for box in (page.locator(".model-fields input").nth(n).bounding_box() for n in (1, 2))
    )


def test_what_a_form_cannot_take_is_said_beneath_it_and_stays_typed(browser: Browser, own_address: str) -> None:
    page = opened(browser, own_address, locale="en-GB")
    page.locator("#add-file summary").click()
    field = page.locator("input[name=location]")
    field.fill("/no/such/model.gguf")
    field.press("Enter")
    expect(page.locator("#models-told")).to_contain_text("/no/such/model.gguf cannot be opened")
    expect(field).to_have_value("/no/such/model.gguf")
    expect(field).to_be_visible()
