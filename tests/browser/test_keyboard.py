"""The main tasks with nothing but a keyboard: every stop on the way can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

FURTHEST = 200
"""Stops after which something that cannot be found is said to be out of reach."""

# Asked after a frame was painted: what a reader sees, not what the layout was in between.
STOP = """async () => {
    await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)));
    const stop = document.activeElement, box = stop.getBoundingClientRect();
    const shown = stop.matches("input[type=checkbox]") ? stop.closest("label") : stop;
    const style = getComputedStyle(shown);
    const said = (stop.labels && stop.labels[0] || stop).cloneNode(true);
    said.querySelectorAll("[aria-hidden=true]").forEach(part => part.remove());
    const under = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
        name: (stop.getAttribute("aria-label") || said.textContent).trim(),
        ringed: parseFloat(style.outlineWidth) >= 2 && style.outlineStyle != "none",
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        under: under && under.className,
        seen: !under || stop.contains(under) || under.contains(stop) || shown.contains(under),
        body: stop === document.body,
    };
}"""


@pytest.fixture
def keys(browser: Browser) -> Iterator[Page]:
    """A desktop without a mouse that may use the clipboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def go(page: Page, name: str, key: str = "Tab") -> None:
    """Press the key until the focus is on what has a name that begins so; every stop is ringed, in the window and uncovered."""
    for _ in range(FURTHEST):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop["body"]:
            continue
        assert stop["ringed"], stop
        assert stop["inside"], stop
        assert stop["seen"], stop
        if stop["name"].startswith(name):
            return
    pytest.fail(f"{name} is out of reach")


def test_finding_an_activity(keys: Page, address: str) -> None:
    keys.goto(address)
    go(keys, "活动")
    keys.keyboard.press("Enter")
    keys.wait_for_url(f"{address}activities/")
    go(keys, "不花钱可办")
    keys.keyboard.press("Space")
    expect(keys.get_by_role("button", name="不花钱可办")).to_have_attribute("aria-pressed", "true")
    go(keys, "全部条件")
    keys.keyboard.press("Enter")
    expect(keys.locator(".finder__all")).to_have_attribute("open", "")
    go(keys, "老年人")
    keys.keyboard.press("Space")
    expect(keys.locator('input[value="older-people"]')).to_be_checked()
    found = keys.locator(".card:visible a")
    name = found.first.inner_text()
    keys.locator(".finder__all summary").focus()
    keys.keyboard.press("Enter")
    expect(keys.locator(".finder__all")).not_to_have_attribute("open", "")
    go(keys, name)
    keys.keyboard.press("Enter")
    expect(keys.locator("h1")).to_contain_text(name)


def test_copying_a_notice(keys: Page, address: str) -> None:
    keys.goto(f"{address}activities/five-hands/")
    go(keys, "跳到正文")
    keys.keyboard.press("Enter")
    expect(keys.locator("#content")).to_be_focused()
    go(keys, "复制：群通知")
    keys.keyboard.press("Enter")
    expect(keys.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    assert keys.evaluate("navigator.clipboard.readText()")


def test_searching(keys: Page, address: str) -> None:
    keys.goto(f"{address}activities/")
    # The key works when the script has run, which shows this button.
    expect(keys.get_by_role("button", name="大字", exact=True)).to_be_visible()
    keys.keyboard.press("/")
    box = keys.locator("dialog[open]")
    expect(box.locator("input")).to_be_focused()
    keys.keyboard.type("吵架")
    hits = box.locator("[data-search-results] a")
    # The whole answer: what comes first may give way while it loads.
    expect(box.locator("[data-search-results]")).to_have_attribute("data-search-results", "吵架")
    expect(hits.first).to_contain_text("纠纷")
    name = hits.nth(1).locator(".search__title").inner_text().partition(" › ")[0]
    go(keys, hits.first.inner_text().strip()[:4], "ArrowDown")
    expect(hits.first).to_be_focused()
    keys.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    keys.keyboard.press("Enter")
    expect(box).to_have_count(0)
    expect(keys.locator("h1")).to_contain_text(name)


def test_leaving_the_search(keys: Page, address: str) -> None:
    keys.goto(f"{address}en/themes/law/")
    go(keys, "Search")
    keys.keyboard.press("Enter")
    expect(keys.locator("dialog[open] input")).to_be_focused()
    keys.keyboard.type("mediation")
    expect(keys.locator("dialog[open] [data-search-results] a").first).to_be_visible()
    keys.keyboard.press("Escape")
    expect(keys.locator("dialog[open]")).to_have_count(0)
    expect(keys.locator("[data-search-place]")).to_be_focused()


def test_putting_a_plan_together(keys: Page, address: str) -> None:
    keys.goto(f"{address}put-together/")
    go(keys, "用这份开始：社区文明创建计划（精简通用型）")
    keys.keyboard.press("Enter")
    tasks = keys.locator(".pt-tasks > li")
    expect(tasks).to_have_count(11)
    go(keys, "从五份范本里加任务")
    keys.keyboard.press("Enter")
    go(keys, "加入：")
    keys.keyboard.press("Enter")
    expect(tasks).to_have_count(12)
    title = tasks.last.locator("h5 span").last.text_content()
    assert title
    go(keys, f"上移：{title}")
    keys.keyboard.press("Enter")
    expect(tasks.nth(10)).to_contain_text(title)
    # The button went along with its task, and goes on moving it.
    keys.keyboard.press("Enter")
    expect(tasks.nth(9)).to_contain_text(title)
    go(keys, "下载 Word")
    keys.keyboard.press("Enter")
    # There is a task more than the sections speak of.
    expect(keys.locator(".pt-message")).to_be_focused()
    go(keys, "按现在的任务重写，再下载")
    with keys.expect_download() as download:
        keys.keyboard.press("Enter")
    found = docx.Document(str(download.value.path()))
    headings = [p.text for p in found.paragraphs if p.style and p.style.name == "Heading 2"]
    assert len(headings) == 12
    assert re.sub("^（.*?）", "", headings[9]) == title


def test_filling_in_and_taking_it_back(keys: Page, address: str) -> None:
    keys.goto(f"{address}plans/compact/")
    go(keys, "先填本社区的名字和数字")
    keys.keyboard.press("Enter")
    go(keys, "社区名称")
    keys.keyboard.type("幸福里社区")
    expect(keys.locator('.field[data-field="community"]').first).to_have_text("幸福里社区")
    go(keys, "下载填好的 Word")
    with keys.expect_download() as download:
        keys.keyboard.press("Enter")
    assert any("幸福里社区" in paragraph.text for paragraph in docx.Document(str(download.value.path())).paragraphs)
    go(keys, "全部清空")
    keys.keyboard.press("Enter")
    expect(keys.locator('.field[data-field="community"]').first).to_have_text("〔社区名称〕")
    go(keys, "撤销清空")
    keys.keyboard.press("Enter")
    expect(keys.locator('.field[data-field="community"]').first).to_have_text("幸福里社区")


def test_menu_language_text_size_and_contrast(keys: Page, address: str) -> None:
    keys.goto(f"{address}themes/safety/")
    go(keys, "特大字")
    keys.keyboard.press("Space")
    go(keys, "高对比度")
    keys.keyboard.press("Space")
    go(keys, "English", "Shift+Tab")
    keys.keyboard.press("Enter")
    keys.wait_for_url(f"{address}en/themes/safety/")
    expect(keys.locator("html")).to_have_attribute("data-size", "huge")
    expect(keys.locator("html")).to_have_attribute("data-contrast", "high")
    go(keys, "Guides")
    keys.keyboard.press("Enter")
    expect(keys).to_have_url(f"{address}en/guides/")


def test_the_year_of_the_calendar(keys: Page, address: str) -> None:
    keys.goto(f"{address}en/calendar/")
    go(keys, "Year")
    keys.keyboard.press("End")
    expect(keys.locator("[data-year]").first).to_have_text("2035")
    go(keys, "All activities for this month")
    keys.keyboard.press("Enter")
    expect(keys.locator('input[name="month"]:checked')).to_have_count(1)


def test_reporting_a_mistake(keys: Page, address: str) -> None:
    keys.goto(f"{address}en/about/")
    go(keys, "Found a mistake?", "Shift+Tab")
    keys.keyboard.press("Enter")
    # The report is begun when its part has opened, and would overwrite what is typed before.
    expect(keys.locator("#report-text")).not_to_have_value("")
    go(keys, "At the end, say")
    keys.keyboard.press("Control+End")
    keys.keyboard.type("A word is missing.")
    go(keys, "Copy the report")
    keys.keyboard.press("Enter")
    expect(keys.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert "A word is missing." in keys.evaluate("navigator.clipboard.readText()")
