"""Without a network: pages that were read stay readable; after an update nothing old meets anything new."""

from __future__ import annotations

import json
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from project import ROOT
from waiting import until

from catalogue.publishing import prepare
from catalogue.publishing.stamps import write_stamped
from commands.host import Host, free_port

READ = "activities/eight-donts/"
SECOND = "en/plans/compact/"
UNREAD = "themes/safety/"
ATTACHMENTS = f"{SECOND}attachments/"
PAGES = ("", READ, SECOND, ATTACHMENTS, UNREAD, f"en/{UNREAD}", "offline.html", "404.html")


class Edition(Host):
    """A few pages of the site on a host that a test updates and switches off."""

    def __init__(self, site: Path, folder: Path) -> None:
        self.folder = folder / "site"
        shutil.copytree(site / "assets", self.folder / "assets")
        for path in PAGES:
            file = path if path.endswith(".html") else f"{path}index.html"
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(site / file, self.folder / file)
        shutil.copy(site / "_headers", self.folder)
        # While it is switched off, nobody else may be given its port.
        super().__init__(self.folder, "/sub/", port=free_port())

    def publish(self, word: str, *, keep_pages: bool = True) -> None:
        """Publish another version: that word in every title and in the style sheet."""
        copies = write_stamped(self.folder)
        (self.folder / "assets/stylesheets/site.css").write_text(f'body::after {{ content: "{word}" }}')
        for page in self.folder.rglob("*.html"):
            html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text())
            for asset, copy in copies.items():
                html = html.replace(copy, asset)
            html = re.sub(r"<title>(\[\w+\])?", f"<title>[{word}]", html)
            if not keep_pages:
                html = re.sub(r"<script [^>]*keep-pages.js[^>]*></script>", "", html)
            page.write_text(html)
        prepare(self.folder, (ROOT / "overrides/sw.js").read_text())


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Edition]:
    found = Edition(site, tmp_path)
    found.publish("first")
    with found:
        yield found


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def _version(page: Page) -> tuple[str, str]:
    """The word of the page's text and the word of its style sheet."""
    return page.title().partition("]")[0].strip("["), page.evaluate(
        "getComputedStyle(document.body, '::after').content"
    ).strip('"')


def _wait_until_kept(page: Page, host: Edition, *paths: str) -> None:
    """Until the worker of the published version has taken over and keeps these pages, and the version before is gone."""
    version = json.loads((host.folder / "sw.js").read_text().partition("= ")[2].partition(";")[0])["version"]
    until(
        page,
        """async ([version, pages]) => {
            const names = await caches.keys();
            if (names.length != 1 || !names[0].endsWith(version)) return false;
            const cache = await caches.open(names[0]);
            const found = await Promise.all(pages.map(page => cache.match(page)));
            return found.every(Boolean) && navigator.serviceWorker.controller !== null;
        }""",
        [version, [host.address + path for path in paths]],
    )


def test_pages_that_were_read_are_there_without_a_network(host: Edition, reader: Page) -> None:
    for path in (READ, SECOND):
        reader.goto(host.address + path)
        _wait_until_kept(reader, host, path)
    # They came into the plan, so they are kept as the plan is.
    _wait_until_kept(reader, host, ATTACHMENTS)
    host.stop()
    for path in (SECOND, READ):
        reader.goto(f"{host.address}{path}?x=1#day")
        expect(reader.locator("plan-attachments")).to_have_count(0)
        assert _version(reader) == ("first", "first")
        expect(reader.locator("h1")).to_be_visible()
    # The first page was read before there was a worker; its scripts work too.
    expect(reader.locator("fill-in summary").first).to_be_visible()
    reader.goto(f"{host.address}en/{UNREAD}")
    expect(reader.get_by_role("heading", name="There is no network")).to_be_visible()
    expect(reader.locator(".not-found:visible li")).to_have_count(3)
    # What was read first comes last.
    expect(reader.locator(".not-found:visible li a").last).to_contain_text("八个不")
    expect(reader.get_by_role("heading", level=1)).to_have_text("There is no network")
    # So is what stands around it; a page that is kept is in its own language.
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    expect(reader.locator(".menu")).to_contain_text("Activities")
    expect(reader.locator(".not-found:visible li a", has_text="Sample plan").first).to_have_attribute("lang", "en")
    reader.locator(".not-found:visible li a", has_text="Sample plan").filter(has_not_text="Attachments").click()
    expect(reader).to_have_url(host.address + SECOND)
    host.start()


def test_a_network_that_answers_nothing_does_not_keep_a_kept_page_back(host: Edition, reader: Page) -> None:
    reader.goto(host.address + READ)
    _wait_until_kept(reader, host, READ)
    host.stop()
    # It is reached, and says nothing.
    with socket.create_server(("127.0.0.1", urlsplit(host.address).port or 0)):
        reader.goto(host.address + READ, wait_until="domcontentloaded")
        assert _version(reader) == ("first", "first")
    host.start()


def test_a_plan_that_was_read_first_of_all_is_kept_whole(host: Edition, reader: Page) -> None:
    """Its attachments may have come before there was a worker."""
    reader.goto(host.address + SECOND)
    _wait_until_kept(reader, host, SECOND, ATTACHMENTS)
    host.stop()
    reader.reload()
    expect(reader.locator(".sheet--plan table")).to_have_count(7)
    host.start()


def test_without_a_network_the_list_of_attachments_stays(host: Edition, reader: Page) -> None:
    reader.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}});")
    reader.goto(host.address + SECOND)
    _wait_until_kept(reader, host, SECOND)
    host.stop()
    reader.reload()
    reader.locator("details.fill-in > summary").click()
    expect(reader.locator(".attachments li[id]")).to_have_count(7)
    reader.locator("#budget a").click()
    expect(reader.get_by_role("heading", name="There is no network")).to_be_visible()
    host.start()


def test_trying_again_leads_to_the_page_that_was_wanted(host: Edition, reader: Page) -> None:
    reader.goto(host.address)
    _wait_until_kept(reader, host, "")
    host.stop()
    reader.goto(host.address + UNREAD)
    expect(reader.get_by_role("heading", name="现在没有网络")).to_be_visible()
    host.start()
    reader.get_by_role("link", name="再试一次").click()
    expect(reader).to_have_url(host.address + UNREAD)
    # An address from elsewhere is no place to lead anybody.
    reader.goto(f"{host.address}offline.html?page=javascript:alert(1)")
    expect(reader.locator(".offline__again:visible")).to_have_attribute("href", host.address)


def test_after_an_update_nothing_old_meets_anything_new(host: Edition, reader: Page) -> None:
    for path in (READ, SECOND):
        reader.goto(host.address + path)
        _wait_until_kept(reader, host, path)
    host.publish("second")
    reader.goto(host.address)
    assert _version(reader) == ("second", "second")
    _wait_until_kept(reader, host, READ, SECOND, "")
    host.stop()
    for path in (READ, SECOND, ""):
        reader.goto(host.address + path)
        assert _version(reader) == ("second", "second"), path
    host.start()


def test_an_update_that_breaks_off_leaves_the_old_version_whole(host: Edition, reader: Page) -> None:
    reader.goto(host.address + READ)
    _wait_until_kept(reader, host, READ)
    # The new worker is there, and what it needs is not. The browser may look for a new one at any time: it comes last.
    (host.folder / "offline.html").write_text('<script src="assets/stamped/display.00000000.js"></script>')
    worker = (host.folder / "sw.js").read_text()
    (host.folder / "new-sw.js").write_text(worker.replace('"version": "', '"version": "x'))
    (host.folder / "new-sw.js").replace(host.folder / "sw.js")
    end = reader.evaluate(
        """async () => {
            const found = await navigator.serviceWorker.getRegistration();
            return new Promise(done => {
                const follow = () => {
                    const worker = found.installing;
                    const look = () => ["redundant", "activated"].includes(worker.state) && done(worker.state);
                    worker.onstatechange = look;
                    look();
                };
                found.onupdatefound = follow;
                if (found.installing) follow();
                found.update().catch(error => done(String(error)));
            });
        }"""
    )
    assert end == "redundant"
    host.stop()
    reader.reload()
    assert _version(reader) == ("first", "first")
    reader.goto(host.address + UNREAD)
    expect(reader.get_by_role("heading", name="现在没有网络")).to_be_visible()
    host.start()


def test_switched_off_the_worker_removes_itself(host: Edition, reader: Page) -> None:
    reader.goto(host.address)
    _wait_until_kept(reader, host, "")
    host.publish("second", keep_pages=False)
    reader.goto(host.address + READ)
    until(
        reader,
        "async () => !(await navigator.serviceWorker.getRegistration()) && !(await caches.keys()).length",
    )
