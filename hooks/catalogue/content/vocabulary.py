"""The words that records may use, the days of the year, everyday words for the search, the facts to cover.

Each is a YAML file in docs/, read into frozen records; an id names a record, its order in the file is the order shown.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ..problems import Problem
from ..validation import explain
from .terms import TermBook, read_terms
from .yaml_reader import Lines, decoded, read_yaml

Months = Annotated[tuple[Annotated[int, Field(ge=1, le=12)], ...], Field(min_length=1)]
Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

RULE = re.compile(
    r"""(?:\d\d-\d\d                                   # a day of the year
        | \d\d-\d\d\.\.\d\d-\d\d                       # a span
        | month\ \d\d
        | week\ \d\d\ [1-5]                            # the nth week of a month
        | week-of\ \d\d-\d\d                           # the week that holds a day
        | nth\ \d\d\ -?[1-5]\ (?:mon|tues|wednes|thurs|fri|satur|sun)day
        | lunar\ \d\d-(?:\d\d|last)
        | term\ \S+)""",
    re.VERBOSE,
)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Word(_Frozen):
    """A word with its label in each language."""

    # An empty label would be a button that says nothing.
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def label(self, language: str) -> str:
        return self.en if language == "en" else self.zh


class Unit(Word):
    """`en` is the plural, `one` the singular where it differs."""

    one: str = ""


class Season(Word):
    months: Months


class CostTier(Word):
    """What one run costs, in yuan, both ends included; no upper end where `to` is null."""

    from_: int = Field(alias="from")
    to: int | None


class FillIn(Word):
    """A field that a reader fills in: `community` once, `occasion` for each plan, notice or event, `place` by hand
    wherever it stands."""

    scope: Literal["community", "occasion", "place"]
    example: str = ""
    """What stands grey in the empty form."""


class Observance(Word):
    """A day, week or month that activities hang on; the file's head explains `rule` and `kind`."""

    rule: str
    kind: Literal["law", "ministry", "international", "folk", "local"]
    months: Months
    themes: Annotated[tuple[str, ...], Field(min_length=1)]
    basis: Word | None = None
    certainty: Literal["V", "S", "M+", "M"]
    checked: datetime.date
    by_notice: bool = False

    @model_validator(mode="after")
    def _rule_is_known(self) -> Self:
        if not RULE.fullmatch(self.rule):
            raise ValueError(f"rule is '{self.rule}', expected one of the forms at the head of the file")
        return self


class Synonyms(_Frozen):
    """Groups of everyday words for each language: what the pages call it (`a / b`, best first) -> what people type."""

    zh: dict[str, str] = {}
    en: dict[str, str] = {}

    def groups(self, language: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Each group as its key in the file, the words of the pages, the everyday words."""
        # The key is text, not a list: so a group is one short line for who writes it.
        for key, words in (self.en if language == "en" else self.zh).items():
            targets = tuple(target.strip() for target in key.split(" / "))
            yield key, targets, tuple(word.strip() for word in re.split("[、,]", words) if word.strip())

    def of(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Everyday word -> the words of the pages, of all groups that hold it."""
        found: dict[str, dict[str, None]] = {}
        for _, targets, words in self.groups(language):
            for word in words:
                found.setdefault(word, {}).update(dict.fromkeys(targets))
        return {word: tuple(targets) for word, targets in found.items()}


class Vocabulary(_Frozen):
    """All word lists, by name."""

    themes: dict[str, Word]
    audiences: dict[str, Word]
    forms: dict[str, Word]
    seasons: dict[str, Season]
    cost_tiers: dict[str, CostTier]
    settings: dict[str, Word]
    frequencies: dict[str, Word]
    difficulties: dict[str, Word]
    community_kinds: dict[str, Word]
    posts: dict[str, Word]
    units: dict[str, Unit]
    fields: dict[str, FillIn]
    # From files of their own; empty by default, so that a test can do without.
    observances: dict[str, Observance] = {}
    labels: dict[str, Word] = {}
    synonyms: Synonyms = Synonyms()

    def words(self, name: str) -> Mapping[str, Word]:
        """The word list of that name."""
        return getattr(self, name)  # type: ignore[no-any-return]

    @cached_property
    def field_by_name(self) -> dict[str, FillIn]:
        """Fill-in fields by their Chinese name, as the sources of both languages write them."""
        return {field.zh: field for field in self.fields.values()}

    def shown_field(self, name: str, language: str) -> str:
        """How the field with that Chinese name is shown: 〔社区名称〕, or [community name] in English."""
        known = self.field_by_name.get(name)
        return f"[{known.en}]" if language == "en" and known else f"〔{name}〕"

    @cached_property
    def field_ids(self) -> dict[str, str]:
        return {field.zh: identity for identity, field in self.fields.items()}


FILES_OF_THEIR_OWN = ("observances", "labels", "synonyms")
"""The lists of a vocabulary that do not stand in docs/vocabulary.yml."""

_EMPTY: dict[str, Any] = {name: {} for name in Vocabulary.model_fields}
NO_WORDS = Vocabulary.model_construct(None, **_EMPTY)
"""Where a list is broken."""


class Fact(_Frozen):
    """One thing that the source article says and that the plan made from it must cover."""

    id: str
    kind: Literal[
        "aim", "target", "task", "activity", "method", "role", "place", "list", "slogan", "observance", "framing"
    ]
    fact: str
    """What it says, as an English note."""
    zh: str = ""
    """The same as a Chinese note."""
    figure: str = ""
    names: tuple[str, ...] = ()
    also: str = ""
    source: str = ""
    """`plan_1` to `plan_5`, or `framing`."""

    def said(self, language: str) -> str:
        """The note in that language."""
        return self.fact if language == "en" else self.zh

    @property
    def figures(self) -> tuple[str, ...]:
        """The pieces of `figure` that must stand in the plan, without spaces: `1篇`, `年底`."""
        pieces: list[str] = []
        for part in self.figure.split(","):
            part = part.strip()
            # "1 篇" is one piece; "80%以上 创建面" are two, which may stand apart in the plan.
            pieces += ["".join(part.split())] if re.match(r"\d+ ", part) else part.split()
        return tuple(pieces)


@dataclass(frozen=True)
class Reference:
    """What pages are checked against, and where each entry stands."""

    vocabulary: Vocabulary
    facts: dict[str, Fact]
    fact_lines: dict[str, int]
    word_lines: Lines
    """Lines of docs/vocabulary.yml."""
    terms: TermBook
    """Words that are out of date."""
    synonym_lines: Lines
    """Lines of docs/synonyms.yml."""
    day_lines: Lines
    """Lines of docs/observances.yml."""
    label_lines: Lines
    """Lines of docs/labels.yml."""


def read_reference(docs: Path) -> tuple[Reference, list[Problem]]:
    """Vocabulary, observances, labels, facts and dated terms of a docs folder, and what is wrong with them.

    Raises OSError where a file is missing: without them nothing can be checked.
    """
    problems: list[Problem] = []
    data: dict[str, dict[str, object]] = {}
    lines: dict[str, Lines] = {}
    for name in ("vocabulary", *FILES_OF_THEIR_OWN, "source-facts"):
        data[name], lines[name] = _read(docs / f"{name}.yml", problems)
    words = {**data["vocabulary"], **{name: data[name] for name in FILES_OF_THEIR_OWN}}
    # Of a list that cannot be read, nobody knows what is missing.
    vocabulary = NO_WORDS if problems else _validated(words, lines, problems)
    facts, fact_lines = _facts(data["source-facts"], lines["source-facts"], problems)
    terms, wrong = read_terms(docs / "terms.yml")
    reference = Reference(
        vocabulary=vocabulary,
        facts=facts,
        fact_lines=fact_lines,
        word_lines=lines["vocabulary"],
        terms=terms,
        synonym_lines=lines["synonyms"],
        day_lines=lines["observances"],
        label_lines=lines["labels"],
    )
    return reference, problems + wrong


def _read(path: Path, problems: list[Problem]) -> tuple[dict[str, object], Lines]:
    text, unreadable = decoded(path.read_bytes(), f"docs/{path.name}")
    data, lines, wrong = read_yaml(text, f"docs/{path.name}")
    problems += unreadable + wrong
    return data, lines


def _validated(data: Mapping[str, object], lines: Mapping[str, Lines], problems: list[Problem]) -> Vocabulary:
    try:
        return Vocabulary.model_validate(data)
    except ValidationError as error:
        for way, message in explain(error, Vocabulary):
            name = "vocabulary"
            if way and way[0] in FILES_OF_THEIR_OWN:
                # In its own file the list has no key above it.
                name, way = str(way[0]), way[1:]
            problems.append(Problem(f"docs/{name}.yml", lines[name].of(*way), message, "vocabulary"))
        return NO_WORDS


def _facts(data: dict[str, object], lines: Lines, problems: list[Problem]) -> tuple[dict[str, Fact], dict[str, int]]:
    facts: dict[str, Fact] = {}
    fact_lines: dict[str, int] = {}
    for source, part in data.items():
        # A plan has its facts under `items`, beside its name; the framing facts are a mere list.
        items = part.get("items", []) if isinstance(part, dict) else part
        way: tuple[str, ...] = (source, "items") if isinstance(part, dict) else (source,)
        for number, item in enumerate(items if isinstance(items, list) else []):
            line = lines.of(*way, number)
            try:
                fact = Fact.model_validate({**item, "source": source})
            except (ValidationError, TypeError) as error:
                said = explain(error, Fact)[0][1] if isinstance(error, ValidationError) else "expected a mapping."
                problems.append(Problem("docs/source-facts.yml", line, said, "facts"))
                continue
            facts[fact.id] = fact
            fact_lines[fact.id] = line
    return facts, fact_lines
