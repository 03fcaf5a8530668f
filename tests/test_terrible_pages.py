"""Deliberately terrible pages, each with the complete list of messages that it must give."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from project import ROOT
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
    for name in ("vocabulary.yml", "observances.yml", "labels.yml", "synonyms.yml", "source-facts.yml", "terms.yml"):
        shutil.copy(ROOT / "docs" / name, folder / name)
    return folder


def problems_of(docs: Path, chinese: str) -> list[Problem]:
    (docs / "zh/activities/terrible.md").write_text(chinese, encoding="utf-8")
    (docs / "en/activities/terrible.md").write_text(ENGLISH, encoding="utf-8")
    catalogue, problems = read_catalogue(docs)
    found = check(catalogue, link(catalogue), problems)
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
