"""The composition root: the only file that knows every part. It puts them together, runs them, and takes them down."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from telegram import BotCommand, Update

from bot.cards import answers
from bot.cards.welcome import Host
from bot.clock import Clock
from bot.config import Access as AccessMode
from bot.config import Settings
from bot.content.catalogue import Content
from bot.conversations import router
from bot.conversations.context import Access, Tools
from bot.dispatch.alarm import Alarm
from bot.dispatch.delivering import Courier
from bot.dispatch.dispatcher import Dispatcher
from bot.gateway.inbox import Inbox, person_of
from bot.gateway.lanes import Lanes, Limits
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import DeliveryError
from bot.gateway.patience import Backoff, kind_of
from bot.gateway.poller import Poller
from bot.gateway.rows import InboxRows
from bot.gateway.wire import Wire
from bot.log import event
from bot.storage.database import Database, DatabaseUnavailable
from bot.storage.key_file import load_or_make_key_file
from bot.storage.store import Store
from bot.storage.vault import Vault, is_sealed

logger = logging.getLogger(__name__)

SECONDS_TO_FINISH = 7.0
INVITE_BYTES = 12

Announce = Callable[[str], None]


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[Store]:
    """Open the database with its key; a wrong or lost key raises before anything is written."""
    database = await Database.open(settings.database.path)
    try:
        given = settings.secret.key
        secret = (
            load_or_make_key_file(settings.secret.key_file, may_make=not await is_sealed(database))
            if given is None
            else given.reveal()
        )
        vault = Vault([secret])
        await vault.prove(database)
        # Killed right after an erasure, the log would hold what was erased for as long as it is not emptied.
        await database.checkpoint()
        yield Store(database, vault)
    finally:
        await database.close()


@dataclass(frozen=True, slots=True)
class Goldseam:
    """The running bot: everything that handles an update or sends what is due."""

    tools: Tools
    wire: Wire
    clock: Clock

    async def handle(self, update: dict[str, Any], _seq: int) -> None:
        """Answer one update as Telegram sent it."""
        await router.answer(self.tools, Update.de_json(update, self.wire.bot))

    async def apologise(self, update: dict[str, Any]) -> None:
        """Tell the person kindly that something went wrong here."""
        person = person_of(update)
        if person is None or "my_chat_member" in update:
            return
        participant = await self.tools.store.participants.find(self.tools.store.db, person)
        words = self.tools.content.words(participant.language if participant else None)
        await self.tools.outbox.send(person, answers.plain(words, "trouble"))

    async def acknowledge(self, update: dict[str, Any]) -> None:
        """Answer a tap that has to wait for its turn, with nothing to say yet."""
        await self.tools.outbox.answer(update["callback_query"]["id"])

    async def introduce(self, announce: Announce) -> None:
        """Set what Telegram shows of the bot in every language, and give out the first invitation; until it works."""
        backoff = Backoff()
        while True:
            try:
                await self._invite_first(announce)
                await self._set_profile()
            except (DeliveryError, DatabaseUnavailable) as error:
                event(logger, logging.WARNING, "introduce_failed", kind=kind_of(error))
                await asyncio.sleep(backoff.after(error))
            else:
                event(logger, logging.INFO, "introduced")
                return

    async def _set_profile(self) -> None:
        bot = self.wire.bot
        for words in self.tools.every_words():
            # What is set without a language is for everybody whose own is not there.
            code = None if words.language == self.tools.content.languages[0] else words.language
            commands = [BotCommand(name, words.label(f"command-{name}")) for name in router.COMMANDS]
            await bot.set_my_commands(commands, language_code=code)
            await bot.set_my_description(words.label("bot-description"), language_code=code)
            await bot.set_my_short_description(words.label("bot-short-description"), language_code=code)

    async def _invite_first(self, announce: Announce) -> None:
        store = self.tools.store
        if self.tools.access.mode != AccessMode.INVITE:
            return
        if await store.participants.count(store.db) or await store.invites.any_left(store.db):
            return
        announce(await invitation(store, self.wire, self.clock))


async def invitation(store: Store, wire: Wire, clock: Clock) -> str:
    """Make a single-use code and return the link that carries it; the code itself is kept as a hash only."""
    me = await wire.bot.get_me()
    code = secrets.token_urlsafe(INVITE_BYTES)
    async with store.db.transaction() as tx:
        await store.invites.add(tx, code, clock.now())
    return f"https://t.me/{me.username}?start={code}"


def wire_of(settings: Settings) -> Wire:
    """Return the line to Telegram, with the limits that the settings allow."""
    total = settings.delivery.messages_per_second
    limits = Limits(total_per_second=total, prompts_per_second=max(1, total * 2 // 3))
    return Wire(settings.telegram.token.reveal(), settings.telegram.api_base_url, Lanes(limits))


async def run(settings: Settings, clock: Clock, stop: asyncio.Event, announce: Announce) -> None:
    """Run the bot until `stop` is set, then finish what is in hand."""
    content = Content.load()
    async with opened_store(settings) as store, wire_of(settings) as wire:
        outbox = Outbox(wire.call)
        host = Host(settings.host.name, settings.host.contact)
        access = Access(settings.access.mode, settings.access.telegram_ids)
        tools = Tools(clock, store, content, outbox, host, access)
        goldseam = Goldseam(tools, wire, clock)
        inbox = Inbox(
            InboxRows(store, clock),
            goldseam.handle,
            goldseam.apologise,
            clock,
            on_waiting_tap=goldseam.acknowledge,
        )
        dispatcher = Dispatcher(Courier(store, content, outbox, clock))
        async with store.db.transaction() as tx:
            unsure = await store.deliveries.unsure_after_crash(tx)
        event(logger, logging.INFO, "started", unsure=len(unsure))
        await _serve(goldseam, inbox, dispatcher, stop, announce)
    event(logger, logging.INFO, "stopped")


async def _serve(
    goldseam: Goldseam, inbox: Inbox, dispatcher: Dispatcher, stop: asyncio.Event, announce: Announce
) -> None:
    poller = Poller(goldseam.wire.fetch, inbox.keep, goldseam.clock)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(inbox.run(), name="inbox")
        dispatching = group.create_task(dispatcher.run(), name="dispatcher")
        until_stopped = [
            group.create_task(poller.run(), name="poller"),
            group.create_task(Alarm(dispatcher.wake, goldseam.clock).run(), name="alarm"),
            group.create_task(goldseam.introduce(announce), name="introduce"),
        ]
        await stop.wait()
        event(logger, logging.INFO, "stopping")
        for task in until_stopped:
            task.cancel()
        dispatcher.close()
        await inbox.drain(SECONDS_TO_FINISH)
        await asyncio.wait([dispatching], timeout=1)
        with suppress(DeliveryError, TimeoutError):
            async with asyncio.timeout(1):
                await poller.confirm()
        for task in (serving, dispatching):
            task.cancel()
