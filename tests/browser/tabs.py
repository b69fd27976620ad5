"""Opens a tab of the page, also where a phone has no room for all of them."""

import re

from playwright.sync_api import Page


def open_tab(page: Page, name: str | re.Pattern[str]) -> None:
    """Clicks the tab, or its entry behind the button for the tabs that do not fit."""
    page.locator("#tabs [role=tab]").first.wait_for()
    tab = page.get_by_role("tab", name=name)
    if not tab.count():
        page.locator("#tabs > .tab-wrapper .overflow-menu > button").click()
        tab = page.locator(".overflow-dropdown").get_by_role("button", name=name)
    tab.first.click()
