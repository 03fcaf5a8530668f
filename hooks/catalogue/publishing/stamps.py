"""Stamps of the content in the addresses of scripts, style sheets and drawings; files compressed beforehand."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from ..work import run

ASSET = re.compile(r'(?P<head>\s(?:src|href|data-[\w-]+)="[^"?#]*?)(?P<asset>assets/[^"?#]+\.(?:css|js|svg))(?=")')
STAMP_LENGTH = 8
COMPRESSIBLE = frozenset({".html", ".css", ".js", ".svg", ".json", ".csv", ".ics", ".xml", ".txt"})
SMALLEST = 512
"""Bytes below which a compressed copy saves nothing: it fits one packet anyway."""


def stamps(site: Path) -> Mapping[str, str]:
    """The stamp of every script, style sheet and drawing below `assets/`: address from the root -> hex digits."""
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:STAMP_LENGTH]
        for kind in ("css", "js", "svg")
        for file in (site / "assets").rglob(f"*.{kind}")
    }


def with_stamps(html: str, known: Mapping[str, str]) -> str:
    """The page with `?v=<stamp>` after each asset that it names: a page never meets an asset of another version."""

    def stamp(found: re.Match[str]) -> str:
        asset = found["asset"]
        return f"{found[0]}?v={known[asset]}" if asset in known else found[0]

    return ASSET.sub(stamp, html)


def precompress(site: Path) -> int:
    """Put `<file>.gz` beside every text file that gains by it, the same bytes each time; how many were written."""
    return sum(
        run(_compress, [file for file in sorted(site.rglob("*")) if file.suffix in COMPRESSIBLE and file.is_file()])
    )


def _compress(file: Path) -> bool:
    content = file.read_bytes()
    packed = gzip.compress(content, compresslevel=9, mtime=0)
    gains = len(content) >= SMALLEST and len(packed) < len(content)
    if gains:
        file.with_name(f"{file.name}.gz").write_bytes(packed)
    return gains
