"""Rules for the two languages of a page: same structure, same figures, an up-to-date translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from ..body import Body, numbers
from ..models import PlanFacts, PlanWords
from ..records import AnyEntry, Catalogue
from .pages import Finding


def twin_is_there(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Every Chinese page has an English twin of the same name."""
    if "en" not in entry.sources:
        expected = entry.zh.path.replace("docs/zh/", "docs/en/")
        yield entry.zh.path, 1, f"this page has no English twin, expected {expected}. Write it before publishing."


def headings_agree(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Both languages have the same heading ids at the same levels in the same order."""
    english = entry.sources.get("en")
    if english is None:
        return
    for ours, theirs in zip_longest(entry.zh.body.headings, english.body.headings):
        # Only the first difference is told: behind it every heading would stand at another's place.
        if ours is None:
            yield (
                english.path,
                theirs.line,
                f"heading {{#{theirs.id}}} does not stand in {entry.zh.path}. Delete or add it.",
            )
            return
        if theirs is None:
            yield (
                english.path,
                1,
                f"heading {{#{ours.id}}} of {entry.zh.path}:{ours.line} is missing at the end of this page.",
            )
            return
        if (ours.id, ours.level) != (theirs.id, theirs.level):
            message = (
                f"found a heading of level {theirs.level} with id '{theirs.id}', expected level {ours.level} "
                f"with id '{ours.id}' as in {entry.zh.path}:{ours.line}."
            )
            yield english.path, theirs.line, message
            return


def links_agree(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Both languages link the same places of this site."""
    yield from _same(
        entry, "link", lambda body: [(link.target, link.line) for link in body.links if "//" not in link.target]
    )


def fields_agree(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Both languages use the same fill-in fields, though not equally often."""
    yield from _same(
        entry, "fill-in field", lambda body: [(f"〔{use.name}〕", use.line) for use in body.fields], once=True
    )


def figures_agree(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """The fixed tables have the same number of rows in both languages, and the same figures in them."""
    english = entry.sources.get("en")
    if english is None:
        return
    # The columns that hold figures; elsewhere a language may write a number as a word.
    columns = {"materials": (1,), "day": (0,), "indicators": (1,), "budget": (1, 2, 3)}
    for block in (*columns, "roles", "prepare", "follow-up", "volunteers", "places", "risks"):
        ours, theirs = entry.zh.body.table(block), english.body.table(block)
        if ours is None or theirs is None:
            continue
        if len(ours.rows) != len(theirs.rows):
            message = f"{{#{block}}} has {len(theirs.rows)} rows, expected {len(ours.rows)} as in {entry.zh.path}:{ours.line}."
            yield english.path, theirs.line, message
            continue
        for number, (our_row, their_row) in enumerate(zip(ours.rows, theirs.rows, strict=True)):
            for column in columns.get(block, ()):
                expected, found = (
                    # A slice, for a row may lack the cell: tables_are_even tells that.
                    numbers("".join(our_row[column : column + 1])),
                    numbers("".join(their_row[column : column + 1])),
                )
                if expected != found:
                    message = (
                        f"{{#{block}}} says {_figures(found)}, but {entry.zh.path}:{ours.lines[number]} says "
                        f"{_figures(expected)}. Both languages give the same figures."
                    )
                    yield english.path, theirs.lines[number], message


def tasks_agree(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """An English plan words every task and target of the Chinese one, in its order."""
    if not isinstance(entry.facts, PlanFacts) or not isinstance(entry.words, PlanWords):
        return
    path, lines = entry.sources["en"].path, entry.sources["en"].lines
    for number, (task, words) in enumerate(zip_longest(entry.facts.tasks, entry.words.tasks)):
        # One slip shifts all that follows: the first is told alone.
        if task is None or words is None or task.id != words.id:
            found, expected = words.id if words else "nothing", task.id if task else "nothing"
            yield path, lines.of("tasks", number), f"found task '{found}', expected '{expected}' as in {entry.zh.path}."
            return
        if len(task.targets) != len(words.targets):
            message = f"task '{task.id}' words {len(words.targets)} targets, expected {len(task.targets)}."
            yield path, lines.of("tasks", number, "targets"), message


def changes_agree(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Both languages tell the changes of the same days, in the same order."""
    if entry.words is None:
        return
    english = entry.sources["en"]
    for number, (ours, theirs) in enumerate(zip_longest(entry.facts.changes, entry.words.changes)):
        expected, found = (str(change.day) if change else "no change" for change in (ours, theirs))
        if expected != found:
            line = english.lines.of("changes", number)
            yield english.path, line, f"`changes` has {found}, expected {expected} as in {entry.zh.path}."
            return


def translation_is_fresh(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """The English page was read after the last change of the Chinese words."""
    english = entry.sources.get("en")
    if english is None or entry.words is None or entry.words.translated_from == entry.fingerprint:
        return
    message = (
        f"the Chinese page has changed since this translation. Compare it with {entry.zh.path}, "
        f"then run ./scripts/translated {english.path}"
    )
    yield english.path, english.lines.of("translated_from"), message


def _same(entry: AnyEntry, what: str, pick: object, once: bool = False) -> Iterator[Finding]:
    """Findings for what only one language has. `pick` gives (thing, line) pairs of a body."""
    english = entry.sources.get("en")
    if english is None:
        return
    ours, theirs = _picked(entry.zh.body, pick), _picked(english.body, pick)
    count_ours, count_theirs = Counter(thing for thing, _ in ours), Counter(thing for thing, _ in theirs)
    if once:
        count_ours, count_theirs = Counter(set(count_ours)), Counter(set(count_theirs))
    for path, pairs, more, less, other in (
        (entry.zh.path, ours, count_ours, count_theirs, english.path),
        (english.path, theirs, count_theirs, count_ours, entry.zh.path),
    ):
        # A Counter's difference: what stands twice here and once there is found too.
        for thing in more - less:
            line = next(line for found, line in pairs if found == thing)
            yield path, line, f"{what} {thing} stands here but not in {other}. Both languages have the same ones."


def _picked(body: Body, pick: object) -> list[tuple[str, int]]:
    return pick(body)  # type: ignore[operator,no-any-return]


def _figures(found: tuple[str, ...]) -> str:
    return ", ".join(found) or "no figure"
