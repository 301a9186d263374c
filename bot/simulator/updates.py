"""The queue of updates: what waits for the bot, what `getUpdates` confirms, and who may ask for it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from typing import Any

from bot.simulator.limits import UPDATES_KEPT_FOR
from bot.simulator.parameters import Parameters
from bot.simulator.refusal import Refusal

_UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LONGEST_POLL = 50
_FIRST_ID = 500_000_001
_FAR_AHEAD = 10
_CONFLICT = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Updates:
    """All updates that were not confirmed yet, oldest first."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._queue: deque[tuple[datetime, dict[str, Any]]] = deque()
        self._next_id = _FIRST_ID
        self._wanted: frozenset[str] = frozenset()
        self._poll: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._queue)

    def add(self, kind: str, payload: dict[str, Any]) -> None:
        """Queue an update unless the bot said that it wants none of this kind."""
        if (self._wanted and kind not in self._wanted) or (not self._wanted and kind in _UNASKED):
            return
        self._queue.append((self._now(), {"update_id": self._next_id, kind: payload}))
        self._next_id += 1
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def forget(self) -> None:
        self._queue.clear()

    def take(self, params: Parameters) -> list[dict[str, Any]]:
        """Answer `getUpdates` at once. Raises a refusal for wrong types."""
        self._interrupt()
        self._note_wanted(params)
        self._confirm(params.integer("offset"))
        return self._oldest(params)

    async def poll(self, params: Parameters) -> list[dict[str, Any]]:
        """Answer `getUpdates`, waiting up to its `timeout` (seconds of the real clock) while there is nothing.

        A later call ends this one with status 409: one bot has one poller.
        """
        found = self.take(params)
        seconds = min(max(params.integer("timeout"), 0), LONGEST_POLL)
        if found or not seconds:
            return found
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            return []
        finally:
            if self._poll is poll:
                self._poll = None
        return self._oldest(params)

    def _oldest(self, params: Parameters) -> list[dict[str, Any]]:
        limit = min(max(params.integer("limit", 100), 1), 100)
        return [update for _, update in islice(self._queue, limit)]

    def _interrupt(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(Refusal(409, _CONFLICT))
        self._poll = None

    def _note_wanted(self, params: Parameters) -> None:
        wanted = params.json("allowed_updates")
        if isinstance(wanted, list):
            self._wanted = frozenset(str(kind) for kind in wanted)

    def _confirm(self, offset: int) -> None:
        oldest = self._now() - UPDATES_KEPT_FOR
        while self._queue and self._queue[0][0] < oldest:
            self._queue.popleft()
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        # An offset far ahead is one of an earlier numbering: Telegram then starts with the oldest and confirms nothing.
        elif offset <= self._next_id + _FAR_AHEAD:
            while self._queue and self._queue[0][1]["update_id"] < offset:
                self._queue.popleft()
