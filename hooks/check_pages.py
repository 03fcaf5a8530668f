"""Before a build: read the catalogue, report every problem, and stop a strict build once with the count."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from catalogue import Catalogue, Level, check, link, read_catalogue, settings, without_unknown_words
from catalogue.content.calendar import with_local_days
from catalogue.content.links import pages_named
from catalogue.problems import summary

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# MkDocs names a hook's module after its path; only loggers below "mkdocs" count.
log = logging.getLogger("mkdocs.hooks.check_pages")


@event_priority(200)  # before any other hook works with a setting
def on_config(config: MkDocsConfig) -> None:
    if wrong := settings.fault(config.extra) or settings.fault_of_address(config.site_url):
        raise PluginError(f"mkdocs.yml: {wrong}")


def on_pre_build(config: MkDocsConfig) -> None:
    # The i18n plugin builds the other languages from inside the first build: read once for all.
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    log.info("Reading and checking the pages")
    catalogue, problems = read_catalogue(Path(config.docs_dir), config.extra.get("memory"))
    navigation = pages_named(config.nav)
    wrong = settings.fault_of_pages(config.extra["menu"], navigation, catalogue.by_url, catalogue.by_path)
    if wrong and not problems:
        raise PluginError(f"mkdocs.yml: {wrong}")
    catalogue = _with_local_days(catalogue, config)
    links = link(catalogue, navigation)
    problems = check(catalogue, links, problems, again="memory" in config.extra, say=log.info)
    shown = [problem for problem in problems if problem.level is not Level.NOTE]
    for problem in shown:
        # Not a warning: a strict build would count it once more, with MkDocs' own words.
        log.info("%s", problem)
    readable = without_unknown_words(catalogue, shown)
    # Menus and many pages lead to those of the navigation. While a list is broken no page is read at all.
    if shown and (config.strict or not all(page in readable.by_path for page in links.navigation)):
        raise PluginError(f"The site was not built: {summary(shown)}.")
    config.extra["catalogue"] = readable
    config.extra["links"] = links if readable is catalogue else link(readable, links.navigation)


def _with_local_days(catalogue: Catalogue, config: MkDocsConfig) -> Catalogue:
    # A page that cannot be read changes no day; while a list cannot be read no day is known.
    if not catalogue.reference.vocabulary.observances:
        return catalogue
    try:
        return with_local_days(catalogue, config.extra.get("local_days") or {}, config.extra["calendar_years"])
    except ValueError as error:
        raise PluginError(f"mkdocs.yml: {error}") from None
