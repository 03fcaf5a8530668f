"""Reading the site as its people do: without scripts first, on a phone, with the keyboard, in large type."""

from __future__ import annotations

import datetime
import re
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from project import ROOT
from waiting import PATIENCE, painted, until

from commands.host import Handler, Host

AXE = ROOT / "node_modules/axe-core/axe.min.js"
QUESTIONS = ROOT / "scripts/commands/audit.js"
KINDS = {
    "home": "",
    "plans": "plans/",
    "plan": "plans/core-values/",
    "attachments": "plans/core-values/attachments/",
    "activities": "activities/",
    "activity": "activities/eight-donts/",
    "themes": "themes/",
    "theme": "themes/neighbourhood/",
    "guides": "guides/",
    "guide": "guides/choose-a-plan/",
    "calendar": "calendar/",
    "wording": "wording/",
    "sources": "sources/",
    "data": "data/",
    "about": "about/",
    "accessibility": "accessibility/",
    "put-together": "put-together/",
    "search": "search/",
}
BOTH = [prefix + path for path in KINDS.values() for prefix in ("", "en/")]


def test_everything_is_there_without_scripts(plain: Page, address: str) -> None:
    plain.goto(address)
    plain.get_by_role("link", name="“八个不”文明习惯行动").first.click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("八个不")
    expect(plain.locator("#day + table, #day ~ table").first).to_contain_text("0:00–0:05")
    expect(plain.locator("#links ~ dl").first).to_contain_text("写进了这些计划")
    plain.get_by_role("link", name="English").click()
    expect(plain).to_have_url(f"{address}en/activities/eight-donts/")
    plain.get_by_role("link", name="中文").click()
    expect(plain).to_have_url(f"{address}activities/eight-donts/")


@pytest.mark.parametrize("root", ["", "en/"])
def test_a_row_is_a_card_that_names_its_columns(plain: Page, address: str, root: str) -> None:
    """On a phone without scripts: the heads of the computed tables are away, and each cell says what it is."""
    plain.goto(f"{address}{root}plans/compact/attachments/")
    for heading in ("task-table", "month-plan", "target-table"):
        table = plain.locator(f"table[data-columns={heading}]")
        names = table.locator("thead th").all_text_contents()
        labels = "cells => cells.map(cell => JSON.parse(getComputedStyle(cell, '::before').content))"
        assert names == table.locator("tbody tr").first.locator("td, th").evaluate_all(labels)


def test_every_row_has_a_name_and_looks_like_its_cells(desktop: Page, address: str) -> None:
    """A screen reader says it beside each cell. What looks like a head is one: where plans are compared."""
    for path, heading, name, look in (
        ("plans/compact/attachments/", "task-table", "用好宣传栏", "400"),
        ("plans/compact/attachments/", "month-plan", "1月", "400"),
        ("plans/compact/attachments/", "target-table", "换刊", "400"),
        ("plans/compact/attachments/", "budget", "节日材料", "400"),
        ("activities/eight-donts/", "materials", "承诺", "400"),
        ("wording/", "severity-a", "", "400"),
        ("plans/", "compare", "精简通用型", "700"),
    ):
        desktop.goto(address + path)
        table = desktop.locator(f'table[aria-labelledby="{heading}"], #{heading} ~ table').first
        rows = table.locator("tbody tr").count()
        names = table.get_by_role("rowheader")
        expect(names).to_have_count(rows)
        expect(names.filter(has_text=name).first).to_have_css("font-weight", look)


@pytest.mark.parametrize("goal", ["activities/eight-donts/", "activities/five-hands/", "themes/safety/"])
def test_a_resident_reaches_what_matters_in_two_clicks(phone: Page, address: str, goal: str) -> None:
    phone.goto(address)
    one_click = phone.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    if address + goal in one_click:
        return
    for link in dict.fromkeys(url.partition("#")[0] for url in one_click if url.startswith(address)):
        phone.goto(link)
        if address + goal in phone.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            return
    pytest.fail(f"{goal} is more than two clicks from the home page")


def test_the_five_plans_stand_side_by_side(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}plans/")
    expect(desktop.locator("#compare ~ table").first.locator("tbody tr")).to_have_count(5)
    expect(desktop.locator("table.matrix tbody tr")).to_have_count(17)
    desktop.locator("#compare ~ table").first.get_by_role("link").first.click()
    desktop.wait_for_url(f"{address}plans/*/")
    expect(desktop.locator("#task-table")).to_be_visible()
    rows = desktop.locator("#task-table ~ table").first.locator("tbody tr")
    expect(rows.nth(6)).to_be_attached()
    expect(desktop.locator("#month-plan ~ table").first.locator("tbody tr")).to_have_count(12)


# Of an element: its height in lines.
LINES = "element => element.getBoundingClientRect().height / parseFloat(getComputedStyle(element).lineHeight)"


def test_what_tells_the_plans_apart_is_not_broken(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}plans/")
    kinds = desktop.locator("[aria-labelledby=compare] th .phrase", has_text="（")
    expect(kinds).to_have_count(5)
    for kind in kinds.all():
        assert kind.evaluate(LINES) < 2, kind.inner_text()
    # An inline block does not take its link's line by itself.
    expect(kinds.first).to_have_css("text-decoration-line", "underline")
    desktop.goto(f"{address}en/plans/")
    for fits in desktop.locator("[aria-labelledby=compare] td:nth-child(2)").all():
        assert fits.evaluate(LINES) < 8, fits.inner_text()


@pytest.mark.parametrize("page", ["activities/eight-donts/", "en/activities/eight-donts/"])
def test_for_whom_an_activity_is_takes_two_lines_at_most(desktop: Page, address: str, page: str) -> None:
    desktop.goto(address + page)
    assert desktop.locator(".facts__two dd").evaluate(LINES) < 3


def test_no_page_scrolls_sideways(desktop: Page, address: str) -> None:
    for path in BOTH:
        desktop.set_viewport_size({"width": 320, "height": 800})
        desktop.goto(address + path)
        for width in (320, 360, 768, 1280):
            desktop.set_viewport_size({"width": width, "height": 800})
            assert desktop.evaluate("innerWidth") == width
            assert desktop.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width}"


class _LateScripts(Handler):
    """A host whose scripts come when the page has been painted without them."""

    wanted = threading.Event()

    def do_GET(self) -> None:  # noqa: N802 - the name is inherited
        if ".js" in self.path:
            self.wanted.wait(PATIENCE)
        super().do_GET()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_scripts_come_late(browser: Browser, site: Path, width: int) -> None:
    watch = """
        window.moved = [];
        const note = list => moved.push(...list.map(one => one.sources.map(source => source.node && source.node.className)));
        const watcher = new PerformanceObserver(list => note(list.getEntries()));
        watcher.observe({type: "layout-shift", buffered: true});
        window.allMoved = () => { note(watcher.takeRecords()); return moved; };
    """
    context = browser.new_context(viewport={"width": width, "height": 740}, service_workers="block")
    context.add_init_script(watch)
    with Host(site, handler=_LateScripts) as host:
        for kind in ("home", "plan", "attachments", "activities", "activity", "guide", "calendar", "search"):
            _LateScripts.wanted.clear()
            page = context.new_page()
            page.goto(host.address + KINDS[kind], wait_until="commit")
            # The whole text is read, and its scripts are waited for.
            until(page, "document.readyState === 'interactive' && performance.getEntriesByType('paint').length > 0")
            painted(page)
            assert page.evaluate("document.readyState") == "interactive", "the scripts were there too early"
            _LateScripts.wanted.set()
            page.wait_for_load_state()
            painted(page)
            assert not page.evaluate("allMoved()"), kind
            page.close()
    context.close()


def test_on_a_phone_the_contents_stay_in_sight_and_fold_behind_the_reader(phone: Page, address: str) -> None:
    phone.goto(address + "activities/eight-donts/")
    phone.locator("#tips").scroll_into_view_if_needed()
    contents = phone.locator("page-contents summary")
    expect(contents).to_be_in_viewport()
    contents.click()
    phone.locator("page-contents a[href='#forms']").click()
    expect(phone.locator("page-contents details")).not_to_have_attribute("open", "")
    below = phone.evaluate(
        "document.querySelector('#forms').getBoundingClientRect().top"
        " - document.querySelector('page-contents').getBoundingClientRect().bottom"
    )
    assert below >= 0
    contents.click()
    phone.get_by_role("link", name="回到页首").click()
    expect(phone.locator("h1")).to_be_in_viewport()


def test_the_largest_text_still_fits_a_phone(phone: Page, address: str) -> None:
    phone.goto(f"{address}plans/compact/")
    phone.get_by_role("button", name="特大字").click()
    assert phone.evaluate("getComputedStyle(document.documentElement).fontSize") == "26px"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.goto(f"{address}activities/")
    assert phone.evaluate("getComputedStyle(document.documentElement).fontSize") == "26px"
    expect(phone.get_by_role("button", name="特大字")).to_have_attribute("aria-pressed", "true")


def test_high_contrast_is_remembered_and_taken_back(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.get_by_role("button", name="高对比度").click()
    phone.goto(f"{address}plans/")
    assert phone.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    phone.get_by_role("button", name="高对比度").click()
    phone.reload()
    assert phone.evaluate("getComputedStyle(document.body).color") != "rgb(0, 0, 0)"


def test_a_page_that_comes_back_as_it_was_has_the_size_that_was_chosen_meanwhile(phone: Page, address: str) -> None:
    phone.goto(address)
    # What a page writes itself it is not told of, as one that the browser keeps for "back" is told of nothing.
    phone.evaluate(
        """() => {
          localStorage.setItem("display", JSON.stringify({ size: "huge", contrast: true }));
          dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }"""
    )
    root = phone.locator("html")
    expect(root).to_have_attribute("data-size", "huge")
    expect(root).to_have_attribute("data-contrast", "high")
    expect(phone.get_by_role("button", name="特大字")).to_have_attribute("aria-pressed", "true")


def test_the_keyboard_reaches_the_text_first(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}activities/five-hands/")
    desktop.keyboard.press("Tab")
    skip = desktop.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0  # type: ignore[index]
    desktop.keyboard.press("Enter")
    expect(desktop.locator("#content")).to_be_focused()


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_large_and_spread_text_is_not_cut_off(desktop: Page, address: str, width: int) -> None:
    """Controls are 48 px high on a phone, links in running text have a line of 24 px; WCAG's text spacing fits."""
    desktop.set_viewport_size({"width": width, "height": 900})
    for path in BOTH:
        desktop.goto(address + path)
        desktop.evaluate(QUESTIONS.read_text(encoding="utf-8"))
        found = desktop.evaluate("phone => [...siteAudit.small(phone), ...siteAudit.spread()]", width == 360)
        assert not found, f"{path}: {found}"


def test_tables_become_cards_with_their_labels_on_a_phone(phone: Page, address: str) -> None:
    phone.goto(f"{address}activities/five-hands/")
    cell = phone.locator("#day ~ table").first.locator("tbody th").first
    assert phone.evaluate("e => getComputedStyle(e, '::before').content", cell.element_handle()) == '"从开始算"'
    for label in phone.locator("article tbody tr:not([hidden]) :is(td, th)").evaluate_all(
        "cells => cells.map(cell => cell.dataset.label)"
    ):
        assert label


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_text_has_contrast_of_seven(
    desktop: Page, address: str, root_address: str, width: int
) -> None:
    """A page of each kind, in Chinese on a phone and in English on a desk. In light everything is asked; in dark on the
    phone, and in high contrast on the desk, what colours decide. `./scripts/audit` asks it of every page in every look.
    """
    desktop.set_viewport_size({"width": width, "height": 900})
    start = address if width == 360 else address + "en/"
    for url in [*(start + path for path in KINDS.values()), root_address + "404.html", address + "offline.html"]:
        desktop.emulate_media(color_scheme="light")
        desktop.goto(url)
        # Not as scripts of the page, which its policy would refuse.
        desktop.evaluate(AXE.read_text(encoding="utf-8"))
        desktop.evaluate(QUESTIONS.read_text(encoding="utf-8"))
        found = desktop.evaluate("siteAudit.axe(false)")
        if width == 360:
            desktop.emulate_media(color_scheme="dark")
        else:
            desktop.evaluate("document.documentElement.setAttribute('data-contrast', 'high')")
        found += desktop.evaluate("siteAudit.axe(true)")
        assert not found, f"{url}: {found}"


def test_the_largest_text_keeps_figures_and_headings_whole_on_a_phone(phone: Page, address: str) -> None:
    phone.add_init_script("localStorage.setItem('display', '{\"size\": \"huge\"}')")
    for path, fact in (("activities/five-hands/", "300元以内"), ("en/activities/five-hands/", "Up to ¥300")):
        phone.goto(address + path)
        box = phone.locator(".facts").bounding_box()
        assert box
        for part in phone.locator(".facts dt, .facts dd").all():
            inner = part.bounding_box()
            assert inner
            assert inner["x"] + inner["width"] <= box["x"] + box["width"]
        figure = phone.locator(".facts dd", has_text=fact)
        assert figure.evaluate("e => e.getClientRects().length") == 1
    phone.goto(f"{address}activities/five-hands/")
    expect(phone.locator(".copy + #indicators")).to_have_text("怎么算办好了")
    assert phone.evaluate(LINES_OF, phone.locator("#indicators").element_handle()) == 1


LINES_OF = """heading => {
  const range = document.createRange();
  range.selectNodeContents(heading);
  return new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top))).size;
}"""


def test_a_run_sheet_names_the_facts_that_it_covers(plain: Page, address: str) -> None:
    plain.goto(f"{address}en/activities/five-hands/")
    expect(plain.locator(".sources summary").first).to_have_text("P2.2.2.h")


def test_a_missing_page_answers_in_the_readers_language(browser: Browser, root_address: str) -> None:
    page = browser.new_page()
    english = {
        '.menu a[href$="/activities/"]': ("Activities", "/en/activities/"),
        ".brand": ("Civil Community Workbench", "/en/"),
        ".language": ("中文", "/."),
        ".display .size-1": ("A", ""),
        ".site-footer__links a:first-child": ("About", "/en/about/"),
    }
    chinese = {
        '.menu a[href$="/activities/"]': ("活动", "/activities/"),
        ".brand": ("文明社区工作台", "/."),
        ".language": ("English", "/en/"),
        ".display .size-1": ("字", ""),
        ".site-footer__links a:first-child": ("关于", "/about/"),
    }
    for path, shown, hidden, first, around in (
        ("en/activities/gone/", "This page was not found", "没有找到这个页面", "Activities", english),
        ("plans/x/y/", "没有找到这个页面", "This page was not found", "计划", chinese),
    ):
        answer = page.goto(root_address + path)
        assert answer
        assert answer.status == 404
        expect(page.get_by_text(shown)).to_be_visible()
        expect(page.get_by_text(hidden)).to_be_hidden()
        expect(page.locator(".not-found:visible .door").first).to_contain_text(first)
        assert page.evaluate("getComputedStyle(document.querySelector('.site-header')).borderBottomStyle") == "solid"
        expect(page.get_by_role("heading", level=1)).to_have_text(shown)
        # What stands around it is in that language too.
        for place, (text, address) in around.items():
            expect(page.locator(place)).to_contain_text(text)
            if address:
                expect(page.locator(place)).to_have_attribute("href", address)
    page.close()


def test_a_missing_english_page_is_searched_for_among_english_pages(browser: Browser, root_address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.extend(re.findall(r"/search/(\w+)\.js", request.url)))
    page.goto(root_address + "en/activities/gone/")
    page.get_by_role("link", name="Search", exact=True).click()
    dialog = page.get_by_role("dialog", name="Search", exact=True)
    expect(dialog).to_have_attribute("lang", "en")
    dialog.get_by_role("searchbox", name="Search").fill("quarrel")
    expect(dialog.get_by_role("button", name="Close")).to_be_visible()
    expect(page.locator("dialog a").first).to_have_attribute("href", re.compile("^/en/"))
    assert set(asked) == {"en"}
    page.close()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("plans/compact/", "本页上次核对是{day}，已经一年多了。"),
        ("en/activities/first-aid/", "last checked on {day}, more than a year ago."),
    ],
)
def test_a_page_says_when_it_was_not_checked_for_a_year(desktop: Page, address: str, kind: str, words: str) -> None:
    desktop.goto(f"{address}{kind}")
    notice = desktop.locator("last-check")
    checked = notice.get_attribute("data-day")
    assert checked
    day = datetime.datetime.fromisoformat(f"{checked}T12:00:00+00:00")
    for age, expected in ((364, ""), (366, words.format(day=checked))):
        desktop.clock.set_fixed_time(day + datetime.timedelta(days=age))
        desktop.reload()
        expect(notice).to_contain_text(expected)
        expect(notice).to_be_visible(visible=bool(expected))


def test_the_contents_fold_up_when_a_tablet_is_turned(desktop: Page, address: str) -> None:
    desktop.set_viewport_size({"width": 1180, "height": 820})
    desktop.goto(f"{address}plans/compact/")
    contents = desktop.locator("page-contents details")
    expect(contents).to_have_attribute("open", "")
    desktop.set_viewport_size({"width": 820, "height": 1180})
    expect(contents).not_to_have_attribute("open", "")
    desktop.set_viewport_size({"width": 1180, "height": 820})
    expect(contents).to_have_attribute("open", "")
