"""From a finding in the built site back to what a maintainer mends: Markdown, front matter, word list or template."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from ..content.records import AnyEntry, Catalogue
from ..content.records import Source as PageSource
from ..exemptions import IN_TEMPLATE, MARK, Exempted, Exemption, exemptions_in
from ..problems import Problem
from ..site_check import RULES, Cause, Finding, Source

SHORTEST_PIECE = 3
"""Characters of an address that must stand in a template before it is taken for the address's origin."""


class Sources:
    """Knows from which file of the project each built file was made.

    `project`: the folder of mkdocs.yml; the paths told are from there.
    """

    def __init__(self, catalogue: Catalogue, project: Path) -> None:
        self._catalogue = catalogue
        self._project = project

    @cached_property
    def _shared(self) -> dict[str, str]:
        """Templates and word lists, which many pages are made from: path -> text."""
        places = ("overrides/**/*.html", "overrides/*.xml", "overrides/*.txt", "docs/*.yml", "mkdocs.yml")
        files = (file for place in places for file in sorted(self._project.glob(place)))
        return {file.relative_to(self._project).as_posix(): file.read_text(encoding="utf-8") for file in files}

    @cached_property
    def exemptions(self) -> tuple[Exemption, ...]:
        """Those of pages and lists, and those in templates."""
        found = [*self._catalogue.exemptions]
        for path, text in self._shared.items():
            if path.startswith("overrides/") and MARK.decode() in text:
                found += exemptions_in(text, path, comment=IN_TEMPLATE)
        return tuple(found)

    def page(self, built: str) -> PageSource | None:
        """The Markdown file of a built page."""
        entry, language = self._entry(built)
        return entry.sources.get("en" if language == "en" else "zh") if entry else None

    def source(self, finding: Finding) -> Source | None:
        """Where to mend a finding; None where no single place makes it."""
        if (self._project / "docs" / finding.page).is_file():
            return Source(f"docs/{finding.page}", finding.line or 1, "")
        if not finding.element:
            page = self.page(finding.page)
            return Source(page.path, 1, "") if page else None
        return self._in_body(finding) or self._in_front_matter(finding) or self._in_shared(finding)

    def _entry(self, built: str) -> tuple[AnyEntry | None, str]:
        address = built.removesuffix("index.html")
        language = "en" if address.startswith("en/") else "zh"
        return self._catalogue.by_url.get(address.removeprefix("en/")), language

    def _in_body(self, finding: Finding) -> Source | None:
        page = self.page(finding.page)
        if page is None:
            return None
        # The first of them is where links lead, so the last one is to be renamed.
        if finding.rule == "duplicate-id":
            found = [heading.line for heading in page.body.headings if heading.id == finding.address]
            return Source(page.path, found[-1], finding.address) if found else None
        for link in page.body.links:
            if finding.address in (link.target, unquote(link.target)) or finding.target in self._targets(
                link.target, page, finding.page
            ):
                return Source(page.path, link.line, link.target)
        # Attributes other than href and src, such as srcset, hold it as it is.
        at = page.body.text.find(finding.address) if len(finding.address) >= SHORTEST_PIECE else -1
        if at < 0:
            return None
        line = page.body.first_line + page.body.text.count("\n", 0, at)
        return Source(page.path, line, finding.address)

    def _targets(self, address: str, page: PageSource, built: str) -> Iterator[str]:
        """Where an address of a Markdown file may lead in the site: as a file beside it, or beside its page."""
        path, mark, fragment = unquote(address).partition("#")
        here = page.path.removeprefix("docs/")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
        url = re.sub(r"(^|/)index$", r"\1", file.removesuffix(".md")).removeprefix("zh/")
        if file.endswith(".md") and url and not url.endswith("/"):
            url += "/"
        yield url + mark + fragment
        yield posixpath.normpath(posixpath.join(posixpath.dirname(built), path)) + mark + fragment

    def _in_front_matter(self, finding: Finding) -> Source | None:
        """A record that the page's head names, such as `related: [five-hands]`."""
        page, stem = self.page(finding.page), finding.target.partition("#")[0].strip("/").rpartition("/")[2]
        # A short name would be found in any line.
        if page is None or len(stem) < SHORTEST_PIECE:
            return None
        lines = (self._project / page.path).read_text(encoding="utf-8").splitlines()[: page.body.first_line - 1]
        word = re.compile(rf"(?<![\w-]){re.escape(stem)}(?![\w-])")
        for number, line in enumerate(lines, start=1):
            if word.search(line):
                return Source(page.path, number, stem)
        return None

    def _in_shared(self, finding: Finding) -> Source | None:
        """The template or list in which the longest end of the address stands."""
        # A template that makes a page of its own, such as the 404, is asked before those of many pages.
        own = f"overrides/{finding.page}"
        for piece in _pieces(finding):
            for path in sorted(self._shared, key=lambda path: path != own):
                at = self._shared[path].find(piece)
                if at >= 0:
                    return Source(path, self._shared[path].count("\n", 0, at) + 1, piece)
        return Source(own, 1, finding.cause) if own in self._shared else None


def _pieces(finding: Finding) -> Iterator[str]:
    """Ends of the address as a template may hold them, the longest first."""
    if finding.rule in ("duplicate-id", "placeholder-link", "empty-address"):
        yield f'{finding.attribute}="{finding.address}"'
        return
    if "://" in finding.target:
        yield finding.address
        return
    path, _, fragment = finding.target.partition("#")
    if finding.rule == "missing-fragment":
        yield f"#{fragment}"
    parts = path.removeprefix("en/").split("/")
    for start in range(len(parts)):
        piece = "/".join(parts[start:])
        if len(piece) >= SHORTEST_PIECE:
            yield piece


def problems_of(causes: Iterable[Cause], sources: Sources) -> list[Problem]:
    """The causes in this project's words, without what exemptions cover; faults of exemptions included."""
    problems = [_problem(cause, sources) for cause in causes]
    exempted = Exempted(sources.exemptions)
    left = exempted.left(problems, lambda one: (one.path, one.rule, None if one.line == 1 else one.line))
    # Unknown names and missing reasons are told when the pages are checked.
    for one, name, message in exempted.faults(RULES, RULES.keys() - {"unknown-rule", "exemption-without-reason"}):
        if one.rule in RULES:
            left.append(Problem(one.path, one.line, message, name))
    return sorted(left)


def _problem(cause: Cause, sources: Sources) -> Problem:
    first = cause.places[0].page
    page = sources.page(first)
    path, line = (cause.source.path, cause.source.line) if cause.source else (page.path if page else first, 1)
    return Problem(path, line, f"{cause.message}{cause.hint} (Built: {cause.examples}.) [{cause.rule}]", cause.rule)
