"""What the catalogue holds and what it lacks: activities by theme, audience, month and language, and what is thin or old.

The same figures stand on the maintainers' page of the site and in `./scripts/check --report`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..content.links import Links
from ..content.models import KINDS, Checked
from ..content.records import Activity, AnyEntry, Catalogue
from .views import MONTHS

FEW_ACTIVITIES, FEW_TASKS, FEW_PLACES = 5, 3, 2
"""A theme with fewer activities or tasks is thin, and a fact that stands in fewer places."""
OLDEST = 10
LONG_AGO = 180
"""Days before the newest check of the catalogue."""


@dataclass(frozen=True)
class Cell:
    """How many activities there are in each language."""

    zh: int
    en: int

    @property
    def is_hole(self) -> bool:
        # The Chinese page is the original: without it there is no English one.
        return self.zh == 0

    def __str__(self) -> str:
        """One figure, or both where a translation is missing."""
        return str(self.zh) if self.zh == self.en else f"{self.zh}/{self.en}"


@dataclass(frozen=True)
class Row:
    """A line of a table: an id of the vocabulary, and its cells."""

    id: str
    total: Cell
    cells: tuple[Cell, ...]

    @property
    def holes(self) -> int:
        return sum(cell.is_hole for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """The table of a theme: a row for each audience, a column for each month."""

    theme: str
    total: Cell
    rows: tuple[Row, ...]

    @property
    def served(self) -> tuple[Row, ...]:
        """Audiences that have an activity at all."""
        return tuple(row for row in self.rows if not row.total.is_hole)

    @property
    def missing(self) -> tuple[str, ...]:
        """Audiences that have none."""
        return tuple(row.id for row in self.rows if row.total.is_hole)

    @property
    def holes(self) -> int:
        """Months without an activity, over all audiences."""
        return sum(row.holes for row in self.rows)


@dataclass(frozen=True)
class Pages:
    """How the two languages of a kind of page stand."""

    kind: str
    zh: int
    en: int
    stale: tuple[AnyEntry, ...]
    """Pages whose translation is older than the original."""


@dataclass(frozen=True)
class Thin:
    """An id with less than it should have."""

    id: str
    count: int
    tasks: int = 0


@dataclass(frozen=True)
class Overview:
    """All tables of one catalogue."""

    catalogue: Catalogue
    links: Links

    @property
    def themes(self) -> tuple[str, ...]:
        return tuple(self.catalogue.reference.vocabulary.themes)

    @property
    def audiences(self) -> tuple[str, ...]:
        return tuple(self.catalogue.reference.vocabulary.audiences)

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """Theme × audience × month, theme by theme."""
        return tuple(self._grid(theme) for theme in self.themes)

    def _grid(self, theme: str) -> Grid:
        of_theme = self.links.activities_of_theme.get(theme, ())
        rows = []
        for audience in self.audiences:
            found = [activity for activity in of_theme if audience in activity.facts.audiences]
            rows.append(Row(audience, _cell(found), _by_month(found)))
        return Grid(theme, _cell(of_theme), tuple(rows))

    @cached_property
    def by_month(self) -> tuple[Row, ...]:
        """Theme × month."""
        found = ((theme, self.links.activities_of_theme.get(theme, ())) for theme in self.themes)
        return tuple(Row(theme, _cell(activities), _by_month(activities)) for theme, activities in found)

    @cached_property
    def by_audience(self) -> tuple[Row, ...]:
        """Theme × audience."""
        return tuple(Row(grid.theme, grid.total, tuple(row.total for row in grid.rows)) for grid in self.grids)

    @cached_property
    def months(self) -> tuple[Cell, ...]:
        """All activities by month."""
        return _by_month(self.catalogue.activities.values())

    @cached_property
    def languages(self) -> tuple[Pages, ...]:
        """Pages by kind and language."""
        found = []
        for kind in KINDS:
            entries = tuple(self.catalogue.folder(kind).values())
            # As the rule asks, but of every page: a check stops at the first stage that finds anything.
            stale = (e for e in entries if e.words is not None and e.words.translated_from != e.fingerprint)
            found.append(Pages(kind, len(entries), sum(e.words is not None for e in entries), tuple(stale)))
        return tuple(found)

    @cached_property
    def thin_themes(self) -> tuple[Thin, ...]:
        """Themes with few activities of their own, or few tasks in the plans."""
        main: dict[str, int] = {}
        for activity in self.catalogue.activities.values():
            # Only the main theme: an activity that serves it besides would hide that it has none of its own.
            main[activity.facts.themes[0]] = main.get(activity.facts.themes[0], 0) + 1
        counts = (Thin(t, main.get(t, 0), len(self.links.tasks_of_theme.get(t, ()))) for t in self.themes)
        return tuple(thin for thin in counts if thin.count < FEW_ACTIVITIES or thin.tasks < FEW_TASKS)

    @cached_property
    def thin_facts(self) -> tuple[Thin, ...]:
        """Facts that are found in one place only: a part of a plan, a page or an activity."""
        links = self.links
        counts = (
            Thin(
                fact,
                sum(
                    len(of.get(fact, ())) for of in (links.uses_of_fact, links.pages_of_fact, links.activities_of_fact)
                ),
            )
            for fact in self.catalogue.reference.facts
        )
        return tuple(thin for thin in counts if thin.count < FEW_PLACES)

    @cached_property
    def thin_observances(self) -> tuple[Thin, ...]:
        """Days without any activity."""
        days = self.catalogue.reference.vocabulary.observances
        return tuple(Thin(day, 0) for day in days if not self.links.activities_of_observance.get(day))

    @cached_property
    def thin_months(self) -> tuple[Thin, ...]:
        """Months with less than half of the activities of the fullest one."""
        fullest = max((cell.zh for cell in self.months), default=0)
        return tuple(
            Thin(str(m), cell.zh) for m, cell in zip(MONTHS, self.months, strict=True) if cell.zh * 2 < fullest
        )

    @cached_property
    def newest_check(self) -> datetime.date | None:
        # The measure is the newest page, not today: a report of the same records says the same.
        return max((day for _, day in self._checks()), default=None)

    @cached_property
    def oldest(self) -> tuple[tuple[AnyEntry, datetime.date], ...]:
        """The pages whose last check is longest ago, and how they count: more than LONG_AGO days, ten at most."""
        newest = self.newest_check
        old = [(entry, day) for entry, day in self._checks() if newest and (newest - day).days > LONG_AGO]
        # The address settles the order of pages that were checked on one day.
        return tuple(sorted(old, key=lambda pair: (pair[1], pair[0].url))[:OLDEST])

    def _checks(self) -> Iterator[tuple[AnyEntry, datetime.date]]:
        for entry in self.catalogue.entries():
            if isinstance(entry.facts, Checked):
                yield entry, entry.facts.checked


def _cell(activities: Iterable[Activity]) -> Cell:
    found = tuple(activities)
    return Cell(len(found), sum(activity.words is not None for activity in found))


def _by_month(activities: Iterable[Activity]) -> tuple[Cell, ...]:
    found = tuple(activities)
    return tuple(_cell(activity for activity in found if month in activity.facts.months) for month in MONTHS)


def report(overview: Overview) -> str:
    """The tables as plain text, with the ids of the vocabulary; a hole is a dot."""
    parts = [
        ("Pages in each language (Chinese, English, stale)", _languages(overview)),
        ("Activities by theme and month (a hole is a dot)", _theme_months(overview)),
        ("Activities by theme, audience and month", _grids(overview)),
        (f"Themes with fewer than {FEW_ACTIVITIES} activities of their own or {FEW_TASKS} tasks", _themes(overview)),
        ("Facts that are found in one place only", _wrapped(thin.id for thin in overview.thin_facts)),
        ("Observances without an activity", _wrapped(thin.id for thin in overview.thin_observances)),
        ("Months with few activities", _wrapped(f"{thin.id} ({thin.count})" for thin in overview.thin_months)),
        ("Translations older than their original", _wrapped(_stale(overview))),
        (f"Checked more than {LONG_AGO} days before the newest page", _wrapped(_old(overview))),
    ]
    return "\n".join(f"{title}\n{'-' * len(title)}\n{body or 'none'}\n" for title, body in parts)


def _languages(overview: Overview) -> str:
    return "\n".join(f"{p.kind:<12}{p.zh:>5}{p.en:>5}{len(p.stale):>5}" for p in overview.languages)


def _theme_months(overview: Overview) -> str:
    head = f"{'':<16}{'all':>6}" + "".join(f"{month:>6}" for month in MONTHS)
    rows = [Row("all themes", _cell(overview.catalogue.activities.values()), overview.months), *overview.by_month]
    return "\n".join([head, *(f"{row.id:<16}{row.total!s:>6}" + _figures(row.cells) for row in rows)])


def _grids(overview: Overview) -> str:
    lines = []
    for grid in overview.grids:
        lines.append(f"{grid.theme}: {grid.total} activities, {grid.holes} holes")
        lines += [f"  {row.id:<20}{row.total!s:>6}{_figures(row.cells)}" for row in grid.served]
        if grid.missing:
            lines.append(f"  nothing for {', '.join(grid.missing)}")
    return "\n".join(lines)


def _figures(cells: Iterable[Cell]) -> str:
    return "".join(f"{'·' if cell.is_hole else str(cell):>6}" for cell in cells)


def _themes(overview: Overview) -> str:
    return "\n".join(f"{thin.id:<16}{thin.count:>3} activities{thin.tasks:>3} tasks" for thin in overview.thin_themes)


def _stale(overview: Overview) -> Iterator[str]:
    return (entry.sources["en"].path for pages in overview.languages for entry in pages.stale)


def _old(overview: Overview) -> Iterator[str]:
    return (f"{entry.zh.path} ({day})" for entry, day in overview.oldest)


def _wrapped(items: Iterable[str]) -> str:
    """Items with commas, in lines of about 100 characters."""
    lines = [""]
    for item in items:
        # With the comma and the space before it, 100.
        if lines[-1] and len(lines[-1]) + len(item) > 98:
            lines.append("")
        lines[-1] += f"{', ' if lines[-1] else ''}{item}"
    return "\n".join(lines)
