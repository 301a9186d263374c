"""What is due, and when: played with a clock that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.domain.day import Reason, State
from tests.chat import Person, Stage, stage
from tests.conversations.conftest import ana, scene, settled

__all__ = ["ana", "scene", "settled"]


async def states(scene: Stage, person: Person) -> dict[date, tuple[State, Reason | None]]:
    participant = await scene.store.participants.find(scene.store.db, person.body.id)
    assert participant is not None
    return {
        each.on: (each.state, each.reason)
        for each in await scene.store.days.states(scene.store.db, participant.id)
    }


def prompts(person: Person) -> int:
    return sum("How safe did you feel" in message.text for message in person.messages)


async def test_a_prompt_up_to_two_hours_late_is_still_sent(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 22:20")
    settled.sees("How safe did you feel")


async def test_later_than_quarter_past_it_waits_for_no_quiet_hours(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 22:31")
    assert prompts(settled) == 0
    await scene.reaches("2026-11-25 12:00")
    assert (await states(scene, settled))[date(2026, 11, 24)] == (State.REST, Reason.UNSENT)


async def test_quiet_hours_never_bind_a_prompt_on_time(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.is_welcomed(time="23:30")
    await ana.taps("At 23:30")
    await scene.reaches("2026-11-23 23:30")
    ana.sees("How safe did you feel")


async def test_a_time_after_midnight_asks_for_the_evening_before(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.is_welcomed(time="01:00")
    await ana.taps("At 01:00")
    ana.sees("tomorrow at 01:00")
    await scene.reaches("2026-11-24 01:00")
    await ana.taps("4")
    await scene.reaches("2026-11-24 05:00")
    assert (await states(scene, ana))[date(2026, 11, 23)] == (State.KEPT, None)


async def test_a_week_of_downtime_asks_once_and_blames_nobody(scene: Stage, settled: Person) -> None:
    before = len(settled.messages)
    await scene.close()
    await scene.open()
    await scene.reaches("2026-12-01 12:00")
    assert len(settled.messages) == before
    closed = await states(scene, settled)
    assert {closed[date(2026, 11, day)][0] for day in range(24, 31)} == {State.REST}
    await scene.reaches("2026-12-01 21:00")
    settled.sees("How safe did you feel")
    await settled.says("/streak")
    settled.sees("now: 1")


async def test_a_day_that_was_asked_for_and_not_answered_is_missed(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 04:00")
    assert (await states(scene, settled))[date(2026, 11, 24)] == (State.MISSED, None)


async def test_a_claim_that_a_crash_left_is_never_sent_again(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 20:59")
    [delivery] = await scene.store.deliveries.due(
        scene.store.db, scene.clock.now().replace(hour=18, minute=0), 10
    )
    async with scene.store.db.transaction() as tx:
        assert await scene.store.deliveries.claim(tx, delivery.id, scene.clock.now())
    await scene.restarts()
    async with scene.store.db.transaction() as tx:
        await scene.store.deliveries.unsure_after_crash(tx)
    await scene.reaches("2026-11-24 21:00")
    assert prompts(settled) == 0
    await scene.reaches("2026-11-25 12:00")
    assert (await states(scene, settled))[date(2026, 11, 24)] == (State.REST, Reason.UNSENT)


@pytest.fixture
async def berlin(tmp_path: Path) -> AsyncIterator[tuple[Stage, Person]]:
    async with stage(tmp_path, "2026-10-23 12:00", "Europe/Berlin") as opened:
        person = opened.person("Jo")
        await person.is_welcomed(place="Berlin, Germany", time="02:30")
        await person.taps("At 02:30")
        yield opened, person


async def test_an_hour_that_comes_twice_is_asked_in_once(berlin: tuple[Stage, Person]) -> None:
    """Europe/Berlin, 2026-10-25: 03:00 CEST becomes 02:00 CET."""
    scene, jo = berlin
    await scene.reaches("2026-10-24 02:30", "Europe/Berlin")
    before = prompts(jo)
    await scene.reaches("2026-10-25 02:30", "Europe/Berlin")
    assert prompts(jo) == before + 1
    for _ in range(10):
        await scene.passes(minutes=15)
    assert prompts(jo) == before + 1


async def test_after_the_clock_is_set_back_everybody_is_asked_again_in_time(
    scene: Stage, settled: Person
) -> None:
    await scene.reaches("2027-11-24 21:30")
    await scene.reaches("2026-11-24 20:00")
    before = prompts(settled)
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 21:00")
    assert prompts(settled) > before


async def test_telegram_out_of_reach_is_tried_again(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 20:59")
    scene.is_cut_off = True
    await scene.reaches("2026-11-24 21:00")
    await scene.passes(minutes=1)
    scene.is_cut_off = False
    await scene.passes(minutes=1)
    settled.sees("How safe did you feel")


async def test_an_unknown_outcome_is_not_repeated(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 20:59")
    scene.loses_answers = True
    await scene.reaches("2026-11-24 21:00")
    scene.loses_answers = False
    await scene.passes(minutes=1)
    await scene.passes(minutes=10)
    assert prompts(settled) == 1
    await settled.taps("4")
    settled.sees("How open could you be")


async def test_one_broken_delivery_stops_nobody_elses(scene: Stage, settled: Person) -> None:
    deniz = scene.person("Deniz")
    await deniz.is_welcomed()
    await deniz.taps("At 21:00")
    participant = await scene.store.participants.find(scene.store.db, settled.body.id)
    assert participant is not None
    async with scene.store.db.transaction() as tx:
        await tx.run(
            "UPDATE participants SET role = :bad WHERE id = :id", {"bad": b"broken", "id": participant.id}
        )
    await scene.reaches("2026-11-24 21:00")
    deniz.sees("How safe did you feel")


async def test_two_people_in_two_zones_are_asked_at_their_own_nine(scene: Stage, ana: Person) -> None:
    jo = scene.person("Jo")
    await jo.is_welcomed(place="New York City")
    await jo.taps("At 21:00")
    await scene.reaches("2026-11-23 21:00")
    assert (prompts(ana), prompts(jo)) == (1, 0)
    await scene.reaches("2026-11-23 21:00", "America/New_York")
    assert (prompts(ana), prompts(jo)) == (1, 1)


async def test_one_broken_row_stops_nobody_from_being_asked_the_next_day(
    scene: Stage, settled: Person
) -> None:
    deniz = scene.person("Deniz")
    await deniz.is_welcomed()
    await deniz.taps("At 21:00")
    participant = await scene.store.participants.find(scene.store.db, settled.body.id)
    assert participant is not None
    async with scene.store.db.transaction() as tx:
        await tx.run(
            "UPDATE participants SET role = :bad WHERE id = :id", {"bad": b"broken", "id": participant.id}
        )
    for day in (24, 25, 26):
        await scene.reaches(f"2026-11-{day} 05:00")
        await scene.reaches(f"2026-11-{day} 21:00")
        deniz.sees("How safe did you feel")
    assert prompts(deniz) == 3


async def test_after_a_day_of_downtime_todays_prompt_is_still_sent(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-25 21:30")
    settled.sees("How safe did you feel")


async def test_later_is_bound_by_quiet_hours(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.taps("Later")
    await settled.taps("In 1 hour")
    await scene.reaches("2026-11-24 22:35")
    settled.sees("I will ask again at 22:00")


async def test_a_clock_set_back_while_the_bot_was_down_silences_nobody(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-29 12:00")
    await scene.restarts()
    await scene.reaches("2026-11-24 12:00")
    for day in (24, 25, 26):
        await scene.reaches(f"2026-11-{day} 21:00")
    assert prompts(settled) == 3


async def test_a_jump_of_hours_forth_and_back_skips_no_day(scene: Stage, settled: Person) -> None:
    await scene.passes(hours=20)
    await scene.passes(hours=-20)
    await scene.reaches("2026-11-24 21:00")
    settled.sees("How safe did you feel")


async def test_a_prompt_sent_in_a_wrong_year_does_not_silence_the_right_one(
    scene: Stage, settled: Person
) -> None:
    await scene.reaches("2027-11-24 12:00")
    await scene.reaches("2027-11-24 21:00")
    before = prompts(settled)
    await scene.reaches("2026-11-24 12:00")
    await scene.reaches("2026-11-24 21:00")
    assert prompts(settled) == before + 1
