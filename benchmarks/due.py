"""How long the dispatcher's questions take: who is due, whose day has ended, with few people and with many."""

from __future__ import annotations

import sys
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from statistics import median

from benchmarks.people import CROWDS, People, make_due, open_store
from benchmarks.table import kept, spread
from bot.clock import SystemClock
from bot.storage.agenda import agenda
from bot.storage.store import Store

ROUNDS = 5
QUESTIONS = 200
DUE = 100
LONG_BEFORE = timedelta(days=1)
TIMES_AT_MOST = 2.0


async def due(people: People, rounds: int | None) -> bool:
    """Ask databases in turns and tell; return whether the promise is kept."""
    rounds = rounds or ROUNDS
    stores = []
    for crowd in CROWDS:
        path = await people.database(crowd, f"asked-{crowd}")
        make_due(path, DUE, SystemClock().now() - timedelta(seconds=1))
        stores.append(await open_store(path))
    took: dict[str, list[list[float]]] = {name: [[] for _ in CROWDS] for name in QUERIES}
    for number in range(rounds):
        print(f"due, round {number + 1} of {rounds}", file=sys.stderr)
        for name, ask in QUERIES.items():
            for store, times in zip(stores, took[name], strict=True):
                times.append(await _median_us(ask, store))
    for store in stores:
        await store.db.close()
    return _tell(took)


async def _due(store: Store) -> None:
    await _require_due(store, SystemClock().now(), DUE)


async def _not_due(store: Store) -> None:
    await _require_due(store, SystemClock().now() - LONG_BEFORE, 0)


async def _require_due(store: Store, now: datetime, number: int) -> None:
    async with store.db.transaction() as tx:
        found = await agenda(store, tx, now, DUE)
    if len(found) != number:
        raise RuntimeError(f"{len(found)} are due, not {number}")


async def _ended(store: Store) -> None:
    await store.participants.ending(store.db, SystemClock().now(), DUE)


QUERIES: dict[str, Callable[[Store], Awaitable[None]]] = {
    f"who is due ({DUE} are)": _due,
    "who is due (nobody is)": _not_due,
    "whose day has ended (nobody's)": _ended,
}


async def _median_us(ask: Callable[[Store], Awaitable[None]], store: Store) -> float:
    """Ask many times; return the median in microseconds."""
    took = []
    for _ in range(QUESTIONS):
        began = time.perf_counter()
        await ask(store)
        took.append(time.perf_counter() - began)
    return median(took) * 1e6


def _tell(took: dict[str, list[list[float]]]) -> bool:
    few, many = (f"{crowd:,} people, µs" for crowd in CROWDS)
    rounds = len(next(iter(took.values()))[0])
    print(f"\n{'':<32}{few:>24}{many:>24}{'ratio':>8}    medians of {rounds} (least–most)")
    ratios = []
    for name, (with_few, with_many) in took.items():
        ratios.append(median(with_many) / median(with_few))
        print(f"{name:<32}{spread(with_few):>24}{spread(with_many):>24}{ratios[-1]:>8.2f}")
    return kept(f"at most {TIMES_AT_MOST:g} times as long with many", max(ratios) <= TIMES_AT_MOST)
