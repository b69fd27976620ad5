"""Risks are proposed, read with their sources, and taken over into the form of the register."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_chat_in_the_browser import CONTRAST

TEXT = "Ein Chatbot soll Beschäftigten antworten. Der Betriebsrat ist noch nicht gefragt, der Anbieter ändert Modelle."


def _propose(page: Page, text: str) -> None:
    page.get_by_role("tab", name=re.compile("Risiken|Risks")).click()
    page.get_by_role("tab", name=re.compile("Vorschläge|Proposals")).click()
    page.locator("#proposals-text textarea").fill(text)
    page.locator("#proposals-send").click()


def test_a_proposal_is_read_with_its_source_and_taken_over_by_keyboard(open_page: Open) -> None:
    page = open_page()
    expect(page.locator(".status li.ready").first).to_be_visible()  # the documents; models may still load
    _propose(page, " ")
    expect(page.locator("#proposals-notice")).to_contain_text("beschreiben Sie")
    page.locator("#proposals-text textarea").fill(TEXT)
    page.locator("#proposals-send").click()
    cards = page.locator(".proposal-card")
    expect(cards).to_have_count(12, timeout=300_000)
    council = cards.filter(has_text="Zu späte Beteiligung des Betriebsrats")
    expect(council).to_contain_text("gesehen im Projekt pumpen, 2024")
    expect(council.locator(".sentence")).to_contain_text("Gefahr, dass")

    council.locator(".source-link").first.click()
    expect(page.locator(".reader")).to_contain_text("Betriebsrat vor der ersten Vorführung")
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_have_count(0)

    cards.last.locator("[data-action=hide]").click()
    expect(cards).to_have_count(11)
    page.locator("[data-action=unhide]").click()
    expect(cards).to_have_count(12)
    for selector in (".sentence b", ".proposal-card .line", ".source-link", ".proposal-sources q"):
        assert page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector
    council.locator("[data-action=take]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#risk-text :is(textarea, input)")).to_have_value("Zu späte Beteiligung des Betriebsrats")
    expect(page.locator("#risk-source :is(textarea, input)")).to_have_value(re.compile("gesehen im Projekt pumpen"))
