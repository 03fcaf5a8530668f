"""Look at every page of the built site in a real browser, both languages: accessibility, layout, console, requests.

Over http at the root of a host and below a sub-path, and from disk; at phone and desktop width, in light and dark
and in high contrast. With --record the result is written to docs/audit.yml, from which the site's own statement
takes it.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import json
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, BrowserContext, Error, Page, async_playwright

from . import ROOT
from .browser import SWITCHES, program
from .build import OFFLINE_FOLDER, Wanted, build
from .host import Host

PHONE, DESKTOP = 360, 1280
REFLOW = {PHONE: (320,), DESKTOP: (640, 768)}
"""The narrowest phone; a desktop zoomed to 200 %, which has the layout of half its width; a tablet."""

LOOKS: dict[str, tuple[Literal["light", "dark"], str]] = {
    "light": ("light", ""),
    "dark": ("dark", ""),
    "high contrast": ("light", "high"),
}
CONTRAST = """high => {
    if (high) document.documentElement.setAttribute("data-contrast", high);
    else document.documentElement.removeAttribute("data-contrast");
}"""
AT_ONCE = 4
ABORTED = "net::ERR_ABORTED"
STAND_INS = frozenset({"404.html", "offline.html"})
"""They name their files from the root of the host that they were built for, so they hold nowhere else."""


@dataclass
class Report:
    """What was looked at, and what was found: a description -> the pages where it is so."""

    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    pages: int = 0
    total: int = 0
    """Pages of the site, looked at or not."""
    views: int = 0

    def add(self, where: str, found: Iterable[str]) -> None:
        for one in found:
            self.faults[one].append(where)


Check = Callable[[Page, str, Report], Awaitable[None]]


@asynccontextmanager
async def watched(context: BrowserContext, start: str, where: str, report: Report) -> AsyncIterator[Page]:
    """A page whose console errors, failed requests and requests that lead out of the site are reported."""
    page = await context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    # What a page left behind half loaded, such as its icon, is broken off and not missing.
    page.on(
        "requestfailed",
        lambda r: None if r.failure == ABORTED else faults.append(f"request failed: {r.url.removeprefix(start)}"),
    )
    page.on(
        "response", lambda r: faults.append(f"{r.status}: {r.url.removeprefix(start)}") if r.status >= 400 else None
    )
    page.on("request", lambda r: None if r.url.startswith((start, "data:")) else faults.append(f"asks for {r.url}"))
    try:
        yield page
    finally:
        await page.close()
        report.add(where, faults)


async def look(page: Page, where: str, report: Report) -> None:
    """Everything that is asked of a page at phone width and at desktop width."""
    axe = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    questions = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")
    for width in (PHONE, DESKTOP):
        await page.set_viewport_size({"width": width, "height": 900})
        await page.emulate_media(color_scheme="light")
        await page.goto(where)
        await page.evaluate(axe)
        await page.evaluate(questions)
        for look_name, (scheme, contrast) in LOOKS.items():
            await page.emulate_media(color_scheme=scheme)
            await page.evaluate(CONTRAST, contrast)
            found = await page.evaluate("colours => siteAudit.axe(colours)", look_name != "light")
            report.add(f"{where} ({width} px, {look_name})", found)
            report.views += 1
        report.add(f"{where} ({width} px)", await page.evaluate("phone => siteAudit.small(phone)", width == PHONE))
        report.add(f"{where} ({width} px)", await page.evaluate("siteAudit.spread()"))
        for other in REFLOW[width]:
            await page.set_viewport_size({"width": other, "height": 900})
            report.add(where, await page.evaluate("siteAudit.sideways()"))
    await page.set_viewport_size({"width": PHONE, "height": 900})
    await page.evaluate("document.documentElement.setAttribute('data-size', 'huge')")
    report.add(f"{where} (largest text)", await page.evaluate("siteAudit.sideways()"))


async def walk(page: Page, where: str, report: Report) -> None:
    """Only load the page: the console and the requests are what is looked at."""
    await page.goto(where)
    report.views += 1


async def crawl(browser: Browser, start: str, pages: list[str], check: Check, title: str, report: Report) -> None:
    """Check every page, several at once, and say how far it is."""
    # A service worker would answer from its cache, and hide a request that fails.
    context = await browser.new_context(viewport={"width": PHONE, "height": 900}, service_workers="block")
    # Taken from the end, which is the first page then.
    left, done, began = list(reversed(pages)), 0, time.monotonic()

    async def worker() -> None:
        nonlocal done
        while left:
            path = left.pop()
            async with watched(context, start, start + path, report) as page:
                try:
                    await check(page, start + path, report)
                except Error as error:
                    # One page that cannot be looked at is a fault, and no reason to leave out the others.
                    report.add(start + path, [f"could not be looked at: {error.message.splitlines()[0]}"])
            done += 1
            if done % 25 == 0 or done == len(pages):
                seconds = time.monotonic() - began
                print(
                    f"{title}: {done} of {len(pages)} pages, {len(report.faults)} faults, {seconds:.0f} s", flush=True
                )

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    await context.close()


async def audit(folder: Path, only: list[str]) -> Report:
    """Audit the site and its offline edition in that folder; if `only` names any, pages whose file name holds one."""
    site, report = folder / "site", Report()
    files = (file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html")))
    wanted = (file for file in files if not only or any(text in file for text in only))
    pages = [file.removesuffix("index.html") for file in wanted]
    report.pages = len(pages)
    disk = (folder / OFFLINE_FOLDER).as_uri() + "/"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program(), args=SWITCHES)
        with Host(site) as root, Host(site, "/sub/") as sub:
            await crawl(browser, root.address, pages, look, "Every page, in every look", report)
            below = [page for page in pages if page not in STAND_INS]
            await crawl(browser, sub.address, below, walk, "Below a sub-path", report)
        from_disk = [f"{page}index.html" if not page or page.endswith("/") else page for page in below]
        await crawl(browser, disk, from_disk, walk, "From disk", report)
        await browser.close()
    return report


def record(report: Report, file: Path) -> None:
    """Write the result for the published statement."""
    axe = json.loads((ROOT / "node_modules/axe-core/package.json").read_text(encoding="utf-8"))["version"]
    file.write_text(
        "# Written by ./scripts/audit --record; the site's page on accessibility shows it.\n"
        f"date: {datetime.datetime.now(tz=datetime.UTC).date()}\n"
        f'axe: "{axe}"\n'
        f"pages: {report.pages}\n"
        f"total: {report.total}\n"
        f"views: {report.views}\n"
        f"faults: {len(report.faults)}\n",
        encoding="utf-8",
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="./scripts/audit", description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], metavar="TEXT", help="only pages whose file name holds this")
    parser.add_argument("--record", action="store_true", help="write the result to docs/audit.yml")
    arguments = parser.parse_args()
    program()  # before the site is built for nothing
    with tempfile.TemporaryDirectory(prefix="audit-") as name:
        folder = Path(name)
        if build(folder / "site", wanted=Wanted(offline=folder / "offline.zip")):
            return 2
        with zipfile.ZipFile(folder / "offline.zip") as archive:
            archive.extractall(folder)
        report = asyncio.run(audit(folder, arguments.only))
        report.total = sum(1 for _ in (folder / "site").rglob("*.html"))
    for fault, places in sorted(report.faults.items(), key=lambda item: -len(item[1])):
        print(f"{fault}\n    {len(places)} times, first {places[0]}")
    print(f"{report.pages} pages, {report.views} views, {len(report.faults)} faults")
    if arguments.record:
        record(report, ROOT / "docs/audit.yml")
    return int(bool(report.faults))


if __name__ == "__main__":
    raise SystemExit(main())
