"""Which labels of docs/labels.yml programs and templates ask for: ids only, their words stand there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .vocabulary import Vocabulary

COLUMNS = {
    "task-table": ("number", "task", "measures", "lead", "support", "due", "targets", "done"),
    "month-plan": ("month", "observances", "activities"),
    "target-table": ("metric", "baseline", "target-value", "how-counted", "due"),
}
"""The tables of a plan that are made from its records, by the heading's id: ids of their columns' labels."""

TASK_COLUMNS = tuple("word-lead" if name == "lead" else name for name in COLUMNS["task-table"])
"""The task table in Word files, whose narrow columns have shorter names."""

SHORT_COLUMNS = ("task", "word-lead", "due", "targets")
SHORT_HEADINGS = ("guiding-ideas", "goals", "tasks", "safeguards")
"""The plan's headings that its short edition keeps; their new numbers are labels `short-…`."""

OF_SCRIPTS = (
    "copy",
    "copied",
    "copy-selected",
    "copy-left",
    "attachments-missing",
    "fill-left",
    "fill-full",
    "fill-rest",
    "fill-budget",
    "fill-cleared",
    "fill-undone",
    "fill-taken",
    "fill-foreign",
    "file-unread",
    "fill-copied",
    "word-working",
    "word-done",
    "word-failed",
    "report-form",
    "report-version",
    "report-wrong",
    "report-copied",
    "builder-added",
    "builder-open-draft",
    "builder-not-kept",
    "checked-long-ago",
    "run-sheets-done",
    "run-sheets-failed",
    "run-sheets-in-app",
    "search-close",
    "search-failed",
)
"""What the scripts of every page say."""

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
        "Word files": [*TASK_COLUMNS, *SHORT_COLUMNS, "no-activity", "none-this-month", "short-attachments"]
        + [f"short-{part}" for part in SHORT_HEADINGS],
        "spreadsheets": ["sheet-tasks", "sheet-due", "sheet-note"],
        "the filters of activities": [f"facet-{name}" for name in FACETS.split()]
        + [f"choice-{name}" for name in (*CHOICES.split(), *(f"cost-{tier}" for tier in words.cost_tiers))],
        "scripts of every page": [*OF_SCRIPTS, "for-example"],
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
