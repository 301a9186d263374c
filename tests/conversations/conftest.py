from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chat import Person, Stage, stage


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Stage]:
    """A Monday evening in Türkiye, an hour before nine."""
    async with stage(tmp_path, "2026-11-23 20:00") as opened:
        yield opened


@pytest.fixture
async def ana(scene: Stage) -> Person:
    """Ana, hurt, in Osmaniye, asked at nine; she chose to wait for the first card."""
    person = scene.person("Ana")
    await person.is_welcomed()
    await person.taps("At 21:00")
    return person


@pytest.fixture
async def settled(scene: Stage, ana: Person) -> Person:
    """Ana a day later: the first card is done, the questions after it are answered, and there is no fear."""
    await scene.reaches("2026-11-23 21:00")
    await ana.taps("4")
    await ana.taps("3")
    await ana.taps("Nothing today")
    await ana.taps("Not now")
    await ana.taps("No")
    await scene.reaches("2026-11-24 12:00")
    return ana
