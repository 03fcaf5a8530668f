"""On which line of an HTML file an element stands. Asked only for what is reported: parsers that are fast keep no lines."""

from __future__ import annotations

import re
from html import unescape

from .syntax import SPACE

# A comment is found too, so that no tag inside it counts; `\Z` is for what nobody has closed.
TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)
      | <(?P<tag>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+)>?""",
    re.VERBOSE | re.DOTALL,
)
ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'>/=]++)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"?|'(?P<single>[^']*+)'?|(?P<bare>[^\s>]++)))?"""
)
# A finding on what is not there names the attribute all the same: `<img>` is looked up as one with an empty src.
NAMED_WHEN_MISSING = {"a": "href", "img": "src", "iframe": "src", "link": "href", "input": "src", "embed": "src"}
# Up to their end tag they hold text: a `<img` in a script is no image.
RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp"})


class Lines:
    """The elements of one HTML file by tag, attribute and value, with their lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[tuple[str, str, str], list[int]] = {}
        line, counted, position = 1, 0, 0
        while found := TAG.search(text, position):
            position = found.end()
            if found["tag"] is None:
                continue
            # Counted on from the tag before: from the top, a large page would take quadratic time.
            line += text.count("\n", counted, found.start())
            counted = found.start()
            tag = found["tag"].lower()
            self._note(tag, found["attributes"], line)
            if tag in RAW_TEXT:
                end = re.compile(rf"</{tag}", re.IGNORECASE).search(text, position)
                position = end.start() if end else len(text)

    def _note(self, tag: str, attributes: str, line: int) -> None:
        missing = NAMED_WHEN_MISSING.get(tag, "")
        for one in ATTRIBUTE.finditer(attributes):
            raw = one["double"] or one["single"] or one["bare"] or ""
            value = unescape(raw) if "&" in raw else raw
            name = one["name"].lower()
            self._lines.setdefault((tag, name, _plain(value)), []).append(line)
            missing = "" if name == missing else missing
        if missing:
            self._lines.setdefault((tag, missing, ""), []).append(line)

    def of(self, element: str, attribute: str, address: str, nth: int = 0) -> int | None:
        """The line of the nth such element, or of the nearest thing to it; None where there is none."""
        tag = element.partition("[")[0].lower()
        exact = self._lines.get((tag, attribute.lower(), _plain(address)))
        if exact:
            return exact[min(nth, len(exact) - 1)]
        # The address may be a part of its attribute, as in srcset and style.
        for (one, name, value), lines in self._lines.items():
            if one == tag and name == attribute.lower() and address and address.strip() in value:
                return lines[0]
        # Style sheets in a page, sitemaps and manifests have their addresses in no attribute. /a is not /a.html.
        found = re.search(rf"{re.escape(address)}(?=[\s<\"')]|\Z)", self._text) if address else None
        at = found.start() if found else self._text.find(address) if address else -1
        return self._text.count("\n", 0, at) + 1 if at >= 0 else None


def _plain(value: str) -> str:
    return value.strip(SPACE)
