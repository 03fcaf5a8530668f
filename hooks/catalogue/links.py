"""Link: every fact and link is stored once; here the inverse is computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    uses_of_activity: dict[str, list[Use]] = defaultdict(list)
    uses_of_fact: dict[str, list[Use]] = defaultdict(list)
    tasks_of_theme: dict[str, list[Use]] = defaultdict(list)
    for plan in catalogue.plans.values():
        for part in plan.facts.parts:
            use = Use(plan, part.id)
            for fact in part.covers:
                uses_of_fact[fact].append(use)
            if isinstance(part, TaskFacts):
                for theme in part.themes:
                    tasks_of_theme[theme].append(use)
                for stem in part.activities:
                    uses_of_activity[stem].append(use)
    by_fact: dict[str, list[Activity]] = defaultdict(list)
    by_theme: dict[str, list[tuple[int, Activity]]] = defaultdict(list)
    by_observance: dict[str, list[Activity]] = defaultdict(list)
    named_by: dict[str, list[Activity]] = defaultdict(list)
    for activity in catalogue.activities.values():
        for fact in activity.facts.covers:
            by_fact[fact].append(activity)
        for rank, theme in enumerate(activity.facts.themes):
            by_theme[theme].append((rank, activity))
        for day in activity.facts.observances:
            by_observance[day].append(activity)
        for stem in activity.facts.related:
            named_by[stem].append(activity)
    guides: dict[str, list[Guide]] = defaultdict(list)
    for guide in catalogue.guides.values():
        for stem in dict.fromkeys(guide.facts.activities):
            guides[stem].append(guide)
    pages_of_fact: dict[str, list[str]] = defaultdict(list)
    for page in catalogue.pages.values():
        if isinstance(page.facts, SinglePage):
            for fact in page.facts.covers:
                pages_of_fact[fact].append(page.stem)
    return Links(
        uses_of_activity=_frozen(uses_of_activity),
        uses_of_fact=_frozen(uses_of_fact),
        pages_of_fact=_frozen(pages_of_fact),
        activities_of_fact=_frozen(by_fact),
        activities_of_theme={
            theme: tuple(activity for _, activity in sorted(found, key=lambda pair: (pair[0] > 0, pair[1].stem)))
            for theme, found in by_theme.items()
        },
        activities_of_observance=_frozen(by_observance),
        tasks_of_theme=_frozen(tasks_of_theme),
        named_by=_frozen(named_by),
        guides_of_activity=_frozen(guides),
        navigation=tuple(navigation),
    )


def _frozen(lists: Mapping[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {key: tuple(found) for key, found in lists.items()}
