"""Sets of whole numbers as bits.

Everything in the index is a set: the characters that follow a character, the documents that hold a term. A sorted
set is written middle first, each half within what its neighbours leave open (binary interpolative coding): close to
the fewest bits that it can take, and a set that holds everything takes none. The browser reads it in thirty lines.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence


class Bits:
    """A growing row of bits."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def number(self, value: int, count: int) -> None:
        """One of the numbers 0 to `count` - 1, in as few bits as those need (truncated binary)."""
        if count > 1:
            self._said.append(_truncated(value, count))

    def size(self, value: int) -> None:
        """A number from 1 that is mostly small (Elias gamma)."""
        self._said.append("0" * (value.bit_length() - 1) + f"{value:b}")

    def set(self, values: Sequence[int], low: int, high: int) -> None:
        """Rising numbers from `low` to `high` - 1. The reader must know how many there are."""
        # A stack of our own: the halves are many, and a call costs more than the work.
        waiting = [(0, len(values), low, high)] if values else []
        while waiting:
            start, end, low, high = waiting.pop()
            count = end - start
            # What fills all of its room needs no bits.
            if count == high - low:
                continue
            middle = start + count // 2
            value = values[middle]
            self._said.append(_truncated(value - low - middle + start, high - low - count + 1))
            if middle + 1 < end:
                waiting.append((middle + 1, end, value + 1, high))
            if start < middle:
                waiting.append((start, middle, low, value))

    def join(self, rows: Iterable[str]) -> None:
        """Rows of bits that were written before."""
        self._said.extend(rows)

    def row(self) -> str:
        """The bits, each as 0 or 1."""
        return "".join(self._said)

    def text(self) -> str:
        """The bits in base64, filled up with zeros."""
        bits = self.row()
        length = -(-len(bits) // 8)
        return base64.b64encode(int(bits.ljust(length * 8, "0") or "0", 2).to_bytes(length, "big")).decode("ascii")


def _truncated(value: int, count: int) -> str:
    """One of two or more numbers from 0: the first of them in a bit less than the others."""
    width = count.bit_length() - 1
    spare = (2 << width) - count
    # A one before the bits, which is cut off again, keeps the zeros at their head: faster than a format.
    return bin((1 << width) + value)[3:] if value < spare else bin((2 << width) + value + spare)[3:]
