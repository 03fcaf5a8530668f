"""The index of one language as parts, and the parts as classic scripts that a browser loads one by one.

    <language>.js               core: names of the parts, stemming rules; and, while all of it fits into
                                25 KB, the records of the documents: first results come from here
    <language>-<version>-dN     records of 200 documents, on a large site of 16: title, line, aliases, months
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
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import inf
from typing import Any, TypeVar

from ...content.records import Catalogue
from ...presentation.views import MONTHS, month_name
from ...script import json_text
from .coding import Bits
from .documents import KINDS, Document, Section, documents
from .pinyin import common_syllables, readings, traditional, word_pairs
from .words import (
    ENGLISH_FUNCTION_WORDS,
    FINDER_WORDS,
    FUNCTION_CHARACTERS,
    QUESTION_FRAMES,
    RUN,
    STEM_RULES,
    WORD,
    WORD_FORMS,
    fold,
    is_han,
    pairs_of,
    stem,
    stems_of,
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
NAME = 2
"""What the letters of a word add to that sum."""
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
"""A pair with a character of grammar is taken for a word from FREQUENT documents on; any other pair that only joins two
others, if more than KNOWN hold it (see `Pairs._may_be_kept`)."""
STEPS = (
    *((many, 2) for many in (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 100, 130, 10**9)),
    (10**9, 4),
    (10**9, 8),
    (10**9, 10**9),
)
"""A pair is left out where its two characters share no more than so many times as many documents as hold the pair. The
first number is for pairs that no dictionary has, the second for pairs of words. Each step leaves out more, until the index
keeps to WHOLE."""
LEVELS = 8
"""How often characters are told apart by how many pairs they end: 2, 4, 8 … With the frequent ones numbered first, the
sets of characters that follow another are short."""
USUAL = 15
"""A heading of more documents, and of more than one in twenty, says nothing about them."""
COMMON = 5
"""A heading of so many documents is written once."""

HAN_FROM, HAN_TO = 0x3400, 0xA000

T = TypeVar("T")
Holders = Mapping[str, Sequence[int]]
"""Character -> the documents that hold it."""


@dataclass(frozen=True)
class Postings:
    """All terms with their documents, whose numbers rise."""

    held: Mapping[str, Sequence[int]]
    """Term -> the documents that hold it."""
    named: Mapping[str, Sequence[int]]
    """Term -> those that name themselves or one of their headings so; terms that name none are left out."""
    joined: Mapping[str, str]
    """Pair whose first place in running text is between two others that it joins -> the characters before and behind it:
    for 片两 in 照片两张, 照 and 张. All other pairs are left out."""

    def written(self, term: str, places: Sequence[int], count: int) -> str:
        """How many documents hold the term, which, and, where there is a choice, which of them are named so, as bits.

        `places` are theirs among the `count` documents by which they are numbered.
        """
        held, named = self.held[term], self.named.get(term, ())
        bits = Bits()
        bits.size(len(held))
        bits.set(places, 0, count)
        if len(held) > 1:
            bits.size(len(named) + 1)
            bits.set([bisect_left(held, number) for number in named], 0, len(held))
        return bits.row()


@dataclass(frozen=True)
class Index:
    """What is written for one language: file name -> JavaScript."""

    version: str
    first: str
    """The file that names the others."""
    files: Mapping[str, str]


def index_of(catalogue: Catalogue, language: str) -> Index:
    """Everything of the catalogue that can be found in that language, as the files of its index."""
    vocabulary = catalogue.reference.vocabulary
    labels = {
        identity.removeprefix("search-"): word.label(language)
        for identity, word in vocabulary.labels.items()
        if identity.startswith("search-")
    }
    return build_index(documents(catalogue, language), language, vocabulary.synonyms.of(language), labels)


def build_index(
    documents: Iterable[Document],
    language: str,
    synonyms: Mapping[str, tuple[str, ...]],
    labels: Mapping[str, str] | None = None,
) -> Index:
    """The index of these documents, with the words of the interface that shows what it finds."""
    documents, holders, found = _read(documents)
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
    starts["w"] = _word_parts(found, len(documents), parts)
    if language == "zh":
        starts["p"] = _pinyin_parts(documents, parts)
        # Before the pairs, for the size of the other parts says how much room is left for them.
        parts["t"] = traditional(alphabet)
    parts["k"] = _everyday(synonyms)
    levels, starts["h"] = _fitting_pairs(Pairs(found, holders, synonyms), len(documents), parts)
    version = _version(parts)
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
        **_rules_of(language, found.held),
        "labels": labels or {},
        "months": [month_name(month, language) for month in MONTHS],
        "themes": [number for number, d in enumerate(documents) if d.kind == "themes"],
        "days": {d.day: [n for n, o in enumerate(documents) if o.day == d.day] for d in documents if d.day},
    }
    return Index(version, f"{language}.js", _files(core, parts, language, version))


def _version(parts: Mapping[str, Any]) -> str:
    """What tells these parts from those of another day."""
    found = hashlib.sha256()
    # Part by part: as one text all of them would be in memory once more.
    for name, part in parts.items():
        found.update(json_text([name, part]).encode())
    return found.hexdigest()[:8]


def _rules_of(language: str, held: Container[str]) -> dict[str, object]:
    """How a question in that language is cut and read: the same data by which the texts were. `held`: English words."""
    return {
        "grammar": "".join(sorted(FUNCTION_CHARACTERS)),
        "frames": [stem(word) for word in QUESTION_FRAMES["en"]] if language == "en" else QUESTION_FRAMES["zh"],
        "finder": {
            part: words.replace(" ", "|") if language == "zh" else words
            for part, words in FINDER_WORDS[language].items()
        },
        "stop": " ".join(sorted(ENGLISH_FUNCTION_WORDS)),
        "stems": STEM_RULES,
        # Of English words a Chinese site needs only those that stand in it.
        "forms": "|".join(
            " ".join((kept, *forms)) for kept, forms in WORD_FORMS.items() if language == "en" or kept in held
        ),
    }


def _everyday(synonyms: Mapping[str, tuple[str, ...]]) -> str:
    """Groups of everyday words, one a line: `target|target:word|word`."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for word, targets in synonyms.items():
        groups.setdefault(targets, []).append(word)
    return "\n".join(f"{'|'.join(targets)}:{'|'.join(words)}" for targets, words in groups.items())


def _without_text(document: Document) -> Document:
    return replace(
        document, sections=tuple([Section(section.id, section.heading, "") for section in document.sections])
    )


def _read(documents: Iterable[Document]) -> tuple[tuple[Document, ...], Holders, Postings]:
    """The documents without their texts, and what stands in them. Of ten thousand texts one at a time is in memory."""
    bare: list[Document] = []
    # Millions of numbers: four bytes each.
    holders: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    held: dict[str, array[int]] = {}
    joined: dict[str, str] = {}
    for number, document in enumerate(documents):
        names = fold("\n".join((document.title, *document.aliases)))
        text = fold("\n".join([section.text for section in document.sections]))
        rest = fold("\n".join([document.line, *[section.heading for section in document.sections]]))
        # A dictionary keeps the order in which its keys stand in the text.
        runs = tuple(dict.fromkeys(RUN.findall(text)))
        others = RUN.findall(f"{names}\n{rest}")
        said = pairs_of((*runs, *others))
        said |= stems_of(WORD.findall(names), name=True) | stems_of({*WORD.findall(text), *WORD.findall(rest)})
        new = []
        for term in said:
            # Each look among a hundred thousand terms takes its time: one for a term that is there.
            if numbers := held.get(term):
                numbers.append(number)
            else:
                held[term] = array("I", (number,))
                new.append(term)
        for character in set("".join(runs)).union(*others):
            holders[character].append(number)
        joined.update(_joining("\n".join(runs), new))
        bare.append(_without_text(document))
    return tuple(bare), holders, Postings(held, _named(bare), joined)


def _named(documents: Sequence[Document]) -> Mapping[str, Sequence[int]]:
    """Term -> the documents whose title, aliases or headings say it."""
    named: defaultdict[str, list[int]] = defaultdict(list)
    # What most pages have, as their forms, is the name of none.
    counts = Counter(section.heading for document in documents for section in document.sections)
    most = max(USUAL, len(documents) // 20)
    said = {
        heading: [term for term in terms(heading) if FUNCTION_CHARACTERS.isdisjoint(term)]
        for heading, count in counts.items()
        if count <= most
    }
    for number, document in enumerate(documents):
        names = terms("\n".join((document.title, *document.aliases)), name=True)
        for term in names.union(*(said.get(section.heading, ()) for section in document.sections)):
            named[term].append(number)
    return named


def _joining(lines: str, new: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of runs, one a line: the new pairs that first stand within one, with the characters before and behind them."""
    lines = f"\n{lines}\n"
    for pair in new:
        at = lines.find(pair)
        if at > 0 and lines[at - 1] != "\n" != lines[at + 2]:
            yield pair, lines[at - 1] + lines[at + 2]


class Pairs:
    """All pairs of characters that stand somewhere, and which of them are worth their place."""

    def __init__(self, found: Postings, holders: Holders, everyday: Iterable[str] = ()) -> None:
        self.holders = holders
        self._found = found
        self.held = {term: held for term, held in found.held.items() if is_han(term)}
        self._sets = {character: _as_bits(numbers) for character, numbers in holders.items()}
        words = word_pairs(self.held) | {word[at : at + 2] for word in everyday for at in range(len(word) - 1)}
        self._worth = [(pair, self._gain(pair), pair in words) for pair in self.held if self._may_be_kept(pair)]
        self._written: dict[str, str] = {}

    def kept(self, step: tuple[int, int]) -> list[str]:
        """The pairs to write down at that step: names, and of the others those that their characters do not tell as well.

        Left out are pairs that the documents of both their characters nearly settle, pairs with a character of
        grammar that are too rare to be words, and rare pairs that only join two others, as the middle of 照片两张. The
        browser takes the documents of both characters for them: it finds all that hold the pair, and some that do not.
        """
        return [pair for pair, gain, is_word in self._worth if gain > step[is_word]]

    def _may_be_kept(self, pair: str) -> bool:
        if pair in self._found.named:
            return True
        # Of pairs that name nothing, those are left out that are too rare to be words, or only join two others.
        count = len(self.held[pair])
        if not FUNCTION_CHARACTERS.isdisjoint(pair):
            return count >= FREQUENT
        outer = self._found.joined.get(pair)
        if count > KNOWN or not outer:
            return True
        before, behind = outer[0] + pair[0], pair[1] + outer[1]
        return len(self.held[before]) < KNOWN or len(self.held[behind]) < KNOWN

    def _gain(self, pair: str) -> float:
        """How many documents hold both characters for each that holds the pair; infinite for a pair of a name."""
        return inf if pair in self._found.named else self._both(pair).bit_count() / len(self.held[pair])

    def _both(self, pair: str) -> int:
        return self._sets[pair[0]] & self._sets[pair[1]]

    def written(self, first: str, pairs: Iterable[str]) -> Iterator[str]:
        """The documents of pairs that begin with that character, among those of the character."""
        places = {number: place for place, number in enumerate(self.holders[first])}
        for pair in pairs:
            yield self._found.written(pair, [places[number] for number in self.held[pair]], len(places))

    def written_closely(self, pair: str) -> str:
        """The documents of that pair among those that hold both its characters; computed once."""
        if pair not in self._written:
            both = self._both(pair)
            places = [(both & ((1 << number) - 1)).bit_count() for number in self.held[pair]]
            self._written[pair] = self._found.written(pair, places, both.bit_count())
        return self._written[pair]


def _as_bits(numbers: Iterable[int]) -> int:
    """A set of small numbers as one number, with a bit for each."""
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def _fitting_pairs(pairs: Pairs, documents: int, parts: dict[str, Any]) -> tuple[list[list[str]], list[int]]:
    """Adds the parts of the characters and of as many pairs as a small site has room for; levels and starts."""
    alphabet = sorted(pairs.holders)

    @cache
    def made(step: tuple[int, int]) -> tuple[list[list[str]], list[int], dict[str, str]]:
        kept = pairs.kept(step)
        levels = _levels(kept, alphabet)
        return levels, *_pair_parts(kept, pairs, _by_level(levels), None if documents <= SMALL else documents)

    chosen = STEPS[0]
    if documents <= SMALL:
        parts["c"] = _character_part(pairs.holders, documents)
        room = WHOLE - CORE - sum(_gzip_size(json_text(part)) + SCRIPT for part in parts.values())
        # There are fewer pairs at each step, so the first that leaves room is found by halving.
        place = bisect_left(
            STEPS[:-1],
            True,
            key=lambda step: sum(_gzip_size(part) + SCRIPT for part in made(step)[2].values()) <= room,
        )
        chosen = STEPS[place]
    levels, starts, found = made(chosen)
    parts.update(found)
    return levels, starts


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
    kept: Iterable[str], pairs: Pairs, seconds: Sequence[str], documents: int | None
) -> tuple[list[int], dict[str, str]]:
    """Every character, and the pairs that it begins: the number of the first pair of each part, and the parts.

    The documents of a pair are numbered among those of its characters: there are fewer of them. Among those of both,
    where a browser holds all characters; else of the first, which stands before its pairs (`documents`: how many).
    """
    holders = pairs.holders
    alphabet, rank, count = sorted(holders), {c: number for number, c in enumerate(seconds)}, len(seconds)
    begun: dict[str, list[str]] = {character: [] for character in alphabet}
    for pair in sorted(kept, key=lambda pair: rank[pair[1]]):
        begun[pair[0]].append(pair)
    # The browser finds a pair's part by these numbers, without a list of all pairs.
    starts: list[int] = []
    parts: dict[str, str] = {}
    for part in _groups_in_parts(begun, pairs.held):
        bits = Bits()
        bits.size(len(part))
        for first, its_pairs in part:
            if documents is not None:
                _write_holders(bits, holders[first], documents)
            bits.size(len(its_pairs) + 1)
            bits.set([rank[pair[1]] for pair in its_pairs], 0, count)
            bits.join(map(pairs.written_closely, its_pairs) if documents is None else pairs.written(first, its_pairs))
        first, its_pairs = part[0]
        # A character with too many pairs for one part goes on in the next: the part begins within it.
        at = rank[its_pairs[0][1]] if its_pairs and its_pairs[0] != begun[first][0] else 0
        parts[f"h{len(starts)}"] = bits.text()
        starts.append(alphabet.index(first) * count + at)
    return starts, parts


def _groups_in_parts(
    begun: Mapping[str, list[str]], held: Mapping[str, Sequence[int]]
) -> Iterator[list[tuple[str, list[str]]]]:
    """Characters with their pairs, part by part; only what is larger than a part is divided."""
    groups = (
        (first, piece)
        for first, pairs in begun.items()
        for piece in (_in_parts(pairs, lambda pair: len(held[pair])) if pairs else ([],))
    )
    return _in_parts(groups, lambda group: 1 + sum(len(held[pair]) for pair in group[1]))


def _word_parts(found: Postings, documents: int, parts: dict[str, Any]) -> list[str]:
    """Stems in alphabetical order; the first of each part."""
    starts: list[str] = []
    stems = sorted(term for term in found.held if not is_han(term))
    for part in _in_parts(stems, lambda term: len(found.held[term]) + NAME):
        bits = Bits()
        bits.join(found.written(term, found.held[term], documents) for term in part)
        parts[f"w{len(starts)}"] = [" ".join(part), bits.text()]
        starts.append(part[0])
    return starts


def _in_parts(items: Iterable[T], postings: Callable[[T], int]) -> Iterator[list[T]]:
    """The items in order, in parts of about PART postings."""
    part: list[T] = []
    size = 0
    for item in items:
        more = postings(item)
        if part and size + more > PART:
            yield part
            part, size = [], 0
        part.append(item)
        size += more
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
    # Most have no place, months or aliases: empty ends are left out.
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
    parts["r"] = _readings(table)
    if len(phrases) <= PHRASES:
        return 0
    # A letter is in one part, so more parts than letters would be empty.
    count = min(26, len(phrases) // PHRASES + 1)
    cut: list[dict[str, None]] = [{} for _ in range(count)]
    for phrase in phrases:
        # Whoever types initials types two at least, so the last character begins nothing.
        for character in phrase[:-1]:
            for letter in letters[character]:
                cut[(ord(letter) - ord("a")) % count][phrase] = None
    for number, found in enumerate(cut):
        parts[f"p{number}"] = " ".join(found)
    return count


def _readings(table: Mapping[str, str]) -> str:
    """`a2 ai13 …|chong:重 …`: how many of the common characters each syllable has, then what the table reads otherwise."""
    common = common_syllables()
    usual = dict(common)
    other = {
        syllable: "".join(c for c in found if c not in usual.get(syllable, "")) for syllable, found in table.items()
    }
    sizes = " ".join(f"{syllable}{len(characters)}" for syllable, characters in common)
    return f"{sizes}|{' '.join(f'{syllable}:{characters}' for syllable, characters in other.items() if characters)}"


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


def _files(core: Mapping[str, Any], parts: Mapping[str, Any], language: str, version: str) -> dict[str, str]:
    """Each part as a script. The records join the first file as long as it stays small."""

    def script(name: str, value: object) -> str:
        return f"searchPart({json_text(f'{language}-{version}-{name}' if name else language)},{json_text(value)})\n"

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
