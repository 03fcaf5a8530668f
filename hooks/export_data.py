"""Export: the open data of the catalogue, written once per build beside the pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalogue import open_data

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig) -> None:
    # The nested build of the other language ends here too; the files hold both languages.
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    catalogue, links, address = config.extra["catalogue"], config.extra["links"], config.site_url or ""
    if any("en" not in entry.sources or entry.words is None for entry in catalogue.entries()):
        return  # a translation is missing, which has been reported; the files promise both languages
    name = open_data.Both(zh=config.site_name, en=config.extra["name_en"])
    folder = Path(config.site_dir) / "data"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.json").write_bytes(open_data.catalogue_json(catalogue, links, name, address))
    (folder / "catalogue.schema.json").write_bytes(open_data.schema(address))
    for language, file in (("zh", "activities.csv"), ("en", "activities-en.csv")):
        (folder / file).write_bytes(open_data.activities_csv(catalogue, language, address))
