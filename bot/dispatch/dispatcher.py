"""The dispatcher: at each waking it mends what a moved clock left, delivers what is due and closes ended days."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from weakref import WeakValueDictionary

from bot.dispatch.aftermath import is_everybodys
from bot.dispatch.claiming import Claims
from bot.dispatch.closing import close_some
from bot.dispatch.delivering import Courier
from bot.dispatch.shrinking import Shrinking
from bot.dispatch.together import each_together
from bot.domain.participant import today_of
from bot.gateway.outcome import DeliveryError
from bot.gateway.patience import LONGEST_WAIT, Backoff, kind_of
from bot.log import event
from bot.storage.agenda import Due
from bot.storage.database import DatabaseUnavailable, Transaction
from bot.storage.deliveries import Delivery, Kind, Status
from bot.storage.planning import plan_ahead, take_pause_back

logger = logging.getLogger(__name__)

OLDEST_CLAIM_SECONDS = 1.5
"""So long at most a claimed prompt waits for its turn: no more are claimed than go out meanwhile."""
CLAIMS_A_SECOND = 4
ASIDE_FOR = timedelta(hours=1)
MENDED_AT_ONCE = 50
SET_BACK = timedelta(seconds=30)
ONE_DAY = timedelta(days=1)
LONGEST_DAY = timedelta(hours=26)
"""Longer than any day is, clock changes included."""


class Dispatcher:
    """Does what is due whenever it is woken; nothing about anybody is remembered between two wakings.

    Only while `may_speak` says so anything is sent.
    """

    def __init__(
        self,
        courier: Courier,
        *,
        prompts_per_second: float = 20,
        may_speak: Callable[[], bool] = lambda: True,
    ) -> None:
        self._courier = courier
        self._shrinking = Shrinking(courier.store, courier.content, courier.outbox, courier.clock)
        self._may_speak = may_speak
        self._woken = asyncio.Event()
        self._at_once = max(2, math.ceil(prompts_per_second * OLDEST_CLAIM_SECONDS))
        self._group = max(1, int(prompts_per_second / CLAIMS_A_SECOND))
        self._on_their_way = 0
        self._one_ended = asyncio.Event()
        self._lines = WeakValueDictionary[str, asyncio.Lock]()
        self._is_closing = False
        self._backoff = Backoff()
        self._hold_until = datetime.min.replace(tzinfo=UTC)
        self.last_finished_at: datetime | None = None
        self.successes = 0
        """How many steps (claims, deliveries, closed days and ticks) went well."""
        self._failures = 0

    async def wake(self) -> None:
        """Rouse it; for the scheduler, which would run what is not async in a thread."""
        self.rouse()

    def rouse(self) -> None:
        """Have the next tick begin, at once or after the one that is running."""
        self._woken.set()

    def close(self) -> None:
        """Claim nothing more; what is on its way is finished."""
        self._is_closing = True
        self._woken.set()

    @property
    def efforts(self) -> int:
        """How many steps it has taken, whatever came of them."""
        return self.successes + self._failures + self._courier.ledger.tries

    async def run(self) -> None:
        """Tick whenever woken, until closed."""
        while not self._is_closing:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self.tick()
            except Exception as error:  # noqa: BLE001  the loop outlives whatever goes wrong in one round
                self._failures += 1
                event(logger, logging.ERROR, "tick_failed", kind=kind_of(error), error=error)

    async def tick(self) -> None:
        """Do everything that is due now, once."""
        now = self._courier.clock.now()
        if self.last_finished_at is None:
            # The clock may have been set back while nobody looked.
            await self._mend(now, prompts_beyond=LONGEST_DAY)
        elif now < self.last_finished_at - SET_BACK:
            await self._mend(now, prompts_beyond=timedelta())
        # Asking goes first, and between: where it is nine, nobody waits for a thousand days that end elsewhere.
        await self._deliver_due()
        if self._may_claim():
            await self._shrinking.shrink_some()
        while not self._is_closing and await close_some(self._courier.store, self._courier.clock.now()):
            self._note_success()
            await self._deliver_due()
        self.last_finished_at = now
        self._note_success()

    async def _mend(self, now: datetime, *, prompts_beyond: timedelta) -> None:
        """Plan anew what lies ahead, and open today again where a later day is open: the clock was set back."""
        store = self._courier.store
        last: Delivery | None = None
        while planned := await store.deliveries.far_ahead(
            store.db, now + prompts_beyond, MENDED_AT_ONCE, behind=last
        ):
            await each_together(store.db, planned, partial(self._plan_again, now), _leave_as_it_is)
            last = planned[-1]
            self._note_success()
            await self._deliver_due()
        while ids := await store.participants.far_ahead(store.db, now + LONGEST_DAY):
            async with store.db.transaction() as tx:
                for participant_id in ids:
                    # What is open is found by closing it, one by one, each guarded.
                    await store.participants.end_day_later(tx, participant_id, now)
            self._note_success()

    async def _plan_again(self, now: datetime, tx: Transaction, delivery: Delivery) -> None:
        """What was settled without a message while the clock was ahead is forgotten: nobody was asked for it."""
        store = self._courier.store
        participant = await store.participants.get(tx, delivery.participant_id)
        if participant is None or participant.zone is None:
            return
        today_on = today_of(participant, now)
        if delivery.kind is not Kind.PROMPT:
            if delivery.on <= today_on + ONE_DAY:
                return
            await store.deliveries.record(tx, delivery.id, Status.UNNEEDED)
            if delivery.kind is not Kind.SELF_PAUSED:
                return
            participant = await take_pause_back(store, tx, participant)
        await store.deliveries.forget_dropped_since(tx, participant.id, today_on, Kind.PROMPT)
        # Of the days before one may still wait for the morning.
        await store.deliveries.forget_dropped_since(tx, participant.id, today_on - 2 * ONE_DAY, Kind.LETTER)
        await store.deliveries.due_again(tx, participant.id, now)
        await plan_ahead(store, tx, participant, now)

    async def _deliver_due(self) -> None:
        trouble: Exception | None = None
        async with asyncio.TaskGroup() as group:
            try:
                await self._claim_and_send(group)
            except Exception as error:  # noqa: BLE001  raised again below: what is on its way is not cancelled for it
                trouble = error
        if trouble is not None:
            raise trouble

    async def _claim_and_send(self, group: asyncio.TaskGroup) -> None:
        """Claim a few whenever there is room for them, until nothing is due: the lane never runs dry, and no claim grows old."""
        while await self._has_room():
            claimed_at = self._courier.clock.now()
            claims = await self._claim(self._group)
            if not claims.looked_at:
                return
            self._note_success()
            for due in claims.claimed:
                self._on_their_way += 1
                group.create_task(self._deliver(due, claimed_at), name="delivery")

    async def _has_room(self) -> bool:
        """Wait until a group may be claimed; False where none may: on closing, and while Telegram is out of reach."""
        while self._may_claim() and self._on_their_way + self._group > self._at_once:
            self._one_ended.clear()
            await self._one_ended.wait()
        return self._may_claim()

    def _may_claim(self) -> bool:
        # While the bot does not hear, nothing goes: a card whose taps nobody hears is of no use, and what waits at
        # Telegram may be its answer, or the wish not to be asked. Days are closed meanwhile: an answer reopens its own.
        return not self._is_closing and self._may_speak() and not self._is_held(self._courier.clock.now())

    async def _claim(self, limit: int) -> Claims:
        """Claim up to `limit`. A broken row is found by halving, and put aside for an hour: it stops nobody else."""
        try:
            return await self._courier.claim(limit)
        except DatabaseUnavailable:
            raise
        except Exception as error:  # noqa: BLE001  round one delivery: it must not stop anybody else's
            if limit > 1:
                return await self._claim(limit // 2)
            return await self._put_aside(error)

    async def _put_aside(self, error: Exception) -> Claims:
        store, now = self._courier.store, self._courier.clock.now()
        async with store.db.transaction() as tx:
            broken = await store.deliveries.due(tx, now, 1)
            for delivery in broken:
                event(logger, logging.ERROR, "claim_failed", delivery=delivery.id, error=error)
                await store.deliveries.put_off(tx, delivery.id, now + ASIDE_FOR)
        return Claims([], len(broken))

    async def _deliver(self, due: Due, claimed_at: datetime) -> None:
        delivery, participant = due.delivery, due.participant
        try:
            # One after the other to the same person: nothing comes between a letter's picture and its words.
            async with self._lines.setdefault(participant.id, asyncio.Lock()):
                outcome = await self._courier.deliver(delivery, participant, claimed_at)
            self._hold(outcome)
            if outcome is None:
                self._note_success()
            else:
                self._failures += 1
        except Exception as error:  # noqa: BLE001  round one delivery: it must not stop anybody else's
            self._failures += 1
            event(logger, logging.ERROR, "delivery_failed", delivery=delivery.id, error=error)
            await self._give_up(due, claimed_at)
        finally:
            self._on_their_way -= 1
            self._one_ended.set()

    async def _give_up(self, due: Due, claimed_at: datetime) -> None:
        """Note that nobody knows what became of a delivery; where even that fails, the next start finds its claim."""
        try:
            await self._courier.give_up(due.delivery, due.participant, claimed_at)
        except Exception as error:  # noqa: BLE001  raised, it would cancel everybody else's delivery
            event(logger, logging.ERROR, "giving_up_failed", delivery=due.delivery.id, error=error)

    def _note_success(self) -> None:
        self.successes += 1

    def _is_held(self, now: datetime) -> bool:
        """A hold that lies farther ahead than any is meant to was made before the clock was set back."""
        return timedelta() < self._hold_until - now <= timedelta(seconds=LONGEST_WAIT)

    def _hold(self, outcome: DeliveryError | None) -> None:
        """Let nothing go for a while when Telegram cannot be reached, longer each time; what is due stays due."""
        now = self._courier.clock.now()
        # Of many that were on their way together, one is enough.
        if outcome is None:
            self._backoff.reset()
        elif is_everybodys(outcome) and not self._is_held(now):
            self._hold_until = now + timedelta(seconds=self._backoff.after(outcome))


async def _leave_as_it_is(_tx: Transaction, delivery: Delivery, error: Exception) -> None:
    event(logger, logging.ERROR, "mending_failed", delivery=delivery.id, error=error)
