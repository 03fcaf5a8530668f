"""Mistakes that maintainers make, planted one at a time into the real pages: each is told once, with path and line."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from mkdocs.config import load_config
from project import ROOT, Project, sixth_plan

from catalogue import publishing
from catalogue.settings import fault
from commands import build, check

ZH = "docs/zh/activities/eight-donts.md"
EN = "docs/en/activities/eight-donts.md"
PLAN = "docs/zh/plans/community-education.md"
Mistake = Callable[[Project], tuple[str, int, str]]
"""Plants the mistake; path, line and a piece of the message that is expected."""


def broken_yaml(project: Project) -> tuple[str, int, str]:
    line = project.replace(ZH, "summary: ", 'summary: "')
    return ZH, line, "not valid YAML"


def unknown_key(project: Project) -> tuple[str, int, str]:
    return ZH, project.replace(ZH, "audiences:", "audience:"), "Did you mean 'audiences'?"


def unknown_theme(project: Project) -> tuple[str, int, str]:
    line = project.replace(ZH, "themes: [civic-morality", "themes: [civic-moralty")
    return ZH, line, "themes has 'civic-moralty', which is not in docs/vocabulary.yml. Did you mean 'civic-morality'?"


def wrong_type(project: Project) -> tuple[str, int, str]:
    return ZH, project.replace(ZH, "minutes: 60", "minutes: sixty"), "minutes is 'sixty', expected a whole number"


def missing_twin(project: Project) -> tuple[str, int, str]:
    project.delete(EN)
    return ZH, 1, f"expected {EN}"


def stale_twin(project: Project) -> tuple[str, int, str]:
    project.replace(ZH, "谁都烦", "人人都烦")
    line = project.read(EN).splitlines().index(next(x for x in project.read(EN).splitlines() if "translated_from" in x))
    return EN, line + 1, "the Chinese page has changed since this translation"


def dead_link(project: Project) -> tuple[str, int, str]:
    line = project.replace(ZH, "谁都烦", "[谁都烦](five-hand.md)")
    return (
        ZH,
        line,
        "docs/zh/activities/five-hand.md, which does not exist. Did you mean 'zh/activities/five-hands.md'?",
    )


def dead_anchor(project: Project) -> tuple[str, int, str]:
    return ZH, project.replace(ZH, "谁都烦", "[谁都烦](five-hands.md#agendas)"), "Did you mean 'agenda'?"


def link_to_other_language(project: Project) -> tuple[str, int, str]:
    return ZH, project.replace(ZH, "谁都烦", "[谁都烦](../../en/about.md)"), "leads into the other language"


def dead_image_in_html(project: Project) -> tuple[str, int, str]:
    return ZH, project.replace(ZH, "谁都烦", '谁都烦<img src="../../assets/no.png" alt="">'), "no.png"


def duplicate_title(project: Project) -> tuple[str, int, str]:
    title = re.search(r"^title: (.*)$", project.read("docs/en/activities/five-hands.md"), re.MULTILINE)
    assert title
    old = re.search(r"^title: .*$", project.read(EN), re.MULTILINE)
    assert old
    project.replace(EN, old[0], title[0])
    return "docs/en/activities/five-hands.md", 2, f"stands at {EN}:2 too"


def orphan(project: Project) -> tuple[str, int, str]:
    project.write("docs/zh/lonely.md", "---\ntitle: 孤页\nsummary: 没有人链接到这里\n---\n\n正文。\n")
    project.write(
        "docs/en/lonely.md",
        '---\ntitle: Lonely\nsummary: Nobody links here\ntranslated_from: "-"\n---\n\nText.\n',
    )
    project.run("translated", "docs/en/lonely.md")
    return "docs/zh/lonely.md", 1, "no page links to this one"


def theme_without_activity(project: Project) -> tuple[str, int, str]:
    line = project.replace("docs/vocabulary.yml", "  publicity: {zh", "  pets: {zh: 宠物, en: Pets}\n  publicity: {zh")
    return "docs/vocabulary.yml", line, "theme 'pets' has no page docs/zh/themes/pets.md, no activity, no task"


def fact_not_covered(project: Project) -> tuple[str, int, str]:
    project.replace(PLAN, "P1.3.2.h", "P1.3.2.e")
    return PLAN, project.read(PLAN).splitlines().index("tasks:") + 1, "fact P1.3.2.h"


def figure_changed(project: Project) -> tuple[str, int, str]:
    text = project.read(PLAN)
    project.write(PLAN, text.replace("15%", "16%"))
    return PLAN, 0, "'15%' of fact P1.3.1.f"


def unknown_field(project: Project) -> tuple[str, int, str]:
    return ZH, project.replace(ZH, "〔主持人〕", "〔主持入〕"), "Did you mean '主持人'?"


def agenda_that_does_not_sum(project: Project) -> tuple[str, int, str]:
    project.replace(ZH, "minutes: 60", "minutes: 75")
    table = project.read(ZH).splitlines().index("| 从开始算 | 环节 | 怎么做 | 谁 |")
    return ZH, table + 1, "the agenda sums to 60 minutes, but `minutes` is 75"


def heading_id_changed(project: Project) -> tuple[str, int, str]:
    return EN, project.replace(EN, "{#tips}", "{#hints}"), "expected level 2 with id 'tips'"


def month_that_does_not_suit(project: Project) -> tuple[str, int, str]:
    plan = "docs/zh/plans/compact.md"
    line = project.replace(plan, "qingming-remembrance: [4]", "qingming-remembrance: [8]")
    return plan, line, "'qingming-remembrance' is run in Aug, but its run sheet says Mar–Apr."


def lead_whom_no_run_sheet_knows(project: Project) -> tuple[str, int, str]:
    plan = "docs/zh/plans/compact.md"
    line = project.replace(plan, "lead: environment-officer", "lead: market-supervision")
    return plan, line, "'market-supervision' leads task 'clean-homes', but 市场监管所 stands on none of its run sheets."


def change_told_in_one_language(project: Project) -> tuple[str, int, str]:
    plan = "docs/en/plans/compact.md"
    line = project.replace(plan, "day: 2026-11-26", "day: 2026-11-25")
    return plan, line, "`changes` has 2026-11-25, expected 2026-11-26 as in docs/zh/plans/compact.md."


def task_with_two_ids(project: Project) -> tuple[str, int, str]:
    plan = "docs/zh/plans/compact.md"
    line = project.replace(plan, "- id: young-people", "- id: youth")
    heading = project.read(plan).split("{#young-people}")[0].count("\n") + 1
    return (
        plan,
        line,
        f"task 'youth' has no heading {{#youth}} in the page. Line {heading} has {{#young-people}}: write",
    )


def figure_told_in_one_language(project: Project) -> tuple[str, int, str]:
    plan = "docs/en/plans/compact.md"
    line = project.replace(plan, "Each of the 3 teams has a leader", "Each of the 4 teams has a leader")
    return (
        plan,
        line,
        "found 'Each of the 4 teams has a leader and somebody who can stand in', but docs/zh/plans/compact.md",
    )


def two_letter_folder(project: Project) -> tuple[str, int, str]:
    project.write("docs/fr/index.md", "Bonjour\n")
    return "docs/fr", 1, "a folder with a name of two letters is taken for a language"


def label_of_a_program(project: Project) -> tuple[str, int, str]:
    project.replace("docs/labels.yml", "\nsheet-note: ", "\nshet-note: ")
    return "docs/labels.yml", 1, "label 'sheet-note' is missing, needed by spreadsheets."


def label_of_a_template(project: Project) -> tuple[str, int, str]:
    project.replace("docs/labels.yml", "\noffline-title: ", "\nofline-title: ")
    template = project.read("overrides/offline.html")
    line = template[: template.index('"offline-title"')].count("\n") + 1
    return "docs/labels.yml", 1, f"label 'offline-title' is missing, needed by overrides/offline.html:{line}."


def byte_order_mark(project: Project) -> tuple[str, int, str]:
    project.write(ZH, b"\xef\xbb\xbf" + project.read(ZH).encode())
    return ZH, 1, "byte-order mark"


MISTAKES: list[Mistake] = [
    broken_yaml,
    unknown_key,
    unknown_theme,
    wrong_type,
    missing_twin,
    stale_twin,
    dead_link,
    dead_anchor,
    link_to_other_language,
    dead_image_in_html,
    duplicate_title,
    orphan,
    theme_without_activity,
    fact_not_covered,
    figure_changed,
    unknown_field,
    agenda_that_does_not_sum,
    heading_id_changed,
    month_that_does_not_suit,
    lead_whom_no_run_sheet_knows,
    change_told_in_one_language,
    figure_told_in_one_language,
    task_with_two_ids,
    two_letter_folder,
    label_of_a_program,
    label_of_a_template,
    byte_order_mark,
]


@pytest.mark.parametrize("plant", MISTAKES, ids=lambda plant: plant.__name__)
def test_a_mistake_is_told_with_one_message(
    project: Project, plant: Mistake, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = plant(project)
    # In this process: to start another for each takes longer than to check.
    monkeypatch.setattr(check, "ROOT", project.folder)
    monkeypatch.setattr(sys, "argv", ["check", "--publishable"])
    assert check.main() == 1
    assert_told_once(capsys.readouterr().out, *expected)


# An error, a stale translation, and what stops any build.
@pytest.mark.parametrize("plant", [unknown_theme, stale_twin, label_of_a_program], ids=lambda plant: plant.__name__)
def test_a_mistake_stops_the_build_and_leaves_the_last_site(project: Project, plant: Mistake) -> None:
    project.write("site/data/catalogue.json", "{}")
    project.write("site/index.html", "the last good site")
    expected = plant(project)
    result = project.run("build", str(project.folder / "site"))
    assert result.returncode == 1, result.stdout + result.stderr
    assert_told_once(result.stdout + result.stderr, *expected)
    assert "Traceback" not in result.stderr
    assert project.read("site/index.html") == "the last good site"


def assert_told_once(output: str, path: str, line: int, piece: str) -> None:
    problems = re.findall(r"(docs/[^\s:]+):(\d+): (.*)", output)
    assert len(problems) == 1, output
    assert problems[0][0] == path
    assert not line or int(problems[0][1]) == line
    assert piece in problems[0][2]


def test_the_folder_of_the_site_is_named_from_where_the_caller_stands(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/mine.txt").write_text("keep", encoding="utf-8")
    result = subprocess.run(
        [ROOT / "scripts/build", "letters"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert str(tmp_path / "letters") in result.stderr


def test_a_command_finds_its_project_whatever_the_shell_looks_through(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    for looked_through in (".", str(tmp_path)):
        result = subprocess.run(
            ["bash", "scripts/check", "--rules"],  # noqa: S607
            cwd=ROOT,
            env={**os.environ, "CDPATH": looked_through},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("broken_off", ["prepare", "site", "offline.zip", ""])
def test_site_and_zip_are_of_one_build_wherever_it_breaks_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken_off: str
) -> None:
    site, zipped = tmp_path / "site", tmp_path / "zips/offline.zip"

    def engine(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        Path(command[-1]).mkdir()
        (Path(command[-1]) / "index.html").write_text(f"build {len(builds)}", encoding="utf-8")
        return subprocess.CompletedProcess(command, 0)

    def prepare(*_: object) -> None:
        if builds and broken_off == "prepare":
            raise OSError("no more space")

    def rename(self: Path, target: Path) -> Path:
        if builds and self.name == "fresh" and target.name == broken_off:
            raise OSError("no more space")
        return self.replace(target)

    monkeypatch.setattr(subprocess, "run", engine)
    monkeypatch.setattr(publishing, "prepare", prepare)
    monkeypatch.setattr(Path, "rename", rename)
    builds: list[int] = []
    # The folder of the zip is made: that it is missing would be found out only after the whole build.
    builds.append(build.build(site, wanted=build.Wanted(offline=zipped)))
    with pytest.raises(OSError, match="no more space") if broken_off else nullcontext():
        build.build(site, wanted=build.Wanted(offline=zipped))
    expected = "build 0" if broken_off else "build 1"
    assert (site / "index.html").read_text(encoding="utf-8") == expected
    with zipfile.ZipFile(zipped) as archive:
        assert archive.read(f"{build.OFFLINE_FOLDER}/index.html").decode() == expected
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["index.html", "offline.zip", "site", "zips"]


@pytest.mark.parametrize(("cache", "kept"), [(True, None), (False, "")])
def test_a_build_without_the_cache_says_so_to_its_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: bool, kept: str | None
) -> None:
    seen: list[str | None] = []

    def engine(command: list[str], *, env: dict[str, str], **_: object) -> subprocess.CompletedProcess[str]:
        seen.append(env.get("BUILD_CACHE"))
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.delenv("BUILD_CACHE", raising=False)
    monkeypatch.setattr(subprocess, "run", engine)
    assert build.build(tmp_path / "site", wanted=build.Wanted(cache=cache)) == 3
    assert seen == [kept]
    assert not list(tmp_path.iterdir())


def test_a_build_that_is_ended_leaves_nothing_behind(project: Project, tmp_path: Path) -> None:
    paths = f"{project.folder / 'hooks'}:{project.folder / 'scripts'}"
    with subprocess.Popen(
        [sys.executable, "-m", "commands.build", str(tmp_path / "site")],
        cwd=project.folder,
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        while not list(tmp_path.glob(".site-*/fresh")):
            assert process.poll() is None
            time.sleep(0.05)
        process.terminate()
    assert not list(tmp_path.iterdir())


def test_the_untouched_copy_has_no_problem(project: Project) -> None:
    result = project.run("check", "--publishable")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("page", ["nowhere.md", "/etc/hosts", "docs/zh", "activities/eight-donts.md"])
@pytest.mark.parametrize("command", ["check", "translated"])
def test_a_page_that_is_not_there_is_told(project: Project, command: str, page: str) -> None:
    result = project.run(command, page)
    assert result.returncode == 2
    assert (
        result.stderr == f"{page}: no such file below docs/, expected one such as docs/zh/activities/eight-donts.md.\n"
    )


@pytest.mark.parametrize("linked", ["docs/zh/activities", "."])
def test_a_page_is_found_by_a_link(project: Project, tmp_path: Path, linked: str) -> None:
    line = project.replace(ZH, "minutes: ", "minutes：")
    folder, away = project.folder / linked, tmp_path / "away"
    if linked == ".":
        away.symlink_to(folder)
        result = project.run("check", str(away / ZH))
    else:
        folder.rename(away)
        folder.symlink_to(away)
        result = project.run("check", ZH)
        folder.unlink()
        away.rename(folder)
    assert result.stdout.startswith(f"{ZH}:{line}: "), result.stderr


def test_a_chinese_page_is_not_stamped(project: Project) -> None:
    result = project.run("translated", ZH)
    assert result.returncode == 1
    assert result.stderr == f"{ZH}: this is the Chinese page, expected its English one: {EN}\n"


def test_checking_a_page_hides_no_broken_list(project: Project) -> None:
    line = project.replace("docs/vocabulary.yml", "  families: {", "\tfamilies: {")
    result = project.run("check", ZH)
    assert result.returncode == 1
    assert result.stdout.startswith(f"docs/vocabulary.yml:{line}: ")


def test_checking_a_page_shows_its_translation_too(project: Project) -> None:
    line = project.replace(EN, "summary: ", "summary：")
    result = project.run("check", ZH)
    assert result.returncode == 1
    assert result.stdout.startswith(f"{EN}:{line}: ")
    assert result.stdout.endswith("\n1 error\n")


def test_checking_a_page_says_what_it_does_not_show(project: Project) -> None:
    project.replace("docs/zh/activities/five-hands.md", "minutes: ", "minutes：")
    result = project.run("check", ZH)
    assert result.returncode == 0
    assert "Not shown: 1 more on other pages." in result.stdout


NO_YAML = "this is not valid YAML in UTF-8: "


@pytest.mark.parametrize(
    ("content", "piece"),
    [
        ("nav:\n\t- x\n", NO_YAML),
        ("名字".encode("gbk"), NO_YAML),
        ("- nav\n", "under `extra`, the value is empty, expected 'key: value' lines."),
        ("extra: 5\n", "under `extra`, the value is 5, expected 'key: value' lines."),
    ],
)
def test_broken_settings_are_told_without_a_traceback(project: Project, content: str | bytes, piece: str) -> None:
    project.write("mkdocs.yml", content)
    result = project.run("check")
    assert result.returncode == 1
    assert result.stdout.startswith(f"mkdocs.yml: {piece}")
    assert "Traceback" not in result.stderr


def test_broken_settings_stop_the_preview_without_a_traceback(project: Project) -> None:
    project.write("mkdocs.yml", "nav:\n\t- x\n")
    result = project.run("serve")
    assert result.returncode == 1
    assert f'"{project.folder}/mkdocs.yml", line 2' in result.stderr
    assert "Traceback" not in result.stderr


def test_a_port_that_no_system_has_is_told(project: Project) -> None:
    result = project.run("serve", "--port", "80000")
    assert result.returncode == 2
    assert result.stderr.endswith("--port: '80000' is no port, expected a number from 1 to 65535\n")


def test_a_page_with_the_address_of_another_is_told(project: Project) -> None:
    for language, title in (("zh", "计划还是计划"), ("en", "Plans again")):
        text = project.read(f"docs/{language}/report.md")
        project.write(f"docs/{language}/plans.md", re.sub(r"(?m)^title: .*$", f"title: {title}", text, count=1))
    result = project.run("check")
    assert "docs/zh/plans.md:1: this page has the address of docs/zh/plans/index.md, and one" in result.stdout
    assert result.stdout.endswith("\n1 error\n"), result.stdout


@pytest.mark.parametrize(
    ("arguments", "piece"),
    [
        (["docs/labels.yml"], "is not a built site: it will not be replaced"),
        (["out", "--offline", "docs"], "docs is a folder: no zip can be written there"),
        (["out", "--offline", "out/all.zip"], "which is replaced in whole: no zip can be written there"),
        (["--offline", "public"], "the folder of the site stands before --offline"),
    ],
)
def test_a_build_replaces_nothing_but_what_it_made(project: Project, arguments: list[str], piece: str) -> None:
    result = project.run("build", *arguments)
    assert result.returncode == 2
    assert piece in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "piece"),
    [
        ("  name_en: ", "  name-en: ", "under `extra`, key 'name_en' is missing"),
        (
            "calendar_year: 2027",
            "calendar_year: 2027年",
            "under `extra`, calendar_year is '2027年', expected a whole number",
        ),
        ("[2026, 2027", "[20226, 2027", "under `extra`, calendar_years is 20226, expected 2100 at most"),
        (
            "little-new-year: lunar 12-23",
            "little-new-year: 1223",
            "under `extra`, local_days.little-new-year is 1223, expected",
        ),
        (
            "local_days:\n",
            "local_days: []\n  my_days:\n",
            "under `extra`, local_days is [], expected 'key: value' lines",
        ),
        ("calendar_year: 2027", "calendar_year: 2040", "calendar_year is 2040, expected one of calendar_years"),
        ("tagline: {zh", "tagline: {cn", "under `extra`, key 'tagline.zh' is missing"),
        ("cache: !ENV [BUILD_CACHE, .cache]", "cache: 5", "under `extra`, cache is 5, expected text; put it inside"),
        (
            "keep_pages: !ENV",
            "keep_pages: !!seq",
            "under `extra`, keep_pages is ['KEEP_PAGES', True], expected true or",
        ),
        ('light: "#8f2a1c"', "light: 深红", "under `extra`, colour.light is '深红', expected a colour such as"),
    ],
)
def test_a_wrong_setting_of_an_edition_is_told(project: Project, old: str, new: str, piece: str) -> None:
    project.replace("mkdocs.yml", old, new)
    assert piece in fault(load_config(str(project.folder / "mkdocs.yml")).extra)


EXTRA = load_config(str(ROOT / "mkdocs.yml")).extra


@pytest.mark.parametrize("key", EXTRA)
def test_a_setting_of_any_wrong_type_is_told(key: str) -> None:
    wrong = (5, 1.5, True, ["x", 5], {"x": 5}, {5: "x"}, datetime.date(2027, 3, 5))
    said = [fault({**EXTRA, key: value}) for value in wrong]
    assert len([one for one in said if one.startswith("under `extra`, ") and key in one]) >= len(wrong) - 2, said


@pytest.mark.parametrize(
    ("old", "new", "piece"),
    [
        # Before anything is kept there.
        ("cache: !ENV [BUILD_CACHE, .cache]", "cache: 5", "under `extra`, cache is 5, expected text; put it inside"),
        ('site_url: !ENV [SITE_URL, "https://example.org/"]', "site_url:", "site_url is empty, expected the address"),
        (
            "menu: [plans/",
            "menu: [plan/",
            "menu has 'plan/', which is not the address of a page. Did you mean 'plans/'?",
        ),
        (
            "- wording.md",
            "- wordings.md",
            "nav has 'wordings.md', which is not a page below docs/zh/. Did you mean 'wording.md'?",
        ),
        (
            "little-new-year: lunar",
            "litle-new-year: lunar",
            "local_days has 'litle-new-year', which is not in docs/observances.yml. Did you mean 'little-new-year'?",
        ),
    ],
)
def test_a_wrong_setting_stops_the_build(project: Project, old: str, new: str, piece: str) -> None:
    project.replace("mkdocs.yml", old, new)
    assert project.run("check").stdout.startswith(f"mkdocs.yml: {piece}")
    result = project.run("build", str(project.folder / "site"))
    output = result.stdout + result.stderr
    assert result.returncode == 1
    assert f"ERROR   -  mkdocs.yml: {piece}" in output
    assert "Traceback" not in output


def test_a_plan_of_ones_own_needs_no_source(project: Project) -> None:
    sixth_plan(project, "own")
    result = project.run("check", "--publishable")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("plan_6", "source is 'plan_6', expected plan_1, .*, or own for a plan .*"),
        ("plan_4", "source 'plan_4' is that of plans/compact.md too, expected own in the one that is the variant."),
    ],
)
def test_a_plan_with_a_wrong_source_is_told(project: Project, source: str, message: str) -> None:
    sixth_plan(project, source)
    result = project.run("check")
    assert re.fullmatch(rf"docs/zh/plans/sixth\.md:\d+: {message}\n1 error\n", result.stdout), result.stdout


def test_a_source_without_a_plan_is_told_once(project: Project) -> None:
    project.replace(PLAN, "source: plan_1", "source: own")
    result = project.run("check")
    assert result.stdout.count("no plan has `source: plan_1`") == 1
    assert result.stdout.endswith("\n1 error\n")


NAMED_IN = {
    "docs/zh/index.md",
    "docs/en/index.md",
    "docs/zh/guides/your-own-edition.md",
    "docs/en/guides/your-own-edition.md",
    "hooks/catalogue/exports/calendar_files.py",
    "docs/assets/javascripts/draft-out.js",
}
"""Besides mkdocs.yml, where the name of this edition stands: its home pages, how others cite it, and the id of the
program that calendar files carry and nobody sees."""


def test_another_edition_finds_every_place_of_the_name_in_the_readme() -> None:
    names = ("文明社区工作台", "Civil Community Workbench")
    found = {
        file.relative_to(ROOT).as_posix()
        for folder in ("docs", "hooks", "overrides")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in (".md", ".yml", ".py", ".html", ".js", ".css", ".svg", ".json", ".webmanifest")
        and any(name in file.read_text(encoding="utf-8") for name in names)
    }
    assert found == NAMED_IN
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("## Make it your own community's")[1]
    assert "`docs/zh/index.md`" in readme
    assert "`docs/en/index.md`" in readme
