"""Every office file of the site by its address: Word files, spreadsheets and PDFs, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from .records import Catalogue
from .spreadsheet import task_sheet
from .vocabulary import LANGUAGES
from .word.files import address, word_files
from .work import Product


def office_files(catalogue: Catalogue, author: Mapping[str, str], year: int, code: str = "") -> Iterator[Product]:
    """Word files and spreadsheets. `year` is the one for the spreadsheets' dates; `code` as in `word_files`."""
    yield from word_files(catalogue, author, code)
    for language in LANGUAGES:
        for plan in catalogue.plans.values():
            yield Product(address(plan, language, ".xlsx"), partial(task_sheet, plan, catalogue, language, year))


def rendered_files(folder: Path) -> Iterator[Product]:
    """The PDFs that `./scripts/pdfs` rendered and that are committed: a build needs no office program."""
    for file in sorted(folder.rglob("*.pdf")):
        yield Product(file.relative_to(folder).as_posix(), file.read_bytes)
