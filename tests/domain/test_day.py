"""Days, beside the switches of the zones that they run through.

Europe/Helsinki 2025            America/New_York 2025           Australia/Lord_Howe 2025
  30 Mar  03:00 -> 04:00 +03:00   9 Mar  02:00 -> 03:00 -04:00    6 Apr  02:00 -> 01:30 +10:30
  26 Oct  04:00 -> 03:00 +02:00   2 Nov  02:00 -> 01:00 -05:00    5 Oct  02:00 -> 02:30 +11:00

America/Sao_Paulo 2018          Asia/Beirut 2025                Africa/Cairo 2025
  18 Feb  24:00 -> 23:00 -03:00  30 Mar  00:00 -> 01:00 +03:00   25 Apr  00:00 -> 01:00 +03:00
   4 Nov  00:00 -> 01:00 -02:00  25 Oct  24:00 -> 23:00 +02:00   30 Oct  24:00 -> 23:00 +02:00

Africa/Casablanca 2025          America/Scoresbysund 2025       Pacific/Apia 2011
  23 Feb  03:00 -> 02:00 +00:00  29 Mar  23:00 -> 24:00 -01:00   29 Dec  24:00 -> 31 Dec 00:00 +14:00
   6 Apr  02:00 -> 03:00 +01:00  25 Oct  24:00 -> 23:00 -02:00
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.day import (
    Closing,
    Reason,
    Standing,
    State,
    day_ends_at,
    day_of,
    final_state,
    instant_of,
    is_real,
    standing,
)

FOUR = time(4)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def shown(at: datetime, zone: str) -> str:
    """What the clocks of a zone show, with the offset that tells the hours of a night apart."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M %z")


def read(on: str, wall_time: str, zone: str) -> str:
    return shown(instant_of(date.fromisoformat(on), time.fromisoformat(wall_time), ZoneInfo(zone)), zone)


@pytest.mark.parametrize(
    ("on", "wall_time", "zone", "expected"),
    [
        ("2025-11-23", "21:30", "Europe/Istanbul", "2025-11-23 21:30 +0300"),
        ("2025-03-29", "03:30", "Europe/Helsinki", "2025-03-29 03:30 +0200"),
        ("2025-03-30", "02:59", "Europe/Helsinki", "2025-03-30 02:59 +0200"),
        ("2025-03-30", "04:00", "Europe/Helsinki", "2025-03-30 04:00 +0300"),
        ("2024-03-31", "23:30", "America/Scoresbysund", "2024-03-31 23:30 -0100"),
    ],
)
def test_a_wall_time_that_comes_once_is_read_as_it_stands(
    on: str, wall_time: str, zone: str, expected: str
) -> None:
    assert read(on, wall_time, zone) == expected


@pytest.mark.parametrize(
    ("on", "wall_time", "zone", "expected"),
    [
        ("2025-10-26", "03:00", "Europe/Helsinki", "2025-10-26 03:00 +0300"),
        ("2025-10-26", "03:30", "Europe/Helsinki", "2025-10-26 03:30 +0300"),
        ("2025-11-02", "01:30", "America/New_York", "2025-11-02 01:30 -0400"),
        ("2025-04-06", "01:45", "Australia/Lord_Howe", "2025-04-06 01:45 +1100"),
        ("2018-02-17", "23:30", "America/Sao_Paulo", "2018-02-17 23:30 -0200"),
        ("2025-10-25", "23:30", "Asia/Beirut", "2025-10-25 23:30 +0300"),
        ("2025-02-23", "02:30", "Africa/Casablanca", "2025-02-23 02:30 +0100"),
        ("2025-10-25", "23:15", "America/Scoresbysund", "2025-10-25 23:15 -0100"),
    ],
)
def test_a_wall_time_that_comes_twice_is_its_first(on: str, wall_time: str, zone: str, expected: str) -> None:
    assert read(on, wall_time, zone) == expected


@pytest.mark.parametrize(
    ("on", "wall_time", "zone", "expected"),
    [
        ("2025-03-30", "03:00", "Europe/Helsinki", "2025-03-30 04:00 +0300"),
        ("2025-03-30", "03:30", "Europe/Helsinki", "2025-03-30 04:30 +0300"),
        ("2025-03-09", "02:30", "America/New_York", "2025-03-09 03:30 -0400"),
        ("2025-10-05", "02:10", "Australia/Lord_Howe", "2025-10-05 02:40 +1100"),
        ("2018-11-04", "00:00", "America/Sao_Paulo", "2018-11-04 01:00 -0200"),
        ("2018-11-04", "00:30", "America/Sao_Paulo", "2018-11-04 01:30 -0200"),
        ("2025-03-30", "00:30", "Asia/Beirut", "2025-03-30 01:30 +0300"),
        ("2025-04-25", "00:15", "Africa/Cairo", "2025-04-25 01:15 +0300"),
        ("2025-04-06", "02:30", "Africa/Casablanca", "2025-04-06 03:30 +0100"),
    ],
)
def test_a_skipped_wall_time_is_read_with_the_offset_from_before_the_gap(
    on: str, wall_time: str, zone: str, expected: str
) -> None:
    assert read(on, wall_time, zone) == expected


@pytest.mark.parametrize("wall_time", ["23:00", "23:30", "23:59"])
def test_a_skipped_wall_time_that_would_leave_its_date_is_the_last_minute_before_the_gap(
    wall_time: str,
) -> None:
    assert read("2025-03-29", wall_time, "America/Scoresbysund") == "2025-03-29 22:59 -0200"
    assert read("2025-03-29", wall_time, "America/Nuuk") == "2025-03-29 22:59 -0200"


def test_a_wall_time_on_a_date_that_never_was_is_the_last_minute_before_it() -> None:
    assert read("2011-12-30", "02:00", "Pacific/Apia") == "2011-12-29 23:59 -1000"
    assert read("2011-12-30", "21:00", "Pacific/Apia") == "2011-12-29 23:59 -1000"


def test_the_night_belongs_to_the_day_before_until_the_days_end() -> None:
    zone = ZoneInfo("Europe/Istanbul")
    assert day_of(utc("2025-11-24 00:59"), zone, FOUR) == date(2025, 11, 23)
    assert day_of(utc("2025-11-24 01:00"), zone, FOUR) == date(2025, 11, 24)
    assert day_of(utc("2025-11-23 21:00"), zone, time(0)) == date(2025, 11, 24)


@pytest.mark.parametrize(
    ("zone", "on"),
    [("Pacific/Apia", "2011-12-30"), ("Pacific/Fakaofo", "2011-12-30"), ("Pacific/Kwajalein", "1993-08-21")],
)
def test_a_date_that_a_zone_never_had_is_no_day(zone: str, on: str) -> None:
    missing = date.fromisoformat(on)
    around = [missing + timedelta(days=step) for step in (-1, 0, 1)]
    assert [is_real(each, ZoneInfo(zone)) for each in around] == [True, False, True]


def test_a_date_that_begins_with_a_gap_is_a_day() -> None:
    assert is_real(date(2018, 11, 4), ZoneInfo("America/Sao_Paulo"))
    assert is_real(date(2025, 3, 30), ZoneInfo("America/Scoresbysund"))


def test_the_night_after_a_date_that_never_was_belongs_to_the_day_before_it() -> None:
    zone = ZoneInfo("Pacific/Apia")
    night = utc("2011-12-30 12:00")
    assert shown(night, "Pacific/Apia") == "2011-12-31 02:00 +1400"
    assert day_of(night, zone, FOUR) == date(2011, 12, 29)
    assert shown(day_ends_at(date(2011, 12, 29), zone, FOUR), "Pacific/Apia") == "2011-12-31 04:00 +1400"


@pytest.mark.parametrize(
    ("on", "day_end", "zone", "expected"),
    [
        ("2025-11-23", "04:00", "Europe/Istanbul", "2025-11-24 04:00 +0300"),
        ("2025-11-23", "00:00", "Europe/Istanbul", "2025-11-24 00:00 +0300"),
        # in a gap: with the jump
        ("2025-03-29", "03:30", "Europe/Helsinki", "2025-03-30 04:00 +0300"),
        ("2025-03-29", "04:00", "Europe/Helsinki", "2025-03-30 04:00 +0300"),
        ("2018-11-03", "00:00", "America/Sao_Paulo", "2018-11-04 01:00 -0200"),
        # in an hour that comes twice: the last, unless the second time begins with the very end
        ("2025-10-25", "03:30", "Europe/Helsinki", "2025-10-26 03:30 +0200"),
        ("2025-10-25", "03:00", "Europe/Helsinki", "2025-10-26 03:00 +0300"),
        ("2025-10-25", "04:00", "Europe/Helsinki", "2025-10-26 04:00 +0200"),
        ("2025-11-01", "01:30", "America/New_York", "2025-11-02 01:30 -0500"),
        ("2018-02-17", "00:00", "America/Sao_Paulo", "2018-02-18 00:00 -0300"),
    ],
)
def test_a_day_ends_when_it_is_over_for_good(on: str, day_end: str, zone: str, expected: str) -> None:
    ends_at = day_ends_at(date.fromisoformat(on), ZoneInfo(zone), time.fromisoformat(day_end))
    assert shown(ends_at, zone) == expected


def test_a_day_takes_answers_until_48_hours_after_its_end() -> None:
    ends_at = utc("2025-11-24 01:00")
    second = timedelta(seconds=1)
    assert standing(ends_at - second, ends_at) is Standing.OPEN
    assert standing(ends_at, ends_at) is Standing.LATE
    assert standing(ends_at + timedelta(hours=48) - second, ends_at) is Standing.LATE
    assert standing(ends_at + timedelta(hours=48), ends_at) is Standing.CLOSED


def closing(**facts: bool) -> Closing:
    usual = {
        "is_answered": False,
        "is_asked": False,
        "is_skipped": False,
        "is_paused": False,
        "is_chosen": True,
        "is_unsent": False,
    }
    return final_state(**(usual | facts))


def test_any_answer_keeps_a_day_whatever_else_it_was() -> None:
    kept = Closing(State.KEPT)
    assert closing(is_answered=True) == kept
    assert closing(is_answered=True, is_paused=True, is_chosen=False, is_skipped=True, is_unsent=True) == kept


def test_only_a_day_that_was_asked_for_can_be_missed() -> None:
    assert closing(is_asked=True) == Closing(State.MISSED)
    assert closing() == Closing(State.REST, Reason.DROPPED)


def test_a_day_that_was_asked_for_and_then_skipped_or_paused_is_a_rest_day() -> None:
    assert closing(is_asked=True, is_skipped=True) == Closing(State.REST, Reason.SKIPPED)
    assert closing(is_asked=True, is_paused=True) == Closing(State.REST, Reason.PAUSED)


def test_a_weekday_that_is_not_chosen_is_a_rest_day() -> None:
    assert closing(is_chosen=False) == Closing(State.REST, Reason.NOT_CHOSEN)


def test_the_bots_own_failures_cost_nobody_anything() -> None:
    assert closing(is_unsent=True) == Closing(State.REST, Reason.UNSENT)
    assert closing(is_asked=True, is_unsent=True) == Closing(State.REST, Reason.UNSENT)
