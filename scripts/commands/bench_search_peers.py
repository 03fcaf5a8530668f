"""This search beside Material's (with the cure for Chinese) and Pagefind, on the same site with the same questions."""

from __future__ import annotations

import importlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from html import unescape
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

from playwright.sync_api import Page

from catalogue import read_catalogue
from catalogue.exports import search

from . import ROOT
from .browser import chromium
from .host import Host
from .search_engine import engine_page
from .search_questions import distinct, questions

PAGEFIND = "pagefind@1.6.0"
JIEBA = "jieba==0.42.1"
# The stemmer switched off, marks of Chinese as separators: without this Material finds no English word here.
CURE = r"""  - search: {lang: [zh, en], pipeline: [], separator: '[\s\u200b\-,。，、：；？！（）「」“”《》…—|]+'}
"""
# Head, menu and foot are the same on all pages, and nobody looks for them.
ARTICLE = re.compile(r'<div class="page .*?(?=<footer class="site-footer")', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
WORDS_OF_A_KIND = 40

OURS = """async ([language, question]) => {
  window.engine = window.engine || new SearchEngine("/search/", language);
  const answer = await engine.search(question, true);
  const asked = answer.results.slice(0, 5).map(result => result.address);
  const all = searchRanking.best(answer.weighed).map(row => answer.index.records[row.number].address);
  return [asked.length ? answer.results.map(result => result.address) : answer.near.map(r => r.address), all];
}"""
# Its worker knows messages by number: 0 sets it up, 2 asks.
MATERIAL = """async ([language, question]) => {
  if (!window.material) {
    window.material = new Worker("/assets/javascripts/workers/search.js");
    window.say = message => new Promise(resolve => {
      material.onmessage = event => resolve(event.data);
      material.postMessage(message);
    });
    const index = await (await fetch("/search/search_index.json")).json();
    await say({type: 0, data: {...index, options: {suggest: false}}});
  }
  const found = (await say({type: 2, data: question})).data.items.map(item => item[0].location);
  const own = found.filter(address => address.startsWith("en/") === (language === "en"));
  const cut = own.map(address => language === "en" ? address.slice(3) : address);
  return [cut, cut];
}"""
# Every result is a request of its own: only as many as are looked at.
PAGEFIND_ASK = """async ([language, question, all]) => {
  window.pagefind = window.pagefind || await import("/pagefind/pagefind.js");
  const found = await pagefind.search(question);
  const data = await Promise.all(found.results.slice(0, all ? 400 : 5).map(result => result.data()));
  const cut = data.map(one => one.url.replace(/^\\//, "").replace(/^en\\//, ""));
  return [cut, cut];
}"""
ENGINES = {"this search": OURS, "Material, cured": MATERIAL, "Pagefind 1.6": PAGEFIND_ASK}


def build(folder: Path) -> Path:
    """The site with Material's index and Pagefind's beside our own."""
    # In the project's folder: the paths in a configuration are relative to it.
    config = ROOT / ".bench-search.yml"
    config.write_text((ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("  - i18n:\n", CURE + "  - i18n:\n"))
    # Apart from the project's own packages, which are locked.
    packages = folder / "python"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(packages), JIEBA]
    subprocess.run(pip, check=True)
    sys.path.append(str(packages))
    site = folder / "site"
    # Material gathers its index while pages are rendered: in other processes it would be lost.
    environment = {**os.environ, "PROCESSES": "1", "PYTHONPATH": f"{os.environ['PYTHONPATH']}:{packages}"}
    try:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(site)]
        subprocess.run(command, check=True, env=environment)
    finally:
        config.unlink()
    theme = Path(str(importlib.import_module("material").__file__)).parent / "templates/assets/javascripts"
    shutil.copytree(theme / "lunr", site / "assets/javascripts/lunr")
    (site / "assets/javascripts/workers").mkdir()
    worker = next((theme / "workers").glob("search.*.min.js"))
    shutil.copy(worker, site / "assets/javascripts/workers/search.js")
    subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", str(folder), PAGEFIND], check=True)  # noqa: S607
    pagefind = folder / "node_modules/.bin/pagefind"
    subprocess.run([str(pagefind), "--site", str(site), "--root-selector", ".page", "--quiet"], check=True)
    for language in ("zh", "en"):
        # Pagefind chooses its index by the page's language.
        page = engine_page("/assets/javascripts/").replace("<meta", f'<html lang="{language}"><meta', 1)
        (site / f"bench-{language}.html").write_text(page)
    return site


def texts(site: Path) -> Mapping[str, str]:
    """Address -> the text of each Chinese page's article."""
    found = {}
    for file in site.rglob("index.html"):
        address = file.relative_to(site).as_posix().removesuffix("index.html")
        article = ARTICLE.search(file.read_text(encoding="utf-8"))
        if article and not address.startswith("en/"):
            found[address] = re.sub(r"\s+", " ", unescape(TAG.sub("", article[0])))
    return found


def own_texts() -> Mapping[str, str]:
    """Address -> what the page itself says: without the form for filling in and the cards that lead to other pages."""
    catalogue, _ = read_catalogue(ROOT / "docs")
    found: dict[str, str] = {}
    for document in search.documents(catalogue, "zh"):
        parts = [document.title, document.line, *document.aliases]
        parts += [text for section in document.sections for text in (section.heading, section.text)]
        address = document.address.split("#")[0]
        found[address] = re.sub(r"[ \t]+", "", "\n".join((found.get(address, ""), *parts)))
    return found


def samples(pages: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """Words, pairs of words and windows that stand in the pages, drawn by chance; the same at every run."""
    chance = random.Random(5)  # noqa: S311 - not a secret
    jieba: Any = importlib.import_module("jieba")
    han = re.compile(r"[\u4e00-\u9fff]+")
    words: list[str] = []
    pairs: list[str] = []
    windows: list[str] = []
    for text in chance.sample(sorted(pages.values()), min(80, len(pages))):
        # A longer run holds words that can be cut out of it; a page without one is asked for a usual word.
        run = chance.choice([run for run in han.findall(text) if len(run) > 7] or ["社区"])
        cut = list(jieba.cut(run))
        words += [word for word in cut if len(word) == 2][:1]
        pairs += [one + other for one, other in pairwise(cut) if len(one) == len(other) == 2][:1]
        start = chance.randrange(max(1, len(run) - 3))
        windows.append(run[start : start + 3])
    return {
        "words of 2 characters": words[:WORDS_OF_A_KIND],
        "two words, 4 characters": pairs[:WORDS_OF_A_KIND],
        "any 3 characters": windows[:WORDS_OF_A_KIND],
    }


def ask(page: Page, script: str, language: str, question: str, every: bool = False) -> tuple[list[str], list[str]]:
    shown, whole = page.evaluate(script, [language, question, every])
    return distinct(shown), distinct(whole)


def contained(page: Page, script: str, truths: Mapping[str, Mapping[str, str]], asked: Sequence[str]) -> str:
    """Recall and precision where the truth is: the page holds the text. Texts that no page holds do not count."""
    found = {text: set(ask(page, script, "zh", text, every=True)[1]) for text in asked}
    said = []
    for name, pages in truths.items():
        recall, precision = [], []
        for text, addresses in found.items():
            right = {address for address, words in pages.items() if text in words}
            # The two truths differ: what one of them holds nowhere says nothing about it.
            if right:
                recall.append(len(right & addresses) / len(right))
                precision.append(len(right & addresses) / len(addresses) if addresses else 0)
        said.append(f"{name} ({len(recall)}): recall {mean(recall):.3f}, precision {mean(precision):.3f}")
    return "; ".join(said)


def first_question(browser: Any, host: Host, script: str) -> str:
    """Bytes and time from a fresh page to the first results."""
    page = browser.new_page()
    page.goto(host.address + "bench-zh.html")
    host.sent.clear()
    clock = f"async argument => {{ const start = performance.now(); await ({script})(argument); return performance.now() - start; }}"
    taken = page.evaluate(clock, ["zh", "垃圾分类", False])
    page.close()
    return f"{sum(size for _, size in host.sent) / 1024:.0f} KB, {taken:.0f} ms"


def main() -> None:
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        site = build(Path(name))
        pages = texts(site)
        kinds = samples(pages)
        truths = {"own text": own_texts(), "all that the page shows": pages}
        with Host(site) as host:
            for engine, script in ENGINES.items():
                print(f"{engine}: first question {first_question(browser, host, script)}", flush=True)
                for language in ("zh", "en"):
                    page = browser.new_page()
                    page.set_default_timeout(0)
                    page.goto(host.address + f"bench-{language}.html")
                    asked = list(questions(language))
                    places = [q.place(ask(page, script, language, q.text)[0]) for q in asked]
                    first = sum(place == 1 for place in places) / len(asked)
                    five = sum(0 < place <= 5 for place in places) / len(asked)
                    print(f"  {language}, {len(asked)} questions: first {first:.3f}, among five {five:.3f}", flush=True)
                    if language == "zh":
                        for kind, words in kinds.items():
                            print(f"  {kind}: {contained(page, script, truths, words)}", flush=True)
                    page.close()
