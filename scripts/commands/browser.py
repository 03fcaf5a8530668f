"""Chromium for the commands that measure in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

# Without these Chromium asks its maker's hosts at every start.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of its own. Stops the command where Chromium is missing."""
    found = shutil.which("chromium")
    if found is None:
        raise SystemExit("Chromium is needed (Debian: apt-get install chromium fonts-noto-cjk).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*SWITCHES, "--disable-sync"])
        try:
            yield browser
        finally:
            browser.close()
