"""Time from a tap in the finder to the painted list, for the site's own activities and for many made-up ones."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from .browser import TAP, add_slower, arguments_for, chromium, slow_down, spread

CARD = re.compile(r'<li class="card".*?</li>', re.DOTALL)


def with_cards(html: str, wanted: int) -> str:
    """The page with its cards repeated, theme by theme, until there are `wanted` of them."""
    count = len(CARD.findall(html))
    times = -(-wanted // count)
    left = wanted

    def repeat(card: re.Match[str]) -> str:
        nonlocal left
        copies = min(times, left)
        left -= copies
        return card[0] * copies

    # Each beside its copies, so that they stay in the list of their theme.
    return CARD.sub(repeat, html)


def measure(page: Page, rounds: int) -> list[float]:
    """Milliseconds of each tap on each quick button, on and off."""
    buttons = page.locator(".quick").element_handles()
    return [float(page.evaluate(TAP, button)) for _ in range(rounds) for button in buttons for _ in (0, 1)]


def main() -> int:
    parser = arguments_for("bench-finder", __doc__)
    add_slower(parser)
    parser.add_argument("--cards", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    original = (arguments.site / "activities/index.html").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        # The page names its scripts relatively, and a build must stay as it is.
        shutil.copytree(arguments.site / "assets", Path(folder) / "assets")
        page_file = Path(folder) / "activities/index.html"
        page_file.parent.mkdir()
        for cards in (len(CARD.findall(original)), arguments.cards):
            page_file.write_text(with_cards(original, cards), encoding="utf-8")
            page = browser.new_page(viewport={"width": 360, "height": 740})
            page.goto(page_file.as_uri())
            slow_down(page, arguments.slower)
            # The first taps also compile the scripts, which the figure is not about.
            measure(page, 1)
            times = measure(page, arguments.rounds)
            found = page.locator(".card").count()
            print(f"{found:6} cards, processor slowed {arguments.slower} times: {spread(times)} taps")
            page.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
