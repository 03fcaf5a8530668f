"""The data of the page that puts a plan together: complete, in one language, without numbers, and small."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from catalogue import Catalogue
from catalogue.content.records import Plan
from catalogue.content.vocabulary import LANGUAGES
from catalogue.exports.builder_data import data_script, word_script

YEARS = range(2026, 2036)
MOST_BYTES = 90_000
"""Of the compressed script: a phone on a slow network waits for it."""


def data(catalogue: Catalogue, language: str) -> dict[str, Any]:
    script = data_script(catalogue, language, 2027, YEARS).decode()
    name, _, value = script.partition("=")
    assert name == "window.planData"
    return json.loads(value.removesuffix(";\n"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plan_task_and_activity_is_there(catalogue: Catalogue, language: str) -> None:
    found = data(catalogue, language)
    assert [plan["id"] for plan in found["plans"]] == sorted(
        catalogue.plans, key=lambda stem: catalogue.plans[stem].facts.source
    )
    assert set(found["activities"]) == set(catalogue.activities)
    for plan in found["plans"]:
        facts = catalogue.plans[plan["id"]].facts
        assert [task["id"] for task in plan["tasks"]] == [task.id for task in facts.tasks]
        for task, fact in zip(plan["tasks"], facts.tasks, strict=True):
            assert task["text"]
            assert "\n" not in task["title"]
            assert {stem: tuple(months) for stem, months in task["activities"].items()} == fact.activities
            assert all(target["metric"] and target["value"] for target in task["targets"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_leads_an_activity_is_named_as_in_the_plans(catalogue: Catalogue, language: str) -> None:
    found = data(catalogue, language)
    assert {one["row"]["lead"] for one in found["activities"].values()} <= set(found["posts"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_have_no_numbers_and_fields_one_language(catalogue: Catalogue, language: str) -> None:
    found = data(catalogue, language)
    headings = [section["heading"] for plan in found["plans"] for section in plan["sections"]]
    assert not [
        heading for heading in headings if re.match(r"[一二三四五六七八九十]+、|\d|附件|Annex|Attachment", heading)
    ]
    text = json.dumps(found["plans"], ensure_ascii=False)
    shown = set(re.findall(r"〔[^〔〕\d][^〔〕]*〕" if language == "zh" else r"\[[a-z][^\[\]\"]*\]", text))
    assert shown <= set(found["fields"])
    assert language == "zh" or "〔" not in text


def test_the_scripts_are_small(catalogue: Catalogue) -> None:
    for language in LANGUAGES:
        assert len(gzip.compress(data_script(catalogue, language, 2027, YEARS))) < MOST_BYTES
        assert len(gzip.compress(word_script(language))) < 5_000


def test_a_fingerprint_changes_with_what_a_draft_takes_over(catalogue: Catalogue) -> None:
    def prints(plan: Plan) -> list[str]:
        plans = data(replace(catalogue, plans={**catalogue.plans, plan.stem: plan}), "zh")["plans"]
        return [task["print"] for task in next(found for found in plans if found["id"] == plan.stem)["tasks"]]

    plan = catalogue.plans["compact"]
    before = prints(plan)
    task = plan.facts.tasks[0].model_copy(update={"done": "另一句"})
    facts = plan.facts.model_copy(update={"tasks": (task, *plan.facts.tasks[1:])})
    assert all(re.fullmatch(r"[0-9a-f]{8}", found) for found in before)
    after = prints(replace(plan, facts=facts))
    assert after[0] != before[0]
    assert after[1:] == before[1:] == prints(plan)[1:]


def test_days_have_their_dates_in_every_year(catalogue: Catalogue) -> None:
    days = data(catalogue, "zh")["days"]
    assert days["lei-feng-day"]["dates"] == "03-05"
    assert days["spring-festival"]["dates"]["2027"] == "02-06"
    assert set(days["spring-festival"]["dates"]) == {str(year) for year in YEARS}
