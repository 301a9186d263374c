"""How long a tap waits for its answer, and for the card to show it: one person at a time, and many at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from benchmarks.bots import TOKEN, Bot, goldseam, running
from benchmarks.people import FIRST_ID, People
from benchmarks.table import kept
from bot.clock import SystemClock
from bot.simulator.people import Person
from bot.simulator.seen import SeenMessage
from bot.simulator.server import serve
from bot.simulator.telegram import Telegram

ONE_BY_ONE = 40
AT_ONCE = 60
PEOPLE = 10_000
TAP_SECONDS = 1.0
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from taps to their answers, and to the card's edits."""

    answered: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)


async def taps(people: People, _rounds: int | None) -> bool:
    """Measure with the strict local Telegram and tell; return whether the promise is kept."""
    alone, crowd = await _taps(goldseam("Goldseam", await people.database(PEOPLE, "tapped-on")))
    print(f"\n{'a tap is':<28}{'answered':>18}{'shown on the card':>24}    median, worst")
    for name, waits in (
        (f"{len(alone.answered)} one by one", alone),
        (f"{len(crowd.answered)} at once", crowd),
    ):
        print(f"{name:<28}{_milliseconds(waits.answered):>18}{_milliseconds(waits.shown):>24}")
    return kept(f"answered within {TAP_SECONDS:g} s", max(alone.answered + crowd.answered) <= TAP_SECONDS)


def _milliseconds(seconds: list[float]) -> str:
    return f"{median(seconds) * 1000:.0f}, {max(seconds) * 1000:.0f} ms"


async def _taps(bot: Bot) -> tuple[Waits, Waits]:
    """Let people answer the first question of their cards; return how long the taps waited alone, and in a crowd."""
    telegram = Telegram(TOKEN, SystemClock().now)
    serving = await serve(telegram, "127.0.0.1", 0)
    alone, crowd = Waits(), Waits()
    people = [telegram.join(FIRST_ID + number, "Deniz", "tr") for number in range(ONE_BY_ONE + AT_ONCE)]
    try:
        async with running(bot, serving.url) as process, asyncio.timeout(PATIENCE_SECONDS):
            for person in people:
                person.says("/checkin")
            while not all(_card(person) for person in people):
                process.require_alive()
                await asyncio.sleep(LOOK_SECONDS)
            for person in people[:ONE_BY_ONE]:
                await _tap(telegram, person, alone)
            async with asyncio.TaskGroup() as group:
                for person in people[ONE_BY_ONE:]:
                    group.create_task(_tap(telegram, person, crowd))
    finally:
        await serving.close()
    return alone, crowd


def _card(person: Person) -> SeenMessage | None:
    return next((message for message in person.messages if "4" in message.labels), None)


async def _tap(telegram: Telegram, person: Person, waits: Waits) -> None:
    card = _card(person)
    if card is None:
        raise RuntimeError("the card has gone")
    data = next(button.data for row in card.rows for button in row if button.label == "4")
    tapped_at = time.perf_counter()
    query_id = person.taps(card.id, data or "")
    await _until(telegram, lambda: person.answer(query_id) is not None)
    waits.answered.append(time.perf_counter() - tapped_at)
    await _until(telegram, lambda: person.messages[-1].edited_at is not None)
    waits.shown.append(time.perf_counter() - tapped_at)


async def _until(telegram: Telegram, is_so: Callable[[], bool]) -> None:
    number = telegram.world.changes.number
    while not is_so():
        number = await telegram.world.changes.after(number)
