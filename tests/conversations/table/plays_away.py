"""Long silence, blocked and returned, erased."""

from __future__ import annotations

from tests.chat import Person, Stage
from tests.conversations.table.playing import state
from tests.conversations.table.plays_begin import with_zone
from tests.conversations.table.plays_card import next_day


async def stays_silent(scene: Stage, days: int) -> None:
    """Let somebody be asked day by day, and never answer; what stands there at the end came by itself."""
    for day in range(24, 24 + days):
        at = f"2026-11-{day}" if day <= 30 else f"2026-12-{day - 30:02}"
        await scene.reaches(f"{at} 21:00")


@state("silent for a week")
async def less_often(scene: Stage) -> Person:
    ana = await next_day(scene)
    await stays_silent(scene, 8)
    return ana


@state("silent for two weeks")
async def self_paused(scene: Stage) -> Person:
    ana = await next_day(scene)
    await stays_silent(scene, 15)
    return ana


@state("blocked, and returned")
async def returned(scene: Stage) -> Person:
    ana = await next_day(scene)
    ana.body.blocks()
    await scene.settle()
    ana.body.returns()
    scene.forget_updates()
    return ana


@state("blocked")
async def blocked(scene: Stage) -> Person:
    ana = await next_day(scene)
    ana.body.blocks()
    await scene.settle()
    return ana


@state("erased")
async def erased(scene: Stage) -> Person:
    ana = await next_day(scene)
    await ana.says("/delete")
    await ana.taps("Erase everything")
    return ana


@state("erased, in the middle of the welcome")
async def erased_early(scene: Stage) -> Person:
    ana = await with_zone(scene)
    await ana.says("/delete")
    await ana.taps("Erase everything")
    return ana
