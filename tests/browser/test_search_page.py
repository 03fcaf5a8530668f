"""Search in a browser: nothing before it is touched, dialog and page, keyboard, folders, both languages."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from project import ROOT
from waiting import painted, until

RESULT = "[data-search-results] a"


def ask(page: Page, words: str) -> None:
    """Type into the box that is in use, and wait for the whole answer."""
    page.locator("input[name=q]").fill(words)
    expect(page.locator("[data-search-results]")).to_have_attribute("data-search-results", words)


def addresses(page: Page) -> list[str]:
    """Where all results lead, at one moment: those in the text may change while they are read one by one."""
    return page.locator(RESULT).evaluate_all("links => links.map(link => link.getAttribute('href'))")  # type: ignore[no-any-return]


def test_without_scripts_the_link_leads_to_a_page_that_says_what_it_needs(plain: Page, address: str) -> None:
    plain.goto(address + "activities/waste-sorting/")
    plain.locator("[data-search-place]").click()
    expect(plain).to_have_url(address + "search/")
    expect(plain.locator("#content noscript")).to_contain_text("JavaScript", use_inner_text=True)
    for section in ("themes/", "activities/", "plans/"):
        expect(plain.locator(f".doors a[href='../{section}']")).to_be_visible()
    expect(plain.locator(".search__form")).to_be_hidden()


def test_no_page_loads_any_of_it_before_search_is_touched(desktop: Page, address: str) -> None:
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url))
    for page in ("", "activities/waste-sorting/", "plans/compact/", "search/", "en/search/"):
        desktop.goto(address + page)
        desktop.wait_for_load_state("networkidle")
    loaded = [url for url in asked if "search-" in url or "/search/zh" in url or "/search/en" in url]
    assert loaded == []
    desktop.goto(address + "en/themes/")
    desktop.keyboard.press("/")
    # It says what may be asked when the index is there.
    expect(desktop.locator("dialog[open] input")).to_have_attribute("placeholder", re.compile("."))
    assert any(url.endswith("/search/en.js") for url in asked)
    assert not any("/search/zh" in url for url in asked)


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_a_dialog_that_holds_the_focus_and_gives_it_back(desktop: Page, address: str, key: str) -> None:
    desktop.goto(address + "activities/")
    opener = desktop.locator(".brand")
    opener.focus()
    desktop.keyboard.press(key)
    expect(desktop.locator("dialog[open] input[name=q]")).to_be_focused()
    ask(desktop, "吵架")
    for _ in range(40):
        desktop.keyboard.press("Tab")
        # The browser's own bar may take a turn; nothing behind the dialog may.
        inside = (
            "['BODY', 'HTML'].includes(document.activeElement.tagName) || !!document.activeElement.closest('dialog')"
        )
        assert desktop.evaluate(inside)
    # An input method ends its composing with that key.
    desktop.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
        "{ key: 'Escape', isComposing: true, bubbles: true }))"
    )
    expect(desktop.locator("dialog[open]")).to_have_count(1)
    desktop.keyboard.press("Escape")
    expect(desktop.locator("dialog[open]")).to_have_count(0)
    expect(opener).to_be_focused()


@pytest.mark.parametrize("language", ["", "en/"])
def test_question_and_way_out_stay_in_sight_above_many_results(phone: Page, address: str, language: str) -> None:
    phone.goto(f"{address}{language}themes/")
    phone.locator("[data-search-place]").click()
    field = phone.locator("dialog[open] input")
    # What may be asked is not cut short by the edge of the box.
    expect(field).to_have_attribute("placeholder", re.compile("."))
    field.evaluate("field => { field.value = field.placeholder }")
    assert field.evaluate("field => field.scrollWidth <= field.clientWidth")
    ask(phone, "volunteer" if language else "志愿者")
    for key in ["ArrowDown"] * 12 + ["ArrowUp"] * 6:
        phone.keyboard.press(key)
    until(phone, "document.querySelector('dialog').scrollTop > 200")
    expect(field).to_be_in_viewport(ratio=1)
    expect(phone.locator("dialog[open] .search__close")).to_be_in_viewport(ratio=1)
    below = "document.querySelector('dialog form').getBoundingClientRect().bottom"
    assert phone.evaluate(f"document.activeElement.getBoundingClientRect().top >= {below}")


@pytest.mark.parametrize("way", ["/", "Control+K", "the link in the header"])
def test_on_the_search_page_its_own_box_is_meant(desktop: Page, address: str, way: str) -> None:
    desktop.goto(address + "search/?q=剁馅")
    expect(desktop.locator(RESULT).first).to_be_visible()
    if way.startswith("the"):
        desktop.locator("[data-search-place]").click()
    else:
        desktop.keyboard.press(way)
    field = desktop.locator("#search-words")
    expect(field).to_be_focused()
    # The old words are marked: one types the new ones.
    desktop.keyboard.type("24/7")
    expect(field).to_have_value("24/7")
    expect(desktop.locator("dialog")).to_have_count(0)


def test_back_closes_the_dialog_and_not_the_page(phone: Page, address: str) -> None:
    phone.goto(address + "themes/")
    phone.goto(address + "about/")
    opened = phone.locator("dialog[open]")
    phone.locator("[data-search-place]").click()
    expect(opened).to_be_visible()
    phone.go_back()
    expect(opened).to_have_count(0)
    expect(phone).to_have_url(address + "about/")
    # Closed in another way, it leaves no step behind.
    phone.locator("[data-search-place]").click()
    expect(opened).to_be_visible()
    phone.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    until(phone, "!history.state")
    phone.go_back()
    expect(phone).to_have_url(address + "themes/")
    # A result is one step further, and nothing takes the reader away from it.
    phone.locator("[data-search-place]").click()
    ask(phone, "五手互动")
    phone.locator(RESULT).first.click()
    expect(phone).to_have_url(address + "activities/five-hands/")


def test_a_result_that_is_opened_beside_the_page_leaves_the_dialog_open(desktop: Page, address: str) -> None:
    desktop.goto(address + "themes/")
    desktop.goto(address + "about/")
    with desktop.context.expect_page() as searching:
        desktop.locator("[data-search-place]").click(modifiers=["Control"])
    expect(searching.value).to_have_url(address + "search/")
    searching.value.close()
    desktop.locator("[data-search-place]").click()
    ask(desktop, "五手互动")
    with desktop.context.expect_page() as beside:
        desktop.locator(RESULT).first.click(modifiers=["Control"])
    expect(beside.value).to_have_url(address + "activities/five-hands/")
    expect(desktop.locator("dialog[open] input")).to_have_value("五手互动")
    # Beside the dialog.
    desktop.mouse.click(5, 500)
    expect(desktop.locator("dialog[open]")).to_have_count(0)
    until(desktop, "!history.state")
    desktop.go_back()
    expect(desktop).to_have_url(address + "themes/")


def test_more_than_is_listed_is_not_said_to_be_there(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/?q=志愿者")
    status = desktop.locator(".search [role=status]")
    expect(status).to_have_text(re.compile(r"^找到\d+条，列出最合适的\d+条$"))
    # Results in the text may turn out not to say it, until the first of them have been looked up.
    until(
        desktop,
        """() => document.querySelectorAll("[data-search-results] .search__group li").length
          === Number(/(\\d+)条$/.exec(document.querySelector(".search [role=status]").textContent)[1])""",
    )
    desktop.goto(address + "search/?q=剁馅")
    expect(status).to_have_text(re.compile(r"^找到\d+条$"))


def test_results_come_while_typing_with_reason_marks_and_heading(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/")
    desktop.locator("input[name=q]").click()
    ask(desktop, "吵架")
    first = desktop.locator(RESULT).first
    expect(first).to_have_attribute("href", "../activities/dispute-mediation/")
    expect(first).to_contain_text("按「吵架」找到")
    ask(desktop, "院里的灯又都坏了")  # 灯坏, with small words inside
    expect(first).to_have_attribute("href", "../activities/tidy-bright-clean/")
    ask(desktop, "道德讲堂 没人来")
    expect(desktop.locator(RESULT + " mark").nth(2)).to_be_visible()
    ask(desktop, "四种常见事怎么下手")
    expect(first).to_have_attribute("href", "../activities/dispute-mediation/#four-kinds")
    ask(desktop, "剁馅")
    expect(first.locator("mark").first).to_have_text(re.compile("^(剁|剁馅)$"))


def test_words_of_the_text_lead_to_their_heading_and_show_their_line(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/?q=剁馅")
    hit = desktop.locator(RESULT).first
    expect(hit).to_contain_text("早起剁馅")
    expect(hit).to_have_attribute("href", "../activities/dispute-mediation/#sort")
    expect(hit.locator(".search__why mark")).to_have_text("剁馅")
    expect(hit).to_contain_text("先分三堆")


def test_a_page_that_has_both_characters_but_not_side_by_side_is_taken_out_again(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/?q=炖豆")
    # Of the two pages with 炖 and 豆 one says 炖豆.
    expect(desktop.locator(".search [role=status]")).to_have_text("找到1条")
    expect(desktop.locator(f".search__group {RESULT.split()[-1]}")).to_have_attribute(
        "href", re.compile("elders-meal/#")
    )
    expect(desktop.locator("[data-near]")).to_have_count(0)


@pytest.mark.parametrize(("start", "asked"), [("", "吵架"), ("", "买菜"), ("en/", "quarrel"), ("en/", "lonely")])
def test_every_result_says_the_word_that_brought_it(desktop: Page, address: str, start: str, asked: str) -> None:
    desktop.goto(f"{address}{start}search/?q={asked}")
    hits = desktop.locator(RESULT)
    expect(desktop.locator("[data-search-results]")).to_have_attribute("data-search-results", asked)
    assert hits.count() > 1
    # Of what an everyday word means alone nobody sees why: 邻里 was all that was marked in 邻里换书.
    expect(hits.filter(has_not_text=re.compile(asked, re.IGNORECASE))).to_have_count(0)


def test_no_page_is_fetched_for_its_line_while_somebody_types_on(desktop: Page, address: str) -> None:
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url) if request.resource_type == "fetch" else None)
    # Time stands still but for what the test lets pass: a busy machine is slower than somebody who types.
    desktop.clock.install(time=0)
    desktop.clock.pause_at(1000)
    desktop.goto(address + "search/?q=剁馅")
    expect(desktop.locator("[data-search-results]")).to_have_attribute("data-search-results", "剁馅")
    desktop.clock.run_for(350)
    desktop.locator("#search-words").press_sequentially("肉")
    desktop.clock.run_for(100)
    # A request by itself, so that one before it would have been heard of.
    desktop.evaluate("() => fetch('../').then(answer => answer.text())")
    assert asked == [address]


def test_with_data_saving_on_no_page_is_fetched_for_its_line(desktop: Page, address: str) -> None:
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url) if request.resource_type == "fetch" else None)
    desktop.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    desktop.clock.install(time=0)
    desktop.clock.pause_at(1000)
    desktop.goto(address + "search/?q=剁馅")
    expect(desktop.locator("[data-search-results]")).to_have_attribute("data-search-results", "剁馅")
    desktop.clock.run_for(1000)
    desktop.evaluate("() => fetch('../').then(answer => answer.text())")
    assert asked == [address]


def test_nothing_is_looked_up_while_an_input_method_is_composing(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/?q=剁馅")
    expect(desktop.locator("[data-search-results]")).to_have_attribute("data-search-results", "剁馅")
    # The records answer at once.
    before, during, after = desktop.locator("#search-words").evaluate(
        """field => {
          const first = () => document.querySelector("[data-search-results] a").getAttribute("href");
          const before = first();
          field.dispatchEvent(new CompositionEvent("compositionstart"));
          field.value = "棋牌";
          field.dispatchEvent(new Event("input"));
          const during = first();
          field.dispatchEvent(new CompositionEvent("compositionend"));
          return [before, during, first()];
        }"""
    )
    assert before == during != after


def test_without_the_page_a_result_stays_as_it_was(desktop: Page, address: str) -> None:
    desktop.route("**/activities/dispute-mediation/", lambda route: route.fulfill(body="Gone"))
    with desktop.expect_response("**/activities/dispute-mediation/") as response:
        desktop.goto(address + "search/?q=剁馅")
    response.value.finished()
    painted(desktop)
    hit = desktop.locator(RESULT).first
    expect(hit).to_have_attribute("href", "../activities/dispute-mediation/")
    expect(hit.locator("mark")).to_have_text(["剁", "馅"])


def test_an_emptied_box_leaves_no_words_in_the_address(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/?q=剁馅")
    expect(desktop.locator(RESULT).first).to_be_visible()
    desktop.locator("#search-words").fill("R&D 100%")
    expect(desktop).to_have_url(address + "search/?q=R%26D%20100%25")
    desktop.locator("#search-words").fill("")
    expect(desktop).to_have_url(address + "search/")


@pytest.mark.parametrize("program", ["text", "ranking", "engine"])
def test_without_its_programs_the_search_page_says_so_and_asks_again_when_one_types(
    browser: Browser, address: str, program: str
) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    context.route(f"**/search-{program}.*.js", lambda route: route.abort())
    page.goto(address + "search/?q=吵架")
    expect(page.get_by_text("没能读到搜索的数据")).to_be_visible()
    context.unroute(f"**/search-{program}.*.js")
    page.locator("#search-words").fill("剁馅")
    expect(page.locator(RESULT).first).to_be_visible()
    context.close()


def test_its_programs_and_the_index_are_fetched_at_once(browser: Browser, address: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(address + "themes/")
    held: list[Route] = []
    context.route(re.compile(r"/search-\w+\.\w+\.js$|/search/zh\.js$"), lambda route: held.append(route))
    # The last of them is asked for before any has come.
    with page.expect_request("**/search-view.*.js"):
        page.keyboard.press("/")
    painted(page)
    asked = [route.request.url.rpartition("/")[2].partition(".")[0] for route in held]
    programs = [file.stem for file in (ROOT / "docs/assets/javascripts").glob("search-*.js")]
    assert sorted(asked) == sorted([*programs, "zh"])
    for route in held:
        route.continue_()
    ask(page, "吵架")
    context.close()


def test_a_part_that_is_gone_makes_it_ask_for_the_first_file_again(browser: Browser, address: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()

    def stale(route: Route) -> None:
        body = route.fetch().text()
        version = re.findall(r'"version":"(\w+)"', body)[0]
        route.fulfill(body=body.replace(version, "0" * len(version)))

    # Past the cache it is asked for with a query.
    page.route(re.compile(r"/search/zh\.js$"), stale)
    with page.expect_request(re.compile(r"/search/zh\.js\?")):
        page.goto(address + "search/?q=剁馅")
    expect(page.locator(RESULT).first).to_have_attribute("href", re.compile("activities/dispute-mediation/"))
    context.close()


@pytest.mark.parametrize("language", ["", "en/"])
def test_letters_without_end_do_not_hold_up_the_page(desktop: Page, address: str, language: str) -> None:
    desktop.goto(address + language + "search/?q=abc")
    expect(desktop.locator("[data-search-results='abc']")).to_be_attached()
    took = desktop.evaluate(
        """async () => {
          const link = document.querySelector("[data-search-place]");
          const engine = new SearchEngine(link.dataset.index, document.documentElement.lang);
          await engine.search("abc", true);
          const began = performance.now();
          await engine.search("x".repeat(2000), true);
          return performance.now() - began;
        }"""
    )
    assert took < 5000


@pytest.mark.parametrize("language", ["", "en/"])
def test_without_the_index_it_says_so_and_asks_again_when_one_types(
    browser: Browser, address: str, language: str
) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    index = f"**/search/{language.strip('/') or 'zh'}.js"
    page.route(index, lambda route: route.abort())
    page.goto(f"{address}{language}themes/")
    page.locator("[data-search-place]").click()
    box = page.get_by_role("dialog")
    expect(box.get_by_role("status")).to_contain_text("try again" if language else "再试")
    expect(box.get_by_role("button")).to_have_accessible_name("Close" if language else "关闭")
    page.unroute(index)
    box.locator("input").press_sequentially("quarrel" if language else "吵架")
    expect(box.locator(RESULT).first).to_be_visible()
    context.close()


@pytest.mark.parametrize("language", ["", "en/"])
def test_what_was_found_by_name_stays_when_the_network_goes(browser: Browser, address: str, language: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(f"{address}{language}themes/")
    page.locator("[data-search-place]").click()
    box = page.get_by_role("dialog")
    box.locator("input").press_sequentially("quarrel" if language else "吵架")
    # The whole answer: all records are here.
    expect(box.get_by_role("status")).to_contain_text("found" if language else "找到")
    context.set_offline(True)
    box.locator("input").fill("chess" if language else "下棋")
    expect(box.get_by_role("status")).to_contain_text("No connection" if language else "网络不通")
    expect(box.locator(RESULT).first).to_contain_text("Chess" if language else "棋牌赛")
    context.set_offline(False)
    box.locator("input").press_sequentially(" ")
    expect(box.get_by_role("status")).to_contain_text("found" if language else "找到")
    context.close()


def test_the_link_says_that_it_was_touched_while_the_dialog_is_on_its_way(browser: Browser, address: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    waiting: list[Route] = []
    page.route("**/search-view.*.js", lambda route: waiting.append(route))
    page.goto(f"{address}themes/")
    link = page.locator("[data-search-place]")
    with page.expect_request("**/search-view.*.js"):
        link.click()
    expect(link).to_have_attribute("aria-busy", "true")
    waiting.pop().continue_()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(link).not_to_have_attribute("aria-busy", "true")
    context.close()


def test_a_question_of_filters_alone_leads_to_the_filtered_list(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/?q=不花钱的室内活动")
    first = desktop.locator(RESULT).first
    expect(first).to_have_attribute("href", "../activities/?cost=free&setting=indoor")
    first.click()
    desktop.locator("input[name=setting][value=indoor]:checked").wait_for(state="attached")


@pytest.mark.parametrize(
    ("words", "place", "query"),
    [
        ("孤独老人 一月 不花钱", 1, "cost=free&audience=older-people&month=1"),
        ("给独居老人办点什么，一月份，没钱，两个人", 1, "cost=free&staff=2&audience=older-people&month=1"),
        ("一月 老人 不花钱", 0, "cost=free&audience=older-people&month=1"),
        ("3月5日 不花钱", None, ""),
        ("两个人吵架，家庭不和", None, ""),
    ],
)
def test_filters_that_a_question_names_beside_its_subject_are_offered_set(
    desktop: Page, address: str, words: str, place: int | None, query: str
) -> None:
    desktop.goto(address + "search/")
    desktop.locator("input[name=q]").click()
    ask(desktop, words)
    found = addresses(desktop)
    filtered = [at for at, one in enumerate(found) if "activities/?" in one]
    assert filtered == ([] if place is None else [place])
    if place is not None:
        assert found[place] == f"../activities/?{query}"


def test_the_page_answers_its_address_and_groups_by_kind(phone: Page, address: str) -> None:
    phone.goto(address + "search/?q=%E4%B8%89%E6%9C%88")
    expect(phone.locator("[data-search-results]")).to_have_attribute("data-search-results", "三月")
    expect(phone.locator(RESULT).first).to_have_attribute("href", "../calendar/#month-3")
    kinds = phone.locator(".search__kind").all_inner_texts()
    assert kinds[0] == "节日和日子"
    assert "活动" in kinds
    assert len(kinds) == len(set(kinds))
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.locator(RESULT).first.click()
    expect(phone).to_have_url(address + "calendar/#month-3")


def test_the_last_word_is_whole_once_it_is_sent_or_stands_in_the_address(desktop: Page, address: str) -> None:
    desktop.goto(address + "en/search/")
    desktop.locator("input[name=q]").press_sequentially("cat")
    answered, count = desktop.locator("[data-search-results=cat]"), desktop.locator(".search [role=status]")
    expect(answered).to_be_visible()
    unfinished = count.inner_text()
    desktop.keyboard.press("Enter")
    expect(count).not_to_have_text(unfinished)
    whole, first = count.inner_text(), desktop.locator(RESULT).first.get_attribute("href")
    assert int(whole.split()[0]) < int(unfinished.split()[0]), "category begins with cat"
    desktop.goto(address + "en/search/?q=cat")
    expect(answered).to_be_visible()
    expect(count).to_have_text(whole)
    expect(desktop.locator(RESULT).first).to_have_attribute("href", str(first))


def test_the_count_is_announced_and_arrows_walk(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/?q=志愿者")
    expect(desktop.locator(".search [role=status]")).to_contain_text("找到")
    field = desktop.locator("input[name=q]")
    field.focus()
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("ArrowDown")
    expect(desktop.locator(RESULT).nth(1)).to_be_focused()
    for _ in range(3):
        desktop.keyboard.press("ArrowUp")
    expect(field).to_be_focused()


def test_nothing_found_gives_three_themes_and_hostile_words_are_text(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/")
    desktop.locator("input[name=q]").click()
    ask(desktop, "区块链")
    themes = addresses(desktop)
    assert len(themes) >= 3
    assert all("/themes/" in address for address in themes[-3:])
    ask(desktop, "<img src=x onerror=alert(1)>")
    expect(desktop.locator(".search img")).to_have_count(0)
    expect(desktop.locator(".search__near")).to_contain_text("<img")
    # It is said once that nothing was found.
    ask(desktop, "qqxxzzqq")
    expect(desktop.get_by_text("没有找到“qqxxzzqq”")).to_have_count(1)


def test_words_of_the_other_language_lead_to_its_pages(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/?q=lonely+elderly")
    desktop.get_by_role("link", name="到英文页面里找“lonely elderly”").click()
    desktop.wait_for_url(address + "en/search/?q=lonely%20elderly")
    expect(desktop.locator(RESULT).first).to_have_attribute("href", re.compile("activities/empty-nest-visits/"))
    expect(desktop.locator(".search__other")).to_have_count(0)
    ask(desktop, "独居老人")
    desktop.locator(".search__other a").click()
    desktop.wait_for_url(re.compile(f"^{address}search/"))
    expect(desktop.locator(RESULT).first).to_have_attribute("href", re.compile("activities/empty-nest-visits/"))
    # Pinyin is no English.
    ask(desktop, "dujulaoren")
    expect(desktop.locator(RESULT).first).to_have_attribute("href", re.compile("activities/empty-nest-visits/"))
    expect(desktop.locator(".search__other")).to_have_count(0)


@pytest.mark.parametrize(
    ("asked", "righted", "page"),
    [
        ("元霄节", "元宵节", "activities/lantern-riddles/"),
        ("科谱", "科普", "activities/popular-science-day/"),
        ("反斜教", "反邪教", "activities/cult-free-community/"),
        ("心里健康", "心理健康", "activities/mental-health-hour/"),
        # Two characters of a sentence that sound like a word by chance, and a date, stay as they are.
        ("公公瘫痪在床没人照顾", "", "activities/"),
        ("三月五号", "", "calendar/"),
    ],
)
def test_a_wrong_character_that_sounds_right_is_righted_and_said(
    desktop: Page, address: str, asked: str, righted: str, page: str
) -> None:
    desktop.goto(f"{address}search/?q={asked}")
    expect(desktop.locator(RESULT).first).to_have_attribute("href", re.compile(page))
    expect(desktop.locator(".search__righted")).to_have_text([f"已按“{righted}”查找"] if righted else [])


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("chaojia", "activities/dispute-mediation/"),  # an everyday word
        ("chongyang", "activities/double-ninth/"),  # read otherwise than usual
        ("kuaidi", ""),  # the AI in it is none
    ],
)
def test_pinyin_is_read_of_titles_and_of_everyday_words(desktop: Page, address: str, asked: str, page: str) -> None:
    desktop.goto(f"{address}search/?q={asked}")
    expect(desktop.locator(f"[data-search-results={asked}]")).to_be_attached()
    found = desktop.locator(f"[data-search-results] > .search__group {RESULT.split()[-1]}")
    if page:
        expect(found.first).to_have_attribute("href", re.compile(page))
    else:
        expect(found).to_have_count(0)


def test_english_questions_find_english_pages(desktop: Page, address: str) -> None:
    desktop.goto(address + "en/activities/")
    desktop.locator("[data-search-place]").click()
    desktop.locator("dialog[open]").wait_for()
    ask(desktop, "festivals")
    assert any(found.endswith("themes/festivals/") for found in addresses(desktop))
    first = addresses(desktop)[0]
    desktop.locator(RESULT).first.click()
    expect(desktop).to_have_url(urljoin(address + "en/activities/", first))
    assert desktop.url.startswith(address + "en/")


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("recyclng", "activities/waste-sorting/"),
        ("screenreader", "accessibility/"),
        ("bikes that were stolen", "activities/safe-community-patrol/"),
        ("I don't know what to do about bullies", "activities/youth-law-class/"),
    ],
)
def test_everyday_english_is_found_with_slips_in_one_word_and_in_another_order(
    desktop: Page, address: str, asked: str, page: str
) -> None:
    desktop.goto(address + "en/search/")
    desktop.locator("input[name=q]").click()
    ask(desktop, asked)
    expect(desktop.locator(RESULT).first).to_have_attribute("href", re.compile(page))
    expect(desktop.locator(".search__righted")).to_have_text(["Results for “recycling”"] if asked == "recyclng" else [])


def test_recent_words_stay_on_the_device_until_they_are_cleared(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/")
    # What else stands there is passed over.
    desktop.evaluate('localStorage.setItem(\'search-words\', \'[1, "一", "二", "三", "四", "五", "六", "七", "八"]\')')
    desktop.locator("input[name=q]").click()
    ask(desktop, "垃圾分类")
    desktop.keyboard.press("Enter")
    desktop.keyboard.press("Enter")
    desktop.goto(address + "en/../search/")
    desktop.locator("input[name=q]").click()
    # Each once, the latest eight.
    expect(desktop.locator(".search__word")).to_have_text(["垃圾分类", *"一二三四五六七"])
    desktop.locator(".search__clear").click()
    expect(desktop.locator(".search__word")).to_have_count(0)
    assert desktop.evaluate("localStorage.getItem('search-words')") is None
    desktop.evaluate("localStorage.setItem('search-words', '{}')")
    desktop.reload()
    desktop.locator("input[name=q]").click()
    ask(desktop, "垃圾分类")


def test_it_works_from_a_folder(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "activities/waste-sorting/index.html").as_uri())
    # The offline edition marks its pages so; addresses of folders then name the file.
    page.evaluate("document.documentElement.dataset.offline = ''")
    page.keyboard.press("/")
    page.locator("dialog[open] input").wait_for()
    ask(page, "剁馅")
    page.locator(RESULT).first.click()
    expect(page).to_have_url((site / "activities/dispute-mediation/index.html").as_uri())
    page.close()
