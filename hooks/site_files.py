"""What is published: each file once, pages in the language of the pass, none without a record, and no files of the theme."""

from __future__ import annotations

import os
from copy import copy
from typing import TYPE_CHECKING

from catalogue.content.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ONCE = ("404.html", "offline.html", "robots.txt", "sitemap.xml")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    records = config.extra["catalogue"].by_path
    language = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
    for file in list(files):
        of, _, path = file.src_uri.partition("/")
        # Material ships 1.6 MB of scripts, style sheets, maps and icons that the templates of this site never ask for.
        own = (file.abs_src_path or "").startswith(f"{config.docs_dir}{os.sep}")
        # A page of which no record could be made has been told. A preview shows in its place what is wrong with it.
        shown = not file.is_documentation_page() or path in records or "preview" in config.extra
        # The i18n plugin makes several copies of each page of any language to find its twins, which the records know.
        if not (own and shown) or (of in LANGUAGES and of != language):
            files.remove(file)
    # The i18n plugin drops what no language owns from every pass but the first; English pages show pictures too.
    config.extra["assets"] = [copy(file) for file in files if not file.is_documentation_page()]
    return files


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    # Every language pass renders these to the same place; the first pass, in Chinese, is the one to keep.
    if template_name in ONCE and config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return ""
    return output_content
