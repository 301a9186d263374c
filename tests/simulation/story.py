"""One seed's story: people who live for some days, weather over them, and at the end the laws."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

from bot.cards.look_back import streak_data
from bot.gateway.lanes import Lane
from bot.simulator.chats import Standing
from bot.simulator.faults import Fault, Trouble
from bot.storage import columns
from tests.gateway import fake_time
from tests.simulation import laws
from tests.simulation.ledger import LawBroken
from tests.simulation.line import LANE
from tests.simulation.machine import Machine, rigged
from tests.simulation.people import ASK_TIMES, PLACES, Actor

# Mornings (UTC) before days on which clocks change in Europe, America, Australia and Chile, and ordinary ones.
BEGINNINGS = (
    "2026-10-23",
    "2026-10-30",
    "2026-03-06",
    "2026-03-27",
    "2026-04-03",
    "2026-10-02",
    "2026-09-03",
    "2026-11-23",
    "2026-02-26",
)
CODES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR)
HOUR = 3600.0
SETTLES_WITHIN = 30 * HOUR


@dataclass(frozen=True, slots=True)
class Plan:
    """What a seed is made of."""

    seed: int
    days: int
    people: int
    per_second: int
    fault_rate: float
    prompt_fault_rate: float
    outages: int
    crashes: int
    stops: int
    is_crowd: bool
    dies_while_asking: bool = False
    repeats: float = 0.0
    is_shuffled: bool = False
    renumberings: int = 0
    clock_moves: int = 0
    is_long: bool = False
    """Long enough for people to fall silent, and for what that leads to."""

    @property
    def is_calm(self) -> bool:
        return not (
            self.fault_rate
            or self.prompt_fault_rate
            or self.outages
            or self.crashes
            or self.stops
            or self.dies_while_asking
            or self.clock_moves
        )

    @classmethod
    def of(cls, seed: int) -> Plan:
        rng = random.Random(f"plan {seed}")
        is_calm = seed % 10 == 0
        is_crowd = rng.random() < 0.15
        plan = cls(
            seed=seed,
            days=rng.choice((3, 3, 4, 5)),
            people=rng.randint(8, 12) if is_crowd else rng.randint(2, 5),
            per_second=rng.choice((3, 5)) if is_crowd else 30,
            fault_rate=0.0 if is_calm else rng.choice((0.0, 0.01, 0.05, 0.15)),
            prompt_fault_rate=0.0 if is_calm else rng.choice((0.0, 0.2, 0.6)),
            outages=0 if is_calm else rng.choice((0, 1, 2, 4)),
            crashes=0 if is_calm else rng.choice((0, 1, 3, 8)),
            stops=0 if is_calm else rng.choice((0, 0, 1, 2)),
            is_crowd=is_crowd,
            dies_while_asking=not is_calm and rng.random() < 0.2,
            repeats=rng.choice((0.0, 0.02, 0.1)),
            is_shuffled=rng.random() < 0.3,
            renumberings=rng.choice((0, 0, 1, 3)),
            clock_moves=0 if is_calm else rng.choice((0, 0, 0, 1, 2)),
        )
        is_long = not is_crowd and rng.random() < 0.1
        days, people = rng.randint(17, 26), rng.randint(1, 2)
        return replace(plan, days=days, people=people, is_long=True) if is_long else plan


@dataclass(slots=True)
class Told:
    """How a story ended."""

    plan: Plan
    counts: Counter[str]
    broken: list[LawBroken] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"seed {self.plan.seed}: {self.plan}", *map(str, self.broken[:5]), *self.trace]
        return "\n".join(lines)


def tell(seed: int, folder: Path, plan: Plan | None = None) -> Told:
    """Run a seed's story in virtual time, or another `plan` by that seed; same seed, same story."""
    plan = plan or Plan.of(seed)
    ids = random.Random(f"ids {seed}")
    state = random.getstate()
    random.seed(seed)
    try:
        with patch.object(columns, "uuid4", lambda: UUID(int=ids.getrandbits(128), version=4)):
            return fake_time.run(Story(plan, folder).told())
    finally:
        random.setstate(state)


class Story:
    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan = plan
        self._folder = folder
        self._rng = random.Random(f"story {plan.seed}")
        self._is_stormy = True
        self._is_to_die = plan.dies_while_asking

    async def told(self) -> Told:
        starts_at = datetime.fromisoformat(self._rng.choice(BEGINNINGS)).replace(tzinfo=UTC)
        starts_at += timedelta(hours=self._rng.uniform(0, 24))
        machine = self.machine = Machine(
            self._folder,
            starts_at,
            random.Random(f"machine {self.plan.seed}"),
            per_second=self.plan.per_second,
        )
        with rigged(machine):
            await self._lives()
        self._count()
        return Told(self.plan, machine.ledger.counts, machine.ledger.broken, machine.ledger.seen_before)

    async def _lives(self) -> None:
        machine, plan = self.machine, self.plan
        loop = asyncio.get_running_loop()
        until = loop.time() + plan.days * 24 * HOUR
        machine.telegram.faults.choose = self._trouble_for
        machine.repeats = plan.repeats
        if plan.is_shuffled:
            machine.telegram.world.updates.shuffle(random.Random(f"order {plan.seed}"))
        await machine.starts()
        actors = [self._actor(number) for number in range(plan.people)]
        async with asyncio.TaskGroup() as group:
            weather = [
                group.create_task(self._restarts(until)),
                *(group.create_task(self._outage(until)) for _ in range(plan.outages)),
                *(group.create_task(self._crash(until)) for _ in range(plan.crashes)),
                *(group.create_task(self._stop(until)) for _ in range(plan.stops)),
                *(group.create_task(self._renumbers(until, nth)) for nth in range(plan.renumberings)),
                *(group.create_task(self._moves_clock(until)) for _ in range(plan.clock_moves)),
            ]
            living = [group.create_task(actor.lives(until)) for actor in actors]
            await asyncio.wait(living)
            for task in weather:
                task.cancel()
        self._is_stormy = machine.line.is_down = False
        machine.clock.moved = timedelta()
        machine.disk.trouble = machine.disk.dies_after = machine.line.dies_after = None
        await machine.is_over() if not machine.is_alive else None
        if not machine.is_alive:
            await machine.starts()
        await self._settles(actors)
        await machine.stops()

    def _actor(self, number: int) -> Actor:
        rng = random.Random(f"actor {self.plan.seed} {number}")
        place = rng.choice(PLACES)
        ask_time = rng.choice(ASK_TIMES)
        if self.plan.is_crowd:
            place, ask_time = PLACES[1], "21:00"
        body = self.machine.telegram.join(1000 + number, f"N{number}", rng.choice(("en", "tr")))
        actor = Actor(self.machine, body, rng, ask_time=ask_time, place=place)
        if self.plan.is_long:
            actor.silences = rng.choice(((9, 16), (16, 3), (24,), (8, 8, 8)))
        return actor

    def _trouble_for(self, method: str, _params: Any) -> Trouble | None:
        """Return what a call meets; the clock's own messages meet trouble more often, being few."""
        if not self._is_stormy:
            return None
        rng = self._rng
        is_prompt = method in ("sendMessage", "sendPhoto") and LANE.get() is Lane.PROMPTS
        if is_prompt and self._is_to_die:
            self._is_to_die = False
            asyncio.get_running_loop().call_soon(
                self.machine.dies
            )  # Telegram has acted, and nobody hears of it
            return None
        if rng.random() >= (self.plan.prompt_fault_rate if is_prompt else self.plan.fault_rate):
            return None
        fault = rng.choices(
            list(Fault), [1 if fault in (Fault.FORBIDDEN, Fault.UNAUTHORIZED) else 6 for fault in Fault]
        )[0]
        if fault is Fault.TOO_MANY and method != "getUpdates":
            self.machine.ledger.counts["fault too_many"] += 1
        return Trouble(fault, rng.choice((1, 2, 7, 40, 300)))

    # --- weather

    async def _outage(self, until: float) -> None:
        """Network or database gone, for minutes or a night."""
        rng, machine = self._rng, self.machine
        await asyncio.sleep(self._some_time(until))
        seconds = rng.choice((20.0, 300.0, 2400.0, 3 * HOUR, 9 * HOUR)) * rng.uniform(0.5, 1)
        code = rng.choice((None, None, *CODES))
        machine.ledger.counts["outages"] += 1
        machine.ledger.note(machine.clock.now(), f"OUTAGE {code or 'network'} for {seconds:.0f} s")
        if code is None:
            machine.line.is_down = True
        else:
            machine.disk.trouble = code
        await asyncio.sleep(seconds)
        if code is None:
            machine.line.is_down = False
        else:
            machine.disk.trouble = None
        machine.ledger.note(machine.clock.now(), "outage over")

    async def _crash(self, until: float) -> None:
        """Kill -9 at a statement or a call soon after some instant, which is mostly in the middle of something."""
        rng, machine = self._rng, self.machine
        await asyncio.sleep(self._some_time(until))
        match rng.randint(0, 3):
            case 0:
                machine.dies()
            case 1:
                machine.line.dies_after = rng.randint(0, 6)
            case _:
                machine.disk.dies_after = rng.randint(0, 40)

    async def _renumbers(self, until: float, nth: int) -> None:
        """Have Telegram's numbers start anew, as after a quiet week: lower or higher than any before."""
        machine = self.machine
        await asyncio.sleep(self._some_time(until))
        while len(machine.telegram.world.updates):  # noqa: ASYNC110  nothing tells when the queue is empty
            await asyncio.sleep(1)
        machine.ledger.counts["numbers that start anew"] += 1
        block = self._rng.choice((1, 900)) + nth
        machine.telegram.world.updates.number_from(block * 1_000_000)

    async def _moves_clock(self, until: float) -> None:
        """Have the bot's clock wrong for a while, by minutes or hours."""
        rng, machine = self._rng, self.machine
        await asyncio.sleep(self._some_time(until))
        minutes = rng.choice((-240, -61, -10, -1, 2, 17, 90, 300)) * rng.uniform(0.8, 1.2)
        machine.clock.moved += timedelta(minutes=minutes)
        machine.ledger.counts[f"clock set {'back' if minutes < 0 else 'forward'}"] += 1
        machine.ledger.note(machine.clock.now(), f"CLOCK set by {minutes:.0f} min")
        await asyncio.sleep(rng.choice((60.0, 1800.0, 5 * HOUR, 20 * HOUR)))
        machine.clock.moved -= timedelta(minutes=minutes)
        machine.ledger.note(machine.clock.now(), "CLOCK right again")

    def _some_time(self, until: float) -> float:
        """Return the seconds to a random instant, often just when somebody is asked."""
        rng = self._rng
        loop = asyncio.get_running_loop()
        seconds = rng.uniform(0, until - loop.time())
        if rng.random() < 0.5:
            at = self.machine.clock.now() + timedelta(seconds=seconds)
            asked = at.replace(hour=rng.choice((18, 19, 20)), minute=0, second=0) + timedelta(
                seconds=rng.uniform(-1, 3)
            )
            seconds = max(
                0.0, min((asked - self.machine.clock.now()).total_seconds(), until - loop.time() - 1)
            )
        return seconds

    async def _stop(self, until: float) -> None:
        await asyncio.sleep(self._some_time(until))
        await self.machine.stops()

    async def _restarts(self, until: float) -> None:
        """Start the bot again whenever it has ended, after a while."""
        machine, rng = self.machine, self._rng
        while True:
            await machine.is_over()
            await asyncio.sleep(rng.choice((2.0, 5.0, 60.0, 1800.0, 5 * HOUR)) * rng.uniform(0.5, 1))
            await machine.starts()

    # --- the end

    async def _settles(self, actors: list[Actor]) -> None:
        """With all trouble gone, wait until nothing is left to do; then ask for the streaks and hold the laws."""
        machine = self.machine
        for actor in actors:
            if actor.body.chat.standing is Standing.BLOCKED:
                actor.body.returns()
        await self._is_quiet()
        said = {actor.body.id: actor.body.says("/streak") for actor in actors}
        await self._is_quiet()
        for actor in actors:
            actor.uncovers(streak_data("open"))
        await self._is_quiet()
        laws.check_all(machine, is_calm=self.plan.is_calm)
        for actor in actors:
            laws.check_streak(machine, actor.body.id, said[actor.body.id], actor.body.messages)

    async def _is_quiet(self) -> None:
        """Wait until Telegram has nothing left, the inbox is empty and ended days are closed.

        What was put off is tried again after an hour.
        """
        machine = self.machine
        waited = 0.0
        await asyncio.sleep(30)
        while waited < SETTLES_WITHIN:
            if not len(machine.telegram.world.updates) and not machine.is_behind():
                await asyncio.sleep(20)  # what a handler sends last
                return
            waited += 60
            await asyncio.sleep(60)

    def _count(self) -> None:
        ledger = self.machine.ledger
        counts = ledger.counts
        counts["stories"] += 1
        counts["stories with shuffled updates"] += self.plan.is_shuffled
        counts["people"] += self.plan.people
        counts["updates"] += sum(map(len, ledger.queued.values()))
        counts["handled twice"] += len(ledger.handled) - len(
            {each.update["update_id"] for each in ledger.handled}
        )
        for call in ledger.calls:
            if (call.is_by_the_clock or call.is_after_silence) and call.delivery:
                counts[f"{call.delivery.kind} {call.outcome}"] += 1
            if call.is_letter:
                counts[f"letter {call.outcome}"] += 1
            if call.is_picture_of_letter:
                counts[f"picture of a letter {call.outcome}"] += 1
        counts["calls"] += len(ledger.calls)
        asked = sum(call.outcome == "wait" for call in ledger.calls)
        # Telegram counts an edit like a message: who taps very fast may hear of it.
        counts["waits that Telegram asked for itself"] += asked - counts["fault too_many"]
