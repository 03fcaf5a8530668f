"""Render: all pages of a language at once, over all processors; unchanged Markdown comes from the cache.

MkDocs renders page after page in one process. Here the pages are taken out of its hands before its loops,
and go through the same steps, events included. What a hook does while one page is rendered, no other page sees.
"""

from __future__ import annotations

import gc
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from catalogue import work
from catalogue.cache import Cache
from catalogue.presentation.blanks import Blanks
from catalogue.presentation.plain_text import PlainText
from compiled_templates import CompiledTemplates
from rendering import Rendering

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

log = logging.getLogger("mkdocs.hooks.render_pages")
OBJECTS = 50_000
"""After so many new objects Python's garbage collector runs. With its own figure, 700, it takes a twentieth of a build."""


def on_startup(**_: object) -> None:
    gc.set_threshold(OBJECTS, 20, 20)


@event_priority(100)  # before the hooks that export hand over what they make
def on_config(config: MkDocsConfig) -> None:
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        # The nested build of the other language: the files of both have been handed over.
        config.extra["publish"] = config.extra["publish_last"] = lambda _: None
        return
    folder = config.extra.get("cache")
    cache = Cache(Path(config.config_file_path or "").parent / folder if folder else None)
    config.extra["kept"] = cache
    if not any(isinstance(extension, PlainText) for extension in config.markdown_extensions):
        config.markdown_extensions += [Blanks(), PlainText()]
    # What hooks export is made before MkDocs holds its pages, which takes memory; what says words of templates, at the
    # end. A preview has put a list of its own here for both, and makes a file when it is asked for.
    first = config.extra.setdefault("publishers", [])
    last = first if "preview" in config.extra else config.extra.setdefault("publishers_last", [])
    config.extra.update(publish=first.append, publish_last=last.append)


def on_files(files: Files, config: MkDocsConfig) -> None:
    # The first event after MkDocs has emptied the folder of the site.
    if not config.plugins["i18n"].building and "preview" not in config.extra:  # type: ignore[attr-defined]
        work.publish(config.extra["publishers"], Path(config.site_dir), config.extra["kept"], log.info)


@event_priority(-200)  # after the i18n plugin
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    pages = tuple(files.documentation_pages())
    for file in pages:
        if file.page is None:
            Page(None, file, config)
        files.remove(file)  # MkDocs' own loops find nothing to do
    config.extra["in_hand"] = nav, pages


@event_priority(-200)  # after every hook has put its words into the environment
def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    if "in_hand" not in config.extra:
        return  # a preview has only renewed what the templates know
    nav, pages = config.extra.pop("in_hand")
    language = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
    env.auto_reload = False  # no template changes within a build; Jinja would ask the disk at every include
    env.bytecode_cache = CompiledTemplates(config.extra["kept"])
    rendering = Rendering(config, nav, files, pages, env, language)
    if "preview" in config.extra:
        config.extra["preview"][language] = rendering
    else:
        rendering.render_all()


# After the hooks that export and the i18n plugin, which builds the other language from inside this event; before the
# hook that checks every link, which stands last in mkdocs.yml. All files at once fill all processors.
@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    if config.plugins["i18n"].building or "preview" in config.extra:  # type: ignore[attr-defined]
        return
    work.publish(config.extra["publishers_last"], Path(config.site_dir), config.extra["kept"], log.info)
    config.extra["kept"].prune()
