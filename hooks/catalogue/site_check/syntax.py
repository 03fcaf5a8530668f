"""The small languages inside HTML that hold addresses: srcset, CSS, meta refresh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

SPACE = " \t\n\f\r"
"""White space by the HTML standard. Python's strip takes more: a no-break space belongs to an address."""
# Possessive: ", ," holds no address, and by going back one of its commas would be taken for one.
CANDIDATE = re.compile(r"[\s,]*+(\S+)")
# 5; url=/x and 5,/x and 5 /x
REFRESH = re.compile(r"\s*[\d.]+(?:(?:\s*[;,]\s*|\s+)(.*))?", re.DOTALL)
REFRESH_URL = re.compile(r"url\s*=\s*(.*)", re.IGNORECASE | re.DOTALL)
CSS_STRING = r'"(?:[^"\\\n]|\\.)*+"|\'(?:[^\'\\\n]|\\.)*+\''
CSS = re.compile(
    rf"""/\*.*?(?:\*/|\Z)                              # a comment
        | (?P<skip>@(?:namespace|charset)\b[^;]*;?)    # names, not addresses
        | @import\s*(?P<import>{CSS_STRING})
        | (?P<set>image-set\()
        | \btype\(\s*(?:{CSS_STRING})\s*\)            # of a candidate of image-set()
        | (?P<at>@import\s+)?\burl\(\s*(?:(?P<quoted>{CSS_STRING})|(?P<bare>(?:[^\s"'()\\]|\\.)*+))\s*\)
        | (?P<string>{CSS_STRING})
        | (?P<close>\))""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
# \26 and \000026 are &, and the space behind the digits goes with them; \( is the bracket itself.
CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
LAST_CODE_POINT = 0x10FFFF


class StyleAddress(NamedTuple):
    """An address in CSS, and where it stands in the text."""

    address: str
    is_import: bool
    position: int


def srcset_addresses(text: str) -> Iterator[str]:
    """The addresses of a srcset, by the HTML standard: a comma may stand inside an address, not at its end."""
    position = 0
    while found := CANDIDATE.match(text, position):
        address, position = found[1], found.end()
        # A comma at its end is the end of the candidate: no width follows.
        if address.endswith(","):
            yield address.rstrip(",")
            continue
        yield address
        # What describes the candidate runs to the next comma outside brackets.
        depth = 0
        while position < len(text) and (text[position] != "," or depth):
            depth += (text[position] == "(") - (text[position] == ")" and depth > 0)
            position += 1


def style_addresses(text: str) -> Iterator[StyleAddress]:
    """The addresses in `url()`, `@import` and `image-set()` of a style sheet or a style attribute."""
    # Most style attributes hold no address, which is seen many times faster.
    if "url(" not in text and not re.search(r"url\(|@import|image-set\(", text, re.IGNORECASE):
        return
    in_set = False
    for found in CSS.finditer(text):
        if found["set"]:
            in_set = True
        elif found["close"]:
            in_set = False
        elif found["import"]:
            yield StyleAddress(_css_text(found["import"][1:-1]), True, found.start())
        elif found["quoted"]:
            yield StyleAddress(_css_text(found["quoted"][1:-1]), bool(found["at"]), found.start())
        elif found["bare"]:
            yield StyleAddress(_css_text(found["bare"]), bool(found["at"]), found.start())
        elif found["string"] and in_set:
            yield StyleAddress(_css_text(found["string"][1:-1]), False, found.start())


def _css_text(raw: str) -> str:
    def plain(found: re.Match[str]) -> str:
        if not found[1]:
            # A string goes on behind an escaped line end, which is not part of it.
            return "" if found[2] == "\n" else found[2]
        code = int(found[1], 16)
        # What no character has is the replacement character by the standard, and would be an error in Python.
        return chr(code) if 0 < code <= LAST_CODE_POINT and not 0xD800 <= code <= 0xDFFF else "\ufffd"

    return CSS_ESCAPE.sub(plain, raw) if "\\" in raw else raw


def refresh_address(content: str) -> str | None:
    """The address of a meta refresh; None where it only loads the page again."""
    found = REFRESH.match(content)
    rest = (found[1] or "").strip(SPACE) if found else ""
    if named := REFRESH_URL.match(rest):
        rest = named[1]
    if rest[:1] in ("'", '"'):
        rest = rest[1:].partition(rest[0])[0]
    return rest.strip(SPACE) or None
