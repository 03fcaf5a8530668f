"""Export: the open data of the catalogue, written once per build beside the pages."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from catalogue import calendar, open_data, terms

BROWSER_LIBRARIES = {
    "fflate.js": "node_modules/fflate/umd/index.js",
    "fflate.LICENSE.txt": "node_modules/fflate/LICENSE",
}
"""Published name -> file; each with its licence."""

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig) -> None:
    # The nested build of the other language ends here too; the files hold both languages.
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    _write_scripts(config)
    catalogue, links, address = config.extra["catalogue"], config.extra["links"], config.site_url or ""
    if any("en" not in entry.sources or entry.words is None for entry in catalogue.entries()):
        return  # a translation is missing, which has been reported; the files promise both languages
    name = open_data.Both(zh=config.site_name, en=config.extra["name_en"])
    folder = Path(config.site_dir) / "data"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.json").write_bytes(open_data.catalogue_json(catalogue, links, name, address))
    (folder / "catalogue.schema.json").write_bytes(open_data.schema(address))
    _write_calendars(config)
    _write_browser_libraries(config)
    for language, file in (("zh", "activities.csv"), ("en", "activities-en.csv")):
        (folder / file).write_bytes(open_data.activities_csv(catalogue, language, address))


def on_config(config: MkDocsConfig) -> None:
    missing = [file for file in BROWSER_LIBRARIES.values() if not (_project(config) / file).is_file()]
    if missing:
        raise PluginError(f"{missing[0]} is missing. Fetch the browser-side libraries: npm ci")


def _write_browser_libraries(config: MkDocsConfig) -> None:
    """The libraries that pages load when they are asked for, from npm's folder."""
    for name, file in BROWSER_LIBRARIES.items():
        target = Path(config.site_dir) / "assets/javascripts/vendor" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_project(config) / file, target)


def _project(config: MkDocsConfig) -> Path:
    return Path(config.docs_dir).parent


def _write_calendars(config: MkDocsConfig) -> None:
    """One iCalendar file of all observances and one for each theme, in each language."""
    words = config.extra["catalogue"].reference.vocabulary
    for language, name, root in (("zh", config.site_name, ""), ("en", config.extra["name_en"], "en")):
        for theme in (None, *calendar.observed_themes(words)):
            days = {i: o for i, o in words.observances.items() if theme is None or theme in o.themes}
            label = f"{name} · {words.themes[theme].label(language)}" if theme else name
            file = Path(config.site_dir) / root / (f"calendar-{theme}.ics" if theme else "calendar.ics")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(calendar.icalendar_file(days, config.extra["calendar_years"], language, label))


def _write_scripts(config: MkDocsConfig) -> None:
    """Data as a script for each language: a page opened from disk can load nothing else."""
    folder, reference = Path(config.site_dir) / "assets/javascripts", config.extra["catalogue"].reference
    observances, years = reference.vocabulary.observances, config.extra["calendar_years"]
    for language in ("zh", "en"):
        (folder / f"terms-{language}.js").write_bytes(terms.browser_script(reference.terms, language))
        (folder / f"days-{language}.js").write_bytes(calendar.days_script(observances, years, language))
