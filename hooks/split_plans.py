"""Split: a plan's attachments become a page of their own, made from the plan's one file."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority

from catalogue.content.records import Attachments
from catalogue.presentation.attachments import markdown_of, with_links_led

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page


@event_priority(-110)  # after the i18n plugin, which drops files that it did not find itself
def on_files(files: Files, config: MkDocsConfig) -> Files:
    catalogue = config.extra["catalogue"]
    for file in files.documentation_pages():
        entry = catalogue.by_path.get(file.src_uri.partition("/")[2])
        if entry is None or entry.kind != "plans":
            continue
        page = Attachments.of(entry)
        # MkDocs derives the path of the source from the name when it is first asked; the copy, under another name, keeps it,
        # and all that the plugin has noted on the file of the plan.
        file.abs_src_path = file.abs_src_path
        other = copy(file)
        other.src_uri = file.src_uri.replace(entry.path, page.path)
        other.dest_uri = file.dest_uri.replace(entry.url, page.url)
        other.url = file.url.replace(entry.url, page.url)
        other.abs_dest_path = str(Path(config.site_dir) / other.dest_uri)
        files.append(other)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    catalogue = config.extra["catalogue"]
    entry = catalogue.by_path[page.file.src_uri.partition("/")[2]]
    return with_links_led(entry, markdown_of(entry, markdown), catalogue)
