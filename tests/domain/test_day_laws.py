"""The laws of days, held against clocks that are simply watched minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.day import day_ends_at, day_of, instant_of, is_real
from tests import strategies

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def watched(on: date, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """Each minute of the days about a date: the instant, and what the clocks show at it."""
    start = datetime.combine(on, time.min, UTC) - DAY
    minutes = (start + minute * MINUTE for minute in range(4 * 24 * 60))
    return [(at, at.astimezone(zone).replace(tzinfo=None, fold=0)) for at in minutes]


def naive_instant_of(on: date, wall_time: time, zone: ZoneInfo) -> datetime:
    wall = datetime.combine(on, wall_time)
    clocks = watched(on, zone)
    for at, shown in clocks:
        if shown == wall:
            return at
    last_at, last_shown = next(before for before, after in pairwise(clocks) if before[1] < wall < after[1])
    moved = last_at + (wall - last_shown)
    return moved if moved.astimezone(zone).date() == on else last_at


@given(st.data())
@settings(max_examples=30)
def test_a_wall_time_is_read_as_watching_the_clocks_would_read_it(data: st.DataObject) -> None:
    zone = data.draw(strategies.zones())
    on, wall_time = data.draw(strategies.days_in(zone)), data.draw(strategies.wall_times())
    assert instant_of(on, wall_time, zone) == naive_instant_of(on, wall_time, zone)


@given(st.data())
@settings(max_examples=30)
def test_a_day_ends_after_the_last_minute_that_belongs_to_it_or_to_an_earlier_one(
    data: st.DataObject,
) -> None:
    zone, day_end = data.draw(strategies.zones()), data.draw(strategies.day_ends())
    on = data.draw(strategies.days_in(zone))
    ends_at = day_ends_at(on, zone, day_end)
    belonging = [at for at, _ in watched(on, zone) if day_of(at, zone, day_end) <= on]
    assert ends_at == belonging[-1] + MINUTE


@given(st.data())
def test_every_instant_belongs_to_one_real_day_that_is_not_over(data: st.DataObject) -> None:
    zone, day_end = data.draw(strategies.zones()), data.draw(strategies.day_ends())
    at = data.draw(strategies.instants_in(zone))
    on = day_of(at, zone, day_end)
    assert is_real(on, zone)
    assert at < day_ends_at(on, zone, day_end)


@given(st.data())
def test_the_days_ends_follow_one_another(data: st.DataObject) -> None:
    zone, day_end = data.draw(strategies.zones()), data.draw(strategies.day_ends())
    on = data.draw(strategies.days_in(zone))
    gap = day_ends_at(on + DAY, zone, day_end) - day_ends_at(on, zone, day_end)
    assert gap == timedelta(0) if not is_real(on + DAY, zone) else gap >= timedelta(hours=20)


@given(st.data())
def test_a_wall_time_read_on_a_real_date_stays_on_that_date(data: st.DataObject) -> None:
    zone, wall_time = data.draw(strategies.zones()), data.draw(strategies.wall_times())
    on = data.draw(strategies.days_in(zone).filter(lambda each: is_real(each, zone)))
    assert instant_of(on, wall_time, zone).astimezone(zone).date() == on
