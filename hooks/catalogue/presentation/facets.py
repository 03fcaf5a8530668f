"""The finder's filters: which choices there are, and which of them each activity answers.

Choices of time, staff and cost are read as "this much is enough", so an activity answers all wider ones too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ..content.records import Activity, Catalogue
from ..content.vocabulary import Vocabulary
from .views import MONTHS, month_name

MINUTES = (30, 60, 90, 120)
STAFF = (1, 2, 3)
SIZES = (10, 30, 50, 100, 200)
"""About how many people somebody may have in mind."""


@dataclass(frozen=True)
class Choice:
    """An answer to a filter's question; `id` is what stands in the finder's address."""

    id: str
    label: str
    count: int
    """How many activities answer it when nothing else is chosen."""


@dataclass(frozen=True)
class Facet:
    """One filter; an activity passes if it answers any of the chosen choices."""

    id: str
    label: str
    choices: tuple[Choice, ...]


def answers(activity: Activity, vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """Facet id -> ids of the choices that the activity answers."""
    facts, variants = activity.facts, activity.zh.body.by_id
    tiers = list(vocabulary.cost_tiers)
    # A page with that heading says how it is done for nothing.
    cheapest = 0 if "no-money" in variants else tiers.index(facts.cost)
    low, high = facts.people
    seasons = [name for name, season in vocabulary.seasons.items() if set(season.months) & set(facts.months)]
    return {
        "theme": facts.themes,
        "audience": facts.audiences,
        # Somebody who chooses spring wants what suits any month of it.
        "month": (*seasons, *(str(month) for month in facts.months)),
        "size": _sizes(low, high),
        "time": tuple(str(n) for n in MINUTES if facts.minutes <= n) or ("longer",),
        "staff": tuple(str(n) for n in STAFF if facts.staff <= n) or ("more",),
        "cost": tuple(tiers[cheapest:]),
        "setting": ("indoor", "outdoor") if facts.setting == "either" else (facts.setting,),
        "form": facts.forms,
    }


def _sizes(low: int, high: int) -> tuple[str, ...]:
    """The sizes between both, or the one that is nearest to their middle by ratio: for 12 to 24 it is 10."""
    within = [n for n in SIZES if low <= n <= high]
    # The geometric mean, for sizes are compared by ratio: from 10 to 30 is as far as from 30 to 90.
    middle = math.sqrt(max(low, 1) * max(high, 1))
    return tuple(str(n) for n in within or [min(SIZES, key=lambda n: max(n / middle, middle / n))])


def facets(catalogue: Catalogue, language: str) -> tuple[Facet, ...]:
    """Every filter with its choices, in the order of the vocabulary, those that no activity answers left out."""
    words = catalogue.reference.vocabulary
    counts: dict[tuple[str, str], int] = {}
    for activity in catalogue.activities.values():
        for name, found in answers(activity, words).items():
            for choice in found:
                counts[name, choice] = counts.get((name, choice), 0) + 1

    def facet(identity: str, choices: Mapping[str, str]) -> Facet:
        # A choice that finds nothing would only be tapped in vain.
        shown = (Choice(key, label, counts.get((identity, key), 0)) for key, label in choices.items())
        return Facet(identity, words.labels[f"facet-{identity}"].label(language), tuple(c for c in shown if c.count))

    def listed(name: str) -> dict[str, str]:
        return {key: word.label(language) for key, word in words.words(name).items()}

    def numbered(label: str, values: tuple[int, ...]) -> dict[str, str]:
        return {str(n): words.labels[label].label(language).format(n=n) for n in values}

    def said(*ids: str) -> dict[str, str]:
        return {key: words.labels[f"choice-{key}"].label(language) for key in ids}

    months = {str(month): month_name(month, language) for month in MONTHS}
    settings = {key: label for key, label in listed("settings").items() if key != "either"}
    enough = {key: words.labels[f"choice-cost-{key}"].label(language) for key in words.cost_tiers}
    return (
        facet("theme", listed("themes")),
        facet("audience", listed("audiences")),
        facet("month", {**listed("seasons"), **months}),
        facet("size", numbered("choice-size", SIZES)),
        facet("time", {**numbered("choice-time", MINUTES), **said("longer")}),
        facet("staff", {**numbered("choice-staff", STAFF), **said("more")}),
        facet("cost", enough),
        facet("setting", settings),
        facet("form", listed("forms")),
    )
