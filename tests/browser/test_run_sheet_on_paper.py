"""A run sheet on paper: what one works from on two pages in readable type, and forms that thirty people can fill in."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from commands.bench_print import MOST_PAGES, OWN_SHEETS, pages

LONGEST = ["activities/constitution-week/", "activities/caregiver-training/", "en/activities/constitution-week/"]
SMALLEST = 8.8
"""Points, of a Chinese run sheet's tables."""
POINTS = "element => parseFloat(getComputedStyle(element).fontSize) * 72 / 96"


@pytest.mark.parametrize("page", LONGEST)
def test_a_long_run_sheet_takes_two_pages(browser: Browser, address: str, page: str) -> None:
    # The page's own policy would refuse the style that leaves the other sheets out.
    desktop = browser.new_page(bypass_csp=True)
    desktop.goto(address + page)
    desktop.add_style_tag(content=OWN_SHEETS)
    assert pages(desktop) == MOST_PAGES
    desktop.close()


def test_chinese_type_is_as_large_as_two_pages_allow(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}activities/constitution-week/")
    desktop.emulate_media(media="print")
    for part in (".block--why p", "[aria-labelledby=day] td", ".facts dd"):
        assert desktop.locator(part).first.evaluate(POINTS) >= SMALLEST, part
    # The heading of a sheet is no smaller than those below it.
    assert desktop.locator("#words").evaluate(POINTS) > desktop.locator("#notice").evaluate(POINTS)


def test_a_form_is_ruled_down_its_sheet_and_questions_are_not(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}activities/eight-donts/")
    desktop.emulate_media(media="print")
    rows = desktop.locator("[aria-labelledby=doorstep-question] tbody tr")
    first, last = (row.evaluate("element => element.getBoundingClientRect().height") for row in rows.all())
    assert last > 15 * first
    for cell in rows.last.locator("td").all():
        assert "linear-gradient" in cell.evaluate("element => getComputedStyle(element).backgroundImage")
    heights = desktop.locator("[aria-labelledby=feedback] tbody tr").evaluate_all(
        "rows => rows.map(row => row.getBoundingClientRect().height)"
    )
    assert max(heights) < 2 * first
