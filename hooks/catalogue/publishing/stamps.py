"""Copies of scripts, style sheets and drawings under names that hold a stamp of their content; compressed copies."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from ..work import run

# Looked for by itself, and then what stands before it: one expression for both takes five times as long.
ASSET = re.compile(r'assets/[^"?#]+\.(?:css|js|svg)(?=")')
ATTRIBUTE = re.compile(r"\s(?:src|href|data-[\w-]+)=\Z")
LONGEST_NAME = 40
STAMPED = "assets/stamped"
"""A folder of its own, so that every host can be told by its path what may be kept for ever. It lies as deep as the
folders of the originals: what a script or style sheet reaches by `../` it reaches from here too."""

STAMP_LENGTH = 8
COMPRESSIBLE = frozenset({".html", ".css", ".js", ".svg", ".json", ".csv", ".ics", ".xml", ".txt"})
SMALLEST = 512
"""Bytes below which a compressed copy saves nothing: it fits one packet anyway."""


def write_stamped(site: Path) -> Mapping[str, str]:
    """Copy every script, style sheet and drawing below `assets/`: its address from the root -> the copy's."""
    folder = site / STAMPED
    folder.mkdir(parents=True, exist_ok=True)
    known = {}
    for kind in ("css", "js", "svg"):
        for file in sorted((site / "assets").rglob(f"*.{kind}")):
            # The copies lie below `assets/` too.
            if file.parent == folder:
                continue
            content = file.read_bytes()
            stamp = hashlib.sha256(content).hexdigest()[:STAMP_LENGTH]
            name = f"{file.stem}.{stamp}.{kind}"
            (folder / name).write_bytes(content)
            known[file.relative_to(site).as_posix()] = f"{STAMPED}/{name}"
    return known


def with_stamps(html: str, known: Mapping[str, str]) -> str:
    """The page with the stamped copy for each asset that it names: it never meets an asset of another version."""

    def stamped(asset: re.Match[str]) -> str:
        quote = html.rfind('"', 0, asset.start())
        way = html[quote : asset.start()]
        if "?" in way or "#" in way or not ATTRIBUTE.search(html, max(0, quote - LONGEST_NAME), quote):
            return asset[0]
        # An asset that is not there has been told by the link check.
        return known.get(asset[0], asset[0])

    return ASSET.sub(stamped, html)


def precompress(site: Path) -> int:
    """Put `<file>.gz` beside every text file that gains by it, the same bytes each time; how many were written."""
    return sum(
        run(_compress, [file for file in sorted(site.rglob("*")) if file.suffix in COMPRESSIBLE and file.is_file()])
    )


def _compress(file: Path) -> bool:
    content = file.read_bytes()
    # Without a time in it, so that the same file gives the same bytes.
    packed = gzip.compress(content, compresslevel=9, mtime=0)
    gains = len(content) >= SMALLEST and len(packed) < len(content)
    if gains:
        file.with_name(f"{file.name}.gz").write_bytes(packed)
    return gains
