"""Fading after silence: less often is offered after a week, and after two the bot pauses itself; each is said once."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.schedule import ON_TIME_FOR, Verdict, is_quiet, quiet_ends_at

LESS_OFTEN_DAYS, LESS_OFTEN_PROMPTS = 7, 4
PAUSE_DAYS, PAUSE_PROMPTS = 14, 6
MON_WED_FRI = frozenset({0, 2, 4})
"""The weekdays (0 is Monday) that are offered as less often."""


class Fading(StrEnum):
    """What comes in the place of a day's prompt."""

    LESS_OFTEN = "less_often"
    PAUSE = "pause"


class Silence(NamedTuple):
    """The prompts that were sent since somebody's last sign, without those of rest days, and the day of the first.

    A kept day is a sign, and so is whatever changes when they are asked: a choice, going on, coming back.
    `is_said`: less often was offered since.
    """

    prompts: int = 0
    since_on: date | None = None
    is_said: bool = False


def fading_of(silence: Silence, on: date) -> Fading | None:
    """Return what comes in the place of a day's prompt after a silence; None where the prompt itself does."""
    days = (on - silence.since_on).days if silence.since_on else 0
    return fade(silence.prompts, days, is_said=silence.is_said)


def fade(silent_prompts: int, silent_days: int, *, is_said: bool) -> Fading | None:
    """Return what a silence of so many prompts and days leads to.

    Both count: who is asked once a week was not silent for a week after one prompt.
    """
    if silent_days >= PAUSE_DAYS and silent_prompts >= PAUSE_PROMPTS:
        return Fading.PAUSE
    if is_said or silent_days < LESS_OFTEN_DAYS or silent_prompts < LESS_OFTEN_PROMPTS:
        return None
    return Fading.LESS_OFTEN


def judge_pause(
    now: datetime, due_at: datetime, *, quiet_from: time, quiet_until: time, zone: ZoneInfo
) -> Verdict | datetime:
    """Say whether it may be said now that the bot pauses itself, or until when (UTC) that has to wait.

    On time it goes as the prompt would have, quiet hours or not; later outside of them, and however late: nobody is
    left to find out by themselves.
    """
    if now < due_at:
        return due_at
    if now - due_at <= ON_TIME_FOR or not is_quiet(now, quiet_from, quiet_until, zone):
        return Verdict.SEND
    return quiet_ends_at(now, quiet_until, zone)
