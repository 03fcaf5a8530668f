"""Every Word file of the site, by its address."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from ..blocks import plain, runs
from ..records import Activity, Catalogue, Plan
from ..vocabulary import LANGUAGES, Language
from . import activity as run_sheet
from . import plan as full
from . import short
from .compose import shown_fields
from .package import Properties, package
from .template import empty_document, template_parts


def address(entry: Plan | Activity, language: str, ending: str = ".docx") -> str:
    """Where a file of that page is published, from the site's root: `en/plans/compact/compact.docx`."""
    return f"{'en/' if language == 'en' else ''}{entry.url}{entry.stem}{ending}"


def word_files(catalogue: Catalogue, author: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Address and content of each plan, short edition and run sheet, and of the empty templates.

    `author` is the site's name in each language. Pure: the same bytes for the same catalogue.
    """
    for language in LANGUAGES:
        kind, brief, sheet = (template_parts(module.kind_of(language)) for module in (full, short, run_sheet))
        for plan in catalogue.plans.values():
            about = _properties(plan, catalogue, language, author[language])
            text = full.plan_document(plan, catalogue, language)
            yield address(plan, language), package(kind, text, about)
            text = short.short_document(plan, catalogue, language)
            yield address(plan, language, "-short.docx"), package(brief, text, about)
        for activity in catalogue.activities.values():
            about = _properties(activity, catalogue, language, author[language])
            text = run_sheet.activity_document(activity, catalogue, language)
            yield address(activity, language), package(sheet, text, about)
        newest = max((plan.facts.checked for plan in catalogue.plans.values()), default=datetime.date(1980, 1, 1))
        empty = Properties("", author[language], newest, _locale(language))
        yield f"assets/word/plan-{language}.docx", package(kind, empty_document(full.kind_of(language)), empty)


def _properties(entry: Plan | Activity, catalogue: Catalogue, language: Language, author: str) -> Properties:
    title = plain(runs(entry.title(language)), shown_fields(catalogue, language))
    return Properties(title, author, entry.facts.checked, _locale(language))


def _locale(language: str) -> str:
    return "en-GB" if language == "en" else "zh-CN"
