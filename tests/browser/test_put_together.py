"""Putting a plan together as staff do: choose, move, fill in, take away; and what must never be lost on the way."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import icalendar
import pytest
from choosing import choose_unreadable
from lxml import etree
from openxml_audit import OpenXmlValidator
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from project import ROOT
from waiting import until

from catalogue import read_catalogue
from catalogue.exports.word.plan import plan_document

AXE = ROOT / "node_modules/axe-core/axe.min.js"
PAGE = "put-together/"
PLAN = "plans/compact/"
TITLES = ".pt-tasks h5 span:last-child"
# What is folded away is built when it is opened, and that of tasks taken apart again when it is closed.
UNFOLDED = """() => {
    const filled = (whole, part) => Array.from(document.querySelectorAll(whole)).every(
        one => [...one.querySelectorAll(part)].every(inner => inner.hasChildNodes() === one.open));
    return filled(".pt-edit", ".pt-body") && filled(".pt-section[open]", ".pt-body") && filled("[data-kind][open]", ".pt-found");
}"""
PARAGRAPH = re.compile(r"<w:p>.*?</w:p>", re.DOTALL)
FAULTS: list[str] = []
"""Errors of scripts on any page of the running test: what the browser calls back may not raise."""


@pytest.fixture(autouse=True)
def _no_script_fails() -> Iterator[None]:
    FAULTS.clear()
    yield
    assert not FAULTS, FAULTS


@pytest.fixture
def office(browser: Browser, address: str) -> Iterator[Page]:
    """A desktop."""
    # Without a service worker, which would answer for a site that a test updates.
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, accept_downloads=True, service_workers="block"
    )
    yield opened(context, address)
    context.close()


def opened(context: BrowserContext, address: str, path: str = PAGE) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: FAULTS.append(str(error)))
    page.goto(address + path)
    if path == PAGE:
        workshop(page)
    return page


def workshop(page: Page) -> None:
    """Touch the page, so that it fetches its programs, and wait for them."""
    page.locator("put-together").dispatch_event("pointerdown")
    until(page, "customElements.get('put-together') !== undefined")


def titles(page: Page) -> list[str]:
    return page.locator(TITLES).all_text_contents()


def expect_titles(page: Page, wanted: list[str]) -> None:
    """Wait until the tasks have these titles, to the letter."""
    expect(page.locator(TITLES)).to_have_text(wanted)
    assert titles(page) == wanted


def stored(page: Page) -> dict[str, Any]:
    """The draft on this device, as soon as it is the one that the page shows: it is kept a moment after a change."""
    until(
        page,
        "localStorage.getItem('plan-draft-zh') === planDraft.file(document.querySelector('put-together').history.now())",
    )
    return json.loads(page.evaluate("localStorage.getItem('plan-draft-zh')"))  # type: ignore[no-any-return]


def begin(page: Page, plan: str = "core-values", how: str = "start") -> None:
    page.locator(f"[data-{how}={plan}]").first.click()
    expect(page.locator(".pt-work")).to_be_visible()


def paste(page: Page, content: str) -> None:
    """Open a plan file by its content; the beginnings are folded away while there is a draft."""
    workshop(page)
    page.evaluate("document.querySelectorAll('put-together details').forEach(one => { one.open = true; })")
    page.locator("[data-paste]").fill(content)
    page.locator("[data-do=paste]").click()


def add_all(page: Page, plan: str, theme: str) -> None:
    chooser = page.locator("[data-kind=tasks]")
    chooser.locator("select").nth(0).select_option(plan)
    chooser.locator("select").nth(1).select_option(theme)
    adding = chooser.get_by_role("button", name="加入：")
    while left := adding.count():
        adding.first.click()
        expect(adding).to_have_count(left - 1)


def test_without_scripts_the_page_says_what_it_needs_and_leads_to_the_plans(plain: Page, address: str) -> None:
    plain.goto(address + PAGE)
    expect(plain.get_by_text("要靠浏览器的脚本")).to_be_visible()
    links = plain.locator(".needs-script a")
    expect(links).to_have_count(10)
    # Read out one after the other, away from their plans, they must differ.
    assert len(set(links.all_text_contents())) == 10
    for link in links.all():
        assert plain.request.get(address + PAGE + (link.get_attribute("href") or "")).status == 200
    expect(plain.locator("put-together")).to_be_hidden()
    expect(plain.locator(".pt-compare tbody tr")).to_have_count(17)
    expect(plain.locator(".pt-compare a[href$='#three-in-one-for-minors']").first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_parts_of_three_plans_become_one_plan_in_word(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, accept_downloads=True)
    page = opened(context, address)
    begin(page, how="frame")
    page.locator("[data-do=sheets]").click()
    expect(page.locator(".announcement")).to_have_text("稿子里还没有本站的活动。")
    page.get_by_label("社区名称").fill("幸福里社区")
    page.get_by_label("年度", exact=True).fill("2027")
    page.get_by_text("从五份范本里加任务").click()
    for plan, theme in (
        ("core-values", "minors"),
        ("annual-comprehensive", "services"),
        ("volunteer-led", "volunteering"),
    ):
        add_all(page, plan, theme)
    expect(page.locator(TITLES)).to_have_count(7)
    last = titles(page)[-1]
    page.get_by_role("button", name=f"上移：{last}").click()
    page.get_by_role("button", name=f"上移：{last}").click()
    expect(page.locator(TITLES).nth(4)).to_have_text(last)
    page.get_by_role("button", name="把这几节都按现在的任务重写").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 Word").click()
    assert download.value.suggested_filename == "幸福里社区2027年社区文明创建计划.docx"
    file = docx.Document(str(download.value.path()))
    headings = [p.text for p in file.paragraphs if p.style and p.style.name == "Heading 2"]
    assert headings == [f"（{'一二三四五六七'[n]}）{title}" for n, title in enumerate(titles(page))]
    assert [cell.text for cell in file.tables[0].columns[1].cells][1:] == titles(page)
    text = "\n".join(p.text for p in file.paragraphs)
    assert file.paragraphs[0].text == "幸福里社区2027年社区文明创建计划"
    assert "〔社区名称〕" not in text
    assert "共7项" in text
    # The sample's own words say how many there are, too.
    assert "贯穿7项任务的每场活动" in text
    assert "〔户数〕" in text
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_bar_leads_to_the_files_and_each_has_a_name_of_its_own(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, accept_downloads=True)
    page = opened(context, address)
    begin(page)
    bar = page.locator(".pt-bar")
    page.locator(".pt-tasks > li").nth(5).scroll_into_view_if_needed()
    expect(bar).to_be_in_viewport()
    bar.get_by_role("link", name="拿走").click()
    expect(page.locator("[data-do=word]")).to_be_in_viewport()
    page.get_by_label("社区名称").fill("幸福里社区")
    # What is not filled in stands in no name: neither 年度 nor the 年 behind it.
    names = {"word": ".docx", "sheets": "操作单.zip", "calendar": ".ics"}
    for what, ending in names.items():
        with page.expect_download() as download:
            page.locator(f"[data-do={what}]").click()
        assert download.value.suggested_filename == "幸福里社区社区文明创建计划" + ending
        # The blanks that are counted are those of the text.
        expect(page.locator(".announcement")).to_contain_text(f"已生成：幸福里社区社区文明创建计划{ending}。")
        assert ("个空没填" in page.locator(".announcement").inner_text()) == (what == "word")
    context.close()


def test_an_english_plans_files_say_whose_it_is(office: Page, address: str) -> None:
    office.goto(address + "en/" + PAGE)
    office.locator("[data-start=compact]").first.click()
    office.get_by_label("community name").fill("Xingfuli")
    for year, said in (("", ", Xingfuli"), ("2027", ", Xingfuli, 2027")):
        office.get_by_label("year", exact=True).fill(year)
        with office.expect_download() as download:
            office.locator("[data-do=calendar]").click()
        assert download.value.suggested_filename == f"Civil community plan{said}.ics"


def test_an_english_plan_asks_for_the_year_in_its_second_line(office: Page, address: str) -> None:
    office.goto(address + "en/" + PAGE)
    office.locator("[data-start='']").click()
    office.get_by_label("year", exact=True).fill("2027")
    expect(office.locator(".pt-view")).not_to_contain_text("year")


def test_an_english_sentence_is_parted_from_its_lead_by_a_space(office: Page, address: str) -> None:
    office.goto(address + "en/" + PAGE)
    workshop(office)
    texts = office.evaluate(
        """() => {
          const day = one => planText.dayName(one, "en");
          const draft = planDraft.addActivityTask(planDraft.empty(planData), planData, "eight-donts", day);
          const second = planDraft.addActivity(draft, planData, "dispute-mediation", draft.tasks[0].key);
          return [draft, second].map(one => one.tasks[0].text);
        }"""
    )
    for text in texts:
        assert text.endswith(" (Lead: publicity and culture officer; due: 31 October)")
        assert not re.search(r"\.\S|  ", text)


def test_a_chosen_sample_is_told_from_the_others(office: Page) -> None:
    begin(office)
    office.get_by_text("从五份范本里加任务").click()
    options = ["五份都看", "课程型", "核心价值引领型", "年度综合型", "精简通用型", "志愿服务引领型"]
    expect(office.get_by_label("哪份范本").locator("option")).to_have_text(options)
    # As long as the box is wide: what all have in common would stand there alone.
    expect(office.get_by_label("左边").locator("option")).to_have_text([*options[1:], "我的稿子"])


def test_a_task_with_quotes_is_quoted_with_single_ones_within(office: Page) -> None:
    begin(office, "annual-comprehensive")
    office.get_by_role("button", name="下移：办好窗口“一站式服务”").click()
    expect(office.locator(".announcement")).to_have_text("“办好窗口‘一站式服务’”现在是第8项。")


def test_why_a_plan_was_proposed_is_no_longer_said_beside_another(office: Page) -> None:
    office.locator("summary", has_text="答几个问题").click()
    office.get_by_role("button", name="按这些拼一份").click()
    expect(office.locator(".pt-message")).to_contain_text("为什么这样拼")
    office.locator(".pt-restart > summary").click()
    office.locator("[data-frame=compact]").click()
    expect(office.locator(".pt-tasks > li")).to_have_count(0)
    expect(office.locator(".pt-message")).to_have_count(0)


def test_the_workshop_is_fetched_when_the_page_is_touched_and_the_tap_is_not_lost(office: Page, address: str) -> None:
    office.goto(address + PAGE)
    assert office.evaluate("window.planData") is None
    office.locator("[data-start=compact]").first.click()
    expect(office.locator(".pt-tasks > li")).to_have_count(11)


def test_where_a_script_is_missing_that_the_workshop_needs_the_ready_made_plans_are_shown(
    office: Page, address: str
) -> None:
    office.context.route("**/fields.*.js", lambda route: route.abort())
    office.goto(address + PAGE)
    until(office, "customElements.get('plan-loader') !== undefined")
    expect(office.locator(".needs-script")).to_be_visible()
    expect(office.locator("put-together")).to_be_hidden()


def test_where_the_workshop_does_not_come_whole_the_ready_made_plans_are_shown(office: Page, address: str) -> None:
    office.context.route("**/draft-out.*.js", lambda route: route.abort())
    office.goto(address + PAGE)
    office.locator("[data-start=compact]").first.click()
    expect(office.locator(".needs-script")).to_be_visible()
    expect(office.locator("put-together")).to_be_hidden()
    # Half of it, fetched once more, would be defined twice: an error, and still no workshop.
    office.locator("compare-plans").dispatch_event("pointerdown")
    office.get_by_text("重新打开这一页").click()
    office.context.unroute("**/draft-out.*.js")
    office.reload()
    office.locator("[data-start=compact]").first.click()
    expect(office.locator(".pt-tasks > li")).to_have_count(11)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_whole_plan_gives_the_paragraphs_of_the_ready_made_file(office: Page, address: str, language: str) -> None:
    office.goto(address + ("en/" if language == "en" else "") + PAGE)
    workshop(office)
    catalogue, _ = read_catalogue(ROOT / "docs")
    office.add_script_tag(url=office.locator("put-together").get_attribute("data-word"))
    made = office.evaluate(
        "() => Object.fromEntries(planData.plans.map(plan => [plan.id,"
        " planWordFile.documentXml(planDraft.start(planData, plan.id), planData, planWord, {})]))"
    )
    for stem, plan in catalogue.plans.items():
        ready = plan_document(plan, catalogue, language)
        assert len(paragraphs(ready)) > 100
        assert paragraphs(made[stem]) == paragraphs(ready), stem
        assert made[stem] == ready, f"{stem}: the widths of columns or the sections differ"


@pytest.mark.parametrize("language", ["", "en/"])
def test_a_plan_without_its_signature_stands_upright(office: Page, address: str, language: str) -> None:
    office.goto(f"{address}{language}{PAGE}")
    workshop(office)
    office.add_script_tag(url=office.locator("put-together").get_attribute("data-word"))
    xml = office.evaluate(
        """() => {
          const draft = planDraft.editSection(planDraft.start(planData, "compact"), "signature", { off: true });
          return planWordFile.documentXml(draft, planData, planWord, {});
        }"""
    )
    # The text, the table that lies on its side, the other attachments.
    assert ["landscape" in size for size in re.findall("<w:pgSz[^>]*>", xml)] == [False, True, False]


def paragraphs(xml: str) -> list[tuple[str, str]]:
    """Style and text of each."""
    found = []
    for paragraph in PARAGRAPH.findall(xml):
        style = re.search(r'<w:pStyle w:val="(\w+)"', paragraph)
        found.append((style[1] if style else "", "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", paragraph))))
    return found


def test_a_draft_survives_reload_and_closed_tab(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = opened(context, address)
    begin(page, "compact")
    page.get_by_role("button", name="移除：").first.click()
    page.get_by_text("改这一项").first.click()
    page.get_by_label("任务名称").fill("学理论，也学急救")
    expect(page.locator(TITLES).first).to_have_text("学理论，也学急救")
    kept = titles(page)
    # As a reader closes a tab: the page has its last moment, and is gone some time after the call.
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    page = opened(context, address)
    expect_titles(page, kept)
    page.reload()
    expect_titles(page, kept)
    context.close()


def test_after_an_update_of_the_site_the_words_stay_and_it_says_which_changed(office: Page, address: str) -> None:
    begin(office, "compact")
    before = stored(office)

    def updated(route: Route) -> None:
        script = route.fetch().text()
        script = script.replace('"id":"theory-and-values"', '"id":"renamed"').replace('"clean-plate-x"', "")
        first = before["tasks"][0]
        script = script.replace(f'"print":"{first["print"]}"', '"print":"00000000"')
        stem = before["tasks"][2]["activities"][0]["id"]
        route.fulfill(
            body=script.replace(f'"{stem}":{{"title"', f'"{stem}-2":{{"title"'), content_type="text/javascript"
        )

    office.route("**/plans-zh.*js", updated)
    office.reload()
    said = office.locator(".pt-message")
    expect(said).to_contain_text("您的文字都还在")
    expect(said).to_contain_text(f"第1项“{before['tasks'][0]['title']}”：范本有了新写法")
    expect(said).to_contain_text(f"第2项“{before['tasks'][1]['title']}”：范本里已经改名或删除")
    gone = before["tasks"][2]["activities"][0]["title"].replace("“", "‘").replace("”", "’")
    expect(said).to_contain_text(f"第3项里的活动“{gone}”")
    expect_titles(office, [task["title"] for task in before["tasks"]])
    heeded = office.get_by_role("button", name="不再提醒")
    left = heeded.count()
    for number in (1, 2):
        heeded.first.click()
        expect(heeded).to_have_count(left - number)
    after = stored(office)
    assert [task["text"] for task in after["tasks"]] == [task["text"] for task in before["tasks"]]
    # Of what was answered nothing is said again.
    office.reload()
    expect(said.locator("li")).to_have_count(1)
    expect(said).to_contain_text(f"第3项里的活动“{gone}”")


def test_what_changed_in_a_task_that_is_gone_changes_nothing_else(office: Page) -> None:
    begin(office, "compact")
    saved = stored(office)
    for place in (0, 2):
        saved["tasks"][place]["print"] = "00000000"
    news = office.locator(".pt-message")
    paste(office, json.dumps(saved))
    expect(news.locator("li")).to_have_count(2)
    office.get_by_role("button", name=f"移除：{saved['tasks'][0]['title']}", exact=True).click()
    news.get_by_role("button", name="换成新写法").first.click()
    expect(news.locator("li")).to_have_count(1)
    expect_titles(office, [task["title"] for task in saved["tasks"][1:]])
    # Of another draft, in which the same number names another task, nothing is said or done.
    office.locator(".pt-restart > summary").click()
    office.locator("[data-start=volunteer-led]").click()
    expect(office.locator(TITLES)).to_have_count(14)
    expect(news).to_have_count(0)


def test_what_changed_since_an_old_file_was_saved_is_read_first(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = opened(context, address)
    begin(page, "compact")
    saved = stored(page)
    saved["tasks"][2]["print"] = "00000000"
    saved["tasks"][4]["id"] = "gone"
    paste(page, json.dumps(saved))
    news = page.locator(".pt-message")
    expect(news).to_be_focused()
    expect(news.locator("p").first).to_be_in_viewport()
    expect(news.locator("li")).to_have_count(2)
    context.close()


def test_a_plan_file_brings_along_what_was_filled_in(browser: Browser, address: str) -> None:
    first, second = (browser.new_context(accept_downloads=True) for _ in range(2))
    page = opened(first, address)
    begin(page)
    page.get_by_label("社区名称").fill("幸福里社区")
    page.get_by_label("年度", exact=True).fill("2027")
    page.get_by_text("其余的空").click()
    page.get_by_label("成文日期").fill("2027年1月8日")
    with page.expect_download() as download:
        page.locator("[data-do=file]").click()
    other = opened(second, address)
    workshop(other)
    # What stands there already stays, and nothing but known fields is taken.
    other.evaluate("fieldValues.set('year', '2028')")
    saved = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    saved["fields"].update({"contact-phone": "1", "households": ["1860"], "constructor": "x"})
    other.locator("put-together input[type=file]").set_input_files(
        {"name": "plan.json", "mimeType": "application/json", "buffer": json.dumps(saved).encode()}
    )
    expect(other.locator(TITLES)).not_to_have_count(0)
    values = other.evaluate("fieldValues.on('put-together/')")
    assert values.pop("previous-year") == "2027"
    assert values == {"community": "幸福里社区", "year": "2028", "signature-date": "2027年1月8日"}
    first.close()
    second.close()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda text: "第一行\n第二行", "不是本站存的计划文件"),
        (lambda text: '{"form": "civil-community-fields/1", "community": {}}', "不是本站存的计划文件"),
        (lambda text: "[" * 5000, "不是本站存的计划文件"),
        (lambda text: text[: len(text) // 2], "坏了（内容不完整）"),
        (lambda text: text.replace('"civil-community-plan/1"', '"civil-community-plan/2"'), "更新的版本"),
        (lambda text: text.replace('"language":"zh"', '"language":"en"'), "英文页"),
        (lambda text: re.sub(r'"due":"\d\d-\d\d"', '"due":"13-40"', text, count=1), "坏了（tasks[1].due）"),
        (lambda text: text.replace('"key":"t1"', '"key":"__proto__"'), "坏了（tasks[1].key）"),
        (lambda text: re.sub(r'"next":\d+', '"next":2', text), "坏了（next）"),
        (lambda text: re.sub(r'"months":\[[\d,]*\]', '"months":"all"', text, count=1), "months"),
        (lambda text: text.replace('"id":"tasks"', '"id":"goals-2"'), "坏了（sections）"),
        (lambda text: text.replace('"computed":true', '"computed":true,"id":"my-own"', 1), "坏了（sections）"),
        (lambda text: re.sub(r'"table":\[\[.*?\]\]', '"table":[]', text, count=1), "坏了（sections[11].table）"),
        (lambda text: re.sub(r'"due":"\d\d-\d\d"', '"due":"02-31"', text, count=1), "坏了（tasks[1].due）"),
        (lambda text: re.sub(r'"cost":"[^"]*"', '"cost":"constructor"', text, count=1), "cost"),
    ],
    ids=[
        *("words", "fields", "brackets", "half", "newer", "english", "day", "key", "next", "months", "sections"),
        *("computed", "table", "february", "constructor"),
    ],
)
def test_a_damaged_or_foreign_file_changes_nothing(office: Page, spoil: Any, says: str) -> None:
    begin(office, "compact")
    before = stored(office)
    paste(office, spoil(json.dumps(before, ensure_ascii=False, separators=(",", ":"))))
    message = office.locator(".pt-message")
    expect(message).to_contain_text(says)
    expect(message).to_be_focused()
    assert stored(office) == before
    expect_titles(office, [task["title"] for task in before["tasks"]])


def test_a_file_that_cannot_be_read_says_so(office: Page, tmp_path: Path) -> None:
    begin(office, "compact")
    before = stored(office)
    office.locator(".pt-restart > summary").click()
    office.locator("summary", has_text="打开计划文件").click()
    choose_unreadable(office.locator("put-together input[type=file]"), tmp_path / "plan.json")
    expect(office.locator(".pt-message")).to_contain_text("读不出来")
    assert stored(office) == before


def test_a_file_too_large_to_be_a_plan_is_not_read(office: Page) -> None:
    said = office.evaluate("planDraft.read('{\"form\":\"civil-community-plan/1\"' + ' '.repeat(3000001) + '}', 'zh')")
    assert said == {"fault": "large", "at": ""}


def test_hostile_words_in_a_file_are_words(office: Page) -> None:
    begin(office, "compact")
    draft = stored(office)
    words = "<img src=x onerror=window.broken=1> ]]> &amp; {{ x }} \u0007\ud83d\ude00\u202eabc"
    draft["title"] = draft["tasks"][0]["title"] = draft["tasks"][0]["text"] = words
    draft["sections"][0]["heading"] = draft["tasks"][0]["activities"][0]["title"] = words
    draft["surplus"] = {"__proto__": {"polluted": 1}}
    # Some editors put a mark before the text of a file.
    paste(office, "\ufeff" + json.dumps(draft))
    expect(office.locator(TITLES).first).to_have_text(
        re.compile("^" + re.escape("<img src=x onerror=window.broken=1> ]]> &amp; {{ x }}"))
    )
    assert "\u202e" not in titles(office)[0]
    for view in ("table", "calendar", "hours", "themes", "text"):
        office.locator(f"#pt-tab-{view}").click()
    assert "surplus" not in stored(office)
    with office.expect_download() as download:
        office.get_by_role("button", name="下载 Word").click()
    assert "{{ x }}" in docx.Document(str(download.value.path())).paragraphs[0].text
    # Last: a picture that was not found would say so some time after it was put into the page.
    assert office.evaluate("window.broken === undefined && ({}).polluted === undefined")


def test_steps_go_back_and_forward_and_typing_is_one_step(office: Page) -> None:
    begin(office, "compact")
    first = titles(office)
    office.get_by_role("button", name=f"下移：{first[0]}").click()
    office.get_by_role("button", name=f"移除：{first[0]}").click()
    # The first stays where it is: no step.
    office.get_by_role("button", name=f"上移：{first[1]}").click()
    office.get_by_text("改这一项").first.click()
    office.get_by_label("任务名称").press_sequentially("好好学")
    typed = re.compile("^好好学")
    expect(office.locator(TITLES).first).to_have_text(typed)
    undo, redo = office.get_by_role("button", name="撤销"), office.get_by_role("button", name="重做")
    undo.click()
    expect_titles(office, [first[1], *first[2:]])
    expect(office.get_by_label("任务名称")).to_have_value(first[1])
    undo.click()
    expect_titles(office, [first[1], first[0], *first[2:]])
    undo.click()
    expect_titles(office, first)
    for _ in range(3):
        redo.click()
    expect(office.locator(TITLES).first).to_have_text(typed)
    expect(redo).to_be_disabled()


def test_of_steps_and_places_of_activities_the_nearest_is_taken(office: Page) -> None:
    steps = office.evaluate(
        """() => {
          const steps = planDraft.history("one");
          steps.take("two", "typing");
          steps.undo();
          steps.take("three", "typing");
          return [steps.canRedo(), steps.undo(), steps.redo()];
        }"""
    )
    assert steps == [False, "one", "three"]
    # A task on the activity's main theme before one on another of its themes.
    tasks = office.evaluate(
        """() => [["environment", "law"], ["health", "law"], ["health"]].map(themes => planDraft.taskFor(
          { tasks: [{ key: "t1", themes: ["law"] }, { key: "t2", themes: ["safety", "environment"] }] }, { themes }))"""
    )
    assert [task and task["key"] for task in tasks] == ["t2", "t1", None]
    # Of the months in which it is best run, one that is still free.
    months = office.evaluate(
        """() => {
          const green = Object.keys(planData.activities).find(id => planData.activities[id].title === "认养一片绿");
          const draft = planDraft.addOwnTask(planDraft.addActivityTask(planDraft.empty(planData), planData, green, String));
          const other = { ...planData, activities: { [green + "-2"]: planData.activities[green] } };
          return planDraft.addActivity(draft, other, green + "-2", draft.tasks[1].key).tasks.map(
            task => task.activities[0].months);
        }"""
    )
    assert months == [[3], [4]]


def test_in_a_text_field_a_step_back_is_the_fields_own(office: Page) -> None:
    begin(office, "compact")
    first = titles(office)
    office.get_by_role("button", name=f"下移：{first[0]}").click()
    office.get_by_text("改这一项").first.click()
    office.get_by_label("任务名称").press_sequentially("好")
    for _ in range(3):
        office.get_by_label("任务名称").press("Control+z")
    expect_titles(office, [first[1], first[0], *first[2:]])


def test_lead_and_last_day_are_followed_by_the_words_and_the_table(office: Page) -> None:
    begin(office, "compact")
    office.get_by_text("改这一项").first.click()
    office.get_by_label("牵头", exact=True).fill("网格员")
    office.get_by_label("月", exact=True).select_option("2")
    expect(office.get_by_label("日", exact=True)).to_have_value("20")
    office.get_by_label("日", exact=True).select_option("31")
    assert stored(office)["tasks"][0]["due"] == "02-29"
    expect(office.get_by_label("任务文字")).to_have_value(re.compile("（牵头：网格员；时限：2月29日）$"))
    office.locator("#pt-tab-table").click()
    expect(office.locator(".pt-view tbody tr").first).to_contain_text("2月29日")


@pytest.mark.parametrize(
    ("language", "lead", "end"),
    [("", "书记；主任", "（牵头：书记；主任；时限：6月30日）"), ("en/", "Mr. Li", "(Lead: Mr. Li. Due: 30 June)")],
)
def test_a_lead_that_holds_what_parts_it_from_the_day_is_followed_too(
    office: Page, address: str, language: str, lead: str, end: str
) -> None:
    office.goto(address + language + PAGE)
    begin(office, "compact")
    task = office.locator(".pt-task").first
    task.locator(".pt-edit > summary").click()
    lead_box = task.locator("input[data-field=lead]")
    lead_box.fill("")
    lead_box.press_sequentially(lead)
    due = task.locator(".pt-due select")
    due.first.select_option("6")
    due.last.select_option("30")
    expect(task.locator("textarea[data-field=text]")).to_have_value(re.compile(re.escape(end) + "$"))


def test_the_days_of_a_month_stay_in_sight_while_months_are_chosen(office: Page) -> None:
    begin(office, "compact")
    office.locator("#pt-tab-calendar").click()
    days = office.locator(".pt-month-card details")
    # The days on which something is held are marked.
    expect(office.locator(".pt-used", has_text="端午节")).to_have_count(1)
    days.nth(4).locator("summary").click()
    expect(days.nth(4)).to_have_attribute("open", "")
    office.get_by_text("改这一项").first.click()
    office.locator(".pt-run").first.locator(".pt-month input").nth(4).check()
    expect(office.locator(".pt-month-card").nth(4).locator("ul").first).to_contain_text(
        office.locator(".pt-run strong").first.inner_text()
    )
    expect(days.nth(4)).to_have_attribute("open", "")
    expect(office.locator(".pt-month-card details[open]")).to_have_count(1)


def test_words_that_were_written_for_other_months_or_tasks_are_named(office: Page) -> None:
    begin(office, "compact")
    remarks = office.locator(".pt-warnings li")
    moved = remarks.filter(has_text="还是按原来的月份写的")
    frame = remarks.filter(has_text="可以在“框架”里点")
    expect(moved.or_(frame)).to_have_count(0)
    second = office.locator(".pt-task").nth(1)
    second.get_by_text("改这一项").click()
    second.locator("[data-run] .pt-month input").nth(4).check()
    expect(moved).to_have_text(
        "第2项“学理论，育价值”的文字、指标还是按原来的月份写的，这些活动改了月份：党员学习小组。"
    )
    # The table of months follows by itself; the section that says the months in words is the sample's.
    expect(frame).to_contain_text("任务：时间进度。")
    # The lead stands at the end of the words, which follow it: they are still those of the sample.
    second.get_by_label("牵头", exact=True).fill("书记")
    expect(moved).to_have_count(1)
    second.get_by_label("任务文字").fill("每季一次，每次1小时。")
    expect(moved).to_have_count(0)
    office.get_by_role("button", name="移除：用好宣传栏").click()
    expect(remarks.filter(has_text="请自己看一遍")).to_contain_text("保障措施、志愿队伍、风险与预案。")


def test_an_activity_brings_its_sentence_and_takes_it_away(office: Page) -> None:
    begin(office, "compact", how="frame")
    office.get_by_text("从活动目录里加活动").click()
    chooser = office.locator("[data-kind=activities]")
    chooser.get_by_label("名称或文字里有").fill("认养一片绿")
    chooser.get_by_role("button", name="加入：").first.click()
    expect(office.locator(TITLES)).to_have_count(1)
    task = stored(office)["tasks"][0]
    assert task["lead"]
    assert task["activities"][0]["sentence"] in task["text"]
    office.get_by_text("改这一项").first.click()
    office.locator(".pt-run").get_by_role("button", name="移除").click()
    expect(office.locator(".pt-run")).to_have_count(0)
    after = stored(office)["tasks"][0]
    assert after["activities"] == []
    assert task["activities"][0]["sentence"] not in after["text"]


def test_activities_are_found_by_month_and_by_all_the_words_and_put_where_one_wants(office: Page) -> None:
    begin(office, "compact")
    office.get_by_text("从活动目录里加活动").click()
    chooser = office.locator("[data-kind=activities]")
    rows = chooser.locator(".pt-found > li")
    in_august = "Object.values(planData.activities).filter(one => one.months.includes(8)).length"
    chooser.get_by_label("哪个月办").select_option("8")
    expect(chooser.get_by_role("status")).to_have_text(f"找到 {office.evaluate(in_august)} 项")
    expect(rows).to_have_count(12)
    chooser.get_by_role("button", name="再显示 12 项").click()
    expect(rows).to_have_count(24)
    chooser.get_by_label("哪个月办").select_option("")
    words = chooser.get_by_label("名称或文字里有")
    words.fill("认养 火箭")
    expect(rows).to_have_count(0)
    words.fill("认养 绿")
    expect(rows.locator("strong")).to_have_text(["认养一片绿"])
    expect(rows.locator(".pt-facts")).to_contain_text("3—4月、10月")
    chooser.get_by_label("放进哪项任务").select_option(label="（二）学理论，育价值")
    rows.get_by_role("button", name="加入：").click()
    expect(office.locator(".pt-task").nth(1).locator(".pt-runs li").last).to_have_text("认养一片绿 3月")


def test_a_theme_without_a_task_leads_to_tasks_of_the_samples(office: Page) -> None:
    begin(office, "compact")
    # What was looked for before is not in the way: this sample has no such task.
    office.get_by_text("从五份范本里加任务").click()
    chooser = office.locator("[data-kind=tasks]")
    chooser.get_by_label("哪份范本").select_option("compact")
    chooser.get_by_label("名称或文字里有").fill("宣传栏")
    office.locator("#pt-tab-themes").click()
    office.get_by_role("button", name="找“便民帮扶”的任务").click()
    expect(chooser.get_by_label("哪个主题")).to_have_value("services")
    expect(chooser.locator(".pt-facts").first).to_contain_text("便民帮扶")
    expect(chooser.locator("input[type=search]")).to_be_focused()


def test_tables_follow_the_readers_values_and_the_order_of_the_tasks(office: Page) -> None:
    begin(office, "volunteer-led")
    office.locator("#pt-tab-table").click()
    rows = office.locator(".pt-view tbody tr")
    expect(rows.first.locator("td").first).to_have_text("1")
    name = rows.first.locator("th").inner_text()
    office.get_by_role("button", name=f"下移：{name}").click()
    expect(rows.nth(1)).to_contain_text(name)
    expect(rows.nth(1).locator("td").first).to_have_text("2")
    expect(office.locator(".pt-number").nth(1)).to_have_text("（二）")
    office.locator("#pt-tab-hours").click()
    expect(rows).to_have_count(13)
    expect(rows.last).to_contain_text("全年")
    office.locator("#pt-tab-text").click()
    city = office.locator(".pt-view .field", has_text="〔城市〕")
    expect(city).not_to_have_count(0)
    office.evaluate("fieldValues.set('city', '南江市')")
    expect(city).to_have_count(0)
    expect(office.locator(".pt-view .field--filled", has_text="南江市").first).to_be_visible()
    # A table that somebody has opened stays open.
    table = office.locator(".pt-view > details").first
    table.locator("summary").click()
    office.get_by_role("button", name=f"下移：{name}").click()
    expect(table.locator("tbody tr").nth(2)).to_contain_text(name)


def test_the_frame_is_changed_row_by_row_section_by_section_and_as_a_whole(office: Page) -> None:
    begin(office, "compact")
    before = {section["id"]: section for section in stored(office)["sections"]}
    office.locator(".pt-frame > summary").click()
    heads = office.locator(".pt-section > summary")
    places = office.locator(".pt-section", has_text="阵地清单")
    places.locator("summary").click()
    head, *table = before["places"]["table"]
    places.get_by_label(f"{head[1]} 2", exact=True).fill("新的")
    places.get_by_role("button", name="删去第1行").click()
    places.get_by_role("button", name="加一行").click()
    table[1][1] = "新的"
    assert next(one for one in stored(office)["sections"] if one["id"] == "places")["table"] == [
        head,
        *table[1:],
        [""] * len(head),
    ]
    # A section that is left out is not counted.
    heads.nth(0).click()
    office.get_by_role("button", name="不要这一节：指导思想").click()
    expect(heads.nth(1)).to_have_text("一、工作目标 · 精简通用型")
    heads.nth(1).click()
    office.get_by_role("button", name="按现在的任务重写：工作目标").click()
    expect(heads.nth(1)).to_have_text("一、工作目标")
    assert stored(office)["sections"][1]["text"] != before["goals"]["text"]
    office.get_by_label("整个框架换成").select_option("volunteer-led")
    expect(heads.nth(1)).to_contain_text("志愿服务引领型")
    expect(office.locator(TITLES)).to_have_count(11)


@pytest.mark.parametrize(
    "plan", ["community-education", "core-values", "annual-comprehensive", "compact", "volunteer-led"]
)
def test_a_sample_plan_as_it_is_gives_no_reason_for_remarks_on_its_parts(office: Page, plan: str) -> None:
    remarks = office.evaluate(
        "plan => planSums(planDraft.start(planData, plan), planData, {}).warnings.filter(one => !/没有任务涉及/.test(one))",
        plan,
    )
    assert remarks == []


def test_the_sums_say_what_is_full_missing_late_and_dear(office: Page) -> None:
    sums = office.evaluate(
        """() => {
          let draft = planDraft.start(planData, "compact");
          draft = { ...draft, tasks: draft.tasks.filter(task => !task.themes.includes("minors")).slice(0, 3).map(task => ({
            ...task, due: "02-10",
            activities: task.activities.slice(0, 2).map(one => ({ ...one, months: [3], minutes: 90, staff: 2, volunteers: 4, cost: "up-to-1000" })),
          })) };
          return planSums(draft, planData, { "budget-total": "0.1万元", "staff-count": "３人", year: "2028" });
        }"""
    )
    march = sums["months"][2]
    runs = len(march["runs"])
    assert runs >= 4
    assert (march["staff"], march["volunteers"]) == (3 * runs, 6 * runs)
    assert (march["least"], march["most"]) == (300 * runs, 1000 * runs)
    assert sums["year"] == 2028
    assert {day["label"]: day["date"] for day in sums["months"][0]["days"]}["春节"] == "01-26"
    said = "\n".join(sums["warnings"])
    assert f"3月排了{runs}场，全年一共{runs}场；一个月最好不超过3场。" in said
    assert "未成年人" in said
    assert "却要在2月10日前完成" in said
    assert f"最少要{300 * runs}元，超过填写的经费总额1000元" in said
    assert "说的还是原来范本的任务" in said


# Of the sample with one thing changed: what is to be said of it.
REMARKS = """() => {
  const sample = planDraft.start(planData, "compact");
  const said = (news, values) => planSums({ ...sample, ...news }, planData, values || {}).warnings.join("\\n");
  const first = (news) => ({ tasks: [{ ...sample.tasks[0], ...news }, ...sample.tasks.slice(1)] });
  const goals = (text) => ({ sections: sample.sections.map(one => one.id === "goals" ? { ...one, text } : one) });
  const runs = sample.tasks[0].activities;
  const march = sample.tasks.slice(0, 2).map(task => ({
    ...task, activities: task.activities.map(one => ({ ...one, months: [3] })),
  }));
  return [
    said(first({ title: "", text: " ", lead: "", done: "", targets: [] })),
    said(first({ activities: runs.map(one => ({ ...one, months: [] })) })),
    said(first({ activities: [...runs, sample.tasks[1].activities[0]] })),
    said({ tasks: sample.tasks.map(task => ({ ...task, lead: "书记" })) }),
    said(goals("")),
    said(goals("长".repeat(5000))),
    said(goals("今年5项任务。")),
    said(first({ plan: "", text: "照第（二）项办。" })),
    said({ tasks: sample.tasks.slice(1) }),
    said({ tasks: march }),
    said({}, { "budget-total": "1千元" }),
  ];
}"""


def test_each_remark_names_what_it_is_about(office: Page) -> None:
    for said, wanted in zip(
        office.evaluate(REMARKS),
        (
            "第1项还缺：任务、任务文字、牵头、完成标志、量化指标。",
            "第1项里的“宣传栏与楼道墙报”还没有定哪个月办。",
            "“党员学习小组”在第1项和第2项里都有。",
            "书记一个岗位牵头11项。",
            "还没有文字的节：工作目标。",
            "字，比5000字多",
            "“工作目标”里写着5项任务，现在是11项。",
            "第1项“用好宣传栏”的文字里提到“第几项”，顺序变了，请核对。",
            "开头一段还是“精简通用型”的原话，里面的数请照现在的任务改。",
            "3月排了4场，全年一共4场；匀几场到别的月，更忙得过来。",
            "“经费预算”合计4980元，超过填写的经费总额1000元。",
        ),
        strict=True,
    ):
        assert wanted in said


def test_more_remarks_than_anybody_reads_are_counted(office: Page) -> None:
    begin(office, "compact")
    draft = stored(office)
    for task in draft["tasks"]:
        task["title"] = ""
        for run in task["activities"]:
            run["months"] = []
    paste(office, json.dumps(draft))
    remarks = office.locator(".pt-view .pt-warnings").first.locator("li")
    expect(remarks).to_have_count(21)
    all_of_them = int(re.sub(r"\D", "", office.locator("#pt-tab-warnings").inner_text()))
    expect(remarks.last).to_have_text(f"还有{all_of_them - 20}条，先改上面这些。")


def test_what_is_written_from_the_tasks_says_what_they_hold(office: Page) -> None:
    goals, posts, months, budget = office.evaluate(
        """() => {
          const ids = ["goals", "responsibilities", "schedule", "budget"];
          const draft = planDraft.start(planData, "compact");
          const board = draft.tasks[0].activities[0];
          draft.tasks[10].activities.push({ ...board, key: "a0", months: [2, 8] });
          const { sections } = planFrame.write(draft, planData, ids);
          return ids.map(id => sections.find(one => one.id === id)).map(one => one.table || one.text.split("\\n"));
        }"""
    )
    assert goals[:2] == ["到年底，下面6项指标能数、能查：", "- 宣传栏换刊：6期以上。"]
    assert len(goals) == 7
    assert posts[1] == "- 宣传文化委员：牵头（一）（三）（九）。"
    assert months[0].startswith("- 1—2月，开局：1月党员学习小组、")
    assert months[1].startswith("- 3—10月，实施：3月“诚信从我做起”承诺行动、")
    assert months[2].startswith("- 11—12月，收口：11月平安家庭、")
    assert ["独居与空巢老人走访", "2场", "300", "600", ""] in budget
    # It stands in two tasks, in February in both of them.
    assert [row for row in budget if row[0] == "宣传栏与楼道墙报"] == [["宣传栏与楼道墙报", "2场", "300", "600", ""]]
    assert int(budget[-1][3]) == sum(int(row[3]) for row in budget[1:-1])


def test_a_feast_that_a_year_has_a_month_earlier_is_told(office: Page) -> None:
    remarks = {
        year: office.evaluate(
            "year => planSums(planDraft.start(planData, 'compact'), planData, { year }).warnings.join('\\n')", year
        )
        for year in ("2027", "2028")
    }
    assert "端午节" not in remarks["2027"]
    assert "排在6月，可2028年的端午节是5月28日。" in remarks["2028"]


def test_the_short_form_keeps_to_its_rules_and_says_why(office: Page) -> None:
    office.get_by_text("答几个问题").click()
    office.get_by_label("几名工作人员").fill("2人")
    office.get_by_label("全年活动经费").fill("3000")
    office.get_by_role("checkbox", name="未成年人").check()
    for month in (3, 4, 5, 6, 9, 10):
        office.locator(f"[name=months][value='{month}']").check()
    office.get_by_role("button", name="按这些拼一份").click()
    why = office.locator(".pt-message")
    expect(why).to_be_focused()
    expect(why).to_contain_text("精简通用型")
    draft = stored(office)
    assert draft["frame"] == "compact"
    assert len(draft["tasks"]) <= 8
    runs = [(month, one) for task in draft["tasks"] for one in task["activities"] for month in one["months"]]
    assert {month for month, _ in runs} <= {3, 4, 5, 6, 9, 10}
    assert all(sum(month == wanted for month, _ in runs) <= 3 for wanted in range(1, 13))
    assert all(one["staff"] <= 2 for _, one in runs)
    most = {"free": 0, "up-to-300": 300, "up-to-1000": 1000, "up-to-3000": 3000, "over-3000": 3001}
    assert sum(most[one["cost"]] for _, one in runs) <= 3000
    assert any("minors" in task["themes"] for task in draft["tasks"])
    # A task that lost all its activities went too, unless it is on a chosen theme; of what the others lost it is said.
    assert all(task["activities"] or "minors" in task["themes"] for task in draft["tasks"])
    expect(why).to_contain_text("一场活动也排不上的任务去掉了")
    planned = {one["id"] for task in draft["tasks"] for one in task["activities"]}
    source = {task.id: task for task in read_catalogue(ROOT / "docs")[0].plans["compact"].facts.tasks}
    lost = [task["title"] for task in draft["tasks"] if not set(source[task["id"]].activities) <= planned]
    warned = "\n".join(office.evaluate("planSums(JSON.parse(localStorage['plan-draft-zh']), planData, {}).warnings"))
    assert lost
    for title in lost:
        assert f"“{title}”的文字、指标还说着没有排的活动" in warned


def test_what_the_short_form_did_is_read_from_its_beginning_and_names_no_nought(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = opened(context, address)
    page.get_by_text("答几个问题").click()
    page.get_by_label("几名工作人员").fill("4")
    page.get_by_label("全年活动经费").fill("20000")
    page.get_by_role("checkbox", name="为老服务").check()
    page.locator("[name=months][value='1']").check()
    page.get_by_role("button", name="按这些拼一份").click()
    why = page.locator(".pt-message")
    expect(why).to_be_focused()
    expect(why.locator("p").first).to_be_in_viewport()
    # Not below the bar that stays in view, either.
    assert why.evaluate("box => box.getBoundingClientRect().top >= 0")
    assert not re.search(r"少排了0场|去掉0个", why.inner_text())
    context.close()


def test_the_short_form_starts_from_the_plan_for_that_kind_and_borrows_what_it_lacks(office: Page) -> None:
    told = {"households": 0, "staff": 0, "budget": 0, "months": [], "themes": [], "kind": ""}
    propose = "answers => planProposal(planData, answers)"
    kinds = {plan["id"]: plan["kinds"] for plan in office.evaluate("planData.plans")}
    for kind in {kind for known in kinds.values() for kind in known} - {"any"}:
        assert kind in kinds[office.evaluate(propose, {**told, "kind": kind})["draft"]["frame"]]
    found = office.evaluate(propose, {**told, "staff": 2, "themes": ["services"]})
    last = found["draft"]["tasks"][-1]
    assert "services" in last["themes"]
    assert last["plan"] != found["draft"]["frame"] == "compact"
    assert any(f"借来：{last['title']}。" in why for why in found["why"])


def test_what_the_short_form_was_told_is_filled_in(office: Page) -> None:
    office.get_by_text("答几个问题").click()
    office.get_by_label("几名工作人员").fill("约12人")
    office.get_by_label("全年活动经费").fill("３，０００")
    office.get_by_role("button", name="按这些拼一份").click()
    kept = office.evaluate("fieldValues.on('put-together/')")
    # The unit stands in the text.
    assert (kept["staff-count"], kept["budget-total"]) == ("12", "3,000元")
    assert "households" not in kept


def test_what_takes_a_draft_away_stays_below_the_pointer_that_comes_to_it(office: Page) -> None:
    begin(office, "compact")
    before, after = office.evaluate(
        """async () => {
          const button = document.querySelector("[data-do=word]");
          const frame = () => new Promise(requestAnimationFrame);
          button.scrollIntoView({ block: "center" });
          const before = button.getBoundingClientRect().top;
          for (let count = 0; count < 4; count++) await frame();
          return [before, button.getBoundingClientRect().top];
        }"""
    )
    assert before == after


def test_no_word_file_is_made_unasked_of_sections_that_speak_of_other_tasks(office: Page) -> None:
    begin(office, "compact")
    office.locator(".pt-tasks > li").first.get_by_role("button", name="移除").first.click()
    office.get_by_role("button", name="下载 Word").click()
    asked = office.locator(".pt-message")
    expect(asked).to_be_focused()
    expect(asked).to_contain_text("说的还是原来范本的任务")
    # Who asks twice is answered once.
    office.get_by_role("button", name="下载 Word").click()
    expect(asked).to_have_count(1)
    with office.expect_download() as download:
        asked.get_by_role("button", name="按现在的任务重写，再下载").click()
    text = "\n".join(one.text for one in docx.Document(download.value.path()).paragraphs)
    assert "共10项" in text
    # What was written from the tasks follows them, until somebody changes its words.
    office.locator(".pt-tasks > li").first.get_by_role("button", name="移除").first.click()
    section = next(one for one in stored(office)["sections"] if one["id"] == "tasks")
    assert section["text"].startswith("共9项")
    assert (
        office.evaluate(
            """() => {
          let draft = planDraft.editSection(JSON.parse(localStorage['plan-draft-zh']), "tasks", { text: "共9项，照旧。" });
          draft = planFrame.follow({ ...draft, tasks: draft.tasks.slice(1) }, planData);
          return draft.sections.find(one => one.id === "tasks").text;
        }"""
        )
        == "共9项，照旧。"
    )
    with office.expect_download():
        office.get_by_role("button", name="下载 Word").click()


def test_on_a_phone_two_plans_stand_side_by_side(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(address + "put-together/")
    table = page.locator(".pt-compare")
    table.scroll_into_view_if_needed()
    expect(table.locator("tbody tr").first.locator("td:visible")).to_have_count(2)
    inside = "table => [table.scrollWidth, table.parentElement.scrollWidth, table.parentElement.clientWidth]"
    needs, holds, has = table.evaluate(inside)
    assert max(needs, holds) <= has
    context.close()


@pytest.mark.parametrize("language", ["", "en/"])
def test_on_a_phone_no_table_of_the_sums_is_pushed_aside(browser: Browser, address: str, language: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = opened(context, address, language + PAGE)
    begin(page, "compact")
    page.locator("#pt-tab-table").click()
    table = page.locator(".pt-view--table .table-scroll")
    assert table.evaluate("box => box.scrollWidth <= box.clientWidth")
    page.locator("#pt-tab-hours").click()
    hours = page.locator(".pt-view--hours .table-scroll")
    assert hours.evaluate("box => box.scrollWidth <= box.clientWidth")
    page.locator("#pt-tab-table").click()
    head = table.locator("thead th").nth(3)
    label = "cell => getComputedStyle(cell, '::before').content"
    assert table.locator("tbody td").nth(2).evaluate(label) == f'"{head.text_content()}"'
    context.close()


def test_in_a_chat_application_no_lost_file_is_said_to_be_made(browser: Browser, address: str) -> None:
    context = browser.new_context(user_agent="Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0.50")
    page = opened(context, address)
    begin(page, "compact")
    page.locator("[data-do=word]").click()
    expect(page.locator(".announcement")).to_contain_text("稿子不会跟过去")
    expect(page.locator(".announcement")).not_to_contain_text("已生成")
    context.close()


def test_of_two_windows_each_has_what_the_other_did_and_typing_goes_on(office: Page, address: str) -> None:
    begin(office, "compact")
    before = [task["title"] for task in stored(office)["tasks"]]
    other = opened(office.context, address)
    expect_titles(other, before)
    other.get_by_text("改这一项").first.click()
    box = other.get_by_label("任务名称")
    box.focus()
    office.get_by_role("button", name=f"下移：{before[0]}").click()
    expect_titles(other, [before[1], before[0], *before[2:]])
    expect(other.locator(".announcement")).to_contain_text("可以撤销")
    expect(box).to_be_focused()
    # Here too somebody is about to type, in a task that the other window leaves as it is.
    office.get_by_text("改这一项").nth(4).click()
    own = office.get_by_label("任务名称")
    own.focus()
    box.press("End")
    box.press_sequentially("啊")
    expect_titles(office, [before[1], before[0] + "啊", *before[2:]])
    expect(own).to_be_focused()


def test_a_page_that_comes_back_as_it_was_has_what_was_done_meanwhile(office: Page) -> None:
    begin(office, "compact")
    before = stored(office)
    # What a page writes itself it is not told of, as a page that the browser keeps for "back" is told of nothing.
    changed = json.dumps({**before, "tasks": before["tasks"][1:]}, ensure_ascii=False)
    office.evaluate(
        """text => {
          localStorage.setItem("plan-draft-zh", text);
          localStorage.setItem("plan-basket-zh", JSON.stringify([{ activity: "blood-donation", title: "献血" }, { activity: "eight-donts", title: "" }]));
          localStorage.setItem("fields", JSON.stringify({ community: { community: "幸福里社区" } }));
          dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }""",
        changed,
    )
    expect_titles(office, [task["title"] for task in before["tasks"][1:]])
    expect(office.locator(".announcement")).to_contain_text("可以撤销")
    expect(office.locator(".pt-message")).not_to_have_count(0)
    expect(office.get_by_label("社区名称")).to_have_value("幸福里社区")


def test_a_page_that_comes_back_says_nothing_where_nothing_was_done_meanwhile(office: Page) -> None:
    begin(office, "compact")
    stored(office)
    office.reload()
    expect(office.locator(TITLES)).to_have_count(11)
    office.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(office.get_by_role("button", name="撤销")).to_be_disabled()


def test_the_calendar_file_is_valid_and_the_same_draft_keeps_its_events(office: Page) -> None:
    begin(office, "compact")
    office.get_by_label("年度", exact=True).fill("2028")
    texts = []
    for _ in range(2):
        with office.expect_download() as download:
            office.get_by_role("button", name="日历文件").click()
        texts.append(Path(download.value.path()).read_bytes())
    assert max(len(line) for line in texts[0].split(b"\r\n")) <= 75
    events = list(icalendar.Calendar.from_ical(texts[0].decode()).walk("VEVENT"))
    uids = [str(event["UID"]) for event in events]
    assert len(uids) == len(set(uids)) > 40
    assert uids == [str(event["UID"]) for event in icalendar.Calendar.from_ical(texts[1].decode()).walk("VEVENT")]
    assert {event.decoded("DTSTART").year for event in events} == {2028}
    summaries = [str(event["SUMMARY"]) for event in events]
    assert sum(summary.startswith("到期：") for summary in summaries) == 11


def test_the_calendar_file_has_the_readers_values_wherever_a_task_is_named(office: Page) -> None:
    text = office.evaluate(
        """() => {
          const draft = planDraft.start(planData, "compact");
          draft.tasks[0].title = "在〔社区名称〕办";
          const values = { community: "幸福里社区" };
          return planOut.icalendar(draft, planData, values, planSums(draft, planData, values), new Date());
        }"""
    )
    events = list(icalendar.Calendar.from_ical(text).walk("VEVENT"))
    named = [event for event in events if "幸福里社区" in f"{event['SUMMARY']}{event.get('DESCRIPTION')}"]
    assert len(named) > 1
    assert "〔社区名称〕" not in text


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_spreadsheet_of_a_whole_plan_is_the_ready_made_one(
    office: Page, address: str, site: Path, tmp_path: Path, language: str
) -> None:
    office.goto(address + language + PAGE)
    begin(office, "compact")
    with office.expect_download() as download:
        office.locator("[data-do=sheet]").click()
    made, ready = (
        Path(download.value.path()).read_bytes(),
        (site / language / "plans/compact/compact.xlsx").read_bytes(),
    )
    assert laid_out(made) == laid_out(ready)
    # Texts stand in a part of their own, and nothing is told of the sheets but that there is no theme.
    path = tmp_path / "draft.xlsx"
    path.write_bytes(made)
    assert not [e for e in OpenXmlValidator().validate(path).errors if "relationships/theme" not in str(e)]


def laid_out(file: bytes) -> dict[str, Any]:
    """What the first sheet shows: cells with their values and looks, and how it is seen and printed."""
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        sheet, texts, styles, book = (
            etree.fromstring(parts.read(f"xl/{name}.xml"))
            for name in ("worksheets/sheet1", "sharedStrings", "styles", "workbook")
        )
    space = {"x": sheet.nsmap[None]}

    def found(part: Any, path: str) -> list[Any]:
        return part.xpath(path, namespaces=space)  # type: ignore[no-any-return]

    strings = ["".join(one.itertext()) for one in texts]
    formats = {"1": "0"} | {one.get("numFmtId"): one.get("formatCode") for one in found(styles, "//x:numFmt")}
    looks = [formats.get(one.get("numFmtId"), "") for one in found(styles, "//x:cellXfs/x:xf")]
    bold = [font.find("x:b", space) is not None for font in found(styles, "//x:font")]
    heavy = [bold[int(one.get("fontId"))] for one in found(styles, "//x:cellXfs/x:xf")]
    cells = {}
    for cell in found(sheet, "//x:c[x:v]"):
        value, look = cell.findtext("x:v", "", space), int(cell.get("s"))
        cells[cell.get("r")] = (strings[int(value)] if cell.get("t") == "s" else value, looks[look], heavy[look])
    pane = found(sheet, "//x:pane")[0]
    return {
        "cells": cells,
        # One of the writers rounds to whole dots of a screen.
        "heights": [pytest.approx(float(row.get("ht", 0)), abs=0.4) for row in found(sheet, "//x:row")],
        "widths": [int(float(one.get("width"))) for one in found(sheet, "//x:col")],
        "pane": {name: pane.get(name) for name in ("xSplit", "ySplit", "topLeftCell", "state")},
        "filter": found(sheet, "//x:autoFilter/@ref"),
        "paper": found(sheet, "//x:pageSetup/@orientation | //x:pageSetup/@paperSize | //x:oddFooter/text()"),
        "names": [
            (one.get("name"), one.text.replace("'", "")) for one in found(book, "//x:definedName[@localSheetId='0']")
        ],
    }


def test_the_spreadsheet_has_the_readers_values_and_year_in_both_tables(office: Page) -> None:
    begin(office, "compact")
    office.get_by_label("社区名称").fill("幸福里<社区>")
    office.get_by_label("年度", exact=True).fill("2027")
    with office.expect_download() as download:
        office.get_by_role("button", name="任务分解表（表格文件）").click()
    file = Path(download.value.path()).read_bytes()
    cells = laid_out(file)["cells"]
    assert cells["A1"][0] == "幸福里<社区>2027年社区文明创建计划任务分解表"
    assert cells["F2"][:2] == ("2027", '0"年"')
    # 20 December 2027 is day 46741 of a spreadsheet.
    assert cells["F4"][:2] == ("46741", 'yyyy"年"m"月"d"日"')
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert "幸福里&lt;社区&gt;2027年社区文明创建计划月度安排" in parts.read("xl/sharedStrings.xml").decode()


def test_tasks_and_activities_are_added_on_their_own_pages(office: Page, address: str) -> None:
    office.goto(address + "plans/volunteer-led/")
    button = office.get_by_role("button", name=re.compile("加入我的计划.*送温暖"))
    name = (button.get_attribute("aria-label") or "").partition("：")[2]
    button.click()
    expect(office.locator(".announcement")).to_contain_text(f"已加入：{name}")
    office.goto(address + "activities/eight-donts/")
    office.get_by_role("button", name="加入我的计划").click()
    office.get_by_role("link", name="去看我的计划").click()
    expect(office).to_have_url(address + PAGE)
    expect(office.locator(".pt-tasks h5").first).to_contain_text(name)
    expect(office.locator(".pt-message")).to_contain_text("“八个不”文明习惯行动")
    expect(office.locator(".pt-runs").last).to_contain_text("“八个不”文明习惯行动")
    # Added once more, they are not there twice.
    for path in ("plans/volunteer-led/", "activities/eight-donts/"):
        office.goto(address + path)
        office.get_by_role("button", name=re.compile("加入我的计划(：“八个不”|.*送温暖)")).first.click()
    office.goto(address + PAGE)
    expect(office.locator(".pt-message")).to_contain_text("已在稿子里：")
    expect(office.locator(TITLES)).to_have_count(2)
    office.goto(address + "plans/compact/")
    office.get_by_role("link", name="以这份为底稿").click()
    office.get_by_role("button", name="换成新稿").click()
    expect(office.locator(TITLES)).to_have_count(11)
    office.get_by_role("button", name="撤销").click()
    expect(office.locator(TITLES).first).to_have_text(name)
    # A task is named without its number.
    office.goto(address + "en/" + PLAN)
    expect(office.locator("[data-add]").first).to_have_accessible_name(
        "Add to my plan: Make good use of the notice board"
    )


def test_two_plans_or_the_draft_stand_side_by_side(office: Page) -> None:
    begin(office, "compact", how="frame")
    office.get_by_text("从五份范本里加任务").click()
    add_all(office, "compact", "elders")
    # The draft beside its sample, until somebody chooses; so it is found again.
    heads = office.locator(".pt-compare thead th:visible")
    beside = ["主题", "社区文明创建计划（精简通用型）", "我的稿子"]
    expect(heads).to_have_text(beside)
    assert stored(office)["frame"] == "compact"
    office.reload()
    workshop(office)
    expect(heads).to_have_text(beside)
    office.get_by_label("左边").select_option("volunteer-led")
    office.get_by_role("button", name="上移：").last.click()
    expect(heads).to_have_text(["主题", "社区文明创建计划（志愿服务引领型）", "我的稿子"])
    row = office.locator(".pt-compare tr[data-theme=elders] td:visible")
    expect(row.nth(1)).to_contain_text(titles(office)[0])
    row.nth(0).locator("summary").first.click()
    expect(row.nth(0).locator("details p").first).to_be_visible()


@pytest.mark.parametrize(("language", "month"), [("", "2027年1月"), ("en/", "January 2027")])
def test_rows_are_named_and_look_as_on_a_plans_page(office: Page, address: str, language: str, month: str) -> None:
    office.goto(f"{address}{language}{PLAN}")
    task = office.locator("#task-table ~ table").first.locator("tbody th")
    expect(task.first).to_be_attached()
    names = task.all_text_contents()
    weight = task.first.evaluate("cell => getComputedStyle(cell).fontWeight")
    office.goto(f"{address}{language}{PAGE}")
    workshop(office)
    begin(office, "compact")
    office.get_by_label("year" if language else "年度", exact=True).fill("2027")
    tabs = office.locator(".pt-tabs button")
    tabs.nth(1).click()
    rows = office.locator(".pt-view--table tbody th")
    expect(rows).to_have_text(names)
    assert rows.first.evaluate("cell => getComputedStyle(cell).fontWeight") == weight
    tabs.nth(2).click()
    expect(office.locator(".pt-month-card h4").first).to_have_text(month)
    # Paper ends with the text: a table as wide as that loses the line on its right.
    office.emulate_media(media="print")
    office.evaluate("dispatchEvent(new Event('beforeprint'))")
    spare = "table => table.parentElement.getBoundingClientRect().right - table.getBoundingClientRect().right"
    assert office.locator(".pt-paper table").first.evaluate(spare) > 1


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_any_state(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = opened(context, address)

    def check(state: str, part: str = "put-together") -> None:
        result = page.evaluate("part => axe.run(part, {resultTypes: ['violations']})", part)
        found = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in result["violations"]]
        assert not found, f"{state}: {found}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state

    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("document.querySelectorAll('.pt-start details').forEach(one => { one.open = true; })")
    check("the beginnings")
    begin(page, "compact")
    paste(page, "no plan")
    page.evaluate("document.querySelectorAll('.pt-tasks details').forEach((one, place) => { one.open = place === 0; })")
    page.locator("#pt-tab-text").click()
    until(page, UNFOLDED)
    check("forms, choosers and frame open, with a message", "body")
    for view in ("table", "calendar", "hours", "themes"):
        page.locator(f"#pt-tab-{view}").click()
        check(view, ".pt-side")
    context.close()


def test_no_box_takes_more_than_a_draft_can_be_read_with(office: Page) -> None:
    """Or all of it would be refused as damaged the next time."""
    begin(office, "compact")
    office.get_by_text("改这一项").first.click()
    for box in ("完成标志", "指标 1", "任务名称"):
        field = office.locator(".pt-tasks").get_by_label(box, exact=True).first
        field.focus()
        field.press("Control+A")
        office.keyboard.insert_text("完" * 5000)
    assert stored(office)["tasks"][0]["done"].startswith("完完完")
    office.reload()
    expect(office.locator(TITLES)).to_have_count(11)
    expect(office.locator(".pt-message")).to_have_count(0)


def test_the_check_of_wording_is_tried_again_when_it_could_not_be_fetched(office: Page) -> None:
    office.context.route("**/terms-zh.*.js", lambda route: route.abort())
    begin(office, "compact")
    expect(office.locator(".pt-view--warnings")).not_to_contain_text("正在核对")
    office.context.unroute("**/terms-zh.*.js")
    office.locator("#pt-tab-hours").click()
    office.locator("#pt-tab-warnings").click()
    expect(office.locator(".pt-view")).to_contain_text("没有发现过时的用语")
    # Each is named once, and what may stay is not.
    office.locator(".pt-frame > summary").click()
    office.get_by_label("开头一段").fill("评五好文明家庭，五好文明家庭记进台账。")
    remarks = office.locator(".pt-view .pt-warnings li")
    expect(remarks.filter(has_text="五好文明家庭")).to_have_count(1)
    expect(remarks.filter(has_text="台账")).to_have_count(0)


def test_what_waits_is_not_lost_where_the_address_names_a_plan_to_begin_with(office: Page, address: str) -> None:
    office.goto(address + "about/")
    office.evaluate(
        """localStorage.setItem("plan-basket-zh", JSON.stringify([{ activity: "eight-donts", title: "“八个不”文明习惯行动" }, { activity: "gone", title: "早已没有的活动" }]))"""
    )
    office.goto(address + PAGE + "#start=volunteer-led")
    expect(office.locator(TITLES)).to_have_count(14)
    expect(office.locator(".pt-message").first).to_contain_text("“八个不”文明习惯行动")
    expect(office.locator(".pt-message").last).to_contain_text("早已没有的活动")


def test_a_long_name_without_a_space_does_not_widen_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    page = opened(context, address)
    begin(page, "compact")
    page.get_by_label("社区名称").fill("Llanfair" * 30)
    page.locator("#pt-tab-text").click()
    expect(page.locator(".pt-view--text")).to_contain_text("LlanfairLlanfair")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_the_largest_english_text_fits_the_narrowest_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, service_workers="block")
    context.add_init_script("localStorage.setItem('display', '{\"size\": \"huge\"}')")
    page = opened(context, address, "en/" + PAGE)
    begin(page, "compact")
    page.evaluate("document.querySelectorAll('.pt-draft details').forEach(one => { one.open = true; })")
    until(page, UNFOLDED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("size", ["large", "huge"])
def test_the_sums_stay_below_the_bar(browser: Browser, address: str, size: str) -> None:
    context = browser.new_context(viewport={"width": 1024, "height": 768}, service_workers="block")
    context.add_init_script(f"localStorage.setItem('display', '{{\"size\": \"{size}\"}}')")
    page = opened(context, address, "en/" + PAGE)
    begin(page, "compact")
    page.locator(".pt-tasks > li").nth(5).scroll_into_view_if_needed()
    bar, side = (page.locator(part).bounding_box() for part in (".pt-bar", ".pt-side"))
    assert bar
    assert side
    assert bar["y"] == 0
    assert side["y"] >= bar["height"]
    context.close()


def test_a_section_of_a_sample_is_not_said_to_be_ones_own(office: Page) -> None:
    begin(office, "compact")
    office.locator(".pt-frame > summary").click()
    office.locator(".pt-section summary").nth(1).click()
    swap = office.locator(".pt-section").nth(1).get_by_label("这一节换成")
    expect(swap).to_have_value("compact")
    expect(swap.locator("option")).to_have_count(5)
    swap.select_option("volunteer-led")
    assert stored(office)["sections"][1]["from"] == "volunteer-led"


def test_english_lists_have_the_same_marks_in_text_and_word(office: Page, address: str) -> None:
    office.goto(f"{address}en/{PAGE}")
    workshop(office)
    begin(office, "compact")
    assert office.evaluate(
        """() => {
          const draft = planDraft.start(planData, "compact");
          const items = planText.blocks(draft, planData).filter(block => block.style === "item" && !block.ordered);
          return items.length > 0 && items.every(item => planText.plain(draft, planData, {}).includes("• " + item.text));
        }"""
    )
    office.locator("#pt-tab-text").click()
    expect(office.locator(".pt-view--text .pt-item", has_text="•").first).to_be_visible()


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_rows_of_a_table_follow_each_other_in_copied_text(office: Page, address: str, language: str) -> None:
    office.goto(f"{address}{language}{PAGE}")
    workshop(office)
    lines = office.evaluate("planText.plain(planDraft.start(planData, 'compact'), planData, {}).split('\\n')")
    rows = [place for place, line in enumerate(lines) if line.count("\t") == 7]
    assert rows == list(range(rows[0], rows[0] + 12))
