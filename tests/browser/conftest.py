"""Chromium on the built site, served from this machine below a sub-path, under the policy that the site publishes."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site below /sub/, and its own 404 page with the right code, as a static host does."""

    def end_headers(self) -> None:
        for name, value in self._published():
            self.send_header(name, value)
        super().end_headers()

    def _published(self) -> list[tuple[str, str]]:
        """What the site's own `_headers` says for every file."""
        lines = (Path(self.directory) / "_headers").read_text(encoding="utf-8").splitlines()
        common = lines[1 : next(i for i, line in enumerate(lines) if i and not line.startswith(" "))]
        return [(name, value) for name, _, value in (line.strip().partition(": ") for line in common)]

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/sub"))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/sub/"
    server.shutdown()


@pytest.fixture(scope="session")
def root_address(address: str) -> str:
    """The same site at the root of its host: the 404 page is made for the published address."""
    return address.removesuffix("sub/")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Without these switches Chromium asks its maker's hosts at every start.
        switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*switches, "--disable-sync"])
        yield found
        found.close()


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
