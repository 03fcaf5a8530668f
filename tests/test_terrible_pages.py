"""Deliberately terrible pages, each with the complete list of messages that it must give."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from exports import export_all
from project import LISTS, ROOT, small_project
from terrible import run_sheet

from catalogue import Problem, check, link, read_catalogue

FOLDER = Path(__file__).parent / "terrible"
ENGLISH = '---\ntitle: Terrible\nsummary: Terrible\ntranslated_from: "-"\n---\n' + "word " * 700


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A docs folder with the real word lists and no page."""
    folder = tmp_path / "docs"
    for language in ("zh", "en"):
        (folder / language / "activities").mkdir(parents=True)
    for name in LISTS:
        shutil.copy(ROOT / "docs" / name, folder / name)
    return folder


def problems_of(docs: Path, chinese: str) -> list[Problem]:
    (docs / "zh/activities/terrible.md").write_text(chinese, encoding="utf-8")
    (docs / "en/activities/terrible.md").write_text(ENGLISH, encoding="utf-8")
    catalogue, problems = read_catalogue(docs)
    found = check(catalogue, link(catalogue), problems)
    export_all(catalogue, found)
    assert {problem.path for problem in found} == {"docs/zh/activities/terrible.md"}
    return found


def listed(problems: list[Problem]) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in problems]


def test_every_fault_of_a_terrible_page_is_named(docs: Path) -> None:
    found = problems_of(docs, (FOLDER / "any_page.zh.md").read_text(encoding="utf-8"))
    assert listed(found) == (FOLDER / "any_page.txt").read_text(encoding="utf-8").splitlines()


def test_every_fault_of_a_terrible_run_sheet_is_named(docs: Path) -> None:
    assert listed(problems_of(docs, run_sheet.PAGE)) == run_sheet.MESSAGES.splitlines()


def test_a_terrible_front_matter_is_named_key_by_key(docs: Path) -> None:
    page = (
        "---\ntitle: 坏头\ntitle: 又一个\nsummery: 错字\nthemes: safety\nminutes: 1 小时\nlead_days: -1\npeople: [30, 10]\n"
        "staff: true\nchecked: 昨天\n---\n"
    )
    assert listed(problems_of(docs, page)) == ["3: key 'title' stands twice, expected once. Delete one of them."]
    once = page.replace("title: 又一个\n", "")
    expected = [
        "2: key 'audiences' is missing. Add it; CONTRIBUTING.md shows a commented front matter.",
        "2: key 'cost' is missing. Add it; CONTRIBUTING.md shows a commented front matter.",
        "2: key 'difficulty' is missing. Add it; CONTRIBUTING.md shows a commented front matter.",
        "2: key 'forms' is missing. Add it; CONTRIBUTING.md shows a commented front matter.",
        "2: key 'frequency' is missing. Add it; CONTRIBUTING.md shows a commented front matter.",
        "2: key 'months' is missing. Add it; CONTRIBUTING.md shows a commented front matter.",
        "2: key 'setting' is missing. Add it; CONTRIBUTING.md shows a commented front matter.",
        "2: key 'volunteers' is missing. Add it; CONTRIBUTING.md shows a commented front matter.",
        "3: unknown key 'summery', expected one of title, summary, aliases, changes, keeps, checked, themes, audiences, forms, minutes, "
        "lead_days, people, staff, volunteers, cost, setting, months, frequency, difficulty, observances, covers, "
        "related, before, after. Did you mean 'summary'?",
        "4: themes is 'safety', expected a list in [ ].",
        "5: minutes is '1 小时', expected a whole number.",
        "6: lead_days is -1, expected 0 or more.",
        "7: people is [30, 10], expected the smaller number first.",
        "8: staff is True, expected a whole number.",
        "9: checked is '昨天', expected a date such as 2027-03-05.",
    ]
    assert listed(problems_of(docs, once)) == expected


def test_a_page_of_the_navigation_that_cannot_be_read_stops_every_build(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    line = project.replace("docs/zh/sources.md", "title: ", "title：")
    result = project.mkdocs(tmp_path / "site")
    assert result.returncode == 1
    assert f"docs/zh/sources.md:{line}: this is not valid YAML" in result.stderr
    assert re.search(r"ERROR   -  The site was not built: \d+ errors", result.stderr)
    assert "Traceback" not in result.stderr


def test_a_build_that_is_not_strict_goes_on_with_the_messages(tmp_path: Path) -> None:
    project, sheet, plan = small_project(tmp_path), "docs/{}/activities/{}.md", "docs/{}/plans/compact.md"
    expected = []
    # A page that cannot be read, a word that no list has, a heading and its table that are missing, no translation.
    line = project.replace("docs/zh/themes/elders.md", "title: ", "title：")
    expected.append(f"docs/zh/themes/elders.md:{line}: this is not valid YAML")
    line = project.replace(sheet.format("zh", "five-hands"), "themes: [", "themes: [none-such, ")
    expected.append(f"{sheet.format('zh', 'five-hands')}:{line}: themes has 'none-such'")
    # Only three activities are there for it to name.
    text = re.sub(r"(?m)^(related|before|after): .*\n", "", project.read(sheet.format("zh", "eight-donts")))
    project.write(sheet.format("zh", "eight-donts"), re.sub(r"(?s)## [^\n]*{#plan-line}.*?(?=## )", "", text))
    expected.append(f"{sheet.format('zh', 'eight-donts')}:1: block {{#plan-line}} is missing")
    project.delete(sheet.format("en", "civility-quiz"))
    expected.append(f"{sheet.format('zh', 'civility-quiz')}:1: this page has no English twin")
    # Every fault of a run sheet, and a plan whose languages and headings do not fit each other.
    project.write(sheet.format("zh", "terrible"), run_sheet.PAGE)
    project.write(sheet.format("en", "terrible"), ENGLISH)
    expected += [f"{sheet.format('zh', 'terrible')}:{message}" for message in run_sheet.MESSAGES.splitlines()]
    project.replace(plan.format("zh"), "{#young-people}", "{#young}")
    text = project.read(plan.format("en"))
    project.write(plan.format("en"), re.sub(r"(?<=id: young-people\n)    targets:\n.*\n", "    targets: []\n", text))
    project.replace("mkdocs.yml", "ethnic-unity-month: month 09", "ethnic-unity-month: month 05")
    result = project.mkdocs(tmp_path / "site")
    said = result.stdout + result.stderr
    assert result.returncode == 0, said
    assert "Traceback" not in said
    assert [message for message in expected if message not in said] == []
    made = [
        "plans/compact/compact.docx",
        "activities/eight-donts/index.html",
        "activities/eight-donts/eight-donts.docx",
        "activities/civility-quiz/civility-quiz.docx",
        "activities/terrible/terrible.docx",
        "data/catalogue.json",
        "assets/javascripts/plans-zh.js",
        "search/zh.js",
    ]
    assert [file for file in made if not (tmp_path / "site" / file).is_file()] == []
    # A region's own days hold all the same.
    days = (tmp_path / "site/assets/javascripts/days-zh.js").read_text(encoding="utf-8")
    assert '"ethnic-unity-month","05-01/05-31"' in days
    # Of these nothing can be shown.
    assert not (tmp_path / "site/themes/elders").exists()
    assert not (tmp_path / "site/activities/five-hands").exists()
