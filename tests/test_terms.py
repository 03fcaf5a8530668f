"""Dated terms: sentences in which they must be found, sentences in which nothing may be, and the text of all pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from project import ROOT
from pydantic import ValidationError

from catalogue.content.terms import Term, TermBook, dated_terms, hints, normalised, read_terms

FOLDER = Path(__file__).parent / "terms"
YEAR = 2027


def lines_of(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def book() -> TermBook:
    book, problems = read_terms(ROOT / "docs/terms.yml")
    assert not problems
    return book


def found_in(sentence: str, book: TermBook) -> list[tuple[str, str]]:
    """Id and spelling of the terms found, those that may stay left out."""
    hits = dated_terms(sentence, book)
    return [(hit.id, sentence[hit.start : hit.end]) for hit in hits if book.terms[hit.id].severity != "K"]


def test_at_least_97_of_100_dated_sentences_are_found(book: TermBook) -> None:
    cases = [line.split(" | ") for line in lines_of("find.txt")]
    missed = [case for case in cases if case[0] not in [name for name, _ in found_in(case[1], book)]]
    assert len(cases) >= 120
    assert len(missed) <= len(cases) * 0.03, missed


def test_no_current_sentence_gives_a_false_alarm(book: TermBook) -> None:
    sentences = lines_of("silent.txt")
    alarms = {sentence: found for sentence in sentences if (found := found_in(sentence, book))}
    assert len(sentences) >= 120
    assert not alarms


@pytest.mark.parametrize(
    ("identity", "sentence"),
    [
        ("rural-workers", "为农民工办一场家门口的招聘会。"),
        ("older-people-office", "由老龄办牵头，社区配合。"),
        ("service-stations", "在社区服务站公布值班表。"),
        ("model-learning-streets", "争创全国社区教育示范街道。"),
        ("cult-offices", "配合反邪教协会办展。"),
        ("dark-internet-cafes", "联合城管取缔黑网吧。"),
        ("half-past-four", "办好四点半学校。"),
        ("ethnic-bonds", "宣传“三个离不开”和“两个共同”。"),
        ("two-new-organisations", "推进两新组织党建。"),
        ("free-opening", "用好三馆一站免费开放。"),
        ("rural-libraries", "给农家书屋添书50册。"),
        ("fireworks-ban", "宣传全市禁放烟花爆竹。"),
    ],
)
def test_what_may_stay_is_told_and_gives_no_alarm(book: TermBook, identity: str, sentence: str) -> None:
    assert {hit.id for hit in dated_terms(sentence, book)} == {identity}
    assert book.terms[identity].severity == "K"


def test_what_is_checked_does_not_depend_on_quotes_width_or_spaces(book: TermBook) -> None:
    for text in ("“六五”普法", '"六五"普法', "「六五」普法", "六五普法", "六 五　普 法", "‘六五’普法", "*六五*普法"):
        found = [(hit.id, text[hit.start : hit.end]) for hit in dated_terms(text, book)]
        assert [name for name, _ in found] == ["law-programmes"], text
    assert found_in("推进“六五”普法工作", book) == [("law-programmes", "“六五”普法工作")]
    assert found_in("１２·４法制宣传日", book) == [("law-publicity-day", "１２·４法制宣传日")]
    assert normalised("ＱＱ　群\t（Ｘ）") == "qq群\n(x)"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("认真学习“三个代表”重要思想。", "“三个代表”重要思想"),
        ("学习党的十七大、十七届四中全会精神。", "党的十七大、十七届四中全会精神"),
        ("年终考核实行一票否决制。", "考核实行一票否决制"),
    ],
)
def test_a_term_is_found_whole(book: TermBook, sentence: str, found: str) -> None:
    """What is put in its place, or nothing, leaves a sentence."""
    assert [spelling for _, spelling in found_in(sentence, book)] == [found]


def test_only_the_longest_of_overlapping_terms_is_named(book: TermBook) -> None:
    assert found_in("外来人口登记工作", book) == [("managing-outsiders", "外来人口登记工作")]
    term = book.terms["temporary-residence-permit"].model_dump()
    terms = {way: term | {"find": (way,), "unless": ()} for way in ("老旧称", "旧称呼法", "争创旧户")}
    small = TermBook.model_validate(book.model_dump() | {"terms": terms, "hints": {}})
    assert found_in("老旧称呼法", small) == [("旧称呼法", "旧称呼法")]
    assert found_in("争创“旧户”活动", small) == [("争创旧户", "争创“旧户”")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请联系〔联系人〕，地址____，XX社区×××", ["unfilled"] * 4),
        ("文号〔2026〕3号，XXL号马甲，3xx", []),
        ("2012年起实施，2024年3月印发；2020年拟建公园", ["past-year"]),
        ("到2027年底，比2026年多一成", []),
        ("组长：李建国，书记王芳，李建国同志讲话，张主任宣布", ["leader"] * 4),
        ("成员：张建华、李秀英、王强", ["leader"]),
        ("居委会主任、党支部书记、全体同志、各位老同志、感谢基层同志、一张主任信箱", []),
        ("电话138 0013 8000，座机010-88886666", ["phone"] * 2),
        ("热线12345、96110、2027-03-05、编号20270305123456789012", []),
        ("身份证110101199003071234", ["identity-card"]),
        ("适时开展若干活动，及时总结", ["vague"] * 3),
        ("《关于若干问题的规定》若干意见，第一批名单", []),
        ("写清地点以及时间，选合适时间上门，凝聚强大力量，统一批准后实施，大力士比赛，涉及时间较长", []),
        ("进一步加大力度，大力推进，及时点赞", ["vague"] * 3),
        ("二〇一二年三月定稿，二○一○年的目标，二零零八年拟建", ["past-year"] * 3),
        ("二〇二七年三月定稿，二〇一六年起实施，二〇二三年印发", []),
        ("完成时限：2012.11.30，开工2019-3-5，验收2020/06/01", ["past-year"] * 3),
        ("2027.3.5开班，自2012.5元涨到6元，标准号9704-2012，第3-2019-03-05号", []),
        ("中央文明委2003年设立，国务院2014年批复，2018年启用", []),
        ("○○社区第（  ）季度完成，〇〇街道", ["unfilled"] * 3),
        ("二〇〇八年以来", []),
        ("拨打郑州市长热线12345", []),
        ("徐汇区长桥街道、郑州市长江路", []),
        ("请徐市长讲话", ["leader"]),
        ("这一批、下一批和新一批结对，有人不适时先坐下", []),
        ("按《个人信息保护法》，2021年起少收信息（《志愿服务条例》，2017年）", []),
    ],
)
def test_hints(book: TermBook, text: str, expected: list[str]) -> None:
    assert [hit.id for hit in hints(text, book, YEAR)] == expected


@pytest.mark.parametrize("expression", ["甲|乙", "(甲|乙)丙|丁", "((甲)丙)?乙|丁", "|甲"])
def test_each_way_has_a_line_of_its_own(book: TermBook, expression: str) -> None:
    term = book.terms["temporary-residence-permit"].model_dump()
    with pytest.raises(ValidationError, match="has a bar outside groups, expected a line for each way"):
        Term.model_validate(term | {"find": (expression,)})
    assert Term.model_validate(term | {"find": ("(甲|(乙|丙))丁",)})


@pytest.mark.parametrize("expression", ["(?<=旧)词", "(?P<名>词)", "词\\b", "\\d年", "^词", "词$", "(?i)qq", "词++"])
def test_expressions_keep_to_what_both_languages_have(book: TermBook, expression: str) -> None:
    term = book.terms["temporary-residence-permit"].model_dump()
    assert Term.model_validate(term)
    with pytest.raises(ValidationError, match="expected what Python and JavaScript share"):
        Term.model_validate({**term, "find": (expression,)})


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [("since", "去年", "since is '去年', expected a year or a day"), ("say", (), "expected words in `say` to put in")],
)
def test_a_term_says_since_when_and_what_instead(book: TermBook, key: str, value: object, said: str) -> None:
    term = book.terms["temporary-residence-permit"].model_dump() | {"safe": True}
    assert Term.model_validate(term)
    with pytest.raises(ValidationError, match=said):
        Term.model_validate(term | {key: value})


@pytest.mark.parametrize(
    ("expression", "said"), [("(词", "is not a regular expression"), ("词?", "matches nothing at all")]
)
def test_expressions_must_work_and_match_something(book: TermBook, expression: str, said: str) -> None:
    data = book.model_dump()
    data["terms"]["temporary-residence-permit"]["find"] = (expression,)
    with pytest.raises(ValidationError, match=said):
        TermBook.model_validate(data)


def test_expressions_as_they_are_searched_find_what_was_written(book: TermBook) -> None:
    """They are put so that Python finds them sooner; the browser searches for them as they stand in the file."""
    texts = [normalised((FOLDER / f"{name}.txt").read_text(encoding="utf-8")) for name in ("find", "silent")]
    for identity, entry in (*book.terms.items(), *book.hints.items()):
        written = re.compile(book.expanded(entry.find))
        for text in texts:
            found = [hit.span() for hit in book.compiled[identity].find.finditer(text)]
            assert found == [hit.span() for hit in written.finditer(text)], identity
