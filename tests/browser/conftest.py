"""Chromium on the built site, served from this machine below a sub-path, under the policy that the site publishes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from commands.browser import chromium
from commands.host import Host

# An assertion waits as long as an action does: on a busy machine five seconds may pass before a script has run.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with Host(site, "/sub/") as host:
        yield host.address


@pytest.fixture(scope="session")
def root_address(address: str) -> str:
    """The same site at the root of its host: the 404 page is made for the published address."""
    return address.removesuffix("sub/")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    yield from _page(_context(browser, width=360, height=740, has_touch=True), address)


@pytest.fixture
def desktop(browser: Browser, address: str) -> Iterator[Page]:
    yield from _page(_context(browser, width=1280, height=900), address)


@pytest.fixture
def plain(browser: Browser, address: str) -> Iterator[Page]:
    """A phone without JavaScript."""
    yield from _page(_context(browser, width=360, height=740, java_script_enabled=False), address)


def _context(browser: Browser, width: int, height: int, **more: bool) -> BrowserContext:
    # The service worker has tests of its own; elsewhere it would only fetch pages that nobody looks at.
    return browser.new_context(viewport={"width": width, "height": height}, service_workers="block", **more)


def _page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page that fails its test on a console error, a breach of the policy included, or a request to another host."""
    faults: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    host = address.removesuffix("sub/")
    page.on("request", lambda r: None if r.url.startswith((host, "data:")) else faults.append(r.url))
    page.faults = faults  # type: ignore[attr-defined]
    yield page
    context.close()
    assert not faults, faults
