"""The search engine on made-up pages: what is written is read, how a question is understood."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from project import ROOT

from catalogue import Catalogue
from catalogue.exports.search.documents import Document, Section, documents
from catalogue.exports.search.index import SMALL, STEPS, Pairs, _read, build_index
from catalogue.exports.search.words import RUN, WORD, fold, is_han, pairs_of, stem
from commands.search_engine import write_engine

NOTICE = Section("notice", "群通知", "")
PAGES = (
    Document("activities", "quarrels/", "纠纷调解", "劝和邻居", "", ("邻居吵架",), (Section("sort", "先分三堆", "剁馅"), NOTICE), (3, 6, 8, 9)),
    Document("activities", "volunteers/", "志愿者招募", "", "", (), (NOTICE,), (12,)),
    Document("activities", "chess/", "棋牌比赛", "下象棋", "", (), (Section("rules", "比赛规则", ""), Section("more", "规则之外", ""), NOTICE), (1, 2, 3)),
    Document("guides", "lonely/", "独居老人", "常去看看", "", (), (NOTICE,)),
    Document("guides", "news/", "News", "", "", (), (NOTICE,)),
    Document("themes", "themes/elders/", "老人", "", "", (), ()),
    Document("themes", "themes/law/", "法律", "", "", (), ()),
    Document("themes", "themes/sport/", "体育", "", "", (), ()),
    Document("themes", "themes/streets/", "街道", "", "", (), ()),
    Document("observances", "calendar/#month-3", "学雷锋日", "三月", "", (), (), (3,), "03-05"),
    Document("observances", "calendar/#month-12", "志愿者日", "十二月", "", (), (), (12,), "12-05"),
)  # fmt: skip
ENGLISH = (
    Document("activities", "creche/", "A morning at the crèche", "", "", (), ()),
    Document("activities", "calligraphy/", "Calligraphy", "Brush and ink", "", (), ()),
    Document("activities", "recycling/", "Sorting waste", "", "", (), ()),
    Document("activities", "tai-chi/", "Slow exercise", "", "", (), ()),
    Document("observances", "calendar/#month-1", "New Year's Day", "", "", (), (), (1,), "01-01"),
)
SYNONYMS = {
    "zh": {"和事佬": ("纠纷调解",), "灯坏": ("棋牌比赛",)},
    "en": {
        "tai chi": ("Slow exercise",),
        "recycling": ("Sorting waste",),
        "fix old bike": ("Slow exercise",),
        "wheelchair": ("Slow exercise",),
    },
}


@pytest.fixture(scope="module")
def engines(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page with nothing but the engine, asked about the pages above in both languages."""
    folder = tmp_path_factory.mktemp("engine")
    write_engine(folder)
    for language, pages in (("zh", PAGES), ("en", ENGLISH)):
        write(folder, language, pages, SYNONYMS[language])
    page = browser.new_page()
    page.clock.set_fixed_time("2026-12-10")
    page.goto((folder / "bench.html").as_uri())
    page.evaluate(
        """() => {
          window.engines = { zh: new SearchEngine("", "zh"), en: new SearchEngine("", "en") };
          return Promise.all([engines.zh.search("ab"), engines.en.search("ab")]);
        }"""
    )
    # Pages whose text it looks up come from nowhere else.
    page.add_script_tag(path=ROOT / "docs/assets/javascripts/search-passage.js")
    yield page
    page.close()


def write(folder: Path, language: str, pages: tuple[Document, ...], synonyms: dict[str, tuple[str, ...]]) -> None:
    for name, script in build_index(pages, language, synonyms).files.items():
        (folder / name).write_text(script, encoding="utf-8")


def found(engines: Page, words: str, language: str = "zh") -> list[str]:
    """The addresses that a question leads to."""
    return engines.evaluate(  # type: ignore[no-any-return]
        """([language, words]) => engines[language].search(words)
             .then(answer => answer.results.map(result => result.address))""",
        [language, words],
    )


def test_texts_are_cut_in_the_browser_as_in_the_index(engines: Page, catalogue: Catalogue) -> None:
    pages = [*documents(catalogue, "en"), *documents(catalogue, "zh", names_only=True)]
    texts = [
        said for page in pages for said in (page.title, page.line, *page.aliases, *(s.text for s in page.sections))
    ]
    letters = [f"x{chr(code)}y" for code in (*range(0xD800), *range(0xE000, 0x10000))]
    text = "\n".join((*texts, *letters))
    folded = fold(text)
    cut = pairs_of(RUN.findall(folded)) | {stem(word) for word in WORD.findall(folded)}
    said = engines.evaluate("text => searchText.cut(engines.en.index.rules, searchText.fold(text)).join(' ')", text)
    assert set(said.split()) == cut


def made_up(count: int) -> tuple[Document, ...]:
    """Pages of words by chance, the same at every run: one character has more pairs than a part holds."""
    chance = random.Random(1)  # noqa: S311 - not a secret
    words = [f"甲{chr(0x4E00 + 7 * number)}" for number in range(60)] + [" plan", " chess"]
    return tuple(
        Document("activities", f"{number}/", chr(0x9000 + number) + chance.choice(words), figures, "", (), (text,))
        for number in range(count)
        for text in [Section("", "", "".join(chance.sample(words, 8)))]
        for figures in [" ".join(str(chance.getrandbits(99)) for _ in range(2))]
    )


@pytest.mark.parametrize("count", [SMALL, SMALL + 1])
def test_a_browser_reads_what_was_written(browser: Browser, tmp_path: Path, count: int) -> None:
    pages = made_up(count)
    write_engine(tmp_path)
    write(tmp_path, "zh", pages, {})
    page = browser.new_page()
    page.goto((tmp_path / "bench.html").as_uri())
    _, holders, postings = _read(pages)
    titles, records, read = page.evaluate(
        """async terms => {
          const { open, loadTerms, loadRecords, postings } = searchIndex;
          const index = await open("", "zh");
          await Promise.all([loadTerms(index, terms), loadRecords(index, index.chunks)]);
          const rows = terms.map(term => [term, postings(index, term)]).filter(row => row[1]);
          return [index.records.map(record => record.names[0].text), index.core.records,
                  rows.map(([term, { numbers, named }]) => [term, numbers, named.map(at => numbers[at])])];
        }""",
        [*holders, *postings.held],
    )
    page.close()
    assert titles == [one.title for one in pages]
    # A question about a large site loads few of them.
    assert records == (200 if count == SMALL else 16)
    stems = {term for term in postings.held if not is_han(term)}
    written = {*holders, *Pairs(postings, holders).kept(STEPS[0]), *stems}
    held = {**holders, **postings.held}
    assert {term: numbers for term, numbers, _ in read} == {term: list(held[term]) for term in written}
    # Of a single document nothing says whether it is named so: it is looked up in its title.
    several = [(term, named) for term, numbers, named in read if len(numbers) > 1]
    assert several == [(term, postings.named.get(term, [])) for term, _ in several]


def test_traditional_characters_accents_and_width_make_no_difference(engines: Page) -> None:
    assert found(engines, "糾紛調解") == ["quarrels/"]
    assert found(engines, "creche", "en") == found(engines, "ＣＲＥＣＨＥ", "en") == ["creche/"]
    assert found(engines, "crèche", "en") == ["creche/"]
    assert found(engines, "棋 牌") == ["chess/"]


@pytest.mark.parametrize(
    ("letters", "address"),
    [
        ("jiufentiaojie", "quarrels/"),
        ("jftj", "quarrels/"),
        ("jiufentiaoji", "quarrels/"),
        ("ji'ufen", "quarrels/"),
        ("zyz zhaomu", "volunteers/"),
        ("ziyuanze", "volunteers/"),
        ("qipaibisai", "chess/"),
        ("heshilao", "quarrels/"),
    ],
)
def test_pinyin_in_full_by_initials_apart_and_as_it_is_said_in_the_south(
    engines: Page, letters: str, address: str
) -> None:
    assert found(engines, letters)[0] == address


def test_letters_stand_for_the_word_that_most_names_begin_with(engines: Page) -> None:
    spelled = "names => searchSound.spellings('zhiyuan', names, engines.zh.index.readings)"
    assert engines.evaluate(spelled, ["至远", "志愿者", "志愿服务"]) == ["志愿", "至远"]


@pytest.mark.parametrize(
    ("asked", "addresses"),
    [
        ("三月", ["calendar/#month-3", "calendar/#month-3", "chess/", "quarrels/"]),
        ("3月5日", ["calendar/#month-3", "calendar/#month-3", "chess/", "quarrels/"]),
        ("十二月", ["calendar/#month-12", "calendar/#month-12", "volunteers/"]),
        ("下个月", ["calendar/#month-1", "chess/"]),
    ],
)
def test_a_month_leads_to_its_days_and_to_what_suits_few_months_first(
    engines: Page, asked: str, addresses: list[str]
) -> None:
    assert found(engines, asked) == addresses


DATES = {
    "zh": {
        "三月": [3, 0], "12月5日": [12, 5], "三月二十五日": [3, 25], "三月十五号": [3, 15], "五月二十日": [5, 20],
        "下个月": [1, 0], "本月": [12, 0], "八月十五": None, "13月": None, "2012月": None,
    },
    "en": {
        "december": [12, 0], "5 march": [3, 5], "march 31": [3, 31], "june 32": [6, 0], "sep": [9, 0], "mar": None,
        "in may": [5, 0], "may i come": None, "next month": [1, 0], "this month": [12, 0],
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_dates_are_read_and_what_only_looks_like_one_is_not(engines: Page, language: str) -> None:
    read = engines.evaluate(
        """([language, questions]) => questions.map(question => {
          const date = searchQuestion.dateIn(engines[language].index, question);
          return date && [date.month, date.day];
        })""",
        [language, list(DATES[language])],
    )
    assert dict(zip(DATES[language], read, strict=True)) == DATES[language]


def test_small_words_weigh_little_unless_nothing_else_is_said(engines: Page) -> None:
    def units(language: str, question: str) -> object:
        return engines.evaluate(
            "([language, text]) => Object.fromEntries(searchQuestion.read(engines[language].index, text).units)",
            [language, question],
        )

    assert units("en", "i've no time for calligraphy") == {"tim": 0.25, "calligraphi": 1}
    assert units("en", "how do i find time") == {"find": 1, "tim": 1}
    assert units("en", "what can we do") == {"what": 1, "can": 1, "we": 1, "do": 1}
    assert units("zh", "棋 牌") == {"棋牌": 1}
    assert units("zh", "怎么下棋") == {"怎么": 0.075, "么下": 0.075, "下棋": 1}


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("taichi", "tai-chi/"),
        ("wheel chair", "tai-chi/"),
        ("fix my old red bike", "tai-chi/"),
        ("an old bike to fix", "tai-chi/"),
        ("recyclng", "recycling/"),
        ("recylcing", "recycling/"),
        ("calligrafy", "calligraphy/"),
        ("caligrahpy", "calligraphy/"),
        ("callig", "calligraphy/"),
    ],
)
def test_english_words_are_found_with_slips_in_pieces_and_in_another_order(
    engines: Page, asked: str, address: str
) -> None:
    assert found(engines, asked, "en") == [address]


def test_a_word_that_is_still_being_typed_is_no_slip(engines: Page) -> None:
    righted = "asked => engines.en.search(asked).then(answer => answer.righted)"
    assert engines.evaluate(righted, "recyclng") == "recycling"
    assert engines.evaluate(righted, "recyclin") == ""
    assert engines.evaluate(righted, "recyclin bikes") == "recycling bikes"


@pytest.mark.parametrize(
    ("asked", "hit"),
    [
        ("比赛规则", ["chess/#rules", "比赛规则", "", ""]),
        ("棋牌 群通知", ["chess/#notice", "群通知", "", ""]),
        # The title says it already.
        ("比赛", ["chess/", "", "", ""]),
        ("邻居吵架", ["quarrels/", "", "邻居吵架", ""]),
        ("纠纷调解", ["quarrels/", "", "", ""]),
        ("灯又都坏", ["chess/", "", "", "灯坏"]),
        ("qipai", ["chess/", "", "", "qipai"]),
    ],
)
def test_a_hit_says_by_which_of_its_words_it_was_found(engines: Page, asked: str, hit: list[str]) -> None:
    shown = """asked => engines.zh.search(asked).then(({ results: [first] }) =>
      [first.address, first.heading, first.alias, first.why ? first.why.word : ""])"""
    assert engines.evaluate(shown, asked) == hit


def test_where_nothing_is_found_the_themes_that_share_most_are_named(engines: Page) -> None:
    near = "asked => engines.zh.search(asked).then(answer => answer.near.map(one => one.address))"
    assert engines.evaluate(near, "老年道路") == ["themes/elders/", "themes/streets/", "themes/law/"]
    assert engines.evaluate(near, "棋牌比赛") == []


def test_words_are_marked_where_a_text_says_them_and_joined_where_they_overlap(engines: Page) -> None:
    marked, uneven, joined, says = engines.evaluate(
        """() => engines.zh.search("比赛规则").then(answer => {
          const { marked, joined, saysOwn } = searchMarks;
          return [marked("棋牌比赛，先讲规矩", answer), marked("㎏比赛", answer),
                  joined(["比赛", "赛规"], answer), ["规则", "规矩"].map(text => saysOwn(text, answer))];
        })"""
    )
    assert marked == ["棋牌", "比赛", "，先讲规矩"]
    # Where folding makes two letters of one, no place can be trusted.
    assert uneven == ["㎏比赛"]
    assert (joined, says) == ("比赛规", [True, False])


def test_what_the_records_say_is_there_at_once(engines: Page) -> None:
    assert engines.evaluate("() => engines.zh.quick('棋牌').results.map(one => one.address)") == ["chess/"]


@pytest.mark.parametrize(
    ("asked", "addresses"),
    [
        ("不花钱的室内活动", ["activities/?cost=free&setting=indoor"]),
        ("棋牌 不花钱 室内", ["chess/", "activities/?cost=free&setting=indoor"]),
        # What suits the month comes first, and the month itself after what else was asked for.
        ("一月 纠纷 棋牌", ["chess/", "quarrels/", "calendar/#month-1"]),
        ("九月 纠纷 棋牌", ["quarrels/", "chess/", "calendar/#month-9"]),
        ("一月 棋牌", ["calendar/#month-1", "chess/"]),
        # One character, and forms of an English word on a Chinese page.
        ("志", ["volunteers/", "calendar/#month-12"]),
        ("news xyz", ["news/"]),
        ("纠分调解", ["quarrels/"]),
        ("标牌", []),
    ],
)
def test_chinese_questions(engines: Page, asked: str, addresses: list[str]) -> None:
    assert found(engines, asked) == addresses


ARTICLE = """<article><h2 id="sort">先分三堆</h2><p>天亮了。早起<b>剁馅</b>，包饺子；别的</p>
<h3 id="few">少的</h3><p>两个字：馅，剁</p><h2 id="table">一张表</h2><table><tr><td>谁</td><td>剁馅的人</td></tr></table>
<h2 id="knife">剁馅刀</h2><form><p>剁馅剁馅</p></form><h2 id="end">完</h2><nav><p>剁馅</p></nav></article>"""
LONG = f"<main><p>{'前' * 100}剁馅{'后' * 100}</p></main>"


@pytest.mark.parametrize(
    ("html", "part", "passage"),
    [
        (ARTICLE, "", ["早起剁馅，包饺子", "先分三堆", "sort", True]),
        (ARTICLE, "#sort", ["早起剁馅，包饺子", "先分三堆", "sort", True]),
        (ARTICLE, "#few", None),
        (ARTICLE, "#table", ["谁 · 剁馅的人", "一张表", "table", True]),
        (ARTICLE, "#knife", ["", "剁馅刀", "knife", True]),
        (ARTICLE, "#end", None),
        (LONG, "", ["…" + "前" * 21 + "剁馅" + "后" * 41 + "…", "", "", True]),
    ],
)
def test_a_word_of_the_text_is_shown_with_its_line_and_heading(
    engines: Page, html: str, part: str, passage: list[object] | None
) -> None:
    said = engines.evaluate(
        """([html, part]) => engines.zh.search("剁馅")
             .then(answer => searchPassage("data:text/html;charset=utf-8," + encodeURIComponent(html) + part, answer))
             .then(found => found && [found.line, found.heading, found.id, found.whole])""",
        [html, part],
    )
    assert said == passage


def test_a_page_that_did_not_come_is_asked_for_again(engines: Page) -> None:
    statuses = [503, 200]
    engines.route(
        "http://pages.invalid/",
        lambda route: route.fulfill(
            status=statuses.pop(0),
            body=ARTICLE,
            headers={"access-control-allow-origin": "*", "content-type": "text/html; charset=utf-8"},
        ),
    )
    ask = """() => engines.zh.search("剁馅").then(answer => searchPassage("http://pages.invalid/", answer))
      .then(found => found.line, error => error.message)"""
    assert [engines.evaluate(ask), engines.evaluate(ask)] == ["503", "早起剁馅，包饺子"]
