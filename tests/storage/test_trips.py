from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.storage.trips import Trips


class Road:
    """Where trips go: each waits until it is let through, and every question is answered by its double."""

    def __init__(self) -> None:
        self.trips: list[list[int]] = []
        self.gate = asyncio.Semaphore(0)

    async def go(self, questions: Sequence[int]) -> Sequence[int | Exception]:
        self.trips.append(list(questions))
        await self.gate.acquire()
        return [ValueError(f"{each} is odd") if each % 2 else 2 * each for each in questions]


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_whoever_asks_alone_goes_at_once() -> None:
    road = Road()
    road.gate.release()
    assert await Trips(road.go).ask(4) == 8


async def test_what_is_asked_during_a_trip_goes_together_with_the_next() -> None:
    road = Road()
    trips = Trips(road.go)
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        asking = [group.create_task(trips.ask(number)) for number in (2, 4, 6, 8)]
        await settled()
        assert road.trips == [[2]]
        road.gate.release()
        await settled()
        assert road.trips == [[2], [4, 6, 8]]
        road.gate.release()
    assert [each.result() for each in asking] == [4, 8, 12, 16]


async def test_a_question_that_fails_fails_alone() -> None:
    road = Road()
    trips = Trips(road.go)
    asking = asyncio.gather(*(trips.ask(number) for number in (2, 4, 5, 6)), return_exceptions=True)
    await settled()
    road.gate.release()
    road.gate.release()
    first, second, odd, third = await asking
    assert (first, second, third) == (4, 8, 12)
    assert isinstance(odd, ValueError)


async def test_a_cancelled_trip_leaves_nobody_without_an_answer() -> None:
    road = Road()
    trips = Trips(road.go)
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        first = group.create_task(trips.ask(2))
        await settled()
        guide, other = group.create_task(trips.ask(4)), group.create_task(trips.ask(6))
        await settled()
        road.gate.release()
        await settled()
        assert road.trips[-1] == [4, 6]
        guide.cancel()
        await settled()
        assert road.trips[-1] == [6]
        road.gate.release()
    assert first.result() == 4
    assert other.result() == 12
    assert guide.cancelled()


async def test_who_is_cancelled_while_waiting_is_not_asked_for() -> None:
    road = Road()
    trips = Trips(road.go)
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        group.create_task(trips.ask(2))
        await settled()
        gone, stays = group.create_task(trips.ask(4)), group.create_task(trips.ask(6))
        await settled()
        gone.cancel()
        await settled()
        road.gate.release()
        await settled()
        assert road.trips == [[2], [6]]
        road.gate.release()
    assert stays.result() == 12


async def test_a_trip_that_fails_as_a_whole_fails_for_its_guide_and_the_others_try_themselves() -> None:
    async def go(questions: Sequence[int]) -> Sequence[int | Exception]:
        raise OSError(f"no road for {len(questions)}")

    trips = Trips(go)
    answers = await asyncio.gather(trips.ask(1), trips.ask(2), return_exceptions=True)
    with pytest.raises(OSError, match="no road"):
        raise answers[0]  # type: ignore[misc]
    assert isinstance(answers[1], OSError)
