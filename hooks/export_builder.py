"""Export: the data of the page "Put together a plan", as scripts, once per build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalogue import builder_data
from catalogue.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig) -> None:
    # The nested build of the other language ends here too; one pass writes the files of both.
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    catalogue = config.extra["catalogue"]
    if any("en" not in entry.sources or entry.words is None for entry in catalogue.entries()):
        return  # a translation is missing, which has been reported
    folder = Path(config.site_dir) / "assets/javascripts"
    folder.mkdir(parents=True, exist_ok=True)
    year, years = config.extra["calendar_year"], config.extra["calendar_years"]
    for language in LANGUAGES:
        (folder / f"plans-{language}.js").write_bytes(builder_data.data_script(catalogue, language, year, years))
        (folder / f"plan-word-{language}.js").write_bytes(builder_data.word_script(language))
