"""A play's stage: people who write to the bot through the local Telegram, with real handlers, a real database, and a clock that stands still."""

from __future__ import annotations

import copy
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.app import Goldseam
from bot.cards.welcome import Host
from bot.clock import MovableClock
from bot.content.catalogue import Content
from bot.conversations.context import Access, Tools
from bot.dispatch.delivering import Courier
from bot.dispatch.dispatcher import Dispatcher
from bot.gateway.lanes import Lane, Lanes
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import NotSent, Unsure, outcome_of
from bot.gateway.updates import person_of
from bot.gateway.waiting import Waiting
from bot.gateway.wire import Wire
from bot.simulator.people import Person as Body
from bot.simulator.seen import SeenButton, SeenMessage
from bot.simulator.telegram import Telegram
from bot.storage import connection
from bot.storage.database import Database
from bot.storage.store import Store
from bot.storage.vault import Vault
from tests.painting import Dots
from tests.uploads import as_received

TOKEN = "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
SECRET = "a secret that is only for tests, long enough"
HOST = Host("Ümit Host", "host@example.org")
CONTENT = Content.load()


@dataclass(frozen=True, slots=True)
class Still:
    """A stage as it stood: the database's bytes, the clock with the Telegram that reads it, and the updates handled."""

    database: bytes
    clock: MovableClock
    telegram: Telegram
    offset: int


class Stage:
    """The bot with its Telegram. Nothing moves by itself: people act, time passes when it is told to."""

    def __init__(self, path: Path, at: datetime, access: Access, content: Content = CONTENT) -> None:
        self.clock = MovableClock.fixed(at)
        self.telegram = Telegram(TOKEN, self.clock.now)
        self.painter = Dots()
        self.store: Store
        self.dispatcher: Dispatcher
        self._path = path
        self._access = access
        self._content = content
        self._bot: Goldseam
        self._offset = 0
        self.is_cut_off = False
        self.loses_answers = False
        self.is_tap_lost = False
        self.handles_all_twice = False
        self.calls_until_cut: int | None = None

    async def open(self) -> None:
        with _never_losing_power():
            database = await Database.open(self._path)
        vault = Vault([SECRET])
        await vault.prove(database)
        self.store = Store(database, vault)
        outbox = Outbox(self._call, pause=_at_once, download=self._download)
        tools = Tools(self.clock, self.store, self._content, outbox, HOST, self._access, self.painter)
        self._bot = Goldseam(tools, Wire(TOKEN, "http://127.0.0.1:1", Lanes()), self.clock)
        self.dispatcher = Dispatcher(Courier(self.store, self._content, outbox, self.clock, self.painter))

    async def close(self) -> None:
        await self.store.db.close()

    async def still(self) -> Still:
        """Keep everything as it stands, so that plays that begin alike need not be played each time."""
        await self.close()
        clock, telegram = copy.deepcopy((self.clock, self.telegram))
        taken = Still(self._path.read_bytes(), clock, telegram, self._offset)
        await self.open()
        return taken

    async def becomes(self, still: Still) -> None:
        """Put everything as it stood; who had joined before is somebody else now."""
        await self.close()
        self._path.write_bytes(still.database)
        self.clock, self.telegram = copy.deepcopy((still.clock, still.telegram))
        self._offset = still.offset
        await self.open()

    async def restarts(self) -> None:
        """Stop the bot and start it again on the same database."""
        await self.close()
        await self.open()

    def person(self, name: str, *, language: str = "en") -> Person:
        """Let somebody in who has a phone with Telegram on it."""
        return Person(self, self.telegram.join(1000 + len(self.telegram.people), name, language))

    async def passes(self, **time: float) -> None:
        """Let time pass, and the dispatcher do what has become due."""
        self.clock.move(timedelta(**time))
        await self.dispatcher.tick()

    async def reaches(self, when: str, zone: str = "Europe/Istanbul") -> None:
        """Let time pass until "2026-11-24 21:00" in a zone, in one leap, and the dispatcher do what has become due."""
        self.clock.set(datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone)))
        await self.dispatcher.tick()

    async def settle(self) -> None:
        """Let the bot handle everything that people have done, in order."""
        while updates := self.telegram.call("getUpdates", {"offset": self._offset}).body["result"]:
            for update in updates:
                self._offset = update["update_id"] + 1
                await self._handle(update)

    async def _handle(self, update: dict[str, Any]) -> None:
        """Handle an update as the inbox does: once more after trouble on the line, and after a crash."""
        row = self._row(update)
        try:
            await self._bot.handle(row)
        except NotSent:
            await self._bot.handle(row)
        if self.handles_all_twice:
            await self._bot.handle(row)

    def forget_updates(self) -> None:
        """Lose what people did, as when Telegram's updates grow too old."""
        for update in self.waiting_updates():
            self._offset = update["update_id"] + 1

    async def handles_again(self, update: dict[str, Any]) -> None:
        """Have an update handled a second time, as after a crash."""
        await self._bot.handle(self._row(update))

    @staticmethod
    def _row(update: dict[str, Any]) -> Waiting:
        return Waiting(0, person_of(update) or 0, update)

    def waiting_updates(self) -> list[dict[str, Any]]:
        """Return what people have done that the bot has not seen yet."""
        result: list[dict[str, Any]] = self.telegram.call("getUpdates", {"offset": self._offset}).body[
            "result"
        ]
        return result

    async def _call(self, method: str, parameters: dict[str, Any], lane: Lane) -> Any:
        del lane
        if self.calls_until_cut is not None:
            self.calls_until_cut -= 1
            if self.calls_until_cut == -1:
                raise NotSent
        if self.is_cut_off:
            raise NotSent
        answer = self.telegram.call(method, as_received(parameters))
        if self.loses_answers:
            raise Unsure
        if answer.status == 200:
            return answer.body["result"]
        raise outcome_of(answer.status, json.dumps(answer.body).encode())

    async def _download(self, path: str) -> bytes | None:
        if self.is_cut_off:
            raise NotSent
        stored = self.telegram.world.files.by_path.get(path)
        return stored.upload.content if stored else None

    @property
    def refusals(self) -> list[str]:
        """What Telegram refused, in its words; that an edit changes nothing is no harm."""
        told = [call.description for call in self.telegram.calls if call.status != 200]
        return [description for description in told if "message is not modified" not in description]


class Person:
    """Somebody in the play: what they say and tap, and what they see."""

    def __init__(self, stage: Stage, body: Body) -> None:
        self.stage = stage
        self.body = body

    async def says(self, text: str, *, reply_to: int | None = None) -> int:
        """Write a message and let the bot answer; return the message's id."""
        message_id = self.body.says(text, reply_to=reply_to)
        await self.stage.settle()
        return message_id

    async def sends(self, kind: str, caption: str = "") -> int:
        message_id = self.body.sends(kind, caption)
        await self.stage.settle()
        return message_id

    async def sends_album(self, *kinds: str, caption: str = "", reply_to: int | None = None) -> list[int]:
        """Send several files as one album; return their messages' ids."""
        message_ids = self.body.sends_album(kinds, caption, reply_to=reply_to)
        await self.stage.settle()
        return message_ids

    async def forwards(self, text: str = "", *, kind: str = "", reply_to: int | None = None) -> int:
        """Pass on what somebody else wrote or sent."""
        message_id = self.body.forwards(text, kind=kind, reply_to=reply_to)
        await self.stage.settle()
        return message_id

    async def edits(self, message_id: int, text: str) -> None:
        self.body.edits(message_id, text)
        await self.stage.settle()

    async def taps(self, label: str, *, on: int | None = None, times: int = 1) -> None:
        """Tap the newest button with this label (or one that begins with it), perhaps twice; let the bot answer."""
        message, button = self.button(label, on=on)
        assert button.data is not None, f"{label} opens a page"
        for _ in range(times):
            self.body.taps(message.id, button.data)
        await self.stage.settle()

    async def forges(self, data: str, *, on: int | None = None) -> None:
        """Send a tap with made-up data, as a forged app can."""
        self.body.taps(on or self.last.id, data)
        await self.stage.settle()

    def button(self, label: str, *, on: int | None = None) -> tuple[SeenMessage, SeenButton]:
        for message in reversed(self.messages):
            if on is not None and message.id != on:
                continue
            buttons = [button for row in message.rows for button in row]
            exactly = [button for button in buttons if button.label == label]
            for button in exactly or [button for button in buttons if button.label.startswith(label)]:
                return message, button
        raise AssertionError(f"no button {label!r}; there are {[m.labels for m in self.messages][-3:]}")

    @property
    def messages(self) -> list[SeenMessage]:
        """The bot's messages in the chat, newest last."""
        return [message for message in self.body.messages if message.is_from_bot]

    @property
    def last(self) -> SeenMessage:
        return self.messages[-1]

    @property
    def last_toast(self) -> str:
        return self.body.toasts[-1].text if self.body.toasts else ""

    def sees(self, *fragments: str) -> None:
        """Check that the newest message says all of this."""
        for fragment in fragments:
            assert fragment in self.last.text, f"{fragment!r} is not in {self.last.text!r}"

    def sees_not(self, *fragments: str) -> None:
        """Check that nowhere in the chat the bot says any of this."""
        for message in self.messages:
            for fragment in fragments:
                assert fragment not in message.text, f"{fragment!r} is in {message.text!r}"

    async def is_welcomed(
        self, *, role: str = "I was hurt", place: str = "Osmaniye", time: str = "21:00"
    ) -> None:
        """Go through the welcome in English, up to the choice of the first card."""
        await self.says("/start")
        await self.taps("I am 18")
        await self.taps(role)
        await self.says(place)
        await self.taps("Yes, that is my time")
        await self.says(time)


@asynccontextmanager
async def stage(
    path: Path,
    at: str,
    zone: str = "Europe/Istanbul",
    access: Access | None = None,
    content: Content = CONTENT,
) -> AsyncIterator[Stage]:
    """Open a stage at a wall time in a zone; every tap that was made has been answered when it closes."""
    starts_at = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone))
    opened = Stage(path / "goldseam.db", starts_at, access or Access("everyone"), content)
    await opened.open()
    try:
        yield opened
    finally:
        await opened.close()
    if opened.is_tap_lost:  # by an outage that outlived Telegram's patience with it
        return
    for body in opened.telegram.people.values():
        assert all(query.toast is not None for query in body.queries), "a tap was left without an answer"


@contextmanager
def _never_losing_power() -> Iterator[None]:
    """Have no commit wait for the disk: on a stage the bot dies at most, and what it wrote is the system's by then."""
    pragmas = [pragma.replace("synchronous = FULL", "synchronous = OFF") for pragma in connection._PRAGMAS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "_PRAGMAS", tuple(pragmas))
        yield


async def _at_once(_seconds: float) -> None:
    return None
