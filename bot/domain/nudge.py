"""Asking once more: the nudge after a silent prompt, and the second chance of one that may never have arrived."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.domain.day import day_ends_at
from bot.domain.participant import Participant
from bot.domain.schedule import is_quiet

NUDGED_PROMPTS = 3
SECOND_CHANCE_AFTER = timedelta(minutes=30)
APART_FROM_LETTER = timedelta(hours=1)


def nudge_at(
    participant: Participant,
    on: date,
    sent_at: datetime,
    silent_before: int,
    letter_due_at: datetime | None = None,
) -> datetime | None:
    """Return the instant (UTC) of the nudge for a day whose prompt was sent; None where none is to come.

    It falls neither in quiet hours nor on another day, nor within an hour of the day's letter: one of them is enough
    for somebody who is silent. And it gives up: `silent_before` counts the prompts that were sent since the last sign
    (see `fading.Silence`) and before this one, days of rest left out. Each prompt has a day of its own, so after three
    silent prompts there are three silent days as well.
    """
    if participant.nudge_minutes is None or participant.zone is None or silent_before >= NUDGED_PROMPTS:
        return None
    due_at = sent_at + timedelta(minutes=participant.nudge_minutes)
    if letter_due_at is not None and abs(letter_due_at - due_at) <= APART_FROM_LETTER:
        return None
    is_today = due_at < day_ends_at(on, participant.zone, participant.day_end)
    quiet_hours = participant.quiet_from, participant.quiet_until
    return due_at if is_today and not is_quiet(due_at, *quiet_hours, participant.zone) else None


def second_chance_at(claimed_at: datetime) -> datetime:
    """Return when a prompt is followed by a second chance that was claimed at an instant, with an outcome that nobody knows."""
    return claimed_at + SECOND_CHANCE_AFTER
