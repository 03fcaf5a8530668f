"""Exemptions: a rule switched off for one line, with a reason, and what is wrong with exemptions themselves.

`<!-- check: off RULE reason -->` in HTML and Markdown, `# check: off RULE reason` in YAML,
`{# check: off RULE reason #}` in a template: at the end of the line that is meant, or on the line before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from .problems import did_you_mean

T = TypeVar("T")

MARK = b"check: off"
"""Looked for first, in the raw bytes: hardly any file has one, and the expressions below are slower."""
# None of these expressions matches beyond the end of a line: an exemption concerns its own line.
# The space before a comment belongs to it, so that an exemption leaves the text, and its fingerprint, unchanged.
IN_HTML = re.compile(r"[ \t]*<!--\s*check: off([^\n]*?)-->")
# In YAML a `#` begins a comment only behind a space.
IN_YAML = re.compile(r"(?<!\S)#\s*check: off([^\n]*)")
# Jinja's comments may take the spaces around them along: {#- check: off … -#}
IN_TEMPLATE = re.compile(r"\{#-?\s*check: off([^\n]*?)-?#\}")

FAULTS = {
    "unused-exemption": "An exemption is needed: its rule would find something on its line.",
    "unknown-rule": "An exemption names a rule that there is.",
    "exemption-without-reason": "An exemption says why.",
}
"""The rules for exemptions themselves."""


@dataclass(frozen=True)
class Exemption:
    """A rule switched off on `line` and the line after it."""

    path: str
    line: int
    rule: str
    reason: str

    def covers(self, rule: str, line: int | None) -> bool:
        """`line` is None for what concerns the whole file: an exemption on any line covers it."""
        return self.rule == rule and (line is None or line in (self.line, self.line + 1))


def exemptions_in(
    text: str, path: str, first_line: int = 1, comment: re.Pattern[str] = IN_HTML
) -> tuple[Exemption, ...]:
    """The exemptions of a file whose `text` begins on `first_line`, in order."""
    found = []
    for one in comment.finditer(text):
        rule, _, reason = one[1].strip().partition(" ")
        # Some write a dash between the rule and its reason.
        found.append(Exemption(path, text.count("\n", 0, one.start()) + first_line, rule, reason.strip(" -—")))
    return tuple(found)


def without_comments(text: str) -> str:
    """Markdown without its exemptions: whole lines where nothing else stands on them."""
    if "check: off" not in text:
        return text
    # An empty line in its place would cut a paragraph in two.
    return IN_HTML.sub("", re.sub(rf"(?m)^{IN_HTML.pattern}[ \t]*\n", "", text))


class Exempted:
    """Takes out what exemptions cover, and remembers which of them were needed."""

    def __init__(self, exemptions: Iterable[Exemption]) -> None:
        self._places: dict[str, list[Exemption]] = {}
        for one in exemptions:
            self._places.setdefault(one.path, []).append(one)
        self._used: set[Exemption] = set()

    def left(self, found: Iterable[T], place: Callable[[T], tuple[str, str, int | None]]) -> list[T]:
        """Those of `found` that nothing covers; `place` tells path, rule and line of one of them."""
        if not self._places:
            return list(found)
        left = []
        for one in found:
            path, rule, line = place(one)
            covering = [exemption for exemption in self._places.get(path, ()) if exemption.covers(rule, line)]
            self._used.update(covering)
            if not covering:
                left.append(one)
        return left

    @property
    def used(self) -> frozenset[Exemption]:
        """Those that were needed so far."""
        return frozenset(self._used)

    def note(self, used: Iterable[Exemption]) -> None:
        """Those that were needed elsewhere."""
        self._used.update(used)

    def faults(self, known: Collection[str], judged: Collection[str]) -> Iterator[tuple[Exemption, str, str]]:
        """Exemption, rule and message of every exemption that is wrong itself.

        `known`: all rules that there are. `judged`: those that ran, whose unused exemptions are faults; of the
        names in FAULTS only those that it holds are told.
        """
        # Files without any finding are included: their exemptions are the needless ones.
        for one in chain.from_iterable(self._places.values()):
            name, message = _fault(one, known, one in self._used or one.rule not in judged)
            if name in judged:
                yield one, name, message


def _fault(exemption: Exemption, known: Collection[str], needed: bool) -> tuple[str, str]:
    if exemption.rule not in known:
        near = did_you_mean(exemption.rule, known)
        return "unknown-rule", f"this exemption is from rule '{exemption.rule}', which does not exist.{near}"
    if not exemption.reason:
        return "exemption-without-reason", f"this exemption from '{exemption.rule}' gives no reason. Say why."
    if not needed:
        return "unused-exemption", f"this exemption from '{exemption.rule}' is not needed. Delete it."
    return "", ""
