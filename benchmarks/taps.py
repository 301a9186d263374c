"""How long a tap waits for its answer, and for the card to show it: one person at a time, and many at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.bots import TOKEN, Bot, require_alive, running
from benchmarks.people import FIRST_ID
from bot.clock import SystemClock
from bot.simulator.people import Person
from bot.simulator.seen import SeenMessage
from bot.simulator.server import serve
from bot.simulator.telegram import Telegram

ONE_BY_ONE = 40
AT_ONCE = 60
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from taps to their answers, and to the card's edits."""

    answered: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)


async def taps(bot: Bot) -> tuple[Waits, Waits]:
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
                await require_alive(process)
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
