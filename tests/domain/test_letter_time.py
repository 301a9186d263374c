"""When the letter comes: two hours after the prompt, at seven on a rest day, with the evening's card; never at night."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.day import day_ends_at, day_of, instant_of, is_real
from bot.domain.letter_time import comes_with_card, judge_letter, letter_at, next_letter
from bot.domain.participant import Rhythm
from bot.domain.schedule import Planned, Verdict, is_quiet, prompt_at
from tests import strategies

ISTANBUL = ZoneInfo("Europe/Istanbul")
BERLIN = ZoneInfo("Europe/Berlin")
APIA = ZoneInfo("Pacific/Apia")
EVERY_DAY = frozenset(range(7))
AT_NINE_IN_THE_EVENING = Rhythm(ISTANBUL, time(21), EVERY_DAY, time(4))
SUNDAY_ON = date(2025, 11, 23)
SUNDAY = 6
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
QUIET_FROM, QUIET_UNTIL = time(22, 30), time(8)


def local(at: datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("ask_time", "is_rest", "expected"),
    [
        (time(9), False, "2025-11-23 11:00"),
        (time(21), False, "2025-11-23 23:00"),
        (time(23), False, "2025-11-24 01:00"),
        (time(3), False, "2025-11-24 05:00"),
        (time(21), True, "2025-11-23 19:00"),
        (time(3), True, "2025-11-23 19:00"),
    ],
)
def test_the_letter_comes_two_hours_after_the_prompt_and_at_seven_on_a_rest_day(
    ask_time: time, is_rest: bool, expected: str
) -> None:
    rhythm = replace(AT_NINE_IN_THE_EVENING, ask_time=ask_time)
    assert local(letter_at(SUNDAY_ON, rhythm, is_rest=is_rest), ISTANBUL) == expected


def test_a_weekday_that_is_not_asked_for_has_its_letter_at_seven() -> None:
    rhythm = replace(AT_NINE_IN_THE_EVENING, weekdays=frozenset({0, 2}))
    assert local(letter_at(SUNDAY_ON, rhythm, is_rest=False), ISTANBUL) == "2025-11-23 19:00"


def test_two_hours_are_two_hours_when_the_clocks_change() -> None:
    at_one = Rhythm(BERLIN, time(1), EVERY_DAY, time(0))
    assert local(letter_at(date(2026, 3, 29), at_one, is_rest=False), BERLIN) == "2026-03-29 04:00"
    assert local(letter_at(date(2025, 10, 26), at_one, is_rest=False), BERLIN) == "2025-10-26 02:00"


def test_a_date_that_a_zone_never_had_has_no_letter() -> None:
    rhythm = Rhythm(APIA, time(21), EVERY_DAY, time(4))
    never_on = date(2011, 12, 30)  # a Friday
    assert letter_at(never_on, rhythm, is_rest=False) is letter_at(never_on, rhythm, is_rest=True) is None
    planned = upcoming(rhythm, 4, since_at=datetime(2011, 12, 28, tzinfo=UTC), started_on=date(2011, 12, 1))
    assert planned.on == date(2012, 1, 6)


def upcoming(
    rhythm: Rhythm,
    letter_weekday: int = SUNDAY,
    *,
    since_at: datetime,
    after_on: date | None = None,
    started_on: date = date(1980, 1, 1),
) -> Planned:
    planned = next_letter(rhythm, letter_weekday, after_on=after_on, since_at=since_at, started_on=started_on)
    assert planned is not None
    return planned


def test_the_next_letter_is_that_of_the_next_letter_day() -> None:
    friday_at = datetime(2025, 11, 21, 12, tzinfo=UTC)
    due_at = letter_at(SUNDAY_ON, AT_NINE_IN_THE_EVENING, is_rest=False)
    assert due_at is not None
    assert upcoming(AT_NINE_IN_THE_EVENING, since_at=friday_at) == Planned(SUNDAY_ON, due_at)
    assert upcoming(AT_NINE_IN_THE_EVENING, since_at=due_at) == Planned(SUNDAY_ON, due_at)
    assert upcoming(AT_NINE_IN_THE_EVENING, since_at=due_at + timedelta(seconds=1)).on == SUNDAY_ON + 7 * DAY
    assert upcoming(AT_NINE_IN_THE_EVENING, since_at=friday_at, after_on=SUNDAY_ON).on == SUNDAY_ON + 7 * DAY


def test_the_first_day_of_all_has_no_letter() -> None:
    friday_at = datetime(2025, 11, 21, 12, tzinfo=UTC)
    assert upcoming(AT_NINE_IN_THE_EVENING, since_at=friday_at, started_on=SUNDAY_ON - DAY).on == SUNDAY_ON
    assert (
        upcoming(AT_NINE_IN_THE_EVENING, since_at=friday_at, started_on=SUNDAY_ON).on == SUNDAY_ON + 7 * DAY
    )
    never_begun = next_letter(
        AT_NINE_IN_THE_EVENING, SUNDAY, after_on=None, since_at=friday_at, started_on=None
    )
    assert never_begun is None


def test_a_card_that_is_complete_brings_the_letter_from_five_in_the_afternoon_on() -> None:
    five_at = datetime(2025, 11, 23, 14, tzinfo=UTC)  # 17:00 in Istanbul
    assert not comes_with_card(five_at - timedelta(minutes=1), SUNDAY_ON, ISTANBUL)
    assert comes_with_card(five_at, SUNDAY_ON, ISTANBUL)
    assert comes_with_card(five_at + 9 * HOUR, SUNDAY_ON, ISTANBUL)
    assert not comes_with_card(five_at + 9 * HOUR, SUNDAY_ON + DAY, ISTANBUL)


def judged(now: datetime, due_at: datetime) -> Verdict | datetime:
    return judge_letter(now, due_at, quiet_from=QUIET_FROM, quiet_until=QUIET_UNTIL, zone=ISTANBUL)


def istanbul(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 11, day, hour, minute, tzinfo=ISTANBUL).astimezone(UTC)


def test_a_letter_waits_for_its_time() -> None:
    assert judged(istanbul(23, 18), istanbul(23, 19)) == istanbul(23, 19)
    assert judged(istanbul(23, 19), istanbul(23, 19)) is Verdict.SEND


def test_a_letter_that_is_due_at_night_comes_in_the_morning() -> None:
    due_at = istanbul(23, 23)
    assert judged(due_at, due_at) == istanbul(24, 8)
    assert judged(istanbul(24, 8), due_at) is Verdict.SEND


def test_a_letter_that_could_not_be_sent_goes_for_a_day_and_then_no_more() -> None:
    due_at = istanbul(23, 19)
    assert judged(istanbul(24, 19), due_at) is Verdict.SEND
    assert judged(istanbul(24, 19, 1), due_at) is Verdict.DROP


def test_a_letter_whose_day_is_over_before_the_night_is_over_is_dropped_at_once() -> None:
    assert judged(istanbul(24, 6), istanbul(23, 7, 30)) is Verdict.DROP
    assert judged(istanbul(24, 6), istanbul(23, 8)) == istanbul(24, 8)


@given(st.data())
@settings(max_examples=300)
def test_a_letter_lies_within_its_day_or_two_hours_after(data: st.DataObject) -> None:
    rhythm = data.draw(strategies.rhythms())
    on = data.draw(strategies.days_in(rhythm.zone))
    due_at = letter_at(on, rhythm, is_rest=data.draw(st.booleans()))
    assert (due_at is None) == (not is_real(on, rhythm.zone))
    if due_at is not None:
        # As with the prompt, two hours more where the clocks skip its time together with the day's end.
        assert due_at < day_ends_at(on, rhythm.zone, rhythm.day_end) + 4 * HOUR
        assert due_at >= instant_of(on, time.min, rhythm.zone)


@given(st.data())
@settings(max_examples=300)
def test_a_letter_follows_its_prompt_by_two_hours_or_there_is_none_that_day(data: st.DataObject) -> None:
    rhythm = data.draw(strategies.rhythms())
    on = data.draw(strategies.days_in(rhythm.zone))
    due_at, prompted_at = letter_at(on, rhythm, is_rest=False), prompt_at(on, rhythm)
    if due_at is not None and prompted_at is not None:
        assert due_at - prompted_at == 2 * HOUR
    elif due_at is not None:
        wall = due_at.astimezone(rhythm.zone).replace(tzinfo=None)
        assert wall.date() == on
        assert on.weekday() not in rhythm.weekdays
        if is_shown(wall, rhythm.zone):
            assert wall.time() == time(19) or not is_shown(datetime.combine(on, time(19)), rhythm.zone)


def is_shown(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether a zone's clocks ever show a wall time."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall


@given(st.data())
@settings(max_examples=200)
def test_no_letter_that_could_come_is_passed_over_and_none_lies_before(data: st.DataObject) -> None:
    rhythm, weekday = data.draw(strategies.rhythms()), data.draw(st.integers(0, 6))
    since_at = data.draw(strategies.instants_in(rhythm.zone))
    today_on = day_of(since_at, rhythm.zone, rhythm.day_end)
    near = st.integers(-10, 10).map(lambda days: today_on + days * DAY)
    after_on, started_on = data.draw(st.none() | near), data.draw(near)
    planned = upcoming(rhythm, weekday, since_at=since_at, after_on=after_on, started_on=started_on)
    assert planned.on.weekday() == weekday
    assert planned.due_at == letter_at(planned.on, rhythm, is_rest=False)
    assert planned.due_at >= since_at
    after = max(started_on, after_on or started_on)
    assert planned.on > after
    earlier = (planned.on - weeks * 7 * DAY for weeks in range(1, 5))
    passed_over = (letter_at(on, rhythm, is_rest=False) for on in earlier if on > after)
    assert all(due_at is None or due_at < since_at for due_at in passed_over)


@given(st.data())
@settings(max_examples=60)
def test_every_letter_day_of_a_season_has_one_letter(data: st.DataObject) -> None:
    rhythm, weekday = data.draw(strategies.rhythms()), data.draw(st.integers(0, 6))
    started_on = data.draw(strategies.days_in(rhythm.zone))
    letters: list[Planned] = []
    since_at = day_ends_at(started_on, rhythm.zone, rhythm.day_end)
    while not letters or letters[-1].on < started_on + 70 * DAY:
        after_on = letters[-1].on if letters else None
        letters.append(upcoming(rhythm, weekday, since_at=since_at, after_on=after_on, started_on=started_on))
        since_at = letters[-1].due_at
    following = (started_on + day * DAY for day in range(1, 71))
    expected = [on for on in following if on.weekday() == weekday and is_real(on, rhythm.zone)]
    assert [each.on for each in letters][: len(expected)] == expected


@given(st.data())
@settings(max_examples=300)
def test_a_letter_goes_outside_quiet_hours_within_a_day_or_not_at_all(data: st.DataObject) -> None:
    zone = data.draw(strategies.zones())
    due_at = data.draw(strategies.instants_in(zone))
    quiet_from, quiet_until = data.draw(strategies.wall_times()), data.draw(strategies.wall_times())
    now = due_at + data.draw(st.timedeltas(-HOUR, 30 * HOUR))
    verdict = judge_letter(now, due_at, quiet_from=quiet_from, quiet_until=quiet_until, zone=zone)
    is_in_time, is_at_night = now - due_at <= DAY, is_quiet(now, quiet_from, quiet_until, zone)
    if verdict is Verdict.SEND:
        assert now >= due_at
        assert is_in_time
        assert not is_at_night
    elif verdict is Verdict.DROP:
        assert not is_in_time or is_at_night
    else:
        assert isinstance(verdict, datetime)
        assert now < verdict <= max(due_at, due_at + DAY)


@given(st.data())
@settings(max_examples=200)
def test_whoever_waits_as_told_gets_a_letter_due_at_night_the_next_morning(data: st.DataObject) -> None:
    zone = data.draw(strategies.zones())
    due_at = data.draw(strategies.instants_in(zone))
    now, verdict = (
        due_at,
        judge_letter(due_at, due_at, quiet_from=QUIET_FROM, quiet_until=QUIET_UNTIL, zone=zone),
    )
    while isinstance(verdict, datetime):
        now, verdict = (
            verdict,
            judge_letter(verdict, due_at, quiet_from=QUIET_FROM, quiet_until=QUIET_UNTIL, zone=zone),
        )
    # Only a night that was longer than a day (a zone that crossed the date line) takes a letter away.
    assert verdict is Verdict.SEND or has_lost_a_date(due_at, zone)
    assert verdict is Verdict.DROP or now - due_at <= 11 * HOUR + timedelta(minutes=30)


def has_lost_a_date(at: datetime, zone: ZoneInfo) -> bool:
    on = at.astimezone(zone).date()
    return not all(is_real(on + days * DAY, zone) for days in range(3))
