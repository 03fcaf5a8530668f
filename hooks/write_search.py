"""Search: the index of each language as scripts in search/, written once per build; no page loads them unasked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from catalogue import search
from catalogue.vocabulary import LANGUAGES
from catalogue.work import Product, run

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from catalogue import Catalogue


def on_post_build(config: MkDocsConfig) -> None:
    # The nested build of the other language ends here too.
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]
        config.extra["publish"](lambda: _files(config.extra["catalogue"]))


def _files(catalogue: Catalogue) -> Iterator[Product]:
    # The names of the parts hold a digest of what is in them, so the index is made before its files are handed over.
    for files in run(lambda language: search.index_of(catalogue, language).files, LANGUAGES):
        for name, script in files.items():
            yield Product(f"search/{name}", script.encode)
