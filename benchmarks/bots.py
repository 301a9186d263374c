"""The bots that are measured, and how one is started as a process of its own and ended."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from benchmarks.people import SECRET

TOKEN = "123456789:a-token-that-opens-nothing-but-a-bench"
LINES = 20


@dataclass(frozen=True, slots=True)
class Bot:
    """Something that polls: its name, what stands behind `python -m`, and what it needs in its environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


BARE = Bot("a bare python-telegram-bot", ["benchmarks.bare_bot"])


def goldseam(name: str, database: Path, messages_per_second: int | None = None) -> Bot:
    """Return the real bot on a database of the benchmarks'; without a limit of its own it keeps to the default."""
    environment = {
        "BOT_HOST_NAME": "the bench",
        "BOT_HOST_CONTACT": "nobody",
        "BOT_ACCESS": "everyone",
        "BOT_SECRET_KEY": SECRET,
        "DATABASE_URL": f"sqlite:///{database}",
    }
    if messages_per_second is not None:
        environment["BOT_DELIVERY__MESSAGES_PER_SECOND"] = str(messages_per_second)
    return Bot(name, ["bot", "run"], environment)


@dataclass(frozen=True, slots=True)
class Running:
    """A bot's process, and the file that takes what it says: a pipe that nobody empties would stop it."""

    process: asyncio.subprocess.Process
    log: IO[bytes]

    @property
    def pid(self) -> int:
        return self.process.pid

    def require_alive(self) -> None:
        """Raise RuntimeError with what the process said last, where it has ended."""
        if self.process.returncode is not None:
            raise RuntimeError(self.said)

    @property
    def said(self) -> str:
        """The last lines that it said."""
        self.log.seek(0)
        return "\n".join(self.log.read().decode(errors="replace").splitlines()[-LINES:])


@asynccontextmanager
async def running(bot: Bot, telegram_url: str) -> AsyncIterator[Running]:
    """Run a bot against a Telegram at `telegram_url`; when that is over, it is asked to end."""
    given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": telegram_url}
    with tempfile.TemporaryFile() as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *bot.command,
            env={**os.environ, **bot.environment, **given},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=log,
        )
        try:
            yield Running(process, log)
        finally:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


def cpu_seconds(pid: int) -> float:
    """Return how long a process has kept a processor busy so far, all of its threads and ended children together."""
    # The name of the program stands in brackets and may hold anything; what counts comes behind them.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
