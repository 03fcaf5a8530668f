"""Run Lighthouse (mobile, throttled) on a page of each kind, beside a default Material site of the same text."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import ROOT
from .browser import program
from .build import build
from .host import Host, KeepingHandler, free_port

PAGES = {
    "home": "",
    "plan": "plans/core-values/",
    "activity": "activities/eight-donts/",
    "finder": "activities/",
    "theme": "themes/neighbourhood/",
    "guide": "guides/choose-a-plan/",
    "calendar": "calendar/",
    "builder": "put-together/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# `font: false`, or the answer of a host of fonts would be measured as well.
DEFAULT = """
site_name: Default
site_url: {address}
docs_dir: docs
exclude_docs: "*.yml"
theme: {{name: material, language: zh, font: false}}
markdown_extensions: [attr_list, def_list, fenced_code, tables, toc]
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {{locale: zh, name: 中文, default: true, build: true}}
        - {{locale: en, name: English, build: true}}
"""


@dataclass(frozen=True)
class Result:
    """The scores of one page in the order of CATEGORIES (0 to 100), bytes and requests of its first view."""

    scores: tuple[int, ...]
    size: int
    requests: int
    failed: tuple[str, ...]

    def row(self) -> str:
        scores = " ".join(f"{score:>4}" for score in self.scores)
        return f"{scores} {self.size / 1000:>5.0f} KB {self.requests:>3}"


def run_once(url: str) -> dict[str, Any]:
    """One run of Lighthouse. Raises CalledProcessError with what it said."""
    command = ["node", str(ROOT / ".lighthouse/node_modules/lighthouse/cli/index.js"), url, "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-component-update --disable-sync"]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or program()}
    said = subprocess.run(command, check=True, capture_output=True, env=environment).stdout
    found: dict[str, Any] = json.loads(said)
    return found


def measure(url: str, runs: int) -> Result:
    """The medians of several runs, and what of the last run was not perfect."""
    reports = [run_once(url) for _ in range(runs)]
    scores = tuple(
        # A category that could not be scored has none.
        round(100 * statistics.median(report["categories"][one]["score"] or 0 for report in reports))
        for one in CATEGORIES
    )
    audits = reports[-1]["audits"]
    requests = audits["network-requests"]["details"]["items"]
    failed = tuple(
        name
        for name, one in audits.items()
        # From 0.9 on Lighthouse itself shows an audit in green; one that changes no score is left out.
        if one["score"] is not None and one["score"] < 0.9 and _counts(reports[-1], name)
    )
    return Result(scores, sum(one.get("transferSize", 0) for one in requests), len(requests), failed)


def _counts(report: dict[str, Any], audit: str) -> bool:
    return any(
        ref["id"] == audit and ref["weight"] > 0 for one in CATEGORIES for ref in report["categories"][one]["auditRefs"]
    )


def build_default(folder: Path, address: str) -> Path:
    """A site as Material makes it from the same Markdown, with its search and static-i18n and no template of ours."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    (folder / "mkdocs.yml").write_text(DEFAULT.format(address=address), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]
    subprocess.run(command, check=True, cwd=folder)
    return folder / "site"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./scripts/lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs of each page, of which the median counts (3)")
    parser.add_argument("--alone", action="store_true", help="without the default site beside it")
    parser.add_argument("--only", choices=PAGES, nargs="*", default=list(PAGES), help="kinds of pages")
    arguments = parser.parse_args()
    perfect = True
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as name:
        # Known before the sites are built, for pages hold their address.
        folder, ports = Path(name), (free_port(), free_port())
        # The build runs in a process of its own, which inherits it.
        os.environ["SITE_URL"] = f"http://127.0.0.1:{ports[0]}/"
        if build(folder / "ours"):
            return 2
        sites = {"ours": (folder / "ours", ports[0])}
        if not arguments.alone:
            sites["Material"] = (build_default(folder / "default", f"http://127.0.0.1:{ports[1]}/"), ports[1])
        print("                     perf  acc best  seo  first view, requests", flush=True)
        for kind in arguments.only:
            for label, (site, port) in sites.items():
                if not (site / PAGES[kind] / "index.html").is_file():
                    continue
                with Host(site, handler=KeepingHandler, port=port) as host:
                    result = measure(host.address + PAGES[kind], arguments.runs)
                # The default site is there to compare with: what it lacks is no failure.
                perfect = perfect and (label != "ours" or set(result.scores) == {100})
                print(f"{kind:<10} {label:<9} {result.row()}  {' '.join(result.failed)}", flush=True)
    return int(not perfect)


if __name__ == "__main__":
    raise SystemExit(main())
