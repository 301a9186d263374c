"""How long a bot takes from its start to its first question for updates, and how much memory it holds when idle."""

from __future__ import annotations

import asyncio
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.bots import BARE, Bot, goldseam, running
from benchmarks.people import CROWDS, People
from benchmarks.quiet_telegram import quiet_telegram
from benchmarks.table import kept, spread

ROUNDS = 5
SECONDS_MORE = 1.0
MEBIBYTES_MORE = 40.0
TIMES_AT_MOST = 1.1

IDLE_SECONDS = 7.0
"""Two rounds of the dispatcher: what the first one loads belongs to an idle bot."""
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds until the first poll, and MiB of resident memory when idle."""

    seconds: float
    mebibytes: float


async def start(people: People, rounds: int | None) -> bool:
    """Start the bots in turns, so that whatever else the machine does meets all of them; tell, and return whether the
    promises are kept.
    """
    rounds = rounds or ROUNDS
    ours = [
        goldseam(f"Goldseam, {crowd:,} people", await people.database(crowd, f"started-{crowd}"))
        for crowd in CROWDS
    ]
    bots = [BARE, *ours]
    starts: dict[str, list[Start]] = {bot.name: [] for bot in bots}
    for number in range(rounds):
        for bot in bots:
            print(f"start, round {number + 1} of {rounds}: {bot.name}", file=sys.stderr)
            starts[bot.name].append(await _start(bot))
    return _tell(starts)


async def _start(bot: Bot) -> Start:
    """Start a bot, let it idle, measure it, and end it."""
    async with quiet_telegram() as telegram:
        started_at = time.perf_counter()
        async with running(bot, telegram.url) as process, asyncio.timeout(PATIENCE_SECONDS):
            while telegram.polled_at is None:
                process.require_alive()
                await asyncio.sleep(LOOK_SECONDS)
            await asyncio.sleep(IDLE_SECONDS)
            return Start(telegram.polled_at - started_at, _resident_mebibytes(process.pid))


def _resident_mebibytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status, flags=re.MULTILINE)
    if found is None:
        raise RuntimeError(f"process {pid} has ended")
    return int(found[1]) / 1024


def _tell(starts: dict[str, list[Start]]) -> bool:
    rounds = len(starts[BARE.name])
    print(f"\n{'':<28}{'first poll, s':>24}{'idle memory, MiB':>26}    medians of {rounds} (least–most)")
    seconds, memory = {}, {}
    for name, each in starts.items():
        took, held = [one.seconds for one in each], [one.mebibytes for one in each]
        print(f"{name:<28}{spread(took):>24}{spread(held):>26}")
        seconds[name], memory[name] = median(took), median(held)
    few, many = (name for name in starts if name != BARE.name)
    are_kept = [
        kept(
            f"within {SECONDS_MORE:g} s and {MEBIBYTES_MORE:g} MiB of the bare bot",
            all(
                seconds[name] - seconds[BARE.name] <= SECONDS_MORE
                and memory[name] - memory[BARE.name] <= MEBIBYTES_MORE
                for name in (few, many)
            ),
        ),
        kept(
            f"{CROWDS[1]:,} people within 10% of {CROWDS[0]:,} "
            f"({seconds[many] / seconds[few]:.2f} and {memory[many] / memory[few]:.2f} times)",
            seconds[many] <= TIMES_AT_MOST * seconds[few] and memory[many] <= TIMES_AT_MOST * memory[few],
        ),
    ]
    return all(are_kept)
