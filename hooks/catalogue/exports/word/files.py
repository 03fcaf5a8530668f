"""Every Word file of the site, by its address."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from ...cache import digest
from ...content.blocks import plain, runs
from ...content.records import Activity, Catalogue, Plan
from ...content.vocabulary import LANGUAGES, Language
from ...presentation import views
from ...work import Product
from . import activity as run_sheet
from . import plan as full
from . import short
from .compose import shown_fields
from .package import Properties, package, zipped
from .template import empty_document, template_parts

Document = Callable[[Any, Catalogue, Language], str]
"""Writes the document part of a plan or an activity in a language."""


def address(entry: Plan | Activity, language: str, ending: str = ".docx") -> str:
    """Where a file of that page is published, from the site's root: `en/plans/compact/compact.docx`."""
    return f"{'en/' if language == 'en' else ''}{entry.url}{entry.stem}{ending}"


def word_files(catalogue: Catalogue, author: Mapping[str, str], code: str = "") -> Iterator[Product]:
    """Each plan, short edition and run sheet, and the empty templates.

    `author`, of run sheets, is the site's name in each language; `code` the digest of the library, with which a run sheet
    that has not changed may come from the cache. Pure: the same bytes for the same catalogue.
    """
    # One digest for all run sheets: they use labels, themes and days of the whole vocabulary.
    words = digest([catalogue.reference.vocabulary]) if code else ""
    for language in LANGUAGES:
        kind, brief, sheet = (zipped(template_parts(module.kind_of(language))) for module in (full, short, run_sheet))

        # The language is bound now: by the time a file is made, the loop is over.
        def packed(
            parts: bytes,
            document: Document,
            entry: Plan | Activity,
            about: Callable[[], Properties],
            language: Language = language,
        ) -> Callable[[], bytes]:
            return lambda: package(parts, document(entry, catalogue, language), about())

        for plan in catalogue.plans.values():
            # Whoever hands a plan in is its author: the sample's name in its properties would say otherwise.
            about = partial(Properties, views.plan_name(plan, language), "", plan.facts.checked, _locale(language))
            # No plan comes from the cache: its tables say titles of many other pages.
            yield Product(address(plan, language), packed(kind, full.plan_document, plan, about))
            yield Product(address(plan, language, "-short.docx"), packed(brief, short.short_document, plan, about))
        for activity in catalogue.activities.values():
            said = (language, author[language], activity.facts, activity.words)
            bodies = tuple(source.body.text for source in activity.sources.values())
            made_from = (code, words, activity.stem, *said, *bodies) if code else ()
            about = partial(_about_run_sheet, activity, catalogue, author[language], language)
            yield Product(
                address(activity, language), packed(sheet, run_sheet.activity_document, activity, about), made_from
            )
        # The template is as old as the newest plan, not as the build.
        newest = max((plan.facts.checked for plan in catalogue.plans.values()), default=datetime.date(1980, 1, 1))
        empty = Properties("", author[language], newest, _locale(language))
        template = partial(package, kind, empty_document(full.kind_of(language)), empty)
        yield Product(f"assets/word/plan-{language}.docx", template)


def _about_run_sheet(activity: Activity, catalogue: Catalogue, author: str, language: Language) -> Properties:
    title = plain(runs(activity.title(language)), shown_fields(catalogue, language))
    return Properties(title, author, activity.facts.checked, _locale(language))


def _locale(language: str) -> str:
    return "en-GB" if language == "en" else "zh-CN"
