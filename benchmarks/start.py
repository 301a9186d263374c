"""How long a bot takes from its start to its first question for updates, and how much memory it holds when idle."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.bots import Bot, require_alive, running
from benchmarks.quiet_telegram import quiet_telegram

IDLE_SECONDS = 7.0
"""Two rounds of the dispatcher: what the first one loads belongs to an idle bot."""
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds until the first poll, and MiB of resident memory when idle."""

    seconds: float
    mebibytes: float


def medians(starts: Sequence[Start]) -> Start:
    return Start(median(each.seconds for each in starts), median(each.mebibytes for each in starts))


async def start(bot: Bot) -> Start:
    """Start a bot, let it idle, measure it, and end it."""
    async with quiet_telegram() as telegram:
        started_at = time.perf_counter()
        async with running(bot, telegram.url) as process, asyncio.timeout(PATIENCE_SECONDS):
            while telegram.polled_at is None:
                await require_alive(process)
                await asyncio.sleep(LOOK_SECONDS)
            await asyncio.sleep(IDLE_SECONDS)
            return Start(telegram.polled_at - started_at, _resident_mebibytes(process.pid))


def _resident_mebibytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status, flags=re.MULTILINE)
    if found is None:
        raise RuntimeError(f"process {pid} has ended")
    return int(found[1]) / 1024
