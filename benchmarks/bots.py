"""The bots that are measured, and how one is started as a process of its own and ended."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.people import SECRET

TOKEN = "123456789:a-token-that-opens-nothing-but-a-bench"


@dataclass(frozen=True, slots=True)
class Bot:
    """Something that polls: its name, what stands behind `python -m`, and what it needs in its environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


BARE = Bot("a bare python-telegram-bot", ["benchmarks.bare_bot"])


def goldseam(name: str, database: Path) -> Bot:
    """Return the real bot on a database of the benchmarks'."""
    environment = {
        "BOT_HOST_NAME": "the bench",
        "BOT_HOST_CONTACT": "nobody",
        "BOT_ACCESS": "everyone",
        "BOT_SECRET_KEY": SECRET,
        "DATABASE_URL": f"sqlite:///{database}",
    }
    return Bot(name, ["bot", "run"], environment)


@asynccontextmanager
async def running(bot: Bot, telegram_url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a bot against a Telegram at `telegram_url`; what it says goes to the process's stderr."""
    given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": telegram_url}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *bot.command,
        env={**os.environ, **bot.environment, **given},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.communicate()


async def require_alive(process: asyncio.subprocess.Process) -> None:
    """Raise RuntimeError with what a process said, where it has ended."""
    if process.returncode is not None and process.stderr is not None:
        raise RuntimeError((await process.stderr.read()).decode(errors="replace"))
