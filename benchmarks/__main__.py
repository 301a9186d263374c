"""`make bench`: measures in turns, prints medians beside the bare bot's, and fails where a promise is broken."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.bots import BARE, Bot, goldseam
from benchmarks.people import make_database
from benchmarks.start import Start, medians, start
from benchmarks.taps import Waits, taps

ROUNDS = 5
CROWDS = (10, 10_000)
SECONDS_MORE = 1.0
MEBIBYTES_MORE = 40.0
TAP_SECONDS = 1.0


async def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        ours = []
        for people in CROWDS:
            database = Path(folder) / f"{people}.db"
            await make_database(database, people)
            ours.append(goldseam(f"Goldseam, {people:,} people", database))
        bots = [BARE, *ours]
        starts = await _started_in_turns(bots)
        alone, crowd = await taps(ours[-1])
    is_kept = [_tell_starts(bots, starts), _tell_taps(alone, crowd)]
    return 0 if all(is_kept) else 1


async def _started_in_turns(bots: list[Bot]) -> list[Start]:
    """Start the bots in turns, so that whatever else the machine does meets all of them; return their medians."""
    starts: dict[str, list[Start]] = {bot.name: [] for bot in bots}
    for number in range(ROUNDS):
        for bot in bots:
            print(f"round {number + 1} of {ROUNDS}: {bot.name}", file=sys.stderr)
            starts[bot.name].append(await start(bot))
    return [medians(starts[bot.name]) for bot in bots]


def _tell_starts(bots: list[Bot], starts: list[Start]) -> bool:
    bare, *ours = starts
    print(f"\n{'':<28}{'first poll':>18}{'idle memory':>24}    medians of {ROUNDS}")
    for bot, each in zip(bots, starts, strict=True):
        seconds = f"{each.seconds:.2f} s ({each.seconds - bare.seconds:+.2f})"
        memory = f"{each.mebibytes:.1f} MiB ({each.mebibytes - bare.mebibytes:+.1f})"
        print(f"{bot.name:<28}{seconds:>18}{memory:>24}")
    is_soon = all(each.seconds - bare.seconds <= SECONDS_MORE for each in ours)
    is_small = all(each.mebibytes - bare.mebibytes <= MEBIBYTES_MORE for each in ours)
    told = f"within {SECONDS_MORE:g} s and {MEBIBYTES_MORE:g} MiB of the bare bot"
    print(f"{told}: {'yes' if is_soon and is_small else 'NO'}")
    return is_soon and is_small


def _tell_taps(alone: Waits, crowd: Waits) -> bool:
    print(f"\n{'a tap is':<28}{'answered':>18}{'shown on the card':>24}    median, worst")
    for name, waits in (
        (f"{len(alone.answered)} one by one", alone),
        (f"{len(crowd.answered)} at once", crowd),
    ):
        print(f"{name:<28}{_milliseconds(waits.answered):>18}{_milliseconds(waits.shown):>24}")
    is_prompt = max(alone.answered + crowd.answered) <= TAP_SECONDS
    print(f"answered within {TAP_SECONDS:g} s: {'yes' if is_prompt else 'NO'}")
    return is_prompt


def _milliseconds(seconds: list[float]) -> str:
    return f"{median(seconds) * 1000:.0f}, {max(seconds) * 1000:.0f} ms"


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
