"""Chromium for the commands that measure in a browser, and what they all measure."""

from __future__ import annotations

import shutil
import statistics
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

# Without these Chromium asks its maker's hosts at every start.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def program() -> str:
    """Path of Chromium, if possible without the parts that draw windows: it does the same in three fifths of the time.

    Stops the command where there is none.
    """
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if found is None:
        raise SystemExit("Chromium is needed (Debian: apt-get install chromium-headless-shell fonts-noto-cjk).")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of its own. Stops the command where Chromium is missing."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=[*SWITCHES, "--disable-sync"])
        try:
            yield browser
        finally:
            browser.close()


# Two frames after the tap the browser has painted what the tap changed.
TAP = """button => new Promise(done => {
  const start = performance.now();
  button.click();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""
"""Milliseconds from a tap on that button to the painted page."""


def built_site(folder: str) -> Path:
    """Where that built site is, absolute; refused where there is none."""
    site = Path(folder).resolve()
    if not (site / "activities/index.html").is_file():
        raise ArgumentTypeError(f"no built site in {folder}. Make one in site/: ./scripts/build")
    return site


def arguments_for(command: str, what: str | None) -> ArgumentParser:
    """The arguments of a command that measures a built site."""
    parser = ArgumentParser(prog=f"./scripts/{command}", description=what)
    parser.add_argument("site", type=built_site, nargs="?", default="site", help="a built site")
    return parser


def add_slower(parser: ArgumentParser) -> None:
    """An argument for a command that measures on a slowed processor."""
    parser.add_argument("--slower", type=int, default=4, help="how many times the processor is slowed")


def slow_down(page: Page, times: int) -> None:
    """Slow the processor for that page."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})


def spread(times: Sequence[float]) -> str:
    """Median and maximum of milliseconds, and how many there are."""
    return f"median {statistics.median(times):.0f} ms, maximum {max(times):.0f} ms of {len(times)}"
