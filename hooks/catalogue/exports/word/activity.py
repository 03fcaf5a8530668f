"""A run sheet as a Word file: figures at the head, every block in its order, the forms last on pages of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...content.blocks import Block, Run, Runs, Table, runs
from ...content.records import Activity, Catalogue
from ...presentation import views
from .compose import Composer, Section, lines, sections, shown_fields
from .document import Para, Piece, document_xml
from .styles import CHINESE_SHEET, ENGLISH, Kind

COMPUTED = ("links", "sources")
"""Headings under which the site draws what belongs to the site."""

FORM_ROWS = 16
"""Rows of a form that ends in an empty one: a sheet of them, since it is filled in by thirty people."""

# Every Chinese font has the first one; the second is what English programs know.
BOX = {"zh": "□ ", "en": "☐ "}


def activity_document(activity: Activity, catalogue: Catalogue, language: str) -> str:
    """`word/document.xml` of that run sheet."""
    kind = kind_of(language)
    return document_xml(_pieces(activity, catalogue, kind), kind, shown_fields(catalogue, language))


def kind_of(language: str) -> Kind:
    """What a run sheet's file looks like: no official format is asked of it in either language."""
    return ENGLISH if language == "en" else CHINESE_SHEET


def _pieces(activity: Activity, catalogue: Catalogue, kind: Kind) -> Iterator[Piece]:
    compose = Composer(kind)
    yield Para("Title", runs(activity.title(kind.language)))
    yield Para("Subtitle", runs(activity.summary(kind.language)))
    yield from _facts(activity, catalogue, compose)
    found = _chapters(sections(activity.body(kind.language)))
    forms = [chapter for chapter in found if chapter[0].id == "forms"]
    for chapter in (*(chapter for chapter in found if chapter not in forms), *forms):
        if chapter[0].id in COMPUTED:
            continue
        for number, section in enumerate(chapter):
            if section.id == "materials":
                section = replace(section, blocks=tuple(_with_boxes(section.blocks, kind.language)))
            elif chapter in forms:
                section = replace(section, blocks=tuple(map(_with_rows, section.blocks)))
            # The first form follows the heading of all, every other one begins a page.
            yield from compose.section(section, new_page=chapter in forms and number != 1)


def _chapters(found: Sequence[Section]) -> list[list[Section]]:
    """Sections grouped below their headings of level 2."""
    chapters: list[list[Section]] = []
    for section in found:
        if section.level > 2 and chapters:
            chapters[-1].append(section)
        else:
            chapters.append([section])
    return chapters


def _facts(activity: Activity, catalogue: Catalogue, compose: Composer) -> Iterator[Piece]:
    """The fact strip, two facts in a row."""
    words = catalogue.reference.vocabulary.labels
    language = compose.kind.language
    cells: list[tuple[Runs, ...]] = []
    for fit in views.fact_strip(activity, catalogue, language):
        cells += [((Run(words[fit.label].label(language), strong=True),),), lines([fit.text])]
    yield from compose.grid((), [cells[start : start + 4] for start in range(0, len(cells), 4)])


def _with_boxes(found: Sequence[Block], language: str) -> Iterator[Block]:
    """The same blocks with a box to tick before the first cell of every row."""
    for block in found:
        if isinstance(block, Table):
            rows = (((Run(BOX[language]), *row[0]), *row[1:]) for row in block.rows)
            yield Table(block.header, tuple(rows))
        else:
            yield block


def _with_rows(block: Block) -> Block:
    """A table that ends in an empty row gets `FORM_ROWS` rows; anything else stays as it is."""
    if not isinstance(block, Table) or not block.rows or any(block.rows[-1]):
        return block
    return Table(block.header, block.rows + block.rows[-1:] * (FORM_ROWS - len(block.rows)))
