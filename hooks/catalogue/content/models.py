"""The front matter of each kind of page: one pydantic model is schema, validator and documentation at once.

The Chinese page holds every neutral fact. The English page holds a `…Words` record: what is translated
and the fingerprint of what it was translated from. Words of a list are checked by `rules/pages.py`.
"""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from ..validation import WordOf

Text = Annotated[StrictStr, Field(min_length=1)]
# Strict: pydantic would take 3.0, "3" and true for whole numbers, and nobody means that by them.
Month = Annotated[StrictInt, Field(ge=1, le=12)]
Count = Annotated[StrictInt, Field(ge=0)]
FactId = Annotated[StrictStr, WordOf("facts")]
ActivityStem = Annotated[StrictStr, WordOf("activities")]
ThemeId = Annotated[StrictStr, WordOf("themes")]
PostId = Annotated[StrictStr, WordOf("posts")]


OWN = "own"
"""The source of a plan that was not made from the article."""


class Record(BaseModel):
    """Frozen; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Change(Record):
    """What is different since a day, for somebody who copied the page before."""

    day: datetime.date
    says: Text
    """What to mend in a copy; a page that only reads better has not changed."""


class PageFacts(Record):
    """What every page says of itself."""

    # Only the shape is checked here; what depends on the catalogue or on other words is checked in rules/.
    title: Text
    """The name; no two pages of a language share one."""
    summary: Text
    """One line that tells a reader whether to open the page; 40 characters at most in Chinese."""
    aliases: tuple[Text, ...] = ()
    """Other words that people type for it."""
    changes: tuple[Change, ...] = ()
    """Newest first; all that happened on a day is one change."""


class Words(PageFacts):
    """The front matter of an English page."""

    translated_from: StrictStr = ""
    """Fingerprint of the Chinese words; `./scripts/translated PAGE` writes it after reading, on a new page for the first time."""


class ChinesePage(PageFacts):
    """What only the Chinese page says."""

    keeps: dict[Text, Text] = {}
    """Dated terms (ids of docs/terms.yml) that stand here on purpose, each with the reason."""


class Checked(ChinesePage):
    """A Chinese page whose content ages."""

    checked: datetime.date
    """The day on which somebody last read the page against its sources."""


class ActivityFacts(Checked):
    """The head of a run sheet. The rest is parsed from its tables (see `records.run_sheet`)."""

    themes: Annotated[tuple[ThemeId, ...], Field(min_length=1, max_length=3)]
    """One to three; the first is the main one."""
    audiences: Annotated[tuple[Annotated[StrictStr, WordOf("audiences")], ...], Field(min_length=1)]
    forms: Annotated[tuple[Annotated[StrictStr, WordOf("forms")], ...], Field(min_length=1)]
    minutes: Annotated[StrictInt, Field(gt=0)]
    """Length of the main session; the agenda sums to it."""
    lead_days: Count
    """Days from the decision to the day itself."""
    people: tuple[Count, Count]
    """From, to: how many take part in one run."""
    staff: Count
    volunteers: Count
    cost: Annotated[StrictStr, WordOf("cost_tiers")]
    setting: Annotated[StrictStr, WordOf("settings")]
    months: Annotated[tuple[Month, ...], Field(min_length=1)]
    """When it is best run."""
    frequency: Annotated[StrictStr, WordOf("frequencies")]
    difficulty: Annotated[StrictInt, Field(ge=1, le=3)]
    observances: tuple[Annotated[StrictStr, WordOf("observances")], ...] = ()
    covers: tuple[FactId, ...] = ()
    """Source facts that it carries out; none where the activity is new."""
    related: tuple[ActivityStem, ...] = ()
    before: tuple[ActivityStem, ...] = ()
    """Activities that go well before this one."""
    after: tuple[ActivityStem, ...] = ()
    """Activities that go well after this one."""

    @field_validator("themes", "audiences", "forms", "months", "observances", "covers", "related", "before", "after")
    @classmethod
    def _each_once(cls, values: tuple[object, ...], info: ValidationInfo) -> tuple[object, ...]:
        for value in values:
            if values.count(value) > 1:
                raise ValueError(f"{info.field_name} has {value!r} twice, expected once")
        return values

    @field_validator("people")
    @classmethod
    def _from_up_to(cls, people: tuple[int, int]) -> tuple[int, int]:
        if people[0] > people[1]:
            raise ValueError(f"people is [{people[0]}, {people[1]}], expected the smaller number first")
        return people


class Target(Record):
    """A figure that a task is measured by."""

    metric: Text
    value: StrictInt
    unit: Annotated[StrictStr, WordOf("units")]
    how: Text
    """How to count it."""
    compare: Literal["at-least", "at-most", "exactly", "grow-by"] = "at-least"
    baseline: StrictInt | None = None
    """Today's figure; where it is left out the plan asks for it."""


class PlanPart(Record):
    """A section or a task of a plan; its words stand under the heading of the same id."""

    id: Text
    covers: tuple[FactId, ...] = ()
    """The source facts that its words say."""


class SectionFacts(PlanPart):
    """A part of a plan other than a task."""

    checked: datetime.date | None = None
    """For time-bound wording: the day on which it was last compared with today's."""


class TaskFacts(PlanPart):
    """The data of a task."""

    themes: Annotated[tuple[ThemeId, ...], Field(min_length=1)]
    activities: dict[ActivityStem, tuple[Month, ...]] = {}
    """Activity -> months in which this plan runs it."""
    lead: PostId
    support: tuple[PostId, ...] = ()
    due: Text
    """Last day, as MM-DD."""
    targets: Annotated[tuple[Target, ...], Field(min_length=1)]
    done: Text
    """By what anybody can see that the task is done."""

    @field_validator("due")
    @classmethod
    def _month_and_day(cls, due: str) -> str:
        with suppress(ValueError):
            # A common year: no task is due on 29 February.
            if re.fullmatch(r"\d\d-\d\d", due) and datetime.date.fromisoformat(f"2027-{due}"):
                return due
        raise ValueError(f"due is '{due}', expected a day such as 11-30")


class PlanFacts(Checked):
    """The head of a plan."""

    fits: Text
    """Which community it fits, and why."""
    kinds: Annotated[tuple[Annotated[StrictStr, WordOf("community_kinds")], ...], Field(min_length=1)]
    source: Text
    """`plan_1` to `plan_5` of docs/source-facts.yml, or `own` for a plan that no source article prescribes."""
    sections: tuple[SectionFacts, ...]
    tasks: Annotated[tuple[TaskFacts, ...], Field(min_length=1)]

    @property
    def rank(self) -> tuple[bool, str]:
        """Plans stand in the order of the source article, then those of one's own."""
        return self.source == OWN, self.source

    @property
    def parts(self) -> tuple[PlanPart, ...]:
        """Sections, then tasks."""
        return (*self.sections, *self.tasks)

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        # They are headings of one page, which has every id once.
        ids = [part.id for part in self.parts]
        for identity in ids:
            if ids.count(identity) > 1:
                raise ValueError(f"id '{identity}' stands twice among sections and tasks, expected once")
        return self


class TargetWords(Record):
    """The words of a target; its figures stand on the Chinese page alone."""

    metric: Text
    how: Text


class TaskWords(Record):
    """The words of the task of that id: as many targets as the Chinese page has, in its order."""

    id: Text
    targets: tuple[TargetWords, ...]
    done: Text


class PlanWords(Words):
    """The front matter of an English plan: the tasks in the order of the Chinese page."""

    fits: Text
    tasks: tuple[TaskWords, ...]


class ThemeFacts(Checked):
    """A theme page; its lists are computed."""


class GuideFacts(Checked):
    """A best-practice guide."""

    themes: tuple[ThemeId, ...] = ()
    activities: tuple[ActivityStem, ...] = ()
    """Activities that put the guide into practice."""


class SinglePage(ChinesePage):
    """Any other page; it may cover the two facts that frame the source article."""

    covers: tuple[FactId, ...] = ()


KINDS: dict[str, tuple[type[PageFacts], type[Words]]] = {
    "plans": (PlanFacts, PlanWords),
    "activities": (ActivityFacts, Words),
    "themes": (ThemeFacts, Words),
    "guides": (GuideFacts, Words),
    "pages": (SinglePage, Words),
}
"""Folder -> model of the Chinese page, model of the English one. `pages`: everything else."""
