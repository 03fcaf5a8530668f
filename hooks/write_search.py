"""Search: the index of each language as scripts in search/, written once per build; no page loads them unasked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from catalogue.cache import digest
from catalogue.search import sources
from catalogue.vocabulary import LANGUAGES
from catalogue.work import Family

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from catalogue import Catalogue
    from catalogue.cache import Cache


def on_pre_build(config: MkDocsConfig) -> None:
    # The nested build of the other language begins here too.
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]
        config.extra["publish_first"](lambda: _indexes(config.extra["catalogue"], config.extra["kept"]))


def _indexes(catalogue: Catalogue, kept: Cache) -> Iterator[Family]:
    for language in LANGUAGES:
        # Only the digest is held while the index is made: the sources are as long as all pages.
        made_from = (kept.code, digest(sources(catalogue, language))) if kept.folder else ()
        yield Family(f"search/{language}", partial(_files, catalogue, language), made_from)


def _files(catalogue: Catalogue, language: str) -> Mapping[str, bytes]:
    # Only now: a preview may never get here, and an index that is kept needs nothing of it.
    from catalogue.search.index import index_of

    return {f"search/{name}": script.encode() for name, script in index_of(catalogue, language).files.items()}
