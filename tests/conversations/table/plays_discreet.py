"""Discreet mode: each of its screens, shown and hidden."""

from __future__ import annotations

from tests.chat import Person, Stage
from tests.conversations.table.playing import state
from tests.conversations.table.plays_away import stays_silent
from tests.conversations.table.plays_begin import started_discreetly


async def started_up_discreetly(scene: Stage) -> Person:
    """Somebody in discreet mode who chose to wait for the first card."""
    ana = await started_discreetly(scene)
    await ana.taps("I am 18")
    await ana.taps("I was hurt")
    await ana.says("Osmaniye")
    await ana.taps("Yes, that is my time")
    await ana.says("21:00")
    await ana.taps("At 21:00")
    return ana


@state("discreet: asked", is_discreet=True)
async def discreet_asked(scene: Stage) -> Person:
    ana = await started_up_discreetly(scene)
    await scene.reaches("2026-11-23 21:00")
    return ana


@state("discreet: card open", is_discreet=True)
async def discreet_open(scene: Stage) -> Person:
    ana = await discreet_asked(scene)
    await ana.taps("Open")
    return ana


@state("discreet: safety answered", is_discreet=True)
async def discreet_half(scene: Stage) -> Person:
    ana = await discreet_open(scene)
    await ana.taps("4")
    return ana


@state("discreet: moment left", is_discreet=True)
async def discreet_moment(scene: Stage) -> Person:
    ana = await discreet_half(scene)
    await ana.taps("3")
    return ana


@state("discreet: done, fear asked about", is_discreet=True)
async def discreet_fear(scene: Stage) -> Person:
    ana = await discreet_moment(scene)
    await ana.says("tea together")
    return ana


@state("discreet: done", is_discreet=True)
async def discreet_done(scene: Stage) -> Person:
    ana = await discreet_fear(scene)
    await ana.forges("f:afraid:no")
    return ana


async def discreet_next_day(scene: Stage) -> Person:
    ana = await discreet_done(scene)
    await scene.reaches("2026-11-24 12:00")
    return ana


@state("discreet: between cards", is_discreet=True)
async def discreet_between(scene: Stage) -> Person:
    return await discreet_next_day(scene)


def discreetly_after(name: str, command: str, label: str = "") -> None:
    @state(f"discreet: {name}", is_discreet=True)
    async def shown(scene: Stage) -> Person:
        ana = await discreet_next_day(scene)
        await ana.says(command)
        if label:
            await ana.taps(label)
        return ana


discreetly_after("an offer waits", "we laughed about the cat")
discreetly_after("a moment awaited", "/moment")
discreetly_after("the letter behind a tap", "/week")
discreetly_after("the letter open", "/week", "Open")
discreetly_after("the month open", "/month", "Open")
discreetly_after("the days shown up open", "/streak", "Open")
discreetly_after("the principles", "/principles")
discreetly_after("support", "/safety")
discreetly_after("settings", "/settings")
discreetly_after("the moments behind a tap", "/moments")
discreetly_after("the moments open", "/moments", "Open")


@state("discreet: which day is asked", is_discreet=True)
async def discreet_which_day(scene: Stage) -> Person:
    ana = await discreet_next_day(scene)
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 21:00")
    await ana.says("we laughed about the cat")
    return ana


@state("discreet: silent for a week", is_discreet=True)
async def discreet_less_often(scene: Stage) -> Person:
    ana = await started_up_discreetly(scene)
    await stays_silent(scene, 8)
    return ana


@state("discreet: silent for two weeks", is_discreet=True)
async def discreet_self_paused(scene: Stage) -> Person:
    ana = await started_up_discreetly(scene)
    await stays_silent(scene, 15)
    return ana
