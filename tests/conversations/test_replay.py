"""An update may be handled twice: after a crash, or when the line broke before it was answered. That changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chat import Person, Stage, stage

LAST_CALL = 40
"""More than the play makes: beyond its last call nothing is cut."""


async def play(scene: Stage) -> Person:
    """A first evening, and the day after."""
    ana = scene.person("Ana")
    await ana.is_welcomed()
    await ana.taps("Now")
    await ana.says("4")
    await ana.says("2")
    await ana.says("tea, together")
    await ana.says("Deniz")
    await ana.taps("No", on=ana.button("Sometimes")[0].id)
    await ana.says("a quiet walk, too")
    await ana.taps("Keep it")
    await scene.reaches("2026-11-24 21:00")
    await scene.passes(minutes=1)
    await ana.taps("No contact today")
    await ana.says("nothing today")
    await scene.reaches("2026-11-25 21:00")
    await scene.passes(minutes=1)
    await ana.says("5 5 she called")
    await ana.says("/moment the cat")
    return ana


async def kept(scene: Stage, person: Person) -> dict[str, object]:
    """Everything that is kept of somebody, but for instants and ids."""
    participant = await scene.store.participants.find(scene.store.db, person.body.id)
    assert participant is not None
    moments = await scene.store.moments.between(
        scene.store.db, participant.id, participant.created_at.date(), scene.clock.now().date()
    )
    return {
        "name": participant.name,
        "afraid": participant.afraid,
        "awaiting": participant.awaiting,
        "checkins": await scene.store.checkins.between(
            scene.store.db, participant.id, participant.created_at.date(), scene.clock.now().date()
        ),
        "moments": [(each.on, each.moment) for each in moments],
        "days": await scene.store.days.states(scene.store.db, participant.id),
    }


@pytest.fixture
async def once(tmp_path: Path) -> dict[str, object]:
    async with stage(tmp_path / "once", "2026-11-23 20:00") as scene:
        return await kept(scene, await play(scene))


async def test_the_play_is_what_it_seems(once: dict[str, object]) -> None:
    assert once["name"] == "Deniz"
    assert len(once["moments"]) == 4  # type: ignore[arg-type]


async def test_handled_twice_everything_is_kept_once(tmp_path: Path, once: dict[str, object]) -> None:
    async with stage(tmp_path / "twice", "2026-11-23 20:00") as scene:
        scene.handles_all_twice = True
        ana = await play(scene)
        assert await kept(scene, ana) == once
        ana.sees("moments kept")


async def test_in_the_welcome_typed_words_answer_one_step_though_they_are_handled_twice(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path / "typed", "2026-11-23 20:00") as scene:
        scene.handles_all_twice = True
        ana = scene.person("Ana")
        await ana.says("/start")
        await ana.taps("I am 18")
        await ana.says("I was hurt")
        ana.sees("Where are you?")
        ana.sees_not("I could not find that place")
        await ana.says("Osmaniye")
        await ana.taps("Yes, that is my time")
        await ana.says("21:00")
        ana.sees("every day at 21:00")
        ana.button("Now")
        await ana.says("Now")
        ana.sees("How safe did you feel")


@pytest.mark.parametrize("number", range(0, LAST_CALL, 3))
async def test_cut_off_at_any_call_everything_is_kept_once(
    tmp_path: Path, once: dict[str, object], number: int
) -> None:
    async with stage(tmp_path / "cut", "2026-11-23 20:00") as scene:
        scene.calls_until_cut = number
        assert await kept(scene, await play(scene)) == once


@pytest.mark.soak
@pytest.mark.parametrize("number", range(2 * LAST_CALL))
async def test_cut_off_at_every_call_everything_is_kept_once(
    tmp_path: Path, once: dict[str, object], number: int
) -> None:
    async with stage(tmp_path / "cut", "2026-11-23 20:00") as scene:
        scene.calls_until_cut = number
        assert await kept(scene, await play(scene)) == once
