"""What pypinyin and OpenCC know of the characters that occur: readings, traditional forms, which pairs are words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import opencc
from pypinyin import Style, lazy_pinyin
from pypinyin.phrases_dict import phrases_dict

from .words import RUN


def readings(phrases: Iterable[str]) -> dict[str, str]:
    """Syllable without tone -> the characters that are read so somewhere in the phrases.

    The phrase decides: 重阳 is chong yang, 重点 zhong dian. `v` stands for ü, as on a keyboard.
    """
    found: dict[str, set[str]] = {}
    # Runs of characters alone: what stands between them has no reading of its own.
    for run in sorted({run for phrase in phrases for run in RUN.findall(phrase)}):
        for character, syllable in zip(run, lazy_pinyin(run, style=Style.NORMAL, v_to_u=False), strict=True):
            found.setdefault(syllable, set()).add(character)
    return {syllable: "".join(sorted(found[syllable])) for syllable in sorted(found)}


@cache
def common_syllables() -> tuple[tuple[str, str], ...]:
    """The common characters, level 1 of GB/T 2312, by their syllables, both in the order in which they stand there.

    A browser has the characters in that order too, and needs the syllables alone.
    """
    rows = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    characters = rows.decode("gb2312", errors="ignore")
    found: dict[str, str] = {}
    for character, syllable in zip(characters, _in_order(characters), strict=True):
        found[syllable] = found.get(syllable, "") + character
    return tuple(found.items())


def _in_order(characters: str) -> Iterator[str]:
    """Their readings, which stand in the order of the alphabet: where the usual one does not, as ceng for 曾, it is zeng."""
    usual = lazy_pinyin(list(characters), style=Style.NORMAL, v_to_u=False)
    # Of l and n, ü stands right behind u; üe, where no u competes, as if it were ue.
    in_order = _longest_rise([re.sub("v$", "u ", syllable).replace("v", "u") for syllable in usual])
    syllable = ""
    for place, reading in enumerate(usual):
        if place in in_order:
            syllable = reading
        yield syllable


def _longest_rise(keys: Sequence[str]) -> set[int]:
    """The places of the longest row among these keys that never falls."""
    ends: list[int] = []  # the place with the lowest key that ends a row of each length
    before: list[int | None] = []
    for place, key in enumerate(keys):
        length = bisect_right(ends, key, key=keys.__getitem__)
        before.append(ends[length - 1] if length else None)
        ends[length : length + 1] = [place]
    found: set[int] = set()
    at: int | None = ends[-1]
    while at is not None:
        found.add(at)
        at = before[at]
    return found


def traditional(characters: Iterable[str]) -> str:
    """Traditional and simplified character in turn, for every character that people may type for one of these."""
    wanted = set(characters)
    # A character that the pages use themselves means itself, in whichever script it is usual.
    return "".join(old + new for old, new in _simplified() if new in wanted and old not in wanted)


@cache
def _simplified() -> tuple[tuple[str, str], ...]:
    """Every character that OpenCC writes differently in simplified script."""
    old = [chr(code) for code in range(0x4E00, 0xA000)]
    new = opencc.OpenCC("t2s").convert("\n".join(old)).split("\n")
    return tuple((one, other) for one, other in zip(old, new, strict=True) if one != other)


def word_pairs(pairs: Iterable[str]) -> set[str]:
    """Those pairs of characters that stand side by side in some word of pypinyin's list of phrases."""
    return set(pairs) & _pairs_of_phrases()


@cache
def _pairs_of_phrases() -> frozenset[str]:
    return frozenset(phrase[at : at + 2] for phrase in phrases_dict for at in range(len(phrase) - 1))
