"""Everything that the hooks export, made from a catalogue that a test has read."""

from __future__ import annotations

from types import SimpleNamespace

from project import ROOT

import export_builder
import export_data
import export_office
import write_search
from catalogue import Catalogue, Problem, link, without_unknown_words
from catalogue.cache import Cache
from catalogue.work import Family, Products, Stream

YEARS, KEPT = [2027], Cache(None)


def export_all(catalogue: Catalogue, problems: list[Problem]) -> None:
    """As a build that goes on in spite of those problems. Raises what an export raises."""
    # While a list cannot be read no page is, and every build stops.
    if not any(catalogue.entries()):
        return
    catalogue = without_unknown_words(catalogue, problems)
    publishers: list[Products] = []
    extra = {
        "catalogue": catalogue,
        "links": link(catalogue),
        "kept": KEPT,
        "publish": publishers.append,
        "publish_last": publishers.append,
        "name_en": "Name",
        "calendar_year": YEARS[0],
        "calendar_years": YEARS,
    }
    config = SimpleNamespace(
        extra=extra, docs_dir=str(ROOT / "docs"), site_name="名字", site_url="https://example.org/"
    )
    for hook in (export_builder, export_data, export_office, write_search):
        hook.on_config(config)
    for made in (made for publisher in publishers for made in publisher()):
        if isinstance(made, Stream):
            list(made.pieces())
        # Calendars are made from the lists alone, and take as long as all the rest.
        elif not (isinstance(made, Family) and made.start.endswith("calendar")):
            made.make()
