"""A bot in a process of its own beside a local Telegram over real HTTP, on one clock that the test moves."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import MovableClock
from bot.simulator.people import Person
from bot.simulator.seen import SeenMessage
from bot.simulator.server import Serving, serve
from bot.simulator.telegram import Telegram
from bot.storage.planning import plan_next
from tests.chat import SECRET, stage

TOKEN = "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
GLANCE_SECONDS = 0.05


class Machine:
    """The machine that the bot runs on: starts it, kills it, moves its clock, and looks at what people see."""

    def __init__(self, folder: Path, clock: MovableClock, telegram: Telegram, serving: Serving) -> None:
        self.folder = folder
        self.clock = clock
        self.telegram = telegram
        self.serving = serving
        self._offset = folder / "offset"
        self._log = (folder / "log").open("ab")
        self._process: asyncio.subprocess.Process | None = None
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BOT_")},
            "CLOCK_OFFSET_FILE": str(self._offset),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": serving.url,
            "BOT_HOST_NAME": "Ümit Host",
            "BOT_HOST_CONTACT": "host@example.org",
            "BOT_ACCESS": "everyone",
            "BOT_LOG__LEVEL": "debug",
            "DATABASE_URL": f"sqlite:///{folder}/data/goldseam.db",
            "BOT_SECRET__KEY_FILE": f"{folder}/keys/goldseam.key",
            "PYTHONPATH": str(ROOT),
        }
        self.move(timedelta())

    def move(self, delta: timedelta) -> None:
        """Move the clock of Telegram and bot alike."""
        self.clock.move(delta)
        seconds = (self.clock.now() - MovableClock().now()).total_seconds()
        beside = self._offset.with_suffix(".new")
        beside.write_text(f"{seconds:.3f}")
        beside.replace(self._offset)

    def set_clock(self, when: str, zone: str = "Europe/Istanbul") -> None:
        """Make it "2026-11-24 20:59:58" in a zone."""
        self.move(datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone)) - self.clock.now())

    async def starts(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.end_to_end.movable_bot",
            "run",
            env=self.environ,
            cwd=self.folder,
            stderr=self._log,
            stdout=self._log,
        )

    async def is_killed(self) -> None:
        """Kill -9, whatever it is doing."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def stops(self) -> int:
        """Send SIGTERM and return the exit code, which is not 0 where the bot itself cut its stopping short."""
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), 60)

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._process is not None
        return self._process

    @property
    def database(self) -> Path:
        return self.folder / "data" / "goldseam.db"

    @property
    def health(self) -> dict[str, Any]:
        """What the health file says; nothing where there is none."""
        with suppress(FileNotFoundError):
            found: dict[str, Any] = json.loads((self.folder / "data" / "health.json").read_text())
            return found
        return {}

    async def close(self) -> None:
        if self._process is not None and self._process.returncode is None:
            await self.is_killed()
        self._log.close()

    @property
    def log(self) -> str:
        """Everything that the bot printed so far."""
        return (self.folder / "log").read_text()

    async def until(self, is_so: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
        """Wait until something is so; the log tells why not, if it never is."""
        try:
            async with asyncio.timeout(patience):
                while not is_so():
                    # What stands in a file or a log comes without a change in Telegram.
                    with suppress(TimeoutError):
                        async with asyncio.timeout(GLANCE_SECONDS):
                            await self.telegram.world.changes.after(self.telegram.world.changes.number)
        except TimeoutError:
            raise AssertionError(f"never: {what}\n{self.log[-3000:]}") from None


class Hand:
    """A person's hand and eyes, in real time."""

    def __init__(self, machine: Machine, body: Person) -> None:
        self._machine = machine
        self.body = body

    @property
    def seen(self) -> list[SeenMessage]:
        return [message for message in self.body.messages if message.is_from_bot]

    @property
    def is_kept(self) -> bool:
        """Whether the bot has shown that it kept something."""
        return any("✍" in message.reactions for message in self.body.messages)

    async def sees(self, text: str) -> SeenMessage:
        """Wait until a message of the bot says this; return the newest that does."""
        await self._machine.until(lambda: self._with(text), f"{text!r} seen")
        return self._with(text)[-1]

    def _with(self, text: str) -> list[SeenMessage]:
        return [message for message in self.seen if text in message.text]

    def taps(self, label: str) -> None:
        """Tap the newest button that begins so; waits for nothing."""
        message, button = self.button(label)
        self.body.taps(message.id, button or "")

    def button(self, label: str) -> tuple[SeenMessage, str | None]:
        return next(
            (message, button.data)
            for message in reversed(self.seen)
            for row in message.rows
            for button in row
            if button.label.startswith(label)
        )

    async def taps_until(self, label: str, text: str) -> None:
        """Wait for a button, tap it, and wait for what the bot says then."""
        await self.has(label)
        self.taps(label)
        await self.sees(text)

    async def has(self, label: str) -> None:
        """Wait until there is a button that begins so."""
        await self._machine.until(
            lambda: any(each.startswith(label) for message in self.seen for each in message.labels),
            f"button {label!r}",
        )


@asynccontextmanager
async def machine(folder: Path, at: str, zone: str = "Europe/Istanbul") -> AsyncIterator[Machine]:
    """Set a machine up at a wall time; the bot is not started yet."""
    clock = MovableClock()
    telegram = Telegram(TOKEN, clock.now)
    page = await serve(telegram, "127.0.0.1", 0)
    opened = Machine(folder, clock, telegram, page)
    opened.set_clock(at, zone)
    try:
        yield opened
    finally:
        await opened.close()
        await page.close()


@asynccontextmanager
async def inhabited(folder: Path, at: str, people: int = 1) -> AsyncIterator[tuple[Machine, list[Hand]]]:
    """Set a machine up with people who have been welcomed already, and are asked at 21:00; the bot is not started."""
    async with machine(folder, at) as box:
        box.environ["BOT_SECRET_KEY"] = SECRET
        box.database.parent.mkdir(mode=0o700)
        ids = await _settled(box.database.parent, at, people)
        hands = [Hand(box, box.telegram.join(telegram_id, "Ana", "en")) for telegram_id in ids]
        for hand in hands:
            hand.body.says("/start")  # a bot may not write first
        box.telegram.world.updates.forget()
        yield box, hands


async def _settled(folder: Path, at: str, people: int) -> list[int]:
    """Have one person go through the welcome, and others stand where they then stand; return their Telegram ids."""
    async with stage(folder, at) as scene:
        ana = scene.person("Ana")
        await ana.is_welcomed()
        await ana.taps("At 21:00")
        ids = [ana.body.id + number for number in range(people)]
        participants, now = scene.store.participants, scene.clock.now()
        async with scene.store.db.transaction() as tx:
            model = await participants.find(tx, ids[0])
            assert model is not None
            for telegram_id in ids[1:]:
                added = await participants.add(tx, telegram_id, "en", now)
                settled = replace(model, id=added.id, telegram_id=telegram_id)
                await participants.save(tx, settled)
                await plan_next(scene.store, tx, settled, now)
    return ids
