"""What one kept answer costs, room by room: processor time of a bot with a clock at its doors, beside one without."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.bots import Bot, goldseam
from benchmarks.people import People
from benchmarks.table import spread
from benchmarks.throughput import MESSAGES_PER_SECOND, PEOPLE, TAPS, WARM_UP, run
from benchmarks.timed_bot import FIRST, LAST, TOLD

ROUNDS = 3


async def cost(people: People, rounds: int | None) -> bool:
    """Measure in turns and tell; nothing is promised of it."""
    rounds = rounds or ROUNDS
    wholes: list[float] = []
    rooms: list[dict[str, float]] = []
    for number in range(rounds):
        print(f"cost, round {number + 1} of {rounds}", file=sys.stderr)
        plain = goldseam("Goldseam", await people.database(PEOPLE, "whole"), MESSAGES_PER_SECOND)
        wholes.append((await run(plain))[0].cpu * 1_000)
        database = await people.database(PEOPLE, "timed")
        told = database.with_suffix(".json")
        await run(_timed(goldseam("Goldseam", database, MESSAGES_PER_SECOND), told))
        rooms.append(_read(told))
    _tell(wholes, rooms)
    return True


def _timed(bot: Bot, told: Path) -> Bot:
    environment = {FIRST: str(WARM_UP), LAST: str(WARM_UP + TAPS), TOLD: str(told)}
    return replace(
        bot, command=["benchmarks.timed_bot", "run"], environment={**bot.environment, **environment}
    )


def _read(told: Path) -> dict[str, float]:
    """Return what each room took of a tap, in microseconds."""
    spent: dict[str, float] = json.loads(told.read_text(encoding="ascii"))
    return {room: nanoseconds / TAPS / 1_000 for room, nanoseconds in spent.items()}


def _tell(wholes: Sequence[float], rooms: Sequence[dict[str, float]]) -> None:
    whole = median(wholes)
    print(f"\n{'one kept answer':<40}{'CPU, µs':>24}{'share':>8}    medians of {len(wholes)} (least–most)")
    found = {
        room: [each.get(room, 0.0) for each in rooms]
        for room in {name: None for each in rooms for name in each}
    }
    for room in sorted(found, key=lambda room: -median(found[room])):
        print(f"{room:<40}{spread(found[room]):>24}{median(found[room]) / whole:>8.0%}")
    rest = whole - sum(median(values) for values in found.values())
    # Below nothing: what the clock costs beyond what was taken off for it.
    print(f"{'not explained':<40}{rest:>24.0f}{rest / whole:>8.0%}")
    print(f"{'the whole, of a bot without such a clock':<40}{spread(wholes):>24}{1:>8.0%}")
