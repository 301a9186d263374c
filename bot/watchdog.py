"""Whether the bot still hears and still asks: what is told of that, and when it is better to end than to go on deaf.

Two loops must get on for as long as the bot runs, the one that polls and the one that ticks. One that has had no success
for long is *deaf*: trouble from outside, mostly, that is waited out and told. One that does not even try any more is
*stuck*: nothing mends that from inside, so the process ends, for whoever watches over it to start it anew.

All is measured on the event loop's own clock, which nobody moves; the wall clock only dates what is told.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NoReturn

from bot.clock import Clock
from bot.health_file import HealthFile
from bot.log import event

logger = logging.getLogger(__name__)

SECONDS_TO_END = 10.0
SAY_AGAIN_AT_LEAST_HOURLY = 3600.0


@dataclass(frozen=True, slots=True)
class Patience:
    """After how many seconds what is called what."""

    look_every: float = 5.0
    deaf: float = 100.0
    """A quiet long poll takes 50, one on a dead line 60; then comes a wait of up to 30."""
    stuck: float = 300.0
    frozen: float = 120.0
    """So long may one step of the program hold up all others, the watchdog included."""


class State(StrEnum):
    """How a loop is."""

    WELL = "well"
    DEAF = "deaf"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Watched:
    """A loop to look after: two questions whose answers differ after each success, and after each try that has ended."""

    name: str
    success: Callable[[], object]
    effort: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Record:
    """What was seen of a loop, in seconds of the event loop's clock; `to_say_after` is the next silence worth a line."""

    success: object
    effort: object
    good_at: float
    tried_at: float
    to_say_after: float
    has_been_good: bool = False


def seen(record: Record, success: object, effort: object, now: float) -> Record:
    """Return the record after one more look."""
    if success != record.success:
        return replace(record, success=success, effort=effort, good_at=now, tried_at=now, has_been_good=True)
    if effort != record.effort:
        return replace(record, effort=effort, tried_at=now)
    return record


def state_of(record: Record, now: float, patience: Patience) -> State:
    """Tell how the loop is."""
    if now - record.tried_at > patience.stuck:
        return State.STUCK
    return State.DEAF if now - record.good_at > patience.deaf else State.WELL


def silence_after(silence: float) -> float:
    """Return the silence at which it is said again: at twice as long each time, and then hourly."""
    return min(2 * silence, silence + SAY_AGAIN_AT_LEAST_HOURLY)


def _loop_time() -> float:
    return asyncio.get_running_loop().time()


class Stuck(Exception):  # noqa: N818  a state of the program
    """A loop does not even try any more."""


class Watchdog:
    """Looks after the loops until cancelled. `end_unless_again` has the process end in so many seconds unless called again."""

    def __init__(
        self,
        watched: Sequence[Watched],
        health: HealthFile,
        clock: Clock,
        patience: Patience,
        end_unless_again: Callable[[float], None],
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        seconds: Callable[[], float] = _loop_time,
    ) -> None:
        self._watched = watched
        self._health = health
        self._clock = clock
        self._patience = patience
        self._end_unless_again = end_unless_again
        self._pause = pause
        self._seconds = seconds
        self._started_at = clock.now()
        now = self._seconds()
        self._records = {
            each.name: Record(each.success(), each.effort(), now, now, patience.deaf) for each in watched
        }

    async def run(self) -> NoReturn:
        """Look every few seconds; raise `Stuck` when going on is no use."""
        while True:
            self._end_unless_again(self._patience.frozen)
            self.look()
            await self._pause(self._patience.look_every)

    def look(self) -> None:
        """Look at each loop once; say what is worth saying, and write the health file."""
        now = self._seconds()
        states: dict[str, State] = {}
        for each in self._watched:
            record = seen(self._records[each.name], each.success(), each.effort(), now)
            states[each.name] = state_of(record, now, self._patience)
            self._records[each.name] = self._said(each.name, record, states[each.name], now)
        self._health.write(self._told([name for name, state in states.items() if state is not State.WELL]))
        stuck = [name for name, state in states.items() if state is State.STUCK]
        if stuck:
            event(logger, logging.CRITICAL, "stuck", what=stuck[0])
            self._end_unless_again(SECONDS_TO_END)  # what hangs may hang on the way out, too
            raise Stuck(stuck[0])

    def stopped(self) -> None:
        """Have the health file say that the bot was stopped."""
        self._health.write(self._told(()) | {"is_well": False, "stopped_at": _written(self._clock.now())})

    def _said(self, name: str, record: Record, state: State, now: float) -> Record:
        silence = now - record.good_at
        if state is State.WELL and record.to_say_after > self._patience.deaf:
            event(logger, logging.WARNING, "well_again", what=name)
            return replace(record, to_say_after=self._patience.deaf)
        if state is not State.WELL and silence > record.to_say_after:
            event(logger, logging.ERROR, "deaf", what=name, for_s=round(silence))
            return replace(record, to_say_after=silence_after(silence))
        return record

    def _told(self, deaf: Collection[str]) -> dict[str, Any]:
        now = self._clock.now()
        since = {
            name: _written(now - timedelta(seconds=self._seconds() - record.good_at))
            for name, record in self._records.items()
        }
        good = {name: since[name] if record.has_been_good else None for name, record in self._records.items()}
        return {
            "is_well": not deaf and None not in good.values(),
            "deaf_since": {name: since[name] for name in deaf},
            **{f"{name}_at": at for name, at in good.items()},
            "written_at": _written(now),
            "started_at": _written(self._started_at),
            "pid": os.getpid(),
        }


def _written(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
