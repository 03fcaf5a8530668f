"""The index of one language as parts, and the parts as classic scripts that a browser loads one by one.

    <language>.js               core: names of the parts, stemming rules; and, while all of it fits into
                                25 KB, the records of the documents: first results come from here
    <language>-<version>-dN     records of 50 documents: title, line, aliases, months
    <language>-<version>-sN     their headings with ids
    <language>-<version>-k      everyday words and what the pages call it (docs/synonyms.yml)
    <language>-<version>-hN     Chinese characters, and pairs of them -> documents
    <language>-<version>-c      of a small site, the documents of all characters instead
    <language>-<version>-wN     word stems -> documents
    <language>-<version>-pN     phrases for pinyin; -r readings; -t traditional characters

A question loads the parts that hold its own terms, whatever the size of the site. The version is a fingerprint of
the whole index, so that no cache mixes an old part with a new one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import lgamma, log
from typing import Any, TypeVar

from ..views import MONTHS, month_name
from .coding import Bits
from .documents import KINDS, Document
from .pinyin import RUN, readings, traditional, word_pairs
from .words import (
    ENGLISH_FUNCTION_WORDS,
    FINDER_WORDS,
    FUNCTION_CHARACTERS,
    QUESTION_FRAMES,
    STEM_RULES,
    fold,
    stem,
    terms,
)

SCRIPT = 40
"""Bytes of the call around a part."""
CORE = 7_000
"""About what the first file takes without records."""
FIRST = 25_000
"""Bytes, after gzip, of what is loaded when search is first used."""
PART = 6_000
"""Postings of a part of the index: about 7 KB."""
PHRASES = 4_000
"""Titles and aliases in a part of the phrases for pinyin."""
SMALL = 1000
"""Up to so many documents a browser soon holds all records, and all characters with their documents."""
RECORDS = {SMALL: 200, 10**9: 16}
"""Up to so many documents -> how many records share a part."""
WHOLE = 199_000
"""Bytes, after gzip, of all that a small site's language takes."""
FREQUENT = 40
KNOWN = 2
"""In so many documents a pair of characters is taken for a word: one with a character of grammar, any other."""
STEPS = (
    *((many, 2) for many in (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 10**9)),
    (10**9, 4),
    (10**9, 8),
    (10**9, 10**9),
)
"""A pair is left to its characters where these share no more than so many times the documents of the pair: one that
no dictionary has, one of a word. More at each step, until WHOLE is kept."""
NAMING = 6
"""Bits, at the least, that it takes to say that a pair is there."""
LEVELS = 8
"""Characters that end 2, 4, 8 … pairs are told apart so many times: the frequent first, the sets are short."""
COMMON = 5
"""A heading of so many documents is written once."""

K = TypeVar("K")
HAN_FROM, HAN_TO = 0x3400, 0xA000

Postings = dict[str, dict[int, bool]]
"""Term -> document -> whether the document names itself or one of its headings so."""
Holders = Mapping[str, Sequence[int]]
"""Character -> the documents that hold it."""


@dataclass(frozen=True)
class Index:
    """What is written for one language: file name -> JavaScript."""

    version: str
    first: str
    """The file that names the others."""
    files: Mapping[str, str]


def build_index(
    documents: tuple[Document, ...],
    language: str,
    synonyms: Mapping[str, tuple[str, ...]],
    labels: Mapping[str, str] | None = None,
) -> Index:
    """The index of these documents, with the words of the interface that shows what it finds."""
    holders = _holders(documents)
    alphabet = sorted(holders)
    parts: dict[str, Any] = {}
    headings = _headings(documents)
    shared = {heading: number for number, heading in enumerate(headings)}
    starts: dict[str, Any] = {}
    records = next(size for most, size in RECORDS.items() if len(documents) <= most)
    for number, start in enumerate(range(0, len(documents), records)):
        chunk = documents[start : start + records]
        parts[f"d{number}"] = [_record(document) for document in chunk]
        parts[f"s{number}"] = [_sections(document, shared) for document in chunk]
    found, beside = _postings(documents)
    starts["w"] = _word_parts({t: where for t, where in found.items() if t[0] < "\u3000"}, len(documents), parts)
    if language == "zh":
        starts["p"] = _pinyin_parts(documents, parts)
        parts["t"] = traditional(alphabet)
    parts["k"] = _everyday(synonyms)
    pairs = Pairs({t: where for t, where in found.items() if t[0] > "\u3000"}, beside, holders, synonyms)
    levels, starts["h"] = _fitting_pairs(pairs, len(documents), parts)
    version = hashlib.sha256(_json(parts).encode()).hexdigest()[:8]
    core = {
        "language": language,
        "version": version,
        "kinds": KINDS,
        "count": len(documents),
        "records": records,
        "small": len(documents) <= SMALL,
        "starts": starts,
        "alphabet": _alphabet(alphabet, levels),
        "headings": [f"{identity} {text}" for identity, text in headings],
        "grammar": "".join(sorted(FUNCTION_CHARACTERS)),
        "frames": [stem(word) for word in QUESTION_FRAMES["en"]] if language == "en" else QUESTION_FRAMES["zh"],
        "finder": {
            part: words.replace(" ", "|") if language == "zh" else words
            for part, words in FINDER_WORDS[language].items()
        },
        "stop": " ".join(sorted(ENGLISH_FUNCTION_WORDS)),
        "stems": STEM_RULES,
        "labels": labels or {},
        "months": [month_name(month, language) for month in MONTHS],
        "themes": [number for number, d in enumerate(documents) if d.kind == "themes"],
        "days": {d.day: [n for n, o in enumerate(documents) if o.day == d.day] for d in documents if d.day},
    }
    return Index(version, f"{language}.js", _files(core, parts, language, version))


def _everyday(synonyms: Mapping[str, tuple[str, ...]]) -> str:
    """Groups of everyday words, one a line: `target|target:word|word`."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for word, targets in synonyms.items():
        groups.setdefault(targets, []).append(word)
    return "\n".join(f"{'|'.join(targets)}:{'|'.join(words)}" for targets, words in groups.items())


def _texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.line, *document.aliases)
    for section in document.sections:
        yield from (section.heading, section.text)


def _holders(documents: Iterable[Document]) -> Holders:
    found: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        for character in {c for text in _texts(document) for run in RUN.findall(fold(text)) for c in run}:
            found.setdefault(character, []).append(number)
    return found


def _postings(documents: Iterable[Document]) -> tuple[Postings, dict[str, tuple[str, str]]]:
    """All terms with their documents, and the two terms beside each where it first stands in running text."""
    found: Postings = {}
    beside: dict[str, tuple[str, str]] = {}
    for number, document in enumerate(documents):
        names = {term for text in (document.title, *document.aliases) for term in terms(text, name=True)}
        said: set[str] = set()
        for section in document.sections:
            names.update(term for term in terms(section.heading) if FUNCTION_CHARACTERS.isdisjoint(term))
            row = list(terms(section.text))
            said.update(row, terms(section.heading))
            for before, term, after in zip(row, row[1:], row[2:], strict=False):
                beside.setdefault(term, (before, after))
        for term in said.union(names, terms(document.line)):
            found.setdefault(term, {})[number] = term in names
    return found, beside


class Pairs:
    """All pairs of characters that stand somewhere, and which of them are worth their place."""

    def __init__(
        self,
        found: Postings,
        beside: Mapping[str, tuple[str, str]],
        holders: Holders,
        everyday: Iterable[str] = (),
    ) -> None:
        self.holders = holders
        self._found = found
        self._beside = beside
        both = {character: frozenset(numbers) for character, numbers in holders.items()}
        self._shared = {pair: len(both[pair[0]] & both[pair[1]]) for pair in found}
        self._words = word_pairs(found) | {word[at : at + 2] for word in everyday for at in range(len(word) - 1)}

    def kept(self, step: tuple[int, int]) -> Postings:
        """What a title or heading says always; of what only the text says, what its characters do not tell as well.

        Left out are pairs that the documents of both their characters nearly settle, pairs with a character of
        grammar that are too rare to be words, and rare pairs that only join two others, as the middle of 照片两张. The
        browser takes the documents of both characters for them: it finds all that hold the pair, and some that do not.
        """
        return {pair: where for pair, where in self._found.items() if self._is_kept(pair, where, step)}

    def least(self, step: tuple[int, int]) -> int:
        """Bytes that these pairs take at the least, among the documents of both their characters."""
        bits = 0.0
        for pair, where in self.kept(step).items():
            shared, count = self._shared[pair], len(where)
            bits += NAMING + (lgamma(shared + 1) - lgamma(count + 1) - lgamma(shared - count + 1)) / log(2)
        return int(bits / 8)

    def _is_kept(self, pair: str, where: Mapping[int, bool], step: tuple[int, int]) -> bool:
        if any(where.values()):
            return True
        if self._shared[pair] <= step[pair in self._words] * len(where):
            return False
        if not FUNCTION_CHARACTERS.isdisjoint(pair):
            return len(where) >= FREQUENT
        before, after = self._beside.get(pair, ("", ""))
        joins = len(where) <= KNOWN and before[-1:] == pair[0] and after[:1] == pair[1]
        return not (joins and min(len(self._found[before]), len(self._found[after])) >= KNOWN)


def _fitting_pairs(pairs: Pairs, documents: int, parts: dict[str, Any]) -> tuple[list[list[str]], list[int]]:
    """Adds the parts of the characters and of as many pairs as a small site has room for; levels and starts."""
    holders = pairs.holders
    small = documents <= SMALL
    if small:
        parts["c"] = _character_part(holders, documents)
    room = WHOLE - CORE - sum(_gzip_size(_json(part)) + SCRIPT for part in parts.values())
    for step in STEPS:
        if small and step != STEPS[-1] and pairs.least(step) > room:
            continue
        kept = pairs.kept(step)
        levels = _levels(kept, sorted(holders))
        made: dict[str, Any] = {}
        starts = _pair_parts(kept, holders, _by_level(levels), None if small else documents, made)
        if not small or sum(_gzip_size(part) + SCRIPT for part in made.values()) <= room:
            break
    parts.update(made)
    return levels, starts


def _write(bits: Bits, postings: Mapping[int, bool], documents: int) -> None:
    """How many documents hold the term, which, and, where there is a choice, which of them are named so."""
    numbers = list(postings)
    bits.size(len(numbers))
    bits.set(numbers, 0, documents)
    if len(numbers) == 1:
        return
    named = [place for place, number in enumerate(numbers) if postings[number]]
    bits.size(len(named) + 1)
    bits.set(named, 0, len(numbers))


def _levels(pairs: Iterable[str], alphabet: Sequence[str]) -> list[list[str]]:
    """The alphabet, its characters that end two pairs or more, those that end four or more, and so on."""
    counts = Counter(pair[1] for pair in pairs)
    return [[c for c in alphabet if counts[c] >= 1 << level or not level] for level in range(LEVELS + 1)]


def _by_level(levels: Sequence[Sequence[str]]) -> list[str]:
    """Frequent characters first; those of one level as in the alphabet."""
    return list(dict.fromkeys(character for level in reversed(levels) for character in level))


def _character_part(holders: Holders, documents: int) -> str:
    """Every character of the alphabet with its documents."""
    bits = Bits()
    for character in sorted(holders):
        _write_holders(bits, holders[character], documents)
    return bits.text()


def _write_holders(bits: Bits, numbers: Sequence[int], documents: int) -> None:
    bits.size(len(numbers))
    bits.set(numbers, 0, documents)


def _pair_parts(
    found: Postings, holders: Holders, seconds: Sequence[str], documents: int | None, parts: dict[str, Any]
) -> list[int]:
    """Every character, and the pairs that it begins; the number of the first pair of each part.

    The documents of a pair are numbered among those of its characters: there are fewer of them. Among those of both,
    where a browser holds all characters; else of the first, which stands before its pairs (`documents`: how many).
    """
    alphabet, rank, count = sorted(holders), {c: number for number, c in enumerate(seconds)}, len(seconds)
    begun: dict[str, list[str]] = {character: [] for character in alphabet}
    for pair in sorted(found, key=lambda pair: rank[pair[1]]):
        begun[pair[0]].append(pair)
    starts: list[int] = []
    for part in _whole_groups(begun, {pair: len(postings) for pair, postings in found.items()}):
        bits = Bits()
        bits.size(len(part))
        for first, pairs in part:
            if documents is not None:
                _write_holders(bits, holders[first], documents)
            bits.size(len(pairs) + 1)
            bits.set([rank[pair[1]] for pair in pairs], 0, count)
            for pair in pairs:
                among = holders[first] if documents is not None else _shared(holders[first], holders[pair[1]])
                places = {number: place for place, number in enumerate(among)}
                _write(bits, {places[number]: named for number, named in found[pair].items()}, len(places))
        first, pairs = part[0]
        at = rank[pairs[0][1]] if pairs and pairs[0] != begun[first][0] else 0
        parts[f"h{len(starts)}"] = bits.text()
        starts.append(alphabet.index(first) * count + at)
    return starts


def _shared(one: Sequence[int], other: Sequence[int]) -> list[int]:
    both = set(other)
    return [number for number in one if number in both]


def _whole_groups(begun: Mapping[str, list[str]], sizes: Mapping[str, int]) -> Iterator[list[tuple[str, list[str]]]]:
    """Characters with their pairs in parts of about PART postings; only what is larger than a part is divided."""
    part: list[tuple[str, list[str]]] = []
    size = 0
    for first, pairs in begun.items():
        for piece in _cut(pairs, sizes) if pairs else ([],):
            more = 1 + sum(sizes[pair] for pair in piece)
            if part and size + more > PART:
                yield part
                part, size = [], 0
            part.append((first, piece))
            size += more
    if part:
        yield part


def _word_parts(found: Postings, documents: int, parts: dict[str, Any]) -> list[str]:
    """Stems in alphabetical order; the first of each part."""
    starts: list[str] = []
    for part in _cut(sorted(found), {term: len(postings) + 2 for term, postings in found.items()}):
        bits = Bits()
        for term in part:
            _write(bits, found[term], documents)
        parts[f"w{len(starts)}"] = [" ".join(part), bits.text()]
        starts.append(part[0])
    return starts


def _cut(keys: list[K], sizes: Mapping[K, int]) -> Iterator[list[K]]:
    """The keys in order, in parts of about PART postings."""
    part: list[K] = []
    size = 0
    for key in keys:
        if part and size + sizes[key] > PART:
            yield part
            part, size = [], 0
        part.append(key)
        size += sizes[key]
    if part:
        yield part


def _headings(documents: Iterable[Document]) -> list[tuple[str, str]]:
    """The headings, with their ids, that many documents share."""
    counts = Counter((s.id, s.heading) for d in documents for s in d.sections if s.heading)
    return [heading for heading, count in sorted(counts.items()) if count >= COMMON]


def _record(document: Document) -> list[Any]:
    months = sum(1 << (month - 1) for month in document.months)
    record = [
        KINDS.index(document.kind),
        document.address,
        document.title,
        document.line,
        "|".join(document.aliases),
        document.place,
        months,
    ]
    while len(record) > 4 and not record[-1]:
        record.pop()
    return record


def _sections(document: Document, headings: Mapping[tuple[str, str], int]) -> list[int | str]:
    """In their order: the number of a shared heading, or `id heading` of one of its own; nothing for a lead."""
    return [headings.get((s.id, s.heading), f"{s.id} {s.heading}" if s.heading else "") for s in document.sections]


def _pinyin_parts(documents: Iterable[Document], parts: dict[str, Any]) -> int:
    """Titles and aliases by the first letters of the words that begin in them; how many parts there are.

    None while there are few: the browser then takes them from the records.
    """
    phrases = dict.fromkeys(run for d in documents for text in (d.title, *d.aliases) for run in RUN.findall(text))
    table = readings(phrases)
    letters: dict[str, set[str]] = {}
    for syllable, characters in table.items():
        for character in characters:
            letters.setdefault(character, set()).add(syllable[0])
    parts["r"] = " ".join(f"{syllable}:{characters}" for syllable, characters in table.items())
    if len(phrases) <= PHRASES:
        return 0
    count = min(26, len(phrases) // PHRASES + 1)
    cut: list[dict[str, None]] = [{} for _ in range(count)]
    for phrase in phrases:
        for character in phrase[:-1]:
            for letter in letters[character]:
                cut[(ord(letter) - ord("a")) % count][phrase] = None
    for number, found in enumerate(cut):
        parts[f"p{number}"] = " ".join(found)
    return count


def _alphabet(characters: Iterable[str], levels: Sequence[Sequence[str]]) -> str:
    """The characters as bits: which of the block of Chinese characters occur, which of each level are of the next."""
    codes = [ord(character) - HAN_FROM for character in characters]
    bits = Bits()
    bits.size(len(codes) + 1)
    bits.set(codes, 0, HAN_TO - HAN_FROM)
    for level, higher in pairwise(levels):
        chosen = set(higher)
        bits.size(len(higher) + 1)
        bits.set([place for place, character in enumerate(level) if character in chosen], 0, len(level))
    return bits.text()


def _json(value: object) -> str:
    # A line separator is a line's end in the JavaScript of old browsers.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\u2028", " ").replace("\u2029", " ")


def _files(core: Mapping[str, Any], parts: Mapping[str, Any], language: str, version: str) -> dict[str, str]:
    """Each part as a script. The records join the first file as long as it stays small."""

    def script(name: str, value: object) -> str:
        return f"searchPart({_json(f'{language}-{version}-{name}' if name else language)},{_json(value)})\n"

    first = script("", core)
    files: dict[str, str] = {}
    for name, value in parts.items():
        text = script(name, value)
        if name[0] == "d" and not any(f"-{version}-d" in file for file in files) and _gzip_size(first + text) <= FIRST:
            first += text
        else:
            files[f"{language}-{version}-{name}.js"] = text
    return {f"{language}.js": first, **files}


def _gzip_size(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))
