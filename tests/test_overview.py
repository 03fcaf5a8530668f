"""The coverage report: what is counted, what is a gap, and the same figures in the command and on the page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from project import Project

from catalogue import Catalogue, link
from catalogue.presentation.overview import Cell, Overview


@pytest.fixture(scope="module")
def overview(catalogue: Catalogue) -> Overview:
    return Overview(catalogue, link(catalogue))


def test_every_cell_counts_the_activities_of_theme_audience_and_month(overview: Overview) -> None:
    activities = [activity.facts for activity in overview.catalogue.activities.values()]
    for grid in overview.grids:
        for row in grid.rows:
            for month, cell in enumerate(row.cells, start=1):
                count = sum(
                    grid.theme in one.themes and row.id in one.audiences and month in one.months for one in activities
                )
                assert cell == Cell(count, count), f"{grid.theme}, {row.id}, {month}"
        assert set(grid.missing) | {row.id for row in grid.served} == set(overview.audiences)


def test_what_is_thin_is_named_and_its_neighbour_is_not(overview: Overview) -> None:
    counts = {
        fact: sum(fact in part.covers for plan in overview.catalogue.plans.values() for part in plan.facts.parts)
        + sum(fact in activity.facts.covers for activity in overview.catalogue.activities.values())
        + sum(fact in getattr(page.facts, "covers", ()) for page in overview.catalogue.pages.values())
        for fact in overview.catalogue.reference.facts
    }
    assert {thin.id for thin in overview.thin_facts} == {fact for fact, count in counts.items() if count < 2}
    hung = {day for activity in overview.catalogue.activities.values() for day in activity.facts.observances}
    days = set(overview.catalogue.reference.vocabulary.observances)
    assert {thin.id for thin in overview.thin_observances} == days - hung


def test_thin_themes_and_months_are_named(overview: Overview) -> None:
    themes = {}
    for theme in overview.themes:
        own = sum(one.facts.themes[0] == theme for one in overview.catalogue.activities.values())
        plans = overview.catalogue.plans.values()
        tasks = sum(theme in task.themes for plan in plans for task in plan.facts.tasks)
        if own < 5 or tasks < 3:
            themes[theme] = (own, tasks)
    assert {thin.id: (thin.count, thin.tasks) for thin in overview.thin_themes} == themes
    counts = [cell.zh for cell in overview.months]
    few = [(str(month), count) for month, count in enumerate(counts, 1) if count * 2 < max(counts)]
    assert [(thin.id, thin.count) for thin in overview.thin_months] == few


def test_pages_of_long_ago_are_listed_the_oldest_first(catalogue: Catalogue) -> None:
    newest = date(2027, 7, 1)
    ages = {"five-hands": 180, "eight-donts": 181, "civility-quiz": 300, "first-aid": 181, "book-exchange": 0}
    activities = {}
    for stem, age in ages.items():
        activity = catalogue.activities[stem]
        facts = activity.facts.model_copy(update={"checked": newest - timedelta(age)})
        activities[stem] = replace(activity, facts=facts)
    few = replace(catalogue, activities=activities, plans={}, themes={}, guides={}, pages={})
    found = Overview(few, link(catalogue))
    assert found.newest_check == newest
    assert [entry.stem for entry, _ in found.oldest] == ["civility-quiz", "eight-donts", "first-aid"]


def test_a_missing_translation_and_an_old_check_show_in_the_report(project: Project) -> None:
    project.delete("docs/en/activities/eight-donts.md")
    path = "docs/zh/activities/five-hands.md"
    text = project.read(path)
    project.write(path, re.sub(r"checked: \S+", "checked: 2025-01-31", text))
    project.replace("docs/zh/activities/civility-quiz.md", "summary: ", "summary: 新")
    said = project.run("check", "--report").stdout
    count = len(list((project.folder / "docs/zh/activities").glob("*.md"))) - 1
    assert f"activities  {count:>5}{count - 1:>5}    1" in said
    assert "\ndocs/en/activities/civility-quiz.md\n" in said
    assert re.search(rf"^all themes\s+{count}/{count - 1} ", said, re.MULTILINE)
    assert f"{path} (2025-01-31)" in said


def test_the_page_has_the_same_figures_and_is_light(site: Path, overview: Overview) -> None:
    for folder in ("report", "en/report"):
        page = (site / folder / "index.html").read_text(encoding="utf-8")
        assert page.count('<details class="report-theme">') == len(overview.themes)
        for grid in overview.grids:
            assert f"· {grid.total} " in page
            assert f"· {grid.holes} " in page
        assert 'class="gap"' in page
