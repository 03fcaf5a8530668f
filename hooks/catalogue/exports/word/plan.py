"""A plan as a Word file: body, list of attachments, signature, then every attachment on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ...content.blocks import Paragraph, Run, Runs, plain, runs
from ...content.labels import COLUMNS, TASK_COLUMNS
from ...content.records import ATTACHMENT, Catalogue, Plan
from ...presentation import views
from .compose import Composer, Section, labels, lines, sections, shown_fields
from .document import Grid, Para, Piece, document_xml, measure
from .styles import ENGLISH, OFFICIAL, Indent, Kind, Paper

BASELINE = f"〔{views.MISSING_BASELINE}〕"
RIGHT_EDGE = 200
"""The longer one of signature and date ends two characters from the edge."""


def plan_document(plan: Plan, catalogue: Catalogue, language: str) -> str:
    """`word/document.xml` of that plan."""
    kind = kind_of(language)
    shown = shown_fields(catalogue, language)
    return document_xml(_pieces(plan, catalogue, kind, shown), kind, shown)


def kind_of(language: str) -> Kind:
    """What a plan's file looks like: the official format exists in Chinese alone."""
    return ENGLISH if language == "en" else OFFICIAL


def title(plan: Plan, language: str, addition: str = "") -> Iterator[Piece]:
    """The title as it is handed in, without the name of the sample."""
    for style, line in zip(("Title", "Subtitle"), views.handed_in(plan, language, addition), strict=False):
        yield Para(style, runs(line))
    if language != "en":
        yield Para("Normal")


def signature(section: Section, kind: Kind, shown: Callable[[str], str], closes: Paper | None = None) -> Iterator[Para]:
    """Signature and date. In official files the date begins two characters right of the signature, and the longer
    of both ends two characters from the edge; in others both end at the edge.
    """
    found = [block.runs for block in section.blocks if isinstance(block, Paragraph)]
    widths = [round(100 * measure(plain(line, shown))) for line in found]
    if len(found) != 2 or not kind.official:
        yield from (Para("Signature", line) for line in found)
        yield Para("Close", closes=closes)
        return
    over = widths[1] + 200 - widths[0]
    yield Para("Signature", found[0], Indent(right=RIGHT_EDGE + max(over, 0)))
    yield Para("Date", found[1], Indent(right=RIGHT_EDGE + max(-over, 0)), closes=closes)


def _pieces(plan: Plan, catalogue: Catalogue, kind: Kind, shown: Callable[[str], str]) -> Iterator[Piece]:
    compose = Composer(kind)
    body, attachments, signed = _parts(sections(plan.body(kind.language)))
    yield from title(plan, kind.language)
    for section in body:
        yield from compose.section(section)
    yield from _list_of_attachments(attachments, kind, plan.heading("attachments", kind.language))
    yield from signature(signed, kind, shown, closes=kind.portrait)
    for number, section in enumerate(attachments):
        yield from _attachment(section, plan, catalogue, compose)
        if number == 0:
            # The task table has eight columns, more than an upright sheet can show.
            yield Para("Close", closes=kind.landscape)


def _parts(found: Sequence[Section]) -> tuple[Sequence[Section], Sequence[Section], Section]:
    """Body, attachments and signature. While a page is being written some may be missing: they are empty then."""
    ids = [section.id for section in found]
    end = ids.index("signature") if "signature" in ids else len(found)
    start = ids.index("attachments") if "attachments" in ids[:end] else end
    signed = found[end] if end < len(found) else Section(None, ())
    return found[:start], found[start + 1 : end], signed


def _list_of_attachments(attachments: Sequence[Section], kind: Kind, word: str) -> Iterator[Piece]:
    """附件说明: a blank line, the names without punctuation, wrapped lines under the first character of the name."""
    names = [_named(section)[1] for section in attachments]
    if not kind.official:
        yield Para("Normal", (Run(word),), keep_next=True)
        yield from (Para("ListItem", (Run(f"{n}.\t"), *name)) for n, name in enumerate(names, start=1))
        return
    yield Para("Normal")
    last = len(names)
    for number, name in enumerate(names, start=1):
        # Two characters for the paragraph, and 附件：1. takes four; the numbers below it stand under the first.
        hang = 400 if number == 1 else 100
        mark = f"{word}：{number}." if number == 1 else f"{number}."
        # The last name stays with the signature: no sheet holds a signature alone.
        yield Para("Normal", (Run(mark), *name), Indent(left=600, first=-hang), keep_next=number == last)
    yield Para("Normal", keep_next=True)


def _named(section: Section) -> tuple[str, Runs]:
    """An attachment's mark and its name: 附件1, 任务分解表."""
    text = plain(section.heading.runs) if section.heading else ""
    found = ATTACHMENT.match(text)
    return (found[1], runs(text[found.end() :])) if found else ("", runs(text))


def _attachment(section: Section, plan: Plan, catalogue: Catalogue, compose: Composer) -> Iterator[Piece]:
    mark, name = _named(section)
    kind = compose.kind
    if kind.official:
        yield Para("AttachmentMark", (Run(mark),))
        yield Para("Normal")
        yield Para("AttachmentTitle", name)
        yield Para("Normal")
    else:
        yield Para("AttachmentTitle", (Run(f"{mark}: "), *name) if mark else name)
    computed = {"task-table": task_table, "month-plan": month_plan, "target-table": target_table}
    if make := computed.get(section.id):
        header, rows = make(plan, catalogue, kind.language)
        if section.id == "task-table":
            # No blank line behind it: the paragraph that closes the section follows.
            yield Grid(header, rows, kind.landscape, "DenseHead", "DenseText")
        else:
            yield from compose.grid(header, rows)
    yield from compose.blocks(section.blocks)


Rows = tuple[tuple[tuple[Runs, ...], ...], ...]


def task_table(plan: Plan, catalogue: Catalogue, language: str) -> tuple[tuple[Runs, ...], Rows]:
    """Header and rows of 任务分解表."""
    colon, comma = (": ", "; ") if language == "en" else ("：", "、")
    word = catalogue.reference.vocabulary.labels
    rows = tuple(
        (
            lines([str(row.number)]),
            lines([row.title]),
            lines([activity.title(language) for activity in row.activities] or [word["no-activity"].label(language)]),
            lines([row.lead]),
            lines([comma.join(row.support) or "—"]),
            lines([row.due]),
            lines(f"{target.metric}{colon}{target.value}" for target in row.targets),
            lines([row.done]),
        )
        for row in views.task_rows(plan, catalogue, language)
    )
    return labels(catalogue, TASK_COLUMNS, language), rows


def month_plan(plan: Plan, catalogue: Catalogue, language: str) -> tuple[tuple[Runs, ...], Rows]:
    """Header and rows of 月度安排."""
    opening, closing, comma = (" (", ")", ", ") if language == "en" else ("（", "）", "、")
    none = catalogue.reference.vocabulary.labels["none-this-month"].label(language)
    rows = tuple(
        (
            lines([row.label]),
            lines([comma.join(row.observances) or "—"]),
            lines(
                [
                    f"{activity.title(language)}{opening}{views.short_post(lead)}{closing}"
                    for activity, lead in row.activities
                ]
                or [none]
            ),
        )
        for row in views.month_rows(plan, catalogue, language)
    )
    return labels(catalogue, COLUMNS["month-plan"], language), rows


def target_table(plan: Plan, catalogue: Catalogue, language: str) -> tuple[tuple[Runs, ...], Rows]:
    """Header and rows of 指标对照表."""
    rows = tuple(
        tuple(
            lines([text]) for text in (target.metric, target.baseline or BASELINE, target.value, target.how, target.due)
        )
        for row in views.task_rows(plan, catalogue, language)
        for target in row.targets
    )
    return labels(catalogue, COLUMNS["target-table"], language), rows
