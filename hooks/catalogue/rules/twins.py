"""Rules for the two languages of a page: same structure, same figures, an up-to-date translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import zip_longest

from ..content.body import Body, numbers
from ..content.models import PlanFacts, PlanWords
from ..content.records import AnyEntry, Catalogue
from .figures import figures_differ
from .pages import Finding

Pick = Callable[[Body], list[tuple[str, int]]]
"""What is compared of a body, each with its line."""

IN_DIGITS = {"materials": (1,), "day": (0,), "indicators": (1,), "budget": (1, 2, 3)}
OR_IN_WORDS = {"prepare": (0,), "follow-up": (0,), "indicators": (0, 2, 3), "plan-line": range(6)}
"""Heading -> columns of its table in which figures are compared; elsewhere a language may leave one out."""

LIST = re.compile(r"^\s*(?:[-*]|\d+\.) ", re.MULTILINE)
"""Where an item of a list begins."""

# Nobody sees them, and on an empty line they are nothing to the renderer either.
SPACES_AT_THE_END = re.compile(r"[ \t]+\n")


def twin_is_there(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Every Chinese page has an English twin of the same name."""
    if "en" not in entry.sources:
        expected = entry.zh.path.replace("docs/zh/", "docs/en/")
        yield entry.zh.path, 1, f"this page has no English twin, expected {expected}. Write it before publishing."


def headings_agree(entry: AnyEntry) -> Iterator[Finding]:
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


def parts_agree(entry: AnyEntry) -> Iterator[Finding]:
    """Under each heading both languages have the same paragraphs, lists, quotations and tables, equally long ones."""
    english = entry.sources.get("en")
    # Where headings differ, which has been told, what stands under them cannot agree.
    if english is None or [h.id for h in entry.zh.body.headings] != [h.id for h in english.body.headings]:
        return
    ours, theirs = entry.zh.body, english.body
    places = [("the opening", ours.lead, ours.first_line, theirs.lead, theirs.first_line)]
    places += [
        (f"{{#{our.heading.id}}}", our.text, our.heading.line, their.text, their.heading.line)
        for our, their in zip(ours.sections, theirs.sections, strict=True)
    ]
    for name, our_text, our_line, their_text, line in places:
        expected, found = _parts(our_text), _parts(their_text)
        if expected != found:
            message = f"{name} has {_listed(found)}, expected {_listed(expected)} as in {entry.zh.path}:{our_line}."
            yield english.path, line, message


def links_agree(entry: AnyEntry) -> Iterator[Finding]:
    """Both languages link the same places of this site."""
    yield from _same(
        entry, "link", lambda body: [(link.target, link.line) for link in body.links if "//" not in link.target]
    )


def fields_agree(entry: AnyEntry) -> Iterator[Finding]:
    """Both languages use the same fill-in fields, though not equally often."""
    yield from _same(
        entry, "fill-in field", lambda body: [(f"〔{use.name}〕", use.line) for use in body.fields], once=True
    )


def figures_agree(entry: AnyEntry) -> Iterator[Finding]:
    """The fixed tables have the same figures in both languages, in some columns perhaps in words."""
    english = entry.sources.get("en")
    if english is None:
        return
    for block in dict.fromkeys((*IN_DIGITS, *OR_IN_WORDS)):
        ours, theirs = entry.zh.body.table(block), english.body.table(block)
        if ours is None or theirs is None:
            continue
        if len(ours.rows) != len(theirs.rows):
            continue  # parts_agree tells that
        for number, (our_row, their_row) in enumerate(zip(ours.rows, theirs.rows, strict=True)):
            # A row may lack a cell, which tables_are_even tells.
            for column, (our_cell, their_cell) in enumerate(zip(our_row, their_row, strict=False)):
                expected, found = numbers(our_cell), numbers(their_cell)
                if column in IN_DIGITS.get(block, ()) and expected != found:
                    said, other = _figures(found), _figures(expected)
                elif column in OR_IN_WORDS.get(block, ()) and figures_differ(our_cell, their_cell):
                    said, other = f"'{their_cell}'", f"'{our_cell}'"
                else:
                    continue
                message = (
                    f"{{#{block}}} says {said}, but {entry.zh.path}:{ours.lines[number]} says {other}. "
                    "Both languages give the same figures."
                )
                yield english.path, theirs.lines[number], message


def tasks_agree(entry: AnyEntry) -> Iterator[Finding]:
    """An English plan words every task and target of the Chinese one, in its order and with its figures."""
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
            continue
        pairs: list[tuple[tuple[str | int, ...], str, str]] = [(("done",), task.done, words.done)]
        for place, (ours, theirs) in enumerate(zip(task.targets, words.targets, strict=True)):
            pairs += [(("targets", place), ours.metric, theirs.metric), (("targets", place), ours.how, theirs.how)]
        for way, our_words, their_words in pairs:
            if figures_differ(our_words, their_words):
                message = f"found '{their_words}', but {entry.zh.path} says '{our_words}'. Both languages give the same figures."
                yield path, lines.of("tasks", number, *way), message


def changes_agree(entry: AnyEntry) -> Iterator[Finding]:
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


def translation_is_fresh(entry: AnyEntry) -> Iterator[Finding]:
    """The English page was read after the last change of the Chinese words."""
    english = entry.sources.get("en")
    if english is None or entry.words is None or entry.words.translated_from == entry.fingerprint:
        return
    why = (
        "the Chinese page has changed since this translation"
        if entry.words.translated_from
        else "this translation is new"
    )
    message = f"{why}. Compare it with {entry.zh.path}, then run ./scripts/translated {english.path}"
    yield english.path, english.lines.of("translated_from"), message


def _parts(text: str) -> list[str]:
    """What stands in a section, part by part. A paragraph is as long as its language makes it, and its lines do not count."""
    found = []
    # Nearly no section has any, which is seen faster than by the expression.
    if " \n" in text or "\t\n" in text:
        text = SPACES_AT_THE_END.sub("\n", text)
    for part in text.split("\n\n"):
        lines = part.strip("\n").count("\n") + 1
        match part.strip()[:1]:
            case "":
                continue
            case "|":
                # Below the header and the line of dashes.
                found.append(f"a table of {lines - 2} rows")
            case ">":
                found.append("a quotation")
            case _ if LIST.match(part):
                found.append(f"a list of {len(LIST.findall(part))}")
            case _:
                found.append("a paragraph")
    return found


def _listed(parts: list[str]) -> str:
    return ", ".join(parts) or "nothing"


def _same(entry: AnyEntry, what: str, pick: Pick, once: bool = False) -> Iterator[Finding]:
    """Findings for what only one language has; `once`: however often it stands there."""
    english = entry.sources.get("en")
    if english is None:
        return
    ours, theirs = pick(entry.zh.body), pick(english.body)
    count_ours, count_theirs = Counter(thing for thing, _ in ours), Counter(thing for thing, _ in theirs)
    # A language may repeat a field where the other says "it".
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


def _figures(found: tuple[str, ...]) -> str:
    return ", ".join(found) or "no figure"
