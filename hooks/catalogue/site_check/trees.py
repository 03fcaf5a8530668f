"""A site in several languages: which pages are each other's twins, by hreflang or by mirrored folders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .addresses import INDEXES
from .folder import NOT_FOUND_PAGES, Site

LANGUAGE_FOLDER = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")


def missing_by_hreflang(site: Site) -> Iterator[tuple[str, str, str]]:
    """Page, language, and nothing more, of every page that names no twin in a language that most others name."""
    listed = [page for page in site.listed if page.path in site.alternates]
    counts = Counter(language for page in listed for language in site.alternates[page.path] if language != "x-default")
    usual = [language for language, count in counts.items() if count * 2 >= len(listed)]
    if len(usual) < 2:
        # Pages often name only the other language: their own is then the twin's twin.
        usual = [language for language, count in counts.items() if count > 1 or len(listed) <= 2]
    if len(usual) < 2:
        return
    most_are_named = len(listed) * 2 >= len(site.listed)
    for page in site.listed:
        named = site.alternates.get(page.path, {})
        # Where few pages have twins at all, one without is no slip.
        if not named and not most_are_named:
            continue
        for language in usual:
            own = page.language and _same_language(page.language, language)
            if language not in named and not own and not any(_same_language(one, language) for one in named):
                yield page.path, language, ""


def _same_language(one: str, other: str) -> bool:
    """`en` and `en-GB` are one language here; `zh-Hans` and `zh-Hant` are two."""
    one, other = one.lower().replace("_", "-"), other.lower().replace("_", "-")
    one_is_plain = "-" not in one or "-" not in other
    return one == other or (one_is_plain and one.partition("-")[0] == other.partition("-")[0])


def missing_by_tree(site: Site) -> Iterator[tuple[str, str, str]]:
    """Page, language and expected file of what is missing in a folder that otherwise mirrors another."""
    trees = _trees(site)
    if len(trees) < 2:
        return
    largest = max(trees, key=lambda prefix: len(trees[prefix][1]))
    language, paths = trees[largest]
    for prefix, (other, mirrored) in trees.items():
        common = paths & mirrored
        # Trees that have less than half in common are no mirrors of each other.
        if prefix == largest or len(common) < 2 or len(common) * 2 < len(paths):
            continue
        for path in sorted(paths - mirrored):
            yield largest + path, other, prefix + path
        for path in sorted(mirrored - paths):
            yield prefix + path, language, largest + path


def _trees(site: Site) -> dict[str, tuple[str, frozenset[str]]]:
    """Folder of each language, with the language and the paths of its pages below it."""
    prefixes: dict[str, str] = {}
    # In one order: of trees that are equally large the first counts as the model of the others.
    for name in sorted({path.partition("/")[0] for path in site.pages if "/" in path}):
        start = next((site.pages[p] for i in INDEXES if (p := f"{name}/{i}") in site.pages), None)
        # A folder `it` may be a department's: its start page must say that it is Italian.
        if start and LANGUAGE_FOLDER.fullmatch(name) and start.language and _same_language(start.language, name):
            prefixes[f"{name}/"] = name
    found: dict[str, set[str]] = {prefix: set() for prefix in prefixes}
    rest: set[str] = set()
    for page in site.listed:
        prefix = f"{page.path.partition('/')[0]}/"
        if prefix in found:
            found[prefix].add(page.path.removeprefix(prefix))
        else:
            rest.add(page.path)
    trees = {prefix: (prefixes[prefix], frozenset(paths)) for prefix, paths in found.items()}
    start = next((site.pages[index] for index in INDEXES if index in site.pages), None)
    if (
        len(trees) == 1
        and start
        and start.language
        and not _same_language(start.language, next(iter(prefixes.values())))
    ):
        trees[""] = (start.language, frozenset(rest - NOT_FOUND_PAGES))
    return trees
