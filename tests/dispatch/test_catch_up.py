"""After downtime, played: what is still sent, what is not, and that the bot's own failures cost nobody anything."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.storage.deliveries import Kind, Status
from tests.chat import Person, Stage
from tests.conversations.conftest import ana, scene, settled
from tests.dispatch.playing import (
    DROPPED,
    KEPT,
    MISSED,
    UNSENT,
    asked_at,
    changes,
    prompts,
    starts_again,
    states,
    status,
)

__all__ = ["ana", "scene", "settled"]

ON = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("asked", "back_at", "expected"),
    [
        ("21:00", "2026-11-24 21:01", Status.SENT),
        ("21:00", "2026-11-24 21:16", Status.SENT),
        ("21:00", "2026-11-24 22:29", Status.SENT),
        ("21:00", "2026-11-24 22:30", Status.DROPPED),  # quiet hours begin
        ("23:00", "2026-11-24 23:01", Status.SENT),  # on time, they do not count
        ("23:00", "2026-11-24 23:15", Status.SENT),
        ("23:00", "2026-11-24 23:16", Status.DROPPED),
        ("18:00", "2026-11-24 20:00", Status.SENT),
        ("18:00", "2026-11-24 20:01", Status.DROPPED),
        ("18:00", "2026-11-25 07:00", Status.DROPPED),  # a night later
        ("18:00", "2026-12-01 12:00", Status.DROPPED),  # a week later
    ],
)
async def test_a_prompt_is_sent_up_to_two_hours_late_and_not_in_quiet_hours(
    scene: Stage, asked: str, back_at: str, expected: Status
) -> None:
    jo = await asked_at(scene, asked, "Jo")
    if asked == "23:00":
        await scene.reaches("2026-11-23 23:00")
    before = prompts(jo)
    await starts_again(scene)
    await scene.reaches(back_at)
    assert await status(scene, jo, Kind.PROMPT, ON) is expected
    assert prompts(jo) - before == (expected is Status.SENT)
    await scene.reaches("2026-12-02 05:00")
    assert (await states(scene, jo))[ON] == (MISSED if expected is Status.SENT else UNSENT)


async def test_late_in_quiet_hours_that_end_soon_it_waits_for_their_end(scene: Stage) -> None:
    jo = await asked_at(scene, "07:00", "Jo")
    await scene.reaches("2026-11-24 07:16")
    assert prompts(jo) == 0
    await scene.reaches("2026-11-24 07:59")
    assert prompts(jo) == 0
    await scene.reaches("2026-11-24 08:00")
    assert prompts(jo) == 1


async def test_what_waits_for_quiet_hours_is_not_looked_at_in_between(scene: Stage) -> None:
    await asked_at(scene, "07:00", "Jo")
    await scene.reaches("2026-11-24 07:16")
    for minute in (17, 30, 59):
        await scene.reaches(f"2026-11-24 07:{minute}")
        assert await scene.store.deliveries.due(scene.store.db, scene.clock.now(), 10) == []


async def test_a_week_of_downtime_makes_seven_rest_days_and_ends_no_streak(
    scene: Stage, settled: Person
) -> None:
    await starts_again(scene)
    await scene.reaches("2026-12-01 12:00")
    closed = await states(scene, settled)
    assert closed[date(2026, 11, 23)] == KEPT
    assert closed[ON] == UNSENT
    # What was never planned, because nobody was there to plan it, is rest all the same.
    assert {closed[date(2026, 11, day)] for day in range(25, 31)} <= {UNSENT, DROPPED}
    await scene.reaches("2026-12-01 21:00")
    await settled.taps("5")
    await settled.says("/streak")
    settled.sees("now: 2")


async def test_a_night_of_downtime_ends_no_streak(scene: Stage, settled: Person) -> None:
    await starts_again(scene)
    await scene.reaches("2026-11-25 07:00")
    assert (await states(scene, settled))[ON] == UNSENT
    await scene.reaches("2026-11-25 21:00")
    await settled.taps("5")
    await settled.says("/streak")
    settled.sees("now: 2")


async def test_an_outage_of_two_hours_within_the_evening_is_made_up_for_while_it_may_be(scene: Stage) -> None:
    jo = await asked_at(scene, "18:00", "Jo")
    await scene.reaches("2026-11-24 17:59")
    scene.is_cut_off = True
    for _ in range(110):
        await scene.passes(minutes=1)
    scene.is_cut_off = False
    for _ in range(5):
        await scene.passes(minutes=1)
    assert prompts(jo) == 1


async def test_an_outage_of_a_whole_evening_is_a_rest_day(scene: Stage) -> None:
    jo = await asked_at(scene, "18:00", "Jo")
    await scene.reaches("2026-11-24 17:59")
    scene.is_cut_off = True
    for _ in range(40):
        await scene.passes(minutes=5)
    scene.is_cut_off = False
    await scene.passes(minutes=5)
    assert prompts(jo) == 0
    await scene.reaches("2026-11-25 05:00")
    assert (await states(scene, jo))[ON] == UNSENT
    await scene.reaches("2026-11-25 18:00")
    assert prompts(jo) == 1


async def test_who_blocked_the_bot_is_asked_again_from_when_they_are_back(scene: Stage) -> None:
    jo = await asked_at(scene, "18:00", "Jo")
    jo.body.blocks()
    await scene.reaches("2026-11-24 18:00")
    assert await status(scene, jo, Kind.PROMPT, ON) is Status.REFUSED
    await scene.reaches("2026-11-26 12:00")
    jo.body.returns()
    await jo.says("/streak")
    await scene.reaches("2026-11-26 18:00")
    assert prompts(jo) == 1
    assert {(await states(scene, jo))[date(2026, 11, day)] for day in (24, 25)} <= {UNSENT, DROPPED}


async def test_a_prompt_of_somebody_who_is_gone_or_paused_is_settled_without_a_message(scene: Stage) -> None:
    gone, paused = await asked_at(scene, "18:00", "Jo"), await asked_at(scene, "18:00", "Deniz")
    await changes(scene, gone, gone_at=scene.clock.now())
    await changes(scene, paused, paused_at=scene.clock.now())
    await scene.reaches("2026-11-24 18:00")
    assert [await status(scene, each, Kind.PROMPT, ON) for each in (gone, paused)] == [Status.UNNEEDED] * 2
    assert await scene.store.deliveries.far_ahead(scene.store.db, scene.clock.now()) == []


async def test_quiet_hours_that_changed_meanwhile_are_those_that_count(scene: Stage) -> None:
    jo = await asked_at(scene, "18:00", "Jo")
    await changes(scene, jo, quiet_from=time(18), quiet_until=time(19))
    await scene.reaches("2026-11-24 18:20")
    assert prompts(jo) == 0
    await scene.reaches("2026-11-24 19:00")
    assert prompts(jo) == 1
