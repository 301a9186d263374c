"""The card, from before its first coming to long after its day."""

from __future__ import annotations

from dataclasses import replace

from tests.chat import Person, Stage
from tests.conversations.table.playing import state
from tests.conversations.table.plays_begin import with_time


@state("set up: the first card comes later")
async def waits(scene: Stage) -> Person:
    ana = await with_time(scene)
    await ana.taps("At 21:00")
    return ana


@state("card: asked")
async def asked(scene: Stage) -> Person:
    ana = await waits(scene)
    await scene.reaches("2026-11-23 21:00")
    return ana


@state("card: opened by hand")
async def opened(scene: Stage) -> Person:
    ana = await with_time(scene)
    await ana.taps("Now")
    return ana


@state("card: safety answered")
async def half(scene: Stage) -> Person:
    ana = await asked(scene)
    await ana.taps("4")
    return ana


@state("card: moment left")
async def moment_left(scene: Stage) -> Person:
    ana = await half(scene)
    await ana.taps("3")
    return ana


@state("card: only a moment so far")
async def only_a_moment(scene: Stage) -> Person:
    ana = await asked(scene)
    await ana.says("tea together")
    return ana


@state("card: done, the name asked for")
async def name_asked(scene: Stage) -> Person:
    ana = await moment_left(scene)
    await ana.says("tea together")
    return ana


@state("card: done, fear asked about")
async def fear_asked(scene: Stage) -> Person:
    ana = await name_asked(scene)
    await ana.says("Deniz")
    return ana


@state("card: done")
async def done(scene: Stage) -> Person:
    ana = await fear_asked(scene)
    await ana.taps("No", on=ana.button("Sometimes")[0].id)
    return ana


@state("card: done with nothing and no name")
async def nothing(scene: Stage) -> Person:
    ana = await moment_left(scene)
    await ana.taps("Nothing today")
    await ana.taps("Not now")
    await ana.taps("Rather not say")
    return ana


@state("card: done, name said back")
async def name_again(scene: Stage) -> Person:
    ana = await done(scene)
    await ana.taps("Another name")
    return ana


@state("card: being changed")
async def changing(scene: Stage) -> Person:
    ana = await done(scene)
    await ana.taps("Change")
    return ana


@state("card: another moment awaited")
async def another(scene: Stage) -> Person:
    ana = await done(scene)
    await ana.taps("Another moment")
    return ana


@state("card: when later is asked")
async def later_asked(scene: Stage) -> Person:
    ana = await asked(scene)
    await ana.taps("Later")
    return ana


@state("card: put off")
async def put_off(scene: Stage) -> Person:
    ana = await later_asked(scene)
    await ana.taps("In 30 minutes")
    return ana


@state("card: skipped")
async def skipped(scene: Stage) -> Person:
    ana = await asked(scene)
    await ana.taps("Skip today")
    return ana


@state("card: nudged")
async def nudged(scene: Stage) -> Person:
    ana = await waits(scene)
    await ana.says("/settings")
    async with scene.store.db.transaction() as tx:
        await scene.store.participants.change(
            tx, await id_of(ana), lambda each: replace(each, nudge_minutes=60)
        )
    await scene.reaches("2026-11-23 21:00")
    await scene.reaches("2026-11-23 22:05")
    return ana


@state("card: no contact")
async def no_contact(scene: Stage) -> Person:
    ana = await asked(scene)
    await ana.taps("No contact today")
    return ana


async def id_of(person: Person) -> str:
    store = person.stage.store
    participant = await store.participants.find(store.db, person.body.id)
    assert participant is not None
    return participant.id


async def next_day(scene: Stage) -> Person:
    """Somebody whose first day is done and whose second one begins."""
    ana = await done(scene)
    await scene.reaches("2026-11-24 12:00")
    return ana


@state("between cards")
async def between(scene: Stage) -> Person:
    return await next_day(scene)


@state("between cards, today skipped")
async def skipped_ahead(scene: Stage) -> Person:
    ana = await next_day(scene)
    await ana.says("/skip")
    return ana


@state("card: asked, yesterday empty")
async def yesterday_empty(scene: Stage) -> Person:
    ana = await next_day(scene)
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 21:00")
    return ana


@state("card: asked, yesterday begun")
async def yesterday_begun(scene: Stage) -> Person:
    ana = await next_day(scene)
    await scene.reaches("2026-11-24 21:00")
    await ana.taps("2")
    await scene.reaches("2026-11-25 21:00")
    return ana


@state("card: yesterday's opened")
async def yesterday_opened(scene: Stage) -> Person:
    ana = await next_day(scene)
    await scene.reaches("2026-11-24 21:00")
    await scene.reaches("2026-11-25 12:00")
    await ana.says("/checkin")
    await ana.taps("Yesterday")
    return ana


@state("card: closed, days later")
async def closed(scene: Stage) -> Person:
    ana = await asked(scene)
    await ana.taps("4")
    await ana.says("/pause")
    await ana.taps("Until I come back")
    await scene.reaches("2026-11-28 12:00")
    return ana


@state("card: asked, of one who caused the hurt")
async def asked_caused(scene: Stage) -> Person:
    return await asked_as(scene, "I caused")


@state("card: asked, of one who is practising")
async def asked_practising(scene: Stage) -> Person:
    return await asked_as(scene, "I am just")


async def asked_as(scene: Stage, role: str) -> Person:
    ana = scene.person("Ana")
    await ana.is_welcomed(role=role)
    await ana.taps("Now")
    return ana
