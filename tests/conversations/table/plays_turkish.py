"""The same in Turkish."""

from __future__ import annotations

from tests.chat import Person, Stage
from tests.conversations.table.playing import state


async def in_turkish(scene: Stage) -> Person:
    """Somebody who speaks Turkish, in the middle of a card."""
    ayse = scene.person("Ayşe", language="tr")
    await ayse.says("/start")
    for data in ("w:agree", "w:role:hurt", "w:place:Europe/Istanbul", "w:time:2100", "w:first:now"):
        await ayse.forges(data)
    return ayse


state("Turkish: card open")(in_turkish)


@state("Turkish: done, the name asked for")
async def turkish_name(scene: Stage) -> Person:
    ayse = await in_turkish(scene)
    await ayse.says("4 3 birlikte çay içtik")
    return ayse


@state("Turkish: between cards")
async def turkish_between(scene: Stage) -> Person:
    ayse = await turkish_name(scene)
    await ayse.says("Deniz")
    await ayse.forges("f:afraid:no")
    await scene.reaches("2026-11-24 12:00")
    return ayse


@state("Turkish: an offer waits")
async def turkish_offer(scene: Stage) -> Person:
    ayse = await turkish_between(scene)
    await ayse.says("kediye güldük")
    return ayse


@state("Turkish: settings")
async def turkish_settings(scene: Stage) -> Person:
    ayse = await turkish_between(scene)
    await ayse.says("/settings")
    return ayse
