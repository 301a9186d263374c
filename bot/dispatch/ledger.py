"""What became of deliveries, written down: of many that end at the same time in one commit, and however long it takes."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.clock import Clock
from bot.dispatch.aftermath import effect_of
from bot.dispatch.shrinking import make_way
from bot.domain.nudge import nudge_at
from bot.domain.participant import Participant, nothing_awaited
from bot.gateway.outcome import DeliveryError
from bot.gateway.patience import Backoff, Pause
from bot.log import event
from bot.storage.database import DatabaseUnavailable, Transaction
from bot.storage.deliveries import CARDS, Delivery, Kind, Status
from bot.storage.planning import note_gone, take_pause_back
from bot.storage.store import Store
from bot.storage.trips import Trips

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ended:
    """A claimed delivery that came to its end: the id of its message, or what happened instead.

    `is_pictured`: a letter's picture went ahead of it, or may have.
    """

    delivery: Delivery
    participant: Participant
    claimed_at: datetime
    outcome: int | DeliveryError
    is_pictured: bool = False


class Noted(NamedTuple):
    """What stood beside a delivery when it was written down: its day's check-in, and an earlier card of that day."""

    is_begun: bool = False
    earlier_card_id: int | None = None


class Ledger:
    """Writes down what became of deliveries. While the database cannot be written, it waits: nothing is forgotten."""

    def __init__(self, store: Store, clock: Clock, *, pause: Pause = asyncio.sleep) -> None:
        self._store = store
        self._clock = clock
        self._pause = pause
        self._trips = Trips[Ended, Noted](self._write_all)
        self.tries = 0

    async def note(self, ended: Ended) -> Noted:
        """Write down the end of a delivery, together with those that end at the same time."""
        return await self._trips.ask(ended)

    async def _write_all(self, all_ended: Sequence[Ended]) -> Sequence[Noted | Exception]:
        backoff = Backoff()
        while True:
            self.tries += 1
            try:
                async with self._store.db.transaction() as tx:
                    return [await self._write(tx, ended) for ended in all_ended]
            except DatabaseUnavailable as error:
                event(logger, logging.WARNING, "not_noted", count=len(all_ended), error=error)
                await self._pause(backoff.after(error))
            except Exception as error:
                if len(all_ended) == 1:
                    raise
                event(logger, logging.ERROR, "noting_failed", count=len(all_ended), error=error)
                return [await self._alone(ended) for ended in all_ended]

    async def _alone(self, ended: Ended) -> Noted | Exception:
        """Write down one of several that could not be written together: one person's trouble is nobody else's."""
        try:
            [noted] = await self._write_all([ended])
        except Exception as error:  # noqa: BLE001  raised again to whoever asked for this one
            return error
        return noted

    async def _write(self, tx: Transaction, ended: Ended) -> Noted:
        now = self._clock.now()
        if isinstance(ended.outcome, DeliveryError):
            await self._write_unsent(tx, ended, ended.outcome, now)
            return Noted()
        await make_way(self._store, tx, ended.participant, ended.delivery, message_id=ended.outcome, now=now)
        return await self._write_sent(tx, ended, ended.outcome, now)

    async def _write_sent(self, tx: Transaction, ended: Ended, message_id: int, now: datetime) -> Noted:
        delivery, participant = ended.delivery, ended.participant
        if delivery.kind not in CARDS:
            await self._store.deliveries.record_sent(tx, delivery.id, message_id, now)
            return Noted()
        around = await self._store.deliveries.around(tx, delivery.id)
        if around is None:  # erased on the way
            return Noted()
        await self._store.deliveries.record_sent(tx, delivery.id, message_id, now)
        if not around.is_begun:  # else it goes again at once, and the card that was answered stays the day's
            await self._store.cards.add(tx, participant.id, message_id, delivery.on, now)
        if around.is_awaiting:
            # The next words are for the new card, not for a question that was put before it.
            await self._store.participants.change(tx, participant.id, nothing_awaited)
        if delivery.kind is Kind.PROMPT and not around.is_begun:
            await self._plan_nudge(tx, ended, around.letter_due_at, now)
        # Written once more, because nobody knew whether the commit went through, it would find itself.
        is_itself = around.card_id == message_id
        return Noted(around.is_begun, None if is_itself else around.card_id)

    async def _plan_nudge(
        self, tx: Transaction, ended: Ended, letter_due_at: datetime | None, now: datetime
    ) -> None:
        participant, on, deliveries = ended.participant, ended.delivery.on, self._store.deliveries
        silence = await deliveries.silence_before(tx, participant.id, on)
        due_at = nudge_at(participant, on, now, silence.prompts, letter_due_at)
        if due_at is not None:
            await deliveries.plan_unless_planned(tx, participant.id, Kind.NUDGE, on, due_at)

    async def _write_unsent(
        self, tx: Transaction, ended: Ended, outcome: DeliveryError, now: datetime
    ) -> None:
        deliveries, delivery = self._store.deliveries, ended.delivery
        effect = effect_of(outcome, delivery, claimed_at=ended.claimed_at, now=now, jitter=random.random())
        if effect.status is Status.DUE and effect.try_at is not None:
            await deliveries.put_off(tx, delivery.id, effect.try_at)
        else:
            await deliveries.record(tx, delivery.id, effect.status)
        if ended.is_pictured:
            await deliveries.note_pictured(tx, delivery.id)
        if effect.second_chance_at is not None:
            await deliveries.plan_second_chance(tx, delivery.id, effect.second_chance_at)
        if effect.is_gone:
            gone = await note_gone(self._store, tx, delivery.participant_id, now)
            if delivery.kind is Kind.SELF_PAUSED and gone is not None:
                await take_pause_back(self._store, tx, gone)
