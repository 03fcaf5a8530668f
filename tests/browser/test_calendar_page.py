"""The calendar: a whole year without scripts; with them any year, today marked."""

from __future__ import annotations

import datetime

from playwright.sync_api import Page, expect


def test_a_year_is_there_without_scripts(plain: Page, address: str) -> None:
    plain.goto(f"{address}calendar/")
    expect(plain.locator(".month")).to_have_count(12)
    festival = plain.locator(".month li", has=plain.get_by_text("春节", exact=True))
    expect(festival.locator("time")).to_have_text("2月6日 星期六")
    expect(plain.locator(".year-choice")).to_be_hidden()


def test_the_reader_chooses_a_year_and_days_move_to_their_month(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}calendar/")
    for year, month, day in (("2028", "1", "2028-01-26"), ("2030", "2", "2030-02-03"), ("2027", "2", "2027-02-06")):
        desktop.get_by_label("年份").select_option(year)
        festival = desktop.locator(f'.month[data-month="{month}"] li', has=desktop.get_by_text("春节", exact=True))
        expect(festival.locator("time")).to_have_attribute("datetime", day)


def test_a_feast_of_the_twelfth_lunar_month_stands_once_in_each_of_these_years(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}calendar/")
    laba = desktop.locator(".month li", has=desktop.get_by_text("腊八节", exact=True))
    for year in range(2027, 2036):
        desktop.get_by_label("年份").select_option(str(year))
        expect(laba).to_have_count(1)


def test_today_is_marked(desktop: Page, address: str) -> None:
    desktop.clock.set_fixed_time(datetime.datetime(2027, 3, 5, 9, 0, tzinfo=datetime.UTC))
    desktop.goto(f"{address}en/calendar/")
    marked = desktop.locator('[aria-current="date"]')
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text("Friday 5 March")
    marked.get_by_role("link").first.click()
    expect(desktop.locator(".facts").first).to_be_visible()


def test_a_month_opens_the_finder_with_its_filter(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}calendar/")
    desktop.locator('.month[data-month="3"]').get_by_role("link", name="适合这个月办的全部活动").click()
    assert desktop.url.endswith("activities/?month=3")
    expect(desktop.locator('input[name="month"][value="3"]')).to_be_checked()
