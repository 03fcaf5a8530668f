"""The questions of scripts/search-questions, for the benchmarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from . import ROOT

QUESTIONS = ROOT / "scripts/search-questions"


@dataclass(frozen=True)
class Question:
    language: str
    part: str
    """`open`, `walked`, `later`, `heard`, `rounds`, `asked`; nobody looks at the failures of the others, as `heard-aside`."""
    group: str
    text: str
    pages: tuple[str, ...]

    def place(self, addresses: Sequence[str]) -> int:
        """The place of the first right page, from 1; 0 where none came up."""
        for place, address in enumerate(addresses, start=1):
            parts = address.split("#")[0].strip("/").split("/")
            if any(page in parts for page in self.pages):
                return place
        return 0


def questions(language: str) -> Iterator[Question]:
    """The questions of that language, file by file."""
    for file in sorted(QUESTIONS.glob(f"{language}*.yml")):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        for part, groups in data.items():
            for group, asked in groups.items():
                for text, pages in asked.items():
                    yield Question(language, part, group, str(text), tuple(pages))


def distinct(addresses: Sequence[str]) -> list[str]:
    """Each page once, where several of its headings came up."""
    return list(dict.fromkeys(address.split("#")[0] for address in addresses))
