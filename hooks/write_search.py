"""Search: the index of each language as scripts in search/, written once per build; no page loads them unasked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

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
    # Only now, a preview may never get here; and before the processes part, each of which would load it for itself.
    from catalogue.search.index import index_of

    def files(language: str) -> Mapping[str, bytes]:
        return {f"search/{name}": script.encode() for name, script in index_of(catalogue, language).files.items()}

    for language in LANGUAGES:
        yield Family(f"search/{language}", partial(files, language))
