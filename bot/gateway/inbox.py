"""Who is served when: each person's updates in their order, different persons' at once, and none is lost.

An update's row stands in the store until what it caused is committed and answered. Trouble that passes (Telegram or the
database cannot be reached) makes its person's queue wait, and only that; an update that cannot be handled is put off for
an hour, and its person's next one goes on.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from bot.clock import Clock
from bot.gateway.outcome import Gone
from bot.gateway.patience import Backoff, Pause, is_passing, kind_of
from bot.log import event

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
Update = dict[str, Any]
Handle = Callable[[Update, int], Awaitable[None]]
Apologise = Callable[[Update], Awaitable[None]]
Acknowledge = Callable[[Update], Awaitable[None]]

PERSONS_AT_ONCE = 1000
"""Handlers spend their time waiting for Telegram's pace: few at once would make everybody wait for it."""
TRIES = 3
RETRY_AFTER = timedelta(hours=1)
LOOK_AGAIN_SECONDS = 60.0
FOLDING_SECONDS = 0.2
"""How long a finished row may stand, so that one commit can take many away, or the next batch's commit all of them."""

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the inbox: whose update it is, and how often it failed."""

    seq: int
    person: int
    update: Update
    attempts: int = 0


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


def person_of(update: Update) -> int | None:
    """Return the Telegram id of the person whose update it is; None for what the bot has no use for."""
    for kind in KINDS:
        sender = update.get(kind, {}).get("from")
        if sender is not None:
            return int(sender["id"])
    return None


class Inbox:
    """Owns one task for each person who has something waiting."""

    def __init__(
        self,
        store: InboxStore,
        handle: Handle,
        on_error: Apologise,
        clock: Clock,
        *,
        on_waiting_tap: Acknowledge | None = None,
        pause: Pause = asyncio.sleep,
        at_once: int = PERSONS_AT_ONCE,
    ) -> None:
        self._store = store
        self._handle = handle
        self._on_error = on_error
        self._clock = clock
        self._on_waiting_tap = on_waiting_tap
        self._pause = pause
        self._slots = asyncio.Semaphore(at_once)
        self._queues: dict[int, deque[Waiting]] = {}
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._resting: set[int] = set()
        self._in_hand: set[int] = set()
        self._finished: set[int] = set()
        self._has_finished = asyncio.Event()
        self._is_open = asyncio.Event()
        self._closing = asyncio.Event()
        self._group = asyncio.TaskGroup()

    async def run(self) -> None:
        """Take up what an earlier run left, then serve until drained or cancelled. What is kept later, only stands."""
        rows = await self._until_it_works("take_up_failed", self._store.all)
        event(logger, logging.INFO, "took_up", rows=len(rows))
        async with self._group:
            keepers = [
                self._group.create_task(self._sweep(), name="inbox sweep"),
                self._group.create_task(self._look_again(), name="inbox look again"),
            ]
            self._enqueue(rows)
            self._is_open.set()
            try:
                await self._closing.wait()
            finally:
                self._closing.set()  # before the group, on its way out, takes no more tasks
                for keeper in keepers:
                    keeper.cancel()

    async def keep(self, updates: Sequence[Update]) -> None:
        """Keep updates for good and have them handled; those that are of no use to the bot are dropped."""
        await self._is_open.wait()
        wanted = [(person, update) for update in updates if (person := person_of(update)) is not None]
        if wanted:
            finished = frozenset(self._finished)
            rows = await self._store.exchange(wanted, finished)
            self._forget(finished)
            self._enqueue(rows)

    async def drain(self, seconds: float) -> bool:
        """Begin nothing more and finish what is in hand; tell whether `seconds` were enough for it."""
        self._closing.set()
        for person in self._resting:
            self._workers[person].cancel()
        workers = set(self._workers.values())
        late = (await asyncio.wait(workers, timeout=seconds))[1] if workers else set()
        for task in late:
            task.cancel()
        try:
            await self._remove_finished()
        except Exception as error:  # noqa: BLE001  these rows are handled twice then, which changes nothing
            event(logger, logging.WARNING, "sweep_failed", kind=kind_of(error))
        event(logger, logging.INFO, "drained", unfinished=len(late), waiting=len(self._in_hand))
        return not late

    def _enqueue(self, rows: Sequence[Waiting]) -> None:
        for row in rows:
            if row.seq in self._in_hand:
                continue
            self._in_hand.add(row.seq)
            self._queues.setdefault(row.person, deque()).append(row)
            if row.person in self._workers and "callback_query" in row.update and self._on_waiting_tap:
                self._group.create_task(self._acknowledge(row), name="inbox waiting tap")
            if row.person not in self._workers and not self._closing.is_set():
                # No name with an id in it: a task's name may be printed.
                self._workers[row.person] = self._group.create_task(
                    self._serve(row.person), name="inbox person"
                )

    async def _serve(self, person: int) -> None:
        """Handle one person's updates in order until none is left."""
        queue = self._queues[person]
        backoff = Backoff()
        try:
            while queue and not self._closing.is_set():
                error = await self._handled(queue[0])
                if error is not None and is_passing(error):
                    await self._rest(person, queue[0], error, backoff)
                    continue
                row = queue.popleft()
                backoff.reset()
                if error is None or isinstance(error, Gone):
                    self._finish(row)
                else:
                    await self._put_off(row, error)
        finally:
            del self._workers[person]
            if not queue:
                del self._queues[person]

    async def _acknowledge(self, row: Waiting) -> None:
        """End the spinner of a tap that stands behind its person's earlier updates; its effect comes in turn."""
        try:
            if self._on_waiting_tap is not None:
                await self._on_waiting_tap(row.update)
        except Exception as error:  # noqa: BLE001  its handler will answer it, too
            event(logger, logging.DEBUG, "acknowledge_failed", kind=kind_of(error), seq=row.seq)

    async def _handled(self, row: Waiting) -> Exception | None:
        """Handle one update and return what went wrong. What has to be tried again later waits outside the slots."""
        async with self._slots:
            try:
                await self._handle(row.update, row.seq)
            except Exception as error:  # noqa: BLE001  round one update: it must not stop anybody else's
                return error
        return None

    async def _rest(self, person: int, row: Waiting, error: Exception, backoff: Backoff) -> None:
        seconds = backoff.after(error)
        event(logger, logging.WARNING, "update_waits", seq=row.seq, kind=kind_of(error), wait_s=seconds)
        self._resting.add(person)
        try:
            await self._pause(seconds)
        finally:
            self._resting.discard(person)

    async def _put_off(self, row: Waiting, error: Exception) -> None:
        """Keep an update that cannot be handled for a later try; its person is told once."""
        event(logger, logging.ERROR, "update_failed", error=error, seq=row.seq, attempt=row.attempts + 1)
        if row.attempts == 0:
            try:
                await self._on_error(row.update)
            except Exception as second:  # noqa: BLE001  an apology that fails is no reason to stop
                event(logger, logging.WARNING, "apology_failed", kind=kind_of(second), seq=row.seq)
        retry_at = self._clock.now() + RETRY_AFTER
        await self._until_it_works("postpone_failed", lambda: self._store.postpone(row.seq, retry_at))
        self._in_hand.discard(row.seq)

    def _finish(self, row: Waiting) -> None:
        self._finished.add(row.seq)
        self._has_finished.set()

    async def _sweep(self) -> None:
        """Take finished rows away, many with one commit."""
        while True:
            await self._has_finished.wait()
            await self._pause(FOLDING_SECONDS)
            await self._until_it_works("sweep_failed", self._remove_finished)

    async def _remove_finished(self) -> None:
        self._has_finished.clear()
        finished = frozenset(self._finished)
        if finished:
            await self._store.exchange((), finished)
            self._forget(finished)

    def _forget(self, finished: Collection[int]) -> None:
        self._finished.difference_update(finished)
        self._in_hand.difference_update(finished)

    async def _look_again(self) -> None:
        """Take up what was put off and is due again; what failed too often stays for the next start, a mended one perhaps."""
        while True:
            await self._pause(LOOK_AGAIN_SECONDS)
            rows = await self._until_it_works(
                "look_again_failed", lambda: self._store.put_off(self._clock.now())
            )
            self._enqueue([row for row in rows if row.attempts < TRIES])

    async def _until_it_works(self, failure: str, action: Callable[[], Awaitable[Result]]) -> Result:
        """Repeat what the database refuses until it does not."""
        backoff = Backoff()
        while True:
            try:
                return await action()
            except Exception as error:  # noqa: BLE001  whatever it is, giving up would lose an update
                seconds = backoff.after(error)
                event(logger, logging.WARNING, failure, kind=kind_of(error), wait_s=seconds)
                await self._pause(seconds)
