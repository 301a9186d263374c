"""The only place that reads the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """Return the present instant as an aware datetime in UTC."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock:
    """A clock that can be moved: it runs on with the machine's clock, or stands still when made by `fixed`."""

    def __init__(self) -> None:
        self._offset = timedelta()
        self._fixed_at: datetime | None = None

    @classmethod
    def fixed(cls, at: datetime) -> MovableClock:
        """Return a clock that stands at `at` (aware) until it is moved."""
        clock = cls()
        clock._fixed_at = at.astimezone(UTC)
        return clock

    def now(self) -> datetime:
        return (self._fixed_at or datetime.now(UTC)) + self._offset

    def move(self, delta: timedelta) -> None:
        """Move the clock on by `delta`, or back where it is negative."""
        self._offset += delta

    def set(self, at: datetime) -> None:
        """Make the clock say `at` (aware) now."""
        self._offset += at.astimezone(UTC) - self.now()
