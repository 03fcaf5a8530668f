"""A plan's attachments: a page of their own for readers without scripts, one piece with the plan for all others."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from waiting import held, painted, until

PLAN = "plans/compact/"
PAGE = f"{PLAN}attachments/"
TABLES = ("任务分解表", "月度安排", "指标对照表", "经费预算", "志愿队伍", "阵地清单", "风险与预案")
SAVE_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    found.grant_permissions(["clipboard-read", "clipboard-write"])
    yield found
    found.close()


@pytest.fixture
def office(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def saving(context: BrowserContext) -> Page:
    """The browser of a reader who saves data."""
    context.add_init_script(SAVE_DATA)
    return context.new_page()


def copied(page: Page) -> str:
    page.get_by_role("button", name="复制全文").click()
    expect(page.locator(".announcement")).to_contain_text("已复制")
    return str(page.evaluate("navigator.clipboard.readText()"))


def is_whole(page: Page) -> None:
    expect(page.locator("plan-attachments")).to_have_count(0)
    expect(page.locator(".sheet--plan table")).to_have_count(7)


def is_a_list(page: Page) -> None:
    expect(page.locator(".attachments li[id]")).to_have_count(7)
    expect(page.locator(".sheet--plan table")).to_have_count(0)


@pytest.mark.parametrize(("root", "plan"), [("", "社区文明创建计划（精简通用型）"), ("en/", "Civil community plan")])
def test_without_scripts_the_plan_lists_them_and_their_page_shows_them(
    plain: Page, address: str, root: str, plan: str
) -> None:
    # An address from before leads to the line of the list.
    plain.goto(f"{address}{root}{PLAN}#budget")
    is_a_list(plain)
    expect(plain.locator("#budget")).to_be_in_viewport()
    plain.locator("#budget a").click()
    expect(plain).to_have_url(f"{address}{root}{PAGE}#budget")
    expect(plain.locator("h2#budget")).to_be_in_viewport()
    expect(plain.locator(".sheet--plan table")).to_have_count(7)
    plain.locator("#task-table ~ table a").first.click()
    expect(plain).to_have_url(f"{address}{root}{PLAN}#publicity-columns")
    plain.go_back()
    for file in plain.locator(".take-away a").all():
        assert plain.request.get(str(file.evaluate("link => link.href"))).status == 200
    plain.locator(".page").get_by_role("link", name=plan).first.click()
    expect(plain).to_have_url(f"{address}{root}{PLAN}")


def test_with_scripts_the_plan_is_in_one_piece(phone: Page, address: str) -> None:
    phone.goto(address + PLAN)
    is_whole(phone)
    # As in the Word file: their list, the signature, then they.
    names = [f"附件{number}　{name}" for number, name in enumerate(TABLES, start=1)]
    assert phone.locator("#attachments ~ .attachments a").all_text_contents() == names
    expect(phone.locator(".attachments ~ #signature + p")).to_contain_text("居民委员会")
    assert phone.locator("#signature ~ h2").all_text_contents() == [*names, "出处与核对"]
    ids = phone.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    expect(phone.locator(".attachments a").nth(3)).to_have_attribute("href", "#budget")
    # The contents name the headings in the order in which they stand.
    contents = phone.locator(".contents a").evaluate_all("all => all.map(link => link.hash.slice(1))")
    headings = phone.locator(".sheet h2, .sheet h3").evaluate_all("all => all.map(one => one.id)")
    assert contents == ["content", *headings]
    rows = phone.locator("#task-table ~ table").first.locator("tbody tr")
    task, activity = (rows.first.locator("td, th").nth(place).locator("a").first for place in (1, 2))
    expect(task).to_have_attribute("href", "#publicity-columns")
    assert phone.request.get(str(activity.evaluate("link => link.href"))).status == 200
    # Addresses in full would be printed.
    expect(phone.locator(".sheet--plan a[href^='http']")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_they_come(context: BrowserContext, address: str, width: int) -> None:
    context.add_init_script(
        """window.moved = 0;
        new PerformanceObserver(list => { moved += list.getEntries().length; }).observe({type: "layout-shift", buffered: true});"""
    )
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(address + PLAN)
    is_whole(page)
    painted(page)
    assert page.evaluate("moved") == 0


def test_an_address_from_before_leads_to_its_place(phone: Page, address: str) -> None:
    phone.goto(f"{address}{PLAN}#budget")
    is_whole(phone)
    expect(phone.locator("h2#budget")).to_be_in_viewport()


def test_who_comes_back_is_where_the_reading_stopped(phone: Page, address: str) -> None:
    phone.goto(address + PLAN)
    is_whole(phone)
    # Beyond all that the page holds without its attachments.
    link = phone.locator("#month-plan ~ table tr:last-child a").first
    link.evaluate("link => link.scrollIntoView({block: 'center', behavior: 'instant'})")
    place = phone.evaluate("scrollY")
    phone.reload()
    is_whole(phone)
    until(phone, "place => scrollY === place", place)
    expect(link).to_be_in_viewport()
    link.click()
    expect(phone).to_have_url(re.compile("/activities/"))
    phone.go_back()
    is_whole(phone)
    until(phone, "place => scrollY === place", place)
    # Who comes anew begins at the beginning.
    phone.goto(address + "plans/")
    phone.goto(address + PLAN)
    is_whole(phone)
    assert phone.evaluate("scrollY") == 0


def test_nothing_moves_while_their_place_is_in_sight(office: Page, address: str) -> None:
    waiting: list[Route] = []
    office.route(f"**/{PAGE}", lambda route: waiting.append(route))
    office.goto(address + PLAN)
    office.locator("#signature").scroll_into_view_if_needed()
    expect(office.locator("#signature + p + p")).to_be_in_viewport()
    with office.expect_request_finished(lambda request: request.url.endswith(PAGE)):
        held(office, waiting).continue_()
    painted(office)
    is_a_list(office)
    office.evaluate("scrollTo(0, 0)")
    is_whole(office)


def test_copying_waits_for_them(office: Page, address: str) -> None:
    waiting: list[Route] = []
    office.route(f"**/{PAGE}", lambda route: waiting.append(route))
    office.goto(address + PLAN)
    office.get_by_role("button", name="复制全文").click()
    late = held(office, waiting)
    expect(office.locator(".announcement")).to_be_empty()
    late.continue_()
    expect(office.locator(".announcement")).to_contain_text("已复制")
    text = office.evaluate("navigator.clipboard.readText()")
    assert "序号\t任务\t" in text
    assert "清扫工具\t2次\t200\t400\t共建单位" in text
    office.get_by_role("button", name="复制：附件4　经费预算").click()
    until(office, "async () => (await navigator.clipboard.readText()).startsWith('附件4 经费预算\\n项目\\t数量')")


def test_values_stand_in_them_too_and_on_their_own_page(office: Page, address: str) -> None:
    office.goto(address + PLAN)
    office.locator("details.fill-in > summary").click()
    is_whole(office)
    office.locator("#field-activity-room").fill("三楼会议室")
    room = office.locator("#places ~ table .field[data-field=activity-room]").first
    expect(room).to_have_text("三楼会议室")
    office.goto(address + PAGE)
    expect(room).to_have_text("三楼会议室")
    assert "三楼会议室\t40人" in copied(office)
    # A value that was kept before the attachments come stands in them as soon as they do.
    office.goto(address + PLAN)
    is_whole(office)
    expect(room).to_have_text("三楼会议室")
    office.locator("details.fill-in > summary").click()
    office.get_by_role("button", name="全部清空").click()
    expect(room).to_have_text("〔活动室〕")


@pytest.mark.parametrize("asked_by", ["copying", "filling in", "a link", "the contents", "the address", "printing"])
def test_who_saves_data_has_them_when_they_are_wanted(saving: Page, address: str, asked_by: str) -> None:
    saving.goto(address + PLAN)
    saving.wait_for_load_state()
    painted(saving)
    is_a_list(saving)
    if asked_by == "copying":
        assert "序号\t任务\t" in copied(saving)
    elif asked_by == "filling in":
        saving.locator("details.fill-in > summary").click()
    elif asked_by == "printing":
        saving.pdf()
    else:
        if asked_by == "the address":
            saving.evaluate("location.hash = 'risks'")
        else:
            saving.locator("#risks a" if asked_by == "a link" else ".contents a[href$='#risks']").click()
        expect(saving).to_have_url(f"{address}{PLAN}#risks")
        expect(saving.locator("h2#risks")).to_be_in_viewport()
    is_whole(saving)


def test_whoever_wants_their_page_in_a_new_tab_has_it(context: BrowserContext, saving: Page, address: str) -> None:
    saving.goto(address + PLAN)
    until(saving, "customElements.get('plan-attachments') !== undefined")
    with context.expect_page() as opened:
        saving.locator("#risks a").click(modifiers=["Control"])
    expect(opened.value).to_have_url(f"{address}{PAGE}#risks")
    is_a_list(saving)


def test_where_they_cannot_be_fetched_the_list_stays_and_copying_says_so(office: Page, address: str) -> None:
    refuse = True
    office.route(
        f"**/{PAGE}",
        lambda route: route.abort() if refuse and route.request.resource_type == "fetch" else route.continue_(),
    )
    with office.expect_event("requestfailed"):
        office.goto(address + PLAN)
    assert "附件：1.任务分解表\n2.月度安排" in copied(office)
    expect(office.locator(".announcement")).to_contain_text("附件没有取到")
    is_a_list(office)
    office.locator("#budget a").click()
    expect(office).to_have_url(f"{address}{PAGE}#budget")
    office.go_back()
    is_a_list(office)
    # The next attempt may succeed.
    refuse = False
    assert "序号\t任务\t" in copied(office)
    is_whole(office)


def test_a_page_that_is_none_of_ours_is_not_put_in(office: Page, address: str) -> None:
    """As some networks answer everything with their own page."""
    office.route(f"**/{PAGE}", lambda route: route.fulfill(body="<p>Log in", content_type="text/html"))
    faults: list[str] = []
    office.on("pageerror", lambda error: faults.append(str(error)))
    with office.expect_response(f"**/{PAGE}"):
        office.goto(address + PLAN)
    painted(office)
    is_a_list(office)
    assert not faults


def test_the_plan_is_printed_in_one_piece_before_they_have_come(office: Page, address: str) -> None:
    office.route(f"**/{PAGE}", lambda route: None if route.request.resource_type == "fetch" else route.continue_())
    office.goto(address + PLAN)
    is_a_list(office)
    office.pdf()
    is_whole(office)


def test_on_paper_a_plan_is_in_the_order_of_its_word_file(office: Page, address: str) -> None:
    office.goto(address + PLAN)
    office.evaluate("fieldValues.set('community', '幸福里社区'); fieldValues.set('year', '2027')")
    title = office.locator(".handed-in p").first
    expect(title).to_be_hidden()
    office.emulate_media(media="print")
    expect(title).to_have_text("幸福里社区2027年社区文明创建计划")
    expect(title).to_be_visible()
    is_whole(office)
    expect(office.locator("h1, #signature, #attachments + p").filter(visible=True)).to_have_count(0)
    expect(office.locator("#signature + p")).to_have_css("text-align", "right")
    # The list has the names alone; the attachments begin a sheet behind the signature.
    assert office.locator(".attachments li").first.inner_text() == "附件1　任务分解表"
    places = [".attachments", "#signature + p", "#signature + p + p", "#task-table", "#risks"]
    tops = [office.locator(place).evaluate("one => one.getBoundingClientRect().top") for place in places]
    assert tops == sorted(tops)
    expect(office.locator("#task-table")).to_have_css("break-before", "page")
    expect(office.locator(".attachments")).to_have_css("break-inside", "avoid")
