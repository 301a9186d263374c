"""What a picture costs beside a plain line chart of matplotlib's, how taps fare meanwhile, and what memory it takes."""

from __future__ import annotations

import asyncio
import io
import json
import struct
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median

from benchmarks.bots import TOKEN, goldseam, running
from benchmarks.drawings import drawings
from benchmarks.people import FIRST_ID, People
from benchmarks.table import kept, percentile, spread
from benchmarks.taps import Waits, _card, _tap
from bot.clock import SystemClock
from bot.content.catalogue import Content
from bot.pictures.painter import Drawing
from bot.pictures.studio import Studio
from bot.simulator.people import Person
from bot.simulator.server import serve
from bot.simulator.telegram import Telegram

ROUNDS = 15
SHARE = 0.5
PICTURES = 100
TAPS = 60
TAP_EVERY_SECONDS = 0.015
MORE_MILLISECONDS = 50.0
FEW, MANY = 100, 1_100
FIRST_MEBIBYTES = 40.0
NOTHING_MEBIBYTES = 4.0
"""What a process of this size gains and loses by itself: from run to run -3 to +3, and with 2,500 more no more than that."""
PATIENCE_SECONDS = 120.0
LOOK_SECONDS = 0.05


async def pictures(people: People, rounds: int | None) -> bool:
    """Measure and tell; return whether the promises are kept."""
    return all([await _tell_cost(rounds or ROUNDS), await _tell_taps(people), await _tell_memory()])


async def _tell_cost(rounds: int) -> bool:
    studio = Studio()
    words = Content.load().words("tr")
    kinds = drawings(words, 0)
    ours: dict[str, list[float]] = {name: [] for name in kinds}
    theirs: dict[str, list[float]] = {name: [] for name in kinds}
    for number in range(rounds + 1):
        print(f"pictures, round {number} of {rounds}", file=sys.stderr)
        for name, drawing in drawings(words, number).items():
            drawn_in, png = await _drawn(studio, drawing)
            chart_in = _cpu_milliseconds(lambda png=png: _chart(*_size(png)))  # type: ignore[misc]
            if number:  # the first of each warms up
                ours[name].append(drawn_in)
                theirs[name].append(chart_in)
    studio.close()
    print(f"\n{'processor time, ms':<28}{'Goldseam':>22}{'matplotlib':>22}{'ratio':>8}    of {rounds}")
    ratios = {name: median(ours[name]) / median(theirs[name]) for name in kinds}
    for name, ratio in ratios.items():
        print(f"{name:<28}{spread(ours[name]):>22}{spread(theirs[name]):>22}{ratio:>8.2f}")
    return kept(
        f"every kind at most {SHARE:g} of a plain line chart of the same size", max(ratios.values()) <= SHARE
    )


async def _drawn(studio: Studio, drawing: Drawing) -> tuple[float, bytes]:
    began = time.process_time()
    png = await studio.draw(drawing)
    return (time.process_time() - began) * 1000, png


def _cpu_milliseconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def _size(png: bytes) -> tuple[int, int]:
    """Return width and height from a PNG's first chunk."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _chart(width: int, height: int) -> bytes:
    """Draw two lines of seven days with their legend, as plainly as matplotlib does."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 (the other parts do without)
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(width / 100, height / 100), dpi=100)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot(range(7), [3, 4, 2, 5, 4, 3, 4], marker="o", label="one")
    axes.plot(range(7), [2, 3, 3, 4, 4, 2, 5], marker="s", linestyle="--", label="other")
    axes.legend()
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


async def _tell_taps(people: People) -> bool:
    idle, busy, meanwhile = await _taps(people)
    more = (_slow(busy) - median(idle.answered)) * 1000
    for name, waits in (("a tap, idle", idle), (f"a tap while {PICTURES} are drawn", busy)):
        took = [each * 1000 for each in waits.answered]
        print(f"{name:<28}{spread(took):>22} ms    of {TAPS}")
    print(f"pictures that came while those taps were answered: {meanwhile} of {PICTURES}")
    return kept(f"nineteen of twenty within {MORE_MILLISECONDS:g} ms of idle", more <= MORE_MILLISECONDS)


def _slow(waits: Waits) -> float:
    """Return the wait that one in twenty exceeds: the slowest few are as slow with pictures that are ready drawn."""
    return percentile(waits.answered, 95)


async def _taps(people: People) -> tuple[Waits, Waits, int]:
    """Let people tap, at first alone and then while others' pictures are drawn.

    Returns the waits, and how many pictures had come when the last tap was answered.
    """
    telegram = Telegram(TOKEN, SystemClock().now)
    serving = await serve(telegram, "127.0.0.1", 0)
    crowd = [telegram.join(FIRST_ID + number, "Deniz", "tr") for number in range(2 * TAPS + PICTURES)]
    tapping, looking = crowd[: 2 * TAPS], crowd[2 * TAPS :]
    bot = goldseam("Goldseam", await people.database(1_000, "pictured"))
    try:
        async with running(bot, serving.url) as process, asyncio.timeout(PATIENCE_SECONDS):
            for person in tapping:
                person.says("/checkin")
            while not all(_card(person) for person in tapping):
                process.require_alive()
                await asyncio.sleep(LOOK_SECONDS)
            idle = await _paced(telegram, tapping[:TAPS])
            for person in looking:
                person.says("/streak")
            while not _pictured(looking):  # that a hundred write at once is another matter, and over then
                process.require_alive()
                await asyncio.sleep(LOOK_SECONDS)
            busy = await _paced(telegram, tapping[TAPS:])
            meanwhile = _pictured(looking)
            while _pictured(looking) < PICTURES:
                process.require_alive()
                await asyncio.sleep(LOOK_SECONDS)
    finally:
        await serving.close()
    return idle, busy, meanwhile


async def _paced(telegram: Telegram, tapping: Sequence[Person]) -> Waits:
    """Let people tap one after the other, each without waiting for the card of the one before."""
    waits = Waits()
    async with asyncio.TaskGroup() as group:
        for person in tapping:
            group.create_task(_tap(telegram, person, waits))
            await asyncio.sleep(TAP_EVERY_SECONDS)
    return waits


def _pictured(looking: Sequence[Person]) -> int:
    """Return how many people have got their picture."""
    return sum(any(each.photo for each in person.messages) for person in looking)


async def _tell_memory() -> bool:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.drawings", str(FEW), str(MANY), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    before, few, many = json.loads(said)
    print(f"MiB: {before:.0f} before, {few:.0f} after {FEW:,} pictures, {many:.0f} after {MANY:,}")
    return kept(
        f"the first {FEW:,} take at most {FIRST_MEBIBYTES:g} MiB, and {MANY - FEW:,} more none",
        few - before <= FIRST_MEBIBYTES and many - few <= NOTHING_MEBIBYTES,
    )
