"""A problem that a maintainer can mend: where it is, what was found, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum


class Level(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    """Stops every strict build."""
    STALE = "stale"
    """A translation older than its original: listed while writing, stops a publishable build."""
    NOTE = "note"
    """Listed in the report, stops nothing."""


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. Sorts by place, so that a maintainer mends a file from top to bottom."""

    # The order of the fields is the order of sorting; rule and level take no part in it.
    path: str
    """Path from the project's root, with forward slashes."""
    line: int
    """Line in that file, from 1; 1 where the whole file is meant."""
    message: str
    rule: str = field(default="", compare=False)
    """Name of the rule that found it."""
    level: Level = field(default=Level.ERROR, compare=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A closing question with the nearest known word, or nothing where none is near.

    The comparison ignores case, so that `Themes` finds `themes`.
    """
    # Sorted, so that of two names that are equally near always the same one is named.
    by_fold = {name.casefold(): name for name in sorted(known)}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f" Did you mean '{by_fold[near[0]]}'?" if near else ""


def summary(problems: Iterable[Problem]) -> str:
    """The closing line of a report: `3 errors, 1 stale translation, 2 notes`."""
    names = {Level.ERROR: "error", Level.STALE: "stale translation", Level.NOTE: "note"}
    counts = dict.fromkeys(Level, 0)
    for problem in problems:
        counts[problem.level] += 1
    said = [f"{n} {names[level]}{'' if n == 1 else 's'}" for level, n in counts.items() if n]
    return ", ".join(said) or "no problems"
