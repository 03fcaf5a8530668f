"""The Python side of the commands in scripts/: each module is one command."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def unknown_pages(pages: list[Path]) -> list[str]:
    """What to say of each that is no file of the docs folder."""
    docs = ROOT / "docs"
    return [
        f"{page}: no such file below docs/, expected one such as docs/zh/activities/eight-donts.md."
        for page in pages
        if not page.is_file() or not page.resolve().is_relative_to(docs)
    ]
