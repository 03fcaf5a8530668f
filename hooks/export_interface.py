"""Export: what only scripts show of a page, and the names of columns, as files for each language, once per build."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from catalogue.presentation.interface import columns_sheet, interface_script
from catalogue.work import Product

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

PARTS = ("display", "fill-in", "report-mistake")
"""Templates in `overrides/scripted/`."""


def on_config(config: MkDocsConfig) -> None:
    config.extra["publish_last"](lambda: _files(config))


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    # The words of a language are in the environment of its own pass alone; the files are made after both.
    parts = {name: env.get_template(f"scripted/{name}.html").render(config=config).strip() for name in PARTS}
    config.extra.setdefault("scripted", {})[env.globals["language"]] = parts


def _files(config: MkDocsConfig) -> Iterator[Product]:
    words = config.extra["catalogue"].reference.vocabulary
    for language, parts in config.extra["scripted"].items():
        script = partial(interface_script, words, parts, language)
        yield Product(f"assets/javascripts/interface-{language}.js", script)
        yield Product(f"assets/stylesheets/columns-{language}.css", partial(columns_sheet, words, language))
