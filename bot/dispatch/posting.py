"""The weekly letter on its way: its picture first, then its words, neither of them twice; in discreet mode a neutral line."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import NamedTuple

from bot.cards import letter as screens
from bot.cards import pictures
from bot.cards.letter import Letter
from bot.content.catalogue import Content
from bot.content.words import Words
from bot.domain.participant import Participant, today_of
from bot.gateway.lanes import Lane
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import DeliveryError, NotSent, Refused, Unsure
from bot.gateway.screen import Picture, Screen
from bot.letters.letter import letter_of
from bot.log import event
from bot.pictures.painter import DrawingError, Painter
from bot.storage.database import DatabaseUnavailable
from bot.storage.deliveries import Delivery
from bot.storage.store import Store

logger = logging.getLogger(__name__)

DRAWN_WITHIN_SECONDS = 10.0
"""So long a letter waits for its picture: one that is never done must not keep others' prompts waiting."""


class Posted(NamedTuple):
    """What became of a delivery: the id of its message, or what happened instead; and whether a letter's picture went."""

    outcome: int | DeliveryError
    is_pictured: bool = False


class Post:
    """Writes the letter of a day and sends it."""

    def __init__(self, store: Store, content: Content, outbox: Outbox, painter: Painter) -> None:
        self._store = store
        self._content = content
        self._outbox = outbox
        self._painter = painter

    async def send(self, delivery: Delivery, participant: Participant, now: datetime) -> Posted:
        """Send a letter; what became of it is what became of its words."""
        words = self._content.words(participant.language)
        try:
            if participant.is_discreet:
                return Posted(await self._say(participant, screens.behind_a_tap(words, delivery.on)))
            # Who travelled meanwhile may have that day still before them.
            last_on = min(delivery.on, today_of(participant, now))
            letter = await letter_of(self._store, self._content, participant, last_on, now)
        except DeliveryError as error:
            return Posted(error)
        except DatabaseUnavailable:  # nothing of it was sent
            return Posted(NotSent())
        return await self._send_both(delivery, participant, words, letter)

    async def _send_both(
        self, delivery: Delivery, participant: Participant, words: Words, letter: Letter
    ) -> Posted:
        is_pictured = delivery.is_pictured
        try:
            if not is_pictured and (picture := await self._drawn(words, letter)) is not None:
                await self._show(delivery, participant, picture)
                is_pictured = True
            return Posted(await self._say(participant, screens.letter(words, letter)), is_pictured)
        except DeliveryError as error:
            return Posted(error, is_pictured)

    async def _drawn(self, words: Words, letter: Letter) -> Screen | None:
        """Return the week's picture with its caption; None where there is nothing to see, or where it cannot be drawn."""
        if not letter.has_picture:
            return None
        pictured = pictures.days(words, letter.days, letter.last_on, letter.week.length)
        try:
            async with asyncio.timeout(DRAWN_WITHIN_SECONDS):
                png = await self._painter.draw(pictured.drawing)
        except (DrawingError, TimeoutError):
            event(logger, logging.ERROR, "not_drawn", template=pictured.drawing.template)
            return None
        return Screen(pictured.caption, media=Picture(png))

    async def _show(self, delivery: Delivery, participant: Participant, picture: Screen) -> None:
        """Send the picture. Whether it arrived matters little, so long as it is not sent twice.

        Raises what certainly kept it from Telegram, and would keep the words from it, too.
        """
        try:
            await self._say(participant, picture)
        except (Refused, Unsure) as error:
            event(logger, logging.WARNING, "picture_not_sent", delivery=delivery.id, outcome=error.kind)

    async def _say(self, participant: Participant, screen: Screen) -> int:
        return await self._outbox.send(participant.telegram_id, screen, lane=Lane.PROMPTS)
