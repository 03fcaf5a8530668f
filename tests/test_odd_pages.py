"""What is rare and no mistake: all of it in one copy of the project, built once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from project import Project, sixth_plan
from selectolax.lexbor import LexborHTMLParser

WORDS = 'Say "hello" & <b>smile</b>'
PLAN = "docs/{}/plans/compact.md"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The site, and what its build said."""
    project = Project(tmp_path_factory.mktemp("odd"))
    for language in ("zh", "en"):
        page = f"docs/{language}/guides/choose-a-plan.md"
        project.replace(page, "{#problem}\n\n", "{#problem}\n\n![标志 mark](../../assets/images/mark.svg)\n\n")
    project.replace(PLAN.format("zh"), "value: ", "value: 1")
    _with_marks_of_html(project, "docs/en/activities/eight-donts.md")
    project.run("translated", page, PLAN.format("en"))
    sixth_plan(project, "own")
    result = project.run("build", str(project.folder / "site"))
    assert result.returncode == 0, result.stdout + result.stderr
    return project.folder / "site", result.stdout + result.stderr


def _with_marks_of_html(project: Project, page: str) -> None:
    head = project.read(page).split("\n---\n")[0]
    for key in ("title", "summary"):
        old = re.search(rf"^{key}: .*$", head, re.MULTILINE)
        assert old
        project.replace(page, old[0], f"{key}: '{WORDS} {key}'")
    project.replace(page, "{#materials}", '"P & Q" &lt;R {#materials}')
    materials = project.read(page).split("{#materials}")[1].split("\n| --- |")[0].splitlines()[-1]
    project.replace(page, materials, materials.replace(" | ", ' | "P & Q" &lt;R ', 1))


def test_a_picture_is_named_alike_in_both_languages(odd: tuple[Path, str]) -> None:
    """The path from the file, as CONTRIBUTING.md says, leads to the one picture from both pages."""
    site, _ = odd
    assert 'src="../../../assets/' in (site / "en/guides/choose-a-plan/index.html").read_text(encoding="utf-8")
    assert not (site / "en/assets").exists()


def test_a_plan_of_ones_own_is_built_before_its_pdfs_are_rendered(odd: tuple[Path, str]) -> None:
    site, said = odd
    plan = LexborHTMLParser((site / "plans/sixth/index.html").read_text(encoding="utf-8"))
    assert [one.attributes["href"] for one in plan.css(".take-away__files a")] == ["sixth-short.docx", "sixth.xlsx"]
    assert "新增计划，原文没有。" in plan.css_first("dl.sources").text()
    for root in ("", "en/"):
        for name in ("sixth", "sixth-short"):
            assert said.count(f"docs/pdf/{root}plans/sixth/{name}.pdf:1: not rendered from the words") == 1


def test_a_pdf_of_earlier_words_is_told_and_stops_nothing(odd: tuple[Path, str]) -> None:
    _, said = odd
    changed = [f"{root}plans/compact/{name}.pdf" for root in ("", "en/") for name in ("compact", "compact-short")]
    told = re.findall(
        r"docs/pdf/(\S+):1: not rendered from the words that the plan has now\. Run \./scripts/pdfs", said
    )
    told = [pdf for pdf in told if "/sixth/" not in pdf]
    # The table of this one names the activity that has another title here.
    assert sorted(told) == sorted([*changed, "en/plans/core-values/core-values.pdf"])


def test_marks_of_html_in_words_stay_words(odd: tuple[Path, str]) -> None:
    site, _ = odd
    tree = LexborHTMLParser((site / "en/activities/eight-donts/index.html").read_text(encoding="utf-8"))
    assert tree.css_first("h1").text() == f"{WORDS} title"
    assert tree.css_first("title").text().startswith(f"{WORDS} title")
    assert tree.css_first(".page-head__summary").text() == f"{WORDS} summary"
    for name in ("description", "og:description"):
        meta = tree.css_first(f'meta[name="{name}"], meta[property="{name}"]')
        assert meta.attributes["content"] == f"{WORDS} summary"
    assert tree.css_first('.contents a[href="#materials"]').text().endswith('"P & Q" <R')
    assert (tree.css_first("h2#materials + table tbody td").attributes["data-label"] or "").startswith('"P & Q" <R')
    listed = LexborHTMLParser((site / "en/activities/index.html").read_text(encoding="utf-8"))
    assert [f"{WORDS} title"] == [one.text() for one in listed.css(".card__title a") if "smile" in one.text()]
