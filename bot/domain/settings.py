"""What a changed setting leaves behind: another rhythm from now on, the open day with its end, and no day that is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.domain.day import day_ends_at
from bot.domain.participant import Awaiting, Participant, Role, Setting, nothing_awaited, today_of

LATEST_DAY_END = time(12)
NUDGE_MINUTES = range(30, 6 * 60 + 1)
IN_RHYTHM = frozenset({Setting.TIME, Setting.WEEKDAYS, Setting.DAY_END, Setting.ZONE})
"""The settings that say when somebody is asked."""


def offered(participant: Participant) -> tuple[Setting, ...]:
    """Return the settings that have a use for somebody, in their order.

    A name stands in no question of somebody who is just practising, nor in discreet mode; fear is asked after only
    of those who were hurt.
    """
    left_out: set[Setting] = set()
    if participant.is_discreet or participant.role is Role.PRACTISING:
        left_out.add(Setting.NAME)
    if participant.role not in (Role.HURT, Role.BOTH):
        left_out.add(Setting.FEAR)
    return tuple(setting for setting in Setting if setting not in left_out)


def with_time(participant: Participant, ask_time: time, now: datetime) -> Participant:
    return _from_now_on(replace(participant, ask_time=ask_time), participant, now)


def with_weekdays(participant: Participant, weekdays: frozenset[int], now: datetime) -> Participant:
    """Return the participant as asked on these weekdays (0 is Monday), at least one of them."""
    if not weekdays or not weekdays <= frozenset(range(7)):
        raise ValueError("somebody is asked on at least one day of the week")
    return _from_now_on(replace(participant, weekdays=weekdays), participant, now)


def with_day_end(participant: Participant, day_end: time, now: datetime) -> Participant:
    if day_end > LATEST_DAY_END:
        raise ValueError("a day ends at noon at the latest")
    return _from_now_on(replace(participant, day_end=day_end), participant, now)


def with_zone(participant: Participant, zone: ZoneInfo, now: datetime) -> Participant:
    return _from_now_on(replace(participant, zone=zone), participant, now)


def with_letter(participant: Participant, weekday: int, now: datetime) -> Participant:
    """Return the participant with another day of the letter (0 is Monday); one whose hour is past today does not come."""
    if weekday not in range(7):
        raise ValueError("a week has seven days")
    if weekday == participant.letter_weekday:
        return participant
    return replace(participant, letter_weekday=weekday, rhythm_changed_at=now)


def with_nudge(participant: Participant, minutes: int | None) -> Participant:
    if minutes is not None and minutes not in NUDGE_MINUTES:
        raise ValueError("a nudge comes half an hour to six hours after the prompt")
    return replace(participant, nudge_minutes=minutes)


def with_quiet_hours(participant: Participant, hours: tuple[time, time] | None) -> Participant:
    """Return the participant with quiet hours from the first time to the second; None, or equal ones: never."""
    quiet_from, quiet_until = hours or (time(0), time(0))
    return replace(participant, quiet_from=quiet_from, quiet_until=quiet_until)


def has_quiet_hours(participant: Participant) -> bool:
    return participant.quiet_from != participant.quiet_until


def opened(participant: Participant, setting: Setting, asked_in: int | None, now: datetime) -> Participant:
    """Return the participant with a setting before them: the next words of today are for it."""
    return replace(
        nothing_awaited(participant),
        awaiting=Awaiting.SETTING,
        awaiting_setting=setting,
        awaiting_on=today_of(participant, now),
        asked_in=asked_in,
    )


def answered(participant: Participant, setting: Setting, now: datetime) -> Participant:
    """Return the participant with a setting that was changed in words: what is typed next may put it right."""
    return opened(participant, setting, None, now)


def is_answered(participant: Participant) -> bool:
    """Tell whether the setting that waits has its answer already, and waits for nothing but a correction."""
    return participant.awaiting is Awaiting.SETTING and participant.asked_in is None


def left(participant: Participant) -> Participant:
    """Return the participant with no setting waiting for words; another question may wait on."""
    return nothing_awaited(participant) if participant.awaiting is Awaiting.SETTING else participant


def awaited_setting(participant: Participant, message_id: int, now: datetime) -> Setting | None:
    """Return the setting that a message written at an instant may be for: opened before it, and on the same day."""
    is_waiting = participant.awaiting is Awaiting.SETTING and participant.awaiting_on == today_of(
        participant, now
    )
    is_after = participant.asked_in is None or message_id > participant.asked_in
    return participant.awaiting_setting if is_waiting and is_after else None


def _from_now_on(changed: Participant, before: Participant, now: datetime) -> Participant:
    """Return the participant in a changed rhythm; in the same one, as after a second tap, just as they were.

    The open day stays open, and ends by the new zone and day's end: in the past perhaps, which closes it at once. It
    is never an earlier day: those are closed.
    """
    if changed == before:
        return before
    changed = replace(changed, rhythm_changed_at=now)
    is_same_end = (changed.zone, changed.day_end) == (before.zone, before.day_end)
    if is_same_end or changed.zone is None or changed.open_on is None:
        return changed
    return replace(changed, day_ends_at=day_ends_at(changed.open_on, changed.zone, changed.day_end))
