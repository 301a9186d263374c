"""The laws of prompts: none is left out, none comes twice, and none too soon, wherever anybody travels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.day import day_ends_at, day_of, is_real
from bot.domain.participant import Rhythm
from bot.domain.schedule import Planned, Verdict, is_quiet, judge, next_prompt, prompt_at, quiet_ends_at
from tests import strategies

DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(7))


def is_skipped_with_its_days_end(on: date, rhythm: Rhythm) -> bool:
    """The only way out of a day: the clocks skip the time to ask and the day's end in one jump."""
    calendar_on = on + DAY
    asked, ends = (
        datetime.combine(calendar_on, each, rhythm.zone).astimezone(UTC).astimezone(rhythm.zone).time()
        for each in (rhythm.ask_time, rhythm.day_end)
    )
    is_skipped = asked != rhythm.ask_time
    jumped_over_the_end = ends != rhythm.day_end or asked >= rhythm.day_end
    return rhythm.ask_time < rhythm.day_end and is_skipped and jumped_over_the_end


def assert_lies_within_its_day(planned: Planned, rhythm: Rhythm) -> None:
    if is_skipped_with_its_days_end(planned.on, rhythm):
        over_by = planned.due_at - day_ends_at(planned.on, rhythm.zone, rhythm.day_end)
        assert timedelta(0) <= over_by < timedelta(hours=2)
    else:
        assert day_of(planned.due_at, rhythm.zone, rhythm.day_end) == planned.on


@given(st.data())
@settings(max_examples=300)
def test_a_prompt_lies_within_its_day(data: st.DataObject) -> None:
    rhythm = data.draw(strategies.rhythms())
    on = data.draw(strategies.days_in(rhythm.zone))
    due_at = prompt_at(on, rhythm)
    assert (due_at is not None) == (on.weekday() in rhythm.weekdays and is_real(on, rhythm.zone))
    if due_at is not None:
        assert_lies_within_its_day(Planned(on, due_at), rhythm)


@given(st.data())
def test_a_prompt_shows_the_chosen_time_unless_the_clocks_skip_it(data: st.DataObject) -> None:
    rhythm = replace(data.draw(strategies.rhythms()), weekdays=EVERY_DAY)
    on = data.draw(strategies.days_in(rhythm.zone))
    due_at = prompt_at(on, rhythm)
    if due_at is None:
        return
    calendar_on = on + DAY if rhythm.ask_time < rhythm.day_end else on
    wall = datetime.combine(calendar_on, rhythm.ask_time)
    exists = (
        wall.replace(tzinfo=rhythm.zone).astimezone(UTC).astimezone(rhythm.zone).replace(tzinfo=None) == wall
    )
    assert (due_at.astimezone(rhythm.zone).replace(tzinfo=None, fold=0) == wall) == exists


def asked_days(rhythm: Rhythm, since_at: datetime, until_on: date) -> Iterator[Planned]:
    """Everything that somebody who changes nothing is asked, each at its time."""
    planned = next_prompt(rhythm, asked_until_on=None, last_asked_at=None, since_at=since_at)
    while planned is not None and planned.on <= until_on:
        yield planned
        planned = next_prompt(
            rhythm, asked_until_on=planned.on, last_asked_at=planned.due_at, since_at=planned.due_at
        )


def assert_every_chosen_day_is_asked_once(rhythm: Rhythm, first_on: date, days: int) -> None:
    since_at = day_ends_at(first_on - 2 * DAY, rhythm.zone, rhythm.day_end)
    asked = list(asked_days(rhythm, since_at, first_on + days * DAY))
    wanted = (first_on + day * DAY for day in range(days + 1))
    chosen = [on for on in wanted if on.weekday() in rhythm.weekdays and is_real(on, rhythm.zone)]
    assert [planned.on for planned in asked if planned.on >= first_on] == chosen
    for planned in asked:
        assert_lies_within_its_day(planned, rhythm)
    for before, after in pairwise(asked):
        assert after.due_at - before.due_at >= timedelta(hours=20)


@given(st.data())
@settings(max_examples=60)
def test_every_chosen_day_of_a_season_is_asked_for_once(data: st.DataObject) -> None:
    rhythm = data.draw(strategies.rhythms())
    assert_every_chosen_day_is_asked_once(rhythm, data.draw(strategies.days_in(rhythm.zone)), 60)


ASK_TIMES = [time(0), time(0, 30), time(2, 30), time(3, 30), time(9), time(21, 30), time(23, 45)]
TELLING_ZONES = [
    "Europe/Istanbul",
    "Europe/Helsinki",
    "America/New_York",
    "America/Scoresbysund",
    "Asia/Beirut",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Antarctica/Troll",
]


@pytest.mark.parametrize("zone", TELLING_ZONES)
def test_a_year_asks_for_each_of_its_days_once(zone: str) -> None:
    for ask_time in ASK_TIMES:
        rhythm = Rhythm(ZoneInfo(zone), ask_time, EVERY_DAY, time(4))
        assert_every_chosen_day_is_asked_once(rhythm, date(2025, 1, 1), 365)


@pytest.mark.soak
def test_years_ask_for_each_of_their_days_once_in_every_zone() -> None:
    for name in strategies.all_zones():
        for ask_time in ASK_TIMES:
            rhythm = Rhythm(ZoneInfo(name), ask_time, EVERY_DAY, time(4))
            for year in (2011, 2018, 2025):
                assert_every_chosen_day_is_asked_once(rhythm, date(year, 1, 1), 366)


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody travels, or chooses anew, this long after what happened last."""

    after: timedelta
    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class Prompted:
    """The next prompt goes out, this much after it was due."""

    late_by: timedelta


def lives() -> st.SearchStrategy[list[Change | Prompted]]:
    changes = st.builds(Change, st.timedeltas(timedelta(0), timedelta(days=2)), strategies.rhythms())
    prompts = st.builds(Prompted, st.just(timedelta(0)) | st.timedeltas(timedelta(0), timedelta(hours=2)))
    return st.lists(changes | prompts, min_size=2, max_size=12)


@given(strategies.rhythms(), st.data(), lives())
@settings(max_examples=200)
def test_whatever_changes_the_days_asked_for_only_grow(
    rhythm: Rhythm, data: st.DataObject, life: list[Change | Prompted]
) -> None:
    now = changed_at = data.draw(strategies.instants_in(rhythm.zone))
    asked_until_on: date | None = None
    last_asked_at: datetime | None = None
    for event in life:
        if isinstance(event, Change):
            now = changed_at = now + event.after
            rhythm = event.rhythm
            continue
        planned = next_prompt(
            rhythm, asked_until_on=asked_until_on, last_asked_at=last_asked_at, since_at=changed_at
        )
        assert planned is not None
        assert planned.due_at >= changed_at
        assert asked_until_on is None or planned.on > asked_until_on
        assert last_asked_at is None or planned.due_at - last_asked_at >= timedelta(hours=6)
        now = max(now, planned.due_at) + event.late_by
        asked_until_on, last_asked_at = planned.on, now


@given(strategies.rhythms(), st.data())
def test_no_prompt_that_could_be_sent_is_passed_over(rhythm: Rhythm, data: st.DataObject) -> None:
    since_at = data.draw(strategies.instants_in(rhythm.zone))
    planned = next_prompt(rhythm, asked_until_on=None, last_asked_at=None, since_at=since_at)
    assert planned is not None
    earlier = (prompt_at(planned.on - day * DAY, rhythm) for day in range(1, 15))
    assert all(due_at is None or due_at < since_at for due_at in earlier)


@given(st.data())
@settings(max_examples=300)
def test_a_prompt_is_sent_on_time_or_outside_quiet_hours_and_never_much_late(data: st.DataObject) -> None:
    zone = data.draw(strategies.zones())
    due_at = data.draw(strategies.instants_in(zone))
    quiet_from, quiet_until = data.draw(strategies.wall_times()), data.draw(strategies.wall_times())
    late_by = data.draw(st.timedeltas(timedelta(hours=-1), timedelta(hours=3)))
    ends_at = due_at + data.draw(st.timedeltas(timedelta(0), timedelta(hours=24)))
    now = due_at + late_by
    verdict = judge(now, due_at, quiet_from=quiet_from, quiet_until=quiet_until, zone=zone, ends_at=ends_at)
    is_on_time = timedelta(0) <= late_by <= timedelta(minutes=15)
    if is_on_time:
        assert verdict is Verdict.SEND
    if verdict is Verdict.SEND:
        assert timedelta(0) <= late_by <= timedelta(hours=2)
        assert is_on_time or not is_quiet(now, quiet_from, quiet_until, zone)
    is_over = late_by > timedelta(hours=2) or now >= ends_at
    if not is_on_time and late_by > timedelta(0) and is_over:
        assert verdict is Verdict.DROP
    if verdict is Verdict.DROP:
        assert is_over or is_quiet(now, quiet_from, quiet_until, zone)
    if isinstance(verdict, datetime):
        assert verdict > now
        assert verdict == due_at or (verdict < ends_at and verdict - due_at <= timedelta(hours=2))


@given(st.data())
@settings(max_examples=300)
def test_quiet_hours_end_within_a_day_and_nothing_is_quiet_then(data: st.DataObject) -> None:
    zone = data.draw(strategies.zones())
    at = data.draw(strategies.instants_in(zone))
    quiet_from, quiet_until = data.draw(strategies.wall_times()), data.draw(strategies.wall_times())
    until_at = quiet_ends_at(at, quiet_until, zone)
    wall_time = until_at.astimezone(zone).time()
    # Where the clocks skip the end of quiet hours, these end with the jump; in Apia that was a day once.
    assert timedelta(0) < until_at - at <= timedelta(hours=50)
    if wall_time == quiet_until:
        assert not is_quiet(until_at, quiet_from, quiet_until, zone)


@given(st.data())
def test_a_moment_is_quiet_within_some_quiet_hours_or_within_the_rest_of_the_clock(
    data: st.DataObject,
) -> None:
    zone = data.draw(strategies.zones())
    at = data.draw(strategies.instants_in(zone))
    one, other = data.draw(st.lists(strategies.wall_times(), min_size=2, max_size=2, unique=True))
    assert is_quiet(at, one, other, zone) != is_quiet(at, other, one, zone)
