"""Export: the Word files and spreadsheets of plans and activities, written once per build beside the pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.exports.office import office_files, rendered_files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> None:
    author = {"zh": config.site_name, "en": config.extra["name_en"]}
    year, code = config.extra["calendar_year"], config.extra["kept"].code
    config.extra["publish"](lambda: office_files(config.extra["catalogue"], author, year, code))
    config.extra["publish"](lambda: rendered_files(Path(config.docs_dir) / "pdf"))
