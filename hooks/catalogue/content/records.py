"""The records of the catalogue: what the rules check, the templates show and the exports write.

An `Entry` is a page in both languages. `RunSheet` is what the tables of an activity page say.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

from ..exemptions import Exemption
from .body import Body, Section, Table
from .models import KINDS, ActivityFacts, GuideFacts, PageFacts, PlanFacts, PlanWords, SinglePage, ThemeFacts, Words
from .vocabulary import Language, Reference
from .yaml_reader import Lines

F = TypeVar("F", bound=PageFacts, covariant=True)
R = TypeVar("R")

# 一、 （一） 1. （1）: the numbers of official headings, left out where a heading stands outside its plan.
NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.\s*|[（(]\d+[）)]\s*)")
ATTACHMENT = re.compile(r"^(附件\d+|(?:Annex|Attachment) \d+)[\s\u3000:：.]*")
"""The mark at the head of an attachment's heading: 附件1　任务分解表."""


@dataclass(frozen=True)
class Source:
    """One language's file of a page."""

    path: str
    """From the project's root: `docs/zh/activities/eight-donts.md`."""
    lines: Lines
    body: Body


@dataclass(frozen=True)
class Entry(Generic[F]):
    """A page in both languages. The Chinese page holds the facts, the English one only words."""

    kind: str
    """Folder: plans, activities, themes, guides, or pages for everything else."""
    stem: str
    """The file's name; for `pages` the path below the language folder, without `.md`."""
    facts: F
    words: Words | None
    """The English front matter; None while the English page is missing or broken."""
    sources: Mapping[Language, Source]

    @property
    def zh(self) -> Source:
        return self.sources["zh"]

    @property
    def url(self) -> str:
        """Address below the language's root: `activities/eight-donts/`."""
        path = self.stem if self.kind == "pages" else f"{self.kind}/{self.stem}"
        # MkDocs shows an index at the address of its folder.
        parts = path.split("/")
        return "/".join(parts[:-1] if parts[-1] == "index" else parts) + ("" if path == "index" else "/")

    @property
    def path(self) -> str:
        """Path of its page's Markdown below the language folder: `activities/eight-donts.md`."""
        return self.zh.path.removeprefix("docs/zh/")

    @property
    def whole(self) -> Entry[F]:
        """The record whose page this is, or a part of it."""
        return self

    def said(self, language: str) -> PageFacts:
        """Title, summary and aliases in that language; Chinese where there is no English yet."""
        return self.words if language == "en" and self.words else self.facts

    def title(self, language: str) -> str:
        return self.said(language).title

    def summary(self, language: str) -> str:
        return self.said(language).summary

    def body(self, language: str) -> Body:
        source = self.sources.get("en") if language == "en" else None
        return (source or self.zh).body

    def heading(self, heading_id: str, language: str) -> str:
        """The heading of that id without its official numbering, or an empty string."""
        # A page that is being written may lack it.
        section = self.body(language).by_id.get(heading_id)
        if section is None:
            return ""
        return NUMBERING.sub("", ATTACHMENT.sub("", section.heading.text))

    def forgetful(self) -> Entry[F]:
        """A copy whose bodies have computed nothing, to be dropped after use: of ten thousand pages that is a gigabyte."""
        # A copy of a dataclass begins without its cached properties.
        sources = {language: replace(source, body=replace(source.body)) for language, source in self.sources.items()}
        return replace(self, sources=sources)

    @cached_property
    def _computed(self) -> dict[Hashable, Any]:
        return {}

    def once(self, key: Hashable, compute: Callable[[], R]) -> R:
        """The result of `compute`, kept with this record: at the next save only changed pages are computed anew.

        The key names the result, and everything besides this record that it depends on.
        """
        if key not in self._computed:
            self._computed[key] = compute()
        return self._computed[key]  # type: ignore[no-any-return]

    @cached_property
    def fingerprint(self) -> str:
        """Ten hexadecimal digits of what a translator translates: words and body, not dates or facts."""
        said: list[str] = [self.facts.title, self.facts.summary]
        # Only these models have words that stand in front matter and not in the body.
        if isinstance(self.facts, PlanFacts):
            said.append(self.facts.fits)
            for task in self.facts.tasks:
                said += [task.done, *(text for target in task.targets for text in (target.metric, target.how))]
        said += [change.says for change in self.facts.changes]
        # An exemption that was taken out of the text left an empty line, which is nothing to translate.
        said.append(re.sub(r"\n{3,}", "\n\n", self.zh.body.text.strip()))
        return hashlib.sha256("\0".join(said).encode()).hexdigest()[:10]


Plan = Entry[PlanFacts]
Activity = Entry[ActivityFacts]
Theme = Entry[ThemeFacts]
Guide = Entry[GuideFacts]
Single = Entry[SinglePage]
AnyEntry = Entry[PageFacts]

ATTACHMENTS = "attachments"
"""The heading under which a plan's attachments stand, and the address of their page below the plan's."""


class Attachments(Entry[PlanFacts]):
    """The page of a plan's attachments, as a record: the plan's own with another address, title and summary."""

    @classmethod
    def of(cls, plan: Plan) -> Attachments:
        return cls(plan.kind, plan.stem, plan.facts, plan.words, plan.sources)

    @property
    def whole(self) -> Plan:
        return Entry(self.kind, self.stem, self.facts, self.words, self.sources)

    @property
    def url(self) -> str:
        return f"{super().url}{ATTACHMENTS}/"

    @property
    def path(self) -> str:
        """A path beside the plan's, so that relative links in its Markdown stay right; there is no such file."""
        # The dot makes a name that no page can have: see `PAGE_NAME` in reading.
        return super().path.replace(".md", f".{ATTACHMENTS}.md")

    def title(self, language: str) -> str:
        return f"{self.heading(ATTACHMENTS, language)}{': ' if language == 'en' else '：'}{super().title(language)}"

    def summary(self, language: str) -> str:
        names = [self.heading(section.heading.id, language) for section in attachments(self, language)]
        return f"{', '.join(names)}." if language == "en" else f"{'、'.join(names)}。"


def attachments(plan: Plan, language: str) -> tuple[Section, ...]:
    """The attachments of that plan, in their order; none while their part is still to be written."""
    return plan.body(language).below(ATTACHMENTS)


def address_in(plan: Plan, part: str) -> str:
    """Where that part of the plan stands, below the language's root: `plans/compact/attachments/#budget`."""
    page = Attachments.of(plan) if any(s.heading.id == part for s in attachments(plan, "zh")) else plan
    return f"{page.url}#{part}"


@dataclass(frozen=True)
class Slot:
    """A row of the agenda: minutes from the start."""

    start: int
    end: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class RunSheet:
    """What the fixed tables of an activity page say, in one language. Rows are tuples of cells."""

    materials: tuple[tuple[str, ...], ...]
    """Item, quantity per 30 people, borrow or do without."""
    roles: tuple[tuple[str, ...], ...]
    """Post, before, during, after."""
    agenda: tuple[Slot, ...]
    indicators: tuple[tuple[str, ...], ...]
    """Indicator, target, how to count, what is not collected."""
    plan_row: tuple[str, ...]
    """Task, lead, support, due, target, done when."""
    plan_sentence: str
    notice: str


# 0:05–0:20, with whichever dash the author has on the keyboard.
TIME_SPAN = re.compile(r"(\d+):(\d\d)\s*[–—-]\s*(\d+):(\d\d)")


def run_sheet(activity: Activity, language: str) -> RunSheet:
    """The tables of that activity's page."""
    body = activity.body(language)
    plan_line = body.by_id.get("plan-line")
    notice = body.by_id.get("notice")
    row = body.table("plan-line")
    return RunSheet(
        materials=_rows(body.table("materials")),
        roles=_rows(body.table("roles")),
        agenda=agenda(body),
        indicators=_rows(body.table("indicators")),
        plan_row=row.rows[0] if row and row.rows else (),
        plan_sentence=plan_line.text.split("\n", 1)[0].strip() if plan_line else "",
        notice=notice.quote if notice else "",
    )


def agenda(body: Body) -> tuple[Slot, ...]:
    """The rows of the agenda of an activity's page that begin with a span of time."""
    table, found = body.table("day"), []
    for row in table.rows if table else ():
        if span := TIME_SPAN.search(row[0]):
            start_hour, start, end_hour, end = map(int, span.groups())
            found.append(Slot(start_hour * 60 + start, end_hour * 60 + end, row[1:]))
    return tuple(found)


def task_words(plan: Plan, number: int, language: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Done-when, and metric with way of counting of each target, of the plan's task of that number."""
    task = plan.facts.tasks[number]
    done, targets = task.done, [(target.metric, target.how) for target in task.targets]
    # While a plan is being written, its English page may word fewer tasks or targets, or more.
    if language == "en" and isinstance(plan.words, PlanWords) and number < len(plan.words.tasks):
        words = plan.words.tasks[number]
        done, worded = words.done, [(target.metric, target.how) for target in words.targets]
        targets = [*worded, *targets[len(worded) :]][: len(targets)]
    return done, tuple(targets)


@dataclass(frozen=True)
class Catalogue:
    """Everything that was read. `broken` names pages that are there but could not be read."""

    reference: Reference
    plans: Mapping[str, Plan]
    activities: Mapping[str, Activity]
    themes: Mapping[str, Theme]
    guides: Mapping[str, Guide]
    pages: Mapping[str, Single]
    broken: frozenset[str]
    """Paths from the project's root."""
    files: frozenset[str]
    """Every file of the docs folder but hidden ones, from the docs folder: `zh/index.md`, `assets/images/a.svg`."""
    exemptions: tuple[Exemption, ...] = ()
    """Rules switched off for a line, of pages and lists."""

    def folder(self, kind: str) -> Mapping[str, AnyEntry]:
        """The entries of that kind by stem."""
        return getattr(self, kind)  # type: ignore[no-any-return]

    def entries(self) -> Iterator[AnyEntry]:
        for kind in KINDS:
            yield from self.folder(kind).values()

    def shown(self) -> Iterator[AnyEntry]:
        """What has a page: the entries, and beside them the attachments of plans."""
        for entry in self.entries():
            yield entry
            if entry.kind == "plans":
                yield Attachments.of(entry)  # type: ignore[arg-type]

    def without(self, paths: Collection[str]) -> Catalogue:
        """The catalogue as if those Chinese pages could not be read."""
        kept = {kind: {s: e for s, e in self.folder(kind).items() if e.zh.path not in paths} for kind in KINDS}
        return replace(self, broken=self.broken.union(paths), **kept)  # type: ignore[arg-type]

    @cached_property
    def by_url(self) -> Mapping[str, AnyEntry]:
        """What has a page, by its address below the language's root."""
        return {entry.url: entry for entry in self.shown()}

    @cached_property
    def by_path(self) -> Mapping[str, AnyEntry]:
        """The same by `path`."""
        return {entry.path: entry for entry in self.shown()}

    def known(self, words: str) -> Mapping[str, Any]:
        """What a field marked `WordOf(words)` may hold; a page that is broken is known all the same."""
        if words == "facts":
            return self.reference.facts
        if words == "activities":
            return self._activity_names
        return self.reference.vocabulary.words(words)

    @cached_property
    def _activity_names(self) -> Mapping[str, Any]:
        # A record that names a broken page is right: only the broken page is told.
        stems = dict.fromkeys(re.findall(r"docs/zh/activities/([^/\n]+)\.md", "\n".join(self.broken)))
        return {**stems, **self.activities}


def _rows(table: Table | None) -> tuple[tuple[str, ...], ...]:
    return table.rows if table else ()
