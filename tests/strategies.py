"""What Hypothesis draws from: real zones, the days on which their clocks jump, rhythms, and what becomes of days."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain.checkin import Answer, Said
from bot.domain.day import State
from bot.domain.participant import Rhythm

FIRST_ON, LAST_ON = date(1990, 1, 1), date(2037, 12, 31)
NOT_ZONES = {"Factory", "localtime", "posixrules"}


@cache
def all_zones() -> tuple[str, ...]:
    return tuple(sorted(zoneinfo.available_timezones() - NOT_ZONES))


@cache
def jumps(name: str) -> tuple[date, ...]:
    """The UTC dates from FIRST_ON to LAST_ON within which a zone's offset changes."""
    zone, found = ZoneInfo(name), []
    at = datetime.combine(FIRST_ON, time.min, UTC)
    offset = at.astimezone(zone).utcoffset()
    while at.date() < LAST_ON:
        following = at + timedelta(days=1)
        following_offset = following.astimezone(zone).utcoffset()
        if following_offset != offset:
            found.append(at.date())
        at, offset = following, following_offset
    return tuple(found)


def zones() -> st.SearchStrategy[ZoneInfo]:
    return st.sampled_from(all_zones()).map(ZoneInfo)


def days() -> st.SearchStrategy[date]:
    return st.dates(FIRST_ON, LAST_ON)


@st.composite
def days_in(draw: st.DrawFn, zone: ZoneInfo) -> date:
    """A day of a zone, as often as not within three days of a jump of its clocks."""
    near = jumps(zone.key)
    if not near or draw(st.booleans()):
        return draw(days())
    return draw(st.sampled_from(near)) + timedelta(days=draw(st.integers(-3, 3)))


def wall_times() -> st.SearchStrategy[time]:
    """Any minute; often one of the hours in which clocks jump."""
    minutes = st.integers(0, 24 * 60 - 1) | st.integers(0, 4 * 60) | st.integers(22 * 60, 24 * 60 - 1)
    return minutes.map(lambda minute: time(minute // 60, minute % 60))


def day_ends() -> st.SearchStrategy[time]:
    """The day's end as chosen: usually four in the morning, never later than noon."""
    return st.just(time(4)) | st.integers(0, 12 * 60).map(lambda minute: time(minute // 60, minute % 60))


def weekdays() -> st.SearchStrategy[frozenset[int]]:
    return st.just(frozenset(range(7))) | st.frozensets(st.integers(0, 6), min_size=1)


def rhythms(*, zone: st.SearchStrategy[ZoneInfo] | None = None) -> st.SearchStrategy[Rhythm]:
    return st.builds(
        Rhythm, zone=zone or zones(), ask_time=wall_times(), weekdays=weekdays(), day_end=day_ends()
    )


@st.composite
def instants_in(draw: st.DrawFn, zone: ZoneInfo) -> datetime:
    """An instant to the minute, often near a jump of the zone's clocks."""
    on = draw(days_in(zone))
    return datetime.combine(on, draw(wall_times()), UTC)


def states() -> st.SearchStrategy[list[State]]:
    return st.lists(st.sampled_from(State), max_size=60)


def answers() -> st.SearchStrategy[Answer]:
    return st.integers(1, 5) | st.sampled_from(Said)


def texts() -> st.SearchStrategy[str]:
    """What may be typed: anything, lone surrogates and control characters included."""
    return st.text(st.characters(), max_size=60) | st.text("0123456789٣४ ,/:.'’apmh-\n", max_size=12)
