"""`python -m tests.simulation 5000 --first 0 --processes 2`: tells that many seeds' stories and says what happened in them."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.simulation.ledger import LawBroken
from tests.simulation.story import Plan, Told, tell

MEMORY = Path("/dev/shm")


def told(seed: int) -> Told:
    """Tell one seed's story, on a disk in memory where there is one."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        try:
            return tell(seed, Path(folder))
        except Exception as error:  # noqa: BLE001  so that the others are told, too
            return Told(Plan.of(seed), Counter(), [LawBroken("a story comes to its end", repr(error))])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("seeds", type=int, help="how many")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.seeds)
    started, counts, broken = time.perf_counter(), Counter[str](), 0
    with ProcessPoolExecutor(asked.processes) as pool:
        for story in pool.map(told, seeds, chunksize=8):
            counts += story.counts
            if story.broken:
                broken += 1
                sys.stdout.write(f"{story}\n")
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{summary(counts)}\n")
    sys.stdout.write(
        f"{asked.seeds} seeds from {asked.first} in {seconds:.0f} s: {broken} with a broken law\n"
    )
    return 1 if broken else 0


def summary(counts: Counter[str]) -> str:
    """Return what happened in all stories, sorted by name."""
    return "\n".join(f"{number:>9}  {name}" for name, number in sorted(counts.items()))


if __name__ == "__main__":
    sys.exit(main())
