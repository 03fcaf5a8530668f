"""How much a phone has to fetch: every page of the built site against its budget."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

import pytest

FIRST_VIEW = 100_000
"""Bytes, compressed: the page with all that it fetches before anybody scrolls or taps."""
PAGE, LONG_PAGE = 15_000, 30_000
LONG_PAGES = {"activities", "calendar", "changes", "sources", "report", "put-together", "wording"}
"""Whole lists, most of which a script filters in the page."""

STYLE = re.compile(r'<link rel="stylesheet" href="([^"?]+)')
SCRIPT = re.compile(r"<script([^>]*)\ssrc=\"([^\"?]+)[^>]*>")
IMAGE = re.compile(r"<img\s[^>]*>")
SOURCE = re.compile(r'\ssrc="([^"?]+)')
HEADER = re.compile(r"<header class=\"site-header\".*?</header>", re.DOTALL)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    return {file.relative_to(site).as_posix(): file.read_text(encoding="utf-8") for file in site.rglob("*.html")}


@cache
def _compressed(file: Path) -> int:
    content = file.read_bytes()
    return len(content) if file.suffix in {".png", ".jpg", ".webp"} else len(gzip.compress(content, 6, mtime=0))


def _file(site: Path, page: str, address: str) -> Path:
    # The pages for missing addresses name everything from the host's root.
    return site / address[1:] if address.startswith("/") else (site / page).parent / address


def test_every_page_is_small(site: Path, pages: dict[str, str]) -> None:
    heavy = {}
    for name, html in pages.items():
        section = name.removeprefix("en/").removesuffix("/index.html")
        size = len(gzip.compress(html.encode(), 6, mtime=0))
        budget = LONG_PAGE if section in LONG_PAGES else PAGE
        if size > budget:
            heavy[name] = size
    assert not heavy


def test_the_first_view_of_every_page_is_small(site: Path, pages: dict[str, str]) -> None:
    heavy = {}
    for name, html in pages.items():
        wanted = [*STYLE.findall(html), *(address for _, address in SCRIPT.findall(html))]
        wanted += [SOURCE.findall(image)[0] for image in IMAGE.findall(html) if 'loading="lazy"' not in image]
        wanted += re.findall(r'<link rel="icon" href="([^"?]+)', html)
        files = {_file(site, name, address).resolve() for address in wanted}
        size = len(gzip.compress(html.encode(), 6, mtime=0)) + sum(_compressed(file) for file in files)
        if size > FIRST_VIEW:
            heavy[name] = size
    assert not heavy


def test_no_script_holds_up_the_first_paint(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        for attributes, address in SCRIPT.findall(html):
            assert " defer" in attributes or " async" in attributes, f"{name}: {address}"
        assert "@import" not in html


def test_images_keep_their_place_and_wait_below_the_fold(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        for image in IMAGE.findall(html):
            assert re.search(r'\swidth="\d+"', image), f"{name}: {image}"
            assert re.search(r'\sheight="\d+"', image), f"{name}: {image}"
        for image in IMAGE.findall(HEADER.sub("", html)):
            assert 'loading="lazy"' in image, f"{name}: {image}"


def test_no_page_carries_a_list_of_all_pages_in_its_furniture(pages: dict[str, str]) -> None:
    """Navigation is pruned: outside the text of the page there are few links."""
    for name, whole in pages.items():
        # What stands in for pages of both languages has the English furniture in a template.
        html = re.sub(r"<template.*?</template>", "", whole, flags=re.DOTALL)
        before, _, rest = html.partition('<div class="page ')
        furniture = before + rest.partition("<footer")[2]
        assert furniture.count("<a ") <= 20, f"{name}: {furniture.count('<a ')} links around the text"


def test_no_page_carries_what_is_for_who_reads_its_source(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        text = re.sub(r"<pre>.*?</pre>", "", html, flags=re.DOTALL)
        assert not re.search(r"^[ \t]+\S", text, re.MULTILINE), name
        assert "md-toggle" not in html, name
        assert "md-dialog" not in html, name
