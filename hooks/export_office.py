"""Export: the Word files and spreadsheets of plans and activities, written once per build beside the pages."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.office import office_files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig) -> None:
    # The nested build of the other language ends here too; one pass writes the files of both.
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    catalogue = config.extra["catalogue"]
    if any("en" not in entry.sources or entry.words is None for entry in catalogue.entries()):
        return  # a translation is missing, which has been reported
    author = {"zh": config.site_name, "en": config.extra["name_en"]}
    for address, content in office_files(catalogue, author, config.extra["calendar_year"]):
        file = Path(config.site_dir) / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    # Rendered by ./scripts/pdfs and committed: a build needs no office program.
    shutil.copytree(
        Path(config.docs_dir) / "pdf", config.site_dir, ignore=shutil.ignore_patterns("*.json"), dirs_exist_ok=True
    )
