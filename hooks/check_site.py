"""After a build: check every address of the built site, in both languages, and stop a strict build with the count.

PDFs that are older than their plans are told too: only now does every Word file stand in the site."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from catalogue.exemptions import without_comments
from catalogue.exports.office import stale_pdfs
from catalogue.problems import summary
from catalogue.rules.site_sources import Sources, problems_of
from catalogue.site_check import causes, findings_of, read_site

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.check_site")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    # Exemptions from rules are for maintainers: they do not belong into what readers get.
    return without_comments(markdown)


# Last of all: the other hooks' exports are files that pages link to.
@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    # The nested build of the other language ends here too; only the outer one has the whole site, a preview never.
    if config.plugins["i18n"].building or "preview" in config.extra:  # type: ignore[attr-defined]
        return
    sources = Sources(config.extra["catalogue"], Path(config.docs_dir).parent)
    site = read_site(Path(config.site_dir), config.site_url or "")
    problems = problems_of(causes(findings_of(site), site, sources), sources)
    for problem in problems:
        log.info("%s", problem)
    for stale in stale_pdfs(Path(config.docs_dir) / "pdf", Path(config.site_dir)):
        # Told, and no fault: who has no LibreOffice publishes all the same.
        log.info("docs/pdf/%s:1: not rendered from the words that the plan has now. Run ./scripts/pdfs", stale)
    if problems and config.strict:
        raise PluginError(f"The built site has faults: {summary(problems)}.")
