"""Later: a card is put off only to a moment at which it may come."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.later import OFFERED_MINUTES, later_choices
from bot.domain.schedule import is_quiet
from tests import strategies

ISTANBUL = ZoneInfo("Europe/Istanbul")
ENDS_AT = datetime(2025, 11, 24, 1, tzinfo=UTC)


def offered(
    wall_time: str, *, quiet_from: time = time(22, 30), quiet_until: time = time(8)
) -> tuple[int, ...]:
    now = datetime.fromisoformat(f"2025-11-23 {wall_time}").replace(tzinfo=ISTANBUL).astimezone(UTC)
    return later_choices(now, ISTANBUL, quiet_from, quiet_until, ENDS_AT)


def test_in_the_afternoon_everything_is_offered() -> None:
    assert offered("15:00") == (30, 60, 180)


def test_nothing_is_offered_that_ends_in_quiet_hours() -> None:
    assert offered("19:30") == (30, 60)
    assert offered("21:30") == (30,)
    assert offered("22:00") == ()


def test_nothing_is_offered_that_ends_after_the_day() -> None:
    assert offered("23:30", quiet_from=time(0), quiet_until=time(0)) == (30, 60, 180)
    night = datetime(2025, 11, 24, 0, 15, tzinfo=UTC)
    assert later_choices(night, ISTANBUL, time(0), time(0), ENDS_AT) == (30,)
    assert later_choices(ENDS_AT - timedelta(minutes=30), ISTANBUL, time(0), time(0), ENDS_AT) == ()


@given(st.data())
def test_whatever_is_offered_lies_within_the_day_and_outside_quiet_hours(data: st.DataObject) -> None:
    zone = data.draw(strategies.zones())
    now = data.draw(strategies.instants_in(zone))
    quiet_from, quiet_until = data.draw(strategies.wall_times()), data.draw(strategies.wall_times())
    ends_at = now + data.draw(st.timedeltas(timedelta(0), timedelta(hours=24)))
    for minutes in later_choices(now, zone, quiet_from, quiet_until, ends_at):
        assert minutes in OFFERED_MINUTES
        assert now + timedelta(minutes=minutes) < ends_at
        assert not is_quiet(now + timedelta(minutes=minutes), quiet_from, quiet_until, zone)
