"""Updates that wait: which rows stand in the store, which are in hand, and which are done with and may go.

Whatever the store refuses is tried again until it works: giving up would lose an update.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn, Protocol, TypeVar

from bot.clock import Clock
from bot.gateway.flood import Flood
from bot.gateway.patience import Backoff, Pause, kind_of
from bot.gateway.updates import Update, person_of
from bot.log import event

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
TRIES = 3
RETRY_AFTER = timedelta(hours=1)
FOLDING_SECONDS = 0.2
"""How long a finished row may stand, so that one commit can take many away, or the next batch's commit all of them."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the inbox: whose update it is, how often it failed, and the flood that it is part of, if any.

    `is_kept` where its words were kept in silence, and only their answer is to come.
    """

    seq: int
    person: int
    update: Update
    attempts: int = 0
    flood: Flood | None = None
    is_kept: bool = False

    @property
    def is_tap(self) -> bool:
        return "callback_query" in self.update


class InboxStore(Protocol):
    """Where updates stand until they are answered."""

    async def exchange(
        self, updates: Sequence[tuple[int, Update]], finished: Collection[int]
    ) -> Sequence[Waiting]:
        """In one commit, add updates (each with its person) and take finished rows away.

        Returns the added ones in the order of `updates`, without those that were there already.
        """

    async def all(self) -> Sequence[Waiting]:
        """Return all rows in order, those that were put off included."""

    async def put_off(self, due_at: datetime) -> Sequence[Waiting]:
        """Return in order the rows that were put off until `due_at` or before."""

    async def postpone(self, seq: int, retry_at: datetime) -> None:
        """Put a row off, and count the attempt."""


class InHand:
    """The rows in hand: each is handed out once, and is not seen again before it is put off."""

    def __init__(self, store: InboxStore, clock: Clock, pause: Pause) -> None:
        self._store = store
        self._clock = clock
        self._pause = pause
        self._seqs: set[int] = set()
        self._finished: set[int] = set()
        self._has_finished = asyncio.Event()
        self.tries = 0
        """How often the store was asked for what must not fail, whatever came of it."""

    def __len__(self) -> int:
        return len(self._seqs)

    async def take_up(self) -> list[Waiting]:
        """Return what an earlier run left."""
        return self._taken(await self._until_it_works("take_up_failed", self._store.all))

    async def keep(self, updates: Sequence[Update]) -> list[Waiting]:
        """Keep updates for good and return their rows; those that are of no use to the bot are dropped.

        Raises what the store does: then none was kept.
        """
        wanted = [(person, update) for update in updates if (person := person_of(update)) is not None]
        return self._taken(await self._exchange(wanted)) if wanted else []

    async def due_again(self) -> list[Waiting]:
        """Return what was put off and is due; what failed too often stays for the next start, a mended one perhaps."""
        rows = await self._until_it_works("look_again_failed", lambda: self._store.put_off(self._clock.now()))
        return self._taken([row for row in rows if row.attempts < TRIES])

    async def put_off(self, row: Waiting) -> None:
        """Leave a row for a later try."""
        retry_at = self._clock.now() + RETRY_AFTER
        await self._until_it_works("postpone_failed", lambda: self._store.postpone(row.seq, retry_at))
        self._seqs.discard(row.seq)

    def finish(self, row: Waiting) -> None:
        """Have a row taken away soon."""
        self._finished.add(row.seq)
        self._has_finished.set()

    async def sweep(self) -> NoReturn:
        """Take finished rows away, many with one commit."""
        while True:
            await self._has_finished.wait()
            await self._pause(FOLDING_SECONDS)
            await self._until_it_works("sweep_failed", self.remove_finished)

    async def remove_finished(self) -> None:
        """Take away what is finished now."""
        self._has_finished.clear()
        if self._finished:
            await self._exchange(())

    async def _exchange(self, updates: Sequence[tuple[int, Update]]) -> Sequence[Waiting]:
        finished = frozenset(self._finished)
        rows = await self._store.exchange(updates, finished)
        self._finished -= finished
        self._seqs -= finished
        return rows

    def _taken(self, rows: Sequence[Waiting]) -> list[Waiting]:
        new = [row for row in rows if row.seq not in self._seqs]
        self._seqs.update(row.seq for row in new)
        return new

    async def _until_it_works(self, failure: str, action: Callable[[], Awaitable[Result]]) -> Result:
        backoff = Backoff()
        while True:
            self.tries += 1
            try:
                return await action()
            except Exception as error:  # noqa: BLE001  whatever it is, giving up would lose an update
                seconds = backoff.after(error)
                event(logger, logging.WARNING, failure, kind=kind_of(error), wait_s=seconds)
                await self._pause(seconds)
