"""The dispatcher under load and in trouble: nobody waits for somebody else, and nothing is forgotten."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dispatch.delivering import Courier
from bot.dispatch.dispatcher import Dispatcher
from bot.domain.participant import Participant
from bot.gateway.lanes import Lane, Lanes, Limits
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import NotSent, Wait
from bot.storage.database import DatabaseUnavailable
from bot.storage.deliveries import Status
from tests.chat import CONTENT, Stage, stage

AT = "2026-11-24 21:00"
Answer = Callable[[int], Awaitable[None]]


class Line:
    """A line to Telegram that does with each call what the test says; it knows whom it was for."""

    def __init__(self) -> None:
        self.sent_to: list[int] = []
        self.tried_for: list[int] = []
        self.answer: Answer = _at_once
        self._ids = itertools.count(1)

    async def __call__(self, method: str, parameters: dict[str, Any], lane: Lane) -> Any:
        assert (method, lane) == ("sendMessage", Lane.PROMPTS)
        chat_id = parameters["chat_id"]
        self.tried_for.append(chat_id)
        await self.answer(chat_id)
        self.sent_to.append(chat_id)
        return {"message_id": next(self._ids)}


async def _at_once(_chat_id: int) -> None:
    return None


@pytest.fixture
async def many(tmp_path: Path) -> AsyncIterator[tuple[Stage, Line]]:
    """Sixty people who are due at nine, and a line of the test's own; it is nine."""
    async with stage(tmp_path, "2026-11-24 12:00") as scene:
        first = scene.person("Ana")
        await first.is_welcomed()
        await first.taps("At 21:00")
        template = await scene.store.participants.find(scene.store.db, first.body.id)
        assert template is not None
        async with scene.store.db.transaction() as tx:
            for number in range(59):
                await scene.store.participants.add(tx, 2000 + number, "en", scene.clock.now())
            await tx.run(
                "UPDATE participants SET step = 'done', zone = 'Europe/Istanbul', ask_time = '21:00', "
                "started_on = :on, open_on = :on WHERE telegram_id >= 2000",
                {"on": str(template.open_on)},
            )
            await tx.run(
                "INSERT INTO deliveries (id, participant_id, day_on, kind, due_at, try_at, status, attempts) "
                "SELECT 'p' || participants.id, participants.id, due.day_on, due.kind, due.due_at, due.try_at, "
                "'due', 0 FROM participants, deliveries AS due "
                "WHERE participants.telegram_id >= 2000 AND due.kind = 'prompt'",
                {},
            )
        scene.clock.set(scene.clock.now().replace(hour=18))
        yield scene, Line()


def dispatcher_of(
    scene: Stage,
    call: Any,
    *,
    prompts_per_second: float = 20,
    may_speak: Callable[[], bool] = lambda: True,
    **given: Any,
) -> Dispatcher:
    courier = Courier(scene.store, CONTENT, Outbox(call), scene.clock, scene.painter, **given)
    return Dispatcher(courier, prompts_per_second=prompts_per_second, may_speak=may_speak)


async def count(scene: Stage, status: Status, kind: str = "prompt") -> int:
    rows = await scene.store.db.rows(
        "SELECT count(*) AS number FROM deliveries WHERE status = :status AND kind = :kind",
        {"status": status, "kind": kind},
    )
    number: int = rows[0]["number"]
    return number


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while True:
            if is_so():
                return
            await asyncio.sleep(0)


async def test_everybody_is_asked_once(many: tuple[Stage, Line]) -> None:
    scene, line = many
    dispatcher = dispatcher_of(scene, line)
    await dispatcher.tick()
    await dispatcher.tick()
    assert len(line.sent_to) == len(set(line.sent_to)) == 60
    assert await count(scene, Status.SENT) == 60
    assert await count(scene, Status.DUE) == 60  # tomorrow's


async def test_one_answer_that_does_not_come_holds_up_nobody_else(many: tuple[Stage, Line]) -> None:
    scene, line = many
    released = asyncio.Event()

    async def answer(chat_id: int) -> None:
        if chat_id == 2000:
            await released.wait()

    line.answer = answer
    async with asyncio.TaskGroup() as group:
        group.create_task(dispatcher_of(scene, line).tick())
        await until(lambda: len(line.sent_to) == 59)
        released.set()
    assert await count(scene, Status.SENT) == 60


@pytest.mark.parametrize(("share", "at_most"), [(20, 30), (4, 6), (1, 2), (1000, 60)])
async def test_no_more_are_claimed_than_go_out_within_a_second_and_a_half(
    many: tuple[Stage, Line], share: float, at_most: int
) -> None:
    scene, line = many
    released = asyncio.Event()

    async def answer(_chat_id: int) -> None:
        await released.wait()

    line.answer = answer
    async with asyncio.TaskGroup() as group:
        group.create_task(dispatcher_of(scene, line, prompts_per_second=share).tick())
        await until(lambda: len(line.tried_for) > at_most - max(1, share // 4))
        assert await count(scene, Status.CLAIMED) <= at_most
        assert len(line.tried_for) <= at_most
        released.set()
    assert await count(scene, Status.SENT) == 60


async def test_the_last_of_many_goes_when_its_share_of_the_limit_says(many: tuple[Stage, Line]) -> None:
    scene, line = many
    lanes = Lanes(Limits(total_per_second=90, prompts_per_second=60))

    async def call(method: str, parameters: dict[str, Any], lane: Lane) -> Any:
        return await lanes.go(lambda: line(method, parameters, lane), method, parameters["chat_id"], lane)

    started = asyncio.get_running_loop().time()
    await dispatcher_of(scene, call, prompts_per_second=60).tick()
    assert len(line.sent_to) == 60
    assert asyncio.get_running_loop().time() - started <= 60 / 60 * 1.05 + 2
    await lanes.shutdown()


async def test_once_closed_it_claims_nothing_more_and_finishes_what_is_on_its_way(
    many: tuple[Stage, Line],
) -> None:
    scene, line = many
    dispatcher = dispatcher_of(scene, line)
    released = asyncio.Event()

    async def answer(_chat_id: int) -> None:
        await released.wait()

    line.answer = answer
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        group.create_task(dispatcher.run())
        await dispatcher.wake()
        await until(lambda: len(line.tried_for) == 30)
        dispatcher.close()
        released.set()
    assert len(line.tried_for) == len(line.sent_to) == 30
    assert await count(scene, Status.CLAIMED) == 0
    assert await count(scene, Status.SENT) == 30


async def test_while_telegram_is_out_of_reach_only_a_few_are_tried(many: tuple[Stage, Line]) -> None:
    scene, line = many

    async def answer(_chat_id: int) -> None:
        raise NotSent

    line.answer = answer
    dispatcher = dispatcher_of(scene, line)
    await dispatcher.tick()
    tried = len(line.tried_for)
    assert tried <= 30
    await dispatcher.tick()
    assert len(line.tried_for) == tried
    line.answer = _at_once
    for _ in range(4):
        scene.clock.set(scene.clock.now().replace(minute=scene.clock.now().minute + 1))
        await dispatcher.tick()
    assert await count(scene, Status.SENT) == 60


async def test_one_chat_that_has_to_be_left_alone_is_and_nobody_else_waits(many: tuple[Stage, Line]) -> None:
    scene, line = many

    async def answer(chat_id: int) -> None:
        if chat_id == 2000:
            raise Wait(300, 429)

    line.answer = answer
    dispatcher = dispatcher_of(scene, line)
    await dispatcher.tick()
    assert len(line.sent_to) == 59
    scene.clock.set(scene.clock.now().replace(minute=4, second=59))
    await dispatcher.tick()
    assert line.tried_for.count(2000) == 1
    line.answer = _at_once
    scene.clock.set(scene.clock.now().replace(minute=5, second=1))
    await dispatcher.tick()
    assert line.sent_to.count(2000) == 1


async def test_what_breaks_here_is_not_repeated_and_stops_nobody_else(many: tuple[Stage, Line]) -> None:
    scene, line = many

    async def answer(chat_id: int) -> None:
        if chat_id == 2000:
            raise RuntimeError

    line.answer = answer
    dispatcher = dispatcher_of(scene, line)
    await dispatcher.tick()
    await dispatcher.tick()
    assert line.tried_for.count(2000) == 1
    assert len(line.sent_to) == 59
    assert await count(scene, Status.UNSURE) == 1
    assert await count(scene, Status.DUE, "second_chance") == 1


async def test_a_broken_row_is_put_aside_for_an_hour(many: tuple[Stage, Line]) -> None:
    scene, line = many
    async with scene.store.db.transaction() as tx:
        await tx.run("UPDATE participants SET role = :bad WHERE telegram_id = 2000", {"bad": b"broken"})
    dispatcher = dispatcher_of(scene, line)
    await dispatcher.tick()
    assert len(line.sent_to) == 59
    assert await scene.store.deliveries.due(scene.store.db, scene.clock.now(), 10) == []


class Troubled:
    """A database whose next transactions cannot be had."""

    def __init__(self, scene: Stage) -> None:
        self._transaction = scene.store.db.transaction
        self.failures = 0

    def transaction(self) -> AbstractAsyncContextManager[Any]:
        if self.failures:
            self.failures -= 1
            raise DatabaseUnavailable("SQLITE_FULL")
        return self._transaction()


async def test_what_was_sent_is_written_down_once_the_database_is_back(
    many: tuple[Stage, Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, line = many
    troubled = Troubled(scene)
    monkeypatch.setattr(scene.store.db, "transaction", troubled.transaction)
    waits: list[float] = []

    async def answer(_chat_id: int) -> None:
        if not waits and not troubled.failures:
            troubled.failures = 3

    async def pause(seconds: float) -> None:
        waits.append(seconds)

    line.answer = answer
    dispatcher = dispatcher_of(scene, line, pause=pause)
    for _ in range(3):
        try:
            await dispatcher.tick()
        except DatabaseUnavailable:
            continue
    assert waits
    assert len(line.sent_to) == len(set(line.sent_to)) == 60
    assert await count(scene, Status.SENT) == 60
    assert await count(scene, Status.CLAIMED) == 0


async def test_who_is_erased_while_their_prompt_is_on_its_way_leaves_nothing(
    many: tuple[Stage, Line],
) -> None:
    scene, line = many

    async def answer(chat_id: int) -> None:
        if chat_id == 2000:
            person = await scene.store.participants.find(scene.store.db, chat_id)
            assert person is not None
            async with scene.store.db.transaction() as tx:
                await scene.store.participants.erase(tx, person)

    line.answer = answer
    await dispatcher_of(scene, line).tick()
    assert len(line.sent_to) == 60
    assert await count(scene, Status.SENT) == 59
    assert await scene.store.participants.find(scene.store.db, 2000) is None


async def set_all(scene: Stage, **columns: Any) -> None:
    """Have the same stand in everybody's row."""
    async with scene.store.db.transaction() as tx:
        for participant in await everybody(scene):
            await scene.store.participants.change(
                tx, participant.id, lambda present: replace(present, **columns)
            )


async def everybody(scene: Stage) -> list[Participant]:
    rows = await scene.store.db.rows("SELECT * FROM participants ORDER BY telegram_id", {})
    return [scene.store.participants.read(row) for row in rows]


async def breaks(scene: Stage, telegram_id: int) -> None:
    async with scene.store.db.transaction() as tx:
        await tx.run(
            "UPDATE participants SET role = :bad WHERE telegram_id = :telegram_id",
            {"bad": b"broken", "telegram_id": telegram_id},
        )


async def ending(scene: Stage) -> list[str]:
    return await scene.store.participants.ending(scene.store.db, scene.clock.now(), 1000)


async def test_what_becomes_due_while_many_days_are_closed_does_not_wait_for_the_last(
    many: tuple[Stage, Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, line = many
    scene.clock.move(timedelta(minutes=-1))
    await set_all(scene, day_ends_at=scene.clock.now())
    sent_before_each_look = []
    look = scene.store.participants.ending

    async def looked(reads: Any, now: datetime, limit: int) -> list[str]:
        sent_before_each_look.append(len(line.sent_to))
        if len(sent_before_each_look) == 1:
            scene.clock.move(timedelta(minutes=1))
        return await look(reads, now, limit)

    monkeypatch.setattr(scene.store.participants, "ending", looked)
    await dispatcher_of(scene, line).tick()
    assert sent_before_each_look == [0, 60, 60, 60]
    assert await ending(scene) == []


async def test_a_day_that_cannot_be_closed_keeps_nobody_elses_open_and_is_looked_at_again_in_an_hour(
    many: tuple[Stage, Line],
) -> None:
    scene, line = many
    dispatcher = dispatcher_of(scene, line)
    await dispatcher.tick()
    scene.clock.move(timedelta(hours=12))
    await set_all(scene, day_ends_at=scene.clock.now())
    await breaks(scene, 2000)
    await dispatcher.tick()
    assert await ending(scene) == []
    [closed] = await scene.store.db.rows("SELECT count(*) AS number FROM days WHERE state = 'missed'", {})
    assert closed["number"] == 59
    scene.clock.move(timedelta(hours=1))
    assert len(await ending(scene)) == 1


async def test_a_day_without_a_zone_is_not_looked_at_for_ever(many: tuple[Stage, Line]) -> None:
    scene, line = many
    await set_all(scene, zone=None, day_ends_at=scene.clock.now())
    await dispatcher_of(scene, line).tick()
    assert await ending(scene) == []


async def test_once_closed_it_closes_no_more_days(many: tuple[Stage, Line]) -> None:
    scene, line = many
    await set_all(scene, day_ends_at=scene.clock.now())
    dispatcher = dispatcher_of(scene, line)
    dispatcher.close()
    await dispatcher.tick()
    assert len(await ending(scene)) == 60


async def test_a_broken_row_keeps_nobody_else_from_being_planned_anew_when_the_clock_was_set_back(
    many: tuple[Stage, Line],
) -> None:
    scene, line = many
    dispatcher = dispatcher_of(scene, line)
    scene.clock.move(timedelta(days=30))
    await dispatcher.tick()
    await breaks(scene, 2000)
    line.sent_to.clear()
    scene.clock.move(timedelta(days=-30))
    await dispatcher.tick()
    assert len(line.sent_to) == 59


@pytest.mark.parametrize(("weekdays", "planned_anew"), [(range(7), False), ((2,), False), ((2,), True)])
async def test_a_start_looks_only_at_those_whose_prompt_lies_farther_ahead_than_it_should(
    many: tuple[Stage, Line], monkeypatch: pytest.MonkeyPatch, weekdays: Iterable[int], planned_anew: bool
) -> None:
    """A hundred thousand people who are asked on Wednesdays are not planned anew at each start."""
    scene, line = many
    await set_all(scene, weekdays=frozenset(weekdays), day_ends_at=scene.clock.now())
    if planned_anew:
        scene.clock.move(timedelta(days=2))
    await dispatcher_of(scene, line).tick()
    if planned_anew:
        scene.clock.move(timedelta(days=-2))
    planned: list[str] = []
    drop_planned = scene.store.deliveries.drop_planned

    def counted(tx: Any, participant_id: str, kind: Any) -> Any:
        planned.append(participant_id)
        return drop_planned(tx, participant_id, kind)

    monkeypatch.setattr(scene.store.deliveries, "drop_planned", counted)
    await dispatcher_of(scene, line).tick()
    assert (len(set(planned)) == 60) is planned_anew
    assert planned_anew or not planned
