"""An opened source: the text with its marks at once, the page of a PDF beside it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE_MS, Open
from tests.browser.test_chat_in_the_browser import ask_and_wait

QUESTION = "Warum reagierte die Notabschaltung der Kransteuerung erst nach 4,5 Sekunden?"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Whether what is marked on the picture stands inside of what can be seen of it.
BOX_IN_SIGHT = """(box) => {
  const [b, s] = [box.getBoundingClientRect(), box.closest('.page-scroll').getBoundingClientRect()];
  return b.width > 20 && b.height > 5 && b.top >= s.top && b.bottom <= s.bottom && b.left >= s.left;
}"""
# Notes what comes on screen first: the text of the opened passage or the picture of its page.
WATCH = """() => {
  window.order = [];
  new MutationObserver(() => {
    for (const name of ['.reader mark', '.reader .page-view img']) {
      if (!window.order.includes(name) && document.querySelector(name)) window.order.push(name);
    }
  }).observe(document.body, {childList: true, subtree: true});
}"""


def open_source(page: Page) -> None:
    expect(page.locator(".status li.ready")).to_have_count(3, timeout=PATIENCE_MS)
    ask_and_wait(page, QUESTION)
    page.locator(".answer .cite").first.click()
    expect(page.locator(".reader mark").first).to_be_visible()


def test_the_page_of_a_pdf_appears_beside_its_text_with_the_quote_marked(page: Page) -> None:
    page.evaluate(WATCH)
    open_source(page)
    picture = page.locator(".reader .page-view img")
    expect(picture).to_be_visible()
    assert picture.evaluate("(img) => img.decode().then(() => img.naturalWidth)") == 1100
    assert "Seite 2" in (picture.get_attribute("alt") or "")
    expect(page.locator(".reader .box")).to_have_count(2)  # the quote runs over two lines
    assert page.locator(".reader .box").first.evaluate(BOX_IN_SIGHT)
    assert page.evaluate("window.order") == [".reader mark", ".reader .page-view img"]


def test_a_page_can_be_enlarged_and_keeps_its_marks(page: Page) -> None:
    open_source(page)
    sheet = page.locator(".reader .page-sheet")
    before = sheet.evaluate("(e) => e.offsetWidth")
    page.locator(".reader [data-zoom]").click()
    expect(page.locator(".reader [data-zoom]")).to_have_attribute("aria-pressed", "true")
    assert sheet.evaluate("(e) => e.offsetWidth") > 1.9 * before
    page.locator(".reader [data-zoom]").click()
    assert sheet.evaluate("(e) => e.offsetWidth") == before


def test_escape_closes_and_the_focus_returns_to_the_citation(page: Page) -> None:
    open_source(page)
    expect(page.locator(".reader")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_have_count(0)
    expect(page.locator(".answer .cite").first).to_be_focused()


def test_a_card_drawn_anew_gets_the_focus_back(page: Page) -> None:
    open_source(page)
    page.keyboard.press("Escape")
    page.locator(".card-title").first.click()
    expect(page.locator(".reader")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".card-title").first).to_be_focused()


def test_the_same_source_opens_twice_with_its_page(page: Page) -> None:
    open_source(page)
    expect(page.locator(".reader .box")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_have_count(0)
    page.locator(".answer .cite").first.click()
    expect(page.locator(".reader .box")).to_have_count(2)


def test_on_a_phone_the_page_is_loaded_when_it_is_asked_for(open_page: Open) -> None:
    page = open_page(**PHONE)
    open_source(page)
    assert page.locator(".reader .page-view").count() == 0
    page.get_by_role("button", name="Seite als Bild", exact=True).tap()
    expect(page.locator(".reader .page-view img")).to_be_visible()
    expect(page.locator(".reader mark").first).to_be_hidden()
    assert page.locator(".reader .box").first.evaluate(BOX_IN_SIGHT)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Text", exact=True).tap()
    expect(page.locator(".reader mark").first).to_be_visible()


@pytest.mark.parametrize("question", ["Warum begann der Pilot 21 Wochen später?"])
def test_a_document_without_pages_has_no_place_for_one(page: Page, question: str) -> None:
    ask_and_wait(page, question)
    page.locator(".answer .cite").first.click()
    expect(page.locator(".reader mark").first).to_be_visible()
    assert page.locator(".page-place, .panes").count() == 0
