"""Print every run sheet to PDF and count its pages, with and without the sheets for words, forms and the plan."""

from __future__ import annotations

import re
from collections import Counter

from playwright.sync_api import Page

from .browser import arguments_for, chromium

# /Type /Pages is the tree that holds them.
PAGE_OBJECT = re.compile(rb"/Type /Page\b(?!s)")
OWN_SHEETS = "@media print { .block--words, .block--forms, .block--plan-line { display: none !important } }"
MOST_PAGES = 2


def pages(page: Page) -> int:
    """A4 pages of what the browser prints now."""
    return len(PAGE_OBJECT.findall(page.pdf(format="A4", prefer_css_page_size=True)))


def main() -> int:
    site = arguments_for("bench-print", __doc__).parse_args().site
    long: list[str] = []
    with chromium() as browser:
        # The page's own policy would refuse the style that leaves the other sheets out.
        page = browser.new_page(bypass_csp=True)
        for root in ("", "en/"):
            counts: Counter[int] = Counter()
            wholes: Counter[int] = Counter()
            for file in sorted(site.glob(f"{root}activities/*/index.html")):
                page.goto(file.as_uri())
                wholes[pages(page)] += 1
                page.add_style_tag(content=OWN_SHEETS)
                found = pages(page)
                counts[found] += 1
                if found > MOST_PAGES:
                    long.append(f"{root}{file.parent.name}: {found} pages")
            print(
                f"{root or 'zh/'}: run sheet {dict(sorted(counts.items()))}, with all sheets {dict(sorted(wholes.items()))}"
            )
    print("\n".join(long) or f"No run sheet has more than {MOST_PAGES} pages.")
    return int(bool(long))


if __name__ == "__main__":
    raise SystemExit(main())
