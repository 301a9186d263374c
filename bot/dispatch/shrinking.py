"""What stood open for a while in a discreet chat shrinks to a neutral line, or goes; yesterday's line goes for today's."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from bot.cards import behind as screens
from bot.cards import data
from bot.cards.answers import hiding_offer
from bot.clock import Clock
from bot.content.catalogue import Content
from bot.domain.participant import Participant
from bot.gateway.lanes import Lane
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import DeliveryError, Gone, Refused
from bot.gateway.screen import Behind
from bot.log import event
from bot.storage.database import Transaction
from bot.storage.deliveries import Delivery, Kind
from bot.storage.earlier_cards import earlier_cards_go
from bot.storage.offers import Offer
from bot.storage.open_screens import OpenScreen
from bot.storage.store import Store

logger = logging.getLogger(__name__)

LETTER = "letter-discreet"
AT_ONCE = 20
SECONDS = 2.0
"""So long a round may take: what has not shrunk by then does in a minute, and no prompt waits for it."""


async def make_way(
    store: Store,
    tx: Transaction,
    participant: Participant,
    delivery: Delivery,
    *,
    message_id: int,
    now: datetime,
) -> None:
    """Have what is open in a discreet chat shrink for what was sent just now, and the lines go whose time is over."""
    if not participant.is_discreet:
        return
    telegram_id = participant.telegram_id
    if delivery.kind is Kind.LETTER:
        opens = data.letter(delivery.on, "open")
        await store.open_screens.note(
            tx, telegram_id, message_id, now, line=LETTER, opens=opens, is_line=True
        )
        await store.open_screens.make_way(tx, telegram_id, message_id, now, line=LETTER)
        return
    await store.open_screens.make_way(tx, telegram_id, message_id, now)
    await earlier_cards_go(store, tx, participant, delivery.on, now)


async def settled_words_go(
    store: Store, tx: Transaction, participant: Participant, settled: list[Offer], now: datetime
) -> None:
    """Have words go from a discreet chat that nobody chose a day for, now that they are kept; and the question for it."""
    if not participant.is_discreet:
        return
    for offer in settled:
        opens = hiding_offer(offer.id).opens
        asked_in = await store.open_screens.of_line(tx, participant.id, opens)
        for message_id in (offer.message_id, *asked_in):
            await store.open_screens.take_away(tx, participant.telegram_id, message_id, now)


class Shrinking:
    """Makes open screens shrink. Doing it twice does no harm, so a try that nobody knows the end of is repeated."""

    def __init__(self, store: Store, content: Content, outbox: Outbox, clock: Clock) -> None:
        self._store = store
        self._content = content
        self._outbox = outbox
        self._clock = clock

    async def shrink_some(self) -> None:
        """Have some of what is due shrink; at most `AT_ONCE`, in at most `SECONDS`."""
        if not await self._store.open_screens.is_any_due(self._store.db, self._clock.now()):
            return
        async with self._store.db.transaction() as tx:
            due = await self._store.open_screens.take(tx, self._clock.now(), AT_ONCE)
        try:
            async with asyncio.timeout(SECONDS):
                ends = await asyncio.gather(*(self._shrink(each) for each in due), return_exceptions=True)
        except TimeoutError:
            event(logger, logging.WARNING, "shrinking_slow", count=len(due))
            return
        # One person's trouble: nobody else's screen stays open for it, and no day unclosed.
        for error in ends:
            if error is not None:
                event(logger, logging.ERROR, "shrinking_failed", error=error)

    async def _shrink(self, each: OpenScreen) -> None:
        if (
            self._outbox.folding.is_owing(each.telegram_id)
            or each.telegram_id in self._outbox.folding.hurried
        ):
            return  # they are at it: what they see changes anyway
        is_gone = not each.is_discreet  # turned off meanwhile: it may stay
        if not is_gone:
            try:
                is_gone = not await self._has_shrunk(each)
            except (Gone, Refused):
                is_gone = True
            except DeliveryError as error:
                event(
                    logger, logging.WARNING, "not_shrunk", participant=each.participant_id, outcome=error.kind
                )
                return
        async with self._store.db.transaction() as tx:
            await self._store.open_screens.end(tx, each, is_gone=is_gone)

    async def _has_shrunk(self, each: OpenScreen) -> bool:
        """Make a message shrink; False where it is not there any more, or where nothing more can be done about it."""
        words = self._content.words(each.language)
        if each.line:
            line = screens.line(words, Behind(each.line, each.opens))
            return await self._outbox.edit(each.telegram_id, each.message_id, line, lane=Lane.PROMPTS)
        if not await self._outbox.delete(each.telegram_id, each.message_id):
            remains = screens.remains(words)
            return await self._outbox.edit(each.telegram_id, each.message_id, remains, lane=Lane.PROMPTS)
        return True
