"""The records as templates ask for them: everything of `views` bound to one catalogue and one language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

from ..content import calendar
from ..content.labels import COLUMNS
from ..content.links import Links, Use
from ..content.records import Activity, AnyEntry, Catalogue, Guide, Plan, Theme, address_in
from ..content.terms import Term, by_severity
from ..content.vocabulary import Fact, FillIn, Observance, Vocabulary
from . import facets, load, views
from .changes import changes_by_day
from .facets import Facet
from .overview import Overview
from .posters import POSTERS, Poster


@dataclass(frozen=True)
class Presentation:
    """What a template may call, as `show.…`."""

    catalogue: Catalogue
    links: Links
    language: str

    # Constants that templates reach through `show` as well; as fields they would have to be handed in.
    columns: ClassVar[Mapping[str, tuple[str, ...]]] = COLUMNS
    posters: ClassVar[Mapping[str, Poster]] = POSTERS

    def in_language(self, language: str) -> Presentation:
        """The same in that language, for a page that is one file for both."""
        return replace(self, language=language)

    @property
    def words(self) -> Vocabulary:
        return self.catalogue.reference.vocabulary

    def label(self, identity: str) -> str:
        """The interface text of that id. Raises KeyError: a template may only use labels that exist."""
        return self.words.labels[identity].label(self.language)

    def word(self, words: str, identity: str) -> str:
        """The label of an id of that word list."""
        return self.words.words(words)[identity].label(self.language)

    def words_of(self, words: str, ids: Iterable[str]) -> tuple[str, ...]:
        return views.labels(self.catalogue, words, ids, self.language)

    def title(self, entry: AnyEntry) -> str:
        return entry.title(self.language)

    def summary(self, entry: AnyEntry) -> str:
        return entry.summary(self.language)

    def url(self, entry: AnyEntry) -> str:
        """Address from the site's root, for MkDocs' `url` filter."""
        return self.root(entry.url)

    def root(self, address: str) -> str:
        """An address of this language's tree from the site's root."""
        return ("en/" if self.language == "en" else "") + address

    def part_url(self, use: Use) -> str:
        """Address of that place in a plan from the site's root."""
        return self.root(address_in(use.plan, use.part))

    def entry_at(self, address: str) -> AnyEntry:
        """The entry of that address below the language's root. Raises KeyError."""
        return self.catalogue.by_url[address]

    def plans(self) -> tuple[Plan, ...]:
        """The plans in the order of the source article."""
        return tuple(sorted(self.catalogue.plans.values(), key=lambda plan: plan.facts.rank))

    def themes(self) -> tuple[Theme, ...]:
        """The theme pages in the order of the vocabulary."""
        # While the preview runs, a theme may be named before its page is written.
        return tuple(self.catalogue.themes[theme] for theme in self.words.themes if theme in self.catalogue.themes)

    def activities_by_theme(self) -> Mapping[str, tuple[Activity, ...]]:
        """Every activity once, under its main theme; those that cost least money, staff and time first."""
        tiers = list(self.words.cost_tiers)
        grouped: dict[str, list[Activity]] = {theme: [] for theme in self.words.themes}
        for activity in self.catalogue.activities.values():
            grouped[activity.facts.themes[0]].append(activity)
        for found in grouped.values():
            # The vocabulary names the tiers from the cheapest to the dearest.
            found.sort(key=lambda a: (tiers.index(a.facts.cost), a.facts.staff, a.facts.minutes, a.stem))
        return {theme: tuple(found) for theme, found in grouped.items() if found}

    def months_of_year(self, year: int) -> Mapping[int, tuple[calendar.Occurrence, ...]]:
        """The observances of that year by the month in which they begin."""
        found = calendar.year_list(self.words.observances, year)
        return {month: tuple(one for one in found if one.span.start.month == month) for month in views.MONTHS}

    def terms_by_severity(self) -> Mapping[str, tuple[Term, ...]]:
        return by_severity(self.catalogue.reference.terms)

    def hints(self) -> Iterable[str]:
        """Ids of what is pointed out in a draft besides dated terms."""
        return self.catalogue.reference.terms.hints

    def observed_themes(self) -> tuple[str, ...]:
        return calendar.observed_themes(self.words)

    def is_by_notice(self, observance: Observance) -> bool:
        return calendar.is_by_notice(observance)

    def month_grid(self, year: int, month: int) -> tuple[tuple[int, ...], ...]:
        return calendar.month_grid(year, month)

    def by_day(self, found: Iterable[calendar.Occurrence]) -> Mapping[int, tuple[calendar.Occurrence, ...]]:
        """What lasts a day, by the day of the month; what lasts longer under 0."""
        days: dict[int, tuple[calendar.Occurrence, ...]] = {}
        for one in found:
            day = 0 if one.lasts else one.span.start.day
            days[day] = (*days.get(day, ()), one)
        return days

    def facets(self) -> tuple[Facet, ...]:
        return self._facets

    @cached_property
    def _facets(self) -> tuple[Facet, ...]:
        # The list of activities asks for them once for each of its shortcuts.
        return facets.facets(self.catalogue, self.language)

    def answers(self, activity: Activity) -> Mapping[str, tuple[str, ...]]:
        return facets.answers(activity, self.words)

    def facts_of(self, covers: Iterable[str]) -> tuple[Fact, ...]:
        return tuple(self.catalogue.reference.facts[identity] for identity in covers)

    def facts_of_plan(self, plan: Plan) -> tuple[str, ...]:
        """Ids of the facts that the plan's sections and tasks cover, in the order of the source."""
        covered = {fact for part in plan.facts.parts for fact in part.covers}
        return tuple(identity for identity in self.catalogue.reference.facts if identity in covered)

    def uses_by_plan(self, uses: Iterable[Use] | None) -> Mapping[str, tuple[Use, ...]]:
        return views.uses_by_plan(uses or ())

    def task_rows(self, plan: Plan) -> tuple[views.TaskRow, ...]:
        return views.task_rows(plan, self.catalogue, self.language)

    def month_rows(self, plan: Plan) -> tuple[views.MonthRow, ...]:
        return views.month_rows(plan, self.catalogue, self.language)

    def attachments(self, plan: Plan) -> tuple[views.Attached, ...]:
        return views.attached(plan, self.catalogue, self.language)

    def fact_strip(self, activity: Activity) -> tuple[views.Fit, ...]:
        return views.fact_strip(activity, self.catalogue, self.language)

    def neighbours(self, activity: Activity) -> tuple[Activity, ...]:
        return views.neighbours(activity, self.catalogue, self.links)

    def activities(self, stems: Iterable[str]) -> tuple[Activity, ...]:
        # A name without a page is told by the checks; here the others are shown.
        return tuple(self.catalogue.activities[stem] for stem in stems if stem in self.catalogue.activities)

    def guides_of(self, stem: str) -> tuple[Guide, ...]:
        """Guides that name that activity."""
        return self.links.guides_of_activity.get(stem, ())

    def fields_on(self, entry: AnyEntry) -> Mapping[str, FillIn]:
        return views.fields_on(entry, self.catalogue)

    def plan_load(self, plan: Plan) -> load.PlanLoad:
        return load.plan_load(plan, self.catalogue, self.language)

    def month_names(self) -> tuple[str, ...]:
        """Short, for the head of a table."""
        names = (views.month_name(month, self.language) for month in views.MONTHS)
        return tuple(name[:3] if self.language == "en" else name for name in names)

    def changes_by_day(self) -> Mapping[datetime.date, tuple[tuple[AnyEntry, str], ...]]:
        return changes_by_day(self.catalogue, self.language)

    def overview(self) -> Overview:
        """What the catalogue holds and lacks, for its maintainers."""
        return Overview(self.catalogue, self.links)
