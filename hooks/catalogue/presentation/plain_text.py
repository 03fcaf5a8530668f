"""A Markdown extension for speed alone: no pretty-printing, and no search for inline marks in text that has none.

Python-Markdown runs some fifteen patterns over every table cell and paragraph. Most of them hold plain words.
Line breaks between blocks, which only a reader of the source would see, take it a sixth of its time.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

MARK = re.compile(r"[`\\\[\]!<>&*_^~={}@$|\n\x02\x03]")
"""Every character that begins an inline pattern of the extensions in mkdocs.yml, and of others that may come."""


class PlainText(Extension):  # type: ignore[misc]
    """Register it beside the others: the HTML stays the same but for line breaks between blocks."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        md.treeprocessors.register(_Spare(md), "plain_text", 21)  # right before `inline`
        md.treeprocessors.deregister("prettify")


class _Spare(Treeprocessor):  # type: ignore[misc]
    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not MARK.search(element.text):
                element.text = AtomicString(element.text)
            if element.tail and not MARK.search(element.tail):
                element.tail = AtomicString(element.tail)
