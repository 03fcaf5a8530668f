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
# A new page has none yet: its place is the end of the front matter, which with this begins and ends.
EDGE = b"---"


def _why_not(path: str) -> str:
    if path.startswith("docs/zh/"):
        return f"this is the Chinese page, expected its English one: {path.replace('docs/zh/', 'docs/en/')}"
    return "no page with front matter and a Chinese twin that can be read. Run ./scripts/check"


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
        if path not in by_path or not raw.startswith(EDGE):
            print(f"{path}: {_why_not(path)}", file=sys.stderr)
            failed = 1
            continue
        stamp = f'translated_from: "{by_path[path].fingerprint}"'.encode()
        head, edge, body = raw.removeprefix(EDGE).partition(b"\n" + EDGE)
        stamped = EDGE + (STAMP.sub(stamp, head, count=1) if STAMP.search(head) else head + b"\n" + stamp) + edge + body
        # An unchanged file keeps its time, and a running preview its page.
        if stamped != raw:
            page.write_bytes(stamped)
            print(f"{path}: stamped")
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
