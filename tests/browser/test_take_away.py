"""Copying, filling in once, the filled-in Word file, reporting a mistake: in a real browser."""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest
from choosing import choose_unreadable
from lxml import etree
from playwright.sync_api import Browser, Page, expect
from project import ROOT
from waiting import until

from catalogue import read_catalogue
from catalogue.presentation.views import plan_activities

PLAN = "plans/compact/"
ACTIVITY = "activities/dispute-mediation/"
HOSTILE = (
    "q\"uo'te <script>window.broken = 1</script> ]]> &amp; {{ x }} \u0007\u0000 \ud83d\ude00 \u202eabc\u202c "
    + "长" * 5000
)


def fill(page: Page, **values: str) -> None:
    page.locator("details.fill-in > summary").click()
    for field, value in values.items():
        page.locator(f"#field-{field.replace('_', '-')}").fill(value)


def pasted(page: Page) -> str:
    """What a plain text field receives from the clipboard."""
    page.evaluate(
        "() => { const box = document.createElement('textarea'); box.id = 'paste'; document.body.append(box); box.focus(); }"
    )
    page.keyboard.press("Control+V")
    expect(page.locator("#paste")).not_to_have_value("")
    text = page.locator("#paste").input_value()
    page.evaluate("() => document.getElementById('paste').remove()")
    return text


@pytest.fixture
def office(browser: Browser, address: str) -> Page:  # type: ignore[misc]
    """A desktop whose browser may use the clipboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    yield page
    context.close()


def test_without_scripts_the_files_are_there_and_nothing_empty_is_shown(plain: Page, address: str) -> None:
    plain.goto(address + PLAN)
    for name in ("compact.docx", "compact-short.docx", "compact.xlsx", "compact.pdf", "compact-short.pdf"):
        link = plain.locator(f"a[href='{name}']")
        expect(link).to_be_visible()
        assert plain.request.get(address + PLAN + name).status == 200
    expect(plain.locator("copy-parts, fill-in, report-mistake, .copy").filter(visible=True)).to_have_count(0)
    assert plain.locator("noscript").first.text_content()


def test_a_section_is_copied_with_its_numbering_and_the_readers_values(office: Page, address: str) -> None:
    office.goto(address + PLAN)
    fill(office, community="幸福里社区", year="2027年")
    office.get_by_role("button", name="复制：（二）学理论，育价值").click()
    expect(office.locator(".announcement")).to_contain_text("已复制")
    text = pasted(office)
    assert text.startswith(f"（二）学理论，育价值\n{office.locator('#theory-and-values + p').inner_text()[:40]}")
    assert "核心价值观进楼院" in text
    assert "复制" not in text
    assert "主题" not in text.split("\n")[-1]
    assert "（三）" not in text
    # The last part of a section ends with it.
    office.get_by_role("button", name="复制：（十一）遵守文明公约").click()
    until(office, "async () => (await navigator.clipboard.readText()).startsWith('（十一）')")
    assert "四、责任分工" not in office.evaluate("navigator.clipboard.readText()")


def test_the_whole_plan_is_copied_without_the_sites_own_words(office: Page, address: str) -> None:
    # What is copied is not read by the policy of the page, which would complain of its looks line by line.
    complaints: list[str] = []
    office.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    office.goto(address + PLAN)
    # The texts themselves say 年 behind the year.
    fill(office, community="幸福里社区", year="２０２７年度")
    office.get_by_role("button", name="复制全文").click()
    expect(office.locator(".announcement")).to_contain_text("还有")
    text = pasted(office)
    # As it is handed in: the title and the order of the Word file, nothing that only names a part of the page.
    lines = text.split("\n")
    assert lines[0] == "幸福里社区2027年社区文明创建计划"
    at = lines.index("附件：1.任务分解表")
    assert lines[at + 1] == "2.月度安排"
    assert lines[at + 7 : at + 10] == ["幸福里社区居民委员会", "〔成文日期〕", "附件1 任务分解表"]
    assert not {"附件", "落款"} & set(lines)
    assert "数量、单价为参考数" not in text
    assert "幸福里社区居民委员会" in text
    assert "2027年工作安排" in text
    assert "〔社区名称〕" not in text
    assert "1. 计划内活动办成" in text
    assert "序号\t任务\t" in text
    assert "\t宣传栏换刊：6期以上；参加文明知识竞赛的户数：20户以上\t" in text
    for litter in ("本节表述核对于", "出处与核对", "http", "复制"):
        assert litter not in text
    html = office.evaluate(
        "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()",
    )
    assert html.count("<table") == 7
    assert re.search(r"<h1[^>]*>幸福里社区2027年社区文明创建计划</h1>", html)
    assert re.search(r"<p[^>]*text-align:right[^>]*>幸福里社区居民委员会</p>", html)
    assert "font-family:黑体" in html
    assert "<script" not in html
    assert complaints == []


def test_an_english_plan_is_copied_with_the_marks_of_an_english_text(office: Page, address: str) -> None:
    office.goto(address + "en/" + PLAN)
    office.get_by_role("button", name="Copy all").click()
    expect(office.locator(".announcement")).to_contain_text("Copied")
    parts = pasted(office).split("\n\n")
    assert parts[:2] == ["Civil community plan", "[community name], [year]"]
    at = parts.index("Attachments")
    assert parts[at + 1 : at + 3] == ["1. Tasks", "2. Month by month"]
    assert parts[at + 8 : at + 11] == [
        "Residents' Committee of [community name]",
        "[date of signing]",
        "Attachment 1: Tasks",
    ]
    assert "- Volunteer teams going out every month: from [last year's figure] to 3." in parts
    head, first = parts[at + 11].split("\n")[:2]
    assert head.startswith("No.\tTask\t")
    assert "building head; volunteers\t20 December" in first


def test_a_notice_is_copied_without_its_heading(office: Page, address: str) -> None:
    office.goto(address + ACTIVITY)
    fill(office, contact="值班网格员")
    office.get_by_role("button", name="复制：群通知").click()
    expect(office.locator(".announcement")).to_contain_text("联系电话")
    text = pasted(office)
    assert text.startswith("各位邻居：漏水、噪声")
    assert "找值班网格员" in text
    # The same holds for what goes into a plan. A line break of the source is no space between Chinese characters.
    office.locator("#plan-line + p").evaluate(
        "line => { line.textContent = '早知道，\\n早化解\\n不强迫 in\\nEnglish'; }"
    )
    office.get_by_role("button", name="复制：写进计划").click()
    until(office, "async () => (await navigator.clipboard.readText()).startsWith('早知道，早化解不强迫 in English\\n')")


def test_lines_to_say_stay_lines_on_the_page_and_when_copied(office: Page, address: str) -> None:
    office.goto(address + "activities/safe-community-patrol/")
    said = office.locator("#report-words ~ blockquote p").first
    lines = said.evaluate("said => said.textContent.trim().split('\\n')")
    assert len(lines) == 3
    assert said.inner_text().split("\n") == lines
    office.get_by_role("button", name="复制：报事口径").click()
    expect(office.locator(".announcement")).to_contain_text("已复制")
    assert pasted(office).strip().split("\n") == lines


def test_the_blanks_are_counted_alike_and_the_budget_is_held_against_the_total(office: Page, address: str) -> None:
    office.goto(address + PLAN)
    count = office.locator(".fill-in__count")
    fields = office.locator("fill-in input[name]").count()
    expect(count).to_have_text(f"还有 {fields + 1} 个空没填。")
    office.get_by_role("button", name="复制全文").click()
    expect(office.locator(".announcement")).to_contain_text(f"还有 {fields + 1} 个空没填")
    office.locator(".announcement").click()
    expect(office.locator(".announcement")).to_be_hidden()
    office.locator("details.fill-in > summary").click()
    for field in office.locator("fill-in input[name]").all():
        field.fill("1")
    office.locator("#field-budget-total").fill("1万元")
    expect(count).to_have_text("能在这里填的都填好了；上年数每处都不同，复制或下载后在文中填。")
    office.locator("#field-budget-total").fill("2,000元")
    expect(count).to_contain_text(re.compile(r"合计\d{4}元，超过填写的经费总额2000元"))


def test_without_the_clipboards_interface_the_old_command_serves(office: Page, address: str) -> None:
    office.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    office.goto(address + ACTIVITY)
    office.get_by_role("button", name="复制：群通知").click()
    expect(office.locator(".announcement")).to_contain_text("已复制")
    assert pasted(office).startswith("各位邻居：漏水、噪声")
    # What the reader copies afterwards is what the reader has selected.
    office.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    office.keyboard.press("Control+C")
    assert pasted(office) == office.locator("h1").inner_text()


def test_a_button_shows_for_three_seconds_that_it_has_copied(office: Page, address: str) -> None:
    office.clock.install(time=0)
    office.goto(address + ACTIVITY)
    button = office.get_by_role("button", name="复制：群通知")
    office.clock.pause_at(3_600_000)
    button.click()
    done = re.compile("copy--done")
    expect(button).to_have_class(done)
    office.clock.run_for(3000)
    expect(button).not_to_have_class(done)


def test_without_the_old_command_the_clipboards_interface_serves(office: Page, address: str) -> None:
    office.add_init_script("document.execCommand = () => false;")
    office.goto(address + ACTIVITY)
    office.get_by_role("button", name="复制：群通知").click()
    expect(office.locator(".announcement")).to_contain_text("已复制")
    assert office.evaluate("getSelection().toString()") == ""
    assert pasted(office).startswith("各位邻居：漏水、噪声")


def test_what_came_of_a_tap_is_said_where_a_screen_reader_listens_already(office: Page, address: str) -> None:
    office.goto(address + ACTIVITY)
    line = office.locator(".announcement")
    # In the tree from the start, with nothing to be seen of it.
    expect(office.get_by_role("status")).to_have_count(1)
    expect(line).to_be_hidden()
    office.get_by_role("button", name="复制：群通知").click()
    expect(line).to_be_visible()
    line.click()
    expect(office.get_by_role("status")).to_be_empty()
    expect(line).to_be_hidden()


def test_where_both_are_refused_the_text_is_selected(office: Page, address: str) -> None:
    office.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false;"
    )
    office.goto(address + ACTIVITY)
    office.get_by_role("button", name="复制：群通知").click()
    expect(office.locator(".announcement")).to_contain_text("长按")
    assert office.evaluate("getSelection().toString()").strip().startswith("各位邻居：漏水、噪声")
    expect(office.locator(".copy--done")).to_have_count(0)
    # All of a part, to the last cell of its table.
    office.get_by_role("button", name="复制：写进计划").click()
    until(office, "/^每月入户排查1轮[^]*到期协议已回访$/.test(getSelection().toString().trim())")
    # Of the whole sheet the beginning is brought into sight: one must see what to press on.
    office.evaluate("scrollTo(0, 0)")
    office.get_by_role("button", name="复制全文").click()
    until(
        office, "Math.abs(getSelection().getRangeAt(0).getBoundingClientRect().top - innerHeight / 4) < innerHeight / 4"
    )


def test_values_hold_on_every_page_and_those_of_an_occasion_on_one(office: Page, address: str) -> None:
    office.goto(address + ACTIVITY)
    fill(office, community="幸福里社区", time="9:00")
    office.goto(address + "en/" + "activities/eight-donts/")
    filled = office.locator(".field--filled[data-field=community]").first
    expect(filled).to_have_text("幸福里社区")
    expect(office.locator(".field--filled[data-field=time]")).to_have_count(0)
    office.goto(address + "en/" + ACTIVITY)
    expect(office.locator(".field--filled[data-field=time]").first).to_have_text("9:00")
    # The year before follows from the year, unless somebody says otherwise.
    office.evaluate("fieldValues.set('year', '2027')")
    assert office.evaluate("fieldValues.on('')['previous-year']") == "2026"
    office.evaluate("fieldValues.set('previous-year', '2025年')")
    assert office.evaluate("fieldValues.on('')['previous-year']") == "2025"


def test_a_field_in_the_text_leads_to_the_form_where_typing_is_not_interfered_with(office: Page, address: str) -> None:
    office.goto(address + "en/" + PLAN)
    field = office.locator(".field[data-field=community]").last
    field.click()
    box = office.locator("#field-community")
    expect(box).to_be_focused()
    expect(box).to_be_in_viewport()
    box.press_sequentially("Xingfu Li")
    expect(box).to_have_value("Xingfu Li")
    expect(field).to_have_text("Xingfu Li")


def test_what_is_filled_in_elsewhere_meanwhile_stands_here_too(office: Page, address: str) -> None:
    office.goto(address + ACTIVITY)
    place = office.locator(".field[data-field=community]").first
    other = office.context.new_page()
    other.goto(address + PLAN)
    fill(other, community="幸福里社区")
    expect(place).to_have_text("幸福里社区")
    # Of what a page writes itself it is not told, as one that the browser kept for "back" was told of nothing.
    office.evaluate("""localStorage.setItem("fields", '{"community": {"community": "解放里社区"}}')""")
    office.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(place).to_have_text("解放里社区")


def test_clearing_can_be_undone_and_files_of_others_change_nothing(office: Page, address: str) -> None:
    office.goto(address + PLAN)
    fill(office, community="幸福里社区")
    office.get_by_role("button", name="全部清空").click()
    expect(office.locator(".field--filled")).to_have_count(0)
    # Neither a second tap nor what is filled in afterwards stands in the way, and none of it is lost.
    office.locator("#field-year").fill("2030")
    office.get_by_role("button", name="全部清空").click()
    office.locator("#field-sub-district").fill("解放街道")
    office.get_by_role("button", name="撤销清空").click()
    expect(office.locator(".field--filled[data-field=community]").first).to_have_text("幸福里社区")
    kept = office.evaluate("fieldValues.on('plans/compact/')")
    assert (kept["community"], kept["year"], kept["sub-district"]) == ("幸福里社区", "2030", "解放街道")
    expect(office.locator(".announcement")).to_contain_text("都回来了")
    expect(office.get_by_role("button", name="全部清空")).to_be_focused()
    for field in ("year", "sub-district"):
        office.locator(f"#field-{field}").fill("")
    office.locator(".fill-in__more > summary").click()
    office.locator("#field-text").fill('{"form": "another", "community": {"community": "别处"}}')
    office.get_by_role("button", name="读入这段文字").click()
    expect(office.locator(".announcement")).to_contain_text("什么都没有改")
    expect(office.locator(".field--filled").first).to_have_text("幸福里社区")
    with office.expect_download() as download:
        office.get_by_role("button", name="存成小文件").click()
    saved = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert saved["community"] == {"community": "幸福里社区"}
    saved["community"]["year"] = "2031"
    office.locator("#field-text").fill(json.dumps(saved))
    office.get_by_role("button", name="读入这段文字").click()
    expect(office.locator(".field--filled[data-field=year]").first).to_have_text("2031")
    saved["community"]["year"] = "2032"
    content = json.dumps(saved).encode()
    office.locator("fill-in input[type=file]").set_input_files({"name": "a.json", "mimeType": "", "buffer": content})
    expect(office.locator(".field--filled[data-field=year]").first).to_have_text("2032")
    office.get_by_role("button", name="复制成一段文字").click()
    expect(office.locator(".announcement")).to_contain_text("发给自己")
    assert json.loads(office.evaluate("navigator.clipboard.readText()")) == saved


def test_a_small_file_that_cannot_be_read_changes_nothing_and_says_so(
    office: Page, address: str, tmp_path: Path
) -> None:
    office.goto(address + PLAN)
    fill(office, community="幸福里社区")
    choose_unreadable(office.locator("fill-in input[type=file]"), tmp_path / "fields.json")
    expect(office.locator(".announcement")).to_contain_text("读不出来")
    expect(office.locator(".field--filled[data-field=community]").first).to_have_text("幸福里社区")


def words(document: docx.document.Document) -> list[str]:
    """Every paragraph of the body, tables included, in order."""
    return [paragraph.text for paragraph in _paragraphs(document.element.body, document)]


def _paragraphs(element, document):  # type: ignore[no-untyped-def]
    for found in element.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        yield docx.text.paragraph.Paragraph(found, document)


def download(page: Page, button: str) -> bytes:
    with page.expect_download() as found:
        page.get_by_role("button", name=button).click()
    return Path(found.value.path()).read_bytes()


def test_the_filled_in_word_file_is_the_ready_made_one_with_the_values(office: Page, address: str, site: Path) -> None:
    values = {"community": "幸福里社区", "year": "2027", "households": "1860", "signature-date": "2027年1月8日"}
    office.goto(address + PLAN)
    fill(office, **{name.replace("-", "_"): value for name, value in values.items()})
    filled = docx.Document(io.BytesIO(download(office, "下载填好的 Word")))
    ready = words(docx.Document(str(site / PLAN / "compact.docx")))
    names = {"〔社区名称〕": "幸福里社区", "〔年度〕": "2027", "〔户数〕": "1860", "〔成文日期〕": "2027年1月8日"}
    expected = []
    for line in ready:
        for empty, value in names.items():
            line = line.replace(empty, value)
        expected.append(line)
    assert expected != ready
    assert words(filled) == expected
    assert not any(empty in line for line in words(filled) for empty in names)
    expect(office.locator(".announcement")).to_contain_text("还有")
    # 幸福里社区居民委员会 is ten characters wide, 2027年1月8日 six digits and three characters: it ends two from the edge.
    signature, date = (next(p for p in filled.paragraphs if p.style.style_id == name) for name in ("Signature", "Date"))
    assert [p._p.pPr.ind.get(docx.oxml.ns.qn("w:rightChars")) for p in (signature, date)] == ["200", "340"]
    # 里居民委员会 is six characters wide, the date twelve: now the date ends two from the edge.
    office.locator("#field-community").fill("里")
    office.locator("#field-signature-date").fill("二〇二七年十二月三十一日")
    filled = docx.Document(io.BytesIO(download(office, "下载填好的 Word")))
    signature, date = (next(p for p in filled.paragraphs if p.style.style_id == name) for name in ("Signature", "Date"))
    assert [p._p.pPr.ind.get(docx.oxml.ns.qn("w:rightChars")) for p in (signature, date)] == ["1000", "200"]


def test_who_has_filled_in_gets_it_from_the_first_button_of_every_page(office: Page, address: str) -> None:
    office.goto(address + PLAN)
    first = office.locator(".take-away a[download]").first
    expect(first).to_have_text("下载 Word（空白处自己填）")
    fill(office, community="幸福里社区")
    expect(first).to_have_text("下载填好的 Word")
    short = office.get_by_role("link", name="Word 短版（两页）")
    for link in (first, short):
        with office.expect_download() as found:
            link.click()
        assert "幸福里社区〔年度〕年" in words(docx.Document(found.value.path()))[0]
        # The file has the name of the plan, not of the sample.
        assert re.fullmatch(r"幸福里社区社区文明创建计划(（短版）)?\.docx", found.value.suggested_filename)
    with office.expect_download() as found:
        office.get_by_role("link", name="下载空白的 Word").click()
    assert "〔社区名称〕" in words(docx.Document(found.value.path()))[0]
    # The form need not be opened again elsewhere.
    office.goto(address + ACTIVITY)
    expect(first).to_have_text("下载填好的 Word")
    with office.expect_download() as found:
        first.click()
    assert any("幸福里社区" in line for line in words(docx.Document(found.value.path())))
    office.goto(address + "en/" + PLAN)
    with office.expect_download() as found:
        first.click()
    # Whose plan it is stands on a line below the title; the year, which is not filled in, is left out.
    assert found.value.suggested_filename == "Civil community plan, 幸福里社区.docx"
    office.goto(address + ACTIVITY)
    office.evaluate("void fieldValues.clear()")
    expect(first).to_have_text("下载 Word（空白处自己填）")
    expect(office.locator("word-file a")).to_be_hidden()


def test_a_title_too_long_for_its_line_breaks_behind_the_year(office: Page, address: str) -> None:
    office.goto(address + PLAN)
    name = "幸福路街道幸福里第一社区"
    fill(office, community=name, year="2027")
    for link in ("下载填好的 Word", "Word 短版（两页）"):
        with office.expect_download() as found:
            office.locator(".take-away").get_by_role("link", name=link).click()
        assert words(docx.Document(found.value.path()))[0] == f"{name}2027年\n社区文明创建计划"
    office.goto(address + "put-together/")
    office.locator("[data-start=compact]").first.click()
    with office.expect_download() as found:
        office.locator("[data-do=word]").click()
    assert words(docx.Document(found.value.path()))[0] == f"{name}2027年\n社区文明创建计划"


def test_the_task_table_comes_filled_in_with_its_days_in_the_readers_year(office: Page, address: str) -> None:
    office.goto(address + PLAN)
    fill(office, community="幸福里<社区>")
    office.goto(address + PLAN + "attachments/")
    catalogue, _ = read_catalogue(ROOT / "docs")
    # What is no number leaves the days in the year of the sample.
    for typed, year in (("2031", "2031"), ("二〇三一", "2027")):
        office.evaluate("year => fieldValues.set('year', year)", typed)
        with office.expect_download() as found:
            office.get_by_role("link", name="任务分解表（表格文件）").click()
        assert found.value.suggested_filename == f"幸福里社区{typed}年社区文明创建计划.xlsx"
        with zipfile.ZipFile(found.value.path()) as book:
            sheet, texts = (
                etree.fromstring(book.read(f"xl/{name}.xml")) for name in ("worksheets/sheet1", "sharedStrings")
            )
        assert texts[0][0].text == f"幸福里<社区>{typed}年社区文明创建计划任务分解表"
        space = {"x": sheet.nsmap[None]}
        assert sheet.xpath("//x:c[@r='F2']/x:v/text()", namespaces=space) == [year]
        days = [
            datetime.date(1899, 12, 30) + datetime.timedelta(int(day))
            for day in sheet.xpath("//x:row[position()>3]/x:c[6]/x:v/text()", namespaces=space)
        ]
        assert [f"{day}" for day in days] == [f"{year}-{task.due}" for task in catalogue.plans["compact"].facts.tasks]


def test_all_run_sheets_of_a_plan_come_in_one_zip_with_the_names_filled_in(
    office: Page, address: str, site: Path
) -> None:
    office.goto(address + PLAN)
    fill(office, community="幸福里社区")
    with zipfile.ZipFile(io.BytesIO(download(office, "操作单打包下载"))) as found:
        names = found.namelist()
        files = {name[3:].removesuffix(".docx"): found.read(name) for name in names}
    expect(office.locator(".announcement")).to_contain_text("操作单已打成一个压缩包")
    catalogue, _ = read_catalogue(ROOT / "docs")
    wanted = plan_activities(catalogue.plans["compact"])
    assert len(names) == len(wanted)
    assert [name[:3] for name in names] == [f"{number:02} " for number in range(1, len(names) + 1)]
    for stem in wanted:
        activity = catalogue.activities[stem]
        ready = words(docx.Document(str(site / activity.url / f"{stem}.docx")))
        filled = words(docx.Document(io.BytesIO(files[activity.title("zh")])))
        assert filled == [line.replace("〔社区名称〕", "幸福里社区") for line in ready]


def test_a_task_that_was_added_to_ones_own_plan_adds_no_run_sheet(office: Page, address: str) -> None:
    office.goto(address + PLAN)
    for _ in range(2):
        office.get_by_role("button", name="加入我的计划").nth(1).click()
    # A second tap adds nothing.
    expect(office.locator(".task-links .add-to-plan__open")).to_have_count(1)
    assert len(json.loads(office.evaluate("localStorage.getItem('plan-basket-zh')"))) == 1
    with zipfile.ZipFile(io.BytesIO(download(office, "操作单打包下载"))) as found:
        wanted = plan_activities(read_catalogue(ROOT / "docs")[0].plans["compact"])
        assert len(found.namelist()) == len(wanted)


def test_a_run_sheet_that_does_not_come_is_not_replaced_by_what_came_instead(office: Page, address: str) -> None:
    office.route("**/civility-quiz.docx", lambda route: route.fulfill(status=404, body="Not here"))
    office.goto(address + PLAN)
    office.get_by_role("button", name="操作单打包下载").click()
    expect(office.locator(".announcement")).to_contain_text("没能打包")


def test_inside_a_chat_application_the_zip_is_not_promised(browser: Browser, address: str) -> None:
    context = browser.new_context(user_agent="Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0.50")
    page = context.new_page()
    page.goto(address + PLAN)
    page.get_by_role("button", name="操作单打包下载").click()
    expect(page.locator(".announcement")).to_contain_text("在浏览器打开")
    context.close()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("3万元", 30_000),
        ("3.5万", 35_000),
        ("3万5千", 35_000),
        ("约30,000元（含税）", 30_000),
        ("３０００元", 3_000),
        ("12人", 12),
        ("8千元", 8_000),
        ("1.5千", 1_500),
        ("3百", 300),
        ("£5k", 5_000),
        ("10 km", 10),
        ("1—2万", 0),
        ("2027年3万", 0),
        ("没有", 0),
        ("", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(office: Page, address: str, typed: str, amount: int) -> None:
    office.goto(address + PLAN)
    assert office.evaluate("typed => fieldValues.amount(typed)", typed) == amount


def test_what_is_cleared_stays_cleared_after_storage_was_refused_once(office: Page, address: str) -> None:
    office.goto(address + PLAN)
    fill(office, community="幸福里社区")
    values = office.evaluate(
        """page => {
          var set = Storage.prototype.setItem;
          Storage.prototype.setItem = function () { throw new DOMException("full", "QuotaExceededError"); };
          fieldValues.set("street", "解放街道");
          Storage.prototype.setItem = set;
          var refused = fieldValues.on(page);
          fieldValues.clear();
          return [refused, fieldValues.on(page)];
        }""",
        "plans/compact/",
    )
    assert values == [{"community": "幸福里社区", "street": "解放街道"}, {}]


def test_where_the_script_that_keeps_values_is_missing_no_form_asks_for_any(browser: Browser, address: str) -> None:
    context = browser.new_context(service_workers="block")
    context.route("**/fields.*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(address + PLAN)
    until(page, "customElements.get('fill-in') !== undefined")
    expect(page.locator("fill-in")).to_be_hidden()
    expect(page.locator(".take-away a[download]").first).to_be_visible()
    context.close()


def test_hostile_values_break_neither_the_page_nor_the_file(office: Page, address: str) -> None:
    faults: list[str] = []
    office.on("pageerror", lambda error: faults.append(str(error)))
    office.goto(address + PLAN)
    office.locator("details.fill-in > summary").click()
    office.evaluate("value => fieldValues.set('community', value)", HOSTILE)
    shown = office.locator(".field--filled[data-field=community]").first.text_content() or ""
    assert shown.startswith("q\"uo'te <script>window.broken = 1</script> ]]> &amp; {{ x }}")
    assert not set(shown) & set("\u0000\u0007\u202e\u202c")
    assert len(shown) <= 5000
    assert office.evaluate("window.broken") is None
    assert office.evaluate("document.documentElement.scrollWidth <= innerWidth")
    filled = words(docx.Document(io.BytesIO(download(office, "下载填好的 Word"))))
    assert any(shown in line for line in filled)
    office.get_by_role("button", name="复制全文").click()
    expect(office.locator(".announcement")).to_contain_text("已复制")
    html, read = office.evaluate(
        """async () => {
          const html = await (await (await navigator.clipboard.read())[0].getType("text/html")).text();
          return [html, new DOMParser().parseFromString(html, "text/html").body.textContent];
        }"""
    )
    assert "<script>" not in html
    assert "]]> &amp; {{ x }}" in read
    assert not faults


def test_in_a_chat_application_a_hint_stands_beside_the_filled_in_file(browser: Browser, address: str) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 MicroMessenger/8.0"
    context = browser.new_context(viewport={"width": 360, "height": 740}, user_agent=agent)
    page = context.new_page()
    page.goto(address + ACTIVITY)
    page.locator("details.fill-in > summary").click()
    hint = page.locator(".word-file__hint")
    expect(hint).to_be_visible()
    # It also says what a tap comes to: of a file that is lost nobody should hear that it is ready.
    expect(hint).to_contain_text("不会跟过去")
    page.locator("fill-in input[name]").first.fill("幸福里社区")
    page.get_by_role("button", name="下载填好的 Word").click()
    expect(page.locator(".announcement")).to_have_text(hint.text_content() or "")
    context.close()


def test_a_mistake_is_reported_without_a_server(office: Page, address: str) -> None:
    office.goto(address + PLAN)
    office.locator("report-mistake summary").click()
    office.locator("#report-text").press("Control+End")
    office.locator("#report-text").press_sequentially("户数写错了")
    office.locator("#report-section").select_option("guiding-ideas")
    office.get_by_role("button", name="复制报错内容").click()
    expect(office.locator(".announcement")).to_contain_text("已复制")
    report = pasted(office)
    assert "一、指导思想" in report
    assert "plans/compact/#guiding-ideas" in report
    assert report.endswith("户数写错了")
    assert re.search("^版本：[0-9a-f]+$", report, re.MULTILINE)
    # Whoever writes over the head of the report loses nothing either.
    office.locator("#report-text").fill("第一句就错了")
    office.locator("#report-section").select_option("goals")
    expect(office.locator("#report-text")).to_have_value(re.compile(r"plans/compact/#goals[\s\S]*第一句就错了$"))
    # Opened once more, it goes on where it was.
    choices = office.locator("#report-section option").count()
    for is_open in (False, True):
        office.locator("report-mistake summary").click()
        until(office, "open => document.querySelector('report-mistake details').open === open", is_open)
    expect(office.locator("#report-section option")).to_have_count(choices)
    expect(office.locator("#report-text")).to_have_value(re.compile(r"#goals[\s\S]*第一句就错了$"))


@pytest.mark.parametrize("language", ["", "en/"])
def test_how_much_work_a_plan_is_is_seen_whole_on_a_phone(phone: Page, address: str, language: str) -> None:
    phone.goto(address + language + PLAN)
    phone.locator(".load > summary").click()
    box = phone.locator(".load .table-scroll")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert "。 " not in box.locator("xpath=preceding-sibling::p").inner_text()
