"""Slips in real pages of each kind, and gaps of the whole catalogue, asked of the rules alone: nothing is read anew."""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from operator import getitem

import pytest
from pydantic import ValidationError

from catalogue import Catalogue, link
from catalogue.content.body import Body
from catalogue.content.models import PlanFacts, PlanWords, TaskWords
from catalogue.content.records import AnyEntry, task_words
from catalogue.content.vocabulary import Synonyms
from catalogue.rules import NOTES, OF_A_KIND, OF_ANY_PAGE, OF_THE_CATALOGUE, OF_TWINS
from catalogue.rules.figures import figures_differ


def rewritten(entry: AnyEntry, old: str, new: str) -> AnyEntry:
    """The page with `new` for what the expression `old` first finds in its Chinese text."""
    body = entry.zh.body
    text, count = re.subn(old, new, body.text, count=1, flags=re.DOTALL)
    assert count
    chinese = replace(entry.zh, body=Body(text, body.first_line))
    return replace(entry, sources={**entry.sources, "zh": chinese})


@pytest.mark.parametrize(
    ("kind", "stem", "old", "new", "piece"),
    [
        ("plans", "compact", "{#places}", "{#rooms}", "part {#places} is missing"),
        ("plans", "compact", "({#volunteers})(.*)({#places})", r"\3\2\1", "part {#places} is out of order"),
        ("plans", "compact", "({#task-table}\n)", r"\1\n一句话。\n", "{#task-table} is computed, expected nothing"),
        ("plans", "compact", "({#places}\n)", rf"\1\n{'长' * 2600}\n", "Chinese characters, expected 2500 to 5000"),
        ("plans", "compact", "## 四、", r"### 多的 {#extra}\n\n## 四、", "heading {#extra} stands among the tasks"),
        ("plans", "compact", "6期 . 40 ", "7期 | 40 ", "7 × 40 is 280, but the row says 240."),
        ("plans", "compact", "执政意识", "别的意识", "'执政意识' of fact P4.1.2.a"),
        ("plans", "compact", "总目标：", f"总目标：{'长' * 600}", "the short edition made from this plan has"),
        ("plans", "compact", "4980", "4990", "the budget's rows sum to 4980"),
        ("activities", "eight-donts", "0:05–0:20", "0:05–0:05", "this part runs 0:05–0:05, expected a start at 0:05"),
        ("activities", "eight-donts", "({#tips})(.*)({#pitfalls})", r"\3\2\1", "block {#pitfalls} is out of order"),
        ("activities", "eight-donts", "({#why}\n)[^#]*", r"\1\n", "{#why} is empty, expected up to 120"),
        (
            "activities",
            "eight-donts",
            "(单元门口 . )楼栋长",
            r"\1楼栋长和团支部书记",
            "'团支部书记' has something to do",
        ),
        (
            "activities",
            "eight-donts",
            "(单元门口 . )楼栋长(.*)网格员、",
            r"\1团支部书记\2团支部书记、",
            "'团支部书记' has something to do",
        ),
        ("guides", "choose-a-plan", "({#limits})(.*)({#links})", r"\3\2\1", "found the parts problem answers"),
        ("guides", "choose-a-plan", "\n- 再看底子[^\n]*", "", "{#answers} has 2 items, expected 3"),
        ("guides", "choose-a-plan", "({#checklist}\n\n[^\n]*\n).*?\n## ", r"\1\n## ", "has 1 points, expected 6 to 16"),
    ],
)
def test_a_slip_in_a_page_of_a_kind_is_told_once(
    catalogue: Catalogue, kind: str, stem: str, old: str, new: str, piece: str
) -> None:
    entry = rewritten(catalogue.folder(kind)[stem], old, new)
    found = [message for rule in OF_A_KIND[kind] for _, _, message in rule(entry, catalogue)]
    assert [piece in message for message in found] == [True], found


def test_a_short_english_run_sheet_is_told(catalogue: Catalogue) -> None:
    sheet = catalogue.activities["eight-donts"]
    english = replace(sheet.sources["en"], body=Body("word " * 699, 1))
    short = replace(sheet, sources={**sheet.sources, "en": english})
    found = [message for rule in OF_A_KIND["activities"] for _, _, message in rule(short, catalogue)]
    assert found == ["the run sheet has 699 English words, expected 700 or more."]


def test_a_target_has_the_figure_of_its_fact(catalogue: Catalogue) -> None:
    plan = catalogue.plans["community-education"]
    tasks = [
        task.model_copy(update={"targets": tuple(one.model_copy(update={"value": -1}) for one in task.targets)})
        for task in plan.facts.tasks
    ]
    wrong = replace(plan, facts=plan.facts.model_copy(update={"tasks": tuple(tasks)}))
    found = [message for rule in OF_A_KIND["plans"] for _, _, message in rule(wrong, catalogue)]
    assert found
    assert all("has targets -1, but fact P1." in message for message in found)


@pytest.mark.parametrize(
    ("chinese", "english", "differ"),
    [
        ("6点半", "6:30", False),
        ("六点半、十分钟、三十五天", "6:30, 10 minutes, 35 days", False),
        ("1场、20户", "a session for twenty households", False),
        ("一场", "1 session", False),
        ("两次", "3 times", True),
        ("3次", "twice", True),
    ],
)
def test_figures_may_be_said_in_words(chinese: str, english: str, differ: bool) -> None:
    assert figures_differ(chinese, english) is differ


@pytest.mark.parametrize(
    ("part", "value", "piece"),
    [
        ("due", "02-30", "due is '02-30', expected a day such as 11-30"),
        ("due", "30 Nov", "due is '30 Nov', expected a day such as 11-30"),
        ("id", "goals", "id 'goals' stands twice among sections and tasks"),
    ],
)
def test_the_data_of_a_task_can_be(catalogue: Catalogue, part: str, value: str, piece: str) -> None:
    facts = catalogue.plans["compact"].facts.model_dump()
    assert PlanFacts.model_validate(facts)
    facts["tasks"][0][part] = value
    with pytest.raises(ValidationError, match=piece):
        PlanFacts.model_validate(facts)


def test_a_translation_is_stale_when_any_words_change(catalogue: Catalogue) -> None:
    plan = catalogue.plans["compact"]
    facts = plan.facts.model_dump()
    ways: list[tuple[str | int, ...]] = [("title",), ("summary",), ("fits",), ("changes", 0, "says")]
    ways += [("tasks", 0, *way) for way in (("done",), ("targets", 0, "metric"), ("targets", 0, "how"))]
    seen = {plan.fingerprint, rewritten(plan, "总目标", "目标").fingerprint}
    for *way, key in ways:
        changed = copy.deepcopy(facts)
        reduce(getitem, way, changed)[key] = "别的话"
        seen.add(replace(plan, facts=PlanFacts.model_validate(changed)).fingerprint)
    assert len(seen) == 2 + len(ways)
    later = plan.facts.model_copy(update={"checked": datetime.date(2027, 1, 31)})
    assert replace(plan, facts=later).fingerprint == plan.fingerprint


@pytest.mark.parametrize(
    ("change", "piece"),
    [
        (lambda tasks: tasks[::-1], "found task 'families-and-neighbours', expected 'publicity-columns'"),
        (lambda tasks: tasks[:-1], "found task 'nothing', expected 'families-and-neighbours'"),
        (
            lambda tasks: (tasks[0].model_copy(update={"targets": ()}), *tasks[1:]),
            "task 'publicity-columns' words 0 targets, expected 2",
        ),
    ],
)
def test_english_tasks_that_are_not_those_of_the_plan_are_told_once(
    catalogue: Catalogue, change: Callable[[tuple[TaskWords, ...]], tuple[TaskWords, ...]], piece: str
) -> None:
    plan = catalogue.plans["compact"]
    assert isinstance(plan.words, PlanWords)
    wrong = replace(plan, words=plan.words.model_copy(update={"tasks": change(plan.words.tasks)}))
    found = [message for rule in OF_TWINS for _, _, message in rule(wrong)]
    assert [piece in message for message in found] == [True], found


def test_words_of_targets_are_known_too(catalogue: Catalogue) -> None:
    plan = catalogue.plans["compact"]
    facts = plan.facts.model_dump()
    facts["tasks"][0]["targets"][0]["unit"] = "tonnes"
    wrong = replace(plan, facts=PlanFacts.model_validate(facts))
    found = [message for rule in OF_ANY_PAGE for _, _, message in rule(wrong, catalogue)]
    assert ["unit has 'tonnes'" in message for message in found] == [True], found


def test_a_task_that_english_does_not_word_yet_has_its_chinese_words(catalogue: Catalogue) -> None:
    plan = catalogue.plans["compact"]
    assert isinstance(plan.words, PlanWords)
    begun = replace(plan, words=plan.words.model_copy(update={"tasks": plan.words.tasks[:1]}))
    assert task_words(begun, 0, "en") == task_words(plan, 0, "en")
    assert task_words(begun, 1, "en") == task_words(plan, 1, "zh")
    first = plan.words.tasks[0]
    half = first.model_copy(update={"targets": first.targets[:1]})
    begun = replace(plan, words=plan.words.model_copy(update={"tasks": (half,)}))
    english, chinese = (task_words(plan, 0, language)[1] for language in ("en", "zh"))
    assert task_words(begun, 0, "en")[1] == (english[0], *chinese[1:])


def _with(catalogue: Catalogue, kind: str, **facts: object) -> Catalogue:
    """The catalogue with those values on every page of that kind."""
    entries = {
        stem: replace(entry, facts=entry.facts.model_copy(update=facts))
        for stem, entry in catalogue.folder(kind).items()
    }
    return replace(catalogue, **{kind: entries})  # type: ignore[arg-type]


def _everywhere(catalogue: Catalogue, sentence: str, pages: int) -> Catalogue:
    said = {
        stem: rewritten(entry, "$", f"\n{sentence}\n") if number < pages else entry
        for number, (stem, entry) in enumerate(catalogue.activities.items())
    }
    return replace(catalogue, activities=said)


def _with_synonyms(catalogue: Catalogue, **groups: dict[str, str]) -> Catalogue:
    words = catalogue.reference.vocabulary.model_copy(update={"synonyms": Synonyms(**groups)})
    return replace(catalogue, reference=replace(catalogue.reference, vocabulary=words))


GAPS: dict[str, Callable[[Catalogue], Catalogue]] = {
    "fact F1 is covered by no page": lambda all_: _with(all_, "pages", covers=()),
    "(activity) is carried out by no activity": lambda all_: _with(all_, "activities", covers=()),
    "stands in no plan and has no observance": lambda all_: replace(all_, plans={}),
    "theme 'elders' has 2 activities": lambda all_: replace(
        all_, activities=dict([one for one in all_.activities.items() if "elders" in one[1].facts.themes][:2])
    ),
    "theme 'pets' is not among": lambda all_: replace(all_, themes={"pets": all_.themes["elders"]}),
    "alias 'wechat' stands at": lambda all_: _with(
        replace(all_, guides=dict([*all_.guides.items()][:1])), "guides", aliases=("WeChat", "wechat")
    ),
    "last checked on 2020-01-31": lambda all_: _with(all_, "guides", checked=datetime.date(2020, 1, 31)),
    "stands on 9 activity pages": lambda all_: _everywhere(all_, "这一句话放在哪一张操作单上都说得通了。", 9),
    "'没有哪页说过' is said by no title": lambda all_: _with_synonyms(all_, zh={"没有哪页说过": "谁说的"}),
}
"""What is told -> what was lost."""


@pytest.mark.parametrize("piece", GAPS)
def test_a_gap_of_the_whole_catalogue_is_told(catalogue: Catalogue, piece: str) -> None:
    lacking = GAPS[piece](catalogue)
    links = link(lacking)
    found = [message for rule in (*OF_THE_CATALOGUE, *NOTES) for _, _, message in rule(lacking, links)]
    assert [message for message in found if piece in message], found[:9]
