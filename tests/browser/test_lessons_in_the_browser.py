"""Lessons in a real browser: searching, writing down, candidates."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE_MS, Open
from tests.browser.tabs import open_tab
from tests.browser.test_chat_in_the_browser import CONTRAST

HOSTILE = "<img src=x onerror=\"document.title='verletzt'\">"


@pytest.fixture
def ready(open_page: Open) -> Page:
    """The page in German with its documents; no language model is waited for."""
    page = open_page()
    expect(page.locator(".status li.ready").first).to_contain_text("Dokumente", timeout=PATIENCE_MS)
    return page


def open_lessons(page: Page, part: str = "Suchen") -> None:
    open_tab(page, re.compile("^(Lehren|Lessons)$"))
    expect(page.locator("ol.lessons .lesson").first).to_be_visible()
    page.get_by_role("tab", name=part, exact=True).click()


def search(page: Page, words: str) -> None:
    page.locator("#lesson-query :is(input, textarea)").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("#lesson-cards [role=status]")).to_contain_text(re.compile("Treffer|hit"))


def fill(page: Page, form: str, name: str, value: str) -> None:
    page.locator(f"#{form}-{name} :is(input, textarea)").first.fill(value)


def test_a_lesson_is_found_opened_at_its_words_and_noted_as_a_risk(ready: Page) -> None:
    page = ready
    open_lessons(page)
    search(page, "Betriebsvereinbarung einplanen")
    first = page.locator(".lesson").first
    expect(first).to_contain_text("Betriebsrat vor der ersten Vorführung")
    expect(page.locator(".points")).to_contain_text("Für eine Betriebsvereinbarung sechs Monate einplanen.")

    page.locator(".points .cite").first.click()
    expect(page.locator(".reader mark")).to_contain_text("Für eine Betriebsvereinbarung sechs Monate einplanen.")
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_have_count(0)
    first.get_by_role("button", name="Situation").click()
    expect(page.locator(".reader mark").first).to_contain_text("Der Betriebsrat verlangte die Einstellung der Tests.")
    page.keyboard.press("Escape")

    first.get_by_role("button", name="als Risiko vormerken").click()
    expect(page.locator("#risk-form")).to_be_visible()
    expect(page.locator("#risk-text :is(input, textarea)").first).to_have_value("Betriebsrat vor der ersten Vorführung")


def test_facets_narrow_the_lessons_and_say_what_excludes(ready: Page) -> None:
    page = ready
    open_lessons(page)
    page.locator('.value[data-facet="language"][data-value="en"]').click()
    expect(page.locator(".chosen-facet")).to_have_count(2)
    expect(page.locator(".lesson")).to_have_count(1)
    chosen = page.locator('.value[data-facet="language"][data-value="en"]')
    expect(chosen).to_have_attribute("aria-pressed", "true")
    expect(chosen).to_be_focused()
    page.locator('.value[data-facet="project"][data-value="support"]').click()
    # The chips move when one comes in.
    expect(page.locator(".chosen-facet")).to_have_count(3)
    page.locator('.chosen-facet[data-facet="language"]').click()
    expect(page.locator(".chosen-facet")).to_have_count(2)
    page.get_by_role("button", name="Alle Filter aufheben").click()
    expect(page.locator(".chosen-facet")).to_have_count(0)
    expect(page.locator("#lesson-cards")).to_contain_text("Retrospektive Drehofen")


def test_a_lesson_is_written_down_confirmed_and_found(ready: Page) -> None:
    page = ready
    open_lessons(page, "Erfassen")
    fill(page, "capture", "title", f"Ersatzgebläse vorhalten {HOSTILE}")
    fill(page, "capture", "date", "irgendwann")
    page.locator("#capture-next").click()
    expect(page.locator("#capture-date-problem")).to_contain_text("„irgendwann“ ist kein Tag")
    expect(page.locator("#capture-lesson-problem")).to_contain_text("was gelernt wurde")
    expect(page.locator("#capture-project-problem")).to_contain_text("Projekt")
    fill(page, "capture", "date", "03.03.2024")
    fill(page, "capture", "project", "trockner")
    page.keyboard.press("Enter")
    fill(page, "capture", "lesson", "Ohne Ersatzgebläse steht die Messung.")
    page.locator("#capture-next").click()
    expect(page.locator("#capture-summary")).to_contain_text("03.03.2024")
    page.locator("#capture-confirm").click()
    expect(page.locator("#capture-notice")).to_contain_text("ist gespeichert")
    expect(page.locator("#capture-title :is(input, textarea)").first).to_have_value("")
    page.get_by_role("button", name="In der Suche zeigen").click()
    expect(page.locator(".lesson", has_text="Ersatzgebläse vorhalten")).to_be_visible()
    assert page.locator("#lesson-tabs img").count() == 0
    expect(page).to_have_title("Assistent für KI-Projekte")


def test_candidates_of_minutes_become_a_lesson_after_a_yes(ready: Page) -> None:
    page = ready
    open_lessons(page, "Aus Protokollen")
    page.locator("#minutes-search :is(input, textarea)").fill("Drehofen")
    page.locator("ul.minutes .open", has_text="Retrospektive Drehofen").click()
    expect(page.locator(".candidate")).to_have_count(2)
    page.locator("[data-action=source]").first.click()
    expect(page.locator(".reader mark")).to_have_text("Wir hätten die Uhren früher abgleichen sollen.")
    page.keyboard.press("Escape")
    for place in (0, 1):
        page.locator("[data-action=tick]").nth(place).click()
        expect(page.locator("[data-action=tick]").nth(place)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Zu einer Lehre zusammenfassen …").click()
    expect(page.locator("#candidate-heading h2")).to_be_focused()
    expect(page.locator("#candidate-situation textarea")).to_have_value(
        "Die Thermoelemente lieferten falsche Zeitstempel."
    )
    fill(page, "candidate", "title", "Uhren der Thermoelemente abgleichen")
    page.locator("#candidate-next").click()
    expect(page.locator("#candidate-summary")).to_contain_text("retro.md")
    page.locator("#candidate-confirm").click()
    expect(page.locator(".candidate.stored")).to_have_count(2)
    page.get_by_role("button", name="In der Suche zeigen").click()
    expect(page.locator(".lesson", has_text="Uhren der Thermoelemente abgleichen")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_in_both_schemes(open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme, locale="en-US")
    open_lessons(page, "Search")
    search(page, "pinned model versions before signing the contract")
    expect(page.locator(".points")).to_contain_text("Agree on pinned model versions")
    found = [".points li", ".points .cite", ".lesson .facts", ".lesson dd.situation", ".lesson dt .part", ".take"]
    for selector in [*found, ".facet .count", '.value[aria-pressed="true"]', ".chosen-facet"]:
        assert page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector


def test_nothing_needs_sideways_scrolling_on_a_phone(open_page: Open) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_lessons(page)
    expect(page.locator(".facets .groups")).to_be_hidden()
    page.get_by_role("button", name="Eingrenzen").click()
    expect(page.locator(".facets .groups")).to_be_visible()
    page.locator('.value[data-facet="project"]').first.click()
    expect(page.locator(".facets .groups")).to_be_hidden()
    for part in ("Suchen", "Erfassen", "Aus Protokollen"):
        page.get_by_role("tab", name=part, exact=True).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, part
