"""The Word files and spreadsheets: the official format figure by figure, the schema, hostile text, an independent reader."""

from __future__ import annotations

import dataclasses
import datetime
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from project import ROOT

from catalogue import read_catalogue
from catalogue.cache import digest
from catalogue.content.blocks import Code, Item, Paragraph, Quote, Run, Table, blocks, runs
from catalogue.content.body import Body
from catalogue.content.records import Plan
from catalogue.exports.office import office_files
from catalogue.exports.spreadsheet import task_sheet
from catalogue.exports.word import plan as full
from catalogue.exports.word import short
from catalogue.exports.word.activity import FORM_ROWS
from catalogue.exports.word.compose import Composer, sections
from catalogue.exports.word.document import Grid, Para, document_xml, measure
from catalogue.exports.word.files import address, word_files
from catalogue.exports.word.package import Properties, fingerprint, package, zipped
from catalogue.exports.word.styles import CHINESE_SHEET, ENGLISH, OFFICIAL, SHORT_EDITION, Kind
from catalogue.exports.word.template import empty_document, template_parts
from catalogue.presentation.load import activity_hours, activity_papers, plan_load
from catalogue.rules.plans import short_edition_is_short

YEAR = 2027
INSIDE = {
    "zh": re.compile(
        r"岔路卡|筛子|半张谜|扇门|数豆|[两三四五六七]张桌|第\d+讲|第[\d、]+课|一手活|一路\d站|不做物件|照玩"
    ),
    "en": re.compile(
        r"fork-in-the-road|sieve|half riddle|\bbeans?\b|three tables|of the eight|eight doors|six signs"
        r"|lessons? (?:numbers? )?\d|nothing to build|six steps"
    ),
}
"""Words that only somebody with the run sheet understands."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLANS = ("annual-comprehensive", "community-education", "compact", "core-values", "volunteer-led")
SAMPLE = (
    "plans/core-values/core-values.docx",
    "plans/compact/compact-short.docx",
    "en/plans/compact/compact.docx",
    "activities/eight-donts/eight-donts.docx",
    "en/activities/dispute-mediation/dispute-mediation.docx",
    "assets/word/plan-zh.docx",
    "assets/word/plan-en.docx",
    "plans/compact/compact.xlsx",
    "en/plans/compact/compact.xlsx",
)
CATALOGUE = read_catalogue(ROOT / "docs")[0]
HOSTILE = "a\0b\x08c\x1f <script>alert('1')</script> ]]> & \"q\" 😀 \u202eabc\u200f \ud800 \ufffe" + "长" * 5000


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {one.path: one.make() for one in office_files(CATALOGUE, {"zh": "文明社区工作台", "en": "Workbench"}, YEAR)}


def part(file: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return etree.fromstring(parts.read(name))


def attributes(element: etree._Element | None) -> dict[str, str]:
    assert element is not None
    return {etree.QName(name).localname: value for name, value in element.attrib.items()}


def made(kind: Kind, pieces: list[Para | Grid]) -> bytes:
    text = document_xml(pieces, kind, "〔{}〕".format)
    return package(zipped(template_parts(kind)), text, Properties(HOSTILE, HOSTILE, datetime.date(2027, 1, 8), "zh-CN"))


def problems(file: bytes, folder: Path, ending: str) -> list[str]:
    """What the schema and the rules of the format's own kit find. A theme is optional, and nothing here uses one."""
    path = folder / f"file{ending}"
    path.write_bytes(file)
    return [str(e) for e in OpenXmlValidator().validate(path).errors if "relationships/theme" not in str(e)]


# The official format


def test_paper_margins_and_grid_are_the_standards() -> None:
    first = part(_plan("core-values"), "word/document.xml").find(f".//{W}sectPr")
    assert attributes(first.find(f"{W}pgSz")) == {"w": "11906", "h": "16838"}
    margins = attributes(first.find(f"{W}pgMar"))
    millimetres = {side: round(int(margins[side]) / 1440 * 25.4) for side in ("top", "bottom", "left", "right")}
    assert millimetres == {"top": 37, "bottom": 35, "left": 28, "right": 26}
    assert (margins["footer"], margins["header"]) == ("1400", "851")
    assert attributes(first.find(f"{W}docGrid")) == {"type": "linesAndChars", "linePitch": "579", "charSpace": "-848"}
    assert 22 * 579 <= 16838 - 2098 - 1984 < 23 * 579
    tracking = part(_plan("compact"), "word/styles.xml").find(f"{W}style[@{W}styleId='Normal']/{W}rPr/{W}spacing")
    character = 16 + int(attributes(tracking)["val"]) / 20
    assert 28 * character <= (11906 - 1587 - 1474) / 20 < 29 * character


@pytest.mark.parametrize(
    ("style", "font", "size", "line", "outline"),
    [
        ("Normal", "仿宋_GB2312", "32", "579", None),
        ("Title", "方正小标宋简体", "44", "700", None),
        ("Heading1", "黑体", "32", "579", "0"),
        ("Heading2", "楷体_GB2312", "32", "579", "1"),
        ("Heading3", "仿宋_GB2312", "32", "579", "2"),
        ("AttachmentMark", "黑体", "32", "579", None),
        ("Footer", "宋体", "28", "280", None),
    ],
)
def test_styles_are_the_standards(style: str, font: str, size: str, line: str, outline: str | None) -> None:
    found = part(_plan("core-values"), "word/styles.xml").find(f"{W}style[@{W}styleId='{style}']")
    fonts = attributes(found.find(f"{W}rPr/{W}rFonts"))
    assert fonts == {"hint": "eastAsia", **dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), font)}
    assert attributes(found.find(f"{W}rPr/{W}sz")) == {"val": size}
    assert found.find(f"{W}rPr/{W}b") is None, "the standard asks for no bold type"
    spacing = attributes(found.find(f"{W}pPr/{W}spacing"))
    inherited = {"line": "579", "lineRule": "exact"}
    assert {**inherited, **spacing} == {"before": "0", "after": "0", "line": line, "lineRule": "exact"}
    level = found.find(f"{W}pPr/{W}outlineLvl")
    assert (level is not None and attributes(level)["val"]) == (outline or False)


def test_paragraphs_begin_two_characters_in_and_lines_are_unbound() -> None:
    styles = part(_plan("core-values"), "word/styles.xml")
    for name in ("BodyTextFirstIndent", "Heading1", "Heading2", "Heading3"):
        indent = attributes(styles.find(f"{W}style[@{W}styleId='{name}']/{W}pPr/{W}ind"))
        assert indent == {"firstLineChars": "200", "firstLine": "640"}, name
    normal = styles.find(f"{W}style[@{W}styleId='Normal']/{W}pPr")
    assert attributes(normal.find(f"{W}jc")) == {"val": "both"}
    for name in ("widowControl", "autoSpaceDE", "autoSpaceDN"):
        assert attributes(normal.find(f"{W}{name}")) == {"val": "0"}, name
    assert normal.find(f"{W}kinsoku") is not None
    assert normal.find(f"{W}overflowPunct") is not None


def test_page_numbers_stand_outside_between_dashes_in_closed_fields() -> None:
    assert part(_plan("compact"), "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    for name, indent, side in (("odd", "right", "right"), ("even", "left", "left")):
        footer = part(_plan("compact"), f"word/{name}.xml")
        assert attributes(footer.find(f".//{W}ind")) == {f"{indent}Chars": "100", indent: "280"}
        assert attributes(footer.find(f".//{W}jc")) == {"val": side}
        assert "".join(footer.itertext()) == "—  PAGE 1 —"
        marks = [attributes(mark)["fldCharType"] for mark in footer.iter(f"{W}fldChar")]
        assert marks == ["begin", "separate", "end"]
        assert {attributes(font)["ascii"] for font in footer.iter(f"{W}rFonts")} == {"宋体"}


def test_page_numbers_keep_their_place_on_a_turned_sheet() -> None:
    parts = template_parts(OFFICIAL)
    for name, indent, side in (("oddLandscape", "right", "right"), ("evenLandscape", "left", "left")):
        footer = etree.fromstring(parts[f"word/{name}.xml"].encode())
        assert [etree.QName(child).localname for child in footer] == ["tbl", "p"], "Word asks for a paragraph behind it"
        place = attributes(footer.find(f".//{W}tblpPr"))
        # 35 mm are the left margin: less 7 mm, and less the line itself, 16 pt.
        assert (place["tblpX"], place["tblpY"]) == (str(1984 - 397 - 320), "1587")
        assert attributes(footer.find(f".//{W}trHeight")) == {"val": str(11906 - 1587 - 1474), "hRule": "exact"}
        assert attributes(footer.find(f".//{W}textDirection")) == {"val": "tbRl"}
        assert attributes(footer.find(f".//{W}ind")) == {f"{indent}Chars": "100", indent: "280"}
        assert attributes(footer.find(f".//{W}jc")) == {"val": side}


@pytest.mark.parametrize("kind", [CHINESE_SHEET, ENGLISH])
def test_other_files_have_plain_page_numbers_in_the_middle(kind: Kind) -> None:
    parts = template_parts(kind)
    for name in ("odd", "even", "oddLandscape", "evenLandscape"):
        footer = etree.fromstring(parts[f"word/{name}.xml"].encode())
        assert "".join(footer.itertext()) == " PAGE 1"
        assert [etree.QName(child).localname for child in footer] == ["p"]
        assert footer.find(f".//{W}ind") is None
    styles = etree.fromstring(parts["word/styles.xml"].encode())
    assert attributes(styles.find(f"{W}style[@{W}styleId='Footer']/{W}pPr/{W}jc")) == {"val": "center"}


def test_a_file_is_spelt_in_its_language_and_its_punctuation_keeps_its_width() -> None:
    for kind, language in ((OFFICIAL, "en-US"), (CHINESE_SHEET, "en-US"), (ENGLISH, "en-GB")):
        parts = template_parts(kind)
        said = etree.fromstring(parts["word/styles.xml"].encode()).find(f".//{W}rPrDefault//{W}lang")
        assert attributes(said) == {"val": language, "eastAsia": "zh-CN", "bidi": "ar-SA"}
        settings = etree.fromstring(parts["word/settings.xml"].encode())
        assert attributes(settings.find(f"{W}characterSpacingControl")) == {"val": "doNotCompress"}


@pytest.mark.parametrize(
    ("kind", "style", "wanted"),
    [
        (OFFICIAL, "Heading1", "heading 1;keepNext"),
        (OFFICIAL, "AttachmentMark", "附件标记 custom;keepNext;pageBreakBefore"),
        (OFFICIAL, "Signature", "Signature;keepNext"),
        (OFFICIAL, "Date", "Date"),
        (CHINESE_SHEET, "Heading1", "heading 1;keepNext"),
        (CHINESE_SHEET, "Quote", "Quote;pBdr"),
        (CHINESE_SHEET, "QuoteItem", "引文条目 custom;pBdr"),
        (ENGLISH, "Title", "Title;b"),
        (ENGLISH, "Heading2", "heading 2;keepNext;b"),
        (ENGLISH, "AttachmentTitle", "Annex title custom;keepNext;pageBreakBefore;b"),
        (ENGLISH, "QuoteItem", "Quote item custom;pBdr"),
    ],
)
def test_styles_keep_headings_with_their_text(kind: Kind, style: str, wanted: str) -> None:
    parts = etree.fromstring(template_parts(kind)["word/styles.xml"].encode())
    found = parts.find(f"{W}style[@{W}styleId='{style}']")
    said = [attributes(found.find(f"{W}name"))["val"] + " custom" * ("customStyle" in attributes(found))]
    said += [name for name in ("keepNext", "pageBreakBefore", "pBdr", "b") if found.find(f".//{W}{name}") is not None]
    assert ";".join(said) == wanted


def test_a_short_edition_is_set_smaller_and_off_the_grid() -> None:
    styles = etree.fromstring(template_parts(SHORT_EDITION)["word/styles.xml"].encode())
    for style, size, line in (("Normal", "28", "480"), ("Heading1", "28", None), ("Title", "44", "700")):
        found = styles.find(f"{W}style[@{W}styleId='{style}']")
        assert attributes(found.find(f"{W}rPr/{W}sz")) == {"val": size}
        assert attributes(found.find(f"{W}pPr/{W}spacing")).get("line") == line
    text = short.short_document(CATALOGUE.plans["compact"], CATALOGUE, "zh")
    assert attributes(etree.fromstring(text.encode()).find(f".//{W}docGrid")) == {"linePitch": "312"}


def test_english_lines_are_as_high_as_their_type_asks() -> None:
    styles = etree.fromstring(template_parts(ENGLISH)["word/styles.xml"].encode())
    normal, item = (styles.find(f"{W}style[@{W}styleId='{name}']/{W}pPr") for name in ("Normal", "ListItem"))
    assert attributes(normal.find(f"{W}spacing")) == {"before": "0", "after": "100", "line": "288", "lineRule": "auto"}
    assert attributes(item.find(f"{W}ind")) == {
        "leftChars": "150",
        "left": "315",
        "hangingChars": "150",
        "hanging": "315",
    }


def test_the_empty_template_is_upright() -> None:
    assert attributes(etree.fromstring(empty_document(OFFICIAL).encode()).find(f".//{W}pgSz")) == {
        "w": "11906",
        "h": "16838",
    }


def test_fonts_name_what_to_take_in_their_place() -> None:
    table = part(_plan("compact"), "word/fontTable.xml")
    named = {attributes(font)["name"]: font for font in table}
    assert {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"} <= set(named)
    assert attributes(named["仿宋_GB2312"].find(f"{W}altName"))["val"].startswith("仿宋,FangSong")
    for font in named.values():
        assert [etree.QName(child).localname for child in font] == ["altName", "panose1", "charset", "family", "pitch"]
        assert attributes(font.find(f"{W}charset")) == {"val": "86"}


@pytest.mark.parametrize("stem", PLANS)
def test_a_plan_has_body_attachments_list_signature_and_attachments_in_order(stem: str) -> None:
    paragraphs = docx.Document(io.BytesIO(_plan(stem))).paragraphs
    texts = [paragraph.text for paragraph in paragraphs]
    assert re.fullmatch(r"〔社区名称〕〔年度〕年社区文明创建计划", texts[0])
    marks = [p.text for p in paragraphs if p.style.style_id == "AttachmentMark"]
    assert marks == [f"附件{number}" for number in range(1, 8)]
    order = ["一、指导思想", "七、考核评估", "附件：1.任务分解表", "〔社区名称〕居民委员会", "〔成文日期〕", "附件1"]
    assert sorted(map(texts.index, order)) == list(map(texts.index, order))
    assert not any(word in text for text in texts for word in ("{#", "**", "出处与核对"))
    tables = docx.Document(io.BytesIO(_plan(stem))).tables
    assert len(tables) == 7
    assert len(tables[0].rows) == 1 + len(CATALOGUE.plans[stem].facts.tasks)
    assert len(tables[1].rows) == 13


def test_the_date_begins_two_characters_right_of_the_signature() -> None:
    section = [Paragraph(runs("幸福里社区居民委员会")), Paragraph(runs("2027年1月8日"))]
    signed, dated = full.signature(full.Section(None, tuple(section)), OFFICIAL, "{}".format)
    assert signed.indent is not None
    assert dated.indent is not None
    assert signed.indent.right == 200
    left = [round(100 * measure(p.runs[0].text)) + p.indent.right for p in (signed, dated) if p.indent]
    assert left[0] - left[1] == 200
    longer = [Paragraph(runs("居委会")), Paragraph(runs("二〇二七年十二月三十一日"))]
    signed, dated = full.signature(full.Section(None, tuple(longer)), OFFICIAL, "{}".format)
    assert (signed.indent.right, dated.indent.right) == (200 + 1100, 200)  # type: ignore[union-attr]


def test_a_plan_that_is_being_written_breaks_no_file() -> None:
    plan = CATALOGUE.plans["compact"]
    for text in (
        "",
        "一段",
        "## 一、指导思想 {#guiding-ideas}",
        "## 附件 {#attachments}\n\n### 别的 {#other}",
        "## 落款 {#signature}",
    ):
        source = dataclasses.replace(plan.zh, body=Body(text, 1))
        begun = dataclasses.replace(plan, sources={**plan.sources, "zh": source})
        for document in (full.plan_document, short.short_document):
            assert etree.fromstring(document(begun, CATALOGUE, "zh").encode()) is not None


LAID_OUT = """导语。

## 一、指导思想 {#guiding-ideas}

说“文明。”再说。

## 二、工作目标 {#goals}

目标：

- 甲。再说。
- 乙。

## 附件 {#attachments}

### 附件1 任务分解表 {#task-table}

### 附件2 月度安排 {#month-plan}

说明。

## 落款 {#signature}

〔社区名称〕居委会

〔成文日期〕
"""


def _laid_out(language: str, text: str = LAID_OUT) -> Plan:
    plan = CATALOGUE.plans["compact"]
    source = dataclasses.replace(plan.sources[language], body=Body(text, 1))
    return dataclasses.replace(plan, sources={**plan.sources, language: source})


def _pieces(document: str) -> list[tuple[str, ...]]:
    """Style, text and properties of each paragraph, and "tbl" for a table."""
    found = []
    for piece in etree.fromstring(document.encode())[0]:
        properties = piece.find(f"{W}pPr")
        if properties is None:
            found.append((etree.QName(piece).localname,))
            continue
        style, *more = properties
        indent = properties.find(f"{W}ind")
        said = [
            " ".join(f"{name}={value}" for name, value in attributes(one).items() if "Chars" in name)
            if one is indent
            else etree.QName(one).localname
            for one in more
        ]
        found.append((attributes(style)["val"], "".join(piece.itertext()), *said))
    return found


def test_a_plan_is_laid_out_as_the_standard_has_it() -> None:
    assert _pieces(full.plan_document(_laid_out("zh"), CATALOGUE, "zh")) == [
        ("Title", "〔社区名称〕〔年度〕年社区文明创建计划"),
        ("Normal", ""),
        ("BodyTextFirstIndent", "导语。"),
        ("Heading1", "一、指导思想"),
        ("BodyTextFirstIndent", "说“文明。”再说。"),
        ("Heading1", "二、工作目标"),
        ("BodyTextFirstIndent", "目标："),
        ("BodyTextFirstIndent", "1.甲。再说。"),
        ("BodyTextFirstIndent", "2.乙。"),
        ("Normal", ""),
        ("Normal", "附件：1.任务分解表", "leftChars=600 hangingChars=400"),
        ("Normal", "2.月度安排", "keepNext", "leftChars=600 hangingChars=100"),
        ("Normal", "", "keepNext"),
        ("Signature", "〔社区名称〕居委会", "rightChars=200"),
        ("Date", "〔成文日期〕", "rightChars=300", "sectPr"),
        ("AttachmentMark", "附件1"),
        ("Normal", ""),
        ("AttachmentTitle", "任务分解表"),
        ("Normal", ""),
        ("tbl",),
        ("Close", "", "sectPr"),
        ("AttachmentMark", "附件2"),
        ("Normal", ""),
        ("AttachmentTitle", "月度安排"),
        ("Normal", ""),
        ("tbl",),
        ("Close", ""),
        ("BodyTextFirstIndent", "说明。"),
        ("sectPr",),
    ]


def test_an_english_plan_is_laid_out_plainly() -> None:
    text = LAID_OUT.replace("附件1 任务分解表", "Attachment 1 Tasks").replace("附件2 月度安排", "Attachment 2 Months")
    assert _pieces(full.plan_document(_laid_out("en", text), CATALOGUE, "en"))[9:] == [
        ("Normal", "附件", "keepNext"),
        ("ListItem", "1.Tasks"),
        ("ListItem", "2.Months"),
        ("Signature", "[community name]居委会"),
        ("Signature", "[date of signing]"),
        ("Close", "", "sectPr"),
        ("AttachmentTitle", "Attachment 1: Tasks"),
        ("tbl",),
        ("Close", "", "sectPr"),
        ("AttachmentTitle", "Attachment 2: Months"),
        ("tbl",),
        ("Close", ""),
        ("Normal", "说明。"),
        ("sectPr",),
    ]


def test_only_the_task_table_lies_on_a_turned_sheet_which_has_its_own_footers() -> None:
    document = etree.fromstring(full.plan_document(_laid_out("zh"), CATALOGUE, "zh").encode())
    sheets = [
        (attributes(one.find(f"{W}pgSz")), [attributes(foot)["id"] for foot in one.iter(f"{W}footerReference")])
        for one in document.iter(f"{W}sectPr")
    ]
    upright, turned = {"w": "11906", "h": "16838"}, {"w": "16838", "h": "11906", "orient": "landscape"}
    assert sheets == [
        (upright, ["even", "odd"]),
        (turned, ["evenLandscape", "oddLandscape"]),
        (upright, ["even", "odd"]),
    ]
    margins = [attributes(one)["footer"] for one in document.iter(f"{W}pgMar")]
    assert margins == ["1400", "890", "1400"]
    text = full.plan_document(_laid_out("zh"), CATALOGUE, "zh")
    assert ("DenseHead" in text, "DenseText" in text) == (True, True), "eight columns need a small type"


def test_a_signature_without_a_date_still_ends_its_sheet() -> None:
    plan = _laid_out("zh", LAID_OUT.replace("〔成文日期〕\n", ""))
    assert ("Signature", "〔社区名称〕居委会") in _pieces(full.plan_document(plan, CATALOGUE, "zh"))
    assert full.plan_document(plan, CATALOGUE, "zh").count("<w:sectPr>") == 3


def test_a_short_edition_says_first_sentences() -> None:
    chinese = _pieces(short.short_document(_laid_out("zh"), CATALOGUE, "zh"))
    assert chinese[2:7] == [
        ("BodyTextFirstIndent", "导语。"),
        ("Heading1", "一、指导思想"),
        ("BodyTextFirstIndent", "说“文明。”"),
        ("Heading1", "二、工作目标"),
        ("BodyTextFirstIndent", "目标：（1）甲；（2）乙。"),
    ]
    assert chinese[-4:-1] == [
        ("BodyTextFirstIndent", "文中所说附件见计划全文。"),
        ("Signature", "〔社区名称〕居委会", "rightChars=200"),
        ("Date", "〔成文日期〕", "rightChars=300"),
    ]
    text = (
        "A plan of 3.5 pages. More.\n\n## 1 {#guiding-ideas}\n\nNo end\n\n"
        "## 2 {#goals}\n\nGoals:\n\n- One. Two.\n- Three.\n- Four.\n- Five.\n\n"
        "## 3 {#safeguards}\n\n- A.\n- B.\n- C.\n- D.\n\n## 4 {#assessment}\n\nIn July. Then.\n"
    )
    english = [piece for piece in _pieces(short.short_document(_laid_out("en", text), CATALOGUE, "en")) if piece[1:]]
    assert english == [
        ("Title", "Civil community plan: short edition"),
        ("Subtitle", "[community name], [year]"),
        ("Normal", "A plan of 3.5 pages."),
        ("Heading1", "1. Guiding ideas"),
        ("Normal", "No end"),
        ("Heading1", "2. Goals"),
        ("Normal", "Goals:"),
        ("ListItem", "•One."),
        ("ListItem", "•Three."),
        ("ListItem", "•Four."),
        ("ListItem", "•Five."),
        ("Heading1", "3. Tasks"),
        ("Heading1", "4. Safeguards and assessment"),
        ("ListItem", "•A."),
        ("ListItem", "•B."),
        ("ListItem", "•C."),
        ("Normal", "In July."),
        ("Normal", "The attachments mentioned here belong to the full plan."),
        ("Close", ""),
    ]


def test_the_tables_of_a_plan_are_made_from_its_records() -> None:
    task, month, target = (make(CATALOGUE.plans["compact"], CATALOGUE, "zh")[1] for make in TABLES)
    assert [_lines(cell) for cell in task[0]] == [
        ["1"],
        ["用好宣传栏"],
        ["宣传栏与楼道墙报", "文明知识竞赛"],
        ["宣传文化委员"],
        ["楼栋长、志愿者"],
        ["12月20日"],
        ["宣传栏换刊：6期以上", "参加文明知识竞赛的户数：20户以上"],
        ["6期都刊登了前两个月意见的办理情况，竞赛已办"],
    ]
    assert [_lines(cell) for cell in month[0][:2]] == [["1月"], ["春节（1—2月）"]]
    assert _lines(month[0][2])[0] == "党员学习小组（党支部）"
    assert _lines(month[1][1]) == ["—"]
    assert [_lines(cell) for cell in target[0]] == [
        ["宣传栏换刊"],
        ["〔上年数〕"],
        ["6期以上"],
        ["2月起逢双月数1期"],
        ["12月20日"],
    ]


def test_the_tables_of_an_english_plan_are_in_english() -> None:
    (heads, task), (_, month), (_, target) = (make(CATALOGUE.plans["compact"], CATALOGUE, "en") for make in TABLES)
    assert _lines(heads) == ["No.", "Task", "Activities", "Lead", "Support", "Due", "Targets", "Done when"]
    assert _lines(task[1][4]) == ["publicity and culture officer; party members; building head"]
    assert _lines(task[0][6])[0] == "New issues of the notice board: at least 6 issues"
    assert _lines(month[0][2])[1] == "Weekly visits to older people living alone (civil-affairs officer)"
    assert _lines(target[0][4]) == ["20 December"]


def test_what_a_plan_leaves_empty_is_said() -> None:
    plan = CATALOGUE.plans["compact"]
    bare = plan.facts.tasks[0].model_copy(update={"activities": {}, "support": ()})
    empty = dataclasses.replace(plan, facts=plan.facts.model_copy(update={"tasks": (bare,)}))
    row = full.task_table(empty, CATALOGUE, "zh")[1][0]
    assert [_lines(cell) for cell in (row[2], row[4])] == [["日常工作"], ["—"]]
    assert {tuple(_lines(row[2])) for row in full.month_plan(empty, CATALOGUE, "zh")[1]} == {("日常推进，不另办活动",)}


def test_a_short_edition_has_a_line_for_each_task() -> None:
    for language, wanted in (
        ("zh", ["1.用好宣传栏", "宣传文化委员", "12月20日", "宣传栏换刊：6期以上"]),
        (
            "en",
            [
                "1. Make good use of the notice board",
                "publicity and culture officer",
                "20 December",
                "New issues of the notice board: at least 6 issues",
            ],
        ),
    ):
        text = short.short_document(CATALOGUE.plans["compact"], CATALOGUE, language)
        row = etree.fromstring(text.encode()).findall(f".//{W}tr")[1]
        assert ["".join(cell.itertext()) for cell in row.iter(f"{W}tc")] == wanted


TABLES = (full.task_table, full.month_plan, full.target_table)


def _lines(cell: tuple[tuple[Run, ...], ...]) -> list[str]:
    return ["".join(f"〔{run.text}〕" if run.field else run.text for run in line) for line in cell]


def test_tables_repeat_their_header_and_keep_their_rows_whole() -> None:
    document = part(_plan("core-values"), "word/document.xml")
    for table in document.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        widths = [int(attributes(column)["w"]) for column in table.find(f"{W}tblGrid")]
        assert sum(widths) in {OFFICIAL.portrait.text_width, OFFICIAL.landscape.text_width}
        for row in rows:
            cells = [int(attributes(cell.find(f"{W}tcPr/{W}tcW"))["w"]) for cell in row.findall(f"{W}tc")]
            assert cells == widths


def test_a_short_table_stays_whole_and_rows_to_write_in_are_high() -> None:
    def grid(rows: int) -> list[tuple[bool, str, bool]]:
        full_row, last = ((runs("甲"),), (runs("乙"),)), ((runs("丙"),), ())
        table = Grid(
            (runs("一"), runs("二")), (full_row,) * (rows - 1) + (last,), OFFICIAL.portrait, "DenseHead", "DenseText"
        )
        body = etree.fromstring(document_xml([table], OFFICIAL, str).encode())
        return [
            (
                row.find(f".//{W}keepNext") is not None,
                attributes(row.find(f".//{W}pStyle"))["val"],
                row.find(f"{W}trPr/{W}trHeight") is not None,
            )
            for row in body.iter(f"{W}tr")
        ]

    head, kept, loose, last = (
        (True, "DenseHead", False),
        (True, "DenseText", False),
        (False, "DenseText", False),
        (False, "DenseText", True),
    )
    assert grid(2) == [head, kept, last]
    blank = document_xml([Grid((), (((), ()),), OFFICIAL.portrait)], OFFICIAL, str)
    assert '<w:trHeight w:val="567" w:hRule="atLeast"/>' in blank, "a centimetre"
    assert grid(7) == [head, *[kept] * 6, last]
    assert grid(8) == [head, *[loose] * 7, last]


def test_quotes_and_dashes_are_as_wide_as_characters() -> None:
    assert measure("“平安”—…") == 6
    assert measure("abc") == pytest.approx(1.8)


def test_columns_are_as_wide_as_their_texts_ask() -> None:
    rows = tuple(
        (runs(number), runs(task), runs(lead), runs(word))
        for number, task, lead, word in (
            ("1", "长" * 40, "文化委员会", "notice-board makeover"),
            ("2", "长" * 20, "“平安”", "a"),
        )
    )
    table = Grid(
        (runs("序号"), runs("任务"), runs("牵头的岗位名称"), runs("x")),
        tuple(tuple((cell,) for cell in row) for row in rows),
        OFFICIAL.portrait,
    )
    body = etree.fromstring(document_xml([table], OFFICIAL, str).encode())
    widths = [int(attributes(column)["w"]) for column in body.iter(f"{W}gridCol")]
    assert sum(widths) == OFFICIAL.portrait.text_width == 8845
    assert widths == [810, 4144, 1530, 2361]


def test_runs_show_what_they_are() -> None:
    line = (Run("a\tb", strong=True), Run("社区名称", field=True), Run("c"))
    for kind, wanted in (
        (OFFICIAL, [["rFonts", "b", "bCs"], ["rStyle", "rFonts"], ["rFonts"]]),
        (ENGLISH, [["b", "bCs"], ["rStyle"], []]),
    ):
        body = etree.fromstring(document_xml([Para("Normal", line)], kind, "〔{}〕".format).encode())
        found = list(body.iter(f"{W}r"))
        assert [[etree.QName(one).localname for one in run.iterfind(f"{W}rPr/*")] for run in found] == wanted
        assert [etree.QName(one).localname for one in found[0].iterchildren(f"{W}t", f"{W}tab")] == ["t", "tab", "t"]
        assert "".join(found[1].itertext()) == "〔社区名称〕"


# The fields, for the browser that fills them in


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_stands_in_a_run_of_its_own(language: str, files: dict[str, bytes]) -> None:
    shown = {CATALOGUE.reference.vocabulary.shown_field(name, language) for name in _known()}
    for entry in (CATALOGUE.plans["core-values"], CATALOGUE.activities["eight-donts"]):
        file = files[address(entry, language)]
        marked, plain = [], ""
        for run in part(file, "word/document.xml").iter(f"{W}r"):
            text = "".join(run.itertext())
            if run.find(f"{W}rPr/{W}rStyle[@{W}val='Field']") is not None:
                marked.append(text)
            else:
                plain += text
        assert marked
        assert set(marked) <= shown
        assert "〔" not in plain
        assert not any(name in plain for name in shown)


# The schema, the same bytes, hostile text


@pytest.mark.parametrize("name", SAMPLE)
def test_files_hold_to_the_schema(name: str, files: dict[str, bytes], tmp_path: Path) -> None:
    assert problems(files[name], tmp_path, Path(name).suffix) == []


def test_the_schema_check_finds_elements_out_of_order(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_plan("compact"))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(b"<w:kinsoku/><w:overflowPunct/>", b"<w:overflowPunct/><w:kinsoku/>"))
    assert problems(out.getvalue(), tmp_path, ".docx")


def test_the_same_content_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    again = {one.path: one.make() for one in office_files(CATALOGUE, {"zh": "文明社区工作台", "en": "Workbench"}, YEAR)}
    assert [name for name in files if files[name] != again[name]] == []
    with zipfile.ZipFile(io.BytesIO(files["plans/compact/compact.docx"])) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[0] == "[Content_Types].xml"
        assert len(file.namelist()) == len(set(file.namelist()))
        assert {(entry.compress_type, entry.create_system) for entry in file.infolist()} == {(zipfile.ZIP_DEFLATED, 0)}


def test_a_fingerprint_tells_what_a_reader_sees() -> None:
    def file(text: str = "<a/>", title: str = "", part: str = "b") -> bytes:
        return zipped({"word/document.xml": text, "docProps/core.xml": title, f"word/{part}.xml": "c"})

    same = fingerprint(file())
    assert fingerprint(file(title="Another title")) == same
    assert fingerprint(zipped({"word/b.xml": "c"}, zipped({"word/document.xml": "<a/>"}))) == same
    assert len({same, fingerprint(file("<b/>")), fingerprint(file(part="d"))}) == 3


@pytest.mark.parametrize("kind", [OFFICIAL, SHORT_EDITION, CHINESE_SHEET, ENGLISH])
def test_hostile_text_cannot_break_a_file(kind: Kind, tmp_path: Path) -> None:
    line = (Run(HOSTILE, field=True), Run(HOSTILE, strong=True), Run("\t\n\r"))
    file = made(
        kind, [Para("Title", line), Grid((line, line), (((line,), (line, ())), ((),)), kind.portrait), Para("Close")]
    )
    assert problems(file, tmp_path, ".docx") == []
    document = docx.Document(io.BytesIO(file))
    assert ']]> & "q" 😀' in document.paragraphs[0].text
    assert "<script>alert('1')</script>" in document.tables[0].cell(1, 0).text
    assert document.core_properties.title.startswith("abc <script>")
    assert document.core_properties.author.startswith("abc <script>")


def test_python_docx_finds_headings_and_tables_in_a_run_sheet(files: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(files["activities/eight-donts/eight-donts.docx"]))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "为什么做"
    assert headings[-1] == "表单", "forms come last, on pages of their own"
    assert not {"关联", "出处与核对"} & set(headings)
    materials = next(t for t in document.tables if t.cell(0, 0).text == "物品")
    assert all(row.cells[0].text.startswith("□ ") for row in materials.rows[1:])
    forms = [p for p in document.paragraphs if p.text in ("表单", "门口小事问询表", "满意度三问")]
    assert [p.paragraph_format.page_break_before or False for p in forms] == [True, False, True]
    asked = next(t for t in document.tables if t.cell(0, 1).text == "最烦的一件小事")
    assert len(asked.rows) == 1 + FORM_ROWS, "a form for thirty households has more than the page's two empty rows"
    answered = next(t for t in document.tables if t.cell(1, 0).text == "这八条说的是您身边的事吗？")
    assert len(answered.rows) == 4


def test_an_english_run_sheet_has_its_facts_boxes_and_quotes(files: dict[str, bytes]) -> None:
    activity = CATALOGUE.activities["eight-donts"]
    document = docx.Document(io.BytesIO(files["en/activities/eight-donts/eight-donts.docx"]))
    title, summary = document.paragraphs[:2]
    assert (title.style.name, title.text) == ("Title", activity.title("en"))
    assert (summary.style.name, summary.text) == ("Subtitle", activity.summary("en"))
    facts = document.tables[0]
    assert [cell.text for cell in facts.rows[0].cells][::2] == ["Length", "People"]
    assert [run.bold or False for cell in facts.rows[0].cells for run in cell.paragraphs[0].runs[:1]] == [
        True,
        False,
    ] * 2
    materials = next(t for t in document.tables if t.cell(0, 0).text == "Item")
    assert all(row.cells[0].text.startswith("☐ ") and row.cells[1].text for row in materials.rows[1:])


# Short editions, spreadsheets, PDFs


@pytest.mark.parametrize("stem", PLANS)
def test_short_editions_are_short_and_name_every_task(stem: str) -> None:
    plan = CATALOGUE.plans[stem]
    assert 600 < short.characters(plan, CATALOGUE) <= short.MOST_CHARACTERS
    text = short.short_document(plan, CATALOGUE, "zh")
    assert all(re.sub("〔.*?〕", "", plan.heading(task.id, "zh")) in text for task in plan.facts.tasks)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("stem", PLANS)
def test_a_plan_is_understood_without_its_run_sheets(stem: str, language: str) -> None:
    # An office reads the plan alone: a limit is said in plain words, not by the place of a part in its run sheet.
    assert not INSIDE[language].findall(CATALOGUE.plans[stem].body(language).text)


def test_a_plan_whose_short_edition_would_be_long_is_named() -> None:
    plan = CATALOGUE.plans["compact"]
    room = short.MOST_CHARACTERS - short.characters(plan, CATALOGUE)
    for more, messages in ((room, 0), (room + 1, 1)):
        text = plan.zh.body.text.replace("总目标：", "总目标：" + "长" * more, 1)
        longer = dataclasses.replace(plan, sources={"zh": dataclasses.replace(plan.zh, body=Body(text, 1))})
        assert len(list(short_edition_is_short(longer, CATALOGUE))) == messages


def test_load_counts_each_activity_once_a_month() -> None:
    plan = CATALOGUE.plans["compact"]
    load = plan_load(plan, CATALOGUE, "zh")
    assert [month.activities for month in load.months] == [3] * 12, "the plan promises three things a month"
    assert sum(month.due for month in load.months) == len(plan.facts.tasks)
    assert load.length.characters == plan.zh.body.han_count <= load.length.limit == 5000
    eight = CATALOGUE.activities["eight-donts"]
    assert activity_papers(eight) == 4, "notice, news, two forms"
    assert activity_hours(eight) == 2 * 60 / 60 + (4 + 3) / 2, "two staff for an hour, seven steps of half an hour"


def test_a_plans_file_is_its_offices_own(files: dict[str, bytes]) -> None:
    for language, title in (("", "社区文明创建计划"), ("en/", "Civil community plan")):
        for name in ("compact.docx", "compact-short.docx"):
            file = docx.Document(io.BytesIO(files[f"{language}plans/compact/{name}"]))
            # Neither who wrote the sample nor which one it was: an office would read it as the author and title of the plan.
            assert (file.core_properties.title, file.core_properties.author) == (title, "")
            assert re.sub("〔.*〕年", "", file.paragraphs[0].text).startswith(title)
            assert "compact" not in file.paragraphs[0].text
    sheet = docx.Document(io.BytesIO(files["activities/eight-donts/eight-donts.docx"])).core_properties
    assert (sheet.title, sheet.author) == ("“八个不”文明习惯行动", "文明社区工作台")


def test_a_file_says_when_its_page_was_checked_and_in_which_language_it_is() -> None:
    plan, sheet = CATALOGUE.plans["compact"], CATALOGUE.activities["eight-donts"]
    day, newest = datetime.date(2027, 1, 8), datetime.date(2027, 3, 1)
    named = {"title": "〔社区名称〕", "checked": day}
    catalogue = dataclasses.replace(
        CATALOGUE,
        plans={
            "compact": dataclasses.replace(plan, facts=plan.facts.model_copy(update={"checked": day})),
            "newer": dataclasses.replace(plan, stem="newer", facts=plan.facts.model_copy(update={"checked": newest})),
        },
        activities={
            "eight-donts": dataclasses.replace(
                sheet, facts=sheet.facts.model_copy(update=named), sources={"zh": sheet.zh}, words=None
            )
        },
    )
    files = {
        one.path: docx.Document(io.BytesIO(one.make())) for one in word_files(catalogue, {"zh": "名", "en": "Name"})
    }
    about = {path: file.core_properties for path, file in files.items()}
    for path, checked in (
        ("plans/compact/compact.docx", day),
        ("plans/newer/newer-short.docx", newest),
        ("activities/eight-donts/eight-donts.docx", day),
        ("assets/word/plan-zh.docx", newest),
    ):
        dates = about[path].created, about[path].modified
        assert [one.date() for one in dates if one] == [checked, checked]
        assert about[path].language == "zh-CN"
        assert about[f"en/{path}" if "plans/" in path else "assets/word/plan-en.docx"].language == "en-GB"
    authors = [
        about[path].author for path in ("assets/word/plan-en.docx", "en/activities/eight-donts/eight-donts.docx")
    ]
    assert authors == ["Name", "Name"]
    assert about["en/activities/eight-donts/eight-donts.docx"].title == "[community name]"
    for path, font, size in (
        ("plans/compact/compact.docx", "仿宋_GB2312", 16),
        ("plans/compact/compact-short.docx", "仿宋_GB2312", 14),
        ("activities/eight-donts/eight-donts.docx", "宋体", 12),
        ("en/activities/eight-donts/eight-donts.docx", "Arial", 10.5),
        ("assets/word/plan-en.docx", "Arial", 10.5),
    ):
        normal = files[path].styles["Normal"].font
        assert (normal.name, normal.size and normal.size.pt) == (font, size)
    margins = [files[f"assets/word/plan-{language}.docx"].sections[0].left_margin for language in ("zh", "en")]
    assert [margin and margin.twips for margin in margins] == [1587, 1247]


def test_a_kept_run_sheet_is_made_anew_when_anything_in_it_changes() -> None:
    activity, words = CATALOGUE.activities["eight-donts"], CATALOGUE.reference.vocabulary
    author, one_name = {"zh": "名", "en": "Name"}, {"zh": "Name", "en": "Name"}
    name = "activities/eight-donts/eight-donts.docx"

    def made_from(
        root: str = "", code: str = "1", author: dict[str, str] = author, labels: object = words.labels, **change: Any
    ) -> Any:
        reference = dataclasses.replace(CATALOGUE.reference, vocabulary=words.model_copy(update={"labels": labels}))
        sheet = dataclasses.replace(activity, **change)
        changed = dataclasses.replace(CATALOGUE, reference=reference, plans={}, activities={"eight-donts": sheet})
        found = {one.path: one.made_from for one in word_files(changed, author, code)}[root + name]
        return found and digest(found)

    body = dataclasses.replace(activity.zh, body=Body("别的", 1))
    kept = {
        made_from(),
        made_from(code="2"),
        made_from(author={"zh": "又名", "en": "Name"}),
        made_from(labels={**words.labels, "sheet-note": words.labels["sheet-tasks"]}),
        made_from(sources={**activity.sources, "zh": body}),
        made_from(facts=activity.facts.model_copy(update={"title": "别的"})),
        made_from(words=activity.said("en").model_copy(update={"title": "Another"})),
        # A site may have one name in both languages.
        made_from(author=one_name),
        made_from("en/", author=one_name),
    }
    assert len(kept) == 9
    assert made_from(code="") == ()


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.mark.parametrize(
    ("language", "name", "formats", "height", "rows"),
    [
        (
            "zh",
            "任务分解表",
            ['0"年"', 'yyyy"年"m"月"d"日"'],
            "36",
            [
                ["完成日期按右边的年度填写，计划用别的年度时请一并改。", "2027"],
                ["序号", "任务", "具体举措", "牵头", "配合", "完成日期", "量化指标", "完成标志"],
                [
                    "1",
                    "用好宣传栏",
                    "宣传栏与楼道墙报\n文明知识竞赛",
                    "宣传文化委员",
                    "楼栋长、志愿者",
                    "46741",
                    "宣传栏换刊：6期以上\n参加文明知识竞赛的户数：20户以上",
                    "6期都刊登了前两个月意见的办理情况，竞赛已办",
                ],
            ],
        ),
        (
            "en",
            "Tasks",
            ["d mmm yyyy"],
            "62.25",
            [
                ["Due dates are given for the year on the right; for another year change them too.", "2027"],
                ["No.", "Task", "Activities", "Lead", "Support", "Due", "Targets", "Done when"],
                [
                    "1",
                    "Make good use of the notice board",
                    "A notice-board makeover\nA civility quiz that nobody has to cram for",
                    "publicity and culture officer",
                    "building head; volunteers",
                    "46741",
                    "New issues of the notice board: at least 6 issues\n"
                    "Households taking part in the civility quiz: at least 20 households",
                    "All 6 issues said what became of the comments of the last two months, and the quiz has been held",
                ],
            ],
        ),
    ],
)
def test_a_spreadsheet_holds_the_task_table_ready_to_print(
    language: str, name: str, formats: list[str], height: str, rows: list[list[str]]
) -> None:
    plan = CATALOGUE.plans["compact"]
    file = task_sheet(plan, CATALOGUE, language, YEAR)
    sheet, written = _sheet(file)
    assert written[1:4] == rows
    assert [row.get("ht") for row in sheet.iter(f"{SHEET}row")][:4] == [None, None, None, height]
    widths = [column.get("width", "").partition(".")[0] for column in sheet.iter(f"{SHEET}col")]
    assert widths == ["6", "22", "26", "20", "26", "14", "40", "30"]
    number, text, *_, date = [sheet.find(f".//{SHEET}c[@r='{cell}4']") for cell in "ABCDEF"]
    assert (number.get("t"), text.get("t"), date.get("t")) == (None, "s", None)
    pane = sheet.find(f".//{SHEET}pane")
    assert (pane.get("xSplit"), pane.get("ySplit")) == ("2", "3")
    assert sheet.find(f"{SHEET}autoFilter").get("ref") == f"A3:H{3 + len(plan.facts.tasks)}"
    assert attributes(sheet.find(f"{SHEET}pageSetup")) == {
        "paperSize": "9",
        "fitToHeight": "0",
        "orientation": "landscape",
    }
    assert sheet.findtext(f".//{SHEET}oddFooter") == "&C&P / &N"
    book = part(file, "xl/workbook.xml")
    assert book.find(f".//{SHEET}sheet").get("name") == name
    assert [one.text for one in book.iter(f"{SHEET}definedName")][-1] == f"{name}!$3:$3"
    styles = part(file, "xl/styles.xml")
    assert [one.get("formatCode") for one in styles.iter(f"{SHEET}numFmt")] == formats
    looks = styles.find(f"{SHEET}cellXfs")
    for cell in (text, date):
        look = looks[int(cell.get("s"))]
        assert look.get("borderId") == "1"
        assert attributes(look.find(f"{SHEET}alignment")).items() >= {("vertical", "top"), ("wrapText", "1")}
    assert looks[int(date.get("s"))].get("numFmtId") == f"{163 + len(formats)}"
    about = part(file, "docProps/core.xml")
    assert "".join(about.itertext()).startswith("社区文明创建计划" if language == "zh" else "Civil community plan")
    assert f"{plan.facts.checked}T00:00:00Z" in "".join(about.itertext())


def test_a_spreadsheet_says_what_a_task_lacks_and_links_nothing() -> None:
    plan = CATALOGUE.plans["compact"]
    done = "https://example.org/"
    bare = plan.facts.tasks[0].model_copy(update={"activities": {}, "support": (), "done": done})
    file = task_sheet(
        dataclasses.replace(plan, facts=plan.facts.model_copy(update={"tasks": (bare,)})), CATALOGUE, "zh", YEAR
    )
    sheet, written = _sheet(file)
    assert [written[3][column] for column in (2, 4, 7)] == ["日常工作", "—", done]
    assert sheet.find(f"{SHEET}hyperlinks") is None


def _sheet(file: bytes) -> tuple[etree._Element, list[list[str]]]:
    """The sheet, and what stands in the cells of each row."""
    sheet = part(file, "xl/worksheets/sheet1.xml")
    texts = ["".join(one.itertext()) for one in part(file, "xl/sharedStrings.xml")]
    return sheet, [
        [
            texts[int(cell.findtext(f"{SHEET}v"))] if cell.get("t") == "s" else cell.findtext(f"{SHEET}v")
            for cell in row.iter(f"{SHEET}c")
        ]
        for row in sheet.iter(f"{SHEET}row")
    ]


def test_due_days_are_dates_of_the_year_above_them(files: dict[str, bytes]) -> None:
    for language in ("zh", "en"):
        file = files[f"{'en/' if language == 'en' else ''}plans/compact/compact.xlsx"]
        with zipfile.ZipFile(io.BytesIO(file)) as book:
            sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
            strings = etree.fromstring(book.read("xl/sharedStrings.xml"))
        space = {"x": sheet.nsmap[None]}
        cells = sheet.xpath("//x:row[position()>3]/x:c[6]", namespaces=space)
        found = [
            datetime.date(1899, 12, 30) + datetime.timedelta(int(cell.findtext("x:v", "", space))) for cell in cells
        ]
        wanted = [f"{YEAR}-{task.due}" for task in CATALOGUE.plans["compact"].facts.tasks]
        assert [day.isoformat() for day in found] == wanted
        assert not any(cell.get("t") for cell in cells)
        # Rows are copied into other tables, where a formula would find another year.
        assert not sheet.xpath("//x:f", namespaces=space)
        assert sheet.xpath("//x:c[@r='F2']/x:v/text()", namespaces=space) == [str(YEAR)]
        assert sheet.xpath("//x:pane[@state='frozen']/@ySplit", namespaces=space) == ["3"]
        assert sheet.xpath("//x:pageSetup/@orientation", namespaces=space) == ["landscape"]
        said = [text for text in strings.itertext() if text.strip()]
        assert said[0] == (
            "〔社区名称〕〔年度〕年社区文明创建计划任务分解表"
            if language == "zh"
            else "Civil community plan: Tasks, [community name], [year]"
        )


def test_hostile_records_cannot_break_a_spreadsheet(tmp_path: Path) -> None:
    plan = CATALOGUE.plans["compact"]
    tasks = tuple(task.model_copy(update={"done": HOSTILE + "=1+1"}) for task in plan.facts.tasks)
    hostile = dataclasses.replace(plan, facts=plan.facts.model_copy(update={"tasks": tasks}))
    assert problems(task_sheet(hostile, CATALOGUE, "zh", YEAR), tmp_path, ".xlsx") == []


# The blocks that all of this is made from


def test_blocks_read_the_markdown_of_the_pages() -> None:
    text = (
        "首段〔社区名称〕和〔2027〕3号，**要紧**。\n接着说\n\n- 一\n- 二\n  - 深\n- 三\n\n> 念〔主持人〕\n> - 条\n\n"
        "| 甲 | 乙 |\n| --- | --- |\n| 〔时间〕 | a\\|b |\n\n3. 丙\n\n[去处](../x.md#y)"
    )
    first, *items, quote, table, third, link = blocks(Body(text, 1))
    assert first == Paragraph(
        (Run("首段"), Run("社区名称", field=True), Run("和〔2027〕3号，"), Run("要紧", strong=True), Run("。接着说"))
    )
    assert [(i.depth, i.number, i.ordered) for i in items if isinstance(i, Item)] == [
        (0, 1, False),
        (0, 2, False),
        (1, 1, False),
        (0, 3, False),
    ]
    assert quote == Quote((Paragraph((Run("念"), Run("主持人", field=True))), Item(False, 0, 1, (Run("条"),))))
    assert table == Table(((Run("甲"),), (Run("乙"),)), (((Run("时间", field=True),), (Run("a|b"),)),))
    assert isinstance(third, Item)
    assert (third.number, third.ordered) == (3, True)
    assert link == Paragraph((Run("去处", target="../x.md#y"),))


def test_blocks_that_touch_are_kept_apart() -> None:
    text = "* 甲\n  - 深\n* 乙\n  - 深\n    又一行\n\ntwo\nlines\n> 念\n\n- 新\n\n`码`\n```\n原样\n```\n[去〔地点〕](a.md)\n"
    *items, words, quote, item, code, fenced, link = blocks(Body(text, 1))
    assert [(i.depth, i.number, i.runs[0].text) for i in items if isinstance(i, Item)] == [
        (0, 1, "甲"),
        (1, 1, "深"),
        (0, 2, "乙"),
        (1, 1, "深又一行"),
    ]
    assert words == Paragraph((Run("two lines"),))
    assert quote == Quote((Paragraph((Run("念"),)),))
    # A list begins anew behind other blocks.
    assert item == Item(False, 0, 1, (Run("新"),))
    assert (code, fenced) == (Paragraph((Run("码"),)), Code("原样"))
    assert link == Paragraph((Run("去", target="a.md"), Run("地点", field=True, target="a.md")))


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (
            OFFICIAL,
            "BodyTextFirstIndent 段|BodyTextFirstIndent 1.条|BodyTextFirstIndent （1）深|BodyTextFirstIndent 3. 2月|Quote 念|"
            "QuoteItem 1.甲|BodyTextFirstIndent 一|BodyTextFirstIndent 二|table 格|Close |Heading2 中|Heading3 小",
        ),
        (
            CHINESE_SHEET,
            "Normal 段|ListItem •\t条|ListItem •\t深|ListItem 3.\t2月|Quote 念|QuoteItem •\t甲|Normal 一|Normal 二|"
            "table 格|Close |Heading2 中|Heading3 小",
        ),
    ],
)
def test_blocks_become_paragraphs_in_the_styles_of_their_kind(kind: Kind, wanted: str) -> None:
    text = (
        "段\n\n- 条\n  - 深\n\n3. 2月\n\n> 念\n> - 甲\n\n```\n一\n二\n```\n\n| 表 |\n| --- |\n| 格 |\n\n"
        "### 中 {#middle}\n\n#### 小 {#small}\n"
    )
    made_of = [
        f"{piece.style} {''.join(run.text for run in piece.runs)}"
        if isinstance(piece, Para)
        else f"table {piece.rows[0][0][0][0].text}"
        for section in sections(Body(text, 1))
        for piece in Composer(kind).section(section)
    ]
    assert made_of == wanted.split("|")


def _plan(stem: str) -> bytes:
    text = full.plan_document(CATALOGUE.plans[stem], CATALOGUE, "zh")
    return package(zipped(template_parts(OFFICIAL)), text, Properties("", "", datetime.date(2027, 1, 8), "zh-CN"))


def _known() -> list[str]:
    return [field.zh for field in CATALOGUE.reference.vocabulary.fields.values()]
