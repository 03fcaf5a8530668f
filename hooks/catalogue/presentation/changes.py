"""What has changed on the site, newest first: for the page that lists it and for the feed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import groupby

from ..content.records import AnyEntry, Catalogue

LATEST = 200
"""As many changes are listed and fed, so that neither grows for ever. All of them stand at the end of their pages."""


def changes_by_day(
    catalogue: Catalogue, language: str, most: int = LATEST
) -> Mapping[datetime.date, tuple[tuple[AnyEntry, str], ...]]:
    """The days of the latest changes, the newest first, each with its pages and what changed on them."""
    found = [
        (change.day, entry, change.says) for entry in catalogue.entries() for change in entry.said(language).changes
    ]
    # The sort is stable: pages of one day keep the catalogue's order, and `groupby` needs equal days side by side.
    found.sort(key=lambda change: change[0], reverse=True)
    return {
        day: tuple((entry, says) for _, entry, says in changes)
        for day, changes in groupby(found[:most], key=lambda change: change[0])
    }
