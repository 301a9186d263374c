"""The queue of updates: what waits for the bot, what `getUpdates` confirms, and who may ask for it.

What the network does to updates at its worst can be asked for: some come twice, out of order, or with new numbers.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from random import Random
from typing import Any

from bot.simulator.limits import NUMBERS_RUN_ON_FOR, UPDATES_KEPT_FOR
from bot.simulator.parameters import Parameters
from bot.simulator.refusal import second_poller

_UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LONGEST_POLL = 50
_FIRST_ID = 500_000_001
_LAST_RANDOM_ID = 1_000_000_000
_GIVEN_REMEMBERED = 1_000
_FAR_AHEAD = 10


class Updates:
    """All updates that were not confirmed yet, oldest first."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._queue: deque[tuple[datetime, dict[str, Any]]] = deque()
        self._next_id = _FIRST_ID
        self._newest_at: datetime | None = None
        self._numbers = Random(_FIRST_ID)
        self._given: dict[int, dict[str, Any]] = {}
        self._again: list[dict[str, Any]] = []
        self._order: Random | None = None
        self._wanted: frozenset[str] = frozenset()
        self._poll: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._queue) + len(self._again)

    @property
    def given(self) -> list[int]:
        """The ids of the last thousand updates that were handed out, confirmed or not, in the order of their first time."""
        return list(self._given)

    def add(self, kind: str, payload: dict[str, Any]) -> None:
        """Queue an update unless the bot said that it wants none of this kind.

        After a quiet week its id is chosen at random, and may be lower than any before.
        """
        if (self._wanted and kind not in self._wanted) or (not self._wanted and kind in _UNASKED):
            return
        now = self._now()
        self._expire()
        if self._was_quiet(now) and not self._queue:
            self.number_from(self._numbers.randint(1, _LAST_RANDOM_ID))
        self._newest_at = now
        self._queue.append((now, {"update_id": self._next_id, kind: payload}))
        self._next_id += 1
        self._wake()

    def number_from(self, first_id: int) -> None:
        """Number the updates to come from `first_id` on, as after a quiet week.

        Raises ValueError while some wait: Telegram keeps none for a week, and two numberings in one queue would let an
        offset confirm what was never handed out.
        """
        if self._queue:
            raise ValueError("updates of the earlier numbering wait still")
        self._next_id = first_id

    def repeat(self, update_id: int) -> None:
        """Hand an update out once more, first in the next answer, though it was confirmed; KeyError if it is not `given`."""
        self._again.append(self._given[update_id])
        self._wake()

    def shuffle(self, order: Random | None) -> None:
        """From now on hand out the updates of one answer in an order drawn from `order`; with None as they came.

        Which ones an answer holds stays as it was, the oldest, so that the highest id confirms none that is still to come.
        """
        self._order = order

    def forget(self) -> None:
        self._queue.clear()
        self._again.clear()

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
        again, self._again = self._again[:limit], self._again[limit:]
        fresh = [update for _, update in islice(self._queue, limit - len(again))]
        for update in fresh:
            self._given[update["update_id"]] = update
        while len(self._given) > _GIVEN_REMEMBERED:
            del self._given[next(iter(self._given))]
        found = again + fresh
        if self._order is not None:
            self._order.shuffle(found)
        return found

    def _was_quiet(self, now: datetime) -> bool:
        return self._newest_at is not None and now - self._newest_at >= NUMBERS_RUN_ON_FOR

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def _expire(self) -> None:
        oldest = self._now() - UPDATES_KEPT_FOR
        while self._queue and self._queue[0][0] < oldest:
            self._queue.popleft()

    def _interrupt(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(second_poller())
        self._poll = None

    def _note_wanted(self, params: Parameters) -> None:
        wanted = params.json("allowed_updates")
        if isinstance(wanted, list):
            self._wanted = frozenset(str(kind) for kind in wanted)

    def _confirm(self, offset: int) -> None:
        self._expire()
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        # An offset far ahead is one of an earlier numbering: Telegram then starts with the oldest and confirms nothing.
        elif offset <= self._next_id + _FAR_AHEAD:
            while self._queue and self._queue[0][1]["update_id"] < offset:
                self._queue.popleft()
