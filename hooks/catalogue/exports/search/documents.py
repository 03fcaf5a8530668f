"""What can be found: activities, tasks and sections of plans, themes, guides, days of the year, other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...content.body import FIELD
from ...content.records import Activity, AnyEntry, Catalogue, Plan, address_in
from ...presentation import views

KINDS = ("activities", "tasks", "plans", "themes", "guides", "observances", "pages")
"""The groups of results; a document names its kind by its place here."""

LINK = re.compile(r"!?\[([^\[\]]*)\]\([^)]*\)")
MARKS = "*_`>#|＿"
ITEM = re.compile(r"\n\s*(?:-|\d+\.)\s+")
TAG = re.compile(r"<[^>]*>")
CODE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
SENTENCE = re.compile(r"[^。！？.!?\n]{6,}[。！？.!?]?")
WITHOUT_WORDS = {"title": "", "summary": "", "aliases": (), "changes": ()}
LINE_LENGTH = {"zh": 30, "en": 70}


@dataclass(frozen=True)
class Section:
    """A heading of a document and the plain text under it."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True)
class Document:
    """One result."""

    kind: str
    address: str
    """Below the language's root, with the heading where it is not a whole page: `plans/compact/#goals`."""
    title: str
    line: str
    """What a reader sees under the title."""
    place: str
    """The page that it is a part of, or nothing."""
    aliases: tuple[str, ...]
    sections: tuple[Section, ...]
    months: tuple[int, ...] = ()
    """When an activity is best run, or in which months a day may fall."""
    day: str = ""
    """`MM-DD` of an observance that has the same date every year."""


def documents(catalogue: Catalogue, language: str, *, names_only: bool = False) -> Iterator[Document]:
    """Everything that can be found in that language. Neighbours resemble each other, which keeps the index small.

    `names_only` leaves out the sections of pages, whose text takes most of the time.
    """
    themes = list(catalogue.reference.vocabulary.themes)
    for activity in sorted(catalogue.activities.values(), key=lambda a: (themes.index(a.facts.themes[0]), a.stem)):
        yield _activity(activity, catalogue, language, names_only)
    for plan in catalogue.plans.values():
        yield from _plan(plan, language)
    for entry in (*catalogue.themes.values(), *catalogue.guides.values()):
        yield _page(entry, entry.kind, language, names_only)
    for page in catalogue.pages.values():
        # The page of the calendar is found by its days too, and the search page finds nobody anything.
        if page.stem != "search":
            yield _page(page, "pages", language, names_only)
    yield from _observances(catalogue, language)


def sources(catalogue: Catalogue, language: str) -> Iterator[str]:
    """Everything that the documents of that language and their everyday words are made from, as text."""
    yield language
    yield repr(catalogue.reference.vocabulary)
    for entry in catalogue.entries():
        # The facts stand in Chinese pages alone, and so do words that no English document shows.
        facts = entry.facts if language == "zh" else entry.facts.model_copy(update=WITHOUT_WORDS)
        yield from (entry.path, repr(facts), repr(entry.said(language)), entry.body(language).text)
        if entry.kind == "plans":
            # The Chinese page says which of its parts stand on the page of its attachments.
            yield entry.zh.body.text


def plain(text: str) -> str:
    """Markdown without its marks; fill-in fields are not words of the page."""
    # Most sections have none of these, which is seen faster than by an expression; so are single characters replaced.
    if "```" in text:
        text = CODE.sub(" ", text)
    if "](" in text:
        text = LINK.sub(r"\1", text)
    if "〔" in text:
        text = FIELD.sub(" ", text)
    if "<" in text:
        text = TAG.sub(" ", text)
    text = ITEM.sub("\n", f"\n{text}")
    for mark in MARKS:
        text = text.replace(mark, " ")
    return text


def first_line(text: str, language: str) -> str:
    """The first sentence of a plain text, cut at a length that fits under a title."""
    found = SENTENCE.search(text)
    line = " ".join((found[0] if found else text).split())
    most = LINE_LENGTH[language]
    return line if len(line) <= most else line[: most - 1].rstrip("，、, ") + "…"


def _sections(entry: AnyEntry, language: str) -> tuple[Section, ...]:
    # A copy that nobody keeps: what is computed of ten thousand bodies takes as much memory as they do.
    body = replace(entry.body(language))
    lead = (Section("", "", plain(body.lead)),) if body.lead else ()
    return (
        *lead,
        *(Section(s.heading.id, plain(s.heading.text).strip(), plain(s.text)) for s in body.sections),
    )


def _page(entry: AnyEntry, kind: str, language: str, names_only: bool) -> Document:
    said = entry.said(language)
    sections = () if names_only else _sections(entry, language)
    return Document(kind, entry.url, said.title, said.summary, "", said.aliases, sections)


def _activity(activity: Activity, catalogue: Catalogue, language: str, names_only: bool) -> Document:
    page, facts = _page(activity, "activities", language, names_only), activity.facts
    # Staff ask for "something indoors for older people": the facts are words of the page too.
    words = [
        *views.labels(catalogue, "themes", facts.themes, language),
        *views.labels(catalogue, "audiences", facts.audiences, language),
        *views.labels(catalogue, "forms", facts.forms, language),
        *views.labels(catalogue, "settings", (facts.setting,), language),
        *views.labels(catalogue, "observances", facts.observances, language),
    ]
    return replace(page, sections=(Section("", "", "\n".join(words)), *page.sections), months=facts.months)


def _plan(plan: Plan, language: str) -> Iterator[Document]:
    """The plan, each of its tasks, and each other section that says something."""
    title = plan.title(language)
    yield Document("plans", plan.url, title, plan.summary(language), "", plan.said(language).aliases, ())
    tasks = {task.id for task in plan.facts.tasks}
    for section in plan.body(language).sections:
        text = plain(section.text)
        if not text.strip() and section.heading.id not in tasks:
            continue
        yield Document(
            "tasks" if section.heading.id in tasks else "plans",
            address_in(plan, section.heading.id),
            plan.heading(section.heading.id, language),
            first_line(text, language),
            title,
            (),
            (Section("", "", text),),
        )


def _observances(catalogue: Catalogue, language: str) -> Iterator[Document]:
    """Each day of the calendar, at its month."""
    vocabulary = catalogue.reference.vocabulary
    for day in vocabulary.observances.values():
        fixed = re.match(r"\d\d-\d\d", day.rule)
        yield Document(
            "observances",
            f"calendar/#month-{day.months[0]}",
            day.label(language),
            views.month_span(day.months, language),
            "",
            (),
            (Section("", "", " ".join(views.labels(catalogue, "themes", day.themes, language))),),
            months=day.months,
            day=fixed[0] if fixed else "",
        )
