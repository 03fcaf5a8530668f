"""How well the search answers: the questions of scripts/search-questions, asked of the real engine in Chromium.

By hand, never in the tests. `--aside` adds the questions that are kept aside and names no failure among
them, so that nobody tunes towards it.
"""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from catalogue import read_catalogue
from catalogue.content.vocabulary import LANGUAGES
from catalogue.exports.search.index import index_of

from . import ROOT, bench_search_peers, bench_search_sizes
from .browser import add_slower, built_site, chromium, slow_down, spread
from .search_engine import write_engine
from .search_questions import Question, questions

OPEN = ("open", "walked", "later", "heard", "rounds", "asked")
"""The parts whose failures may be looked at; see CONTRIBUTING.md."""
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


# The first results are in the page when the event returns; two frames later they are painted.
KEY = """words => new Promise(done => {
  const input = document.querySelector("input[name=q]");
  input.value = words;
  const start = performance.now();
  input.dispatchEvent(new Event("input", {bubbles: true}));
  const shown = performance.now() - start;
  requestAnimationFrame(() => requestAnimationFrame(() => done([shown, performance.now() - start])));
})"""


def report(name: str, asked: Sequence[Question], places: Sequence[int]) -> str:
    """One line: recall at 1, 3 and 5, and mean reciprocal rank."""
    count = len(asked) or 1

    def recall(most: int) -> float:
        # 0 is a question whose page did not come up.
        return 100 * sum(0 < place <= most for place in places) / count

    rank = sum(1 / place for place in places if place) / count
    return f"{name:24} {len(asked):4}  {recall(1):5.1f} %  {recall(3):5.1f} %  {recall(5):5.1f} %   {rank:.3f}"


def write_index(folder: Path) -> None:
    """The index of both languages as a build writes it, and a page that holds only the engine."""
    catalogue, problems = read_catalogue(ROOT / "docs")
    if problems:
        raise SystemExit(f"{problems[0]}\nMend this first: ./scripts/check says more.")
    for language in LANGUAGES:
        for name, script in index_of(catalogue, language).files.items():
            (folder / name).write_text(script, encoding="utf-8")
    # Without the page around it: nothing but the engine is measured.
    write_engine(folder)


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
            for part in dict.fromkeys(question.part for question in asked):
                group = [question for question in asked if question.part == part]
                if aside or part in OPEN:
                    print(report(f"{language}, {part}", group, [places[q] for q in group]))
            for part, name in dict.fromkeys((question.part, question.group) for question in asked):
                group = [question for question in asked if (question.part, question.group) == (part, name)]
                if part in OPEN:
                    print(report(f"  {part}, {name}", group, [places[q] for q in group]))
            for question, addresses in zip(asked, found, strict=True):
                if question.part in OPEN and not 0 < places[question] <= 1:
                    print(f"    {places[question] or '-'}  {question.text} -> {', '.join(addresses[:5]) or 'nothing'}")


def speed(site: Path, slower: int) -> None:
    """Time from a key to the first results, and to the painted ones, while words are typed on a slowed processor."""
    with chromium() as browser:
        for language, words in (
            ("", ("楼上漏水", "志愿者招募", "垃圾分类")),
            ("en/", ("volunteers", "noise upstairs")),
        ):
            # The page's own policy would forbid to wait for what a text of ours says.
            page = browser.new_page(viewport={"width": 360, "height": 740}, bypass_csp=True)
            page.goto((site / f"{language}search/index.html").as_uri())
            slow_down(page, slower)
            page.locator("input[name=q]").click()
            # Before the page is in control of its field a key would find nobody.
            page.wait_for_function("window.searchView && document.querySelector('.search__words').placeholder")
            page.wait_for_timeout(3000)
            shown, painted = [], []
            for _ in range(3):
                for word in words:
                    for length in range(1, len(word) + 1):
                        times = page.evaluate(KEY, word[:length])
                        shown.append(times[0])
                        painted.append(times[1])
                        page.wait_for_timeout(250)
            print(
                f"{language or 'zh/'} processor slowed {slower} times, from a key to the first results: {spread(shown)}; "
                f"to the painted ones: {spread(painted)}"
            )
            page.close()


def main() -> int:
    parser = ArgumentParser(prog="./scripts/bench-search", description=__doc__)
    add_slower(parser)
    parser.add_argument("--aside", action="store_true", help="with the questions kept aside")
    speed_help = "time from a key to the first result, in that built site (by default in site/)"
    parser.add_argument("--speed", type=built_site, nargs="?", const="site", metavar="SITE", help=speed_help)
    parser.add_argument("--sizes", action="store_true", help="300, 3,000 and 10,000 pages, beside MiniSearch")
    parser.add_argument("--peers", action="store_true", help="beside Material's search and Pagefind (some minutes)")
    arguments = parser.parse_args()
    if arguments.speed:
        speed(arguments.speed, arguments.slower)
    elif arguments.sizes:
        bench_search_sizes.main()
    elif arguments.peers:
        bench_search_peers.main()
    else:
        relevance(arguments.aside)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
