"""How much a plan asks of a committee: its length against the rule, and each month's work. Estimates, and said to be."""

from __future__ import annotations

from dataclasses import dataclass

from ..content.records import Activity, Catalogue, Plan
from . import views

SHORTEST_PLAN, LONGEST_PLAN = 2500, 5000
"""Chinese characters of a plan's body."""

STEP_HOURS = 0.5
"""Hours that one line of an activity's preparation or follow-up is taken to need of one person."""

PAPERS = ("notice", "news")
"""Ready words that are written anew for every run: the notice before it, the news after it."""


@dataclass(frozen=True)
class Length:
    """Chinese characters of a plan's body, and the most that the rule allows."""

    characters: int
    limit: int

    @property
    def share(self) -> float:
        """Of the limit, from 0."""
        return self.characters / self.limit


@dataclass(frozen=True)
class MonthLoad:
    """What falls in one month."""

    month: int
    label: str
    activities: int
    """Activities that the plan runs in it."""
    due: int
    """Tasks whose last day falls in it."""
    papers: int
    """Texts and sheets to prepare: for every activity its notice, its news item and its forms."""
    hours: int
    """Hours of the staff, to the nearest hour: see `activity_hours`."""


@dataclass(frozen=True)
class PlanLoad:
    """What a plan asks of its reader and of a year; its sums are over all months."""

    length: Length
    months: tuple[MonthLoad, ...]
    """All twelve."""

    @property
    def busiest(self) -> MonthLoad:
        """The month with most hours; of equal ones the first."""
        return max(self.months, key=lambda month: month.hours)

    @property
    def hours(self) -> int:
        return sum(month.hours for month in self.months)

    @property
    def papers(self) -> int:
        return sum(month.papers for month in self.months)

    @property
    def activities(self) -> int:
        return sum(month.activities for month in self.months)


def plan_load(plan: Plan, catalogue: Catalogue, language: str) -> PlanLoad:
    """Length and monthly load of that plan.

    An activity is counted once in each month in which the plan runs it, even if two tasks name it, as in the
    month plan. Daily work (windows, patrols, meetings of the committee) is in no record and is not counted.
    """
    months = tuple(
        MonthLoad(
            month=row.month,
            label=row.label,
            activities=len(row.activities),
            due=sum(int(task.due[:2]) == row.month for task in plan.facts.tasks),
            # Counted for every month anew: a notice is written for each run, with its own day and place.
            papers=sum(activity_papers(activity) for activity, _ in row.activities),
            # Rounded once, at the end: halves of hours would add up to a day.
            hours=round(sum(activity_hours(activity) for activity, _ in row.activities)),
        )
        for row in views.month_rows(plan, catalogue, language)
    )
    return PlanLoad(Length(plan.zh.body.han_count, LONGEST_PLAN), months)


def activity_hours(activity: Activity) -> float:
    """Hours of staff time that one run takes: an estimate from the run sheet.

    The main session, for each member of staff; and half an hour for each step that the tables of preparation and
    follow-up name, since a step is one person's piece of work. Volunteers' time is not counted.
    """
    body = activity.zh.body
    tables = (body.table("prepare"), body.table("follow-up"))
    # A page that is being written may lack either table.
    steps = sum(len(table.rows) for table in tables if table)
    return activity.facts.staff * activity.facts.minutes / 60 + steps * STEP_HOURS


def activity_papers(activity: Activity) -> int:
    """Texts and sheets that one run needs: notice, news item, and each form, as far as its page has them."""
    body = activity.zh.body
    ready = sum(identity in body.by_id for identity in PAPERS)
    return ready + len(body.below("forms"))
