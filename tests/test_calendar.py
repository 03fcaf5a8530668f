"""Dates of ten years against a table on which three lunar libraries agree."""

from __future__ import annotations

import datetime
import gzip
import json
import re
from pathlib import Path

import icalendar
import pytest
from project import ROOT

from catalogue import Catalogue
from catalogue.content.calendar import (
    months_of,
    observed_themes,
    spans,
    with_local_days,
    year_list,
)
from catalogue.content.vocabulary import Observance, read_reference
from catalogue.exports.calendar_files import days_script, icalendar_files

YEARS = range(2026, 2036)

# year | New Year's Eve | Spring Festival | Lantern | dragon head | Qingming | Dragon Boat | Qixi | Zhongyuan |
# Mid-Autumn | Double Ninth | autumn equinox | winter solstice
TABLE = """
2026 02-16 02-17 03-03 03-20 04-05 06-19 08-19 08-27 09-25 10-18 09-23 12-22
2027 02-05 02-06 02-20 03-09 04-05 06-09 08-08 08-16 09-15 10-08 09-23 12-22
2028 01-25 01-26 02-09 02-26 04-04 05-28 08-26 09-03 10-03 10-26 09-22 12-21
2029 02-12 02-13 02-27 03-16 04-04 06-16 08-16 08-24 09-22 10-16 09-23 12-21
2030 02-02 02-03 02-17 03-05 04-05 06-05 08-05 08-13 09-12 10-05 09-23 12-22
2031 01-22 01-23 02-06 02-22 04-05 06-24 08-24 09-01 10-01 10-24 09-23 12-22
2032 02-10 02-11 02-25 03-13 04-04 06-12 08-12 08-20 09-19 10-12 09-22 12-21
2033 01-30 01-31 02-14 03-02 04-04 06-01 08-01 08-09 09-08 10-01 09-23 12-21
2034 02-18 02-19 03-05 03-21 04-05 06-20 08-20 08-28 09-27 10-20 09-23 12-22
2035 02-07 02-08 02-22 03-11 04-05 06-10 08-10 08-18 09-16 10-09 09-23 12-22
"""
RULES = (
    "lunar 12-last|lunar 01-01|lunar 01-15|lunar 02-02|term 清明|lunar 05-05|lunar 07-07|lunar 07-15|lunar 08-15|"
    "lunar 09-09|term 秋分|term 冬至"
)
CASES = [
    (rule, int(year), f"{year}-{day}")
    for year, *days in (line.split() for line in TABLE.split("\n") if line)
    for rule, day in zip(RULES.split("|"), days, strict=True)
]
LABA = [
    "2027-01-15", "2028-01-04", "2029-01-22", "2030-01-11", "2031-01-01",
    "2032-01-20", "2033-01-08", "2034-01-27", "2035-01-16", "2036-01-05",
]  # fmt: skip
LITTLE_NEW_YEAR_NORTH = [
    "2027-01-30", "2028-01-19", "2029-02-06", "2030-01-26", "2031-01-16",
    "2032-02-04", "2033-01-23", "2034-02-11", "2035-01-31", "2036-01-20",
]  # fmt: skip
LITTLE_NEW_YEAR_SOUTH = [
    "2027-01-31", "2028-01-20", "2029-02-07", "2030-01-27", "2031-01-17",
    "2032-02-05", "2033-01-24", "2034-02-12", "2035-02-01", "2036-01-21",
]  # fmt: skip
TWELFTH_MONTH = {"lunar 12-08": LABA, "lunar 12-23": LITTLE_NEW_YEAR_NORTH, "lunar 12-24": LITTLE_NEW_YEAR_SOUTH}
BY_RULE = {
    "nth 05 3 sunday": ["2027-05-16", "2028-05-21", "2029-05-20", "2030-05-19", "2031-05-18"],
    "nth 09 3 saturday": ["2027-09-18", "2028-09-16", "2029-09-15", "2030-09-21", "2031-09-20"],
    "nth 06 2 saturday": ["2027-06-12", "2028-06-10", "2029-06-09", "2030-06-08", "2031-06-14"],
    "nth 03 -1 monday": ["2027-03-29", "2028-03-27", "2029-03-26", "2030-03-25", "2031-03-31"],
}


@pytest.fixture
def observances(catalogue: Catalogue) -> dict[str, Observance]:
    return catalogue.reference.vocabulary.observances


@pytest.mark.parametrize(("rule", "year", "expected"), CASES)
def test_lunar_days_and_solar_terms(rule: str, year: int, expected: str) -> None:
    assert [str(span.start) for span in spans(rule, year)] == [expected]


@pytest.mark.parametrize("rule", TWELFTH_MONTH)
def test_days_of_the_twelfth_lunar_month_fall_in_the_next_year(rule: str) -> None:
    found = [str(span.start) for year in range(2027, 2037) for span in spans(rule, year)]
    assert found == TWELFTH_MONTH[rule]


def test_every_computed_rule_that_is_used_stands_in_a_table(observances: dict[str, Observance]) -> None:
    used = {day.rule for day in observances.values() if day.rule.startswith(("lunar", "term", "nth"))}
    pinned = {*RULES.split("|"), *TWELFTH_MONTH, *BY_RULE}
    # World First Aid Day has the rule of Heritage Day in another month.
    assert used - pinned == {"nth 09 2 saturday"}


@pytest.mark.parametrize("rule", BY_RULE)
def test_days_by_weekday(rule: str) -> None:
    assert [str(spans(rule, int(day[:4]))[0].start) for day in BY_RULE[rule]] == BY_RULE[rule]


def test_spans_months_and_weeks() -> None:
    assert [str(d) for d in (spans("07-01..08-31", 2027)[0].start, spans("07-01..08-31", 2027)[0].end)] == [
        "2027-07-01",
        "2027-08-31",
    ]
    assert spans("month 02", 2028)[0].end == datetime.date(2028, 2, 29)
    assert spans("week-of 04-23", 2027)[0].start == datetime.date(2027, 4, 19)
    assert spans("week 09 3", 2025)[0].start == datetime.date(2025, 9, 15)
    with pytest.raises(ValueError, match="none of those"):
        spans("full moon", 2027)


def test_every_observance_has_its_days_in_the_months_that_it_names(observances: dict[str, Observance]) -> None:
    # In 2022 the eighth day of the twelfth lunar month fell twice.
    for year in (2022, *YEARS):
        found = year_list(observances, year)
        assert [one.span for one in found] == sorted(
            (one.span for one in found), key=lambda span: (span.start, span.start - span.end)
        )
        assert len({one.anchor for one in found}) == len(found)

    for identity, day in observances.items():
        assert months_of(day.rule, YEARS) == day.months, identity


def test_a_basis_names_no_article(observances: dict[str, Observance]) -> None:
    """Article numbers are not verified; the name of a law stays true when they move."""
    for day in observances.values():
        assert day.basis is None or not re.search(
            r"第[0-9一二三四五六七八九十百]+条|[Aa]rticle", day.basis.zh + day.basis.en
        )


def test_a_region_has_its_own_days(catalogue: Catalogue) -> None:
    local = with_local_days(catalogue, {"ethnic-unity-month": "month 05", "little-new-year": "lunar 12-24"}, YEARS)
    days = local.reference.vocabulary.observances
    assert days["ethnic-unity-month"].months == (5,)
    long = with_local_days(catalogue, {"summer-holidays": "07-10..09-01"}, YEARS).reference.vocabulary.observances
    assert long["summer-holidays"].months == (7, 8, 9)
    assert str(spans(days["little-new-year"].rule, 2027)[0].start) == "2027-01-31"
    assert catalogue.reference.vocabulary.observances["ethnic-unity-month"].rule == "month 09"
    with pytest.raises(ValueError, match="Did you mean 'little-new-year'"):
        with_local_days(catalogue, {"litle-new-year": "lunar 12-24"}, YEARS)
    for rule in ("month 13", "nth 02 5 monday", "06-20..06-18"):
        with pytest.raises(ValueError, match=f"'{rule}' for 'ethnic-unity-month', expected one of the rules"):
            with_local_days(catalogue, {"ethnic-unity-month": rule}, YEARS)


def test_calendar_files_are_standard_and_stable(site: Path, catalogue: Catalogue) -> None:
    vocabulary = catalogue.reference.vocabulary
    themes = observed_themes(vocabulary)
    assert len(themes) >= 16
    names = ["calendar.ics", *(f"calendar-{theme}.ics" for theme in themes)]
    for name in [*names, *(f"en/{name}" for name in names)]:
        raw = (site / name).read_bytes()
        assert raw.endswith(b"END:VCALENDAR\r\n"), name
        assert b"\n" not in raw.replace(b"\r\n", b""), name
        assert all(len(line) <= 75 for line in raw.split(b"\r\n")), name
        file = icalendar.Calendar.from_ical(raw)
        assert (file["VERSION"], str(file["PRODID"])[:4]) == ("2.0", "-//C")
        assert "METHOD" not in file
        events = file.walk("VEVENT")
        assert events, name
        ids = [str(event["UID"]) for event in events]
        assert len(ids) == len(set(ids)), name
        for event in events:
            assert not event.errors, name
            assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE", name
            assert not isinstance(event["DTSTART"].dt, datetime.datetime), name
            assert event["DTEND"].dt > event["DTSTART"].dt
            day = vocabulary.observances[re.sub(r"(-2)?-\d{4}-(zh|en)@.*", "", str(event["UID"]))]
            assert event["DTSTAMP"].dt.date() == day.checked
            assert name in day_files(day, name)


def day_files(day: Observance, name: str) -> set[str]:
    """The calendar files in which that day stands, in the language of `name`."""
    prefix = "en/" if name.startswith("en/") else ""
    return {f"{prefix}calendar.ics", *(f"{prefix}calendar-{theme}.ics" for theme in day.themes)}


def test_an_event_keeps_its_id_when_its_date_is_corrected(observances: dict[str, Observance]) -> None:
    week = observances["standard-language-week"]
    moved = {"standard-language-week": week.model_copy(update={"rule": "week 09 2"})}
    before, after = (
        icalendar.Calendar.from_ical(_files(days)["calendar.ics"]).walk("VEVENT")
        for days in ({"standard-language-week": week}, moved)
    )
    assert [str(event["UID"]) for event in before] == [str(event["UID"]) for event in after]
    assert before[0]["DTSTART"].dt != after[0]["DTSTART"].dt
    assert "以当年通知为准" in str(before[0]["DESCRIPTION"])


def test_two_writings_give_the_same_bytes(observances: dict[str, Observance]) -> None:
    assert _files(observances) == _files(observances)


def _files(observances: dict[str, Observance], language: str = "zh") -> dict[str, bytes]:
    vocabulary = read_reference(ROOT / "docs")[0].vocabulary.model_copy(update={"observances": observances})
    return icalendar_files(vocabulary, [2027, 2028], language, "日历", ("little-new-year",))


def test_a_calendar_program_shows_the_cautions_of_the_page(observances: dict[str, Observance]) -> None:
    events = {
        str(event["UID"]).split("-2027")[0]: str(event.get("DESCRIPTION", ""))
        for event in icalendar.Calendar.from_ical(_files(observances)["calendar.ics"]).walk("VEVENT")
    }
    assert events["little-new-year"] == "各地不同，按本地的定。"
    assert events["science-week"] == "具体日期以当年通知为准。日期请再核对。"
    assert events["new-year"] == ""


def test_an_event_lasts_to_the_end_of_its_last_day_and_blocks_nobody(observances: dict[str, Observance]) -> None:
    week = observances["science-week"].model_copy(update={"rule": "09-14..09-20", "themes": ("learning",)})
    files = _files({"science-week": week}, "en")
    assert list(files) == ["en/calendar.ics", "en/calendar-learning.ics"]
    file = icalendar.Calendar.from_ical(files["en/calendar.ics"])
    assert [str(file[name]) for name in ("CALSCALE", "X-WR-CALNAME")] == ["GREGORIAN", "日历"]
    theme = icalendar.Calendar.from_ical(files["en/calendar-learning.ics"])
    assert str(theme["X-WR-CALNAME"]) == "日历 · Learning"
    event, _ = file.walk("VEVENT")
    assert event["DTSTART"].dt == datetime.date(2027, 9, 14)
    assert event["DTEND"].dt == datetime.date(2027, 9, 21)
    assert event["DTSTAMP"].to_ical().endswith(b"T000000Z")
    assert [str(event[name]) for name in ("UID", "SUMMARY", "TRANSP")] == [
        "science-week-2027-en@civil-community-workbench",
        week.label("en"),
        "TRANSPARENT",
    ]


def test_a_caution_is_said_in_the_language_of_the_file(observances: dict[str, Observance]) -> None:
    days = {name: observances[name] for name in ("science-week", "little-new-year")}
    events = icalendar.Calendar.from_ical(_files(days, "en")["en/calendar.ics"]).walk("VEVENT")
    assert {str(event["UID"]).split("-20")[0]: str(event["DESCRIPTION"]) for event in events} == {
        "little-new-year": "Differs from place to place: follow your local rule.",
        "science-week": "The exact days come by yearly notice. Please check the date.",
    }


def test_the_home_page_has_the_days_in_its_language(observances: dict[str, Observance]) -> None:
    days = {name: observances[name] for name in ("new-year", "little-new-year")}
    script = days_script(days, range(2027, 2029), "en").decode()
    assert json.loads(script.removeprefix("window.observanceDays=").removesuffix(";\n")) == {
        "years": [2027, 2028],
        "days": [
            [days["new-year"].label("en"), "new-year", "01-01"],
            [days["little-new-year"].label("en"), "little-new-year", ["2027-01-30", "2028-01-19"]],
        ],
    }


def test_a_day_that_a_year_lacks_keeps_its_years_on_the_home_page(observances: dict[str, Observance]) -> None:
    # The eighth day of the twelfth lunar month fell twice in 2022, and not at all in 2023.
    day = observances["new-year"].model_copy(update={"rule": "lunar 12-08"})
    assert b'["2024-01-18"]' in days_script({"laba": day}, range(2023, 2025), "zh")


def test_the_home_page_reads_the_dates_that_the_calendar_has(observances: dict[str, Observance]) -> None:
    script = days_script(observances, YEARS, "zh")
    assert len(gzip.compress(script)) < 4000
    entries = json.loads(script.decode().removeprefix("window.observanceDays=").removesuffix(";\n"))["days"]
    for year in YEARS:
        written = {
            (
                identity,
                date if len(date) > 5 and date[4] == "-" else "/".join(f"{year}-{day}" for day in date.split("/")),
            )
            for _, identity, dates in entries
            for date in (dates if isinstance(dates, list) else [dates])
            if not (len(date) > 5 and date[4] == "-") or date.startswith(str(year))
        }
        expected = {
            (one.id, f"{one.span.start}/{one.span.end}" if one.lasts else str(one.span.start))
            for one in year_list(observances, year)
        }
        assert written == expected


@pytest.mark.parametrize(
    ("day", "activity"),
    [
        ("constitution-week", "constitution-week"),
        ("fire-safety-month", "fire-safety-drill"),
        ("safety-advice-day", "fire-safety-drill"),
        ("disaster-prevention-week", "emergency-drill"),
        ("family-education-week", "family-education-talk"),
        ("science-week", "popular-science-day"),
        ("science-month", "popular-science-day"),
        ("anti-drug-month", "drug-free-community"),
        ("sport-week", "fitness-for-all"),
        ("youth-volunteer-day", "volunteer-recruitment-day"),
    ],
)
def test_a_week_or_month_leads_to_the_activity_that_is_made_for_it(
    catalogue: Catalogue, day: str, activity: str
) -> None:
    assert day in catalogue.activities[activity].facts.observances
