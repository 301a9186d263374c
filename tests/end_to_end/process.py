"""A bot in a process of its own beside a local Telegram over real HTTP, on one clock that the test moves."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import MovableClock
from bot.simulator.people import Person
from bot.simulator.seen import SeenMessage
from bot.simulator.server import serve
from bot.simulator.telegram import Telegram

TOKEN = "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
ROOT = Path(__file__).parents[2]
PATIENCE = 10.0


class Machine:
    """The machine that the bot runs on: starts it, kills it, moves its clock, and looks at what people see."""

    def __init__(self, folder: Path, clock: MovableClock, telegram: Telegram, port: int) -> None:
        self.folder = folder
        self.clock = clock
        self.telegram = telegram
        self._offset = folder / "offset"
        self._log = (folder / "log").open("ab")
        self._process: asyncio.subprocess.Process | None = None
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BOT_")},
            "CLOCK_OFFSET_FILE": str(self._offset),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": f"http://127.0.0.1:{port}",
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
        """Send SIGTERM and return the exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._process.wait(), 10)

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
    opened = Machine(folder, clock, telegram, page.port)
    opened.set_clock(at, zone)
    try:
        yield opened
    finally:
        await opened.close()
        await page.close()
