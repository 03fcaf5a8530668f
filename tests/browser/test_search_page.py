"""Search in a browser: nothing before it is touched, dialog and page, keyboard, folders, both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

RESULT = "[data-search-results] a"


def ask(page: Page, words: str) -> None:
    """Type into the box that is in use, and wait for the whole answer."""
    page.locator("input[name=q]").fill(words)
    page.wait_for_function(
        "words => document.querySelector('[data-search-results]').dataset.searchResults === words", arg=words
    )


def test_without_scripts_the_link_leads_to_a_page_that_says_what_it_needs(plain: Page, address: str) -> None:
    plain.goto(address + "activities/waste-sorting/")
    plain.locator("[data-search-place]").click()
    assert plain.url == address + "search/"
    assert "JavaScript" in plain.locator("#content noscript").inner_text()
    assert plain.locator(".search__form").is_hidden()
    for section in ("themes/", "activities/", "plans/"):
        assert plain.locator(f".doors a[href='../{section}']").is_visible()


def test_no_page_loads_any_of_it_before_search_is_touched(desktop: Page, address: str) -> None:
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url))
    for page in ("", "activities/waste-sorting/", "plans/compact/", "search/", "en/search/"):
        desktop.goto(address + page)
        desktop.wait_for_load_state("networkidle")
    loaded = [url for url in asked if "search-" in url or "/search/zh" in url or "/search/en" in url]
    assert loaded == []
    desktop.keyboard.press("/")
    desktop.locator("dialog[open] input").wait_for()
    desktop.wait_for_load_state("networkidle")
    assert any(url.endswith("/search/en.js") for url in asked)
    assert not any("/search/zh" in url for url in asked)


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_a_dialog_that_holds_the_focus_and_gives_it_back(desktop: Page, address: str, key: str) -> None:
    desktop.goto(address + "activities/")
    opener = desktop.locator(".brand")
    opener.focus()
    desktop.keyboard.press(key)
    field = desktop.locator("dialog[open] input[name=q]")
    field.wait_for()
    assert field.evaluate("field => document.activeElement === field")
    ask(desktop, "吵架")
    for _ in range(40):
        desktop.keyboard.press("Tab")
        # The browser's own bar may take a turn; nothing behind the dialog may.
        inside = (
            "['BODY', 'HTML'].includes(document.activeElement.tagName) || !!document.activeElement.closest('dialog')"
        )
        assert desktop.evaluate(inside)
    desktop.keyboard.press("Escape")
    assert desktop.locator("dialog[open]").count() == 0
    assert opener.evaluate("element => document.activeElement === element")


def test_results_come_while_typing_with_reason_marks_and_heading(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/")
    desktop.locator("input[name=q]").click()
    ask(desktop, "吵架")
    first = desktop.locator(RESULT).first
    assert first.get_attribute("href") == "../activities/dispute-mediation/"
    assert "按「吵架」找到" in first.inner_text()
    ask(desktop, "院里的灯又都坏了")  # 灯坏, with small words inside
    assert desktop.locator(RESULT).first.get_attribute("href") == "../activities/tidy-bright-clean/"
    ask(desktop, "道德讲堂 没人来")
    assert desktop.locator(RESULT + " mark").count() >= 3
    ask(desktop, "四种常见事怎么下手")
    assert desktop.locator(RESULT).first.get_attribute("href") == "../activities/dispute-mediation/#four-kinds"
    ask(desktop, "剁馅")
    hit = desktop.locator(RESULT).first
    assert hit.locator("mark").first.inner_text() in ("剁", "剁馅")


def test_words_of_the_text_lead_to_their_heading_and_show_their_line(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/?q=剁馅")
    hit = desktop.locator(RESULT).first
    hit.locator("text=早起剁馅").wait_for()
    assert hit.get_attribute("href") == "../activities/dispute-mediation/#sort"
    assert hit.locator(".search__why mark").inner_text() == "剁馅"
    assert "先分三堆" in hit.inner_text()


def test_without_the_page_a_result_stays_as_it_was(desktop: Page, address: str) -> None:
    desktop.route("**/activities/dispute-mediation/", lambda route: route.fulfill(body="Gone"))
    with desktop.expect_response("**/activities/dispute-mediation/"):
        desktop.goto(address + "search/?q=剁馅")
    hit = desktop.locator(RESULT).first
    assert hit.get_attribute("href") == "../activities/dispute-mediation/"
    assert hit.locator("mark").all_inner_texts() == ["剁", "馅"]


def test_a_question_of_filters_alone_leads_to_the_filtered_list(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/?q=不花钱的室内活动")
    first = desktop.locator(RESULT).first
    assert first.get_attribute("href") == "../activities/?cost=free&setting=indoor"
    first.click()
    desktop.locator("input[name=setting][value=indoor]:checked").wait_for(state="attached")


def test_the_page_answers_its_address_and_groups_by_kind(phone: Page, address: str) -> None:
    phone.goto(address + "search/?q=%E4%B8%89%E6%9C%88")
    phone.locator(RESULT).first.wait_for()
    assert phone.locator(RESULT).first.get_attribute("href") == "../calendar/#month-3"
    kinds = phone.locator(".search__kind").all_inner_texts()
    assert kinds[0] == "节日和日子"
    assert "活动" in kinds
    assert len(kinds) == len(set(kinds))
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.locator(RESULT).first.click()
    assert phone.url == address + "calendar/#month-3"


def test_the_count_is_announced_and_arrows_walk(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/?q=志愿者")
    desktop.wait_for_function("document.querySelector('.search [role=status]').textContent.includes('找到')")
    field = desktop.locator("input[name=q]")
    field.focus()
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("ArrowDown")
    second = desktop.locator(RESULT).nth(1)
    assert second.evaluate("link => document.activeElement === link")
    desktop.keyboard.press("ArrowUp")
    desktop.keyboard.press("ArrowUp")
    assert field.evaluate("field => document.activeElement === field")


def test_nothing_found_gives_three_themes_and_hostile_words_are_text(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/")
    desktop.locator("input[name=q]").click()
    ask(desktop, "区块链")
    themes = desktop.locator(RESULT)
    assert themes.count() >= 3
    assert all("/themes/" in (themes.nth(n).get_attribute("href") or "") for n in range(-3, 0))
    ask(desktop, "<img src=x onerror=alert(1)>")
    assert desktop.locator(".search img").count() == 0
    assert "<img" in desktop.locator(".search__near").inner_text()


def test_english_questions_find_english_pages(desktop: Page, address: str) -> None:
    desktop.goto(address + "en/activities/")
    desktop.locator("[data-search-place]").click()
    desktop.locator("dialog[open]").wait_for()
    ask(desktop, "festivals")
    hrefs = [link.get_attribute("href") or "" for link in desktop.locator(RESULT).all()]
    assert any(href.endswith("themes/festivals/") for href in hrefs)
    desktop.locator(RESULT).first.click()
    desktop.wait_for_url(address + "en/**")


def test_recent_words_stay_on_the_device_until_they_are_cleared(desktop: Page, address: str) -> None:
    desktop.goto(address + "search/")
    desktop.locator("input[name=q]").click()
    ask(desktop, "垃圾分类")
    desktop.keyboard.press("Enter")
    desktop.goto(address + "en/../search/")
    desktop.locator("input[name=q]").click()
    desktop.locator(".search__word", has_text="垃圾分类").wait_for()
    desktop.locator(".search__clear").click()
    assert desktop.locator(".search__word").count() == 0
    assert desktop.evaluate("localStorage.getItem('search-words')") is None


def test_it_works_from_a_folder(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "activities/waste-sorting/index.html").as_uri())
    # The offline edition marks its pages so; addresses of folders then name the file.
    page.evaluate("document.documentElement.dataset.offline = ''")
    page.keyboard.press("/")
    page.locator("dialog[open] input").wait_for()
    ask(page, "剁馅")
    page.locator(RESULT).first.click()
    assert page.url == (site / "activities/dispute-mediation/index.html").as_uri()
    page.close()
