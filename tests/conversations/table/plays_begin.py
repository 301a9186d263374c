"""Strangers, and each step of the welcome."""

from __future__ import annotations

from tests.chat import Person, Stage
from tests.conversations.table.playing import state


@state("stranger, the bot is for everyone")
@state("stranger, by invitation", access="invite")
@state("stranger, not on the list", access="list")
@state("stranger, on the list", access="list with Ana")
async def stranger(scene: Stage) -> Person:
    ana = scene.person("Ana")
    await ana.says("good evening")
    return ana


async def started(scene: Stage, *, language: str = "en") -> Person:
    ana = scene.person("Ana", language=language)
    await ana.says("/start")
    return ana


state("welcome: introduced")(started)


@state("welcome: introduced, discreet", is_discreet=True)
async def started_discreetly(scene: Stage) -> Person:
    ana = await started(scene)
    await ana.taps("Somebody else looks")
    return ana


@state("welcome: role")
async def agreed(scene: Stage) -> Person:
    ana = await started(scene)
    await ana.taps("I am 18")
    return ana


@state("welcome: role, Turkish")
async def agreed_in_turkish(scene: Stage) -> Person:
    ana = await started(scene, language="tr")
    await ana.forges("w:agree")
    return ana


@state("welcome: place")
async def with_role(scene: Stage) -> Person:
    ana = await agreed(scene)
    await ana.taps("I was hurt")
    return ana


@state("welcome: place found")
async def with_place(scene: Stage) -> Person:
    ana = await with_role(scene)
    await ana.says("Osmaniye")
    return ana


@state("welcome: which place")
async def which_place(scene: Stage) -> Person:
    ana = await with_role(scene)
    await ana.says("London")
    return ana


@state("welcome: time")
async def with_zone(scene: Stage) -> Person:
    ana = await with_place(scene)
    await ana.taps("Yes, that is my time")
    return ana


@state("welcome: first card now or then")
async def with_time(scene: Stage) -> Person:
    ana = await with_zone(scene)
    await ana.says("21:00")
    return ana


@state("welcome: gone back to the place")
async def gone_back(scene: Stage) -> Person:
    ana = await with_time(scene)
    await ana.forges("w:back:place")
    return ana
