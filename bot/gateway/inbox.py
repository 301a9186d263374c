"""Who is served when: each person's updates in their order, different persons' at once, and none is lost.

An update's row stands in the store until what it caused is committed and answered. Trouble that passes (Telegram or the
database cannot be reached) makes its person's queue wait, and only that; an update that cannot be handled is put off for
an hour, and its person's next one goes on.

Who does more than can be shown is not shown each step. While more of a person's updates wait, edits are owed
(`folding.py`), and the updates that owe them stay until they are made. Above the limit (`flood.py`) words are kept
without an answer; the last of them stays, and is handled once more for its answer when its person is quiet.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import NoReturn, Protocol, TypeVar

from bot.clock import Clock
from bot.gateway.flood import Floods
from bot.gateway.folding import Folding
from bot.gateway.late_answers import LateAnswers
from bot.gateway.outcome import Gone
from bot.gateway.patience import Backoff, Pause, is_passing, kind_of
from bot.gateway.spinners import Spinners
from bot.gateway.unending import unending
from bot.gateway.updates import Update, counted_at
from bot.gateway.waiting import InboxStore, InHand, Waiting
from bot.log import event

logger = logging.getLogger(__name__)

Whom = TypeVar("Whom")
PERSONS_AT_ONCE = 1000
"""Handlers spend their time waiting for Telegram's pace: few at once would make everybody wait for it."""
LOOK_AGAIN_SECONDS = 60.0

Handle = Callable[[Waiting], Awaitable[bool | None]]
"""Handles an update; True where it was kept in silence, and is to be handled again, as kept, for its answer."""
Apologise = Callable[[Update], Awaitable[None]]
Acknowledge = Callable[[Waiting], Awaitable[None]]


class Owing(Protocol):
    """Who shows people what became of their updates, and may be behind with it."""

    folding: Folding

    async def settle(self, chat_id: int) -> None:
        """Make the edits that are owed in a chat."""


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
        outbox: Owing | None = None,
        pause: Pause = asyncio.sleep,
        at_once: int = PERSONS_AT_ONCE,
    ) -> None:
        self._rows = InHand(store, clock, pause)
        self._handle = handle
        self._on_error = on_error
        self._clock = clock
        self._on_waiting_tap = on_waiting_tap
        self._pause = pause
        self._outbox = outbox
        self._folding = outbox.folding if outbox else Folding()
        self._floods = Floods()
        self._spinners = Spinners(self._acknowledge)
        self._slots = asyncio.Semaphore(at_once)
        self._queues: dict[int, deque[Waiting]] = {}
        self._workers: dict[int, asyncio.Task[None]] = {}
        self._late = LateAnswers(self._answer_kept, self._workers.__contains__, pause)
        self._resting: set[int] = set()
        self._is_open = asyncio.Event()
        self._closing = asyncio.Event()
        self._group = asyncio.TaskGroup()

    async def run(self) -> None:
        """Take up what an earlier run left, then serve until drained or cancelled. What is kept later, only stands."""
        rows = await self._rows.take_up()
        event(logger, logging.INFO, "took_up", rows=len(rows))
        async with self._group:
            keepers = [
                self._group.create_task(unending(name, loop, self._closing), name=name)
                for name, loop in (("inbox sweep", self._rows.sweep), ("inbox look again", self._look_again))
            ]
            self._enqueue(rows)
            self._is_open.set()
            try:
                await self._closing.wait()
            finally:
                self._closing.set()  # before the group, on its way out, takes no more tasks
                self._late.stop()
                for keeper in keepers:
                    keeper.cancel()

    @property
    def tries(self) -> int:
        """How often it asked its store for what must not fail: it lives, though it may be waiting."""
        return self._rows.tries

    async def keep(self, updates: Sequence[Update]) -> None:
        """Keep updates for good and have them handled; those that are of no use to the bot are dropped."""
        await self._is_open.wait()
        self._enqueue(await self._rows.keep(updates))

    async def drain(self, seconds: float) -> bool:
        """Begin nothing more and finish what is in hand; tell whether `seconds` were enough for it."""
        self._closing.set()
        self._late.stop()
        for person in self._resting:
            self._workers[person].cancel()
        workers = set(self._workers.values())
        late = (await asyncio.wait(workers, timeout=seconds))[1] if workers else set()
        for task in late:
            task.cancel()
        try:
            await self._rows.remove_finished()
        except Exception as error:  # noqa: BLE001  these rows are handled twice then, which changes nothing
            event(logger, logging.WARNING, "sweep_failed", kind=kind_of(error))
        event(logger, logging.INFO, "drained", unfinished=len(late), waiting=len(self._rows))
        return not late

    def _enqueue(self, rows: Sequence[Waiting]) -> None:
        now = self._clock.now()
        for row in rows:
            at = counted_at(row.update, now)
            flood = None if at is None else self._floods.came(row.person, at, now)
            counted = row if flood is None else replace(row, flood=flood)
            is_early = flood is not None or row.person in self._workers
            if counted.is_tap and is_early and not self._closing.is_set():
                self._spinners.end(row.person, counted, self._group)
            self._queue(counted)

    def _queue(self, row: Waiting) -> None:
        """Put a row behind its person's others; what comes after the end stays for the next start."""
        queue = self._queues.setdefault(row.person, deque())
        queue.append(row)
        if len(queue) > 1:
            self._folding.hurried.add(row.person)
        if row.person not in self._workers and not self._closing.is_set():
            # No name with an id in it: a task's name may be printed.
            self._workers[row.person] = self._group.create_task(self._serve(row.person), name="inbox person")

    async def _serve(self, person: int) -> None:
        """Handle one person's updates in order until none is left."""
        queue, backoff = self._queues[person], Backoff()
        owing: list[Waiting] = []
        try:
            while queue and not self._closing.is_set():
                row = queue[0]
                error = await self._tried(self._handled, row)
                if error is not None and is_passing(error):
                    await self._rest(person, row.seq, error, backoff)
                    continue
                self._next(person)
                backoff.reset()
                if error is not None and not isinstance(error, Gone):
                    await self._put_off(row, error)
                elif not self._late.is_owed(person, row):
                    owing.append(row)
                if not queue or not self._folding.is_owing(person) or self._folding.is_due(person):
                    await self._settle(person, owing)
            if owing:  # the end came in the middle
                await self._settle(person, owing)
        finally:
            del self._workers[person]
            if not queue:
                del self._queues[person]

    def _next(self, person: int) -> None:
        """Take a person's first update, which is answered, off the queue."""
        queue = self._queues[person]
        queue.popleft()
        if len(queue) <= 1:
            self._folding.hurried.discard(person)

    async def _settle(self, person: int, owing: list[Waiting]) -> None:
        """Make the edits that a person is owed; only then the updates that they are owed for are done with."""
        backoff = Backoff()
        while self._outbox is not None and self._folding.is_owing(person):
            error = await self._tried(self._outbox.settle, person)
            if error is not None and is_passing(error):
                if self._closing.is_set():
                    return
                await self._rest(person, owing[-1].seq if owing else 0, error, backoff)
            elif error is not None:
                self._folding.drop_all(person)
                if owing and not isinstance(error, Gone):
                    await self._put_off(owing.pop(), error)
        for row in owing:
            self._rows.finish(row)
        owing.clear()

    async def _acknowledge(self, row: Waiting) -> None:
        """End the spinner of a tap that stands behind its person's earlier updates; its effect comes in turn."""
        try:
            if self._on_waiting_tap is not None:
                await self._on_waiting_tap(row)
        except Exception as error:  # noqa: BLE001  its handler will answer it, too
            event(logger, logging.DEBUG, "acknowledge_failed", kind=kind_of(error), seq=row.seq)

    async def _tried(self, action: Callable[[Whom], Awaitable[None]], whom: Whom) -> Exception | None:
        """Do one thing for a person and return what went wrong. What has to be tried again later waits outside the slots."""
        async with self._slots:
            try:
                await action(whom)
            except Exception as error:  # noqa: BLE001  round one update: it must not stop anybody else's
                return error
        return None

    async def _handled(self, row: Waiting) -> None:
        if await self._handle(row):
            before = self._late.owe(row.person, row, self._group)
            if before is not None:
                self._rows.finish(before)

    def _answer_kept(self, row: Waiting) -> None:
        """Handle words once more that were kept in silence, for their answer."""
        self._queue(replace(row, flood=None, is_kept=True))

    async def _rest(self, person: int, seq: int, error: Exception, backoff: Backoff) -> None:
        """Wait until an update may be tried again; at the end it is left to the next start instead."""
        if self._closing.is_set():
            return
        seconds = backoff.after(error)
        event(logger, logging.WARNING, "update_waits", seq=seq, kind=kind_of(error), wait_s=seconds)
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
        await self._rows.put_off(row)

    async def _look_again(self) -> NoReturn:
        """Take up what was put off and is due again."""
        while True:
            await self._pause(LOOK_AGAIN_SECONDS)
            self._enqueue(await self._rows.due_again())
