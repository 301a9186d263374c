"""When a card comes, in words: its local date and time, and whether that is the night after its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from bot.content.words import Words
from bot.domain.schedule import Planned


@dataclass(frozen=True, slots=True)
class When:
    """The local date and time at which a card comes; `is_night` where its day is the one before that date."""

    date_on: date
    at_time: time
    is_night: bool = False


def when(planned: Planned, zone: ZoneInfo) -> When:
    """Return when a planned card comes, by the clock of a zone."""
    local = planned.due_at.astimezone(zone)
    return When(local.date(), local.time(), is_night=local.date() != planned.on)


def told(words: Words, at: When) -> dict[str, str]:
    """Return what a text needs that says when a card comes."""
    return {
        "day": words.day(at.date_on),
        "time": words.clock(at.at_time),
        "night": "yes" if at.is_night else "no",
    }
