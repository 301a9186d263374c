"""Participants: what is still to be asked about them, and when they can be asked at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.participant import (
    Afraid,
    FollowUp,
    Participant,
    Rhythm,
    Role,
    Step,
    danger_came,
    follow_up,
    is_paused_on,
    today_of,
)

NOW = datetime(2025, 11, 23, 18, 30, tzinfo=UTC)
ANA = Participant(id="ana", telegram_id=1, language="en", created_at=NOW, role=Role.HURT)


def test_today_is_the_day_in_their_zone() -> None:
    night = datetime(2025, 11, 24, 0, 30, tzinfo=UTC)
    assert today_of(replace(ANA, zone=ZoneInfo("Europe/Istanbul")), night) == date(2025, 11, 23)
    assert today_of(replace(ANA, zone=ZoneInfo("Asia/Tokyo")), night) == date(2025, 11, 24)
    with pytest.raises(ValueError, match="zone"):
        today_of(ANA, night)


def test_a_pause_lasts_from_the_day_it_was_asked_for_to_the_day_before_its_end() -> None:
    paused = replace(ANA, zone=ZoneInfo("Europe/Istanbul"), paused_at=NOW)
    days = [date(2025, 11, 22) + timedelta(days=day) for day in range(5)]
    assert not any(is_paused_on(replace(paused, paused_at=None), on) for on in days)
    assert [is_paused_on(paused, on) for on in days] == [False, True, True, True, True]
    until = replace(paused, paused_until_on=date(2025, 11, 25))
    assert [is_paused_on(until, on) for on in days] == [False, True, True, False, False]


def test_in_discreet_mode_no_name_is_asked_for() -> None:
    assert follow_up(replace(ANA, is_discreet=True), NOW) is FollowUp.AFRAID


def test_the_name_is_asked_first_and_once() -> None:
    assert follow_up(ANA, NOW) is FollowUp.NAME
    assert follow_up(replace(ANA, name_asked_at=NOW), NOW) is FollowUp.AFRAID
    assert follow_up(replace(ANA, name="Ben"), NOW) is FollowUp.AFRAID


@pytest.mark.parametrize("role", [Role.CAUSED, Role.PRACTISING])
def test_only_the_hurt_are_asked_whether_they_are_afraid(role: Role) -> None:
    assert follow_up(replace(ANA, role=role, name_asked_at=NOW), NOW) is None


def test_who_is_just_practising_is_asked_nothing_more() -> None:
    assert follow_up(replace(ANA, role=Role.PRACTISING), NOW) is None


@pytest.mark.parametrize("afraid", [None, Afraid.SOMETIMES, Afraid.YES, Afraid.UNSAID])
def test_fear_is_asked_again_after_eight_weeks_while_it_keeps_the_guard_up(afraid: Afraid | None) -> None:
    asked = replace(ANA, name="Ben", afraid=afraid, afraid_asked_at=NOW)
    assert follow_up(asked, NOW + timedelta(weeks=8) - timedelta(seconds=1)) is None
    assert follow_up(asked, NOW + timedelta(weeks=8)) is FollowUp.AFRAID


def test_who_is_not_afraid_is_not_asked_again() -> None:
    calm = replace(ANA, name="Ben", afraid=Afraid.NO, afraid_asked_at=NOW)
    assert follow_up(calm, NOW + timedelta(weeks=80)) is None


def test_there_is_no_rhythm_before_zone_and_time_are_known() -> None:
    zone = ZoneInfo("Europe/Istanbul")
    assert ANA.rhythm is None
    assert replace(ANA, zone=zone).rhythm is None
    assert replace(ANA, zone=zone, ask_time=time(21, 30)).rhythm == Rhythm(
        zone, time(21, 30), frozenset(range(7)), time(4)
    )


def test_the_welcome_is_over_when_its_steps_are_done() -> None:
    assert not ANA.is_set_up
    assert replace(ANA, step=Step.DONE).is_set_up


def test_of_words_of_danger_only_the_latest_day_is_known() -> None:
    once = danger_came(ANA, date(2025, 11, 23))
    assert once.danger_on == date(2025, 11, 23)
    assert danger_came(once, date(2025, 11, 20)) == once
    assert danger_came(once, date(2025, 11, 24)).danger_on == date(2025, 11, 24)
