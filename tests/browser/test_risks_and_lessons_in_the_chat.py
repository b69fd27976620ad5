"""Risks and lessons as answers of the chat, in a real browser."""

from playwright.sync_api import expect

from tests.browser.conftest import Open, Page


def ask(page: Page, question: str, number: int = 1) -> None:
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(f"#exchange-{number}:not(.running) .told-card").first).to_be_visible(timeout=60_000)


def test_lessons_come_as_cards_whose_citations_open_the_document(open_page: Open) -> None:
    page = open_page()
    expect(page.locator(".status li").first).to_contain_text("Dokumente, ", timeout=60_000)
    ask(page, "Was haben wir gelernt, als der Betriebsrat die Einstellung der Tests verlangte?")
    exchange = page.locator("#exchange-1")
    expect(exchange.locator(".chip summary")).to_contain_text("Lehren")
    expect(exchange.locator(".by-lessons li").first).to_contain_text("sechs Monate einplanen")
    told = exchange.locator(".told-card").first
    expect(told.locator("dt")).to_have_text(["Situation", "Lehre", "Empfehlung"])
    expect(told.locator("[data-action=take]")).to_have_text("Als Risiko vormerken")
    told.locator(".cite").first.click()
    expect(page.locator(".reader mark").first).to_be_visible()


def test_risks_come_with_estimate_and_sources_and_the_rest_unfolds_by_keyboard(open_page: Open) -> None:
    page = open_page(locale="en-GB", color_scheme="dark")
    ask(page, "What could go wrong with a chatbot for customer service?")
    exchange = page.locator("#exchange-1")
    expect(exchange.locator(".chip summary")).to_contain_text("Risks")
    expect(exchange.locator(".told-answer > .told > .told-card")).to_have_count(6)
    first = exchange.locator(".told-card").first
    expect(first.locator(".band")).to_contain_text("Likelihood")
    expect(first.locator("dd").last).to_be_attached()
    expect(first.locator("[data-action=take]")).to_have_text("Add to register")
    more = exchange.locator(".told-more > summary")
    more.focus()
    page.keyboard.press("Enter")
    expect(exchange.locator(".told-more .told-card").first).to_be_visible()
    page.reload()
    expect(page.locator("#exchange-1 .told-card").first).to_be_visible()
