"""What has changed: every change on its page, on the page that lists all, and in the feed."""

from __future__ import annotations

import dataclasses
import html
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from catalogue import Catalogue
from catalogue.exports.feed import feed
from catalogue.presentation.changes import LATEST, changes_by_day

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(("language", "root"), [("zh", ""), ("en", "en/")])
def test_every_change_is_told_in_three_places(site: Path, catalogue: Catalogue, language: str, root: str) -> None:
    told = [
        (day, entry.url, says)
        for day, changes in changes_by_day(catalogue, language).items()
        for entry, says in changes
    ]
    assert len(told) == min(LATEST, sum(len(entry.facts.changes) for entry in catalogue.entries())) > 20
    assert [day for day, _, _ in told] == sorted((day for day, _, _ in told), reverse=True)
    listed = (site / root / "changes/index.html").read_text(encoding="utf-8")
    places = [listed.index(f'id="on-{day}"') for day in dict.fromkeys(day for day, _, _ in told)]
    assert places == sorted(places)
    for day, url, says in told:
        assert says in html.unescape(listed)
        own = (site / root / url / "index.html").read_text(encoding="utf-8")
        assert re.search(f'<time datetime="{day}">{day}</time>[:：] ?{re.escape(says)}</dd>', html.unescape(own))
    feed = ElementTree.parse(site / root / "changes.xml").getroot()  # noqa: S314 - our own file
    entries = feed.findall(f"{ATOM}entry")
    address = f"https://example.org/{root}"
    assert feed.findtext(f"{ATOM}updated") == f"{told[0][0]}T00:00:00Z"
    assert [
        (one.findtext(f"{ATOM}updated"), one.find(f"{ATOM}link").get("href"), one.findtext(f"{ATOM}summary"))  # type: ignore[union-attr]
        for one in entries
    ] == [(f"{day}T00:00:00Z", f"{address}{url}", says) for day, url, says in told]
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == len(entries)


def test_only_the_latest_changes_are_listed(catalogue: Catalogue) -> None:
    whole = [(day, entry, says) for day, of_day in changes_by_day(catalogue, "zh").items() for entry, says in of_day]
    few = [(day, entry, says) for day, of_day in changes_by_day(catalogue, "zh", 7).items() for entry, says in of_day]
    assert few == whole[:7]


@pytest.mark.parametrize(
    ("language", "root", "spoken", "shown"),
    [("zh", "", "zh-CN", "〔社区名称〕"), ("en", "en/", "en-GB", "[community name]")],
)
def test_a_feed_says_whose_it_is_and_names_its_fields(
    catalogue: Catalogue, language: str, root: str, spoken: str, shown: str
) -> None:
    plan = catalogue.plans["compact"]
    said = plan.said(language)
    changed = said.model_copy(
        update={
            "title": "〔社区名称〕",
            "changes": tuple(one.model_copy(update={"says": "〔社区名称〕"}) for one in said.changes),
        }
    )
    one = dataclasses.replace(plan, **{"words" if language == "en" else "facts": changed})
    alone = dataclasses.replace(catalogue, plans={"compact": one}, activities={}, themes={}, guides={})
    told = ElementTree.fromstring(feed(alone, language, "Name", "https://example.org/sub/"))  # noqa: S314 - our own
    address = f"https://example.org/sub/{root}"
    assert told.get("{http://www.w3.org/XML/1998/namespace}lang") == spoken
    assert [told.findtext(f"{ATOM}{name}") for name in ("id", "title", "author/" + ATOM + "name")] == [
        f"{address}changes.xml",
        "Name",
        "Name",
    ]
    assert [link.attrib for link in told.findall(f"{ATOM}link")] == [
        {"rel": "self", "href": f"{address}changes.xml"},
        {"href": f"{address}changes/"},
    ]
    entry, day = told.find(f"{ATOM}entry"), said.changes[0].day
    assert entry is not None
    assert [entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "summary")] == [
        f"{address}plans/compact/#changed-{day}",
        shown,
        f"{day}T00:00:00Z",
        shown,
    ]


def test_a_feed_of_a_site_on_which_nothing_has_changed_yet_is_whole(catalogue: Catalogue) -> None:
    empty = dataclasses.replace(catalogue, plans={}, activities={}, themes={}, guides={})
    told = ElementTree.fromstring(feed(empty, "zh", "Name", ""))  # noqa: S314 - our own
    assert told.findtext(f"{ATOM}updated") == "1980-01-01T00:00:00Z"
    assert told.findall(f"{ATOM}entry") == []
