"""The short edition of a plan: two pages from the same records, for offices that ask for no more.

Nothing is written anew: it takes the first sentences of the plan's sections and one line from each task.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from ...content.blocks import Item, Paragraph, plain, runs
from ...content.labels import SHORT_COLUMNS, SHORT_HEADINGS
from ...content.records import Catalogue, Plan
from ...presentation import views
from .compose import Composer, Section, labels, lines, sections, shown_fields
from .document import Grid, Para, Piece, document_xml
from .plan import signature, title
from .styles import ENGLISH, SHORT_EDITION, Kind

MOST_CHARACTERS = 1500
"""Of the Chinese short edition, counted as office programs count: see `characters`."""

SAFEGUARDS = 3
"""Safeguards that are said; the plan itself has all."""

SENTENCE = {
    "zh": re.compile(r".*?[。！？][”’）]*"),
    # A full stop ends a sentence where a capital letter, a field or nothing follows.
    "en": re.compile(r".*?[.!?][”’\")]*(?=\s+[A-Z\[〔]|\s*$)"),
}
WORD = re.compile(r"[A-Za-z0-9]+(?:[.:'’%-][A-Za-z0-9]+)*|[^\s]")


def short_document(plan: Plan, catalogue: Catalogue, language: str) -> str:
    """`word/document.xml` of that plan's short edition."""
    kind, shown = kind_of(language), shown_fields(catalogue, language)
    return document_xml(_pieces(plan, catalogue, kind, shown), kind, shown)


def kind_of(language: str) -> Kind:
    """What a short edition looks like: in Chinese the official format in a smaller type."""
    return ENGLISH if language == "en" else SHORT_EDITION


def characters(plan: Plan, catalogue: Catalogue) -> int:
    """Characters of the Chinese short edition as office programs count them: a figure or a Latin word is one."""
    texts = []
    for piece in _pieces(plan, catalogue, SHORT_EDITION, shown_fields(catalogue, "zh")):
        if isinstance(piece, Para):
            texts.append(plain(piece.runs))
        else:
            texts += map(plain, piece.header)
            texts += [plain(line) for row in piece.rows for cell in row for line in cell]
    return sum(len(WORD.findall(text)) for text in texts)


def _pieces(plan: Plan, catalogue: Catalogue, kind: Kind, shown: Callable[[str], str]) -> Iterator[Piece]:
    language = kind.language
    compose = Composer(kind)
    # While a page is being written some parts may be missing.
    found: defaultdict[str, Section] = defaultdict(lambda: Section(None, ()))
    found |= {section.id: section for section in sections(plan.body(language))}
    text = "BodyTextFirstIndent" if kind.official else "Normal"
    # The Chinese title is handed in as it is; it would break into two lines with anything more.
    yield from title(plan, language, ": short edition" if language == "en" else "")
    if "" in found:
        yield Para(text, runs(_first(found[""], language)))
    said = catalogue.reference.vocabulary.labels
    for identity in SHORT_HEADINGS:
        yield Para("Heading1", runs(said[f"short-{identity}"].label(language)))
        if identity == "guiding-ideas":
            yield Para(text, runs(_first(found[identity], language)))
        elif identity == "goals":
            yield from _points(found[identity], compose, len(found[identity].blocks))
        elif identity == "tasks":
            yield _tasks(plan, catalogue, kind)
        else:
            yield from _points(found[identity], compose, SAFEGUARDS)
            yield Para(text, runs(_first(found["assessment"], language)))
            yield Para(text, runs(said["short-attachments"].label(language)))
    yield from signature(found["signature"], kind, shown)


def _tasks(plan: Plan, catalogue: Catalogue, kind: Kind) -> Grid:
    """Each task with its lead, its last day and its first target."""
    colon, space = (": ", " ") if kind.language == "en" else ("：", "")
    rows = (
        (
            lines([f"{row.number}.{space}{row.title}"]),
            lines([views.short_post(row.lead)]),
            lines([row.due]),
            lines([f"{row.targets[0].metric}{colon}{row.targets[0].value}"]),
        )
        for row in views.task_rows(plan, catalogue, kind.language)
    )
    return Grid(labels(catalogue, SHORT_COLUMNS, kind.language), tuple(rows), kind.portrait, "DenseHead", "DenseText")


def _points(section: Section, compose: Composer, most: int) -> Iterator[Piece]:
    """The first paragraph and at most so many items, each cut to its first sentence; in Chinese run on in one."""
    language = compose.kind.language
    items = [block for block in section.blocks if isinstance(block, Item)][:most]
    said = [_sentence(plain(item.runs), language) for item in items]
    opening = next((plain(block.runs) for block in section.blocks if isinstance(block, Paragraph)), "")
    if compose.kind.official:
        joined = "；".join(f"（{number}）{text.rstrip('。')}" for number, text in enumerate(said, start=1))
        yield Para("BodyTextFirstIndent", runs(f"{opening}{joined}。"))
        return
    if opening:
        yield Para("Normal", runs(opening))
    yield from compose.blocks(item._replace(runs=runs(text)) for item, text in zip(items, said, strict=True))


def _first(section: Section, language: str) -> str:
    """The first sentence of a section."""
    paragraph = next((block for block in section.blocks if isinstance(block, Paragraph)), None)
    return _sentence(plain(paragraph.runs), language) if paragraph else ""


def _sentence(text: str, language: str) -> str:
    found = SENTENCE[language].match(text)
    return found[0] if found else text
