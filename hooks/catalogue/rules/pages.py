"""Rules for a single page in one language or both: words, headings, fields, links, summary."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel

from ..content.body import HAN, Body, Link
from ..content.models import Checked
from ..content.records import AnyEntry, Catalogue, Source
from ..problems import did_you_mean
from ..validation import WordOf, unknown_word

Finding = tuple[str, int, str]
"""Path from the project's root, line, message."""

ASCII_ID = re.compile(r"[a-z][a-z0-9-]*")
# [社区名称], 【社区名称】, but no link [社区名称](about.md)
BRACKETED = re.compile(r"[\[【]([^\[\]【】]+)[\]】](?!\()")
PAGES_THAT_ARE_NAMED = "activities"
"""The kind of page that records name, and for `WordOf` the list of these names. A name without a page is only left out
where it would be shown; a page with a word that no list has cannot be shown at all."""
FOR_GOOD = frozenset({"社区名称", "街道名称", "区县名称", "城市", "社区热线", "社区地址", "活动室"})
"""Fields that an edition replaces by its own names in all pages (guides/your-own-edition.md, step 4)."""
SUMMARY_LIMIT = 40
CHINESE_SHARE = 0.25
SCHEMES = ("http", "https", "mailto", "tel")
"""http is told by itself."""


def words_are_known(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Every word in the front matter stands in its list."""
    # Of the Chinese page alone: an English one holds no ids.
    for way, name, word, words in _marked(entry.facts, ()):
        if words != PAGES_THAT_ARE_NAMED and word not in (known := catalogue.known(words)):
            yield entry.zh.path, entry.zh.lines.of(*way), unknown_word(name, word, words, known)


def named_pages_are_there(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Every activity that the front matter names has a page, and another than this one."""
    known = catalogue.known(PAGES_THAT_ARE_NAMED)
    for way, name, word, words in _marked(entry.facts, ()):
        if words == PAGES_THAT_ARE_NAMED and word not in known:
            yield entry.zh.path, entry.zh.lines.of(*way), unknown_word(name, word, words, known)
        elif (entry.kind, entry.stem) == (words, word):
            yield entry.zh.path, entry.zh.lines.of(*way), f"{name} names this page itself. Delete '{word}'."


def address_is_free(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """No page has the address of another one, as `plans.md` has that of `plans/index.md`."""
    if other := catalogue.by_path.get(f"{entry.path.removesuffix('.md')}/index.md"):
        message = f"this page has the address of {other.zh.path}, and one of them would be lost. Rename this file."
        yield entry.zh.path, 1, message


def summary_is_short(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """A Chinese summary has 40 characters at most: it stands on a card on a phone."""
    length = len(entry.facts.summary)
    if length > SUMMARY_LIMIT:
        message = f"summary has {length} characters, expected {SUMMARY_LIMIT} at most. Shorten it."
        yield entry.zh.path, entry.zh.lines.of("summary"), message


def changes_are_in_order(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Changes stand newest first, one a day, and who changed a page has read it: `checked` is no older."""
    days = [change.day for change in entry.facts.changes]
    for number, (newer, older) in enumerate(pairwise(days), 1):
        if older >= newer:
            message = f"found {older} below {newer}, expected the newest change first, and one entry for each day."
            yield entry.zh.path, entry.zh.lines.of("changes", number), message
    newest = max(days, default=datetime.date.min)
    if isinstance(entry.facts, Checked) and entry.facts.checked < newest:
        message = f"checked is {entry.facts.checked}, but the page changed on {newest}. Read it, and set `checked`."
        yield entry.zh.path, entry.zh.lines.of("checked"), message


def headings_have_ids(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Every heading has an explicit ASCII id, once on its page; the page's title stands in the front matter."""
    for source in entry.sources.values():
        seen: set[str] = set()
        for heading in source.body.headings:
            if heading.level == 1:
                message = "found a heading of level 1, expected level 2 to 4: the title comes from the front matter."
                yield source.path, heading.line, message
            elif not heading.id:
                yield (
                    source.path,
                    heading.line,
                    f"heading '{heading.text}' has no id, expected {{#name}} at its end. Use the same id in both languages.",
                )
            elif not ASCII_ID.fullmatch(heading.id):
                yield (
                    source.path,
                    heading.line,
                    f"heading id '{heading.id}' must be lower-case ASCII letters, digits and hyphens.",
                )
            elif heading.id in seen:
                yield (
                    source.path,
                    heading.line,
                    f"heading id '{heading.id}' stands twice on this page, expected once. Rename one in both languages.",
                )
            seen.add(heading.id)


def first_misplaced(ids: Iterable[str], order: Sequence[str]) -> str:
    """The first of the ids of `order`, all of which stand among `ids`, that is not in its place; empty where all are."""
    # Both are as long: that no id stands twice has been asked in an earlier stage.
    pairs = zip((identity for identity in ids if identity in order), order, strict=True)
    return next((found for found, expected in pairs if found != expected), "")


def room_for_names(body: Body, most: int = 100) -> int:
    """How many characters an edition's own names may add to a text: a page that fitted must not fail by a longer room's name.

    0 while one of the fields stands there that they replace.
    """
    return 0 if any(use.name in FOR_GOOD for use in body.fields) else most


def fields_are_known(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Every fill-in field 〔…〕 stands in the vocabulary under its Chinese name, in both languages."""
    known = catalogue.reference.vocabulary.field_by_name
    for source in entry.sources.values():
        for number, line in source.body.numbered_lines:
            for found in BRACKETED.finditer(line) if "[" in line or "【" in line else ():
                if found[1] in known:
                    yield source.path, number, f"found '{found[0]}', expected the fill-in field 〔{found[1]}〕."
        for use in source.body.fields:
            if use.name not in known:
                message = f"fill-in field 〔{use.name}〕 is not among `fields` in docs/vocabulary.yml.{did_you_mean(use.name, known)}"
                yield source.path, use.line, message


def links_lead_somewhere(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Every link and image of the page leads to a file of this site, in the same language, to a heading that is there."""
    for language, source in entry.sources.items():
        for link in source.body.links:
            message = _link_fault(link, entry, source, language, catalogue)
            if message:
                yield source.path, link.line, message


def _link_fault(link: Link, entry: AnyEntry, source: Source, language: str, catalogue: Catalogue) -> str:
    """What is wrong with that link, or an empty string."""
    try:
        parts = urlsplit(link.target)
    # Such as http://[ or //[x, which begin a host like that of IPv6.
    except ValueError as error:
        return f"link '{link.target}' is not a valid address: {error}."
    if parts.scheme and parts.scheme not in SCHEMES:
        return f"link '{link.target}' leads nowhere for readers, expected a file of this site, https:// or mailto:."
    if parts.scheme or parts.netloc:
        if parts.scheme == "http":
            return f"link '{link.target}' is not encrypted, expected https://. Change it, or leave it out."
        return ""
    if not link.target or link.target == "#":
        return "found a link without a target. Give it one, or write plain text."
    # A name may stand percent-encoded in Markdown, and never does in a folder.
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if path.startswith("/"):
        return (
            f"link '{link.target}' begins at the root, which breaks below a sub-path. Write it relative to this file."
        )
    here = source.path.removeprefix("docs/")
    file = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
    if file not in catalogue.files:
        file = _file_of_address(path, entry, language, catalogue) or file
    if file not in catalogue.files and path.startswith("www."):
        return f"link '{link.target}' is taken for a file of this site, expected https:// before it."
    if file not in catalogue.files:
        near = _nearest_file(file, language, catalogue)
        return f"link '{link.target}' leads to docs/{file}, which does not exist.{near}"
    other = file.split("/")[0]
    if other in ("zh", "en") and other != language:
        return f"link '{link.target}' leads into the other language. Link the page's twin in docs/{language}/ instead."
    if fragment and file.endswith(".md"):
        return _fragment_fault(link, fragment, file, catalogue)
    return ""


def _nearest_file(file: str, language: str, catalogue: Catalogue) -> str:
    """A closing question with the file of the nearest name, wherever it stands: folders are seldom misspelt."""
    names = {posixpath.basename(name): name for name in sorted(catalogue.files) if name.startswith(f"{language}/")}
    near = did_you_mean(posixpath.basename(file), names)
    for name, path in names.items():
        near = near.replace(f"'{name}'", f"'{path}'")
    return near


def _fragment_fault(link: Link, fragment: str, file: str, catalogue: Catalogue) -> str:
    # A page that could not be read has no record: its own problem has been told.
    target = catalogue.by_path.get(file.partition("/")[2])
    for source in target.sources.values() if target else ():
        if source.path == f"docs/{file}":
            ids = {heading.id for heading in source.body.headings}
            if fragment not in ids:
                near = did_you_mean(fragment, ids)
                return f"link '{link.target}' leads to '#{fragment}', which docs/{file} does not have.{near}"
    return ""


def _file_of_address(path: str, entry: AnyEntry, language: str, catalogue: Catalogue) -> str:
    """The source behind an address as the browser sees it: raw HTML is relative to the page's address."""
    root = "" if language == "zh" else "en/"
    address = posixpath.normpath(posixpath.join("/" + root + entry.url, path)).lstrip("/")
    if address in catalogue.files and address.startswith("assets/"):
        return address
    url = address.removesuffix("index.html").rstrip("/") + "/"
    target = catalogue.by_url.get(url.removeprefix("en/").lstrip("/"))
    there = target.sources.get("en" if url.startswith("en/") else "zh") if target else None
    return there.path.removeprefix("docs/") if there else ""


def chinese_page_is_chinese(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """A title stands in the language of its page."""
    if not HAN.search(entry.facts.title):
        yield entry.zh.path, entry.zh.lines.of("title"), f"title '{entry.facts.title}' has no Chinese character."


def english_page_is_english(entry: AnyEntry, catalogue: Catalogue) -> Iterator[Finding]:
    """Of an English page a quarter is Chinese at most: names and slogans may stand in both languages."""
    english = entry.sources.get("en")
    if english and english.body.han_count > len(english.body.text) * CHINESE_SHARE:
        message = f"found {english.body.han_count} Chinese characters, expected an English page. Translate it."
        yield english.path, english.body.first_line, message


def _marked(record: BaseModel, way: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str, str, str]]:
    """Every value of a field marked WordOf: way to it, name of the field, value, word list."""
    for name, words in _fields(type(record)):
        value = getattr(record, name)
        if isinstance(value, BaseModel):
            yield from _marked(value, (*way, name))
        # Of a mapping such as `activities: {clipping-club: [2, 5]}` the keys are the words.
        elif isinstance(value, tuple | dict):
            for position, item in enumerate(value):
                where = (*way, name, item if isinstance(value, dict) else position)
                if isinstance(item, BaseModel):
                    yield from _marked(item, where)
                elif words and isinstance(item, str):
                    yield where, name, item, words
        elif words and isinstance(value, str):
            yield (*way, name), name, value, words


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The model's fields, each with the word list that it is marked with. Kept: there are a dozen models."""
    return tuple((name, _word_list(field.annotation, field.metadata)) for name, field in model.model_fields.items())


def _word_list(annotation: Any, metadata: Any) -> str:
    """The word list that an annotation names, wherever the mark stands in it."""
    for mark in metadata or ():
        if isinstance(mark, WordOf):
            return mark.words
    # Pydantic keeps the mark of the whole field apart; one inside tuple[…] is still in the annotation.
    for inner in getattr(annotation, "__args__", ()):
        found = _word_list(inner, getattr(inner, "__metadata__", ()))
        if found:
            return found
    return ""
