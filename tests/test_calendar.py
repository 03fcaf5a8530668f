"""Dates of ten years against a table on which three lunar libraries agree."""

from __future__ import annotations

import datetime
from pathlib import Path

import icalendar
import pytest
from project import ROOT

from catalogue import read_catalogue
from catalogue.calendar import icalendar_file, observed_themes, spans, year_list

# year | New Year's Eve | Spring Festival | Lantern | dragon head | Qingming | Dragon Boat | Qixi | Mid-Autumn |
# Double Ninth | autumn equinox | winter solstice
TABLE = """
2026 02-16 02-17 03-03 03-20 04-05 06-19 08-19 09-25 10-18 09-23 12-22
2027 02-05 02-06 02-20 03-09 04-05 06-09 08-08 09-15 10-08 09-23 12-22
2028 01-25 01-26 02-09 02-26 04-04 05-28 08-26 10-03 10-26 09-22 12-21
2029 02-12 02-13 02-27 03-16 04-04 06-16 08-16 09-22 10-16 09-23 12-21
2030 02-02 02-03 02-17 03-05 04-05 06-05 08-05 09-12 10-05 09-23 12-22
2031 01-22 01-23 02-06 02-22 04-05 06-24 08-24 10-01 10-24 09-23 12-22
2032 02-10 02-11 02-25 03-13 04-04 06-12 08-12 09-19 10-12 09-22 12-21
2033 01-30 01-31 02-14 03-02 04-04 06-01 08-01 09-08 10-01 09-23 12-21
2034 02-18 02-19 03-05 03-21 04-05 06-20 08-20 09-27 10-20 09-23 12-22
2035 02-07 02-08 02-22 03-11 04-05 06-10 08-10 09-16 10-09 09-23 12-22
"""
RULES = "lunar 12-last|lunar 01-01|lunar 01-15|lunar 02-02|term 清明|lunar 05-05|lunar 07-07|lunar 08-15|lunar 09-09|term 秋分|term 冬至"
CASES = [
    (rule, int(year), f"{year}-{day}")
    for year, *days in (line.split() for line in TABLE.split("\n") if line)
    for rule, day in zip(RULES.split("|"), days, strict=True)
]
LABA = [
    "2027-01-15", "2028-01-04", "2029-01-22", "2030-01-11", "2031-01-01",
    "2032-01-20", "2033-01-08", "2034-01-27", "2035-01-16", "2036-01-05",
]  # fmt: skip
LITTLE_NEW_YEAR = [
    "2027-01-30", "2028-01-19", "2029-02-06", "2030-01-26", "2031-01-16",
    "2032-02-04", "2033-01-23", "2034-02-11", "2035-01-31", "2036-01-20",
]  # fmt: skip
BY_RULE = {
    "nth 05 3 sunday": ["2027-05-16", "2028-05-21", "2029-05-20", "2030-05-19", "2031-05-18"],
    "nth 09 3 saturday": ["2027-09-18", "2028-09-16", "2029-09-15", "2030-09-21", "2031-09-20"],
    "nth 06 2 saturday": ["2027-06-12", "2028-06-10", "2029-06-09", "2030-06-08", "2031-06-14"],
    "nth 03 -1 monday": ["2027-03-29", "2028-03-27", "2029-03-26", "2030-03-25", "2031-03-31"],
}


@pytest.mark.parametrize(("rule", "year", "expected"), CASES)
def test_lunar_days_and_solar_terms(rule: str, year: int, expected: str) -> None:
    assert [str(span.start) for span in spans(rule, year)] == [expected]


@pytest.mark.parametrize(("rule", "table"), [("lunar 12-08", LABA), ("lunar 12-23", LITTLE_NEW_YEAR)])
def test_days_of_the_twelfth_lunar_month_fall_in_the_next_year(rule: str, table: list[str]) -> None:
    found = [str(span.start) for year in range(2027, 2037) for span in spans(rule, year)]
    assert found == table


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


def test_every_observance_has_its_days_in_the_months_that_it_names() -> None:
    observances = read_catalogue(ROOT / "docs")[0].reference.vocabulary.observances
    for year in range(2026, 2036):
        found = year_list(observances, year)
        assert [one.span.start for one in found] == sorted(one.span.start for one in found)
        for one in found:
            if not one.observance.rule.startswith("lunar"):
                assert one.span.start.month in one.observance.months or one.span.end.month in one.observance.months, one


def test_calendar_files_are_standard_and_stable(site: Path) -> None:
    themes = observed_themes(read_catalogue(ROOT / "docs")[0].reference.vocabulary)
    assert len(themes) >= 16
    names = ["calendar.ics", *(f"calendar-{theme}.ics" for theme in themes)]
    for name in [*names, *(f"en/{name}" for name in names)]:
        raw = (site / name).read_bytes()
        assert all(len(line) <= 75 for line in raw.split(b"\r\n")), name
        events = icalendar.Calendar.from_ical(raw).walk("VEVENT")
        assert events, name
        ids = [str(event["UID"]) for event in events]
        assert len(ids) == len(set(ids)), name
        for event in events:
            assert not isinstance(event["DTSTART"].dt, datetime.datetime), name
            assert event["DTEND"].dt > event["DTSTART"].dt


def test_two_writings_give_the_same_bytes() -> None:
    days = read_catalogue(ROOT / "docs")[0].reference.vocabulary.observances
    stamp = datetime.date(2026, 11, 23)
    files = {icalendar_file(days, [2027], "zh", "日历", stamp) for _ in range(3)}
    assert len(files) == 1
