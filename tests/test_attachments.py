"""One file of a plan, two pages: what stands on which, and where links to its parts lead."""

from __future__ import annotations

import pytest

from catalogue import Catalogue
from catalogue.content.records import Attachments, address_in
from catalogue.presentation.attachments import markdown_of, with_links_led

TEXT = """Lead.

## 一 {#guiding-ideas}

Words.

## 附件 {#attachments}

Samples.

### 附件1　表 {#task-table}

### 附件2　钱 {#budget}

| a | b |
| --- | --- |
| # 1 | 2 |

## 落款 {#signature}

Name.
"""


def test_each_page_shows_its_part_of_the_file(catalogue: Catalogue) -> None:
    plan = catalogue.plans["compact"]
    page = Attachments.of(plan)
    assert markdown_of(plan, TEXT) == TEXT[: TEXT.index("### 附件1")] + TEXT[TEXT.index("## 落款") :]
    alone = TEXT[TEXT.index("Samples.") : TEXT.index("## 落款")]
    assert markdown_of(page, TEXT) == "\n" + alone.replace("### ", "## ")
    assert markdown_of(catalogue.guides["yearly-review"], TEXT) == TEXT
    # While a plan is being written, any of it may be missing.
    for unfinished in (TEXT[: TEXT.index("### 附件1")], TEXT[: TEXT.index("## 附件")], ""):
        assert markdown_of(plan, unfinished) == unfinished
        assert "###" not in markdown_of(page, unfinished)
    at_the_end = TEXT[: TEXT.index("## 落款")]
    assert markdown_of(plan, at_the_end) == TEXT[: TEXT.index("### 附件1")]
    assert markdown_of(page, at_the_end) == "\n" + alone.replace("### ", "## ")


@pytest.mark.parametrize(
    ("here", "written", "led"),
    [
        ("guides/yearly-review.md", "../plans/compact.md#budget", "../plans/compact.attachments.md#budget"),
        ("guides/yearly-review.md", "../plans/compact.md#goals", "../plans/compact.md#goals"),
        ("guides/yearly-review.md", "../plans/compact.md", "../plans/compact.md"),
        ("guides/yearly-review.md", "../activities/compact.md#budget", "../activities/compact.md#budget"),
        ("guides/yearly-review.md", "#budget", "#budget"),
        ("index.md", "plans/compact.md#risks", "plans/compact.attachments.md#risks"),
        ("plans/compact.md", "#budget", "compact.attachments.md#budget"),
        ("plans/compact.md", "#goals", "#goals"),
        ("plans/compact.attachments.md", "#goals", "compact.md#goals"),
        ("plans/compact.attachments.md", "#budget", "#budget"),
        ("plans/compact.md", "core-values.md#budget", "core-values.attachments.md#budget"),
        ("plans/compact.md", "https://example.org/compact.md#budget", "https://example.org/compact.md#budget"),
    ],
)
def test_a_link_is_written_to_the_file_and_leads_to_the_page(
    catalogue: Catalogue, here: str, written: str, led: str
) -> None:
    page = catalogue.by_path[here]
    markdown = '中文 [one]({0}), [two]({0} "title") and [x](y.md)'
    assert with_links_led(page, markdown.format(written), catalogue) == markdown.format(led)


def test_the_page_is_known_by_its_address_and_says_what_it_holds(catalogue: Catalogue) -> None:
    page = catalogue.by_url["plans/compact/attachments/"]
    assert page.whole.url == "plans/compact/"
    assert page.title("en").startswith("Attachments: Civil community plan")
    assert page.summary("zh") == "任务分解表、月度安排、指标对照表、经费预算、志愿队伍、阵地清单、风险与预案。"
    assert (
        page.summary("en") == "Tasks, Month by month, Targets, Budget, Volunteer teams, Places, Risks and what to do."
    )
    assert address_in(catalogue.plans["compact"], "goals") == "plans/compact/#goals"
    assert address_in(catalogue.plans["compact"], "attachments") == "plans/compact/#attachments"
    assert not [entry for entry in catalogue.entries() if isinstance(entry, Attachments)]
    assert len(list(catalogue.shown())) == len(list(catalogue.entries())) + len(catalogue.plans)
