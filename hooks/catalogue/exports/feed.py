"""What has changed on the site as an Atom feed."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

from ..content.records import Catalogue
from ..presentation.changes import changes_by_day
from ..presentation.html import plain_fields

ATOM = "http://www.w3.org/2005/Atom"
FEED = "changes.xml"
"""The feed's address below the language's root."""


def feed(catalogue: Catalogue, language: str, name: str, site_url: str) -> bytes:
    """The changes as an Atom feed (RFC 4287), the same bytes for the same records.

    `name` is the site's, `site_url` ends with a slash. A change keeps its id when its words are corrected.
    """
    root = f"{site_url}en/" if language == "en" else site_url
    changes, vocabulary = changes_by_day(catalogue, language), catalogue.reference.vocabulary
    top = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB" if language == "en" else "zh-CN"})
    _add(top, "id", f"{root}{FEED}")
    _add(top, "title", name)
    # The format asks for a day even while nothing has changed yet.
    _add(top, "updated", _midnight(max(changes, default=datetime.date(1980, 1, 1))))
    _add(_add(top, "author"), "name", name)
    _add(top, "link", rel="self", href=f"{root}{FEED}")
    _add(top, "link", href=f"{root}changes/")
    for day, of_the_day in changes.items():
        for entry, says in of_the_day:
            one = _add(top, "entry")
            _add(one, "id", f"{root}{entry.url}#changed-{day}")
            _add(one, "title", plain_fields(entry.title(language), vocabulary, language))
            _add(one, "updated", _midnight(day))
            _add(one, "link", href=f"{root}{entry.url}")
            _add(one, "summary", plain_fields(says, vocabulary, language))
    ElementTree.indent(top, "")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(top, "unicode")}\n'.encode()


def _add(parent: ElementTree.Element, name: str, text: str | None = None, /, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = text
    return child


def _midnight(day: datetime.date) -> str:
    return f"{day}T00:00:00Z"
