"""What the page "Put together a plan" works with in the browser: two scripts for each language.

A page opened from disk can load scripts and nothing else, so the data come as scripts. All texts are in one
language, with fill-in fields as that language shows them; heading numbers are left out, for the page counts anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable

from ..content import calendar
from ..content.blocks import Heading, Item, Paragraph, Table, plain, runs
from ..content.labels import COLUMNS, TASK_COLUMNS
from ..content.models import TaskFacts
from ..content.records import ATTACHMENT, NUMBERING, Activity, Catalogue, Plan, run_sheet
from ..content.vocabulary import Observance
from ..presentation import views
from ..script import script_of
from .spreadsheet import sheet_figures
from .word import document
from .word import plan as plan_file
from .word.compose import Section, sections, shown_fields
from .word.styles import Kind
from .word.template import template_parts
from .word.xml import section as section_xml

Data = dict[str, object]
Shown = Callable[[str], str]
"""Gives the text of a fill-in field from its Chinese name."""

LEFT_OUT = ("attachments", "sources")
"""Headings that are the site's: the list of attachments is made anew, and nothing is handed in with its sources."""

# 12月20日
CHINESE_DAY = re.compile(r"(\d+)月(\d+)日")
LABELS = "builder-"
"""How the ids of the page's own labels begin in docs/labels.yml; the browser knows them without it."""
TIMES = {"daily": 12, "weekly": 12, "monthly": 12, "quarterly": 4, "half-yearly": 2}
"""In how many months of a year an activity of that frequency is run."""

TABLE_LABELS = {
    **COLUMNS,
    "task-table": TASK_COLUMNS,
}
"""In a Word file the lead is called by one word: there is no room for what the page adds in brackets."""

OTHER_LABELS = ("no-activity", "none-this-month", "sheet-tasks", "sheet-due", "sheet-note")


def data_script(catalogue: Catalogue, language: str, year: int, years: Iterable[int]) -> bytes:
    """`window.planData`: plans, activities and words. `year` is shown where the reader has named none."""
    return script_of("planData", builder_data(catalogue, language, year, years))


def word_script(language: str) -> bytes:
    """`window.planWord`: the parts and figures of the Word files, as `word.styles` has them for the ready-made ones."""
    kind = plan_file.kind_of(language)
    return script_of("planWord", word_figures(kind))


def builder_data(catalogue: Catalogue, language: str, year: int, years: Iterable[int]) -> Data:
    """The data of the page in that language."""
    words, shown = catalogue.reference.vocabulary, shown_fields(catalogue, language)
    labels = {name: word.label(language) for name, word in words.labels.items() if name.startswith(LABELS)}
    named = {name for columns in TABLE_LABELS.values() for name in columns} | set(OTHER_LABELS)
    plans = sorted(catalogue.plans.values(), key=lambda plan: plan.facts.rank)
    posts = [word.label(language) for word in words.posts.values()]
    return {
        "language": language,
        "year": year,
        "baseline": shown(views.MISSING_BASELINE),
        # The same for every plan: whose it is, and of which year.
        "subtitle": "".join(_head(plans[0], language, shown)[1:]) if plans else "",
        "labels": {name.removeprefix(LABELS): text for name, text in labels.items()},
        "words": {name: words.labels[name].label(language) for name in sorted(named)},
        "columns": TABLE_LABELS,
        "sheet": sheet_figures(language),
        "themes": {name: word.label(language) for name, word in words.themes.items()},
        "kinds": {name: word.label(language) for name, word in words.community_kinds.items()},
        "posts": posts,
        "costs": {name: [word.label(language), word.from_, word.to] for name, word in words.cost_tiers.items()},
        "fields": {
            shown(word.zh): {
                "id": name,
                "scope": word.scope,
                "label": word.label(language),
                # The examples are Chinese names.
                "example": word.example if language == "zh" else "",
            }
            for name, word in words.fields.items()
        },
        "days": {name: _observance(day, language, tuple(years)) for name, day in words.observances.items()},
        "plans": [_plan(plan, catalogue, language) for plan in plans],
        "activities": {stem: _activity(one.forgetful(), language, posts) for stem, one in catalogue.activities.items()},
    }


def word_figures(kind: Kind) -> Data:
    """What the browser needs to write `word/document.xml` as `word.document` does."""
    return {
        "official": kind.official,
        "parts": template_parts(kind),
        "portrait": {"width": kind.portrait.text_width, "xml": section_xml(kind.portrait)},
        "landscape": {"width": kind.landscape.text_width, "xml": section_xml(kind.landscape)},
        "measures": {
            "share": document.SHARE_OF_THE_AREA,
            "short": document.SHORT,
            "shortTable": document.SHORT_TABLE,
            "padding": document.PADDING,
            "blankRow": document.BLANK_ROW,
            "latin": document.LATIN,
            "rightEdge": plan_file.RIGHT_EDGE,
        },
        "sizes": {style.id: style.size or kind.styles[0].size for style in kind.styles},
    }


def _plan(plan: Plan, catalogue: Catalogue, language: str) -> Data:
    shown = shown_fields(catalogue, language)
    tasks = {task.id for task in plan.facts.tasks}
    found = sections(plan.body(language))
    lead = next((section for section in found if not section.heading), None)
    return {
        "id": plan.stem,
        "name": plain(runs(plan.title(language)), shown),
        "short": views.plan_short_name(plan, language),
        "title": _head(plan, language, shown)[0],
        "annexes": plan.heading("attachments", language),
        "fits": plain(runs(plan.said(language).fits), shown),  # type: ignore[attr-defined]
        "kinds": plan.facts.kinds,
        "url": plan.url,
        "intro": _text(lead, shown) if lead else "",
        "sections": [
            _section(section, shown)
            for section in found
            if section.heading and section.id not in tasks and section.id not in LEFT_OUT
        ],
        "tasks": _tasks(plan, catalogue, language),
    }


def _head(plan: Plan, language: str, shown: Shown) -> list[str]:
    """What is handed in above the text: the title, and in English a line under it."""
    return [plain(runs(line), shown) for line in views.handed_in(plan, language)]


def _section(section: Section, shown: Shown) -> Data:
    # A heading may hold a field, which each language shows in its own words.
    heading = plain(section.heading.runs, shown) if section.heading else ""
    found: Data = {
        "id": section.id,
        "level": section.level,
        "heading": NUMBERING.sub("", ATTACHMENT.sub("", heading)),
    }
    # Attachments that the page computes have a heading and no words.
    if section.id in COLUMNS:
        return {**found, "computed": True}
    found["text"] = _text(section, shown)
    for table in (block for block in section.blocks if isinstance(block, Table)):
        # No section of a plan holds a second table.
        found["table"] = [[plain(cell, shown) for cell in row] for row in (table.header, *table.rows)]
    return found


def _text(section: Section, shown: Shown) -> str:
    """The words of a section line by line; items begin with `- `, or with their number where they are ordered."""
    lines = []
    for block in section.blocks:
        if isinstance(block, Item):
            mark = f"{block.number}. " if block.ordered else "- "
            lines.append(mark + plain(block.runs, shown))
        elif isinstance(block, Paragraph | Heading):
            lines.append(plain(block.runs, shown))
    return "\n".join(lines)


def _tasks(plan: Plan, catalogue: Catalogue, language: str) -> list[Data]:
    """The tasks of a plan, each with eight hexadecimal digits of what a draft takes over of it."""
    shown = shown_fields(catalogue, language)
    texts = {section.id: _text(section, shown) for section in sections(plan.body(language))}
    rows = views.task_rows(plan, catalogue, language)
    tasks = [
        # While a plan is being written, a task may have no heading yet.
        _task(task, row, texts.get(task.id, ""), catalogue, language)
        for task, row in zip(plan.facts.tasks, rows, strict=True)
    ]
    # The print is of all the rest, so it comes last.
    return [{**task, "print": _print(task)} for task in tasks]


def _print(task: Data) -> str:
    said = json.dumps(task, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def _task(task: TaskFacts, row: views.TaskRow, text: str, catalogue: Catalogue, language: str) -> Data:
    shown = shown_fields(catalogue, language)
    return {
        "id": task.id,
        "title": plain(runs(row.title), shown),
        "text": text,
        "themes": task.themes,
        "lead": row.lead,
        "support": ("; " if language == "en" else "、").join(row.support),
        "due": task.due,
        "targets": [
            {
                "metric": plain(runs(target.metric), shown),
                "value": target.value,
                "how": plain(runs(target.how), shown),
                "baseline": target.baseline,
            }
            for target in row.targets
        ],
        "done": plain(runs(row.done), shown),
        "activities": {stem: months for stem, months in task.activities.items() if stem in catalogue.activities},
    }


def _activity(activity: Activity, language: str, posts: Iterable[str]) -> Data:
    """An activity with its sentence and row for a plan; `due` is the last day that the row names, as MM-DD."""
    facts, sheet = activity.facts, run_sheet(activity, language)
    # While a run sheet is being written, it may have no row for the plan yet, or a short one.
    title, lead, support, _, target, done = (*sheet.plan_row, *[""] * 6)[:6]
    # The Chinese row in both languages: English names of months would need another expression.
    days = CHINESE_DAY.findall("".join(run_sheet(activity, "zh").plan_row[3:4]))
    # Every fourth row names a rhythm alone, as 每月最后一个周四: its last day is then shortly before the year's end.
    due = "-".join(part.zfill(2) for part in days[-1]) if days else "12-20"
    return {
        "title": activity.title(language),
        "themes": facts.themes,
        "months": facts.months,
        "minutes": facts.minutes,
        "staff": facts.staff,
        "volunteers": facts.volunteers,
        "cost": facts.cost,
        "days": facts.observances,
        "times": TIMES.get(facts.frequency, 1),
        "sentence": sheet.plan_sentence,
        "row": {
            "title": title,
            "lead": _post(lead, posts),
            "support": support,
            "due": due,
            "target": target,
            "done": done,
        },
    }


def _post(named: str, posts: Iterable[str]) -> str:
    """That post as the plans name it: a row begins with a capital letter, or leaves a second name out. In two forms one
    post would be two of those that lead.
    """
    short = views.short_post(named).casefold()
    return next((post for post in posts if views.short_post(post).casefold() == short), named)


def _observance(day: Observance, language: str, years: tuple[int, ...]) -> Data:
    """Its dates: one text where they are the same every year, or the years' dates, as MM-DD or MM-DD/MM-DD."""
    dates = {year: " ".join(_span(span) for span in calendar.spans(day.rule, year)) for year in years}
    every = set(dates.values())
    return {
        "label": day.label(language),
        "inPlan": views.day_in_a_plan(day, language),
        "months": day.months,
        "dates": every.pop() if len(every) == 1 else dates,
    }


def _span(span: calendar.Span) -> str:
    return f"{span.start:%m-%d}" if span.start == span.end else f"{span.start:%m-%d}/{span.end:%m-%d}"
