"""The days of a year by their rules: fixed, spans, months, weekdays, weeks, lunar days and solar terms.

Lunar dates and solar terms come from borax, pinned by the table of ten years in tests/test_calendar.py.
The browser's own Chinese calendar is never asked: it is wrong for some Spring Festivals.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import icalendar
from borax.calendars.lunardate import LCalendars, LunarDate, TermUtils

from .vocabulary import Observance, Vocabulary

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """From the first day to the last, both included."""

    start: datetime.date
    end: datetime.date


def spans(rule: str, year: int) -> tuple[Span, ...]:
    """When the rule falls in that Gregorian year: once, or for days of the twelfth lunar month 0 to 2 times.

    Raises ValueError for a rule that docs/observances.yml does not know.
    """
    kind, *words = rule.split()
    if ".." in kind:
        start, end = kind.split("..")
        return (Span(_day(year, start), _day(year, end)),)
    if "-" in kind and kind[0].isdigit():
        return (_one(_day(year, kind)),)
    if kind == "month":
        month = int(words[0])
        return (Span(datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])),)
    if kind == "nth":
        return (_one(_nth_weekday(year, int(words[0]), int(words[1]), WEEKDAYS.index(words[2]))),)
    if kind == "week":
        first = datetime.date(year, int(words[0]), 1)
        return (_week(first + (int(words[1]) - 1) * 7 * DAY),)
    if kind == "week-of":
        return (_week(_day(year, words[0])),)
    if kind == "lunar":
        return tuple(_one(day) for day in _lunar_days(year, words[0]))
    if kind == "term":
        return (_one(TermUtils.day_start_from_term(year, words[0], 0)),)
    raise ValueError(f"the rule '{rule}' is none of those at the head of docs/observances.yml")


def is_by_notice(rule: str) -> bool:
    """Whether the exact days are announced each year, so that ours are a first guess."""
    return rule.startswith("week")


def _one(day: datetime.date) -> Span:
    return Span(day, day)


def _day(year: int, day: str) -> datetime.date:
    month, number = day.split("-")
    return datetime.date(year, int(month), int(number))


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> datetime.date:
    days = [
        day
        for number in range(1, calendar.monthrange(year, month)[1] + 1)
        if (day := datetime.date(year, month, number)).weekday() == weekday
    ]
    return days[nth if nth < 0 else nth - 1]


def _week(day: datetime.date) -> Span:
    monday = day - day.weekday() * DAY
    return Span(monday, monday + 6 * DAY)


def _lunar_days(year: int, rule: str) -> Iterator[datetime.date]:
    """Days of that lunar date in the Gregorian year; leap months hold no feast."""
    month, number = rule.split("-")
    for lunar_year in (year - 1, year):
        last = LCalendars.ndays(lunar_year, int(month))
        day = LunarDate(lunar_year, int(month), last if number == "last" else int(number)).to_solar_date()
        if day.year == year:
            yield day


@dataclass(frozen=True)
class Occurrence:
    """An observance on its days in one year."""

    id: str
    observance: Observance
    span: Span


def year_list(observances: Mapping[str, Observance], year: int) -> tuple[Occurrence, ...]:
    """The year as a list, by first day; what lasts longer stands before what lasts a day."""
    found = [
        Occurrence(identity, observance, span)
        for identity, observance in observances.items()
        for span in spans(observance.rule, year)
    ]
    return tuple(sorted(found, key=lambda one: (one.span.start, -(one.span.end - one.span.start).days)))


def observed_themes(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The themes that have a day of their own, in the order of the vocabulary."""
    named = {theme for day in vocabulary.observances.values() for theme in day.themes}
    return tuple(theme for theme in vocabulary.themes if theme in named)


def icalendar_file(
    observances: Mapping[str, Observance], years: Iterable[int], language: str, name: str, stamp: datetime.date
) -> bytes:
    """The observances as an iCalendar file (RFC 5545): all-day events with stable ids, and no days off.

    `stamp` stands for the time of writing, so that the same records give the same bytes.
    """
    file = icalendar.Calendar()
    file.add("prodid", "-//Civil Community Workbench//Observances//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", name)
    for year in years:
        for one in year_list(observances, year):
            event = icalendar.Event()
            event.add("uid", f"{one.id}-{one.span.start:%Y%m%d}-{language}@civil-community-workbench")
            event.add("dtstamp", datetime.datetime.combine(stamp, datetime.time(), datetime.UTC))
            event.add("summary", one.observance.label(language))
            event.add("dtstart", one.span.start)
            event.add("dtend", one.span.end + DAY)
            event.add("transp", "TRANSPARENT")
            file.add_component(event)
    return bytes(file.to_ical())
