"""One language's pages on their way through MkDocs' steps, outside MkDocs' own loop over them.

Not a hook: `render_pages.py` is, and `./scripts/serve` renders single pages by it.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import mkdocs
from mkdocs import utils
from mkdocs.commands.build import get_context
from mkdocs.exceptions import BuildError, PluginError
from mkdocs.structure.toc import get_toc

from catalogue import work
from catalogue.cache import digest
from catalogue.presentation import blanks, plain_text

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink, TableOfContents

log = logging.getLogger("mkdocs.hooks.rendering")
# An extension that says nothing better of itself is shown with its place in memory, another one in each process.
OBJECT_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


@dataclass(frozen=True)
class Rendering:
    """What MkDocs renders one language's pages with. `files` holds everything but these pages."""

    config: MkDocsConfig
    nav: Navigation
    files: Files
    pages: tuple[File, ...]
    env: jinja2.Environment
    language: str

    def render_all(self) -> None:
        """Render and write every page, over all processors. Raises BuildError where one fails."""
        with self.pages_in_place():
            log.info("Rendering %s pages (%s)", len(self.pages), self.language)
            log.debug("by recipe %s", self.recipe)  # computed once, before the processes part
            results = work.run(self._render_and_tell, self.pages)
            for records in work.told(results, len(self.pages), f"pages rendered ({self.language})", log.info):
                # Said once more in this process, whose handlers know how many warnings there are.
                for name, level, message in records:
                    logging.getLogger(name).log(level, "%s", message)

    @property
    def linked(self) -> tuple[File, ...]:
        """What pages link to and `files` lacks: these pages, and pictures where the pass of a language has none."""
        there = {file.src_uri for file in self.files}
        return (*self.pages, *(file for file in self.config.extra["assets"] if file.src_uri not in there))

    @contextmanager
    def pages_in_place(self) -> Iterator[None]:
        """The pages among the files, where links between them and to pictures are looked up."""
        added = self.linked
        for file in added:
            self.files.append(file)
        try:
            yield
        finally:
            for file in added:
                self.files.remove(file)

    def render(self, file: File) -> None:
        """Render and write one page, while the pages are in place. Raises BuildError, with the template's place."""
        page = cast("Page", file.page)
        try:
            self._read(page)
            self._write(page)
        except PluginError as error:
            # A hook has said where and what: how the program came there helps nobody.
            raise BuildError(str(error)) from None
        except Exception as error:
            place = "".join(traceback.format_exception(error))
            raise BuildError(f"Error building page '{file.src_uri}': {error}\n{place}") from None
        finally:
            # Ten thousand pages are rendered in one process: none of them is needed again.
            page.markdown = page.content = None
            page.toc = get_toc([])

    def _render_and_tell(self, file: File) -> list[tuple[str, int, str]]:
        """Render, and hand back what was logged: the caller counts the warnings of a strict build."""
        logger, told = logging.getLogger("mkdocs"), _Told()
        # In the forked process nobody counts, and lines of several processes would run into each other.
        handlers, logger.handlers = logger.handlers, [told]
        try:
            self.render(file)
        finally:
            logger.handlers = handlers
        return told.records

    def _read(self, page: Page) -> None:
        """As MkDocs reads a page, but with its HTML from the cache if the same Markdown was rendered before."""
        config, events, files = self.config, self.config.plugins, self.files
        page = events.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = events.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        # The page's own name as well: MkDocs resolves links of its Markdown from there.
        made_from = (self.recipe, page.file.src_uri, page.markdown)
        kept = json.loads(config.extra["kept"].bytes_of(made_from, lambda: self._converted(page)))
        page.toc = get_toc(kept["toc"])
        page.content = events.on_page_content(kept["html"], page=page, config=config, files=files)

    def _converted(self, page: Page) -> bytes:
        page.render(self.config, self.files)
        return json.dumps({"html": page.content, "toc": _tokens(page.toc)}, ensure_ascii=False).encode()

    def _write(self, page: Page) -> None:
        """As MkDocs fills a page's template and writes it."""
        config, events = self.config, self.config.plugins
        # As MkDocs does: a template may mark the page in its menu by it.
        page.active = True
        context = get_context(self.nav, self.pages, config, page)
        template = self.env.get_template(page.meta.get("template", "main.html"))
        context = events.on_page_context(context, page=page, config=config, nav=self.nav)
        output = events.on_post_page(template.render(context), page=page, config=config)
        page.active = False
        utils.write_file(output.encode("utf-8", errors="xmlcharrefreplace"), page.file.abs_dest_path)

    @cached_property
    def recipe(self) -> str:
        """Digest of all but the page itself that its HTML depends on: extensions, versions, addresses of files."""
        config = self.config
        # What an extension does is in its package, whose version counts below.
        settings = OBJECT_ADDRESS.sub("", repr((config.markdown_extensions, config.mdx_configs)))
        code = [Path(file).read_bytes() for file in (blanks.__file__, plain_text.__file__, __file__)]
        versions = (mkdocs.__name__, mkdocs.__version__, config.extra["kept"].versions)
        return digest((settings, *code, *versions, *(f"{file.src_uri} {file.url}" for file in self.files)))


class _Told(logging.Handler):
    """Keeps what is logged: logger, level, message."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append((record.name, record.levelno, record.getMessage()))


def _tokens(toc: TableOfContents | list[AnchorLink]) -> list[Any]:
    """The table of contents as the tokens from which MkDocs makes it, with titles as text instead of HTML."""
    return [
        # Templates escape titles, and would escape those that Python-Markdown has escaped once more.
        {"name": unescape(item.title), "id": item.id, "level": item.level, "children": _tokens(item.children)}
        for item in toc
    ]
