"""Make projects of any size from the real activity pages, valid for every check, to measure with."""

from __future__ import annotations

import re
import shutil
from functools import partial
from pathlib import Path

from catalogue import Catalogue, read_catalogue

from . import ROOT

PARTS = ("docs", "hooks", "overrides", "scripts", "mkdocs.yml", "requirements.lock")
FIRST_HAN, HAN_COUNT = 0x4E00, 20000
# What `sentences_are_own` takes for a sentence: on so many copies it would be one that fits all.
LONG_PIECE = re.compile(r"[^。！？；|\n]{18,}")
# A whole field is found first, so that no character of its name is changed.
FIELD_OR_HAN = re.compile(r"〔[^〕\n]*〕|[\u4e00-\u9fff]")
TITLE = re.compile(r'^title: ("?)(.*?)("?)$', re.MULTILINE)
ALIASES = re.compile(r"^aliases: .*(?:\n  .*)*", re.MULTILINE)
STAMP = re.compile(r"^translated_from:.*$", re.MULTILINE)


def copy_project(folder: Path) -> None:
    """All that a build needs, in `folder`."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")


def make_project(folder: Path, pages: int) -> int:
    """A copy of this project in `folder` with activity pages copied until each language has `pages` pages.

    The number of pages per language, which is never smaller than the project's own.
    """
    copy_project(folder)
    catalogue, _ = read_catalogue(folder / "docs")
    there = sum(1 for _ in catalogue.entries())
    stems = sorted(catalogue.activities)
    wanted = max(0, pages - there)
    for number in range(wanted):
        # The pages that are there are the first edition.
        _copy_activity(folder / "docs", stems[number % len(stems)], number // len(stems) + 2)
    # Read once more: a fingerprint is made of the copies' own words.
    _stamp(folder, read_catalogue(folder / "docs")[0])
    return there + wanted


def _copy_activity(docs: Path, stem: str, copy: int) -> None:
    """One more edition of that activity in both languages: own title, no aliases, own long sentences."""
    for language, ending in (("zh", f"（第{copy}版）"), ("en", f" (edition {copy})")):
        folder = docs / language / "activities"
        head, _, body = (folder / f"{stem}.md").read_text(encoding="utf-8").partition("\n---\n")
        head = TITLE.sub(rf"title: \1\2{ending}\3", head, count=1)
        # No alias may stand twice, and a page that no plan names needs a day by which it is reached.
        head = ALIASES.sub("aliases: []", head).replace("observances: []", "observances: [lei-feng-day]")
        if language == "zh":
            body = LONG_PIECE.sub(partial(_changed, copy), body)
        (folder / f"{stem}-{copy}.md").write_text(f"{head}\n---\n{body}", encoding="utf-8")


def _changed(copy: int, found: re.Match[str]) -> str:
    """The piece with its last Chinese character changed, so that no sentence stands on every copy."""
    piece = found[0]
    last = [one for one in FIELD_OR_HAN.finditer(piece) if len(one[0]) == 1]
    # A heading is the same on all run sheets, and its id must be found.
    if not last or piece.startswith("#"):
        return piece
    at = last[-1].start()
    return piece[:at] + chr(FIRST_HAN + (ord(piece[at]) - FIRST_HAN + copy) % HAN_COUNT) + piece[at + 1 :]


def _stamp(folder: Path, catalogue: Catalogue) -> None:
    """Every copied translation is called up to date."""
    for entry in catalogue.activities.values():
        english = entry.sources.get("en")
        if english and entry.words and entry.words.translated_from != entry.fingerprint:
            page = folder / english.path
            page.write_text(
                STAMP.sub(f'translated_from: "{entry.fingerprint}"', page.read_text(encoding="utf-8"), count=1),
                encoding="utf-8",
            )
