"""Link: every fact and link is stored once; here the inverse is computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

from .models import SinglePage, TaskFacts
from .records import Activity, Catalogue, Guide, Plan

T = TypeVar("T")


@dataclass(frozen=True)
class Use:
    """A place in a plan: the plan, and the id of the section or task."""

    plan: Plan
    part: str

    def title(self, language: str) -> str:
        """The part's heading without its numbering."""
        return self.plan.heading(self.part, language)


@dataclass(frozen=True)
class Links:
    """Computed inverses. Every list keeps the order of the plans and of the vocabulary."""

    uses_of_activity: Mapping[str, tuple[Use, ...]]
    """Activity stem -> tasks that name it."""
    uses_of_fact: Mapping[str, tuple[Use, ...]]
    """Fact id -> sections and tasks that cover it."""
    pages_of_fact: Mapping[str, tuple[str, ...]]
    """Fact id -> stems of single pages that cover it."""
    activities_of_fact: Mapping[str, tuple[Activity, ...]]
    activities_of_theme: Mapping[str, tuple[Activity, ...]]
    """Theme id -> activities, those with it as the main theme first."""
    activities_of_observance: Mapping[str, tuple[Activity, ...]]
    tasks_of_theme: Mapping[str, tuple[Use, ...]]
    named_by: Mapping[str, tuple[Activity, ...]]
    """Activity stem -> activities that name it as related."""
    guides_of_activity: Mapping[str, tuple[Guide, ...]]
    navigation: tuple[str, ...]
    """Pages that the site's navigation names: paths below the language folder."""


def link(catalogue: Catalogue, navigation: Iterable[str] = ()) -> Links:
    """The inverses of everything that the records of `catalogue` name."""
    # Sections cover facts as tasks do, but only tasks name activities and themes.
    uses = [(part, Use(plan, part.id)) for plan in catalogue.plans.values() for part in plan.facts.parts]
    tasks = [(part, use) for part, use in uses if isinstance(part, TaskFacts)]
    activities = [(activity.facts, activity) for activity in catalogue.activities.values()]
    themes = [
        (rank > 0, activity.stem, theme, activity)
        for facts, activity in activities
        for rank, theme in enumerate(facts.themes)
    ]
    return Links(
        uses_of_activity=_inverse((stem, use) for task, use in tasks for stem in task.activities),
        uses_of_fact=_inverse((fact, use) for part, use in uses for fact in part.covers),
        pages_of_fact=_inverse(
            (fact, page.stem)
            for page in catalogue.pages.values()
            if isinstance(page.facts, SinglePage)
            for fact in page.facts.covers
        ),
        activities_of_fact=_inverse((fact, activity) for facts, activity in activities for fact in facts.covers),
        # By name within a rank: the order of files says nothing to a reader.
        activities_of_theme=_inverse((theme, activity) for *_, theme, activity in sorted(themes, key=itemgetter(0, 1))),
        activities_of_observance=_inverse(
            (day, activity) for facts, activity in activities for day in facts.observances
        ),
        tasks_of_theme=_inverse((theme, use) for task, use in tasks for theme in task.themes),
        named_by=_inverse((stem, activity) for facts, activity in activities for stem in facts.related),
        guides_of_activity=_inverse(
            # A guide may name an activity for more than one of its answers.
            (stem, guide)
            for guide in catalogue.guides.values()
            for stem in dict.fromkeys(guide.facts.activities)
        ),
        navigation=tuple(navigation),
    )


def pages_named(nav: object) -> list[str]:
    """The pages that the `nav` of an mkdocs.yml names, in order, however deep: paths below the language folder."""
    if isinstance(nav, str):
        return [nav]
    items = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ()
    return [path for item in items for path in pages_named(item)]


def _inverse(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    """Each first with all its seconds, in the order of the pairs."""
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
