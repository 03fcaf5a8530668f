"""Export: the open data of the catalogue, calendars and feeds, data as scripts and the browser's libraries, once per build."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from catalogue.content import terms
from catalogue.content.vocabulary import LANGUAGES
from catalogue.exports import calendar_files, feed, open_data
from catalogue.work import Family, Product, Stream

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

BROWSER_LIBRARIES = {
    "fflate.js": "node_modules/fflate/umd/index.js",
    "fflate.LICENSE.txt": "node_modules/fflate/LICENSE",
}
"""Published name -> file; each with its licence."""


def on_config(config: MkDocsConfig) -> None:
    missing = [file for file in BROWSER_LIBRARIES.values() if not (Path(config.docs_dir).parent / file).is_file()]
    if missing:
        raise PluginError(f"{missing[0]} is missing. Fetch the browser-side libraries: npm ci")
    for products in (_catalogue, _scripts, _libraries, _data, _calendars, _feeds):
        config.extra["publish"](partial(products, config))


def _scripts(config: MkDocsConfig) -> Iterator[Product]:
    """Data as a script for each language: a page opened from disk can load nothing else."""
    reference, years = config.extra["catalogue"].reference, config.extra["calendar_years"]
    days = reference.vocabulary.observances
    for language in LANGUAGES:
        script = partial(terms.browser_script, reference.terms, language)
        yield Product(f"assets/javascripts/terms-{language}.js", script)
        yield Product(
            f"assets/javascripts/days-{language}.js", partial(calendar_files.days_script, days, years, language)
        )


def _libraries(config: MkDocsConfig) -> Iterator[Product]:
    """The libraries that pages load when they are asked for, from npm's folder."""
    for name, file in BROWSER_LIBRARIES.items():
        yield Product(f"assets/javascripts/vendor/{name}", (Path(config.docs_dir).parent / file).read_bytes)


def _catalogue(config: MkDocsConfig) -> Iterator[Stream]:
    catalogue, links, address = config.extra["catalogue"], config.extra["links"], config.site_url or ""
    name = open_data.Both(zh=config.site_name, en=config.extra["name_en"])
    yield Stream("data/catalogue.json", partial(open_data.catalogue_json, catalogue, links, name, address))


def _data(config: MkDocsConfig) -> Iterator[Product]:
    """The schema of the catalogue's file, and the activities as a spreadsheet in each language."""
    catalogue, address = config.extra["catalogue"], config.site_url or ""
    yield Product("data/catalogue.schema.json", partial(open_data.schema, address))
    for language, file in (("zh", "activities.csv"), ("en", "activities-en.csv")):
        yield Product(f"data/{file}", partial(open_data.activities_csv, catalogue, language, address))


def _calendars(config: MkDocsConfig) -> Iterator[Family]:
    """iCalendar files of all observances and of each theme, in each language."""
    code, years = config.extra["kept"].code, config.extra["calendar_years"]
    words, local = config.extra["catalogue"].reference.vocabulary, tuple(config.extra.get("local_days") or ())
    for language, name, root in _languages(config):
        files = partial(calendar_files.icalendar_files, words, years, language, name, local)
        said = (language, name, years, words.observances, words.themes, local)
        yield Family(f"{root}calendar", files, (code, said))


def _feeds(config: MkDocsConfig) -> Iterator[Product]:
    """What has changed, as an Atom feed in each language."""
    for language, name, root in _languages(config):
        file = partial(feed.feed, config.extra["catalogue"], language, name, config.site_url or "")
        yield Product(f"{root}{feed.FEED}", file)


def _languages(config: MkDocsConfig) -> tuple[tuple[str, str, str], ...]:
    """Each language with the site's name in it, and where its tree begins."""
    return ("zh", config.site_name, ""), ("en", config.extra["name_en"], "en/")
