"""Where the focus goes when what had it goes away: never to the head of the page, from where a reader would begin anew."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from waiting import until

REFUSED = """
  const no = () => Promise.reject(new DOMException("refused", "NotAllowedError"));
  Object.defineProperty(navigator, "clipboard", { value: { writeText: no, write: no } });
"""
"""The clipboard's interface as a chat application leaves it: there, and of no use."""


UNDER = """async () => {
    await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)));
    const bar = document.querySelector(".pt-bar, page-contents"), stop = document.activeElement;
    const edge = bar.getBoundingClientRect(), box = stop.getBoundingClientRect();
    return edge.top <= 0 && !bar.contains(stop) && box.top < edge.bottom && box.height < innerHeight / 2
        && (stop.getAttribute("aria-label") || stop.textContent);
}"""
"""The name of what has the focus, where what stays in view lies on it."""


@pytest.fixture
def reader(phone: Page) -> Page:
    return phone


def press(button: Locator, key: str = "Enter") -> None:
    button.focus()
    button.press(key)


def begin(page: Page, address: str) -> None:
    page.goto(address + "put-together/")
    press(page.locator("[data-start=compact]"))
    expect(page.locator("#pt-draft")).to_be_focused()


def test_clearing_the_filters_leads_to_what_is_found_now(reader: Page, address: str) -> None:
    reader.goto(address + "activities/?cost=free")
    press(reader.locator(".finder__clear"))
    expect(reader.locator(".finder__state [role=status]")).to_be_focused()


def test_a_task_of_ones_own_is_begun_with_its_name(reader: Page, address: str) -> None:
    begin(reader, address)
    # The part says that it has opened a moment after it was told to.
    reader.evaluate("addEventListener('toggle', () => { window.opened = true; }, true)")
    press(reader.locator("[data-do=own]"))
    until(reader, "window.opened")
    expect(reader.get_by_label("任务名称")).to_be_focused()


def test_a_section_that_is_put_back_keeps_the_focus(reader: Page, address: str) -> None:
    begin(reader, address)
    press(reader.locator(".pt-frame > summary"))
    section = reader.locator(".pt-section").nth(1)
    press(section.locator("summary"))
    press(section.get_by_role("button", name="不要这一节"))
    expect(section.locator("summary")).to_be_focused()
    press(section.get_by_role("button", name="加回这一节"))
    expect(section.locator("summary")).to_be_focused()
    expect(section.get_by_role("button", name="不要这一节")).to_be_visible()


def test_remarks_that_are_seen_to_lead_to_the_others(reader: Page, address: str) -> None:
    begin(reader, address)
    press(reader.get_by_role("button", name="移除：").first)
    press(reader.locator(".pt-view").get_by_role("button"))
    expect(reader.locator(".pt-view")).to_be_focused()


def test_what_is_added_or_removed_leads_to_the_next(reader: Page, address: str) -> None:
    begin(reader, address)
    tasks = reader.locator(".pt-task")
    remove = reader.get_by_role("button", name="移除：")
    press(remove.nth(1))
    expect(tasks).to_have_count(10)
    expect(remove.nth(1)).to_be_focused()
    press(reader.locator("[data-kind=tasks] > summary"))
    add = reader.locator("[data-kind=tasks]").get_by_role("button", name="加入：")
    press(add.nth(1))
    expect(tasks).to_have_count(11)
    expect(add.nth(1)).to_be_focused()
    rows = reader.locator("[data-kind=tasks] .pt-found > li")
    press(reader.locator("[data-kind=tasks]").get_by_role("button", name="再显示"))
    expect(rows.nth(12).locator("button, summary").first).to_be_focused()


def test_arrows_go_round_the_tabs(reader: Page, address: str) -> None:
    begin(reader, address)
    tabs = [reader.locator(f"#pt-tab-{name}") for name in ("warnings", "table", "themes", "text")]
    tabs[0].focus()
    for key, tab in (("ArrowRight", 1), ("End", 3), ("ArrowRight", 0), ("ArrowLeft", 3), ("ArrowUp", 2), ("Home", 0)):
        reader.keyboard.press(key)
        expect(tabs[tab]).to_be_focused()
        expect(tabs[tab]).to_have_attribute("aria-selected", "true")


def test_steps_back_by_key_go_on_where_the_form_is_built_anew(reader: Page, address: str) -> None:
    begin(reader, address)
    task = reader.locator(".pt-task").first
    press(task.get_by_text("改这一项"))
    months = task.locator(".pt-month input:not(:checked)").all()[:2]
    names = [month.evaluate("box => box.closest('.pt-month').textContent") for month in months]
    boxes = [task.locator(".pt-run").first.get_by_label(name, exact=True) for name in names]
    for box in boxes:
        press(box, "Space")
        expect(box).to_be_checked()
    for _ in boxes:
        reader.keyboard.press("Control+z")
    for box in boxes:
        expect(box).not_to_be_checked()


def test_back_before_the_beginning_leads_to_the_beginnings(reader: Page, address: str) -> None:
    begin(reader, address)
    press(reader.locator("[data-do=undo]"))
    expect(reader.locator("#pt-start")).to_be_focused()


def test_a_message_gives_the_focus_back_to_where_it_was(reader: Page, address: str) -> None:
    begin(reader, address)
    press(reader.get_by_role("button", name="移除：").first)
    word = reader.locator("[data-do=word]")
    press(word)
    press(reader.locator(".pt-message").get_by_role("button", name="不改，照样下载"))
    expect(word).to_be_focused()


def test_a_message_that_came_by_itself_leads_to_the_draft(reader: Page, address: str) -> None:
    reader.goto(address + "activities/eight-donts/")
    reader.locator(".take-away button[data-add]").click()
    reader.locator(".add-to-plan__open").click()
    press(reader.locator(".pt-message").get_by_role("button"))
    expect(reader.locator("#pt-draft")).to_be_focused()


def test_copying_by_the_old_command_keeps_the_focus(reader: Page, address: str) -> None:
    reader.add_init_script(REFUSED)
    begin(reader, address)
    copy = reader.locator("[data-do=copy]")
    press(copy)
    expect(reader.locator(".announcement")).to_contain_text("已复制")
    expect(copy).to_be_focused()
    reader.goto(address + "wording/")
    reader.get_by_label("草稿").fill("五好文明家庭")
    press(reader.locator("[data-do=copy]"))
    expect(reader.locator(".wording__state")).to_contain_text("已复制")
    expect(reader.locator("[data-do=copy]")).to_be_focused()


def test_where_copying_is_refused_there_is_one_text_to_copy_by_hand(reader: Page, address: str) -> None:
    reader.add_init_script(REFUSED + "document.execCommand = () => false;")
    begin(reader, address)
    for _ in range(2):
        press(reader.locator("[data-do=copy]"))
        expect(reader.locator(".pt-out > textarea")).to_be_focused()
    expect(reader.locator(".pt-out > textarea")).to_have_count(1)


def test_the_last_step_back_in_a_draft_keeps_the_focus_in_its_form(reader: Page, address: str) -> None:
    reader.goto(address + "wording/")
    text = reader.get_by_label("草稿")
    text.fill("五好文明家庭")
    press(reader.locator("[data-do=clear]"))
    press(reader.locator("[data-do=undo]"))
    expect(text).to_have_value("五好文明家庭")
    expect(reader.locator("[data-do=copy]")).to_be_focused()


@pytest.mark.parametrize("path", ["put-together/", "plans/compact/", "activities/eight-donts/"])
def test_what_stays_in_view_never_lies_on_what_has_the_focus(reader: Page, address: str, path: str) -> None:
    reader.emulate_media(reduced_motion="reduce")
    reader.add_init_script("localStorage.setItem('display', '{\"size\": \"huge\"}')")
    if "put" in path:
        begin(reader, address)
        reader.locator("[data-do=word]").focus()
    else:
        reader.goto(address + path)
        expect(reader.locator("plan-attachments")).to_have_count(0)
        reader.locator(".sheet button, .sheet a").last.focus()
    for _ in range(60):
        reader.keyboard.press("Shift+Tab")
        assert not reader.evaluate(UNDER)
