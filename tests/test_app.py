"""The parts put together: updates that stand in the real inbox, answered by the real handlers, some of which fail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.gateway.inbox import Inbox
from bot.gateway.rows import InboxRows
from bot.gateway.waiting import Waiting
from tests.chat import Person, Stage, stage

SORRY = "Something went wrong on my side, not yours."


class StandingTime:
    """Pauses that end when the time is moved: the clock's hour takes none of ours."""

    def __init__(self, clock: MovableClock) -> None:
        self._clock = clock
        self._waiting: list[tuple[datetime, asyncio.Event]] = []

    async def pause(self, seconds: float) -> None:
        over = asyncio.Event()
        self._waiting.append((self._clock.now() + timedelta(seconds=seconds), over))
        await over.wait()

    def passes(self, **time: float) -> None:
        self._clock.move(timedelta(**time))
        for due_at, over in self._waiting:
            if due_at <= self._clock.now():
                over.set()


class House:
    """The bot on a stage, with its inbox; what somebody says may be poison for it, or may keep it busy."""

    def __init__(self, scene: Stage) -> None:
        self.scene = scene
        self.rows = InboxRows(scene.store, scene.clock)
        self.time = StandingTime(scene.clock)
        self.poison: set[str] = set()
        self.busy: dict[str, asyncio.Event] = {}
        self.begun: list[str] = []
        self.inbox: Inbox

    @asynccontextmanager
    async def runs(self) -> AsyncIterator[None]:
        """Run from a start to an orderly stop."""
        self.inbox = Inbox(
            self.rows, self._handle, self.scene._bot.apologise, self.scene.clock, pause=self.time.pause
        )
        async with asyncio.timeout(60), asyncio.TaskGroup() as group:
            group.create_task(self.inbox.run())
            yield
            await self.inbox.drain(1)

    def taken(self) -> list[dict[str, Any]]:
        """Take from Telegram what people have done."""
        updates = self.scene.waiting_updates()
        self.scene.forget_updates()
        return updates

    async def hears(self) -> None:
        """Take what people have done into the inbox."""
        await self.inbox.keep(self.taken())

    async def waiting(self) -> list[tuple[str, int]]:
        """What stands in the inbox: the words, and how often they failed."""
        return [(row.update["message"]["text"], row.attempts) for row in await self.rows.all()]

    async def until(self, what: Callable[[], bool]) -> None:
        while not what():
            await self.waiting()

    async def until_waiting(self, expected: list[tuple[str, int]]) -> None:
        """Let finished rows leave, until nothing else stands in the inbox."""
        while await self.waiting() != expected:
            self.time.passes(seconds=0.2)

    async def _handle(self, row: Waiting) -> bool:
        text = row.update["message"]["text"]
        self.begun.append(text)
        if text in self.busy:
            await self.busy[text].wait()
        if text in self.poison:
            raise RuntimeError(text)
        return await self.scene._bot.handle(row)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with stage(tmp_path, "2026-11-23 20:00") as scene:
        yield House(scene)


@pytest.fixture
async def ana(house: House) -> Person:
    person = house.scene.person("Ana")
    await person.is_welcomed()
    await person.taps("Now")
    return person


@pytest.fixture
async def ben(house: House) -> Person:
    person = house.scene.person("Ben", language="tr")
    await person.says("/start")
    return person


def tells(person: Person, fragment: str) -> Callable[[], bool]:
    return lambda: fragment in person.last.text


async def test_a_handler_that_fails_is_told_kindly_and_stops_nobody_else(
    house: House, ana: Person, ben: Person
) -> None:
    house.poison = {"poison"}
    async with house.runs():
        ana.body.says("poison")
        ana.body.says("/help")
        ben.body.says("/privacy")
        await house.hears()
        await house.until(tells(ana, "What I can do"))
        await house.until(tells(ben, "Ne saklanıyor"))
        assert SORRY in ana.messages[-2].text
        assert "poison" not in ana.messages[-2].text
        await house.until_waiting([("poison", 1)])


async def test_what_failed_is_tried_again_after_an_hour_and_lost_at_no_point(
    house: House, ana: Person
) -> None:
    house.poison = {"tea together"}
    async with house.runs():
        ana.body.says("tea together")
        await house.hears()
        await house.until_waiting([("tea together", 1)])
        house.time.passes(minutes=59)
        assert house.begun == ["tea together"]
        house.poison.clear()
        house.time.passes(minutes=2)
        await house.until(lambda: len(house.begun) == 2)
        await house.until_waiting([])
    assert [message.text for message in ana.messages if SORRY in message.text] != []
    await ana.says("/week")
    ana.sees("“tea together”")


async def test_trouble_is_told_once_however_often_it_comes_back(house: House, ana: Person) -> None:
    house.poison = {"poison"}
    async with house.runs():
        ana.body.says("poison")
        await house.hears()
        for attempt in (1, 2, 3):
            await house.until_waiting([("poison", attempt)])
            house.time.passes(minutes=62)
        house.time.passes(days=1)
        await house.until_waiting([("poison", 3)])
    assert house.begun == ["poison"] * 3
    assert sum(SORRY in message.text for message in ana.messages) == 1


async def test_what_stood_in_the_inbox_at_the_start_is_answered_first(house: House, ana: Person) -> None:
    ana.body.says("4")
    left = [(ana.body.id, update) for update in house.taken()]
    await house.rows.exchange(left, ())
    async with house.runs():
        ana.body.says("3")
        await house.hears()
        await house.until_waiting([])
    assert house.begun == ["4", "3"]
    await ana.says("/checkin")
    ana.sees("Safety: 4 · Openness: 3")


async def test_a_stop_finishes_what_is_in_hand_and_leaves_the_rest_for_the_next_start(
    house: House, ana: Person
) -> None:
    house.busy["4"] = asyncio.Event()
    async with house.runs():
        ana.body.says("4")
        ana.body.says("3")
        await house.hears()
        await house.until(lambda: house.begun == ["4"])
        asyncio.get_running_loop().call_soon(house.busy["4"].set)
    assert house.begun == ["4"]
    assert await house.waiting() == [("3", 0)]
    ana.sees("Safety: 4", "How open could you be")
    await house.scene.restarts()
    house.rows = InboxRows(house.scene.store, house.scene.clock)
    async with house.runs():
        await house.until_waiting([])
    ana.sees("Safety: 4 · Openness: 3")
