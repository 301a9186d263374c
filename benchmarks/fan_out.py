"""Everybody is due in the same minute: how late the last one is asked, what it costs, and how long others' taps wait."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.bots import Running, cpu_seconds, goldseam, running
from benchmarks.crowd import Crowd, Waits
from benchmarks.lean_telegram import LeanTelegram, lean_telegram
from benchmarks.people import FIRST_ID, People, make_due, today
from benchmarks.table import kept, percentile, spread
from bot.clock import SystemClock

ROUNDS = 1
"""Each takes a minute and more; the figures that are told need `--rounds 5`."""
PROMPTS_SHARE = 2 / 3
MORE = 1.05
SECONDS_MORE = 2.0
ANSWER_SECONDS = 0.3
TAPPING = 100
TAP_EVERY = 0.12
"""Others tap 8 times a second: each makes an edit, and at the default limit that leaves prompts just their share."""
QUIET_SECONDS = 8.0
DUE_IN = timedelta(seconds=2)
ARRIVAL_SECONDS = 0.05
"""A message may take so much longer to arrive than the one before it: what left a second apart arrives closer."""
SETTLE_SECONDS = 1.0
PATIENCE_SECONDS = 30.0


class Case(NamedTuple):
    """So many people due at once, and the limit that the bot is set to, in messages a second."""

    people: int
    limit: int

    @property
    def seconds(self) -> float:
        """How long prompts take at their share of the limit."""
        return self.people / (self.limit * PROMPTS_SHARE)


CASES = (Case(1_000, 30), Case(10_000, 300))


@dataclass(frozen=True, slots=True)
class Run:
    """One fan-out: seconds from the due minute to the last prompt, CPU seconds for 1,000 prompts (the taps' taken off),
    how many went out beyond one for each, the most messages in any one second, and how long taps waited before and meanwhile.
    """

    last_after: float
    cpu: float
    too_many: int
    most_in_a_second: int
    quiet: Waits
    meanwhile: Waits


async def fan_out(people: People, rounds: int | None, cases: Sequence[Case] = CASES) -> bool:
    """Measure each case and tell; return whether the promises are kept."""
    rounds = rounds or ROUNDS
    runs: dict[Case, list[Run]] = {case: [] for case in cases}
    for number in range(rounds):
        for case in cases:
            told = f"{case.people:,} people at {case.limit} a second"
            print(f"fan-out, round {number + 1} of {rounds}: {told}", file=sys.stderr)
            runs[case].append(await _run(case, await people.database(case.people + TAPPING, "due")))
    are_kept = [_tell(case, runs[case]) for case in cases]
    return all(are_kept)


async def _run(case: Case, database: Path) -> Run:
    bot = goldseam("Goldseam", database, case.limit)
    async with lean_telegram() as telegram, running(bot, telegram.url) as process:
        await telegram.until_polled(process)
        crowd = Crowd(telegram, range(case.people, case.people + TAPPING), today())
        prompts = _Prompts(telegram, case.people)
        async with asyncio.TaskGroup() as group:
            tapping = group.create_task(_tap_on(crowd))
            quiet_cpu, quiet = await _during(process, crowd, asyncio.sleep(QUIET_SECONDS))
            make_due(database, case.people, SystemClock().now() + DUE_IN)
            began = time.perf_counter()
            due_at = began + DUE_IN.total_seconds()
            cpu, meanwhile = await _during(
                process, crowd, prompts.until_all_sent(2 * case.seconds + PATIENCE_SECONDS)
            )
            seconds = time.perf_counter() - began
            tapping.cancel()
        await asyncio.sleep(SETTLE_SECONDS)  # a second prompt to somebody would come now
    return Run(
        last_after=prompts.last_at - due_at,
        cpu=(cpu - quiet_cpu / QUIET_SECONDS * seconds) / case.people * 1_000,
        too_many=len(prompts.sent_at) - case.people,
        most_in_a_second=most_in_a_second(sorted((*prompts.sent_at, *crowd.edited_at))),
        quiet=quiet,
        meanwhile=meanwhile,
    )


class _Prompts:
    """Who was asked, and when."""

    def __init__(self, telegram: LeanTelegram, people: int) -> None:
        self.sent_at: list[float] = []
        self.last_at = 0.0
        """When the last of those who were due was asked."""
        self._asked: set[int] = set()
        self._all_sent = asyncio.Event()
        self._people = people
        telegram.on_send = self._sent

    def _sent(self, chat_id: int) -> None:
        self.sent_at.append(time.perf_counter())
        if chat_id < FIRST_ID + self._people:
            self._asked.add(chat_id)
        if len(self._asked) == self._people and not self._all_sent.is_set():
            self.last_at = time.perf_counter()
            self._all_sent.set()

    async def until_all_sent(self, seconds: float) -> None:
        """Wait until everybody was asked; RuntimeError where that takes too long."""
        try:
            await asyncio.wait_for(self._all_sent.wait(), seconds)
        except TimeoutError:
            raise RuntimeError(f"{len(self._asked):,} of {self._people:,} were asked") from None


async def _tap_on(crowd: Crowd) -> None:
    while True:
        crowd.tap()
        await asyncio.sleep(TAP_EVERY)


async def _during(process: Running, crowd: Crowd, something: Awaitable[object]) -> tuple[float, Waits]:
    """Wait for something; return a process's CPU seconds and the taps' waits meanwhile."""
    crowd.waits = Waits()
    before = cpu_seconds(process.pid)
    await something
    return cpu_seconds(process.pid) - before, crowd.waits


def most_in_a_second(times: Sequence[float]) -> int:
    """Return the most of some sorted instants that lie within a second, less what the way here may have taken off."""
    most = first = 0
    for last, at in enumerate(times):
        while at - times[first] >= 1 - ARRIVAL_SECONDS:
            first += 1
        most = max(most, last - first + 1)
    return most


def _tell(case: Case, runs: Sequence[Run]) -> bool:
    allowed = case.seconds * MORE + SECONDS_MORE
    head = f"{case.people:,} due, {case.limit} a second"
    print(f"\n{head:<36}{'':>24}    medians of {len(runs)} (least–most)")
    rows: dict[str, Sequence[float]] = {
        "last prompt, s after the minute": [run.last_after for run in runs],
        "CPU s for 1,000 prompts": [run.cpu for run in runs],
        "most messages in a second": [run.most_in_a_second for run in runs],
    }
    for percent in (50, 99):
        for name, waits in (
            ("quiet", [run.quiet for run in runs]),
            ("meanwhile", [run.meanwhile for run in runs]),
        ):
            rows[f"a tap answered, {name}, p{percent} ms"] = [
                percentile(each.answered, percent) * 1000 for each in waits
            ]
            rows[f"a tap shown, {name}, p{percent} ms"] = [
                percentile(each.shown, percent) * 1000 for each in waits
            ]
    for name, values in rows.items():
        print(f"{name:<36}{spread(values):>24}")
    answered = [percentile(run.meanwhile.answered, 99) for run in runs]
    return all(
        [
            kept(
                f"the last within {case.seconds:.0f} s + 5% + 2 s",
                max(run.last_after for run in runs) <= allowed,
            ),
            kept(
                f"a tap meanwhile answered within {ANSWER_SECONDS * 1000:.0f} ms at p99",
                median(answered) <= ANSWER_SECONDS,
            ),
            kept("nobody asked twice, and nobody who was not due", not any(run.too_many for run in runs)),
            kept("never above the limit", all(run.most_in_a_second <= case.limit for run in runs)),
        ]
    )
