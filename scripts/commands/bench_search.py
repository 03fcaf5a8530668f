"""How well the search answers: the questions of scripts/search-questions, asked of the real engine in Chromium.

By hand, never in the tests. `--aside` adds the third of the questions that is kept aside and names no failure of
it, so that nobody tunes towards it.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

from catalogue import read_catalogue, search
from catalogue.vocabulary import LANGUAGES

from . import ROOT
from .browser import chromium

QUESTIONS = ROOT / "scripts/search-questions"
ENGINE = ROOT / "docs/assets/javascripts/search-engine.js"
ASK = """async ([folder, language, questions]) => {
  window.engines = window.engines || {};
  const engine = window.engines[language] || (window.engines[language] = new SearchEngine(folder, language));
  const found = [];
  for (const question of questions) {
    const answer = await engine.search(question, true);
    found.push(answer.results.concat(answer.near).map(result => result.address));
  }
  return found;
}"""


@dataclass(frozen=True)
class Question:
    language: str
    aside: bool
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
    """The questions of that language, those kept aside first."""
    data = yaml.safe_load((QUESTIONS / f"{language}.yml").read_text(encoding="utf-8"))
    for part, groups in data.items():
        for group, asked in groups.items():
            for text, pages in asked.items():
                yield Question(language, part == "aside", group, str(text), tuple(pages))


def distinct(addresses: Sequence[str]) -> list[str]:
    """Each page once, where several of its headings came up."""
    return list(dict.fromkeys(address.split("#")[0] for address in addresses))


def report(name: str, asked: Sequence[Question], places: Sequence[int]) -> str:
    """One line: recall at 1, 3 and 5, and mean reciprocal rank."""
    count = len(asked) or 1

    def recall(most: int) -> float:
        return 100 * sum(0 < place <= most for place in places) / count

    rank = sum(1 / place for place in places if place) / count
    return f"{name:24} {len(asked):4}  {recall(1):5.1f} %  {recall(3):5.1f} %  {recall(5):5.1f} %   {rank:.3f}"


def write_index(folder: Path) -> None:
    """The index of both languages as a build writes it, and a page that holds only the engine."""
    catalogue, problems = read_catalogue(ROOT / "docs")
    if problems:
        raise SystemExit(f"{problems[0]}\nMend this first: ./scripts/check says more.")
    for language in LANGUAGES:
        for name, script in search.index_of(catalogue, language).files.items():
            (folder / name).write_text(script, encoding="utf-8")
    (folder / "search-engine.js").write_bytes(ENGINE.read_bytes())
    (folder / "bench.html").write_text(
        '<!doctype html><meta charset="utf-8"><script src="search-engine.js"></script>', encoding="utf-8"
    )


def ask(page: Page, folder: str, language: str, texts: Sequence[str]) -> list[list[str]]:
    """The addresses found for each text, best first."""
    found: Any = page.evaluate(ASK, [folder, language, list(texts)])
    return [list(map(str, addresses)) for addresses in found]


def relevance(aside: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        write_index(Path(folder))
        page = browser.new_page()
        page.goto((Path(folder) / "bench.html").as_uri())
        print(f"{'':24} asked  first  among 3  among 5   MRR")
        for language in LANGUAGES:
            asked = list(questions(language))
            found = ask(page, Path(folder).as_uri() + "/", language, [question.text for question in asked])
            places = {question: question.place(addresses) for question, addresses in zip(asked, found, strict=True)}
            for part in (False, True) if aside else (False,):
                group = [question for question in asked if question.aside is part]
                print(report(f"{language}, {'kept aside' if part else 'open'}", group, [places[q] for q in group]))
            for name in dict.fromkeys(question.group for question in asked):
                group = [question for question in asked if question.group == name and not question.aside]
                print(report(f"  {name}", group, [places[q] for q in group]))
            for question, addresses in zip(asked, found, strict=True):
                if not question.aside and not 0 < places[question] <= 1:
                    print(f"    {places[question] or '-'}  {question.text} -> {', '.join(addresses[:5]) or 'nothing'}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="./scripts/bench-search", description=__doc__)
    parser.add_argument("--aside", action="store_true", help="with the questions kept aside")
    arguments = parser.parse_args()
    relevance(arguments.aside)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
