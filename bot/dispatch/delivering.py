"""One delivery on its way: sent as a card, as the letter or after a silence, written down, and the chat tidied after it."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from bot.cards import card as screens
from bot.cards import fading
from bot.cards.card import day_of_card
from bot.clock import Clock
from bot.content.catalogue import Content
from bot.content.words import Words
from bot.dispatch.claiming import Claims, claim
from bot.dispatch.ledger import Ended, Ledger, Noted
from bot.dispatch.posting import Post, Posted
from bot.domain.participant import Participant
from bot.gateway.lanes import Lane
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import DeliveryError, Unsure
from bot.gateway.patience import Pause
from bot.gateway.screen import Screen
from bot.log import event
from bot.pictures.painter import Painter
from bot.storage.deliveries import CARDS, Delivery, Kind
from bot.storage.store import Store

logger = logging.getLogger(__name__)


class Courier:
    """Claims what is due, and brings each delivery to its end, whatever that is."""

    def __init__(
        self,
        store: Store,
        content: Content,
        outbox: Outbox,
        clock: Clock,
        painter: Painter,
        *,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self.store = store
        self.content = content
        self.outbox = outbox
        self.clock = clock
        self.ledger = Ledger(store, clock, pause=pause)
        self._post = Post(store, content, outbox, painter)

    async def claim(self, limit: int) -> Claims:
        """Claim what may go now; see to the rest of what is due."""
        return await claim(self.store, self.clock.now(), limit)

    async def deliver(
        self, delivery: Delivery, participant: Participant, claimed_at: datetime
    ) -> DeliveryError | None:
        """Send a claimed delivery and write down what became of it; return what kept it from Telegram, if anything."""
        outcome, is_pictured = await self._sent(delivery, participant)
        if isinstance(outcome, DeliveryError):
            event(
                logger,
                logging.WARNING,
                "not_sent",
                delivery=delivery.id,
                kind=delivery.kind,
                outcome=outcome.kind,
            )
        noted = await self.ledger.note(Ended(delivery, participant, claimed_at, outcome, is_pictured))
        if isinstance(outcome, DeliveryError):
            return outcome
        event(logger, logging.INFO, "sent", delivery=delivery.id, kind=delivery.kind)
        await self._tidy(participant, delivery, outcome, noted)
        return None

    async def _sent(self, delivery: Delivery, participant: Participant) -> Posted:
        if delivery.kind is Kind.LETTER:
            return await self._post.send(delivery, participant, self.clock.now())
        try:
            message_id = await self.outbox.send(
                participant.telegram_id, self._screen(participant, delivery), lane=Lane.PROMPTS
            )
        except DeliveryError as error:
            return Posted(error)
        return Posted(message_id)

    async def give_up(self, delivery: Delivery, participant: Participant, claimed_at: datetime) -> None:
        """Note that something went wrong here, before the sending or after it: nobody knows which."""
        await self.ledger.note(Ended(delivery, participant, claimed_at, Unsure()))

    async def _tidy(
        self, participant: Participant, delivery: Delivery, message_id: int, noted: Noted
    ) -> None:
        """Leave one card: the new one, unless they answered while it was on its way."""
        if noted.is_begun:
            too_much_id: int | None = message_id
        elif delivery.kind is Kind.NUDGE and noted.earlier_card_id is not None:
            too_much_id = await self._given_way(participant, delivery, noted.earlier_card_id)
        else:
            too_much_id = None
        if too_much_id is None:
            return
        try:
            await self.outbox.delete(participant.telegram_id, too_much_id)
        except DeliveryError as error:  # two cards of one day do no harm
            event(logger, logging.WARNING, "not_tidied", delivery=delivery.id, outcome=error.kind)

    async def _given_way(
        self, participant: Participant, delivery: Delivery, earlier_card_id: int
    ) -> int | None:
        """Return the earlier card, unless it was answered meanwhile, and the new one has gone for it."""
        async with self.store.db.transaction() as tx:
            may_go = await self.store.cards.give_way(tx, participant.id, delivery.on, earlier_card_id)
            if may_go:
                await self.store.open_screens.forget(tx, participant.telegram_id, earlier_card_id)
        return earlier_card_id if may_go else None

    def _screen(self, participant: Participant, delivery: Delivery) -> Screen:
        words = self.content.words(participant.language)
        if delivery.kind not in CARDS:
            return _faded(words, participant, delivery.kind)
        day = day_of_card(participant, delivery.on, None)
        return screens.nudge(words, day) if delivery.kind is Kind.NUDGE else screens.prompt(words, day)


def _faded(words: Words, participant: Participant, kind: Kind) -> Screen:
    """Return what comes in the place of a prompt after a silence; discreet: a neutral line."""
    match kind, participant.is_discreet:
        case Kind.LESS_OFTEN, True:
            return fading.hidden_less_often(words, participant.weekdays)
        case Kind.LESS_OFTEN, False:
            return fading.less_often(
                words, participant.weekdays, participant.letter_weekday, is_discreet=False
            )
        case Kind.SELF_PAUSED, True:
            return fading.hidden_self_paused(words)
        case Kind.SELF_PAUSED, False:
            return fading.self_paused(words, is_discreet=False)
        case _:
            raise ValueError(f"{kind} comes in no prompt's place")
