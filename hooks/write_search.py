"""Search: the index of each language as scripts in search/, written once per build; no page loads them unasked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from catalogue import search
from catalogue.vocabulary import LANGUAGES
from catalogue.work import Family

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from catalogue import Catalogue


def on_pre_build(config: MkDocsConfig) -> None:
    # The nested build of the other language begins here too.
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]
        config.extra["publish_first"](lambda: _indexes(config.extra["catalogue"]))


def _indexes(catalogue: Catalogue) -> Iterator[Family]:
    for language in LANGUAGES:
        yield Family(f"search/{language}", partial(_files, catalogue, language))


def _files(catalogue: Catalogue, language: str) -> Mapping[str, bytes]:
    return {f"search/{name}": script.encode() for name, script in search.index_of(catalogue, language).files.items()}
