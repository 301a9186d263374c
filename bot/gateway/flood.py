"""Who sends too much at once: above 30 updates a minute one calm notice, counted in memory, since it is pace and not state."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

LIMIT = 30
MINUTE = timedelta(minutes=1)
PERSONS_REMEMBERED = 1000


@dataclass(slots=True)
class Flood:
    """One person's flood, and whether they were told of it."""

    is_told: bool = False

    async def tell(self, notice: Callable[[], Awaitable[object]]) -> None:
        """Send the notice, unless it was sent; where that fails, the next one may."""
        if self.is_told:
            return
        self.is_told = True
        try:
            await notice()
        except BaseException:
            self.is_told = False
            raise


@dataclass(slots=True)
class _Pace:
    """One person's last updates, and the flood that they are in."""

    arrived_at: datetime
    lately: deque[datetime] = field(default_factory=lambda: deque(maxlen=2 * LIMIT))
    flood: Flood | None = None
    flooded_at: datetime | None = None


class Floods:
    """Counts each person's updates: a flood is whatever is more than the limit in a minute, and ends with a minute below it.

    An update counts at its own instant, so that a night's worth that comes at once is none; how long a flood lasts goes
    by arrival, since Telegram's clock and ours may differ.
    """

    def __init__(self) -> None:
        self._paces: dict[int, _Pace] = {}
        self._persons_at_most = PERSONS_REMEMBERED

    def came(self, person: int, at: datetime, now: datetime) -> Flood | None:
        """Count an update of instant `at` that arrives `now`; return the flood that it is part of, if it is too many."""
        pace = self._pace(person, now)
        is_over = len(pace.lately) >= LIMIT and sum(abs(at - each) < MINUTE for each in pace.lately) >= LIMIT
        pace.lately.append(at)
        if not is_over:
            return None
        if pace.flood is None or pace.flooded_at is None or abs(now - pace.flooded_at) >= MINUTE:
            pace.flood = Flood()
        pace.flooded_at = now
        return pace.flood

    def _pace(self, person: int, now: datetime) -> _Pace:
        pace = self._paces.get(person)
        if pace is None:
            if len(self._paces) >= self._persons_at_most:
                self._forget_the_calm(now)
            pace = self._paces[person] = _Pace(now)
        pace.arrived_at = now
        return pace

    def _forget_the_calm(self, now: datetime) -> None:
        """Drop those of whom nothing came for a minute."""
        self._paces = {
            person: pace for person, pace in self._paces.items() if abs(now - pace.arrived_at) < MINUTE
        }
        # When many are busy at once, look again only after as many more: looking costs a step for each of them.
        self._persons_at_most = max(PERSONS_REMEMBERED, 2 * len(self._paces))
