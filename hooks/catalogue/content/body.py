"""What the checks and the exports need to know of a Markdown body: headings, tables, links, fields, text.

Not a Markdown renderer: the site's pages keep to the subset that is read here, and the twin rules
hold both languages to the same structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, islice, takewhile
from typing import NamedTuple

# No lazy repetition: it would try the rest of the expression again at every character.
HEADING = re.compile(r"(#{1,6})\s+([^{]*(?:\{(?!\s*#[^}\s]+\s*\}\s*$)[^{]*)*)(?:\{\s*#(?P<id>[^}\s]+)\s*\}\s*)?$")
# Begins with a plain character, which Python finds faster than the beginning of a line (^).
HEADING_LINE = re.compile(r"\n(#.*)")
FENCE = re.compile(r"^\s*(```|~~~)")
# | --- | :--: |
RULE_ROW = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
FIELD = re.compile(r"〔([^〔〕\n]*)〕")
# [words](file.md#part), [a [b]](<file.md> "title")
MARKDOWN_LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^)\s>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCE = re.compile(r"^\s{0,3}\[([^\]]+)\]:\s+<?(\S+?)>?\s*$")
HTML_LINK = re.compile(r"""<\w+\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
HAN = re.compile(r"[\u4e00-\u9fff]+")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
# 〔2025〕 with four digits is part of an official document number, not a field.
DOCUMENT_YEAR = re.compile(r"\d{4}")


# Named tuples where a page has hundreds of them: they are faster to create than dataclasses.
class Heading(NamedTuple):
    """A heading outside of code, with its line in the file."""

    level: int
    text: str
    id: str
    """The explicit id, or an empty string where the author gave none."""
    line: int


class Table(NamedTuple):
    """A pipe table: the header's cells, then the rows, each with the line on which it stands."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    line: int


class Link(NamedTuple):
    """An address as written, of a link or an image, with its line in the file."""

    target: str
    line: int


class FieldUse(NamedTuple):
    """A place where a fill-in field stands: its name without the brackets, and the line in the file."""

    name: str
    line: int


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level."""

    heading: Heading
    text: str
    line: int
    """Line of the file on which `text` begins."""

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        # A table within fenced code is an example, not data.
        return tuple(_tables(_unfenced(self.text), self.line))

    @property
    def items(self) -> tuple[str, ...]:
        """The items of the lists in this section, first lines only."""
        return tuple(re.findall(r"^(?:[-*]|\d+\.) +(.+)$", self.text, re.MULTILINE))

    @property
    def quote(self) -> str:
        """The quoted text of the section, without its marks."""
        return "\n".join(re.sub(r"^> ?", "", line) for line in self.text.splitlines() if line.startswith(">"))


@dataclass(frozen=True)
class Body:
    """A Markdown body and the line of the file on which it begins."""

    text: str
    first_line: int

    @property
    def unfenced(self) -> str:
        """The text with empty lines in place of fenced code. Not kept: it would be a second copy of every page."""
        return _unfenced(self.text)

    @property
    def numbered_lines(self) -> Iterator[tuple[int, str]]:
        """The lines with their numbers in the file; empty where they are fenced code."""
        return enumerate(self.unfenced.split("\n"), start=self.first_line)

    @property
    def tables(self) -> list[Table]:
        """All tables in order: those before the first heading, then those of each section (cached there)."""
        blank = len(self.text) - len(self.text.lstrip())
        before = _tables(self.lead, self.first_line + self.text.count("\n", 0, blank))
        return before + [table for section in self.sections for table in section.tables]

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        found, text = [], f"\n{self.unfenced}"
        at, number = 0, self.first_line
        for line in HEADING_LINE.finditer(text):
            number += text.count("\n", at, line.start())
            at = line.start()
            if heading := HEADING.match(line[1]):
                found.append(Heading(len(heading[1]), heading[2].rstrip(), heading["id"] or "", number))
        return tuple(found)

    @cached_property
    def lead(self) -> str:
        """What stands before the first heading."""
        end = self.headings[0].line - self.first_line if self.headings else None
        return "\n".join(self.text.split("\n")[:end]).strip()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        lines = self.text.split("\n")
        starts = [heading.line - self.first_line for heading in self.headings] + [len(lines)]
        return tuple(
            Section(
                heading, "\n".join(lines[start + 1 : end]).strip("\n"), heading.line + 1 + _blank(lines, start + 1, end)
            )
            for heading, start, end in zip(self.headings, starts, starts[1:], strict=False)
        )

    @cached_property
    def by_id(self) -> dict[str, Section]:
        return {section.heading.id: section for section in self.sections if section.heading.id}

    def below(self, heading_id: str) -> tuple[Section, ...]:
        """The sections that follow that heading of level 2, up to the next heading of its level."""
        from_it = dropwhile(lambda section: section.heading.id != heading_id, self.sections)
        return tuple(takewhile(lambda section: section.heading.level > 2, islice(from_it, 1, None)))

    def table(self, heading_id: str) -> Table | None:
        """The first table under that heading."""
        section = self.by_id.get(heading_id)
        return section.tables[0] if section and section.tables else None

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links and images, from Markdown and from raw HTML."""
        found = []
        for number, line in self.numbered_lines:
            if "]" not in line and "<" not in line:
                continue
            plain = re.sub(r"`[^`]*`", "", line)
            found += [Link(m[1], number) for m in MARKDOWN_LINK.finditer(plain)]
            found += [Link(m[2], number) for m in REFERENCE.finditer(plain)]
            for m in HTML_LINK.finditer(plain):
                found.append(Link(m[1] or m[2] or m[3] or "", number))
        return tuple(found)

    @cached_property
    def fields(self) -> tuple[FieldUse, ...]:
        """Fill-in fields 〔…〕, each use."""
        return tuple(
            FieldUse(name, number)
            for number, line in enumerate(self.text.split("\n"), start=self.first_line)
            if "〔" in line
            for name in FIELD.findall(line)
            if not DOCUMENT_YEAR.fullmatch(name)
        )

    @cached_property
    def han_count(self) -> int:
        """How many Chinese characters the body holds."""
        return sum(map(len, HAN.findall(self.text)))

    @cached_property
    def word_count(self) -> int:
        """How many words in Latin script the body holds."""
        return len(re.findall(r"[A-Za-z][A-Za-z'’-]*", self.text))


def numbers(text: str) -> tuple[str, ...]:
    """The numbers in a cell, in order: what both languages must agree on."""
    return tuple(NUMBER.findall(text.replace(",", "")))


def cells(line: str) -> tuple[str, ...]:
    """The cells of one line of a pipe table; `\\|` is a character of the cell."""
    inner = line.strip().removeprefix("|").removesuffix("|")
    if "\\" not in inner:
        return tuple(map(str.strip, inner.split("|")))
    return tuple(cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner))


def _unfenced(text: str) -> str:
    if "```" not in text and "~~~" not in text:
        return text
    kept, fenced = [], False
    for line in text.split("\n"):
        is_fence = FENCE.match(line) is not None
        kept.append("" if fenced or is_fence else line)
        fenced ^= is_fence
    return "\n".join(kept)


def _blank(lines: list[str], start: int, end: int) -> int:
    blank = 0
    while start + blank < end and not lines[start + blank].strip():
        blank += 1
    return blank


def _as_wide(head: str, rule: str) -> bool:
    """Whether both have as many cells: the renderer takes nothing else for a table."""
    return len(cells(head)) == len(cells(rule))


def _tables(text: str, first_line: int) -> list[Table]:
    found: list[Table] = []
    if "|" not in text:
        return found
    lines = text.split("\n")
    number = 0
    while number + 1 < len(lines):
        rule = lines[number + 1]
        if "|" in lines[number] and "|" in rule and RULE_ROW.match(rule) and _as_wide(lines[number], rule):
            end = number + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            found.append(
                Table(
                    header=cells(lines[number]),
                    rows=tuple(cells(line) for line in lines[number + 2 : end]),
                    lines=tuple(range(first_line + number + 2, first_line + end)),
                    line=first_line + number,
                )
            )
            number = end
        else:
            number += 1
    return found
