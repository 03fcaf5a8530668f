"""Every office file of the site by its address: Word files, spreadsheets and PDFs, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from ..content.records import Catalogue
from ..content.vocabulary import LANGUAGES
from ..work import Product
from .spreadsheet import task_sheet
from .word.files import address, word_files
from .word.package import fingerprint

HASHES = "rendered-from.json"
"""Beside the PDFs: address -> fingerprint of the Word file that each was rendered from."""


def office_files(catalogue: Catalogue, author: Mapping[str, str], year: int, code: str = "") -> Iterator[Product]:
    """Word files and spreadsheets. `year` is the one for the spreadsheets' dates; `code` as in `word_files`."""
    yield from word_files(catalogue, author, code)
    for language in LANGUAGES:
        for plan in catalogue.plans.values():
            yield Product(address(plan, language, ".xlsx"), partial(task_sheet, plan, catalogue, language, year))


NO_AUTHOR = {"zh": "", "en": ""}
"""An edition's name is in no PDF, so that one rendering serves all."""


def pdf_sources(catalogue: Catalogue) -> dict[str, bytes]:
    """Address from the site's root, without its ending, of each file that is rendered, and its Word file."""
    # Run sheets are not rendered: they are filled in and printed from Word.
    found = word_files(catalogue, NO_AUTHOR)
    return {one.path.removesuffix(".docx"): one.make() for one in found if "plans/" in one.path}


def rendered_from(folder: Path) -> dict[str, str]:
    """Address -> fingerprint of the Word file that the PDF in that folder was rendered from."""
    file = folder / HASHES
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return found


def stale_pdfs(folder: Path, site: Path) -> list[str]:
    """The PDFs that the Word files of plans in the built site lack in that folder: rendered from other words, or never."""
    rendered = rendered_from(folder)
    # Sorted, for a file system lists them in any order.
    words = sorted([*site.glob("plans/*/*.docx"), *site.glob("*/plans/*/*.docx")])
    addresses = {file.relative_to(site).with_suffix("").as_posix(): file for file in words}
    return [
        f"{address}.pdf"
        for address, file in addresses.items()
        if rendered.get(address) != fingerprint(file.read_bytes())
    ]


def rendered_files(folder: Path) -> Iterator[Product]:
    """The PDFs that `./scripts/pdfs` rendered and that are committed: a build needs no office program."""
    for file in sorted(folder.rglob("*.pdf")):
        yield Product(file.relative_to(folder).as_posix(), file.read_bytes)
