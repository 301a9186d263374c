"""Later: for how long a card may be put off."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.schedule import is_quiet

OFFERED_MINUTES = (30, 60, 180)


def later_choices(
    now: datetime, zone: ZoneInfo, quiet_from: time, quiet_until: time, day_ends_at: datetime
) -> tuple[int, ...]:
    """Return the minutes for which a card may be put off now: those that end before quiet hours and the day's end.

    Somebody who is up in their quiet hours is not asked again within them.
    """

    def ends_in_time(minutes: int) -> bool:
        at = now + timedelta(minutes=minutes)
        return at < day_ends_at and not is_quiet(at, quiet_from, quiet_until, zone)

    return tuple(minutes for minutes in OFFERED_MINUTES if ends_in_time(minutes))
