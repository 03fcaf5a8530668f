"""Stamp English pages with the fingerprint of the Chinese words that they were just compared with."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from catalogue import read_catalogue

from . import ROOT, path_from_root, unknown_pages

# Up to the end of the line, whichever one the author's editor writes.
STAMP = re.compile(rb"^translated_from:[^\r\n]*", re.MULTILINE)


def _why_not(path: str) -> str:
    if path.startswith("docs/zh/"):
        return f"this is the Chinese page, expected its English one: {path.replace('docs/zh/', 'docs/en/')}"
    return "no readable page with `translated_from` in its front matter. Run ./scripts/check"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./scripts/translated", description=__doc__)
    parser.add_argument(
        "pages", nargs="+", type=Path, help="English pages, for example docs/en/activities/five-hands.md"
    )
    arguments = parser.parse_args()
    if unknown := unknown_pages(arguments.pages):
        print("\n".join(unknown), file=sys.stderr)
        return 2
    catalogue, _ = read_catalogue(ROOT / "docs")
    by_path = {entry.sources["en"].path: entry for entry in catalogue.entries() if "en" in entry.sources}
    failed = 0
    for page in arguments.pages:
        path = path_from_root(page)
        # As bytes, so that all but the stamp stays as it is: line ends, and what is no UTF-8.
        raw = page.read_bytes()
        if path not in by_path or not STAMP.search(raw):
            print(f"{path}: {_why_not(path)}", file=sys.stderr)
            failed = 1
            continue
        # The first is that of the front matter, whatever the page says further down.
        stamped = STAMP.sub(f'translated_from: "{by_path[path].fingerprint}"'.encode(), raw, count=1)
        # An unchanged file keeps its time, and a running preview its page.
        if stamped != raw:
            page.write_bytes(stamped)
            print(f"{path}: stamped")
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
