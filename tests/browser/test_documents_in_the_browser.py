"""Uploading documents in a real browser."""

from pathlib import Path

from playwright.sync_api import Page, expect


def open_documents(page: Page) -> None:
    page.get_by_role("tab", name="Dokumente").click()
    expect(page.locator("table.documents")).to_be_visible()


def choose_project(page: Page, name: str) -> None:
    field = page.locator("#upload-project input")
    field.fill(name)
    field.press("Enter")


def test_good_and_broken_files_are_uploaded_and_reported(page: Page, tmp_path: Path) -> None:
    good, empty, broken = tmp_path / "protokoll.md", tmp_path / "leer.md", tmp_path / "kaputt.pdf"
    good.write_text("# Protokoll\n\nDie Freigabe der Leittechnik dauert zwölf Wochen.", encoding="utf-8")
    empty.touch()
    broken.write_bytes(b"%PDF-1.7 nichts als Bruch")
    open_documents(page)
    choose_project(page, "Leittechnik")
    page.locator("#files input[type=file], input#files, #drop input[type=file]").first.set_input_files(
        [good, empty, broken]
    )
    report = page.locator("section.report")
    expect(report).to_contain_text("1 Dokument aufgenommen")
    expect(report.locator(".bad li")).to_have_count(2)
    expect(report).to_contain_text("kaputt.pdf")
    row = page.locator("table.documents tr", has_text="protokoll.md")
    expect(row).to_contain_text("Leittechnik")

    page.locator("#document-search textarea, #document-search input").fill("leittechnik")
    expect(page.locator("table.documents tbody tr")).to_have_count(1)
    row.get_by_role("button", name="Protokoll", exact=True).click()
    expect(page.locator(".reader")).to_contain_text("zwölf Wochen")
    page.locator(".reader .close").click()
    expect(page.locator(".reader")).to_have_count(0)

    row.get_by_role("button", name="Protokoll löschen").click()
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("wird von der Festplatte gelöscht")
    question.get_by_role("button", name="Abbrechen").click()
    expect(question).to_have_count(0)
    row.get_by_role("button", name="Protokoll löschen").click()
    question.get_by_role("button", name="Endgültig löschen").click()
    expect(page.locator("#documents")).to_contain_text("Kein Dokument passt zu dieser Suche.")


def test_a_hostile_file_name_stays_text(page: Page, tmp_path: Path) -> None:
    hostile = tmp_path / "<img src=x onerror=alert(1)>.md"
    hostile.write_text("# Schulung\n\nDie Schulung der Schichtführer wird verschoben.", encoding="utf-8")
    open_documents(page)
    choose_project(page, "..")
    page.locator("#drop input[type=file]").first.set_input_files([hostile])
    expect(page.locator("section.report")).to_contain_text("1 Dokument")
    expect(page.locator("table.documents")).to_contain_text("Schulung")
    assert page.locator("#documents img, #report img").count() == 0


def test_an_upload_needs_a_project(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "ohne.md"
    file.write_text("# Ohne Projekt\n\nText.", encoding="utf-8")
    open_documents(page)
    page.locator("#drop input[type=file]").first.set_input_files([file])
    expect(page.get_by_role("alert")).to_contain_text("Nennen Sie ein Projekt")
