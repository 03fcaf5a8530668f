"""Rules for plan pages: the parts of an official plan, its tasks, and the names and figures of its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..content.body import numbers
from ..content.labels import COLUMNS
from ..content.models import OWN, PlanPart
from ..content.records import Catalogue, Plan
from ..exports.word.short import MOST_CHARACTERS, characters
from ..presentation.load import LONGEST_PLAN, SHORTEST_PLAN
from ..presentation.views import month_span, short_post
from .pages import Finding, first_misplaced, room_for_names

PARTS = [
    "guiding-ideas",
    "goals",
    "tasks",
    "responsibilities",
    "schedule",
    "safeguards",
    "assessment",
    "attachments",
    "task-table",
    "month-plan",
    "target-table",
    "budget",
    "volunteers",
    "places",
    "risks",
    "signature",
    "sources",
]
"""Headings that every plan has, in this order; the tasks stand below `tasks`."""

COMPUTED = (*COLUMNS, "sources")
"""Headings with nothing under them: a template draws what belongs there."""


def parts_are_there(plan: Plan, catalogue: Catalogue) -> Iterator[Finding]:
    """A plan has every part of an official plan, in the fixed order."""
    ids = [heading.id for heading in plan.zh.body.headings]
    missing = [part for part in PARTS if part not in ids]
    for part in missing:
        yield plan.zh.path, 1, f"part {{#{part}}} is missing. Add its heading; CONTRIBUTING.md shows the order."
    if not missing and (wrong := first_misplaced(ids, PARTS)):
        yield plan.zh.path, plan.zh.body.by_id[wrong].heading.line, f"part {{#{wrong}}} is out of order."
    # Words there would stand beside the table in Markdown, and nowhere on the page.
    for part in COMPUTED:
        section = plan.zh.body.by_id.get(part)
        if section and section.text:
            yield plan.zh.path, section.line, f"{{#{part}}} is computed, expected nothing under its heading."


def source_is_known(plan: Plan, catalogue: Catalogue) -> Iterator[Finding]:
    """A plan says which plan of the source article it was made from, alone of all, or that it is one's own."""
    known = dict.fromkeys(fact.source for fact in catalogue.reference.facts.values() if fact.source != "framing")
    if plan.facts.source not in (*known, OWN):
        message = f"source is '{plan.facts.source}', expected {', '.join(known)}, or {OWN} for a plan that none of them prescribes."
        yield plan.zh.path, plan.zh.lines.of("source"), message
    earlier = [other.path for other in catalogue.plans.values() if other.facts.source == plan.facts.source != OWN]
    if plan.path in earlier[1:]:
        message = (
            f"source '{plan.facts.source}' is that of {earlier[0]} too, expected {OWN} in the one that is the variant."
        )
        yield plan.zh.path, plan.zh.lines.of("source"), message


def tasks_have_headings(plan: Plan, catalogue: Catalogue) -> Iterator[Finding]:
    """Each task and section of the front matter has its heading in the page, and each task heading its data."""
    ids = {heading.id for heading in plan.zh.body.headings}
    tasks = {task.id for task in plan.facts.tasks}
    lacking = [(kind, number, part.id) for kind, number, part in _parts(plan) if part.id not in ids]
    idle = [section.heading for section in plan.zh.body.below("tasks") if section.heading.id not in tasks]
    # One of each is one task with two ids.
    renamed = len(lacking) == len(idle) == 1 and lacking[0][0] == "tasks"
    for kind, number, identity in lacking:
        more = (
            f"Line {idle[0].line} has {{#{idle[0].id}}}: write one of them in both places." if renamed else "Add one."
        )
        message = f"{kind[:-1]} '{identity}' has no heading {{#{identity}}} in the page. {more}"
        yield plan.zh.path, plan.zh.lines.of(kind, number, "id"), message
    for heading in () if renamed else idle:
        message = f"heading {{#{heading.id}}} stands among the tasks, but `tasks` in the front matter has no such id."
        yield plan.zh.path, heading.line, message


def length_is_right(plan: Plan, catalogue: Catalogue) -> Iterator[Finding]:
    """A plan has 2,500 to 5,000 Chinese characters: long enough to be usable, short enough to be read."""
    count = plan.zh.body.han_count
    longest = LONGEST_PLAN + room_for_names(plan.zh.body)
    if not SHORTEST_PLAN <= count <= longest:
        yield plan.zh.path, 1, f"the plan has {count} Chinese characters, expected {SHORTEST_PLAN} to {longest}."


def short_edition_is_short(plan: Plan, catalogue: Catalogue) -> Iterator[Finding]:
    """The short edition, made from the plan's first sentences and its tasks, has 1,500 characters at most."""
    count = characters(plan, catalogue)
    if count > MOST_CHARACTERS:
        message = (
            f"the short edition made from this plan has {count} characters, expected {MOST_CHARACTERS} at most. "
            "Shorten first sentences of its sections, goals, or names of tasks."
        )
        yield plan.zh.path, 1, message


def facts_stand_literally(plan: Plan, catalogue: Catalogue) -> Iterator[Finding]:
    """Every name and figure of the source stands in its plan as it is."""
    # A name may be broken over two lines of the source.
    text = re.sub(r"\s", "", plan.zh.body.text)
    lines = catalogue.reference.fact_lines
    for fact in catalogue.reference.facts.values():
        if fact.source != plan.facts.source:
            continue
        for piece in (*fact.names, *fact.figures):
            if re.sub(r"\s", "", piece) not in text:
                message = (
                    f"'{piece}' of fact {fact.id} (docs/source-facts.yml:{lines[fact.id]}) does not stand in this plan. "
                    "Names and figures carry over as they are."
                )
                yield plan.zh.path, _line_of(plan, fact.id), message


def figures_match_targets(plan: Plan, catalogue: Catalogue) -> Iterator[Finding]:
    """Where a task covers a target of the source, one of its own targets has that figure."""
    for number, task in enumerate(plan.facts.tasks):
        values = {str(target.value) for target in task.targets}
        for identity in task.covers:
            fact = catalogue.reference.facts.get(identity)
            figures = [n for figure in (fact.figures if fact else ()) for n in numbers(figure)]
            if fact and fact.kind == "target" and figures and not values & set(figures):
                line = plan.zh.lines.of("tasks", number, "targets")
                message = (
                    f"task '{task.id}' has targets {', '.join(sorted(values))}, but fact {identity} says {fact.figure}."
                )
                yield plan.zh.path, line, message


def budget_sums(plan: Plan, catalogue: Catalogue) -> Iterator[Finding]:
    """Every row of the budget is quantity times price, and the last row is the sum of those above."""
    for source in plan.sources.values():
        table = source.body.table("budget")
        if table is None or not table.rows:
            continue
        # Floats would miss the sum of prices such as 0.1 and 0.2.
        total = Decimal()
        for line, row in zip(table.lines[:-1], table.rows[:-1], strict=True):
            # A row without figures is a heading within the table.
            amounts = [numbers(cell) for cell in row[1:4]]
            if not all(amounts):
                continue
            quantity, price, product = (Decimal(found[0]) for found in amounts)
            total += product
            if quantity * price != product:
                yield (
                    source.path,
                    line,
                    f"{quantity:g} × {price:g} is {quantity * price:g}, but the row says {product:g}.",
                )
        said = numbers(table.rows[-1][3]) if len(table.rows[-1]) > 3 else ()
        if not said or Decimal(said[0]) != total:
            yield source.path, table.lines[-1], f"the budget's rows sum to {total:g}, expected that in the last row."


def activities_are_in_their_months(plan: Plan, catalogue: Catalogue) -> Iterator[Finding]:
    """A plan runs an activity only in months in which its run sheet says that it is best run."""
    for number, task in enumerate(plan.facts.tasks):
        for stem, months in task.activities.items():
            activity = catalogue.activities.get(stem)
            wrong = [month for month in months if activity and month not in activity.facts.months]
            if activity and wrong:
                yield (
                    plan.zh.path,
                    plan.zh.lines.of("tasks", number, "activities", stem),
                    f"'{stem}' is run in {month_span(wrong, 'en')}, but its run sheet says {month_span(activity.facts.months, 'en')}. "
                    f"Choose another month, or add this one to `months` of {activity.zh.path}.",
                )


def leads_are_known(plan: Plan, catalogue: Catalogue) -> Iterator[Finding]:
    """A task's lead is named on one of the run sheets that the task names: there the lead looks for what to do."""
    posts = catalogue.reference.vocabulary.posts
    for number, task in enumerate(plan.facts.tasks):
        sheets = [catalogue.activities[stem] for stem in task.activities if stem in catalogue.activities]
        lead = short_post(posts[task.lead].label("zh"))
        if sheets and not any(lead in sheet.zh.body.text for sheet in sheets):
            yield (
                plan.zh.path,
                plan.zh.lines.of("tasks", number, "lead"),
                f"'{task.lead}' leads task '{task.id}', but {lead} stands on none of its run sheets. "
                f"Name a lead whom they know, or give that post a row under {{#roles}} of {sheets[0].zh.path}.",
            )


def _line_of(plan: Plan, fact_id: str) -> int:
    """The line of the section or task that covers the fact."""
    for kind, number, part in _parts(plan):
        if fact_id in part.covers:
            section = plan.zh.body.by_id.get(part.id)
            return section.heading.line if section else plan.zh.lines.of(kind, number)
    return 1


def _parts(plan: Plan) -> Iterator[tuple[str, int, PlanPart]]:
    """Each section and task with its place in the front matter."""
    for number, section in enumerate(plan.facts.sections):
        yield "sections", number, section
    for number, task in enumerate(plan.facts.tasks):
        yield "tasks", number, task
