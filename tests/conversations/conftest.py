from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.chat import Person, Stage, Still, stage

_PLAYED: dict[Callable[[Stage], Awaitable[Person]], Still] = {}
"""What the plays below come to: each is played once in a run."""


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Stage]:
    """A Monday evening in Türkiye, an hour before nine."""
    async with stage(tmp_path, "2026-11-23 20:00") as opened:
        yield opened


@pytest.fixture
async def ana(scene: Stage) -> Person:
    """Ana, hurt, in Osmaniye, asked at nine; she chose to wait for the first card."""
    return await _after(scene, _waits_for_the_first_card)


@pytest.fixture
async def settled(scene: Stage) -> Person:
    """Ana a day later: the first card is done, the questions after it are answered, and there is no fear."""
    return await _after(scene, _is_settled)


async def _waits_for_the_first_card(scene: Stage) -> Person:
    ana = scene.person("Ana")
    await ana.is_welcomed()
    await ana.taps("At 21:00")
    return ana


async def _is_settled(scene: Stage) -> Person:
    ana = await _waits_for_the_first_card(scene)
    await scene.reaches("2026-11-23 21:00")
    await ana.taps("4")
    await ana.taps("3")
    await ana.taps("Nothing today")
    await ana.taps("Not now")
    await ana.taps("No")
    await scene.reaches("2026-11-24 12:00")
    return ana


async def _after(scene: Stage, play: Callable[[Stage], Awaitable[Person]]) -> Person:
    """Bring a scene that has just begun to where a play of one person leads."""
    if play not in _PLAYED:
        ana = await play(scene)
        _PLAYED[play] = await scene.still()
        return ana
    await scene.becomes(_PLAYED[play])
    (body,) = scene.telegram.people.values()
    return Person(scene, body)
