"""Guides on paper: each ends in a checklist that is one page of its own."""

from __future__ import annotations

import re

from playwright.sync_api import Browser
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
