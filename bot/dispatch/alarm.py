"""The one scheduled job: it wakes the dispatcher every few seconds, whatever the wall clock does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import NoReturn

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.clock import Clock
from bot.log import event

logger = logging.getLogger(__name__)

WAKE_EVERY = timedelta(seconds=3)
LOOK_EVERY_SECONDS = 1.0
DRIFT_ALLOWED = timedelta(seconds=2)


class Every(BaseTrigger):  # type: ignore[misc]
    """Fires so long after now, not after the last time.

    APScheduler's own interval counts every time that was missed: a wall clock moved on by a year is millions of them.
    """

    __slots__ = ("_interval",)

    def __init__(self, interval: timedelta) -> None:
        self._interval = interval

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return when to fire next; at once for the first time."""
        return now if previous_fire_time is None else now + self._interval


class Alarm:
    """Wakes at least every few seconds, and at once when the wall clock was moved.

    The scheduler waits for a time on the wall clock: set back an hour, it would be deaf for an hour. So the wall clock
    is held against the loop's own, which nobody moves, and the job is scheduled anew when the two part.
    """

    def __init__(self, wake: Callable[[], Awaitable[None]], clock: Clock) -> None:
        self._wake = wake
        self._clock = clock

    async def run(self) -> NoReturn:
        """Keep the job going until cancelled."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        job = scheduler.add_job(
            self._wake, Every(WAKE_EVERY), misfire_grace_time=None, coalesce=True, max_instances=1
        )
        scheduler.start()
        try:
            started = self._difference()
            while True:
                await asyncio.sleep(LOOK_EVERY_SECONDS)
                drift = self._difference() - started
                if abs(drift) > DRIFT_ALLOWED:
                    event(logger, logging.WARNING, "clock_moved", by_s=round(drift.total_seconds()))
                    started = self._difference()
                    job.reschedule(Every(WAKE_EVERY))
        finally:
            scheduler.shutdown(wait=False)

    def _difference(self) -> timedelta:
        """What the wall clock says beyond the loop's own clock."""
        elapsed = timedelta(seconds=asyncio.get_running_loop().time())
        return self._clock.now() - datetime.fromtimestamp(0, UTC) - elapsed
