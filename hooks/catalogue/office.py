"""Every office file of the site by its address: Word files and spreadsheets, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .records import Catalogue
from .spreadsheet import task_sheet
from .vocabulary import LANGUAGES
from .word.files import address, word_files


def office_files(catalogue: Catalogue, author: Mapping[str, str], year: int) -> Iterator[tuple[str, bytes]]:
    """Address from the site's root, and content, of every file. `year` is the one for the spreadsheets' dates."""
    yield from word_files(catalogue, author)
    for language in LANGUAGES:
        for plan in catalogue.plans.values():
            yield address(plan, language, ".xlsx"), task_sheet(plan, catalogue, language, year)
