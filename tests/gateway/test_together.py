"""The gateway's parts at work together: a real database, real HTTP, and a line that fails again and again."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.gateway.inbox import Inbox
from bot.gateway.lanes import Lanes, Limits
from bot.gateway.outbox import Outbox
from bot.gateway.poller import Poller
from bot.gateway.request import AiohttpRequest
from bot.gateway.rows import InboxRows
from bot.gateway.screen import Screen
from bot.gateway.updates import Update
from bot.gateway.waiting import Waiting
from bot.gateway.wire import Wire
from bot.storage.database import Database
from bot.storage.erased import ErasedMarks
from bot.storage.store import Store
from bot.storage.vault import Vault
from tests.gateway.faulty_telegram import (
    TOKEN,
    FaultyTelegram,
    breaks_off,
    drops,
    faulty_telegram,
    says,
    shows,
)

PERSONS, EACH = 4, 8
TROUBLES = (
    drops,
    breaks_off,
    shows(502),
    says(401, "Unauthorized"),
    says(429, "Too Many Requests", retry_after=0.01),
)


async def soon(_: float) -> None:
    await asyncio.sleep(0)


class Bot:
    """Answers each message, and notes what was answered and when it was enough."""

    def __init__(self, outbox: Outbox, enough: int) -> None:
        self._outbox = outbox
        self._missing = enough
        self.is_done = asyncio.Event()
        self.answered: dict[int, list[int]] = defaultdict(list)

    async def handle(self, row: Waiting) -> None:
        await self._outbox.send(row.person, Screen("Kept."))
        self.answered[row.person].append(row.update["update_id"])
        self._missing -= 1
        if self._missing <= 0:
            self.is_done.set()

    async def apologise(self, update: Update) -> None:
        raise AssertionError("nothing here is the update's own fault")


def store_of(database: Database, folder: Path) -> Store:
    vault = Vault(["a secret for tests, long enough to be one"])
    return Store(database, vault, ErasedMarks(folder / "goldseam.erased", vault))


async def session(
    telegram: FaultyTelegram, database: Database, tmp_path: Path, enough: int
) -> dict[int, list[int]]:
    """Run until so many messages were answered, then stop as if killed: nothing is drained or confirmed."""
    clock = MovableClock.fixed(datetime(2026, 11, 23, 12, tzinfo=UTC))
    store = store_of(database, tmp_path)
    request = AiohttpRequest(connect_timeout=60, read_timeout=60)
    async with Wire(TOKEN, telegram.base_url, Lanes(Limits(1000, 500, chat_interval=0.001)), request) as wire:
        bot = Bot(Outbox(wire.call, pause=soon), enough)
        inbox = Inbox(InboxRows(store, clock), bot.handle, bot.apologise, clock, pause=soon)
        poller = Poller(wire.fetch, inbox.keep, clock, pause=soon)
        tasks = [asyncio.get_running_loop().create_task(main()) for main in (inbox.run, poller.run)]
        async with asyncio.timeout(60):
            await bot.is_done.wait()
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        return bot.answered


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_fails_and_whenever_it_stops_each_message_is_answered_in_its_order(
    seed: int, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    said: list[Update] = [
        {"update_id": 100 + number, "message": {"from": {"id": number % PERSONS}, "text": "tea"}}
        for number in range(PERSONS * EACH)
    ]
    async with faulty_telegram() as telegram:
        telegram.updates = list(said)
        telegram.plan = chance.choices(TROUBLES, k=40)
        database = await Database.open(tmp_path / "goldseam.db")
        first = await session(telegram, database, tmp_path, chance.randrange(1, 20))
        store = store_of(database, tmp_path)
        left = {update["update_id"] for update in telegram.updates}
        left |= {row.update_id for row in await store.inbox.waiting(database)}
        second = await session(telegram, database, tmp_path, len(left))
        await database.close()
    for person in range(PERSONS):
        mine = [update["update_id"] for update in said if update["message"]["from"]["id"] == person]
        assert sorted({*first[person], *second[person]}) == mine
        assert all(earlier < later for run in (first, second) for earlier, later in pairwise(run[person]))
