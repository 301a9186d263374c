"""What a handler has at hand: the tools of the house, and the turn in which one person is answered."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import CallbackQuery, Message

from bot.cards import support
from bot.cards.behind import WELCOME_STEP, veiled
from bot.cards.pictures import Pictured
from bot.cards.welcome import Host
from bot.clock import Clock
from bot.content.catalogue import Content
from bot.content.words import Words
from bot.domain.participant import Participant
from bot.gateway.outbox import Outbox
from bot.gateway.screen import Behind, Button, Picture, Screen
from bot.log import event
from bot.pictures.painter import DrawingError, Painter
from bot.storage.store import Store

logger = logging.getLogger(__name__)

WRITTEN_AT_MOST = timedelta(hours=48)
"""Telegram keeps updates for a day; whatever says it is older has a wrong clock."""
ONE_AT_A_TIME = frozenset({"letter-discreet", "look-back-discreet"})
"""Neutral lines of which an earlier one goes when the next comes; those of cards go by their day."""


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
    behind: Behind | None = None
    """In discreet mode, what takes the place of a screen that says nothing of that itself."""
    has_danger: bool = False
    """Whether words of danger stand in what is answered: the answer says where help is, once."""
    is_help_told: bool = False
    _is_answered: bool = field(default=False, init=False)
    _has_noted: bool = field(default=False, init=False)
    _cleared: set[int] = field(default_factory=set, init=False)
    _is_told_what_stays: bool = field(default=False, init=False)

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
    def is_discreet(self) -> bool:
        """Whether nothing that says more than a neutral line stays on the screen."""
        return self.behind is not None

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
        """Tell whether a tap may do what cannot be done twice: not where that button was tapped a moment ago.

        The same button of another message is another one.
        """
        if self.query is None:
            return True
        what = f"{self.query.data} {self.tapped_message_id}"
        async with self.store.db.transaction() as tx:
            return await self.store.sent_again.is_first(tx, participant.id, what, self.query.id, self.now)

    async def say(self, screen: Screen, *, reply_to: int | None = None) -> int:
        """Send a message of its own; return its id."""
        await self.toast()
        screen = veiled(self.words, self._with_help(screen), self.behind)
        message_id = await self.tools.outbox.send(self.telegram_id, screen, reply_to=reply_to)
        if screen.behind is not None:
            await self._note(message_id, screen, screen.behind)
        return message_id

    async def show(self, screen: Screen, *, toast: str | None = None) -> int:
        """Show a screen in place of the tapped message, or as a new one; return the message's id."""
        await self.toast(toast)
        tapped_id = self.tapped_message_id
        if tapped_id is not None and await self.edit(tapped_id, screen):
            return tapped_id
        return await self.say(screen)

    async def edit(self, message_id: int, screen: Screen) -> bool:
        """Make one of the bot's messages show a screen; False where it is gone or cannot show it.

        What is not neutral is noted first: no crash can leave it open for good.
        """
        screen = veiled(self.words, self._with_help(screen), self.behind)
        behind = screen.behind
        if behind is not None and not screen.is_line:
            await self._note(message_id, screen, behind)
        is_edited = await self.tools.outbox.edit(self.telegram_id, message_id, screen)
        if is_edited and behind is not None and screen.is_line:
            await self._note(message_id, screen, behind)
        return is_edited

    async def tell_help(self) -> None:
        """Say where help is, where words of danger had no answer that could say it; in discreet mode nothing shows it."""
        if self.has_danger and not self.is_help_told and not self.is_discreet:
            await self.say(support.alone(self.words))

    def _with_help(self, screen: Screen) -> Screen:
        """Return the first answer to words of danger with the sentence beside [Support]; in discreet mode with the button."""
        if not self.has_danger or self.is_help_told or screen.is_line:
            return screen
        if self.is_discreet:
            return support.with_support(self.words, screen)
        screen = support.beside(self.words, screen)
        self.is_help_told = support.is_beside(self.words, screen)
        return screen

    async def pictured(self, pictured: Pictured, rows: tuple[tuple[Button, ...], ...] = ()) -> Screen:
        """Return a picture with its caption; where it cannot be drawn, the caption says what was to be seen."""
        try:
            png = await self.tools.painter.draw(pictured.drawing)
        except DrawingError:
            event(logger, logging.ERROR, "not_drawn", template=pictured.drawing.template)
            return Screen(pictured.caption, rows)
        return Screen(pictured.caption, rows, media=Picture(png))

    async def take_away(self, participant: Participant) -> None:
        """Delete the tapped message, so that nobody else reads it; where Telegram does not (any more), say so."""
        if self.tapped_message_id is not None and await self.is_first_tap(participant):
            await self.clear(self.tapped_message_id)
        await self.toast()

    async def clear(self, *message_ids: int) -> None:
        """Delete messages that have had their effect; where Telegram does not (any more), say so once."""
        for message_id in message_ids:
            if message_id in self._cleared:
                continue
            self._cleared.add(message_id)
            if not await self.delete(message_id) and not self._is_told_what_stays:
                self._is_told_what_stays = True
                await self._tell_what_stays(message_id)

    async def delete(self, message_id: int) -> bool:
        """Delete a message; False where Telegram does not (any more)."""
        is_gone = await self.tools.outbox.delete(self.telegram_id, message_id)
        if is_gone and self.is_discreet:
            async with self.store.db.transaction() as tx:
                await self.store.open_screens.forget(tx, self.telegram_id, message_id)
        return is_gone

    async def _tell_what_stays(self, message_id: int) -> None:
        if self.query is not None and not self._is_answered:
            await self.toast(self.words.label("message-stays"))
        else:
            await self.say(Screen(self.words("message-stays")), reply_to=message_id)

    async def _note(self, message_id: int, screen: Screen, behind: Behind) -> None:
        """Note in discreet mode what a message shows; of what was open before this turn, only the tapped message stays so."""
        is_new = message_id != self.tapped_message_id
        async with self.store.db.transaction() as tx:
            await self.store.open_screens.note(
                tx,
                self.telegram_id,
                message_id,
                self.handled_at,
                line=behind.line,
                opens=behind.opens,
                is_line=screen.is_line,
            )
            if not self._has_noted:
                await self.store.open_screens.make_way(
                    tx,
                    self.telegram_id,
                    message_id,
                    self.handled_at,
                    beside=self.tapped_message_id,
                    line=behind.line if is_new and behind.line in ONE_AT_A_TIME else "",
                    passed=WELCOME_STEP.opens,
                )
        self._has_noted = True
