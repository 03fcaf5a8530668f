"""The calendar: a whole year without scripts; with them any year, today marked."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect


def test_a_year_is_there_without_scripts(plain: Page, address: str) -> None:
    plain.goto(f"{address}calendar/")
    expect(plain.locator(".month")).to_have_count(12)
    festival = plain.locator(".month li", has=plain.get_by_text("春节", exact=True))
    expect(festival.locator("time")).to_have_text("2月6日 星期六")
    expect(plain.locator(".year-form")).to_be_hidden()
    month = plain.locator('.month[data-month="3"] table.days')
    expect(month.get_by_role("link")).to_have_count(8)
    month.get_by_role("link", name="5 学雷锋纪念日、中国青年志愿者服务日").click()
    expect(plain).to_have_url(f"{address}calendar/#on-lei-feng-day")
    expect(plain.locator("#on-lei-feng-day").get_by_role("link").first).to_be_visible()


def test_scripts_draw_the_printed_year_as_it_stands(desktop: Page, address: str) -> None:
    desktop.clock.set_fixed_time("2027-10-07T12:00:00+08:00")
    for start in ("", "en/"):
        desktop.goto(f"{address}{start}calendar/")
        printed, drawn = desktop.evaluate(
            """async () => {
              const html = await (await fetch(location.href)).text();
              const said = page => Array.from(page.querySelectorAll(".month"), month => [
                month.textContent.replace(/\\s+/g, ""),
                Array.from(month.querySelectorAll("td"), day => day.textContent.trim()).join("|"),
              ]);
              return [new DOMParser().parseFromString(html, "text/html"), document].map(said);
            }"""
        )
        assert printed == drawn


@pytest.mark.parametrize(("start", "theme"), [("", "健康生活"), ("en/", "Health")])
def test_every_day_leads_to_something_to_do(plain: Page, address: str, start: str, theme: str) -> None:
    plain.goto(f"{address}{start}calendar/")
    days = plain.locator(".month__list li")
    expect(days.filter(has=plain.get_by_role("link"))).to_have_count(days.count())
    plain.locator("#on-no-tobacco-day").get_by_role("link", name=theme).click()
    expect(plain.locator(".card").first).to_be_visible()


@pytest.mark.parametrize("start", ["", "en/"])
def test_the_months_begin_soon_on_a_phone(phone: Page, address: str, start: str) -> None:
    """Notes on how the dates are set stand below them."""
    phone.goto(f"{address}{start}calendar/")
    lines = phone.locator(".sheet > p").first.evaluate(
        "e => e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight)"
    )
    assert lines < 4.5
    tops = phone.locator("#month-12, #dates").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert tops == sorted(tops)


def test_a_page_stays_small(site: Path) -> None:
    for language in ("", "en/"):
        assert len(gzip.compress((site / language / "calendar/index.html").read_bytes())) <= 30_000
        assert len(gzip.compress((site / language / "index.html").read_bytes())) <= 6_000


def test_the_reader_chooses_a_year_and_days_move_to_their_month(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}calendar/")
    for year, month, day in (("2028", "1", "2028-01-26"), ("2030", "2", "2030-02-03"), ("2027", "2", "2027-02-06")):
        desktop.get_by_label("年份").select_option(year)
        festival = desktop.locator(f'.month[data-month="{month}"] li', has=desktop.get_by_text("春节", exact=True))
        expect(festival.locator("time")).to_have_attribute("datetime", day)
    # What lasts longer than a day stands below the month's table, not in it.
    march = desktop.locator('.month[data-month="3"]')
    expect(march.get_by_role("link", name="22 世界水日", exact=True)).to_be_visible()
    expect(march.locator(".month__spans a")).to_have_text(["中国水周"])


def test_a_feast_of_the_twelfth_lunar_month_stands_once_in_each_of_these_years(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}calendar/")
    laba = desktop.locator(".month li", has=desktop.get_by_text("腊八节", exact=True))
    for year in range(2027, 2036):
        desktop.get_by_label("年份").select_option(str(year))
        expect(laba).to_have_count(1)


def test_today_is_marked(desktop: Page, address: str) -> None:
    desktop.clock.set_fixed_time(datetime.datetime(2027, 3, 5, 9, 0, tzinfo=datetime.UTC))
    desktop.goto(f"{address}en/calendar/")
    cell = desktop.locator('td[aria-current="date"]')
    expect(cell).to_have_count(1)
    expect(cell.get_by_role("link")).to_have_attribute("href", "#on-lei-feng-day")
    marked = desktop.locator('li[aria-current="date"]')
    expect(marked).to_have_count(2)
    expect(marked.first).to_contain_text("Friday 5 March")
    marked.first.get_by_role("link").first.click()
    expect(desktop.locator(".facts").first).to_be_visible()


def test_the_year_is_entered_at_any_month_and_at_today(phone: Page, address: str) -> None:
    phone.clock.set_fixed_time("2027-10-07T12:00:00+08:00")
    phone.goto(address + "calendar/")
    expect(phone.locator(".year-months a")).to_have_count(13)
    phone.get_by_role("link", name="看今天").click()
    expect(phone.locator("td[aria-current=date]")).to_be_in_viewport()
    # A month that has begun is under way today.
    expect(phone.locator("#on-elders-month")).to_have_attribute("aria-current", "date")
    phone.locator(".year-months").get_by_role("link", name="3月", exact=True).click()
    expect(phone.locator("#month-3")).to_be_in_viewport()


def test_a_month_opens_the_finder_with_its_filter(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}calendar/")
    desktop.locator('.month[data-month="3"]').get_by_role("link", name="适合这个月办的全部活动").click()
    expect(desktop).to_have_url(f"{address}activities/?month=3")
    expect(desktop.locator('input[name="month"][value="3"]')).to_be_checked()


def test_a_theme_filters_list_and_months_and_stands_in_the_address(phone: Page, address: str) -> None:
    phone.clock.set_fixed_time("2027-10-07T12:00:00+08:00")
    phone.goto(f"{address}calendar/?theme=volunteering")
    status = phone.locator(".year-form [role=status]")
    expect(status).to_have_text("8个日子")
    expect(phone.locator(".month li:visible")).to_have_count(8)
    expect(phone.locator('.month[data-month="3"] table.days').get_by_role("link")).to_have_count(1)
    expect(phone.locator('.month[data-month="2"]')).to_be_hidden()
    # Nothing leads to a month that is not shown, today's among them.
    expect(phone.locator(".year-months a[href='#month-2'], .year-today").filter(visible=True)).to_have_count(0)
    phone.get_by_role("button", name="法治宣传").click()
    expect(phone).to_have_url(f"{address}calendar/?theme=law")
    expect(phone.get_by_role("button", name="法治宣传")).to_have_attribute("aria-pressed", "true")
    expect(phone.get_by_role("button", name="全部日子")).to_have_attribute("aria-pressed", "false")
    phone.get_by_label("年份").select_option("2030")
    expect(phone).to_have_url(f"{address}calendar/?year=2030&theme=law")
    phone.get_by_label("年份").select_option("2027")
    phone.get_by_role("button", name="全部日子").click()
    expect(phone).to_have_url(f"{address}calendar/")
    expect(status).to_have_text("97个日子")
    phone.goto(f"{address}calendar/?theme=nonsense")
    expect(status).to_contain_text("97个日子")


def test_the_list_stands_alone_where_it_is_asked_for(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}calendar/?view=list")
    expect(desktop.get_by_role("button", name="只看列表")).to_have_attribute("aria-pressed", "true")
    expect(desktop.locator("table.days").filter(visible=True)).to_have_count(0)
    expect(desktop.locator("#on-lei-feng-day")).to_be_visible()


def test_months_alone_lead_back_to_the_list(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}calendar/?view=months")
    desktop.get_by_label("年份").select_option("2030")
    expect(desktop.locator("#month-1")).to_have_text("2030年1月")
    expect(desktop.locator(".month__list").first).to_be_hidden()
    # The months stand beside each other; what leads to them has the whole width.
    widths = [desktop.locator(part).evaluate("e => e.offsetWidth") for part in (".year-months", ".year-form")]
    assert widths[0] == widths[1]
    desktop.locator('.month[data-month="2"]').get_by_role("link", name="3 春节").click()
    expect(desktop.locator("#on-spring-festival")).to_be_in_viewport()
    # Sent to a colleague, or loaded again, the address shows the day.
    desktop.reload()
    expect(desktop.locator("#on-spring-festival")).to_be_in_viewport()


def test_on_paper_every_view_has_its_days_and_none_is_marked(desktop: Page, address: str) -> None:
    desktop.clock.set_fixed_time(datetime.datetime(2027, 3, 5, 9, 0, tzinfo=datetime.UTC))
    desktop.goto(f"{address}calendar/")
    desktop.get_by_role("button", name="只看月历").click()
    day = desktop.locator("#on-lei-feng-day")
    expect(day).to_be_hidden()
    desktop.emulate_media(media="print")
    expect(day).to_be_visible()
    expect(day).to_have_css("border-left-width", "0px")


def test_the_chosen_year_is_there_again_after_going_on_and_back(desktop: Page, address: str) -> None:
    desktop.clock.set_fixed_time("2027-10-07T12:00:00+08:00")
    desktop.goto(address + "calendar/")
    desktop.get_by_label("年份").select_option("2030")
    expect(desktop).to_have_url(f"{address}calendar/?year=2030")
    expect(desktop.locator(".year-today")).to_be_hidden()
    desktop.goto(address + "about/")
    desktop.go_back()
    expect(desktop.get_by_label("年份")).to_have_value("2030")
    desktop.get_by_label("年份").select_option("2027")
    expect(desktop).to_have_url(f"{address}calendar/")
    desktop.goto(f"{address}calendar/?year=1949")
    expect(desktop.get_by_label("年份")).to_have_value("2027")


def test_days_that_differ_from_place_to_place_say_so(plain: Page, address: str) -> None:
    plain.goto(f"{address}calendar/")
    for day in ("ethnic-unity-month", "little-new-year"):
        expect(plain.locator(f"#on-{day}")).to_contain_text("各地不同，按本地的定")
    expect(plain.locator("#on-constitution-day")).to_contain_text("全国人大常委会2014年决定")


def test_no_page_fits_badly_on_a_phone(phone: Page, address: str) -> None:
    for page in ("", "calendar/", "calendar/?view=months", "wording/", "en/", "en/calendar/", "en/wording/"):
        phone.goto(address + page)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360, page


def test_without_scripts_the_home_page_leads_to_the_calendar(plain: Page, address: str) -> None:
    plain.goto(address)
    plain.get_by_role("link", name="看全年日历，挑一个日子办活动").click()
    expect(plain.locator(".month")).to_have_count(12)


@pytest.mark.parametrize(
    ("day", "first", "left", "date"),
    [
        ("2027-03-01", "全国爱耳日", "还有2天", "2027-03-03"),
        # A week stands before a day that begins with it, and before a month that began earlier.
        ("2027-03-22", "中国水周", "正在进行", "2027-03-22"),
        ("2027-04-21", "全民阅读活动周", "正在进行", "2027-04-19"),
        ("2028-01-25", "除夕", "就在今天", "2028-01-25"),
        ("2030-02-02", "除夕", "就在今天", "2030-02-02"),
        ("2034-12-31", "元旦", "明天", "2035-01-01"),
    ],
)
def test_the_home_page_shows_the_coming_weeks_of_any_year(
    desktop: Page, address: str, day: str, first: str, left: str, date: str
) -> None:
    desktop.clock.set_fixed_time(datetime.datetime.fromisoformat(f"{day}T04:00:00+00:00"))
    desktop.goto(address)
    item = desktop.locator(".coming li").first
    expect(item).to_contain_text(first)
    expect(item).to_contain_text(left)
    item.get_by_role("link").click()
    name = desktop.locator("li[data-day]", has=desktop.get_by_text(first, exact=True))
    expect(name).to_be_in_viewport()
    expect(name.locator("time")).to_have_attribute("datetime", date)


def test_the_home_page_names_five_days_of_the_next_four_weeks(desktop: Page, address: str) -> None:
    for day, names in (
        ("2027-01-01", ["元旦", "中国人民警察节", "腊八节"]),
        ("2027-01-02", ["中国人民警察节", "腊八节", "小年"]),
        # Of the year that follows the dates are not known.
        ("2035-12-20", ["冬至"]),
        ("2027-04-19", ["全民阅读活动周", "世界读书日", "全国儿童预防接种日", "国际劳动节", "五四青年节"]),
    ):
        desktop.clock.set_fixed_time(datetime.datetime.fromisoformat(f"{day}T04:00:00+00:00"))
        desktop.goto(address)
        expect(desktop.locator(".coming li strong")).to_have_text(names)
    expect(desktop.locator(".coming time").first).to_have_text("4月19日 星期一 – 4月25日 星期日")


def test_beyond_the_known_years_the_home_page_shows_no_wrong_day(desktop: Page, address: str) -> None:
    desktop.clock.set_fixed_time(datetime.datetime(2041, 3, 1, 4, 0, tzinfo=datetime.UTC))
    desktop.goto(f"{address}en/")
    expect(desktop.locator(".coming")).to_be_hidden()
    expect(desktop.get_by_role("link", name="See the whole year and choose a day")).to_be_visible()
