"""Export: the whole catalogue as one JSON file with its schema, and the activities as a spreadsheet.

The models below are the file's shape and its documentation; `schema` is made from them.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ..content.calendar import is_by_notice
from ..content.links import Links
from ..content.records import Activity, AnyEntry, Catalogue, Plan, run_sheet, task_words
from ..presentation import views

SHAPE_VERSION = "1.2"
"""Rises in its first number when a program written for the earlier shape would no longer work."""

WORD_LISTS = [
    "themes",
    "audiences",
    "forms",
    "cost_tiers",
    "settings",
    "frequencies",
    "difficulties",
    "community_kinds",
    "posts",
    "units",
]
"""What records name by id. Seasons are left out, which only the finder has; fields and days have lists of their own."""


class Part(BaseModel):
    """What all records of the file share: frozen, and no key that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Both(Part):
    """A text in both languages. Fill-in fields stand as 〔中文名〕 in both."""

    zh: str
    en: str


class BothLists(Part):
    zh: tuple[str, ...]
    en: tuple[str, ...]


class Word(Part):
    id: str
    label: Both


class FillInField(Word):
    """A fill-in field."""

    scope: str


class ObservanceOut(Word):
    rule: Annotated[str, Field(description="MM-DD, span, month, nth weekday, week, lunar day or solar term")]
    kind: str
    months: tuple[int, ...]
    themes: tuple[str, ...]
    basis: Annotated[Both | None, Field(description="what the day rests on, where that is certain")]
    certainty: Annotated[str, Field(description="V verified, M+ and M from memory")]
    by_notice: Annotated[bool, Field(description="the exact days come by yearly notice")]
    checked: datetime.date


class TargetOut(Part):
    metric: Both
    compare: str
    value: int
    unit: str
    baseline: int | None
    how: Both


class RunIn(Part):
    """An activity and the months in which a plan runs it."""

    activity: str
    months: tuple[int, ...]


class TaskOut(Part):
    id: str
    title: Both
    text: Annotated[Both, Field(description="Markdown")]
    themes: tuple[str, ...]
    activities: tuple[RunIn, ...]
    lead: str
    support: tuple[str, ...]
    due: Annotated[str, Field(description="MM-DD of the plan's year")]
    targets: tuple[TargetOut, ...]
    done: Both
    covers: tuple[str, ...]


class ChangeOut(Part):
    """What is different since that day, for somebody who copied the page before."""

    day: datetime.date
    says: Both


class Page(Part):
    id: str
    url: Both
    title: Both
    summary: Both
    aliases: BothLists
    checked: datetime.date
    changes: Annotated[tuple[ChangeOut, ...], Field(description="newest first")]


class PlanOut(Page):
    fits: Both
    kinds: tuple[str, ...]
    sections: Annotated[
        dict[str, Both], Field(description="heading id -> Markdown, tasks and computed tables left out")
    ]
    tasks: tuple[TaskOut, ...]


class UseOut(Part):
    plan: str
    task: str


class Row(Part):
    """A table row in both languages, cell by cell."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


class AgendaItem(Part):
    start: Annotated[int, Field(description="minutes from the beginning")]
    end: int
    what: Annotated[Row, Field(description="part, how, who")]


class ActivityOut(Page):
    themes: tuple[str, ...]
    audiences: tuple[str, ...]
    forms: tuple[str, ...]
    minutes: int
    lead_days: int
    people: tuple[int, int]
    staff: int
    volunteers: int
    cost: str
    setting: str
    months: tuple[int, ...]
    frequency: str
    difficulty: int
    observances: tuple[str, ...]
    covers: tuple[str, ...]
    related: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    materials: Annotated[tuple[Row, ...], Field(description="item, quantity per 30 people, borrow or do without")]
    roles: Annotated[tuple[Row, ...], Field(description="post, before, during, after")]
    agenda: tuple[AgendaItem, ...]
    indicators: Annotated[tuple[Row, ...], Field(description="indicator, target, how to count, what is not collected")]
    notice: Both
    plan_sentence: Both
    plan_row: Annotated[Row, Field(description="task, lead, support, due, target, done when")]
    used_in: tuple[UseOut, ...]
    text: Annotated[Both, Field(description="the whole page as Markdown")]


class ThemeOut(Page):
    activities: tuple[str, ...]


class CatalogueOut(Part):
    """The file `data/catalogue.json`."""

    version: str
    name: Both
    url: str
    licence: str
    licence_url: str
    vocabulary: dict[str, tuple[Word, ...]]
    fields: tuple[FillInField, ...]
    observances: tuple[ObservanceOut, ...]
    themes: tuple[ThemeOut, ...]
    plans: tuple[PlanOut, ...]
    # The last field: `catalogue_json` leaves its list open, and goes on writing there.
    activities: tuple[ActivityOut, ...]


def catalogue_json(catalogue: Catalogue, links: Links, name: Both, site_url: str) -> Iterator[bytes]:
    """The catalogue as UTF-8 JSON in pieces, the same for the same catalogue. `site_url` ends with a slash."""
    words = catalogue.reference.vocabulary
    out = CatalogueOut(
        version=SHAPE_VERSION,
        name=name,
        url=site_url,
        licence="CC-BY-4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        vocabulary={
            lists: tuple(Word(id=i, label=Both(zh=w.zh, en=w.en)) for i, w in words.words(lists).items())
            for lists in WORD_LISTS
        },
        fields=tuple(FillInField(id=i, label=Both(zh=f.zh, en=f.en), scope=f.scope) for i, f in words.fields.items()),
        observances=tuple(
            ObservanceOut(
                id=identity,
                label=Both(zh=day.zh, en=day.en),
                basis=Both(zh=day.basis.zh, en=day.basis.en) if day.basis else None,
                by_notice=is_by_notice(day),
                **day.model_dump(include={"rule", "kind", "months", "themes", "certainty", "checked"}),
            )
            for identity, day in words.observances.items()
        ),
        themes=tuple(
            ThemeOut(
                **_page(theme, site_url),
                activities=tuple(a.stem for a in links.activities_of_theme.get(theme.stem, ())),
            )
            for theme in catalogue.themes.values()
        ),
        plans=tuple(_plan(plan, site_url) for plan in catalogue.plans.values()),
        activities=(),
    )
    data = {"$schema": f"{site_url}data/catalogue.schema.json", **out.model_dump(mode="json")}
    # Thousands of activities would be too much to hold: one at a time, in the list that comes last.
    yield _json(data).removesuffix(b"]}")
    for number, activity in enumerate(catalogue.activities.values()):
        shown = _activity(activity.forgetful(), links, site_url)
        yield (b"," if number else b"") + _json(shown.model_dump(mode="json"))
    yield b"]}\n"


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def schema(site_url: str) -> bytes:
    """The JSON Schema (2020-12) of `catalogue.json`."""
    data = CatalogueOut.model_json_schema()
    # The file names its schema, and the model forbids every key that it does not know itself.
    data["properties"]["$schema"] = {"type": "string"}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{site_url}data/catalogue.schema.json",
    }
    return (json.dumps({**head, **data}, ensure_ascii=False, indent=1) + "\n").encode()


def activities_csv(catalogue: Catalogue, language: str, site_url: str) -> bytes:
    """The activities as a spreadsheet: UTF-8 with a byte-order mark and CRLF, as Chinese office programs expect."""
    words = catalogue.reference.vocabulary
    english = language == "en"
    join = ", " if english else "、"
    heads = (
        "id,Name,In one line,Themes,For whom,Form,Minutes,Lead days,People from,People to,Staff,Volunteers,Cost,Where,"
        "Best months,How often,Difficulty,Days,Address"
        if english
        else "编号,名称,一句话,主题,适合人群,形式,时长（分钟）,准备期（天）,人数下限,人数上限,工作人员,志愿者,费用,场地,"
        "适合月份,频次,难度,节日与纪念日,网址"
    )

    def said(name: str, ids: Iterable[str]) -> str:
        return join.join(views.labels(catalogue, name, ids, language))

    rows = []
    for activity in catalogue.activities.values():
        facts = activity.facts
        rows.append(
            (
                activity.stem,
                activity.title(language),
                activity.summary(language),
                said("themes", facts.themes),
                said("audiences", facts.audiences),
                said("forms", facts.forms),
                facts.minutes,
                facts.lead_days,
                *facts.people,
                facts.staff,
                facts.volunteers,
                words.cost_tiers[facts.cost].label(language),
                words.settings[facts.setting].label(language),
                views.month_span(facts.months, language),
                words.frequencies[facts.frequency].label(language),
                words.difficulties[str(facts.difficulty)].label(language),
                said("observances", facts.observances),
                site_url + ("en/" if english else "") + activity.url,
            )
        )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    # No name of a column may hold a comma.
    writer.writerow(heads.split(","))
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _page(entry: AnyEntry, site_url: str) -> dict[str, object]:
    # While a page is being written, the languages may tell of other days: no change is paired with another's words.
    english = {change.day: change.says for change in entry.said("en").changes}
    return {
        "id": entry.stem,
        "url": Both(zh=site_url + entry.url, en=f"{site_url}en/{entry.url}"),
        "title": Both(zh=entry.title("zh"), en=entry.title("en")),
        "summary": Both(zh=entry.summary("zh"), en=entry.summary("en")),
        "aliases": BothLists(zh=entry.said("zh").aliases, en=entry.said("en").aliases),
        "checked": entry.facts.checked,  # type: ignore[attr-defined]
        "changes": tuple(
            ChangeOut(day=change.day, says=Both(zh=change.says, en=english.get(change.day, change.says)))
            for change in entry.facts.changes
        ),
    }


def _plan(plan: Plan, site_url: str) -> PlanOut:
    tasks = []
    for number, task in enumerate(plan.facts.tasks):
        (done_zh, words_zh), (done_en, words_en) = (task_words(plan, number, language) for language in ("zh", "en"))
        tasks.append(
            TaskOut(
                id=task.id,
                title=Both(zh=plan.heading(task.id, "zh"), en=plan.heading(task.id, "en")),
                text=_text(plan, task.id),
                themes=task.themes,
                activities=tuple(RunIn(activity=stem, months=months) for stem, months in task.activities.items()),
                lead=task.lead,
                support=task.support,
                due=task.due,
                targets=tuple(
                    TargetOut(
                        metric=Both(zh=zh[0], en=en[0]),
                        compare=target.compare,
                        value=target.value,
                        unit=target.unit,
                        baseline=target.baseline,
                        how=Both(zh=zh[1], en=en[1]),
                    )
                    for target, zh, en in zip(task.targets, words_zh, words_en, strict=True)
                ),
                done=Both(zh=done_zh, en=done_en),
                covers=task.covers,
            )
        )
    # The tasks are given with their figures, and once is enough.
    own = {task.id for task in plan.facts.tasks}
    sections = {
        section.heading.id: _text(plan, section.heading.id)
        for section in plan.zh.body.sections
        if section.heading.id not in own and section.text
    }
    return PlanOut(
        **_page(plan, site_url),
        fits=Both(zh=plan.facts.fits, en=plan.said("en").fits),  # type: ignore[attr-defined]
        kinds=plan.facts.kinds,
        sections=sections,
        tasks=tuple(tasks),
    )


def _text(plan: Plan, heading: str) -> Both:
    zh, en = (plan.body(language).by_id.get(heading) for language in ("zh", "en"))
    return Both(zh=zh.text if zh else "", en=en.text if en else "")


def _activity(activity: Activity, links: Links, site_url: str) -> ActivityOut:
    zh, en = run_sheet(activity, "zh"), run_sheet(activity, "en")
    english = {slot.start: slot.cells for slot in en.agenda}
    # What is given in both languages comes from `_page`; `keeps` concerns maintainers alone.
    neutral = activity.facts.model_dump(exclude={"title", "summary", "aliases", "keeps", "checked", "changes"})
    return ActivityOut(
        **_page(activity, site_url),
        **neutral,
        materials=_rows(zh.materials, en.materials),
        roles=_rows(zh.roles, en.roles),
        agenda=tuple(
            AgendaItem(start=slot.start, end=slot.end, what=Row(zh=slot.cells, en=english.get(slot.start, ())))
            for slot in zh.agenda
        ),
        indicators=_rows(zh.indicators, en.indicators),
        notice=Both(zh=zh.notice, en=en.notice),
        plan_sentence=Both(zh=zh.plan_sentence, en=en.plan_sentence),
        plan_row=Row(zh=zh.plan_row, en=en.plan_row),
        used_in=tuple(
            UseOut(plan=use.plan.stem, task=use.part) for use in links.uses_of_activity.get(activity.stem, ())
        ),
        text=Both(zh=activity.body("zh").text.strip(), en=activity.body("en").text.strip()),
    )


def _rows(zh: Sequence[tuple[str, ...]], en: Sequence[tuple[str, ...]]) -> tuple[Row, ...]:
    # The checks tell of twins with unlike rows.
    return tuple(Row(zh=ours, en=theirs) for ours, theirs in zip_longest(zh, en, fillvalue=()))
