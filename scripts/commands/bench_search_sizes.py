"""What a search costs at 300, 3,000 and 10,000 pages: this index, and MiniSearch with the same terms.

The pages are made up: each takes its sections from run sheets drawn by chance, and its name from two aliases.
"""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Error, Page

from catalogue import read_catalogue
from catalogue.exports import search
from catalogue.exports.search import Document
from catalogue.exports.search.index import build_index
from catalogue.exports.search.words import FUNCTION_CHARACTERS

from . import ROOT
from .browser import chromium
from .host import Host
from .search_engine import write_engine

MINISEARCH = "minisearch@7.2.0"
COUNTS, LARGEST_FOR_MINISEARCH = (300, 3000, 10000), 3000
"""Pages."""
QUESTIONS = ("垃圾分类", "老人吃饭", "楼上漏水怎么办", "志愿者招募", "剁馅", "孩子放学没人接")
OURS = """async question => {
  const start = performance.now();
  const engine = new SearchEngine("search/", "zh");
  const answer = await engine.search(question, true);
  const first = performance.now() - start;
  const again = performance.now();
  await engine.search(question + " ", true);
  return [first, performance.now() - again, answer.results.length];
}"""
# The same terms as ours: pairs of characters without function characters, and words.
MINI_BUILD = """async grammar => {
  const none = new Set(grammar);
  window.options = {
    fields: ["names", "line", "headings", "text"], storeFields: ["title", "line", "address"],
    tokenize: text => (text.toLowerCase().match(/[\\u4e00-\\u9fff]+|[a-z0-9]+/g) || []).flatMap(run =>
      run > "\\u3000" ? Array.from({length: run.length - 1}, (gap, at) => run.substr(at, 2))
        .filter(pair => !none.has(pair[0]) && !none.has(pair[1])) : [run]),
    processTerm: term => term, searchOptions: {boost: {names: 5, headings: 2, line: 2}, combineWith: "OR"}
  };
  const start = performance.now();
  const mini = new MiniSearch(options);
  mini.addAll(await (await fetch("documents.json")).json());
  const text = JSON.stringify(mini);
  const pack = new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip")));
  const size = (await pack.blob()).size;
  const built = performance.now() - start;
  const again = performance.now();
  window.mini = MiniSearch.loadJSON(text, options);
  return [built, size, performance.now() - again];
}"""
MINI_ASK = """question => {
  const start = performance.now();
  const found = mini.search(question);
  return [performance.now() - start, found.length];
}"""


def made_up(documents: Sequence[Document], count: int) -> tuple[Document, ...]:
    """That many documents with the words of the catalogue; the same at every run."""
    chance = random.Random(7)  # noqa: S311 - not a secret
    pool = [d for d in documents if d.kind == "activities"]
    found = []
    for number in range(count):
        one, other = chance.choice(pool), chance.choice(pool)
        sections = tuple(
            chance.choice(pool).sections[place % 20] if place % 3 else section
            for place, section in enumerate(one.sections)
        )
        aliases = tuple(chance.sample(one.aliases, min(3, len(one.aliases))) + list(other.aliases[:2]))
        title = f"{one.title} {number}" if number >= len(pool) else one.title
        found.append(
            Document(
                one.kind, f"activities/made-up-{number}/", title, other.line, "", aliases, sections, one.months, ""
            )
        )
    return tuple(found)


def ours(page: Page, host: Host, documents: tuple[Document, ...], folder: Path, synonyms: Mapping[str, Any]) -> str:
    # Others may use the machine.
    start = time.process_time()
    index = build_index(documents, "zh", synonyms)
    built = time.process_time() - start
    place = folder / "search"
    place.mkdir(exist_ok=True)
    # The parts of the size before have other names.
    for old in place.glob("*.js"):
        old.unlink()
    for name, script in index.files.items():
        (place / name).write_text(script, encoding="utf-8")
    whole = sum(len(gzip.compress(script.encode())) for script in index.files.values())
    first, later, sent = [], [], []
    for question in QUESTIONS:
        # A fresh page for each question: the engine keeps what it has loaded.
        page.goto(host.address + "bench.html")
        # The page and the engine are there before anybody asks.
        host.sent.clear()
        times = page.evaluate(OURS, question)
        first.append(times[0])
        later.append(times[1])
        sent.append(sum(size for _, size in host.sent))
    return (
        f"this index {whole / 1024:8.0f} KB in {len(index.files):4} files, built in {1000 * built / len(documents):.1f} ms "
        f"a page; a first question {median(sent) / 1024:.0f} KB (most {max(sent) / 1024:.0f}), {median(first):.0f} ms "
        f"(most {max(first):.0f}); the next {median(later):.0f} ms"
    )


def minisearch(page: Page, host: Host, documents: tuple[Document, ...], folder: Path) -> str:
    rows = [
        {
            "id": number,
            "title": d.title,
            "address": d.address,
            "line": d.line,
            "names": " ".join((d.title, *d.aliases)),
            "headings": " ".join(s.heading for s in d.sections),
            "text": " ".join(s.text for s in d.sections),
        }
        for number, d in enumerate(documents)
    ]
    (folder / "documents.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    page.goto(host.address + "mini.html")
    try:
        built, size, loaded = page.evaluate(MINI_BUILD, "".join(FUNCTION_CHARACTERS))
    except Error as error:
        return f"MiniSearch gives up: {str(error).splitlines()[0][:80]}"
    times = [page.evaluate(MINI_ASK, question)[0] for question in QUESTIONS]
    return (
        f"MiniSearch {size / 1024:8.0f} KB in    1 file,  built in {built / len(documents):.1f} ms a page; a first question "
        f"{size / 1024:.0f} KB, {loaded + times[0]:.0f} ms and the download; the next {median(times):.0f} ms"
    )


def main() -> None:
    catalogue, _ = read_catalogue(ROOT / "docs")
    documents = tuple(search.documents(catalogue, "zh"))
    synonyms = catalogue.reference.vocabulary.synonyms.of("zh")
    with tempfile.TemporaryDirectory() as name, chromium() as browser, Host(Path(name)) as host:
        folder = Path(name)
        subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", name, MINISEARCH], check=True)  # noqa: S607
        write_engine(folder)
        library = '<script src="node_modules/minisearch/dist/umd/index.js"></script>'
        (folder / "mini.html").write_text(f'<!doctype html><meta charset="utf-8">{library}', encoding="utf-8")
        page = browser.new_page()
        page.set_default_timeout(0)
        for count in COUNTS:
            made = made_up(documents, count)
            print(f"{count:6} pages: {ours(page, host, made, folder, synonyms)}", flush=True)
            if count <= LARGEST_FOR_MINISEARCH:
                print(f"{'':14} {minisearch(page, host, made, folder)}", flush=True)
            else:
                print(f"{'':14} MiniSearch is not asked: one file of its index would be a download of many megabytes.")
