"""How updates stand in the database while they wait: each a sealed row, one commit for each batch."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.clock import Clock
from bot.gateway.updates import Update
from bot.gateway.waiting import Waiting
from bot.storage import inbox
from bot.storage.store import Store


class InboxRows:
    """The inbox's store (`InboxStore`) over the database."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._db = store.db
        self._inbox = store.inbox
        self._clock = clock

    async def exchange(
        self, updates: Sequence[tuple[int, Update]], finished: Collection[int]
    ) -> Sequence[Waiting]:
        received_at = self._clock.now()
        arrivals = [
            inbox.Arrival(update["update_id"], person, json.dumps(update, ensure_ascii=False), received_at)
            for person, update in updates
        ]
        async with self._db.transaction() as tx:
            if finished:
                await self._inbox.done(tx, finished)
            seqs = await self._inbox.add_all(tx, arrivals) if arrivals else {}
        persons = {update["update_id"]: (person, update) for person, update in updates}
        return [Waiting(seq, *persons[update_id]) for update_id, seq in seqs.items()]

    async def all(self) -> Sequence[Waiting]:
        return [_waiting(row) for row in await self._inbox.waiting(self._db)]

    async def put_off(self, due_at: datetime) -> Sequence[Waiting]:
        return [_waiting(row) for row in await self._inbox.put_off(self._db, due_at)]

    async def postpone(self, seq: int, retry_at: datetime) -> None:
        async with self._db.transaction() as tx:
            await self._inbox.postpone(tx, seq, retry_at)


def _waiting(row: inbox.Waiting) -> Waiting:
    return Waiting(row.seq, row.telegram_id, json.loads(row.body), row.attempts)
