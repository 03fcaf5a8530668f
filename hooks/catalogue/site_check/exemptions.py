"""Exceptions: a rule switched off for one line, with a reason.

In HTML and Markdown `<!-- check: off RULE reason -->`, in YAML `# check: off RULE reason`, at the end of the
line that is meant or on the line before it. In built HTML an exception on any line also switches off what
has no line, such as an orphan page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = b"check: off"
COMMENT = re.compile(r"<!--\s*check: off(?P<said>[^\n]*?)-->|(?<![^\s])#\s*check: off(?P<plain>[^\n]*)")


@dataclass(frozen=True)
class Exemption:
    """A rule switched off on `line` and the line after it."""

    path: str
    line: int
    rule: str
    reason: str

    def covers(self, rule: str, line: int | None) -> bool:
        return self.rule == rule and (line is None or line in (self.line, self.line + 1))


def exemptions_in(text: str, path: str) -> tuple[Exemption, ...]:
    """The exceptions of a file, in order; an empty rule or reason is kept, for a rule to complain of."""
    found = []
    for one in COMMENT.finditer(text):
        rule, _, reason = (one["said"] or one["plain"] or "").strip().partition(" ")
        found.append(Exemption(path, text.count("\n", 0, one.start()) + 1, rule, reason.strip(" -:—")))
    return tuple(found)
