"""Rules for marks of Markdown that were meant as such, and that readers would see as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..content.body import MARKDOWN_LINK, REFERENCE, Body
from ..content.records import AnyEntry, Catalogue
from .pages import Finding

# A Chinese keyboard gives the wide ones as well: ＃＃ 标题.
HEADING_MARKS = ("#", "＃")
BARS = ("|", "｜")
WORTH_A_LOOK = ("](", "]（", "】", ".md", "<", "〔")
"""What stands in every line that `_fault_of_a_line` may find fault with."""

CODE = re.compile(r"`[^`]*`")
# [words]（a.md）, 【words】(a.md), [words](a b.md), and a bare a.md
NEARLY_A_LINK = re.compile(r"[\[【][^\]】]*[\]】][(（][^)）]*[)）]|[A-Za-z0-9_./-]+\.md\b")
NO_WORDS = re.compile(r"!\[\s*\]\(([^)]*)\)")
KEPT_OUT = re.compile(r"<(?:script|style|iframe|object|embed|link|meta|font)\b|<\w[^>]*\s(?:style|on\w+)\s*=", re.I)
# A bracket right before a closing quote is spoken of, not used: “〔”.
NEARLY_A_FIELD = re.compile(r"〔(?![^〔〕\n]*〕)(?![”\"`」])")
# Neither empty nor a mark of attributes, a quote, a table, a heading, a list, HTML or code.
WORDS_ALONE = re.compile(r"(?![{>|｜#＃\-*+<`~]|\d+[.)]\s)\S")
# A Chinese keyboard's space, or that of an office program: nothing to see, but text to the renderer.
NEARLY_EMPTY = re.compile(r"\n[^\S\n]*[\u3000\xa0]\s*\n")


def marks_are_whole(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """A heading, a table, a link, a field is marked so that it becomes one: half width, with its spaces and empty lines."""
    yield from entry.once("marks", lambda: tuple(_faults(entry)))


def _faults(entry: AnyEntry) -> Iterator[Finding]:
    for source in entry.sources.values():
        body = source.body
        text = body.unfenced
        lines = text.split("\n")
        headings = {heading.line for heading in body.headings}
        for number, line in enumerate(lines, body.first_line):
            if line[:1] in HEADING_MARKS and number not in headings:
                message = f"found '{line[:20]}', expected '## ' with a space behind it to make it a heading."
                yield source.path, number, message
        for place in _places(text):
            if not lines[place].startswith(HEADING_MARKS) and (message := _fault_of_a_line(lines[place])):
                yield source.path, body.first_line + place, message
        for found in NEARLY_EMPTY.finditer(text):
            message = (
                "this line looks empty, but its wide space joins what stands above and below it. Delete the space."
            )
            yield source.path, body.first_line + text.count("\n", 0, found.start()) + 1, message
        for number, message in _broken_tables(body, lines):
            yield source.path, number, message
    chinese = entry.zh.body
    for number in _run_together(chinese.unfenced.split("\n")):
        yield entry.zh.path, chinese.first_line + number, RUN_TOGETHER


def _places(text: str) -> list[int]:
    """Which lines hold a mark that may be a fault, counted from 0. Most hold none, and are never looked at."""
    starts: set[int] = set()
    for mark in WORTH_A_LOOK:
        at = text.find(mark)
        while at >= 0:
            starts.add(text.rfind("\n", 0, at) + 1)
            end = text.find("\n", at)
            at = text.find(mark, end) if end >= 0 else -1
    return [text.count("\n", 0, start) for start in sorted(starts)]


def _fault_of_a_line(line: str) -> str:
    plain = CODE.sub("", line) if "`" in line else line
    if "](" in plain and (found := NO_WORDS.search(plain)):
        return f"the image '{found[1]}' has no words for who cannot see it, expected ![what it shows]({found[1]})."
    if "<" in plain and (found := KEPT_OUT.search(plain)):
        return f"found '{found[0]}', expected words and Markdown alone: looks and behaviour come from the site's own files. Delete it."
    if "〔" in plain and NEARLY_A_FIELD.search(plain):
        return "found '〔' without '〕', expected both around the name of a fill-in field."
    if not any(mark in plain for mark in ("](", "]（", "】", ".md")) or REFERENCE.match(plain):
        return ""
    found = NEARLY_A_LINK.search(MARKDOWN_LINK.sub("", plain))
    return f"found '{found[0]}', expected [words](file.md): half width, no space in the address." if found else ""


def _broken_tables(body: Body, lines: list[str]) -> Iterator[tuple[int, str]]:
    """The first row of every run of rows that makes no table."""
    in_tables: set[int] = set()
    for table in body.tables:
        # The row of hyphens below the head is no row of the table's own.
        in_tables |= {table.line, table.line + 1, *table.lines}
        # Python-Markdown goes on with a paragraph, but a heading is whole on its own line.
        before = lines[table.line - body.first_line - 1] if table.line > body.first_line else ""
        if before.strip() and not before.startswith("#"):
            yield table.line, "this table begins right below a line of text, expected an empty line between them."
    rows = (number for number, line in enumerate(lines, body.first_line) if line.lstrip().startswith(BARS))
    stray = {number for number in rows if number not in in_tables}
    for number in sorted(stray):
        # One cause, one message: the rows below it are stray for the same reason.
        if number - 1 not in stray:
            yield number, NO_TABLE


def _run_together(lines: list[str]) -> Iterator[int]:
    """The second line of every paragraph that has several, counted from 0."""
    words = [bool(WORDS_ALONE.match(line)) for line in lines]
    for number in range(1, len(lines)):
        # Bars make a table, whose own rules say what is wrong with it.
        if words[number - 1] and words[number] and not (number > 1 and words[number - 2]) and "|" not in lines[number]:
            yield number


RUN_TOGETHER = (
    "this line goes on with the one above, and readers see both as one line with a gap in it. "
    "Begin each with '> ' if it stands alone, as in a form, or write them as one line."
)

NO_TABLE = (
    "this row is not part of a table, and readers would see its '|'. A table has a head, '| --- |' for each of its columns "
    "below it, '|' of half width, and no empty line between its rows."
)


def tables_are_even(entry: AnyEntry) -> Iterator[Finding]:
    """Every row of a table has as many cells as its head."""
    for source in entry.sources.values():
        for table in source.body.tables:
            for line, row in zip(table.lines, table.rows, strict=True):
                if len(row) != len(table.header):
                    message = f"this row has {len(row)} cells, expected {len(table.header)} as in the table's head."
                    yield source.path, line, message
