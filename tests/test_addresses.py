"""Made-up and nasty input: addresses resolve as WHATWG says, and no file, however broken, crashes the checker."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import ada_url
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalogue.site_check import causes, findings_of, read_site, text
from catalogue.site_check.addresses import INDEXES, ORIGIN, WEB, Addresses, Kind
from catalogue.site_check.locate import Lines
from catalogue.site_check.reader import decoded, read_page
from catalogue.site_check.syntax import refresh_address, srcset_addresses, style_addresses

FILES = (
    "index.html",
    "a/index.html",
    "a/b.html",
    "a/b/index.html",
    "中文/页.html",
    "a b.html",
    "c/d.e-f_g~/index.html",
)
PIECES = st.sampled_from(
    [
        "a",
        "b",
        "b.html",
        "..",
        ".",
        "",
        "/",
        "//",
        "\\",
        "中文",
        "页.html",
        "%E4%B8%AD",
        "%2e",
        "%2E%2e",
        "%2F",
        "%",
        "%zz",
        "?",
        "#",
        "?q=1",
        "#x",
        ":",
        "@",
        "http:",
        "HTTPS:",
        "https://",
        "site.invalid",
        "example.org",
        "file:",
        "javascript:",
        "mailto:",
        "data:,",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\x00",
        "\x7f",
        "&",
        ";",
        "'",
        '"',
        "<",
        "[",
        "]",
        "|",
        "^",
        "`",
        "{",
        "~",
        "_",
        "-",
        "c/d.e-f_g~/",
        "index.html",
        "İ",
        "é",
        "\u200b",
        "�",
        "😀",
        ":80",
        ":443",
        "xn--a",
        "1.2.3",
    ]
)
ADDRESSES = st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=30)
PLAIN_ADDRESSES = st.text(alphabet="ab.-_~/?#=&", max_size=16)
DOCUMENTS = st.sampled_from(FILES)
BASES = st.sampled_from(["/", "/sub/", "/sub/path/"])


def by_the_standard(document: str, address: str, base: str) -> tuple[str, str, str]:
    """Kind, path or whole address, and fragment, by a WHATWG parser alone."""
    try:
        url = ada_url.URL(address, base=document)
    except (ValueError, UnicodeEncodeError):
        return Kind.INVALID, address, ""
    if url.protocol.rstrip(":") not in WEB:
        return Kind.OTHER, url.href, ""
    if url.protocol + "//" + url.host != ORIGIN:
        return Kind.ELSEWHERE, url.href, ""
    path = url.pathname if url.pathname.startswith(base) else url.pathname + "/"
    if not path.startswith(base):
        return Kind.OUTSIDE, unquote(url.href.removeprefix(ORIGIN)), ""
    decoded_path = unquote(path[len(base) :]) if path is url.pathname or path == url.pathname else ""
    if "\ufffd" in decoded_path:
        decoded_path = path[len(base) :]
    return Kind.LOCAL, decoded_path, url.hash.removeprefix("#")


@settings(max_examples=1500, deadline=None)
@given(DOCUMENTS, ADDRESSES | PLAIN_ADDRESSES, BASES)
@example("a/index.html", "../../../index.html", "/")
@example("a/index.html", "#", "/sub/")
@example("a/b.html", "?x#y", "/sub/")
@example("index.html", "..", "/sub/")
@example("index.html", "../sub", "/sub/")
@example("a/b.html", "HTTPS:b.html", "/")
def test_addresses_resolve_as_the_standard_says(path: str, address: str, base: str) -> None:
    addresses = Addresses(FILES, base)
    document = addresses.of_page(path)
    target = addresses.resolve(document, address)
    kind, url, fragment = by_the_standard(document, address, base)
    assert (target.kind, target.url, target.fragment) == (kind, url, fragment)
    if kind is Kind.LOCAL:
        folder = url if url.endswith("/") or not url else f"{url}/"
        expected = url if url in FILES else next((folder + i for i in INDEXES if folder + i in FILES), "")
        assert target.file == expected


@settings(max_examples=400, deadline=None)
@given(ADDRESSES | PLAIN_ADDRESSES)
@example("")
@example("a/b.html?q=1#x")
@example("../sub/a/")
@example("a/../../sub2/")
def test_whole_addresses_of_the_own_site_lead_into_it(rest: str) -> None:
    addresses = Addresses(FILES, "/sub/", ["https://example.org/sub/"])
    target = addresses.resolve(addresses.of_page("a/index.html"), f"https://example.org/sub/{rest}")
    kind, url, fragment = by_the_standard(ORIGIN, f"{ORIGIN}/sub/{rest}", "/sub/")
    if kind is Kind.LOCAL:
        assert (target.kind, target.url, target.fragment) == (kind, url, fragment)
    else:
        assert target.kind is not Kind.LOCAL


@settings(max_examples=400, deadline=None)
@given(st.lists(ADDRESSES.filter(lambda a: "\ud800" not in a), min_size=1, max_size=3), ADDRESSES)
def test_bases_resolve_as_the_standard_says(hrefs: list[str], base: str) -> None:
    addresses = Addresses(FILES)
    here = addresses.of_page("a/b.html")
    document = addresses.document("a/b.html", base)
    try:
        expected = ada_url.URL(base, base=here).href
    except (ValueError, UnicodeEncodeError):
        expected = here
    assert document == (here if expected.startswith(("data:", "javascript:")) else expected)
    for href in hrefs:
        addresses.resolve(document, href)
        # What one document has asked for does not change what the next is told.
        assert addresses.resolve(here, href) == Addresses(FILES).resolve(here, href)


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            ["url(", ")", '"', "'", "\\", "a.png", "/*", "*/", "@import ", ";", "\n", "image-set(", "2x", ",", " "]
        ),
        max_size=20,
    ).map("".join)
)
def test_the_small_languages_never_fail(text: str) -> None:
    list(style_addresses(text))
    list(srcset_addresses(text))
    refresh_address(text)
    Lines(text).of("a", "href", text)


def test_srcset_follows_the_standard() -> None:
    cases = {
        "a.png": ["a.png"],
        "a.png 1x, b.png 2x": ["a.png", "b.png"],
        "a.png, b.png": ["a.png", "b.png"],
        "a,b.png 1x": ["a,b.png"],
        "data:image/png;base64,AA== 1x,b.png": ["data:image/png;base64,AA==", "b.png"],
        " , a.png 100w , ,b.png,": ["a.png", "b.png"],
        "a.png (x,y) 1x, b.png": ["a.png", "b.png"],
        "": [],
        ",": [],
    }
    assert {text: list(srcset_addresses(text)) for text in cases} == cases


def test_refreshes_follow_the_standard() -> None:
    cases = {
        "0; url=a": "a",
        "0;URL='a b'": "a b",
        "5": None,
        "0, a": "a",
        "0 url = a": "a",
        '1.5;"a"x': "a",
        "x": None,
    }
    assert {text: refresh_address(text) for text in cases} == cases


MARKUP = st.lists(
    st.sampled_from(
        [
            b"<a href=",
            b'"',
            b"'",
            b">",
            b"<",
            b"</a>",
            b"<!--",
            b"-->",
            b"<img src=x>",
            b"\x00",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"<meta charset=gbk>",
            b"<meta charset=nonsense>",
            b"<base href=//[>",
            b"<template>",
            b"<svg>",
            b"<use href=#x>",
            b"id=x ",
            b"<style>",
            b"url(",
            b"<script>",
            b"<![CDATA[",
            b"<!DOCTYPE",
            b"&#0;",
            b"&#xD800;",
            b"&amp",
            b"\xd6\xd0",
            b"check: off",
            b"\r",
            "中文".encode(),
            "中文".encode("utf-16"),
            b"<frameset>",
            b"<select>",
            b"<plaintext>",
            b"<math>",
            b"srcset=,",
            b"\xed\xa0\x80",
        ]
    )
    | st.binary(max_size=12),
    max_size=25,
).map(b"".join)


@settings(max_examples=400, deadline=None)
@given(MARKUP)
def test_no_page_crashes_the_reader(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    read_page(raw, "x.html")
    Lines(decoded(raw))
    folder = tmp_path_factory.getbasetemp() / "fuzzed"
    folder.mkdir(exist_ok=True)
    for name in ("index.html", "style.css", "sitemap.xml", "app.webmanifest", "a.svg"):
        (folder / name).write_bytes(raw)
    (folder / "first.html").write_text(
        "<link rel=stylesheet href=style.css><link rel=manifest href=app.webmanifest><a href=a.svg#x>"
    )
    site = read_site(folder)
    text(causes(findings_of(site), site))


BROKEN = {
    "cut-short": b"<!DOCTYPE html><html><body><a href='x.html",
    "nested": b"<div>" * 10_000 + b"<a href=gone>x</a>",
    "nested-links": b"<a href=gone>" * 10_000,
    "nested-lists": b"<ul><li>" * 10_000 + b"<a href=gone>x</a>",
    "long-line": b"<a href=gone>" + b"x" * 5_000_000,
    "long-attribute": b"<a href='" + b"x" * 5_000_000 + b"'>x</a>",
    "long-comment": b"<!-- check: off missing-target " + b"-" * 1_000_000,
    "many-quotes": b"<a href=\"'" * 20_000,
    "many-brackets": b"<" * 200_000,
    "many-urls": b"<style>" + b"a{b:url(" * 50_000,
    "only-nul": b"\x00" * 100_000,
    "one-attribute-many-times": b"<a " + b"href=x " * 50_000 + b">x</a>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_large_and_broken_files_are_read_in_time(name: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(BROKEN[name])
    (tmp_path / "style.css").write_bytes(BROKEN[name].removeprefix(b"<style>"))
    (tmp_path / "link.html").write_text("<link rel=stylesheet href=style.css>")
    site = read_site(tmp_path)
    text(causes(findings_of(site), site))


def test_the_type_of_a_candidate_is_not_an_address() -> None:
    text = 'a { background: image-set("a.png" type("image/png"), "b.png" 1x, url(c.png) type(\'image/avif\') 2x) }'
    assert [one.address for one in style_addresses(text)] == ["a.png", "b.png", "c.png"]
