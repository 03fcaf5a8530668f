"""The days of a year by their rules: fixed, spans, months, weekdays, weeks, lunar days and solar terms.

Lunar dates and solar terms come from borax, pinned by the table of ten years in tests/test_calendar.py.
The browser's own Chinese calendar is never asked: it is wrong for some Spring Festivals.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from borax.calendars.lunardate import LCalendars, LunarDate, TermUtils

from ..problems import did_you_mean
from .records import Catalogue
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

    Raises ValueError for a rule that docs/observances.yml does not know, and for a day that cannot be.
    """
    kind, *words = rule.split()
    # Asked first: a span holds hyphens too.
    if ".." in kind:
        start, end = (_day(year, day) for day in kind.split(".."))
        # It would go over the turn of the year, which no list of a year can show.
        if end < start:
            raise ValueError(f"the rule '{rule}' ends before it begins")
        return (Span(start, end),)
    # `week-of` holds a hyphen as well.
    if "-" in kind and kind[0].isdigit():
        return (_one(_day(year, kind)),)
    if kind == "month":
        month = int(words[0])
        return (Span(datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])),)
    if kind == "nth":
        return (_one(_nth_weekday(year, int(words[0]), int(words[1]), WEEKDAYS.index(words[2]))),)
    if kind == "week":
        # The first week is the one that holds the 1st, so one may begin in the month before.
        first = datetime.date(year, int(words[0]), 1)
        return (_week(first + (int(words[1]) - 1) * 7 * DAY),)
    if kind == "week-of":
        return (_week(_day(year, words[0])),)
    if kind == "lunar":
        return tuple(_one(day) for day in _lunar_days(year, words[0]))
    if kind == "term":
        return (_one(TermUtils.day_start_from_term(year, words[0], 0)),)
    raise ValueError(f"the rule '{rule}' is none of those at the head of docs/observances.yml")


def is_by_notice(observance: Observance) -> bool:
    """Whether the exact days are announced each year, so that ours are a first guess."""
    return observance.by_notice or observance.rule.startswith("week")


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
    # -1 is the last; a fifth that the month lacks raises IndexError, which the checks tell.
    return days[nth if nth < 0 else nth - 1]


def _week(day: datetime.date) -> Span:
    monday = day - day.weekday() * DAY
    return Span(monday, monday + 6 * DAY)


def _lunar_days(year: int, rule: str) -> Iterator[datetime.date]:
    """Days of that lunar date in the Gregorian year; leap months hold no feast."""
    month, number = rule.split("-")
    # The twelfth month ends a lunar year around New Year: 腊八 was on 30 December 2022, and next on 18 January 2024.
    for lunar_year in (year - 1, year):
        # A lunar month has 29 or 30 days: 除夕 is the last one, whichever it is.
        last = LCalendars.ndays(lunar_year, int(month))
        day = LunarDate(lunar_year, int(month), last if number == "last" else int(number)).to_solar_date()
        if day.year == year:
            yield day


def months_of(rule: str, years: Iterable[int]) -> tuple[int, ...]:
    """Every month in which that rule has a day in any of the years. Raises ValueError and IndexError as `spans` does."""
    found = (span for year in years for span in spans(rule, year))
    return tuple(sorted({month for span in found for month in range(span.start.month, span.end.month + 1)}))


@dataclass(frozen=True)
class Occurrence:
    """An observance on its days in one year."""

    id: str
    observance: Observance
    span: Span
    nth: int
    """1, or 2 where a day of the twelfth lunar month falls twice in the year."""

    @property
    def anchor(self) -> str:
        """Id of its place on the calendar page."""
        return f"on-{self.id}" + ("" if self.nth == 1 else f"-{self.nth}")

    @property
    def lasts(self) -> bool:
        """Whether it is more than a day."""
        return self.span.end > self.span.start


def year_list(observances: Mapping[str, Observance], year: int) -> tuple[Occurrence, ...]:
    """The year as a list, by first day; what lasts longer stands before what lasts a day."""
    found = [
        Occurrence(identity, observance, span, nth)
        for identity, observance in observances.items()
        for nth, span in enumerate(spans(observance.rule, year), start=1)
    ]
    return tuple(sorted(found, key=lambda one: (one.span.start, -(one.span.end - one.span.start).days)))


def month_grid(year: int, month: int) -> tuple[tuple[int, ...], ...]:
    """The weeks of that month, Monday to Sunday: numbers of days, 0 where the day is another month's."""
    return tuple(tuple(week) for week in calendar.Calendar().monthdayscalendar(year, month))


def with_local_days(catalogue: Catalogue, rules: Mapping[str, str], years: Iterable[int]) -> Catalogue:
    """The catalogue with a region's own rules for days that differ from place to place.

    Raises ValueError for a day or a rule that docs/observances.yml does not know.
    """
    known = catalogue.reference.vocabulary.observances
    changed: dict[str, Observance] = {}
    for identity, rule in rules.items():
        if identity not in known:
            near = did_you_mean(identity, known)
            raise ValueError(f"local_days has '{identity}', which is not in docs/observances.yml.{near}")
        try:
            # Validated anew: a copy with another rule would be taken as it is.
            changed[identity] = Observance.model_validate(
                {**known[identity].model_dump(), "rule": rule, "months": months_of(rule, years)}
            )
        except (ValueError, IndexError):
            message = f"local_days has '{rule}' for '{identity}', expected one of the rules at the head of docs/observances.yml"
            raise ValueError(message) from None
    vocabulary = catalogue.reference.vocabulary.model_copy(update={"observances": {**known, **changed}})
    return replace(catalogue, reference=replace(catalogue.reference, vocabulary=vocabulary))


def observed_themes(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The themes that have a day of their own, in the order of the vocabulary."""
    named = {theme for day in vocabulary.observances.values() for theme in day.themes}
    return tuple(theme for theme in vocabulary.themes if theme in named)
