"""How many taps a second a bot takes, how long they wait, and what they cost: Goldseam and the bare bot on the same work.

Goldseam does everything that it promises: inbox, rules, encryption, a commit that a power cut cannot undo, answer, edit.
It is set up as a bot with paid broadcasts, and everybody taps so seldom that no chat's pace is what is measured.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.bots import BARE, Bot, cpu_seconds, goldseam, running
from benchmarks.crowd import Crowd, Waits, last_answers
from benchmarks.lean_telegram import lean_telegram
from benchmarks.people import People, open_store, today
from benchmarks.table import kept, percentile, spread

ROUNDS = 5
PEOPLE = 1_000
WARM_UP = 500
TAPS = 3_000
AT_ONCE = 50
ALONE = 200
MESSAGES_PER_SECOND = 1_000
TIMES_FASTER = 1.5
BUSY_AT_MOST = 0.5
PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Run:
    """One bot's run: taps a second, CPU seconds for 1,000 of them, how busy Telegram was, and how long taps waited."""

    per_second: float
    cpu: float
    telegram_busy: float
    waits: Waits
    alone: Waits


async def throughput(people: People, rounds: int | None) -> bool:
    """Measure in turns and tell; return whether the promises are kept."""
    rounds = rounds or ROUNDS
    bare: list[Run] = []
    ours: list[Run] = []
    for number in range(rounds):
        print(f"throughput, round {number + 1} of {rounds}", file=sys.stderr)
        database = await people.database(PEOPLE, "tapped")
        bare.append((await run(BARE))[0])
        one, made = await run(goldseam("Goldseam", database, MESSAGES_PER_SECOND))
        ours.append(one)
        await _require_kept(database, made)
    return _tell(bare, ours)


async def run(bot: Bot) -> tuple[Run, dict[int, int]]:
    """Let the crowd tap; return what was measured once the bot was warm, and how often each person tapped."""
    async with lean_telegram() as telegram, running(bot, telegram.url) as process:
        crowd = Crowd(telegram, range(PEOPLE), today())
        async with asyncio.timeout(PATIENCE_SECONDS):
            await telegram.until_polled(process)
            await crowd.keep_tapping(AT_ONCE, WARM_UP)
            waits = crowd.waits = Waits()
            began, cpu, own_cpu = time.perf_counter(), cpu_seconds(process.pid), time.process_time()
            await crowd.keep_tapping(AT_ONCE, TAPS)
            seconds = time.perf_counter() - began
            cpu, own_cpu = cpu_seconds(process.pid) - cpu, time.process_time() - own_cpu
            await crowd.rest()
            alone = crowd.waits = Waits()
            await crowd.keep_tapping(1, ALONE)
            await crowd.rest()
    measured = Run(TAPS / seconds, cpu / TAPS * 1_000, own_cpu / seconds, waits, alone)
    return measured, crowd.made


async def _require_kept(path: Path, made: dict[int, int]) -> None:
    """Raise where an answer is not in the database: a bot that loses some has an easy time."""
    store = await open_store(path)
    try:
        for telegram_id, taps in made.items():
            participant = await store.participants.find(store.db, telegram_id)
            if participant is None:
                raise RuntimeError("somebody is missing")
            found = await store.checkins.find(store.db, participant.id, today())
            kept = (found.safety, found.openness) if found else (None, None)
            if kept != last_answers(telegram_id, taps):
                raise RuntimeError(
                    f"{taps} taps should have kept {last_answers(telegram_id, taps)}, not {kept}"
                )
    finally:
        await store.db.close()


ROWS: dict[str, Callable[[Run], float]] = {
    "taps a second": lambda run: run.per_second,
    "CPU ms a tap": lambda run: run.cpu,
    "answered, p50 ms": lambda run: percentile(run.waits.answered, 50) * 1000,
    "answered, p99 ms": lambda run: percentile(run.waits.answered, 99) * 1000,
    "shown, p50 ms": lambda run: percentile(run.waits.shown, 50) * 1000,
    "shown, p99 ms": lambda run: percentile(run.waits.shown, 99) * 1000,
    "alone: answered, p50 ms": lambda run: percentile(run.alone.answered, 50) * 1000,
    "alone: answered, p99 ms": lambda run: percentile(run.alone.answered, 99) * 1000,
    "alone: shown, p50 ms": lambda run: percentile(run.alone.shown, 50) * 1000,
    "alone: shown, p99 ms": lambda run: percentile(run.alone.shown, 99) * 1000,
    "Telegram itself busy": lambda run: run.telegram_busy,
}


def _tell(bare: Sequence[Run], ours: Sequence[Run]) -> bool:
    head = f"{TAPS:,} taps, {AT_ONCE} at once"
    print(
        f"\n{head:<28}{'a bare bot':>22}{'Goldseam':>22}{'ratio':>8}    medians of {len(ours)} (least–most)"
    )
    ratios = {}
    for name, of in ROWS.items():
        theirs, own = [of(run) for run in bare], [of(run) for run in ours]
        ratios[name] = median(own) / median(theirs)
        print(f"{name:<28}{spread(theirs):>22}{spread(own):>22}{ratios[name]:>8.2f}")
    return all(
        [
            kept(
                f"at least {TIMES_FASTER:g} times the taps a second", ratios["taps a second"] >= TIMES_FASTER
            ),
            kept("less CPU a tap", ratios["CPU ms a tap"] < 1),
            kept(
                f"no waiting for Telegram (busy below {BUSY_AT_MOST:g})",
                max(run.telegram_busy for run in (*bare, *ours)) < BUSY_AT_MOST,
            ),
        ]
    )
