"""What pypinyin and OpenCC know of the characters that occur: readings, traditional forms, which pairs are words."""

from __future__ import annotations

from collections.abc import Iterable
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
