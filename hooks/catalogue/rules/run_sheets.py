"""Rules for activity pages: the blocks of a run sheet, and that its figures agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..content.records import TIME_SPAN, Activity, Catalogue, agenda
from ..content.vocabulary import Language
from ..presentation.views import short_post
from .pages import Finding, first_misplaced, room_for_names

BLOCKS = [
    "why",
    "materials",
    "roles",
    "agenda",
    "prepare",
    "day",
    "follow-up",
    "words",
    "notice",
    "host",
    "safety-notice",
    "news",
    "forms",
    "feedback",
    "tips",
    "pitfalls",
    "when-not",
    "variants",
    "safety",
    "indicators",
    "plan-line",
    "links",
    "sources",
]
"""Headings that every run sheet has, in this order; others may stand between them."""

LOWER = {"prepare", "day", "follow-up", "notice", "host", "safety-notice", "news", "feedback"}
"""Those that stand below another."""

TABLES: dict[str, dict[Language, list[str]]] = {
    # For how many is said by the page.
    "materials": {"zh": ["物品", "…", "能借能省"], "en": ["Item", "…", "Borrow or do without"]},
    "roles": {"zh": ["岗位", "活动前", "活动中", "活动后"], "en": ["Post", "Before", "During", "After"]},
    "prepare": {"zh": ["提前", "做什么", "谁"], "en": ["Before", "What", "Who"]},
    "day": {"zh": ["从开始算", "环节", "怎么做", "谁"], "en": ["From start", "Part", "How", "Who"]},
    "follow-up": {"zh": ["之后", "做什么", "谁"], "en": ["After", "What", "Who"]},
    "indicators": {
        "zh": ["指标", "目标", "怎么数", "不收集什么"],
        "en": ["Indicator", "Target", "How to count", "What we don't collect"],
    },
    "plan-line": {
        "zh": ["任务", "牵头", "配合", "完成时限", "量化指标", "完成标志"],
        "en": ["Task", "Lead", "Support", "Due", "Target", "Done when"],
    },
}
"""Heading -> columns of the table under it: they are read by their place, and say so on a phone beside each cell."""
ANY_WORDS = "…"

WHO = {"prepare": (2,), "day": (3,), "follow-up": (2,), "plan-line": (1, 2)}
"""Heading -> columns of its table that say who does it."""
BETWEEN_POSTS = re.compile("[、，；和或]")

NOTICE_LIMIT = 150
WHY_LIMIT = 120
MAX_INDICATORS = 3
SHORTEST, LONGEST = 1200, 2600
FEWEST_WORDS = 700


def blocks_are_there(activity: Activity, catalogue: Catalogue) -> Iterator[Finding]:
    """A run sheet has every block, in the fixed order."""
    ids = [heading.id for heading in activity.zh.body.headings]
    missing = [block for block in BLOCKS if block not in ids]
    for block in missing:
        yield activity.zh.path, 1, f"block {{#{block}}} is missing. Add its heading; eight-donts.md shows the order."
    for identity in () if missing else BLOCKS:
        heading = activity.zh.body.by_id[identity].heading
        level = 3 if identity in LOWER else 2
        if heading.level != level:
            message = f"heading {{#{identity}}} begins with {'#' * heading.level}, expected {'#' * level}."
            yield activity.zh.path, heading.line, message
    if not missing and (wrong := first_misplaced(ids, BLOCKS)):
        line = activity.zh.body.by_id[wrong].heading.line
        yield activity.zh.path, line, f"block {{#{wrong}}} is out of order, expected {' '.join(BLOCKS)}."


def tables_have_their_columns(activity: Activity, catalogue: Catalogue) -> Iterator[Finding]:
    """The fixed tables stand under their headings with their columns in order and a cell for each in every row."""
    for language, source in activity.sources.items():
        for block, names in TABLES.items():
            columns = len(names[language])
            if (section := source.body.by_id.get(block)) is None:
                continue
            table = source.body.table(block)
            if table is None or not table.rows:
                yield (
                    source.path,
                    section.heading.line,
                    f"found no table under {{#{block}}}, expected {columns} columns.",
                )
                continue
            for line, row in zip((table.line, *table.lines), (table.header, *table.rows), strict=True):
                if len(row) != columns:
                    yield source.path, line, f"this row of {{#{block}}} has {len(row)} cells, expected {columns}."
            # One more or one less shifts all that follow, which has been told.
            pairs = zip(table.header, names[language], strict=True) if len(table.header) == columns else ()
            if wrong := [found for found, expected in pairs if expected not in (found, ANY_WORDS)]:
                message = f"{{#{block}}} has the column '{wrong[0]}', expected {' | '.join(names[language])}."
                yield source.path, table.line, message


def agenda_sums(activity: Activity, catalogue: Catalogue) -> Iterator[Finding]:
    """The agenda begins at 0:00, has no gap, and ends at `minutes`."""
    for language, source in activity.sources.items():
        table, slots = source.body.table("day"), agenda(source.body)
        if table is None:
            continue
        if len(slots) != len(table.rows):
            wrong = next(
                line for line, row in zip(table.lines, table.rows, strict=True) if not TIME_SPAN.search(row[0])
            )
            yield (
                source.path,
                wrong,
                "this row of the agenda has no span of time, expected one such as 0:05–0:20 first.",
            )
            continue
        clock = 0
        for line, slot in zip(table.lines, slots, strict=True):
            if slot.start != clock or slot.end <= slot.start:
                message = (
                    f"this part runs {_clock(slot.start)}–{_clock(slot.end)}, expected a start at {_clock(clock)}."
                )
                yield source.path, line, message
                break
            clock = slot.end
        else:
            # That the English agenda has the same figures, `twins.figures_agree` asks.
            if language == "zh" and clock != activity.facts.minutes:
                message = (
                    f"the agenda sums to {clock} minutes, but `minutes` is {activity.facts.minutes}. Mend one of them."
                )
                yield source.path, table.line, message


def posts_have_their_roles(activity: Activity, catalogue: Catalogue) -> Iterator[Finding]:
    """Every post that the agenda or the line for the plan names stands under {#roles}, which says all that it has to do."""
    # Volunteers may be told of in the row of whoever brings them.
    given = activity.zh.body.table("roles")
    if given is None or not given.rows:
        return  # which tables_have_their_columns tells
    roles = " ".join(cell for row in given.rows for cell in row)
    without = {short_post(post.label("zh")) for post in catalogue.reference.vocabulary.posts.values()}
    without -= {post for post in without if post in roles}
    for block, columns in WHO.items():
        table = activity.zh.body.table(block)
        for line, row in zip(table.lines, table.rows, strict=True) if table else ():
            who = BETWEEN_POSTS.split("、".join(row[column] for column in columns if column < len(row)))
            for post in sorted(without & {short_post(one).strip() for one in who}):
                without.remove(post)  # once is enough
                message = f"'{post}' has something to do here, but is not under {{#roles}}. Add a row there, or name another post."
                yield activity.zh.path, line, message


def texts_fit(activity: Activity, catalogue: Catalogue) -> Iterator[Finding]:
    """The group notice has 150 characters at most, the reason 120: they are read on a phone."""
    body = activity.zh.body
    limits = {"notice": NOTICE_LIMIT + room_for_names(body, 30), "why": WHY_LIMIT}
    for block, limit in limits.items():
        if section := body.by_id.get(block):
            text = section.quote if block == "notice" else section.text
            # Line breaks and spaces are nothing to read.
            length = len("".join(text.split()))
            if length > limit:
                yield activity.zh.path, section.line, f"{{#{block}}} has {length} characters, expected {limit} at most."
            if not length:
                yield activity.zh.path, section.line, f"{{#{block}}} is empty, expected up to {limit} characters."


def length_is_right(activity: Activity, catalogue: Catalogue) -> Iterator[Finding]:
    """A run sheet has 1,200 to 2,600 Chinese characters and 700 English words or more: complete, and two pages."""
    count = activity.zh.body.han_count
    longest = LONGEST + room_for_names(activity.zh.body)
    if not SHORTEST <= count <= longest:
        yield activity.zh.path, 1, f"the run sheet has {count} Chinese characters, expected {SHORTEST} to {longest}."
    english = activity.sources.get("en")
    if english and english.body.word_count < FEWEST_WORDS:
        message = f"the run sheet has {english.body.word_count} English words, expected {FEWEST_WORDS} or more."
        yield english.path, 1, message


def enough_is_said(activity: Activity, catalogue: Catalogue) -> Iterator[Finding]:
    """At least two tips, pitfalls, reasons not to, and variants; one to three indicators."""
    body = activity.zh.body
    for block in ("tips", "pitfalls", "when-not"):
        if (section := body.by_id.get(block)) and len(section.items) < 2:
            yield (
                activity.zh.path,
                section.heading.line,
                f"{{#{block}}} has {len(section.items)} items, expected 2 or more.",
            )
    variants = len(body.below("variants"))
    if (section := body.by_id.get("variants")) and variants < 2:
        message = f"{{#variants}} has {variants} headings under it, expected 2 or more."
        yield activity.zh.path, section.heading.line, message
    if (table := body.table("indicators")) and len(table.rows) > MAX_INDICATORS:
        message = f"found {len(table.rows)} indicators, expected {MAX_INDICATORS} at most: what is counted costs time."
        yield activity.zh.path, table.line, message


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
