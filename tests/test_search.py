"""Golden cases for the search index: terms, coding, what can be found, pinyin, sizes."""

from __future__ import annotations

import base64
import gzip
import json
import random
import re
import shutil
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from project import ROOT

from catalogue import Catalogue, check, link, read_catalogue
from catalogue.content.vocabulary import Synonyms
from catalogue.exports.search.coding import Bits
from catalogue.exports.search.documents import Document, Section, documents, first_line, plain, sources
from catalogue.exports.search.index import FIRST, STEPS, Index, Pairs, _pinyin_parts, _read, build_index, index_of
from catalogue.exports.search.pinyin import common_syllables, readings, traditional, word_pairs
from catalogue.exports.search.words import FOLDED, RUN, WORD, fold, stem, terms
from commands.search_engine import SCRIPTS

KB = 1000


@pytest.fixture(scope="module")
def indexes(catalogue: Catalogue) -> dict[str, Index]:
    return {language: index_of(catalogue, language) for language in ("zh", "en")}


def test_what_is_not_folded_would_make_no_letters() -> None:
    def cut(folded: str) -> tuple[list[str], list[str]]:
        return RUN.findall(folded), WORD.findall(folded)

    for code in range(0x10000):
        text = f"x{chr(code)}y"
        if not FOLDED.search(text):
            assert cut(fold(text)) == cut(unicodedata.normalize("NFKC", text).lower()), hex(code)


def test_text_is_cut_into_pairs_and_stems() -> None:
    assert terms("邻里守望，AED在哪") == {"邻里", "里守", "守望", "aed", "在哪"}
    assert terms("The law", name=True) == {"th", "law"}
    assert terms("The ＡＥＤ and 12348, not 30") == {"aed", "12348"}
    assert terms("门") == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organising", "organized"),
        ("neighbour", "neighbors"),
        ("centre", "centers"),
        ("programme", "programs"),
        ("families", "family"),
        ("mediation", "mediator"),
        ("volunteering", "volunteers"),
        ("planning", "plans"),
        ("licence", "licensed"),
        ("activities", "activity"),
        ("exercises", "exercise"),
        ("stolen", "stealing"),
        ("lost", "losing"),
        ("advise", "advice"),
        ("crèche", "creche"),
    ],
)
def test_forms_and_spellings_of_a_word_are_one_term(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_words_that_differ_stay_apart() -> None:
    assert len({stem(word) for word in ("law", "lawn", "fire", "first", "plan", "plate", "class", "clean")}) == 8
    for one, other in (
        ("manners", "man"),
        ("business", "busy"),
        ("mothers", "moths"),
        ("shower", "show"),
        ("caring", "cars"),
        ("evening", "even"),
        ("news", "new"),
    ):
        assert stem(one) != stem(other)


class Reader:
    """Reads what Bits writes, as search-index.js does."""

    def __init__(self, text: str) -> None:
        self.bits = "".join(f"{byte:08b}" for byte in base64.b64decode(text))
        self.at = 0

    def take(self, width: int) -> int:
        self.at += width
        return int(self.bits[self.at - width : self.at] or "0", 2)

    def number(self, count: int) -> int:
        if count <= 1:
            return 0
        width = count.bit_length() - 1
        spare = (1 << (width + 1)) - count
        value = self.take(width)
        return value if value < spare else ((value << 1) | self.take(1)) - spare

    def size(self) -> int:
        width = 0
        while not self.take(1):
            width += 1
        return (1 << width) | self.take(width)

    def set(self, count: int, low: int, high: int) -> list[int]:
        if not count:
            return []
        if count == high - low:
            return list(range(low, high))
        middle = count // 2
        value = low + middle + self.number(high - low - count + 1)
        return [*self.set(middle, low, value), value, *self.set(count - middle - 1, value + 1, high)]


def test_sets_are_read_as_they_were_written() -> None:
    chance = random.Random(1)  # noqa: S311 - not a secret
    cases = [(sorted(chance.sample(range(high), count)), high) for high in (1, 7, 380) for count in (0, 1, high)]
    cases += [(sorted(chance.sample(range(9999), 60)), 9999)]
    bits = Bits()
    for values, high in cases:
        bits.size(len(values) + 1)
        bits.set(values, 0, high)
    reader = Reader(bits.text())
    assert [reader.set(reader.size() - 1, 0, high) for _, high in cases] == [values for values, _ in cases]


def test_a_full_set_takes_no_bits() -> None:
    bits = Bits()
    bits.set(range(100, 200), 100, 200)
    assert bits.row() == ""


def test_everything_can_be_found_at_its_place(catalogue: Catalogue) -> None:
    found = {document.address: document for document in documents(catalogue, "zh")}
    mediation = found["activities/dispute-mediation/"]
    assert "邻居吵架" in mediation.aliases
    assert "剁馅" in next(s for s in mediation.sections if s.id == "sort").text
    assert "清运" in next(s for s in found["activities/waste-sorting/"].sections if s.id == "roles").text
    assert next(s for s in found["activities/waste-sorting/"].sections if s.id == "news").text.strip()
    # Staff ask for something indoors for families in March.
    assert mediation.sections[0].text.split() == [
        *("邻里和谐", "法治宣传", "平安建设", "全体居民", "家庭", "入户走访", "议事协商", "室内"),
    ]
    assert found["activities/five-hands/"].months == catalogue.activities["five-hands"].facts.months
    assert found["calendar/"].sections[0].text.strip().startswith("挑一个日子")
    # A page to search with is no answer, and a table that is computed says nothing.
    assert not {"search/", "plans/compact/#task-table", "plans/compact/#sources"} & set(found)
    task = found["plans/compact/#publicity-columns"]
    assert (task.kind, task.title, task.place) == ("tasks", "用好宣传栏", "社区文明创建计划（精简通用型）")
    assert found["plans/compact/#guiding-ideas"].kind == "plans"
    budget = found["plans/compact/attachments/#budget"]
    assert (budget.kind, budget.title, budget.place) == ("plans", "经费预算", "社区文明创建计划（精简通用型）")
    assert "清扫工具" in budget.sections[0].text
    assert "plans/compact/#budget" not in found
    assert found["themes/elders/"].kind == "themes"
    assert found["guides/yearly-review/"].kind == "guides"
    assert found["about/"].kind == "pages"
    days = [d for d in documents(catalogue, "en") if d.kind == "observances"]
    lei_feng = next(d for d in days if d.day == "03-05")
    assert (lei_feng.address, lei_feng.months) == ("calendar/#month-3", (3,))
    assert lei_feng.sections[0].text == "Volunteering Civic morality"
    assert len(days) == len(catalogue.reference.vocabulary.observances)


def test_what_its_characters_settle_or_only_joins_two_words_is_left_out() -> None:
    def page(number: int, text: str) -> Document:
        return Document("guides", f"{number}/", "名", "", "", (), (Section("", "", text),))

    told = [page(number, "照片。两张。没有") for number in range(40)]
    apart = [page(number, "照。片。两。张。没。有。剁。馅。螺。蛳。的人。人。的") for number in range(40, 130)]
    pages = (*told, *apart, page(130, "照片两张"), page(131, "剁馅"), page(132, "吃螺蛳粉"))
    _, holders, found = _read(pages)
    pairs = Pairs(found, holders)
    assert set(pairs.kept(STEPS[0])) == {"照片", "两张", "没有", "剁馅", "螺蛳"}


def test_where_room_is_short_names_stay_and_what_no_dictionary_has_goes_first(catalogue: Catalogue) -> None:
    pages = tuple(documents(catalogue, "zh"))
    _, holders, found = _read(pages)
    pairs = Pairs(found, holders, ["门铃"])
    assert word_pairs(["电话", "话门", "门铃"]) == {"电话"}
    everything, tight, tightest = (set(pairs.kept(step)) for step in (STEPS[0], (10**9, 2), STEPS[-1]))
    assert everything > tight > tightest
    assert "门铃" in tight - tightest
    assert not word_pairs(everything - tight)
    assert tightest == {term for term in found.named if term[0] > "\u3000"}


def test_what_few_pages_are_called_or_have_as_a_heading_names_them() -> None:
    def page(number: int) -> Document:
        headings = [Section("forms", "表格", "")] * (number < 16) + [Section("talk", "讲座", "")] * (number < 15)
        return Document("guides", f"{number}/", "标题", "副题", "", ("别名",), tuple(headings))

    named = _read([page(number) for number in range(20)])[2].named
    assert {term: len(numbers) for term, numbers in named.items()} == {"标题": 20, "别名": 20, "讲座": 15}
    # On a large site one page in twenty may have it.
    assert len(_read([page(number) for number in range(320)])[2].named["表格"]) == 16


def test_marks_and_fields_are_no_words_of_a_page() -> None:
    assert plain("- **热饭** [送餐](a.md)〔社区名称〕").split() == ["热饭", "送餐"]
    assert plain("<b>热饭</b>\n```\ncode\n```\n![碗](a.svg)").split() == ["热饭", "碗"]
    assert first_line("一二三四五六七。八", "zh") == "一二三四五六七。"
    assert first_line("字" * 50, "zh") == "字" * 29 + "…"
    assert first_line("字" * 28 + "，" + "字" * 20, "zh") == "字" * 28 + "…"


def test_readings_follow_the_phrase_and_traditional_forms_the_characters() -> None:
    found = readings(["重阳敬老", "重点", "绿色"])
    assert found["chong"] == "重" == found["zhong"]
    assert found["lv"] == "绿"
    table = traditional("国里后")
    pairs = dict(zip(table[::2], table[1::2], strict=True))
    assert pairs["國"] == "国"
    assert pairs["後"] == "后"
    assert "后" not in pairs


def test_a_large_site_has_its_titles_by_the_letters_that_may_begin_a_word_in_them() -> None:
    many = ["".join(three) for three in product("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳", repeat=3)]
    pages = [Document("guides", "", title, "", "", ("安重点",), ()) for title in ("重阳", *many)]
    parts: dict[str, str] = {}
    # Every second letter: a c e …, b d f …
    assert _pinyin_parts(pages, parts) == 2
    found = [parts[name].split() for name in ("p0", "p1")]
    # 重 is chong in one of them, zhong in the other.
    assert [("重阳" in part, "安重点" in part) for part in found] == [(True, True), (True, True)]
    # Jia begins in p1, and yi in p0; what begins with the last character alone is no word.
    assert [("甲甲乙" in part, "乙乙甲" in part) for part in found] == [(False, True), (True, False)]


def test_common_characters_stand_in_the_order_of_their_readings() -> None:
    found = dict(common_syllables())
    assert sum(map(len, found.values())) == 3755
    assert list(found)[:3] == ["a", "ai", "an"]
    assert found["lv"].startswith("驴吕")
    assert found["lve"] == "掠略"
    # Where pypinyin says another reading, ceng and zhang.
    assert "曾" in found["zeng"]
    assert "长" in found["chang"]
    # Only what is read otherwise is written down.
    index = build_index((Document("pages", "a/", "重阳重点", "", "", (), ()),), "zh", {})
    part = next(script for name, script in index.files.items() if name.endswith("-r.js"))
    assert '|chong:重"' in part


def test_sizes_stay_in_their_limits(indexes: dict[str, Index]) -> None:
    for index in indexes.values():
        sizes = {name: len(gzip.compress(script.encode(), 9)) for name, script in index.files.items()}
        assert sizes[index.first] <= FIRST == 25 * KB
        assert sum(sizes.values()) <= 200 * KB


def test_names_of_parts_change_with_what_they_hold(catalogue: Catalogue, indexes: dict[str, Index]) -> None:
    pages = tuple(documents(catalogue, "zh"))
    other = build_index(pages[:-1], "zh", {})
    assert other.version != indexes["zh"].version
    assert not (set(other.files) & set(indexes["zh"].files)) - {"zh.js"}
    for name, script in indexes["zh"].files.items():
        for line in script.splitlines():
            said = re.fullmatch(r"searchPart\((\"[^\"]+\"),(.*)\)", line)
            assert said, name
            json.loads(said[2])


def test_everyday_words_must_lead_somewhere(tmp_path: Path, catalogue: Catalogue) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns("assets"))
    file = docs / "synonyms.yml"
    file.write_text("zh:\n  矛盾纠纷: 吵架、打架\nen:\n  disputes: row\n  noise: [a]\n", encoding="utf-8")
    found, problems = read_catalogue(docs)
    assert [str(problem) for problem in problems] == [
        "docs/synonyms.yml:5: synonyms.en.noise is ['a'], expected text; put it inside \"…\"."
    ]
    file.write_text("zh:\n  矛盾纠纷: 吵架、打架\n  矛盾纠纷 / 外星来客: 飞碟\n", encoding="utf-8")
    found, problems = read_catalogue(docs)
    named = [str(problem) for problem in check(found, link(found), problems) if "synonyms" in problem.path]
    assert named == [
        "docs/synonyms.yml:3: '外星来客' is said by no title, alias or summary. "
        "Take words that stand in one of them, or delete the target."
    ]


def test_an_index_is_made_anew_when_something_that_it_shows_has_changed(catalogue: Catalogue) -> None:
    made_from = "\n".join(sources(catalogue, "en"))
    mediation, plan = catalogue.activities["dispute-mediation"], catalogue.plans["compact"]
    for said in (
        mediation.body("en").text,
        plan.zh.body.text,
        repr(mediation.facts.months),
        repr(mediation.facts.themes),
    ):
        assert said in made_from
    # No English document shows what only the Chinese page says.
    assert mediation.zh.body.text not in made_from
    assert mediation.summary("zh") not in made_from


def test_an_everyday_word_of_several_groups_leads_to_all_of_them() -> None:
    words = Synonyms(zh={"矛盾纠纷 / 邻里纠纷": "吵架、 打架", "居民议事会": "打架"}, en={"disputes": "row, fall out"})
    assert words.of("zh") == {"吵架": ("矛盾纠纷", "邻里纠纷"), "打架": ("矛盾纠纷", "邻里纠纷", "居民议事会")}
    assert words.of("en") == {"row": ("disputes",), "fall out": ("disputes",)}


def test_pages_and_benchmarks_load_every_file_of_the_search() -> None:
    header = (ROOT / "overrides/partials/site-header.html").read_text(encoding="utf-8")
    listed = re.search(r"for name in \[(.*?)\].*?data-search-script", header)
    assert listed
    names = [f"search-{name}" for name in re.findall(r'"(\w+)"', listed[1])]
    assert sorted(names) == sorted(file.stem for file in (ROOT / "docs/assets/javascripts").glob("search-*.js"))
    # What shows results needs a page around it.
    assert ("load-script", *(name for name in names if name not in ("search-passage", "search-view"))) == SCRIPTS
