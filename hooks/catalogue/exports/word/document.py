"""`word/document.xml` from paragraphs and tables, written as text: a few thousandths of a second a file."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ...content.blocks import Run, Runs, plain
from .styles import Indent, Kind, Paper
from .xml import HEAD, R, W, escape, indent, section, switch

SHARE_OF_THE_AREA = 0.5
"""How much wider a column with twice as much text becomes: by its square root."""

SHORT = 5.5
"""A cell of so many Chinese characters stays on one line: 〔上年数〕, 12月20日."""

SHORT_TABLE = 7
"""Rows of a table that is not torn over two pages."""

PADDING = 330
"""What a cell's margins take, with room for the gap between Chinese and figures that some programs add."""

BLANK_ROW = 567
"""A row to write in by hand is 1 cm high."""

LATIN = 0.6
WIDE = re.compile("[\u2e80-\U0010ffff“”‘’—…]+")
LATIN_WORD = re.compile(r"[!-,.0-~]+[-/]?")

Cell = tuple[Runs, ...]
"""The lines of a table's cell."""


# Named tuples: a file has hundreds, and they are faster to create than dataclasses.
class Para(NamedTuple):
    style: str
    runs: Runs = ()
    indent: Indent | None = None
    """In place of the style's own."""
    new_page: bool = False
    keep_next: bool = False
    """Stay on the page of the next paragraph."""
    closes: Paper | None = None
    """The paper of the section that ends with this paragraph."""


class Grid(NamedTuple):
    """A table. Its header is repeated on every page; no row is torn over two pages."""

    header: tuple[Runs, ...]
    """Empty for a table without one."""
    rows: tuple[tuple[Cell, ...], ...]
    paper: Paper
    """What it must fit on."""
    head: str = "TableHead"
    text: str = "TableText"
    """Styles of the header's and of the other cells."""


Piece = Para | Grid


def document_xml(pieces: Iterable[Piece], kind: Kind, shown: Callable[[str], str]) -> str:
    """The document part. `shown` gives a field's text in the file's language from its Chinese name."""
    write = _Writer(kind, shown)
    body = "".join(write.para(piece) if isinstance(piece, Para) else write.grid(piece) for piece in pieces)
    return f"{HEAD}<w:document {W} {R}><w:body>{body}{section(kind.portrait)}</w:body></w:document>"


@dataclass(frozen=True)
class _Writer:
    kind: Kind
    shown: Callable[[str], str]

    def para(self, para: Para) -> str:
        return f"{self.opening(para)}{self.runs(para.runs)}</w:p>"

    def opening(self, para: Para) -> str:
        """The paragraph up to its runs."""
        style = self.kind.by_id[para.style]
        properties = (
            f'<w:pStyle w:val="{style.id}"/>'
            + switch("keepNext", para.keep_next)
            + switch("pageBreakBefore", para.new_page)
            + (indent(para.indent, style.size or self.kind.styles[0].size) if para.indent else "")
            + (section(para.closes) if para.closes else "")
        )
        return f"<w:p><w:pPr>{properties}</w:pPr>"

    def runs(self, runs: Runs) -> str:
        # Most texts are one run.
        return self.run(runs[0]) if len(runs) == 1 else "".join(map(self.run, runs))

    def run(self, run: Run) -> str:
        text = self.shown(run.text) if run.field else run.text
        inner = "<w:tab/>".join(map(_text, text.split("\t"))) if "\t" in text else _text(text)
        return f"<w:r>{self.looks[run.field, run.strong]}{inner}</w:r>"

    @cached_property
    def looks(self) -> dict[tuple[bool, bool], str]:
        """The properties of a run that is a field or not, strong or not."""
        hint = '<w:rFonts w:hint="eastAsia"/>' if self.kind.language == "zh" else ""
        found = {
            (field, strong): '<w:rStyle w:val="Field"/>' * field + hint + "<w:b/><w:bCs/>" * strong
            for field in (False, True)
            for strong in (False, True)
        }
        return {look: f"<w:rPr>{properties}</w:rPr>" if properties else "" for look, properties in found.items()}

    def grid(self, grid: Grid) -> str:
        sizes = self.widths(grid)
        columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
        cells = [f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>' for size in sizes]
        rows = ""
        if grid.header:
            opening = self.opening(Para(grid.head, keep_next=True))
            rows = self.row([(cell,) for cell in grid.header], cells, opening, "<w:tblHeader/>")
        # A short table stays whole; of a longer one the header stays with the first row.
        kept = len(grid.rows) - 1 if len(grid.rows) <= SHORT_TABLE else 0
        openings = [self.opening(Para(grid.text, keep_next=keep)) for keep in (False, True)]
        rows += "".join(
            [self.row(row, cells, openings[number < kept], _height(row)) for number, row in enumerate(grid.rows)]
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
        )

    def row(self, row: Sequence[Cell], cells: Sequence[str], opening: str, more: str) -> str:
        """`cells`: how each begins; `opening`: the paragraphs of all; `more`: properties of the row."""
        written = ""
        # A row that is short of cells is filled up: Word calls such a table damaged.
        for number, cell in enumerate(cells):
            lines = (row[number] if number < len(row) else ()) or ((),)
            paras = "".join([f"{opening}{self.runs(line)}</w:p>" for line in lines])
            written += f"{cell}{paras}</w:tc>"
        return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{written}</w:tr>"

    def widths(self, grid: Grid) -> tuple[int, ...]:
        """Column widths in twips that sum to the paper's text width.

        Every column has room for its longest word and its header; the rest goes to those with more text.
        """
        size = self.kind.by_id[grid.text].size * 10
        columns = max(map(len, (grid.header, *grid.rows)))
        least: list[float] = []
        wanted: list[float] = []
        for column in range(columns):
            texts = [plain(line, self.shown) for row in grid.rows if column < len(row) for line in row[column]]
            head, *widths = measures(
                [plain(grid.header[column], self.shown) if column < len(grid.header) else "", *texts]
            )
            least.append(max(_longest(texts, widths), min(head, 4)) * size + PADDING)
            mean = sum(widths) / max(len(grid.rows), 1)
            longest = max(widths, default=0)
            fits = longest * size + PADDING <= least[-1]
            wanted.append(0.01 if fits else (longest * max(mean, 1)) ** SHARE_OF_THE_AREA)
        left = max(grid.paper.text_width - sum(least), 0)
        found = [math.floor(room + left * share / sum(wanted)) for room, share in zip(least, wanted, strict=True)]
        scale = grid.paper.text_width / sum(found)
        found = [math.floor(width * scale) for width in found]
        found[-1] += grid.paper.text_width - sum(found)
        return tuple(found)


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def _height(row: Sequence[Cell]) -> str:
    """Room to write in rows that a reader fills in by hand."""
    filled = sum(any(cell) for cell in row)
    return f'<w:trHeight w:val="{BLANK_ROW}" w:hRule="atLeast"/>' if filled <= 1 < len(row) else ""


def measure(text: str) -> float:
    """Width of a line in characters: a Chinese one is 1, any other about half."""
    return measures((text,))[0]


def measures(texts: Sequence[str]) -> list[float]:
    """Widths of lines. One search through many takes a fraction of the time of one search through each."""
    others = WIDE.sub("", "\n".join(texts)).split("\n")
    return [
        LATIN * len(text) + (1 - LATIN) * (len(text) - len(rest)) for text, rest in zip(texts, others, strict=False)
    ]


def _longest(texts: Sequence[str], widths: Iterable[float]) -> float:
    """Width of the longest piece of a column that should not be broken: a Latin word, or a short Chinese one."""
    if not texts:
        return 0
    latin = max(map(len, LATIN_WORD.findall("\n".join(texts))), default=0) * LATIN
    return max([latin, *[width if width <= SHORT else 2.0 for width in widths]])
