"""Search: the index of each language as scripts in search/, written once per build; no page loads them unasked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from catalogue.cache import digest
from catalogue.content.vocabulary import LANGUAGES
from catalogue.exports.search import sources
from catalogue.work import Family

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from catalogue import Catalogue


def on_config(config: MkDocsConfig) -> None:
    code = config.extra["kept"].code
    config.extra["publish"](lambda: [_family(config.extra["catalogue"], code, language) for language in LANGUAGES])


def _family(catalogue: Catalogue, code: str, language: str) -> Family:
    def files() -> Mapping[str, bytes]:
        from catalogue.exports.search.index import index_of

        return {f"search/{name}": script.encode() for name, script in index_of(catalogue, language).files.items()}

    # Asked for in the process that makes the index. Only the digest is held meanwhile: the sources are as long as all pages.
    return Family(f"search/{language}", files, (code, lambda: digest(sources(catalogue, language))))
