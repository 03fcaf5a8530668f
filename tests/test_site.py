"""The built site: what every page has, and what none may have."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from project import ROOT, Project

from catalogue import Catalogue
from catalogue.content.records import attachments
from catalogue.site_check import findings_of, read_site

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
# One file for both languages: what stands in for a page that is missing, or cannot be had without a network.
STAND_INS = {"404.html", "offline.html"}


class Page(HTMLParser):
    """Every tag of a page with its attributes, and the text of its title."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.title = ""
        self._in_title = False
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data.strip()

    def attributes(self, tag: str, name: str) -> list[str]:
        return [values[name] for found, values in self.tags if found == tag and name in values]

    @property
    def ids(self) -> list[str]:
        return [values["id"] for _, values in self.tags if "id" in values]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {file.relative_to(site).as_posix(): Page(file) for file in sorted(site.rglob("*.html"))}


def test_chinese_words_on_english_pages_are_marked_as_such(site: Path) -> None:
    for file in (site / "en").rglob("*.html"):
        body = file.read_text(encoding="utf-8").partition("<body")[2]
        for tag, text in re.findall(r"<([^<>]*)>([^<]*[\u4e00-\u9fff][^<]*)", body):
            assert 'lang="zh"' in tag, f"{file}: {text}"


@pytest.mark.parametrize(
    "name", ["plans/", "plans/compact/attachments/", "activities/eight-donts/", "guides/choose-a-plan/", "wording/"]
)
def test_tables_are_called_by_the_heading_above_them(pages: dict[str, Page], name: str) -> None:
    for language in ("", "en/"):
        page = pages[f"{language}{name}index.html"]
        tables = [attributes for tag, attributes in page.tags if tag == "table"]
        assert tables
        assert {table.get("aria-labelledby") for table in tables} <= set(page.ids)


def test_every_record_has_its_page_in_both_languages(site: Path, catalogue: Catalogue) -> None:
    for entry in catalogue.shown():
        for prefix in ("", "en/"):
            assert (site / prefix / entry.url / "index.html").is_file(), f"{prefix}{entry.url}"
    assert (site / "en/plans/compact/attachments/index.html").is_file()


def test_every_page_has_language_title_description_and_one_h1(pages: dict[str, Page]) -> None:
    titles: dict[str, str] = {}
    for name, page in pages.items():
        assert page.attributes("html", "lang") == ["en" if name.startswith("en/") else "zh"], name
        descriptions = [v["content"] for tag, v in page.tags if tag == "meta" and v.get("name") == "description"]
        assert len(descriptions) == 1, name
        assert descriptions[0], name
        assert name in STAND_INS or sum(tag == "h1" for tag, _ in page.tags) == 1, name
        assert page.title not in titles, f"{name} and {titles.get(page.title)} share the title {page.title}"
        titles[page.title] = name


def test_titles_name_the_kind_of_page(pages: dict[str, Page]) -> None:
    assert " · 活动 · " in pages["activities/five-hands/index.html"].title
    assert " · Sample plan · " in pages["en/plans/compact/index.html"].title
    title = "附件：社区文明创建计划（精简通用型） · 计划范本 · 文明社区工作台"
    assert pages["plans/compact/attachments/index.html"].title == title


def test_no_page_has_style_attributes_or_inline_handlers(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for tag, values in page.tags:
            bad = [key for key in values if key == "style" or key.startswith("on")]
            assert not bad, f"{name}: <{tag}> has {bad}"


def test_the_checker_finds_nothing(site: Path, pages: dict[str, Page]) -> None:
    checked = read_site(site)
    assert checked.pages.keys() == pages.keys()
    assert checked.own[0] == "https://example.org/"
    assert findings_of(checked) == []


def test_ids_are_given_by_hand(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert not [identity for identity in page.ids if re.fullmatch(r"_\d+", identity)], name


def test_both_languages_have_the_same_heading_ids(pages: dict[str, Page]) -> None:
    def headings(page: Page) -> list[tuple[str, str]]:
        return [(tag, v["id"]) for tag, v in page.tags if re.fullmatch("h[2-4]", tag) and "id" in v]

    for name, page in pages.items():
        if not name.startswith("en/") and name not in STAND_INS:
            assert headings(page) == headings(pages[f"en/{name}"]), name


def test_every_page_links_its_twin(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        if name in STAND_INS:
            continue
        link = next(v["href"] for tag, v in page.tags if tag == "a" and v.get("class") == "language")
        twin = urljoin("/" + name.removesuffix("index.html"), link)
        expected = name.removeprefix("en/") if name.startswith("en/") else f"en/{name}"
        assert twin == "/" + expected.removesuffix("index.html"), name


def test_the_fact_table_says_of_every_fact_where_it_is_covered(site: Path, catalogue: Catalogue) -> None:
    facts = catalogue.reference.facts
    for language in ("zh", "en"):
        text = (site / ("en" if language == "en" else "") / "sources/index.html").read_text(encoding="utf-8")
        rows = [
            re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
            for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)
            if 'scope="row"' in row
        ]
        table = {cells[0]: cells for cells in rows}
        assert list(table) == list(dict.fromkeys(table))
        assert set(table) == set(facts)
        for identity, (_, _, note, places, activities) in table.items():
            assert html.unescape(re.sub(r"</?span[^>]*>", "", note)) == facts[identity].said(language)
            assert "href=" in places, identity
            assert "href=" in activities or activities == "—", identity


def test_a_link_to_an_attachment_leads_to_where_it_stands(pages: dict[str, Page], catalogue: Catalogue) -> None:
    """To their own page, wherever the link stands: the plan's page only lists them."""
    parts = {f"{plan.url}#{one.heading.id}" for plan in catalogue.plans.values() for one in attachments(plan, "zh")}
    assert len(parts) == 35
    found = set()
    for name, page in pages.items():
        for link in page.attributes("a", "href"):
            goal = urljoin("/" + name.removesuffix("index.html"), link).removeprefix("/").removeprefix("en/")
            assert goal not in parts, f"{name}: {link}"
            found.add(goal)
    assert {part.replace("#", "attachments/#") for part in parts} <= found
    guide = pages["guides/doing-it-with-nothing/index.html"].attributes("a", "href")
    assert "../../plans/compact/attachments/#budget" in guide


def test_sitemap_names_every_page_with_absolute_twins(site: Path, pages: dict[str, Page]) -> None:
    urls = ET.parse(site / "sitemap.xml").getroot().findall(f"{SITEMAP}url")  # noqa: S314 - our own file
    found = {url.findtext(f"{SITEMAP}loc"): url for url in urls}
    expected = {"https://example.org/" + name.removesuffix("index.html") for name in pages if name not in STAND_INS}
    assert set(found) == expected
    for url in urls:
        links = {link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")}
        assert set(links) == {"zh", "en", "x-default"}
        assert links["x-default"] == links["zh"]
        assert set(links.values()) <= expected


@pytest.mark.parametrize("name", sorted(STAND_INS))
def test_a_page_that_stands_in_is_in_both_languages_and_out_of_the_index(pages: dict[str, Page], name: str) -> None:
    page = pages[name]
    assert [v["lang"] for tag, v in page.tags if v.get("class") == "not-found"] == ["zh", "en"]
    assert ("meta", {"name": "robots", "content": "noindex"}) in page.tags


def test_only_used_files_of_the_theme_are_published(site: Path) -> None:
    theme = Path(__import__("material").__file__).parent / "templates/assets"
    shipped = {file.name for file in theme.rglob("*") if file.is_file()}
    assert not [file for file in (site / "assets").rglob("*") if file.name in shipped]
    assert not list(site.rglob("*.map"))
    assert not list(site.rglob("*.yml"))


def test_the_blocks_that_templates_replace_still_exist_upstream() -> None:
    material = (Path(__import__("material").__file__).parent / "templates/base.html").read_text(encoding="utf-8")
    for block in re.findall(r"\{% block (\w+) %\}", (ROOT / "overrides/main.html").read_text(encoding="utf-8")):
        assert block == "page_content" or f"{{% block {block} %}}" in material, block
    for partial in ("javascripts/base", "javascripts/content"):
        assert f'include "partials/{partial}.html"' in material


def test_another_engine_elsewhere_at_another_time_builds_the_same_bytes(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ProperDocs, a drop-in for MkDocs, in another folder, later, in another time zone."""
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    copy = Project(tmp_path)
    result = copy.run("build", "--engine", "properdocs", str(tmp_path / "site"))
    assert result.returncode == 0, result.stdout + result.stderr
    ours, theirs = (
        {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (site, tmp_path / "site")
    )
    assert ours.keys() == theirs.keys()
    assert not [name for name, content in ours.items() if content != theirs[name]]


def test_places_to_write_in_are_not_read_as_marks(site: Path, catalogue: Catalogue) -> None:
    lost = {}
    for entry in (*catalogue.activities.values(), *catalogue.guides.values()):
        for language, source in entry.sources.items():
            page = (site / ("en" if language == "en" else "") / entry.url / "index.html").read_text(encoding="utf-8")
            shown = re.sub(r"<[^>]*>", "", page[page.index("<article") : page.index("</article>")])
            written = re.sub(r"\]\([^)]*\)", "", source.body.text)
            if shown.count("_") < written.count("_"):
                lost[f"{language} {entry.stem}"] = written.count("_") - shown.count("_")
    assert not lost


def test_every_plan_and_activity_has_its_files_beside_its_page(site: Path) -> None:
    endings = {"plans": (".docx", "-short.docx", ".xlsx", ".pdf", "-short.pdf"), "activities": (".docx",)}
    for root in (site, site / "en"):
        for kind, wanted in endings.items():
            pages = [page.parent for page in (root / kind).glob("*/index.html")]
            assert pages
            assert [f"{p.name}{end}" for p in pages for end in wanted if not (p / f"{p.name}{end}").is_file()] == []
    assert not (site / "pdf").exists()
    assert not (site / "rendered-from.json").exists()
