"""The nudge and the second chance: when, and when not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.day import day_ends_at, day_of
from bot.domain.nudge import NUDGED_PROMPTS, nudge_at, second_chance_at
from bot.domain.participant import Participant
from bot.domain.schedule import is_quiet
from tests import strategies

ON = date(2025, 11, 23)
SIX = datetime(2025, 11, 23, 15, 0, tzinfo=UTC)  # 18:00 in Istanbul
TWO_HOURS = timedelta(hours=2)
ANA = Participant("ana", 7, "en", SIX, zone=ZoneInfo("Europe/Istanbul"))


def test_a_nudge_comes_two_hours_after_the_prompt() -> None:
    assert nudge_at(ANA, ON, SIX, 0) == SIX + TWO_HOURS


def test_who_wants_none_gets_none_and_others_after_their_own_time() -> None:
    assert nudge_at(replace(ANA, nudge_minutes=None), ON, SIX, 0) is None
    assert nudge_at(replace(ANA, nudge_minutes=45), ON, SIX, 0) == SIX + timedelta(minutes=45)


@pytest.mark.parametrize(
    ("sent_after_six", "is_nudged"),
    [
        (timedelta(hours=2, minutes=29), True),  # 22:29
        (timedelta(hours=2, minutes=30), False),  # 22:30, where quiet hours begin
        (timedelta(hours=11, minutes=59), False),
    ],
)
def test_no_nudge_falls_in_quiet_hours(sent_after_six: timedelta, is_nudged: bool) -> None:
    assert (nudge_at(ANA, ON, SIX + sent_after_six, 0) is not None) is is_nudged


def test_no_nudge_falls_on_the_next_day() -> None:
    without_quiet_hours = replace(ANA, quiet_from=time(12), quiet_until=time(12))
    before_four = datetime(2025, 11, 24, 0, 59, tzinfo=UTC)  # 03:59
    assert nudge_at(without_quiet_hours, ON, before_four - TWO_HOURS, 0) == before_four
    assert nudge_at(without_quiet_hours, ON, before_four - TWO_HOURS + timedelta(minutes=1), 0) is None


@pytest.mark.parametrize(
    ("silent_before", "is_nudged"), [(0, True), (1, True), (2, True), (3, False), (40, False)]
)
def test_three_silent_prompts_in_a_row_are_nudged_and_no_more(silent_before: int, is_nudged: bool) -> None:
    assert (nudge_at(ANA, ON, SIX, silent_before) is not None) is is_nudged


@pytest.mark.parametrize(
    ("minutes", "is_nudged"),
    [(-61, True), (-60, False), (0, False), (60, False), (61, True)],
)
def test_within_an_hour_of_the_days_letter_no_nudge_comes(minutes: int, is_nudged: bool) -> None:
    letter_due_at = SIX + TWO_HOURS + timedelta(minutes=minutes)
    assert (nudge_at(ANA, ON, SIX, 0, letter_due_at) is not None) is is_nudged


def test_a_second_chance_comes_half_an_hour_after_the_claim() -> None:
    assert second_chance_at(SIX) == SIX + timedelta(minutes=30)


@given(st.data())
def test_wherever_they_are_a_nudge_is_later_the_same_day_outside_quiet_hours(data: st.DataObject) -> None:
    zone = data.draw(strategies.zones())
    somebody = replace(
        ANA,
        zone=zone,
        day_end=data.draw(strategies.day_ends()),
        quiet_from=data.draw(strategies.wall_times()),
        quiet_until=data.draw(strategies.wall_times()),
        nudge_minutes=data.draw(st.none() | st.integers(1, 600)),
    )
    sent_at = data.draw(strategies.instants_in(zone))
    on = day_of(sent_at, zone, somebody.day_end)
    silent_before = data.draw(st.integers(0, 5))
    at = nudge_at(somebody, on, sent_at, silent_before)
    if at is None:
        return
    assert somebody.nudge_minutes is not None
    assert at - sent_at == timedelta(minutes=somebody.nudge_minutes)
    assert at < day_ends_at(on, zone, somebody.day_end)
    assert not is_quiet(at, somebody.quiet_from, somebody.quiet_until, zone)
    assert silent_before < NUDGED_PROMPTS
