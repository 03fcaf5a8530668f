"""Inside a chat application on an old telephone: what came with Chromium 81 and later is missing, and nothing is kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from project import ROOT

MISSING = """
  delete Element.prototype.replaceChildren;
  delete Document.prototype.replaceChildren;
  delete DocumentFragment.prototype.replaceChildren;
  delete String.prototype.replaceAll;
  delete String.prototype.at;
  delete Array.prototype.at;
  delete Array.prototype.findLast;
  delete Object.hasOwn;
  delete Promise.any;
  delete window.structuredClone;
  delete window.WeakRef;
  delete HTMLDialogElement.prototype.showModal;
  delete HTMLDialogElement.prototype.close;
  delete navigator.__proto__.share;
  for (const kind of [Document, DocumentFragment, Element])
    for (const name of ["querySelector", "querySelectorAll", "matches", "closest"]) {
      const own = kind.prototype[name];
      if (own) kind.prototype[name] = function (selector) {
        if (/:(is|where|has)\\(/.test(selector)) throw new SyntaxError(selector);
        return own.call(this, selector);
      };
    }
  for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError"); } });
  Object.defineProperty(navigator, "clipboard", { value: undefined });
  document.execCommand = () => false;
"""


@pytest.fixture
def old(phone: Page) -> Page:
    phone.context.add_init_script(MISSING)
    return phone


def test_days_and_years_are_shown(old: Page, address: str) -> None:
    old.clock.install(time="2027-03-01T08:00:00+08:00")
    old.goto(address)
    expect(old.locator("coming-weeks li").first).to_contain_text("3月")
    old.goto(address + "calendar/")
    old.get_by_label("年份").select_option("2030")
    expect(old.locator('.month[data-month="2"] li', has=old.get_by_text("春节", exact=True))).to_have_count(1)


def test_a_draft_is_checked(old: Page, address: str) -> None:
    old.goto(address + "wording/")
    old.get_by_label("草稿").fill("评选五好文明家庭若干户")
    old.get_by_role("button", name="换成“最美家庭”").click()
    expect(old.get_by_label("草稿")).to_have_value("评选最美家庭若干户")


def test_a_search_is_answered_and_left(old: Page, address: str) -> None:
    old.goto(address + "themes/")
    old.locator("[data-search-place]").click()
    old.locator("dialog input").fill("吵架")
    expect(old.locator("dialog a").first).to_be_visible()
    old.locator("dialog input").press("Escape")
    expect(old.locator("[data-search-place]")).to_be_focused()


def test_a_mistake_is_reported(old: Page, address: str) -> None:
    old.goto(address + "plans/compact/")
    old.locator("report-mistake summary").click()
    old.locator("#report-section").select_option("goals")
    expect(old.locator("#report-text")).to_have_value(re.compile("plans/compact/#goals"))


def test_a_plan_is_begun_from_its_page_though_nothing_is_kept(old: Page, address: str) -> None:
    old.goto(address + "plans/volunteer-led/")
    old.get_by_role("link", name="以这份为底稿").click()
    expect(old.locator(".pt-tasks h5")).to_have_count(14)
    expect(old.locator(".pt-task .pt-facts").first).to_contain_text("来自：志愿服务引领型")


def test_what_cannot_be_kept_is_not_said_to_be_added(old: Page, address: str) -> None:
    old.goto(address + "activities/eight-donts/")
    old.get_by_role("button", name="加入我的计划").click()
    expect(old.locator(".announcement")).to_contain_text("没能加入")
    expect(old.locator(".add-to-plan__open")).to_have_count(0)


def test_a_plan_is_put_together_and_filled_in(old: Page, address: str) -> None:
    old.goto(address + "put-together/")
    old.locator("[data-start=compact]").click()
    expect(old.locator(".pt-messages")).to_contain_text("不让网页保存")
    for tab in old.get_by_role("tab").all():
        tab.click()
        expect(old.locator(".pt-view")).not_to_be_empty()
    old.locator("[data-do=copy]").click()
    expect(old.locator(".pt-out > textarea")).to_be_focused()
    old.goto(address + "activities/eight-donts/")
    old.locator(".fill-in > summary").click()
    old.locator("#field-community").fill("幸福里社区")
    expect(old.locator(".field--filled[data-field=community]").first).to_have_text("幸福里社区")


def test_text_size_and_contrast_are_taken_back_though_nothing_is_kept(old: Page, address: str) -> None:
    old.goto(address + "about/")
    root = old.locator("html")
    old.get_by_role("button", name="高对比度").click()
    old.get_by_role("button", name="特大字").click()
    expect(root).to_have_attribute("data-contrast", "high")
    expect(root).to_have_attribute("data-size", "huge")
    old.get_by_role("button", name="高对比度").click()
    expect(root).not_to_have_attribute("data-contrast", "high")
    expect(root).to_have_attribute("data-size", "huge")
    # They last from page to page as long as the window does.
    old.get_by_role("link", name="日历", exact=True).click()
    old.wait_for_url(address + "calendar/")
    expect(root).to_have_attribute("data-size", "huge")
    expect(root).not_to_have_attribute("data-contrast", "high")
    expect(old.get_by_role("button", name="特大字")).to_have_attribute("aria-pressed", "true")


def test_what_every_browser_knows_does_not_share_a_rule_with_what_old_ones_drop() -> None:
    for sheet in (ROOT / "docs/assets/stylesheets").glob("*.css"):
        plain = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selectors in re.findall(r"([^{};]+)\{", plain):
            # Commas inside of parentheses part no selectors.
            parts = re.sub(r"\([^()]*\)", "()", re.sub(r"\([^()]*\)", "()", selectors)).split(",")
            assert len({":has(" in part for part in parts}) == 1, f"{sheet.name}: {selectors.strip()}"


def test_no_rule_needs_what_such_a_browser_drops() -> None:
    for sheet in (ROOT / "docs/assets/stylesheets").glob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r":(is|where)\(", rules), f"{sheet.name}: :is() and :where() came with Chromium 88"
