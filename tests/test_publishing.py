"""From a built site to one that is published: policy, stamps, the offline edition, the examples for hosts."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import zipfile
from pathlib import Path

import pytest
from project import ROOT

from catalogue.publishing import content_security_policy, inline_scripts, precompress, prepare, write_offline_edition
from catalogue.publishing.offline import in_one_piece, offline_page
from catalogue.publishing.stamps import with_stamps

ASSET = re.compile(r'\s(?:src|href|data-[\w-]+)="[^"]*?(assets/[^"]+\.(?:css|js|svg))"')
STAMPED = re.compile(r"assets/stamped/[\w-]+\.([0-9a-f]{8})\.[a-z]+")


def test_only_scripts_that_stand_in_the_page_are_hashed() -> None:
    html = (
        '<script>one()</script><script defer src="x.js"></script>'
        '<script type="application/json">{"a": 1}</script><script nomodule>two()\n</script>'
    )
    expected = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'" for text in (b"one()", b"two()\n")
    }
    assert inline_scripts(html) == expected
    # The first of them as other programs compute it: printf 'one()' | openssl dgst -sha256 -binary | base64
    assert "'sha256-HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4='" in expected


def test_a_policy_allows_nothing_but_the_sites_own() -> None:
    policy = (
        "default-src 'none'; script-src 'self' 'sha256-a' 'sha256-b'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
    )
    scripts = ["'sha256-b'", "'sha256-a'"]
    assert content_security_policy(scripts) == policy
    assert content_security_policy(scripts, header=True) == f"{policy}; frame-ancestors 'self'"


def test_every_page_carries_the_policy_that_the_host_sends(site: Path) -> None:
    sent = _policy(site)
    without_frames = sent.removesuffix("; frame-ancestors 'self'")
    assert without_frames != sent
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html) == [without_frames], page
        assert len(inline_scripts(html)) == 1, page


@pytest.mark.parametrize("example", ["nginx.conf", "Caddyfile"])
def test_the_examples_for_hosts_send_what_the_site_needs(site: Path, example: str) -> None:
    text = (ROOT / "deploy" / example).read_text(encoding="utf-8")
    lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    for line in lines[1 : lines.index("/assets/stamped/*")]:
        name, _, value = line.strip().partition(": ")
        assert re.search(rf'{name} "{re.escape(value)}"', text), f"deploy/{example} should send: {name} {value}"


def test_assets_are_stamped_with_their_content(site: Path) -> None:
    known = {"assets/a.css": "assets/stamped/a.0123abcd.css"}
    html = '<link href="../assets/a.css"><a href="assets/b.css"><img src="assets/a.svg"><p title="assets/a.css">'
    assert with_stamps(html, known) == html.replace("../assets/a.css", "../assets/stamped/a.0123abcd.css")
    for page in site.rglob("*.html"):
        assets = ASSET.findall(page.read_text(encoding="utf-8"))
        assert len(assets) > 3, page
        for asset in assets:
            stamp = STAMPED.fullmatch(asset)
            assert stamp, (page, asset)
            assert hashlib.sha256((site / asset).read_bytes()).hexdigest().startswith(stamp[1]), (page, asset)


@pytest.mark.parametrize(
    ("served", "from_disk"),
    [
        ('<a href="../plans/">', '<a href="../plans/index.html">'),
        ('<a href="../plans/compact/#task-table">', '<a href="../plans/compact/index.html#task-table">'),
        ('<a href="../?month=3#x">', '<a href="../index.html?month=3#x">'),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a class="x" href="..">', '<a class="x" href="../index.html">'),
        ('<form action="./">', '<form action="./index.html">'),
        ('<a href="#day">', '<a href="#day">'),
        ('<a href="?month=3">', '<a href="?month=3">'),
        ('<a href="compact.docx">', '<a href="compact.docx">'),
        ('<a href="https://example.org/plans/">', '<a href="https://example.org/plans/">'),
        ('<a href="mailto:a@example.org">', '<a href="mailto:a@example.org">'),
        # A script's own address to lead to is `data-href`; other values are none, or only the beginning of one.
        ('<b data-href="../search/">', '<b data-href="../search/index.html">'),
        ('<b data-page="plans/compact/" data-root="../">', '<b data-page="plans/compact/" data-root="../">'),
    ],
)
def test_links_to_folders_lead_to_their_page_from_disk(served: str, from_disk: str) -> None:
    assert offline_page(f'<html lang="zh">{served}') == f'<html data-offline lang="zh">{from_disk}'


def test_a_plan_has_its_attachments_in_its_page_from_disk(site: Path) -> None:
    pages = {
        "plans/x/attachments/": '<article class="sheet"><p>Samples.</p><h2 id="a">A</h2><p><a href="../#task">1</a>'
        '<a href="../../../activities/y/">2</a><a href="#b">3</a></p><h2 id="b">B</h2></article><h2 id="c">C</h2>'
    }
    served = (
        '<h2 id="attachments">As</h2><ul class="attachments"><li id="b"><a href="attachments/#b">b</a></li></ul>'
        '<h2 id="signature">S</h2><p>N</p><plan-attachments data-page="attachments/"></plan-attachments><h2 id="end">'
    )
    whole = (
        '<h2 id="attachments">As</h2><ul class="attachments"><li><a href="#b">b</a></li></ul>'
        '<h2 id="signature">S</h2><p>N</p><h2 id="a">A</h2><p><a href="#task">1</a>'
        '<a href="../../activities/y/">2</a><a href="#b">3</a></p><h2 id="b">B</h2><h2 id="end">'
    )
    assert in_one_piece(served, "plans/x", pages.__getitem__) == whole
    assert in_one_piece(whole, "plans/x", pages.__getitem__) == whole
    with pytest.raises(ValueError, match="holds no attachments"):
        in_one_piece(served, "plans/x", lambda _: "<article></article>")


def test_the_offline_edition_has_every_page_and_no_link_to_a_folder(site: Path, offline: Path) -> None:
    with zipfile.ZipFile(offline) as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
        pages = {page.relative_to(site).as_posix() for page in site.rglob("*.html")} - {"404.html", "offline.html"}
        assert pages <= names
        assert {name.partition("/")[0] for name in archive.namelist()} == {"civil-community-workbench"}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for page in pages:
            html = archive.read(f"civil-community-workbench/{page}").decode()
            assert not re.search(r'\shref="(?!https?:)[^"#?]*/["#?]', html), page
            assert "Content-Security-Policy" not in html
            assert "<plan-attachments" not in html, page
    assert {f"{name}.js" for name in names if name.endswith(".docx")} <= names


def test_the_offline_edition_leaves_out_what_only_a_host_needs(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "plans").mkdir(parents=True)
    for name in ("index.html", "404.html", "offline.html", "robots.txt", "sitemap.xml", "sitemap.xml.gz"):
        (site / name).write_text('<a href="plans/">', encoding="utf-8")
    (site / "plans/a.xlsx").write_bytes(b"\xff")
    assert write_offline_edition(site, tmp_path / "all.zip", "site") == 3
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "site/index.html": b'<a href="plans/index.html">',
            "site/plans/a.xlsx": b"\xff",
            # A page that is opened from disk may read no file, but run a script.
            "site/plans/a.xlsx.js": b'window.officeFile="/w==";\n',
        }
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o644}


def test_a_published_site_has_a_version_of_its_own_and_its_headers(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()

    def worker(style: str = "b {}", page: str = "", program: str = "work();") -> dict[str, object]:
        (tmp_path / "assets/a.css").write_text(style, encoding="utf-8")
        html = f'<meta charset="utf-8"><link href="assets/a.css"><script>one()</script>{page}'
        (tmp_path / "index.html").write_text(html, encoding="utf-8")
        (tmp_path / "sitemap.xml.gz").write_bytes(b"the time of the build")
        prepare(tmp_path, program)
        about, _, rest = (tmp_path / "sw.js").read_text(encoding="utf-8").partition(";\n")
        assert rest == program
        return json.loads(about.removeprefix("var SITE = "))  # type: ignore[no-any-return]

    first = worker()
    assert first == {**worker(), "keeps": False, "offline": "offline.html"}
    others = [worker(style="i {}"), worker(page="<p>"), worker(program="rest();")]
    assert len({str(one["version"]) for one in (first, *others)}) == 4
    assert worker(page='<script src="assets/keep-pages.js"></script>')["keeps"] is True
    assert not (tmp_path / "sitemap.xml.gz").exists()
    scripts = ["'sha256-HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4='"]
    assert (tmp_path / "_headers").read_text(encoding="utf-8").splitlines() == [
        "/*",
        f"  Content-Security-Policy: {content_security_policy(scripts, header=True)}",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()",
        "/assets/stamped/*",
        "  Cache-Control: public, max-age=31536000, immutable",
        "/sw.js",
        "  Cache-Control: no-cache",
    ]


def test_compressed_copies_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>" + "abc" * 500)
    (tmp_path / "days.ics").write_text("a" * 512)
    (tmp_path / "small.html").write_text("a" * 511)
    (tmp_path / "noise.txt").write_bytes(b"".join(hashlib.sha256(bytes([n])).digest() for n in range(20)))
    (tmp_path / "picture.png").write_bytes(b"x" * 5000)
    assert precompress(tmp_path) == 2
    assert sorted(file.name for file in tmp_path.glob("*.gz")) == ["days.ics.gz", "page.html.gz"]
    packed = (tmp_path / "page.html.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "page.html").read_bytes()
    assert packed[4:8] == b"\0\0\0\0"


def _policy(site: Path) -> str:
    lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    return lines[1].strip().removeprefix("Content-Security-Policy: ")
