"""Strict reading of YAML with the line of every value, and of the front matter at the head of a page.

MkDocs swallows broken front matter and shows the page without it; here it is a problem with its line.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import yaml

from .exemptions import IN_HTML, IN_YAML, MARK, Exemption, exemptions_in
from .problems import Problem

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

Where = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top."""


@dataclass(frozen=True)
class Lines:
    """The line of every key and list item, by its way from the top."""

    by_way: dict[Where, int] = field(default_factory=dict)
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
        loader = Loader(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        # Of an open quotation mark the parser only notices the end of the file: the opening is what helps.
        opened = "quoted" in (error.context or "")
        mark = (error.context_mark if opened else error.problem_mark) or error.context_mark
        line = first_line + (mark.line if mark else 0)
        what = " ".join(filter(None, (error.context, error.problem)))
        message = f"this is not valid YAML: {what}. Put text with ': ' or quotation marks inside \"…\"."
        return {}, Lines(first=first_line), [Problem(path, line, message, "yaml")]
    except (yaml.YAMLError, ValueError) as error:
        message = f"this is not valid YAML: {' '.join(str(error).split())}."
        return {}, Lines(first=first_line), [Problem(path, first_line, message, "yaml")]
    if not isinstance(data, dict):
        message = f"found a {type(data).__name__}, expected 'key: value' lines."
        return {}, Lines(first=first_line), [Problem(path, first_line, message, "yaml")]
    by_way: dict[Where, int] = {}
    problems: list[Problem] = []
    if node is not None:
        _note_lines(node, (), path, first_line, by_way, problems)
    return data, Lines(by_way, first_line), problems


def _note_lines(
    node: yaml.Node,
    way: Where,
    path: str,
    first_line: int,
    by_way: dict[Where, int],
    problems: list[Problem],
) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[Hashable] = set()
        for key, value in node.value:
            line = first_line + key.start_mark.line
            if key.value in seen:
                message = f"key '{key.value}' stands twice, expected once. Delete one of them."
                problems.append(Problem(path, line, message, "yaml"))
            seen.add(key.value)
            by_way[(*way, key.value)] = line
            _note_lines(value, (*way, key.value), path, first_line, by_way, problems)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            by_way[(*way, number)] = first_line + value.start_mark.line
            _note_lines(value, (*way, number), path, first_line, by_way, problems)


def read_page(raw: bytes, path: str) -> tuple[Page, list[Problem]]:
    """A page from its bytes. Whatever is wrong is reported; what can be read is returned."""
    problems: list[Problem] = []
    if raw.startswith(b"\xef\xbb\xbf"):
        message = "the file begins with a byte-order mark, which hides the front matter. Save it as UTF-8 without BOM."
        problems.append(Problem(path, 1, message, "encoding"))
        raw = raw[3:]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8. Save the file as UTF-8."
        problems.append(Problem(path, line, message, "encoding"))
        text = raw.decode("utf-8", errors="replace")
    text = text.replace("\r\n", "\n")
    head, body, body_line = _split(text)
    if head is None:
        message = "no front matter found, expected '---' on line 1, keys, and '---' again on a line of its own."
        return Page(path, {}, Lines(), text, 1), [*problems, Problem(path, 1, message, "front-matter")]
    data, lines, wrong = read_yaml(head, path, first_line=2)
    exemptions: tuple[Exemption, ...] = ()
    if MARK in raw:
        exemptions = exemptions_in(head, path, 2, IN_YAML) + exemptions_in(body, path, body_line)
        # The other lines keep their numbers.
        body = IN_HTML.sub("", body)
    return Page(path, data, lines, body, body_line, exemptions), problems + wrong


def _split(text: str) -> tuple[str | None, str, int]:
    if not text.startswith("---\n"):
        return None, text, 1
    end = text.find("\n---\n", 3)
    if end < 0:
        return None, text, 1
    head = text[4 : end + 1]
    return head, text[end + 5 :], text.count("\n", 0, end + 5) + 1
