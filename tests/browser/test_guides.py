"""Guides on paper: each ends in a checklist, the last page and one of its own."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from project import ROOT

from catalogue import read_catalogue

PAGE_OBJECT = re.compile(rb"/Type /Page\b(?!s)")
ONLY_THE_CHECKLIST = (
    "@media print { body { min-height: 0 !important } .page-head, .chips, .sheet > :not(.block--checklist) { display: none !important } "
    ".block--checklist { break-after: auto !important; break-before: auto !important } }"
)


def test_every_checklist_prints_on_one_page_of_its_own(browser: Browser, address: str) -> None:
    # The site's policy allows no style but its own; this test hides what it does not count.
    desktop = browser.new_page(bypass_csp=True)
    guides = read_catalogue(ROOT / "docs")[0].guides
    assert len(guides) >= 14
    for guide in guides.values():
        for prefix in ("", "en/"):
            desktop.goto(address + prefix + guide.url)
            assert desktop.locator(".block--checklist li").count() >= 6, prefix + guide.url
            desktop.emulate_media(media="print")
            breaks = desktop.locator(".block--checklist").evaluate("e => getComputedStyle(e).breakBefore")
            assert breaks == "page", prefix + guide.url
            desktop.add_style_tag(content=ONLY_THE_CHECKLIST)
            pdf = desktop.pdf(format="A4", prefer_css_page_size=True)
            assert len(PAGE_OBJECT.findall(pdf)) == 1, prefix + guide.url
            desktop.emulate_media(media="screen")
    desktop.close()


@pytest.mark.parametrize("start", ["", "en/"])
def test_the_last_page_of_a_printed_guide_is_its_checklist(
    desktop: Page, address: str, tmp_path: Path, start: str
) -> None:
    desktop.goto(f"{address}{start}guides/targets-that-count/")
    heading = desktop.locator("#checklist").inner_text()
    file = tmp_path / "guide.pdf"
    desktop.pdf(path=file, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True, text=True).stdout  # noqa: S607
    *_, before, last = text.rstrip("\f").split("\f")
    assert last.strip().startswith(heading)
    assert "CC BY 4.0" in before
