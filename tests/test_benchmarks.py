"""What the benchmarks read and reckon; what they measure is `make bench`."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from benchmarks.__main__ import PARTS, chosen
from benchmarks.crowd import last_answers, value_of
from benchmarks.doors import Doors
from benchmarks.fan_out import Case, most_in_a_second
from benchmarks.people import KEPT_DAYS, People, open_store, today
from benchmarks.table import percentile
from bot.clock import SystemClock


def test_all_parts_are_measured_unless_some_are_named() -> None:
    assert len(chosen([])[0]) == len(PARTS)
    assert chosen(["due", "start", "--rounds", "3"]) == ([PARTS["due"], PARTS["start"]], 3)


def test_a_part_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        chosen(["lunch"])
    assert "lunch" in capsys.readouterr().err


def test_prompts_take_their_share_of_the_limit() -> None:
    assert Case(1_000, 30).seconds == pytest.approx(50)
    assert Case(10_000, 300).seconds == pytest.approx(50)


def test_the_most_in_a_second_are_found_wherever_it_begins() -> None:
    assert most_in_a_second([0.0, 0.9, 1.0, 1.1, 1.2, 3.0]) == 4


def test_percentiles_are_values_that_were_measured() -> None:
    waits = [float(wait) for wait in range(1, 101)]
    assert (percentile(waits, 50), percentile(waits, 99)) == (50, 99)
    assert percentile([7.0], 99) == 7


def test_every_tap_changes_an_answer() -> None:
    assert last_answers(5, 0) == (None, None)
    assert last_answers(5, 3) == (value_of(5, 2), value_of(5, 1))
    assert all(value_of(5, number) != value_of(5, number + 2) for number in range(20))


async def test_the_people_of_the_benchmarks_are_set_up_and_asked_later(tmp_path: Any) -> None:
    store = await open_store(await People(tmp_path).database(2, "two"))
    try:
        assert await store.participants.count(store.db) == 2
        first = await store.participants.find(store.db, 1_000_000_000)
        assert first is not None
        assert first.is_set_up
        assert first.started_on is not None
        assert (today() - first.started_on).days == KEPT_DAYS
        assert len(await store.checkins.kept_days(store.db, first.id)) == KEPT_DAYS
        assert not await store.deliveries.due(store.db, SystemClock().now(), 10)
    finally:
        await store.db.close()


async def test_doors_count_steps_and_never_change_what_comes_back() -> None:
    doors = Doors()

    async def slow(number: int) -> int:
        await asyncio.sleep(0)
        return number

    async def failing() -> None:
        await asyncio.sleep(0)
        raise KeyError("as before")

    timed: Any = doors.timed("a room", slow)
    assert [await timed(1), await timed(2)] == [1, 2]
    with pytest.raises(KeyError, match="as before"):
        await doors.timed("a room", failing)()
    assert doors.timed("another", len)("abc") == 3
    assert set(doors.spent()) == {"a room", "another"}
