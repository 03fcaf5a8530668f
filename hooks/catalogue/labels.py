"""The labels of docs/labels.yml that must be there, each with who needs it: programs, and templates by their line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .interface import COLUMNS, LABELS
from .vocabulary import Vocabulary
from .word import short
from .word.plan import TASK_COLUMNS

# t("skip") and show.words.labels["home"]; an id that a template puts together is found when its page is rendered.
ASKED = re.compile(r"""\b(?:t\(|labels\[)["']([a-z0-9-]+)["'][)\]]""")
FACTS = "duration people crew cost setting lead-time months frequency audience difficulty"
FACETS = "theme audience month size time staff cost setting form"
CHOICES = "size time longer staff more"


def needed_labels(words: Vocabulary, templates: Path) -> Mapping[str, str]:
    """Id of every label that programs, or templates in that folder, ask for -> the first of those who do."""
    programs = {
        "the tables of plans": [name for columns in COLUMNS.values() for name in columns],
        "the figures of run sheets": FACTS.split(),
        "Word files": [*TASK_COLUMNS, *short.COLUMNS, "no-activity", "none-this-month", "short-attachments"]
        + [f"short-{part}" for part in short.HEADINGS],
        "spreadsheets": ["sheet-tasks", "sheet-due", "sheet-note"],
        "the filters of activities": [f"facet-{name}" for name in FACETS.split()]
        + [f"choice-{name}" for name in (*CHOICES.split(), *(f"cost-{tier}" for tier in words.cost_tiers))],
        "scripts of every page": [*LABELS, "for-example"],
    }
    found: dict[str, str] = {}
    for who, names in programs.items():
        for name in names:
            found.setdefault(name, who)
    for file in sorted(templates.rglob("*.html")):
        text = file.read_text(encoding="utf-8", errors="replace")
        for asked in ASKED.finditer(text):
            line = text.count("\n", 0, asked.start()) + 1
            found.setdefault(asked[1], f"{templates.name}/{file.relative_to(templates).as_posix()}:{line}")
    return found
