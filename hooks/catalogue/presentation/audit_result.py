"""The result of the last audit, as `./scripts/audit --record` writes it and the statement shows it."""

from __future__ import annotations

import datetime
from pathlib import Path

import yaml
from pydantic import Field, StrictInt, StrictStr

from ..content.models import Record


class AuditResult(Record):
    """What was looked at on which day, and how much was found wrong."""

    date: datetime.date
    axe: StrictStr
    """Version of axe-core."""
    pages: StrictInt = Field(gt=0)
    """Pages of both languages that were looked at."""
    total: StrictInt = Field(gt=0)
    """Pages that there were."""
    views: StrictInt = Field(gt=0)
    """Looks at a page: each at two widths, in three looks, below a sub-path and from disk."""
    faults: StrictInt = Field(ge=0)


def read_audit(file: Path) -> AuditResult:
    """The committed result. Raises OSError or pydantic's ValidationError: it is not written by hand."""
    return AuditResult.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
