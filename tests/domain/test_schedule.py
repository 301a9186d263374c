"""Prompts: when a day is asked for, what comes next after a change, and what may still be sent."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.day import day_ends_at, day_of
from bot.domain.participant import Rhythm
from bot.domain.schedule import Planned, Verdict, is_quiet, judge, next_prompt, prompt_at

EVERY_DAY = frozenset(range(7))
ISTANBUL = ZoneInfo("Europe/Istanbul")
QUIET_FROM, QUIET_UNTIL = time(22, 30), time(8)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def rhythm(
    ask: str, zone: str = "Europe/Istanbul", *, weekdays: frozenset[int] = EVERY_DAY, end: str = "04:00"
) -> Rhythm:
    return Rhythm(ZoneInfo(zone), time.fromisoformat(ask), weekdays, time.fromisoformat(end))


def asked(on: str, its: Rhythm) -> str | None:
    due_at = prompt_at(date.fromisoformat(on), its)
    return None if due_at is None else due_at.astimezone(its.zone).strftime("%Y-%m-%d %H:%M %z")


def test_a_day_is_asked_for_at_the_chosen_wall_time() -> None:
    assert asked("2025-11-23", rhythm("21:30")) == "2025-11-23 21:30 +0300"


def test_the_wall_time_stays_when_the_clocks_change() -> None:
    its = rhythm("21:30", "Europe/Berlin")
    assert [asked(on, its) for on in ("2025-03-29", "2025-03-30", "2025-10-25", "2025-10-26")] == [
        "2025-03-29 21:30 +0100",
        "2025-03-30 21:30 +0200",
        "2025-10-25 21:30 +0200",
        "2025-10-26 21:30 +0100",
    ]


def test_a_time_before_the_days_end_lies_on_the_next_calendar_date() -> None:
    assert asked("2025-11-23", rhythm("00:30")) == "2025-11-24 00:30 +0300"
    assert asked("2025-11-23", rhythm("03:59")) == "2025-11-24 03:59 +0300"
    assert asked("2025-11-23", rhythm("04:00")) == "2025-11-23 04:00 +0300"


def test_the_weekday_is_the_days_not_the_calendars() -> None:
    sundays = rhythm("00:30", weekdays=frozenset({6}))
    assert asked("2025-11-23", sundays) == "2025-11-24 00:30 +0300"
    assert asked("2025-11-24", sundays) is None


def test_a_date_that_never_was_is_not_asked_for() -> None:
    assert asked("2011-12-30", rhythm("21:00", "Pacific/Apia")) is None
    assert asked("2011-12-30", rhythm("02:00", "Pacific/Apia")) is None
    assert asked("2011-12-29", rhythm("02:00", "Pacific/Apia")) == "2011-12-29 23:59 -1000"


def test_a_time_that_is_skipped_together_with_the_days_end_is_asked_after_that_end() -> None:
    # The one exception to "a prompt lies within its day": 30 March, 03:00 -> 04:00, the day ends at 04:00.
    its = rhythm("03:30", "Europe/Helsinki")
    due_at = prompt_at(date(2025, 3, 29), its)
    assert due_at is not None
    assert asked("2025-03-29", its) == "2025-03-30 04:30 +0300"
    assert day_of(due_at, its.zone, its.day_end) == date(2025, 3, 30)
    ends_at = day_ends_at(date(2025, 3, 29), its.zone, its.day_end)
    verdict = judge(
        due_at, due_at, quiet_from=QUIET_FROM, quiet_until=QUIET_UNTIL, zone=its.zone, ends_at=ends_at
    )
    assert verdict is Verdict.SEND


def next_after(
    its: Rhythm, *, since: str, asked_until: str | None = None, last_asked: str | None = None
) -> Planned | None:
    return next_prompt(
        its,
        asked_until_on=None if asked_until is None else date.fromisoformat(asked_until),
        last_asked_at=None if last_asked is None else utc(last_asked),
        since_at=utc(since),
    )


def test_the_first_prompt_is_the_next_one_that_is_due() -> None:
    assert next_after(rhythm("21:30"), since="2025-11-23 12:00") == Planned(
        date(2025, 11, 23), utc("2025-11-23 18:30")
    )


def test_a_prompt_due_at_the_very_moment_of_the_change_is_asked() -> None:
    planned = next_after(rhythm("21:30"), since="2025-11-23 18:30")
    assert planned == Planned(date(2025, 11, 23), utc("2025-11-23 18:30"))


def test_a_time_that_has_passed_when_it_is_chosen_begins_tomorrow() -> None:
    planned = next_after(rhythm("21:30"), since="2025-11-23 18:31")
    assert planned == Planned(date(2025, 11, 24), utc("2025-11-24 18:30"))


def test_a_day_is_not_asked_for_twice_when_the_time_is_moved_later() -> None:
    planned = next_after(
        rhythm("23:00"), since="2025-11-23 12:00", asked_until="2025-11-23", last_asked="2025-11-23 07:00"
    )
    assert planned == Planned(date(2025, 11, 24), utc("2025-11-24 20:00"))


def test_a_prompt_less_than_six_hours_after_the_last_is_dropped() -> None:
    planned = next_after(
        rhythm("04:30"), since="2025-11-23 21:30", asked_until="2025-11-23", last_asked="2025-11-23 20:00"
    )
    assert planned == Planned(date(2025, 11, 25), utc("2025-11-25 01:30"))


def test_a_prompt_six_hours_after_the_last_is_asked() -> None:
    planned = next_after(
        rhythm("05:00"), since="2025-11-23 21:30", asked_until="2025-11-23", last_asked="2025-11-23 20:00"
    )
    assert planned == Planned(date(2025, 11, 24), utc("2025-11-24 02:00"))


def test_flying_west_over_the_date_line_does_not_bring_a_day_back() -> None:
    # Asked in Auckland for the 24th; in Honolulu it is the 23rd again, and the 24th was asked for.
    planned = next_after(
        rhythm("20:00", "Pacific/Honolulu"),
        since="2025-11-24 12:00",
        asked_until="2025-11-24",
        last_asked="2025-11-24 07:00",
    )
    assert planned == Planned(date(2025, 11, 25), utc("2025-11-26 06:00"))


def test_flying_east_over_the_date_line_leaves_a_day_out() -> None:
    planned = next_after(
        rhythm("20:00", "Pacific/Auckland"),
        since="2025-11-24 08:00",
        asked_until="2025-11-23",
        last_asked="2025-11-24 06:00",
    )
    assert planned == Planned(date(2025, 11, 25), utc("2025-11-25 07:00"))


def test_once_a_week_waits_for_its_weekday_even_when_that_date_never_was() -> None:
    fridays = rhythm("21:00", "Pacific/Apia", weekdays=frozenset({4}))
    planned = next_after(fridays, since="2011-12-24 12:00")
    assert planned is not None
    assert planned.on == date(2012, 1, 6)


def test_nobody_is_asked_when_no_weekday_is_chosen() -> None:
    assert next_after(rhythm("21:30", weekdays=frozenset()), since="2025-11-23 12:00") is None


def test_a_prompt_that_is_still_due_after_its_days_end_is_not_passed_over() -> None:
    # 04:10 in Helsinki, on the 30th already; the prompt of the 29th was skipped with that day's end, to 04:30.
    planned = next_after(rhythm("03:30", "Europe/Helsinki"), since="2025-03-30 01:10")
    assert planned == Planned(date(2025, 3, 29), utc("2025-03-30 01:30"))


def judged(now: str, *, due: str = "2025-11-23 18:30", ends: str = "2025-11-24 01:00") -> Verdict | datetime:
    return judge(
        utc(now),
        utc(due),
        quiet_from=QUIET_FROM,
        quiet_until=QUIET_UNTIL,
        zone=ISTANBUL,
        ends_at=utc(ends),
    )


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        ("2025-11-23 18:29:59", utc("2025-11-23 18:30")),
        ("2025-11-23 18:30", Verdict.SEND),
        ("2025-11-23 18:45", Verdict.SEND),
        ("2025-11-23 19:29", Verdict.SEND),
        ("2025-11-23 19:30", Verdict.DROP),  # 22:30 in Istanbul: quiet hours would end too late
        ("2025-11-23 20:30:01", Verdict.DROP),
    ],
)
def test_a_late_prompt_is_dropped_after_two_hours_or_at_quiet_hours(
    now: str, verdict: Verdict | datetime
) -> None:
    assert judged(now) == verdict


def test_quiet_hours_never_bind_a_prompt_on_time() -> None:
    assert judged("2025-11-23 20:00", due="2025-11-23 20:00") is Verdict.SEND
    assert judged("2025-11-23 20:15", due="2025-11-23 20:00") is Verdict.SEND
    assert judged("2025-11-23 20:15:01", due="2025-11-23 20:00") is Verdict.DROP


def test_a_late_prompt_goes_once_quiet_hours_are_over() -> None:
    until = judged("2025-11-24 04:00", due="2025-11-24 03:30", ends="2025-11-25 01:00")
    assert until == utc("2025-11-24 05:00")
    assert judged("2025-11-24 05:00", due="2025-11-24 03:30", ends="2025-11-25 01:00") is Verdict.SEND


def test_a_late_prompt_is_dropped_when_its_day_has_ended() -> None:
    end = "2025-11-23 19:00"
    assert judged("2025-11-23 18:59", ends=end) is Verdict.SEND
    assert judged("2025-11-23 19:00", ends=end) is Verdict.DROP


@pytest.mark.parametrize(
    ("wall_time", "expected"),
    [("22:29", False), ("22:30", True), ("00:00", True), ("07:59", True), ("08:00", False), ("12:00", False)],
)
def test_quiet_hours_span_midnight(wall_time: str, expected: bool) -> None:
    at = datetime.combine(date(2025, 11, 23), time.fromisoformat(wall_time), ISTANBUL)
    assert is_quiet(at, QUIET_FROM, QUIET_UNTIL, ISTANBUL) is expected


def test_quiet_hours_may_lie_within_a_day_or_not_be_at_all() -> None:
    noon = utc("2025-11-23 09:00")
    assert is_quiet(noon, time(11), time(13), ISTANBUL)
    assert not is_quiet(noon + timedelta(hours=1), time(11), time(13), ISTANBUL)
    assert not is_quiet(noon, time(12), time(12), ISTANBUL)
