"""`python -m benchmarks [part …]`: measures, prints medians, and fails where a promise is broken."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.cost import cost
from benchmarks.due import due
from benchmarks.fan_out import CASES, Case, fan_out
from benchmarks.people import People
from benchmarks.pictures import pictures
from benchmarks.start import start
from benchmarks.taps import taps
from benchmarks.throughput import throughput

Part = Callable[[People, int | None], Awaitable[bool]]
"""Measure so many rounds (None: as many as the part thinks right) and print; return whether the promises are kept."""


async def main(parts: Sequence[Part], rounds: int | None) -> int:
    """Measure one part after the other; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="goldseam-bench-") as folder:
        people = People(Path(folder))
        are_kept = [await part(people, rounds) for part in parts]
    return 0 if all(are_kept) else 1


def chosen(arguments: Sequence[str]) -> tuple[Sequence[Part], int | None]:
    """Read the command line: which parts, and how many rounds of each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; all by default")
    parser.add_argument("--rounds", type=int, help="how often each is measured")
    parser.add_argument(
        "--case",
        type=_case,
        action="append",
        metavar="PEOPLE:LIMIT",
        help=f"of the fan-out; by default {' and '.join(f'{each.people}:{each.limit}' for each in CASES)}",
    )
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    parts: dict[str, Part] = {**PARTS, "fan-out": partial(fan_out, cases=options.case or CASES)}
    return [parts[name] for name in options.names or PARTS], options.rounds


def _case(text: str) -> Case:
    people, limit = map(int, text.split(":"))
    return Case(people, limit)


PARTS: dict[str, Part] = {
    "start": start,
    "due": due,
    "taps": taps,
    "throughput": throughput,
    "cost": cost,
    "pictures": pictures,
    "fan-out": fan_out,
}


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*chosen(sys.argv[1:]))))
