"""Slips of people who are no programmers, each with the one message that tells where it is and what to do.

A small docs folder with the real lists and one real activity: most of what is written wrong shows on a single page.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from exports import export_all
from project import LISTS, ROOT

from catalogue import check, link, read_catalogue

ZH, EN = "zh/activities/eight-donts.md", "en/activities/eight-donts.md"
OTHERS = re.compile(r"^(related|before|after): .*\n", re.MULTILINE)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A docs folder with the real lists and one activity that names no other."""
    for file in (*LISTS, ZH, EN):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "docs" / file, tmp_path / file)
    page = tmp_path / ZH
    page.write_text(OTHERS.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")
    return tmp_path


def slip(docs: Path, file: str, old: str, new: str) -> int:
    """The line on which what is written wrong begins."""
    text = (docs / file).read_text(encoding="utf-8")
    assert old in text
    (docs / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def told(docs: Path) -> list[str]:
    """What a maintainer is told before the catalogue as a whole, of which this is no copy, is asked."""
    catalogue, problems = read_catalogue(docs)
    if not problems:
        problems = check(catalogue, link(catalogue), problems)
    # Whatever is wrong, a build that is not strict goes on.
    export_all(catalogue, problems)
    return [
        f"{problem.path.removeprefix('docs/')}:{problem.line}: {problem.message}"
        for problem in problems
        if problem.rule not in OF_THE_WHOLE
    ]


OF_THE_WHOLE = {"themes-are-whole", "facts-are-covered", "facts-have-activities", "themes-are-rich"} | {
    "synonyms-lead-somewhere",
    "translation-is-fresh",
}


def one_message(docs: Path, place: str, piece: str) -> None:
    found = told(docs)
    assert len(found) == 1, found
    assert found[0].startswith(f"{place}: ")
    assert piece in found[0]


def test_the_untouched_activity_has_no_problem(docs: Path) -> None:
    assert told(docs) == []


@pytest.mark.parametrize(
    ("old", "new", "piece"),
    [
        ("minutes: 60", "minutes：60", "found the full-width colon '：', expected ': '"),
        ("title: ", "title：", "found the full-width colon"),
        ("minutes: 60", "\tminutes: 60", "begins with a tab, expected spaces"),
        ("minutes: 60", "minutes:60", "found no space behind ':'"),
        ("checked: 2026", "checked: 2026-11-31 # 2026", "2026-11-31 is no day of the calendar"),
        ("谁都烦", "谁都\x0b烦", "control character 0x0b"),
        ("staff: 2", "staff:", "staff is empty, expected a whole number"),
        ("months: [3, 9]", "months: [3月]", "months is '3月', expected a whole number"),
        ("months: [3, 9]", "months: [3, 13]", "months is 13, expected 12 at most"),
        ("months: [3, 9]", "months: [3, 3]", "months has 3 twice, expected once"),
        ("[civic-morality, etiquette]", "[etiquette, etiquette]", "themes has 'etiquette' twice, expected once"),
        ("minutes: 60", "minutes: 0", "minutes is 0, expected more than 0"),
        ("difficulty: 1", "difficulty: 4", "difficulty is 4, expected 3 at most"),
        ("people: [20, 60]", "people: [60]", "people is [60], expected 2 values"),
        (
            "[civic-morality, etiquette]",
            "[civic-morality, etiquette, law, minors]",
            "themes has 4 values, expected 3",
        ),
        ("[civic-morality, etiquette]", "[civic-morality，etiquette]", "Put ', ' between two words."),
        ("cost: up-to-300", "cost: 300元以内", "Did you mean 'up-to-300'?"),
        ("checked: ", "related: [eight-donts]\nchecked: ", "related names this page itself"),
    ],
)
def test_a_slip_in_front_matter_is_told_once(docs: Path, old: str, new: str, piece: str) -> None:
    line = slip(docs, ZH, old, new)
    one_message(docs, f"{ZH}:{line}", piece)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("贴到各单元门口 | 楼栋长 |", "贴到各单元门口 | 楼栋长、团支部书记 |"),
        ("网格员、楼栋长、物业", "团支部书记、楼栋长、物业"),
    ],
)
def test_a_post_that_has_something_to_do_and_no_role_is_told_once(docs: Path, old: str, new: str) -> None:
    line = slip(docs, ZH, old, new)
    one_message(docs, f"{ZH}:{line}", "'团支部书记' has something to do here, but is not under {#roles}")


@pytest.mark.parametrize(
    ("heading", "gone", "piece"),
    [
        ("why", r"Cigarette ends on the stairs.*\n", "has nothing, expected a paragraph"),
        ("tips", r"- Let children act.*\n", "has a list of 2, expected a list of 3"),
        ("materials", r"\| Megaphone.*\n", "has a table of 7 rows, expected a table of 8 rows"),
    ],
)
def test_a_part_that_only_one_language_has_is_told_once(docs: Path, heading: str, gone: str, piece: str) -> None:
    page = docs / EN
    before, after = page.read_text(encoding="utf-8").split(f"{{#{heading}}}", 1)
    page.write_text(f"{before}{{#{heading}}}{re.sub(gone, '', after, count=1)}", encoding="utf-8")
    one_message(docs, f"{EN}:{before.count(chr(10)) + 1}", f"{{#{heading}}} {piece}")


@pytest.mark.parametrize(
    ("file", "old", "new", "piece"),
    [
        (
            ZH,
            "| 岗位 | 活动前 |",
            "| 谁 | 活动前 |",
            "{#roles} has the column '谁', expected 岗位 | 活动前 | 活动中 | 活动后.",
        ),
        (
            EN,
            "| Item | For 30",
            "| Things | For 30",
            "{#materials} has the column 'Things', expected Item | … | Borrow",
        ),
        (
            EN,
            "| Target | How to count |",
            "| How to count | Target |",
            "has the column 'How to count', expected Indicator |",
        ),
    ],
)
def test_a_renamed_column_of_a_fixed_table_is_told_once(docs: Path, file: str, old: str, new: str, piece: str) -> None:
    line = slip(docs, file, old, new)
    one_message(docs, f"{file}:{line}", piece)


@pytest.mark.parametrize(
    ("old", "new"),
    [("| 14 days |", "| 10 days |"), ("| 14 days |", "| Ten days |"), ("| 30 April, 31 October |", "| 30 April |")],
)
def test_a_figure_that_only_one_language_gives_is_told_once(docs: Path, old: str, new: str) -> None:
    line = slip(docs, EN, old, new)
    one_message(docs, f"{EN}:{line}", f"says '{new.strip('| ')}', but docs/{ZH}:")


def test_a_figure_may_be_said_in_words(docs: Path) -> None:
    slip(docs, EN, "| 14 days |", "| Fourteen days |")
    slip(docs, ZH, "| 7天 |", "| 七天 |")
    assert told(docs) == []


@pytest.mark.parametrize("file", [ZH, *LISTS])
@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_a_file_that_is_not_utf_8_is_told_once(docs: Path, file: str, encoding: str) -> None:
    path = docs / file
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding, errors="ignore"))
    found = told(docs)
    assert len(found) == 1, found
    assert found[0].startswith(f"{file}:")
    assert "is not UTF-8. Save the file as UTF-8." in found[0]


@pytest.mark.parametrize(
    ("old", "new", "piece"),
    [
        ("  families: {zh: 家庭, ", "\tfamilies: {zh: 家庭, ", "begins with a tab"),
        ("  families: {zh: 家庭, ", "  families: {zh: 家庭，", "not valid YAML"),
        (
            "  families: {zh: 家庭, ",
            "  families: {zh：家庭, ",
            "Write 'zh': a colon of half width and a space behind it.",
        ),
        ("  families: {zh: 家庭, ", "  families: {", "'audiences.families.zh' is missing. Add it; its neighbours"),
    ],
)
def test_a_slip_in_a_list_is_told_once(docs: Path, old: str, new: str, piece: str) -> None:
    slip(docs, "vocabulary.yml", old, new)
    one_message(docs, "vocabulary.yml:25", piece)


FAMILIES = "  families: {zh: 家庭, en: Families}\n"


@pytest.mark.parametrize(
    ("new", "piece"),
    [
        ("  Pet-Owners: {zh: 养宠物的, en: Pet owners}\n", "id 'Pet-Owners' must be lower-case ASCII"),
        ("  homes: {zh: 家庭, en: Homes}\n", "label '家庭' is that of 'families' too"),
        ("  homes: {zh: 住户, en: Families}\n", "label 'Families' is that of 'families' too"),
    ],
)
def test_a_new_word_has_an_id_and_labels_of_its_own(docs: Path, new: str, piece: str) -> None:
    slip(docs, "vocabulary.yml", FAMILIES, FAMILIES + new)
    one_message(docs, "vocabulary.yml:26", piece)


def test_what_only_pages_or_mappings_have_is_told_in_a_list(docs: Path) -> None:
    line = slip(
        docs, "vocabulary.yml", "\nfields:\n", "\nfields:\n  caretaker: {zh: 〔楼管〕, en: caretaker, scope: place}\n"
    )
    one_message(docs, f"vocabulary.yml:{line + 2}", "the field's name is '〔楼管〕', expected it without 〔 〕")
    slip(docs, "vocabulary.yml", "zh: 〔楼管〕", "zh: 楼管")
    line = slip(docs, "source-facts.yml", "\nframing:\n", "\nframing:\n  - 一句话\n")
    one_message(docs, f"source-facts.yml:{line + 2}", "expected a mapping.")


DAY = (
    'my-day: {zh: 社区日, en: Community Day, rule: "06-18", kind: local, months: [6], themes: [law], '
    "certainty: V, checked: 2026-11-25}\n"
)


@pytest.mark.parametrize(
    ("old", "new", "piece"),
    [
        ("my-day", "My-Day", "id 'My-Day' must be lower-case ASCII"),
        ('"06-18"', '"06-31"', "rule is '06-31', a day that not every year has"),
        ('"06-18"', "06-20..06-18", "a day that not every year has"),
        ('"06-18"', "lunar 06-30", "a day that not every year has"),
        ('"06-18"', "term 清明节", "a day that not every year has"),
        ('"06-18"', "nth 06 5 sunday", "a day that not every year has"),
        ('"06-18"', "nth 06 6 sunday", "expected one of the forms at the head of the file"),
        ("months: [6]", "months: [7]", "the rule '06-18' falls into [6]"),
        ("months: [6]", "months: [16]", "months is 16, expected 12 at most"),
        ("months: [6]", "months: []", "months has 0 values, expected 1 or more"),
        ("[law]", "[lew]", "Did you mean 'law'?"),
    ],
)
def test_a_day_that_cannot_be_is_told(docs: Path, old: str, new: str, piece: str) -> None:
    slip(docs, "observances.yml", "new-year: {", DAY + "new-year: {")
    assert told(docs) == []
    slip(docs, "observances.yml", DAY, DAY.replace(old, new))
    one_message(docs, "observances.yml:13", piece)


def test_a_label_keeps_its_placeholder_in_both_languages(docs: Path) -> None:
    line = (docs / "labels.yml").read_text(encoding="utf-8").split('"{n} 个活动"')[0].count("\n") + 1
    slip(docs, "labels.yml", '"{n} 个活动"', '"个活动"')
    one_message(docs, f"labels.yml:{line}", "the Chinese label has no placeholder, the English one {n}")


@pytest.mark.parametrize(
    ("label", "who"),
    [
        ("sheet-note", "spreadsheets"),
        ("short-safeguards", "Word files"),
        ("choice-cost-free", "the filters of activities"),
        ("lead-time", "the figures of run sheets"),
        ("measures", "the tables of plans"),
        ("for-example", "scripts of every page"),
    ],
)
def test_a_label_that_a_program_asks_for_is_missed(docs: Path, label: str, who: str) -> None:
    slip(docs, "labels.yml", f"\n{label}: ", f"\nno-{label}: ")
    one_message(docs, "labels.yml:1", f"label '{label}' is missing, needed by {who}. Add it")


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("zh/activities/New-One.md", "for example to 'new-one.md'"),
        ("en/activities/New-One.md", "for example to 'new-one.md'"),
        ("zh/activities/新活动.md", "expected lower-case ASCII letters"),
        ("zh/activities/eight-donts.md~", "only pages stand here"),
        ("zh/activities/photo.jpg", "move a picture to docs/assets/images/"),
        ("zh/activity/new-one.md", "in its folders plans, activities, themes, guides"),
        ("new-one.md", "a page stands in docs/zh/ or docs/en/"),
    ],
)
def test_a_file_in_the_wrong_place_is_told(docs: Path, name: str, piece: str) -> None:
    (docs / name).parent.mkdir(exist_ok=True)
    shutil.copy(docs / ZH, docs / name)
    one_message(docs, f"{name}:1", piece)


@pytest.mark.parametrize("folder", ["zh/activities", "en"])
def test_a_folder_may_be_a_link_to_one_that_is_shared(
    docs: Path, tmp_path_factory: pytest.TempPathFactory, folder: str
) -> None:
    shared = tmp_path_factory.mktemp("shared") / "pages"
    (docs / folder).rename(shared)
    (docs / folder).symlink_to(shared)
    assert told(docs) == []


def test_hidden_files_of_a_computer_are_let_alone(docs: Path) -> None:
    (docs / "zh/activities/.DS_Store").write_bytes(b"x")
    # What a Mac leaves beside a page on a memory stick, and an editor's lock.
    (docs / "zh/activities/._eight-donts.md").write_bytes(b"\x00\x05\x16\x07\xff")
    (docs / "zh/activities/.#eight-donts.md").symlink_to("editor@computer.1")
    assert told(docs) == []


def test_a_page_in_the_wrong_folder_is_told_once_and_not_key_by_key(docs: Path) -> None:
    (docs / "zh/guides").mkdir()
    (docs / ZH).rename(docs / "zh/guides/eight-donts.md")
    (docs / "en/guides").mkdir()
    (docs / EN).rename(docs / "en/guides/eight-donts.md")
    one_message(docs, "zh/guides/eight-donts.md:1", "Move the file to docs/zh/activities/, and its twin too.")


def test_a_page_that_only_english_has_is_told(docs: Path) -> None:
    (docs / ZH).unlink()
    one_message(docs, f"{EN}:1", f"this page has no Chinese twin, expected docs/{ZH}")


def test_the_head_of_the_chinese_page_on_the_english_one_is_told_once(docs: Path) -> None:
    shutil.copy(docs / ZH, docs / EN)
    one_message(docs, f"{EN}:1", "found the front matter of a Chinese page, expected only title, summary")


def test_a_copied_page_is_told_by_its_title_and_not_by_every_alias(docs: Path) -> None:
    for file in (ZH, EN):
        shutil.copy(docs / file, docs / file.replace("eight-donts", "a-copy"))
    found = [message for message in told(docs) if "stands at" in message]
    assert ["title" in message for message in found] == [True, True]


def test_addresses_that_lead_somewhere_are_let_alone(docs: Path) -> None:
    links = "[a](mailto:a@example.org) [b](tel:12345) [主持人](eight%2Ddonts.md#%77hy) <a href='../eight-donts/index.html'>d</a>"
    for file in (ZH, EN):
        with (docs / file).open("a", encoding="utf-8") as page:
            page.write(f"\n{links}\n")
    # What explains a word need not have a page in the other language.
    slip(docs, ZH, "谁都烦", "[谁](https://example.org/)都烦")
    assert told(docs) == []


@pytest.mark.parametrize(
    ("old", "new", "below", "piece"),
    [
        ("## Sources and checks {#sources}\n", "", None, "heading {#sources} of docs/" + ZH),
        ("Cigarette ends", "[Ends](#why)", 0, "link #why stands here but not in docs/" + ZH),
        (
            "### Getting ready {#prepare}",
            "#### Getting ready {#prepare}",
            0,
            "found a heading of level 4 with id 'prepare'",
        ),
    ],
)
def test_a_heading_or_link_that_only_one_language_has_is_told_once(
    docs: Path, old: str, new: str, below: int | None, piece: str
) -> None:
    line = slip(docs, EN, old, new)
    one_message(docs, f"{EN}:{1 if below is None else line + below}", piece)


MONTH = "## 一个月的小步子 {#month}"
BAGS = "| 小垃圾袋 | 30个 | 物业支持 |"
SPIT = "| 不随地吐痰 | 痰、口香糖、槟榔渣不落地 | 随身一包纸巾，吐在纸里包好再扔 |"
NO_TABLE = "this row is not part of a table"


@pytest.mark.parametrize(
    ("old", "new", "below", "piece"),
    [
        (MONTH, "##一个月的小步子 {#month}", 0, "expected '## ' with a space behind it"),
        (MONTH, "＃＃ 一个月的小步子 {#month}", 0, "expected '## '"),
        ("### 筹备 {#prepare}", "## 筹备 {#prepare}", 0, "begins with ##, expected ###"),
        (BAGS, "｜ 小垃圾袋 ｜ 30个 ｜ 物业支持 ｜", 0, NO_TABLE),
        (BAGS, "\n" + BAGS, 1, NO_TABLE),
        ("| 条目 | 日常里指什么 | 换成这样做 |\n| --- | --- | --- |\n", "| 条目 | 日常 | 换成 |\n", 0, NO_TABLE),
        ("| 条目 | 日常里指什么 | 换成这样做 |\n| --- |", "| 条目 | 日常 | 换成 | 多 |\n| --- |", 0, NO_TABLE),
        ("{#materials}\n\n", "{#materials}\n\n带齐：\n", 3, "expected an empty line between them"),
        (SPIT, SPIT.rsplit("|", 2)[0] + "|", 0, "this row has 2 cells, expected 3 as in the table's head"),
        ("0:05–0:20", "0：05–0：20", 0, "this row of the agenda has no span of time"),
        ("谁都烦", "[谁](five-hands.md）", 0, "found '[谁](five-hands.md）"),
        ("谁都烦", "[谁]（five-hands.md）", 0, "found '[谁]（five-hands.md）', expected [words](file.md)"),
        ("谁都烦", "【谁】(a.md)", 0, "found '【谁】(a.md)'"),
        ("谁都烦", "[谁](five hands.md)", 0, "no space in the address"),
        ("谁都烦", "[谁](C:/a.md)", 0, "leads nowhere for readers"),
        ("谁都烦", "[谁](file:///a.md)", 0, "leads nowhere for readers"),
        ("谁都烦", "[谁](http://[x)", 0, "is not a valid address"),
        ("谁都烦", "[谁](#)", 0, "found a link without a target"),
        ("谁都烦", "[谁](www.gov.cn)", 0, "expected https:// before it"),
        ("谁都烦", "![](eight-donts.md)", 0, "has no words for who cannot see it"),
        ("谁都烦", '<span style="color:red">谁</span>', 0, "expected words and Markdown alone"),
        ("〔主持人〕", "[主持人]", 0, "found '[主持人]', expected the fill-in field 〔主持人〕"),
        ("〔主持人〕", "【主持人】", 0, "found '【主持人】'"),
        ("〔主持人〕", "〔主持人", 0, "found '〔' without '〕'"),
    ],
)
def test_a_mark_that_readers_would_see_as_it_is_typed_is_told(
    docs: Path, old: str, new: str, below: int, piece: str
) -> None:
    line = slip(docs, ZH, old, new)
    one_message(docs, f"{ZH}:{line + below}", piece)


def test_marks_in_code_are_let_alone(docs: Path) -> None:
    for file in (ZH, EN):
        with (docs / file).open("a", encoding="utf-8") as page:
            page.write("\n```\n##x\n| a |\n<script>\n| a | b |\n| --- | --- |\n| c |\n```\n\n`five-hands.md` `]（`\n")
    assert told(docs) == []


@pytest.mark.parametrize("space", [" ", "\t"])
def test_spaces_on_an_empty_line_are_nothing(docs: Path, space: str) -> None:
    slip(docs, ZH, "|\n\n当天要演的", f"|\n{space}\n当天要演的")
    assert told(docs) == []


def test_spaces_behind_the_hyphens_of_front_matter_are_nothing(docs: Path) -> None:
    for file in (ZH, EN):
        slip(docs, file, "---\ntitle", "--- \ntitle")
        slip(docs, file, "\n---\n", "\n---\t\n")
    assert told(docs) == []


@pytest.mark.parametrize("space", ["\u3000", " \u3000", "\xa0"])
def test_a_wide_space_on_an_empty_line_is_told(docs: Path, space: str) -> None:
    line = slip(docs, ZH, "|\n\n当天要演的", f"|\n{space}\n当天要演的")
    one_message(docs, f"{ZH}:{line + 1}", "its wide space joins what stands above and below it")


def test_a_dated_term_needs_a_reason_to_stay(docs: Path) -> None:
    line = slip(docs, ZH, "谁都烦", "谁都烦，配合计生办")
    one_message(docs, f"{ZH}:{line}", "found '计生办', out of date since 2018, expected '卫生健康部门'")
    slip(docs, ZH, "checked:", "keeps: {family-planning-office: 引用旧名}\nchecked:")
    assert told(docs) == []
    slip(docs, ZH, "谁都烦，配合计生办", "谁都烦")
    line = slip(docs, ZH, "keeps: {family-", "keeps: {family-planing-office: 错字, family-")
    unknown, needless = told(docs)
    assert unknown.startswith(f"{ZH}:{line}: ")
    assert "which is not in docs/terms.yml. Did you mean 'family-planning-office'?" in unknown
    assert "keeps has 'family-planning-office', which the page does not use. Delete it." in needless


def test_an_english_page_that_is_a_copy_of_the_chinese_one_is_told(docs: Path) -> None:
    body = (docs / ZH).read_text(encoding="utf-8").split("\n---\n", 1)[1]
    head = (docs / EN).read_text(encoding="utf-8").split("\n---\n", 1)[0]
    (docs / EN).write_text(f"{head}\n---\n{body}", encoding="utf-8")
    one_message(docs, f"{EN}:{head.count(chr(10)) + 3}", "expected an English page. Translate it.")


def test_lines_of_a_form_that_would_run_together_are_told_once(docs: Path) -> None:
    note = "不写姓名和门牌。"
    line = slip(docs, ZH, note, f"{note}\n楼栋：＿＿＿＿\n哪天方便：＿＿＿＿")
    one_message(docs, f"{ZH}:{line + 1}", "readers see both as one line")


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_lines_of_a_form_in_a_quote_or_a_list_stand_alone(docs: Path, mark: str) -> None:
    note = "不写姓名和门牌。"
    form = f"{note}\n\n{mark}楼栋：＿＿＿＿\n{mark}哪天方便：＿＿＿＿"
    for page, old in ((ZH, note), (EN, "No names and no flat numbers.")):
        slip(docs, page, old, form)
    assert [text for text in told(docs) if "one line" in text] == []
