"""Search: the index of each language as scripts in search/, written once per build; no page loads them unasked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from catalogue.cache import Cache, digest
from catalogue.content.vocabulary import LANGUAGES
from catalogue.exports.search import sources
from catalogue.work import Family

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from catalogue import Catalogue


def on_config(config: MkDocsConfig) -> None:
    preview = "preview" in config.extra
    # A preview asks for this list after every save, and for an index only when somebody searches.
    kept = Cache(None) if preview else config.extra["kept"]
    config.extra["publish"](lambda: _indexes(config.extra["catalogue"], kept, ahead=not preview))


def _indexes(catalogue: Catalogue, kept: Cache, *, ahead: bool) -> list[Family]:
    families = [_family(catalogue, kept, language) for language in LANGUAGES]
    if ahead and not all(family.made_from and kept.has(family.made_from) for family in families):
        # Before the processes part, each of which would load the dictionaries for itself.
        from catalogue.exports.search import index  # noqa: F401
    return families


def _family(catalogue: Catalogue, kept: Cache, language: str) -> Family:
    def files() -> Mapping[str, bytes]:
        from catalogue.exports.search.index import index_of

        return {f"search/{name}": script.encode() for name, script in index_of(catalogue, language).files.items()}

    # Only the digest is held while the index is made: the sources are as long as all pages.
    made_from = (kept.code, digest(sources(catalogue, language))) if kept.folder else ()
    return Family(f"search/{language}", files, made_from)
