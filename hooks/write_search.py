"""Search: the index of each language as scripts in search/, written once per build; no page loads them unasked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalogue import search
from catalogue.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig) -> None:
    # The nested build of the other language ends here too.
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    folder = Path(config.site_dir) / "search"
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for name, script in search.index_of(config.extra["catalogue"], language).files.items():
            (folder / name).write_text(script, encoding="utf-8")
