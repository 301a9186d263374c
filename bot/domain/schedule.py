"""When somebody is asked: the prompt of a day, the next one after every change, and whether one that is due may go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.day import day_ends_at, day_of, instant_of, is_real
from bot.domain.participant import Rhythm

SPACING = timedelta(hours=6)
ON_TIME_FOR = timedelta(minutes=15)
SENT_LATE_FOR = timedelta(hours=2)

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """A day that will be asked for, and when (UTC)."""

    on: date
    due_at: datetime


class Verdict(StrEnum):
    """What to do with something planned that need not wait; what is dropped is never sent."""

    SEND = "send"
    DROP = "drop"


def prompt_at(on: date, rhythm: Rhythm) -> datetime | None:
    """Return the instant (UTC) at which a day is asked for; None when it is not chosen, or no day at all.

    A time before the day's end lies on the next calendar date. The instant belongs to the day, but for one case: a
    time just before the day's end that the clocks skip together with that end (03:30, the day ending at 04:00, in
    zones that go from 03:00 to 04:00) is read, as every skipped time, with the offset from before the gap (04:30).
    """
    if on.weekday() not in rhythm.weekdays or not is_real(on, rhythm.zone):
        return None
    is_after_midnight = rhythm.ask_time < rhythm.day_end
    return instant_of(on + _ONE_DAY if is_after_midnight else on, rhythm.ask_time, rhythm.zone)


def next_prompt(
    rhythm: Rhythm, *, asked_until_on: date | None, last_asked_at: datetime | None, since_at: datetime
) -> Planned | None:
    """Return the first prompt that may still be sent; None when no weekday is chosen.

    Whatever was changed in between, and wherever its owner travelled: it is for a day after `asked_until_on`, at
    least 6 hours after `last_asked_at`, and not before `since_at`, the change (or the moment) that made it due.
    """
    if not rhythm.weekdays:
        return None
    not_before = since_at if last_asked_at is None else max(since_at, last_asked_at + SPACING)
    # A prompt lies at most a clock's jump outside its day, so earlier days have nothing to offer.
    first_on = day_of(not_before, rhythm.zone, rhythm.day_end) - _ONE_DAY
    if asked_until_on is not None:
        first_on = max(first_on, asked_until_on + _ONE_DAY)
    return next(planned for planned in _prompts_from(first_on, rhythm) if planned.due_at >= not_before)


def judge(
    now: datetime,
    due_at: datetime,
    *,
    quiet_from: time,
    quiet_until: time,
    zone: ZoneInfo,
    ends_at: datetime,
    is_prompt: bool = True,
) -> Verdict | datetime:
    """Say whether what is planned may go now, or until when (UTC) it has to wait.

    A prompt goes on time, quiet hours or not. Later, and anything else at any time, goes for 2 hours, outside quiet
    hours, while its day (up to `ends_at`) lasts. What could only go after that is dropped at once.
    """
    if now < due_at:
        return due_at
    if is_prompt and now - due_at <= ON_TIME_FOR:
        return Verdict.SEND
    if not _is_in_time(now, due_at, ends_at):
        return Verdict.DROP
    if not is_quiet(now, quiet_from, quiet_until, zone):
        return Verdict.SEND
    until_at = quiet_ends_at(now, quiet_until, zone)
    return until_at if _is_in_time(until_at, due_at, ends_at) else Verdict.DROP


def is_quiet(at: datetime, quiet_from: time, quiet_until: time, zone: ZoneInfo) -> bool:
    """Tell whether an instant lies in quiet hours; they may span midnight, and equal ends mean never."""
    wall_time = at.astimezone(zone).time()
    if quiet_from <= quiet_until:
        return quiet_from <= wall_time < quiet_until
    return wall_time >= quiet_from or wall_time < quiet_until


def quiet_ends_at(at: datetime, quiet_until: time, zone: ZoneInfo) -> datetime:
    """Return the next instant (UTC) after `at` at which quiet hours end: for good, where the clocks are set back over it."""
    eve_on = at.astimezone(zone).date() - 2 * _ONE_DAY
    ends = (day_ends_at(eve_on + days * _ONE_DAY, zone, quiet_until) for days in range(5))
    return next(end_at for end_at in ends if end_at > at)


def _is_in_time(at: datetime, due_at: datetime, ends_at: datetime) -> bool:
    return at - due_at <= SENT_LATE_FOR and at < ends_at


def _prompts_from(on: date, rhythm: Rhythm) -> Iterator[Planned]:
    while True:
        due_at = prompt_at(on, rhythm)
        if due_at is not None:
            yield Planned(on, due_at)
        on += _ONE_DAY
