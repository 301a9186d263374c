"""What a handler has at hand: the tools of the house, and the turn in which one person is answered."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import CallbackQuery, Message

from bot.cards.pictures import Pictured
from bot.cards.welcome import Host
from bot.clock import Clock
from bot.content.catalogue import Content
from bot.content.words import Words
from bot.domain.participant import Participant
from bot.gateway.outbox import Outbox
from bot.gateway.screen import Button, Picture, Screen
from bot.log import event
from bot.pictures.painter import DrawingError, Painter
from bot.storage.store import Store

logger = logging.getLogger(__name__)

WRITTEN_AT_MOST = timedelta(hours=48)
"""Telegram keeps updates for a day; whatever says it is older has a wrong clock."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use the bot: by invitation, by a list of Telegram ids, or everyone."""

    mode: str
    telegram_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Tools:
    """What every handler may use."""

    clock: Clock
    store: Store
    content: Content
    outbox: Outbox
    host: Host
    access: Access
    painter: Painter

    def every_words(self) -> tuple[Words, ...]:
        """Return every language's words, in their order."""
        return tuple(self.content.words(language) for language in self.content.languages)


@dataclass(slots=True)
class Turn:
    """One update of one person, from its arrival to its answer."""

    tools: Tools
    telegram_id: int
    words: Words
    message: Message | None = None
    query: CallbackQuery | None = None
    _is_answered: bool = field(default=False, init=False)

    @property
    def now(self) -> datetime:
        """The instant of this turn: for a message, when it was written, which after a night's downtime is not now."""
        now = self.tools.clock.now()
        if self.message is None or not now - WRITTEN_AT_MOST < self.message.date <= now:
            return now
        return self.message.date

    @property
    def handled_at(self) -> datetime:
        """The instant at which this turn is handled, late or not: what is planned is planned from here."""
        return self.tools.clock.now()

    @property
    def is_hurried(self) -> bool:
        """Whether this person has done more already than what is being answered."""
        return self.telegram_id in self.tools.outbox.folding.hurried

    @property
    def store(self) -> Store:
        return self.tools.store

    @property
    def tapped_message_id(self) -> int | None:
        """The message whose button was tapped."""
        return self.query.message.message_id if self.query and self.query.message else None

    async def toast(self, text: str | None = None) -> None:
        """Answer the tap, once; nothing happens where there was no tap."""
        if self.query is not None and not self._is_answered:
            self._is_answered = True
            await self.tools.outbox.answer(self.query.id, text)

    async def is_first_tap(self, participant: Participant) -> bool:
        """Tell whether what a button sends may be sent: not where it was tapped a moment ago. Sending is not idempotent."""
        if self.query is None:
            return True
        async with self.store.db.transaction() as tx:
            return await self.store.sent_again.is_first(
                tx, participant.id, self.query.data or "", self.query.id, self.now
            )

    async def say(self, screen: Screen, *, reply_to: int | None = None) -> int:
        """Send a message of its own; return its id."""
        await self.toast()
        return await self.tools.outbox.send(self.telegram_id, screen, reply_to=reply_to)

    async def show(self, screen: Screen, *, toast: str | None = None) -> int:
        """Show a screen in place of the tapped message, or as a new one; return the message's id."""
        await self.toast(toast)
        tapped_id = self.tapped_message_id
        if tapped_id is not None and await self.tools.outbox.edit(self.telegram_id, tapped_id, screen):
            return tapped_id
        return await self.tools.outbox.send(self.telegram_id, screen)

    async def pictured(self, pictured: Pictured, rows: tuple[tuple[Button, ...], ...] = ()) -> Screen:
        """Return a picture with its caption; where it cannot be drawn, the caption says what was to be seen."""
        try:
            png = await self.tools.painter.draw(pictured.drawing)
        except DrawingError:
            event(logger, logging.ERROR, "not_drawn", template=pictured.drawing.template)
            return Screen(pictured.caption, rows)
        return Screen(pictured.caption, rows, media=Picture(png))

    async def take_away(self) -> None:
        """Delete the tapped message, so that nobody else reads it; where Telegram does not (any more), say so."""
        tapped_id = self.tapped_message_id
        is_gone = tapped_id is None or await self.tools.outbox.delete(self.telegram_id, tapped_id)
        await self.toast(None if is_gone else self.words.label("message-stays"))
