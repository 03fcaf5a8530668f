"""Show: give each page the template of its kind, and the templates the records in the page's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context, select_autoescape
from jinja2.ext import Extension
from markupsafe import Markup, escape
from mkdocs.exceptions import PluginError

from catalogue.presentation import html, views
from catalogue.presentation.templates import Presentation

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

TEMPLATES = {
    "plans": "plan.html",
    "plans.attachments": "attachments.html",
    "activities": "activity.html",
    "themes": "theme.html",
    "guides": "guide.html",
}
LISTS = {
    "index": "home.html",
    "plans/index": "plans.html",
    "activities/index": "activities.html",
    "themes/index": "themes.html",
    "guides/index": "guides.html",
    "put-together": "put-together.html",
    "calendar": "calendar.html",
    "wording": "wording.html",
    "search": "search.html",
}


class Lean(Extension):
    """Takes out of a template what is not for readers: indentation, lines of mere statements, and boxes of Material's
    base for parts that this site leaves out.

    On a phone they would be a fortieth of a page. Lines of templates keep their numbers.
    """

    INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
    STATEMENT = re.compile(r"^(\{%(?:(?!%\}).)*?)-?%\}$", re.MULTILINE)
    LEFT_OUT = re.compile(
        r'<input class="md-toggle".*?(?=\{% block header %\})|<div class="md-dialog".*?</div>\s*</div>', re.DOTALL
    )

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if name == "base.html":
            source = self.LEFT_OUT.sub(lambda found: "\n" * found[0].count("\n"), source)
        source = self.STATEMENT.sub(r"\1-%}", self.INDENTATION.sub("", source))
        return html.BESIDE_BLOCK.sub(lambda found: ">{#" + found[0][1:] + "#}", source)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    # MkDocs would read the front matter once more, by a slow reader.
    language, _, path = page.file.src_uri.partition("/")
    entry = config.extra["catalogue"].by_path.get(path)
    if entry is None:
        raise PluginError(
            f"docs/{page.file.src_uri}: no record could be made of this page. Mend what the checks say of it."
        )
    body = entry.sources[language].body
    return "\n".join(page.file.content_string.split("\n")[body.first_line - 1 :])


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    # on_page_context would be too late: MkDocs has chosen the template by then.
    path = page.file.src_uri.partition("/")[2].removesuffix(".md")
    folder, _, name = path.rpartition("/")
    kind = folder + "".join(name.partition(".")[1:])
    template = LISTS.get(path) or (TEMPLATES.get(kind) if name != "index" else None)
    page.meta.setdefault("template", template or "page.html")


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    # A fresh environment comes with each language pass, and only now is the pass's language certain.
    language = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
    # The plugin leaves Material alone (mkdocs.yml), so Material's own words are told their language here.
    config.theme["language"] = language
    catalogue = config.extra["catalogue"]
    show = Presentation(catalogue, config.extra["links"], language)
    vocabulary = catalogue.reference.vocabulary
    name = config.extra["name_en"] if language == "en" else config.site_name
    env.add_extension(Lean)
    env.globals.update(show=show, t=show.label, language=language, views=views, site_label=name)
    # MkDocs escapes nothing: a title with an angle bracket would be a tag. Scripts and plain text stay as they are.
    env.autoescape = select_autoescape(["html", "xml"])
    env.filters["parts"] = html.parts
    # Filters that take the context, or Jinja would apply them to constants once, and keep the words of that moment.
    env.filters["phrases"] = _on_html(html.phrases if language == "zh" else str)
    env.filters["finish"] = _on_html(partial(html.finished, vocabulary=vocabulary, language=language))
    env.filters["chinese"] = _on_html(html.mark_chinese if language == "en" else str)
    env.filters["plain_fields"] = pass_context(lambda _, text: html.plain_fields(text, vocabulary, language))


def _on_html(edit: Callable[[str], str]) -> Callable[[Any, str], Markup]:
    """A filter from an edit of HTML; words that are none yet are escaped first."""
    return pass_context(lambda _, text: Markup(edit(escape(text))))  # noqa: S704 - escaped


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    context["entry"] = config.extra["catalogue"].by_path[page.file.src_uri.partition("/")[2]]
