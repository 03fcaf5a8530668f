"""What every composed file needs: blocks cut at their headings, and blocks as paragraphs and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ...content.blocks import Block, Code, Heading, Item, Paragraph, Quote, Run, Runs, Table, blocks, runs
from ...content.body import Body
from ...content.records import Catalogue
from .document import Grid, Para, Piece
from .styles import Kind

# A page's own title is of level 1, so its parts begin at 2.
HEADING_STYLES = {1: "Title", 2: "Heading1", 3: "Heading2"}


@dataclass(frozen=True)
class Section:
    """A heading, which the first section may lack, with the blocks up to the next heading of any level."""

    heading: Heading | None
    blocks: tuple[Block, ...]

    @property
    def id(self) -> str:
        return self.heading.id if self.heading else ""

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0


def sections(body: Body) -> tuple[Section, ...]:
    """That body cut before each of its headings."""
    found: list[tuple[Heading | None, list[Block]]] = [(None, [])]
    for block in blocks(body):
        if isinstance(block, Heading):
            found.append((block, []))
        else:
            found[-1][1].append(block)
    # A page that begins with a heading has nothing before it.
    return tuple(Section(heading, tuple(inner)) for heading, inner in found if heading or inner)


@dataclass(frozen=True)
class Composer:
    """Blocks in the styles of one kind of file."""

    kind: Kind

    def section(self, section: Section, new_page: bool = False) -> Iterator[Piece]:
        if section.heading:
            yield self.heading(section.heading, new_page)
        yield from self.blocks(section.blocks)

    def heading(self, heading: Heading, new_page: bool = False) -> Para:
        return Para(HEADING_STYLES.get(heading.level, "Heading3"), heading.runs, new_page=new_page)

    def blocks(self, found: Iterable[Block]) -> Iterator[Piece]:
        # In an official file every paragraph begins two characters in, in the others none does.
        text = "BodyTextFirstIndent" if self.kind.official else "Normal"
        for block in found:
            if isinstance(block, Paragraph):
                yield Para(text, block.runs)
            elif isinstance(block, Item):
                # An official item is a paragraph like any other: only its number tells it.
                yield Para(text if self.kind.official else "ListItem", self.item(block))
            elif isinstance(block, Quote):
                yield from self.quote(block)
            elif isinstance(block, Table):
                yield from self.table(block)
            elif isinstance(block, Code):
                # A form to copy: each of its lines stays one.
                yield from (Para(text, (Run(line),)) for line in block.text.splitlines())
            else:
                yield self.heading(block)

    def item(self, item: Item) -> Runs:
        """An item with its mark: official files have no bullets, their third level is 1. and their fourth （1）."""
        if self.kind.official:
            # A text that begins with a figure would run into the number: "2.3—10月".
            space = " " if item.runs and item.runs[0].text[:1].isdigit() else ""
            return (Run(f"（{item.number}）" if item.depth else f"{item.number}.{space}"), *item.runs)
        return (Run(f"{item.number}.\t" if item.ordered else "•\t"), *item.runs)

    def quote(self, quote: Quote) -> Iterator[Para]:
        for line in quote.lines:
            if isinstance(line, Item):
                yield Para("QuoteItem", self.item(line))
            else:
                yield Para("Quote", line.runs)

    def table(self, table: Table) -> Iterator[Piece]:
        rows = tuple(tuple((cell,) for cell in row) for row in table.rows)
        yield from self.grid(table.header, rows)

    def grid(self, header: Sequence[Runs], rows: Sequence[Sequence[tuple[Runs, ...]]]) -> Iterator[Piece]:
        """A table and the paragraph that must follow it: two tables in a row would become one."""
        yield Grid(tuple(header), tuple(tuple(row) for row in rows), self.kind.portrait)
        yield Para("Close")


def labels(catalogue: Catalogue, ids: Iterable[str], language: str) -> tuple[Runs, ...]:
    """Column names from docs/labels.yml."""
    words = catalogue.reference.vocabulary.labels
    return tuple((Run(words[identity].label(language)),) for identity in ids)


def lines(texts: Iterable[str]) -> tuple[Runs, ...]:
    """A cell's lines."""
    return tuple(runs(text) for text in texts)


def shown_fields(catalogue: Catalogue, language: str) -> Callable[[str], str]:
    """What shows a field in that language from its Chinese name."""
    return partial(catalogue.reference.vocabulary.shown_field, language=language)
