"""Export: the open data of the catalogue, written once per build beside the pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from catalogue import calendar, open_data
from catalogue.work import Product

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig) -> None:
    # The nested build of the other language ends here too; the files hold both languages.
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    catalogue = config.extra["catalogue"]
    if any("en" not in entry.sources or entry.words is None for entry in catalogue.entries()):
        return  # a translation is missing, which has been reported; the files promise both languages
    config.extra["publish"](lambda: (*_data(config), *_calendars(config)))


def _data(config: MkDocsConfig) -> Iterator[Product]:
    """The whole catalogue, its schema, and the activities as a spreadsheet in each language."""
    catalogue, links, address = config.extra["catalogue"], config.extra["links"], config.site_url or ""
    name = open_data.Both(zh=config.site_name, en=config.extra["name_en"])
    yield Product("data/catalogue.json", partial(open_data.catalogue_json, catalogue, links, name, address))
    yield Product("data/catalogue.schema.json", partial(open_data.schema, address))
    for language, file in (("zh", "activities.csv"), ("en", "activities-en.csv")):
        yield Product(f"data/{file}", partial(open_data.activities_csv, catalogue, language, address))


def _calendars(config: MkDocsConfig) -> Iterator[Product]:
    """One iCalendar file of all observances and one for each theme, in each language."""
    code = config.extra["kept"].code
    words = config.extra["catalogue"].reference.vocabulary
    stamp = max(entry.facts.checked for entry in config.extra["catalogue"].themes.values())
    for language, name, root in (("zh", config.site_name, ""), ("en", config.extra["name_en"], "en/")):
        for theme in (None, *calendar.observed_themes(words)):
            days = {i: o for i, o in words.observances.items() if theme is None or theme in o.themes}
            given = (days, config.extra["calendar_years"], language, name, stamp)
            file = f"calendar-{theme}.ics" if theme else "calendar.ics"
            yield Product(f"{root}{file}", partial(calendar.icalendar_file, *given), (code, file, repr(given)))
