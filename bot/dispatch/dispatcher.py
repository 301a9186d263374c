"""The dispatcher: at each waking it mends what a moved clock left, closes ended days and delivers what is due."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from bot.dispatch.closing import close_ended
from bot.dispatch.delivering import Courier
from bot.domain.participant import today_of
from bot.gateway.outcome import DeliveryError
from bot.gateway.patience import LONGEST_WAIT, Backoff, kind_of
from bot.log import event
from bot.storage.database import DatabaseUnavailable
from bot.storage.deliveries import Delivery, Kind
from bot.storage.planning import plan_next

logger = logging.getLogger(__name__)

BATCH = 100
AT_ONCE = 20
"""How many are claimed at once: no more than leave within a second, so that a claim never grows old."""
SET_BACK = timedelta(seconds=30)
LONGEST_DAY = timedelta(hours=26)
"""Longer than any day is, clock changes included."""


class Dispatcher:
    """Does what is due whenever it is woken; nothing about anybody is remembered between two wakings."""

    def __init__(self, courier: Courier) -> None:
        self._courier = courier
        self._woken = asyncio.Event()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._is_closing = False
        self._backoff = Backoff()
        self._hold_until = datetime.min.replace(tzinfo=UTC)
        self.last_finished_at: datetime | None = None

    async def wake(self) -> None:
        """Have the next tick begin, at once or after the one that is running."""
        self._woken.set()

    def close(self) -> None:
        """Claim nothing more; what is on its way is finished."""
        self._is_closing = True
        self._woken.set()

    async def run(self) -> None:
        """Tick whenever woken, until closed."""
        while not self._is_closing:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self.tick()
            except Exception as error:  # noqa: BLE001  the loop outlives whatever goes wrong in one round
                event(logger, logging.ERROR, "tick_failed", kind=kind_of(error), error=error)

    async def tick(self) -> None:
        """Do everything that is due now, once."""
        now = self._courier.clock.now()
        if self.last_finished_at is None:
            # The clock may have been set back while nobody looked.
            await self._mend(now, prompts_beyond=LONGEST_DAY)
        elif now < self.last_finished_at - SET_BACK:
            await self._mend(now, prompts_beyond=timedelta())
        # Asking goes first: where it is nine, nobody waits for a thousand days that end elsewhere.
        await self._deliver_due(now)
        await close_ended(self._courier.store, now)
        self.last_finished_at = now

    async def _mend(self, now: datetime, *, prompts_beyond: timedelta) -> None:
        """Plan anew what lies ahead, and open today again where a later day is open: the clock was set back."""
        store = self._courier.store
        last: Delivery | None = None
        while planned := await store.deliveries.far_ahead(store.db, now + prompts_beyond, behind=last):
            for delivery in planned:
                try:
                    await self._plan_again(delivery, now)
                except DatabaseUnavailable:
                    raise
                except Exception as error:  # noqa: BLE001  one person's broken row stops nobody else's mending
                    event(logger, logging.ERROR, "mending_failed", delivery=delivery.id, error=error)
            last = planned[-1]
        while ids := await store.participants.far_ahead(store.db, now + LONGEST_DAY):
            for participant_id in ids:
                async with store.db.transaction() as tx:
                    # What is open is found by closing it, one by one, each guarded.
                    await store.participants.end_day_later(tx, participant_id, now)

    async def _plan_again(self, delivery: Delivery, now: datetime) -> None:
        """What was settled without a message while the clock was ahead is forgotten: nobody was asked for it."""
        store = self._courier.store
        async with store.db.transaction() as tx:
            participant = await store.participants.get(tx, delivery.participant_id)
            if participant is not None and delivery.kind is Kind.PROMPT:
                await store.deliveries.forget_dropped_since(tx, participant.id, today_of(participant, now))
                await plan_next(store, tx, participant, now)

    async def _deliver_due(self, now: datetime) -> None:
        store = self._courier.store
        last: Delivery | None = None
        while not self._is_closing and not self._is_held(now):
            due = await store.deliveries.due(store.db, now, BATCH, last)
            if not due:
                return
            async with asyncio.TaskGroup() as group:
                for delivery in due:
                    group.create_task(self._deliver(delivery), name="delivery")
            last = due[-1]

    async def _deliver(self, delivery: Delivery) -> None:
        async with self._slots:
            if self._is_closing:
                return
            try:
                self._hold(await self._courier.deliver(delivery))
            except Exception as error:  # noqa: BLE001  round one delivery: it must not stop anybody else's
                event(logger, logging.ERROR, "delivery_failed", delivery=delivery.id, error=error)

    def _is_held(self, now: datetime) -> bool:
        """A hold that lies farther ahead than any is meant to was made before the clock was set back."""
        return timedelta() < self._hold_until - now <= timedelta(seconds=LONGEST_WAIT)

    def _hold(self, trouble: DeliveryError | None) -> None:
        """Let nothing go for a while when Telegram cannot be reached, longer each time; what is due stays due."""
        if trouble is None:
            self._backoff.reset()
        else:
            now = self._courier.clock.now()
            self._hold_until = now + timedelta(seconds=self._backoff.after(trouble))
