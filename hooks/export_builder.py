"""Export: the data of the page "Put together a plan", as scripts, once per build."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from catalogue.content.vocabulary import LANGUAGES
from catalogue.exports import builder_data
from catalogue.work import Product

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> None:
    config.extra["publish"](lambda: _scripts(config))


def _scripts(config: MkDocsConfig) -> Iterator[Product]:
    catalogue, year, years = config.extra["catalogue"], config.extra["calendar_year"], config.extra["calendar_years"]
    for language in LANGUAGES:
        data = partial(builder_data.data_script, catalogue, language, year, years)
        yield Product(f"assets/javascripts/plans-{language}.js", data)
        yield Product(f"assets/javascripts/plan-word-{language}.js", partial(builder_data.word_script, language))
