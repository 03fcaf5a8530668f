"""The figures of the Word files: paper, fonts and styles of each kind of file.

`OFFICIAL` follows GB/T 9704-2012, which committees use by analogy. Lengths are twips (1/20 pt), sizes are
half points, indents are hundredths of a character, as Open XML counts them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal


@dataclass(frozen=True)
class Font:
    """Word has no font stack: other names and the class of the type tell it what to take instead."""

    name: str
    others: tuple[str, ...]
    panose: str
    family: Literal["auto", "modern", "roman", "swiss"]
    charset: str = "86"
    """86 is Chinese (GB 2312), 00 is Latin."""


SONG_TITLE = Font(
    "方正小标宋简体",
    ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "宋体"),
    "02010601030101010101",
    "auto",
)
FANGSONG = Font("仿宋_GB2312", ("仿宋", "FangSong", "华文仿宋", "STFangsong"), "02010609030101010101", "modern")
KAITI = Font("楷体_GB2312", ("楷体", "KaiTi", "华文楷体", "STKaiti"), "02010609030101010101", "modern")
HEITI = Font("黑体", ("SimHei", "华文黑体", "思源黑体"), "02010609060101010101", "modern")
SONG = Font("宋体", ("SimSun", "华文宋体"), "02010600030101010101", "auto")
ARIAL = Font("Arial", ("Helvetica", "Liberation Sans"), "020B0604020202020204", "swiss", "00")


@dataclass(frozen=True)
class Paper:
    """A sheet with its margins. `grid` and `spacing` are Word's document grid; 0 where there is none."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int
    grid: int = 0
    """Distance of the grid's lines."""
    spacing: int = 0
    """What a character takes more than its size, in 1/4096 pt."""

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def is_landscape(self) -> bool:
        return self.width > self.height


@dataclass(frozen=True)
class Indent:
    """Hundredths of a character; `first` is negative for a hanging first line."""

    left: int = 0
    right: int = 0
    first: int = 0


@dataclass(frozen=True)
class Style:
    """A paragraph style. What is not said is as in `Normal`."""

    id: str
    name: str
    """Word shows its own name for the styles that it knows, such as `heading 1`: 标题 1."""
    font: Font | None = None
    size: int = 0
    bold: bool = False
    line: int = 0
    exact: bool = True
    """Whether `line` is the height of a line, or 240ths of the font's own."""
    before: int = 0
    after: int = 0
    align: Literal["", "left", "center", "right", "both"] = ""
    indent: Indent = field(default_factory=Indent)
    outline: int | None = None
    """Level in the navigation pane, from 0."""
    new_page: bool = False
    keep_next: bool = False
    tracking: int | None = None
    """What every character takes more than its width."""
    off_grid: bool = False
    """Leave Word's document grid to those who edit the file: what stands here fits without it."""
    bar: bool = False
    """A line down the left side, for words to read out."""


@dataclass(frozen=True)
class Kind:
    """One kind of file: what its template is made from."""

    language: Literal["zh", "en"]
    latin: Font
    chinese: Font
    portrait: Paper
    landscape: Paper
    styles: tuple[Style, ...]
    """The first is `Normal`, whose font, size and line the others inherit."""
    official: bool = False
    """Page numbers outside at 4号, — 1 —; in the other kinds in the middle."""

    @property
    def fonts(self) -> tuple[Font, ...]:
        found = [self.latin, self.chinese, SONG, *(style.font for style in self.styles if style.font)]
        return tuple(dict.fromkeys(found))

    @cached_property
    def by_id(self) -> dict[str, Style]:
        return {style.id: style for style in self.styles}


TWO_CHARACTERS = Indent(first=200)
LINE = 579  # 28.95 pt: 22 lines fill 225 mm; 29 pt would be 21
# 16 pt less 0.3: 28 characters fill 442.2 pt in every program, and 29 do not. Word would do the same by its grid alone, but
# LibreOffice gives a character of 16 pt two cells of 15.8, and shows fourteen in a line.
NARROW = -6

OFFICIAL = Kind(
    "zh",
    FANGSONG,
    FANGSONG,
    # 37, 26, 35 and 28 mm; the page number's line stands 7 mm below the text. 28 characters on 442.2 pt.
    Paper(11906, 16838, top=2098, right=1474, bottom=1984, left=1587, footer=1400, grid=LINE, spacing=-848),
    # The same sheet turned to the right: its top is the side that is bound.
    Paper(16838, 11906, top=1587, right=2098, bottom=1474, left=1984, footer=890, grid=LINE, spacing=-848),
    (
        Style("Normal", "Normal", FANGSONG, 32, line=LINE, align="both", tracking=NARROW, off_grid=True),
        Style("BodyTextFirstIndent", "Body Text First Indent", indent=TWO_CHARACTERS),
        Style("Title", "Title", SONG_TITLE, 44, line=700, align="center"),
        Style("Heading1", "heading 1", HEITI, 32, indent=TWO_CHARACTERS, outline=0, keep_next=True),
        Style("Heading2", "heading 2", KAITI, 32, indent=TWO_CHARACTERS, outline=1, keep_next=True),
        Style("Heading3", "heading 3", FANGSONG, 32, indent=TWO_CHARACTERS, outline=2, keep_next=True),
        Style("AttachmentMark", "附件标记", HEITI, 32, new_page=True, align="left", keep_next=True),
        Style("AttachmentTitle", "附件标题", SONG_TITLE, 44, line=700, align="center", outline=0, keep_next=True),
        Style("Signature", "Signature", align="right", keep_next=True),
        Style("Date", "Date", align="right"),
        Style("TableText", "表格文字", size=24, line=360, align="left", tracking=0),
        Style("TableHead", "表格标题", HEITI, 24, line=360, align="center", tracking=0),
        Style("DenseText", "小字表格文字", size=21, line=310, align="left", tracking=0),
        Style("DenseHead", "小字表格标题", HEITI, 21, line=310, align="center", tracking=0),
        Style("Footer", "footer", SONG, 28, line=280, align="left", tracking=0),
        Style("Close", "分隔", size=2, line=20),
    ),
    official=True,
)


def _smaller(style: Style) -> Style:
    """That style at 4号 in lines of 24 pt where it was at 3号."""
    return replace(style, size=28 if style.size == 32 else style.size, line=480 if style.line == LINE else style.line)


# The standard lets an office go below 3号 where need be: so a plan's short edition fits on two pages.
SHORT_EDITION = replace(
    OFFICIAL,
    portrait=replace(OFFICIAL.portrait, grid=0, spacing=0),
    styles=tuple(_smaller(style) for style in OFFICIAL.styles),
)
CHINESE_SHEET = Kind(
    "zh",
    SONG,
    SONG,
    Paper(11906, 16838, top=1134, right=1134, bottom=1134, left=1134, footer=567),
    Paper(16838, 11906, top=1134, right=1134, bottom=1134, left=1134, footer=567),
    (
        Style("Normal", "Normal", SONG, 24, line=400, after=60, align="left"),
        Style("Title", "Title", HEITI, 36, line=560, after=60, align="left"),
        Style("Subtitle", "Subtitle", after=160),
        Style("Heading1", "heading 1", HEITI, 28, line=440, before=240, after=80, outline=0, keep_next=True),
        Style("Heading2", "heading 2", HEITI, 24, before=140, after=60, outline=1, keep_next=True),
        Style("Heading3", "heading 3", KAITI, 24, before=100, after=40, outline=2, keep_next=True),
        Style("ListItem", "条目", after=40, indent=Indent(left=150, first=-150)),
        Style("Quote", "Quote", indent=Indent(left=100), bar=True),
        Style("QuoteItem", "引文条目", indent=Indent(left=250, first=-150), bar=True),
        Style("TableText", "表格文字", size=21, line=320, align="left"),
        Style("TableHead", "表格标题", HEITI, 21, line=320, align="left"),
        Style("Footer", "footer", SONG, 18, line=240, align="center"),
        Style("Close", "分隔", size=2, line=20, after=80),
    ),
)
ENGLISH = Kind(
    "en",
    ARIAL,
    SONG,
    Paper(11906, 16838, top=1247, right=1247, bottom=1247, left=1247, footer=624),
    Paper(16838, 11906, top=1247, right=1247, bottom=1247, left=1247, footer=624),
    (
        Style("Normal", "Normal", ARIAL, 21, line=288, exact=False, after=100, align="left"),
        Style("Title", "Title", size=36, bold=True, line=264, exact=False, after=80),
        Style("Subtitle", "Subtitle", after=200),
        Style(
            "Heading1",
            "heading 1",
            size=28,
            bold=True,
            line=264,
            exact=False,
            before=280,
            after=80,
            outline=0,
            keep_next=True,
        ),
        Style(
            "Heading2",
            "heading 2",
            size=23,
            bold=True,
            line=264,
            exact=False,
            before=180,
            after=60,
            outline=1,
            keep_next=True,
        ),
        Style("Heading3", "heading 3", size=21, bold=True, before=120, after=40, outline=2, keep_next=True),
        Style(
            "AttachmentTitle",
            "Annex title",
            size=28,
            bold=True,
            line=264,
            exact=False,
            after=120,
            outline=0,
            new_page=True,
            keep_next=True,
        ),
        Style("ListItem", "List item", after=50, indent=Indent(left=150, first=-150)),
        Style("Quote", "Quote", indent=Indent(left=150), bar=True),
        Style("QuoteItem", "Quote item", indent=Indent(left=300, first=-150), bar=True),
        Style("Signature", "Signature", before=60, after=0, align="right", keep_next=True),
        Style("Date", "Date", align="right"),
        Style("TableText", "Table text", size=18, line=252, exact=False),
        Style("TableHead", "Table head", size=18, bold=True, line=252, exact=False),
        Style("DenseText", "Small table text", size=17, line=240, exact=False),
        Style("DenseHead", "Small table head", size=17, bold=True, line=240, exact=False),
        Style("Footer", "footer", size=17, line=240, exact=False, align="center"),
        Style("Close", "Close", size=2, line=20, after=100),
    ),
)
