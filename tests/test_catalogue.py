"""Golden cases for the library's plain functions."""

from __future__ import annotations

import ast
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from project import ROOT, Project
from pydantic import ValidationError

from catalogue import Catalogue, check, link, read_catalogue
from catalogue.content.body import Body, numbers
from catalogue.content.labels import needed_labels
from catalogue.content.models import Target, TaskFacts
from catalogue.content.vocabulary import LANGUAGES, Fact, Synonyms, Word
from catalogue.content.yaml_reader import read_page, read_yaml
from catalogue.exports.builder_data import data_script
from catalogue.exports.office import NO_AUTHOR, office_files
from catalogue.presentation import html, interface, views
from catalogue.presentation.facets import answers, facets
from catalogue.presentation.templates import Presentation
from catalogue.problems import did_you_mean


def test_the_library_never_imports_the_site_generator() -> None:
    for file in (ROOT / "hooks/catalogue").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] in ("mkdocs", "material", "jinja2")], file


LOWER_ROOMS = {
    "content": set(),
    "presentation": {"content"},
    "exports": {"content", "presentation"},
    "rules": {"content", "presentation", "exports", "site_check"},
    "site_check": set(),
    "publishing": set(),
}
"""Room of the library -> the rooms that it may import. What stands beside the rooms is for all of them."""


def test_rooms_import_only_what_lies_below_them() -> None:
    library = ROOT / "hooks/catalogue"
    assert {file.parent.name for file in library.glob("*/__init__.py")} == set(LOWER_ROOMS)
    for file in library.rglob("*.py"):
        place = file.relative_to(library).parts
        # The front door hands on what the rooms hold.
        if place == ("__init__.py",):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == len(place):
                named = [node.module] if node.module else [alias.name for alias in node.names]
                rooms = {name.split(".")[0] for name in named} & set(LOWER_ROOMS)
                allowed = LOWER_ROOMS[place[0]] | {place[0]} if len(place) > 1 else set()
                assert rooms <= allowed, f"{'/'.join(place)}:{node.lineno}: {rooms - allowed}"


def test_event_functions_are_thin() -> None:
    for file in (ROOT / "hooks").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 25, f"{file.name}: {node.name}"


def test_contributing_names_every_key_of_an_activity_and_a_plan() -> None:
    from catalogue.content.models import ActivityFacts, PlanFacts, Target, TaskFacts

    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for model in (ActivityFacts, PlanFacts, TaskFacts, Target):
        for key in model.model_fields:
            assert key == "aliases" or f"{key}:" in text or f"`{key}`" in text, f"{model.__name__}.{key}"


def test_lines_of_values_are_those_of_the_file() -> None:
    page, problems = read_page(b"---\ntitle: a\ntasks:\n  - id: x\n    due: 11-30\n---\n\n## H {#h}\n", "p.md")
    assert not problems
    assert page.lines.of("title") == 2
    assert page.lines.of("tasks", 0, "due") == 5
    assert page.lines.of("tasks", 0, "missing") == 4
    assert Body(page.body, page.body_line).headings[0].line == 8


@pytest.mark.parametrize(
    ("text", "line", "piece"),
    [
        ("a: 1\na: 2\n", 2, "stands twice"),
        ("a: [1, 2\nb: 3\n", 2, "not valid YAML"),
        ("a: 1\nb\nc: 3\n", 2, "not valid YAML"),
        ("- 1\n- 2\n", 1, "found a list"),
        ('a: "open\nb: 1\n', 1, "not valid YAML"),
        ("a: 2026-99-99\n", 1, "not valid YAML"),
    ],
)
def test_broken_yaml_is_named_with_its_line(text: str, line: int, piece: str) -> None:
    _, _, problems = read_yaml(text, "f.yml")
    assert [(problem.line, piece in problem.message) for problem in problems] == [(line, True)]


def test_a_body_is_read_as_its_author_wrote_it() -> None:
    body = Body(
        "lead\n\n## 一 {#one}\n\n| a | b |\n| --- | --- |\n| 1\\|2 | 3,000.5元 |\n\n```\n## not a heading\n```\n"
        "[x](a.md#b) `[y](c.md)` <img src='d.png'> 〔社区名称〕〔2027〕\n\n### 二 {#two}\n- p\n1. q\n> said\n"
        "~~~\n## nor this\n~~~\n[z]: e.md\n",
        first_line=10,
    )
    assert [(h.level, h.id, h.line) for h in body.headings] == [(2, "one", 12), (3, "two", 23)]
    table = body.table("one")
    assert table
    assert table.rows == (("1|2", "3,000.5元"),)
    assert table.lines == (16,)
    assert numbers(table.rows[0][1]) == ("3000.5",)
    assert [(found.target, found.line) for found in body.links] == [("a.md#b", 21), ("d.png", 21), ("e.md", 30)]
    assert [(use.name, use.line) for use in body.fields] == [("社区名称", 21)]
    assert body.by_id["two"].items == ("p", "q")
    assert body.by_id["two"].quote == "said"
    assert body.lead == "lead"
    assert [(one.line, one.lines) for one in Body("\n| a |\n| --- |\n| 1 |\n\n## H {#h}\n", 10).tables] == [(11, (13,))]
    assert Body("Don't re-use 5 cups", 1).word_count == 3


@pytest.mark.parametrize(
    ("line", "text", "identity"),
    [
        ("## 为什么做 {#why}", "为什么做", "why"),
        ("##\u3000全角空格  { #why }  ", "全角空格", "why"),
        ("## 没有编号", "没有编号", ""),
        ("## 花括号{里}外 {#why}", "花括号{里}外", "why"),
        ("## 不在末尾 {#no} 的编号", "不在末尾 {#no} 的编号", ""),
        ("## 没有合上 {#no", "没有合上 {#no", ""),
        ("## {#why}", "", "why"),
        ("## 两个 {#one} {#two}", "两个 {#one}", "two"),
    ],
)
def test_a_heading_is_its_text_and_its_id(line: str, text: str, identity: str) -> None:
    (heading,) = Body(f"一句话。\n\n{line}\n", 1).headings
    assert (heading.level, heading.text, heading.id, heading.line) == (2, text, identity, 3)


def test_small_languages_of_the_lists_are_read() -> None:
    words = Synonyms(zh={"甲 / 乙": "一、二", "丙": "一, 三"}).of("zh")
    assert words == {"一": ("甲", "乙", "丙"), "二": ("甲", "乙"), "三": ("丙",)}
    assert Fact(id="x", kind="target", fact="x", figure="1 篇, 80%以上 创建面").figures == ("1篇", "80%以上", "创建面")


def test_did_you_mean_asks_only_where_something_is_near() -> None:
    assert did_you_mean("Themse", ["themes", "forms"]) == " Did you mean 'themes'?"
    assert did_you_mean("zzz", ["themes", "forms"]) == ""


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("社区文明创建计划（精简通用型）", ["社区文明创建计划", "（精简通用型）"]),
        ("“八个不”文明习惯行动", ["“八个不”", "文明习惯行动"]),
        ("跟老人一起办事，慢一点、大一点", ["跟老人一起办事，", "慢一点、", "大一点"]),
        ("“一日三文明”，从我做起", ["“一日三文明”，", "从我做起"]),
        ("关于本站", []),
        ('在<span class="field">〔地点〕</span>，开会', []),
    ],
)
def test_titles_are_cut_into_phrases(title: str, expected: list[str]) -> None:
    found = html.phrases(title)
    assert found == ("".join(f'<span class="phrase">{phrase}</span>' for phrase in expected) or title)


def test_rendered_pages_are_cut_marked_and_labelled(catalogue: Catalogue) -> None:
    page = '<p>lead</p><h2 id="a">A</h2><p>x</p><h3 id="b">B</h3><table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>'
    parts = html.parts(page)
    assert [(part.id, part.level) for part in parts] == [("", 0), ("a", 2), ("b", 3)]
    assert "".join(part.html for part in parts) == page
    labelled = html.label_cells(page)
    assert '<table class="rows"><thead>' in labelled
    assert '<tr><th scope="row" data-label="甲">1</th><td data-label="乙">2</td></tr>' in labelled
    # A cell to be filled in by hand names no row; one of a column that is aligned does.
    by_hand = "<table><tr><th>甲</th><th>乙</th></tr><tr><td></td><td>2</td></tr><tr><td align='right'>1</td><td></td></tr></table>"
    assert html.label_cells(by_hand).count('<td data-label="甲"></td><td data-label="乙">2</td>') == 1
    assert '<th scope="row" data-label="甲" align=\'right\'>1</th><td data-label="乙"></td>' in html.label_cells(
        by_hand
    )
    marked = '<table><tr><th><em>A</em> &amp; "B"</th></tr><tr><td></td><td>more</td></tr></table>'
    assert '<td data-label="A &amp; &quot;B&quot;"></td><td data-label="">more</td>' in html.label_cells(marked)
    assert [(part.id, part.level) for part in html.parts('<h4 id="c">C</h4><h5 id="d">D</h5>')] == [("c", 4)]
    named = html.name_tables(labelled)
    assert named == labelled.replace('<table class="rows"', '<table class="rows" aria-labelledby="b"')
    assert html.name_tables("<p>lead</p>" + named) == "<p>lead</p>" + named
    assert (
        html.mark_chinese('grid worker (网格员)<td data-label="词">a「一社，一品」 b')
        == 'grid worker (<span lang="zh">网格员</span>)<td data-label="词">a<span lang="zh">「一社，一品」</span> b'
    )
    words = catalogue.reference.vocabulary
    assert (
        html.mark_fields("在〔社区名称〕", words, "zh")
        == '在<span class="field" data-field="community">〔社区名称〕</span>'
    )
    assert (
        html.mark_fields("in 〔社区名称〕", words, "en")
        == 'in <span class="field" data-field="community">[community name]</span>'
    )
    assert html.mark_fields("〔2027〕5号 〔没有〕", words, "en") == "〔2027〕5号 〔没有〕"
    picture = '<p>a</p><img alt="〔社区名称〕" src="x.svg">'
    assert html.mark_fields(picture, words, "en") == picture.replace("〔社区名称〕", "[community name]")
    assert html.plain_fields("of 〔城市〕", words, "en") == "of [city]"


@pytest.mark.parametrize("due", ["02-29", "13-01", "1-5", "W10-1", "１１-３０"])
def test_a_task_is_due_on_a_day_of_every_year(due: str) -> None:
    target = {"metric": "m", "value": 1, "unit": "u", "how": "h"}
    task = {"id": "a", "themes": ["b"], "lead": "c", "due": due, "targets": [target], "done": "d"}
    with pytest.raises(ValidationError, match=f"due is '{due}', expected a day such as 11-30"):
        TaskFacts.model_validate(task)


@pytest.mark.parametrize(
    ("months", "zh", "en"),
    [
        ([3, 9], "3月、9月", "Mar, Sep"),
        ([1, 2, 3, 7], "1—3月、7月", "Jan–Mar, Jul"),
        (range(1, 13), "全年", "all year"),
    ],
)
def test_months_are_said_as_people_say_them(months: list[int], zh: str, en: str) -> None:
    assert views.month_span(months, "zh") == zh
    assert views.month_span(months, "en") == en


@pytest.mark.parametrize(
    ("compare", "value", "unit", "zh", "en"),
    [
        ("at-least", 80, "percent", "80%以上", "at least 80%"),
        ("at-least", 100, "percent", "100%", "100%"),
        ("grow-by", 20, "percent", "增长20%", "up by 20%"),
        ("at-most", 0, "cases", "0起", "at most 0 cases"),
        ("exactly", 1, "articles", "1篇", "1 write-up"),
        ("at-least", 5, "courses", "5门以上", "at least 5 courses"),
    ],
)
def test_targets_are_said_with_unit_and_comparison(
    catalogue: Catalogue, compare: str, value: int, unit: str, zh: str, en: str
) -> None:
    target = Target.model_validate({"metric": "m", "value": value, "unit": unit, "how": "h", "compare": compare})
    assert views.target_value(target, catalogue, "zh") == zh
    assert views.target_value(target, catalogue, "en") == en


def test_the_task_table_and_the_month_plan_come_from_the_records(catalogue: Catalogue) -> None:
    plan = catalogue.plans["community-education"]
    rows = views.task_rows(plan, catalogue, "zh")
    assert [row.id for row in rows] == [task.id for task in plan.facts.tasks]
    assert "20%" in " ".join(target.value for row in rows for target in row.targets)
    months = views.month_rows(plan, catalogue, "en")
    assert [row.label for row in months][:2] == ["January", "February"]
    for task in plan.facts.tasks:
        for stem, wanted in task.activities.items():
            for month in wanted:
                assert stem in [activity.stem for activity, _ in months[month - 1].activities]


def test_a_month_shows_its_own_days_and_each_activity_once(catalogue: Catalogue) -> None:
    plan = catalogue.plans["core-values"]
    days = catalogue.reference.vocabulary.observances
    for language, spring in (("zh", "春节（1—2月）"), ("en", "Spring Festival (Jan–Feb)")):
        assert spring in views.month_rows(plan, catalogue, language)[0].observances
        for row in views.month_rows(plan, catalogue, language):
            of_the_month = [views.day_in_a_plan(day, language) for day in days.values() if row.month in day.months]
            assert set(row.observances) <= set(of_the_month)
            assert len(set(row.observances)) == len(row.observances)
    first, second, *others = plan.facts.tasks
    twice = [
        task.model_copy(update={"activities": {"eight-donts": [3]}, "lead": lead})
        for task, lead in ((first, "party-branch"), (second, "community-school"))
    ]
    both = replace(plan, facts=plan.facts.model_copy(update={"tasks": (*twice, *others)}))
    leads = [lead for one, lead in views.month_rows(both, catalogue, "en")[2].activities if one.stem == "eight-donts"]
    assert leads == ["party branch"]


def test_today_is_a_figure_or_left_to_who_uses_the_plan(catalogue: Catalogue) -> None:
    plan = catalogue.plans["compact"]
    task = plan.facts.tasks[0]
    for baseline, shown in ((None, ""), (0, "0"), (12, "12")):
        targets = tuple(target.model_copy(update={"baseline": baseline}) for target in task.targets)
        tasks = (task.model_copy(update={"targets": targets}), *plan.facts.tasks[1:])
        row = views.task_rows(replace(plan, facts=plan.facts.model_copy(update={"tasks": tasks})), catalogue, "zh")[0]
        assert {(target.baseline, target.due) for target in row.targets} == {(shown, row.due)}


def test_one_of_anything_is_said_in_the_singular(catalogue: Catalogue) -> None:
    activity = catalogue.activities["eight-donts"]
    single = activity.facts.model_copy(update={"people": (12, 12), "volunteers": 1, "lead_days": 1})
    for facts, shown in (
        (activity.facts, ["20–60", "2 staff + 4 volunteers", "14 days"]),
        (single, ["12", "2 staff + 1 volunteer", "1 day"]),
    ):
        strip = {fit.label: fit.text for fit in views.fact_strip(replace(activity, facts=facts), catalogue, "en")}
        assert [strip[label] for label in ("people", "crew", "lead-time")] == shown


def test_small_words_about_records(catalogue: Catalogue) -> None:
    assert views.short_post("楼栋长（楼长）") == "楼栋长"
    assert views.short_post("party secretary (committee chair)") == "party secretary"
    assert [views.date_name(date(2027, 3, day), "zh") for day in (1, 7)] == ["3月1日 星期一", "3月7日 星期日"]
    assert views.date_name(date(2027, 3, 5), "en") == "Friday 5 March"
    columns = {one.id: one.holds for one in views.attached(catalogue.plans["compact"], catalogue, "zh")}
    assert columns["task-table"].startswith("序号、")
    assert columns["budget"] == "项目、数量、单价（元）、小计（元）、来源"
    plan = catalogue.plans["compact"]
    titled = replace(plan, facts=plan.facts.model_copy(update={"title": "〔城市〕的计划"}))
    assert views.fields_on(titled, catalogue).keys() - views.fields_on(plan, catalogue).keys() == {"city"}
    assert "baseline" in views.fields_on(plan, catalogue)
    links = link(catalogue)
    for activity in catalogue.activities.values():
        named = [*activity.facts.related, *(other.stem for other in links.named_by.get(activity.stem, ()))]
        found = [other.stem for other in views.neighbours(activity, catalogue, links)]
        assert found == list(dict.fromkeys(named))[:6]


def test_activities_of_a_theme_begin_with_those_that_cost_least(catalogue: Catalogue) -> None:
    tiers = list(catalogue.reference.vocabulary.cost_tiers)
    found = Presentation(catalogue, link(catalogue), "zh").activities_by_theme()
    for theme, activities in found.items():
        assert {activity.facts.themes[0] for activity in activities} == {theme}
        prices = [(tiers.index(one.facts.cost), one.facts.staff, one.facts.minutes) for one in activities]
        assert prices == sorted(prices)
    assert sum(map(len, found.values())) == len(catalogue.activities)


def test_links_are_inverted(catalogue: Catalogue) -> None:
    links = link(catalogue)
    for plan in catalogue.plans.values():
        for task in plan.facts.tasks:
            for stem in task.activities:
                assert (plan.stem, task.id) in [(use.plan.stem, use.part) for use in links.uses_of_activity[stem]]
    assert "eight-donts" in [activity.stem for activity in links.activities_of_fact["P2.2.2.c"]]
    for theme, activities in links.activities_of_theme.items():
        ranks = [(activity.facts.themes[0] != theme, activity.stem) for activity in activities]
        assert ranks == sorted(ranks), theme
    for stem, activities in links.named_by.items():
        assert all(stem in activity.facts.related for activity in activities)


def test_the_finder_reads_much_as_enough(catalogue: Catalogue) -> None:
    found = answers(catalogue.activities["eight-donts"], catalogue.reference.vocabulary)
    assert found["theme"] == ("civic-morality", "etiquette")
    assert found["time"] == ("60", "90", "120")
    assert found["staff"] == ("2", "3")
    assert found["size"] == ("30", "50")
    assert found["cost"][0] == "free"  # it has a version without money
    assert found["setting"] == ("indoor", "outdoor")
    assert {"spring", "autumn", "3", "9"} == set(found["month"])
    visits = answers(catalogue.activities["festival-visits"], catalogue.reference.vocabulary)
    assert (visits["time"], visits["staff"], visits["setting"]) == (("longer",), ("more",), ("door-to-door",))
    every = [answers(activity, catalogue.reference.vocabulary) for activity in catalogue.activities.values()]
    assert all(found for activity in every for found in activity.values())
    shown = facets(catalogue, "en")
    for facet in shown:
        assert facet.choices, facet.id
        for choice in facet.choices:
            assert choice.count == sum(choice.id in activity[facet.id] for activity in every) > 0
    months, settings = (
        [choice.label for choice in facet.choices] for facet in shown if facet.id in ("month", "setting")
    )
    assert months[3:5] == ["Winter", "January"]
    assert settings == ["Indoors", "Outdoors", "Door to door"]


@pytest.mark.parametrize(
    ("people", "sizes"),
    # As far as from 10 to 17 it is from 17 to 30.
    [
        ((10, 50), ("10", "30", "50")),
        ((12, 24), ("10",)),
        ((15, 25), ("30",)),
        ((300, 500), ("200",)),
        ((0, 0), ("10",)),
    ],
)
def test_a_size_is_met_or_else_the_nearest(
    catalogue: Catalogue, people: tuple[int, int], sizes: tuple[str, ...]
) -> None:
    activity = catalogue.activities["eight-donts"]
    other = replace(activity, facts=activity.facts.model_copy(update={"people": people}))
    assert answers(other, catalogue.reference.vocabulary)["size"] == sizes


def test_stamping_makes_a_translation_fresh(project: Project) -> None:
    page = "docs/en/activities/eight-donts.md"
    project.write(page, project.read(page))  # so that what the command writes is restored
    project.replace("docs/zh/activities/eight-donts.md", "谁都烦", "人人都烦")
    assert project.run("check", "--publishable", page).returncode == 1
    stamped = project.run("translated", page)
    assert stamped.stdout == f"{page}: stamped\n"
    # An unchanged file keeps its time, and a running preview its page.
    assert project.run("translated", page).stdout == ""
    assert project.run("check", "--publishable", page).returncode == 0


def test_a_new_translation_is_told_and_stamped(project: Project) -> None:
    page = "docs/en/activities/eight-donts.md"
    project.write(page, re.sub(r"translated_from: .*\n", "", project.read(page)))
    told = project.run("check", "--publishable", page).stdout
    assert told.startswith(
        f"{page}:2: this translation is new. Compare it with docs/zh/activities/eight-donts.md, then run"
    )
    assert project.run("translated", page).stdout == f"{page}: stamped\n"
    assert project.run("check", "--publishable", page).returncode == 0


def test_an_exemption_is_nothing_to_translate() -> None:
    page = "---\ntitle: a\n---\n\nWords.\n\nMore.\n"
    exemption = "<!-- check: off links-lead-somewhere tried by hand -->"
    plain = read_page(page.encode(), "docs/zh/a.md")[0]
    at_the_end = read_page(page.replace("Words.", f"Words. {exemption}").encode(), "docs/zh/a.md")[0]
    assert at_the_end.exemptions[0].line == 5
    assert at_the_end.body == plain.body


def test_stamping_changes_nothing_but_the_stamp(project: Project) -> None:
    page = "docs/en/activities/eight-donts.md"
    project.replace("docs/zh/activities/eight-donts.md", "谁都烦", "人人都烦")
    # Line ends of Windows, and a letter that some editor wrote in an older encoding.
    raw = project.read(page).encode().replace(b"\n", b"\r\n") + b"\r\nna\xefve\r\n"
    project.write(page, raw)
    project.run("translated", page)
    found = (project.folder / page).read_bytes()
    stamp = re.compile(rb'translated_from: "\w+"')
    assert found != raw
    assert stamp.sub(b"", found) == stamp.sub(b"", raw)


@pytest.mark.parametrize("name", ["mine.txt", "index.html"])
def test_a_folder_that_is_no_site_is_never_replaced(project: Project, tmp_path: Path, name: str) -> None:
    mine = tmp_path / "letters" / name
    mine.parent.mkdir()
    mine.write_text("keep", encoding="utf-8")
    result = project.run("build", str(tmp_path / "letters"))
    assert result.returncode == 2
    assert "it will not be replaced" in result.stderr
    assert mine.read_text(encoding="utf-8") == "keep"


class Asked(dict[str, Word]):
    """Labels that remember which of them were asked for."""

    def __init__(self, labels: dict[str, Word]) -> None:
        super().__init__(labels)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Word:
        self.names.add(name)
        return super().__getitem__(name)


def test_every_label_that_a_program_asks_for_is_known_to_the_checks(catalogue: Catalogue, tmp_path: Path) -> None:
    asked = Asked(catalogue.reference.vocabulary.labels)
    words = catalogue.reference.vocabulary.model_copy(update={"labels": asked})
    spied = replace(catalogue, reference=replace(catalogue.reference, vocabulary=words))
    for product in office_files(spied, NO_AUTHOR, 2027):
        if "plans/" in product.path or "eight-donts" in product.path:
            product.make()
    for language in LANGUAGES:
        interface.interface_script(words, {}, language)
        interface.columns_sheet(words, language)
        data_script(spied, language, 2027, [2027])
        facets(spied, language)
        views.attached(spied.plans["compact"], spied, language)
    assert asked.names == needed_labels(words, tmp_path).keys()


def test_english_facts_begin_large_and_have_the_quotation_marks_of_the_pages(catalogue: Catalogue) -> None:
    facts = [fact.said("en") for fact in catalogue.reference.facts.values()]
    labels = catalogue.reference.vocabulary.labels
    facts += [label.en for name, label in labels.items() if name.startswith("kind-of-fact-")]
    assert not [fact for fact in facts if fact[0].islower() or "「" in fact]


def test_an_edition_may_put_its_own_names_in(tmp_path: Path) -> None:
    """What guides/your-own-edition.md tells in its fourth step, with names longer than the fields."""
    names = {
        "社区名称": "江城路第二社区",
        "街道名称": "江城路街道办事处",
        "区县名称": "西城区",
        "城市": "江城市",
        "社区热线": "010-12345678",
        "社区地址": "江城路二巷11号",
        "活动室": "社区二楼多功能活动室",
    }
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("assets", "pdf"))
    for page in (tmp_path / "docs/zh").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        for field, name in names.items():
            text = text.replace(f"〔{field}〕", name)
        page.write_text(text, encoding="utf-8")
    catalogue, problems = read_catalogue(tmp_path / "docs")
    found = check(catalogue, link(catalogue), problems)
    assert not [str(one) for one in found if one.rule in {"length-is-right", "texts-fit", "short-edition-is-short"}]


def test_english_fields_in_a_row_are_words_of_their_own() -> None:
    assert not [page.name for page in (ROOT / "docs/en").rglob("*.md") if "〕〔" in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_survey_report_of_guide_and_run_sheet_is_one(catalogue: Catalogue, language: str) -> None:
    """Six parts in one order: the guide sends its reader to the run sheet for the empty form."""
    guide = catalogue.guides["learning-survey-and-report"].sources[language].body.text
    sheet = catalogue.activities["learning-needs-survey"].sources[language].body.by_id["report-frame"].text
    for part in (
        ("谁在哪天回看", "暂时开不了的", "下学期开＿＿门")
        if language == "zh"
        else ("Who looks back, and when", "Not possible yet", "Next term: ____ courses")
    ):
        assert part in guide
        assert part in sheet


def test_the_lecture_hall_counts_people_as_its_guide_does(catalogue: Catalogue) -> None:
    """Nobody signs where beans are enough: guides/lecture-hall-people-return-to.md, guides/least-paperwork.md."""
    sheet = catalogue.activities["morality-lecture-hall"].zh.body
    assert "签到" not in sheet.text
    assert "豆" in sheet.by_id["materials"].text
