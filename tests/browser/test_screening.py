"""The screening under the AI Act in a real browser: keyboard, reload, changing answers, download, paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.tabs import open_tab
from tests.browser.test_chat_in_the_browser import CONTRAST

HEADING = ".screening-question h2"


def open_screening(page: Page) -> None:
    open_tab(page, re.compile("KI-Verordnung|AI Act"))
    expect(page.locator(".screening-question, .screening-record")).to_be_visible()


def answer(page: Page, *options: str) -> None:
    """Answers question by question; "question=option"."""
    for pair in options:
        question, option = pair.split("=")
        page.locator(f'[data-question="{question}"][data-option="{option}"]').click()


PROHIBITED = (
    "ai_system=yes union_link=yes exclusion=none role=deployer public_deployer=no value_chain=no art5_manipulation=no "
    "art5_vulnerability=no art5_intimate=no art5_child_abuse=no art5_social_scoring=yes"
).split()


def test_a_screening_survives_reload_and_switch_and_a_changed_answer_keeps_the_rest(page: Page, tmp_path: Path) -> None:
    open_screening(page)
    expect(page.locator("#screening-notice")).to_contain_text("Keine Rechtsberatung")
    page.locator("#screening-project :is(input, textarea)").fill("Bonus für Mieter")
    # By keyboard: the heading has the focus after each answer, the first answer is the next stop.
    page.locator('[data-question="ai_system"][data-option="yes"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(HEADING)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(HEADING)).to_contain_text("ausgenommenen Zwecke")
    answer(page, *PROHIBITED[2:])
    expect(page.locator(".verdict h2")).to_have_text("Verbotene Praktik")

    page.reload()
    open_screening(page)
    expect(page.locator(".screening-record")).to_contain_text("Bonus für Mieter")
    page.locator("#language label", has_text="EN").click()
    expect(page.locator(".verdict h2")).to_have_text("Prohibited practice")
    with page.expect_download() as download:
        page.locator("[data-action=download]").click()
    assert download.value.suggested_filename.startswith("ai-act-bonus-für-mieter-")
    download.value.save_as(tmp_path / "record.md")
    assert "Art. 5(1)(c)" in (tmp_path / "record.md").read_text(encoding="utf-8")

    page.locator(".path summary").click()
    page.locator('.path [data-question="role"]').click()
    expect(page.locator('[data-option="deployer"]')).to_have_attribute("aria-pressed", "true")
    answer(page, "role=provider_own_use")
    expect(page.locator(".screening-record")).to_contain_text("Provider (Art. 3(3)), Deployer (Art. 3(4))")
    expect(page.locator("#screening-main .notice")).to_contain_text("Your other answers still hold")
    page.locator("[data-action=restart]").click()
    page.get_by_role("button", name="Discard everything").click()
    expect(page.locator(".screening-question .facts")).to_contain_text("Question 1")
    expect(page.locator("#screening-project :is(input, textarea)")).to_have_value("")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_record_alone_is_printed_dark_on_white(open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    open_screening(page)
    for selector in (
        ".no-advice p",
        ".screening-progress li.current",
        ".screening-help",
        ".option",
        ".screening-path p",
    ):
        assert page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector
    answer(page, *PROHIBITED)
    expect(page.locator(".verdict h2")).to_be_visible()
    for selector in (".verdict h2", ".verdict .hint", ".disclaimer", ".finding p", "th", ".take"):
        assert page.locator(f".screening-record {selector}").first.evaluate(CONTRAST) >= 4.5, selector
    page.emulate_media(media="print", color_scheme=scheme)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".screening-record")).to_be_visible()
    expect(page.locator(".screening-record .path table")).to_be_visible()
    for hidden in ("#header", "#screening-project", ".record-buttons", ".change", "#language"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.locator(".verdict h2").evaluate("(e) => getComputedStyle(e).color") == "rgb(29, 35, 41)"
    assert page.locator(".verdict").evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen", color_scheme=scheme)
    expect(page.locator("#header")).to_be_visible()
    expect(page.locator(".screening-record .path table")).to_be_hidden()


def test_a_phone_shows_question_and_result_without_scrolling_sideways(open_page: Open) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    open_screening(page)
    answer(page, *PROHIBITED[:4])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".option").first.bounding_box()["height"] >= 44  # type: ignore[index]
    answer(page, *PROHIBITED[4:])
    expect(page.locator(".verdict h2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
