"""Figures that a language may write in digits or in words: 30天, 三十天, 30 days, thirty days."""

from __future__ import annotations

import re

from ..content.body import numbers

DIGITS = "零一二三四五六七八九"
CHINESE = re.compile(rf"[{DIGITS}十百两半]+")
# 半 is the thirty minutes of 6点半, 一百 the only hundred that is said in words.
SPOKEN = {"两": 2, "半": 30, "百": 100} | {digit: value for value, digit in enumerate(DIGITS)}

ENGLISH = re.compile("[a-z]+")
COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "january february march april may june july august september october november december",
)
TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety hundred"
WORDS = {
    **{word: value for row in COUNTED for value, word in enumerate(row.split(), 1)},
    **{word: 10 * value for value, word in enumerate(TENS.split(), 1)},
    **{"twice": 2, "both": 2, "pairs": 2, "half": 30},
}
# English has an article or "each" for one, and writes 17:00 for 17点.
NOT_COMPARED = {"0", "00", "1"}


def figures_differ(chinese: str, english: str) -> bool:
    """Whether one of the two has digits for a number that the other says neither in digits nor in words.

    A number that only words say is not looked for: 一 and "one" mean too much.
    """
    ours, theirs = set(numbers(chinese)), set(numbers(english))
    return bool(ours - theirs - _said_in_english(english) - NOT_COMPARED) or bool(
        theirs - ours - _said_in_chinese(chinese) - NOT_COMPARED
    )


def _said_in_english(text: str) -> set[str]:
    return {str(WORDS[word]) for word in ENGLISH.findall(text.lower()) if word in WORDS}


def _said_in_chinese(text: str) -> set[str]:
    """All that the words may mean: 三十 is 30, and a 3 besides, for a false alarm costs more than a miss."""
    found = set()
    for run in CHINESE.findall(text):
        found |= {SPOKEN[digit] for digit in run if digit in SPOKEN}
        if "十" in run:
            tens, _, ones = run.partition("十")
            found.add(10 * SPOKEN.get(tens[-1:], 1) + SPOKEN.get(ones[:1], 0))
    return {str(value) for value in found}
