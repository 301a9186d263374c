"""`python -m benchmarks.drawings COUNT …`: draws so many pictures, in a process of its own, and prints MiB held after each."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from random import Random

from bot.cards import pictures
from bot.content.catalogue import Content
from bot.content.words import Words
from bot.domain.day import State
from bot.domain.span import DayAnswers
from bot.pictures.painter import Drawing
from bot.pictures.studio import Studio

LAST_ON = date(2026, 11, 22)
LENGTHS = (7, 30, 90)


def drawings(words: Words, seed: int) -> dict[str, Drawing]:
    """Return one drawing of each kind for somebody who has been there for a while, by its name."""
    chance = Random(seed)
    ons = [LAST_ON - timedelta(days=ago) for ago in range(90)]
    answers = [
        DayAnswers(on, chance.randint(1, 5), chance.randint(1, 5), chance.randint(0, 1), is_kept=True)
        for on in ons
        if chance.random() < 0.85
    ]
    states = {on: chance.choice(list(State)) for on in ons}
    days = {f"{each} days": pictures.days(words, answers, LAST_ON, each).drawing for each in LENGTHS}
    return {
        **days,
        "calendar": pictures.calendar(words, states, LAST_ON).drawing,
        "vessel": pictures.vessel(words, f"somebody {seed}", 60).drawing,
        "vessel, full shelf": pictures.vessel(words, f"somebody else {seed}", 230).drawing,
    }


def resident_mebibytes(pid: int) -> float:
    """Return the resident memory of a process."""
    found = re.search(r"^VmRSS:\s+(\d+) kB$", Path(f"/proc/{pid}/status").read_text("ascii"), re.MULTILINE)
    if found is None:
        raise RuntimeError(f"process {pid} has ended")
    return int(found[1]) / 1024


async def main(counts: list[int]) -> None:
    """Draw until so many have been drawn, everybody's different; print the memory before, and at each count."""
    words = Content.load().words("tr")
    studio = Studio()
    held = [resident_mebibytes(os.getpid())]
    different = _different(words)
    drawn = 0
    for count in counts:
        for _ in range(count - drawn):
            await studio.draw(next(different))
        drawn = count
        held.append(resident_mebibytes(os.getpid()))
    studio.close()
    print(json.dumps(held))


def _different(words: Words) -> Iterator[Drawing]:
    """Yield drawings of all kinds in turn, each of somebody else."""
    for seed, at in enumerate(cycle(range(len(LENGTHS) + 3))):
        yield list(drawings(words, seed).values())[at]


if __name__ == "__main__":
    asyncio.run(main([int(each) for each in sys.argv[1:]]))
