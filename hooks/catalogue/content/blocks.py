"""A Markdown body as a flat sequence of blocks with their inline runs, for everything that is not a web page.

Reads the subset of Markdown that the site's pages keep to (see `body`): headings, paragraphs, lists,
quotations, pipe tables and fenced code. It never fails: what it does not know is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .body import DOCUMENT_YEAR, FENCE, HEADING, RULE_ROW, Body, cells

ITEM = re.compile(r"^(\s*)(?:[-*]|(\d+)\.)\s+(.*)$")
STOP = re.compile(r"[。！？；：，、）”’…]$")
INLINE = re.compile(
    r"""〔(?P<field>[^〔〕\n]*)〕
      | \*\*(?P<strong>.+?)\*\*
      | `(?P<code>[^`]+)`
      | \[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?(?P<target>[^)\s>]*)>?(?:\s+"[^"]*")?\s*\)""",
    re.VERBOSE,
)
SPACES_PER_LEVEL = 2


class Run(NamedTuple):
    """A piece of text of one kind."""

    text: str
    """As read; of a fill-in field its Chinese name without the brackets."""
    strong: bool = False
    field: bool = False
    target: str = ""
    """Where a link leads, as written; empty elsewhere."""


Runs = tuple[Run, ...]


class Heading(NamedTuple):
    """A heading of level 1 to 6; `id` is empty where the author gave none."""

    level: int
    id: str
    runs: Runs


class Paragraph(NamedTuple):
    runs: Runs


class Item(NamedTuple):
    """An item of a list."""

    ordered: bool
    depth: int
    """0 for the outer list."""
    number: int
    """Place in its list, from 1; for an ordered list the number as written."""
    runs: Runs


class Quote(NamedTuple):
    """Words to read out, send or hand out, line by line as they stand in the source."""

    lines: tuple[Paragraph | Item, ...]


class Table(NamedTuple):
    """A pipe table, cell by cell; a row may have more or fewer cells than the header."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


class Code(NamedTuple):
    """Fenced code, as it stands."""

    text: str


Block = Heading | Paragraph | Item | Quote | Table | Code


def runs(text: str, strong: bool = False) -> Runs:
    """The inline runs of a line of Markdown. Joined, their texts are what a reader reads, fields without brackets."""
    # Most texts hold none of the marks that INLINE looks for, and plain searches are faster than the expression.
    if "〔" not in text and "**" not in text and "[" not in text and "`" not in text:
        return (Run(text, strong),) if text else ()
    found: list[Run] = []
    at = 0
    for mark in INLINE.finditer(text):
        if mark["field"] is not None and DOCUMENT_YEAR.fullmatch(mark["field"]):
            continue  # 〔2027〕 is part of a document number
        if mark.start() > at:
            found.append(Run(text[at : mark.start()], strong))
        at = mark.end()
        if mark["field"] is not None:
            found.append(Run(mark["field"], strong, field=True))
        elif mark["strong"] is not None:
            found += runs(mark["strong"], strong=True)
        elif mark["code"] is not None:
            found.append(Run(mark["code"], strong))
        else:
            found += (Run(run.text, run.strong, run.field, mark["target"]) for run in runs(mark["text"], strong))
    if at < len(text):
        found.append(Run(text[at:], strong))
    return tuple(found)


def plain(pieces: Runs, shown: Callable[[str], str] = "〔{}〕".format) -> str:
    """The text of those runs; `shown` gives a field's text from its Chinese name."""
    return "".join([shown(run.text) if run.field else run.text for run in pieces])


def blocks(body: Body) -> tuple[Block, ...]:
    """The blocks of that body in order."""
    return tuple(_numbered(_blocks(body.text.split("\n"))))


def _blocks(lines: list[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if not line.strip():
            pass
        elif FENCE.match(line):
            while end < len(lines) and not FENCE.match(lines[end]):
                end += 1
            yield Code("\n".join(lines[at + 1 : end]))
            end += 1
        elif found := HEADING.match(line):
            yield Heading(len(found[1]), found["id"] or "", runs(found[2].rstrip()))
        elif line.startswith(">"):
            while end < len(lines) and lines[end].startswith(">"):
                end += 1
            yield Quote(tuple(_quoted(lines[at:end])))
        elif "|" in line and end < len(lines) and RULE_ROW.match(lines[end]):
            while end < len(lines) and "|" in lines[end]:
                end += 1
            yield Table(_row(line), tuple(map(_row, lines[at + 2 : end])))
        else:
            while end < len(lines) and _continues(lines[end]):
                end += 1
            yield _line(lines[at], lines[at + 1 : end])
        at = end


def _quoted(lines: list[str]) -> Iterator[Paragraph | Item]:
    inner = [re.sub(r"^> ?", "", line) for line in lines]
    found = [_line(line, []) for line in inner if line.strip()]
    for line in _numbered(found):
        if isinstance(line, Paragraph | Item):
            yield line


def _numbered(found: Iterator[Block] | list[Paragraph | Item]) -> Iterator[Block]:
    """The same blocks, with the items of unordered lists counted list by list."""
    counts: dict[int, int] = {}
    for block in found:
        if not isinstance(block, Item):
            counts.clear()
            yield block
            continue
        # An outer item ends the lists within the one before it.
        counts = {depth: count for depth, count in counts.items() if depth <= block.depth}
        counts[block.depth] = block.number if block.ordered else counts.get(block.depth, 0) + 1
        yield Item(block.ordered, block.depth, counts[block.depth], block.runs)


def _line(first: str, rest: list[str]) -> Paragraph | Item:
    item = ITEM.match(first)
    text = item[3] if item else first.strip()
    for line in rest:
        # Between Chinese lines a line break is not a space.
        joint = "" if STOP.search(text) or re.search(r"[\u4e00-\u9fff]$", text) else " "
        text += joint + line.strip()
    if item is None:
        return Paragraph(runs(text))
    return Item(item[2] is not None, len(item[1]) // SPACES_PER_LEVEL, int(item[2] or 0), runs(text))


def _row(line: str) -> tuple[Runs, ...]:
    return tuple(map(runs, cells(line)))


def _continues(line: str) -> bool:
    """Whether that line goes on with the paragraph or item before it."""
    # Most often the next line is empty.
    if not line.strip():
        return False
    starts = line.startswith(">") or "|" in line or HEADING.match(line) or FENCE.match(line) or ITEM.match(line)
    return not starts
