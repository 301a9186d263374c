"""The nudge, played: once after a silent prompt, and never where it would not be welcome."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.storage.deliveries import Kind, Status
from tests.chat import CONTENT, Person, Stage
from tests.conversations.conftest import ana, scene, settled
from tests.dispatch.playing import (
    MISSED,
    asked_at,
    changes,
    prompts,
    row_of,
    starts_again,
    states,
    status,
)

__all__ = ["ana", "scene", "settled"]

ON = date(2026, 11, 24)
GREETINGS = {str(CONTENT.words("en")(f"nudge-greeting-{number}")) for number in (1, 2, 3)}


@pytest.fixture
async def jo(scene: Stage) -> Person:
    """Jo, who was asked at six on Tuesday and has not answered."""
    person = await asked_at(scene, "18:00", "Jo")
    await scene.reaches("2026-11-24 18:00")
    assert prompts(person) == 1
    return person


async def test_a_silent_prompt_is_followed_by_one_nudge_that_takes_its_cards_place(
    scene: Stage, jo: Person
) -> None:
    first = jo.last
    await scene.reaches("2026-11-24 19:59")
    assert jo.last.id == first.id
    await scene.reaches("2026-11-24 20:00")
    assert jo.last.id != first.id
    assert prompts(jo) == 1
    assert jo.last.text.splitlines()[0] in GREETINGS
    assert "Later" not in jo.last.labels
    assert "Skip today" in jo.last.labels
    for _ in range(8):
        await scene.passes(minutes=30)
    assert prompts(jo) == 1


async def test_once_answered_only_the_card_remains(scene: Stage, jo: Person) -> None:
    before = len(jo.messages)
    await scene.reaches("2026-11-24 20:00")
    await jo.taps("4")
    await jo.taps("3")
    assert len(jo.messages) == before
    jo.sees("One small good moment")


async def test_no_nudge_comes_after_any_answer(scene: Stage, jo: Person) -> None:
    await jo.taps("4")
    await scene.reaches("2026-11-24 20:00")
    assert await status(scene, jo, Kind.NUDGE, ON) is Status.UNNEEDED
    jo.sees("How open could you be")


async def test_later_takes_the_nudges_place(scene: Stage, jo: Person) -> None:
    await jo.taps("Later")
    await jo.taps("In 3 hours")
    await scene.reaches("2026-11-24 20:00")
    assert prompts(jo) == 0
    await scene.reaches("2026-11-24 21:00")
    assert prompts(jo) == 1
    await scene.reaches("2026-11-24 22:15")
    assert prompts(jo) == 1


async def test_later_that_is_said_in_words_moves_the_planned_nudge(scene: Stage, jo: Person) -> None:
    await jo.says("later")
    await jo.taps("In 1 hour")
    await scene.reaches("2026-11-24 19:00")
    assert prompts(jo) == 1
    assert jo.last.text.splitlines()[0] in GREETINGS


async def test_skip_and_pause_drop_the_nudge(scene: Stage, jo: Person) -> None:
    deniz = await asked_at(scene, "18:01", "Deniz")
    await scene.reaches("2026-11-24 18:01")
    await jo.says("/skip")
    await deniz.says("/pause 3")
    await scene.reaches("2026-11-24 20:01")
    assert [await status(scene, each, Kind.NUDGE, ON) for each in (jo, deniz)] == [None, None]


async def test_a_prompt_at_nine_has_no_nudge_within_quiet_hours(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    assert await status(scene, settled, Kind.NUDGE, ON) is None


async def test_a_nudge_that_comes_to_lie_in_quiet_hours_waits_for_their_end(scene: Stage, jo: Person) -> None:
    first = jo.last
    await changes(scene, jo, quiet_from=time(19, 30), quiet_until=time(21))
    await scene.reaches("2026-11-24 20:00")
    assert await scene.store.deliveries.due(scene.store.db, scene.clock.now(), 10) == []
    await scene.reaches("2026-11-24 20:59")
    assert jo.last.id == first.id
    await scene.reaches("2026-11-24 21:00")
    assert jo.last.id != first.id


@pytest.mark.parametrize(
    ("back_at", "expected"),
    [("21:59", Status.SENT), ("22:01", Status.DROPPED), ("22:31", Status.DROPPED)],
)
async def test_after_downtime_a_nudge_comes_up_to_two_hours_late(
    scene: Stage, jo: Person, back_at: str, expected: Status
) -> None:
    await starts_again(scene)
    await scene.reaches(f"2026-11-24 {back_at}")
    assert await status(scene, jo, Kind.NUDGE, ON) is expected
    await scene.reaches("2026-11-25 05:00")
    assert (await states(scene, jo))[ON] == MISSED


async def test_three_silent_days_are_nudged_and_no_more_until_a_day_is_kept(scene: Stage, jo: Person) -> None:
    nudged = []
    for day in range(24, 29):
        await scene.reaches(f"2026-11-{day} 18:00")
        await scene.reaches(f"2026-11-{day} 20:00")
        nudged.append(await status(scene, jo, Kind.NUDGE, date(2026, 11, day)))
    assert nudged == [Status.SENT] * 3 + [None] * 2
    await jo.taps("4")
    await scene.reaches("2026-11-30 18:00")
    await scene.reaches("2026-11-30 20:00")
    assert await status(scene, jo, Kind.NUDGE, date(2026, 11, 30)) is Status.SENT


async def test_whoever_goes_on_after_a_pause_is_nudged_again(scene: Stage, jo: Person) -> None:
    for day in range(25, 28):
        await scene.reaches(f"2026-11-{day} 18:00")
    await jo.says("/pause")
    await jo.taps("Until I come back")
    await jo.says("/resume")
    await scene.reaches("2026-11-28 18:00")
    await scene.reaches("2026-11-28 20:00")
    assert await status(scene, jo, Kind.NUDGE, date(2026, 11, 28)) is Status.SENT


async def test_on_the_letters_evening_a_nudge_in_the_same_minute_is_left_out(
    scene: Stage, jo: Person
) -> None:
    sunday = date(2026, 11, 29)
    await changes(scene, jo, nudge_minutes=60)
    await scene.reaches("2026-11-28 18:00")
    await jo.taps("4")
    await scene.reaches("2026-11-29 18:00")
    assert await status(scene, jo, Kind.NUDGE, sunday) is None
    await scene.reaches("2026-11-29 20:00")
    assert await status(scene, jo, Kind.LETTER, sunday) is Status.SENT
    assert await status(scene, jo, Kind.NUDGE, sunday) is None


async def test_a_nudge_that_is_farther_from_the_letter_comes(scene: Stage, jo: Person) -> None:
    await changes(scene, jo, nudge_minutes=30)
    await scene.reaches("2026-11-28 18:00")
    await jo.taps("4")
    await scene.reaches("2026-11-29 18:00")
    await scene.reaches("2026-11-29 18:30")
    assert await status(scene, jo, Kind.NUDGE, date(2026, 11, 29)) is Status.SENT


async def test_a_chosen_later_stays_though_the_letter_comes_then(scene: Stage, jo: Person) -> None:
    await scene.reaches("2026-11-29 18:00")
    await jo.taps("Later")
    await jo.taps("In 1 hour")
    await scene.reaches("2026-11-29 19:00")
    assert await status(scene, jo, Kind.NUDGE, date(2026, 11, 29)) is Status.SENT


async def test_who_chose_no_nudge_gets_none(scene: Stage) -> None:
    jo = await asked_at(scene, "18:00", "Jo")
    await changes(scene, jo, nudge_minutes=None)
    await scene.reaches("2026-11-24 18:00")
    assert await status(scene, jo, Kind.NUDGE, ON) is None


async def test_in_discreet_mode_a_nudge_says_no_more_than_a_prompt(scene: Stage) -> None:
    jo = await asked_at(scene, "18:00", "Jo")
    await changes(scene, jo, is_discreet=True)
    await scene.reaches("2026-11-24 18:00")
    first = jo.last
    await scene.reaches("2026-11-24 20:00")
    assert jo.last.id != first.id
    assert (jo.last.text, jo.last.labels) == (first.text, first.labels)


async def test_on_a_discreet_nudge_nothing_can_be_put_off_any_more(scene: Stage) -> None:
    """It was asked once more already: what could not be kept is not offered."""
    jo = await asked_at(scene, "18:00", "Jo")
    await changes(scene, jo, is_discreet=True)
    await scene.reaches("2026-11-24 18:00")
    await scene.reaches("2026-11-24 20:00")
    await jo.taps("Open")
    assert "Later" not in jo.last.labels


async def test_a_nudge_whose_outcome_is_unknown_is_not_repeated(scene: Stage, jo: Person) -> None:
    scene.loses_answers = True
    await scene.reaches("2026-11-24 20:00")
    scene.loses_answers = False
    for _ in range(8):
        await scene.passes(minutes=15)
    assert await status(scene, jo, Kind.NUDGE, ON) is Status.UNSURE
    assert await status(scene, jo, Kind.SECOND_CHANCE, ON) is None
    assert prompts(jo) == 2


async def test_who_left_and_came_back_in_between_is_still_nudged_once(scene: Stage, jo: Person) -> None:
    await changes(scene, jo, gone_at=scene.clock.now())
    await scene.reaches("2026-11-24 19:00")
    await jo.says("/streak")
    assert (await row_of(scene, jo)).gone_at is None
    await scene.reaches("2026-11-24 20:00")
    assert await status(scene, jo, Kind.NUDGE, ON) is Status.SENT


async def test_who_is_gone_when_it_is_due_gets_no_nudge(scene: Stage, jo: Person) -> None:
    await changes(scene, jo, gone_at=scene.clock.now())
    await scene.reaches("2026-11-24 20:00")
    assert await status(scene, jo, Kind.NUDGE, ON) is Status.UNNEEDED


async def test_a_clock_that_jumps_ahead_and_back_does_not_take_the_nudge_away(
    scene: Stage, jo: Person
) -> None:
    first = jo.last
    await scene.passes(days=30, hours=5)
    await scene.passes(days=-30, hours=-5)
    await scene.reaches("2026-11-24 20:00")
    assert jo.last.id != first.id
    assert prompts(jo) == 1
