"""Read: both languages' pages of a docs folder into a Catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from .body import Body
from .exemptions import IN_YAML, MARK, Exemption, exemptions_in
from .models import KINDS, PageFacts, Words
from .problems import Problem
from .records import Catalogue, Entry, Source
from .validation import explain
from .vocabulary import LANGUAGES, Language, read_reference
from .yaml_reader import Page, read_page


def read_catalogue(docs: Path) -> tuple[Catalogue, list[Problem]]:
    """The catalogue in `docs`, and what keeps parts of it from being read.

    Raises OSError where the folder or one of its data files is missing.
    """
    reference, problems = read_reference(docs)
    files = frozenset(path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file())
    problems += _stray_folders(docs)
    found: dict[tuple[str, str], dict[Language, Page]] = {}
    exemptions = _exemptions_of_lists(docs)
    # With a broken vocabulary every page would seem wrong: one cause, one message.
    for language in () if problems else LANGUAGES:
        for file in sorted(name for name in files if name.startswith(f"{language}/") and name.endswith(".md")):
            kind, stem = _kind_and_stem(file.removeprefix(f"{language}/").removesuffix(".md"))
            page, wrong = read_page((docs / file).read_bytes(), f"docs/{file}")
            problems += wrong
            exemptions += page.exemptions
            found.setdefault((kind, stem), {})[language] = page
    folders: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    unreadable = {problem.path for problem in problems}
    for (kind, stem), pages in found.items():
        entry, wrong = _entry(kind, stem, pages, unreadable)
        problems += wrong
        if entry:
            folders[kind][stem] = entry
    broken = frozenset(problem.path for problem in problems)
    return (
        Catalogue(reference=reference, broken=broken, files=files, exemptions=tuple(exemptions), **folders),
        problems,
    )


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
        problems += [
            Problem(page.path, page.lines.of(*way), message, "front-matter") for way, message in explain(error, model)
        ]
        return None


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
