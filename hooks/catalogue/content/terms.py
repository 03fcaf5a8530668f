"""Words that are out of date: the list of them, and the checker that finds them in a text.

The browser runs the same algorithm on the same data (docs/assets/javascripts/wording.js); a test compares the two.
So expressions keep to what Python and JavaScript have in common, and context is told by spans, not by lookbehind:
old phones know none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from ..cache import digest
from ..problems import Problem
from ..script import script_of
from ..validation import explain
from .yaml_reader import decoded, read_yaml

DROPPED = frozenset("\"'“”‘’「」『』〝〞* \u00a0\u00ad\u200b\u200c\u200d\u2060\u3000\ufeff" + "\u2002\u2003\u2009")
"""Quotes and spaces: no spelling of a term depends on them."""
SAME = {
    **dict.fromkeys("·•‧∙・･", "."),
    **dict.fromkeys("–—―−‐‑~", "-"),
    **dict.fromkeys("\t\r\v\f\u0085\u2028\u2029", "\n"),
    "｡": "。",
}
QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ('"', '"'), ("'", "'"))
FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
NORMAL = {
    code: None if char in DROPPED else SAME.get(char, char.lower() if char.isascii() else char)
    for code, char in (
        *((code, chr(code)) for code in range(ord("A"), ord("Z") + 1)),
        *((ord(char), char) for char in (*DROPPED, *SAME)),
        *FULL_WIDTH.items(),
    )
}
"""Code point -> the character that expressions see, or None where it is dropped; others stay as they are."""
CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
CHANGED = frozenset(map(chr, NORMAL))
HISTORY_LENGTH = 24
"""How many normalised characters before and behind a term may say that it is only quoted."""

GROUP_FIRST = re.compile(r"\(([^?()\[][^()\[]*)\)(\??)((?![?*+{])(?:[^()|]|\((?:[^()]|\([^()]*\))*\))+)")
"""A plain group that stands once or not at all, and what follows it, without a bar of its own."""

BAR = re.compile(r"(?:[^()|]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\|.*")
"""An expression with a bar that stands in no group, three groups deep at most."""

PLAIN_BEGINNING = re.compile(r"(?:[^\\()\[\]{}?*+|.](?![?*{]))*")
"""What every hit begins with: characters that stand for themselves and are not optional."""

NOT_IN_BOTH = re.compile(r"\(\?(?!:|=|!)|\\[^n.\\()\[\]{}?*+|/-]|[$^](?!\^)|[*+?}][+]")
"""Lookbehind, named groups and flags, classes such as \\d that differ, anchors, possessive quantifiers."""

Severity = Literal["A", "B", "C", "D", "E", "F", "G", "K"]
Text = Annotated[str, Field(min_length=1)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expressions(_Frozen):
    """What is looked for, and the spans in which it is silent."""

    find: Annotated[tuple[Text, ...], Field(min_length=1)]
    unless: tuple[Text, ...] = ()
    zh: Text
    en: Text

    def note(self, language: str) -> str:
        """What a reader is told."""
        return self.en if language == "en" else self.zh

    @field_validator("find", "unless")
    @classmethod
    def _in_both_languages(cls, expressions: tuple[str, ...]) -> tuple[str, ...]:
        for expression in expressions:
            # A class such as [^。] may begin with ^; nothing else may.
            if found := NOT_IN_BOTH.search(expression.replace("[^", "[")):
                raise ValueError(f"'{expression}' has '{found[0]}', expected what Python and JavaScript share")
            if BAR.fullmatch(expression):
                raise ValueError(f"'{expression}' has a bar outside groups, expected a line for each way")
        return expressions


class Term(Expressions):
    """A dated term; docs/terms.yml explains every key at its head."""

    term: Text
    severity: Severity
    since: str = ""
    """Empty where no date is known."""
    say: tuple[str, ...]
    swap: tuple[Text, Text] | None = None
    safe: bool = False
    certainty: Literal["V", "S", "M+", "M"]

    @field_validator("since", mode="before")
    @classmethod
    def _day_or_year(cls, since: object) -> str:
        # YAML reads 2018 as a number and 2013-12-28 as a date.
        if not re.fullmatch(r"(\d{4}(-\d\d){0,2})?", str(since)):
            raise ValueError(f"since is '{since}', expected a year or a day")
        return str(since)

    @model_validator(mode="after")
    def _safe_has_words(self) -> Self:
        if self.safe and not (self.say and self.say[0]):
            raise ValueError("safe is true, expected words in `say` to put in")
        return self


class Hint(Expressions):
    """Something in a draft that is worth a second look."""

    older_than: int | None = None
    """The hit begins with a year of four digits, Arabic or Chinese, and counts only if it is that many years past."""


class History(_Frozen):
    """Words right before or behind a term which say that it is quoted, not used."""

    before: Text
    after: Text


class TermBook(_Frozen):
    """The file docs/terms.yml."""

    history: History
    pieces: dict[str, str] = {}
    terms: dict[str, Term]
    hints: dict[str, Hint]

    @model_validator(mode="after")
    def _expressions_work(self) -> Self:
        for identity, entry in (*self.terms.items(), *self.hints.items()):
            for expression in (*entry.find, *entry.unless):
                try:
                    empty = re.compile(self.expanded((expression,))).search("")
                except re.error as error:
                    raise ValueError(f"{identity}: '{expression}' is not a regular expression: {error}") from None
                if empty:
                    raise ValueError(
                        f"{identity}: '{expression}' matches nothing at all, expected at least a character"
                    )
        return self

    def expanded(self, expressions: Iterable[str]) -> str:
        """One expression for all of them, with the pieces put in."""
        return "|".join(f"(?:{self.with_pieces(expression)})" for expression in expressions)

    def with_pieces(self, expression: str) -> str:
        """The expression with each `<name>` replaced by the piece of that name; an unknown one stays."""
        return re.sub(r"<(\w+)>", lambda found: self.pieces.get(found[1], found[0]), expression)

    @cached_property
    def fingerprint(self) -> str:
        """Sixty-four hexadecimal digits of all that the book says."""
        return digest([self.model_dump_json()])

    @cached_property
    def compiled(self) -> dict[str, _Compiled]:
        """By id, terms before hints."""
        return {
            identity: _Compiled.of(
                [self.with_pieces(one) for one in entry.find],
                re.compile(self.expanded(entry.unless)) if entry.unless else None,
            )
            for identity, entry in (*self.terms.items(), *self.hints.items())
        }

    @cached_property
    def beginnings(self) -> tuple[tuple[str, frozenset[str], str], ...]:
        """The plain characters with which a way to write a term begins, the set of them, and the term's id."""
        return tuple(
            (beginning, frozenset(beginning), identity)
            for identity in self.terms
            for beginning in self.compiled[identity].beginnings
        )

    @cached_property
    def quoted(self) -> _Compiled:
        """What stands before (`find`, to its end) and behind (`unless`, from its start) a term that is only quoted."""
        return _Compiled(re.compile(f"(?:{self.history.before})\\Z"), re.compile(self.history.after))


def _plainly_begun(expression: str) -> Iterator[str]:
    """The same expression as ways without a group at their beginning: `(A|B)C` as `AC` and `BC`, `(A)?C` as `AC` and `C`.

    Python looks for alternatives that begin with plain characters several times as fast.
    """
    found = GROUP_FIRST.fullmatch(expression)
    if not found:
        yield expression
        return
    choices, optional, rest = found.groups()
    # Without the group last: the longer way is tried first, as in the expression itself.
    for way in [choice + rest for choice in choices.split("|")] + ([rest] if optional else []):
        yield from _plainly_begun(way)


@dataclass(frozen=True)
class _Compiled:
    find: re.Pattern[str]
    unless: re.Pattern[str] | None
    beginnings: frozenset[str] = frozenset()
    """The plain characters with which each way begins."""

    @classmethod
    def of(cls, find: Iterable[str], unless: re.Pattern[str] | None) -> Self:
        ways = [way for expression in find for way in _plainly_begun(expression)]
        beginnings = frozenset(found[0] for way in ways if (found := PLAIN_BEGINNING.match(way)))
        return cls(re.compile("|".join(f"(?:{way})" for way in ways)), unless, beginnings)


@dataclass(frozen=True, order=True)
class Finding:
    """A hit: `start` and `end` in the text as it was given, and the id of the term or hint."""

    start: int
    end: int
    id: str


EMPTY = TermBook(history=History(before="原", after="已"), terms={}, hints={})


def read_terms(path: Path) -> tuple[TermBook, list[Problem]]:
    """The terms of that file and what is wrong with it; an empty book where it cannot be used.

    Raises OSError where the file is missing.
    """
    name = f"docs/{path.name}"
    text, problems = decoded(path.read_bytes(), name)
    data, lines, wrong = read_yaml(text, name)
    # With half a list, dated terms would be missed without a word.
    if problems or wrong:
        return EMPTY, problems + wrong
    try:
        return TermBook.model_validate(data), []
    except ValidationError as error:
        return EMPTY, [Problem(name, lines.of(*way), said, "terms") for way, said in explain(error, TermBook)]


def normalised(text: str) -> str:
    """The text as expressions see it."""
    # A text holds few of these, and none becomes another of them: faster than going through it character by character.
    for char in CHANGED.intersection(text):
        text = text.replace(char, NORMAL[ord(char)] or "")
    return text


def _places(text: str) -> list[int]:
    """For each character of the normalised text its place in the given text."""
    return [place for place, char in enumerate(text) if NORMAL.get(ord(char), char) is not None]


def dated_terms(text: str, book: TermBook) -> tuple[Finding, ...]:
    """The dated terms in that text, in order; of those that overlap only the longest."""
    plain = normalised(text)
    characters = frozenset(plain)
    # Hardly any text holds any of these beginnings, and plain text is found faster than an expression.
    begun = {identity for beginning, needed, identity in book.beginnings if needed <= characters and beginning in plain}
    # Sorted below by length, the longest first.
    hits = [
        (start - end, start, end, identity)
        for identity in book.terms
        if identity in begun
        for start, end in _hits(plain, book.compiled[identity])
        if not _is_quoted(plain, start, end, book.quoted)
    ]
    # The sort is stable: among equals the term that stands first in the file wins.
    chosen: list[tuple[int, int, str]] = []
    for _, start, end, identity in sorted(hits, key=lambda hit: hit[:2]):
        if all(end <= other[0] or other[1] <= start for other in chosen):
            chosen.append((start, end, identity))
    return _findings(text, sorted(chosen))


def hints(text: str, book: TermBook, year: int) -> tuple[Finding, ...]:
    """What else is worth a look in a draft that is written in that year."""
    plain = normalised(text)
    found = [
        (start, end, identity)
        for identity, hint in book.hints.items()
        for start, end in _hits(plain, book.compiled[identity])
        if hint.older_than is None or _year(plain[start : start + 4]) <= year - hint.older_than
    ]
    return _findings(text, sorted(found))


def _year(digits: str) -> int:
    return int(digits.translate(CHINESE_DIGITS))


def _findings(text: str, hits: Sequence[tuple[int, int, str]]) -> tuple[Finding, ...]:
    """Hits of the normalised text as they stand in the given one."""
    places = _places(text) if hits else []
    return tuple(
        Finding(*_with_quotes(text, places[start], places[end - 1] + 1), identity) for start, end, identity in hits
    )


def _with_quotes(text: str, first: int, last: int) -> tuple[int, int]:
    """The span with a quote's other half where it lies just outside: “六五”普法, not 六五”普法."""
    for opening, closing in QUOTES:
        hit = text[first:last]
        odd = hit.count(opening) % 2 if opening == closing else 0
        if (odd or hit.count(closing) > hit.count(opening)) and text[first - 1 : first] == opening:
            first -= 1
        elif (odd or hit.count(opening) > hit.count(closing)) and text[last : last + 1] == closing:
            last += 1
    return first, last


def _hits(plain: str, compiled: _Compiled) -> Iterator[tuple[int, int]]:
    found = [hit.span() for hit in compiled.find.finditer(plain)]
    if not found:
        return
    silent = [span.span() for span in compiled.unless.finditer(plain)] if compiled.unless else []
    for start, end in found:
        if not any(first <= start and end <= last for first, last in silent):
            yield start, end


def _is_quoted(plain: str, start: int, end: int, quoted: _Compiled) -> bool:
    before, after = plain[max(0, start - HISTORY_LENGTH) : start], plain[end : end + HISTORY_LENGTH]
    # The expression for what stands before is bound to its end, that for what follows to its start.
    return bool(quoted.find.search(before) or (quoted.unless and quoted.unless.match(after)))


def browser_script(book: TermBook, language: str) -> bytes:
    """The book as a classic script that sets `window.wordingTerms`, for wording.js: the same bytes for the same book."""

    def expressions(identity: str, entry: Expressions) -> dict[str, object]:
        unless = book.expanded(entry.unless)
        return {
            "id": identity,
            "find": book.expanded(entry.find),
            "unless": unless,
            "note": entry.note(language),
        }

    data = {
        "history": book.history.model_dump(),
        "terms": [
            expressions(identity, term)
            | term.model_dump(include={"term", "severity", "since", "say", "swap", "safe", "certainty"})
            for identity, term in book.terms.items()
        ],
        "hints": [
            expressions(identity, hint) | {"olderThan": hint.older_than or 0} for identity, hint in book.hints.items()
        ],
    }
    return script_of("wordingTerms", data)


def by_severity(book: TermBook) -> dict[str, tuple[Term, ...]]:
    """The terms grouped by severity, from A to K."""
    letters = sorted({term.severity for term in book.terms.values()})
    return {letter: tuple(term for term in book.terms.values() if term.severity == letter) for letter in letters}
