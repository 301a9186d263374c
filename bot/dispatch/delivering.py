"""One delivery: whether it may go now, its claim, its sending, and what became of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from bot.cards import card as screens
from bot.cards.card import day_of_card
from bot.clock import Clock
from bot.content.catalogue import Content
from bot.domain.day import day_ends_at
from bot.domain.participant import Participant, is_paused_on, nothing_awaited
from bot.domain.schedule import Verdict, judge
from bot.gateway.lanes import Lane
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import Broken, DeliveryError, Gone, NotSent, Refused, Unsure, Wait
from bot.gateway.screen import Screen
from bot.log import event
from bot.storage.database import Transaction
from bot.storage.deliveries import Delivery, Kind, Status
from bot.storage.planning import note_gone, plan_next
from bot.storage.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Courier:
    """Brings one delivery to its end, whatever that is."""

    store: Store
    content: Content
    outbox: Outbox
    clock: Clock

    async def deliver(self, delivery: Delivery) -> DeliveryError | None:
        """Claim a due delivery and send it, let it wait, or settle it without a message.

        Returns what kept it from Telegram, where that keeps everybody else's from it, too.
        """
        now = self.clock.now()
        async with self.store.db.transaction() as tx:
            participant = await self.store.participants.get(tx, delivery.participant_id)
            if participant is None or not await self._claimed(tx, participant, delivery, now):
                return None
        event(logger, logging.DEBUG, "claimed", delivery=delivery.id, kind=delivery.kind)
        try:
            earlier_id = await self.store.cards.latest(self.store.db, participant.id, delivery.on)
            message_id = await self.outbox.send(
                participant.telegram_id, self._screen(participant, delivery), lane=Lane.PROMPTS
            )
        except DeliveryError as error:
            await self._not_sent(participant, delivery, error)
            return error if isinstance(error, NotSent | Broken) else None
        async with self.store.db.transaction() as tx:
            sent_at = self.clock.now()
            await self.store.deliveries.record_sent(tx, delivery.id, message_id, sent_at)
            await self.store.cards.add(tx, participant.id, message_id, delivery.on, sent_at)
            # The next words are for the new card, not for a question that was put before it.
            await self.store.participants.change(tx, participant.id, nothing_awaited)
            found = await self.store.checkins.find(tx, participant.id, delivery.on)
        event(logger, logging.INFO, "sent", delivery=delivery.id, kind=delivery.kind)
        if found is not None:
            # They answered while it was on its way: it asks for what is there already.
            await self.outbox.delete(participant.telegram_id, message_id)
            return None
        if earlier_id is not None and delivery.kind is Kind.NUDGE:
            await self.outbox.delete(participant.telegram_id, earlier_id)
        return None

    async def _claimed(
        self, tx: Transaction, participant: Participant, delivery: Delivery, now: datetime
    ) -> bool:
        """Decide; claim what may go, and plan the next prompt in the same commit, so that no crash can lose it."""
        verdict = await self._verdict(tx, participant, delivery, now)
        if verdict is None:
            return False
        if verdict is Status.CLAIMED:
            if not await self.store.deliveries.claim(tx, delivery.id, now):
                return False
        else:
            await self.store.deliveries.record(tx, delivery.id, verdict)
            event(logger, logging.INFO, verdict.value, delivery=delivery.id, kind=delivery.kind)
        if delivery.kind is Kind.PROMPT:
            await plan_next(self.store, tx, participant, now)
        return verdict is Status.CLAIMED

    async def _verdict(
        self, tx: Transaction, participant: Participant, delivery: Delivery, now: datetime
    ) -> Status | None:
        """Return CLAIMED where it may go, the final status of one that will not, or None while it has to wait."""
        if participant.zone is None or participant.gone_at is not None:
            return Status.UNNEEDED
        found = await self.store.checkins.find(tx, participant.id, delivery.on)
        is_settled = (
            (found is not None and found.is_kept)
            or await self.store.days.is_skipped(tx, participant.id, delivery.on)
            or is_paused_on(participant, delivery.on)
        )
        if is_settled:
            return Status.UNNEEDED
        verdict = judge(
            now,
            delivery.due_at,
            quiet_from=participant.quiet_from,
            quiet_until=participant.quiet_until,
            zone=participant.zone,
            day_ends_at=day_ends_at(delivery.on, participant.zone, participant.day_end),
            is_prompt=delivery.kind is Kind.PROMPT,
        )
        return {Verdict.SEND: Status.CLAIMED, Verdict.WAIT: None, Verdict.DROP: Status.DROPPED}[verdict]

    def _screen(self, participant: Participant, delivery: Delivery) -> Screen:
        words = self.content.words(participant.language)
        day = day_of_card(participant, delivery.on, None)
        return screens.prompt(words, day, may_put_off=delivery.kind is Kind.PROMPT)

    async def _not_sent(self, participant: Participant, delivery: Delivery, error: DeliveryError) -> None:
        """Record what became of it: what certainly failed is due again, what is unknown is never repeated."""
        event(
            logger, logging.WARNING, "not_sent", delivery=delivery.id, kind=delivery.kind, outcome=error.kind
        )
        async with self.store.db.transaction() as tx:
            match error:
                case NotSent() | Wait() | Broken():
                    await self.store.deliveries.record(tx, delivery.id, Status.DUE)
                case Gone():
                    await self.store.deliveries.record(tx, delivery.id, Status.REFUSED)
                    await note_gone(self.store, tx, participant.id, self.clock.now())
                case Refused():
                    await self.store.deliveries.record(tx, delivery.id, Status.REFUSED)
                case Unsure() | _:
                    await self.store.deliveries.record(tx, delivery.id, Status.UNSURE)
