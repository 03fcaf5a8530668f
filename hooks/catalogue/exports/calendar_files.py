"""The days of the calendar as files: iCalendar to subscribe to, and a script for the home page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import icalendar

from ..content.calendar import DAY, Occurrence, Span, is_by_notice, observed_themes, spans, year_list
from ..content.vocabulary import Observance, Vocabulary
from ..script import script_of

BY_NOTICE = {"zh": "具体日期以当年通知为准。", "en": "The exact days come by yearly notice."}
BY_PLACE = {"zh": "各地不同，按本地的定。", "en": "Differs from place to place: follow your local rule."}
UNCERTAIN = {"zh": "日期请再核对。", "en": "Please check the date."}


def days_script(observances: Mapping[str, Observance], years: Sequence[int], language: str) -> bytes:
    """The days as a small classic script for the home page, which sets `window.observanceDays`.

    Each entry is name, id, and either `MM-DD` or `MM-DD/MM-DD` where it is the same every year, or a list of such
    with the year before them: a third of the size of all dates written out.
    """
    entries = []
    for identity, observance in observances.items():
        found = [_written(span) for year in years for span in spans(observance.rule, year)]
        # Without the year, so that the dates of all years can be the same.
        yearly = {re.sub(r"\d{4}-", "", dates) for dates in found}
        # Once in each year: a lunar day may be missing in one and stand twice in the next.
        steady = len(yearly) == 1 and len(found) == len(years)
        entries.append([observance.label(language), identity, yearly.pop() if steady else found])
    data = {"years": [years[0], years[-1]], "days": entries}
    return script_of("observanceDays", data)


def _written(span: Span) -> str:
    return str(span.start) if span.start == span.end else f"{span.start}/{span.end}"


def icalendar_files(
    vocabulary: Vocabulary, years: Iterable[int], language: str, name: str, local: Collection[str]
) -> dict[str, bytes]:
    """One iCalendar file (RFC 5545) of all observances and one for each theme that has a day: all-day events, no days off.

    Path from the site's root -> content. `name` is the site's, which a calendar program shows before the theme; `local`
    has the ids of the days that differ from place to place.
    """
    # An event stands in the file of all and in those of its themes: written once.
    events = [
        (one.observance.themes, _event(one, year, language, local).to_ical())
        for year in years
        for one in year_list(vocabulary.observances, year)
    ]
    start = "en/calendar" if language == "en" else "calendar"
    files = {f"{start}.ics": _calendar(name, (event for _, event in events))}
    for theme in observed_themes(vocabulary):
        label = f"{name} · {vocabulary.themes[theme].label(language)}"
        files[f"{start}-{theme}.ics"] = _calendar(label, (event for themes, event in events if theme in themes))
    return files


def _event(one: Occurrence, year: int, language: str, local: Collection[str]) -> icalendar.Event:
    """The event keeps its UID when its date is corrected, so that a subscriber's calendar moves it."""
    event = icalendar.Event()
    event.add("uid", f"{one.anchor.removeprefix('on-')}-{year}-{language}@civil-community-workbench")
    # Not the day of the build: the same records give the same bytes.
    event.add("dtstamp", datetime.datetime.combine(one.observance.checked, datetime.time(), datetime.UTC))
    event.add("summary", one.observance.label(language))
    event.add("dtstart", one.span.start)
    # The end of an all-day event is the day after it.
    event.add("dtend", one.span.end + DAY)
    # A day of remembrance keeps nobody from an appointment.
    event.add("transp", "TRANSPARENT")
    if cautions := _cautions(one, language, local):
        event.add("description", cautions)
    return event


def _cautions(one: Occurrence, language: str, local: Collection[str]) -> str:
    """What the calendar's page says beside the day, for a calendar program shows nothing else that may make one doubt a date."""
    told = {
        BY_NOTICE[language]: is_by_notice(one.observance),
        BY_PLACE[language]: one.id in local,
        UNCERTAIN[language]: one.observance.certainty == "M",
    }
    return ("" if language == "zh" else " ").join(caution for caution, holds in told.items() if holds)


def _calendar(name: str, events: Iterable[bytes]) -> bytes:
    """The file of these written events. METHOD is left out: it is not a message."""
    file = icalendar.Calendar()
    file.add("prodid", "-//Civil Community Workbench//Observances//EN")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("x-wr-calname", name)
    head, end, _ = bytes(file.to_ical()).partition(b"END:VCALENDAR")
    return b"".join((head, *events, end, b"\r\n"))
