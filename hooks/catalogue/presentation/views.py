"""What templates and exports show of the records: rows and lists, in one language, ready to print.

Plain functions; a row is a frozen record, so that a template, a Word file and a spreadsheet show the same.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..content.body import FIELD, numbers
from ..content.labels import COLUMNS
from ..content.links import Links, Use
from ..content.models import PlanFacts, Target, TaskFacts
from ..content.records import ATTACHMENTS, Activity, AnyEntry, Catalogue, Plan, attachments, task_words
from ..content.vocabulary import FillIn, Observance

MONTHS = tuple(range(1, 13))
MISSING_BASELINE = "上年数"
"""The field that stands in the target table where a target has no figure of today."""
KIND_OF_PLAN = re.compile(r" ?[（(]([^（）()]+)[）)]$")
"""The sample's kind behind its title, as （核心价值引领型）."""
ENGLISH_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True)
class TargetRow:
    """A row of the target table: figures as text."""

    metric: str
    baseline: str
    """Today's figure; empty where the plan's user fills it in."""
    value: str
    how: str
    due: str


@dataclass(frozen=True)
class TaskRow:
    """A row of the task table 任务分解表."""

    number: int
    id: str
    title: str
    activities: tuple[Activity, ...]
    lead: str
    support: tuple[str, ...]
    due: str
    targets: tuple[TargetRow, ...]
    done: str


@dataclass(frozen=True)
class MonthRow:
    """A row of the month plan: what falls in that month, activity by activity."""

    month: int
    label: str
    observances: tuple[str, ...]
    activities: tuple[tuple[Activity, str], ...]
    """Each activity with the post that leads its task."""


@dataclass(frozen=True)
class Attached:
    """A line of the list of attachments that a plan's page shows."""

    id: str
    title: str
    url: str
    """From the plan's page."""
    holds: str
    """The names of its columns."""


@dataclass(frozen=True)
class Fit:
    """One line of the fact strip of an activity: label id and text."""

    label: str
    text: str


def month_name(month: int, language: str) -> str:
    """`month` from 1 as 3月 or March."""
    return ENGLISH_MONTHS[month - 1] if language == "en" else f"{month}月"


def day_name(day: str, language: str) -> str:
    """`11-30` as 11月30日 or 30 November."""
    month, number = (int(part) for part in day.split("-"))
    return f"{number} {ENGLISH_MONTHS[month - 1]}" if language == "en" else f"{month}月{number}日"


def date_name(day: datetime.date, language: str) -> str:
    """3月5日 星期五, or Friday 5 March."""
    if language == "en":
        return f"{ENGLISH_DAYS[day.weekday()]} {day.day} {ENGLISH_MONTHS[day.month - 1]}"
    return f"{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}"


def month_span(months: Iterable[int], language: str) -> str:
    """Months as a reader says them: runs joined, `全年` for all of them."""
    wanted = sorted(set(months))
    if len(wanted) == 12:
        return "all year" if language == "en" else "全年"
    runs: list[list[int]] = []
    for month in wanted:
        if runs and runs[-1][-1] == month - 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    if language == "en":
        short = [name[:3] for name in ENGLISH_MONTHS]
        return ", ".join(short[r[0] - 1] + (f"–{short[r[-1] - 1]}" if len(r) > 1 else "") for r in runs)
    return "、".join(f"{r[0]}—{r[-1]}月" if len(r) > 1 else f"{r[0]}月" for r in runs)


def labels(catalogue: Catalogue, words: str, ids: Iterable[str], language: str) -> tuple[str, ...]:
    """The labels of those ids of a word list."""
    known = catalogue.reference.vocabulary.words(words)
    return tuple(known[identity].label(language) for identity in ids)


def target_value(target: Target, catalogue: Catalogue, language: str) -> str:
    """The figure with its unit and comparison: `20%以上`, `at least 5 courses`."""
    word = catalogue.reference.vocabulary.units[target.unit]
    english = language == "en"
    # Chinese has no plural.
    unit = word.one if english and target.value == 1 and word.one else word.label(language)
    amount = f"{target.value}{' ' if english and unit != '%' else ''}{unit}"
    if target.compare == "at-most":
        return f"at most {amount}" if english else f"不超过{amount}" if target.value else amount
    if target.compare == "grow-by":
        return f"up by {amount}" if english else f"增长{amount}"
    # All of them: no more is possible.
    if target.compare == "exactly" or (unit == "%" and target.value == 100):
        return amount
    return f"at least {amount}" if english else f"{amount}以上"


def budget_sum(plan: Plan) -> int:
    """Yuan in the last row of the plan's budget; 0 where it has none."""
    table = plan.zh.body.table("budget")
    said = numbers(table.rows[-1][3]) if table and table.rows and len(table.rows[-1]) > 3 else ()
    return round(float(said[0])) if said else 0


def task_rows(plan: Plan, catalogue: Catalogue, language: str) -> tuple[TaskRow, ...]:
    """The task table of that plan."""
    posts = catalogue.reference.vocabulary.posts
    rows = []
    for number, task in enumerate(plan.facts.tasks):
        done, targets = task_words(plan, number, language)
        rows.append(
            TaskRow(
                number=number + 1,
                id=task.id,
                title=plan.heading(task.id, language),
                activities=tuple(
                    catalogue.activities[stem] for stem in task.activities if stem in catalogue.activities
                ),
                lead=posts[task.lead].label(language),
                support=labels(catalogue, "posts", task.support, language),
                due=day_name(task.due, language),
                targets=_target_rows(task, targets, catalogue, language),
                done=done,
            )
        )
    return tuple(rows)


def _target_rows(
    task: TaskFacts, words: Iterable[tuple[str, str]], catalogue: Catalogue, language: str
) -> tuple[TargetRow, ...]:
    return tuple(
        TargetRow(
            metric=metric,
            baseline="" if target.baseline is None else str(target.baseline),
            value=target_value(target, catalogue, language),
            how=how,
            due=day_name(task.due, language),
        )
        for target, (metric, how) in zip(task.targets, words, strict=True)
    )


def day_in_a_plan(day: Observance, language: str) -> str:
    """The name of a day in a plan for any year: a lunar one that may fall in two months says in which."""
    if not day.rule.startswith("lunar") or len(day.months) == 1:
        return day.label(language)
    span = month_span(day.months, language)
    return f"{day.label(language)} ({span})" if language == "en" else f"{day.label(language)}（{span}）"


def month_rows(plan: Plan, catalogue: Catalogue, language: str) -> tuple[MonthRow, ...]:
    """The month plan: twelve rows, with the days that the month's activities hang on."""
    days = catalogue.reference.vocabulary.observances
    posts = catalogue.reference.vocabulary.posts
    rows = []
    for month in MONTHS:
        running: dict[str, tuple[Activity, str]] = {}
        for task in plan.facts.tasks:
            for stem, months in task.activities.items():
                if month in months and stem in catalogue.activities:
                    # An activity of two tasks stands once, with the post that leads the first.
                    running.setdefault(stem, (catalogue.activities[stem], posts[task.lead].label(language)))
        # Only the days of this month: an activity may hang on one in spring and one in autumn.
        hung = [
            day for activity, _ in running.values() for day in activity.facts.observances if month in days[day].months
        ]
        rows.append(
            MonthRow(
                month=month,
                label=month_name(month, language),
                observances=tuple(day_in_a_plan(days[day], language) for day in dict.fromkeys(hung)),
                activities=tuple(running.values()),
            )
        )
    return tuple(rows)


def attached(plan: Plan, catalogue: Catalogue, language: str) -> tuple[Attached, ...]:
    """The list of that plan's attachments."""
    words, comma = catalogue.reference.vocabulary.labels, ", " if language == "en" else "、"
    found = []
    for section in attachments(plan, language):
        columns = [words[name].label(language) for name in COLUMNS.get(section.heading.id, ())]
        columns += section.tables[0].header if section.tables else ()
        url = f"{ATTACHMENTS}/#{section.heading.id}"
        found.append(Attached(section.heading.id, section.heading.text, url, comma.join(columns)))
    return tuple(found)


def plan_themes(plan: Plan) -> Mapping[str, int]:
    """Theme id -> how many tasks of the plan serve it."""
    counts: dict[str, int] = {}
    for task in plan.facts.tasks:
        for theme in task.themes:
            counts[theme] = counts.get(theme, 0) + 1
    return counts


def plan_activities(plan: Plan) -> tuple[str, ...]:
    """Stems of the activities that the plan names, each once."""
    return tuple(dict.fromkeys(stem for task in plan.facts.tasks for stem in task.activities))


def plan_short_name(plan: Plan, language: str) -> str:
    """What tells the plan from the others, in parentheses at the end of its title: 核心价值引领型, values-led."""
    found = KIND_OF_PLAN.search(plan.title(language))
    return found[1] if found else plan.title(language)


def short_post(post: str) -> str:
    """A post's label without its second name, which stands in brackets: 楼栋长 of 楼栋长（楼长）."""
    return post.partition("（")[0].partition(" (")[0]


def plan_name(plan: Plan, language: str) -> str:
    """What the plan is called once it is an office's own: without the sample's kind, which concerns nobody who reads it
    and is wrong where a plan was put together from several.
    """
    return KIND_OF_PLAN.sub("", plan.title(language))


def handed_in(plan: Plan, language: str, addition: str = "") -> tuple[str, ...]:
    """What stands above a plan that is handed in: whose plan and of which year, in English as a line under the title."""
    title = plan_name(plan, language) + addition
    return (title, "〔社区名称〕, 〔年度〕") if language == "en" else (f"〔社区名称〕〔年度〕年{title}",)


def plan_target_count(plan: Plan) -> int:
    """How many figures the plan is measured by, over all of its tasks."""
    return sum(len(task.targets) for task in plan.facts.tasks)


def fields_on(entry: AnyEntry, catalogue: Catalogue) -> Mapping[str, FillIn]:
    """The fill-in fields that a reader meets on the page, by id, in the order of the vocabulary."""
    used = {use.name for use in entry.zh.body.fields} | set(FIELD.findall(entry.facts.title + entry.facts.summary))
    if isinstance(entry.facts, PlanFacts):
        # The computed tables hold a field that stands nowhere in the Markdown.
        used |= set(FIELD.findall(entry.facts.fits)) | {MISSING_BASELINE}
    return {identity: field for identity, field in catalogue.reference.vocabulary.fields.items() if field.zh in used}


def fact_strip(activity: Activity, catalogue: Catalogue, language: str) -> tuple[Fit, ...]:
    """The figures at the head of a run sheet, in the order in which staff ask."""
    facts, english = activity.facts, language == "en"
    words = catalogue.reference.vocabulary
    # Some sessions have a fixed number of places.
    low, high = facts.people
    people = str(low) if low == high else f"{low}–{high}"
    crew = (
        f"{facts.staff} staff + {facts.volunteers} volunteer{'s' * (facts.volunteers != 1)}"
        if english
        else f"工作人员{facts.staff}人 + 志愿者{facts.volunteers}人"
    )
    return (
        Fit("duration", f"{facts.minutes} min" if english else f"{facts.minutes}分钟"),
        Fit("people", people if english else f"{people}人"),
        Fit("crew", crew),
        Fit("cost", words.cost_tiers[facts.cost].label(language)),
        Fit("setting", words.settings[facts.setting].label(language)),
        Fit(
            "lead-time",
            f"{facts.lead_days} day{'s' * (facts.lead_days != 1)}" if english else f"提前{facts.lead_days}天",
        ),
        Fit("months", month_span(facts.months, language)),
        Fit("frequency", words.frequencies[facts.frequency].label(language)),
        Fit("audience", ("、", ", ")[english].join(labels(catalogue, "audiences", facts.audiences, language))),
        Fit("difficulty", words.difficulties[str(facts.difficulty)].label(language)),
    )


def neighbours(activity: Activity, catalogue: Catalogue, links: Links) -> tuple[Activity, ...]:
    """Related activities: those that this one names, then those that name it, six at most."""
    stems = [*activity.facts.related, *(other.stem for other in links.named_by.get(activity.stem, ()))]
    known = (catalogue.activities.get(stem) for stem in dict.fromkeys(stems))
    return tuple(other for other in known if other and other is not activity)[:6]


def uses_by_plan(uses: Iterable[Use]) -> Mapping[str, tuple[Use, ...]]:
    """Places grouped by their plan's stem, in the order given."""
    grouped: dict[str, list[Use]] = {}
    for use in uses:
        grouped.setdefault(use.plan.stem, []).append(use)
    return {stem: tuple(found) for stem, found in grouped.items()}
