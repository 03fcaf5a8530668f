"""The main tasks with nothing but a keyboard: every stop on the way can be seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

FURTHEST = 200
"""Stops after which something that cannot be found is said to be out of reach."""

STOP = """() => {
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


def test_filling_in_and_taking_it_back(keys: Page, address: str) -> None:
    keys.goto(f"{address}plans/compact/")
    go(keys, "先填本社区的名字和数字")
    keys.keyboard.press("Enter")
    go(keys, "社区名称")
    keys.keyboard.type("幸福里社区")
    expect(keys.locator('.field[data-field="community"]').first).to_have_text("幸福里社区")
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
