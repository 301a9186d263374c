"""The second chance, played: a prompt of which nobody knows whether it arrived is followed by one card, and never blames."""

from __future__ import annotations

from datetime import date

import pytest

from bot.storage.deliveries import Kind, Status
from tests.chat import Person, Stage
from tests.conversations.conftest import ana, scene
from tests.dispatch.playing import (
    KEPT,
    UNSENT,
    asked_at,
    changes,
    crashes_after_claiming,
    prompts,
    row_of,
    starts_again,
    states,
    status,
)

__all__ = ["ana", "scene"]

ON = date(2026, 11, 24)


async def loses_the_answer(scene: Stage, at: str) -> None:
    """Let time pass to when a card is sent, whose arrival Telegram never confirms."""
    scene.loses_answers = True
    await scene.reaches(at)
    scene.loses_answers = False


@pytest.fixture
async def jo(scene: Stage) -> Person:
    """Jo, whose card at six on Tuesday arrived, which the bot does not know."""
    person = await asked_at(scene, "18:00", "Jo")
    await loses_the_answer(scene, "2026-11-24 18:00")
    assert prompts(person) == 1
    assert await status(scene, person, Kind.PROMPT, ON) is Status.UNSURE
    return person


async def test_half_an_hour_later_the_card_comes_once_more_and_never_again(scene: Stage, jo: Person) -> None:
    await scene.reaches("2026-11-24 18:29")
    assert prompts(jo) == 1
    await scene.reaches("2026-11-24 18:30")
    assert prompts(jo) == 2
    assert {"Later", "Skip today"} <= set(jo.last.labels)
    for _ in range(16):
        await scene.passes(minutes=15)
    assert prompts(jo) == 2
    assert await status(scene, jo, Kind.NUDGE, ON) is None


async def test_unanswered_it_is_a_rest_day(scene: Stage, jo: Person) -> None:
    await scene.reaches("2026-11-24 18:30")
    assert await status(scene, jo, Kind.SECOND_CHANCE, ON) is Status.SENT
    await scene.reaches("2026-11-25 05:00")
    assert (await states(scene, jo))[ON] == UNSENT


async def test_answered_it_is_a_kept_day(scene: Stage, jo: Person) -> None:
    await scene.reaches("2026-11-24 18:30")
    await jo.taps("4")
    await scene.reaches("2026-11-25 05:00")
    assert (await states(scene, jo))[ON] == KEPT


@pytest.mark.parametrize("tapped", ["4", "Later", "Skip today"])
async def test_a_tap_on_the_first_card_cancels_it(scene: Stage, jo: Person, tapped: str) -> None:
    await jo.taps(tapped)
    await scene.reaches("2026-11-24 18:30")
    assert await status(scene, jo, Kind.SECOND_CHANCE, ON) in (Status.UNNEEDED, None)


@pytest.mark.parametrize("said", ["4 3 she made tea", "/checkin", "/skip", "/pause 3"])
async def test_words_cancel_it_as_well(scene: Stage, jo: Person, said: str) -> None:
    await jo.says(said)
    await scene.reaches("2026-11-24 18:30")
    assert await status(scene, jo, Kind.SECOND_CHANCE, ON) in (Status.UNNEEDED, None)


async def test_a_card_from_before_the_prompt_does_not_stand_in_for_it(scene: Stage) -> None:
    jo = await asked_at(scene, "18:00", "Jo")
    await scene.reaches("2026-11-24 12:00")
    await jo.says("/checkin")
    await loses_the_answer(scene, "2026-11-24 18:00")
    await scene.reaches("2026-11-24 18:30")
    assert await status(scene, jo, Kind.SECOND_CHANCE, ON) is Status.SENT


async def test_a_chosen_later_takes_its_place(scene: Stage, jo: Person) -> None:
    await jo.taps("Later")
    await jo.taps("In 1 hour")
    await scene.reaches("2026-11-24 18:30")
    assert prompts(jo) == 0
    await scene.reaches("2026-11-24 19:00")
    assert prompts(jo) == 1


async def test_it_comes_to_those_as_well_who_want_no_nudge(scene: Stage) -> None:
    jo = await asked_at(scene, "18:00", "Jo")
    await changes(scene, jo, nudge_minutes=None)
    await loses_the_answer(scene, "2026-11-24 18:00")
    await scene.reaches("2026-11-24 18:30")
    assert prompts(jo) == 2


async def test_after_a_crash_between_claim_and_record_it_comes_half_an_hour_after_the_claim(
    scene: Stage,
) -> None:
    jo = await asked_at(scene, "18:00", "Jo")
    scene.clock.move(scene.clock.now().replace(day=24, hour=15, minute=0) - scene.clock.now())
    await crashes_after_claiming(scene, jo, Kind.PROMPT)
    await scene.reaches("2026-11-24 18:05")
    assert prompts(jo) == 0
    await scene.reaches("2026-11-24 18:30")
    assert prompts(jo) == 1
    await scene.reaches("2026-11-25 05:00")
    assert (await states(scene, jo))[ON] == UNSENT


async def test_one_of_which_nobody_knows_either_is_not_repeated(scene: Stage, jo: Person) -> None:
    await loses_the_answer(scene, "2026-11-24 18:30")
    assert await status(scene, jo, Kind.SECOND_CHANCE, ON) is Status.UNSURE
    await starts_again(scene)
    for _ in range(12):
        await scene.passes(minutes=15)
    assert prompts(jo) == 2


async def test_quiet_hours_that_end_too_late_drop_it(scene: Stage) -> None:
    jo = await asked_at(scene, "22:10", "Jo")
    await scene.reaches("2026-11-23 22:09")
    await loses_the_answer(scene, "2026-11-23 22:10")
    await scene.reaches("2026-11-23 22:40")
    assert await status(scene, jo, Kind.SECOND_CHANCE, date(2026, 11, 23)) is Status.DROPPED
    await scene.reaches("2026-11-24 08:00")
    assert prompts(jo) == 1
    assert (await states(scene, jo))[date(2026, 11, 23)] == UNSENT


async def test_in_quiet_hours_that_end_soon_it_waits(scene: Stage) -> None:
    jo = await asked_at(scene, "07:00", "Jo")
    await loses_the_answer(scene, "2026-11-24 07:00")
    await scene.reaches("2026-11-24 07:30")
    await scene.reaches("2026-11-24 07:59")
    assert prompts(jo) == 1
    await scene.reaches("2026-11-24 08:00")
    assert prompts(jo) == 2


@pytest.mark.parametrize(
    ("back_at", "expected"), [("20:29", Status.SENT), ("20:31", Status.DROPPED), ("23:00", Status.DROPPED)]
)
async def test_when_the_bot_was_down_it_comes_up_to_two_hours_late(
    scene: Stage, jo: Person, back_at: str, expected: Status
) -> None:
    await starts_again(scene)
    await scene.reaches(f"2026-11-24 {back_at}")
    assert await status(scene, jo, Kind.SECOND_CHANCE, ON) is expected
    await scene.reaches("2026-11-25 05:00")
    assert (await states(scene, jo))[ON] == UNSENT


async def test_who_is_gone_gets_none(scene: Stage, jo: Person) -> None:
    await changes(scene, jo, gone_at=scene.clock.now())
    await scene.reaches("2026-11-24 18:30")
    assert await status(scene, jo, Kind.SECOND_CHANCE, ON) is Status.UNNEEDED


async def test_who_travelled_to_where_the_day_is_over_gets_none(scene: Stage, jo: Person) -> None:
    zone = (await row_of(scene, jo)).zone
    assert zone is not None
    await changes(scene, jo, zone=type(zone)("Pacific/Kiritimati"))  # 05:30 the next morning
    await scene.reaches("2026-11-24 18:30")
    assert await status(scene, jo, Kind.SECOND_CHANCE, ON) is Status.DROPPED


async def test_a_clock_that_jumps_ahead_and_back_does_not_take_it_away(scene: Stage, jo: Person) -> None:
    await scene.passes(days=30, hours=5)
    await scene.passes(days=-30, hours=-5)
    await scene.reaches("2026-11-24 18:30")
    assert prompts(jo) == 2


async def test_a_clock_set_back_by_an_hour_brings_it_no_earlier(scene: Stage, jo: Person) -> None:
    await scene.passes(hours=-1)
    await scene.reaches("2026-11-24 18:29")
    assert prompts(jo) == 1
    await scene.reaches("2026-11-24 18:30")
    assert prompts(jo) == 2
