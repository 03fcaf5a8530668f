"""The search engine without a page around it, for the benchmarks."""

from __future__ import annotations

from pathlib import Path

from . import ROOT

SCRIPTS = ("load-script", *(f"search-{name}" for name in ("text", "sound", "index", "question", "ranking", "engine")))
"""In the order in which the pages load them; what shows results is left out."""


def engine_page(scripts: str) -> str:
    """A page that holds nothing but the engine, whose scripts stand at that address."""
    return '<!doctype html><meta charset="utf-8">' + "".join(
        f'<script src="{scripts}{name}.js"></script>' for name in SCRIPTS
    )


def write_engine(folder: Path) -> None:
    """Copy the engine's scripts into the folder, beside a page with them: `bench.html`."""
    for name in SCRIPTS:
        (folder / f"{name}.js").write_bytes((ROOT / f"docs/assets/javascripts/{name}.js").read_bytes())
    (folder / "bench.html").write_text(engine_page(""), encoding="utf-8")
