"""Rules for guides: the parts that every guide has."""

from __future__ import annotations

from collections.abc import Iterator

from ..content.records import Catalogue, Guide
from .pages import Finding

PARTS = ["problem", "answers", "steps", "examples", "checklist", "basis", "limits", "links", "sources"]
"""Headings that every guide has, in this order; others may stand between them."""

ANSWERS = 3
CHECKLIST = (6, 16)
"""How many points a checklist of one printed page has."""


def guide_has_its_parts(guide: Guide, catalogue: Catalogue) -> Iterator[Finding]:
    """A guide goes from the problem to three answers, steps, examples, a checklist, the basis and its limits."""
    body = guide.zh.body
    order = [heading.id for heading in body.headings if heading.id in PARTS]
    if order != PARTS:
        yield guide.zh.path, 1, f"found the parts {' '.join(order)}, expected {' '.join(PARTS)} in this order."
        return
    answers, checklist = body.by_id["answers"], body.by_id["checklist"]
    if len(answers.items) != ANSWERS:
        yield guide.zh.path, answers.heading.line, f"{{#answers}} has {len(answers.items)} items, expected {ANSWERS}."
    least, most = CHECKLIST
    if not least <= len(checklist.items) <= most:
        message = f"{{#checklist}} has {len(checklist.items)} points, expected {least} to {most}: one printed page."
        yield guide.zh.path, checklist.heading.line, message
