"""Read: both languages' pages of a docs folder into a Catalogue."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from .. import work
from ..exemptions import IN_YAML, MARK, Exemption, exemptions_in
from ..problems import Problem
from ..validation import explain
from .body import Body
from .models import KINDS, PageFacts, Words
from .records import Catalogue, Entry, Source
from .vocabulary import LANGUAGES, Language, read_reference
from .word_lists import faults
from .yaml_reader import Page, read_page

PAGE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.md")
WORTH_A_PROCESS = 400
"""So many pages are read in half a second, in which a process has begun and handed back what it has read."""
MANY = 3
"""With so many unknown keys a page has no slips: it lies in the wrong folder."""


@dataclass(frozen=True)
class Memory:
    """What was read before: whoever reads again and again parses only the files that have changed."""

    pages: dict[str, tuple[bytes, Page, list[Problem]]] = field(default_factory=dict)
    entries: dict[tuple[str, str], tuple[list[Page], tuple[Entry[PageFacts] | None, list[Problem]]]] = field(
        default_factory=dict
    )

    def read(self, raw: Mapping[str, bytes]) -> Iterator[tuple[Page, list[Problem]]]:
        """As `read_page`, of each of these files: path -> content."""
        changed = [path for path in raw if path not in self.pages or self.pages[path][0] != raw[path]]
        read = work.run(lambda path: read_page(raw[path], path), changed, WORTH_A_PROCESS)
        self.pages.update((path, (raw[path], *page)) for path, page in zip(changed, read, strict=True))
        return (self.pages[path][1:] for path in raw)

    def entry(
        self, kind: str, stem: str, pages: dict[Language, Page], unreadable: set[str]
    ) -> tuple[Entry[PageFacts] | None, list[Problem]]:
        """As `_entry`. The same pages make the same record, with all that was computed of it."""
        given = list(pages.values())
        if any(page.path in unreadable for page in given):
            return _entry(kind, stem, pages, unreadable)
        known = self.entries.get((kind, stem))
        # `page` gives the same object while a file stays the same: to compare them takes no time.
        if not known or [id(page) for page in known[0]] != [id(page) for page in given]:
            self.entries[kind, stem] = known = (given, _entry(kind, stem, pages, unreadable))
        return known[1]


def read_catalogue(docs: Path, memory: Memory | None = None) -> tuple[Catalogue, list[Problem]]:
    """The catalogue in `docs`, and what keeps parts of it from being read.

    Raises OSError where the folder or one of its data files is missing.
    """
    memory = memory or Memory()
    reference, problems = read_reference(docs)
    if not problems:
        problems += faults(reference, docs.parent / "overrides")
    # Hidden files are an editor's or a computer's own, and no site has them.
    files = frozenset(file for file in files_below(docs) if not any(part.startswith(".") for part in file.split("/")))
    problems += _stray_folders(docs)
    stray = list(_stray_files(files))
    found: dict[tuple[str, str], dict[Language, Page]] = {}
    exemptions = _exemptions_of_lists(docs)
    misplaced = {problem.path for problem in stray}
    # With a broken vocabulary every page would seem wrong: one cause, one message.
    raw = {
        f"docs/{file}": (docs / file).read_bytes()
        for language in (() if problems else LANGUAGES)
        for file in sorted(name for name in files if name.startswith(f"{language}/") and name.endswith(".md"))
        if f"docs/{file}" not in misplaced
    }
    for page, wrong in memory.read(raw):
        _, language, path = page.path.split("/", 2)
        problems += wrong
        exemptions += page.exemptions
        found.setdefault(_kind_and_stem(path.removesuffix(".md")), {})[cast("Language", language)] = page
    problems += stray
    folders: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    unreadable = {problem.path for problem in problems}
    for (kind, stem), pages in found.items():
        entry, wrong = memory.entry(kind, stem, pages, unreadable)
        problems += wrong
        if entry:
            folders[kind][stem] = entry
    broken = frozenset(problem.path for problem in problems)
    return (
        Catalogue(reference=reference, broken=broken, files=files, exemptions=tuple(exemptions), **folders),
        problems,
    )


def files_below(folder: Path) -> Iterator[str]:
    """Path of every file from that folder, with forward slashes; links to folders are followed, as MkDocs follows them."""
    for where, _, names in os.walk(folder, followlinks=True):
        for file in (Path(where) / name for name in names):
            # An editor's lock may be a link that leads nowhere.
            if file.is_file():
                yield file.relative_to(folder).as_posix()


def _exemptions_of_lists(docs: Path) -> list[Exemption]:
    """The exemptions in vocabulary, labels and other lists."""
    found: list[Exemption] = []
    for file in sorted(docs.glob("*.yml")):
        if MARK in (raw := file.read_bytes()):
            found += exemptions_in(raw.decode("utf-8", errors="replace"), f"docs/{file.name}", comment=IN_YAML)
    return found


def _kind_and_stem(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    if folder in KINDS and folder != "pages" and name != "index":
        return folder, name
    # The list of a folder, such as plans/index, is no plan.
    return "pages", path


def _entry(
    kind: str, stem: str, pages: dict[Language, Page], unreadable: set[str]
) -> tuple[Entry[PageFacts] | None, list[Problem]]:
    problems: list[Problem] = []
    facts_model, words_model = KINDS[kind]
    facts = words = None
    if "zh" in pages and pages["zh"].path not in unreadable:
        facts = _validated(facts_model, pages["zh"], problems)
    if "en" in pages and pages["en"].path not in unreadable:
        words = _validated(words_model, pages["en"], problems)
    sources = {
        language: Source(page.path, page.lines, Body(page.body, page.body_line)) for language, page in pages.items()
    }
    if "zh" not in pages:
        expected = pages["en"].path.replace("docs/en/", "docs/zh/")
        message = f"this page has no Chinese twin, expected {expected}. Write it, or delete this page."
        problems.append(Problem(pages["en"].path, 1, message, "twin-missing"))
    if facts is None:
        return None, problems
    return Entry(kind, stem, facts, words if isinstance(words, Words) else None, sources), problems


def _validated(model: type[PageFacts], page: Page, problems: list[Problem]) -> PageFacts | None:
    try:
        return model.model_validate(page.data)
    except ValidationError as error:
        if moved := _front_matter_of_another(model, page):
            problems.append(Problem(page.path, 1, moved, "front-matter"))
            return None
        problems += [
            Problem(page.path, page.lines.of(*way), message, "front-matter") for way, message in explain(error, model)
        ]
        return None


def _front_matter_of_another(model: type[PageFacts], page: Page) -> str:
    """What to do where the keys are those of another folder or language: one cause, not a message for each key."""
    keys = page.data.keys()
    if len(keys - model.model_fields.keys()) < MANY:
        return ""
    for kind, (facts, _) in KINDS.items():
        if keys <= facts.model_fields.keys():
            if page.path.startswith("docs/en/"):
                return f"found the front matter of a Chinese page, expected only {', '.join(model.model_fields)}."
            return (
                f"found the front matter of another kind of page. Move the file to docs/zh/{kind}/, and its twin too."
            )
    return ""


def _stray_files(files: Iterable[str]) -> Iterator[Problem]:
    """Pages whose name or folder makes no address, and whatever would be published beside the pages unasked."""
    for file in sorted(files):
        folder, _, name = file.rpartition("/")
        top = folder.split("/")[0]
        is_page = name.lower().endswith(".md")
        # Outside the languages only pages are out of place.
        if top not in LANGUAGES and not is_page:
            continue
        if top not in LANGUAGES:
            # A folder that is taken for a language is told by itself.
            message = "a page stands in docs/zh/ or docs/en/. Move it there." if len(top) != 2 else ""
        elif not is_page:
            message = (
                "only pages stand here, with names that end with .md; this file would be published as it is. "
                "Rename a page; move a picture to docs/assets/images/; anything else take away."
            )
        elif folder.removeprefix(top).removeprefix("/") not in ("", *KINDS.keys() - {"pages"}):
            message = (
                f"a page stands in docs/{top}/ itself or in its folders plans, activities, themes, guides. Move it."
            )
        elif not PAGE_NAME.fullmatch(name):
            right = re.sub("[^a-z0-9]+", "-", name.lower().removesuffix(".md")).strip("-") or "my-page"
            message = (
                f"the file's name '{name}' becomes the page's address, expected lower-case ASCII letters, digits and "
                f"hyphens. Rename it in both languages, for example to '{right}.md'."
            )
        else:
            continue
        if message:
            yield Problem(f"docs/{file}", 1, message, "stray-file")


def _stray_folders(docs: Path) -> list[Problem]:
    return [
        Problem(
            f"docs/{folder.name}",
            1,
            f"a folder with a name of two letters is taken for a language, expected only {' and '.join(LANGUAGES)}. "
            "Give it a longer name.",
            "stray-language",
        )
        for folder in sorted(docs.iterdir())
        if folder.is_dir() and len(folder.name) == 2 and folder.name not in LANGUAGES
    ]
