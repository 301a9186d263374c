"""When the weekly letter comes: on its evening, with the day's finished card, or the morning after; never in quiet hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.day import day_of, instant_of, is_real
from bot.domain.participant import Rhythm
from bot.domain.schedule import Planned, Verdict, is_quiet, prompt_at, quiet_ends_at

AFTER_PROMPT = timedelta(hours=2)
ON_A_REST_DAY = time(19)
WITH_THE_CARD_FROM = time(17)
SENT_FOR = timedelta(hours=24)

_ONE_DAY = timedelta(days=1)
_ONE_WEEK = timedelta(weeks=1)


def letter_at(on: date, rhythm: Rhythm, *, is_rest: bool) -> datetime | None:
    """Return the instant (UTC) of a day's letter; None where the day is no day at all.

    That is 2 hours after the day's prompt, and at 19:00 on a day without one: `is_rest`, or its weekday not chosen.
    """
    if not is_real(on, rhythm.zone):
        return None
    prompted_at = None if is_rest else prompt_at(on, rhythm)
    if prompted_at is None:
        return instant_of(on, ON_A_REST_DAY, rhythm.zone)
    return prompted_at + AFTER_PROMPT


def next_letter(
    rhythm: Rhythm,
    letter_weekday: int,
    *,
    after_on: date | None,
    since_at: datetime,
    started_on: date | None,
) -> Planned | None:
    """Return the first letter not before `since_at`; None for somebody who has not begun.

    It is for a letter day (0 is Monday) after `after_on`, the day of the last one, and after the day of the start.
    """
    if started_on is None:
        return None
    # A letter lies a few hours outside its day at most, and one date before that may be none at all.
    first_on = max(started_on + _ONE_DAY, day_of(since_at, rhythm.zone, rhythm.day_end) - 2 * _ONE_DAY)
    if after_on is not None:
        first_on = max(first_on, after_on + _ONE_DAY)
    on = first_on + (letter_weekday - first_on.weekday()) % 7 * _ONE_DAY
    while (due_at := letter_at(on, rhythm, is_rest=False)) is None or due_at < since_at:
        on += _ONE_WEEK
    return Planned(on, due_at)


def comes_with_card(completed_at: datetime, on: date, zone: ZoneInfo) -> bool:
    """Tell whether the letter of a day comes with the day's completed card: from 17:00 of that day on."""
    return completed_at >= instant_of(on, WITH_THE_CARD_FROM, zone)


def judge_letter(
    now: datetime, due_at: datetime, *, quiet_from: time, quiet_until: time, zone: ZoneInfo
) -> Verdict | datetime:
    """Say whether a letter may go now, or until when (UTC) it has to wait: for 24 hours, outside quiet hours."""
    if now < due_at:
        return due_at
    if now - due_at > SENT_FOR:
        return Verdict.DROP
    if not is_quiet(now, quiet_from, quiet_until, zone):
        return Verdict.SEND
    until_at = quiet_ends_at(now, quiet_until, zone)
    return until_at if until_at - due_at <= SENT_FOR else Verdict.DROP
