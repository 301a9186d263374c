"""The composition root: the only file that knows every part. It puts them together, runs them, and takes them down."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from telegram import Update

from bot.cards import answers
from bot.cards.profile import profiles
from bot.cards.welcome import Host
from bot.clock import Clock
from bot.config import Access as AccessMode
from bot.config import Settings
from bot.content.catalogue import Content
from bot.conversations import flood, router
from bot.conversations.context import Access, Tools
from bot.dispatch.alarm import Alarm
from bot.dispatch.delivering import Courier
from bot.dispatch.dispatcher import Dispatcher
from bot.gateway import profile
from bot.gateway.inbox import Inbox
from bot.gateway.lanes import Lanes, Limits
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import DeliveryError
from bot.gateway.patience import Backoff, kind_of
from bot.gateway.poller import LONG_POLL_SECONDS, Poller
from bot.gateway.rows import InboxRows
from bot.gateway.unending import unending
from bot.gateway.updates import person_of
from bot.gateway.waiting import Waiting
from bot.gateway.wire import Wire
from bot.health_file import HealthFile
from bot.log import event
from bot.pictures.studio import Studio
from bot.storage.database import Database, DatabaseUnavailable
from bot.storage.key_file import load_or_make_keys, secrets_in
from bot.storage.lock_file import held
from bot.storage.store import Store
from bot.storage.vault import Vault, is_sealed
from bot.watchdog import Patience, Watchdog, Watched

logger = logging.getLogger(__name__)

SECONDS_TO_FINISH = 4.0
"""What is in hand gets so long. A statement that waits for a locked database may take five more, and ten are promised."""
SECONDS_TO_ASK_AGAIN = 0.5
"""What was cancelled and goes on is cancelled anew after so long."""
INVITE_BYTES = 12

Announce = Callable[[str], None]
EndUnlessAgain = Callable[[float], None]
"""Have the process end in so many seconds, come what may, unless this is called again before."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """How long the bot waits for things that are meant to be slow, in seconds."""

    long_poll: int = LONG_POLL_SECONDS
    patience: Patience = field(default_factory=Patience)


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[Store]:
    """Open the database with its key; a wrong or lost key raises before anything is written."""
    database = await Database.open(settings.database.path)
    try:
        given = settings.secret.key
        vault = Vault(
            load_or_make_keys(settings.secret.key_file, may_make=not await is_sealed(database))
            if given is None
            else secrets_in(given.reveal())
        )
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

    async def handle(self, row: Waiting) -> bool:
        """Answer one update as Telegram sent it; True where its answer has to wait until its person is quiet."""
        update = Update.de_json(row.update, self.wire.bot)
        if row.is_kept:
            await flood.answer_kept(self.tools, update)
            return False
        return await router.answer(self.tools, update, row.flood)

    async def apologise(self, update: dict[str, Any]) -> None:
        """Tell the person kindly that something went wrong here."""
        person = person_of(update)
        if person is None or "my_chat_member" in update:
            return
        participant = await self.tools.store.participants.find(self.tools.store.db, person)
        words = self.tools.content.words(participant.language if participant else None)
        await self.tools.outbox.send(person, answers.plain(words, "trouble"))

    async def acknowledge(self, row: Waiting) -> None:
        """Answer a tap before its turn, with nothing to say yet; the first of a flood with the notice."""
        if row.flood is not None and not row.flood.is_told:
            await flood.answer_tap(self.tools, Update.de_json(row.update, self.wire.bot), row.flood)
        else:
            await self.tools.outbox.answer(row.update["callback_query"]["id"])

    async def introduce(self, announce: Announce) -> None:
        """Set what Telegram shows of the bot in every language, and give out the first invitation; until it works."""
        backoff = Backoff()
        while True:
            try:
                await self._invite_first(announce)
                changed = await profile.introduce(self.wire.call, profiles(self.tools.every_words()))
            except (DeliveryError, DatabaseUnavailable) as error:
                event(logger, logging.WARNING, "introduce_failed", kind=kind_of(error))
                await asyncio.sleep(backoff.after(error))
            else:
                event(logger, logging.INFO, "introduced", changed=changed)
                return

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


@asynccontextmanager
async def _studio() -> AsyncIterator[Studio]:
    """Open the room where pictures are drawn; what is begun when it closes is finished without holding anybody up."""
    studio = Studio()
    try:
        yield studio
    finally:
        await asyncio.to_thread(studio.close)


def wire_of(settings: Settings) -> Wire:
    """Return the line to Telegram, with the limits that the settings allow."""
    limits = Limits.of(settings.delivery.messages_per_second)
    return Wire(settings.telegram.token.reveal(), settings.telegram.api_base_url, Lanes(limits))


async def run(
    settings: Settings,
    clock: Clock,
    stop: asyncio.Event,
    announce: Announce,
    *,
    end_unless_again: EndUnlessAgain = lambda _: None,
    tempo: Tempo | None = None,
) -> None:
    """Run the bot until `stop` is set, then finish what is in hand."""
    content = Content.load()
    async with AsyncExitStack() as stack:
        stack.enter_context(held(settings.database.path))
        store = await stack.enter_async_context(opened_store(settings))
        wire = await stack.enter_async_context(wire_of(settings))
        studio = await stack.enter_async_context(_studio())
        outbox = Outbox(wire.call)
        host = Host(settings.host.name, settings.host.contact)
        access = Access(settings.access.mode, settings.access.telegram_ids)
        tools = Tools(clock, store, content, outbox, host, access, studio)
        goldseam = Goldseam(tools, wire, clock)
        limits = Limits.of(settings.delivery.messages_per_second)
        health = HealthFile(settings.health.file)
        loops = _loops_of(goldseam, limits, health, tempo or Tempo(), end_unless_again)
        async with store.db.transaction() as tx:
            unsure = await store.deliveries.unsure_after_crash(tx)
        event(logger, logging.INFO, "started", unsure=len(unsure))
        await loops.run_until(stop, goldseam, announce)
        loops.watchdog.stopped()
    event(logger, logging.INFO, "stopped")


def _loops_of(
    goldseam: Goldseam, limits: Limits, health: HealthFile, tempo: Tempo, end_unless_again: EndUnlessAgain
) -> Loops:
    tools, clock = goldseam.tools, goldseam.clock
    rows = InboxRows(tools.store, clock)
    inbox = Inbox(
        rows,
        goldseam.handle,
        goldseam.apologise,
        clock,
        on_waiting_tap=goldseam.acknowledge,
        outbox=tools.outbox,
    )
    courier = Courier(tools.store, tools.content, tools.outbox, clock, tools.painter)
    dispatcher = Dispatcher(
        courier, prompts_per_second=limits.prompts_per_second, may_speak=lambda: poller.is_listening
    )
    poller = Poller(
        goldseam.wire.fetch,
        inbox.keep,
        clock,
        on_listening=dispatcher.rouse,
        long_poll_seconds=tempo.long_poll,
    )
    watched = (
        # Until the inbox has taken up what was left, the poller waits for it.
        Watched("poll", lambda: poller.last_good_at, lambda: (poller.effort(), inbox.tries)),
        Watched("tick", lambda: dispatcher.successes, lambda: dispatcher.efforts),
    )
    watchdog = Watchdog(watched, health, clock, tempo.patience, end_unless_again)
    return Loops(inbox, dispatcher, poller, Alarm(dispatcher.wake, clock), watchdog)


async def _end(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancel the tasks until each has ended: a rollback that failed may have taken a cancellation's place."""
    going = set(tasks)
    while going:
        for task in going:
            task.cancel()
        _, going = await asyncio.wait(going, timeout=SECONDS_TO_ASK_AGAIN)


@dataclass(frozen=True, slots=True)
class Loops:
    """What runs for as long as the bot does: begun together, and ended in order."""

    inbox: Inbox
    dispatcher: Dispatcher
    poller: Poller
    alarm: Alarm
    watchdog: Watchdog

    async def run_until(self, stop: asyncio.Event, goldseam: Goldseam, announce: Announce) -> None:
        """Run until `stop` is set, then finish what is in hand; end with an error where a loop ends before."""
        async with asyncio.TaskGroup() as group:

            def begin(name: str, loop: Callable[[], Awaitable[object]]) -> asyncio.Task[None]:
                return group.create_task(unending(name, loop, stop), name=name)

            serving = begin("inbox", self.inbox.run)
            dispatching = begin("dispatcher", self.dispatcher.run)
            polling = begin("poller", self.poller.run)
            until_stopped = [
                polling,
                begin("alarm", self.alarm.run),
                begin("watchdog", self.watchdog.run),
                group.create_task(goldseam.introduce(announce), name="introduce"),
            ]
            await stop.wait()
            event(logger, logging.INFO, "stopping")
            for task in until_stopped:
                task.cancel()
            await self._finish(polling, dispatching)
            await _end([*until_stopped, serving, dispatching])

    async def _finish(self, polling: asyncio.Task[None], dispatching: asyncio.Task[None]) -> None:
        """Begin nothing more, and finish what is in hand, as far as there is time."""
        self.dispatcher.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS_TO_FINISH):
                await asyncio.gather(
                    self.inbox.drain(SECONDS_TO_FINISH - 0.5),
                    asyncio.wait([dispatching]),
                    self._confirm_after(polling),
                )

    async def _confirm_after(self, polling: asyncio.Task[None]) -> None:
        await asyncio.wait([polling])
        with suppress(DeliveryError):
            await self.poller.confirm()
