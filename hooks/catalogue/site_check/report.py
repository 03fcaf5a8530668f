"""Findings told to people and programs: one for each cause, with what to do, as text, JSON or annotations."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import NamedTuple, Protocol

from .folder import Site
from .locate import Lines
from .reader import decoded
from .rules import Finding

EXAMPLES = 3
LINES_LOOKED_UP = 20
"""Pages of one cause whose lines are looked up; in the others the same thing stands at a like place."""
MANY = 3000
"""Files of a site in which a near name is looked for everywhere."""
HINTS = 200
"""Causes for which a near name is looked for."""

# http//e.org, https：//e.org, https:/e.org, www.e.org, e.org/page: meant for another host, read as files of this one.
WITHOUT_SCHEME = re.compile(
    r"https?(?::/|[;：]//|//?)(?!/)(?=[\w-]+\.)(\S+)|((?:www\.|(?:[\w-]+\.)+(?:com|org|net|edu|gov|cn)(?=[/?#]|$))\S*)",
    re.IGNORECASE,
)

INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
"""What comes along when an address is copied out of a chat or a document."""


class Source(NamedTuple):
    """Where to mend a finding."""

    path: str
    """From the project's root."""
    line: int
    what: str
    """The piece of text there that makes the address; the same piece is the same cause."""


class Origin(Protocol):
    """What knows from which source a built file was made."""

    def source(self, finding: Finding) -> Source | None: ...


class Place(NamedTuple):
    """One element of one built file; `line` is None where it was not looked up."""

    page: str
    line: int | None
    element: str
    attribute: str
    address: str


@dataclass(frozen=True)
class Cause:
    """One thing to mend, and every place where it shows."""

    rule: str
    message: str
    places: tuple[Place, ...]
    target: str
    source: Source | None
    hint: str = ""
    """A closing question with the nearest known name, or nothing."""

    @property
    def pages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place.page for place in self.places))

    @property
    def examples(self) -> str:
        """The first of its pages, and how many more there are."""
        more = f" and {len(self.pages) - EXAMPLES} more" if len(self.pages) > EXAMPLES else ""
        return ", ".join(self.pages[:EXAMPLES]) + more


class LineFinder:
    """The lines of findings; each file is read at most once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lines: dict[str, Lines] = {}

    def of(self, finding: Finding, nth: int = 0) -> int | None:
        """The line of the nth of several equal findings in one file."""
        if finding.line is not None or not finding.element:
            return finding.line
        if finding.page not in self._lines:
            self._lines[finding.page] = Lines(decoded((self._site.folder / finding.page).read_bytes()))
        # It is the second element of that id that is one too many.
        first = 1 if finding.rule == "duplicate-id" else 0
        return self._lines[finding.page].of(finding.element, finding.attribute, finding.address, nth + first)


def located(findings: Iterable[Finding], site: Site) -> list[Finding]:
    """The findings with their lines, in pages that make exemptions: those are for lines."""
    finder, seen = LineFinder(site), Counter[Finding]()
    found = []
    for finding in findings:
        page = site.pages.get(finding.page)
        if page and page.exemptions:
            line = finder.of(finding, seen[finding])
            seen[finding] += 1
            finding = replace(finding, line=line)
        found.append(finding)
    return found


def causes(findings: Iterable[Finding], site: Site, origin: Origin | None = None) -> list[Cause]:
    """The findings by what makes them, in the order of the first place of each: page, line, rule, message."""
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    sources: dict[tuple[object, ...], Source | None] = {}
    for finding in findings:
        source = origin.source(finding) if origin else None
        # Without a source the same address is the same cause, wherever it stands.
        if source is None:
            key: tuple[object, ...] = (finding.rule, finding.cause or finding.message)
        else:
            key = (finding.rule, source.path, source.line, source.what or finding.cause)
        groups[key].append(finding)
        sources.setdefault(key, source)
    lines = _lines(groups.values(), site)
    found = []
    for number, (key, group) in enumerate(groups.items()):
        hint = near(group[0], site) if number < HINTS else ""
        places = tuple(
            Place(one.page, lines.get((id(group), n), one.line), one.element, one.attribute, one.address)
            for n, one in enumerate(group)
        )
        found.append(Cause(group[0].rule, group[0].message, places, group[0].target, sources[key], hint))
    return sorted(found, key=lambda cause: (cause.places[0].page, cause.places[0].line or 0, cause.rule, cause.message))


def _lines(groups: Iterable[Sequence[Finding]], site: Site) -> dict[tuple[int, int], int | None]:
    """The line of the nth finding of each group, of its first pages only. Each file is read once."""
    wanted: dict[str, list[tuple[tuple[int, int], Finding, int]]] = defaultdict(list)
    for group in groups:
        seen: Counter[tuple[str, str, str, str]] = Counter()
        pages: set[str] = set()
        for number, one in enumerate(group):
            # Enough to find it: in a template it stands on every page of the site.
            pages.add(one.page)
            if len(pages) > LINES_LOOKED_UP:
                break
            same = (one.page, one.element, one.attribute, one.address)
            wanted[one.page].append(((id(group), number), one, seen[same]))
            seen[same] += 1
    found = {}
    for asked in wanted.values():
        finder = LineFinder(site)
        for key, one, nth in asked:
            found[key] = finder.of(one, nth)
    return found


def near(finding: Finding, site: Site) -> str:
    """A closing question with the nearest file or id, or nothing where none is near."""
    path, _, fragment = finding.target.partition("#")
    if finding.rule == "missing-fragment":
        file = site.addresses.resolve(site.addresses.of_page(""), site.addresses.of_page(path)).file
        found = _nearest(fragment, site.ids(file) or ())
        return f" Did you mean '#{found}'?" if found else ""
    # Only what is not there can be misspelt.
    if finding.rule != "missing-target":
        return ""
    plain = INVISIBLE.sub("", finding.address)
    if plain != finding.address:
        return f" An invisible character stands in it. Did you mean '{plain.strip()}'?"
    if host := WITHOUT_SCHEME.fullmatch(finding.address.strip()):
        return f" Did you mean 'https://{host[1] or host[2]}'?"
    if path.startswith("/") and site.addresses.resolve(site.addresses.of_page(""), path[1:]).file:
        return f" Did you mean '{site.addresses.base}{path[1:]}'?"
    found = _nearest_file(path.lstrip("/"), site)
    return f" Did you mean '/{found}'?" if found else ""


def _nearest_file(path: str, site: Site) -> str:
    """The address of the file of the nearest name: the same name elsewhere, or a like one nearby."""
    wanted = path.rstrip("/")
    folder, _, name = wanted.rpartition("/")
    # Another generator may leave the ending out of its links.
    for end in (".html", ".htm"):
        if wanted + end in site.addresses.files:
            return wanted + end
    names = site.addresses.names
    if elsewhere := names.get(name):
        # The file has moved: the nearest is the one that shares most folders, counted from the end.
        best = max(elsewhere, key=lambda one: len(_common(one, wanted)))
        return _address(best, site)
    beside = [one for one, paths in names.items() if any(path.rpartition("/")[0] == folder for path in paths)]
    found = _alike(name, beside)
    if found:
        return _address(next(path for path in names[found] if path.rpartition("/")[0] == folder), site)
    found = _alike(name, names) if len(names) <= MANY else ""
    return _address(names[found][0], site) if found else ""


def _alike(name: str, known: Iterable[str]) -> str:
    """The nearest name of the same kind: what they have in common must not be only `.html`."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return _nearest(name, known)
    found = _nearest(stem, (one.removesuffix(dot + ending) for one in known if one.endswith(dot + ending)))
    return found + dot + ending if found else ""


def _common(one: str, other: str) -> str:
    ends = zip(reversed(one.split("/")), reversed(other.split("/")), strict=False)
    return "".join(a for a, b in ends if a == b)


def _address(known: str, site: Site) -> str:
    return known if known in site.addresses.files else f"{known}/"


def _nearest(word: str, known: Iterable[str]) -> str:
    # A higher bar than for words of a list: a site has thousands of names, and some are alike.
    by_fold = {name.casefold(): name for name in sorted(known)}
    found = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.7)
    return by_fold[found[0]] if found else ""


def text(found: Sequence[Cause]) -> str:
    """For people: where, what, how often, in the order of the files."""
    lines = []
    for cause in found:
        first = cause.places[0]
        where = f"{cause.source.path}:{cause.source.line}" if cause.source else f"{first.page}:{first.line or 1}"
        lines.append(f"{where}: {cause.message}{cause.hint} [{cause.rule}]")
        if len(cause.pages) > 1 or cause.source:
            lines.append(f"    on {_counted(len(cause.pages), 'page')}: {cause.examples}")
    return "\n".join(lines)


def summary(found: Sequence[Cause], site: Site) -> str:
    """The closing line."""
    if not found:
        return f"No findings in {_counted(len(site.pages), 'page')}."
    by_rule = Counter(cause.rule for cause in found)
    said = ", ".join(f"{count} {rule}" for rule, count in sorted(by_rule.items()))
    return f"{_counted(len(found), 'finding')} in {_counted(len(site.pages), 'page')}: {said}."


def _counted(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def as_json(found: Sequence[Cause], site: Site) -> str:
    """For programs; `./scripts/check-links --help` documents the fields."""
    findings = []
    for cause in found:
        findings.append(
            {
                "rule": cause.rule,
                **cause.places[0]._asdict(),
                "target": cause.target,
                "message": cause.message + cause.hint,
                "count": len(cause.places),
                "source": {"path": cause.source.path, "line": cause.source.line} if cause.source else None,
                "places": [place._asdict() for place in cause.places],
            }
        )
    return json.dumps({"version": 1, "pages": len(site.pages), "findings": findings}, ensure_ascii=False, indent=1)


def workflow_commands(found: Sequence[Cause], folder: str) -> str:
    """Workflow commands of GitHub, which Gitea and Forgejo understand too: they show each finding at its line."""
    lines = []
    for cause in found:
        first = cause.places[0]
        file, line = (
            (cause.source.path, cause.source.line) if cause.source else (f"{folder}/{first.page}", first.line or 1)
        )
        count = f" ({len(cause.places)} places)" if len(cause.places) > 1 else ""
        message = _escaped(f"{cause.message}{cause.hint}{count}")
        lines.append(f"::error file={_property(file)},line={line},title={_property(cause.rule)}::{message}")
    return "\n".join(lines)


def _escaped(said: str) -> str:
    # The sign of the escapes first, or it would be escaped in them.
    return said.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(said: str) -> str:
    return _escaped(said).replace(":", "%3A").replace(",", "%2C")
