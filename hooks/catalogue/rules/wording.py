"""Rules for the wording of Chinese pages: no term that is out of date, unless the page says why it stands there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from ..content.records import AnyEntry, Catalogue
from ..content.terms import TermBook, dated_terms
from ..problems import did_you_mean
from .pages import Finding

UNREAD = {"aliases", "keeps"}
"""Keys that are not shown as text: people search for old names too."""

BETWEEN = "\n。\n"
"""Stands between texts that are searched as one: no term reaches across it, nor do words that say a term is quoted."""


def terms_are_current(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """No Chinese page uses a dated term; what may stay (severity K) is left alone."""
    book = catalogue.reference.terms
    for line, identity, found in _dated(entry, catalogue):
        # Whether the reason is still needed is the next rule's question.
        if identity in entry.facts.keeps:  # type: ignore[attr-defined]
            continue
        term = book.terms[identity]
        instead = " or ".join(f"'{words}'" if words else "nothing" for words in term.say) or "another sentence"
        since = f" since {term.since}" if term.since else ""
        message = (
            f"found '{found}', out of date{since}, expected {instead}. Change it, or say under `keeps` "
            f"why it stands here: keeps: {{{identity}: reason}}"
        )
        yield entry.zh.path, line, message


def keeps_are_needed(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Every exemption under `keeps` names a known term that stands on the page."""
    keeps: dict[str, str] = entry.facts.keeps  # type: ignore[attr-defined]
    known = catalogue.reference.terms.terms
    there = {identity for _, identity, _ in _dated(entry, catalogue)} if keeps else set()
    for identity in keeps:
        line = entry.zh.lines.of("keeps", identity)
        if identity not in known:
            message = f"keeps has '{identity}', which is not in docs/terms.yml.{did_you_mean(identity, known)}"
            yield entry.zh.path, line, message
        elif identity not in there:
            yield entry.zh.path, line, f"keeps has '{identity}', which the page does not use. Delete it."


def _dated(entry: AnyEntry, catalogue: Catalogue) -> tuple[tuple[int, str, str], ...]:
    """Line, id and spelling of each dated term in the page's body and front matter."""
    book = catalogue.reference.terms
    # Asked by two rules, and at every save.
    return entry.once(("dated terms", book.fingerprint), lambda: tuple(_search(entry, book)))


def _search(entry: AnyEntry, book: TermBook) -> Iterator[tuple[int, str, str]]:
    parts = [(entry.zh.body.first_line, entry.zh.body.text)]
    parts += [(entry.zh.lines.of(*way), text) for way, text in _texts(entry.facts.model_dump(exclude=UNREAD), ())]
    # Asked in one piece: a hundred expressions on twenty short texts cost more than on a long one.
    whole = BETWEEN.join(text for _, text in parts)
    starts = list(accumulate((len(text) + len(BETWEEN) for _, text in parts[:-1]), initial=0))
    for hit in dated_terms(whole, book):
        if book.terms[hit.id].severity != "K":
            part = bisect_right(starts, hit.start) - 1
            line = parts[part][0] + whole.count("\n", starts[part], hit.start)
            yield line, hit.id, whole[hit.start : hit.end]


def _texts(value: Any, way: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text below a front matter's value, with the way to it."""
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*way, key))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _texts(item, (*way, number))
