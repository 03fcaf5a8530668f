"""Check your wording: the table of terms without scripts; with them findings, replacing, keeping, undoing."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path

import docx
import pytest
from choosing import choose_unreadable
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from playwright.sync_api import Browser, Page, expect
from project import ROOT
from test_terms import lines_of
from waiting import until

from catalogue import read_catalogue
from catalogue.content.terms import dated_terms, hints, read_terms

DRAFT = (
    "以“三个代表”重要思想为指导，推进“六五”普法。\n"
    "开展法制讲座4场，评选五好文明家庭若干户，督促办理暂住证。\n"
    "组长：李建国，电话13800138000，2012年建档，联系〔联系人〕。党的十八大以来变化很大。"
)


def test_without_scripts_the_page_says_so_and_shows_all_terms(plain: Page, address: str) -> None:
    plain.goto(f"{address}wording/")
    expect(plain.locator(".wording__needs")).to_be_visible()
    expect(plain.locator("form.wording")).to_be_hidden()
    expect(plain.get_by_role("heading", name="已废止，必须改")).to_be_visible()
    expect(plain.get_by_text("劳动教养、劳教")).to_be_visible()


@pytest.mark.parametrize("script", ["terms-zh", "wording"])
def test_where_a_script_is_missing_the_page_says_so_too(browser: Browser, address: str, script: str) -> None:
    context = browser.new_context(service_workers="block")
    context.route(f"**/{script}.*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{address}wording/")
    until(page, "customElements.get('check-wording') !== undefined")
    expect(page.locator(".wording__needs")).to_be_visible()
    expect(page.locator("form.wording")).to_be_hidden()
    context.close()


def test_findings_are_counted_and_replaced_one_by_one(phone: Page, address: str) -> None:
    phone.goto(f"{address}wording/")
    phone.get_by_label("草稿").fill(DRAFT)
    expect(phone.locator(".wording__state")).to_contain_text("过时的说法5处")
    phone.get_by_role("button", name="换成“最美家庭”").click()
    expect(phone.get_by_label("草稿")).to_have_value(DRAFT.replace("五好文明家庭", "最美家庭"))
    expect(phone.locator(".wording__state")).to_contain_text("过时的说法4处")
    phone.get_by_role("button", name="撤销").click()
    expect(phone.get_by_label("草稿")).to_have_value(DRAFT)


def test_quotes_within_quotes_are_single_and_the_text_gets_its_own(phone: Page, address: str) -> None:
    phone.goto(f"{address}wording/")
    phone.get_by_label("草稿").fill("对照“十二五”规划")
    phone.get_by_role("button", name="换成“‘十五五’规划”").click()
    expect(phone.get_by_label("草稿")).to_have_value("对照“十五五”规划")


def test_an_english_page_says_what_is_chinese(phone: Page, address: str) -> None:
    phone.goto(f"{address}en/wording/")
    phone.get_by_label("Draft").fill(DRAFT)
    button = phone.get_by_role("button", name="Write “最美家庭”")
    expect(button.get_by_text("最美家庭", exact=True)).to_have_attribute("lang", "zh")


def test_safe_ones_together_then_keep_then_back(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}wording/")
    desktop.get_by_label("草稿").fill(DRAFT)
    desktop.get_by_role("button", name="一起替换（2处）").click()
    expect(desktop.get_by_label("草稿")).to_have_value(
        DRAFT.replace("法制讲座", "法治讲座").replace("暂住证", "居住证")
    )
    law = desktop.locator(".finding", has=desktop.locator("strong", has_text="普法"))
    law.get_by_role("button", name="保留").click()
    expect(desktop.locator(".wording__terms .finding")).to_have_count(2)
    # The focus stays among the findings: the next one takes the place of the kept one.
    assert desktop.evaluate("document.activeElement.closest('.finding') !== null")
    # What was kept stays so when the text before it grows.
    desktop.get_by_label("草稿").press("Control+Home")
    desktop.get_by_label("草稿").press_sequentially("今年")
    expect(desktop.get_by_role("button", name="撤销")).to_be_enabled()
    expect(desktop.locator(".finding__context").first).to_contain_text("今年")
    expect(desktop.locator(".wording__terms .finding")).to_have_count(2)
    desktop.get_by_role("button", name="撤销").click()
    for _ in range(2):
        desktop.get_by_role("button", name="撤销").click()
    expect(desktop.get_by_label("草稿")).to_have_value(DRAFT)
    expect(desktop.locator(".wording__terms .finding")).to_have_count(5)
    # A longer word does not shift the places of those behind it.
    desktop.get_by_label("草稿").fill("推普周里办暂住证")
    desktop.get_by_role("button", name="一起替换（2处）").click()
    expect(desktop.get_by_label("草稿")).to_have_value("国家通用语言文字推广普及宣传周里办居住证")


def test_a_finding_is_selected_in_the_text_and_hints_are_listed(desktop: Page, address: str) -> None:
    desktop.clock.set_fixed_time(datetime.datetime(2027, 3, 5, 9, 0, tzinfo=datetime.UTC))
    desktop.goto(f"{address}en/wording/")
    desktop.get_by_label("Draft").fill(DRAFT + "好" * 5001)
    card = desktop.locator(".finding", has=desktop.locator("strong", has_text="普法"))
    card.get_by_role("button", name="Show in the text").click()
    selected = "(() => { const t = document.querySelector('textarea'); return t.value.slice(t.selectionStart, t.selectionEnd) })()"
    assert desktop.evaluate(selected) == "“六五”普法"
    for hint in ("Not filled in", "Past years", "People's names", "Telephone numbers", "cannot be counted"):
        expect(desktop.get_by_role("heading", name=hint)).to_be_visible()
    expect(desktop.get_by_text("More than 5,000 characters: shorten it")).to_be_visible()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_an_old_text_file_is_opened(desktop: Page, address: str, encoding: str) -> None:
    desktop.goto(f"{address}wording/")
    file = {"name": "plan.txt", "mimeType": "text/plain", "buffer": "办理暂住证\r\n".encode(encoding)}
    desktop.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(desktop.get_by_label("草稿")).to_have_value("办理暂住证\n")
    expect(desktop.locator(".wording__terms .finding")).to_have_count(1)


def test_a_word_file_is_opened_and_one_that_holds_no_text_says_so(desktop: Page, address: str, site: Path) -> None:
    desktop.goto(f"{address}wording/")
    opened, text = desktop.locator("input[type=file]"), desktop.get_by_label("草稿")
    document = docx.Document()
    document.add_paragraph("办理暂住证").add_run("\n一处\t两处")
    document.add_table(1, 2).rows[0].cells[1].text = "五好文明家庭"
    file = io.BytesIO()
    document.save(file)
    opened.set_input_files({"name": "plan.docx", "mimeType": "", "buffer": file.getvalue()})
    expect(text).to_have_value("办理暂住证\n一处\t两处\n\n五好文明家庭")
    expect(desktop.locator(".wording__terms .finding")).to_have_count(2)
    # Files of this site are read as well as those of others.
    opened.set_input_files(site / "plans/compact/compact.docx")
    expect(text).to_have_value(re.compile("^〔社区名称〕〔年度〕年社区文明创建计划\n"))
    before = text.input_value()
    for content in (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old file of Word", b"PK\x03\x04 and no zip"):
        opened.set_input_files({"name": "plan.doc", "mimeType": "", "buffer": content})
        expect(desktop.locator(".wording__state")).to_contain_text("读不出文字")
        desktop.locator(".wording__state").evaluate("line => { line.textContent = ''; }")
    assert text.input_value() == before


def test_a_file_that_cannot_be_read_says_so(desktop: Page, address: str, tmp_path: Path) -> None:
    desktop.goto(f"{address}wording/")
    choose_unreadable(desktop.locator("input[type=file]"), tmp_path / "plan.txt")
    expect(desktop.locator(".wording__state")).to_contain_text("读不出文字")


def test_the_words_of_a_text_box_are_read_once(desktop: Page, address: str) -> None:
    """Word writes them within a paragraph, and once more for programs from before 2010."""
    box = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"
    ).format(f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>办理暂住证</w:t></w:r></w:p></w:txbxContent>")
    document = docx.Document()
    document.add_paragraph("五好文明家庭").runs[0]._r.append(parse_xml(box))
    file = io.BytesIO()
    document.save(file)
    desktop.goto(f"{address}wording/")
    desktop.locator("input[type=file]").set_input_files(
        {"name": "plan.docx", "mimeType": "", "buffer": file.getvalue()}
    )
    expect(desktop.get_by_label("草稿")).to_have_value("五好文明家庭\n办理暂住证")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_browser_and_build_find_the_same(desktop: Page, address: str, language: str) -> None:
    book = read_terms(ROOT / "docs/terms.yml")[0]
    texts = [line.split(" | ")[-1] for line in (*lines_of("find.txt"), *lines_of("silent.txt"))]
    texts += [DRAFT, f"😀{DRAFT}😀１３８　００１３　８０００、110101199003071234、「五五」普法、二○一○年、二〇二七年"]
    if language == "zh":
        texts += [entry.zh.body.text for entry in read_catalogue(ROOT / "docs")[0].entries()]
    desktop.goto(f"{address}{'en/' if language == 'en' else ''}wording/")
    check = "texts => texts.map(t => wording.check(t, {year: 2027}).map(f => [f.start, f.end, f.id]))"
    for text, found in zip(texts, desktop.evaluate(check, texts), strict=True):
        ours = (*dated_terms(text, book), *hints(text, book, 2027))
        assert sorted(tuple(one) for one in found) == sorted(
            (_utf16(text, hit.start), _utf16(text, hit.end), hit.id) for hit in ours
        ), text[:80]


def _utf16(text: str, place: int) -> int:
    """The place as a browser counts: two for a character outside the basic plane."""
    return len(text[:place].encode("utf-16-le")) // 2


def test_a_finding_from_before_the_last_key_does_not_spoil_the_text(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}wording/")
    draft = desktop.get_by_label("草稿")
    draft.fill("评选五好文明家庭若干户")
    expect(desktop.get_by_role("button", name="换成“最美家庭”")).to_be_visible()
    # In one go: the check waits for a pause.
    desktop.evaluate(
        """() => {
          const draft = document.querySelector("textarea");
          draft.value = "今年" + draft.value;
          draft.dispatchEvent(new Event("input", { bubbles: true }));
          document.querySelector("[data-do=replace]").click();
        }"""
    )
    expect(draft).to_have_value("今年评选五好文明家庭若干户")
    desktop.get_by_role("button", name="换成“最美家庭”").click()
    expect(draft).to_have_value("今年评选最美家庭若干户")


def test_what_was_typed_after_a_step_is_taken_back_before_it(desktop: Page, address: str) -> None:
    desktop.goto(f"{address}wording/")
    draft, undo = desktop.get_by_label("草稿"), desktop.get_by_role("button", name="撤销")
    draft.fill("评选五好文明家庭若干户")
    expect(undo).to_be_disabled()
    desktop.get_by_role("button", name="换成“最美家庭”").click()
    draft.press("Control+End")
    draft.press_sequentially("，年底公布")
    undo.click()
    expect(draft).to_have_value("评选最美家庭若干户")
    undo.click()
    expect(draft).to_have_value("评选五好文明家庭若干户")
    expect(undo).to_be_disabled()
