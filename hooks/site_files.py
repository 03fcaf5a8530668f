"""What is published: each file of the whole site once, no page without a record, and none of the theme's files."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ONCE = ("404.html", "offline.html", "robots.txt", "sitemap.xml")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    records = config.extra["catalogue"].by_path
    for file in list(files):
        # Material ships 1.6 MB of scripts, style sheets, maps and icons that the templates of this site never ask for.
        own = file.abs_src_path and Path(file.abs_src_path).is_relative_to(config.docs_dir)
        # A page of which no record could be made has been told. A preview shows in its place what is wrong with it.
        shown = (
            not file.is_documentation_page() or file.src_uri.partition("/")[2] in records or "preview" in config.extra
        )
        if not (own and shown):
            files.remove(file)
    # The i18n plugin drops what no language owns from every pass but the first; English pages show pictures too.
    config.extra["assets"] = [copy(file) for file in files if not file.is_documentation_page()]
    return files


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    # Every language pass renders these to the same place; the first pass, in Chinese, is the one to keep.
    if template_name in ONCE and config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return ""
    return output_content
