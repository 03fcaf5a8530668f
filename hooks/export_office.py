"""Export: the Word files and spreadsheets of plans and activities, written once per build beside the pages."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.office import office_files, rendered_files, stale_pdfs

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.hooks.export_office")


def on_post_build(config: MkDocsConfig) -> None:
    # The nested build of the other language ends here too; one pass writes the files of both.
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    if not config.extra["catalogue"].is_whole:
        return  # a translation is missing, which has been reported
    author = {"zh": config.site_name, "en": config.extra["name_en"]}
    year, code = config.extra["calendar_year"], config.extra["kept"].code
    config.extra["publish"](lambda: office_files(config.extra["catalogue"], author, year, code))
    pdfs = Path(config.docs_dir) / "pdf"
    config.extra["publish"](lambda: rendered_files(pdfs))
    for stale in () if "preview" in config.extra else stale_pdfs(config.extra["catalogue"], pdfs):
        # Told, and no fault: who has no LibreOffice publishes all the same.
        log.info("docs/pdf/%s:1: rendered from other words than the plan has now. Run ./scripts/pdfs", stale)
