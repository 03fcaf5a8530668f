"""Waiting for what a page does by itself: never for a guessed time, and never for ever."""

from __future__ import annotations

import time

from playwright.sync_api import Page, Route

PATIENCE = 60.0
"""Seconds after which something that was to happen is said not to happen: far more than a slow, busy machine needs."""


def until(page: Page, question: str, argument: object = None) -> None:
    """Ask the page a question, which may be asynchronous, until the answer is yes.

    Not Playwright's `wait_for_function`: it does not await an answer, and what it evaluates later than at once the
    site's policy refuses.
    """
    end = time.monotonic() + PATIENCE
    while not page.evaluate(question, argument):
        assert time.monotonic() < end, f"{question} with {argument!r}"
        page.wait_for_timeout(50)


def held(page: Page, routes: list[Route]) -> Route:
    """A request that a test holds back, as soon as the page has made it."""
    end = time.monotonic() + PATIENCE
    while not routes:
        assert time.monotonic() < end, "nothing was asked for"
        page.wait_for_timeout(50)
    return routes.pop()


def painted(page: Page) -> None:
    """Until two frames have been drawn and the page has nothing left to do."""
    # Chromium without a window sometimes never says that it has nothing to do.
    page.evaluate(
        """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
          () => requestIdleCallback(done, { timeout: 1000 }))))"""
    )
