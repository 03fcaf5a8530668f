"""Rules for the catalogue as a whole: facts, themes, titles, orphans."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from ..content.links import Links
from ..content.models import Checked
from ..content.records import Activity, Catalogue
from ..content.vocabulary import LANGUAGES
from .pages import Finding

ENOUGH_ACTIVITIES = 3
STOCK_LENGTH, STOCK_PAGES = 18, 8
"""Characters from which a sentence is looked for, and on how many pages it may stand."""
# The bar ends a cell, a line break an item: both are sentences of their own.
LONG_SENTENCE = re.compile(rf"[^。！？；|\n]{{{STOCK_LENGTH},}}")
# All run sheets have the same headings.
HEADING_LINE = re.compile(r"^#.*$", re.MULTILINE)
FULL_COVERAGE_KINDS = ("activity", "list", "slogan", "observance")
"""Kinds of fact that an activity carries out, not only a plan says."""


def titles_stand_once(catalogue: Catalogue, links: Links) -> Iterator[Finding]:
    """No title and no alias stands on two pages of a language."""
    for language in LANGUAGES:
        seen: dict[str, tuple[str, int]] = {}
        for entry in catalogue.entries():
            source = entry.sources.get(language)
            # Of a broken English page `said` would give the Chinese words.
            if source is None or (language == "en" and entry.words is None):
                continue
            said = entry.said(language)
            names = [(said.title, source.lines.of("title"), "title")]
            names += [(alias, source.lines.of("aliases", n), "alias") for n, alias in enumerate(said.aliases)]
            for name, line, what in names:
                key = name.casefold()
                if key in seen:
                    path, other = seen[key]
                    yield source.path, line, f"{what} '{name}' stands at {path}:{other} too, expected once. Rename one."
                    if what == "title":
                        break  # of a page that is a copy all aliases stand twice
                else:
                    seen[key] = (source.path, line)


def facts_are_covered(catalogue: Catalogue, links: Links) -> Iterator[Finding]:
    """Every fact is covered by a section or task of its own plan; those that frame the article by a page."""
    without: set[str] = set()
    for fact in catalogue.reference.facts.values():
        line = catalogue.reference.fact_lines[fact.id]
        if fact.source == "framing":
            if fact.id not in links.pages_of_fact:
                message = f"fact {fact.id} is covered by no page. Add its id to `covers` of docs/zh/plans/index.md."
                yield "docs/source-facts.yml", line, message
            continue
        own = [plan for plan in catalogue.plans.values() if plan.facts.source == fact.source]
        # A plan that is not there is told once, not with each of its facts.
        if not own and fact.source not in without:
            without.add(fact.source)
            yield (
                "docs/source-facts.yml",
                line,
                f"no plan has `source: {fact.source}`, so its facts stand nowhere. Add one.",
            )
        for plan in own:
            if not any(use.plan is plan for use in links.uses_of_fact.get(fact.id, ())):
                message = f"fact {fact.id} of docs/source-facts.yml:{line} is covered by no section or task. Say it, and cite it."
                yield plan.zh.path, plan.zh.lines.of("tasks"), message


def facts_have_activities(catalogue: Catalogue, links: Links) -> Iterator[Finding]:
    """Every fact of kind activity, list, slogan or observance is carried out by at least one activity."""
    for fact in catalogue.reference.facts.values():
        if fact.kind in FULL_COVERAGE_KINDS and fact.id not in links.activities_of_fact:
            line = catalogue.reference.fact_lines[fact.id]
            yield "docs/source-facts.yml", line, f"fact {fact.id} ({fact.kind}) is carried out by no activity."


def themes_are_whole(catalogue: Catalogue, links: Links) -> Iterator[Finding]:
    """Every theme has a page, an activity, and a task in at least one plan; every theme page a theme."""
    words = catalogue.reference.vocabulary.themes
    for theme in words:
        missing = [
            what
            for what, there in (
                (f"page docs/zh/themes/{theme}.md", theme in catalogue.themes),
                ("activity", links.activities_of_theme.get(theme)),
                ("task in a plan", links.tasks_of_theme.get(theme)),
            )
            if not there
        ]
        if missing:
            yield (
                "docs/vocabulary.yml",
                catalogue.reference.word_lines.of("themes", theme),
                f"theme '{theme}' has no {', no '.join(missing)}. Add them, or delete the theme.",
            )
    for stem, entry in catalogue.themes.items():
        if stem not in words:
            yield entry.zh.path, 1, f"theme '{stem}' is not among `themes` in docs/vocabulary.yml. Add it there."


def themes_are_rich(catalogue: Catalogue, links: Links) -> Iterator[Finding]:
    """A theme has three activities or more."""
    for theme in catalogue.reference.vocabulary.themes:
        count = len(links.activities_of_theme.get(theme, ()))
        # A theme with none has been told by themes_are_whole.
        if 0 < count < ENOUGH_ACTIVITIES:
            yield (
                "docs/vocabulary.yml",
                catalogue.reference.word_lines.of("themes", theme),
                f"theme '{theme}' has {count} activities, expected {ENOUGH_ACTIVITIES} or more.",
            )


def sentences_are_own(catalogue: Catalogue, links: Links) -> Iterator[Finding]:
    """No sentence of 18 or more characters stands on more than 8 activity pages: a sentence that fits all says nothing."""
    pages: dict[str, list[Activity]] = defaultdict(list)
    for activity in catalogue.activities.values():
        text = HEADING_LINE.sub("", activity.zh.body.text)
        for said in {sentence.strip(" >-*") for sentence in LONG_SENTENCE.findall(text)}:
            # Without the marks at its edges it may be too short.
            if len(said) >= STOCK_LENGTH:
                pages[said].append(activity)
    for said, found in pages.items():
        if len(found) > STOCK_PAGES:
            # The last page is told: it is the one that can still say something else.
            body = found[-1].zh.body
            line = body.first_line + body.text.count("\n", 0, body.text.index(said))
            message = f"'{said}' stands on {len(found)} activity pages, expected {STOCK_PAGES} at most. Say what is special here."
            yield found[-1].zh.path, line, message


def activities_are_reached(catalogue: Catalogue, links: Links) -> Iterator[Finding]:
    """Every activity is reached from a plan or from a day of the calendar."""
    for stem, activity in catalogue.activities.items():
        if not links.uses_of_activity.get(stem) and not activity.facts.observances:
            message = (
                "this activity stands in no plan and has no observance. Name it in a plan's task, or give it a day."
            )
            yield activity.zh.path, activity.zh.lines.of("observances"), message


def pages_are_reached(catalogue: Catalogue, links: Links) -> Iterator[Finding]:
    """Every page stands in the navigation or is linked from another page."""
    linked = set(links.navigation)
    for entry in catalogue.entries():
        here = posixpath.dirname(entry.path)
        for link in entry.zh.body.links:
            linked.add(posixpath.normpath(posixpath.join(here, link.target.partition("#")[0])))
    # Plans, activities and themes stand in lists that are made from the records.
    for entry in (*catalogue.pages.values(), *catalogue.guides.values()):
        if entry.path not in linked and not (entry.kind == "guides" and "guides/index.md" in linked):
            message = "no page links to this one and the navigation does not name it. Link it, or add it to `nav` in mkdocs.yml."
            yield entry.zh.path, 1, message


def checks_are_recent(catalogue: Catalogue, links: Links) -> Iterator[Finding]:
    """A page was read against its sources within the last twelve months of the newest check."""
    dated = [(entry, entry.facts.checked) for entry in catalogue.entries() if isinstance(entry.facts, Checked)]
    # Not today: the same pages give the same notes on any day.
    newest = max((day for _, day in dated), default=datetime.date.min)
    for entry, day in dated:
        if (newest - day).days > 365:
            message = f"last checked on {day}, more than a year before the newest page."
            yield entry.zh.path, entry.zh.lines.of("checked"), message
