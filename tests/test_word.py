"""The Word files and spreadsheets: the official format figure by figure, the schema, hostile text, an independent reader."""

from __future__ import annotations

import dataclasses
import datetime
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from project import ROOT

from catalogue import read_catalogue
from catalogue.content.blocks import Code, Item, Paragraph, Quote, Run, Table, blocks, runs
from catalogue.content.body import Body
from catalogue.exports.office import office_files
from catalogue.exports.spreadsheet import task_sheet
from catalogue.exports.word import plan as full
from catalogue.exports.word import short
from catalogue.exports.word.activity import FORM_ROWS
from catalogue.exports.word.document import Grid, Para, document_xml, measure
from catalogue.exports.word.files import address
from catalogue.exports.word.package import Properties, package, zipped
from catalogue.exports.word.styles import CHINESE_SHEET, ENGLISH, OFFICIAL, SHORT_EDITION, Kind
from catalogue.exports.word.template import template_parts
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
    return package(zipped(template_parts(kind)), text, Properties(HOSTILE, "x", datetime.date(2027, 1, 8), "zh-CN"))


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


def _plan(stem: str) -> bytes:
    text = full.plan_document(CATALOGUE.plans[stem], CATALOGUE, "zh")
    return package(zipped(template_parts(OFFICIAL)), text, Properties("", "", datetime.date(2027, 1, 8), "zh-CN"))


def _known() -> list[str]:
    return [field.zh for field in CATALOGUE.reference.vocabulary.fields.values()]
