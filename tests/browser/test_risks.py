"""The tab for risks in a real Chromium."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.test_chat_in_the_browser import CONTRAST

HOSTILE = '<img src="http://evil.example/x.png" onerror="document.title=\'verletzt\'">'
COLUMNS = (
    "Risiko;Wahrscheinlichkeit;Schadensausmaß;Restwahrscheinlichkeit;Restschaden;Verantwortlich;Überprüfung;Projekt"
)
REGISTER = f"""{COLUMNS}
Zu wenige Ausfälle;5;4;2;4;Jana Illmer;31.03.2019;Matrixprobe
Betriebsrat stoppt Pilot;3;5;;;;;Matrixprobe
Lieferant ändert Schnittstelle;2;4;;;Mika;31.03.2099;Matrixprobe
Feindlich {HOSTILE.replace('"', "'")};1;1;;;Mika;31.03.2099;Matrixprobe
"""


def open_risks(page: Page) -> None:
    page.get_by_role("tab", name=re.compile("^(Risiken|Risks)$")).click()
    expect(page.locator("#risk-list :is(table, .register-empty)")).to_be_visible()


def field(page: Page, name: str) -> Locator:
    return page.locator(f"#risk-{name} :is(textarea, input)").first


def choose(page: Page, name: str, option: str) -> None:
    page.locator(f"#{name} input").click()
    page.get_by_role("option", name=option).first.click()


def row(page: Page, text: str) -> Locator:
    return page.locator("table.register tbody tr", has_text=text)


def upload(page: Page, file: Path) -> None:
    page.locator(".register-tools input[type=file], #risk-upload input[type=file]").first.set_input_files(file)


@pytest.fixture
def page(open_page: Open) -> Page:
    """The page in German; the register needs no model."""
    return open_page()


@pytest.fixture
def filled(page: Page, tmp_path: Path) -> Page:
    """The tab with a project of four risks, read in once for all tests."""
    open_risks(page)
    if row(page, "Betriebsrat stoppt Pilot").count() == 0:
        file = tmp_path / "liste.csv"
        file.write_text(REGISTER, encoding="utf-8")
        upload(page, file)
        expect(page.locator("section.import")).to_contain_text("4 neue Risiken")
        page.locator("section.import").get_by_role("button", name="Übernehmen").click()
    expect(row(page, "Betriebsrat stoppt Pilot")).to_be_visible()
    choose(page, "risks-project", "Matrixprobe")
    expect(page.locator(".register-count")).to_contain_text("4 Risiken")
    return page


def test_a_risk_is_entered_corrected_confirmed_changed_and_deleted(page: Page) -> None:
    open_risks(page)
    page.locator("#risk-new").click()
    expect(page.locator("#risk-form-heading h2")).to_be_focused()
    field(page, "text").fill("Überlast der Schnittstelle")
    likelihood = page.locator("#risk-likelihood input")
    likelihood.fill("7")
    likelihood.press("Tab")
    choose(page, "risk-impact", "4")
    field(page, "review").fill("morgen")
    page.locator("#risk-next").click()
    expect(page.locator("#risk-likelihood")).to_contain_text("„7“ geht nicht")
    expect(page.locator("#risk-review")).to_contain_text("„morgen“ ist kein Tag mit Jahr")
    expect(page.locator("#risk-problems")).to_contain_text("2 Angaben")
    expect(field(page, "text")).to_have_value("Überlast der Schnittstelle")
    choose(page, "risk-likelihood", "4")
    field(page, "review").fill("31.03.2099")
    page.locator("#risk-next").click()
    expect(page.locator("#risk-summary")).to_contain_text("16 kritisch")
    expect(page.locator("#risk-summary")).to_contain_text("Danach noch offen")
    expect(row(page, "Überlast")).to_have_count(0)
    page.locator("#risk-confirm").click()
    expect(row(page, "Überlast")).to_contain_text("16 kritisch")
    expect(page.locator("#risk-notice")).to_contain_text("ist gespeichert")

    page.locator("#risk-detail [data-action=edit]").click()
    field(page, "owner").fill("Jana Illmer")
    page.locator("#risk-next").click()
    expect(page.locator("#risk-reason")).to_contain_text("warum Sie das Risiko ändern")
    field(page, "reason").fill("Zuständigkeit geklärt")
    page.locator("#risk-next").click()
    expect(page.locator("#risk-summary")).to_contain_text("Grund: Zuständigkeit geklärt")
    page.locator("#risk-confirm").click()
    expect(row(page, "Überlast")).to_contain_text("Jana Illmer")
    expect(page.locator("#risk-detail .versions-list summary")).to_have_text("Verlauf des Risikos (2)")
    page.locator("#risk-detail [data-action=delete]").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Endgültig löschen").click()
    expect(row(page, "Überlast")).to_have_count(0)


def test_the_matrix_is_reached_by_keyboard_names_its_risks_and_filters_the_list(filled: Page) -> None:
    page = filled
    cell = page.locator('.plot [data-likelihood="3"][data-impact="5"]')
    cell.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect(cell).to_be_focused()
    expect(cell.locator(".names")).to_contain_text("Betriebsrat stoppt Pilot")
    page.keyboard.press("Enter")
    expect(page.locator(".register-count")).to_contain_text("1 von 4 Risiken")
    expect(row(page, "Zu wenige")).to_have_count(0)
    expect(cell).to_have_attribute("aria-pressed", "true")
    expect(cell).to_be_focused()
    page.locator("#risk-list [data-action=reset]").click()
    expect(row(page, "Zu wenige")).to_be_visible()
    expect(page.locator('.plot [data-likelihood="2"][data-impact="4"] b')).to_have_text("2")
    page.locator("[data-view=inherent]").click()
    expect(page.locator('.plot [data-likelihood="5"][data-impact="4"] b')).to_have_text("1")
    expect(row(page, "Zu wenige")).to_contain_text("überfällig")


def test_filters_and_language_and_a_hostile_name(filled: Page) -> None:
    page = filled
    page.locator("#risks-search :is(input, textarea)").fill("mika")
    expect(page.locator(".register-count")).to_contain_text("2 von 4")
    choose(page, "risks-band", "niedrig")
    expect(page.locator(".register-count")).to_contain_text("1 von 4")
    expect(row(page, "Feindlich")).to_contain_text("<img src=")
    page.locator("#language label", has_text="EN").click()
    expect(page.locator(".register-count")).to_contain_text("1 of 4 risks")
    expect(page.locator("#risk-matrix")).to_contain_text("Likelihood")
    assert page.locator("#risk-tabs img, #risk-tabs script").count() == 0
    expect(page).to_have_title("Assistant for AI projects")


def test_a_register_goes_out_and_comes_back_and_mistakes_are_listed(filled: Page, tmp_path: Path) -> None:
    page = filled
    with page.expect_download() as download:
        page.locator("#risk-export [data-format=xlsx]").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    upload(page, file)
    expect(page.locator("section.import")).to_contain_text("Die Datei ändert nichts.")
    page.locator("section.import [data-action=discard]").click()
    bad = tmp_path / "fehler.csv"
    bad.write_text("Risiko;Wahrscheinlichkeit;Überprüfung\nGut;3;\nSchlecht;7;morgen\n", encoding="utf-8")
    upload(page, bad)
    report = page.locator("section.import")
    expect(report).to_contain_text("2 Fehler in 1 Zeile")
    expect(report.get_by_role("button", name="Übernehmen")).to_have_count(0)
    expect(row(page, "Gut")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bands_are_readable(filled: Page, open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    open_risks(page)
    expect(row(page, "Betriebsrat stoppt Pilot")).to_be_visible()
    shown = [".score.band-critical", ".score.band-medium", ".score.band-low", ".register .gap", ".register .overdue b"]
    bands = [f"td.band-{band} .corner" for band in ("low", "medium", "high", "critical")]
    for selector in [*shown, *bands, ".absent", ".axis-x", "ul.bands li", ".event, .facts"]:
        assert page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector


def test_nothing_needs_sideways_scrolling_on_a_phone(filled: Page, open_page: Open) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_risks(page)
    expect(row(page, "Betriebsrat stoppt Pilot")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    row(page, "Betriebsrat stoppt Pilot").locator(".card-title").click()
    expect(page.locator("#risk-detail h2")).to_be_focused()
    page.locator("#risk-detail [data-action=edit]").click()
    expect(page.locator("#risk-form-heading h2")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
