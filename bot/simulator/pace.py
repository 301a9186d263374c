"""How fast a bot may send: Telegram's flood limits, as its FAQ states them."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from math import ceil

from bot.simulator.limits import BURST_IN_A_CHAT, MESSAGES_A_SECOND
from bot.simulator.refusal import too_many_requests

_SECOND = timedelta(seconds=1)


class Pace:
    """Counts messages: 30 in any second overall; in one chat one a second, with some to spare for a short burst."""

    def __init__(self) -> None:
        self._lately: deque[datetime] = deque()
        self._spare: dict[int, tuple[float, datetime]] = {}

    def check(self, chat_id: int, now: datetime) -> None:
        """Count a message to `chat_id`; raises a refusal with the seconds to wait when it is one too many."""
        # A clock that was moved leaves instants ahead of it, which say nothing about this second.
        self._lately = deque(at for at in self._lately if now - _SECOND < at <= now)
        spare, since = self._spare.get(chat_id, (float(BURST_IN_A_CHAT), now))
        spare = min(BURST_IN_A_CHAT, spare + max(0.0, (now - since) / _SECOND))
        if len(self._lately) >= MESSAGES_A_SECOND:
            raise too_many_requests(1)
        if spare < 1:
            raise too_many_requests(ceil(BURST_IN_A_CHAT / 3))
        self._lately.append(now)
        self._spare[chat_id] = (spare - 1, now)
