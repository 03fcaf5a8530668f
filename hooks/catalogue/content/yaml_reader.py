"""Strict reading of YAML with the line of every value, and of the front matter at the head of a page.

MkDocs swallows broken front matter and shows the page without it; here it is a problem with its line.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

# The reader of libyaml, which every wheel has: the one in Python takes a '?' in a plain word of a list for a key.
from yaml import CSafeLoader

from ..exemptions import IN_HTML, IN_YAML, MARK, Exemption, exemptions_in
from ..problems import Problem

TAB = re.compile(r" *\t")
FULL_WIDTH_COLON = re.compile(r"[\s{-]*[\w-]+：")
NO_SPACE = re.compile(r"[\s{-]*[\w-]+:[^\s:/]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
QUOTE_IT = "Put text with ': ' or quotation marks inside \"…\"."
# Spaces after the hyphens are allowed: nobody sees them.
FRONT_MATTER = re.compile(r"---[ \t]*\n((?:.*\n)*?)---[ \t]*\n")
DATE = re.compile(r"\b(\d{4})-(\d\d?)-(\d\d?)\b")

Where = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top."""


@dataclass(frozen=True)
class Lines:
    """The line of every key and list item, by its way from the top."""

    by_way: dict[Where, int] = field(default_factory=dict)
    """Without values that stand on the same line as the value above them: `of` finds that one instead."""
    first: int = 1

    def of(self, *way: str | int) -> int:
        """The line of that value, or of the nearest thing above it that stands in the file."""
        for length in range(len(way), 0, -1):
            if way[:length] in self.by_way:
                return self.by_way[way[:length]]
        return self.first


@dataclass(frozen=True)
class Page:
    """A page as it stands in its file: data, where each value stands, and the Markdown body."""

    path: str
    data: dict[str, Any]
    lines: Lines
    body: str
    body_line: int
    """Line of the file on which the body begins."""
    exemptions: tuple[Exemption, ...] = ()


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[dict[str, Any], Lines, list[Problem]]:
    """The mapping in `text`, the lines of its values, and what is wrong with it.

    Duplicate keys are a problem: YAML would silently keep the last of them.
    """
    try:
        loader = CSafeLoader(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        # Where a quotation mark is never closed or a key has no colon, the parser marks the place at which it gave up.
        # The place at which it began to read helps more.
        opened = any(word in (error.context or "") for word in ("quoted", "simple key"))
        mark = (error.context_mark if opened else error.problem_mark) or error.context_mark
        at, cause = _cause(text.split("\n"), mark.line if mark else 0)
        what = " ".join(filter(None, (error.context, error.problem)))
        message = f"this is not valid YAML: {cause or f'{what}. {QUOTE_IT}'}"
        return {}, Lines(first=first_line), [Problem(path, first_line + at, message, "yaml")]
    except (yaml.YAMLError, ValueError) as error:
        at, cause = _no_day(text)
        message = f"this is not valid YAML: {cause or ' '.join(str(error).split()) + '.'}"
        return {}, Lines(first=first_line), [Problem(path, first_line + at, message, "yaml")]
    if not isinstance(data, dict):
        message = f"found a {type(data).__name__}, expected 'key: value' lines."
        return {}, Lines(first=first_line), [Problem(path, first_line, message, "yaml")]
    by_way: dict[Where, int] = {}
    problems: list[Problem] = []
    if node is not None:
        # 0 is no line: nothing stands above the top value.
        _note_lines(node, (), 0, path, first_line, by_way, problems)
    return data, Lines(by_way, first_line), problems


def _cause(lines: Sequence[str], at: int) -> tuple[int, str]:
    """The line and the usual slip behind a parser's error, which often shows only on the line that follows it."""
    for number in (at, at - 1):
        line = lines[number] if 0 <= number < len(lines) else ""
        if TAB.match(line):
            return number, "the line begins with a tab, expected spaces."
        if FULL_WIDTH_COLON.match(line):
            return number, "found the full-width colon '：', expected ': ' with a space behind it."
        if NO_SPACE.match(line):
            return number, "found no space behind ':', expected one."
    return at, ""


def _no_day(text: str) -> tuple[int, str]:
    """The line of the first date that no calendar has, and what is wrong."""
    for number, line in enumerate(text.split("\n")):
        for found in DATE.finditer(line):
            try:
                datetime.date(*map(int, found.groups()))
            except ValueError:
                return number, f"{found[0]} is no day of the calendar, expected one such as 2027-03-05."
    return 0, ""


def decoded(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text of a file without its byte-order mark; empty, with a problem, where it is not UTF-8."""
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n"), []
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8. Save the file as UTF-8."
        return "", [Problem(path, line, message, "encoding")]


def _note_lines(
    node: yaml.Node,
    way: Where,
    above: int,
    path: str,
    first_line: int,
    by_way: dict[Where, int],
    problems: list[Problem],
) -> None:
    """Note the line of each value that does not stand on the line of the value `above` it, as `Lines.by_way` says.

    Without that, the numbers for a list written in one line would take more memory than its words.
    """
    inner: list[tuple[str | int, int, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[Hashable] = set()
        for key, value in node.value:
            line = first_line + key.start_mark.line
            if key.value in seen:
                message = f"key '{key.value}' stands twice, expected once. Delete one of them."
                problems.append(Problem(path, line, message, "yaml"))
            seen.add(key.value)
            inner.append((key.value, line, value))
    elif isinstance(node, yaml.SequenceNode):
        inner += [(place, first_line + value.start_mark.line, value) for place, value in enumerate(node.value)]
    for step, line, value in inner:
        if line != above:
            by_way[(*way, step)] = line
        _note_lines(value, (*way, step), line, path, first_line, by_way, problems)


def read_page(raw: bytes, path: str) -> tuple[Page, list[Problem]]:
    """A page from its bytes. Whatever is wrong is reported; what can be read is returned."""
    problems: list[Problem] = []
    if raw.startswith(b"\xef\xbb\xbf"):
        message = "the file begins with a byte-order mark, which hides the front matter. Save it as UTF-8 without BOM."
        problems.append(Problem(path, 1, message, "encoding"))
    text, unreadable = decoded(raw, path)
    if unreadable:
        # One cause, one message: of what cannot be read nothing else is said.
        return Page(path, {}, Lines(), "", 1), problems + unreadable
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = (
            f"found the invisible control character 0x{ord(found[0]):02x}, often pasted from an office program. "
            "Delete it: no Word file may hold one."
        )
        problems.append(Problem(path, line, message, "encoding"))
    head, body, body_line = _split(text)
    if head is None:
        message = "no front matter found, expected '---' on line 1, keys, and '---' again on a line of its own."
        return Page(path, {}, Lines(), text, 1), [*problems, Problem(path, 1, message, "front-matter")]
    data, lines, wrong = read_yaml(head, path, first_line=2)
    exemptions: tuple[Exemption, ...] = ()
    if MARK in raw:
        exemptions = exemptions_in(head, path, 2, IN_YAML) + exemptions_in(body, path, body_line)
        # Only the comment goes: all lines keep their numbers.
        body = IN_HTML.sub("", body)
    return Page(path, data, lines, body, body_line, exemptions), problems + wrong


def _split(text: str) -> tuple[str | None, str, int]:
    found = FRONT_MATTER.match(text)
    if not found:
        return None, text, 1
    return found[1], text[found.end() :], text.count("\n", 0, found.end()) + 1
