"""The offline edition, unpacked into a folder and opened from there: everything works without any server."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from catalogue.publishing import write_offline_edition


@pytest.fixture(scope="session")
def unpacked(offline: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("memory stick")
    with zipfile.ZipFile(offline) as archive:
        archive.extractall(folder)
    return next(folder.iterdir())


@pytest.fixture
def disk(browser: Browser, unpacked: Path) -> Iterator[Page]:
    """A page opened from the folder that fails its test on a console error or a request for anything else."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, accept_downloads=True)
    faults: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    # What is missing fails otherwise than what was broken off, such as the icon of a page that was left at once.
    page.on(
        "requestfailed", lambda r: None if r.failure == "net::ERR_ABORTED" else faults.append(f"{r.url} {r.failure}")
    )
    page.on("request", lambda r: None if r.url.startswith((unpacked.as_uri(), "blob:")) else faults.append(r.url))
    page.goto((unpacked / "index.html").as_uri())
    yield page
    context.close()
    assert not faults, faults


def follow(link: Locator, goal: Path) -> None:
    """Click a link, and wait until all of its page is there."""
    link.click()
    link.page.wait_for_url(goal.as_uri())


def test_a_reader_walks_from_page_to_page_and_to_the_other_language(disk: Page, unpacked: Path) -> None:
    menu = disk.get_by_role("navigation", name="主要栏目")
    follow(menu.get_by_role("link", name="活动"), unpacked / "activities/index.html")
    follow(disk.get_by_role("link", name="“八个不”文明习惯行动"), unpacked / "activities/eight-donts/index.html")
    follow(disk.get_by_role("link", name="English"), unpacked / "en/activities/eight-donts/index.html")
    expect(disk.locator("h1")).to_contain_text("eight don'ts")
    follow(disk.get_by_role("link", name="Home"), unpacked / "en/index.html")
    expect(disk.get_by_role("heading", name="What do you need?")).to_be_visible()
    disk.get_by_role("button", name="Largest text").click()
    follow(disk.get_by_role("link", name="中文"), unpacked / "index.html")
    expect(disk.locator("html")).to_have_attribute("data-size", "huge")


def test_the_finder_filters_and_keeps_its_choice_in_the_address(disk: Page, unpacked: Path) -> None:
    follow(disk.get_by_role("link", name="活动", exact=True), unpacked / "activities/index.html")
    free = disk.get_by_role("button", name="不花钱可办")
    free.click()
    expect(free).to_have_attribute("aria-pressed", "true")
    expect(disk.locator(".card:visible").first).to_be_visible()
    expect(disk).to_have_url(re.compile(r"index\.html(#)?\?cost=free$"))
    found = disk.locator(".finder__state [role=status]").inner_text()
    disk.reload()
    expect(disk.locator(".finder__state [role=status]")).to_have_text(found)


def test_the_calendar_shows_a_chosen_year_and_opens_the_finder_for_a_month(disk: Page, unpacked: Path) -> None:
    follow(disk.get_by_role("link", name="日历", exact=True), unpacked / "calendar/index.html")
    disk.get_by_label("年份").select_option("2030")
    expect(disk.locator('.month[data-month="2"] li', has=disk.get_by_text("春节", exact=True))).to_have_count(1)
    disk.locator('.month[data-month="3"]').get_by_role("link", name="适合这个月办的全部活动").click()
    expect(disk.locator('input[name="month"][value="3"]')).to_be_checked()


def test_a_notice_is_copied_and_a_plan_filled_in(disk: Page, unpacked: Path) -> None:
    disk.goto((unpacked / "plans/compact/index.html").as_uri())
    disk.locator("details.fill-in > summary").click()
    disk.locator("#field-community").fill("幸福里社区")
    disk.locator("#field-activity-room").fill("三楼会议室")
    # Nothing is fetched from disk: the attachments are in the page, as they come into it over http.
    expect(disk.locator(".sheet--plan table")).to_have_count(7)
    expect(disk.locator("#places ~ table .field[data-field=activity-room]").first).to_have_text("三楼会议室")
    disk.locator("#task-table ~ table a").nth(1).click()
    expect(disk.locator("h1")).to_contain_text("宣传栏")
    disk.go_back()
    disk.locator("#task-table ~ table a").first.click()
    expect(disk).to_have_url((unpacked / "plans/compact/index.html").as_uri() + "#publicity-columns")
    disk.locator(".contents summary").click()
    disk.locator(".contents").get_by_role("link", name="经费预算").click()
    expect(disk.locator("h2#budget")).to_be_in_viewport()
    expect(disk).to_have_url((unpacked / "plans/compact/index.html").as_uri() + "#budget")
    disk.goto((unpacked / "activities/dispute-mediation/index.html").as_uri())
    expect(disk.locator("#field-community")).to_have_value("幸福里社区")
    disk.get_by_role("button", name="复制：群通知").click()
    expect(disk.locator(".announcement")).to_contain_text("已复制")


def test_search_finds_pages_and_opens_them(disk: Page, unpacked: Path) -> None:
    disk.get_by_role("link", name="搜索").click()
    disk.locator("dialog[open] input").fill("吵架")
    disk.locator("dialog[open] [data-search-results]").get_by_role("link", name="纠纷排查").first.click()
    expect(disk.locator("h1")).to_contain_text("纠纷")
    # From the dialog to the page of the search, and in the other language.
    disk.get_by_role("link", name="English").click()
    disk.get_by_role("link", name="Search").click()
    disk.locator("dialog[open] input").fill("quarrel")
    disk.keyboard.press("Enter")
    found = disk.locator("site-search [data-search-results]")
    expect(found).to_have_attribute("data-search-results", "quarrel")
    hits = found.locator("a")
    name = hits.first.locator(".search__title").inner_text().partition(" › ")[0]
    hits.first.click()
    expect(disk.locator("h1")).to_contain_text(name)
    assert disk.url.startswith((unpacked / "en").as_uri())


@pytest.mark.parametrize(
    ("folder", "door", "add", "word", "sheets"),
    [
        (".", "拼一份计划", "加入：", "下载 Word", "操作单打包下载"),
        ("en", "Put together", "Add: ", "Download as Word", "Download all run sheets"),
    ],
)
def test_a_plan_is_put_together_and_taken_away(
    disk: Page, unpacked: Path, folder: str, door: str, add: str, word: str, sheets: str
) -> None:
    disk.goto((unpacked / folder / "plans/index.html").as_uri())
    disk.get_by_role("link", name=door).first.click()
    disk.locator("[data-start=compact]").click()
    tasks = disk.locator(".pt-tasks > li")
    expect(tasks).to_have_count(11)
    disk.locator("[data-kind=tasks] > summary").click()
    disk.locator("[data-kind=tasks]").get_by_role("button", name=add).first.click()
    expect(tasks).to_have_count(12)
    disk.get_by_role("button", name=word).click()
    with disk.expect_download() as download:
        # A task was added, of which the sample's sections say nothing: the first answer is to write them anew.
        disk.locator(".pt-message button").first.click()
    found = docx.Document(str(download.value.path()))
    assert len(found.tables[0].rows) == 13
    with disk.expect_download() as download:
        disk.get_by_role("button", name=sheets).click()
    with zipfile.ZipFile(download.value.path()) as packed:
        assert len(packed.namelist()) > 30
        assert packed.testzip() is None
    # The draft is still there when the page is opened again, and pages of the site add to it.
    disk.goto((unpacked / folder / "activities/eight-donts/index.html").as_uri())
    disk.locator("add-to-plan button").click()
    disk.locator(".add-to-plan__open").click()
    expect(tasks).to_have_count(12)
    expect(disk.locator(".pt-messages")).to_contain_text("八个不" if folder == "." else "eight don'ts")


def test_the_filled_in_files_come_from_the_scripts_beside_them(browser: Browser, site: Path, tmp_path: Path) -> None:
    """With a Word file made here: it is the way from the script to the download that is tried."""
    folder = tmp_path / "site"
    page_folder = folder / "plans/compact"
    page_folder.mkdir(parents=True)
    for asset in (site / "assets").rglob("*.js"):
        target = folder / asset.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(asset.read_bytes())
    for page in ("index.html", "attachments/index.html"):
        (page_folder / page).parent.mkdir(exist_ok=True)
        (page_folder / page).write_bytes((site / "plans/compact" / page).read_bytes())
    (page_folder / "compact.docx").write_bytes(_document("〔社区名称〕"))
    (page_folder / "compact.xlsx").write_bytes((site / "plans/compact/compact.xlsx").read_bytes())
    write_offline_edition(folder, tmp_path / "edition.zip", "edition")
    with zipfile.ZipFile(tmp_path / "edition.zip") as archive:
        archive.extractall(tmp_path)
    context = browser.new_context(accept_downloads=True, bypass_csp=True)
    page = context.new_page()
    page.goto((tmp_path / "edition/plans/compact/index.html").as_uri())
    page.locator("details.fill-in > summary").click()
    page.locator("#field-community").fill("幸福里社区")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载填好的 Word").click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as filled:
        assert "幸福里社区" in filled.read("word/document.xml").decode()
    with page.expect_download() as download:
        page.get_by_role("link", name="任务分解表（表格文件）").click()
    with zipfile.ZipFile(download.value.path()) as filled:
        assert "幸福里社区" in filled.read("xl/sharedStrings.xml").decode()
    context.close()


def _document(field: str) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    run = f'<w:r><w:rPr><w:rStyle w:val="Field"/></w:rPr><w:t>{field}</w:t></w:r>'
    xml = f'<w:document xmlns:w="{word}"><w:body><w:p>{run}</w:p></w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return buffer.getvalue()
