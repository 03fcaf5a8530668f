"""The finder: without scripts a whole list, with scripts filters with counts, an address to share, and the keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from waiting import painted

# What staff ask: everything that they want, and the choices that they tap (three taps at most).
QUESTIONS = {
    "30 pensioners, winter, indoors, no money, two staff": (
        "audience=older-people month=winter setting=indoor cost=free staff=2 size=30",
        "audience=older-people cost=free month=winter",
    ),
    "children, summer, outdoors": ("audience=children month=summer setting=outdoor", "audience=children month=summer"),
    "two of us, one hour, no money": ("staff=2 time=60 cost=free", "staff=2 time=60 cost=free"),
    "families, outdoors, thirty people": (
        "audience=families setting=outdoor size=30",
        "audience=families setting=outdoor",
    ),
    "something about fire and safety for families": ("theme=safety audience=families", "theme=safety"),
    "a contest indoors": ("form=contest setting=indoor", "form=contest"),
    "visits to older people, two staff": ("form=home-visit audience=older-people staff=2", "form=home-visit"),
    "a talk on law for all residents": ("theme=law audience=all-residents", "theme=law"),
    "party members in July": ("audience=party-members month=7", "audience=party-members"),
    "children in the summer holidays, indoors, free": (
        "audience=children month=summer setting=indoor cost=free",
        "audience=children month=summer cost=free",
    ),
    "a festival for families, thirty people": ("theme=festivals audience=families size=30", "theme=festivals"),
    "greening in March": ("theme=environment month=3", "theme=environment"),
    "health for older people, an hour and a half": ("theme=health audience=older-people time=90", "theme=health"),
    "volunteers, no money": ("theme=volunteering cost=free", "theme=volunteering"),
    "newcomers, indoors": ("audience=newcomers setting=indoor", "audience=newcomers"),
    "shops and traders": ("audience=traders", "audience=traders"),
    "jobs for people who look for work": ("audience=job-seekers theme=services", "audience=job-seekers"),
    "culture, outdoors, a hundred people": ("theme=culture setting=outdoor size=100", "theme=culture"),
    "neighbours, two staff, free": ("theme=neighbourhood staff=2 cost=free", "staff=2 theme=neighbourhood"),
    "a notice board with two staff": ("theme=publicity staff=2", "theme=publicity"),
}
FIRST = 10


CARDS = ".card:visible"


def announced(page: Page) -> int:
    """The number that is said, once the script of the page has shown the filters and counted."""
    status = page.locator(".finder__state [role=status]")
    expect(status).to_be_visible()
    return int(re.sub(r"\D", "", status.inner_text()))


def choose(button: Locator) -> None:
    """Tap a button. The click follows the tap by itself: what it chose is looked at when the button shows that it did."""
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_without_scripts_the_whole_list_is_there(plain: Page, address: str, site: Path) -> None:
    plain.goto(f"{address}activities/")
    expect(plain.locator(CARDS)).to_have_count(len(list((site / "activities").glob("*/index.html"))))
    expect(plain.locator(".finder")).to_be_hidden()


def test_a_tap_filters_counts_announces_and_stands_in_the_address(phone: Page, address: str) -> None:
    phone.goto(f"{address}activities/")
    everything = announced(phone)
    choose(phone.get_by_role("button", name="老年人"))
    few = announced(phone)
    assert 0 < few < everything
    choose(phone.get_by_role("button", name="不花钱可办"))
    fewer = announced(phone)
    assert 0 < fewer <= few
    expect(phone).to_have_url(f"{address}activities/?audience=older-people&cost=free")
    for card in phone.locator(CARDS).all():
        assert "older-people" in (card.get_attribute("data-audience") or "").split()
        assert "free" in (card.get_attribute("data-cost") or "").split()
    clear = phone.get_by_role("button", name="清除条件")
    clear.tap()
    expect(clear).to_be_hidden()
    assert announced(phone) == everything
    expect(phone).to_have_url(f"{address}activities/")


def test_an_address_from_a_colleague_opens_the_same_search(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}en/activities/?theme=neighbourhood&staff=2")
    shown = announced(desktop)
    expect(desktop.locator(CARDS)).to_have_count(min(shown, 24))
    if shown > 24:
        desktop.get_by_role("button", name="Show more").click()
        expect(desktop.locator(CARDS)).to_have_count(min(shown, 48))
    desktop.goto(f"{address}en/themes/neighbourhood/")
    desktop.get_by_role("link", name="Filter these in the list of activities").click()
    desktop.wait_for_url(f"{address}en/activities/?theme=neighbourhood")
    assert announced(desktop) >= shown


def test_the_count_of_a_choice_is_what_choosing_it_gives(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}activities/?audience=families")
    everything = announced(desktop)
    desktop.locator(".finder__all summary").click()
    expect(desktop.locator(".finder__all")).to_have_attribute("open", "")
    for name, value in (("cost", "free"), ("setting", "outdoor"), ("form", "contest"), ("time", "60")):
        choice = desktop.locator(f'.choice:has(input[name="{name}"][value="{value}"])')
        promised = int(choice.locator(".choice__count").inner_text())
        choice.locator("input").check()
        assert announced(desktop) == promised, (name, value)
        choice.locator("input").uncheck()
        assert announced(desktop) == everything


def test_the_count_on_a_button_is_what_tapping_it_gives(phone: Page, address: str) -> None:
    phone.goto(f"{address}activities/?audience=infants&form=contest")
    announced(phone)
    empty = phone.locator(".quick.choice--empty")
    expect(empty).not_to_have_count(0)
    expect(empty.first.locator(".choice__count")).to_have_text("0")
    phone.goto(f"{address}activities/?audience=children")
    announced(phone)
    for choice in ("winter", "outdoor", "2"):
        button = phone.locator(f'.quick[data-choice="{choice}"]')
        promised = int(button.locator(".choice__count").inner_text())
        choose(button)
        assert announced(phone) == promised, choice
        expect(button.locator(".choice__count")).to_have_text(str(promised))


def test_the_count_of_another_choice_is_what_that_gives_instead(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}activities/?audience=children&month=winter")
    found = announced(desktop)
    promised = int(desktop.locator('.choice:has(input[value="summer"]) .choice__count').text_content() or "")
    desktop.goto(f"{address}activities/?audience=children&month=summer")
    assert announced(desktop) == promised
    # Of one filter either answer will do.
    desktop.goto(f"{address}activities/?audience=children&month=winter,summer")
    expect(desktop.locator('input[name="month"]:checked')).to_have_count(2)
    assert max(found, promised) < announced(desktop) <= found + promised


def test_this_month_is_that_of_the_readers_clock(phone: Page, address: str) -> None:
    phone.clock.set_fixed_time("2027-12-31T12:00:00+08:00")
    phone.goto(f"{address}activities/")
    choose(phone.get_by_role("button", name="本月"))
    expect(phone).to_have_url(f"{address}activities/?month=12")


def test_choices_that_would_give_nothing_say_so(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}activities/?audience=infants&form=contest")
    empty = desktop.locator(".choice--empty")
    expect(empty).not_to_have_count(0)
    expect(empty.first.locator(".choice__count")).to_have_text("0")
    expect(desktop.locator(".choice--empty input").first).to_have_attribute("aria-disabled", "true")
    if announced(desktop) == 0:
        expect(desktop.locator(".finder__none")).to_be_visible()


def test_the_keyboard_alone_filters_and_clears(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}activities/")
    desktop.locator(".finder__all summary").focus()
    desktop.keyboard.press("Enter")
    expect(desktop.locator(".finder__all")).to_have_attribute("open", "")
    desktop.keyboard.press("Tab")
    expect(desktop.locator('input[name="theme"][value="values"]')).to_be_focused()
    desktop.keyboard.press("Space")
    expect(desktop).to_have_url(f"{address}activities/?theme=values")
    desktop.locator(".finder__clear").focus()
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(f"{address}activities/")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_within_three_taps(phone: Page, address: str, question: str) -> None:
    """After three taps at most, one of the first ten cards answers everything that was asked."""
    wanted, tapped = ([pair.split("=") for pair in text.split()] for text in QUESTIONS[question])
    phone.goto(f"{address}activities/")
    taps = 0
    for facet, value in tapped:
        quick = phone.locator(f'.quick[data-facet="{facet}"][data-choice="{value}"]')
        if quick.count():
            choose(quick)
        else:
            everything = phone.locator(".finder__all")
            if everything.get_attribute("open") is None:
                everything.locator("summary").tap()
                expect(everything).to_have_attribute("open", "")
                taps += 1
            choice = phone.locator(f'.choice:has(input[name="{facet}"][value="{value}"])')
            choice.tap()
            expect(choice.locator("input")).to_be_checked()
        taps += 1
    assert taps <= 3
    first = phone.locator(CARDS).all()[:FIRST]
    answers = [
        all(value in (card.get_attribute(f"data-{facet}") or "").split() for facet, value in wanted) for card in first
    ]
    assert any(answers)


def test_it_works_from_a_folder_on_disk(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    folder = f"file://{site}/activities/index.html"
    page.goto(folder)
    everything = announced(page)
    page.get_by_role("button", name="室外").click()
    # A query, or behind a hash where the browser refuses one in a folder.
    expect(page).to_have_url(re.compile(r"index\.html(#)?\?setting=outdoor$"))
    shared = page.url
    assert 0 < announced(page) < everything
    page.goto("about:blank")
    page.goto(shared)
    assert 0 < announced(page) < everything
    page.close()
    assert not faults


def test_who_comes_back_finds_the_place_where_the_reading_stopped(phone: Page, address: str) -> None:
    phone.goto(f"{address}activities/")
    cards = phone.locator(".card:visible a")
    for count in (48, 72):
        phone.locator(".finder__more button").click()
        expect(cards).to_have_count(count)
        expect(cards.nth(count - 24)).to_be_focused()
    cards.nth(60).click()
    expect(phone.locator(".facts")).to_be_visible()
    phone.go_back()
    expect(cards).to_have_count(72)
    expect(cards.nth(60)).to_be_in_viewport()
    # What is found by another choice is read from its beginning.
    choose(phone.get_by_role("button", name="室内"))
    expect(cards).to_have_count(24)


def test_who_comes_back_from_a_search_finds_as_many_cards_as_before(phone: Page, address: str) -> None:
    phone.goto(f"{address}activities/")
    cards = phone.locator(".card:visible a")
    phone.locator(".finder__more button").click()
    expect(cards).to_have_count(48)
    phone.locator("[data-search-place]").click()
    phone.locator("dialog input").fill("吵架")
    phone.locator("dialog a", has_text="纠纷排查").first.click()
    expect(phone.locator(".facts")).to_be_visible()
    phone.go_back()
    expect(cards).to_have_count(48)


@pytest.mark.parametrize("size", ["", "huge"])
def test_on_a_phone_the_count_stays_in_sight_and_leads_to_what_was_found(phone: Page, address: str, size: str) -> None:
    phone.add_init_script(f"localStorage.setItem('display', '{{\"size\": \"{size}\"}}')")
    phone.set_viewport_size({"width": 360, "height": 640})
    phone.goto(f"{address}activities/")
    bar = phone.locator(".finder__state")
    status = bar.get_by_role("status")
    # The largest text pushes the filters below the first screen.
    phone.locator(".quick").first.scroll_into_view_if_needed()
    expect(status).to_be_in_viewport()
    choose(phone.get_by_role("button", name="老年人"))
    expect(status).to_be_in_viewport()
    # It takes a tenth of the screen.
    assert bar.evaluate("bar => innerHeight - bar.getBoundingClientRect().top") < 64
    phone.locator(".finder__all summary").tap()
    choice = phone.locator('.choice:has(input[name="month"][value="1"])')
    choice.scroll_into_view_if_needed()
    expect(status).to_be_in_viewport()
    phone.get_by_role("button", name="看结果").focus()
    phone.keyboard.press("Tab")
    clear = phone.get_by_role("button", name="清除条件")
    expect(clear).to_be_in_viewport(ratio=0.9)
    clear.blur()
    phone.get_by_role("button", name="看结果").tap()
    group = phone.locator(".theme-group:visible").first
    expect(group.locator("h2 a")).to_be_focused()
    expect(group.locator(CARDS).first).to_be_in_viewport()


def test_all_that_was_found_is_printed_and_then_as_much_is_shown_as_before(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}activities/?audience=families")
    found = announced(desktop)
    cards = desktop.locator(CARDS)
    desktop.locator(".finder__more button").click()
    expect(cards).to_have_count(48)
    height = desktop.evaluate("document.documentElement.scrollHeight")
    desktop.evaluate(
        "addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('.card:not([hidden])').length; })"
    )
    desktop.pdf()
    assert desktop.evaluate("printed") == found > 48
    expect(cards).to_have_count(48)
    # Where the reader is on the page is the browser's to keep: some versions without a window lose it on any page.
    assert desktop.evaluate("document.documentElement.scrollHeight") == height


def test_what_has_the_focus_is_not_under_the_count(phone: Page, address: str) -> None:
    phone.goto(f"{address}activities/")
    phone.locator(".finder__all summary").click()
    phone.locator(".finder legend").first.scroll_into_view_if_needed()
    phone.locator(".quick").first.focus()
    for _ in range(60):
        phone.keyboard.press("Tab")
        painted(phone)
        assert phone.evaluate(
            """() => {
                const bar = document.querySelector(".finder__state"), stop = document.activeElement;
                return bar.contains(stop) || stop.getBoundingClientRect().bottom <= bar.getBoundingClientRect().top;
            }"""
        )


def test_who_asks_for_what_is_free_is_told_that_it_can_be(phone: Page, address: str) -> None:
    phone.goto(f"{address}activities/?cost=free")
    announced(phone)
    costs = phone.locator(".card:visible .card__cost").all_inner_texts()
    assert costs
    assert all(text.endswith(("元以内，也可不花钱", "元，也可不花钱")) for text in costs)
    phone.get_by_role("button", name="清除条件").tap()
    expect(phone.locator(".card:visible .card__cost").first).not_to_contain_text("不花钱")
    phone.goto(f"{address}activities/?cost=free,up-to-300")
    announced(phone)
    expect(phone.locator(".card:visible .card__cost").first).not_to_contain_text("不花钱")


def test_where_the_query_is_refused_clearing_the_last_choice_stays_in_its_place(phone: Page, address: str) -> None:
    """As old browsers do with pages from disk."""
    phone.add_init_script(
        "History.prototype.replaceState = () => { throw new DOMException('refused', 'SecurityError'); };"
    )
    phone.goto(f"{address}activities/")
    phone.locator("details.finder__all summary").click()
    choice = phone.locator(".choice").nth(40)
    for hash_ in (re.compile(r"#\?month=\d+$"), re.compile(r"#\?$")):
        choice.click()
        expect(phone).to_have_url(hash_)
        painted(phone)
        expect(choice).to_be_in_viewport()
